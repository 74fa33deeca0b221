"""What the parts of a chart must agree on: numbers and names, kinds and scales, and what a kind of chart has no place for."""

from __future__ import annotations

from collections.abc import Iterator
from math import isfinite

from deckgen.outline.blocks import Axis, Chart, Series
from deckgen.outline.number_format import NUMBER_FORMAT
from deckgen.problem import Problem, did_you_mean, so_many
from deckgen.source.node import Node as Typed
from deckgen.source.node import at

MOST = {"bar": 4, "column": 4, "line": 6, "scatter": 4, "pie": 1}
STACKED_MOST = 5
"""How many series can be told apart, by more than their colour."""
SLICES = 5
LOG = {"linear": (False, False), "log": (False, True), "log-x": (True, False), "log-log": (True, True)}
"""Whether the axes `x` and `y` are logarithmic."""
NO_PLACE = {
    "scatter": ("categories", "stacked", "absent", "claim"),
    "line": ("stacked",),
    "pie": ("stacked", "absent", "claim", "x", "y", "labels"),
}
"""Keys that a kind of chart has no use for."""


def chart_problems(chart: Chart, node: Typed) -> Iterator[Problem]:
    """What is wrong inside one chart, which was read from `node`."""
    if chart.type == "pie" and not chart.insist:
        yield Problem("slices of a pie are hard to compare", at(node, "type"),
                      "make it `type: bar`; if it must be a pie, add `insist: true`", "pie")
        return
    if chart.insist and chart.type != "pie":
        yield Problem("only a pie needs to be insisted on", at(node, "insist"), "leave `insist` out", "chart-key")
    for key in NO_PLACE.get(chart.type, ()):
        if getattr(chart, key):
            yield Problem(f"a {chart.type} chart has no use for '{key}'", at(node, key), "leave it out", "chart-key")
    yield from _scales(chart, node)
    most = STACKED_MOST if chart.stacked else MOST[chart.type]
    if len(chart.series) > most:
        yield Problem(f"{len(chart.series)} series are too many to tell apart: {most} at most in this chart",
                      at(node, "series", most), "show fewer, or split the chart", "chart-series")
    if chart.format is not None and not NUMBER_FORMAT.fullmatch(chart.format):
        yield Problem(f"'{chart.format}' is no number format", at(node, "format"),
                      "write 0, 0.0, #,##0 or 0.0%, with as many decimals as you want to see", "number-format")
    if chart.type == "scatter":
        for number, series in enumerate(chart.series):
            yield from _scattered(series, number, node)
    else:
        yield from _categories(chart, node)
    for number, series in enumerate(chart.series):
        yield from _values(chart, series, number, node)
    yield from _sums(chart, node)
    yield from _names(chart, node)


def _scales(chart: Chart, node: Typed) -> Iterator[Problem]:
    log_x, log_y = LOG[chart.scale]
    if log_x and chart.type != "scatter":
        yield Problem("only a scatter chart has a second axis of numbers", at(node, "scale"), "write `scale: log`", "chart-scale")
    if chart.scale != "linear" and (chart.stacked or chart.type == "pie"):
        yield Problem("parts of a whole cannot be seen on a logarithmic scale", at(node, "scale"),
                      "leave `scale` out" + (", or `stacked`" if chart.stacked else ""), "chart-scale")
    for name, axis, log in (("x", chart.x, log_x), ("y", chart.y, log_y)):
        if axis is not None:
            yield from _ends(chart, name, axis, log, node)


def _ends(chart: Chart, name: str, axis: Axis, log: bool, node: Typed) -> Iterator[Problem]:
    ends = (("from", axis.from_), ("to", axis.to))
    for key, end in ends:
        if end is None:
            continue
        if name == "x" and chart.type != "scatter":
            yield Problem("categories have no numbers to start and end at", at(node, name, key), f"leave `{key}` out",
                          "chart-axis")
        elif not isfinite(end):
            yield Problem("this is no number to end an axis at", at(node, name, key), "write a smaller one", "chart-axis")
        elif log and end <= 0:
            yield Problem("a logarithmic axis has no place for zero or less", at(node, name, key),
                          "start at a power of ten, or use `scale: linear`", "log-value")
        elif key == "from" and end != 0 and not log and chart.type in ("bar", "column"):
            yield Problem("bars and columns start at zero, or their lengths lie", at(node, name, key),
                          "leave `from` out, or make it `type: line`", "bar-from")
    if axis.from_ is not None and axis.to is not None and axis.from_ >= axis.to:
        yield Problem(f"this axis ends at {axis.to:g}, before it starts", at(node, name, "to"), f"it starts at {axis.from_:g}",
                      "chart-axis")
    elif chart.stacked == "share" and any(end is not None for _, end in ends):
        yield Problem("shares run from 0 to 100 %", at(node, name), "leave `from` and `to` out", "chart-axis")


def _categories(chart: Chart, node: Typed) -> Iterator[Problem]:
    count = len(chart.categories)
    if not count:
        yield Problem(f"a {chart.type} chart needs categories", node.span, "name them: `categories: […]`", "missing-field")
        return
    if chart.type == "line" and count < 2:
        yield Problem("a line needs two points", at(node, "categories"), "add one, or make it `type: bar`", "chart-values")
    if chart.type == "pie" and not 2 <= count <= SLICES:
        yield Problem(f"a pie has two to {SLICES} slices, this one has {count}", at(node, "categories"),
                      "put the smallest together, or make it `type: bar`", "pie")
    seen: set[str] = set()
    for place, name in enumerate(map(str, chart.categories)):
        if name in seen:
            yield Problem(f"the category '{name}' stands twice", at(node, "categories", place), "give it another name",
                          "chart-names")
        seen.add(name)
    for number, series in enumerate(chart.series):
        if len(series.values) != count:
            yield Problem(f"'{series.name}' has {so_many(len(series.values), 'value')} for {count} categories",
                          at(node, "series", number, "values"), "write `~` where a value is missing", "chart-values")
        for key in ("x", "names"):
            if getattr(series, key):
                yield Problem(f"only a series of a scatter chart has '{key}'", at(node, "series", number, key),
                              "leave it out, or make it `type: scatter`", "chart-key")


def _scattered(series: Series, number: int, node: Typed) -> Iterator[Problem]:
    count = len(series.values)
    if len(series.x) != count:
        yield Problem(f"'{series.name}' has {so_many(count, 'value')}, but {len(series.x)} places along `x`",
                      at(node, "series", number, "x" if series.x else "values"), "write `x: […]`, one for each value",
                      "chart-values")
    if series.names and len(series.names) != count:
        yield Problem(f"'{series.name}' has {so_many(count, 'value')}, but {so_many(len(series.names), 'name')}",
                      at(node, "series", number, "names"), "one name for each value", "chart-values")


def _values(chart: Chart, series: Series, number: int, node: Typed) -> Iterator[Problem]:
    log_x, log_y = LOG[chart.scale]
    known = [value for value in series.values if value is not None]
    if not known:
        yield Problem(f"'{series.name}' has no values", at(node, "series", number, "values"), "take it out", "chart-values")
    if chart.type == "pie" and known and sum(known) <= 0:
        yield Problem("the slices of this pie make nothing", at(node, "series", number, "values"), "they add up to 0", "pie")
    for key, values, log, axis in (("values", series.values, log_y, chart.y), ("x", series.x, log_x, chart.x)):
        for place, value in enumerate(values):
            spot = at(node, "series", number, key, place)
            if value is None:
                if chart.type == "pie" or chart.stacked == "share":
                    yield Problem("a share of the whole is missing", spot, "write 0, or make it `type: bar`", "chart-values")
            elif not isfinite(value) or abs(value) >= 1e15:
                yield Problem("this number is too large for a chart", spot, "write it in another unit", "chart-values")
            elif log and value <= 0:
                yield Problem("a logarithmic axis has no place for zero or less", spot,
                              "use `scale: linear`, or `~` for a gap" if key == "values" else "use `scale: linear`", "log-value")
            elif axis is not None and not chart.stacked and _beyond(value, axis):
                yield Problem("this value lies beyond its axis", spot, "let the axis go farther, or leave its ends out",
                              "chart-axis")
            elif value < 0 and (chart.type == "pie" or chart.stacked):
                yield Problem("a part of a whole cannot be less than nothing", spot,
                              "leave `stacked` out" if chart.stacked else "make it `type: bar`", "chart-values")


def _beyond(value: float, axis: Axis) -> bool:
    """Whether a value would not be seen between the ends that the author gave."""
    return (axis.from_ is not None and value < axis.from_) or (axis.to is not None and value > axis.to)


def _sums(chart: Chart, node: Typed) -> Iterator[Problem]:
    """Stacked values end on their axis."""
    if chart.stacked == "sum" and chart.y is not None and chart.y.to is not None:
        rows = zip(*([value or 0.0 for value in series.values] for series in chart.series), strict=False)
        highest = max(map(sum, rows), default=0.0)
        if highest > chart.y.to:
            yield Problem(f"the highest sum is {highest:g}, beyond its axis", at(node, "y", "to"),
                          "let the axis go farther, or leave its ends out", "chart-axis")


def _names(chart: Chart, node: Typed) -> Iterator[Problem]:
    series = [str(each.name) for each in chart.series]
    for place, name in enumerate(series):
        if name in series[:place]:
            yield Problem(f"the series '{name}' stands twice", at(node, "series", place, "name"), "give it another name",
                          "chart-names")
    categories = [str(each) for each in chart.categories]
    names = [*categories, *series, *(str(name) for each in chart.series for name in each.names)]
    what = "point or series" if chart.type == "scatter" else "category or series"
    claimed = [(end, categories) for end in (chart.claim.from_, chart.claim.to)] if chart.claim and categories else []
    for word, among in [*((word, names) for word in chart.highlight), *claimed]:
        if word not in among:
            yield Problem(f"the chart has no {what if among is names else 'category'} '{word}'", word.span,
                          did_you_mean(word, among) + "there is: " + ", ".join(among), "unknown-name")
