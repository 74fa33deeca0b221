"""Tables with three lines: ink above and below, thin ink under the head and between groups, hairlines between rows.

Columns are as wide as their words need and stand apart by what is left over; numbers stand at the right, their decimal points
below each other; a group's name stands once, beside its first row. Text wraps only where a line would not fit, and sizes step
down only where wrapping does not help. What is merged and what is read from a block is in `cells`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from copy import copy
from dataclasses import replace

from deckgen.layout.cells import ONE, Rows, dashed, decimals, numeric, read
from deckgen.layout.pen import DASHED, HAIR, HEAVY, THIN, Pen
from deckgen.markup import Grid
from deckgen.outline.blocks import Table as TableBlock
from deckgen.outline.table_rules import words_of
from deckgen.problem import so_many
from deckgen.scene import Box, Cell, Stroke, Table
from deckgen.text.paragraph import Paragraph, Runs, Style, plain

LABELS = 148.0
"""Where what short labels stand for starts: the third column of the grid."""
GUTTER, WIDEST_GUTTER, WIDEST_NUMBERS = 20.0, 240.0, 160.0
"""Least room between columns, the most that is good for words, and for a column of numbers, which are read across."""
COLUMN = 74.0
"""From one column of the page to the next, its gutter included: where there is room columns of words start there."""
STEP = 2.0
PADDING = 4.0
"""Least space above and below the words of a cell."""
EMPTY, BESIDE = 96.0, 52.0
"""The height of the row that says why rows are missing; and of one that stands beside something else."""
GRID = 24.0
TALLEST = 2.4
"""How high a row of one line may grow, in lines, to fill its place."""
BRACKETS, BRACKET = ("）", "」", "】", "》"), 0.45
"""Marks that are empty on their right, and how much of them is, in em."""


def table(content: TableBlock | Grid, pen: Pen) -> Table:
    """A native table in the pen's box, from its top."""
    if isinstance(content, TableBlock) and content.missing is not None:
        return missing(content, pen)
    rows = read(content, pen)
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


class Plan:
    """The table set some steps below its sizes: its widths, its heights, and what it takes in all."""

    def __init__(self, rows: Rows, pen: Pen, step: int) -> None:
        self.rows, self.pen = rows, pen
        biggest = pen.style("cell").size
        scale = (biggest - STEP * min(step, steps(pen))) / biggest
        self.cell, self.lead = (_scaled(pen.style(name), scale) for name in ("cell", "cell-lead"))
        self.head, self.group = _scaled(pen.style("cell-head"), scale), _scaled(pen.style("group"), scale)
        self.shift = 1 if rows.groups else 0
        self.merged = any(column == 0 and high > 1 for (_, column), (high, _) in rows.spans.items())
        if self.merged:  # what stands beside several rows is the name of a group, written out as a cell
            self.lead = self.group
        columns = list(zip(*rows.rows, strict=True)) if rows.rows else [() for _ in rows.header]
        alone = [[() if rows.spans.get((row, number), ONE)[1] > 1 else runs for row, runs in enumerate(column)]
                 for number, column in enumerate(columns)] if rows.spans else columns
        self.right = [number > 0 and numeric(column) for number, column in enumerate(alone)]
        if any(not runs for column, right in zip(alone, self.right, strict=True) if right for runs in column):
            self.rows = rows = dashed(rows, self.right, pen)
            columns = list(zip(*rows.rows, strict=True))
            alone = columns if not rows.spans else alone
        self.pads = [decimals(column, self.cell, pen) if right else {} for column, right in zip(alone, self.right, strict=True)]
        self._hang()
        self.widths = self._widths(columns)
        self.body = [[self._set(runs, number, column) for column, runs in enumerate(row)] for number, row in enumerate(rows.rows)]
        self.header = [self._aligned(runs, self.head, column, rows.header_spans.get(column, 1))
                       for column, runs in enumerate(rows.header)]
        self.names = [pen.set(name, self.group, self.widths[0] - GUTTER) for name, _ in rows.groups]
        self.top = max(cell.height for cell in self.header) + 2 * PADDING + 2 if self.header else 0.0
        self.heights = self._heights()
        self.height = sum(self.heights)

    def _hang(self) -> None:
        """Where the head of a column of numbers ends in a bracket, which is empty on its right, the numbers end below its ink."""
        for column, right in enumerate(self.right):
            head = plain(self.rows.header[column + self.shift]) if right and self.rows.header else ""
            if head.endswith(BRACKETS):
                pad = BRACKET * self.head.size
                self.pads[column] = {row: self.pads[column].get(row, 0.0) + pad for row in range(len(self.rows.rows))}

    @classmethod
    def of(cls, content: TableBlock | Grid, pen: Pen, step: int) -> Plan:
        """The plan of a block."""
        return cls(read(content, pen), pen, step)

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
        """Natural widths where they fit in all, in even gaps, a table of numbers no wider than that; else the narrow columns keep
        theirs and the others share the rest.
        """
        pen, total = self.pen, self.pen.box.width
        spans, lone = self.rows.spans, self.rows.header_spans
        natural = [max([pen.width(runs, self.lead if number == 0 else self.cell) + self.pads[number].get(row, 0.0)
                        for row, runs in enumerate(column) if runs and spans.get((row, number), ONE)[1] == 1] or [0.0])
                   for number, column in enumerate(columns)]
        if self.shift:
            natural.insert(0, max(pen.width(name, self.group) for name, _ in self.rows.groups))
        for number, runs in enumerate(self.rows.header):
            if lone.get(number, 1) == 1:
                natural[number] = max(natural[number], pen.width(runs, self.head))
        self._widen(natural)
        count = len(natural)
        room = total - GUTTER * (count - 1)
        if sum(natural) <= room:
            extra = (room - sum(natural)) / count
            if self.right and self.right[-1]:
                each = min(extra, WIDEST_NUMBERS - GUTTER)
                return [width + each + (GUTTER if number < count - 1 else 0) for number, width in enumerate(natural)]
            if count == 2 and natural[0] <= LABELS - GUTTER and natural[1] <= total - LABELS:
                return [LABELS, total - LABELS]  # siblings keep their second column when one leafs through them
            return _on_columns(natural, min(extra, WIDEST_GUTTER - GUTTER) + GUTTER, total)
        return [width + (GUTTER if number < count - 1 else 0) for number, width in enumerate(shared(natural, room))]

    def _widen(self, natural: list[float]) -> None:
        """Columns below merged cells become wide enough together for those."""
        wide = [(column, count, self.rows.header[column], self.head) for column, count in self.rows.header_spans.items()]
        wide += [(column + self.shift, count, self.rows.rows[row][column], self.cell)
                 for (row, column), (_, count) in self.rows.spans.items() if count > 1]
        for column, count, runs, style in wide:
            short = self.pen.width(runs, style) - sum(natural[column:column + count]) - GUTTER * (count - 1)
            for each in range(column, column + count):
                natural[each] += max(short, 0.0) / count

    def _set(self, runs: Runs, row: int, column: int) -> Paragraph:
        return self._aligned(runs, self.lead if column == 0 else self.cell, column + self.shift,
                             self.rows.spans.get((row, column), ONE)[1], self.pads[column].get(row, 0.0))

    def _aligned(self, runs: Runs, style: Style, column: int, columns: int = 1, pad: float = 0.0) -> Paragraph:
        """A cell's paragraph; `column` counts the group's column where there is one."""
        if column >= self.shift and self.right[column - self.shift]:
            style = replace(style, align="right") if columns == 1 else style
        last = column + columns == len(self.widths)
        return self.pen.set(runs, style, sum(self.widths[column:column + columns]) - (0 if last else GUTTER) - pad)

    def _natural(self) -> list[float]:
        """Rows as high as their lines need, together as high as the merged cells beside them; the last of a group at least as
        high as the group's name, which LibreOffice asks the last row for where words stand at the top.
        """
        spans = self.rows.spans
        heights = [max([cell.height for column, cell in enumerate(row) if spans.get((number, column), ONE)[0] == 1]
                       or [self.cell.pitch]) + 2 * PADDING for number, row in enumerate(self.body)]
        names = [*self._spans()]
        merged = [(self.body[row][column], row, rows) for (row, column), (rows, _) in spans.items() if rows > 1]
        for words, start, count in (*names, *merged):
            short = words.height + 2 * PADDING - sum(heights[start:start + count])
            if short > 0:
                heights[start:start + count] = [height + short / count for height in heights[start:start + count]]
        for words, start, count in names:
            heights[start + count - 1] = max(heights[start + count - 1], words.height)
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
        one.rows = self.rows.part(start, stop, tuple((runs, count) for _, runs, count in spans))
        one.pads = [{row - start: pad for row, pad in pads.items() if start <= row < stop} for pads in self.pads]
        heights = [height + self._grown(grow) for height in one._natural()]
        one.heights = ([self.top] if self.header else []) + heights
        one.height = sum(one.heights)
        return one.table()

    def told(self, start: int, stop: int) -> list[Paragraph]:
        """The words of some rows."""
        return [Paragraph(runs) for row in self.rows.rows[start:stop] for runs in row]

    @property
    def bound(self) -> set[int]:
        """Rows that a merged cell ties to the row above them."""
        return {lower for (row, _), (rows, _) in self.rows.spans.items() for lower in range(row + 1, row + rows)}

    @property
    def pitch(self) -> float:
        """The height of a line in a cell."""
        return self.cell.pitch

    def table(self) -> Table:
        """The table itself; neighbouring cells state the same border, since programs differ in whose counts."""
        firsts = {start: (name, count) for name, start, count in self._spans()}
        parted = {*firsts, *(edge for (row, column), (rows, _) in self.rows.spans.items() if column == 0 and rows > 1
                             for edge in (row, row + rows))}
        out: list[tuple[Cell, ...]] = []
        if self.header:
            below = THIN if self.body else HEAVY
            out.append(tuple(self._cell(each, HEAVY, below, column, (1, self.rows.header_spans.get(column, 1)))
                             for column, each in enumerate(self.header)))
        last = len(self.body) - 1
        for number, row in enumerate(self.body):
            opening = number in parted and number > 0
            above = (THIN if self.header else HEAVY) if number == 0 else THIN if opening else HAIR
            cells = []
            for column, each in enumerate(row):
                span = self.rows.spans.get((number, column), ONE)
                end = number + span[0] - 1
                below = HEAVY if end == last else THIN if end + 1 in parted else HAIR
                cell = self._cell(each, above, below, column + self.shift, span, self.pads[column].get(number, 0.0))
                if self.merged and column == 0 and cell.paragraphs:
                    cell = replace(cell, anchor="top", inset=(0.0, self._group_top(number, span[0], each), GUTTER, 0.0))
                cells.append(cell)
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
        top = self._group_top(number, count, name)
        return Cell((name,), above, below, anchor="top", inset=(0.0, top, GUTTER, 0.0), rows=count)

    def _group_top(self, number: int, count: int, name: Paragraph) -> float:
        """How far below the top of its first row the name of a group begins: on the first line of what stands beside it."""
        beside = self.body[number][1 if self.merged else 0]
        pitch = beside.style.pitch if beside.style is not None else self.cell.pitch
        row = number + (1 if self.header else 0)
        top = (self.heights[row] - max(beside.height, pitch)) / 2 + (pitch - self.group.pitch) / 2
        return max(min(top, self.heights[row + count - 1] - name.height), 0.0)

    def _cell(self, paragraph: Paragraph, above: Stroke, below: Stroke, column: int, span: tuple[int, int] = ONE,
              pad: float = 0.0) -> Cell:
        rows, columns = span
        right = (0.0 if column + columns == len(self.widths) else GUTTER) + pad
        return Cell((paragraph,) if paragraph.runs else (), above, below, inset=(0.0, PADDING, right, PADDING), rows=rows,
                    columns=columns)


def _on_columns(natural: Sequence[float], gap: float, total: float) -> list[float]:
    """Widths with a gap after each but the last, which takes the rest; a column starts with one of the page's where one is near,
    so that tables of one kind have the same columns on all their pages."""
    starts, even = [0.0], 0.0
    for width in natural[:-1]:
        even += width + gap
        near = even // COLUMN * COLUMN
        starts.append(near if near >= starts[-1] + width + GUTTER else max(even, starts[-1] + width + GUTTER))
    return [stop - start for start, stop in zip(starts, (*starts[1:], total), strict=True)]


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


def described(rows: Rows, pen: Pen) -> str:
    """What the table is about, for those who can't see it: its head, and how many rows it has."""
    head = pen.word("comma").text.join(text for runs in rows.header if (text := plain(runs)))
    return f"{head}: {len(rows.rows)}" if head else ""


def missing_height(content: TableBlock, pen: Pen, width: float) -> float:
    """The height of a table without rows that stands above or below something else."""
    head, cell = pen.style("cell-head"), pen.style("cell")
    top = head.pitch + 2 * PADDING if content.header else 0.0
    return top + max(pen.height(width, (content.missing, cell)) + 2 * PADDING, BESIDE)


def missing(content: TableBlock, pen: Pen) -> Table:
    """The frame of a table without rows: its head, and one row that says why, dashed where others would go on."""
    head, cell = pen.style("cell-head"), pen.style("cell")
    count, width = max(len(content.header), 1), pen.box.width
    heads = [words_of(each) for each in content.header]
    header = [pen.set(each, head, width / count - GUTTER) for each in heads]
    reason = pen.set(content.missing, cell, width)
    widths = _even([pen.width(each, head) for each in heads], width)
    top = max([each.height for each in header] or [0.0]) + 2 * PADDING if header else 0.0
    body = min(max(reason.height + 4 * PADDING, EMPTY), pen.box.height - top)
    if reason.height + 2 * PADDING > body:
        pen.complain("the words for the missing rows do not fit", content.missing, "shorten them")
    first = Cell((reason,), THIN if header else HEAVY, Stroke("dk1", 1.5, DASHED), inset=(0.0, PADDING, 0.0, PADDING),
                 columns=count)
    rows = [(first, *(Cell() for _ in range(count - 1)))]
    if header:
        rows.insert(0, tuple(Cell((each,), HEAVY, THIN, inset=(0.0, PADDING, GUTTER, PADDING)) for each in header))
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

