"""Cycle: a race track of equal boxes, clockwise from the top left, two rows or, in a narrow place, two columns.

Arrows are straight where boxes stand across from each other. An odd number leaves the second row one box short: it stands in the
middle, and the arrows to and from it turn once.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from deckgen.layout.centring import low
from deckgen.layout.figures.joining import Joint, connectors
from deckgen.layout.figures.nodes import HERO, ORDINARY, Lines, Look, broken, line_count, look, natural, whole
from deckgen.layout.figures.spacing import HEAD, Label
from deckgen.layout.figures.words import Point, Spot, spots
from deckgen.layout.pen import DASHED, Drawn, Pen, glue, middle, sited
from deckgen.outline.figures import Cycle, CycleStep
from deckgen.problem import so_many
from deckgen.scene import Box, Connector, Shape, Side, Text
from deckgen.text.paragraph import Style, plain
from deckgen.value import value

GAPS = {2: 96.0, 3: 60.0}
"""Between columns, by their number; smaller where more of them share a page, or the place is narrow."""
NARROW_GAP, ROW_GAP, LOOSE, MOST_ROW_GAP, LOOP, EDGE = 40.0, 28.0, 56.0, 64.0, 34.0, 2.0
"""The least gaps; between rows before boxes grow (short arrows look like stubs beside long ones), and at most; how far an arrow
swings out that goes back over a row."""
WIDEST, TALLEST, LEAST = 384.0, 132.0, 40.0
PAIR_GAP, PAIR_TALLEST = 240.0, 176.0
"""Of two steps: the gap that both arrows share, and the height."""
ABOVE_WORDS, ROOMIER = 6.0, 8.0
"""Above and below the words of the fullest box at least, and how much more where there is room."""

ON: tuple[Side, Side] = ("right", "left")
BACK: tuple[Side, Side] = ("left", "right")
DOWN: tuple[Side, Side] = ("bottom", "top")
UP: tuple[Side, Side] = ("top", "bottom")


@value(frozen=True)
class Scale:
    """Sizes of names, texts and small lines; how many lines names and texts may take, and the room beside them."""

    name: Style
    text: Style
    lead: Style
    names: int
    texts: int
    pad: float

    def label(self, focus: bool) -> Style:
        """The words at arrows."""
        return replace(self.lead, colour="accent1" if focus else "dk1", bold=focus, align="center")


@value(frozen=True)
class Track:
    """Where the steps stand, as columns and rows of a grid, in halves where a short row stands in the middle; and for each
    arrow the sides that it leaves and enters."""

    cells: tuple[tuple[float, float], ...]
    sides: tuple[tuple[Side, Side], ...]
    columns: int
    rows: int


@value(frozen=True)
class Plan:
    """A track that was measured at one size."""

    scale: Scale
    boxes: tuple[Box, ...]
    lines: tuple[Lines, ...]
    paths: tuple[tuple[Point, ...], ...] = ()
    spots: tuple[Spot | None, ...] = ()


def draw(figure: Cycle, pen: Pen) -> Drawn:
    """The cycle as shapes: the steps in order, then the arrows with their words."""
    count = len(figure.steps)
    tracks = [wide(count), tall(count)] if count > 2 else []
    if pen.box.width < 1.3 * pen.box.height:
        tracks.reverse()
    tracks = [*([there_and_back()] if count == 2 else ()), *tracks, line(count)]
    for scale in _scales(pen):
        for track in tracks:
            plan = _measured(figure, pen, track, scale)
            if plan is not None:
                return _painted(figure, pen, track, plan)
    pen.complain(f"a cycle of {so_many(count, 'step')} does not fit its place", figure.steps[0].name,
                 "shorten the longest, give the cycle a slide of its own, or draw fewer steps")
    return ()


def wide(count: int) -> Track:
    """Two rows: the first from left to right, the second back."""
    top = (count + 1) // 2
    low = count - top
    short = (top - low) / 2
    cells = [*((float(n), 0.0) for n in range(top)), *((top - 1 - short - n, 1.0) for n in range(low))]
    down: tuple[Side, Side] = ("bottom", "right") if short else DOWN
    up: tuple[Side, Side] = ("left", "bottom") if short else UP
    return Track(tuple(cells), (*([ON] * (top - 1)), down, *([BACK] * (low - 1)), up), top, 2)


def tall(count: int) -> Track:
    """Two columns: from the first step across, the second column down, the first up again."""
    left = (count + 1) // 2
    right = count - left
    short = (left - right) / 2
    cells = [(0.0, 0.0), *((1.0, short + n) for n in range(right)), *((0.0, float(left - 1 - n)) for n in range(left - 1))]
    across: tuple[Side, Side] = ("right", "top") if short else ON
    back: tuple[Side, Side] = ("bottom", "right") if short else BACK
    return Track(tuple(cells), (across, *([DOWN] * (right - 1)), back, *([UP] * (left - 1))), 2, left)


def line(count: int) -> Track:
    """One row, and back below it: where there is no height for two."""
    return Track(tuple((float(n), 0.0) for n in range(count)), (*([ON] * (count - 1)), ("bottom", "bottom")), count, 1)


def there_and_back() -> Track:
    """Two steps: one arrow there, and one back below it."""
    return Track(((0.0, 0.0), (1.0, 0.0)), (ON, BACK), 2, 1)


def _scales(pen: Pen) -> list[Scale]:
    """Sizes from the largest to the floors."""
    big, node, note, cell, lead = (pen.style(name) for name in ("node-big", "node", "note", "cell", "gloss"))
    return [Scale(big.at(28), cell, lead, 1, 1, 20.0), Scale(big, cell, lead, 1, 2, 20.0),
            Scale(big, note, lead.at(16), 1, 2, 14.0),
            Scale(node, note, lead.at(16), 1, 2, 10.0), Scale(node, note.at(16), lead.at(16), 2, 3, 8.0),
            Scale(node.at(18), note.at(16), lead.at(16), 2, 4, 6.0)]


def _measured(figure: Cycle, pen: Pen, track: Track, scale: Scale) -> Plan | None:
    """A track at one size; None where it does not fit."""
    room, columns, rows = pen.box, track.columns, track.rows
    words = [_label(pen, step, scale.label(figure.focus)) for step in figure.steps]
    flat = [sides in (ON, BACK) for sides in track.sides]
    across = max([NARROW_GAP, *(each.width + HEAD + 14.0 for each, level in zip(words, flat, strict=True) if each and level)])
    down = max([ROW_GAP, *(each.height + HEAD + 4.0 for each, level in zip(words, flat, strict=True) if each and not level)])
    swings = [LOOP + (each.height / 2 - 2.0 if each else 0.0) if out == into else 0.0
              for each, (out, into) in zip(words, track.sides, strict=True)]
    above = max(swing + EDGE if side[0] == "top" and swing else 0.0 for swing, side in zip(swings, track.sides, strict=True))
    below = max(swing + EDGE if side[0] == "bottom" and swing else 0.0 for swing, side in zip(swings, track.sides, strict=True))
    pair = track == there_and_back()
    wished = PAIR_GAP if pair else GAPS.get(columns, NARROW_GAP)
    gap = max(across, min(wished, room.width * wished / 864))
    width = (room.width - gap * (columns - 1)) / columns
    if width > WIDEST:
        width, gap = WIDEST, (room.width - WIDEST * columns) / (columns - 1)
    inner = width - 2 * scale.pad
    lone = not any(step.text or step.label for step in figure.steps)
    lines = [_lines(step, scale, "center" if lone else "left") for step in figure.steps]
    if inner < scale.name.size or not all(_fair(pen, each, inner, scale) for each in lines):
        return None
    lines = [broken(pen, each, inner) for each in lines]
    need = max([LEAST, *(pen.height(inner, *each) + 2 * ABOVE_WORDS for each in lines)])
    free = room.height - above - below
    tallest = (free - down * (rows - 1)) / rows
    if need > tallest + 0.1:
        return None
    loose = (free - LOOSE * (rows - 1)) / rows
    height = max(min(need + ROOMIER, tallest), min(tallest, loose, PAIR_TALLEST if pair else TALLEST))
    spare = free - height * rows - down * (rows - 1)
    wider = min(spare / (rows - 1), max(MOST_ROW_GAP - down, 0.0)) if rows > 1 else 0.0
    top = room.y + above + (spare - wider * (rows - 1)) * (0.4 if rows == 1 else 0.3)
    pitch = width + gap, height + down + wider
    boxes = [Box(room.x + column * pitch[0], top + row * pitch[1], width, height) for column, row in track.cells]
    paths = [_corners(boxes[n], track.sides[n], boxes[(n + 1) % len(boxes)], swings[n]) for n in range(len(boxes))]
    if pair:
        apart = height / 5
        paths = [[(x, y + by) for x, y in path] for path, by in zip(paths, (-apart, apart), strict=True)]
    found = spots(words, paths, [1 if len(path) == 4 else None for path in paths], boxes, room)
    if any(label is not None and spot is None for label, spot in zip(words, found, strict=True)):
        return None
    return Plan(scale, tuple(boxes), tuple(lines), tuple(map(tuple, paths)), tuple(found))


def _fair(pen: Pen, lines: Lines, width: float, scale: Scale) -> bool:
    """Whether no word is cut, and small line, name and text take no more lines than they should; a short name takes one."""
    (lead, first), (name, big), (text, last) = lines
    words = plain(pen.runs(name)).split()
    most = 1 if len(words) == 1 and len(words[0]) < 5 else scale.names
    return (whole(pen, width, lines) and line_count(pen, name, big, width) <= most and line_count(pen, lead, first, width) < 2
            and line_count(pen, text, last, width) <= scale.texts)


def _lines(step: CycleStep, scale: Scale, align: Literal["left", "center"]) -> Lines:
    """The small line, the name and the text, in the colours of the step's box; a name alone stands in the middle."""
    kind = _kind(step)
    return ((step.label, replace(scale.lead, colour=kind.second)),
            (step.name, replace(scale.name, colour=kind.ink, align=align)),
            (step.text, replace(scale.text, colour=kind.ink if kind is HERO else "dk1")))


def _kind(step: CycleStep) -> Look:
    return look(step, HERO if step.kind == "main" else ORDINARY)


def _label(pen: Pen, step: CycleStep, style: Style) -> Label | None:
    """The word at the arrow to the next step; on two lines where it is long."""
    if step.gives is None:
        return None
    width = natural(pen, [(step.gives, style)])
    runs = pen.runs(step.gives)
    if width > 7 * style.size:
        ((broken_runs, _),) = broken(pen, ((runs, style),), max(0.6 * width, 5 * style.size))
        runs = pen.runs(broken_runs)
        width = natural(pen, [(runs, style)])
    return Label(runs, style, width, pen.height(width, (runs, style)))


def _painted(figure: Cycle, pen: Pen, track: Track, plan: Plan) -> Drawn:
    steps: list[Text] = []
    pad = plan.scale.pad
    high = max(pen.height(box.width - 2 * pad, *lines) for box, lines in zip(plan.boxes, plan.lines, strict=True))
    for own, box, lines in zip(figure.steps, plan.boxes, plan.lines, strict=True):
        kind = _kind(own)
        step = pen.text(box, *lines, anchor="top", fill=kind.fill, stroke=kind.stroke,
                        inset=(pad, ABOVE_WORDS, pad, ABOVE_WORDS))
        top = max((box.height - high) / 2 - low(step.paragraphs), 0.0)
        steps.append(replace(step, inset=(pad, top, pad, ABOVE_WORDS)))
    shapes: list[Shape] = list(steps)
    for n, (path, spot, (out, into)) in enumerate(zip(plan.paths, plan.spots, track.sides, strict=True)):
        joint = None
        if spot is not None:
            words = pen.text(spot.box, (spot.label.runs, replace(spot.label.style, align=spot.align)), anchor="middle",
                             fill="lt1" if spot.in_line else None)
            shapes.append(words)
            joint = Joint(spot.leg, words) if spot.in_line else None
        if track == there_and_back():
            one, other = steps[n], steps[1 - n]
            shapes.append(Connector(path, glue(one, out, path[0]), glue(other, into, path[1]),
                                    "accent1" if figure.focus else "dk1", 2.0, DASHED if figure.style == "reading" else None))
            continue
        shapes += connectors(pen, path, (steps[n], out), (steps[(n + 1) % len(steps)], into),
                             "accent1" if figure.focus else "dk1", DASHED if figure.style == "reading" else None, joint)
    return sited(shapes)


def _corners(one: Box, sides: tuple[Side, Side], other: Box, swing: float) -> list[Point]:
    """Straight, with one corner, or out and back."""
    out, into = sides
    a, b = middle(one, out), middle(other, into)
    if out == into:
        y = a[1] - swing if out == "top" else a[1] + swing
        return [a, (a[0], y), (b[0], y), b]
    if abs(a[0] - b[0]) < 0.5 or abs(a[1] - b[1]) < 0.5:
        return [a, b]
    return [a, (b[0], a[1]) if out in ("left", "right") else (a[0], b[1]), b]
