"""What PowerPoint minds and no schema sees: the cross references of a package.

Each check yields what is wrong, in words; a sound deck gives nothing. The checks read parts with lxml and know nothing of how
deckgen writes them, so any deck can be given to them.
"""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from lxml import etree

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
NS = {
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "p": "http://schemas.openxmlformats.org/presentationml/2006/main",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "r": OFFICE.rstrip("/"),
    "p14": "http://schemas.microsoft.com/office/powerpoint/2010/main",
    "ct": "http://schemas.openxmlformats.org/package/2006/content-types",
    "rel": "http://schemas.openxmlformats.org/package/2006/relationships",
}
RID = f"{{{NS['r']}}}id"
PRESENTATION = "ppt/presentation.xml"


class Deck:
    """The parts of a package by name, with their order in the zip; `entries` may name one twice."""

    def __init__(self, parts: dict[str, bytes], entries: list[str] | None = None) -> None:
        self.parts = parts
        self.entries = list(parts) if entries is None else entries

    @classmethod
    def open(cls, path: Path) -> Deck:
        with ZipFile(path) as file:
            return cls({name: file.read(name) for name in file.namelist()}, file.namelist())

    def xml(self, name: str) -> etree._Element:
        return etree.fromstring(self.parts[name])

    def find(self, name: str, path: str) -> list[etree._Element]:
        return list(self.xml(name).iterfind(path, NS))

    def of(self, folder: str) -> list[str]:
        """XML parts of a folder."""
        return [name for name in self.parts if posixpath.dirname(name) == folder and name.endswith(".xml")]

    def relations(self, name: str) -> dict[str, tuple[str, str]]:
        """What a part points to, addresses apart: the last word of the type, and the target's name."""
        folder, file = posixpath.split(name)
        rels = f"{folder}/_rels/{file}.rels".lstrip("/")
        if rels not in self.parts:
            return {}
        return {each.get("Id", ""): (each.get("Type", "").rpartition("/")[2], self.resolve(folder, each.get("Target", "")))
                for each in self.find(rels, "rel:Relationship") if each.get("TargetMode") != "External"}

    @staticmethod
    def resolve(folder: str, target: str) -> str:
        return posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")


def targets_exist(deck: Deck) -> Iterator[str]:
    """Every relationship leads from a part to a part, and every id used in a part is among its relationships."""
    ids: dict[str, set[str]] = {}
    for rels in deck.parts:
        if not rels.endswith(".rels"):
            continue
        owner = rels.replace("_rels/", "", 1).removesuffix(".rels")
        if owner and owner not in deck.parts:
            yield f"{rels} belongs to no part"
        for _, target in deck.relations(owner).values():
            if target not in deck.parts:
                yield f"{owner or 'the package'} points to {target}, which is not there"
        ids[owner] = {str(each.get("Id")) for each in deck.find(rels, "rel:Relationship")}
    for name in deck.parts:
        if name.endswith(".xml"):
            used = {value for each in deck.xml(name).iter() for key, value in each.attrib.items()
                    if str(key).startswith(f"{{{NS['r']}}}")}
            yield from (f"{name}: {id} is used and not known" for id in sorted(used - ids.get(name, set())))


def types_complete(deck: Deck) -> Iterator[str]:
    """Every part has a content type of its own or by its ending, and no type is stated for a part that is not there.

    XML has one of its own, but for the data of custom XML parts.
    """
    root = deck.xml("[Content_Types].xml")
    endings = {each.get("Extension") for each in root.iterfind("ct:Default", NS)}
    stated = [str(each.get("PartName")).lstrip("/") for each in root.iterfind("ct:Override", NS)]
    for name in stated:
        if name not in deck.parts:
            yield f"a type is stated for {name}, which is not there"
    for name in deck.parts:
        if name == "[Content_Types].xml" or name in stated:
            continue
        if (name.endswith(".xml") and not name.startswith("customXml/item")) or name.rpartition(".")[2] not in endings:
            yield f"{name} has no content type"


def names_unique(deck: Deck) -> Iterator[str]:
    """No part is twice in the zip, not even in other capitals."""
    for name, times in Counter(name.lower() for name in deck.entries).items():
        if times > 1:
            yield f"{name} is {times} times in the zip"


def slides_listed(deck: Deck) -> Iterator[str]:
    """Slide ids are unique, from 256, and every slide part is listed once."""
    ids = [int(each.get("id", "0")) for each in deck.find(PRESENTATION, "p:sldIdLst/p:sldId")]
    if len(set(ids)) < len(ids):
        yield "two slides have one id"
    if any(not 256 <= id < 2147483648 for id in ids):
        yield "a slide id is out of range"
    known = deck.relations(PRESENTATION)
    listed = Counter(known[each.get(RID, "")][1] for each in deck.find(PRESENTATION, "p:sldIdLst/p:sldId"))
    for name in deck.of("ppt/slides"):
        if listed[name] != 1:
            yield f"{name} is listed {listed[name]} times"


def sections_whole(deck: Deck) -> Iterator[str]:
    """Sections name known slides only, each slide once, in the order of the show."""
    slides = [each.get("id") for each in deck.find(PRESENTATION, "p:sldIdLst/p:sldId")]
    named = [each.get("id") for each in deck.find(PRESENTATION, ".//p14:section/p14:sldIdLst/p14:sldId")]
    if deck.find(PRESENTATION, ".//p14:sectionLst") and named != slides:
        yield f"sections name {named}, the slides are {slides}"


def layouts_there(deck: Deck) -> Iterator[str]:
    """Every slide has one layout, and every placeholder of it is found there."""
    for name in deck.of("ppt/slides"):
        layouts = [target for kind, target in deck.relations(name).values() if kind == "slideLayout"]
        if len(layouts) != 1:
            yield f"{name} has {len(layouts)} layouts"
            continue
        offered = {(each.get("type", "obj"), each.get("idx", "0")) for each in deck.find(layouts[0], ".//p:ph")}
        for each in deck.find(name, ".//p:ph"):
            if (each.get("type", "obj"), each.get("idx", "0")) not in offered:
                yield f"{name}: its layout has no {each.get('type')} {each.get('idx')}"


def notes_tied(deck: Deck) -> Iterator[str]:
    """A slide and its notes point to each other, and the notes to the notes master, which the presentation names."""
    for name in deck.of("ppt/notesSlides"):
        targets = {kind: target for kind, target in deck.relations(name).values()}
        back = [target for kind, target in deck.relations(targets.get("slide", "")).values() if kind == "notesSlide"]
        if back != [name]:
            yield f"{name}: no slide, or one that does not point back"
        if "notesMaster" not in targets:
            yield f"{name} has no notes master"
    if deck.of("ppt/notesSlides") and not deck.find(PRESENTATION, "p:notesMasterIdLst/p:notesMasterId"):
        yield "the presentation names no notes master"


def shape_ids(deck: Deck) -> Iterator[str]:
    """Shape ids are unique on a page, and connectors are glued to shapes that are there.

    A shape that stands there twice, for programs that know formulas and for others, has one id.
    """
    for folder in ("ppt/slides", "ppt/slideLayouts", "ppt/slideMasters", "ppt/notesSlides", "ppt/notesMasters"):
        for name in deck.of(folder):
            for left_out in ("Fallback", "Choice"):
                ids = Counter(each.get("id") for each in deck.find(name, ".//p:cNvPr") if left_out not in above(each))
                yield from (f"{name}: shape id {id} is there {times} times" for id, times in ids.items() if times > 1)
            for tag in ("stCxn", "endCxn"):
                for each in deck.find(name, f".//a:{tag}"):
                    if each.get("id") not in ids:
                        yield f"{name}: a connector is glued to {each.get('id')}, which is not there"


def above(element: etree._Element) -> set[str]:
    """The names of the elements around one."""
    return {etree.QName(each).localname for each in element.iterancestors()}


def tables_square(deck: Deck) -> Iterator[str]:
    """Every row of a table has a cell for each column; tables stand in no group."""
    for name in deck.of("ppt/slides"):
        for table in deck.find(name, ".//a:tbl"):
            columns = len(table.findall("a:tblGrid/a:gridCol", NS))
            for row in table.iterfind("a:tr", NS):
                if (cells := len(row.findall("a:tc", NS))) != columns:
                    yield f"{name}: a row of {cells} cells in a table of {columns} columns"
        if deck.find(name, ".//p:grpSp//a:tbl"):
            yield f"{name}: a table stands in a group"


def charts_whole(deck: Deck) -> Iterator[str]:
    """Axis ids are positive and meet, and the workbook opens and holds what the chart shows."""
    from openpyxl import load_workbook

    for name in deck.of("ppt/charts"):
        axes = [each.get("val", "") for each in deck.find(name, ".//c:catAx/c:axId") + deck.find(name, ".//c:valAx/c:axId")]
        used = [each.get("val", "") for kind in ("bar", "line", "scatter")
                for each in deck.find(name, f".//c:{kind}Chart/c:axId")]
        crossing = [each.get("val", "") for each in deck.find(name, ".//c:crossAx")]
        if not sorted(axes) == sorted(used) == sorted(crossing):
            yield f"{name}: axes {axes}, {used}, {crossing} do not meet"
        if any(not id.isdigit() or int(id) == 0 for id in axes):
            yield f"{name}: an axis id that is not positive"
        book = next((target for kind, target in deck.relations(name).values() if kind == "package"), "")
        try:
            sheet = load_workbook(BytesIO(deck.parts[book])).active
        except (KeyError, BadZipFile):
            yield f"{name}: no workbook that opens"
            continue
        for reference in deck.find(name, ".//c:strRef") + deck.find(name, ".//c:numRef"):
            formula = reference.findtext("c:f", "", NS).partition("!")[2]
            cells = sheet[formula.replace("$", "")]
            values = [row[0].value for row in cells] if isinstance(cells, tuple) else [cells.value]
            points = reference.iterfind(".//c:pt", NS)
            shown = {int(point.get("idx", "")): point.findtext("c:v", "", NS) for point in points}
            held = {number: f"{value:.15g}" if isinstance(value, int | float) else value
                    for number, value in enumerate(values) if value is not None}
            if held != shown:
                yield f"{name}: {formula} holds {held}, the chart shows {shown}"


SVG_BLIP = "{http://schemas.microsoft.com/office/drawing/2016/SVG/main}svgBlip"
EMBED = f"{{{NS['r']}}}embed"
STARTS = {"png": b"\x89PNG", "jpeg": b"\xff\xd8\xff", "svg": b"<"}


def pictures_whole(deck: Deck) -> Iterator[str]:
    """A picture is a PNG or JPEG that is one, an SVG its extension; every picture of a slide is shown, none is there twice."""
    shown: set[str] = set()
    for name in deck.of("ppt/slides"):
        known = deck.relations(name)
        for blip in deck.find(name, ".//a:blip"):
            kinds = [(str(blip.get(EMBED)), ("png", "jpeg")), *((str(each.get(EMBED)), ("svg",)) for each in blip.iter(SVG_BLIP))]
            for id, endings in kinds:
                target = known.get(id, ("", ""))[1]
                ending = target.rpartition(".")[2]
                shown.add(target)
                if ending not in endings or not deck.parts.get(target, b"").lstrip().startswith(STARTS[ending]):
                    yield f"{name}: {target} is no picture of the kind {' or '.join(endings)}"
    own = {target for name in deck.of("ppt/slides") for kind, target in deck.relations(name).values() if kind == "image"}
    yield from (f"{target} is related and not shown" for target in sorted(own - shown))
    for data, times in Counter(deck.parts[target] for target in own if target in deck.parts).items():
        if times > 1:
            yield f"a picture of {len(data)} bytes is there {times} times"


def builds_aimed(deck: Deck) -> Iterator[str]:
    """Whatever appears at a click is there: each target a shape of its page, each paragraph one of its text.

    Ids of time nodes are dense from 1; each group number that an effect names stands in the list of builds, and the other way
    round; `build="p"` is text with effects by paragraph.
    """
    for name in deck.of("ppt/slides"):
        shapes = {each.get("id"): each.getparent().getparent() for each in deck.find(name, ".//p:cNvPr")}
        inside = {each.get("id") for each in deck.find(name, ".//p:grpSp/*/*/p:cNvPr")} - {
            each.get("id") for each in deck.find(name, "p:cSld/p:spTree/*/*/p:cNvPr")}
        ids = [int(each.get("id", "0")) for each in deck.find(name, ".//p:cTn")]
        if sorted(ids) != list(range(1, len(ids) + 1)):
            yield f"{name}: time nodes are numbered {ids}"
        parts: dict[str | None, set[int]] = {}
        for each in deck.find(name, ".//p:spTgt"):
            aim = each.get("spid")
            if aim not in shapes:
                yield f"{name}: something appears that is not there: {aim}"
                continue
            if aim in inside:
                yield f"{name}: {aim} appears by itself and stands in a group"
            for part in each.iterfind("p:txEl/p:pRg", NS):
                last = len(shapes[aim].findall("p:txBody/a:p", NS)) - 1
                start, end = int(part.get("st", "-1")), int(part.get("end", "-1"))
                parts.setdefault(aim, set()).update(range(start, end + 1))
                if not 0 <= start <= end <= last:
                    yield f"{name}: paragraphs {start} to {end} of {aim} appear, its last is {last}"
        grouped = {(target.get("spid"), each.get("grpId")) for each in deck.find(name, ".//p:cTn[@grpId]")
                   for target in each.iterfind(".//p:spTgt", NS)}
        listed = [(each.get("spid"), each.get("grpId")) for each in deck.find(name, "p:timing/p:bldLst/*")]
        if sorted(listed, key=str) != sorted(grouped, key=str):
            yield f"{name}: the list of builds names {listed}, the effects {sorted(grouped, key=str)}"
        for each in deck.find(name, "p:timing/p:bldLst/p:bldP[@build='p']"):
            if not parts.get(each.get("spid")):
                yield f"{name}: {each.get('spid')} is built by paragraphs, and none of them appears"


CHECKS: tuple[Callable[[Deck], Iterator[str]], ...] = (
    targets_exist, types_complete, names_unique, slides_listed, sections_whole, layouts_there, notes_tied, shape_ids,
    tables_square, charts_whole, builds_aimed, pictures_whole,
)


def faults(deck: Deck) -> list[str]:
    """All that the checks find."""
    return [fault for check in CHECKS for fault in check(deck)]
