"""Where a piece of text stands in a file."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import NamedTuple


@dataclass(frozen=True, eq=False)
class Source:
    """One file as it was read: its path as the author would type it, and its text without a byte order mark."""

    path: Path
    text: str = field(repr=False)
    bom: bool = False
    """The file began with a byte order mark, to be put back when it is written."""

    @cached_property
    def lines(self) -> list[str]:
        """The lines without their ends; only the line ends that YAML knows (LF, CR, CRLF) count."""
        return self.text.replace("\r\n", "\n").replace("\r", "\n").split("\n")

    def span(self, start: int, end: int) -> Span:
        """The span of a stretch of `text`, its line and column counted here."""
        before = self.text[:start]
        line_start = max(before.rfind("\n"), before.rfind("\r")) + 1
        line = before.count("\n") + before.count("\r") - before.count("\r\n") + 1
        return Span(self, line, start - line_start + 1, start, end)


class Span(NamedTuple):
    """A stretch of a source.

    `line` and `column` count from 1, in characters, as editors do; `start` and `end` are offsets into
    `source.text`, both -1 where only the line is known (a template's element).
    """

    source: Source
    line: int
    column: int = 1
    start: int = -1
    end: int = -1

    def __str__(self) -> str:
        return f"{self.source.path}:{self.line}:{self.column}"
