"""What belongs to a whole deck: its presentation part, table styles, embedded fonts, and the record of where slides came from.

The first deck that slides are taken from (or the theme) gives size, text style of free boxes and rules of line breaking. Left
behind are passwords against changes, signatures, thumbnails, printer settings, view settings, lists of revisions, and macros.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from copy import deepcopy
from typing import Any

from lxml import etree

from deckgen.formats.powerpoint.copy.book import Book, Out, Part
from deckgen.formats.powerpoint.copy.listing import PICKED
from deckgen.formats.powerpoint.copy.names import PRESENTATION, STYLES, a, canonical, p, r
from deckgen.formats.powerpoint.copy.report import Report
from deckgen.formats.powerpoint.copy.source import Source
from deckgen.formats.powerpoint.drawing import HEAD, NAMESPACES, A, P, R
from deckgen.formats.powerpoint.package import KINDS, OFFICE
from deckgen.formats.powerpoint.write import guid

KEPT = ("firstSlideNum", "rtl", "saveSubsetFonts", "autoCompressPictures", "strictFirstAndLastChars", "showSpecialPlsOnTitleSld",
        "embedTrueTypeFonts")
"""Attributes of a presentation that are taken from the first deck."""
PLAIN_STYLE = "{5C22544A-7EE6-4342-B048-85BDC9FD1C3A}"
"""The table style that PowerPoint takes when nothing is said: Medium Style 2, Accent 1."""
RESTRICTED, MAGIC = 0x0002, 0x504C
"""The bit of OS/2 `fsType` that forbids embedding; what stands behind it in an EOT file (W3C submission of 2008)."""


def presentation(base: Source) -> Part:
    """The presentation part with an empty frame: children are added in the schema's order."""
    root = etree.Element(f"{p}presentation", nsmap={"a": A, "r": R, "p": P})
    for key in KEPT:
        said = base.presentation.get(key)
        if said is not None:
            root.set(key, said)
    return Part("ppt/presentation.xml", PRESENTATION, root=root)


def sizes(root: Any, base: Source, size: tuple[int, int], notes: Source | None) -> None:
    """The sizes of slides and of notes pages."""
    found = base.presentation.find(f"{p}sldSz")
    mine = etree.SubElement(root, f"{p}sldSz", {"cx": str(size[0]), "cy": str(size[1])})
    if found is not None and found.get("type") and base.size == size:
        mine.set("type", found.get("type"))
    found = (notes or base).presentation.find(f"{p}notesSz")
    known = found.attrib if found is not None else {}
    across, down = known.get("cx", "6858000"), known.get("cy", "9144000")
    etree.SubElement(root, f"{p}notesSz", {"cx": across, "cy": down})


def fonts(book: Book, part: Part, sources: Sequence[Source], report: Report) -> Any:
    """The list of embedded fonts of all decks, one for each face; None where there is none. One that forbids it stays behind."""
    rows = etree.Element(f"{p}embeddedFontLst")
    seen: set[str] = set()
    for source in sources:
        known = source.relations(source.main)
        for each in source.presentation.iterfind(f"{p}embeddedFontLst/{p}embeddedFont"):
            font = each.find(f"{p}font")
            face = font.get("typeface", "") if font is not None else ""
            if not face or face in seen:
                continue
            mine = deepcopy(each)
            files = []
            for cut in mine:
                relation = known.get(cut.get(f"{r}id", ""))
                if relation is not None and relation.part and relation.there:
                    files.append((cut, relation))
            if any(forbidden(source.part(relation.target)) for _, relation in files):
                report.say(source, f"the embedded font {face} may not be passed on and stays behind",
                           "text in it is set in another face where it is not installed", "picked-font")
                continue
            if not files:
                continue
            seen.add(face)
            for cut, relation in files:
                data = source.part(relation.target)
                added = book.add(Part(book.numbered("ppt/fonts/font", "fntdata"), "application/x-fontdata", data))
                cut.set(f"{r}id", part.point(relation.type, added.name))
            rows.append(mine)
            report.say(source, f"the embedded font {face} came along", "see that its licence allows it", "picked-font")
    return rows if len(rows) else None


def forbidden(data: bytes) -> bool:
    """Whether a font file (EOT, as PowerPoint embeds it) says that it may not be embedded."""
    if len(data) < 36:
        return False
    allowed, magic = struct.unpack_from("<HH", data, 32)
    return bool(magic == MAGIC and allowed & 0x000F == RESTRICTED)


class TableStyles:
    """The table styles that slides of the new deck use, one for each id; another style under the same id gets a new one."""

    def __init__(self, base: Source) -> None:
        self.default = next((source.get("def", "") for name in base.related(base.main, "tableStyles")
                             for source in (base.tree(name),)), "") or PLAIN_STYLE
        self.found: dict[str, Any] = {}
        self._known: dict[int, dict[str, Any]] = {}

    def take(self, source: Source, root: Any) -> None:
        """Take along the styles that the tables of a slide, layout or master name."""
        for said in root.iter(f"{a}tableStyleId"):
            style = self._of(source).get((said.text or "").strip())
            if style is None:
                continue
            id = style.get("styleId")
            while id in self.found and not alike(self.found[id], style):
                id = guid(f"{id} {canonical(style).decode()}")
            if id not in self.found:
                self.found[id] = mine = deepcopy(style)
                mine.set("styleId", id)
            said.text = id

    def _of(self, source: Source) -> dict[str, Any]:
        if id(source) not in self._known:
            self._known[id(source)] = styles_of(source)
        return self._known[id(source)]

    def part(self) -> Part:
        """The part that holds them."""
        root = etree.Element(f"{a}tblStyleLst", {"def": self.default}, nsmap={"a": A, "r": R})
        root.extend(self.found.values())
        return Part("ppt/tableStyles.xml", STYLES, root=root)


def styles_of(source: Source) -> dict[str, Any]:
    """The table styles that a deck defines, by id; those that PowerPoint brings along are not among them."""
    return {each.get("styleId", ""): each for name in source.related(source.main, "tableStyles")
            for each in source.tree(name).iter(f"{a}tblStyle")}


def alike(one: Any, other: Any) -> bool:
    """Whether two styles are one, apart from their ids."""
    def text(style: Any) -> bytes:
        bare = deepcopy(style)
        bare.tail = None
        bare.attrib.pop("styleId", None)
        return canonical(bare)

    return text(one) == text(other)


def properties(book: Book, part: Part) -> None:
    """The parts with settings of the show and of the window that PowerPoint expects: nothing but defaults."""
    for name, text in (("presProps", f"<p:presentationPr {NAMESPACES}/>"),
                       ("viewProps", f'<p:viewPr {NAMESPACES}><p:gridSpacing cx="50800" cy="50800"/></p:viewPr>')):
        book.add(Part(f"ppt/{name}.xml", KINDS[f"ppt/{name}"], f"{HEAD}{text}".encode()))
        part.point(f"{R}/{name}", f"ppt/{name}.xml")


def record(book: Book, part: Part, rows: Sequence[tuple[dict[str, str], Any]]) -> None:
    """Where each slide came from, as custom XML: PowerPoint keeps such a part. What was recorded of it before stands inside.

        <picked xmlns="urn:deckgen:picked:1"><slide id="256" from="theirs.pptx" sha256="…" number="3" was="1890452"/>…
    """
    root = etree.Element(f"{{{PICKED}}}picked", nsmap={None: PICKED})
    for row, before in rows:
        slide = etree.SubElement(root, f"{{{PICKED}}}slide", {key: value for key, value in row.items() if value})
        if before is not None:
            slide.append(deepcopy(before))
    item = book.add(Part(book.numbered("customXml/item"), "application/xml", root=root))
    props = book.numbered("customXml/itemProps")
    id = book.item(guid(PICKED))
    space = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
    book.add(Part(props, OFFICE + "customXmlProperties+xml", (
        f'{HEAD}<ds:datastoreItem ds:itemID="{id}" xmlns:ds="{space}"><ds:schemaRefs><ds:schemaRef ds:uri="{PICKED}"/>'
        "</ds:schemaRefs></ds:datastoreItem>").encode()))
    item.out.append(Out("rId1", f"{R}/customXmlProps", props, "part"))
    part.point(f"{R}/customXml", item.name)
