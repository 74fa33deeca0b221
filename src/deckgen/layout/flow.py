"""Text, tables and drawings that do not fit on their page go on over further pages.

Read only when something did not fit. All text of a slide is set in one size on all of its pages: the largest at which there
are as few as can be. Paragraphs, rows of tables and points with a gloss are parted (`parting` says where); a table that fits
on one page, or something drawn, moves to a further page whole.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from math import ceil
from typing import Protocol

from deckgen.layout import ledger, table
from deckgen.layout.parting import FEW, Item, Parted, part, together
from deckgen.layout.pen import Pen
from deckgen.layout.prose import further, numbered
from deckgen.layout.sheet import SPLIT, Sheet, is_spare
from deckgen.layout.stack import GAP, LEAST, Piece, appearing, draw, own_height, set_text
from deckgen.markup import Content, Grid
from deckgen.outline.blocks import Points, Table
from deckgen.scene import Box, Shape
from deckgen.text.fit import at_step, steps
from deckgen.text.paragraph import Paragraph, Style, plain

INSIDE = 60.0
"""How loath a page begins inside a list."""
LEAD_IN = ("：", ":")


class Set(Protocol):
    """A piece at one size."""

    items: list[Item]
    cut: bool

    def put(self, sheet: Sheet, start: int, stop: int, place: Box, grow: float) -> None:
        """Some of its items onto a page; `grow` is how much higher than it needs each row may become."""

    def told(self, start: int, stop: int) -> tuple[Sequence[Paragraph], str, float]:
        """Their words, what they are, and the height of one of their lines."""


class Prose:
    """Paragraphs at one step of their sizes."""

    def __init__(self, found: Sequence[Paragraph], styles: Sequence[Style], box: Box, slot: str, pen: Pen, step: int,
                 tight: bool = False) -> None:
        self.found, self.styles, self.slot, self.step, self.tight = found, tuple(styles), slot, step, tight
        whole, shifted = numbered(found, styles)
        self.set, levels, self.cut = at_step(whole, shifted or styles, box.width, pen.face, step, tight)
        self.spare = levels[0].pitch if is_spare(self.styles, box) else 0.0
        self.own = [each.style or levels[min(each.level, len(levels) - 1)] for each in self.set]
        self.items = list(self._items())

    def _items(self) -> Iterator[Item]:
        for number, (each, style) in enumerate(zip(self.set, self.own, strict=True)):
            level = self.found[number].level
            yield Item(len(each.breaks) * style.pitch, style.before if number else self.spare, self.spare,
                       kept=number > 0 and self._belongs(number), loath=INSIDE if level else 0.0)

    def _belongs(self, number: int) -> bool:
        """Whether a paragraph stays with the one before it: below its point, or what a lead-in leads to."""
        before, own = self.found[number - 1], self.found[number]
        return own.level > before.level or (_leads(before) and not (_leads(own) and own.level == before.level))

    def put(self, sheet: Sheet, start: int, stop: int, place: Box, grow: float) -> None:
        set_text(sheet, further(self.found, start, stop), self.styles, place, self.slot, (self.step, self.tight))

    def told(self, start: int, stop: int) -> tuple[Sequence[Paragraph], str, float]:
        one = "a paragraph does" if stop == start + 1 else "paragraphs that belong together do"
        return self.found[start:stop], f"{one} not fit on a page", self.own[start].pitch


def _leads(paragraph: Paragraph) -> bool:
    return plain(paragraph.runs).rstrip().endswith(LEAD_IN)


class Listed:
    """The rows of a table, or the points of a ledger, at one step of their sizes.

    It stays whole where it fits on a page below the `above` points of what leads to it; else its first two rows and its last
    two stay together, where they can.
    """

    cut = False

    def __init__(self, content: Table | Grid | Points, box: Box, pen: Pen, step: int, above: float) -> None:
        aside = replace(pen.within(box), problems=[])
        self.content = content
        self.plan: ledger.Plan | table.Plan
        if isinstance(content, Points):
            self.plan = ledger.Plan(content, aside, step)
        else:
            self.plan = table.Plan.of(content, aside, step)
        needs, tops = self.plan.needs()
        whole, last = above + tops[0] + sum(needs) <= box.height, len(needs) - 1
        pairs = [number for number in (1, last) if last >= FEW - 1
                 and (above if number == 1 else 0.0) + tops[number - 1] + sum(needs[number - 1:number + 1]) <= box.height]
        bound = self.plan.bound if isinstance(self.plan, table.Plan) else ()
        kept = {*(range(1, last + 1) if whole else pairs), *bound}
        self.items = [Item(need, 0.0 if number else top, top, number in kept)
                      for number, (need, top) in enumerate(zip(needs, tops, strict=True))]

    def put(self, sheet: Sheet, start: int, stop: int, place: Box, grow: float) -> None:
        sheet.add(appearing(self.content, self.plan.part(start, stop, sheet.pen.within(place, f"{len(sheet.shapes)}"), grow)))

    def told(self, start: int, stop: int) -> tuple[Sequence[Paragraph], str, float]:
        one = "a row does" if stop == start + 1 else "rows do"
        return self.plan.told(start, stop), f"{one} not fit on a page", self.plan.pitch


class Drawn:
    """Something drawn: it moves whole, and takes the least of three heights at which nothing in it is too much."""

    cut = False

    def __init__(self, sheet: Sheet, content: Content, box: Box) -> None:
        self.content = content
        heights = (min(LEAST, box.height), box.height / 2, box.height)
        own = own_height(sheet, content, box)
        high = own or next((high for high in heights if self._fits(sheet, replace(box, height=high))), box.height)
        self.items = [Item(high, alone=True)]

    def _fits(self, sheet: Sheet, place: Box) -> bool:
        before = sheet.state()
        draw(sheet, self.content, place)
        fits = len(sheet.pen.problems) == before[1]
        sheet.back(before)
        return fits

    def put(self, sheet: Sheet, start: int, stop: int, place: Box, grow: float) -> None:
        draw(sheet, self.content, place)

    def told(self, start: int, stop: int) -> tuple[Sequence[Paragraph], str, float]:
        return (), "what is drawn does not fit on a page", LEAST


@dataclass
class _Portion:
    """What of one piece stands on one page, and how high it is."""

    set: Set
    start: int
    stop: int
    height: float


def flow(sheet: Sheet, pieces: Sequence[Piece], styles: Sequence[Style], box: Box, slot: str, repeat: Sequence[Shape]) -> bool:
    """Pieces over as many pages as they need, `repeat` on each further one. False where they can't be parted."""
    drawn = {number: Drawn(sheet, piece.drawn, box) for number, piece in enumerate(pieces)
             if piece.drawn is not None and not _is_listed(piece.drawn)}
    if len(drawn) == len(pieces) == 1:
        return False

    def sets(step: int, tight: bool) -> list[Set]:
        found: list[Set] = []
        for number, piece in enumerate(pieces):
            above = _lead(found[-1]) if found else 0.0
            if number in drawn:
                found.append(drawn[number])
            elif piece.drawn is None:
                found.append(Prose(piece.text, styles, box, slot, sheet.pen, step, tight))
            else:
                assert isinstance(piece.drawn, Table | Grid | Points)
                found.append(Listed(piece.drawn, box, sheet.pen, step, above))
        return found

    last = max([*(_steps(piece.text, styles) for piece in pieces if piece.text),
                *(ledger.STEPS if isinstance(piece.drawn, Points) else table.steps(sheet.pen)
                  for piece in pieces if piece.drawn is not None and _is_listed(piece.drawn))], default=0)
    chosen = best(lambda step, tight: [(*_joined(sets(step, tight), box.height), box.height)], last)
    if chosen is None:
        _explain(sheet, sets(last, True), box.height)
        return True
    step, tight, (parted,) = chosen
    _lay(sheet, sets(step, tight), parted, box, repeat)
    return True


Beside = tuple[Sequence[Paragraph], Sequence[Style], Box, str, Sequence[Shape]]
"""A column of text: its words, styles, box and slot, and the rules above it."""


def side_by_side(sheet: Sheet, given: Sequence[Beside]) -> None:
    """Columns of text in one size, each going on by itself over the same further pages."""
    def sets(step: int, tight: bool) -> list[Prose]:
        return [Prose(words, styles, box, slot, sheet.pen, step, tight) for words, styles, box, slot, _ in given]

    def sides(step: int, tight: bool) -> Sides:
        return [(each.items, each.cut, column[2].height) for each, column in zip(sets(step, tight), given, strict=True)]

    last = max((_steps(words, styles) for words, styles, *_ in given), default=0)
    chosen = best(sides, last)
    if chosen is None:
        for each, column in zip(sets(last, True), given, strict=True):
            if part(each.items, column[2].height) is None:
                _explain(sheet, [each], column[2].height)
        return
    step, tight, parted = chosen
    for each, pages, (_, _, box, _, rules) in zip(sets(step, tight), parted, given, strict=True):
        for number, (start, stop) in enumerate(pages.pages):
            def show(on: Sheet, each: Prose = each, start: int = start, stop: int = stop, box: Box = box,
                     rules: Sequence[Shape] = rules) -> None:
                if on.page > 1:
                    on.add(*rules)
                each.put(on, start, stop, box, 0.0)

            if number:
                sheet.later(number, show)
            else:
                show(sheet)


def _is_listed(content: Content) -> bool:
    """Whether it has rows to part between."""
    if isinstance(content, Table):
        return content.missing is None and bool(content.rows)
    return isinstance(content, Points) or (isinstance(content, Grid) and bool(content.rows))


def _steps(text: Sequence[Paragraph], styles: Sequence[Style]) -> int:
    return steps([*styles, *(each.style for each in text if each.style is not None)])


Sides = list[tuple[list[Item], bool, float]]
"""What goes on over the same pages side by side: its items, whether a word is cut in it, and how high its pages are."""


def best(at: Callable[[int, bool], Sides], last: int) -> tuple[int, bool, list[Parted]] | None:
    """The step at which there are fewest lonely items, then fewest pages, then no cut word, then the largest size.

    The space between paragraphs gives way only where nothing else helps.
    """
    found: list[tuple[tuple[int, int, bool, int], bool, list[Parted]]] = []
    for step, tight in (*((step, False) for step in range(last + 1)), (last, True)):
        if tight and found:
            break
        sides = at(step, tight)
        parted = [each for items, _, room in sides if (each := part(items, room)) is not None]
        if parted and len(parted) == len(sides):
            lonely, pages = sum(each.lonely for each in parted), max(len(each.ends) for each in parted)
            found.append(((lonely, pages, any(cut for _, cut, _ in sides), step), tight, parted))
    if not found:
        return None
    cost, tight, parted = min(found, key=lambda each: each[0])
    return cost[3], tight, parted


def _joined(sets: Sequence[Set], room: float) -> tuple[list[Item], bool]:
    """The items of all pieces in one row, a gap between pieces; what a lead-in leads to stays with it where it can."""
    items: list[Item] = []
    for number, each in enumerate(sets):
        first, *others = each.items
        if number:
            above = _lead(sets[number - 1])
            kept = above > 0 and above + first.above + first.height + _bound(others) <= room
            first = replace(first, above=first.above + GAP, kept=kept)
        items += [first, *others]
    return items, any(each.cut for each in sets)


def _lead(before: Set) -> float:
    """How high the lead-in at the end of a piece is, with what it belongs to and the gap below it; 0 where there is none."""
    if not isinstance(before, Prose) or not _leads(before.found[-1]):
        return 0.0
    first = len(before.items) - 1
    while before.items[first].kept:
        first -= 1
    return before.items[first].top + before.items[first].height + _bound(before.items[first + 1:]) + GAP


def _bound(items: Sequence[Item]) -> float:
    """The height of the items at the start of these that stay with what is above them."""
    high = 0.0
    for item in items:
        if not item.kept:
            break
        high += item.above + item.height
    return high


def _lay(sheet: Sheet, sets: Sequence[Set], parted: Parted, box: Box, repeat: Sequence[Shape]) -> None:
    """Every page's portions onto it; rows grow alike on all pages, by what the fullest page has left."""
    pages = [list(_portions(sets, start, stop)) for start, stop in parted.pages]
    grow = min(((_left(page, box) / rows) for page in pages
                if (rows := sum(each.stop - each.start for each in page if isinstance(each.set, Listed)))), default=0.0)
    for number, page in enumerate(pages):
        def show(on: Sheet, page: list[_Portion] = page) -> None:
            if on.page > 1:
                on.add(*repeat)
            _show(on, page, box, grow)

        if number:
            sheet.later(number, show)
        else:
            show(sheet)


def _portions(sets: Sequence[Set], start: int, stop: int) -> Iterator[_Portion]:
    """The pieces on a page that holds the items from `start` to `stop`, counted through all pieces."""
    offset = 0
    for each in sets:
        first, last = max(start - offset, 0), min(stop - offset, len(each.items))
        if first < last:
            head, *others = each.items[first:last]
            yield _Portion(each, first, last, head.top + head.height + sum(item.above + item.height for item in others))
        offset += len(each.items)


def _left(page: Sequence[_Portion], box: Box) -> float:
    return box.height - sum(each.height for each in page) - GAP * (len(page) - 1)


def _show(sheet: Sheet, page: Sequence[_Portion], box: Box, grow: float) -> None:
    """Portions one below the other; a lone one has the whole place, and what is drawn takes what is left."""
    drawn = sum(isinstance(each.set, Drawn) for each in page)
    y = box.y
    for each in page:
        rows = grow * (each.stop - each.start) if isinstance(each.set, Listed) and not drawn else 0.0
        high = each.height + (max(_left(page, box), 0.0) / drawn if isinstance(each.set, Drawn) else rows)
        place = box if len(page) == 1 else Box(box.x, y, box.width, high)
        each.set.put(sheet, each.start, each.stop, place, 0.0 if drawn else grow)
        y += high + GAP


def _explain(sheet: Sheet, sets: Sequence[Set], room: float) -> None:
    """Why it can't go on over further pages: the first thing that is too high for any of them, and by how much."""
    each, (start, stop, high) = next((each, found) for each in sets if (found := together(each.items, room)) is not None)
    words, message, pitch = each.told(start, stop)
    lines = max(ceil((high - room - 0.01) / pitch), 1)
    many = "line" if lines == 1 else "lines"
    sheet.pen.complain(f"{message}: {lines} {many} too many at the smallest size", tuple(words), SPLIT)
