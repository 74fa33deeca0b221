"""Which stars are emphasis: CommonMark's delimiter rule, made to work beside Chinese.

CommonMark lets a run of stars open emphasis only where it "leans" on the word that follows, and takes punctuation for a
place where nothing leans: `**重点。**然后` stays raw, because 。 stands before the closing stars and a letter after them.
Chinese has no spaces to lean on. So here wide characters, punctuation among them, lean like letters, and narrow
punctuation may open or close beside any of them. Where all text is narrow the answers are CommonMark's, with one
difference: stars between two ASCII letters or digits (`5*3*2`, `w*h`) are multiplication, not emphasis.

The pairing of openers and closers, the rule of three among it, is CommonMark 0.31, "An algorithm for parsing nested
emphasis"; it is linear, because a closer that found no opener is remembered.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

ASCII_WORD = frozenset("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
NEUTRAL = frozenset("“”‘’…—·")
"""Punctuation that Unicode calls neutral or ambiguous in width, and that is set wide in Chinese."""


class Stars:
    """A run of stars: its place among the pieces of a text, its length and how many are left of it, and what it may do."""

    __slots__ = ("at", "closes", "count", "length", "opens")

    def __init__(self, at: int, length: int, opens: bool, closes: bool) -> None:
        self.at, self.length, self.count = at, length, length
        self.opens, self.closes = opens, closes


class Pair(NamedTuple):
    """Emphasis between two places among the pieces: strong for two stars, the brush for one."""

    start: int
    end: int
    strong: bool


def leaning(before: str, after: str) -> tuple[bool, bool]:
    """Whether a run of stars between two characters may open, and may close; empty stands for the edge of the text."""
    if before in ASCII_WORD and after in ASCII_WORD:
        return False, False
    left, right = _kind(before), _kind(after)
    return (right == "word" or right == "wide" or (right == "mark" and left != "word"),
            left == "word" or left == "wide" or (left == "mark" and right != "word"))


@cache
def is_wide(char: str) -> bool:
    """A character that is set as wide as it is high in Chinese: Han, kana, their punctuation, and the neutral marks."""
    return char in NEUTRAL or unicodedata.east_asian_width(char) in "WF"


@cache
def _kind(char: str) -> str:
    if not char or char.isspace():
        return "space"
    if is_wide(char):
        return "wide"
    return "mark" if unicodedata.category(char)[0] in "PS" else "word"


def pair(runs: list[Stars]) -> Iterator[Pair]:
    """Match openers and closers; each run's `count` is left at the stars that matched nothing."""
    openers: list[Stars] = []
    floors: dict[tuple[int, bool], int] = {}
    for run in runs:
        if run.closes:
            kind = (run.length % 3, run.opens)
            while run.count:
                index = _opener(openers, run, floors.get(kind, 0))
                if index is None:
                    floors[kind] = len(openers)
                    break
                opener = openers[index]
                used = 2 if opener.count >= 2 and run.count >= 2 else 1
                opener.count -= used
                run.count -= used
                yield Pair(opener.at, run.at, used == 2)
                del openers[index + (1 if opener.count else 0):]
                for each, floor in floors.items():
                    floors[each] = min(floor, len(openers))
        if run.count and run.opens:
            openers.append(run)


def _opener(openers: list[Stars], closer: Stars, floor: int) -> int | None:
    for index in range(len(openers) - 1, floor - 1, -1):
        opener = openers[index]
        both = opener.closes or closer.opens
        if not (both and (opener.length + closer.length) % 3 == 0 and (opener.length % 3 or closer.length % 3)):
            return index
    return None
