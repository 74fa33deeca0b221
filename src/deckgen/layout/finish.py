"""The last touch to pages in somebody's template, or in a theme that paints over: brought to its size, in its colours.

Sizes are rounded down to half a point, so that what was measured to fit still does.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import assert_never

from deckgen.scene import Cell, Chart, Connector, Data, Formula, Group, Line, Page, Picture, Shape, Stroke, Table, Text
from deckgen.text.paragraph import Colour, Paragraph, Run, Style
from deckgen.theme.scaling import halves, scaled_box, scaled_line, scaled_style

Paint = Mapping[Colour, Colour]


def finished(page: Page, by: float, paint: Paint, plain: Collection[str] = ()) -> Page:
    """A page at `by` times its size. Placeholders named in `plain` keep the template's colours."""
    return replace(page, shapes=tuple(_shape(each, by, paint, plain) for each in page.shapes))


def _shape(shape: Shape, by: float, paint: Paint, plain: Collection[str]) -> Shape:
    match shape:
        case Text():
            left, top, right, bottom = shape.inset
            return replace(
                shape, box=scaled_box(shape.box, by), sizes=tuple(_sized(style, by) for style in shape.sizes),
                paragraphs=tuple(_paragraph(each, by, paint, shape.slot in plain) for each in shape.paragraphs),
                fill=_colour(shape.fill, paint), stroke=_stroke(shape.stroke, by, paint),
                inset=(left * by, top * by, right * by, bottom * by))
        case Line():
            return replace(scaled_line(shape, by), colour=paint.get(shape.colour, shape.colour))
        case Connector():
            return replace(shape, points=tuple((x * by, y * by) for x, y in shape.points), width=shape.width * by,
                           colour=paint.get(shape.colour, shape.colour), dash=_dash(shape.dash, by))
        case Table():
            return replace(shape, box=scaled_box(shape.box, by), widths=tuple(each * by for each in shape.widths),
                           heights=tuple(each * by for each in shape.heights),
                           rows=tuple(tuple(_cell(cell, by, paint) for cell in row) for row in shape.rows))
        case Chart():
            return _chart(shape, by, paint)
        case Picture():
            return replace(shape, box=scaled_box(shape.box, by))
        case Formula():
            return replace(shape, box=scaled_box(shape.box, by), size=halves(shape.size * by), line=shape.line * by,
                           ink=tuple(each.scaled(by) for each in shape.ink), colour=paint.get(shape.colour, shape.colour))
        case Group():
            inner = tuple(_shape(each, by, paint, plain) for each in shape.shapes)
            return replace(shape, box=scaled_box(shape.box, by), shapes=inner)
        case _:
            assert_never(shape)


def _sized(style: Style, by: float) -> Style:
    """A style of the template's own levels: indents as they were read."""
    own = scaled_style(style, by)
    return replace(own, size=halves(own.size), indent=round(own.indent, 3), hang=round(own.hang, 3))


def _colour(colour: Colour | None, paint: Paint) -> Colour | None:
    return paint.get(colour, colour) if colour else colour


def _stroke(stroke: Stroke | None, by: float, paint: Paint) -> Stroke | None:
    if stroke is None:
        return None
    return Stroke(paint.get(stroke.colour, stroke.colour), stroke.width * by, _dash(stroke.dash, by))


def _dash(dash: tuple[float, float] | None, by: float) -> tuple[float, float] | None:
    return None if dash is None else (dash[0] * by, dash[1] * by)


def _paragraph(paragraph: Paragraph, by: float, paint: Paint, plain: bool) -> Paragraph:
    style = paragraph.style
    if style is not None:
        style = _sized(replace(style, colour=paint.get(style.colour, style.colour),
                               marker_colour=paint.get(style.marker_colour, style.marker_colour)), by)
    return replace(paragraph, runs=tuple(_run(run, paint, plain) for run in paragraph.runs), style=style,
                   narrower=paragraph.narrower * by)


def _run(run: Run, paint: Paint, plain: bool) -> Run:
    """The brush keeps its weight everywhere, and its colour where that was chosen for the ground."""
    colour = run.colour or ("accent1" if run.brush else None)
    if run.link or colour is None:
        return run
    if plain:
        return replace(run, colour=None, bold=run.bold or run.brush, brush=False)
    return replace(run, colour=paint.get(colour, colour))


def _cell(cell: Cell, by: float, paint: Paint) -> Cell:
    left, top, right, bottom = cell.inset
    above, below, before, after = (_stroke(each, by, paint) for each in (cell.top, cell.bottom, cell.left, cell.right))
    words = tuple(_paragraph(each, by, paint, False) for each in cell.paragraphs)
    return replace(cell, paragraphs=words, top=above, bottom=below, left=before, right=after, fill=_colour(cell.fill, paint),
                   inset=(left * by, top * by, right * by, bottom * by))


def _chart(chart: Chart, by: float, paint: Paint) -> Chart:
    return replace(chart, box=scaled_box(chart.box, by), plot=scaled_box(chart.plot, by), size=halves(chart.size * by),
                   series=tuple(_data(each, by, paint) for each in chart.series),
                   legend=scaled_box(chart.legend, by) if chart.legend else None,
                   ink=paint.get(chart.ink, chart.ink), second=paint.get(chart.second, chart.second),
                   grid=paint.get(chart.grid, chart.grid), ground=paint.get(chart.ground, chart.ground))


def _data(data: Data, by: float, paint: Paint) -> Data:
    return replace(data, colour=paint.get(data.colour, data.colour), outline=_stroke(data.outline, by, paint),
                   width=data.width * by, colours=tuple(_colour(each, paint) for each in data.colours),
                   notes=tuple(None if each is None else replace(
                       each, colour=paint.get(each.colour, each.colour), ground=_colour(each.ground, paint), down=each.down * by,
                       right=each.right * by)
                       for each in data.notes))
