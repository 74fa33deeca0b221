"""References: two columns of numbered entries, each under a rule: solid where it is certain, dashed where it is a guess.

A list of its own goes on over as many pages as it needs, in columns of equal height on the last; two lists side by side, what is
certain and what is guessed, are seen as one thing and stand on one page.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from deckgen.layout.pen import Pen
from deckgen.layout.prose import paragraphs
from deckgen.layout.sheet import Sheet
from deckgen.markup import Content
from deckgen.outline.blocks import Columns, Points
from deckgen.scene import Box
from deckgen.text.paragraph import Paragraph, Runs, Style, plain
from deckgen.text.scripts import is_han
from deckgen.text.title import balance, cut, parted
from deckgen.text.wrap import wrap
from deckgen.theme.model import Slot
from deckgen.theme.ruler import strokes
from deckgen.value import value

NUMBER, WIDE_NUMBER, GUESS = 28.0, 40.0, 48.0
ABOVE, BELOW = 5.0, 9.0
FEW = 5
"""So many entries stand in one column, where they fit."""
LARGER, STEP = 4.0, 1.0
"""How much larger than its size a short list is set, in points, and the step between the sizes that are tried."""
_MARK = re.compile(r"\[\d+\]")


@value(frozen=True)
class Work:
    """An entry of the list: what stands before it, its number or nothing, and its lines."""

    number: str
    lines: tuple[Paragraph, ...]

    def indent(self, by: float = 1.0) -> float:
        """The room for its number, at so many times the size."""
        return by * (WIDE_NUMBER if _MARK.fullmatch(self.number) else NUMBER if self.number else 0.0)


def references(sheet: Sheet, contents: Sequence[Content]) -> tuple[Content, ...]:
    """Entries from points, a second line from the points below them; a column in the style `reading` holds guesses."""
    pen = sheet.pen
    places = [sheet.slots[name] for name in ("left", "right") if name in sheet.slots]
    given = next((content for content in contents if isinstance(content, Columns)), None)
    if given is None:
        works = _numbered(_entries(contents, pen))
        if not places or not works:
            return tuple(contents)
        _pages(sheet, works, places)
        return ()
    lists = [(_entries(column.body, pen), column.style != "text") for column in given.columns]
    if not places or not lists[0][0]:
        return tuple(contents)
    number, columns = 0, []
    for slot, (entries, guess) in zip(places, lists, strict=False):
        columns.append((_numbered(entries, number), slot, guess))
        number += len(entries)
    drop = next((drop for drop in _drops(pen) if all(_fits(pen, *each, drop) for each in columns)), 0.0)
    for works, slot, guess in columns:
        _column(sheet, works, slot, guess, drop)
    return ()


def _drops(pen: Pen) -> list[float]:
    """How far below their size entries may be set, the largest size first, which is above it: a short list fills its place."""
    style = pen.style("reference")
    return [STEP * step for step in range(-int(LARGER / STEP), int((style.size - style.floor) / STEP) + 1)]


def _fits(pen: Pen, works: Sequence[Work], slot: Slot, guess: bool, drop: float) -> bool:
    """Whether a column of one page holds the entries."""
    width = slot.box.width - (_aside(pen, drop) if guess else 0.0)
    return sum(_height(pen, work, width, drop) + BELOW for work in works) <= slot.box.height + BELOW


def _aside(pen: Pen, drop: float) -> float:
    """The room for the word beside what is guessed."""
    return max(GUESS, pen.width(pen.word("guess"), pen.style("reference-number").lowered(drop)))


def _pages(sheet: Sheet, works: Sequence[Work], places: Sequence[Slot]) -> None:
    """A list in the columns of as many pages as it needs: at the largest size at which these are as few as can be."""
    drop, pages = min(((drop, _parted(sheet.pen, works, places, drop)) for drop in _drops(sheet.pen)),
                      key=lambda each: (len(each[1]), each[0]))
    start = 0
    for page, cuts in enumerate(pages):
        def draw(on: Sheet, cuts: Sequence[int] = cuts, start: int = start) -> None:
            first = start
            for slot, stop in zip(places, cuts, strict=True):
                _column(on, works[first:stop], slot, drop=drop)
                first = stop

        if page:
            sheet.later(page, draw)
        else:
            draw(sheet)
        start = cuts[-1]


def _parted(pen: Pen, works: Sequence[Work], places: Sequence[Slot], drop: float) -> list[list[int]]:
    """Where each column of each page ends, at so many points below the size."""
    heights = [[_height(pen, work, slot.box.width, drop) for work in works] for slot in places]
    rooms = [slot.box.height for slot in places]
    pages: list[list[int]] = []
    start = 0
    while start < len(works):
        cuts = _filled(heights, rooms, start)
        if cuts[-1] == len(works):
            cuts = _even(heights, rooms, start, len(works))
        pages.append(cuts)
        start = cuts[-1]
    return pages


def _filled(heights: Sequence[Sequence[float]], rooms: Sequence[float], start: int) -> list[int]:
    """Where each column ends when it takes as many entries as it holds; the first takes one, even where it is too high."""
    cuts: list[int] = []
    for column, room in zip(heights, rooms, strict=True):
        y, stop = 0.0, start
        while stop < len(column) and (y + column[stop] <= room + 0.5 or (stop == start and not cuts)):
            y += column[stop] + BELOW
            stop += 1
        cuts.append(stop)
        start = stop
    return cuts


def _even(heights: Sequence[Sequence[float]], rooms: Sequence[float], start: int, stop: int) -> list[int]:
    """What fits on one page, parted so that its columns are alike; few entries stay in the first, where they fit."""
    if len(rooms) < 2:
        return [stop]
    left, right = heights[0], heights[1]

    def high(column: Sequence[float], first: int, last: int) -> float:
        return sum(column[first:last]) + BELOW * (last - first - 1)

    if stop - start <= FEW and high(left, start, stop) <= rooms[0]:
        return [stop, stop]
    cuts = [cut for cut in range(start + 1, stop + 1) if high(left, start, cut) <= rooms[0] + 0.5
            and high(right, cut, stop) <= rooms[1] + 0.5]
    best = min(cuts or [stop], key=lambda cut: (max(high(left, start, cut), high(right, cut, stop)), cut))
    return [best, stop]


def _column(sheet: Sheet, works: Sequence[Work], slot: Slot, guess: bool = False, drop: float = 0.0) -> None:
    y = slot.box.y
    for work in works:
        y = _entry(sheet, work, guess, Box(slot.box.x, y, slot.box.width, slot.box.bottom - y), drop)
    sheet.filled.add(slot.name)


def _entries(contents: Sequence[Content], pen: Pen) -> list[list[Paragraph]]:
    """Each point with its gloss and the points below it; of other text each paragraph of the first level with those below."""
    entries: list[list[Paragraph]] = []
    for content in contents:
        if isinstance(content, Points):
            for point in content.points:
                below = [Paragraph(pen.runs(words)) for words in (point.gloss, *(each.text for each in point.points)) if words]
                entries.append([Paragraph(pen.runs(point.text)), *below])
            continue
        for each in paragraphs([content], pen):
            if each.level == 0 or not entries:
                entries.append([each])
            else:
                entries[-1].append(each)
    return entries


def _numbered(entries: Sequence[Sequence[Paragraph]], before: int = 0) -> list[Work]:
    """Entries with the numbers by which they are cited; where none is cited by number they are counted, where they are listed by
    author they have none."""
    own = [_MARK.fullmatch(entry[0].runs[0].text) is not None and not entry[0].runs[0].key for entry in entries]
    if any(own):
        return [Work(first.runs[0].text, (replace(first, runs=first.runs[2:]), *more)) for first, *more in entries]
    listed = all(run.key.startswith("talk/references/") for entry in entries for run in entry[0].runs)
    return [Work("" if listed else str(before + number), tuple(entry)) for number, entry in enumerate(entries, 1)]


def _lines(pen: Pen, work: Work, width: float, drop: float) -> list[Paragraph]:
    first, more = (pen.style(name).lowered(drop) for name in ("reference", "reference-2"))
    styles = (first if level == 0 else more for level in range(len(work.lines)))
    return [pen.set(_whole(pen, each.runs, style, width), style, width) for each, style in zip(work.lines, styles, strict=True)]


def _whole(pen: Pen, runs: Runs, style: Style, width: float) -> Runs:
    """An entry with its lines written out, as they are measured: programs differ in whether a line may end inside an address, a
    date or 776-798, and here none does where there is a space before."""
    text, ends, start = plain(runs), [], 0
    if "\n" in text:
        return runs
    while len(breaks := wrap(cut(runs, start, len(text)), style, width, pen.face)) > 1:
        end = start + breaks[0]
        if text[end - 1] != " " and not is_han(text[end - 1]) and not is_han(text[end]):
            end = text.rfind(" ", start, end) + 1 or end
        ends.append(end)
        start = end
    if len(ends) == 1:
        return balance(runs, style, width, pen.face) or parted(runs, ends)
    return parted(runs, ends)


def _height(pen: Pen, work: Work, width: float, drop: float) -> float:
    return ABOVE + sum(each.height for each in _lines(pen, work, width - work.indent(_times(pen, drop)), drop))


def _times(pen: Pen, drop: float) -> float:
    """How much larger than its size an entry is set."""
    style = pen.style("reference")
    return style.lowered(drop).size / style.size


def _entry(sheet: Sheet, work: Work, guess: bool, room: Box, drop: float) -> float:
    """Draw one entry, and say where the next begins."""
    pen = sheet.pen
    colour = "dk1" if guess else "accent3"
    sheet.add(*(replace(line, name=f"{pen.prefix}.rule")
                for line in strokes(room.x, room.width, "announced" if guess else "full", 1.5, room.y, colour)))
    first, indent = pen.style("reference").lowered(drop), work.indent(_times(pen, drop))
    tag = pen.style("reference-number", align="right").lowered(drop)
    aside = _aside(pen, drop) if guess else 0.0
    width = room.width - indent - aside
    set_ = _lines(pen, work, width, drop)
    high = sum(each.height for each in set_)
    if ABOVE + high > room.height + 0.5:
        pen.complain("the references do not fit on the page", work.lines, "leave some out, or use a second slide")
    y = room.y + ABOVE
    if work.number:
        sheet.add(pen.text(Box(room.x, y, indent, first.pitch), (work.number, pen.style("reference-number").lowered(drop)),
                           name=f"{pen.prefix}.number"))
    sheet.add(pen.text(Box(room.x + indent, y, width, high), *((each.runs, each.style or first) for each in set_),
                       name=f"{pen.prefix}.entry"))
    if guess:
        sheet.add(pen.text(Box(room.right - aside, y, aside, first.pitch), (pen.word("guess"), tag), name=f"{pen.prefix}.guess"))
    return y + high + BELOW
