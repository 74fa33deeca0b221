"""Slides: a page of the scene as the XML of one slide part.

    <p:sp><p:nvSpPr><p:cNvPr id="2" name="dg.scale.title"/>…<p:nvPr><p:ph type="title"/></p:nvPr></p:nvSpPr>
    <p:spPr/><p:txBody><a:bodyPr/><a:lstStyle/><a:p>…</a:p></p:txBody></p:sp>

A placeholder writes no place and no size of its own unless it was moved or its text was fitted: it follows the layout. Shapes
are read aloud in the order in which they stand here. Nothing carries a `p:style`, whose effect reference would draw a shadow.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Literal, NamedTuple, assert_never

from deckgen.formats.powerpoint.connector import geometry
from deckgen.formats.powerpoint.drawing import (
    HEAD,
    KINSOKU,
    NAMESPACES,
    THEME_FACES,
    A,
    C,
    attribute,
    broken_as_measured,
    emu,
    fill,
    levels,
    paragraphs,
    stroke,
    transform,
)
from deckgen.formats.powerpoint.identity import Said, ShapeIds, said
from deckgen.formats.powerpoint.package import Relations
from deckgen.scene import Box, Chart, Connector, End, Formula, Group, Line, Page, Picture, Shape, Stroke, Table, Text
from deckgen.text.paragraph import Click
from deckgen.theme.model import Layout, Slot

TREE = ('<p:cSld><p:spTree><p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr><a:xfrm>'
        '<a:off x="0" y="0"/><a:ext cx="0" cy="0"/><a:chOff x="0" y="0"/><a:chExt cx="0" cy="0"/></a:xfrm></p:grpSpPr>')
MAPPING = "<p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr>"
DECORATIVE = ('<a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative '
              'xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext>')
NUMBER_FIELD = "{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}"
"""Which field it is; PowerPoint gives the slide numbers of a deck one and the same id."""

TABLES = A.removesuffix("main") + "table"
TYPES = {"title": "title", "body": "body", "footer": "ftr", "number": "sldNum", "date": "dt"}
SIZES = {"footer": ' sz="quarter"', "number": ' sz="quarter"', "date": ' sz="half"'}
ALIKE = (".footer", ".number", ".date")
"""How names of placeholders end that say nothing of their slide."""
ANCHORS = {"top": "t", "middle": "ctr", "bottom": "b"}
THICK = 4.0
"""From this width on an arrow's head is three times as wide as its line; thinner lines have heads of five times their width."""


def slide(page: Page, deck: str, language: str, code: str, layout: Layout, position: int, relations: Relations,
          chart_part: Callable[[Chart], str], media_part: Callable[[bytes, str], str], creation_id: int, tag: str,
          mapping: str = MAPPING, transition: str = "") -> tuple[str, list[Said]]:
    """One slide part of the deck with this id, and the author's words on it.

    `code` is the face that code is set in; `chart_part` stores a chart, `media_part` a file of a kind, and returns its path, seen
    from the slides' folder; `tag` the id of the slide's tag part; `mapping` is the slide's colour map: the master's, or what its
    layout says instead; `transition` how it comes.
    """
    writer = Writer(page, deck, language, code, layout, relations, chart_part, media_part)
    writer.write(page.shapes)
    if (slot := layout.slots.get("number")) is not None:
        writer.number(slot, position)
    hidden = ' show="0"' if page.hidden else ""
    return (f"{HEAD}<p:sld {NAMESPACES}{hidden}>{TREE}{''.join(writer.out)}</p:spTree>"
            f'<p:custDataLst><p:tags r:id="{tag}"/></p:custDataLst>{creation(creation_id)}</p:cSld>'
            f"{mapping}{motion(transition, writer.effects)}</p:sld>"), writer.said


def motion(transition: str, effects: Sequence[Effect]) -> str:
    """How the slide comes, and what appears on it at clicks; nothing for most."""
    if not (transition or effects):
        return ""
    from deckgen.formats.powerpoint.timing import FADE, timing

    return (FADE if transition == "fade" else "") + (timing(effects) if effects else "")


def creation(id: int) -> str:
    """A slide's creation id, by which PowerPoint knows it again when decks are merged; the same in every build."""
    return ('<p:extLst><p:ext uri="{BB962C8B-B14F-4D97-AF65-F5344CB8AC3E}"><p14:creationId '
            f'xmlns:p14="http://schemas.microsoft.com/office/powerpoint/2010/main" val="{id}"/>'
            "</p:ext></p:extLst>")


def mark(slot: Slot, layout: Layout) -> str:
    """The placeholder's mark, by which it finds its like on the layout."""
    if slot.sign:
        return f"<p:ph{slot.sign}/>"
    if slot.kind == "title":
        return f'<p:ph type="{"ctrTitle" if layout.type == "title" else "title"}"/>'
    return f'<p:ph type="{TYPES[slot.kind]}"{SIZES.get(slot.kind, "")} idx="{slot.index}"/>'


class Effect(NamedTuple):
    """Something appears in the show: a whole shape by its number, or one paragraph of its text."""

    shape: int
    click: Click
    paragraph: int | None = None
    kind: Literal["text", "chart", "other"] = "other"


class Writer:
    """Writes the shapes of one page in order; their ids count on from 2, that of the page itself being 1."""

    def __init__(self, page: Page, deck: str, language: str, code: str, layout: Layout, relations: Relations,
                 chart_part: Callable[[Chart], str], media_part: Callable[[bytes, str], str]) -> None:
        self.page, self.language, self.code, self.layout = page, language, code, layout
        self.relations, self.chart_part, self.media_part = relations, chart_part, media_part
        self.plain = THEME_FACES if layout.part else "<a:lstStyle/>"
        """The list style of what is no placeholder."""
        self.out: list[str] = []
        self.said: list[Said] = []
        """The author's words, in the order written."""
        self.ids = ShapeIds(f"{deck}/{page.id}")
        self.last = 1
        self.targets: dict[str, tuple[int, Text]] = {}
        """Shapes that connectors may name, with their numbers: a connector can stand before what it joins."""
        self.effects: list[Effect] = []
        """What appears at clicks, in the order of the shapes."""
        self._number_targets(page.shapes, 1)

    def _number_targets(self, shapes: Iterable[Shape], last: int) -> int:
        for shape in shapes:
            last += 1
            if isinstance(shape, Text) and shape.id:
                self.targets[shape.id] = last, shape
            elif isinstance(shape, Group):
                last = self._number_targets(shape.shapes, last)
            elif isinstance(shape, Formula):
                last += len(shape.ink)
        return last

    def write(self, shapes: Iterable[Shape], grouped: bool = False) -> None:
        """Write shapes; those in a group leave it to the group to say what they mean."""
        for shape in shapes:
            self.last += 1
            match shape:
                case Text(slot=""):
                    self._text(shape, grouped)
                case Text():
                    self._placeholder(shape)
                case Line():
                    points = (shape.x1, shape.y1), (shape.x2, shape.y2)
                    self._line(shape.name or "Line", points, Stroke(shape.colour, shape.width, shape.dash), grouped)
                case Connector():
                    self._line(shape.name or "Connector", shape.points, Stroke(shape.colour, shape.width, shape.dash), grouped,
                               self._glue("stCxn", shape.start) + self._glue("endCxn", shape.end), shape.head)
                case Table():
                    from deckgen.formats.powerpoint.table import table
                    self._appears(shape.click)
                    cells = table(shape, self.language, self.relations.link, self.code, self.plain)
                    self.said += [each for row, line in enumerate(shape.rows) for column, cell in enumerate(line)
                                  for each in said(self._unique(shape.name or "Table"), cell.paragraphs, f"{row}/{column}/")]
                    self._frame(shape, "Table", shape.box, TABLES, cells)
                case Chart():
                    self._appears(shape.click, "chart")
                    id = self.relations.add("chart", self.chart_part(shape))
                    self._frame(shape, "Chart", shape.box, C, f'<c:chart xmlns:c="{C}" r:id="{id}"/>')
                case Picture():
                    from deckgen.formats.powerpoint.picture import picture
                    name = self._name(shape.name or "Picture", shape.alt, not shape.alt)
                    self.out.append(picture(shape, name, self.relations, self.media_part))
                case Formula():
                    self._formula(shape)
                case Group():
                    self._appears(shape.click)
                    self._group(shape, grouped)
                case _:
                    assert_never(shape)

    def _appears(self, click: Click, kind: Literal["chart", "other"] = "other") -> None:
        """Note when the shape at hand appears, where it isn't there from the start."""
        if click:
            self.effects.append(Effect(self.last, click, None, kind))

    def _spoken(self, text: Text, name: str) -> str:
        """The paragraphs of a text; the author's words in it are noted, and what appears at clicks."""
        if not name.endswith(ALIKE):
            self.said += said(name, text.paragraphs)
        for number, each in enumerate(text.paragraphs):
            if each.click:
                self.effects.append(Effect(self.last, each.click, number, "text"))
        levels = self.layout.slots[text.slot].levels if text.slot else ()
        return paragraphs(text.paragraphs, self.language, self.relations.link, self.code, levels)

    def number(self, slot: Slot, position: int) -> None:
        """The slide number: a field that PowerPoint keeps up to date."""
        self.last += 1
        self._placed(slot, "", "", f'<a:bodyPr/><a:lstStyle/><a:p><a:fld id="{NUMBER_FIELD}" type="slidenum">'
                     f'<a:rPr lang="en-US" altLang="{self.language}" dirty="0"/><a:t>{position}</a:t></a:fld>'
                     f'<a:endParaRPr lang="{self.language}" dirty="0"/></a:p>')

    def _placeholder(self, text: Text) -> None:
        slot, box = self.layout.slots[text.slot], text.box
        frame = f"<a:bodyPr{slot.states}/>{broken_as_measured(len(slot.levels)) if self.layout.part else '<a:lstStyle/>'}"
        if text.sizes:
            more = KINSOKU if self.layout.part else ""
            frame = f"<a:bodyPr{slot.states}><a:noAutofit/></a:bodyPr>{levels(text.sizes, slot.levels, more)}"
        place = transform(box.x, box.y, box.width, box.height) if text.moved else ""
        self._placed(slot, text.alt, place, frame + self._spoken(text, f"dg.{self.page.slide}.{slot.name}"))

    def _placed(self, slot: Slot, alt: str, place: str, body: str) -> None:
        name = self._name(f"dg.{self.page.slide}.{slot.name}", alt, placed=True)
        self.out.append(f'<p:sp><p:nvSpPr>{name}<p:cNvSpPr><a:spLocks noGrp="1"/>'
                        f"</p:cNvSpPr><p:nvPr>{mark(slot, self.layout)}</p:nvPr></p:nvSpPr><p:spPr>{place}</p:spPr>"
                        f"<p:txBody>{body}</p:txBody></p:sp>")

    def _text(self, text: Text, grouped: bool) -> None:
        box, (left, top, right, bottom) = text.box, text.inset
        name = text.name or "Shape"
        silent = not (grouped or text.paragraphs or text.alt)
        wrap = "square" if text.wrap else "none"
        self.out.append(
            f'<p:sp><p:nvSpPr>{self._name(name, text.alt, silent)}<p:cNvSpPr/><p:nvPr/></p:nvSpPr>'
            f"<p:spPr>{transform(box.x, box.y, box.width, box.height)}"
            f"{self._geometry(text)}{fill(text.fill)}{stroke(text.stroke)}</p:spPr>"
            f'<p:txBody><a:bodyPr vert="horz" wrap="{wrap}" lIns="{emu(left)}" tIns="{emu(top)}" rIns="{emu(right)}" '
            f'bIns="{emu(bottom)}" rtlCol="0" anchor="{ANCHORS[text.anchor]}"><a:noAutofit/></a:bodyPr>{self.plain}'
            f"{self._spoken(text, self._unique(name))}</p:txBody></p:sp>")

    def _line(self, name: str, points: tuple[tuple[float, float], ...], look: Stroke, grouped: bool, glue: str = "",
              head: bool = False) -> None:
        size = "lg" if look.width < THICK else "med"
        tip = f'<a:miter lim="800000"/><a:tailEnd type="triangle" w="{size}" len="{size}"/>' if head else ""
        self.out.append(f"<p:cxnSp><p:nvCxnSpPr>{self._name(name, silent=not grouped)}"
                        f"<p:cNvCxnSpPr>{glue}</p:cNvCxnSpPr><p:nvPr/></p:nvCxnSpPr>"
                        f"<p:spPr>{geometry(points)}{stroke(look, more=tip)}</p:spPr></p:cxnSp>")

    def _glue(self, tag: str, end: End | None) -> str:
        if end is None:
            return ""
        number, shape = self.targets[end.shape]
        from deckgen.formats.powerpoint.sites import number_of
        return f'<a:{tag} id="{number}" idx="{number_of(shape, end)}"/>'

    def _geometry(self, text: Text) -> str:
        if text.sites:
            from deckgen.formats.powerpoint.sites import rectangle
            return rectangle(text.sites)
        return f'<a:prstGeom prst="{text.geometry}"><a:avLst/></a:prstGeom>'

    def _frame(self, shape: Table | Chart, kind: str, box: Box, uri: str, inner: str) -> None:
        if isinstance(shape, Table):
            box = Box(box.x, box.y, sum(shape.widths), sum(shape.heights))
        self.out.append(
            f"<p:graphicFrame><p:nvGraphicFramePr>{self._name(shape.name or kind, shape.alt)}<p:cNvGraphicFramePr>"
            f'<a:graphicFrameLocks noGrp="1"/></p:cNvGraphicFramePr><p:nvPr/></p:nvGraphicFramePr>'
            f'{transform(box.x, box.y, box.width, box.height, "p:xfrm")}<a:graphic><a:graphicData uri="{uri}">{inner}'
            "</a:graphicData></a:graphic></p:graphicFrame>")

    def _formula(self, shape: Formula) -> None:
        from deckgen.formats.powerpoint.formula import formula

        self._appears(shape.click)
        name = attribute(self._unique(shape.name or "Formula"))
        self.out.append(formula(shape, self.last, name, attribute(shape.alt), self.language))
        self.last += len(shape.ink)

    def _group(self, group: Group, grouped: bool) -> None:
        box = group.box
        x, y, width, height = emu(box.x), emu(box.y), emu(box.width), emu(box.height)
        silent = not (grouped or group.alt or speaks(group))
        self.out.append(
            f'<p:grpSp><p:nvGrpSpPr>{self._name(group.name or "Group", group.alt, silent)}<p:cNvGrpSpPr/><p:nvPr/>'
            f'</p:nvGrpSpPr><p:grpSpPr><a:xfrm><a:off x="{x}" y="{y}"/><a:ext cx="{width}" cy="{height}"/>'
            f'<a:chOff x="{x}" y="{y}"/><a:chExt cx="{width}" cy="{height}"/></a:xfrm></p:grpSpPr>')
        self.write(group.shapes, grouped=True)
        self.out.append("</p:grpSp>")

    def _unique(self, name: str) -> str:
        return f"{name} {self.last}"

    def _name(self, name: str, alt: str = "", silent: bool = False, placed: bool = False) -> str:
        """Number, name, alternative text and creation id of the shape at hand; `silent` is what a screen reader may pass over.

        What is no placeholder (`placed`) bears its number in its name too. What stands on every page alike bears no id.
        """
        spoken = f' descr="{attribute(alt)}"' if alt else ""
        if placed and name.endswith(ALIKE):
            return f'<p:cNvPr id="{self.last}" name="{attribute(name)}"{spoken}/>'
        shown = attribute(name if placed else self._unique(name))
        return (f'<p:cNvPr id="{self.last}" name="{shown}"{spoken}><a:extLst>{self.ids.of(name)}{DECORATIVE if silent else ""}'
                "</a:extLst></p:cNvPr>")


def speaks(shape: Shape) -> bool:
    """Whether a shape holds words or says what it shows, itself or inside."""
    match shape:
        case Group():
            return bool(shape.alt) or any(speaks(each) for each in shape.shapes)
        case Text():
            return bool(shape.alt or shape.paragraphs)
        case Picture():
            return bool(shape.alt)
        case Table() | Chart() | Formula():
            return True
        case Line() | Connector():
            return False
