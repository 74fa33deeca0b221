"""Ways for arrows between boxes on a grid: along rows and columns, and along lines in the gaps between these.

The grid is abstract: a way is found before anything is measured. Each axis is a list of lines: `lines` of them in the gap before
the first cell, the cell's own middle, again `lines` of them, and so on. A way may pass an empty cell, never a box; it may cross
another, but shares a stretch only with ways from the same step or to the same step that look alike. The cheapest way is taken:
short, with few turns and crossings, out of the side that faces on. Dijkstra's search over places and directions.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from heapq import heappop, heappush
from itertools import pairwise

from deckgen.layout.figures.tracks import Grid, Wire
from deckgen.scene import Side

Place = tuple[int, int]
"""A line across and a line down."""

RIGHT, DOWN, LEFT, UP = range(4)
STEP: tuple[Place, ...] = ((1, 0), (0, 1), (-1, 0), (0, -1))
OUT: tuple[Side, ...] = ("right", "bottom", "left", "top")
"""The side of a box that a way in each direction leaves; it enters by the opposite one."""
ACROSS, DOWNWARDS, APART = 200.0, 130.0, 14.0
"""How far columns, rows, and lines of one gap are taken to be from each other."""
TURN, CROSS, ASIDE, ODD, SPLIT, OUTER = 44.0, 130.0, 10.0, 70.0, 300.0, 6.0
"""What these cost, in points of way: a turn; a crossing; leaving or entering by a side that is not the next; by one that faces
away; labelled ways of one step on one stretch; a line that is not the middle of its gap, or the upper of two like ways."""


@dataclass
class Way:
    """An arrow's corners, as places on the grid's lines, from the middle of one box to the middle of the other."""

    wire: Wire
    corners: list[Place]
    out: Side
    into: Side


@dataclass
class Board:
    """A grid with the ways on it."""

    grid: Grid
    lines: int
    boxes: dict[Place, int] = field(default_factory=dict)
    ways: list[Way] = field(default_factory=list)
    stretches: dict[tuple[Place, Place], list[Wire]] = field(default_factory=dict)
    turns: dict[Place, list[tuple[Wire, int, int]]] = field(default_factory=dict)
    """At each place the ways that come by, and the directions in which they come and go."""
    crossings: int = 0
    xs: list[float] = field(default_factory=list)
    ys: list[float] = field(default_factory=list)
    """Where the lines are taken to be."""

    def __post_init__(self) -> None:
        self.boxes = {(self.cell(column), self.cell(row)): step for step, (column, row) in enumerate(self.grid.cells)}
        self.xs = [self._place(line, ACROSS) for line in range(self.cell(self.grid.columns))]
        self.ys = [self._place(line, DOWNWARDS) for line in range(self.cell(self.grid.rows))]

    def cell(self, number: int) -> int:
        """The line through the middle of a column or a row."""
        return number * (self.lines + 1) + self.lines

    def gap(self, line: int) -> int | None:
        """The gap that a line lies in, counted from the one before the first cell; None for the middle of a cell."""
        number, place = divmod(line, self.lines + 1)
        return None if place == self.lines else number

    def middle(self, line: int) -> bool:
        """Whether a line is its gap's middle one."""
        return line % (self.lines + 1) == self.lines // 2

    def _place(self, line: int, apart: float) -> float:
        number, place = divmod(line, self.lines + 1)
        return number * apart + (0.0 if place == self.lines else (place - self.lines // 2) * APART - apart / 2)

    def length(self, one: Place, other: Place) -> float:
        """How far it is along one line."""
        return abs(self.xs[one[0]] - self.xs[other[0]]) + abs(self.ys[one[1]] - self.ys[other[1]])


def routed(grid: Grid, wires: Sequence[Wire]) -> Board | None:
    """All arrows on a grid, with as few lines in each gap as will do; None where one finds no way."""
    for lines in (1, 3):
        board = Board(grid, lines)
        if all(_lay(board, wire) for wire in sorted(wires, key=lambda wire: _order(grid, wire))) and \
                (not board.crossings or lines == 3):
            board.ways.sort(key=lambda way: wires.index(way.wire))
            return board
    return None


def _order(grid: Grid, wire: Wire) -> tuple[bool, int, int]:
    """Forward before back, short before long: inner loops are laid before outer ones."""
    (x1, y1), (x2, y2) = grid.cells[wire.start], grid.cells[wire.end]
    return wire.back, abs(x1 - x2) + abs(y1 - y2), wire.start


def _lay(board: Board, wire: Wire) -> bool:
    """Find a way and put it on the board."""
    found = _search(board, wire)
    if found is None:
        return False
    corners = [found[0]]
    heading: int | None = None
    for before, after in pairwise(found):
        way = next(n for n, (x, y) in enumerate(STEP) if (before[0] + x, before[1] + y) == after)
        board.stretches.setdefault(_stretch(before, after), []).append(wire)
        if heading is not None:
            board.crossings += any(_meets(board, wire, before, heading, way))
            board.turns.setdefault(before, []).append((wire, heading, way))
            if way != heading:
                corners.append(before)
        heading = way
    corners.append(found[-1])
    first = next(n for n, (x, y) in enumerate(STEP) if (found[0][0] + x, found[0][1] + y) == found[1])
    assert heading is not None
    board.ways.append(Way(wire, corners, OUT[first], OUT[(heading + 2) % 4]))
    return True


def _search(board: Board, wire: Wire) -> list[Place] | None:
    """The places along the cheapest way."""
    grid = board.grid
    start, goal = ((board.cell(column), board.cell(row)) for column, row in (grid.cells[wire.start], grid.cells[wire.end]))
    size = board.cell(grid.columns), board.cell(grid.rows)
    heap: list[tuple[float, int, Place, int]] = []
    best: dict[tuple[Place, int], float] = {}
    came: dict[tuple[Place, int], tuple[Place, int]] = {}
    count = 0
    for way in range(4):
        heappush(heap, (_leaving(board, wire, way), count, start, way))
        best[start, way] = _leaving(board, wire, way)
        count += 1
    while heap:
        cost, _, place, way = heappop(heap)
        if cost > best[place, way]:
            continue
        if place == goal:
            return _traced(came, place, way)
        for turn in ((way,) if place == start else (way, (way + 1) % 4, (way + 3) % 4)):
            after = place[0] + STEP[turn][0], place[1] + STEP[turn][1]
            if not (0 <= after[0] < size[0] and 0 <= after[1] < size[1]) or (after in board.boxes and after != goal):
                continue
            more = _cost(board, wire, place, after, way, turn, start)
            if more is None:
                continue
            if after == goal:
                more += _entering(board, wire, turn)
            if cost + more < best.get((after, turn), float("inf")) - 1e-9:
                best[after, turn] = cost + more
                came[after, turn] = place, way
                count += 1
                heappush(heap, (cost + more, count, after, turn))
    return None


def _traced(came: dict[tuple[Place, int], tuple[Place, int]], place: Place, way: int) -> list[Place]:
    found = [place]
    while (place, way) in came:
        place, way = came[place, way]
        found.append(place)
    return found[::-1]


def _leaving(board: Board, wire: Wire, way: int) -> float:
    """What it costs to leave a box in a direction: on is free; a loop back leaves sideways, rather below than above."""
    on = DOWN if board.grid.down else RIGHT
    if way == on:
        return ODD if wire.back else 0.0
    return ODD if way == (on + 2) % 4 else OUTER / 2 * (way in (UP, LEFT)) + (0.0 if wire.back else ASIDE)


def _entering(board: Board, wire: Wire, way: int) -> float:
    on = DOWN if board.grid.down else RIGHT
    if way == on:
        return ASIDE if wire.back else 0.0
    return ODD if way == (on + 2) % 4 else 0.0 if wire.back else ASIDE


def _cost(board: Board, wire: Wire, place: Place, after: Place, way: int, turn: int, start: Place) -> float | None:
    """What the next piece of a way costs; None where it may not go there."""
    cost = board.length(place, after) * 0.3
    if turn != way:
        line = place[turn % 2 == 0]
        cost += TURN + OUTER * (board.gap(line) is not None and not board.middle(line))
    for other in board.stretches.get(_stretch(place, after), ()):
        if not _alike(wire, other):
            return None
        cost += SPLIT * (wire.start == other.start and wire.labelled and other.labelled)
    if place != start:
        for crossing in _meets(board, wire, place, way, turn):
            if not crossing:
                return None
            cost += CROSS
    return cost


def _meets(board: Board, wire: Wire, place: Place, way: int, turn: int) -> Iterator[bool]:
    """The foreign ways at a place: True for one that is crossed at right angles, False for one that is touched."""
    for other, came, went in board.turns.get(place, ()):
        if not _alike(wire, other):
            yield way == turn and came == went and (way - came) % 2 == 1


def _alike(one: Wire, other: Wire) -> bool:
    return one.look == other.look and (one.start == other.start or one.end == other.end)


def _stretch(one: Place, other: Place) -> tuple[Place, Place]:
    return (one, other) if one < other else (other, one)
