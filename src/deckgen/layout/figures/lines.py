"""Lines and scattered points: each line named where it ends, values and names of points where nothing strikes them.

The first point stands on the left edge of the plot, the last on its right one, where grid lines end: names begin beyond. Names
of lines that end close together are moved apart by a measured step, which PowerPoint keeps as the label's own place; where they
cannot be, a legend names them.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from math import ceil

from deckgen.layout.figures.bars import spread
from deckgen.layout.figures.beside import TICK, Title, Top, absent, bracket, named, top, unit, written
from deckgen.layout.figures.numbers import Numbers, axis, formats, part
from deckgen.layout.figures.series import lined, one, point_colours, singled
from deckgen.layout.figures.spots import AIR, UP, Field, Job, Place, Point, meet
from deckgen.layout.pen import Drawn, Pen
from deckgen.outline.blocks import Axis, Chart
from deckgen.outline.chart_rules import LOG
from deckgen.scene import Box, Data, Line, Note, Scale, Shown
from deckgen.scene import Chart as ChartShape
from deckgen.text.paragraph import Style
from deckgen.value import value

NAME_AIR = 18.0
"""Between the end of a line and its name, with what a label has round its words."""
SHIFTS: dict[str, Point] = {"above": (0.0, -3.0), "below": (0.0, 3.0), "right": (5.0, 0.0), "left": (-5.0, 0.0)}
"""How far labels are moved from where programs set them, close to the marker: eight points from it."""
NEAR, SPACE, MOST_SPACES = 4.0, 0.278, 6
"""What programs leave between a number and its axis; a space, in em; and how many of them push the numbers aside."""
DATED = re.compile(r"[\d’']")


@value(frozen=True)
class Plan:
    """Measures of a chart of points: its axes, how numbers are written, and the plot."""

    scale: Scale
    across: Scale | None
    axis: Numbers
    labels: Numbers
    style: Style
    top: Top
    plot: Box
    direct: bool
    """Whether lines are named where they end."""
    skip: int = 1
    across_title: Title | None = None


def draw(figure: Chart, pen: Pen) -> Drawn:
    """The chart, then the words and lines beside it."""
    plan, data, leaders = _arranged(figure, pen)
    names = tuple(one(pen, name) for name in figure.categories)
    chart = ChartShape(pen.box, plan.plot, figure.type, names, data, plan.scale, plan.labels.code, across=plan.across,
                       across_name=plan.across_title.text.text if plan.across_title is not None else "x", skip=plan.skip,
                       legend=plan.top.legend, size=plan.style.size)
    return (chart, *leaders, *written(pen, plan.style, plan.top.title, plan.across_title),
            *absent(figure, pen, plan.plot, plan.style), *bracket(figure, pen, plan.plot, plan.top, plan.style.pitch + AIR + 2.0))


def _arranged(figure: Chart, pen: Pen) -> tuple[Plan, tuple[Data, ...], tuple[Line, ...]]:
    """The plan, the labelled series, and the leaders of labels that stand apart.

    There is no axis where every point says its value, and there are no grid lines where they would strike a label; lines are
    named where they end if they can be.
    """
    before, direct = len(pen.problems), len(figure.series) > 1 and figure.type == "line"
    every = figure.labels == "all" or (figure.labels is None and not direct)
    manners: tuple[Shown, ...] = ("no", "grid", "ticks") if every else ("grid", "ticks")
    manners = ("ticks",) if figure.type == "scatter" else manners
    for shown, straight in itertools.product(manners, (True, False) if direct else (False,)):
        for row in (False, True) if shown == "no" and figure.claim is None else (True,):
            del pen.problems[before:]
            plan = _plan(figure, pen, straight, shown, row)
            found, title = _labelled(figure, pen, plan), plan.top.title
            if found is None:
                break
            data, leaders = found
            if (shown != manners[-1] and _silent(figure, data)):
                break
            if row or title is None:
                return plan, data, leaders
            place = _free_row(figure, plan, pen, title, data)
            if place is not None:
                return replace(plan, top=replace(plan.top, title=place)), data, leaders
    return plan, data, leaders


def _silent(figure: Chart, data: Sequence[Data]) -> bool:
    """Whether a point has no label that is to have one."""
    return any(not each.notes or each.notes[n] is None for s, each in enumerate(data) for n in _wanted(figure, s))


def _free_row(figure: Chart, plan: Plan, pen: Pen, title: Title, data: Sequence[Data]) -> Title | None:
    """The axis' name in the row of the highest label, where that is free: at the left, else at the right."""
    style, taken = replace(plan.style, bold=True), []
    for each, line in zip(data, _points(figure, plan), strict=True):
        for note, spot, number in zip(each.notes, line, each.values, strict=False):
            if note is not None and spot is not None and number is not None:
                wide = pen.width(plan.labels.written(number), style) + 16.0
                taken.append(Box(spot[0] - wide / 2, spot[1] - UP - plan.style.pitch, wide, plan.style.pitch))
    for x in (pen.box.x, pen.box.right - title.box.width):
        place = replace(title.box, x=x)
        if not any(meet(place, each) for each in taken) and place.bottom <= plan.plot.y:
            return replace(title, box=place)
    return None


def _plan(figure: Chart, pen: Pen, direct: bool, shown: Shown, row: bool) -> Plan:
    bare = shown == "no"
    box, style = pen.box, pen.style("axis")
    log_x, log_y = LOG[figure.scale]
    values = [number for series in figure.series for number in series.values if number is not None]
    scale, numbers, labels = _scale(values, log_y, figure.y, figure.format)
    scale = replace(scale, shown="ticks" if log_y and bare else shown)
    if scale.shown == "no" and (figure.y is None or figure.y.to is None) and max(values) > scale.low:
        scale = replace(scale, high=max(values))
    if shown == "grid" and max(values) > scale.low and not log_y and (figure.y is None or figure.y.to is None):
        half = scale.step / 2  # the plot may end inside a step
        scale = replace(scale, high=min(scale.high, scale.low + ceil((max(values) - scale.low) / half - 1e-9) * half))
    if shown == "grid" and figure.type == "line":
        numbers = _aside(numbers, pen.width(figure.categories[0], style) / 2, style)
        scale = replace(scale, format=numbers.code)
    above = top(figure, pen, style, len(figure.series) > 1 and not direct, row, bare)
    left = 0.0
    if scale.shown != "no":
        left = max(pen.width(numbers.written(number), style) for number in (scale.low, scale.high, scale.low + scale.step)) + 10.0
    if figure.type == "line":
        bold = replace(style, bold=True)
        left = max(left, pen.width(figure.categories[0], style) / 2, *(
            pen.width(labels.written(series.values[0]), bold) / 2 for series in figure.series
            if bare and series.values and series.values[0] is not None))
    across, skip, lines, right = None, 1, 1, style.size
    if figure.type == "line":
        right = max(right, pen.width(figure.categories[-1], style) / 2, *(
            pen.width(labels.written(series.values[-1]), bold) / 2 for series in figure.series
            if series.values and series.values[-1] is not None))
    wide = box.width - left - right
    if direct:  # names begin where the plot ends
        right = max(pen.width(_end(figure, n, labels), replace(style, bold=True)) for n in range(len(figure.series))) + NAME_AIR
        wide = box.width - left - right
    if figure.type == "scatter":
        across, x_numbers, _ = _scale([x for series in figure.series for x in series.x], log_x, figure.x, None)
        across = replace(across, shown="ticks")
        half = max(pen.width(x_numbers.written(end), style) for end in (across.low, across.high)) / 2
        left, wide = max(left, half), wide - max(half - right, 0.0) - max(half - left, 0.0)
    else:
        skip, lines = _printed(figure, pen, style, wide)
    if wide < box.width * 0.35:
        pen.complain("the names of the series leave no room for the lines", figure.series[0].name, "shorten them")
    start = above.y + (style.pitch + 8.0 if bare else style.pitch / 2 + 2.0)
    if above.claim is not None:
        start = above.y + style.pitch + AIR + 2 * TICK + 4.0
    below = lines * style.pitch + 10.0
    across_title = None
    if figure.x is not None and figure.x.name is not None:
        place = Box(box.x + left, start, wide, box.bottom - start)
        across_title, more = _across(figure.x, pen, style, place, across,
                                     0.0 if across else pen.width(figure.categories[-1], style) / 2)
        below += more
    plot = Box(box.x + left, start, max(wide, 60.0), max(box.bottom - start - below, 40.0))
    if box.bottom - start - below < 80.0:
        pen.complain("the chart has no room left for its plot", figure.series[0].name, "give it a slide of its own")
    return Plan(scale, across, numbers, labels, style, above, plot, direct, skip, across_title)


def _aside(numbers: Numbers, half: float, style: Style) -> Numbers:
    """The numbers of an axis with spaces behind them, so that the lowest ends where the first name below the plot begins, which
    reaches out by `half` of its width."""
    count = ceil((half - NEAR) / (SPACE * style.size))
    return replace(numbers, unit=numbers.unit + "\u00a0" * count) if 0 < count <= MOST_SPACES else numbers


def _across(axis: Axis, pen: Pen, style: Style, plot: Box, scale: Scale | None, last: float) -> tuple[Title | None, float]:
    """The name of the axis below, and what it takes: no row of its own beside the last category. Among numbers it would be read
    as one of them, so there it has a row."""
    y = pen.box.bottom - style.pitch
    title = named(pen, axis, style, plot.right, y, right=True)
    assert title is not None
    if scale is None and plot.right + last + 12.0 + title.box.width <= pen.box.right:
        return replace(title, box=replace(title.box, x=pen.box.right - title.box.width, y=y - 10.0)), 0.0
    return replace(title, box=replace(title.box, x=pen.box.right - title.box.width)), style.pitch + 2.0


def _scale(values: Sequence[float], log: bool, own: Axis | None, code: str | None) -> tuple[Scale, Numbers, Numbers]:
    """An axis of numbers, how it is written, and how values are."""
    low, high, step = axis(values, log, False, (own.from_, own.to) if own is not None else (None, None))
    numbers, labels = formats(values, low, code, unit(own), step, log)
    return Scale(low, high, step, log, numbers.code), numbers, labels


def _printed(figure: Chart, pen: Pen, style: Style, width: float) -> tuple[int, int]:
    """Every how many names of categories there is one below the plot, and in how many lines. Only dates may be left out."""
    each = width / (len(figure.categories) - 1)
    widest = max(pen.width(name, style) for name in figure.categories)
    if widest <= each:
        return 1, 1
    if all(DATED.match(str(name)) for name in figure.categories):
        skip = ceil((widest + 8.0) / each)
        if len(figure.categories) > 2 * skip:
            return skip, 1
    lines = max(round(pen.height(max(each - 8.0, 20.0), (name, style)) / style.pitch) for name in figure.categories)
    if lines > 2:
        pen.complain(f"the names of {len(figure.categories)} points do not fit below them", figure.categories[0],
                     "shorten them, or show fewer points")
    return 1, min(lines, 2)


def _end(figure: Chart, series: int, labels: Numbers) -> str:
    """What stands at the end of a line: its name, and its last value."""
    one = figure.series[series]
    known = [number for number in one.values if number is not None]
    return str(one.name) if figure.labels == "none" else f"{one.name} {labels.written(known[-1])}"


# ---- labels ----------------------------------------------------------------------------------------------------------


def _labelled(figure: Chart, pen: Pen, plan: Plan) -> tuple[tuple[Data, ...], tuple[Line, ...]] | None:
    """The series with what stands at their points, and leaders to what stands apart; None where lines cannot be named where they
    end."""
    points = _points(figure, plan)
    field = Field(plan.plot, Box(pen.box.x, plan.top.y, pen.box.width, pen.box.bottom - plan.top.y), plan.style.pitch,
                  [spot for line in points for spot in line if spot is not None],
                  [*_strokes(points), *_rules(plan)] if figure.type == "line" else [], _numbers(plan, pen))
    ends = _ends(figure, pen, plan, points, field) if plan.direct else {}
    if ends is None:
        return None
    series = lined(pen, figure)
    wanted = [(s, n) for s, data in enumerate(series) for n in _wanted(figure, s)
              if points[s][n] is not None and not (s in ends and ends[s][0] == n)]
    bold = {(s, n): _bold(figure, s, n) for s, n in wanted}
    jobs = [_job(series[s], n, plan, pen, bold[s, n], points[s]) for s, n in wanted]
    must = figure.type == "scatter" or figure.labels == "all"
    places: Sequence[Place | None] | None = field.all(jobs) if must else field.some(jobs)
    if places is None:
        s, n = wanted[0]
        names = figure.series[s].names
        pen.complain(f"there is no room for the {'names' if names else 'values'} of all points",
                     names[n] if names else figure.series[s].name,
                     "show fewer points, or name only some and leave the others \"\"" if names else "leave `labels` out")
        places = field.some(jobs)
    leaders: list[Line] = []
    notes: list[list[Note | None]] = [[None] * len(data.values) for data in series]
    for (s, n), place in zip(wanted, places, strict=True):
        if place is not None:
            words = series[s].names[n] if series[s].names else None
            red = bold[s, n] and len(figure.series) == 1
            right, down = SHIFTS[place.side]
            notes[s][n] = Note(place.side, words is None, text=words, bold=bold[s, n], colour="accent1" if red else "dk1",
                               ground=None, right=right + place.aside, down=down + place.down)
            if place.leader is not None:
                (x1, y1), (x2, y2) = place.leader
                leaders.append(pen.rule(x1, y1, x2, y2, "accent3", 1.0))
    for s, (n, note) in ends.items():
        notes[s][n] = note
    said = (replace(data, notes=tuple(own) if any(own) else ()) for data, own in zip(series, notes, strict=True))
    return tuple(said), tuple(leaders)


def _job(data: Data, n: int, plan: Plan, pen: Pen, bold: bool, line: list[Point | None]) -> Job:
    """A point, how wide its label is, and where that is tried first: beside a named point; below a valley, else above."""
    spot, number = line[n], data.values[n]
    assert spot is not None and number is not None
    words = data.names[n] if data.names else plan.labels.written(number)
    wide = pen.width(words, replace(plan.style, bold=bold))
    if data.names:
        return Job(spot, wide, ("right", "above", "below", "left"), afar=True)
    others = [line[m] for m in (n - 1, n + 1) if 0 <= m < len(line)]
    valley = all(other is None or other[1] < spot[1] for other in others)
    return Job(spot, wide, ("below", "above", "right", "left") if valley else ("above", "below", "right", "left"))


def _points(figure: Chart, plan: Plan) -> list[list[Point | None]]:
    """Where the points are on the page."""
    plot, scale, across = plan.plot, plan.scale, plan.across

    def spot(n: int, number: float | None, x: Sequence[float]) -> Point | None:
        if number is None:
            return None
        along = (part(x[n], across.low, across.high, across.log) if across is not None
                 else n / (len(figure.categories) - 1))
        return plot.x + plot.width * along, plot.bottom - plot.height * part(number, scale.low, scale.high, scale.log)

    return [[spot(n, number, series.x) for n, number in enumerate(series.values)] for series in figure.series]


def _strokes(points: Iterable[list[Point | None]]) -> Iterable[tuple[Point, Point]]:
    for line in points:
        for a, b in itertools.pairwise(line):
            if a is not None and b is not None:
                yield a, b


def _rules(plan: Plan) -> Iterable[tuple[Point, Point]]:
    """The grid lines, which no label is to touch."""
    scale, plot = plan.scale, plan.plot
    if scale.shown != "grid":
        return
    at = scale.low
    while at <= scale.high * (1 + 1e-9):
        y = plot.bottom - plot.height * part(at, scale.low, scale.high, scale.log)
        yield (plot.x, y), (plot.right, y)
        at = at * scale.step if scale.log else at + scale.step


def _numbers(plan: Plan, pen: Pen) -> list[Box]:
    """The numbers of the axis, at the left of the plot."""
    scale, right, high = plan.scale, plan.plot.x - 6.0, plan.style.size
    if scale.shown == "no":
        return []
    ticks = _rules(replace(plan, scale=replace(scale, shown="grid")))
    return [Box(pen.box.x, y - high / 2, right - pen.box.x, high) for (_, y), _ in ticks]


def _wanted(figure: Chart, s: int) -> list[int]:
    """The points of a series that are to have words."""
    series = figure.series[s]
    count = len(series.values)
    if figure.type == "scatter":
        return [n for n in range(count) if series.names and str(series.names[n])]
    known = [n for n in range(count) if series.values[n] is not None]
    marked = {str(name) for name in figure.highlight}
    picked = [n for n in known if str(figure.categories[n]) in marked]
    match figure.labels:
        case "none":
            return []
        case "all":
            return known
        case "ends":
            return sorted({known[0], known[-1], *picked})
        case _ if len(figure.series) == 1:
            return sorted(known, key=lambda n: (n not in (known[0], known[-1], *picked), n))
        case _:
            return sorted({known[-1], *picked})


def _bold(figure: Chart, s: int, n: int) -> bool:
    names = [str(name) for name in (figure.series[s].names or figure.categories)]
    return singled(figure)[s] or (n < len(names) and point_colours(figure, names)[1][n])


def _ends(figure: Chart, pen: Pen, plan: Plan, points: list[list[Point | None]], field: Field,
          ) -> dict[int, tuple[int, Note]] | None:
    """For each line the point where it ends and what stands there. None where that has no room."""
    marked, count = singled(figure), len(figure.categories)
    pitch, plot = plan.style.pitch, plan.plot
    last = {s: max(n for n, spot in enumerate(line) if spot is not None) for s, line in enumerate(points)}
    far = [s for s, n in last.items() if n == count - 1]
    if len(far) * pitch > plot.height + pitch:
        return None
    wanted = [y for s in far if (spot := points[s][last[s]]) is not None for y in (spot[1],)]
    moved = dict(zip(far, spread(wanted, pitch, plot.y, plot.bottom), strict=True))
    found = {}
    for s, n in last.items():
        spot = points[s][n]
        assert spot is not None
        note = Note("right", value=figure.labels != "none", series=True, bold=marked[s],
                    colour="accent1" if marked[s] else "dk1", ground=None, right=5.0)
        if s in moved:
            down = moved[s] - spot[1]
            found[s] = n, replace(note, down=round(down, 2) if abs(down) > 0.5 else 0.0)
            continue
        wide = pen.width(_end(figure, s, plan.labels), replace(plan.style, bold=marked[s]))
        (place,) = field.some([Job(spot, wide, ("right", "above", "below"))])
        if place is None:
            return None
        right, down = SHIFTS[place.side]
        found[s] = n, replace(note, at=place.side, right=right, down=down)
    return found
