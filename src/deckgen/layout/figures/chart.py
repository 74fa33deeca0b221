"""Charts: native ones, and beside them what a chart cannot say itself. Bars, lines and points, and pies have a file each."""

from __future__ import annotations

from dataclasses import replace

from deckgen.layout.pen import Drawn, Pen
from deckgen.outline.blocks import Chart
from deckgen.scene import Chart as ChartShape
from deckgen.text.inline import plain_words


def draw(figure: Chart, pen: Pen) -> Drawn:
    """The chart, then the words and lines beside it."""
    if figure.type in ("bar", "column"):
        from deckgen.layout.figures.bars import draw as draw_kind
    elif figure.type == "pie":
        from deckgen.layout.figures.pie import draw as draw_kind
    else:
        from deckgen.layout.figures.lines import draw as draw_kind
    native, *rest = draw_kind(figure, pen)
    assert isinstance(native, ChartShape)
    if figure.alt is not None:
        alt = plain_words(figure.alt)
    else:
        from deckgen.layout.figures.spoken import spoken
        alt = spoken(figure, pen)
    return (replace(native, alt=alt), *rest)
