"""A pie, for those who insist: a few slices from noon on, each with its name and its share beside it."""

from __future__ import annotations

from dataclasses import replace

from deckgen.layout.figures.numbers import axis
from deckgen.layout.figures.series import RED, one
from deckgen.layout.pen import Drawn, Pen
from deckgen.outline.blocks import Chart
from deckgen.scene import Box, Data, Note, Scale, Stroke
from deckgen.scene import Chart as ChartShape

SLICES = ("accent2", "accent3", "dk2", "accent5", "dk1")
"""Neighbours differ in lightness; white lines part them."""
AIR = 16.0


def draw(figure: Chart, pen: Pen) -> Drawn:
    """The pie in the middle of its place, with measured room for the longest name on both sides."""
    box, style, series = pen.box, pen.style("axis"), figure.series[0]
    values = [number or 0.0 for number in series.values]
    shares = [f"{name}  {number / sum(values):.0%}" for name, number in zip(figure.categories, values, strict=True)]
    names = max(pen.width(share, replace(style, bold=True)) for share in shares) + AIR
    across = min(box.height - 2 * (style.pitch + 6.0), box.width - 2 * names)
    if across < 120.0:
        pen.complain("the names of the slices leave no room for the pie", figure.categories[0],
                     "shorten them, or make it `type: bar`")
    across = max(across, 60.0)
    plot = Box(box.x + (box.width - across) / 2, box.y + (box.height - across) / 2, across, across)
    marked = {str(name) for name in figure.highlight}
    others = iter(SLICES[1:] if marked else SLICES)
    picked = [str(name) in marked for name in figure.categories]
    colours = tuple(RED if each else next(others) for each in picked)
    notes = tuple(Note("end", value=False, share=True, bold=each, ground=None) for each in picked)
    data = Data(one(pen, series.name), tuple(values), "accent3", colours, notes, outline=Stroke("lt1", 2.0))
    low, high, step = axis(values, False)
    return (ChartShape(box, plot, "pie", tuple(one(pen, name) for name in figure.categories), (data,), Scale(low, high, step),
                       size=style.size),)
