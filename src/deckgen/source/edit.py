"""Edits: what should become of a file, piece by piece. `source/apply.py` makes them, or refuses."""

from __future__ import annotations

from typing import NamedTuple

from deckgen.source.span import Span


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


Edit = Reword | AddKey | Trim
