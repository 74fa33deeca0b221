"""Inline Markdown in the author's words: `**bold**`, `*the brush*`, `` `code` ``, `[text](url)`, `~sub~`, `^sup^`, `[@cite]`.

A parser of its own rather than markdown-it-py: that one costs 70 ms to import, more than a whole small build may add, and
it would have to be taught Chinese emphasis, the brush and sub- and superscript anyway. Tests compare the two where they
should agree. What cannot be read as Markdown stays as typed: nothing here raises.

Subscript and superscript are short and plain, so that `2015~2020`, `A~B` and a lone `^` stay themselves. Links lead to
http, https or mailto; any other target is left as typed. A newline is the author's line break.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

from deckgen.source.words import Words
from deckgen.text.emphasis import NEUTRAL, Pair, Stars, is_wide, leaning, pair
from deckgen.text.paragraph import Paragraph, Run, Runs

SIGNS = re.compile(r"[*`\[~^\\]")
_TOKEN = r"""
      \\(?P<escaped>[!-/:-@\[-`{-~])
    | (?P<ticks>`+)
    | (?P<stars>\*+)
    | (?<=[A-Za-z\u0370-\u03ff)\]])~(?P<sub>[A-Za-z0-9\u0370-\u03ff+\-=(),./]{1,24}|[\u4e00-\u9fff]{1,8})~(?!~)
    | (?<![\s^])\^(?P<sup>[A-Za-z0-9\u0370-\u03ff+\-\u2212=(),./]{1,24}|[\u4e00-\u9fff]{1,8})\^(?![0-9A-Za-z^])
    | (?P<cite>\[@[^\[\]\n]+\](?!\())
    | (?P<open>\[)
    | \](?P<target>\((?:[^\s()<>\\]|\([^\s()<>\\]*\))+\))?
    """
ALLOWED = re.compile(r"(?:https?://|mailto:)\S", re.I)
LIST = re.compile(r"( *)(?:([-*+])|\d{1,3}[.)])[ \t]+(?=\S)")
OWN_LINE = re.compile(r"\d{1,2}、|[（(][\d一二三四五六七八九十]{1,3}[）)]|[一二三四五六七八九十]{1,3}、")
"""Chinese numbering, which Markdown does not know: the line starts a paragraph and stays as typed."""

MARKS = "*`~^"

BOLD, BRUSH, CODE, SUB, SUP, CITE = 1, 2, 4, 8, 16, 32
Piece = tuple[str, int, str]
"""Text, its look as bits, and the link that it is part of."""

_LOOKS = tuple((bool(look & BOLD), bool(look & BRUSH), bool(look & CODE), -1 if look & SUB else 1 if look & SUP else 0)
               for look in range(64))


def read_inline(words: Words) -> Runs:
    """Words as runs of their looks; the signs are gone, the key stays on every run. A last newline does not count."""
    return read_text(words.rstrip("\n") if words.endswith("\n") else words, words.key, words.exact)


def read_text(text: str, key: str = "", exact: bool = True) -> Runs:
    """The same for text with or without an address of its own."""
    if not SIGNS.search(text):
        return (Run(str(text), key, exact),) if text else ()
    return tuple([Run(part, key, exact, *_LOOKS[look], link, cite=look >= CITE) for part, look, link in parse(str(text))])


def literal(words: Words) -> Runs:
    """Words as they were typed, signs and all: for `pre`."""
    return (Run(str(words), words.key, words.exact),) if words else ()


def plain_words(words: Words) -> str:
    """The text alone, without Markdown's signs and without citations."""
    return "".join([run.text for run in read_inline(words) if not run.cite])


@lru_cache(maxsize=16384)
def parse(text: str) -> tuple[Piece, ...]:
    """Text into pieces of one look each."""
    pieces, stars, links = _scan(text)
    count = len(pieces)
    targets = [""] * count
    for start, end, target in links:
        targets[start:end] = [target] * (end - start)
    bolder, brushed = [0] * (count + 1), [0] * (count + 1)
    for found in _pairs(stars, links, count) if links else pair(stars):
        depths = bolder if found.strong else brushed
        depths[found.start + 1] += 1
        depths[found.end] -= 1
    for run in stars:
        pieces[run.at] = ("*" * run.count, 0)
    read: list[Piece] = []
    bold = brush = 0
    for at, (part, look) in enumerate(pieces):
        bold += bolder[at]
        brush += brushed[at]
        if not part:
            continue
        look |= (BOLD if bold else 0) | (BRUSH if brush else 0)
        if read and read[-1][1:] == (look, targets[at]):
            read[-1] = (read[-1][0] + part, look, targets[at])
        else:
            read.append((part, look, targets[at]))
    return tuple(read)


def _scan(text: str) -> tuple[list[tuple[str, int]], list[Stars], list[tuple[int, int, str]]]:
    """Pieces with their own looks, the runs of stars among them, and the links as (first piece, end, target)."""
    pieces: list[tuple[str, int]] = []
    stars: list[Stars] = []
    links: list[tuple[int, int, str]] = []
    brackets: list[int] = []
    ticks = _ticks(text)
    token = _token()
    position = 0
    while found := token.search(text, position):
        start, end = found.span()
        if start > position:
            pieces.append((text[position:start], 0))
        kind, position = found.lastgroup, end
        if kind == "escaped":
            pieces.append((found["escaped"], 0))
        elif kind == "ticks":
            same = ticks.get(end - start, [])
            later = bisect_left(same, end)
            if later == len(same):
                pieces.append((found[0], 0))
            else:
                pieces.append((_code(text[end:same[later]]), CODE))
                position = same[later] + end - start
        elif kind == "stars":
            opens, closes = leaning(text[start - 1:start], text[end:end + 1])
            stars.append(Stars(len(pieces), end - start, opens, closes))
            pieces.append((found[0], 0))
        elif kind == "sub" or kind == "sup":
            pieces.append((found[kind], SUB if kind == "sub" else SUP))
        elif kind == "cite" and _citation().fullmatch(found[0]):
            pieces.append((found[0], CITE))
        elif kind == "open" or kind == "cite":
            position = start + 1
            brackets.append(len(pieces))
            pieces.append(("[", 0))
        else:
            opener = brackets.pop() if brackets else None
            target = (found["target"] or "")[1:-1]
            if opener is not None and opener + 1 < len(pieces) and ALLOWED.match(target):
                links.append((opener, len(pieces), target))
                pieces[opener] = ("", 0)
                brackets.clear()  # a link holds no link
            else:
                pieces.append(("]", 0))
                position = start + 1
    if position < len(text):
        pieces.append((text[position:], 0))
    return pieces, stars, links


@cache
def _token() -> re.Pattern[str]:
    """The pattern of all signs, compiled when a text first has any: all of Han stands in it twice, which takes 2 ms."""
    return re.compile(_TOKEN, re.X)


@cache
def _citation() -> re.Pattern[str]:
    """One or more keys, each with where in the work: `[@brown2020; @vaswani2017, p. 5]`; commas and semicolons of any width."""
    one = r"@\w(?:[\w:./+-]*\w)?(?:[,，][^;；]*)?"
    return re.compile(rf"\[{one}(?:[;；]\s*{one})*\]")


def _pairs(stars: list[Stars], links: list[tuple[int, int, str]], count: int) -> Iterator[Pair]:
    """Pairs of stars: emphasis never starts inside a link and ends outside, so each link is matched by itself."""
    link_of = [-1] * count
    for index, (start, end, _) in enumerate(links):
        link_of[start:end] = [index] * (end - start)
    groups: dict[int, list[Stars]] = {}
    for run in stars:
        groups.setdefault(link_of[run.at], []).append(run)
    for group in groups.values():
        yield from pair(group)


def _ticks(text: str) -> dict[int, list[int]]:
    """Where the runs of backticks stand, by their length."""
    places: dict[int, list[int]] = {}
    if "`" in text:
        for found in re.finditer(r"`+", text):
            places.setdefault(len(found[0]), []).append(found.start())
    return places


def _code(text: str) -> str:
    """CommonMark strips one space from both ends, so that code may start with a backtick."""
    return text[1:-1] if len(text) > 2 and text[0] == text[-1] == " " and text.strip() else text


# ---- notes -----------------------------------------------------------------------------------------------------------


def read_notes(words: Words) -> tuple[Paragraph, ...]:
    """Speaker notes: paragraphs parted by blank lines, lists (`- `, `1. `; two spaces a level), lines joined.

    Lists carry their own markers (`–`, `1.`), other paragraphs an empty one.
    """
    paragraphs: list[Paragraph] = []
    lines: list[str] = []
    level, marker = 0, ""

    def finish() -> None:
        if lines:
            paragraphs.append(Paragraph(read_text(join_lines(lines), words.key, words.exact), level, marker=marker))
            lines.clear()

    for line in str(words).splitlines():
        found = LIST.match(line)
        if found:
            finish()
            level, marker = min(len(found[1]) // 2, 2), "–" if found[2] else "1."
            lines.append(line[found.end():].strip())
        elif not line.strip():
            finish()
            level, marker = 0, ""
        else:
            if OWN_LINE.match(line.strip()):
                finish()
                level, marker = 0, ""
            lines.append(line.strip())
    finish()
    return tuple(paragraphs)


def join_lines(lines: Iterable[str]) -> str:
    """Lines that were wrapped by an editor, on one line: no space is added between Chinese characters or marks."""
    joined = ""
    for line in lines:
        space = glue(joined.rstrip(MARKS)[-1:], line.lstrip(MARKS)[:1])
        joined = f"{joined}{space}{line}"
    return joined


def glue(before: str, after: str) -> str:
    """What a line break between two characters means: nothing between wide ones or beside a wide mark, else a space."""
    if not before or not after:
        return ""
    wide = is_wide(before), is_wide(after)
    mark = any(each and not char.isalnum() and char not in NEUTRAL for each, char in zip(wide, (before, after), strict=True))
    return "" if mark or all(wide) else " "
