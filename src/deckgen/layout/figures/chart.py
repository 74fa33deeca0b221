"""Charts: native bars or columns, with what a chart cannot say itself set beside it: the claim and its bracket, the missing values.

PowerPoint divides the plot's height (of columns, its width) equally among the categories, the first bar at the top, so
the middle of row i of n is at (i + ½) / n. The plot rectangle is given as the inner one, without labels, so that what stands
beside it can be placed: measured room for the names at the left, for the axis above, for the longest value at the right.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

from deckgen.layout.figures.nodes import phrased
from deckgen.layout.pen import Drawn, Pen
from deckgen.outline.model import Chart, Claim
from deckgen.problem import Problem
from deckgen.scene import Box, Data, Shape
from deckgen.scene import Chart as ChartShape
from deckgen.text.paragraph import Run, Style

BAR_GAP = 0.7
"""The gap between categories as part of a bar, as the writer sets it (`c:gapWidth` 70)."""
COLOURS = {1: ("accent3",), 2: ("accent2", "accent3"), 3: ("accent2", "accent1", "accent3")}
MORE = ("accent2", "accent3", "accent4", "accent5", "accent6", "dk2")
LEGEND = 34.0


@dataclass(frozen=True)
class Numbers:
    """How numbers are written: a format in Excel's language, as sections `(limit, divisor, decimals, suffix)`; the last has no limit."""

    sections: tuple[tuple[float, float, int, str], ...] = ()

    @property
    def code(self) -> str:
        if not self.sections:
            return "General"
        parts = []
        for limit, divisor, decimals, suffix in self.sections:
            shown = "0" + ("." + "0" * decimals if decimals else "") + "," * round(log10(divisor) / 3)
            parts.append((f"[<{limit:.0f}]" if limit else "") + shown + (f'"{suffix}"' if suffix else ""))
        return ";".join(parts)

    def written(self, value: float) -> str:
        """A value as PowerPoint will print it."""
        for limit, divisor, decimals, suffix in self.sections:
            if not limit or value < limit:
                return f"{value / divisor:.{decimals}f}{suffix}"
        return f"{value:.10g}"


PLAIN = Numbers()
THOUSANDS = Numbers(((1e6, 1e3, 0, "K"), (1e7, 1e6, 1, "M"), (0, 1e6, 0, "M")))
BILLIONS = Numbers(((1e9, 1e6, 0, "M"), (1e10, 1e9, 1, "B"), (0, 1e9, 0, "B")))
TRILLIONS = Numbers(((1e9, 1e6, 0, "M"), (1e12, 1e9, 0, "B"), (0, 1e12, 1, "T")))
AXIS = Numbers(((1e9, 1e6, 0, "M"), (1e12, 1e9, 0, "B"), (0, 1e12, 0, "T")))
AXIS_SMALL = Numbers(((1e3, 1, 0, ""), (1e6, 1e3, 0, "K"), (0, 1e6, 0, "M")))


def formats(values: Sequence[float]) -> tuple[Numbers, Numbers]:
    """The formats of the axis and of the values."""
    if not values or max(values) < 1e6:
        return PLAIN, PLAIN
    if max(values) < 1e9:
        return AXIS_SMALL, THOUSANDS
    return AXIS, TRILLIONS if max(values) >= 1e12 else BILLIONS


def span(values: Sequence[float], log: bool) -> tuple[float, float, float]:
    """The lowest and highest value of the axis and the step of its grid lines: powers of ten, or round numbers from zero."""
    if log:
        known = [value for value in values if value > 0] or [1.0]
        low = 10.0 ** floor(log10(min(known)))
        if min(known) < 1.5 * low:
            low /= 10
        return low, max(10.0 ** ceil(log10(max(known)) - 1e-9), low * 10), 10.0
    high, low = max([*values, 0.0]), min([*values, 0.0])
    if high == low:
        return 0.0, 1.0, 1.0
    rough = (high - low) / 4
    power = 10.0 ** floor(log10(rough))
    step = next(part * power for part in (1.0, 2.0, 2.5, 5.0, 10.0) if part * power >= rough * 0.999)
    return floor(low / step) * step, ceil(high / step - 1e-9) * step, step


def draw(figure: Chart, pen: Pen) -> Drawn:
    """The chart, then the words and lines beside it."""
    values = [value for series in figure.series for value in series.values if value is not None]
    if figure.scale == "log" and any(value <= 0 for value in values):
        name = figure.series[0].name if figure.series else figure.categories[0]
        pen.problems.append(Problem("a logarithmic axis has no place for zero or less", name.span,
                                    "leave `scale: log` out, or leave the value empty (`~`)", "chart"))
        values = [value for value in values if value > 0]
    low, high, step = span(values, figure.scale == "log")
    axis, labels = formats(values)
    size = _size(figure, pen)
    style = pen.style("axis").at(size)
    claim = _claim(figure, pen)
    plot = _plot(figure, pen, style, claim, labels, axis, low, high, step)
    chart = ChartShape(pen.box if claim is None or figure.type == "column" else _without(pen.box, _claim_width(pen, claim)), plot, figure.type,
                       tuple(run for name in figure.categories for run in _one(pen, name)), _series(figure, pen, claim),
                       figure.scale == "log", low, high, step, axis.code, labels.code, size, alt=str(figure.alt or ""))
    shapes: list[Shape] = [chart]
    if figure.absent is not None:
        shapes += _absent(figure, pen, plot, style)
    if claim is not None:
        shapes += _bracket(figure, pen, claim, plot)
    return tuple(shapes)


def _one(pen: Pen, name: object) -> tuple[Run, ...]:
    """A category's name as a single run."""
    runs = pen.runs(name)  # type: ignore[arg-type]
    if len(runs) == 1:
        return runs
    return (Run("".join(run.text for run in runs), runs[0].key if runs else "", False),)


def _size(figure: Chart, pen: Pen) -> float:
    """18 points; 16 where the rows are lower than a line of 18."""
    if figure.type == "column":
        return 18.0
    rows = (pen.box.height - 28.0 - (LEGEND if len(figure.series) > 1 else 0.0)) / max(1, len(figure.categories) * _crowd(figure))
    if rows < 16.5 and figure.categories:
        pen.problems.append(Problem(f"{len(figure.categories)} categories of {len(figure.series)} series are too many for this place",
                                    figure.categories[0].span, "show fewer, or split the chart", "fit"))
    return 18.0 if rows >= 21.0 else 16.0


def _crowd(figure: Chart) -> float:
    """How many rows of labels a category needs."""
    return max(1.0, len(figure.series) * 0.9) if len(figure.series) > 1 else 1.0


def _claim(figure: Chart, pen: Pen) -> Claim | None:
    claim = figure.claim
    if claim is None:
        return None
    names = [str(name) for name in figure.categories]
    for end in (claim.from_, claim.to):
        if str(end) not in names:
            pen.problems.append(Problem(f"no category is named {str(end)!r}", end.span, "known here: " + ", ".join(names), "chart"))
            return None
    return claim


def _claim_width(pen: Pen, claim: Claim) -> float:
    """Of the claim's words: what it says on one line, its text in as many as it takes."""
    says = pen.width(claim.says, pen.style("claim"))
    text = pen.style("note")
    wide = min(max(says, pen.box.width * 0.15), pen.box.width * 0.3)
    pieces = str(claim.text or "").replace("；", "；\n").replace("，", "，\n").replace("; ", ";\n").replace(", ", ",\n")
    need = pen.width(pieces, text) if pieces else 0.0
    return min(max(wide, need), max(wide, pen.box.width * 0.2)) + 40.0


def _without(box: Box, width: float) -> Box:
    return Box(box.x, box.y, box.width - width, box.height)


def _plot(figure: Chart, pen: Pen, style: Style, claim: Claim | None, labels: Numbers, axis: Numbers, low: float, high: float,
          step: float) -> Box:
    """The inner plot area: what is left after names, axis labels, the longest value and the claim."""
    box = pen.box
    top = LEGEND if len(figure.series) > 1 else 0.0
    line = style.pitch
    ends = [axis.written(low), axis.written(high)]
    bold = Style(style.size, style.pitch, True)
    if figure.type == "column":
        left = max(pen.width(axis.written(low + n * step), style) for n in range(1 + round((high - low) / step) if step and not _log(figure) else 1))
        if _log(figure):
            left = max(pen.width(end, style) for end in ends)
        top += line + 4.0 if claim is None else 92.0
        wide = (box.width - left - 10.0) / max(1, len(figure.categories))
        rows = max((pen.height(max(wide - 8.0, 20.0), (name, style)) / line for name in figure.categories), default=1.0)
        if rows > 3 and figure.categories:
            pen.problems.append(Problem("the names of the columns do not fit below them", figure.categories[0].span,
                                        "shorten them, or make it `type: bar`", "fit"))
        bottom = min(round(rows), 3) * line + 10.0
        return Box(box.x + left + 10.0, box.y + top, box.width - left - 10.0, box.height - top - bottom)
    need = max((pen.width(name, bold if str(name) in figure.highlight else style) for name in figure.categories), default=0.0)
    left = min(need, box.width * 0.4) + 12.0
    known = [value for series in figure.series for value in series.values if value is not None and (value > 0 or not _log(figure))]
    right = box.right - (_claim_width(pen, claim) if claim is not None else 0.0)
    inner = right - box.x - left - pen.width(ends[1], style) / 2
    for value in known:
        part = _part(value, low, high, _log(figure))
        need = pen.width(labels.written(value), bold) + 10.0
        if part > 0:
            inner = min(inner, (right - box.x - left - need) / part)
    top += line + 4.0
    return Box(box.x + left, box.y + top, max(inner, 60.0), box.height - top - 2.0)


def _log(figure: Chart) -> bool:
    return figure.scale == "log"


def _part(value: float, low: float, high: float, log: bool) -> float:
    """How far along the axis a value lies."""
    return (log10(value) - log10(low)) / (log10(high) - log10(low)) if log else (value - low) / (high - low)


def _series(figure: Chart, pen: Pen, claim: Claim | None) -> tuple[Data, ...]:
    """Red is for the pair that the claim is about; without a claim, for what is highlighted. The rest of it is ink and bold."""
    count = len(figure.series)
    marked = {str(name) for name in figure.highlight}
    pair = {str(claim.from_), str(claim.to)} if claim is not None else marked
    names = [str(name) for name in figure.categories]
    singled = [str(series.name) in marked for series in figure.series]
    found = []
    for n, series in enumerate(figure.series):
        own = COLOURS[count][n] if count in COLOURS else MORE[n % len(MORE)]
        if any(singled):
            own = "accent1" if singled[n] else ("accent3", "accent2", "dk2")[sum(not each for each in singled[:n]) % 3]
        colours: tuple[str | None, ...] = ()
        if count == 1 or not any(singled):
            colours = tuple("accent1" if name in pair else "dk1" if name in marked else None for name in names)
        if not any(colours):
            colours = ()
        bold = tuple(name in pair or name in marked or singled[n] for name in names)
        run = _one(pen, series.name)[0]
        found.append(Data(run, tuple(series.values) + (None,) * (len(names) - len(series.values)), own, colours, bold if any(bold) else ()))
    return tuple(found)


def _middle(figure: Chart, plot: Box, n: int, series: int | None = None) -> float:
    """The middle of a category's row or column, or of one series' bar in it."""
    count = len(figure.categories)
    start, size = (plot.y, plot.height / count) if figure.type == "bar" else (plot.x, plot.width / count)
    at = start + (n + 0.5) * size
    if series is None or len(figure.series) < 2:
        return at
    bar = size / (len(figure.series) + BAR_GAP)
    return at + (series - (len(figure.series) - 1) / 2) * bar


def _absent(figure: Chart, pen: Pen, plot: Box, style: Style) -> list[Shape]:
    """The word for a missing value, where its bar would start."""
    shapes: list[Shape] = []
    wide = pen.width(figure.absent, style)
    for s, series in enumerate(figure.series):
        for n in range(len(figure.categories)):
            if n < len(series.values) and series.values[n] is not None:
                continue
            at = _middle(figure, plot, n, s)
            if figure.type == "bar":
                place = Box(plot.x + 8.0, at - style.pitch / 2, wide, style.pitch)
            else:
                wide = min(wide, plot.width / len(figure.categories))
                place = Box(at - wide / 2, plot.bottom - 4.0 - style.pitch, wide, style.pitch)
            shapes.append(pen.text(place, (figure.absent, style), anchor="middle", fill="lt1"))
    return shapes


def _bracket(figure: Chart, pen: Pen, claim: Claim, plot: Box) -> list[Shape]:
    """A red bracket from bar to bar, and beside it what the pair shows."""
    names = [str(name) for name in figure.categories]
    first, last = sorted((_middle(figure, plot, names.index(str(claim.from_))), _middle(figure, plot, names.index(str(claim.to)))))
    says, text = pen.style("claim"), pen.style("note")
    if figure.type == "column":
        y = plot.y - 24.0
        lines = [pen.rule(first, y, last, y, "accent1"), pen.rule(first, y - 6, first, y + 6, "accent1"), pen.rule(last, y - 6, last, y + 6, "accent1")]
        wide = pen.width(claim.says, says)
        more = pen.width(claim.text, text) + 12.0 if claim.text else 0.0
        x = min(max((first + last - wide - more) / 2, pen.box.x), pen.box.right - wide - more)
        shapes: list[Shape] = [*lines, pen.text(Box(x, y - 6.0 - says.pitch, wide, says.pitch), (claim.says, says))]
        if claim.text:
            drop = 0.8 * (says.pitch - text.pitch)
            shapes.append(pen.text(Box(x + wide + 12.0, y - 6.0 - says.pitch + drop, more - 12.0, text.pitch), (claim.text, text)))
        return shapes
    wide = _claim_width(pen, claim)
    x = pen.box.right - wide + 20.0
    room = wide - 34.0
    words = ((claim.says, says), (phrased(pen, claim.text, text, room), text))
    high = pen.height(room, *words)
    top = min(max((first + last - high) / 2, pen.box.y), pen.box.bottom - high)
    return [pen.rule(x, first, x, last, "accent1"), pen.rule(x - 6, first, x + 6, first, "accent1"), pen.rule(x - 6, last, x + 6, last, "accent1"),
            pen.text(Box(x + 14.0, top, room, high), *words)]
