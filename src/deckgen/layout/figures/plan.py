"""What is measured of a chart of bars or columns before it is drawn."""

from __future__ import annotations

from deckgen.layout.figures.beside import Top
from deckgen.layout.figures.numbers import Numbers
from deckgen.scene import Box, Scale, Shape
from deckgen.text.paragraph import Style
from deckgen.value import value


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
    ends: str = ""
    """What stands where stacked bars end: their `sum`, or the values of the `last` series."""
    heads: tuple[Shape, ...] = ()
    """The names of series over their columns."""
