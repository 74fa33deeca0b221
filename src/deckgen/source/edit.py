"""Edits: what should become of a file, piece by piece. `source/apply.py` makes them, or refuses."""

from __future__ import annotations

from typing import NamedTuple

from deckgen.source.span import Span

Data = str | tuple["Data", ...] | dict[str, "Data"]
"""What YAML holds, without where and how it was typed: a text, a list or a mapping."""


class Reword(NamedTuple):
    """Other words for a stretch of one value: `span` is all of it; `start` and `end` count in its text, not in the file."""

    span: Span
    start: int
    end: int
    text: str


class AddKey(NamedTuple):
    """A new first key of a mapping that stands at `span`, with a plain value."""

    span: Span
    key: str
    value: str


class Trim(NamedTuple):
    """A stretch of the file that means nothing, such as blanks at the end of a line, taken out."""

    span: Span


class AddItem(NamedTuple):
    """A new item of the list that stands at `span`: number `at` of it then, counted from 0."""

    span: Span
    at: int
    item: Data


class DuplicateItem(NamedTuple):
    """Item `at` of the list at `span` once more, right behind itself; `rewords` are made in the copy alone.

    Comments inside it and behind it are copied; those above it name the original and are not.
    """

    span: Span
    at: int
    rewords: tuple[Reword, ...] = ()


class MoveItem(NamedTuple):
    """Item `at` of the list at `span`, with the comments that belong to it, becomes number `place` of the list at `to`."""

    span: Span
    at: int
    to: Span
    place: int


class RemoveItem(NamedTuple):
    """Item `at` of the list at `span` taken out with the comments that belong to it; of the last one, `[]` is left."""

    span: Span
    at: int


class RemoveKey(NamedTuple):
    """A key and its value taken out of the mapping at `span`, with the comments that belong to it; never the only key."""

    span: Span
    key: str


ItemEdit = AddItem | DuplicateItem | MoveItem | RemoveItem
Edit = Reword | AddKey | Trim | ItemEdit | RemoveKey
