"""What can stand in a printed document: a closed list, which every writer matches over. Lengths are millimetres on A4 paper."""

from __future__ import annotations

from typing import Literal

from deckgen.text.paragraph import Runs
from deckgen.value import value

Size = Literal["small", "normal", "large"]
"""Of text: what is said is normal, what is about it small, what must be found at a glance large."""


@value(frozen=True)
class Heading:
    """A heading. `level` is its place in the outline of the document, from 1 and without gaps, 0 for the title; `look` is how
    it was typed: as many signs, as large a heading.
    """

    level: int
    look: int
    runs: Runs


@value(frozen=True)
class Para:
    """A paragraph; one with a `marker` (`–`, or a number such as `2.`) is an item of a list, `level` deep from 0."""

    runs: Runs
    size: Size = "normal"
    marker: str = ""
    level: int = 0


@value(frozen=True)
class Table:
    """A table with a row of heads, which is repeated on each page; all rows have as many cells."""

    header: tuple[Runs, ...]
    rows: tuple[tuple[Runs, ...], ...]


@value(frozen=True)
class Picture:
    """A picture of a page of the deck, by the page's id; `width` is that of a page of 16:9."""

    page: str
    width: float


@value(frozen=True)
class Lines:
    """Ruled lines to write on."""

    count: int


@value(frozen=True)
class Break:
    """What follows starts on a new sheet."""


@value(frozen=True)
class Beside:
    """Pictures below each other on the left, and what stands beside them. Never parted over two sheets."""

    pictures: tuple[Picture, ...]
    blocks: tuple[Block, ...]


Block = Heading | Para | Table | Picture | Lines | Break | Beside


@value(frozen=True)
class Document:
    """A document with what its format wants to know of it; `foot` stands below each sheet, before the number of the page."""

    title: str
    foot: str
    language: str
    author: str
    blocks: tuple[Block, ...]
