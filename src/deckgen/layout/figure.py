"""Figures and charts on the page: each kind drawn by its own file, its shapes in one group that says what the figure claims."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import assert_never

from deckgen.layout.figures import chart, flow, layers, matrix, roads, rows, timeline
from deckgen.layout.pen import Drawn, Pen
from deckgen.outline.model import Chart, Figure, Flow, Layers, Matrix, Roads, Rows, Timeline
from deckgen.scene import Chart as ChartShape
from deckgen.scene import Group
from deckgen.scene import Table as TableShape
from deckgen.source.words import Words
from deckgen.text.inline import plain_words


def draw_figure(figure: Figure | Chart, pen: Pen) -> Drawn:
    """The figure in the pen's box: native tables and charts first, since some programs can't hold them in a group."""
    shapes = _shapes(figure, pen)
    alt = plain_words(figure.alt) if figure.alt is not None else told(figure)
    native = tuple(shape for shape in shapes if isinstance(shape, TableShape | ChartShape))
    rest = tuple(shape for shape in shapes if not isinstance(shape, TableShape | ChartShape))
    told_already = tuple(replace(shape, alt=shape.alt or alt) for shape in native)
    return (*told_already, Group(rest, pen.box, f"{pen.prefix}.{figure.block}", "" if native else alt)) if rest else told_already


def _shapes(figure: Figure | Chart, pen: Pen) -> Drawn:
    match figure:
        case Flow():
            return flow.draw(figure, pen)
        case Timeline():
            return timeline.draw(figure, pen)
        case Matrix():
            return matrix.draw(figure, pen)
        case Layers():
            return layers.draw(figure, pen)
        case Roads():
            return roads.draw(figure, pen)
        case Rows():
            return rows.draw(figure, pen)
        case Chart():
            return chart.draw(figure, pen)
        case _:
            assert_never(figure)


def told(figure: object) -> str:
    """A figure's own words, in order, where nobody wrote what it claims."""
    found: list[str] = []

    def gather(value: object) -> None:
        if isinstance(value, Words):
            found.append(plain_words(value))
        elif isinstance(value, tuple):
            for each in value:
                gather(each)
        elif is_dataclass(value):
            for each in fields(value):
                gather(getattr(value, each.name))

    gather(figure)
    return "、".join(found)
