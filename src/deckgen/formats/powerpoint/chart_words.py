"""Words and axes of charts: text properties, labels at points, the axes.

    <c:dLbl><c:idx val="4"/><c:spPr>…</c:spPr><c:txPr>…</c:txPr><c:dLblPos val="r"/>…<c:showSerName val="1"/>…</c:dLbl>

A series is named where it ends by a label of its last point, so that the name moves with the data. `wrap="none"`, or PowerPoint
breaks a label that is wider than a fifth of the chart. Axes have no titles: programs set those some points off their places, and
break them; their names are texts of the page.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from deckgen.formats.powerpoint.drawing import escape, fill, number, run, stroke
from deckgen.scene import Box, Chart, Data, Note, Scale, Stroke
from deckgen.text.paragraph import Colour, Run, Style

CATEGORIES, VALUES = 1001, 1002
"""Ids of the two axes, unlike only within one chart."""
NO_LINE = "<a:ln><a:noFill/></a:ln>"
BLANK = f"<c:spPr><a:noFill/>{NO_LINE}</c:spPr>"
PLACES = {"end": "outEnd", "middle": "ctr", "above": "t", "below": "b", "left": "l", "right": "r"}


def text(size: float, colour: Colour, bold: bool, language: str, whole: bool = False) -> str:
    """Text properties of an axis, a label or the whole chart: the theme's faces, in the deck's language.

    `whole` text is never broken into lines.
    """
    frame = '<a:bodyPr rot="0" vert="horz" wrap="none" anchor="ctr"/>' if whole else "<a:bodyPr/>"
    return (f'<c:txPr>{frame}<a:lstStyle/><a:p><a:pPr><a:defRPr sz="{round(size * 100)}" b="{int(bold)}">{fill(colour)}'
            '<a:latin typeface="+mn-lt"/><a:ea typeface="+mn-ea"/></a:defRPr></a:pPr>'
            f'<a:endParaRPr lang="{language}"/></a:p></c:txPr>')


def rich(words: Run, size: float, colour: Colour, bold: bool, language: str) -> str:
    """Words that stand in the chart itself, in one line."""
    style = Style(size, size, bold, colour)
    return (f'<c:tx><c:rich><a:bodyPr rot="0" vert="horz" wrap="none" anchor="ctr"/><a:lstStyle/><a:p><a:pPr>'
            f'<a:defRPr sz="{round(size * 100)}" b="{int(bold)}">{fill(colour)}</a:defRPr></a:pPr>'
            f"{run(words, language, style)}</a:p></c:rich></c:tx>")


def placed(inner: Box, box: Box, target: str = "") -> str:
    """A place in parts of the chart's frame."""
    x, y = (inner.x - box.x) / box.width, (inner.y - box.y) / box.height
    places = [("x", x), ("y", y), ("w", inner.width / box.width), ("h", inner.height / box.height)]
    return (f'<c:layout><c:manualLayout>{target}<c:xMode val="edge"/><c:yMode val="edge"/>'
            + "".join([f'<c:{name} val="{part:.6f}"/>' for name, part in places]) + "</c:manualLayout></c:layout>")


# ---- labels at points ------------------------------------------------------------------------------------------------


def labels(data: Data, value: Chart, language: str) -> str:
    """What stands beside the points of a series; what most of them have is said once, the others each."""
    if not data.notes:
        return ""
    same = Counter(note and replace(note, down=0.0, right=0.0) for note in data.notes if note is None or note.text is None)
    most = same.most_common(1)[0][0] if same else None
    own = "".join([
        f'<c:dLbl><c:idx val="{n}"/>{_label(note, value, language) if note else DELETED}</c:dLbl>'
        for n, note in enumerate(data.notes) if note != most and data.values[n] is not None])
    led = UNLED if value.across is not None else ""
    return f"<c:dLbls>{own}{_label(most, value, language) if most else NOTHING}{led}</c:dLbls>"


DELETED = '<c:delete val="1"/>'
UNLED = ('<c:extLst><c:ext uri="{CE6537A1-D6FC-4f65-9D91-7224C49458BB}" '
         'xmlns:c15="http://schemas.microsoft.com/office/drawing/2012/chart"><c15:showLeaderLines val="0"/></c:ext></c:extLst>')
"""Leaders are lines of the page; LibreOffice draws its own to every label that was moved, unless told not to."""
NOTHING = "".join([f'<c:show{each} val="0"/>' for each in ("LegendKey", "Val", "CatName", "SerName", "Percent", "BubbleSize")])


def _label(note: Note, value: Chart, language: str) -> str:
    moved = ""
    if note.down or note.right:
        moved = (f'<c:layout><c:manualLayout><c:x val="{note.right / value.box.width:.6f}"/>'
                 f'<c:y val="{note.down / value.box.height:.6f}"/></c:manualLayout></c:layout>')
    said = rich(note.text, value.size, note.colour, note.bold, language) if note.text is not None else ""
    format = "0%" if note.share else value.labels
    between = "\n" if note.share and note.at == "middle" else " "
    separator = f"<c:separator>{between}</c:separator>" if (note.series and note.value) or note.share else ""
    return (f'{moved}{said}<c:numFmt formatCode="{escape(format)}" sourceLinked="0"/>'
            f'<c:spPr>{fill(note.ground)}{NO_LINE}</c:spPr>{text(value.size, note.colour, note.bold, language, whole=True)}'
            f'<c:dLblPos val="{PLACES[note.at]}"/><c:showLegendKey val="0"/><c:showVal val="{int(note.value)}"/>'
            f'<c:showCatName val="{int(note.share)}"/><c:showSerName val="{int(note.series)}"/>'
            f'<c:showPercent val="{int(note.share)}"/><c:showBubbleSize val="0"/>{separator}')


# ---- axes ------------------------------------------------------------------------------------------------------------


def axes(value: Chart, language: str) -> str:
    """The two axes of a chart; a pie has none."""
    if value.type == "pie":
        return ""
    bar = value.type == "bar"
    if value.across is None:
        first = _category_axis(value, bar, language)
    else:
        first = _number_axis(value, value.across, "b", CATEGORIES, VALUES, language)
    return first + _number_axis(value, value.axis, "t" if bar else "l", VALUES, CATEGORIES, language)


def _category_axis(value: Chart, bar: bool, language: str) -> str:
    return (f'<c:catAx><c:axId val="{CATEGORIES}"/><c:scaling><c:orientation val="{"maxMin" if bar else "minMax"}"/></c:scaling>'
            f'<c:delete val="0"/><c:axPos val="{"l" if bar else "b"}"/>'
            '<c:numFmt formatCode="General" sourceLinked="0"/>'
            f'<c:majorTickMark val="{"out" if value.type == "line" else "none"}"/><c:minorTickMark val="none"/>'
            '<c:tickLblPos val="low"/>'
            f'<c:spPr>{stroke(Stroke(value.ink, 1.5))}</c:spPr>{text(value.size, value.ink, False, language)}'
            f'<c:crossAx val="{VALUES}"/><c:crosses val="autoZero"/><c:auto val="1"/>'
            f'<c:lblAlgn val="ctr"/><c:lblOffset val="100"/><c:tickLblSkip val="{value.skip}"/><c:noMultiLvlLbl val="0"/>'
            "</c:catAx>")


def _number_axis(value: Chart, scale: Scale, place: str, id: int, other: int, language: str) -> str:
    log = '<c:logBase val="10"/>' if scale.log else ""
    scatter = value.across is not None
    ends = (f'<c:crossesAt val="{number(value.axis.low if id == CATEGORIES else value.across.low)}"/>' if value.across is not None
            else '<c:crosses val="autoZero"/>')
    ticks = scale.shown == "ticks"
    line = f"<c:spPr>{stroke(Stroke(value.ink, 1.5))}</c:spPr>" if place == "b" else BLANK
    if ticks and place != "b":
        line = f"<c:spPr>{stroke(Stroke(value.ink if scatter else value.second, 1.5 if scatter else 1.0))}</c:spPr>"
    rules = f'<c:majorGridlines><c:spPr>{stroke(Stroke(value.grid, 1.0))}</c:spPr></c:majorGridlines>'
    rules = rules if scale.shown == "grid" else ""
    between = "midCat" if value.type in ("line", "scatter") else "between"
    marks = "out" if ticks or value.type == "line" else "none"  # unseen ones keep the numbers off the names of the categories
    where = "none" if scale.shown == "no" else "low" if scatter else "nextTo"
    return (f'<c:valAx><c:axId val="{id}"/><c:scaling>{log}<c:orientation val="minMax"/><c:max val="{number(scale.high)}"/>'
            f'<c:min val="{number(scale.low)}"/></c:scaling><c:delete val="0"/><c:axPos val="{place}"/>{rules}'
            f'<c:numFmt formatCode="{escape(scale.format)}" sourceLinked="0"/><c:majorTickMark val="{marks}"/>'
            f'<c:minorTickMark val="none"/><c:tickLblPos val="{where}"/>'
            f'{line}{text(value.size, value.second, False, language)}'
            f'<c:crossAx val="{other}"/>{ends}<c:crossBetween val="{between}"/>'
            f'<c:majorUnit val="{number(scale.step)}"/></c:valAx>')


def legend(value: Chart, language: str) -> str:
    """The names of the series with their keys, where they cannot stand beside the data."""
    if value.legend is None:
        return ""
    return (f'<c:legend><c:legendPos val="t"/>{placed(value.legend, value.box)}<c:overlay val="0"/>'
            f"{text(value.size, value.ink, False, language)}</c:legend>")
