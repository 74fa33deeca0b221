"""Flow: steps from left to right in equal boxes; what comes before and after is narrower; what underlies them is a dark slab.

A step holds its number and name, a line or two, and under a hairline what it results in. More than six steps, or more than
fit side by side, run on in further rows, each read from left to right.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import ceil

from deckgen.layout.figures.nodes import (
    CONTEXT,
    HERO,
    STEPS,
    Lines,
    Look,
    look,
    lowered,
    natural,
    numbered,
    phrased,
    whole,
)
from deckgen.layout.pen import Drawn, Pen
from deckgen.outline.model import Flow, Step
from deckgen.scene import Box, Connector, End, Shape, Text

GAP, PAD, TOP = 28.0, 14.0, 14.0
SLAB_GAP, ROW_GAP = 12.0, 36.0
PAPER = Look("lt2", None)
"""A step has an ink rule along its top instead of an outline."""


@dataclass(frozen=True)
class Plan:
    """How the steps stand: the boxes' widths by row, their texts at one size, and the heights that these need."""

    rows: tuple[tuple[Step, ...], ...]
    widths: tuple[float, float]
    """Of a step, and of what comes before or after."""
    heads: tuple[Lines, ...]
    foots: tuple[Lines, ...]
    head: float
    foot: float
    need: float
    fits: bool

    def width(self, step: Step) -> float:
        return self.widths[step.kind == "context" and len(self.rows) == 1]


def draw(figure: Flow, pen: Pen) -> Drawn:
    """The flow as shapes: boxes, the hairlines and results in them, arrows, slab."""
    count = len(figure.steps)
    slab, room = 0.0, pen.box.height
    if figure.base is not None:
        slab = max(56.0, round(room * 0.27))
        room -= slab + SLAB_GAP
    plan = None
    for rows in range(1 if count <= 6 else 2, 5):
        if rows > max(1, count):
            break
        candidate = arrange(figure, pen, rows, room)
        if plan is None or candidate.fits:
            plan = candidate
        if candidate.fits:
            break
    assert plan is not None
    return paint(figure, pen, plan, room, slab)


def arrange(figure: Flow, pen: Pen, count: int, room: float) -> Plan:
    """The steps in so many rows, texts as large as fit, down to their floors."""
    per = ceil(len(figure.steps) / count)
    rows = tuple(figure.steps[start:start + per] for start in range(0, len(figure.steps), per))
    box, gap = pen.box, GAP if pen.box.width > 600 else 20.0
    plan = None
    for by in STEPS:
        aside = _context_width(figure, pen, by) if len(rows) == 1 else 0.0
        steps = sum(step.kind != "context" for step in figure.steps) if aside else per
        rest = box.width - gap * (per - 1) - (aside * (per - steps) if aside else 0.0)
        wide = rest / steps if steps else 0.0
        if aside and steps and wide < aside:
            wide = aside = (box.width - gap * (per - 1)) / per
        if not steps:
            aside = (box.width - gap * (per - 1)) / per
        plan = _measured(figure, pen, rows, (wide, aside), room, by)
        if plan.fits:
            break
    assert plan is not None
    return plan


def _context_width(figure: Flow, pen: Pen, by: float) -> float:
    """As narrow as the longest name, word or phrase allows."""
    need = 0.0
    for step in figure.steps:
        if step.kind == "context":
            name, note = lowered(((step.name, pen.style("node")), (step.text, pen.style("gloss"))), by)
            phrases = str(step.text or "").replace("，", "，\n").replace("、", "、\n").replace("；", "；\n")
            need = max(need, pen.width(step.name, name[1]), min(pen.width(phrases, note[1]) if phrases else 0.0, 120.0))
    return max(need + 16.0, 88.0) if need else 0.0


def _measured(figure: Flow, pen: Pen, rows: tuple[tuple[Step, ...], ...], widths: tuple[float, float], room: float, by: float) -> Plan:
    number = 1 if figure.base is not None else 0
    heads, foots = [], []
    ok = True
    lone = not any((step.text or step.gives) and step.kind != "context" for step in figure.steps)
    head = foot = aside = 0.0
    for step in figure.steps:
        context = step.kind == "context"
        if not context:
            number += 1
        kind = look(step, CONTEXT if context else PAPER)
        width = widths[context and len(rows) == 1] - (16.0 if context else 2 * PAD)
        align = "center" if context or lone else ""
        name = numbered(pen, number if figure.numbered and not context else None, step.name)
        note = pen.style("gloss" if context else "note", align=align)
        lines = lowered(((name, pen.style("node" if context else "node-big", kind.ink, align=align)),
                         (step.text, replace(note, before=4.0 if context else 6.0))), by)
        lines = tuple((phrased(pen, text, style, width), style) for text, style in lines)
        end: Lines = ()
        if step.gives is not None and not context:
            end = lowered(((figure.gives, pen.style("small")), (step.gives, pen.style("node"))), by)
            foot = max(foot, pen.height(width, *end))
        if context:
            aside = max(aside, pen.height(width, *lines))
        else:
            head = max(head, pen.height(width, *lines))
        ok = ok and whole(pen, width, lines + end)
        heads.append(lines)
        foots.append(end)
    need = max(TOP + head + (10.0 + 9.0 + foot if foot else 0.0) + PAD, aside + 2 * TOP, 42.0)
    height = (room - ROW_GAP * (len(rows) - 1)) / len(rows)
    return Plan(rows, widths, tuple(heads), tuple(foots), head, foot, need, ok and need <= height + 0.1)


def paint(figure: Flow, pen: Pen, plan: Plan, room: float, slab: float) -> Drawn:
    """Draw a plan into the room that the slab leaves."""
    box, count = pen.box, len(plan.rows)
    gap = GAP if box.width > 600 else 20.0
    share = (room - ROW_GAP * (count - 1)) / count
    lone = not any(step.text or step.gives for step in figure.steps)
    height = min(share, max(plan.need * (1.5 if lone else 1.25), share * 0.35) if not slab else share)
    used = height * count + ROW_GAP * (count - 1)
    y = box.y + (max(0.0, room - used) * 0.35 if lone and not slab else 0.0)
    boxes: list[Text] = []
    shapes: list[Shape] = []
    for row in plan.rows:
        x = box.x
        for step in row:
            n = len(boxes)
            place = Box(x, y, plan.width(step), height)
            shape, more = _step(pen, plan, step, n, place, lone)
            boxes.append(shape)
            shapes += [shape, *more]
            x = place.right + gap
        y += height + ROW_GAP
    starts = [sum(len(row) for row in plan.rows[:n]) for n in range(count)]
    for n in range(1, len(boxes)):
        if n in starts:
            shapes += _turn(boxes[n - 1], boxes[n])
        else:
            shapes.append(pen.join(boxes[n - 1], "right", boxes[n], "left"))
    if figure.base is not None:
        shapes += _slab(figure, pen, boxes, Box(box.x, box.y + used + SLAB_GAP, box.width, slab), count == 1)
    return tuple(shapes)


def _step(pen: Pen, plan: Plan, step: Step, n: int, place: Box, lone: bool) -> tuple[Text, list[Shape]]:
    context = step.kind == "context"
    kind = look(step, CONTEXT if context else PAPER)
    pad = 8.0 if context else PAD
    centred = context or lone
    more: list[Shape] = []
    if kind is PAPER:
        more.append(pen.rule(place.x, place.y + 1.5, place.right, place.y + 1.5, width=3.0))
    below = plan.foot + 19.0 if plan.foots[n] else 0.0
    shape = pen.text(place, *plan.heads[n], anchor="middle" if centred else "top", fill=kind.fill, stroke=kind.stroke,
                     inset=(pad, TOP, pad, PAD + below))
    if plan.foots[n]:
        top = place.bottom - PAD - plan.foot
        more.append(pen.rule(place.x + PAD, top - 9.0, place.right - PAD, top - 9.0, "accent3", 1.0))
        more.append(pen.text(Box(place.x + PAD, top, place.width - 2 * PAD, plan.foot), *plan.foots[n], anchor="top"))
    return shape, more


def _turn(last: Text, first: Text) -> list[Shape]:
    """From the end of a row to the start of the next: down, back along the gap, and down into the first box."""
    x1, x2 = last.box.middle[0], first.box.middle[0]
    y = (last.box.bottom + first.box.y) / 2 - 4.0
    return [Connector(((x1, last.box.bottom), (x1, y), (x2, y)), End(last.id, "bottom"), None, head=False),
            Connector(((x2, y), (x2, first.box.y)), None, End(first.id, "top"))]


def _slab(figure: Flow, pen: Pen, boxes: list[Text], place: Box, beneath: bool) -> list[Shape]:
    """The base under exactly its steps; under the whole figure where the steps fill several rows."""
    base = figure.base
    assert base is not None
    if beneath and base.under:
        first, last = (min(max(n, 1), len(boxes)) - 1 for n in (base.under[0], base.under[-1]))
        left, right = boxes[min(first, last)].box.x, boxes[max(first, last)].box.right
        place = Box(left, place.y, right - left, place.height)
    kind = look(base, HERO)
    name = (numbered(pen, 1 if figure.numbered else None, base.name), pen.style("node-big", kind.ink))
    note = (base.text, pen.style("note", kind.ink))
    inner = place.width - 2 * PAD
    if base.text is None or natural(pen, [name]) + GAP + natural(pen, [note]) > inner:
        return [pen.text(place, name, note, anchor="middle", fill=kind.fill, stroke=kind.stroke, inset=(PAD, 8, PAD, 8))]
    wide = natural(pen, [note])
    slab = pen.text(place, name, anchor="middle", fill=kind.fill, stroke=kind.stroke, inset=(PAD, 8, PAD + wide + 8, 8))
    aside = Box(place.right - PAD - wide, place.y, wide, place.height)
    return [slab, pen.text(aside, (base.text, pen.style("note", kind.ink, align="right")), anchor="middle")]
