"""A grid of steps in points: how wide boxes and gaps are, where the lines in the gaps lie.

All boxes are equal, and so are the gaps between columns and those between rows. A gap is as wide as the lines in it and the words
at its arrows need.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from deckgen.layout.figures.routing import Board, Place, Way
from deckgen.scene import Box, Side
from deckgen.text.paragraph import Runs, Style
from deckgen.value import value

ARROW, ARROW_DOWN, INNER, OUTER, BETWEEN, EDGE = 36.0, 26.0, 16.0, 22.0, 12.0, 2.0
"""The least gap between columns and between rows; from a box to a line in a gap, and to one outside; between lines; from the
outermost line to the edge."""
HEAD, IN_LINE, OVER_LINE, LINE = 12.0, 6.0, 6.0, 1.0
"""What an arrow's head takes; the room at either end of words that stand in a line, and below those above one; half a line."""
MOST_GAP, ROW_GAP, LOOSE = 96.0, 64.0, 40.0
"""The most between columns, and between rows; between rows before boxes grow."""
LANE_GAP, LANE_EDGE = 28.0, 12.0


@value(frozen=True)
class Label:
    """The words at an arrow, measured."""

    runs: Runs
    style: Style
    width: float
    height: float


@value(frozen=True)
class Axis:
    """Columns or rows. `gaps` are the lines used in each gap, and half of how much stands on each."""

    cells: int
    gaps: tuple[tuple[tuple[int, float], ...], ...]
    parted: bool
    """Whether a line of its own parts neighbouring cells: those are lanes."""
    least: float
    words: float
    """What words at arrows from cell to cell need."""
    edge: float = EDGE
    """From the outermost line to the edge."""
    above: bool = False
    """Whether words stand above the lines of the gaps, and not in them."""

    @property
    def ends(self) -> tuple[float, float]:
        """The room before the first cell and after the last."""
        first, last = (OUTER + _group(gap) + self.edge if gap else LANE_GAP / 2 if self.parted else 0.0
                       for gap in (self.gaps[0], self.gaps[-1]))
        return first, last

    @property
    def gap(self) -> float:
        """The room between two cells."""
        found = [LANE_GAP if self.parted else self.least, self.words]
        for gap in self.gaps[1:-1]:
            if gap:
                found.append(2 * INNER + (_parted(gap)[3] if self.parted else _group(gap)))
        return max(found)

    def lines(self, board: Board, start: float, size: float, gap: float) -> tuple[float, ...]:
        """The place of every line, where the first cell starts at `start`: unused ones lie in the middle of their gap."""
        found = []
        for cell in range(self.cells + 1):
            edge = start + cell * (size + gap)
            middle = edge - (OUTER if cell == 0 else 0.0) - (gap / 2 if 0 < cell < self.cells else 0.0)
            middle = start + (cell - 1) * (size + gap) + size + OUTER if cell == self.cells else middle
            places = dict.fromkeys(range(cell * (board.lines + 1), cell * (board.lines + 1) + board.lines), middle)
            used = self.gaps[cell]
            if cell == 0:
                self._place(used, start - OUTER - _group(used), places)
            elif cell == self.cells:
                self._place(used, edge - gap + OUTER, places)
            elif self.parted:
                upper, lower, parting, whole = _parted(used)
                self._place(upper, middle - whole / 2, places)
                self._place(lower, middle - whole / 2 + parting + BETWEEN, places)
            else:
                self._place(used, middle - _group(used) / 2, places)
            found += list(places.values())
            if cell < self.cells:
                found.append(edge + size / 2)
        return tuple(found)

    def _place(self, lines: Sequence[tuple[int, float]], start: float, places: dict[int, float]) -> None:
        for line, half in lines:
            places[line] = start + (2 * half - LINE if self.above else half)
            start += 2 * half + BETWEEN


def _group(lines: Sequence[tuple[int, float]]) -> float:
    """The room that lines side by side take."""
    return sum(2 * half for _, half in lines) + BETWEEN * max(len(lines) - 1, 0)


def _parted(lines: Sequence[tuple[int, float]]) -> tuple[Sequence[tuple[int, float]], Sequence[tuple[int, float]], float, float]:
    """The lines before and after what parts two lanes, where that lies among them, and the room that all take."""
    cut = (len(lines) + 1) // 2
    upper, lower = lines[:cut], lines[cut:]
    parting = _group(upper) + BETWEEN if upper else 0.0
    return upper, lower, parting, parting + (BETWEEN + _group(lower) if lower else 0.0)


@value(frozen=True)
class Frame:
    """The measures of a grid: its boxes, and the places of its lines, cells and gaps alike."""

    board: Board
    across: Axis
    down: Axis
    width: float
    height: float
    xs: tuple[float, ...]
    ys: tuple[float, ...]
    room: Box

    def at(self, place: Place) -> tuple[float, float]:
        return self.xs[place[0]], self.ys[place[1]]

    def between(self, across: bool) -> list[float]:
        """What parts neighbouring columns, or rows: half-way between them, but for the lines there."""
        at, axis = (self.xs, self.across) if across else (self.ys, self.down)
        found = []
        for n in range(axis.cells - 1):
            _, _, parting, whole = _parted(axis.gaps[n + 1])
            found.append((at[self.board.cell(n)] + at[self.board.cell(n + 1)]) / 2 - whole / 2 + parting)
        return found

    def settled(self, need: float, comfort: float) -> Frame:
        """Boxes as high as their words ask for, or as `comfort` where there is room; rows no further apart than looks right,
        unless they are lanes, which fill the place."""
        axis, room = self.down, self.room
        (before, after), gap, rows = axis.ends, axis.gap, axis.cells
        free = room.height - before - after
        loose = (free - (rows - 1) * max(gap, LOOSE)) / rows
        height = min(self.height, max(loose, need), max(need * 1.25, comfort))
        spare = free - rows * height - (rows - 1) * gap
        if axis.parted:
            gap += spare / rows
            start = room.y + before + spare / rows / 2
        else:
            wider = min(spare / (rows - 1), max(ROW_GAP - gap, 0.0)) if rows > 1 else 0.0
            gap += wider
            start = room.y + before + (spare - wider * (rows - 1)) * 0.4
        return replace(self, height=height, ys=axis.lines(self.board, start, height, gap))


def frame(board: Board, labels: Sequence[Label | None], room: Box, widest: float, lanes: bool) -> Frame:
    """The grid in a place, its boxes as wide as there is room and as high as there may be."""
    grid = board.grid
    axes = [Axis(cells, _used(board, labels, across), lanes and grid.down == across,
                 ARROW if across else ARROW_DOWN, _words(board, labels, across), LANE_EDGE if lanes else EDGE,
                 not across)
            for across, cells in ((True, grid.columns), (False, grid.rows))]
    across, down = axes
    (before, after), gap, columns = across.ends, across.gap, grid.columns
    free = room.width - before - after
    width = (free - gap * (columns - 1)) / columns
    if across.parted:
        wanted = min(width, widest)
        gap += (width - wanted) * columns / (columns - 1) if columns > 1 else 0.0
        gap -= (gap - across.gap) / columns if columns > 1 else 0.0
        start, width = room.x + before + (free - wanted * columns - gap * (columns - 1)) / 2, wanted
    else:
        if width > widest and columns > 1:
            gap = min((free - widest * columns) / (columns - 1), max(MOST_GAP, gap))
            width = (free - gap * (columns - 1)) / columns
        width = min(width, 1.25 * widest)
        start = room.x + before + (free - width * columns - gap * (columns - 1)) / 2
    top, bottom = down.ends
    height = (room.height - top - bottom - down.gap * (grid.rows - 1)) / grid.rows
    return Frame(board, across, down, width, height, across.lines(board, start, width, gap),
                 down.lines(board, room.y + top, height, down.gap), room)


def _words(board: Board, labels: Sequence[Label | None], across: bool) -> float:
    """The gap that words at straight arrows between neighbours need."""
    need = 0.0
    for way, label in zip(board.ways, labels, strict=True):
        if label is not None and len(way.corners) == 2:
            (x1, y1), (x2, y2) = way.corners
            if (y1 == y2) == across and abs(x1 - x2) + abs(y1 - y2) == board.lines + 1:
                need = max(need, (label.width + 12.0 if across else label.height + 8.0) + HEAD)
    return need


def _used(board: Board, labels: Sequence[Label | None], across: bool) -> tuple[tuple[tuple[int, float], ...], ...]:
    """For each gap its used lines, in order, and half of what stands on each."""
    cells = board.grid.columns if across else board.grid.rows
    used: list[dict[int, float]] = [{} for _ in range(cells + 1)]
    for way, label in zip(board.ways, labels, strict=True):
        inner = standing_leg(board, way) if label is not None else None
        for leg, (one, other) in enumerate(pairwise(way.corners)):
            line = one[0] if across else one[1]
            gap = board.gap(line)
            if (one[0] == other[0]) == across and gap is not None:
                half = LINE
                if label is not None and leg == inner:
                    half = label.width / 2 + IN_LINE if across else (label.height + OVER_LINE) / 2 + LINE
                used[gap][line] = max(used[gap].get(line, 0.0), half)
    return tuple([tuple(sorted(found.items())) for found in used])


def standing_leg(board: Board, way: Way) -> int | None:
    """The leg that words stand in: the longest inner one of a way with several corners; None where it has too few, or where it
    goes on as it began after a step to one side."""
    corners = way.corners
    if len(corners) < 4 or (len(corners) == 4 and way.out != way.into and _level(way.out) == _level(way.into)):
        return None
    return max(range(1, len(corners) - 2), key=lambda leg: board.length(corners[leg], corners[leg + 1]))


def stands_level(board: Board, way: Way) -> bool:
    """Whether words stand in a level leg of a way."""
    leg = standing_leg(board, way)
    return leg is not None and way.corners[leg][1] == way.corners[leg + 1][1]


def _level(side: Side) -> bool:
    return side in ("left", "right")
