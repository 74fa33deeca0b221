"""A flow with branches, loops back and lanes: equal boxes on a grid, questions in diamonds, arrows along the gaps.

First it is found where steps stand (`tracks.py`) and which way arrows take (`routing.py`); then, for one size of text after the
other and one way to stand after the other, whether boxes, gaps and the words at the arrows fit the place (`spacing.py`).
Without lanes the figure reads to the right, goes on in a second row where it is long, or runs down where the place is narrow.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from deckgen.layout.centring import low
from deckgen.layout.figures.diamond import in_diamond
from deckgen.layout.figures.joining import Joint, connectors
from deckgen.layout.figures.lanes import edges, hairs, outer
from deckgen.layout.figures.nodes import (
    CONTEXT,
    GAP,
    IN_BAND,
    ORDINARY,
    Lines,
    Look,
    broken,
    label_width,
    line_count,
    look,
    lowered,
    natural,
    numbered,
    row_label,
    whole,
)
from deckgen.layout.figures.routing import Board, routed
from deckgen.layout.figures.spacing import Frame, Label, frame, standing_leg, stands_level
from deckgen.layout.figures.tracks import Grid, Wire, grids
from deckgen.layout.figures.words import Spot, corners, leg_box, spots
from deckgen.layout.pen import DASHED, Drawn, Pen, Readable
from deckgen.outline.figures import Arrow, Flow, Step
from deckgen.problem import so_many
from deckgen.scene import Box, Shape, Text
from deckgen.source.words import Words
from deckgen.text.inline import plain_words
from deckgen.text.paragraph import Style, plain
from deckgen.value import value

ABOVE = 7.0
WIDEST, LEAST = 264.0, 40.0
"""A box is no wider than this, and no lower than that."""
COMFORT = {1: 132.0, 2: 104.0}
MANY_ROWS = 92.0
"""How high a box is where there is room, by the number of rows: a shallow row looks lost on a page."""
HAIR_CLEAR = 4.0
HIGHER, FLATTEST = 16.0, 2.4
"""How much higher than the boxes of its row a diamond may be; how much wider than high it is at most, if its words allow."""
NEARLY = 0.8
"""A diamond of so much of the boxes' width takes all of it."""
LANE_HEAD = 8.0
"""Between the names of lanes that run down and the first boxes."""


@value(frozen=True)
class Scale:
    """Sizes of names, texts and words at arrows, how many lines a name and a text may take, and the room beside them."""

    name: Style
    text: Style
    label: Style
    lines: tuple[int, int]
    pad: float


@value(frozen=True)
class Cell:
    """What a step says, as lines, how wide its box is, and how high that has to be."""

    step: Step
    lines: Lines
    look: Look
    width: float
    need: float
    fits: bool


@value(frozen=True)
class Plan:
    """Everything measured: what steps say, where they stand, where the words at arrows go; `fault` is what does not fit."""

    board: Board
    scale: Scale
    cells: tuple[Cell, ...] = ()
    frame: Frame | None = None
    paths: tuple[tuple[tuple[float, float], ...], ...] = ()
    labels: tuple[Spot | None, ...] = ()
    fault: tuple[str, Words] | None = None

    def boxes(self) -> list[Box]:
        """Where the steps stand."""
        assert self.frame is not None
        found = []
        for (column, row), cell in zip(self.board.grid.cells, self.cells, strict=True):
            x, y = self.frame.at((self.board.cell(column), self.board.cell(row)))
            high = max(self.frame.height, cell.need) if cell.step.kind == "decision" else self.frame.height
            found.append(Box(x - cell.width / 2, y - high / 2, cell.width, high))
        return found


def draw(figure: Flow, pen: Pen) -> Drawn:
    """The flow as shapes: lanes, then the steps in order, then the arrows with their words."""
    arrows = list(_arrows(figure))
    wires = [wire for wire, _ in arrows]
    names = [str(lane.name) for lane in figure.lanes]
    lanes = _lanes(figure, names) if names else []
    ways = grids(len(figure.steps), wires, lanes, len(names))
    if pen.box.width < 1.6 * pen.box.height:
        ways = [*(each for each in ways if each.down), *(each for each in ways if not each.down)]
    boards: dict[int, Board | None] = {}
    first: Plan | None = None
    for n, scale in _tries(pen, len(ways)):
        if not _roomy(pen, ways[n], scale):
            continue
        if n not in boards:
            boards[n] = routed(ways[n], wires)
        board = boards[n]
        if board is not None:
            plan = _measured(figure, pen, board, arrows, scale)
            if plan.fault is None:
                return _painted(figure, pen, plan, arrows)
            first = first or plan
    if first is not None and first.fault is not None:
        message, words = first.fault
        pen.complain(message, words, "say it shorter, give the flow a slide of its own, or split it in two")
    else:
        pen.complain(f"a flow of {so_many(len(figure.steps), 'step')} does not fit its place", figure.steps[0].name,
                     "give it a slide of its own, or split it in two: an overview, and its parts")
    return ()


def _arrows(figure: Flow) -> Iterator[tuple[Wire, Arrow]]:
    """The arrows, step by step: those that a step names, else the one to the next step."""
    at = {str(step.name): n for n, step in enumerate(figure.steps)}
    for n, step in enumerate(figure.steps):
        following = figure.steps[n + 1:n + 2]
        for arrow in (Arrow(to=each.name) for each in following) if step.next is None else step.next:
            dashed = arrow.style == "reading" or figure.style == "reading"
            yield Wire(n, at[str(arrow.to)], f"{dashed}{arrow.focus}", arrow.name is not None), arrow


def told(figure: Flow) -> Iterator[str]:
    """The flow in words: each arrow with its own."""
    for wire, arrow in _arrows(figure):
        word = f" {plain_words(arrow.name)}" if arrow.name is not None else ""
        yield f"{plain_words(figure.steps[wire.start].name)}{word} → {plain_words(figure.steps[wire.end].name)}"


def _lanes(figure: Flow, names: list[str]) -> list[int]:
    """The lane of each step, by number; without one of its own it is that of the step before, at first the first."""
    found: list[int] = []
    for step in figure.steps:
        found.append(names.index(step.lane) if step.lane is not None else found[-1] if found else 0)
    return found


def _scales(pen: Pen) -> list[Scale]:
    """Sizes from the largest to the floors; larger ones only where they cost no lines."""
    big, node, note, gloss, small = (pen.style(name) for name in ("node-big", "node", "note", "gloss", "small"))
    cell = replace(pen.style("cell"), before=4.0)
    text, fine = replace(note, before=3.0), replace(note.at(16), before=2.0)
    return [Scale(big, cell, gloss, (1, 1), 14.0), Scale(big, text, gloss, (1, 2), 14.0), Scale(node, text, gloss, (1, 2), 14.0),
            Scale(node, text, gloss, (2, 2), 10.0), Scale(node, fine, gloss, (2, 2), 8.0), Scale(node, fine, small, (2, 3), 6.0),
            Scale(node.at(18), replace(fine, before=0.0), small, (3, 4), 5.0)]


def _tries(pen: Pen, ways: int) -> Iterator[tuple[int, Scale]]:
    """Ways to stand, by number, and sizes: the plainest way as long as names are large enough, then the others; then smaller."""
    scales = _scales(pen)
    for some in (scales[:5], scales[5:]):
        for n in range(ways):
            yield from ((n, scale) for scale in some)


def _roomy(pen: Pen, grid: Grid, scale: Scale) -> bool:
    """Whether it is worth a try: a place holds at least three characters in each column and a line in each row."""
    return (pen.box.width / grid.columns > 3 * scale.name.size + 40.0
            and pen.box.height / grid.rows > scale.name.pitch + 2 * ABOVE + 12.0)


# ---- measuring -------------------------------------------------------------------------------------------------------


def _measured(figure: Flow, pen: Pen, board: Board, arrows: list[tuple[Wire, Arrow]], scale: Scale) -> Plan:
    """The flow at one size on one grid; the plan has a fault where it does not fit."""
    grid = board.grid
    plan = Plan(board, scale)
    heads = [lowered(row_label(pen, lane), 0.0 if scale.name.size > 20 else 4.0) for lane in figure.lanes]
    room = pen.box
    if heads and not grid.down:
        left = label_width(pen, heads, 0.24)
        if not all(whole(pen, left, each) for each in heads):
            return replace(plan, fault=("a lane's name is wider than its place", figure.lanes[0].name))
        room = Box(room.x + left + GAP, room.y, room.width - left - GAP, room.height)
    labels = [_label(pen, arrow, scale, stands_level(board, way)) if arrow.name is not None else None
              for way, (_, arrow) in zip(board.ways, arrows, strict=True)]
    spaced = frame(board, labels, room, WIDEST, bool(heads))
    if heads and grid.down:
        wides = _head_widths(pen, spaced)
        if not all(whole(pen, wide, each) for wide, each in zip(wides, heads, strict=True)):
            return replace(plan, fault=("a lane's name is wider than its place", figure.lanes[0].name))
        high = LANE_HEAD + max(pen.height(wide, *broken(pen, each, wide)) for wide, each in zip(wides, heads, strict=True))
        spaced = frame(board, labels, Box(room.x, room.y + high, room.width, room.height - high), WIDEST, True)
    if spaced.width < 3 * scale.name.size:
        return replace(plan, fault=("the steps of this flow have no room side by side", figure.steps[0].name))
    cells = tuple(_cell(figure, pen, n, scale, spaced) for n in range(len(figure.steps)))
    for cell in cells:
        if not cell.fits:
            return replace(plan, fault=("a step's words do not fit its box", cell.step.name))
    need = max([LEAST, *(cell.need for cell in cells if cell.step.kind != "decision")])
    spaced = spaced.settled(need, COMFORT.get(grid.rows, MANY_ROWS))
    plan = replace(plan, cells=cells, frame=spaced)
    boxes = plan.boxes()
    for cell, box in zip(cells, boxes, strict=True):
        if box.y < spaced.room.y - 0.1 or box.bottom > spaced.room.bottom + 0.1:
            return replace(plan, fault=("a step's words do not fit its box", cell.step.name))
    paths = [corners(spaced, way, boxes[wire.start], boxes[wire.end])
             for way, (wire, _) in zip(board.ways, arrows, strict=True)]
    parting = (*hairs(pen, spaced), *outer(pen, spaced)) if heads else ()
    rules = [leg_box(each[:2], each[2:]) for each in parting]
    found = spots(labels, paths, [standing_leg(board, way) for way in board.ways], boxes, spaced.room, rules,
                  [figure.steps[wire.start].kind == "decision" for wire, _ in arrows])
    for spot, (_, arrow) in zip(found, arrows, strict=True):
        if arrow.name is not None and spot is None:
            return replace(plan, fault=("there is no room for the words at this arrow", arrow.name))
    return replace(plan, paths=tuple(map(tuple, paths)), labels=tuple(found))


def _label(pen: Pen, arrow: Arrow, scale: Scale, long: bool) -> Label:
    """The words at an arrow: on one line, or on two where they are long; those in a `long` level leg have room for more."""
    style = replace(scale.label, align="center", colour="accent1" if arrow.focus else "dk1", bold=arrow.focus)
    wide, runs = natural(pen, [(arrow.name, style)]), pen.runs(arrow.name)
    if wide > (14 if long else 7) * style.size:
        ((broken_runs, _),) = broken(pen, ((arrow.name, style),), max(0.75 * wide, 5 * style.size))
        if plain(pen.runs(broken_runs)) == plain(runs):
            ((broken_runs, _),) = broken(pen, ((arrow.name, style),), max(0.55 * wide + style.size / 2, 5 * style.size))
        runs = pen.runs(broken_runs)
        wide = natural(pen, [(runs, style)])
    return Label(runs, style, wide, style.pitch * (plain(runs).count("\n") + 1))


def _cell(figure: Flow, pen: Pen, n: int, scale: Scale, frame: Frame) -> Cell:
    """What a step says, broken into lines, and the box that it needs; a box is as wide as all are."""
    step = figure.steps[n]
    kind = look(step, CONTEXT if step.kind == "context" else IN_BAND if step.kind == "decision" else ORDINARY)
    if step.kind == "decision":
        style = replace(scale.name, colour=kind.ink, align="center")
        width, runs, need = 0.0, pen.runs(step.name), 0.0
        for share in (FLATTEST, 1.25 * FLATTEST, 1.5 * FLATTEST, frame.width / LEAST):
            width = min(share * max(min(frame.height, MANY_ROWS), LEAST), frame.width)
            runs, need = in_diamond(pen, step.name, style, width)
            if 0 < need <= min(frame.height, MANY_ROWS, width / 1.5) + HIGHER:
                break
        if NEARLY * frame.width < width < frame.width:  # as wide as the boxes above and below it
            width = frame.width
            runs, need = in_diamond(pen, step.name, style, width)
        torn = scale.lines[0] == 1 and len(plain(pen.runs(step.name))) < 6 and "\n" in plain(runs)
        return Cell(step, ((runs, style),), kind, width, need, 0 < need <= frame.height + HIGHER and not torn)
    number = sum(each.kind == "step" for each in figure.steps[:n + 1]) if figure.numbered and step.kind == "step" else None
    lines: Lines = ((numbered(pen, number, step.name), replace(scale.name, colour=kind.ink, align="center")),)
    if step.text is not None:
        lines += ((step.text, replace(scale.text, align="center")),)
    inner = frame.width - 2 * scale.pad
    lines, allowed = broken(pen, lines, inner), [_most(pen, *each) for each in zip(lines, scale.lines, strict=False)]
    need = pen.height(inner, *lines) + 2 * ABOVE
    fits = need <= frame.height + 0.1 and whole(pen, inner, lines) and all(
        line_count(pen, *line, inner) <= most for line, most in zip(lines, allowed, strict=True))
    return Cell(step, lines, kind, frame.width, need, fits)


def _most(pen: Pen, line: tuple[Readable, Style], most: int) -> int:
    """How many lines words may take: a short word is not torn, several words may stand one below the other."""
    words = plain(pen.runs(line[0])).split()
    return 1 if len(words) == 1 and len(words[0]) < 5 else max(most, min(len(words), 2))


# ---- painting --------------------------------------------------------------------------------------------------------


def _painted(figure: Flow, pen: Pen, plan: Plan, arrows: list[tuple[Wire, Arrow]]) -> Drawn:
    spaced = plan.frame
    assert spaced is not None
    shapes: list[Shape] = []
    if figure.lanes:
        shapes += [pen.rule(*each, "accent3", 1.0) for each in (*hairs(pen, spaced), *outer(pen, spaced))]
        shapes += _names(figure, pen, plan, spaced)
    pad = plan.scale.pad
    steps: list[Text] = []
    tall = max((cell.need - 2 * ABOVE for cell in plan.cells if cell.step.text is not None), default=0.0)
    for cell, box in zip(plan.cells, plan.boxes(), strict=True):
        asks = cell.step.kind == "decision"
        level = cell.step.text is not None
        top = (box.height - tall) / 2 if level else ABOVE
        shape = pen.text(box, *cell.lines, anchor="top" if level else "middle", fill=cell.look.fill, stroke=cell.look.stroke,
                         inset=(0.0, 0.0, 0.0, 0.0) if asks else (pad, top, pad, ABOVE))
        if level:
            shape = replace(shape, inset=(pad, max(top - low(shape.paragraphs), 0.0), pad, ABOVE))
        steps.append(replace(shape, geometry="diamond", wrap=False) if asks else shape)
    shapes += steps
    for way, path, spot, (wire, arrow) in zip(plan.board.ways, plan.paths, plan.labels, arrows, strict=True):
        dash = DASHED if "reading" in (arrow.style, figure.style) else None
        joint = None
        if spot is not None:
            words = pen.text(spot.box, (spot.label.runs, replace(spot.label.style, align=spot.align)), anchor="middle",
                             fill="lt1" if spot.in_line else None)
            shapes.append(words)
            joint = Joint(spot.leg, words) if spot.in_line else None
        shapes += connectors(pen, path, (steps[wire.start], way.out), (steps[wire.end], way.into),
                             "accent1" if arrow.focus else "dk1", dash, joint)
    return tuple(shapes)


def _names(figure: Flow, pen: Pen, plan: Plan, spaced: Frame) -> list[Text]:
    """The names of the lanes: before them, or above where they run down."""
    grid, box = plan.board.grid, pen.box
    by = 0.0 if plan.scale.name.size > 20 else 4.0
    heads = [lowered(row_label(pen, lane), by) for lane in figure.lanes]
    if not grid.down:
        left = label_width(pen, heads, 0.24)
        ends = edges(spaced)
        names = [broken(pen, lines, left) for lines in heads]
        places = [_lane(plan, n, pen.height(left, *lines), top, bottom)
                  for n, (lines, top, bottom) in enumerate(zip(names, ends, ends[1:], strict=False))]
        return [pen.text(Box(box.x, top, left, high), *lines, anchor="middle")
                for lines, (top, high) in zip(names, places, strict=True)]
    high = spaced.room.y - box.y - LANE_HEAD
    return [pen.text(Box(spaced.xs[plan.board.cell(n)] - wide / 2, box.y, wide, high),
                     *((text, replace(style, align="center")) for text, style in broken(pen, lines, wide)))
            for n, (lines, wide) in enumerate(zip(heads, _head_widths(pen, spaced), strict=True))]


def _lane(plan: Plan, n: int, need: float, top: float, bottom: float) -> tuple[float, float]:
    """Top and height of a lane's name: on the axis of its boxes where that leaves it room."""
    assert plan.frame is not None
    axis = plan.frame.ys[plan.board.cell(n)]
    half = min(axis - top, bottom - axis)
    return (axis - half, 2 * half) if 2 * half >= need else (top, bottom - top)


def _head_widths(pen: Pen, spaced: Frame) -> list[float]:
    """The room for the names of lanes that run down, each over the middle of its column."""
    edges = [pen.box.x, *spaced.between(across=True), pen.box.right]
    middles = [spaced.xs[spaced.board.cell(n)] for n in range(spaced.across.cells)]
    return [2 * (min(at - left, right - at) - HAIR_CLEAR) for at, left, right in zip(middles, edges, edges[1:], strict=False)]
