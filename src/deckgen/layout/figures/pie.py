"""A pie, for those who insist: a few slices from noon on, with name and share in each, one below the other, or beside them where
a slice is thin."""

from __future__ import annotations

from dataclasses import replace
from math import atan2, cos, hypot, pi, sin
from typing import Literal

from deckgen.layout.figures.numbers import axis
from deckgen.layout.figures.series import RED, one
from deckgen.layout.pen import Drawn, Pen
from deckgen.outline.blocks import Chart
from deckgen.scene import Box, Data, Note, Scale, Stroke
from deckgen.scene import Chart as ChartShape

MAIN = "dk1", "lt1"
SLICES = (("accent3", "dk1"), ("dk2", "lt1"), ("accent2", "lt1"), ("accent5", "lt1"))
"""The slice that is marked by nothing but its size, the others in turn, and the colour that words in them can be read in.

White lines part them.
"""
AIR = 16.0


def draw(figure: Chart, pen: Pen) -> Drawn:
    """The pie as large as the names round it leave it, in the middle of its place.

    Names that stand in their slices are as large as these allow.
    """
    box, style, series = pen.box, pen.style("axis"), figure.series[0]
    values = [number or 0.0 for number in series.values]
    shares = [f"{number / sum(values):.0%}" for number in values]
    middles, above = _middles(values)
    most = min(box.height, box.width)
    for look in (style.at(36), style.at(28), style.at(24), style.at(20), style):
        bold, said = replace(look, bold=True), list(zip(map(str, figure.categories), shares, strict=True))
        wide = [pen.width(" ".join(both), bold) + AIR for both in said]
        lines = [max(pen.width(each, bold) for each in both) for both in said]
        inside = len(values) <= len(SLICES) and _inside(values, lines, 2 * look.pitch, most / 2)
        if inside:
            style = look
            break
    across = most if inside else box.height - above * (style.pitch + 6.0)
    left = right = across / 2
    while across >= 120.0 and not inside:
        left, right = _reaches(middles, wide, across / 2)
        if left + right <= box.width:
            break
        across -= 4.0
    if across < 120.0:
        pen.complain("the names of the slices leave no room for the pie", figure.categories[0],
                     "shorten them, or make it `type: bar`")
        left = right = 60.0
    across = max(across, 60.0)
    left += max(box.width - left - right, 0.0) / 2
    plot = Box(box.x + left - across / 2, box.y + (box.height - across) / 2, across, across)
    marked = {str(name) for name in figure.highlight} & {str(name) for name in figure.categories}
    largest = max(range(len(values)), key=lambda n: values[n])
    picked = [str(name) in marked for name in figure.categories]
    others = iter(SLICES)
    looks = [(RED, "lt1") if each else MAIN if n == largest and not marked else next(others) for n, each in enumerate(picked)]
    colours = tuple(colour for colour, _ in looks)
    at: Literal["middle", "end"] = "middle" if inside else "end"
    notes = tuple(Note(at, value=False, share=True, bold=inside or red, colour=ink if inside else "dk1", ground=None)
                  for red, (_, ink) in zip(picked, looks, strict=True))
    data = Data(one(pen, series.name), tuple(values), "accent3", colours, notes, outline=Stroke("lt1", 2.0))
    low, high, step = axis(values, False)
    return (ChartShape(box, plot, "pie", tuple(one(pen, name) for name in figure.categories), (data,), Scale(low, high, step),
                       size=style.size),)


def _inside(values: list[float], wide: list[float], high: float, radius: float) -> bool:
    """Whether every slice holds its words, in the middle of its own radius, where programs set them."""
    whole, start = sum(values), 0.0
    for each, width in zip(values, wide, strict=True):
        middle = (start + each / 2) / whole * 2 * pi
        for right, down in ((-1, -1), (-1, 1), (1, -1), (1, 1)):
            x, y = sin(middle) * radius / 2 + right * width / 2, -cos(middle) * radius / 2 + down * high / 2
            aside = abs((atan2(x, -y) - middle + pi) % (2 * pi) - pi)
            if hypot(x, y) > radius - 6.0 or aside > each / whole * pi - 6.0 / max(hypot(x, y), 6.0):
                return False
        start += each
    return True


def _middles(values: list[float]) -> tuple[list[float], int]:
    """Where the middle of each slice is, in turns from noon; and at how many ends, above and below, names take a line."""
    whole, start = sum(values), 0.0
    found = []
    for each in values:
        found.append((start + each / 2) / whole)
        start += each
    return found, 2 * any(min(middle % 0.5, 0.5 - middle % 0.5) < 0.09 for middle in found)


def _reaches(middles: list[float], wide: list[float], radius: float) -> tuple[float, float]:
    """How far the pie and its names reach to the left and to the right of its middle."""
    left = right = radius
    for middle, each in zip(middles, wide, strict=True):
        aside = radius * sin(middle * 2 * pi)
        near = each / 2 if abs(aside) < radius * 0.5 else 0.0  # above or below, a name lies over its slice
        left = max(left, each - aside if aside < 0 else near)
        right = max(right, each + aside if aside > 0 else near)
    return left, right
