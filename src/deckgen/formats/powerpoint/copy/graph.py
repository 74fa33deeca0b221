"""The graph of parts below a slide, cloned.

    slide1.xml ─▶ chart1.xml ─▶ workbook, style, colours, drawing (▶ pictures), theme override
               ─▶ data1.xml (SmartArt) ─▶ pictures        drawing1.xml is reached by the slide's own relation, `dsp:dataModelExt`
               ─▶ oleObject1.bin, vmlDrawing1.vml ─▶ previews
               ─▶ media1.mp4, twice: as `video` and as Microsoft's `media` of 2007

Ids of relationships stay. A part without anything to change is copied byte for byte; only pictures, sounds and films are shared,
all else is a part for each slide, so that changing one never changes another. What leads nowhere is taken out together with the
element that names it: such an id is what makes PowerPoint offer a repair.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from deckgen.formats.powerpoint.copy.book import Book, Out, Part, is_shared
from deckgen.formats.powerpoint.copy.names import (
    HANDOUT,
    LAYOUT,
    MAINS,
    MASTER,
    MC,
    NOTES,
    NOTES_MASTER,
    SLIDE,
    local,
    p,
    r,
)
from deckgen.formats.powerpoint.copy.report import Report
from deckgen.formats.powerpoint.copy.source import Relation, Source
from deckgen.formats.powerpoint.package import OFFICE

STRUCTURE = {SLIDE, LAYOUT, MASTER, NOTES, NOTES_MASTER, HANDOUT, *MAINS}
"""Content types of parts that hang together in ways of their own: they are never cloned as something below a slide."""
ITEM_PROPERTIES = OFFICE + "customXmlProperties+xml"
ITEM_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/customXml}itemID"
LEFT = {"vbaProject", "wordVbaData", "slideUpdateInfo", "slideUpdateUrl"}
"""Kinds of relationships that are not followed."""
WHOLE = {"hlinkClick", "hlinkHover", "hlinkMouseOver", "snd", "externalData", "tags", "custData", "userShapes", "audioFile",
         "videoFile", "wavAudioFile", "quickTimeFile", "media", "control", "svgBlip", "imgLayer"}
"""Elements that mean nothing without their relationship; others only lose the attribute."""
Rule = Callable[[Relation], "str | None"]
"""Where a relationship of a special kind leads in the new deck; None for nowhere."""


class Cloning:
    """Clones what is below one slide, one layout, one master …: what is reached twice from there is one part there too."""

    def __init__(self, book: Book, source: Source, report: Report, rules: dict[str, Rule], slide: int = 0,
                 change: Callable[[str, Any], bool] | None = None) -> None:
        self.book, self.source, self.report, self.rules, self.slide = book, source, report, rules, slide
        self.change = change
        """Changes the XML of a part below, by its content type, and says whether it did."""
        self.made: dict[str, str] = {}

    def below(self, part: str, own: dict[str, Rule] | None = None) -> tuple[list[Out], set[str]]:
        """What a clone of this part points to, everything below cloned; and the ids that lead nowhere any more."""
        rules = {**self.rules, **(own or {})}
        out, gone = [], set()
        for each in self.source.relations(part).values():
            if each.outside:
                self.report.outside(self.source, self.slide, each)
                out.append(Out(each.id, each.type, each.target, "outside"))
            elif not each.part:
                out.append(Out(each.id, each.type, each.target, "place"))
            else:
                target = self._target(each, rules) if each.there else None
                if target is None:
                    gone.add(each.id)
                else:
                    out.append(Out(each.id, each.type, target, "part", each.place))
        return out, gone

    def _target(self, each: Relation, rules: dict[str, Rule]) -> str | None:
        if each.kind in rules:
            return rules[each.kind](each)
        if each.kind in LEFT or self.source.type_of(each.target) in STRUCTURE:
            return None
        return self.clone(each)

    def clone(self, relation: Relation) -> str:
        """The copy of a part below."""
        name = relation.target
        if name not in self.made:
            if is_shared(self.source, relation):
                self.made[name] = self.book.shared(self.source, name)
            else:
                self.made[name] = fresh = self.book.name(name)
                part = self.book.add(Part(fresh, self.source.type_of(name)))
                part.out, gone = self.below(name)
                self._fill(part, name, gone)
        return self.made[name]

    def _fill(self, part: Part, name: str, gone: set[str]) -> None:
        """Its bytes as they are, or its XML where that must change."""
        if part.kind == ITEM_PROPERTIES:
            part.root = self.source.fresh(name)
            part.root.set(ITEM_ID, self.book.item(part.root.get(ITEM_ID, "")))
            return
        if gone or (self.change is not None and name.lower().endswith(".xml")):
            root = self.source.fresh(name) if part.kind.endswith("xml") else None
            if root is not None:
                without(root, gone)
                if (self.change is not None and self.change(part.kind, root)) or gone:
                    part.root = root
                    return
        part.data = self.source.part(name)


def without(root: Any, gone: Iterable[str], known: set[str] | None = None) -> None:
    """Take out of a part's XML what names these relationships, and what names one that is not `known`."""
    gone = set(gone)
    if not gone and known is None:
        return
    for element in list(root.iter()):
        for key, value in list(element.attrib.items()):
            if key.startswith(r) and value and (value in gone or (known is not None and value not in known)):
                if local(element) in WHOLE:
                    remove(element)
                    break
                del element.attrib[key]


def remove(element: Any) -> None:
    """Take an element out; a parent that would be left empty and may not be goes too."""
    parent = element.getparent()
    if parent is None:
        return
    keep_tail(element)
    parent.remove(element)
    if local(parent) in ("custDataLst", "stSnd", "sndAc", "ext", "extLst", "controls", "imgProps") and len(parent) == 0:
        remove(parent)


def keep_tail(element: Any) -> None:
    """Text behind an element belongs to its parent: lxml would take it out as well."""
    if not element.tail:
        return
    before = element.getprevious()
    if before is not None:
        before.tail = (before.tail or "") + element.tail
    else:
        parent = element.getparent()
        parent.text = (parent.text or "") + element.tail


def apart(root: Any) -> None:
    """Give a shape whose id another one has already a new one: what is animated or glued is the first of them.

    The second form of a shape, for older programs, has the ids of the first by right.
    """
    known = {each.get("id") for each in root.iter(f"{p}cNvPr")}
    seen: set[str] = set()
    for each in root.iter(f"{p}cNvPr"):
        if any(above.tag == f"{MC}AlternateContent" for above in each.iterancestors()):
            continue
        id = each.get("id", "")
        if id in seen:
            id = str(max((int(other) for other in known if other and other.isdigit()), default=1) + 1)
            known.add(id)
            each.set("id", id)
        seen.add(id)
