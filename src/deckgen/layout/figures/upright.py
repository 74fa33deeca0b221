"""Columns: where the plot lies, and what finds a place in the air above the lower ones.

The axis' name stands in the row of the highest column's value, at the left or else at the right, where no column reaches up; the
series are named in the middle over their columns, each on one line, in the first group that has room for all names; else by a
key behind the axis' name. Only what finds no place there takes a row.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from deckgen.layout.figures.beside import AIR, DROP, KEY, LIFT, TICK, Title, claimed, level, middle, sums, thick, top
from deckgen.layout.figures.numbers import part
from deckgen.layout.figures.plan import Plan
from deckgen.layout.figures.series import filled, singled
from deckgen.layout.figures.spots import meet
from deckgen.layout.pen import Pen
from deckgen.outline.blocks import Chart
from deckgen.scene import Box, Text
from deckgen.text.wrap import EDGE

SIGN, SIGN_GAP = 12.0, 6.0
"""The side of a sign in a key, and from it to its name."""
UNDER_KEY = 8.0
"""More room below a key, whose row is else read with the value below it."""
CLEAR = 8.0
"""Between the name of a series over its column and what belongs to others."""


def arranged(figure: Chart, pen: Pen, plan: Plan) -> Plan:
    """The plan of columns with its plot, and with names and claim where they cost least."""
    found = _arranged(figure, pen, plan)
    return _keyed(figure, pen, found) if found.top.legend is not None else found


def _keyed(figure: Chart, pen: Pen, plan: Plan) -> Plan:
    """A legend as signs and names of its own, where what is looked at is bold and red there too; as it is where signs are more
    than a colour."""
    place, marked = plan.top.legend, singled(figure)
    data = filled(pen, figure, [str(name) for name in figure.categories])
    if place is None or not any(marked) or figure.stacked or any(each.reading or each.pattern or each.outline for each in data):
        return plan
    shapes: list[Text] = []
    x, high = place.x, plan.style.pitch
    for series, each, red in zip(figure.series, data, marked, strict=True):
        look = replace(plan.style, bold=red, colour="accent1" if red else "dk1")
        wide = pen.width(series.name, look)
        shapes.append(pen.text(Box(x, place.y + (high - SIGN) / 2 + LIFT, SIGN, SIGN), fill=each.colour))
        shapes.append(pen.text(Box(x + SIGN + SIGN_GAP, place.y, wide, high), (series.name, look)))
        x += KEY + wide
    if shapes[-1].box.right > pen.box.right:
        return plan
    return replace(plan, heads=tuple(shapes), top=replace(plan.top, legend=None))


def _arranged(figure: Chart, pen: Pen, plan: Plan) -> Plan:
    side, before = plan.named == "side", len(pen.problems)
    grouped = len(figure.series) > 1 and not figure.stacked
    for legend in (False, True) if grouped else (plan.named == "legend",):
        for row in (False, True):  # the last row is for what stands above the highest value
            del pen.problems[before:]
            own_row = row or plan.scale.shown != "no" or figure.claim is not None
            found = replace(plan, top=top(figure, pen, plan.style, legend, own_row, plan.scale.shown == "no"))
            if legend:
                found = replace(found, top=replace(found.top, y=found.top.y + UNDER_KEY))
            if (inside := _claimed(figure, pen, found)) is not None:
                return inside
            found = replace(found, plot=_plot(figure, pen, found), named="side" if side else "legend" if legend else "")
            taken = occupied(figure, pen, found)
            heads = _heads(figure, pen, found, taken) if grouped and not legend else ()
            if heads is None:
                continue
            found = replace(found, heads=heads)
            title = found.top.title
            if title is None or (own_row and not heads):
                return found
            title = _beside(title, pen, [*taken, *(shape.box for shape in heads)])
            if title is not None:
                return replace(found, top=replace(found.top, title=title))
    return found


def _plot(figure: Chart, pen: Pen, plan: Plan, start: float | None = None) -> Box:
    """The plot: the axis at the left, names below, the highest value and the claim above."""
    box, style, scale = pen.box, plan.style, plan.scale
    left = 0.0
    if scale.shown != "no":
        numbers = (scale.low, scale.high, scale.low + scale.step)
        left = max(pen.width(plan.axis.written(number), style) for number in numbers) + 10.0
    right = max(pen.width(series.name, replace(style, bold=True)) for series in figure.series) + 12.0 \
        if plan.named == "side" else 0.0
    each = (box.width - left - right) / max(1, len(figure.categories))
    lines = max((round(pen.height(max(each - 8.0, 20.0), (name, style)) / style.pitch) for name in figure.categories), default=1)
    hint = "shorten them, or make it `type: bar`"
    if lines > 3 or each < 24.0:
        pen.complain("the names of the columns do not fit below them", figure.categories[0], hint)
    if figure.labels != "none":
        bar = thick(figure, each)
        widest = max((pen.width(plan.labels.written(value), style) - style.size / 2
                      for series in figure.series for value in series.values if value is not None), default=0.0)
        if widest > (each - 4.0 if figure.stacked or len(figure.series) == 1 else bar + 2.0):
            pen.complain("the values do not fit above the columns", figure.categories[0],
                         "show fewer columns, make it `type: bar`, or leave the values out: `labels: none`")
    if start is None:
        start = plan.top.y + (style.pitch + 4.0 if not figure.stacked or plan.ends else 4.0 if scale.shown == "no"
                              else style.pitch / 2)
        if plan.top.claim is not None:
            start += 2 * TICK + 2.0
    below = min(lines, 3) * style.pitch + 10.0
    if figure.x is not None and figure.x.name is not None:
        below += style.pitch + 2.0
    return Box(box.x + left, start, box.width - left - right, box.bottom - start - below)


def occupied(figure: Chart, pen: Pen, plan: Plan) -> list[Box]:
    """The columns and the values above them."""
    plot, scale, style = plan.plot, plan.scale, replace(plan.style, bold=True)
    bar, found = thick(figure, plot.width / len(figure.categories)), []
    for s, series in enumerate(figure.series):
        for n in range(len(figure.categories)):
            value = series.values[n] if n < len(series.values) else None
            if value is None:
                continue
            if figure.stacked == "share":
                value = scale.high
            elif figure.stacked:
                value = sums(figure)[n]
            x = middle(figure, plot, n, s)
            ends = sorted(plot.bottom - plot.height * part(each, scale.low, scale.high, scale.log)
                          for each in (value, max(scale.low, 0.0) if not scale.log else scale.low))
            found.append(Box(x - bar / 2, ends[0], bar, ends[1] - ends[0]))
            if figure.labels != "none" and (not figure.stacked or plan.ends):
                wide = pen.width(plan.labels.written(value), style)
                y = ends[0] - style.pitch - AIR if value >= 0 else ends[1] + AIR
                found.append(Box(x - wide / 2, y, wide, style.pitch))
    return found


def _beside(title: Title, pen: Pen, taken: Sequence[Box]) -> Title | None:
    """The axis' name in the row of the highest value, where that is free: at the left, else at the right."""
    for x in (pen.box.x, pen.box.right - title.box.width):
        place = replace(title.box, x=x)
        around = Box(x - 12.0, place.y, place.width + 24.0, place.height)
        if not any(meet(around, each) for each in taken):
            return replace(title, box=place)
    return None


def _heads(figure: Chart, pen: Pen, plan: Plan, taken: Sequence[Box]) -> tuple[Text, ...] | None:
    """The names of the series over their columns in one group, clear of what is beside them; None where no group has room.

    The first group and the last are asked before the others.
    """
    plot, style, marked, scale = plan.plot, plan.style, singled(figure), plan.scale
    last = len(figure.categories) - 1
    for n in dict.fromkeys((0, last, *range(1, last))):
        boxes: list[Box] = []
        shapes: list[Text] = []
        for s, series in enumerate(figure.series):
            value = series.values[n] if n < len(series.values) else None
            if value is None or value < 0:
                break
            look = replace(style, bold=marked[s], colour="accent1" if marked[s] else "dk1", align="center")
            runs = pen.runs(series.name)
            wide, x = pen.width(runs, look) - EDGE * look.size, middle(figure, plot, n, s)
            high = style.pitch
            rise = style.pitch + AIR if figure.labels != "none" else AIR + 2.0
            y = plot.bottom - plot.height * part(value, scale.low, scale.high, scale.log) - rise - high
            place = Box(x - wide / 2, y, wide, high)
            around = Box(place.x - CLEAR, y - CLEAR / 2, wide + 2 * CLEAR, high + CLEAR)
            own = [each for each in taken if abs(each.x + each.width / 2 - x) < 1.0]
            if y < pen.box.y or place.x < pen.box.x or place.right > pen.box.right or any(meet(place, each) for each in own) \
                    or any(meet(around, each) for each in (*taken, *boxes) if each not in own):
                break
            boxes.append(place)
            slack = EDGE * look.size / 2
            shapes.append(level(pen, runs, look, Box(place.x - slack, y, wide + 2 * slack, high)))
        if len(shapes) == len(figure.series):
            return tuple(shapes)
    return None


def _claimed(figure: Chart, pen: Pen, plan: Plan) -> Plan | None:
    """A claim that hangs below its bracket, in the air above lower columns; None where that is not free."""
    claim, box = figure.claim, pen.box
    if claim is None or len(figure.series) > 1 or plan.scale.shown != "no" or plan.top.title is not None:
        return None
    found = replace(plan, plot=_plot(figure, pen, plan, box.y + TICK + DROP + plan.style.pitch + 4.0))
    names = [str(name) for name in figure.categories]
    first, last = sorted(middle(figure, found.plot, names.index(str(name))) for name in (claim.from_, claim.to))
    says, wide = pen.style("claim"), sum(claimed(pen, claim))
    taken = occupied(figure, pen, found)
    for x in ((first + last - wide) / 2, first + 18.0, last - 18.0 - wide):
        words = Box(x, box.y + 2 * TICK + 4.0, wide, says.pitch)
        if first + 12.0 <= x and words.right <= last - 12.0 and not any(meet(words, each) for each in taken):
            ends = [min(each.y for each in taken if each.x < at < each.right) - 4.0 for at in (first, last)]
            return replace(found, top=replace(found.top, words=words, drops=(ends[0], ends[1])))
    return None
