"""Tables with three lines: ink above and below, thin ink under the head and between groups, hairlines between rows.

Columns are as wide as their words need and stand apart by what is left over; numbers are right-aligned; a group's name
stands once, beside its first row. Text wraps only where a line would not fit, and sizes step down only where wrapping does
not help.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from copy import copy
from dataclasses import replace

from deckgen.layout.pen import DASHED, Pen
from deckgen.markup import Grid
from deckgen.outline.blocks import Table as TableBlock
from deckgen.problem import so_many
from deckgen.scene import Box, Cell, Stroke, Table
from deckgen.text.paragraph import Paragraph, Runs, Style, plain
from deckgen.value import value

HEAVY, THIN, HAIR = Stroke("dk1", 2.0), Stroke("dk1", 1.0), Stroke("lt2/88", 1.0)
GUTTER, WIDEST_GUTTER = 20.0, 72.0
STEP = 2.0
PADDING = 4.0
"""Least space above and below the words of a cell."""
EMPTY, BESIDE = 120.0, 84.0
"""The height of the cell that says why rows are missing; and of one that stands beside something else."""
GRID = 24.0
TALLEST = 1.9
"""How high a row of one line may grow, in lines, to fill its place."""
NUMBER = re.compile(r"[≈~<>≤≥×+−–-]?\s?[$¥€]?\d[\d,. ]*\s?(?:%|‰|[KMBT]|[万亿千百]|倍)?$")
NOTHING = ("", "–", "—", "-", "~", "…")


@value(frozen=True)
class Rows:
    """A table before it is set: runs row by row, all of one length; `groups` are names with their numbers of rows."""

    header: tuple[Runs, ...]
    rows: tuple[tuple[Runs, ...], ...]
    groups: tuple[tuple[Runs, int], ...] = ()


def table(content: TableBlock | Grid, pen: Pen) -> Table:
    """A native table in the pen's box, from its top."""
    if isinstance(content, TableBlock) and content.missing is not None:
        return missing(content, pen)
    rows = _read(content, pen)
    for step in range(steps(pen) + 1):
        plan = Plan(rows, pen, step)
        if plan.height <= pen.box.height + 0.1:
            break
    if plan.height > pen.box.height + 0.5:
        over = int((plan.height - pen.box.height) / plan.cell.pitch) + 1
        words = [Paragraph(runs) for row in (rows.header, *rows.rows) for runs in row]
        pen.complain(f"the table does not fit: about {so_many(over, 'line')} too many at the smallest size", words,
                     "shorten it, or split it over two slides")
    return plan.table()


def steps(pen: Pen) -> int:
    """How many steps of two points there are from the size of a cell down to its floor."""
    style = pen.style("cell")
    return int((style.size - style.floor) // STEP)


def _read(content: TableBlock | Grid, pen: Pen) -> Rows:
    """The cells as runs, under a head with an empty cell over the groups."""
    groups: tuple[tuple[Runs, int], ...] = ()
    if isinstance(content, Grid):
        header, body = content.header, content.rows
    else:
        header = tuple(pen.runs(each) for each in content.header)
        body = tuple(tuple(pen.runs(each) for each in row) for row in content.rows)
        groups = tuple((pen.runs(each.name), each.rows) for each in content.groups)
    return Rows(((), *header) if groups and header else header, body, groups)


class Plan:
    """The table set some steps below its sizes: its widths, its heights, and what it takes in all."""

    def __init__(self, rows: Rows, pen: Pen, step: int) -> None:
        self.rows, self.pen = rows, pen
        biggest = pen.style("cell").size
        scale = (biggest - STEP * min(step, steps(pen))) / biggest
        self.cell, self.lead = (_scaled(pen.style(name), scale) for name in ("cell", "cell-lead"))
        self.head, self.group = _scaled(pen.style("cell-head"), scale), _scaled(pen.style("group"), scale)
        self.shift = 1 if rows.groups else 0
        columns = list(zip(*rows.rows, strict=True)) if rows.rows else [() for _ in rows.header]
        self.right = [number > 0 and _numeric(column) for number, column in enumerate(columns)]
        self.widths = self._widths(columns)
        self.body = [[self._set(runs, column) for column, runs in enumerate(row)] for row in rows.rows]
        self.header = [self._aligned(runs, self.head, column) for column, runs in enumerate(rows.header)]
        self.names = [pen.set(name, self.group, self.widths[0] - GUTTER) for name, _ in rows.groups]
        self.top = max(cell.height for cell in self.header) + 2 * PADDING + 2 if self.header else 0.0
        self.heights = self._heights()
        self.height = sum(self.heights)

    @classmethod
    def of(cls, content: TableBlock | Grid, pen: Pen, step: int) -> Plan:
        """The plan of a block."""
        return cls(_read(content, pen), pen, step)

    def needs(self) -> tuple[list[float], list[float]]:
        """The height that each row needs, and what stands above it where it is the first of a page.

        The first row of a group, and any that its name is repeated beside, has room for the name.
        """
        rows = self._natural()
        tops = [self.top] * len(rows)
        for name, start, count in self._spans():
            for row in range(start, start + count):
                rows[row] = max(rows[row], name.height)  # any of them may become the last on its page
                short = max(name.height + 2 * PADDING - rows[row], 0.0)
                if row == start:
                    rows[row] += short
                else:
                    tops[row] += short
        return rows, tops

    def _widths(self, columns: Sequence[Sequence[Runs]]) -> list[float]:
        """Natural widths where they fit in all; else the narrow columns keep theirs and the others share the rest."""
        pen, total = self.pen, self.pen.box.width
        natural = [max([pen.width(runs, self.lead if number == 0 else self.cell) for runs in column if runs] or [0.0])
                   for number, column in enumerate(columns)]
        if self.shift:
            natural.insert(0, max(pen.width(name, self.group) for name, _ in self.rows.groups))
        for number, runs in enumerate(self.rows.header):
            natural[number] = max(natural[number], pen.width(runs, self.head))
        count = len(natural)
        room = total - GUTTER * (count - 1)
        if sum(natural) <= room:
            extra = room - sum(natural)
            if self.right and self.right[-1]:
                each = extra / count
                return [width + each + (GUTTER if number < count - 1 else 0) for number, width in enumerate(natural)]
            each = min(extra / count, WIDEST_GUTTER - GUTTER)
            found = [width + each + GUTTER for width in natural[:-1]]
            return [*found, total - sum(found)]
        return [width + (GUTTER if number < count - 1 else 0) for number, width in enumerate(shared(natural, room))]

    def _set(self, runs: Runs, column: int) -> Paragraph:
        return self._aligned(runs, self.lead if column == 0 else self.cell, column + self.shift)

    def _aligned(self, runs: Runs, style: Style, column: int) -> Paragraph:
        """A cell's paragraph; `column` counts the group's column where there is one."""
        if self.right[column - self.shift] and column >= self.shift:
            style = replace(style, align="right")
        last = column == len(self.widths) - 1
        return self.pen.set(runs, style, self.widths[column] - (0 if last else GUTTER))

    def _natural(self) -> list[float]:
        """Rows as high as their lines need, the last of a group at least as high as the group's name.

        LibreOffice asks the last row of merged cells for all of the height that their words need.
        """
        heights = [max(cell.height for cell in row) + 2 * PADDING for row in self.body]
        for name, start, count in self._spans():
            short = name.height + 2 * PADDING - sum(heights[start:start + count])
            if short > 0:
                heights[start:start + count] = [height + short / count for height in heights[start:start + count]]
            heights[start + count - 1] = max(heights[start + count - 1], name.height)
        return heights

    def _heights(self) -> list[float]:
        """The head's height and the rows', higher than they need, evenly, where the place allows."""
        heights = self._natural()
        spare = self.pen.box.height - sum(heights) - self.top
        if heights and spare > 0:
            heights = [height + self._grown(spare / len(heights)) for height in heights]
        return ([self.top] if self.header else []) + heights

    def _grown(self, by: float) -> float:
        """How much a row may grow of what is left for it."""
        return max(min(by, TALLEST * self.cell.pitch - self.cell.pitch - 2 * PADDING), 0.0)

    def _spans(self) -> Iterable[tuple[Paragraph, int, int]]:
        """Each group's name with its first row and its number of rows."""
        start = 0
        for name, (_, count) in zip(self.names, self.rows.groups, strict=True):
            yield name, start, count
            start += count

    def part(self, start: int, stop: int, pen: Pen, grow: float) -> Table:
        """Some rows as a table of their own: the same columns, head and names of groups repeated, each row grown alike."""
        one = copy(self)
        one.pen, one.body = pen, self.body[start:stop]
        spans = [(name, runs, min(first + count, stop) - max(first, start))
                 for (name, first, count), (runs, _) in zip(self._spans(), self.rows.groups, strict=True)
                 if first < stop and first + count > start]
        one.names = [name for name, _, _ in spans]
        one.rows = replace(self.rows, rows=self.rows.rows[start:stop], groups=tuple((runs, count) for _, runs, count in spans))
        heights = [height + self._grown(grow) for height in one._natural()]
        one.heights = ([self.top] if self.header else []) + heights
        one.height = sum(one.heights)
        return one.table()

    def told(self, start: int, stop: int) -> list[Paragraph]:
        """The words of some rows."""
        return [Paragraph(runs) for row in self.rows.rows[start:stop] for runs in row]

    @property
    def pitch(self) -> float:
        """The height of a line in a cell."""
        return self.cell.pitch

    def table(self) -> Table:
        """The table itself; neighbouring cells state the same border, since programs differ in whose counts."""
        firsts = {start: (name, count) for name, start, count in self._spans()}
        out: list[tuple[Cell, ...]] = []
        if self.header:
            below = THIN if self.body else HEAVY
            out.append(tuple(self._cell(each, HEAVY, below, column) for column, each in enumerate(self.header)))
        last = len(self.body) - 1
        for number, row in enumerate(self.body):
            opening = number in firsts and number > 0
            above = (THIN if self.header else HEAVY) if number == 0 else THIN if opening else HAIR
            below = HEAVY if number == last else THIN if number + 1 in firsts else HAIR
            cells = [self._cell(each, above, below, column + self.shift) for column, each in enumerate(row)]
            if self.shift:
                cells.insert(0, self._group_cell(number, firsts, above, last))
            out.append(tuple(cells))
        box = Box(self.pen.box.x, self.pen.box.y, sum(self.widths), self.height)
        return Table(box, tuple(self.widths), tuple(self.heights), tuple(out), bool(self.header), f"{self.pen.prefix}.table",
                     described(self.rows, self.pen))

    def _group_cell(self, number: int, firsts: dict[int, tuple[Paragraph, int]], above: Stroke, last: int) -> Cell:
        if number not in firsts:
            return Cell()
        name, count = firsts[number]
        below = HEAVY if number + count - 1 == last else THIN
        first = self.body[number][0]
        pitch = first.style.pitch if first.style is not None else self.cell.pitch
        row = number + (1 if self.header else 0)
        top = (self.heights[row] - max(first.height, pitch)) / 2 + (pitch - self.group.pitch) / 2
        top = max(min(top, self.heights[row + count - 1] - name.height), 0.0)
        return Cell((name,), above, below, anchor="top", inset=(0.0, top, GUTTER, 0.0), rows=count)

    def _cell(self, paragraph: Paragraph, above: Stroke, below: Stroke, column: int) -> Cell:
        right = 0.0 if column == len(self.widths) - 1 else GUTTER
        return Cell((paragraph,) if paragraph.runs else (), above, below, inset=(0.0, PADDING, right, PADDING))


def shared(natural: Sequence[float], room: float) -> list[float]:
    """Widths in a room that is too narrow for all: columns below an equal share keep what they need, the others divide the
    rest by the square root of their need, so that long cells wrap more and short ones less."""
    found, left = list(natural), room
    order = sorted(range(len(natural)), key=lambda number: natural[number])
    for place, number in enumerate(order):
        if natural[number] > left / (len(order) - place):
            weights = sum(natural[each] ** 0.5 for each in order[place:])
            for each in order[place:]:
                found[each] = left * natural[each] ** 0.5 / weights
            break
        left -= natural[number]
    return found


def _scaled(style: Style, scale: float) -> Style:
    return style if scale == 1 else style.at(max(round(style.size * scale), min(style.floor, style.size)))


def _numeric(column: Sequence[Runs]) -> bool:
    texts = [text for runs in column if (text := plain(runs).strip()) not in NOTHING]
    return bool(texts) and all(NUMBER.match(text) for text in texts)


def described(rows: Rows, pen: Pen) -> str:
    """What the table is about, for those who can't see it: its head, and how many rows it has."""
    head = pen.word("comma").text.join(text for runs in rows.header if (text := plain(runs)))
    return f"{head}: {len(rows.rows)}" if head else ""


def missing_height(content: TableBlock, pen: Pen, width: float) -> float:
    """The height of a table without rows that stands above or below something else."""
    head, cell = pen.style("cell-head"), pen.style("cell")
    top = head.pitch + 2 * PADDING + 2 if content.header else 0.0
    return top + max(pen.height(width - 2 * GUTTER, (content.missing, cell)) + 2 * PADDING, BESIDE)


def missing(content: TableBlock, pen: Pen) -> Table:
    """The frame of a table whose rows do not exist: its head, and one dashed cell that says why."""
    head, cell = pen.style("cell-head"), pen.style("cell")
    count, width = max(len(content.header), 1), pen.box.width
    header = [pen.set(each, head, width / count - GUTTER) for each in content.header]
    reason = pen.set(content.missing, cell, width - 2 * GUTTER)
    edge = Stroke("accent1", 2.0, DASHED)
    widths = _even([pen.width(each, head) for each in content.header], width)
    top = max([each.height for each in header] or [0.0]) + 2 * PADDING + 2 if header else 0.0
    body = min(max(reason.height + 4 * GUTTER, EMPTY), pen.box.height - top)
    if reason.height + 2 * PADDING > body:
        pen.complain("the words for the missing rows do not fit", content.missing, "shorten them")
    first = Cell((reason,), edge, edge, edge, edge, inset=(GUTTER, PADDING, GUTTER, PADDING), columns=count)
    rows = [(first, *(Cell() for _ in range(count - 1)))]
    if header:
        rows.insert(0, tuple(Cell((each,), HEAVY, edge, inset=(0.0, PADDING, GUTTER, PADDING)) for each in header))
    heights = ((top,) if header else ()) + (body,)
    words = pen.word("comma").text.join(plain(each.runs) for each in header)
    return Table(Box(pen.box.x, pen.box.y, width, sum(heights)), widths, heights, tuple(rows), bool(header),
                 f"{pen.prefix}.table", f"{words}: {plain(reason.runs)}" if words else plain(reason.runs))


def _even(natural: Sequence[float], width: float) -> tuple[float, ...]:
    """Columns that start where columns of text would, with the grid's gutter; of other widths where a head needs more."""
    if not natural:
        return (width,)
    each = (width + GRID) / len(natural)
    if max(natural) + GRID > each:
        return tuple(shared(natural, width)) if sum(natural) > width else tuple(
            one + (width - sum(natural)) / len(natural) for one in natural)
    return *(each for _ in natural[1:]), each - GRID

