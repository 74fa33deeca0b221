"""Figures and charts on the page: each kind drawn by its own file, its shapes in one group that says what the figure claims."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, is_dataclass, replace
from typing import assert_never

from deckgen.layout.pen import Drawn, Pen
from deckgen.outline.blocks import Chart
from deckgen.outline.figures import Cycle, Figure, Flow, Graph, Layers, Matrix, Roads, Rows, Timeline, Tree
from deckgen.scene import Chart as ChartShape
from deckgen.scene import Group
from deckgen.scene import Table as TableShape
from deckgen.source.words import Words
from deckgen.text.inline import plain_words


def draw_figure(figure: Figure | Chart, pen: Pen) -> Drawn:
    """The figure in the pen's box: native tables and charts first, since some programs can't hold them in a group."""
    shapes = _shapes(figure, pen)
    alt = "" if isinstance(figure, Chart) else plain_words(figure.alt) if figure.alt is not None else told(figure, pen)
    native = tuple(shape for shape in shapes if isinstance(shape, TableShape | ChartShape))
    rest = tuple(shape for shape in shapes if not isinstance(shape, TableShape | ChartShape))
    told_already = tuple(replace(shape, alt=shape.alt or alt) for shape in native)
    if not rest:
        return _built(told_already) if figure.build else told_already
    name = f"{pen.prefix}.{figure.block}"
    if figure.build and not native:
        from deckgen.layout.builds import staged

        return staged(figure, rest, pen.box, name, alt)
    whole = (*told_already, Group(rest, pen.box, name, "" if native else alt))
    return _built(whole) if figure.build else whole


def _built(shapes: Sequence[TableShape | ChartShape | Group]) -> Drawn:
    """Shapes that appear at one click."""
    return tuple(replace(shape, click="with" if number else "click") for number, shape in enumerate(shapes))


def _shapes(figure: Figure | Chart, pen: Pen) -> Drawn:
    """Each drawing's file is read when its first figure comes: most decks hold one or two kinds."""
    match figure:
        case Flow():
            from deckgen.layout.figures.flow import draw as draw_flow
            return draw_flow(figure, pen)
        case Cycle():
            from deckgen.layout.figures.cycle import draw as draw_cycle
            return draw_cycle(figure, pen)
        case Timeline():
            from deckgen.layout.figures.timeline import draw as draw_timeline
            return draw_timeline(figure, pen)
        case Matrix():
            from deckgen.layout.figures.matrix import draw as draw_matrix
            return draw_matrix(figure, pen)
        case Layers():
            from deckgen.layout.figures.layers import draw as draw_layers
            return draw_layers(figure, pen)
        case Roads():
            from deckgen.layout.figures.roads import draw as draw_roads
            return draw_roads(figure, pen)
        case Rows():
            from deckgen.layout.figures.rows import draw as draw_rows
            return draw_rows(figure, pen)
        case Tree():
            from deckgen.layout.figures.tree import draw as draw_tree
            return draw_tree(figure, pen)
        case Graph():
            from deckgen.layout.figures.graph import draw as draw_graph
            return draw_graph(figure, pen)
        case Chart():
            from deckgen.layout.figures.chart import draw as draw_chart
            return draw_chart(figure, pen)
        case _:
            assert_never(figure)


def told(figure: object, pen: Pen) -> str:
    """A figure's own words, in order, where nobody wrote what it claims; arrows and lines that lead anywhere are told."""
    if isinstance(figure, Flow) and figure.branches:
        from deckgen.layout.figures.branching import told as told_arrows
        return pen.word("comma").text.join(told_arrows(figure))
    if isinstance(figure, Cycle):
        return " → ".join(plain_words(step.name) for step in (*figure.steps, figure.steps[0]))
    if isinstance(figure, Graph):
        from deckgen.layout.figures.graph import told as told_lines
        return pen.word("comma").text.join(told_lines(figure))
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
    return pen.word("comma").text.join(found)
