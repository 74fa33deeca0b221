"""Lines and scattered points: each line named where it ends, values and names of points where nothing strikes them.

A point of category i of n stands at (i + ½) / n of the plot's width, as in columns. Names of lines that end close together are
moved apart by a measured step, which PowerPoint keeps as the label's own place; where they cannot be, a legend names them.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from math import ceil

from deckgen.layout.figures.bars import spread
from deckgen.layout.figures.beside import TICK, Top, absent, bracket, named, top, unit
from deckgen.layout.figures.numbers import Numbers, axis, formats, part
from deckgen.layout.figures.series import lined, one, point_colours, singled
from deckgen.layout.figures.spots import AIR, Field, Job, Point
from deckgen.layout.pen import Drawn, Pen
from deckgen.outline.blocks import Axis, Chart
from deckgen.outline.chart_rules import LOG
from deckgen.scene import Box, Data, Note, Scale
from deckgen.scene import Chart as ChartShape
from deckgen.text.paragraph import Style
from deckgen.value import value

NAME_AIR = 12.0
"""Between the end of a line and its name, with what a label has round its words."""
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


def draw(figure: Chart, pen: Pen) -> Drawn:
    """The chart, then the words and lines beside it."""
    several = len(figure.series) > 1
    plan = _plan(figure, pen, several and figure.type == "line")
    data = _labelled(figure, pen, plan)
    if data is None:
        plan = _plan(figure, pen, False)
        data = _labelled(figure, pen, plan)
    assert data is not None
    names = tuple(one(pen, name) for name in figure.categories)
    across = (named(pen, figure.x, plan.style, plan.plot.right, pen.box.bottom - plan.style.pitch, right=True)
              if figure.x is not None else None)
    chart = ChartShape(pen.box, plan.plot, figure.type, names, data, plan.scale, plan.labels.code, across=plan.across,
                       axis_title=plan.top.title, across_title=across, skip=plan.skip, legend=plan.top.legend,
                       size=plan.style.size)
    return (chart, *plan.top.shapes, *absent(figure, pen, plan.plot, plan.style),
            *bracket(figure, pen, plan.plot, plan.top, plan.style.pitch + AIR + 2.0))


def _plan(figure: Chart, pen: Pen, direct: bool) -> Plan:
    box, style = pen.box, pen.style("axis")
    log_x, log_y = LOG[figure.scale]
    values = [number for series in figure.series for number in series.values if number is not None]
    scale, numbers, labels = _scale(values, log_y, figure.y, figure.format)
    above = top(figure, pen, style, len(figure.series) > 1 and not direct)
    left = max(pen.width(numbers.written(number), style) for number in (scale.low, scale.high, scale.low + scale.step)) + 10.0
    across, skip, lines, right = None, 1, 1, style.size
    wide = box.width - left - right
    if direct:  # names begin at the last point, half a category before the plot ends
        right = max(pen.width(_end(figure, n, labels), replace(style, bold=True)) for n in range(len(figure.series))) + NAME_AIR
        wide = min((box.width - left - right) / (1 - 0.5 / len(figure.categories)), box.width - left)
    if figure.type == "scatter":
        across, x_numbers, _ = _scale([x for series in figure.series for x in series.x], log_x, figure.x, None)
        half = max(pen.width(x_numbers.written(end), style) for end in (across.low, across.high)) / 2
        left, wide = max(left, half), wide - max(half - right, 0.0) - max(half - left, 0.0)
    else:
        skip, lines = _printed(figure, pen, style, wide)
    if wide < box.width * 0.35:
        pen.complain("the names of the series leave no room for the lines", figure.series[0].name, "shorten them")
    start = above.y + style.pitch / 2 + (style.pitch if figure.labels != "none" and not direct else 0.0)
    if above.claim is not None:
        start = above.y + style.pitch + AIR + 2 * TICK + 4.0
    below = lines * style.pitch + 10.0 + (style.pitch + 2.0 if figure.x is not None and figure.x.name is not None else 0.0)
    plot = Box(box.x + left, start, max(wide, 60.0), max(box.bottom - start - below, 40.0))
    if box.bottom - start - below < 80.0:
        pen.complain("the chart has no room left for its plot", figure.series[0].name, "give it a slide of its own")
    return Plan(scale, across, numbers, labels, style, above, plot, direct, skip)


def _scale(values: Sequence[float], log: bool, own: Axis | None, code: str | None) -> tuple[Scale, Numbers, Numbers]:
    """An axis of numbers, how it is written, and how values are."""
    low, high, step = axis(values, log, False, (own.from_, own.to) if own is not None else (None, None))
    numbers, labels = formats(values, low, code, unit(own), step, log)
    return Scale(low, high, step, log, numbers.code), numbers, labels


def _printed(figure: Chart, pen: Pen, style: Style, width: float) -> tuple[int, int]:
    """Every how many names of categories there is one below the plot, and in how many lines. Only dates may be left out."""
    each = width / len(figure.categories)
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
    return str(one.name) if figure.labels == "none" else f"{one.name}  {labels.written(known[-1])}"


# ---- labels ----------------------------------------------------------------------------------------------------------


def _labelled(figure: Chart, pen: Pen, plan: Plan) -> tuple[Data, ...] | None:
    """The series with what stands at their points; None where lines cannot be named where they end."""
    points = _points(figure, plan)
    field = Field(plan.plot, Box(pen.box.x, plan.top.y, pen.box.width, pen.box.bottom - plan.top.y), plan.style.pitch,
                  [spot for line in points for spot in line if spot is not None],
                  list(_strokes(points)) if figure.type == "line" else [])
    ends = _ends(figure, pen, plan, points, field) if plan.direct else {}
    if ends is None:
        return None
    series = lined(pen, figure)
    wanted = [(s, n) for s, data in enumerate(series) for n in _wanted(figure, s)
              if points[s][n] is not None and not (s in ends and ends[s][0] == n)]
    bold = {(s, n): _bold(figure, s, n) for s, n in wanted}
    jobs = [_job(series[s], n, plan, pen, bold[s, n], points[s]) for s, n in wanted]
    must = figure.type == "scatter" or figure.labels == "all"
    places = field.all(jobs) if must else field.some(jobs)
    if places is None:
        s, n = wanted[0]
        names = figure.series[s].names
        pen.complain(f"there is no room for the {'names' if names else 'values'} of all points",
                     names[n] if names else figure.series[s].name,
                     "show fewer points, or name only some and leave the others \"\"" if names else "leave `labels` out")
        places = field.some(jobs)
    notes: list[list[Note | None]] = [[None] * len(data.values) for data in series]
    for (s, n), place in zip(wanted, places, strict=True):
        if place is not None:
            words = series[s].names[n] if series[s].names else None
            notes[s][n] = Note(place, words is None, text=words, bold=bold[s, n], ground="lt1" if words is None else None)
    for s, (n, note) in ends.items():
        notes[s][n] = note
    return tuple(replace(data, notes=tuple(own) if any(own) else ()) for data, own in zip(series, notes, strict=True))


def _job(data: Data, n: int, plan: Plan, pen: Pen, bold: bool, line: list[Point | None]) -> Job:
    """A point, how wide its label is, and where that is tried first: beside a named point; below a valley, else above."""
    spot, number = line[n], data.values[n]
    assert spot is not None and number is not None
    words = data.names[n] if data.names else plan.labels.written(number)
    wide = pen.width(words, replace(plan.style, bold=bold))
    if data.names:
        return Job(spot, wide, ("right", "above", "below", "left"))
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
                 else (n + 0.5) / len(figure.categories))
        return plot.x + plot.width * along, plot.bottom - plot.height * part(number, scale.low, scale.high, scale.log)

    return [[spot(n, number, series.x) for n, number in enumerate(series.values)] for series in figure.series]


def _strokes(points: Iterable[list[Point | None]]) -> Iterable[tuple[Point, Point]]:
    for line in points:
        for a, b in itertools.pairwise(line):
            if a is not None and b is not None:
                yield a, b


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
    return singled(figure)[s] or (n < len(names) and point_colours(figure, names, figure.claim)[1][n])


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
                    colour="accent1" if marked[s] else "dk1")
        if s in moved:
            down = moved[s] - spot[1]
            found[s] = n, replace(note, down=round(down, 2) if abs(down) > 0.5 else 0.0)
            continue
        wide = pen.width(_end(figure, s, plan.labels), replace(plan.style, bold=marked[s]))
        (place,) = field.some([Job(spot, wide, ("right", "above", "below"))])
        if place is None:
            return None
        found[s] = n, replace(note, at=place)
    return found
