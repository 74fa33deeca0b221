"""Charts: native bars and columns, whose numbers stand twice: in the chart's caches, and in the workbook behind it.

    <c:scaling><c:logBase val="10"/><c:orientation val="minMax"/><c:max val="1000000000000"/><c:min val="10000000"/></c:scaling>

Bars run from the top in reading order: the category axis is turned round (`maxMin`), which carries the value axis to the top.
The category axis crosses at `autoZero`, which is 0 or else the lowest value (LibreOffice puts the labels of a log axis on the
wrong side of the bars for any other word). Axis ids are positive and meet.
"""

from __future__ import annotations

from collections.abc import Sequence

from deckgen.formats.powerpoint.drawing import HEAD, A, C, R, escape, fill, stroke
from deckgen.formats.powerpoint.workbook import column, workbook, written
from deckgen.scene import Box, Chart, Data, Stroke
from deckgen.text.paragraph import Colour

CATEGORIES, VALUES = 1001, 1002
"""Ids of the two axes, unlike only within one chart."""

NO_LINE = "<a:ln><a:noFill/></a:ln>"
BLANK = f"<c:spPr><a:noFill/>{NO_LINE}</c:spPr>"


def chart(value: Chart, language: str) -> str:
    """One chart part; its relationship rId1 is the workbook."""
    bar = value.type == "bar"
    series = "".join([_series(number, data, value, language) for number, data in enumerate(value.series)])
    overlap = '<c:overlap val="0"/>' if len(value.series) > 1 else ""
    legend = (f'<c:legend><c:legendPos val="t"/><c:overlay val="0"/>{_text(value.size, value.ink, False, language)}</c:legend>'
              if len(value.series) > 1 else "")
    return (
        f'{HEAD}<c:chartSpace xmlns:c="{C}" xmlns:a="{A}" xmlns:r="{R}"><c:date1904 val="0"/><c:lang val="{language}"/>'
        f'<c:roundedCorners val="0"/><c:chart><c:autoTitleDeleted val="1"/><c:plotArea>{_layout(value.plot, value.box)}'
        f'<c:barChart><c:barDir val="{"bar" if bar else "col"}"/><c:grouping val="clustered"/><c:varyColors val="0"/>{series}'
        f'<c:gapWidth val="70"/>{overlap}<c:axId val="{CATEGORIES}"/><c:axId val="{VALUES}"/></c:barChart>'
        f"{_category_axis(value, bar, language)}{_value_axis(value, bar, language)}{BLANK}</c:plotArea>{legend}"
        f'<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>{BLANK}{_text(value.size, value.ink, False, language)}'
        '<c:externalData r:id="rId1"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>')


def numbers(value: Chart, theme: bytes) -> bytes:
    """The workbook with the chart's numbers, dressed in this theme part."""
    return workbook([run.text for run in value.categories], [(data.name.text, data.values) for data in value.series], theme)


def _layout(plot: Box, box: Box) -> str:
    """Where the inner plot area lies, in parts of the chart's frame."""
    x, y = (plot.x - box.x) / box.width, (plot.y - box.y) / box.height
    places = (("x", x), ("y", y), ("w", plot.width / box.width), ("h", plot.height / box.height))
    return ('<c:layout><c:manualLayout><c:layoutTarget val="inner"/><c:xMode val="edge"/><c:yMode val="edge"/>'
            + "".join([f'<c:{name} val="{part:.6f}"/>' for name, part in places]) + "</c:manualLayout></c:layout>")


def _series(number: int, data: Data, value: Chart, language: str) -> str:
    last, letter = len(value.categories) + 1, column(number + 1)
    labels = _labels(data, value, language)
    return (f'<c:ser><c:idx val="{number}"/><c:order val="{number}"/>'
            f"<c:tx>{_strings(f'Sheet1!${letter}$1', [data.name.text])}</c:tx><c:spPr>{fill(data.colour)}{NO_LINE}</c:spPr>"
            f'<c:invertIfNegative val="0"/>{_points(data)}{labels}'
            f"<c:cat>{_strings(f'Sheet1!$A$2:$A${last}', [run.text for run in value.categories])}</c:cat>"
            f"<c:val><c:numRef><c:f>Sheet1!${letter}$2:${letter}${last}</c:f><c:numCache><c:formatCode>General</c:formatCode>"
            f"{_cached([None if each is None else written(each) for each in data.values])}</c:numCache></c:numRef></c:val>"
            "</c:ser>")


def _points(data: Data) -> str:
    """Points with a colour of their own."""
    return "".join([
        f'<c:dPt><c:idx val="{n}"/><c:invertIfNegative val="0"/><c:bubble3D val="0"/><c:spPr>{fill(colour)}{NO_LINE}</c:spPr>'
        "</c:dPt>"
        for n, colour in enumerate(data.colours) if colour is not None and colour != data.colour])


def _labels(data: Data, value: Chart, language: str) -> str:
    """The value at the end of every bar, on the page's own ground so that no grid line strikes it; bold where it is meant."""
    def label(bold: bool) -> str:
        return (f'<c:numFmt formatCode="{escape(value.labels)}" sourceLinked="0"/><c:spPr>{fill(value.ground)}{NO_LINE}</c:spPr>'
                f'{_text(value.size, value.ink, bold, language)}<c:dLblPos val="outEnd"/><c:showLegendKey val="0"/>'
                '<c:showVal val="1"/><c:showCatName val="0"/><c:showSerName val="0"/><c:showPercent val="0"/>'
                '<c:showBubbleSize val="0"/>')

    own = "".join([f'<c:dLbl><c:idx val="{n}"/>{label(True)}</c:dLbl>' for n, bold in enumerate(data.bold) if bold])
    return f"<c:dLbls>{own}{label(False)}</c:dLbls>"


def _strings(formula: str, texts: list[str]) -> str:
    return f"<c:strRef><c:f>{formula}</c:f><c:strCache>{_cached(texts)}</c:strCache></c:strRef>"


def _cached(values: Sequence[str | None]) -> str:
    """The points of a cache, their count first; None leaves a gap."""
    points = [f'<c:pt idx="{n}"><c:v>{escape(each)}</c:v></c:pt>' for n, each in enumerate(values) if each is not None]
    return f'<c:ptCount val="{len(values)}"/>{"".join(points)}'


def _category_axis(value: Chart, bar: bool, language: str) -> str:
    return (f'<c:catAx><c:axId val="{CATEGORIES}"/><c:scaling><c:orientation val="{"maxMin" if bar else "minMax"}"/></c:scaling>'
            f'<c:delete val="0"/><c:axPos val="{"l" if bar else "b"}"/><c:numFmt formatCode="General" sourceLinked="0"/>'
            '<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="low"/>'
            f'<c:spPr>{stroke(Stroke(value.ink, 1.5))}</c:spPr>{_text(value.size, value.ink, False, language)}'
            f'<c:crossAx val="{VALUES}"/><c:crosses val="autoZero"/><c:auto val="1"/>'
            '<c:lblAlgn val="ctr"/><c:lblOffset val="100"/><c:tickLblSkip val="1"/><c:noMultiLvlLbl val="0"/></c:catAx>')


def _value_axis(value: Chart, bar: bool, language: str) -> str:
    log = '<c:logBase val="10"/>' if value.log else ""
    return (f'<c:valAx><c:axId val="{VALUES}"/><c:scaling>{log}<c:orientation val="minMax"/><c:max val="{written(value.high)}"/>'
            f'<c:min val="{written(value.low)}"/></c:scaling><c:delete val="0"/><c:axPos val="{"t" if bar else "l"}"/>'
            f'<c:majorGridlines><c:spPr>{stroke(Stroke(value.grid, 1.0))}</c:spPr></c:majorGridlines>'
            f'<c:numFmt formatCode="{escape(value.number)}" sourceLinked="0"/><c:majorTickMark val="none"/>'
            f'<c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/>{BLANK}{_text(value.size, value.second, False, language)}'
            f'<c:crossAx val="{CATEGORIES}"/><c:crosses val="autoZero"/><c:crossBetween val="between"/>'
            f'<c:majorUnit val="{written(value.step)}"/></c:valAx>')


def _text(size: float, colour: Colour, bold: bool, language: str) -> str:
    """Text properties of an axis, a label or the whole chart: the theme's faces, in the deck's language."""
    return (f'<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="{round(size * 100)}" b="{int(bold)}">{fill(colour)}'
            '<a:latin typeface="+mn-lt"/><a:ea typeface="+mn-ea"/></a:defRPr></a:pPr>'
            f'<a:endParaRPr lang="{language}"/></a:p></c:txPr>')
