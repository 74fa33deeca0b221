"""Flow: steps from left to right in equal boxes; what comes before and after is narrower; what underlies them is a dark slab.

A step holds its number and name, a line or two, and under a hairline what it results in. More than six steps, or more than
fit side by side, run on in further rows, each read from left to right.
"""

from __future__ import annotations

from dataclasses import replace
from math import ceil

from deckgen.layout.figures.nodes import (
    CONTEXT,
    HERO,
    STEPS,
    Lines,
    Look,
    broken,
    line_count,
    look,
    lowered,
    natural,
    numbered,
    report_cut,
    whole,
)
from deckgen.layout.pen import DASHED, Drawn, Pen
from deckgen.outline.figures import Flow, Step
from deckgen.scene import Box, Connector, End, Shape, Text
from deckgen.value import value

GAP, GRID, PAD, TOP = 28.0, 24.0, 14.0, 14.0
ASIDE = 8.0
"""The padding of what comes before and after."""
RULE_ABOVE, RULE_BELOW = 10.0, 9.0
"""Room about the hairline over a step's result."""
SLAB_GAP, ROW_GAP = 12.0, 36.0
TALL = 272.0
"""How high steps with texts are at least, where there is room: a shallow row looks lost on a page."""
LARGER, LARGEST = -2.0, -4.0
"""Steps up, where there is room: texts at 20; texts at 24, names at 28 and results at 22."""
LOOSE = 56.0
"""The most room to spare that is spread inside a step: more would tear it apart."""
PAPER = Look("lt2", None)
"""A step has an ink rule along its top instead of an outline."""


@value(frozen=True)
class Plan:
    """How the steps stand: the boxes' widths by row, their texts at one size, and the height that these need."""

    rows: tuple[tuple[Step, ...], ...]
    widths: tuple[float, float]
    """Of a step, and of what comes before or after."""
    heads: tuple[Lines, ...]
    foots: tuple[Lines, ...]
    foot: float
    """The height of the results."""
    need: float
    fits: bool
    tidy: bool
    """No name takes a second line, no text a fourth."""

    def width(self, step: Step) -> float:
        return self.widths[step.kind == "context" and len(self.rows) == 1]

    def inner(self, step: Step) -> float:
        return self.width(step) - 2 * (ASIDE if step.kind == "context" else PAD)


def draw(figure: Flow, pen: Pen) -> Drawn:
    """The flow as shapes: each box with the hairline and result in it, then arrows, then the slab."""
    if figure.branches:
        from deckgen.layout.figures.branching import draw as draw_branches
        return draw_branches(figure, pen)
    count, high = len(figure.steps), pen.box.height
    slabs = (max(56.0, round(high * 0.27)), 56.0) if figure.base is not None else (0.0,)
    plans: list[tuple[Plan, float, float]] = []
    for slab in slabs:
        room = high - (slab + SLAB_GAP if slab else 0.0)
        for rows in range(1 if count <= 6 else 2, min(4, count) + 1):
            plans.append((arrange(figure, pen, rows, room), room, slab))
            if plans[-1][0].fits and plans[-1][0].tidy:
                return paint(figure, pen, *plans[-1])
    return paint(figure, pen, *next((each for each in plans if each[0].fits), plans[0])) if plans else ()


def arrange(figure: Flow, pen: Pen, count: int, room: float) -> Plan:
    """The steps in so many rows, texts as large as fit: larger where that costs few lines, else down to their floors."""
    per = ceil(len(figure.steps) / count)
    rows = tuple(figure.steps[start:start + per] for start in range(0, len(figure.steps), per))
    plan = _measured(figure, pen, rows, room, 0.0)
    if plan.fits:
        largest = _measured(figure, pen, rows, room, LARGEST)
        if largest.fits and largest.tidy and not _lone(figure) and _short(pen, largest, figure):
            return largest
        larger = _measured(figure, pen, rows, room, LARGER)
        return larger if larger.fits and _as_many_lines(figure, pen, plan, larger) else plan
    for by in STEPS[1:]:
        if not plan.fits:
            plan = _measured(figure, pen, rows, room, by)
    return plan


def _short(pen: Pen, plan: Plan, figure: Flow) -> bool:
    """Whether texts take two lines at most, and results one."""
    return all(line_count(pen, *line, plan.inner(step)) <= most
               for step, head, foot in zip(figure.steps, plan.heads, plan.foots, strict=True)
               for most, lines in ((2, head), (1, foot)) for line in lines)


def _as_many_lines(figure: Flow, pen: Pen, plan: Plan, larger: Plan) -> bool:
    return all(line_count(pen, *first, plan.inner(step)) == line_count(pen, *second, larger.inner(step))
               for step, one, two in zip(figure.steps, plan.heads, larger.heads, strict=True)
               for first, second in zip(one, two, strict=True))


def _widths(figure: Flow, pen: Pen, per: int, aside: float) -> tuple[float, float]:
    """The width of a step, and of what comes before or after: narrower, where that leaves the steps the wider boxes."""
    rest = pen.box.width - _gap(figure, pen) * (per - 1)
    steps = sum(step.kind != "context" for step in figure.steps)
    if aside and steps:
        wide = (rest - aside * (per - steps)) / steps
        if wide > aside:
            return wide, aside
    return rest / per, rest / per


def _gap(figure: Flow, pen: Pen) -> float:
    """Between steps: the gutter of the grid, as between columns; more where what comes before and after is narrow."""
    if pen.box.width <= 600:
        return 20.0
    return GAP if any(step.kind == "context" for step in figure.steps) else GRID


def _context_width(figure: Flow, pen: Pen, by: float) -> float:
    """As narrow as the longest name, word or phrase allows; 0 where nothing comes before or after."""
    need = 0.0
    for step in figure.steps:
        if step.kind == "context":
            name, note = lowered(((step.name, pen.style("node")), (step.text, pen.style("gloss"))), by)
            phrases = str(step.text or "").replace("，", "，\n").replace("、", "、\n").replace("；", "；\n")
            need = max(need, pen.width(step.name, name[1]), min(pen.width(phrases, note[1]), 120.0))
    return max(need + 2 * ASIDE, 88.0) if need else 0.0


def _measured(figure: Flow, pen: Pen, rows: tuple[tuple[Step, ...], ...], room: float, by: float) -> Plan:
    """The steps' texts so many points smaller, or larger, and what they need."""
    up, by = max(-by, 0.0), max(by, 0.0)
    widths = _widths(figure, pen, len(rows[0]), _context_width(figure, pen, by) if len(rows) == 1 else 0.0)
    number = 1 if figure.base is not None else 0
    lone = _lone(figure)
    names = _one_line(figure, pen, widths[0] - 2 * PAD, by)
    heads: list[Lines] = []
    foots: list[Lines] = []
    head = foot = aside = 0.0
    fits = tidy = True
    for step in figure.steps:
        context = step.kind == "context"
        number += not context
        kind = look(step, CONTEXT if context else PAPER)
        width = widths[context and len(rows) == 1] - 2 * (ASIDE if context else PAD)
        align = "center" if context or lone else ""
        name = (numbered(pen, number if figure.numbered is not False and not context else None, step.name),
                pen.style("node" if context else "node-big", kind.ink, align=align))
        note = pen.style("gloss" if context else "cell" if up else "note", align=align)
        if up > 2 and not context:
            name, note = (name[0], name[1].at(28)), note.at(24)
        lines = lowered((name,), by if context else names)
        if step.text is not None:
            lines += lowered(((step.text, replace(note, before=4.0 if context else 6.0)),), by)
        lines = broken(pen, lines, width)
        end: Lines = ()
        if step.gives is not None and not context:
            result = pen.style("node", kind.ink).at(22 if up > 2 else 20)
            end = broken(pen, lowered(((figure.gives, pen.style("small")), (step.gives, result)), by), width)
            foot = max(foot, pen.height(width, *end))
        if context:
            aside = max(aside, pen.height(width, *lines))
        else:
            head = max(head, pen.height(width, *lines))
        fits = fits and whole(pen, width, lines + end)
        tidy = tidy and line_count(pen, *lines[0], width) < 2 and all(line_count(pen, *line, width) < 4 for line in lines)
        heads.append(lines)
        foots.append(end)
    need = max(TOP + head + (RULE_ABOVE + RULE_BELOW + foot if foot else 0.0) + PAD, aside + 2 * TOP, 42.0)
    share = (room - ROW_GAP * (len(rows) - 1)) / len(rows)
    return Plan(rows, widths, tuple(heads), tuple(foots), foot, need, fits and need <= share + 0.1, tidy)


def _lone(figure: Flow) -> bool:
    """Whether all steps are single words, which stand in the middle of their boxes."""
    return not any(step.text or step.gives for step in figure.steps)


def _one_line(figure: Flow, pen: Pen, width: float, least: float) -> float:
    """How much smaller names have to be so that none wraps; where that does not help, no smaller than the rest."""
    widest = 8 if figure.numbered is not False else None
    names = tuple((numbered(pen, widest, step.name), pen.style("node-big")) for step in figure.steps if step.kind != "context")
    return next((by for by in (0.0, 2.0, 4.0) if by >= least and natural(pen, lowered(names, by)) <= width), least)


def paint(figure: Flow, pen: Pen, plan: Plan, room: float, slab: float) -> Drawn:
    """Draw a plan into the room that the slab leaves. Boxes over a slab fill it; others are as high as looks right."""
    box, count, lone = pen.box, len(plan.rows), _lone(figure)
    share = (room - ROW_GAP * (count - 1)) / count
    tall = max(plan.need * 1.5, share * 0.35) if lone else max(plan.need * 1.25, min(TALL, plan.need + 2 * LOOSE))
    height = share if slab else min(share, tall)
    used = height * count + ROW_GAP * (count - 1)
    y = box.y + (0.0 if slab else (room - used) * 0.35 if lone else (room - used) / 2)
    boxes: list[Text] = []
    starts: set[int] = set()
    shapes: list[Shape] = []
    for row in plan.rows:
        x = box.x
        starts.add(len(boxes))
        for step in row:
            place = Box(x, y, plan.width(step), height)
            shape, more = _step(pen, plan, step, len(boxes), place, lone, min(max(height - plan.need, 0.0), 2 * LOOSE))
            boxes.append(shape)
            shapes += [shape, *more]
            x = place.right + _gap(figure, pen)
        y += height + ROW_GAP
    for step, lines in zip(figure.steps, plan.heads, strict=True):
        report_cut(pen, plan.inner(step), [lines])
    dash = DASHED if figure.style == "reading" else None
    for n in range(1, len(boxes)):
        shapes.append(_turn(boxes[n - 1], boxes[n], dash) if n in starts
                      else pen.join(boxes[n - 1], "right", boxes[n], "left", dash=dash))
    if figure.base is not None:
        size = max((head[0][1].size for step, head in zip(figure.steps, plan.heads, strict=True) if step.kind != "context"),
                   default=0.0)
        shapes += _slab(figure, pen, boxes, Box(box.x, box.y + used + SLAB_GAP, box.width, slab), count == 1, size)
    return tuple(shapes)


def _step(pen: Pen, plan: Plan, step: Step, n: int, place: Box, lone: bool, spare: float) -> tuple[Text, list[Shape]]:
    """A step's box with its name and text, and what is drawn in it: the rule along its top, the hairline, the result.

    The height to `spare` is spread: above the name, between name and text, about the hairline and below the result.
    """
    context = step.kind == "context"
    kind = look(step, CONTEXT if context else PAPER)
    pad = ASIDE if context else PAD
    below = plan.foot + RULE_ABOVE + RULE_BELOW if plan.foots[n] else 0.0
    part = 0.0 if context or lone else spare / 6
    heads = tuple((text, replace(style, before=style.before + part) if style.before else style) for text, style in plan.heads[n])
    shape = pen.text(place, *heads, anchor="middle" if context or lone else "top", fill=kind.fill, stroke=kind.stroke,
                     inset=(pad, TOP + part, pad, PAD + below))
    more: list[Shape] = []
    if kind is PAPER:
        more.append(pen.rule(place.x, place.y + 1.5, place.right, place.y + 1.5, width=3.0))
    if plan.foots[n]:
        top, rule = place.bottom - PAD - part - plan.foot, RULE_BELOW + part
        more.append(pen.rule(place.x + PAD, top - rule, place.right - PAD, top - rule, "accent3", 1.0))
        more.append(pen.text(Box(place.x + PAD, top, place.width - 2 * PAD, plan.foot), *plan.foots[n]))
    return shape, more


def _turn(last: Text, first: Text, dash: tuple[float, float] | None) -> Connector:
    """From the end of a row to the start of the next: down, back along the gap, and down into the first box."""
    x1, x2 = last.box.middle[0], first.box.middle[0]
    y = (last.box.bottom + first.box.y) / 2
    return Connector(((x1, last.box.bottom), (x1, y), (x2, y), (x2, first.box.y)), End(last.id, "bottom"), End(first.id, "top"),
                     dash=dash)


def _slab(figure: Flow, pen: Pen, boxes: list[Text], place: Box, beneath: bool, size: float) -> list[Shape]:
    """The base under exactly its steps, its name as large as theirs; under the whole figure where the steps fill several rows."""
    base = figure.base
    if base is None:
        return []
    if beneath and base.under:
        first, last = sorted(min(max(n, 1), len(boxes)) - 1 for n in (base.under[0], base.under[-1]))
        place = Box(boxes[first].box.x, place.y, boxes[last].box.right - boxes[first].box.x, place.height)
    kind = look(base, HERO)
    big = pen.style("node-big", kind.ink)
    name = (numbered(pen, 1 if figure.numbered is not False else None, base.name), big.at(size) if size > big.size else big)
    wide = natural(pen, [(base.text, pen.style("note"))])
    if base.text is None or natural(pen, [name]) + PAD + wide > place.width - 2 * PAD:
        lines = broken(pen, (name, (base.text, pen.style("note", kind.ink))), place.width - 2 * PAD)
        return [pen.text(place, *lines, anchor="middle", fill=kind.fill, stroke=kind.stroke, inset=(PAD, 6, PAD, 6))]
    aside = Box(place.right - PAD - wide, place.y, wide, place.height)
    return [pen.text(place, name, anchor="middle", fill=kind.fill, stroke=kind.stroke, inset=(PAD, 6, PAD + wide + PAD, 6)),
            pen.text(aside, (base.text, pen.style("note", kind.ink, align="right")), anchor="middle")]
