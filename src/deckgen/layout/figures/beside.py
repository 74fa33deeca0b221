"""What stands round the plot of a chart: the claim with its bracket, the word for missing values, names of axes, a legend."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from deckgen.layout.figures.nodes import broken
from deckgen.layout.pen import Pen, Readable
from deckgen.outline.blocks import Axis, Chart, Claim
from deckgen.scene import Box, Shape, Text
from deckgen.text.inline import plain_words
from deckgen.text.paragraph import Colour, Run, Style
from deckgen.text.wrap import EDGE
from deckgen.value import value

BAR_GAP = 0.7
"""The gap between categories as part of a bar, as the writer sets it (`c:gapWidth` 70)."""
PAIR_GAP = 0.1
"""The gap between the bars of one category, likewise (`c:overlap` -10)."""
TICK = 6.0
"""Half the width of the ends of a bracket."""
LIFT = 1.5
"""How much higher a line of its own stands than the middle of its pitch, so that it is level with the labels of the chart."""
DROP = 12.0
"""What the shorter leg of an upright bracket has at least."""
AIR = 4.0
"""What is added between a mark and its value: with the room inside a label that makes eight points."""
KEY = 40.0
"""What a name in a legend takes beside its words."""


@value(frozen=True)
class Title:
    """The name of an axis and where it stands; programs set titles of axes some points off their place, so it is a text."""

    text: Run
    box: Box


@value(frozen=True)
class Top:
    """What stands above a plot: the axis' name and the legend, the words of a claim; None where there is none.

    `y` is where the plot's own words begin. The claim's words stand beside the plot where `beside`.
    """

    y: float
    legend: Box | None
    title: Title | None
    claim: Claim | None
    words: Box
    """The claim's words; of no size where there is no claim."""
    beside: bool
    drops: tuple[float, float] | None = None
    """How far down the ends of an upright chart's bracket reach, where its words hang below it."""


def top(figure: Chart, pen: Pen, style: Style, legend: bool, row: bool = True, bare: bool = False) -> Top:
    """What stands above a plot; the axis' name takes a row where `row`, else it stands on the first one of the plot's own.

    Beside the words of a claim it stands at the left, where its axis is; of a `bare` chart, without axis, away from the claim.
    """
    box, y = pen.box, pen.box.y
    beside = figure.type == "bar" and box.width > 600
    place = None
    title = named(pen, figure.y, style, box.x, y) if figure.y is not None else None
    if legend:
        wide = sum(pen.width(series.name, style) + KEY for series in figure.series)
        if wide > box.width:
            pen.complain("the names of the series do not fit above the chart", figure.series[0].name, "shorten them")
        start = title.box.right + 16.0 if title is not None and title.box.right + 16.0 + wide <= box.right else box.x
        place = Box(start, y, min(wide, box.width), style.pitch)
        if start == box.x or not row:
            y = place.bottom + 8.0
        if start == box.x and title is not None:
            title = replace(title, box=replace(title.box, y=y))
    claim = figure.claim
    words = Box(box.right, y, 0.0, 0.0)
    if claim is not None and not beside:
        words = Box(box.x, y, box.width, pen.style("claim").pitch)
    if title is not None and row:
        if words.width:  # on the line of the claim, which then begins behind it
            title = replace(title, box=replace(title.box, y=y + 0.8 * (words.height - style.pitch)))
            words = Box(title.box.right + 24.0, y, box.right - title.box.right - 24.0, words.height)
            names = [str(name) for name in figure.categories]
            if bare and claim is not None and names.index(str(claim.from_)) + names.index(str(claim.to)) < len(names) - 1:
                title = replace(title, box=replace(title.box, x=box.right - title.box.width))
                words = Box(box.x, y, words.width, words.height)
        y = max(y, title.box.bottom) + 4.0 if words.width else title.box.bottom + 4.0
    y = max(y, words.bottom + 4.0) if words.width else y
    if claim is not None and beside:
        words = _column(claim, pen, y)
    return Top(y, place, title, claim, words, beside)


def written(pen: Pen, style: Style, *titles: Title | None) -> list[Shape]:
    """The names of axes, on the right margin where they stand there."""
    return [pen.text(each.box, (each.text, replace(style, align="right" if each.box.right > pen.box.right - 1.0 else "left")))
            for each in titles if each is not None]


def level(pen: Pen, words: Readable, style: Style, box: Box, fill: Colour | None = None) -> Text:
    """A line whose letters are in the middle of a box as high as its pitch, as those of the chart's own labels are."""
    return pen.text(replace(box, y=max(box.y - LIFT, pen.box.y)), (words, style), fill=fill)


def sums(figure: Chart) -> list[float]:
    """How much the series are together, of each category."""
    return [sum(series.values[n] or 0.0 for series in figure.series) for n in range(len(figure.categories))]


def unit(axis: Axis | None) -> str:
    """The unit that stands behind each value: that of an axis without a name, and percent always."""
    if axis is None or axis.unit is None or (axis.name is not None and axis.unit != "%"):
        return ""
    return plain_words(axis.unit)


def named(pen: Pen, axis: Axis, style: Style, x: float, y: float, right: bool = False) -> Title | None:
    """An axis' name with its unit, from `x` on, or up to it."""
    if axis.name is None:
        return None
    words = plain_words(axis.name)
    if axis.unit is not None and axis.unit != "%":
        east = pen.language.startswith(("zh", "ja", "ko"))
        words += f"（{plain_words(axis.unit)}）" if east else f" ({plain_words(axis.unit)})"
    run = Run(words, axis.name.key, words == str(axis.name))
    wide = pen.width(run, style)
    if wide > pen.box.width:
        pen.complain("the name of the axis is wider than the chart", axis.name, "shorten it")
    return Title(run, Box(x - wide if right else x, y, wide, style.pitch))


def _column(claim: Claim, pen: Pen, y: float) -> Box:
    """At the right, as wide as the claim's words need."""
    box = pen.box
    says = min(pen.width(claim.says, pen.style("claim")), box.width * 0.3)
    phrases = str(claim.text or "").replace("；", "；\n").replace("，", "，\n").replace("; ", ";\n").replace(", ", ",\n")
    text = min(pen.width(phrases, pen.style("note")), box.width * 0.2) if phrases else 0.0
    wide = max(says, text, box.width * 0.12)
    return Box(box.right - wide, y, wide, box.bottom - y)


def middle(figure: Chart, plot: Box, n: int, series: int | None = None) -> float:
    """The middle of a category's row or column, or of one series' bar in it."""
    start, size = (plot.y, plot.height) if figure.type == "bar" else (plot.x, plot.width)
    if figure.type == "line":  # which begins and ends on the edges of the plot
        return start + n * size / (len(figure.categories) - 1)
    size /= len(figure.categories)
    at = start + (n + 0.5) * size
    if series is None or len(figure.series) < 2 or figure.stacked:
        return at
    return at + (series - (len(figure.series) - 1) / 2) * thick(figure, size) * (1 + PAIR_GAP)


def thick(figure: Chart, each: float) -> float:
    """How thick a bar is, of what each category has."""
    side = 1 if figure.stacked else len(figure.series)
    return each / (side + PAIR_GAP * (side - 1) + BAR_GAP)


def absent(figure: Chart, pen: Pen, plot: Box, style: Style) -> list[Shape]:
    """The word for a missing value, where its bar would start."""
    if figure.absent is None:
        return []
    shapes: list[Shape] = []
    wide = pen.width(figure.absent, style)
    for s, series in enumerate(figure.series):
        for n in range(len(figure.categories)):
            if n < len(series.values) and series.values[n] is not None:
                continue
            at = middle(figure, plot, n, s)
            if figure.type == "bar":
                place = Box(plot.x + 8.0, at - style.pitch / 2, wide, style.pitch)
                shapes.append(level(pen, figure.absent, style, place, "lt1"))
            else:
                place = Box(at - wide / 2, plot.bottom - 4.0 - style.pitch, wide, style.pitch)
                shapes.append(pen.text(place, (figure.absent, replace(style, align="center")), anchor="middle", fill="lt1"))
    return shapes


def bracket(figure: Chart, pen: Pen, plot: Box, top: Top, above: float) -> list[Shape]:
    """A bracket from bar to bar, and, in red, what the pair shows; `above` is what the labels above the plot take."""
    claim, words = top.claim, top.words
    if claim is None:
        return []
    names = [str(name) for name in figure.categories]
    first, last = sorted(middle(figure, plot, names.index(str(name))) for name in (claim.from_, claim.to))
    if figure.type == "bar":
        x = (words.x - 14.0 if top.beside else pen.box.right) - TICK
        lines = [(x, first, x, last), (x - TICK, first, x + TICK, first), (x - TICK, last, x + TICK, last)]
    else:
        y = pen.box.y if top.drops else plot.y - above - TICK
        tips = top.drops or (y + TICK, y + TICK)
        up = 0.0 if top.drops else TICK
        lines = [(first, y, last, y), (first, y - up, first, tips[0]), (last, y - up, last, tips[1])]
    rules: Sequence[Shape] = [pen.rule(*line) for line in lines]
    says, text = pen.style("claim"), pen.style("note")
    if top.beside:
        both = broken(pen, ((claim.says, says), (claim.text, text)), words.width)
        high = pen.height(words.width, *both)
        start = min(max((first + last - high) / 2, words.y), words.bottom - high)
        return [*rules, pen.text(Box(words.x, start, words.width, high), *both)]
    wide, more = claimed(pen, claim)
    more = min(more, words.width - wide) if claim.text else 0.0
    x = words.x
    if figure.type != "bar" and top.drops is None:
        x = min(max((first + last - wide - more) / 2, words.x), words.right - wide - more)
    drop = 0.8 * (says.pitch - text.pitch)
    return [*rules, pen.text(Box(x, words.y, pen.width(claim.says, says), says.pitch), (claim.says, says)),
            *([pen.text(Box(x + wide, words.y + drop, more, text.pitch), (claim.text, text))] if claim.text else [])]


def claimed(pen: Pen, claim: Claim) -> tuple[float, float]:
    """How wide the parts of a claim are on one line: what it says with the gap behind it, and its further words."""
    says, text = pen.style("claim"), pen.style("note")
    if not claim.text:
        return pen.width(claim.says, says), 0.0
    return pen.width(claim.says, says) - EDGE * says.size + 14.0, pen.width(claim.text, text)
