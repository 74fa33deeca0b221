"""An essay as its headings part it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import field
from typing import Literal, NamedTuple

from deckgen.value import value

DIGITS = "一二三四五六七八九十"
NUMBERED = re.compile(rf"(第[{DIGITS}百\d]+[章节篇回]|[{DIGITS}]+(?=、)|（[{DIGITS}\d]+）|\d+(?:\.\d+)*)"
                      r"(?:[、.．:：]\s*|\s+|(?<=）))(.+)")


class Piece(NamedTuple):
    """A piece of running text. `level` counts headings from 1."""

    kind: Literal["heading", "paragraph", "item"]
    text: str
    level: int = 0


@value(frozen=True)
class Part:
    """What stands under one heading: paragraphs and items in their order, then the parts below."""

    title: str
    number: str = ""
    text: tuple[Piece, ...] = ()
    parts: tuple[Part, ...] = ()


@value(frozen=True)
class Essay:
    """A whole essay; `text` stands before its first section."""

    title: str
    text: tuple[Piece, ...] = ()
    parts: tuple[Part, ...] = field(default=())


class _Open:
    """A heading whose part is still being read."""

    def __init__(self, heading: str, level: int) -> None:
        self.heading, self.level = heading, level
        self.text: list[Piece] = []
        self.parts: list[_Open] = []

    def closed(self) -> Part:
        found = NUMBERED.fullmatch(self.heading)
        number, title = (found[1], found[2]) if found else ("", self.heading)
        return Part(title.strip(), number, tuple(self.text), tuple(part.closed() for part in self.parts))


def essay(pieces: Iterable[Piece], name: str) -> Essay:
    """Pieces as an essay. One heading of the first level alone is its title; without one it is called `name`."""
    pieces = [piece for piece in pieces if piece.text.strip()]
    tops = [piece for piece in pieces if piece.kind == "heading" and piece.level <= 1]
    title = tops[0].text.strip() if len(tops) == 1 and pieces[0] is tops[0] else ""
    root = _Open(title or name, 0)
    stack = [root]
    for piece in pieces[1:] if title else pieces:
        if piece.kind == "heading":
            while stack[-1].level >= piece.level:
                stack.pop()
            part = _Open(piece.text.strip(), piece.level)
            stack[-1].parts.append(part)
            stack.append(part)
        else:
            stack[-1].text.append(piece)
    return Essay(root.heading, tuple(root.text), tuple(part.closed() for part in root.parts))
