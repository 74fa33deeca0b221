"""Writing a deck: every part of the package, in one fixed order.

    presentation.xml ─▶ slideMaster1 ─▶ slideLayout1 … ─▶ (theme_out)
                     ─▶ slide1 … ─▶ its layout, notesSlide1, chart1, addresses
                     ─▶ notesMaster1

Names and ids come from counters and from hashes of the author's own ids, never from a search through what was written before:
that is what makes other writers quadratic. Same deck, same version: same bytes.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from deckgen import __version__
from deckgen.formats.powerpoint.drawing import HEAD, NAMESPACES, emu, escape
from deckgen.formats.powerpoint.guard import DIGEST, VERSION
from deckgen.formats.powerpoint.identity import (
    BUILD,
    MANIFEST,
    NOTES,
    CreationIds,
    Said,
    add_manifest,
    build_id,
    manifest,
    said,
    tag,
)
from deckgen.formats.powerpoint.notes import notes_slide
from deckgen.formats.powerpoint.package import PACKAGE, Entry, Package, Relations, digest, entry, save
from deckgen.formats.powerpoint.slide import MAPPING, slide
from deckgen.formats.powerpoint.theme_out import theme_parts
from deckgen.problem import Problem
from deckgen.scene import Chart, Deck
from deckgen.theme.model import Theme

if TYPE_CHECKING:
    from deckgen.formats.powerpoint.picture import Shelf

FIRST_SLIDE = 256
"""The lowest slide id that PowerPoint allows."""
VT = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
EXTENDED = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
CUSTOM = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
CORE = f"{PACKAGE}/metadata/core-properties"


def write_pptx(deck: Deck, theme: Theme, path: Path, loose: bool = False) -> list[tuple[Path, Problem]]:
    """Write a deck to exactly this path; `loose`: undeflated, to be read at once and thrown away.

    What is to be known of the slides of PowerPoint files in it, by these files. Raises OSError, and DeckgenError for more than a
    file can hold.
    """
    entries, problems = packed(deck, theme, loose)
    save(path, entries)
    return problems


def packed(deck: Deck, theme: Theme, loose: bool = False) -> tuple[list[Entry], list[tuple[Path, Problem]]]:
    """A deck as the entries of its zip, and what `write_pptx` says of it."""
    if all(page.native is None for page in deck.pages):
        return own_pages(deck, theme, loose), []
    from deckgen.formats.powerpoint.copy.binding import bound  # most decks hold none of others

    return bound(deck, own_pages(replace(deck, pages=tuple(
        page if page.native is None else replace(page, shapes=(), notes=()) for page in deck.pages)), theme, loose))


def own_pages(deck: Deck, theme: Theme, loose: bool) -> list[Entry]:
    """A deck as the entries of its zip, all of its pages drawn by us."""
    package = Package(loose)
    package.root.add("officeDocument", "ppt/presentation.xml")
    package.root.other(f"{PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml")
    package.root.add("extended-properties", "docProps/app.xml")
    package.root.add("custom-properties", "docProps/custom.xml")
    if theme.foreign:
        from deckgen.formats.powerpoint.brand_out import add_brand

        placed = add_brand(package, deck, theme, FIRST_SLIDE, sections(deck, bare=True))
        made = add_slides(package, deck, theme, placed.look, placed.layouts, placed.mappings, placed.notes_master, placed.charts,
                          placed.media)
    else:
        made = add_own(package, deck, theme)
    add_manifest(package, made)
    package.add("docProps/core.xml", core_properties(deck))
    package.add("docProps/app.xml", app_properties(deck))
    package.declare("docProps/custom")
    entries = package.finished()
    seal = digest((each.name, each.crc, each.size) for each in entries)
    custom = custom_properties({DIGEST: seal, BUILD: build_id(made), VERSION: __version__, **deck.properties})
    return [*entries, entry("docProps/custom.xml", custom.encode())]


def add_own(package: Package, deck: Deck, theme: Theme) -> str:
    """Presentation, master and layouts of a theme of tokens, and the slides; what the manifest says of them."""
    relations = Relations()
    relations.add("slideMaster", "slideMasters/slideMaster1.xml")
    relations.add("notesMaster", "notesMasters/notesMaster1.xml")
    for number in range(1, len(deck.pages) + 1):
        relations.add("slide", f"slides/slide{number}.xml")
    for kind in ("presProps", "viewProps", "tableStyles"):
        relations.add(kind, f"{kind}.xml")
    relations.add("theme", "theme/theme1.xml")
    relations.add("customXml", f"../{MANIFEST}.xml")
    package.add("ppt/presentation.xml", presentation(deck, theme), relations)
    package.add("ppt/presProps.xml", f"{HEAD}<p:presentationPr {NAMESPACES}/>")
    package.add("ppt/viewProps.xml", f'{HEAD}<p:viewPr {NAMESPACES}><p:gridSpacing cx="50800" cy="50800"/></p:viewPr>')
    package.add("ppt/tableStyles.xml", f'{HEAD}<a:tblStyleLst {NAMESPACES} def="{{2D5ABB26-0587-4C30-8999-92F81FD0307C}}"/>')
    parts = theme_parts(theme, deck)
    for name, data in parts.items():
        package.add(name, data)
    layouts = {name: f"../slideLayouts/slideLayout{number}.xml" for number, name in enumerate(theme.layouts, 1)}
    return add_slides(package, deck, theme, parts["ppt/theme/theme1.xml"], layouts)


def add_slides(package: Package, deck: Deck, theme: Theme, look: bytes, layouts: Mapping[str, str],
               mappings: Mapping[str, str] | None = None, notes_master: str = "../notesMasters/notesMaster1.xml",
               charts: int = 0, media: int = 0) -> str:
    """Slides, each after its notes, charts and pictures; these are numbered on from `charts` and `media`. What the manifest says.

    `look` is a theme part, for the workbooks; layouts are named as seen from the slides' folder; `mappings` are the colour maps
    of slides by layout, where they are not the master's.
    """

    shelf: Shelf | None = None

    def media_part(data: bytes, kind: str) -> str:
        from deckgen.formats.powerpoint.picture import Shelf

        nonlocal shelf
        shelf = shelf or Shelf(package, media)
        return shelf.put(data, kind)

    def chart_part(value: Chart) -> str:
        from deckgen.formats.powerpoint.chart import chart, numbers

        nonlocal charts
        charts += 1
        own = Relations()
        own.add("package", f"../embeddings/Microsoft_Excel_Worksheet{charts}.xlsx")
        package.add(f"ppt/charts/chart{charts}.xml", chart(value, deck.language), own)
        package.add(f"ppt/embeddings/Microsoft_Excel_Worksheet{charts}.xlsx", numbers(value, look))
        return f"../charts/chart{charts}.xml"

    ids = CreationIds()
    written: list[tuple[int, int, int, int, list[Said]]] = []
    for number, page in enumerate(deck.pages, 1):
        own = Relations()
        own.add("slideLayout", layouts[page.layout])
        noted = 0
        if page.notes:
            own.add("notesSlide", f"../notesSlides/notesSlide{number}.xml")
            back = Relations()
            back.add("notesMaster", notes_master)
            back.add("slide", f"../slides/slide{number}.xml")
            noted = package.add(f"ppt/notesSlides/notesSlide{number}.xml", notes_slide(page, deck, theme, number, back), back)
        tagged = own.add("tags", f"../tags/tag{number}.xml")
        package.small(f"ppt/tags/tag{number}.xml", tag(page.slide))
        creation = ids.of(f"{deck.id}/{page.id}")
        xml, words = slide(page, deck.id, deck.language, theme.code, theme.layouts[page.layout], number, own, chart_part,
                           media_part, creation, tagged, mappings[page.layout] if mappings else MAPPING, theme.transition)
        crc = package.add(f"ppt/slides/slide{number}.xml", xml, own)
        words += said(NOTES, page.notes)
        written.append((FIRST_SLIDE + number - 1, creation, crc, noted, words))
    return manifest(deck, written)


def presentation(deck: Deck, theme: Theme) -> str:
    """The presentation part: masters, slides in order, sizes, the text style of shapes, sections."""
    slides = "".join([f'<p:sldId id="{FIRST_SLIDE + n}" r:id="rId{n + 3}"/>' for n in range(len(deck.pages))])
    return (f'{HEAD}<p:presentation {NAMESPACES} saveSubsetFonts="1" autoCompressPictures="0"><p:sldMasterIdLst>'
            '<p:sldMasterId id="2147483648" r:id="rId1"/></p:sldMasterIdLst><p:notesMasterIdLst><p:notesMasterId r:id="rId2"/>'
            f"</p:notesMasterIdLst>{f'<p:sldIdLst>{slides}</p:sldIdLst>' if slides else ''}"
            f'<p:sldSz cx="{emu(theme.width)}" cy="{emu(theme.height)}"/><p:notesSz cx="{emu(theme.notes_width)}" '
            f'cy="{emu(theme.notes_height)}"/>'
            f"{default_text(deck.language)}{sections(deck)}</p:presentation>")


def default_text(language: str) -> str:
    """What text in shapes falls back on; ours states all of it, what an author adds later does not."""
    rows = "".join([
        f'<a:lvl{level}pPr marL="{457200 * (level - 1)}" algn="l" defTabSz="914400" rtl="0" eaLnBrk="1" latinLnBrk="0" '
        'hangingPunct="0"><a:defRPr sz="1800" kern="1200"><a:solidFill><a:schemeClr val="tx1"/></a:solidFill>'
        f'<a:latin typeface="+mn-lt"/><a:ea typeface="+mn-ea"/><a:cs typeface="+mn-cs"/></a:defRPr></a:lvl{level}pPr>'
        for level in range(1, 10)])
    return f'<p:defaultTextStyle><a:defPPr><a:defRPr lang="{language}"/></a:defPPr>{rows}</p:defaultTextStyle>'


def sections(deck: Deck, bare: bool = False) -> str:
    """PowerPoint's sections, one for each part of the talk: the list of extensions, or `bare` the one that they are.

    Ids of sections are GUIDs made from their names.
    """
    if not deck.parts:
        return ""
    ids = {page.id: FIRST_SLIDE + number for number, page in enumerate(deck.pages)}
    rows = []
    for number, part in enumerate(deck.parts):
        slides = "".join([f'<p14:sldId id="{ids[page]}"/>' for page in part.pages])
        rows.append(f'<p14:section name="{escape(part.name)}" id="{guid(f"{deck.id}/section/{number}/{part.name}")}">'
                    f"<p14:sldIdLst>{slides}</p14:sldIdLst></p14:section>")
    found = ('<p:ext uri="{521415D9-36F7-43E2-AB2F-B90AF26B5E84}"><p14:sectionLst '
             f'xmlns:p14="http://schemas.microsoft.com/office/powerpoint/2010/main">{"".join(rows)}</p14:sectionLst></p:ext>')
    return found if bare else f"<p:extLst>{found}</p:extLst>"


def guid(name: str) -> str:
    """A name-based GUID (version 5, as of RFC 9562) in braces, the same in every build."""
    raw = bytearray(hashlib.sha1(b"deckgen" + name.encode()).digest()[:16])
    raw[6], raw[8] = raw[6] & 0x0F | 0x50, raw[8] & 0x3F | 0x80
    text = raw.hex().upper()
    return f"{{{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}}}"


def core_properties(deck: Deck) -> str:
    """Title, author, language; the date only where the author or SOURCE_DATE_EPOCH gives one."""
    fields = [("dc:title", deck.title), ("dc:subject", deck.subject), ("dc:creator", deck.author)]
    rows = "".join([f"<{tag}>{escape(value)}</{tag}>" for tag, value in fields if value])
    when = created(deck.date)
    stamp = f'<dcterms:created xsi:type="dcterms:W3CDTF">{when}</dcterms:created>' if when else ""
    return (f'{HEAD}<cp:coreProperties xmlns:cp="{CORE}" xmlns:dc="http://purl.org/dc/elements/1.1/" '
            'xmlns:dcterms="http://purl.org/dc/terms/" xmlns:dcmitype="http://purl.org/dc/dcmitype/" '
            f'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">{rows}{stamp}<dc:language>{deck.language}</dc:language>'
            "</cp:coreProperties>")


def created(date: str | None) -> str:
    """The date that the file bears, in W3C form; empty for none."""
    if date:
        return date if "T" in date else f"{date}T00:00:00Z"
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    return datetime.fromtimestamp(int(epoch), UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if epoch.isdigit() else ""


def app_properties(deck: Deck) -> str:
    """The program, and how many slides there are."""
    notes, hidden = (sum(bool(getattr(page, name)) for page in deck.pages) for name in ("notes", "hidden"))
    return (f'{HEAD}<Properties xmlns="{EXTENDED}" xmlns:vt="{VT}"><Application>deckgen</Application>'
            f"<Slides>{len(deck.pages)}</Slides><Notes>{notes}</Notes><HiddenSlides>{hidden}</HiddenSlides></Properties>")


def custom_properties(values: dict[str, str]) -> str:
    """The author's and our own properties; their ids count from 2."""
    rows = "".join([f'<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="{number}" name="{escape(name)}">'
                    f"<vt:lpwstr>{escape(value)}</vt:lpwstr></property>"
                    for number, (name, value) in enumerate(values.items(), 2)])
    return f'{HEAD}<Properties xmlns="{CUSTOM}" xmlns:vt="{VT}">{rows}</Properties>'
