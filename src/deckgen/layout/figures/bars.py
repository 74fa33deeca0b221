"""Bars and columns, side by side or stacked: where the plot lies, what each bar says, where the series are named.

PowerPoint divides the plot's height (of columns, its width) equally among the categories, the first bar at the top, so the
middle of row i of n is at (i + ½) / n. The plot rectangle is the inner one, without labels, so that what stands beside it can
be placed: measured room for the names, for the axis, for the longest value. Series are named in the first category's bars, or
beside the last column; only where that has no room by a legend.
"""

from __future__ import annotations

from dataclasses import replace

from deckgen.layout.figures.beside import BAR_GAP, TICK, Top, absent, bracket, middle, named, top, unit
from deckgen.layout.figures.numbers import Numbers, axis, formats, part
from deckgen.layout.figures.series import areas, filled, one, point_colours, singled
from deckgen.layout.pen import Drawn, Pen
from deckgen.outline.blocks import Chart
from deckgen.outline.chart_rules import LOG
from deckgen.scene import Box, Data, Note, Scale, Shape, Title
from deckgen.scene import Chart as ChartShape
from deckgen.source.words import Words
from deckgen.text.paragraph import Style
from deckgen.value import value

AIR = 10.0
"""Between a bar's end and its value, with what a label has round its words."""


@value(frozen=True)
class Plan:
    """Measures of a chart of bars: its axis, how numbers are written, the style of names, what stands above, and the plot."""

    scale: Scale
    axis: Numbers
    labels: Numbers
    style: Style
    top: Top
    plot: Box
    named: str = ""
    """Where the series are named: `bars` (in those of the first category), `side` (beside the last column), `legend`."""


def draw(figure: Chart, pen: Pen) -> Drawn:
    """The chart, then the words and lines beside it."""
    plan = _plan(figure, pen)
    box, plot = pen.box, plan.plot
    if plan.top.claim is not None and plan.top.beside:
        box = replace(box, width=plan.top.words.x - 2 * TICK - 14.0 - box.x)
    names = tuple(one(pen, name) for name in figure.categories)
    across = None
    if figure.x is not None and figure.type == "column":
        across = named(pen, figure.x, plan.style, plot.right, box.bottom - plan.style.pitch, right=True)
    elif figure.x is not None:
        across = _above_names(figure, pen, plan)
    chart = ChartShape(box, plot, figure.type, names, _labelled(figure, pen, plan), plan.scale, plan.labels.code,
                       figure.stacked or "", axis_title=plan.top.title, across_title=across, legend=plan.top.legend,
                       size=plan.style.size)
    return (chart, *plan.top.shapes, *absent(figure, pen, plot, plan.style), *_side(figure, pen, plan),
            *bracket(figure, pen, plot, plan.top, plan.style.pitch + 4.0))


def _above_names(figure: Chart, pen: Pen, plan: Plan) -> Title | None:
    """What the categories of bars are, above their names, on the line of the axis' numbers."""
    assert figure.x is not None
    title = named(pen, figure.x, plan.style, pen.box.x, plan.plot.y - plan.style.pitch - 4.0)
    first = pen.width(plan.axis.written(plan.scale.low), plan.style) / 2
    if title is not None and title.box.right > plan.plot.x - first:
        pen.complain("the name of the axis does not fit above the names of the bars", figure.x.name, "shorten it")
    return title


def _plan(figure: Chart, pen: Pen) -> Plan:
    log = LOG[figure.scale][1]
    values = [number for series in figure.series for number in series.values if number is not None]
    y = figure.y
    if figure.stacked == "share":
        scale, numbers = Scale(0.0, 1.0, 0.25, format="0%"), Numbers(((0, 1, 0, ""),), percent=True)
        labels = formats(values, 0.0, figure.format, unit(y))[1]
    else:
        lengths = _sums(figure) if figure.stacked else values
        low, high, step = axis(lengths, log, ends=(y.from_, y.to) if y else (None, None))
        numbers, labels = formats(lengths, low, figure.format, unit(y), step, log)
        scale = Scale(low, high, step, log, numbers.code)
    style = _style(figure, pen)
    where = _named(figure, pen, labels, style)
    above = top(figure, pen, style, where == "legend")
    plan = Plan(scale, numbers, labels, style, above, pen.box, where)
    if figure.type == "column":
        return replace(plan, plot=_columns(figure, pen, plan))
    plan = replace(plan, plot=_bars(figure, pen, plan, values))
    if where == "bars" and figure.stacked and not _fits_inside(figure, pen, plan):
        above = top(figure, pen, style, True)
        plan = replace(plan, top=above, named="legend")
        plan = replace(plan, plot=_bars(figure, pen, plan, values))
    return _sparse(pen, plan)


def _sums(figure: Chart) -> list[float]:
    return [sum(series.values[n] or 0.0 for series in figure.series) for n in range(len(figure.categories))]


def _style(figure: Chart, pen: Pen) -> Style:
    """18 points; 16 where rows are lower than a line of that."""
    style = pen.style("axis")
    if figure.type == "column" or not figure.categories:
        return style
    side = 1 if figure.stacked else len(figure.series)
    crowd = max(1.0, side * 0.9) if side > 1 else 1.0
    rows = (pen.box.height - 28.0 - (34.0 if len(figure.series) > 1 else 0.0)) / (len(figure.categories) * crowd)
    if rows < 16.5:
        pen.complain(f"{len(figure.categories)} categories of {len(figure.series)} series are too many for this place",
                     figure.categories[0], "show fewer, or split the chart")
    return style if rows >= 21.0 else style.at(16)


def _named(figure: Chart, pen: Pen, labels: Numbers, style: Style) -> str:
    """Where the series can be named."""
    if len(figure.series) < 2:
        return ""
    if figure.type == "column":
        return "side" if figure.stacked and _side_width(figure, pen, style) < pen.box.width * 0.3 else "legend"
    first = [series.values[0] for series in figure.series]
    if figure.labels == "none" or any(value is None for value in first):
        return "legend"
    wide = max(pen.width(_said(series.name, labels, value or 0.0), style)
               for series, value in zip(figure.series, first, strict=True))
    return "bars" if wide < pen.box.width * 0.4 else "legend"


def _said(name: Words, labels: Numbers, value: float) -> str:
    """A series' name and a value, as the first bar says them."""
    return f"{name}  {labels.written(value)}"


def _side_width(figure: Chart, pen: Pen, style: Style) -> float:
    return max(pen.width(series.name, style) for series in figure.series)


def _fits_inside(figure: Chart, pen: Pen, plan: Plan) -> bool:
    """Whether every part of the first stacked bar holds its name and value."""
    return all(_long(figure, plan, s, 0) >= pen.width(_said(series.name, plan.labels, series.values[0] or 0.0), plan.style) + 4.0
               for s, series in enumerate(figure.series))


def _long(figure: Chart, plan: Plan, series: int, n: int) -> float:
    """How long a part of a stacked bar is on the page."""
    size = plan.plot.width if figure.type == "bar" else plan.plot.height
    value = figure.series[series].values[n] or 0.0
    whole = _sums(figure)[n] if figure.stacked == "share" else plan.scale.high - plan.scale.low
    return size * value / whole if whole else 0.0


def _bars(figure: Chart, pen: Pen, plan: Plan, values: list[float]) -> Box:
    """The plot of horizontal bars: names at the left, the axis above, the longest value and the claim at the right."""
    box, style, scale = pen.box, plan.style, plan.scale
    bold = replace(style, bold=True)
    left = min(max((pen.width(name, bold) for name in figure.categories), default=0.0), box.width * 0.4) + 12.0
    if figure.x is not None and figure.x.name is not None:  # stands on the axis' line, before its first number
        left = max(left, pen.width(figure.x.name, style) + pen.width(plan.axis.written(scale.low), style) / 2)
    right, start = box.right, plan.top.y + style.pitch + 4.0
    if plan.top.claim is not None:
        right -= plan.top.words.width + 2 * TICK + 30.0 if plan.top.beside else 2 * TICK + 16.0
    rows = (box.bottom - start - 2.0) / len(figure.categories)
    for name in figure.categories:
        if pen.height(left - 12.0 + style.size / 2, (name, style)) > max(rows, style.pitch):
            pen.complain("the name of a bar does not fit beside it", name, "shorten it, or show fewer bars")
    room = right - box.x - left
    wide = room - pen.width(plan.axis.written(scale.high), style) / 2
    back = 0.0
    if not figure.stacked and figure.labels != "none":
        for series in figure.series:
            for n, number in enumerate(series.values):
                if number is None:
                    continue
                said = _said(series.name, plan.labels, number) if n == 0 and plan.named == "bars" else plan.labels.written(number)
                far, need = part(number, scale.low, scale.high, scale.log), pen.width(said, bold) + AIR
                if number >= 0 and far > 0:
                    wide = min(wide, (room - need) / far)
                elif number < 0:
                    back = max(back, need - far * wide)
    if back:
        left, wide = left + back, wide - back
    if wide < box.width * 0.25:
        pen.complain("names and values leave no room for the bars", figure.categories[0], "shorten them")
    return Box(box.x + left, start, max(wide, 60.0), box.bottom - start - 2.0)


def _columns(figure: Chart, pen: Pen, plan: Plan) -> Box:
    """The plot of columns: the axis at the left, names below, the highest value and the claim above."""
    box, style, scale = pen.box, plan.style, plan.scale
    left = max(pen.width(plan.axis.written(number), style) for number in (scale.low, scale.high, scale.low + scale.step)) + 10.0
    right = _side_width(figure, pen, style) + 12.0 if plan.named == "side" else 0.0
    each = (box.width - left - right) / max(1, len(figure.categories))
    lines = max((round(pen.height(max(each - 8.0, 20.0), (name, style)) / style.pitch) for name in figure.categories), default=1)
    hint = "shorten them, or make it `type: bar`"
    if lines > 3 or each < 24.0:
        pen.complain("the names of the columns do not fit below them", figure.categories[0], hint)
    if figure.labels != "none":
        bar = each / (1 + BAR_GAP) if figure.stacked else each / (len(figure.series) + BAR_GAP)
        widest = max((pen.width(plan.labels.written(value), style) - style.size / 2
                      for series in figure.series for value in series.values if value is not None), default=0.0)
        if widest > (each - 4.0 if figure.stacked or len(figure.series) == 1 else bar + 2.0):
            pen.complain("the values do not fit above the columns", figure.categories[0],
                         "show fewer columns, make it `type: bar`, or leave the values out: `labels: none`")
    start = plan.top.y + (style.pitch + 4.0 if not figure.stacked else style.pitch / 2)
    if plan.top.claim is not None:
        start += 2 * TICK + 2.0
    below = min(lines, 3) * style.pitch + 10.0
    if figure.x is not None and figure.x.name is not None:
        below += style.pitch + 2.0
    return Box(box.x + left, start, box.width - left - right, box.bottom - start - below)


def _sparse(pen: Pen, plan: Plan) -> Plan:
    """Fewer grid lines where their labels would touch."""
    low, high, log, step = plan.scale.low, plan.scale.high, plan.scale.log, plan.scale.step
    widest = max(pen.width(plan.axis.written(number), plan.style) for number in (low, high, low * 10 if log else low + step))
    for _ in range(3):
        if plan.plot.width * part(low * step if log else low + step, low, high, log) >= widest:
            break
        step = step * (10.0 if log else 2.0)
    return replace(plan, scale=replace(plan.scale, step=step))


def _labelled(figure: Chart, pen: Pen, plan: Plan) -> tuple[Data, ...]:
    """The series with what each bar says."""
    names = [str(name) for name in figure.categories]
    _, picked = point_colours(figure, names, figure.claim)
    marked, looks = singled(figure), areas(figure)
    found = []
    for s, data in enumerate(filled(pen, figure, names)):
        notes: list[Note | None] = []
        for n, value_ in enumerate(data.values):
            bold, first = marked[s] or picked[n], n == 0 and plan.named == "bars"
            if value_ is None or figure.labels == "none":
                notes.append(None)
            elif figure.stacked:
                ink = looks[s].ink if not data.reading else None
                if data.colours and data.colours[n] is not None:
                    ink = "lt1"
                notes.append(Note("middle", series=first, bold=bold, colour=ink or "dk1", ground=None if ink else "lt1")
                             if first or _holds(figure, pen, plan, s, n) else None)
            else:
                notes.append(Note("end", series=first, bold=bold))
        found.append(replace(data, notes=tuple(notes)))
    return tuple(found)


def _holds(figure: Chart, pen: Pen, plan: Plan, s: int, n: int) -> bool:
    """Whether a part of a stacked bar is large enough for its value."""
    need = plan.style.pitch if figure.type == "column" else pen.width(plan.labels.written(figure.series[s].values[n] or 0.0),
                                                                      plan.style)
    return _long(figure, plan, s, n) >= need


def _side(figure: Chart, pen: Pen, plan: Plan) -> list[Shape]:
    """The names of stacked series beside the last column, each as high as its part as far as they do not meet."""
    if plan.named != "side":
        return []
    plot, style, last = plan.plot, plan.style, len(figure.categories) - 1
    marked = singled(figure)
    base, wanted = plot.bottom, []
    for s in range(len(figure.series)):
        own = _long(figure, plan, s, last)
        wanted.append(base - own / 2)
        base -= own
    low, high = plot.y - style.pitch / 2, plot.bottom - style.pitch / 2
    ends = spread(wanted, style.pitch, low, high)
    each = plot.width / len(figure.categories)
    x = middle(figure, plot, last) + each / (1 + BAR_GAP) / 2 + 12.0
    found: list[Shape] = []
    for series, at, red in zip(figure.series, ends, marked, strict=True):
        look = replace(style, colour="accent1" if red else "dk1", bold=red)
        found.append(pen.text(Box(x, at - style.pitch / 2, pen.box.right - x, style.pitch), (series.name, look), anchor="middle"))
    return found


def spread(wanted: list[float], apart: float, low: float, high: float) -> list[float]:
    """Places in their order, as near to the wanted ones as they can be `apart`, between two ends."""
    order = sorted(range(len(wanted)), key=lambda n: wanted[n])
    groups: list[tuple[float, list[int]]] = []
    for n in order:
        members = [n]
        centre = wanted[n]
        while groups and groups[-1][0] + apart * (len(groups[-1][1]) + len(members)) / 2 > centre:
            members = groups.pop()[1] + members
            centre = sum(wanted[each] for each in members) / len(members)
        groups.append((centre, members))
    places: list[float] = []
    for centre, members in groups:
        for place in range(len(members)):
            at = centre + apart * (place - (len(members) - 1) / 2)
            places.append(max(at, places[-1] + apart if places else low))
    last = len(places) - 1
    found = [0.0] * len(wanted)
    for place, n in enumerate(n for _, members in groups for n in members):
        found[n] = min(places[place], high - apart * (last - place))
    return found
