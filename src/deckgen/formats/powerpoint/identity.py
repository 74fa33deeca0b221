"""Identity: by what a deck's slides, shapes and words are known again after other programs have saved it.

Each slide points to a tag part that holds the id of its slide in the outline, and bears a creation id; each shape bears one too:

    <p:custDataLst><p:tags r:id="rId4"/></p:custDataLst>      <p:tagLst …><p:tag name="DECKGEN_ID" val="recipe"/></p:tagLst>
    <p:ext uri="{BB962C8B-…}"><p14:creationId val="2735429"/></p:ext>                        beside it in the slide
    <a:ext uri="{FF2B5EF4-…}"><a16:creationId id="{95CE4D3A-…}"/></a:ext>                    in the shape's p:cNvPr

One custom XML part is the manifest: which page belongs to which slide of the outline, by its ids, with a checksum; every stretch
of the author's words as it was built, with its key, its shape and its paragraph; and whose the slide is, where it was borrowed.
A deck of picked slides has one too, made of theirs.
The talk's title at the foot of each page is left out. It says nothing that is not in the deck or its notes: no comments of the
outline, none of its fields that reach no page.
The custom properties hold the id of the build, a digest of the manifest.

What is left after a program has opened a deck and saved it (`tests/test_identity.py` asks python-pptx 1.0 and LibreOffice; what
PowerPoint keeps is its documentation's word, and what hundreds of decks that it saved show):

    mark                            python-pptx   LibreOffice   PowerPoint
    DECKGEN_ID on the slide         kept          lost          kept; copied with a slide
    p14:creationId of the slide     kept          lost          kept; new on a duplicate
    a16:creationId of a shape       kept          lost          kept; copied with the shape
    name of a shape                 kept          kept (*)      kept, unless somebody renames it
    slide id                        kept          from 256 on   kept
    manifest (custom XML part)      kept          kept          kept, but for its Document Inspector
    build id (custom properties)    kept          kept          kept

(*) of shapes that are no placeholders; those become `PlaceHolder 1` and so on.

So a slide is known by its tag and creation id together (the tag alone is on copies too), and after LibreOffice by the manifest's
words. No second copy of the manifest is kept beside the outline: a build makes the same bytes again from the same outline, the
build id says which build it was, and a file that nobody opens goes stale.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from hashlib import sha1, sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import ParseError, fromstring
from zipfile import BadZipFile, ZipFile
from zlib import crc32

from deckgen.formats.powerpoint.drawing import HEAD, NAMESPACES, escape
from deckgen.value import value

if TYPE_CHECKING:
    from deckgen.formats.powerpoint.package import Package
    from deckgen.scene import Deck
    from deckgen.text.paragraph import Paragraph

TAG = "DECKGEN_ID"
"""PowerPoint makes capitals of the names of tags."""
BUILD = "deckgen.build"
MANIFEST = "customXml/item1"
SPACE = "urn:deckgen:manifest"
STORE = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
STORE_ID = "{5D3F2B0C-8C1B-5A54-9A39-0E6B1B7C5D2A}"
"""By what programs find the manifest among custom XML parts, whatever its name became."""
SHAPE = ('<a:ext uri="{FF2B5EF4-FFF2-40B4-BE49-F238E27FC236}"><a16:creationId '
         'xmlns:a16="http://schemas.microsoft.com/office/drawing/2014/main" id="{')
SHAPE_END = '}"/></a:ext>'

Said = tuple[str, int | str, str, str]
"""A stretch of the author's words on a page: shape, place in it, key, text. The place is a paragraph, counted from 0; in a table
`row/column/paragraph`."""
NOTES = "notes"
"""What stands for a shape where words stand in the notes."""


def tag(slide: str) -> str:
    """The tag part of a slide: the outline's id of it."""
    return f'{HEAD}<p:tagLst {NAMESPACES}><p:tag name="{TAG}" val="{escape(slide)}"/></p:tagLst>'


class CreationIds:
    """Creation ids of slides: 32 bits of a checksum of the deck's and the page's id, no two alike in one deck."""

    def __init__(self) -> None:
        self.taken: set[int] = set()

    def of(self, name: str) -> int:
        """The id of the page with this name, `deck/page`."""
        found = crc32(name.encode()) or 1
        while found in self.taken:
            found = found % 0xFFFFFFFF + 1
        self.taken.add(found)
        return found


class ShapeIds:
    """Creation ids of the shapes of one page: a GUID from the page's name, its last part from the shape's.

    Shapes of one name are counted, so that one more shape of another kind changes nobody's id.
    """

    def __init__(self, name: str) -> None:
        text = sha1(b"deckgen" + name.encode()).hexdigest().upper()
        self.start = f"{SHAPE}{text[:8]}-{text[8:12]}-5{text[13:16]}-A{text[17:20]}-{text[20:24]}"
        self.times: dict[str, int] = {}
        self.taken: set[int] = set()

    def of(self, name: str) -> str:
        """The extension that bears the next shape's id."""
        times = self.times[name] = self.times.get(name, 0) + 1
        found = crc32(f"{name}#{times}".encode())
        while found in self.taken:
            found = (found + 1) & 0xFFFFFFFF
        self.taken.add(found)
        return f"{self.start}{found:08X}{SHAPE_END}"


def said(shape: str, paragraphs: Sequence[Paragraph], place: str = "") -> Iterable[Said]:
    """The author's words in some paragraphs, a stretch for each key. `place` stands before the paragraph's number."""
    for number, each in enumerate(paragraphs):
        key, text = "", ""
        for run in each.runs:
            if run.key != key:
                if key:
                    yield shape, f"{place}{number}" if place else number, key, text
                key, text = run.key, ""
            text += run.text
        if key:
            yield shape, f"{place}{number}" if place else number, key, text


# ---- the manifest ----------------------------------------------------------------------------------------------------


def manifest(deck: Deck, written: Iterable[tuple[int, int, int, int, Sequence[Said]]]) -> str:
    """What the manifest says, as JSON. For each page: slide id, creation id, checksums of slide and notes, words."""
    slides: dict[str, dict[str, Any]] = {}
    for page, (number, creation, crc, notes, words) in zip(deck.pages, written, strict=True):
        slide = slides.get(page.slide)
        if slide is None:
            slide = slides[page.slide] = {"id": page.slide, "pages": []}
            if page.credit is not None:
                slide["credit"] = page.credit.as_data()
        slide["pages"].append({"id": page.id, "slide": number, "creation": creation, "crc": crc, "notes": notes, "words": words})
    return as_text(deck.id, deck.variant, deck.licence, list(slides.values()))


def as_text(deck: str, variant: str, licence: str, slides: Sequence[dict[str, Any]]) -> str:
    """The manifest's JSON."""
    head = {"deck": deck, "variant": variant, **({"licence": licence} if licence else {})}
    return json.dumps({**head, "slides": slides}, ensure_ascii=False, separators=(",", ":"))


def build_id(said: str) -> str:
    """The id of a build: its manifest's digest, and with the checksums in that of all slides and notes."""
    return sha256(said.encode()).hexdigest()[:16]


def add_manifest(package: Package, said: str, number: int = 1, properties: int = 1) -> None:
    """The manifest into the package, as its custom XML part with this number and with properties of that; a template's own
    custom XML stays behind with its slides.
    """
    from deckgen.formats.powerpoint.package import Relations

    package.add(f"customXml/item{number}.xml", f'{HEAD}<manifest xmlns="{SPACE}">{escape_text(said)}</manifest>', typed=False)
    relations = Relations()
    relations.add("customXmlProps", f"itemProps{properties}.xml")
    package.plain(f"customXml/_rels/item{number}.xml.rels", relations.xml())
    package.add(f"customXml/itemProps{properties}.xml",
                f'{HEAD}<ds:datastoreItem ds:itemID="{STORE_ID}" xmlns:ds="{STORE}"><ds:schemaRefs>'
                f'<ds:schemaRef ds:uri="{SPACE}"/></ds:schemaRefs></ds:datastoreItem>')


def escape_text(text: str) -> str:
    """Text for XML content, its quotes left as they are."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


@value(frozen=True)
class Written:
    """A page as it was built: its id in the outline, slide and creation id, checksums of its parts, the author's words on it."""

    id: str
    slide: int
    creation: int
    crc: int
    notes: int
    words: tuple[Said, ...]


@value(frozen=True)
class Manifest:
    """What a deck says of its own making: the deck's id and variant, and the pages and the credit of each slide, by its id."""

    deck: str
    variant: str
    slides: dict[str, tuple[Written, ...]]
    credits: dict[str, dict[str, str]]
    build: str
    licence: str = ""
    """What others may do with its slides, but for those with a credit of their own."""


def read_manifest(path: Path) -> Manifest | None:
    """The manifest of a deck, whatever program saved it last; None where it has none that can be read."""
    try:
        with ZipFile(path) as file:
            return manifest_in(file)
    except (OSError, BadZipFile):
        return None


def manifest_in(file: ZipFile) -> Manifest | None:
    """The manifest of a deck that is open; None where it has none that can be read."""
    try:
        for name in file.namelist():
            if name.startswith("customXml/item") and SPACE.encode() in (data := file.read(name)):
                root = fromstring(data)
                if root.tag == f"{{{SPACE}}}manifest":
                    return _read(root.text or "")
    except (OSError, BadZipFile, ParseError, ValueError, LookupError, TypeError, RuntimeError, NotImplementedError):
        pass
    return None


def _read(text: str) -> Manifest:
    data = json.loads(text)
    slides = {slide["id"]: tuple(Written(**{**page, "words": tuple(map(tuple, page["words"]))}) for page in slide["pages"])
              for slide in data["slides"]}
    credits = {slide["id"]: slide["credit"] for slide in data["slides"] if "credit" in slide}
    return Manifest(data["deck"], data["variant"], slides, credits, build_id(text), data.get("licence", ""))
