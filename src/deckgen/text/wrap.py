"""Lines: how many a paragraph takes in a width, and where they end.

Greedy, as PowerPoint breaks: each line takes what fits, up to the last opportunity (`breaks`). Spaces at a line's end hang over
the edge. The only slack is here: a line is measured as half an em narrower than its slot, and a quarter em is added at each
border of Han and Latin, since some renderers put a gap there (LibreOffice does, beside half-width marks and
typed spaces too) and others none. Quotes and dashes beside Han are measured 1 em wide, the widest that they can be drawn.
A line may end after a slash, and between a full-width mark and a Latin word. LibreOffice ends none between those two; where it
would end one after a slash, it goes back to the last space, as far as 66 characters, and if that is on a line before, it cuts the
line where it is full. Of the two answers, the one with more lines holds.

What is longer than a line is cut where the line is full, and programs cut before a closing mark too. In the text only an
invisible character could forbid that, which whoever copies the address would take along; so the paragraph is set a little
narrower, until the cut falls elsewhere however wide its letters are drawn.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate

from deckgen.problem import columns
from deckgen.text.breaks import CLASSES, breakable, closes
from deckgen.text.face import Face
from deckgen.text.paragraph import Runs, Style, plain
from deckgen.text.scripts import kinds
from deckgen.value import value

EDGE = 0.5
"""How much narrower than its slot a line is measured, in em."""
GAP = 0.25
"""What a border of Han and Latin may take, in em."""
SMALL = 2 / 3
"""The size of sub- and superscripts beside the text's."""

GLUED = 66
"""How far back from a slash LibreOffice looks for a space."""
WIDER, UNSURE = 1.0, 0.1
"""How much more than is measured a line may hold: so many em where all of the slack is used, and so much of the line beside it
where the face has no table and is measured as the widest."""
NARROWER, LEAST_ROOM = 5.0, 5.0
"""By how many em, and the uncertainty, a paragraph may be set narrower, and how many a line must keep."""

_borders = re.compile("[HM] ?(?=[LnSWB])|[LnSWB] ?(?=[HM])").finditer
_closed = re.compile("[、。〉》」』】〕〗〙〛〞〟），．］｝｠｡｣､](?=[0-9A-Za-z\u00c0-\u024f\u0370-\u052f])").sub
_TOLERANCE = 1e-6


def advances(runs: Runs, style: Style, face: Face) -> list[float]:
    """The width of each character of the runs in em, gaps at borders of Han and Latin included."""
    widths: list[float] = []
    if style.cell:
        return [columns(char) * style.cell for run in runs for char in run.text]
    if style.caps:
        runs = tuple([replace(run, text="".join([char.upper() if len(char.upper()) == 1 else char for char in run.text]))
                      for run in runs])
    for run in runs:
        table = face.advances(style.bold or run.bold or run.brush, run.code)
        if run.size:
            widths += [table[char] * run.size / style.size for char in run.text]
        elif run.shift:
            widths += [table[char] * SMALL for char in run.text]
        else:
            widths += map(table.__getitem__, run.text)
    text = runs[0].text if len(runs) == 1 else plain(runs)
    if not text.isascii() and "H" in (types := kinds(text)):
        at = types.find("M")
        while at >= 0:
            widths[at] = max(widths[at], 1.0)
            at = types.find("M", at + 1)
        for border in _borders(types):
            widths[border.start()] += GAP
    if style.tracking:
        apart = style.tracking / style.size
        widths = [width + apart for width in widths]
    return widths


def _room(width: float, size: float) -> float:
    return width / size - EDGE + _TOLERANCE


def lines(text: str, sums: Sequence[float], room: float, first: float, office: bool = False) -> tuple[list[int], bool]:
    """Where lines end, and whether a word had to be cut because it alone is wider than the line.

    `sums` are the widths up to each offset; they and `room` are in em. `office`: as LibreOffice does at slashes.
    """
    ends: list[int] = []
    cut = False
    start, length = 0, len(text)
    while True:
        stop = text.find("\n", start)
        stop = length if stop < 0 else stop
        while True:
            limit = sums[start] + room - (0.0 if ends else first)
            end = bisect_right(sums, limit, start, stop + 1) - 1
            while end < stop and text[end] == " ":
                end += 1
            if end >= stop:
                break
            at = end
            while at > start and not breakable(text, at):
                at -= 1
            if office and start < at < end and text[at - 1] == "/":
                at = max((text.rfind(space, max(at - GLUED, 0), at) for space in " \t\u3000"), default=-1) + 1 or at
            if at <= start:
                cut, at = True, _cut(text, start, end)
                if at >= stop:
                    break
            ends.append(at)
            start = at
        if stop == length:
            ends.append(length)
            return ends, cut
        start = stop + 1
        ends.append(start)


def _cut(text: str, start: int, end: int) -> int:
    """Where a word is cut that is wider than the line: never before a combining mark, and at least one character in."""
    end = max(end, start + 1)
    at = end
    while at > start + 1 and at < len(text) and CLASSES[text[at]] in ("CM", "ZWJ"):
        at -= 1
    if at > start + 1 or CLASSES[text[at:at + 1] or " "] not in ("CM", "ZWJ"):
        return at
    while end < len(text) and CLASSES[text[end]] in ("CM", "ZWJ"):
        end += 1
    return end


def wrap(runs: Runs, style: Style, width: float, face: Face, first: float = 0.0) -> tuple[int, ...]:
    """Where the lines end, as offsets in the plain text, the last one included: as many offsets as lines.

    Each offset is where the next line begins, so spaces and newlines at a break belong to the line that they end. `width` is
    the slot's, in points, after its indents; `first` is how much less the first line has.
    """
    return measured(runs, style, width, face, first).ends


@value(frozen=True)
class Lines:
    """Where lines end, whether a word was cut, and how much narrower than its room the paragraph is to be set, in points."""

    ends: tuple[int, ...]
    cut: bool = False
    narrower: float = 0.0


def measured(runs: Runs, style: Style, width: float, face: Face, first: float = 0.0, sums: Sequence[float] = ()) -> Lines:
    """As `wrap`, with what the wrapping did. `sums` are the runs' own, where they are known already: they are of any size."""
    text = runs[0].text if len(runs) == 1 else plain(runs)
    sums = sums or summed(runs, style, face)
    room, first = _room(width, style.size), first / style.size
    if sums[-1] <= room - first and "\n" not in text:
        return Lines((len(text),))
    more = WIDER + (room * UNSURE if face.unknown else 0.0)
    found = _ways(text, sums, room, first, more)
    narrower = 0.0
    if any(cut for _, cut in found):
        narrower = _narrower(text, sums, room, first, more)
        if narrower:
            found = _ways(text, sums, room - narrower, first, more)
    return Lines(tuple(max(found, key=lambda each: len(each[0]))[0]), found[0][1], narrower * style.size)


def bound(text: str) -> str:
    """The text, for measuring alone, with its full-width marks bound to the Latin words behind them."""
    return text if text.isascii() else _closed("\u00a0", text)


def _ways(text: str, sums: Sequence[float], room: float, first: float, more: float) -> list[tuple[list[int], bool]]:
    """The lines as they should end, and as LibreOffice may end them, for whom it counts how full a line is before a slash: it may
    hold `more` than `room`."""
    own, marked = lines(text, sums, room, first), bound(text)
    if "/" in text:
        return [own, *(lines(marked, sums, room + by, first, office=True) for by in _quarters(more))]
    return [own] if marked == text else [own, lines(marked, sums, room, first, office=True)]


def _narrower(text: str, sums: Sequence[float], room: float, first: float, more: float) -> float:
    """By how many em a paragraph with a word that is cut is set narrower, so that no line starts with a closing mark, or few,
    even if a line holds `more`."""
    best, fewest, ways = 0.0, len(text) ** 2, ((text, False), (bound(text), True))
    for by in (half / 2 for half in range(int((NARROWER + more) * 2))):
        if room - by < LEAST_ROOM:
            break
        ends = [at for wider in _quarters(more) for each, office in ways
                for at in lines(each, sums, room - by + wider, first, office)[0][:-1]]
        wrong = sum(closes(text[at]) and text[at - 1] not in " \n" for at in ends)
        if wrong < fewest:
            best, fewest = by, wrong
        if not wrong:
            break
    return best


def _quarters(more: float) -> list[float]:
    return [quarter / 4 for quarter in range(int(more * 4) + 1)]


def summed(runs: Runs, style: Style, face: Face) -> list[float]:
    """How wide the runs are up to each offset, from 0.0 on, in em: the same at every size of the style."""
    return [0.0, *accumulate(advances(runs, style, face))]


def natural_width(runs: Runs, style: Style, face: Face) -> float:
    """The width in points at which nothing wraps: the widest line between forced breaks, with the slack of measuring."""
    text, widths = plain(runs), advances(runs, style, face)
    widest, start = 0.0, 0
    for line in text.split("\n"):
        end = start + len(line)
        widest = max(widest, sum(widths[start:start + len(line.rstrip(" "))]))
        start = end + 1
    return (widest + EDGE) * style.size if text else 0.0
