"""Where a title of two lines breaks: at sense, then at balance.

First after a comma, colon or semicolon; then before a long object (主要在于 | 规模带来…); else where the lines are most alike,
with a seam of the sentence preferred to the middle of a word. No line is shorter than a third of the other.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from deckgen.text.breaks import opportunities
from deckgen.text.face import Face
from deckgen.text.paragraph import Run, Runs, Style, plain
from deckgen.text.scripts import is_han
from deckgen.text.wrap import EDGE, advances, wrap

COMMAS = "，；：。？！"
LATIN_COMMAS = ",;:.?!"
VERBS = ("在于", "取决于", "来自", "依靠", "依赖", "就是", "而是", "不是", "等于", "意味着", "说明", "表明",
         "变成", "成为", "需要", "必须", "应当", "应该", "能够", "包括", "通过", "结合", "结合了", "融合", "融合了", "导致")
"""After these a long object may have a line of its own."""
AFTER = "的了着」』》）】”、"
"""A line that ends in these ends at a seam."""
BEFORE = "「『《（【“和与及或并"
"""A line that begins with these begins at a seam, unless they end one of the words below."""
WORDS = frozenset((
    "什么", "怎么", "怎样", "如何", "因为", "为什", "所以", "可以", "以及", "并且", "而且", "但是", "或者", "没有", "已经",
    "我们", "他们", "它们", "这个", "这些", "这种", "这样", "那个", "那些", "那种", "那样", "不是", "不能", "不会", "不同",
    "总和", "饱和", "缓和", "温和", "共和", "和谐", "和平", "和解", "参与", "给予", "涉及", "普及", "及其", "一个", "两个",
    "三个", "几个", "多个", "每个", "一种", "两种", "三种", "几种", "多种", "每种", "一条", "两条", "三条", "一类", "两类",
    "一次", "一年", "一步", "两步", "三步", "第一", "第二", "第三",
))
"""Pairs that a break would tear."""
SHORT = frozenset((
    "a", "an", "the", "of", "to", "in", "on", "at", "by", "for", "and", "or", "with", "from", "as", "is", "are", "its", "our",
))
"""English words that should not end the first line."""
_OPENING, _CLOSING = "（([【《「『“", "）)]】》」』”"
SHARE = 1 / 3
"""The least that one line may be of the other."""
ALIKE = 0.3
"""Up to which difference of the lines, as a share of the whole, a verb may stand at the end of the first."""


def balance(runs: Runs, style: Style, width: float, face: Face) -> Runs | None:
    """The runs with a newline where the title breaks; unchanged on one line; None where two lines are not enough.

    A break that the author typed stays. The spaces at the break are dropped.
    """
    count = len(wrap(runs, style, width, face))
    text = plain(runs)
    if count == 1 or "\n" in text:
        return runs if count <= 2 else None
    at = _best(runs, text, style, width, face)
    return None if at is None else _broken(runs, at)


def _best(runs: Runs, text: str, style: Style, width: float, face: Face) -> int | None:
    """The offset at which the second line begins, None where no break gives two lines that fit."""
    widths = advances(runs, style, face)
    room = width / style.size - EDGE + 1e-6
    options: list[tuple[int, float, float]] = []
    for at in opportunities(text):
        first, second = sum(widths[:len(text[:at].rstrip(" "))]), sum(widths[at:])
        if first <= room and second <= room:
            options.append((at, first, second))
    alike = [each for each in options if min(each[1:]) >= SHARE * max(each[1:])] or options
    if not alike:
        return None

    def cost(option: tuple[int, float, float]) -> tuple[int, float]:
        at, first, second = option
        uneven = abs(first - second) / (first + second)
        before = text[:at].rstrip(" ") or " "
        inside = sum(before.count(mark) for mark in _OPENING) > sum(before.count(mark) for mark in _CLOSING)
        if not inside and _comma(text, len(before) - 1):
            return 0, uneven
        if not inside and before.endswith(VERBS) and first <= second and uneven <= ALIKE:
            return 1, uneven
        return 2, uneven + _seam(text, at, before) + (0.4 if inside or text[at - 1:at + 1] in WORDS else 0.0)

    return min(alike, key=cost)[0]


def _comma(text: str, at: int) -> bool:
    """Whether a clause ends with this character."""
    char, after = text[at], text[at + 1:at + 2]
    if char in LATIN_COMMAS:
        return after == " " or (after != "" and is_han(after))
    return char in COMMAS or (char == "—" and after != "—")


def _seam(text: str, at: int, before: str) -> float:
    """What a break costs beside its unevenness: nothing at a seam of the sentence, most inside what may be a word."""
    if before[-1] in AFTER or text[at] in BEFORE:
        return 0.0
    if text[at - 1] == " ":
        return 0.15 if before.rsplit(" ", 1)[-1].lower() in SHORT else 0.0
    return 0.2 if is_han(text[at - 1]) and is_han(text[at]) else 0.1


def torn(text: str, at: int) -> float:
    """What a break at an offset costs, wherever lines of a sentence are to end at sense: less than nothing after a comma, nothing
    at a seam, most inside a word. To be added to how uneven the lines are, as a share of the whole."""
    before = text[:at].rstrip(" ") or " "
    if _comma(text, len(before) - 1) or before[-1] in "、）":
        return -0.4
    return _seam(text, at, before) + (0.4 if text[at - 1:at + 1] in WORDS else 0.0)


def _broken(runs: Runs, at: int) -> Runs:
    """The runs with a newline before offset `at`, the spaces there dropped."""
    text = plain(runs)
    return tuple(_pieces(runs, len(text[:at].rstrip(" ")), at))


def _pieces(runs: Runs, end: int, start: int) -> Iterator[Run]:
    """The text up to `end`, a newline, and the text from `start`; the newline goes with the words before it."""
    offset = 0
    for run in runs:
        stop = offset + len(run.text)
        kept = run.text[:max(0, end - offset)]
        if offset < end <= stop:
            kept += "\n"
        kept += run.text[max(0, start - offset):]
        if kept:
            yield run if kept == run.text else replace(run, text=kept)
        offset = stop


def cut(runs: Runs, start: int, end: int) -> Runs:
    """The runs between two offsets of their text."""
    found = []
    at = 0
    for run in runs:
        text = run.text[max(0, start - at):max(0, end - at)]
        if text:
            found.append(replace(run, text=text))
        at += len(run.text)
    return tuple(found)


def parted(runs: Runs, ends: Sequence[int]) -> Runs:
    """The runs with line breaks at offsets of their text."""
    found = []
    at = 0
    for run in runs:
        text = "".join(("\n" if at + n in ends else "") + char for n, char in enumerate(run.text))
        found.append(replace(run, text=text))
        at += len(run.text)
    return tuple(found)
