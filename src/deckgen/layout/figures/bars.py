"""Bars and columns, side by side or stacked: where the plot lies, what each bar says, where the series are named.

PowerPoint divides the plot's height (of columns, its width) equally among the categories, the first bar at the top, so the
middle of row i of n is at (i + ½) / n. The plot rectangle is the inner one, without labels, so that what stands beside it can
be placed: measured room for the names, for the axis, for the longest value. Series are named in the first category's bars, or
beside the last column; only where that has no room by a legend.
"""

from __future__ import annotations

from dataclasses import replace

from deckgen.layout.figures.beside import (
    AIR,
    TICK,
    Title,
    absent,
    bracket,
    level,
    middle,
    named,
    sums,
    thick,
    top,
    unit,
    written,
)
from deckgen.layout.figures.numbers import Numbers, axis, formats, part
from deckgen.layout.figures.plan import Plan
from deckgen.layout.figures.series import areas, filled, looked_at, one, point_colours, singled
from deckgen.layout.pen import Drawn, Pen
from deckgen.outline.blocks import Chart
from deckgen.outline.chart_rules import LOG
from deckgen.scene import Box, Data, Note, Scale, Shape, Shown
from deckgen.scene import Chart as ChartShape
from deckgen.source.words import Words
from deckgen.text.paragraph import Run, Style

ABOVE_AXIS = 8.0
"""Between the numbers above an axis and the axis, with what a line has round its letters."""
APART = 28.0
"""Between what each step multiplies and the first number of the axis, on one line."""
SHIFT = 0.12
"""By how much of the width the axis may begin farther right for that."""
END_AIR = 14.0
"""Between a bar's end and its value, with what a label has round its words."""
ASIDE = 0.3
"""A name of an axis up to such a part of the width stands before the axis' first number, and takes no row."""


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
                       figure.stacked or "", legend=plan.top.legend, size=plan.style.size)
    return (chart, *written(pen, plan.style, plan.top.title, across), *plan.heads, *absent(figure, pen, plot, plan.style),
            *_side(figure, pen, plan), *_ends(figure, pen, plan), *bracket(figure, pen, plot, plan.top, plan.style.pitch + 4.0))


def _above_names(figure: Chart, pen: Pen, plan: Plan) -> Title | None:
    """What the categories of bars are, above their names, on the line of the axis' numbers."""
    assert figure.x is not None
    title = named(pen, figure.x, plan.style, pen.box.x, plan.plot.y - plan.style.pitch - ABOVE_AXIS)
    first = pen.width(plan.axis.written(plan.scale.low), plan.style) / 2
    if title is not None and title.box.right > plan.plot.x - first:
        pen.complain("the name of the axis does not fit above the names of the bars", figure.x.name, "shorten it")
    return title


def _plan(figure: Chart, pen: Pen) -> Plan:
    log = LOG[figure.scale][1]
    values = [number for series in figure.series for number in series.values if number is not None]
    y = figure.y
    shown: Shown = "grid" if figure.labels == "none" else "ticks" if log else "no"
    if figure.stacked == "share":
        scale, numbers = Scale(0.0, 1.0, 0.25, format="0%"), Numbers(((0, 1, 0, ""),), percent=True)
        labels = formats(values, 0.0, figure.format, unit(y))[1]
    else:
        lengths = sums(figure) if figure.stacked else values
        low, high, step = axis(lengths, log, ends=(y.from_, y.to) if y else (None, None))
        numbers, labels = formats(values if not figure.stacked else [*values, *lengths], low, figure.format, unit(y), step, log)
        if shown == "no" and max(lengths) > 0:  # nothing is read from the axis: the longest bar takes all of it
            high = y.to if y is not None and y.to is not None else max(lengths)
        if shown == "no" and min(lengths) < 0:
            low = min(lengths)
        scale = Scale(low, high, step, log, numbers.code)
    style = _style(figure, pen)
    where = _named(figure, pen, labels, style)
    before, alone = len(pen.problems), not _across(figure) and (figure.claim is None or pen.box.width > 600)
    plan = Plan(replace(scale, shown=shown), numbers, labels, style, top(figure, pen, style, where == "legend"), pen.box, where)
    if figure.stacked and figure.labels != "none" and len(figure.series) > 1:
        plan = replace(plan, ends="sum" if figure.stacked == "sum" else "")
    if figure.type == "column":
        from deckgen.layout.figures.upright import arranged
        plan = arranged(figure, pen, plan)
        if figure.stacked == "share" and _thin(figure, pen, plan):
            del pen.problems[before:]
            plan = arranged(figure, pen, replace(plan, ends="last"))
        return plan
    title = plan.top.title
    if shown != "no" and alone and title is not None and title.box.width <= pen.box.width * ASIDE:
        plan = replace(plan, top=top(figure, pen, style, where == "legend", row=False))
    plan = _multiplied(figure, pen, plan)
    plan = replace(plan, plot=_bars(figure, pen, plan, values))
    if figure.stacked == "share" and _thin(figure, pen, plan):
        plan = replace(plan, ends="last")
        plan = replace(plan, plot=_bars(figure, pen, plan, values))
    if where == "bars" and figure.stacked and not _fits_inside(figure, pen, plan):
        del pen.problems[before:]
        plan = _multiplied(figure, pen, replace(plan, top=top(figure, pen, style, True), named="legend"))
        plan = replace(plan, plot=_bars(figure, pen, plan, values))
    return _sparse(pen, plan)


def _thin(figure: Chart, pen: Pen, plan: Plan) -> bool:
    """Whether the last series is what is looked at, and some of its parts are too small for their value."""
    last = len(figure.series) - 1
    return (figure.labels != "none" and last > 0 and singled(figure)[last] and plan.named != "bars"
            and not all(_holds(figure, pen, plan, last, n) for n in range(len(figure.categories))))


def _across(figure: Chart) -> bool:
    """Whether the axis of the categories has a name, which stands above theirs."""
    return figure.x is not None and figure.x.name is not None


def _multiplied(figure: Chart, pen: Pen, plan: Plan) -> Plan:
    """Where nothing else names a logarithmic axis, what each of its steps multiplies: on the line of its numbers, well apart from
    the first, for which bars may begin a little farther right; else on a line of its own above them."""
    scale, style, top = plan.scale, plan.style, plan.top
    if not scale.log or scale.shown == "no" or top.title is not None or _across(figure):
        return plan
    run = _step(pen, scale)
    place = Box(pen.box.x, top.y, pen.width(run, style), style.pitch)
    first = pen.box.x + _names(figure, pen, plan) - pen.width(plan.axis.written(scale.low), style) / 2
    row = 0.0 if place.right + APART <= first + pen.box.width * SHIFT else style.pitch
    return replace(plan, top=replace(top, title=Title(run, place), y=top.y + row))


def _step(pen: Pen, scale: Scale) -> Run:
    return Run(f"{pen.word('chart-step').text}{scale.step:.0f}")


def _names(figure: Chart, pen: Pen, plan: Plan) -> float:
    """The room for the names of the bars."""
    names = max((pen.width(name, replace(plan.style, bold=True)) for name in figure.categories), default=0.0)
    return min(names, pen.box.width * 0.4) + 12.0


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
    return f"{name} {labels.written(value)}"


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
    whole = sums(figure)[n] if figure.stacked == "share" else plan.scale.high - plan.scale.low
    return size * value / whole if whole else 0.0


def _bars(figure: Chart, pen: Pen, plan: Plan, values: list[float]) -> Box:
    """The plot of horizontal bars: names at the left, the axis above, the longest value and the claim at the right."""
    box, style, scale = pen.box, plan.style, plan.scale
    bold = replace(style, bold=True)
    left = _names(figure, pen, plan)
    if figure.x is not None and figure.x.name is not None:  # stands on the axis' line, before its first number
        left = max(left, pen.width(figure.x.name, style) + pen.width(plan.axis.written(scale.low), style) / 2)
    right, start = box.right, plan.top.y + (style.pitch + ABOVE_AXIS if scale.shown != "no" or _across(figure) else 2.0)
    if scale.shown != "no" and plan.top.title is not None and plan.top.title.box.y >= plan.top.y:
        apart = APART if plan.top.title.text == _step(pen, scale) else 10.0
        left = max(left, plan.top.title.box.width + pen.width(plan.axis.written(scale.low), style) / 2 + apart)
    if plan.top.claim is not None:
        right -= plan.top.words.width + 2 * TICK + 30.0 if plan.top.beside else 2 * TICK + 16.0
    rows = (box.bottom - start - 2.0) / len(figure.categories)
    for name in figure.categories:
        if pen.height(left - 12.0 + style.size / 2, (name, style)) > max(rows, style.pitch):
            pen.complain("the name of a bar does not fit beside it", name, "shorten it, or show fewer bars")
    room = right - box.x - left
    wide = room - (pen.width(plan.axis.written(scale.high), style) / 2 if scale.shown != "no" else 0.0)
    if plan.ends:
        ends = [plan.labels.written(each) for each in _end_values(figure, plan)]
        wide = min(wide, room - max(pen.width(each, bold) for each in ends) - END_AIR)
    back = 0.0
    if not figure.stacked and figure.labels != "none":
        for series in figure.series:
            for n, number in enumerate(series.values):
                if number is None:
                    continue
                said = _said(series.name, plan.labels, number) if n == 0 and plan.named == "bars" else plan.labels.written(number)
                far, need = part(number, scale.low, scale.high, scale.log), pen.width(said, bold) + END_AIR
                if number >= 0 and far > 0:
                    wide = min(wide, (room - need) / far)
                elif number < 0:
                    back = max(back, need - far * wide)
    if back:
        left, wide = left + back, wide - back
    if wide < box.width * 0.25:
        pen.complain("names and values leave no room for the bars", figure.categories[0], "shorten them")
    return Box(box.x + left, start, max(wide, 60.0), box.bottom - start - 2.0)


def _sparse(pen: Pen, plan: Plan) -> Plan:
    """Fewer grid lines where their labels would touch."""
    low, high, log, step = plan.scale.low, plan.scale.high, plan.scale.log, plan.scale.step
    widest = max(pen.width(plan.axis.written(number), plan.style) for number in (low, high, low * 10 if log else low + step))
    for _ in range(3):
        if plan.plot.width * part(low * step if log else low + step, low, high, log) >= widest:
            break
        step = step * (10.0 if log else 2.0)
    scale, title = replace(plan.scale, step=step), plan.top.title
    if title is not None and title.text == _step(pen, plan.scale):
        title = Title(_step(pen, scale), replace(title.box, width=pen.width(_step(pen, scale), plan.style)))
    return replace(plan, scale=scale, top=replace(plan.top, title=title))


def _labelled(figure: Chart, pen: Pen, plan: Plan) -> tuple[Data, ...]:
    """The series with what each bar says."""
    names = [str(name) for name in figure.categories]
    _, picked = point_colours(figure, names)
    marked, looks, seen = singled(figure), areas(figure), looked_at(figure)
    found, bare = [], plan.scale.shown != "grid"
    for s, data in enumerate(filled(pen, figure, names)):
        notes: list[Note | None] = []
        for n, value_ in enumerate(data.values):
            if plan.ends == "last" and s == len(figure.series) - 1:
                notes.append(None)
                continue
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
                side = -1.0 if value_ < 0 else 1.0
                red = marked[s] or (len(marked) > 1 and names[n] in seen)  # where the bars keep their series' colours
                notes.append(Note("end", series=first, bold=bold, colour="accent1" if red else "dk1",
                                  right=side * AIR if figure.type == "bar" else 0.0,
                                  down=-side * AIR if figure.type == "column" else 0.0, ground=None if bare else "lt1"))
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
    low, high = max(plot.y - style.pitch / 2, pen.box.y + style.pitch / 2), plot.bottom - style.pitch / 2
    ends = spread(wanted, style.pitch, low, high)
    x = middle(figure, plot, last) + thick(figure, plot.width / len(figure.categories)) / 2 + 12.0
    if plan.scale.shown == "grid":  # the lines end with the plot
        x = plot.right + 12.0
    found: list[Shape] = []
    for series, at, red in zip(figure.series, ends, marked, strict=True):
        look = replace(style, colour="accent1" if red else "dk1", bold=red)
        found.append(level(pen, series.name, look, Box(x, at - style.pitch / 2, pen.box.right - x, style.pitch)))
    return found


def _end_values(figure: Chart, plan: Plan) -> list[float]:
    return sums(figure) if plan.ends == "sum" else [value or 0.0 for value in figure.series[-1].values]


def _ends(figure: Chart, pen: Pen, plan: Plan) -> list[Shape]:
    """What stands where the bars of a stack end: how much it is together, or the values of its last series."""
    if not plan.ends:
        return []
    plot, last = plan.plot, plan.ends == "last"
    seen = set() if any(singled(figure)) else looked_at(figure)
    found: list[Shape] = []
    for n, (whole, value) in enumerate(zip(sums(figure), _end_values(figure, plan), strict=True)):
        run = Run(plan.labels.written(value))
        look = replace(plan.style, bold=True, colour="accent1" if last or str(figure.categories[n]) in seen else "dk1")
        far = 1.0 if figure.stacked == "share" else part(whole, plan.scale.low, plan.scale.high, False)
        wide, at = pen.width(run, look), middle(figure, plot, n)
        if figure.type == "bar":
            place = Box(plot.x + plot.width * far + 8.0, at - look.pitch / 2, wide, look.pitch)
            found.append(level(pen, run, look, place))
        else:
            place = Box(at - wide / 2, plot.bottom - plot.height * far - look.pitch - 4.0, wide, look.pitch)
            found.append(pen.text(place, (run, replace(look, align="center"))))
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
