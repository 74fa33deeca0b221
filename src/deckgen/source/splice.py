"""Splices: stretches of a text replaced, all else kept."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from deckgen.source.span import Source

END = re.compile(r"\r\n|\r|\n")


class Refused(Exception):
    """An edit that would not say what it means to say; the file is as it was."""


class Splice(NamedTuple):
    """What stands from `start` to `end` of a text, in the file's offsets, becomes `text`."""

    start: int
    end: int
    text: str


def spliced(text: str, splices: Iterable[Splice], start: int = 0, end: int | None = None) -> str:
    """A text, or its stretch from `start` to `end`, with all splices made. Raises Refused where two of them overlap."""
    pieces, at = [], start
    for splice in sorted(splices):
        if splice.start < at:
            raise Refused("two edits touch the same letters")
        pieces += [text[at:splice.start], splice.text]
        at = splice.end
    return "".join((*pieces, text[at:end]))


def line_end(source: Source) -> str:
    """How the lines of a file end."""
    found = END.search(source.text)
    return "\r\n" if "\r\n" in source.text else found[0] if found else "\n"
