"""What the body of a slide may contain: paragraphs, lists, quotations, tables, charts, formulas, columns, and figures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import ClassVar, Literal

from deckgen.outline.figures import Figure
from deckgen.outline.keyed import Built, Id, Keyed
from deckgen.source.words import Words
from deckgen.value import value


@value(frozen=True, kw_only=True)
class Text(Built):
    """A paragraph that stands alone."""

    block: ClassVar[str] = "text"
    shorthand: ClassVar[str] = "text"
    text: Words


@value(frozen=True, kw_only=True)
class Point:
    """One point, with points below it (three levels in all), or a lead word with a `gloss`."""

    shorthand: ClassVar[str] = "text"
    text: Words
    gloss: Words | None = None
    points: tuple[Point, ...] = ()


@value(frozen=True, kw_only=True)
class Points(Built):
    """A list. Three or four points that all have a gloss are drawn as a ledger: number, lead word, gloss."""

    block: ClassVar[str] = "points"
    shorthand: ClassVar[str] = "points"
    points: tuple[Point, ...]
    numbered: bool = False


@value(frozen=True, kw_only=True)
class Quote(Keyed):
    """Somebody's words and whose they are; each line of `text` is one line on the slide."""

    block: ClassVar[str] = "quote"
    text: Words
    by: Words | None = None


@value(frozen=True, kw_only=True)
class RowGroup:
    """A name for so many rows of a table, shown once."""

    name: Words
    rows: int


@value(frozen=True, kw_only=True)
class Table(Built):
    """Rows of cells under a header. Where the rows do not exist, `missing` says why, in one dashed cell."""

    block: ClassVar[str] = "table"
    header: tuple[Words, ...] = ()
    rows: tuple[tuple[Words, ...], ...] = ()
    groups: tuple[RowGroup, ...] = ()
    missing: Words | None = None


@value(frozen=True, kw_only=True)
class Series:
    """Numbers under one name; an empty value (`~`) is a gap."""

    name: Words
    values: tuple[float | None, ...]


@value(frozen=True, kw_only=True)
class Claim:
    """What a chart shows, set beside the plot with a bracket from one category to another."""

    from_: Words
    to: Words
    says: Words
    text: Words | None = None


@value(frozen=True, kw_only=True)
class Chart(Built):
    """A native chart. `bar` is horizontal, `column` vertical; `highlight` names categories or series to look at."""

    block: ClassVar[str] = "chart"
    type: Literal["bar", "column"]
    categories: tuple[Words, ...]
    series: tuple[Series, ...]
    scale: Literal["linear", "log"] = "linear"
    highlight: tuple[Words, ...] = field(default=(), metadata={"lone": True})
    """One name, or a list of names."""
    absent: Words | None = None
    """What to print where a value is missing, such as 未公开."""
    claim: Claim | None = None
    alt: Words | None = None


@value(frozen=True, kw_only=True)
class Math(Built):
    r"""A formula in LaTeX, which becomes PowerPoint's own. Lines end in `\\` and meet at `&`; words stand in `\text{…}`."""

    block: ClassVar[str] = "math"
    shorthand: ClassVar[str] = "latex"
    latex: Words
    number: Words | None = None
    """What the formula is called by, such as (1), at the right margin."""
    caption: Words | None = None
    """A line or two below it: what the letters stand for."""
    alt: Words | None = None


@value(frozen=True, kw_only=True)
class Column:
    """One of several columns: a label, a big number or phrase, and a body of text, points or a figure."""

    label: Words | None = None
    big: Words | None = None
    body: tuple[Block, ...] = ()
    style: Literal["text", "reading", "cut"] = "text"
    """The rule above the column: solid, dashed, or broken off half-way."""


@value(frozen=True, kw_only=True)
class Columns(Keyed):
    """Columns side by side."""

    block: ClassVar[str] = "columns"
    shorthand: ClassVar[str] = "columns"
    columns: tuple[Column, ...]


@value(frozen=True, kw_only=True)
class Views(Keyed):
    """The views as a list with their coverage marks: each view's own sentence, or the line given for it."""

    block: ClassVar[str] = "views"
    lines: Mapping[Id, Words] = field(default_factory=dict)
    """A line for each view, by id; without it, the sentences themselves."""
    states: bool = True
    """Print the word beside each mark."""


Block = Text | Points | Quote | Table | Chart | Math | Columns | Views | Figure
