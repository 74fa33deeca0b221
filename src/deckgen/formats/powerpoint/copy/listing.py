"""What is on the slides of a deck: number, id, title, section, layout, and what they hold.

The id of a slide is deckgen's own where it bears one (a tag `DECKGEN_ID`), else PowerPoint's creation id, which stays with a
slide through edits and moves; half of all decks have none, then it is the slide's number in the file's list, from 256.

    <p:custDataLst><p:tags r:id="rId2"/></p:custDataLst>      tag1.xml: <p:tag name="DECKGEN_ID" val="scale"/>
    <p14:creationId val="3532476879"/>                        in the slide's p:cSld or p:nvPr extensions
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Any

from deckgen.formats.powerpoint.copy.names import MC, P14, a, p, r
from deckgen.formats.powerpoint.copy.source import Source
from deckgen.formats.powerpoint.identity import TAG
from deckgen.formats.powerpoint.read import read_slide
from deckgen.value import value

PICKED = "urn:deckgen:picked:1"
"""The namespace of the record of where slides came from."""
CHARTS = ("http://schemas.openxmlformats.org/drawingml/2006/chart", "http://schemas.microsoft.com/office/drawing/2014/chartex")
DIAGRAM = "http://schemas.openxmlformats.org/drawingml/2006/diagram"
TABLE = "http://schemas.openxmlformats.org/drawingml/2006/table"
OBJECT = "http://schemas.openxmlformats.org/presentationml/2006/ole"


@value(frozen=True)
class Slide:
    """One slide of a deck, as it is listed. Counts are of shapes, those inside of groups too."""

    number: int
    id: str
    title: str
    section: str
    layout: str
    hidden: bool
    notes: int
    """Characters of its notes, white space apart."""
    pictures: int = 0
    charts: int = 0
    diagrams: int = 0
    tables: int = 0
    media: int = 0
    objects: int = 0
    tag: str = ""
    creation: str = ""
    listed: str = ""
    """Its id in the presentation's list, which is another in every deck."""
    origin: str = ""
    """The deck that it was first taken from, and its id there; empty where that is not recorded."""
    page: str = ""
    """Which page of its slide it is, where deckgen's manifest knows it: `scale`, and `scale~2` where that goes on."""
    credit: Mapping[str, str] = field(default_factory=dict)
    """Whose it is, where the manifest says so: `author`, `licence`, `from` … as `scene.Credit` names them."""


def slides(source: Source) -> list[Slide]:
    """The slides of a deck in the order of the show."""
    named, rows = sections(source), recorded(source)
    return [_slide(source, number, listed, part, named.get(listed, ""), origin(rows.get(listed)))
            for number, (listed, part) in enumerate(source.listed, 1)]


def recorded(source: Source) -> dict[str, Any]:
    """Where the slides of a deck came from, if it was picked: rows of the record, by the ids in the presentation's list."""
    for name in source.related(source.main, "customXml"):
        if PICKED.encode() in source.part(name):
            return {each.get("id", ""): each for each in source.tree(name).iterfind(f"{{{PICKED}}}slide")}
    return {}


def origin(row: Any) -> str:
    """Where a slide was first taken from, as `deckgen pick` names it; empty where nothing is recorded."""
    if row is None:
        return ""
    first = list(row.iter(f"{{{PICKED}}}slide"))[-1]
    return f"{first.get('from', '')}#{first.get('was', '')}"


def sections(source: Source) -> dict[str, str]:
    """The names of sections, by the ids of their slides."""
    return {each.get("id", ""): section.get("name", "") for section in source.presentation.iter(f"{P14}section")
            for each in section.iter(f"{P14}sldId")}


def _slide(source: Source, number: int, listed: str, part: str, section: str, origin: str) -> Slide:
    root = source.fresh(part)  # not kept: of a deck with a thousand slides a few may be wanted
    page = read_slide(source.part(part))
    layouts = source.related(part, "slideLayout")
    named = source.tree(layouts[0]).find(f"{p}cSld") if layouts else None
    tag, creation = tag_of(source, part, root), creation_of(root)
    made, credit = known(source, tag, creation, listed)
    frames = [each.get("uri", "") for each in shown(root, f"{a}graphicData")]
    films = sum(1 for each in shown(root, f"{p}pic") if is_film(each))
    pictures = sum(1 for each in shown(root, f"{p}pic") if each.getparent().tag != f"{p}oleObj") - films
    return Slide(number, made or tag or creation or listed, page.title, section,
                 named.get("name", "") if named is not None else "", page.hidden, notes_of(source, part), pictures,
                 sum(each in CHARTS for each in frames), frames.count(DIAGRAM),
                 frames.count(TABLE), films, frames.count(OBJECT), tag, creation, listed, origin, made, credit)


def known(source: Source, tag: str, creation: str, listed: str) -> tuple[str, Mapping[str, str]]:
    """The id of the page in the manifest, and whose the slide is. A copy that PowerPoint made of a slide has its tag, but is no
    page of it; what bears no marks is known by its number in the presentation's list.
    """
    manifest = source.manifest
    if manifest is None:
        return "", {}
    found = next((each.id for each in manifest.slides.get(tag, ()) if creation and str(each.creation) == creation), "")
    bare = next((id for id, pages in manifest.slides.items() for each in pages if str(each.slide) == listed), "")
    return found, manifest.credits.get(tag or creation) or ({} if tag else manifest.credits.get(bare, {}))


def is_film(picture: Any) -> bool:
    """Whether a picture stands for a film or a sound."""
    return any(True for name in ("audioFile", "videoFile", "wavAudioFile", "quickTimeFile", "audioCd")
               for _ in picture.iterfind(f"{p}nvPicPr/{p}nvPr/{a}{name}"))


def shown(root: Any, tag: str) -> list[Any]:
    """Elements of one kind, each once where a slide holds a second form for older programs."""
    return [each for each in root.iter(tag) if not any(above.tag == f"{MC}Fallback" for above in each.iterancestors())]


def tag_of(source: Source, part: str, root: Any) -> str:
    """The id that deckgen gave a slide; empty where it gave none."""
    for mark in root.iterfind(f"{p}cSld/{p}custDataLst/{p}tags"):
        relation = source.relations(part).get(mark.get(f"{r}id", ""))
        if relation is not None and relation.part and relation.there:
            for each in source.fresh(relation.target).iter(f"{p}tag"):
                if each.get("name", "").upper() == TAG:
                    return str(each.get("val", ""))
    return ""


def creation_of(root: Any) -> str:
    """PowerPoint's creation id of a slide; empty where it has none."""
    for each in root.iterfind(f"{p}cSld/{p}extLst/{p}ext/{P14}creationId"):
        return str(each.get("val", ""))
    return ""


def notes_of(source: Source, part: str) -> int:
    """How many characters a slide's notes have."""
    return len("".join(notes_text(source, part).split()))


def notes_text(source: Source, part: str) -> str:
    """A slide's notes: the paragraphs of the placeholder for them."""
    for name in source.related(part, "notesSlide")[:1]:
        for shape in source.fresh(name).iter(f"{p}sp"):
            mark = shape.find(f"{p}nvSpPr/{p}nvPr/{p}ph")
            if mark is not None and mark.get("type") == "body":
                return "\n".join("".join(each.text or "" for each in paragraph.iter(f"{a}t"))
                                 for paragraph in shape.iter(f"{a}p"))
    return ""
