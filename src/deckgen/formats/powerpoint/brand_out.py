"""The talk built into somebody's template: its parts as they are, and a presentation part that lists our slides.

The presentation part keeps what it says of the look (masters, sizes, fonts, text of shapes) and loses what it says of the sample
slides: their list, custom shows, sections, the password against changes, tags, photo albums. What the file lacks and PowerPoint
wants is added: a notes master, which is ours, and parts for view, show and table styles.
"""

from __future__ import annotations

import posixpath
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from deckgen.formats.powerpoint.brand import Brand, numbered, rels_of
from deckgen.formats.powerpoint.drawing import HEAD, NAMESPACES, A, P, R, escape
from deckgen.formats.powerpoint.identity import MANIFEST
from deckgen.formats.powerpoint.notes_master import notes_master
from deckgen.formats.powerpoint.package import PACKAGE, Package, Relations
from deckgen.formats.powerpoint.slide import MAPPING
from deckgen.formats.powerpoint.theme_out import colours_and_faces
from deckgen.scene import Deck
from deckgen.theme.model import Theme
from deckgen.value import value

if TYPE_CHECKING:
    from collections.abc import Mapping

PRESENTATION = "ppt/presentation.xml"
GONE = ("sldIdLst", "custShowLst", "photoAlbum", "custDataLst", "modifyVerifier", "smartTags")
"""Children of the presentation that speak of the sample slides, or of the file's past."""
SECTIONS = "{521415D9-36F7-43E2-AB2F-B90AF26B5E84}"
SLIDES_OF_SHOW = ("custShow", "sldRg", "sldAll")
EXTRA = {
    "presProps": f"{HEAD}<p:presentationPr {NAMESPACES}/>",
    "viewProps": f'{HEAD}<p:viewPr {NAMESPACES}><p:gridSpacing cx="50800" cy="50800"/></p:viewPr>',
    "tableStyles": f'{HEAD}<a:tblStyleLst {NAMESPACES} def="{{5C22544A-7EE6-4342-B048-85BDC9FD1C3A}}"/>',
}
"""Parts that PowerPoint looks for, where the file has none."""


@value(frozen=True)
class Placed:
    """Where slides find what they point to, seen from their folder."""

    layouts: Mapping[str, str]
    mappings: Mapping[str, str]
    """The colour map of a slide, by layout."""
    notes_master: str
    look: bytes
    """A theme part, for workbooks."""
    charts: int
    """How many charts and workbooks are there already, by their numbers."""
    media: int
    """How many pictures, likewise."""


def add_brand(package: Package, deck: Deck, theme: Theme, first_slide: int, sections: str) -> Placed:
    """The template's parts into the package, and a presentation part that lists the deck's slides from this id on."""
    brand = theme.origin
    assert isinstance(brand, Brand)
    ids = _Ids(brand)
    masters = brand.related(brand.main, "notesMaster")
    notes = masters[0] if masters and masters[0] in brand.parts else ""
    added: list[tuple[str, bytes | str, Relations | None]] = []
    if not notes:
        notes = _free(brand, "ppt/notesMasters/notesMaster")
        look = _free(brand, "ppt/theme/theme")
        relations = Relations()
        relations.add("theme", posixpath.relpath(look, "ppt/notesMasters"))
        added += [(notes, notes_master(theme, deck), relations), (look, colours_and_faces(theme), None)]
        ids.add("notesMaster", notes)
    for kind, text in EXTRA.items():
        if not _useful(brand, kind):
            ids.drop(kind)
            name = f"ppt/{kind}.xml"
            added.append((name, text, None))
            ids.add(kind, name)
    slides = [ids.add("slide", f"ppt/slides/slide{number}.xml") for number in range(1, len(deck.pages) + 1)]
    ids.add("customXml", f"{MANIFEST}.xml")
    package.add(PRESENTATION, presentation(brand, ids, slides, first_slide, sections))
    package.plain(rels_of(PRESENTATION), ids.xml())
    for name, data in brand.parts.items():
        if name not in (brand.main, rels_of(brand.main)) and name not in ids.dropped and name not in {each[0] for each in added}:
            if name.endswith(".rels"):
                package.plain(name, data)
            else:
                package.keep(name, data, brand.types[name])
    for name, part, own in added:
        package.add(name, part, own)
    seen = {name: layout for name, layout in theme.layouts.items()}
    return Placed(
        {name: posixpath.relpath(layout.part, "ppt/slides") for name, layout in seen.items()},
        {name: mapping(brand, layout.part) for name, layout in seen.items()},
        posixpath.relpath(notes, "ppt/slides"), colours_and_faces(replace(theme, name="Chart")).encode(),
        numbered(name for name in brand.parts if name.startswith(("ppt/charts/", "ppt/embeddings/"))),
        numbered(name for name in brand.parts if name.startswith("ppt/media/")))


class _Ids:
    """Relationships of the presentation: those that are kept have their old ids, for the part names them."""

    def __init__(self, brand: Brand) -> None:
        kept = {id: each for id, each in brand.relations(brand.main).items() if each.target in brand.parts and not each.outside}
        self.rows: dict[str, tuple[str, str]] = {id: (each.kind, each.target) for id, each in kept.items()}
        self.dropped: set[str] = set()
        self.next = 1

    def drop(self, kind: str) -> None:
        for id, (own, target) in list(self.rows.items()):
            if own == kind:
                del self.rows[id]
                self.dropped.add(target)

    def add(self, kind: str, target: str) -> str:
        while f"rId{self.next}" in self.rows:
            self.next += 1
        id = f"rId{self.next}"
        self.rows[id] = kind, target
        return id

    def of(self, kind: str) -> str:
        return next(id for id, (own, _) in self.rows.items() if own == kind)

    def xml(self) -> str:
        rows = "".join([f'<Relationship Id="{escape(id)}" Type="{R}/{kind}" Target="{escape(posixpath.relpath(target, "ppt"))}"/>'
                        for id, (kind, target) in self.rows.items()])
        return f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{rows}</Relationships>'


def _free(brand: Brand, stem: str) -> str:
    """A name for a part that none of the file's has."""
    return f"{stem}{numbered(name for name in brand.parts if name.startswith(stem)) + 1}.xml"


def _useful(brand: Brand, kind: str) -> bool:
    """Whether the file has this part, and it speaks of no sample slide."""
    found = brand.related(brand.main, kind)
    if not found or found[0] not in brand.parts:
        return False
    return kind != "presProps" or not any(each.tag.endswith(f"}}{name}") for each in brand.tree(found[0]).iter()
                                          for name in SLIDES_OF_SHOW)


def mapping(brand: Brand, layout: str) -> str:
    """What a slide says of colours: the master's map, or the one with which its layout replaces that."""
    own = brand.tree(layout).find(f"{{{P}}}clrMapOvr/{{{A}}}overrideClrMapping")
    if own is None:
        return MAPPING
    pairs = "".join([f' {key}="{escape(each)}"' for key, each in own.attrib.items()])
    return f"<p:clrMapOvr><a:overrideClrMapping{pairs}/></p:clrMapOvr>"


def presentation(brand: Brand, ids: _Ids, slides: list[str], first: int, sections: str) -> bytes:
    """The file's own presentation part with our slides in it. `sections` is their list as an extension, empty for none."""
    from lxml import etree  # it keeps the prefixes, which markup compatibility names

    root = etree.fromstring(brand.parts[brand.main], etree.XMLParser(resolve_entities=False, no_network=True))
    for name in GONE:
        for each in root.findall(f"{{{P}}}{name}"):
            root.remove(each)
    root.attrib.pop("firstSlideNum", None)
    _extensions(root, sections, etree)
    masters = root.find(f"{{{P}}}sldMasterIdLst")
    place = root.index(masters) + 1
    if root.find(f"{{{P}}}notesMasterIdLst") is None:
        entry = f'<p:notesMasterId r:id="{ids.of("notesMaster")}"/>'
        root.insert(place, etree.fromstring(f"<p:notesMasterIdLst {NAMESPACES}>{entry}</p:notesMasterIdLst>"))
    for name in ("notesMasterIdLst", "handoutMasterIdLst"):
        found = root.find(f"{{{P}}}{name}")
        place = place if found is None else root.index(found) + 1
    if slides:
        rows = "".join([f'<p:sldId id="{first + number}" r:id="{id}"/>' for number, id in enumerate(slides)])
        root.insert(place, etree.fromstring(f"<p:sldIdLst {NAMESPACES}>{rows}</p:sldIdLst>"))
    etree.cleanup_namespaces(root, keep_ns_prefixes=list(prefix for prefix in root.nsmap if prefix))
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def _extensions(root: Any, sections: str, etree: Any) -> None:
    """The old list of sections out, ours in; guides and other extensions stay."""
    holder = root.find(f"{{{P}}}extLst")
    if holder is None and sections:
        holder = etree.SubElement(root, f"{{{P}}}extLst")
    if holder is None:
        return
    for each in holder.findall(f"{{{P}}}ext"):
        if each.get("uri") == SECTIONS:
            holder.remove(each)
    if sections:
        holder.insert(0, etree.fromstring(sections.replace("<p:ext ", f'<p:ext xmlns:p="{P}" ', 1)))
    if len(holder) == 0:
        root.remove(holder)
