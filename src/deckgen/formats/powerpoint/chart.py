"""Charts: native ones, whose numbers stand twice: in the chart's caches, and in the workbook behind it.

    <c:scaling><c:logBase val="10"/><c:orientation val="minMax"/><c:max val="1000000000000"/><c:min val="10000000"/></c:scaling>

Bars run from the top in reading order: the category axis is turned round (`maxMin`), which carries the value axis to the top.
The category axis crosses at `autoZero`, which is 0 or else the lowest value (LibreOffice puts the labels of a log axis on the
wrong side of the bars for any other word). Axis ids are positive and meet.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from deckgen.formats.powerpoint.chart_words import (
    BLANK,
    CATEGORIES,
    NO_LINE,
    VALUES,
    axes,
    labels,
    legend,
    placed,
    text,
)
from deckgen.formats.powerpoint.drawing import HEAD, A, C, R, colour, escape, fill, number, stroke
from deckgen.formats.powerpoint.workbook import Column, column, workbook
from deckgen.scene import Chart, Data, Stroke

STACKED = {"": "clustered", "sum": "stacked", "share": "percentStacked"}
DASHED = (7.0, 4.0)
MARKER, LARGE = 9, 13
"""The size of the markers of a line, in points, and of those that are picked out."""


def chart(value: Chart, language: str) -> str:
    """One chart part; its relationship rId1 is the workbook."""
    inner = '<c:layoutTarget val="inner"/>'
    return (
        f'{HEAD}<c:chartSpace xmlns:c="{C}" xmlns:a="{A}" xmlns:r="{R}"><c:date1904 val="0"/><c:lang val="{language}"/>'
        f'<c:roundedCorners val="0"/><c:chart><c:autoTitleDeleted val="1"/><c:plotArea>{placed(value.plot, value.box, inner)}'
        f"{_plot(value, language)}{axes(value, language)}{BLANK}</c:plotArea>{legend(value, language)}"
        '<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        f"{BLANK}{text(value.size, value.ink, False, language)}"
        '<c:externalData r:id="rId1"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>')


def numbers(value: Chart, theme: bytes) -> bytes:
    """The workbook with the chart's numbers, dressed in this theme part."""
    return workbook(list(columns(value)), theme)


def columns(value: Chart) -> Iterator[Column]:
    """What stands in the workbook: categories and a column for each series; of a scatter chart, for each series the names of its
    points, its places along the axis, and its values."""
    if value.across is None:
        yield "", [run.text for run in value.categories]
        for data in value.series:
            yield data.name.text, data.values
        return
    for data in value.series:
        yield "", [run.text for run in data.names]
        yield value.across_name, data.x
        yield data.name.text, data.values


def _plot(value: Chart, language: str) -> str:
    drawn = sorted(enumerate(value.series), key=lambda each: each[1].width)  # what is looked at, over the others
    series = "".join([_series(n, data, value, language, place) for place, (n, data) in enumerate(drawn)])
    ids = f'<c:axId val="{CATEGORIES}"/><c:axId val="{VALUES}"/>'
    match value.type:
        case "line":
            return (f'<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>{series}<c:marker val="1"/>{ids}'
                    "</c:lineChart>")
        case "scatter":
            return f'<c:scatterChart><c:scatterStyle val="lineMarker"/><c:varyColors val="0"/>{series}{ids}</c:scatterChart>'
        case "pie":
            return f'<c:pieChart><c:varyColors val="1"/>{series}<c:firstSliceAng val="0"/></c:pieChart>'
        case _:
            direction = "bar" if value.type == "bar" else "col"
            overlap = f'<c:overlap val="{100 if value.stacked else -10}"/>' if len(value.series) > 1 else ""
            return (f'<c:barChart><c:barDir val="{direction}"/><c:grouping val="{STACKED[value.stacked]}"/>'
                    f'<c:varyColors val="0"/>{series}<c:gapWidth val="70"/>{overlap}{ids}</c:barChart>')


def _series(n: int, data: Data, value: Chart, language: str, place: int) -> str:
    scatter, last = value.across is not None, len(data.values) + 1
    letter = column(3 * n + 2 if scatter else n + 1)
    below = "" if value.type in ("line", "scatter", "pie") else '<c:invertIfNegative val="0"/>'
    numbers = _numbers(f"Sheet1!${letter}$2:${letter}${last}", data.values)
    if scatter:
        places = column(3 * n + 1)
        held = f"<c:xVal>{_numbers(f'Sheet1!${places}$2:${places}${last}', data.x)}</c:xVal><c:yVal>{numbers}</c:yVal>"
    else:
        names = _strings(f"Sheet1!$A$2:$A${last}", [run.text for run in value.categories])
        held = f"<c:cat>{names}</c:cat><c:val>{numbers}</c:val>"
    smooth = '<c:smooth val="0"/>' if value.type in ("line", "scatter") else ""
    return (f'<c:ser><c:idx val="{n}"/><c:order val="{place}"/><c:tx>{_strings(f"Sheet1!${letter}$1", [data.name.text])}</c:tx>'
            f"{_look(data, value)}{below}{_points(data, value)}{labels(data, value, language)}{held}"
            f"{smooth}</c:ser>")


def _look(data: Data, value: Chart, own: str | None = None) -> str:
    """The fill of bars or slices, or the line and its markers, in the series' colour or a point's own."""
    tint = own or data.colour
    if value.type in ("line", "scatter"):
        return f"{_stroke(data, value)}{_marker(data, value, tint)}"
    if data.reading:
        return f"<c:spPr>{fill(value.ground)}{stroke(Stroke(tint, 2.0, DASHED))}</c:spPr>"
    inside = fill(tint)
    if data.pattern and own is None:
        inside = (f'<a:pattFill prst="{data.pattern}"><a:fgClr>{colour(tint)}</a:fgClr><a:bgClr>{colour(value.ground)}</a:bgClr>'
                  "</a:pattFill>")
    edge = data.outline if own is None or value.type == "pie" else None
    return f"<c:spPr>{inside}{stroke(edge) if edge else NO_LINE}</c:spPr>"


def _stroke(data: Data, value: Chart) -> str:
    """The line of a series; points that are scattered have none."""
    if value.type == "scatter":
        return '<c:spPr><a:ln w="19050"><a:noFill/></a:ln></c:spPr>'
    return f"<c:spPr>{stroke(Stroke(data.colour, data.width, DASHED if data.reading else None), more='<a:round/>')}</c:spPr>"


def _marker(data: Data, value: Chart, tint: str, size: int = MARKER) -> str:
    if not data.marker:
        return '<c:marker><c:symbol val="none"/></c:marker>'
    rim = value.ground if value.type == "scatter" and not data.reading else tint  # points that meet are parted
    return (f'<c:marker><c:symbol val="{data.marker}"/><c:size val="{size}"/><c:spPr>'
            f"{fill(value.ground if data.reading else tint)}{stroke(Stroke(rim, 1.5), more='<a:round/>')}</c:spPr></c:marker>")


def _points(data: Data, value: Chart) -> str:
    """Points with a colour of their own."""
    found = []
    for n, own in enumerate(data.colours):
        if own is None or (own == data.colour and value.type != "pie"):
            continue
        flag = '<c:invertIfNegative val="0"/>' if value.type in ("bar", "column") else ""
        look = _marker(data, value, own, LARGE) if value.type in ("line", "scatter") else ""
        # several lines keep their colour; of a single one the step to the point is looked at too
        line = replace(data, colour=data.step(n) or data.colour) if value.type == "line" and len(value.series) == 1 else data
        more = _stroke(line, value) if look else _look(data, value, own)
        found.append(f'<c:dPt><c:idx val="{n}"/>{flag}{look}<c:bubble3D val="0"/>{more}</c:dPt>')
    return "".join(found)


def _numbers(formula: str, values: Sequence[float | None]) -> str:
    cached = _cached([None if each is None else number(each) for each in values])
    return (f"<c:numRef><c:f>{formula}</c:f><c:numCache><c:formatCode>General</c:formatCode>{cached}</c:numCache></c:numRef>")


def _strings(formula: str, texts: Sequence[str]) -> str:
    return f"<c:strRef><c:f>{formula}</c:f><c:strCache>{_cached(texts)}</c:strCache></c:strRef>"


def _cached(values: Sequence[str | None]) -> str:
    """The points of a cache, their count first; None leaves a gap."""
    points = [f'<c:pt idx="{n}"><c:v>{escape(each)}</c:v></c:pt>' for n, each in enumerate(values) if each is not None]
    return f'<c:ptCount val="{len(values)}"/>{"".join(points)}'
