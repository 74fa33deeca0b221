"""Cycle: a race track of equal boxes, clockwise from the top left, two rows or, in a narrow place, two columns.

Arrows are straight where boxes stand across from each other. An odd number leaves the second row one box short: it stands in the
middle, and the arrows to and from it turn once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from deckgen.layout.figures.joining import Joint, connectors
from deckgen.layout.figures.nodes import HERO, ORDINARY, Lines, Look, broken, line_count, look, natural, whole
from deckgen.layout.figures.spacing import HEAD, IN_LINE, Label
from deckgen.layout.figures.words import ABOVE, BESIDE
from deckgen.layout.pen import DASHED, Drawn, Pen, middle
from deckgen.outline.figures import Cycle, Stage
from deckgen.scene import Box, Shape, Side, Text
from deckgen.text.paragraph import Style
from deckgen.value import value

GAPS = {2: 120.0, 3: 60.0}
"""Between columns, by their number; smaller where more of them share a page, or the place is narrow."""
NARROW_GAP, ROW_GAP, MOST_ROW_GAP, LOOP = 40.0, 40.0, 64.0, 34.0
"""The least gaps; the most between rows; how far the arrows between two stages swing out."""
WIDEST, TALLEST, LEAST = 372.0, 132.0, 46.0
INSET, ABOVE_WORDS = 20.0, 8.0


@value(frozen=True)
class Track:
    """Where the stages stand, as columns and rows of a grid, in halves where a short row stands in the middle."""

    cells: tuple[tuple[float, float], ...]
    columns: int
    rows: int


@value(frozen=True)
class Plan:
    """A track that was measured at one size."""

    track: Track
    boxes: tuple[Box, ...]
    lines: tuple[Lines, ...]
    labels: tuple[Label | None, ...]
    fits: bool


def draw(figure: Cycle, pen: Pen) -> Drawn:
    """The cycle as shapes: the stages in order, then the arrows with their words."""
    count = len(figure.stages)
    tracks = [wide(count), tall(count)] if count > 2 else [wide(count)]
    if pen.box.width < 1.3 * pen.box.height:
        tracks.reverse()
    for name, text, lead, most in _scales(pen):
        for track in tracks:
            plan = _measured(figure, pen, track, (name, text, lead), most)
            if plan.fits:
                return _painted(figure, pen, plan)
    pen.complain(f"a cycle of {count} stages does not fit its place", figure.stages[0].name,
                 "shorten the longest, give the cycle a slide of its own, or draw fewer stages")
    return ()


def wide(count: int) -> Track:
    """Two rows: the first from left to right, the second back."""
    top = (count + 1) // 2
    if count == 2:
        return Track(((0, 0), (1, 0)), 2, 1)
    short = (top - (count - top)) / 2
    first = [(float(n), 0.0) for n in range(top)]
    return Track((*first, *((top - 1 - short - n, 1.0) for n in range(count - top))), top, 2)


def tall(count: int) -> Track:
    """Two columns: from the first stage across, the second column down, the first up again."""
    left = (count + 1) // 2
    short = (left - (count - left)) / 2
    second = [(1.0, short + n) for n in range(count - left)]
    return Track(((0.0, 0.0), *second, *((0.0, float(left - 1 - n)) for n in range(left - 1))), 2, left)


def _scales(pen: Pen) -> list[tuple[Style, Style, Style, int]]:
    """Sizes of names, texts and the small lines, and how many lines a text may take."""
    big, node, note, cell = pen.style("node-big"), pen.style("node"), pen.style("note"), pen.style("cell")
    lead = pen.style("gloss")
    return [(big.at(28), cell, lead, 1), (big, cell, lead, 2), (big, note, lead.at(16), 2), (node, note, lead.at(16), 3),
            (node, note.at(16), lead.at(16), 4), (node.at(18), note.at(16), lead.at(16), 5)]


def _measured(figure: Cycle, pen: Pen, track: Track, styles: tuple[Style, Style, Style], most: int) -> Plan:
    room, columns, rows = pen.box, track.columns, track.rows
    ink = "accent1" if figure.focus else "dk1"
    words = [_label(pen, stage, replace(styles[2], colour=ink, bold=figure.focus, align="center")) for stage in figure.stages]
    level = [_level(track, n) for n in range(len(track.cells))]
    across = max([NARROW_GAP, *(label.width + HEAD + 10.0 for label, flat in zip(words, level, strict=True) if label and flat)])
    down = max([ROW_GAP, *(label.height + HEAD + 6.0 for label, flat in zip(words, level, strict=True) if label and not flat)])
    swing = LOOP + max((label.height / 2 for label in words if label), default=2.0) if rows == 1 else 0.0
    gap = max(across, min(GAPS.get(columns, NARROW_GAP), room.width * GAPS.get(columns, NARROW_GAP) / 864))
    width = (room.width - gap * (columns - 1)) / columns
    if width > WIDEST and columns > 1:
        width = WIDEST
        gap = (room.width - width * columns) / (columns - 1)
    tallest = (room.height - 2 * swing - down * (rows - 1)) / rows
    inner = width - 2 * INSET
    lines = [_lines(stage, *styles) for stage in figure.stages]
    fits = inner > 0 and all(_fair(pen, each, inner, most) for each in lines)
    set_ = tuple(broken(pen, each, inner) for each in lines) if fits else ()
    need = max([LEAST, *(pen.height(inner, *each) + 2 * ABOVE_WORDS for each in set_)])
    height = min(tallest, max(need * 1.2, min(TALLEST, tallest)))
    spare = room.height - 2 * swing - height * rows - down * (rows - 1)
    if rows > 1 and spare > 0:
        wider = min(spare / (rows - 1), max(MOST_ROW_GAP - down, 0.0))
        down, spare = down + wider, spare - wider * (rows - 1)
    top = room.y + swing + max(spare, 0.0) * 0.3
    boxes = tuple(Box(room.x + column * (width + gap), top + row * (height + down), width, height) for column, row in track.cells)
    fits = fits and need <= tallest + 0.1 and _beside(boxes, words, track, room)
    return Plan(track, boxes, set_, tuple(words), fits)


def _fair(pen: Pen, lines: Lines, width: float, most: int) -> bool:
    """Whether no word is cut, the name takes one line (two at the smaller sizes), and the text not more than it should."""
    return whole(pen, width, lines) and all(
        line_count(pen, text, style, width) <= (most if style.size < lines[1][1].size or not style.bold else 1 + (most > 2))
        for text, style in lines if text)


def _lines(stage: Stage, name: Style, text: Style, lead: Style) -> Lines:
    """The small line, the name and the text, in the colours of the stage's box."""
    kind = _kind(stage)
    return ((stage.label, replace(lead, colour=kind.second)), (stage.name, replace(name, colour=kind.ink)),
            (stage.text, replace(text, colour=kind.ink if kind is HERO else "dk1")))


def _kind(stage: Stage) -> Look:
    return look(stage, HERO if stage.kind == "main" else ORDINARY)


def _label(pen: Pen, stage: Stage, style: Style) -> Label | None:
    """The word at the arrow to the next stage; on two lines where it is long."""
    if stage.gives is None:
        return None
    width = natural(pen, [(stage.gives, style)])
    runs = pen.runs(stage.gives)
    if width > 7 * style.size:
        ((broken_runs, _),) = broken(pen, ((runs, style),), max(0.6 * width, 5 * style.size))
        runs = pen.runs(broken_runs)
        width = natural(pen, [(runs, style)])
    return Label(runs, style, width, pen.height(width, (runs, style)))


def _level(track: Track, n: int) -> bool:
    """Whether the arrow from a stage to the next one is level."""
    return track.rows == 1 or track.cells[n][1] == track.cells[(n + 1) % len(track.cells)][1]


def _sides(track: Track, n: int) -> tuple[Side, Side]:
    """The sides that the arrow to the next stage leaves and enters."""
    (x1, y1), (x2, y2) = track.cells[n], track.cells[(n + 1) % len(track.cells)]
    if track.rows == 1:
        return ("top", "top") if n == 0 else ("bottom", "bottom")
    if y1 == y2:
        return ("right", "left") if x2 > x1 else ("left", "right")
    if x1 == x2:
        return ("bottom", "top") if y2 > y1 else ("top", "bottom")
    if track.columns > track.rows or (track.columns == 2 and track.rows == 2 and len(track.cells) == 3 and y1 != y2 and x1 == 1):
        return ("bottom", "right") if y2 > y1 else ("left", "bottom")
    return ("right", "top") if x2 > x1 else ("bottom", "right")


def _beside(boxes: Sequence[Box], labels: Sequence[Label | None], track: Track, room: Box) -> bool:
    """Whether the words right of upright arrows stay inside the place."""
    return all(label is None or _level(track, n) or boxes[n].middle[0] + BESIDE + label.width <= room.right
               for n, label in enumerate(labels))


def _painted(figure: Cycle, pen: Pen, plan: Plan) -> Drawn:
    count = len(plan.boxes)
    stages = []
    for stage, box, lines in zip(figure.stages, plan.boxes, plan.lines, strict=True):
        kind = _kind(stage)
        stages.append(pen.text(box, *lines, anchor="middle", fill=kind.fill, stroke=kind.stroke,
                               inset=(INSET, ABOVE_WORDS, INSET, ABOVE_WORDS)))
    shapes: list[Shape] = list(stages)
    colour = "accent1" if figure.focus else "dk1"
    dash = DASHED if figure.style == "reading" else None
    for n, label in enumerate(plan.labels):
        one, other = stages[n], stages[(n + 1) % count]
        out, into = _sides(plan.track, n)
        points = _corners(one.box, out, other.box, into, LOOP + (label.height / 2 - 2.0 if label else 0.0))
        joint = None
        if label is not None:
            words = _words(pen, label, points)
            shapes.append(words)
            joint = Joint(1, words) if len(points) == 4 else None
        shapes += connectors(pen, points, (one, out), (other, into), colour, dash, joint)
    return tuple(shapes)


def _corners(one: Box, out: Side, other: Box, into: Side, swing: float) -> list[tuple[float, float]]:
    """Straight, with one corner, or out and back where there are only two stages."""
    a, b = middle(one, out), middle(other, into)
    if out == into:
        y = a[1] - swing if out == "top" else a[1] + swing
        return [a, (a[0], y), (b[0], y), b]
    if abs(a[0] - b[0]) < 0.5 or abs(a[1] - b[1]) < 0.5:
        return [a, b]
    return [a, (b[0], a[1]) if out in ("left", "right") else (a[0], b[1]), b]


def _words(pen: Pen, label: Label, points: Sequence[tuple[float, float]]) -> Text:
    """Above a level arrow, right of an upright one, in the line of one that swings out."""
    (x1, y1), (x2, y2) = points[:2]
    if len(points) == 4:
        x, wide = (points[1][0] + points[2][0]) / 2, label.width + 2 * IN_LINE
        return pen.text(Box(x - wide / 2, points[1][1] - label.height / 2, wide, label.height), (label.runs, label.style),
                        anchor="middle", fill="lt1")
    if len(points) == 2 and y1 == y2:
        x = (x1 + x2) / 2 - (HEAD / 2 if x2 > x1 else -HEAD / 2)
        return pen.text(Box(x - label.width / 2, y1 - ABOVE - label.height, label.width, label.height), (label.runs, label.style))
    if x1 == x2:
        y = (y1 + y2) / 2 - (HEAD / 2 if y2 > y1 else -HEAD / 2)
    else:
        x1, y = points[1][0], (points[1][1] + points[2][1]) / 2
    return pen.text(Box(x1 + BESIDE, y - label.height / 2, label.width, label.height),
                    (label.runs, replace(label.style, align="left")), anchor="middle")
