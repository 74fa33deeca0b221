"""Charts: native bars or columns, and beside them what a chart cannot say itself: the claim and its bracket, missing values.

PowerPoint divides the plot's height (of columns, its width) equally among the categories, the first bar at the top, so the
middle of row i of n is at (i + ½) / n. The plot rectangle is the inner one, without labels, so that what stands beside it can
be placed: measured room for the names, for the axis, for the longest value. With several series the writer puts a legend on top.
"""

from __future__ import annotations

from dataclasses import replace

from deckgen.layout.figures.nodes import broken
from deckgen.layout.figures.numbers import Numbers, axis, formats, part
from deckgen.layout.pen import Drawn, Pen
from deckgen.outline.blocks import Chart, Claim
from deckgen.scene import Box, Data, Shape
from deckgen.scene import Chart as ChartShape
from deckgen.source.words import Words
from deckgen.text.inline import plain_words
from deckgen.text.paragraph import Run, Style
from deckgen.value import value

BAR_GAP = 0.7
"""The gap between categories as part of a bar, as the writer sets it (`c:gapWidth` 70)."""
COLOURS = {1: ("accent3",), 2: ("accent2", "accent3"), 3: ("accent2", "accent1", "accent3")}
MORE = ("accent2", "accent3", "accent4", "accent5", "accent6", "dk2")
LEGEND = 34.0
TICK = 6.0
"""Half the width of the ends of a bracket."""


@value(frozen=True)
class Plan:
    """Measures of a chart: the axis, how its numbers are written, the names' style, the plot, and where the claim stands."""

    low: float
    high: float
    step: float
    axis: Numbers
    labels: Numbers
    style: Style
    plot: Box
    claim: Claim | None
    words: Box
    """The claim's words; of no size where there is no claim."""


def draw(figure: Chart, pen: Pen) -> Drawn:
    """The chart, then the words and lines beside it."""
    plan = _plan(figure, pen)
    box = pen.box
    if plan.claim is not None and _beside(figure, pen):
        box = replace(box, width=plan.words.x - 2 * TICK - 14.0 - box.x)
    names = tuple(_one(pen, name) for name in figure.categories)
    chart = ChartShape(box, plan.plot, figure.type, names, _series(figure, pen, plan.claim), figure.scale == "log",
                       plan.low, plan.high, plan.step, plan.axis.code, plan.labels.code, plan.style.size,
                       alt=plain_words(figure.alt) if figure.alt else "")
    return (chart, *_absent(figure, pen, plan), *_bracket(figure, pen, plan))


def _one(pen: Pen, name: Words) -> Run:
    """A name as a single run."""
    runs = pen.runs(name)
    return runs[0] if len(runs) == 1 else Run("".join(run.text for run in runs), name.key, False)


def _beside(figure: Chart, pen: Pen) -> bool:
    """Whether the claim stands at the right of the plot; else it stands above it."""
    return figure.type == "bar" and pen.box.width > 600


def _plan(figure: Chart, pen: Pen) -> Plan:
    log = figure.scale == "log"
    values = [number for series in figure.series for number in series.values if number is not None]
    low, high, step = axis(values, log)
    scale, labels = formats(values, low)
    style = _style(figure, pen)
    claim = figure.claim
    plan = Plan(low, high, step, scale, labels, style, pen.box, claim, _claim_box(figure, pen, claim))
    plan = replace(plan, plot=_columns(figure, pen, plan) if figure.type == "column" else _bars(figure, pen, plan, values))
    if figure.type == "bar":
        plan = _sparse(pen, plan, log)
    return plan


def _style(figure: Chart, pen: Pen) -> Style:
    """18 points; 16 where rows are lower than a line of that."""
    style = pen.style("axis")
    if figure.type == "column" or not figure.categories:
        return style
    crowd = max(1.0, len(figure.series) * 0.9) if len(figure.series) > 1 else 1.0
    rows = (pen.box.height - 28.0 - (LEGEND if len(figure.series) > 1 else 0.0)) / (len(figure.categories) * crowd)
    if rows < 16.5:
        pen.complain(f"{len(figure.categories)} categories of {len(figure.series)} series are too many for this place",
                     figure.categories[0], "show fewer, or split the chart")
    return style if rows >= 21.0 else style.at(16)


def _claim_box(figure: Chart, pen: Pen, claim: Claim | None) -> Box:
    """At the right, as wide as its words need; or along the top."""
    box = pen.box
    if claim is None:
        return Box(box.right, box.y, 0.0, 0.0)
    if not _beside(figure, pen):
        return Box(box.x, box.y, box.width, pen.style("claim").pitch)
    says = min(pen.width(claim.says, pen.style("claim")), box.width * 0.3)
    phrases = str(claim.text or "").replace("；", "；\n").replace("，", "，\n").replace("; ", ";\n").replace(", ", ",\n")
    text = min(pen.width(phrases, pen.style("note")), box.width * 0.2) if phrases else 0.0
    wide = max(says, text, box.width * 0.12)
    return Box(box.right - wide, box.y, wide, box.height)


def _bars(figure: Chart, pen: Pen, plan: Plan, values: list[float]) -> Box:
    """The plot of horizontal bars: names at the left, the axis above, the longest value and the claim at the right."""
    box, style, log = pen.box, plan.style, figure.scale == "log"
    bold = replace(style, bold=True)
    names = max((pen.width(name, style) for name in figure.categories), default=0.0)
    left = min(names, box.width * 0.4) + 12.0
    right, top = box.right, box.y + style.pitch + 4.0 + (LEGEND if len(figure.series) > 1 else 0.0)
    if plan.claim is not None:
        right -= plan.words.width + 2 * TICK + 30.0 if _beside(figure, pen) else 2 * TICK + 16.0
        top += 0.0 if _beside(figure, pen) else plan.words.height + 4.0
    wide = right - box.x - left - pen.width(plan.axis.written(plan.high), style) / 2
    for number in values:
        far = part(number, plan.low, plan.high, log)
        if far > 0:
            wide = min(wide, (right - box.x - left - pen.width(plan.labels.written(number), bold) - 10.0) / far)
    return Box(box.x + left, top, max(wide, 60.0), box.bottom - top - 2.0)


def _columns(figure: Chart, pen: Pen, plan: Plan) -> Box:
    """The plot of columns: the axis at the left, names below, the highest value and the claim above."""
    box, style = pen.box, plan.style
    left = max(pen.width(plan.axis.written(number), style) for number in (plan.low, plan.high, plan.low + plan.step)) + 10.0
    room = (box.width - left) / max(1, len(figure.categories)) - 8.0
    lines = max((round(pen.height(max(room, 20.0), (name, style)) / style.pitch) for name in figure.categories), default=1)
    if lines > 3:
        pen.complain("the names of the columns do not fit below them", figure.categories[0],
                     "shorten them, or make it `type: bar`")
    top = style.pitch + 4.0 + (LEGEND if len(figure.series) > 1 else 0.0)
    if plan.claim is not None:
        top += plan.words.height + 2 * TICK + 6.0
    return Box(box.x + left, box.y + top, box.width - left, box.height - top - min(lines, 3) * style.pitch - 10.0)


def _sparse(pen: Pen, plan: Plan, log: bool) -> Plan:
    """Fewer grid lines where their labels would touch."""
    ends = (plan.low, plan.high, plan.low * 10 if log else plan.low + plan.step)
    widest = max(pen.width(plan.axis.written(number), plan.style) for number in ends)
    step = plan.step
    for _ in range(3):
        if plan.plot.width * part(plan.low * step if log else plan.low + step, plan.low, plan.high, log) >= widest:
            break
        step = step * (10.0 if log else 2.0)
    return replace(plan, step=step)


def _series(figure: Chart, pen: Pen, claim: Claim | None) -> tuple[Data, ...]:
    """The series in their colours. Red is the pair that the claim is about, else what is highlighted; other highlights are ink.

    Both are bold.
    """
    count = len(figure.series)
    marked = {str(name) for name in figure.highlight}
    names = [str(name) for name in figure.categories]
    pair = {str(claim.from_), str(claim.to)} if claim is not None else marked
    singled = [str(series.name) in marked for series in figure.series]
    found = []
    for n, series in enumerate(figure.series):
        own = COLOURS[count][n] if count in COLOURS else MORE[n % len(MORE)]
        if any(singled):
            own = "accent1" if singled[n] else ("accent3", "accent2", "dk2")[(n - sum(singled[:n])) % 3]
        colours = tuple("accent1" if name in pair else "dk1" if name in marked else None for name in names)
        if any(singled) or not any(colours):
            colours = ()
        bold = tuple(singled[n] or name in pair or name in marked for name in names)
        values = (*series.values, *([None] * (len(names) - len(series.values))))
        found.append(Data(_one(pen, series.name), values, own, colours, bold if any(bold) else ()))
    return tuple(found)


def _middle(figure: Chart, plot: Box, n: int, series: int | None = None) -> float:
    """The middle of a category's row or column, or of one series' bar in it."""
    start, size = (plot.y, plot.height) if figure.type == "bar" else (plot.x, plot.width)
    size /= len(figure.categories)
    at = start + (n + 0.5) * size
    if series is None or len(figure.series) < 2:
        return at
    return at + (series - (len(figure.series) - 1) / 2) * size / (len(figure.series) + BAR_GAP)


def _absent(figure: Chart, pen: Pen, plan: Plan) -> list[Shape]:
    """The word for a missing value, where its bar would start."""
    if figure.absent is None:
        return []
    shapes: list[Shape] = []
    plot, pitch = plan.plot, plan.style.pitch
    wide = pen.width(figure.absent, plan.style)
    for s, series in enumerate(figure.series):
        for n in range(len(figure.categories)):
            if n < len(series.values) and series.values[n] is not None:
                continue
            at = _middle(figure, plot, n, s)
            if figure.type == "bar":
                place, style = Box(plot.x + 8.0, at - pitch / 2 - 1.0, wide, pitch), plan.style
            else:
                place, style = Box(at - wide / 2, plot.bottom - 4.0 - pitch, wide, pitch), replace(plan.style, align="center")
            shapes.append(pen.text(place, (figure.absent, style), anchor="middle", fill="lt1"))
    return shapes


def _bracket(figure: Chart, pen: Pen, plan: Plan) -> list[Shape]:
    """A red bracket from bar to bar, and what the pair shows."""
    claim, plot, words = plan.claim, plan.plot, plan.words
    if claim is None:
        return []
    names = [str(name) for name in figure.categories]
    first, last = sorted(_middle(figure, plot, names.index(str(name))) for name in (claim.from_, claim.to))
    if figure.type == "column":
        y = plot.y - plan.style.pitch - 4.0 - TICK
        lines = [(first, y, last, y), (first, y - TICK, first, y + TICK), (last, y - TICK, last, y + TICK)]
    else:
        x = (words.x - 14.0 if _beside(figure, pen) else pen.box.right) - TICK
        lines = [(x, first, x, last), (x - TICK, first, x + TICK, first), (x - TICK, last, x + TICK, last)]
    rules: list[Shape] = [pen.rule(*line, "accent1") for line in lines]
    says, text = pen.style("claim"), pen.style("note")
    if _beside(figure, pen):
        both = broken(pen, ((claim.says, says), (claim.text, text)), words.width)
        high = pen.height(words.width, *both)
        top = min(max((first + last - high) / 2, words.y), words.bottom - high)
        return [*rules, pen.text(Box(words.x, top, words.width, high), *both)]
    wide = pen.width(claim.says, says)
    more = min(pen.width(claim.text, text), words.width - wide - 12.0) if claim.text else 0.0
    x = words.x
    if figure.type == "column":
        x = min(max((first + last - wide - more - 12.0) / 2, words.x), words.right - wide - more - 12.0)
    drop = 0.8 * (says.pitch - text.pitch)
    return [*rules, pen.text(Box(x, words.y, wide, says.pitch), (claim.says, says)),
            *([pen.text(Box(x + wide + 12.0, words.y + drop, more, text.pitch), (claim.text, text))] if claim.text else [])]
