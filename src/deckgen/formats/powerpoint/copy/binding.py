"""Somebody's slides among ours: a deck that was written is bound anew, with native slides in the places that were kept for them.

    packed deck (an empty page for each native slide) ─▶ read from memory ─▶ each page again: ours, or theirs ─▶ entries

The deck stays ours: its sections, properties and all layouts of its masters, its size and notes master; what comes from others
brings its own layout and master along. A native slide gets our tag, by which it is known again; nothing else of it changes, but
that it is fitted to the size of the deck's pages.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lxml import etree

from deckgen import __version__
from deckgen.formats.powerpoint.copy.book import Book, Part
from deckgen.formats.powerpoint.copy.listing import slides
from deckgen.formats.powerpoint.copy.names import p, r, whole
from deckgen.formats.powerpoint.copy.native import held
from deckgen.formats.powerpoint.copy.opening import read, sound, unfit
from deckgen.formats.powerpoint.copy.picking import Picking, Wanted
from deckgen.formats.powerpoint.copy.sections import Section, sections
from deckgen.formats.powerpoint.copy.source import Source
from deckgen.formats.powerpoint.drawing import R
from deckgen.formats.powerpoint.guard import DIGEST, VERSION
from deckgen.formats.powerpoint.identity import BUILD, NOTES, TAG, Said, add_manifest, build_id, manifest, said, tag
from deckgen.formats.powerpoint.package import KINDS, Entry, Package, digest, entry, write_zip
from deckgen.formats.powerpoint.write import FIRST_SLIDE, app_properties, core_properties, custom_properties
from deckgen.problem import DeckgenError, Problem

if TYPE_CHECKING:
    from deckgen.scene import Deck

OWN = Path()
"""What our own deck is called: no file has this name."""


def bound(deck: Deck, entries: Iterable[Entry]) -> tuple[list[Entry], list[tuple[Path, Problem]]]:
    """A written deck with native slides in their places, and what is to be known of them, by their files.

    Raises DeckgenError where one of the files changed since the outline was read, Unusable where it is gone.
    """
    with BytesIO() as written, sound():
        write_zip(written, entries)
        own = read(OWN, written.getvalue())
        mine = slides(own)
        wanted = []
        for number, page in enumerate(deck.pages):
            if page.native is None:
                wanted.append(Wanted(own, mine[number]))
                continue
            source, found = held(page.native.path)
            if source.digest != page.native.deck:
                raise DeckgenError([Problem(f"{source.name} changed while the deck was built", None, "build again", "use-deck")])
            wanted.append(Wanted(source, found[page.native.number - 1]))
        binding = Binding(deck, own, wanted)
        made = binding.bound()
    return made, [(source.path, each) for source, each in binding.report.problems() if source is not own]


class Binding(Picking):
    """One deck of ours, bound with slides of others."""

    def __init__(self, deck: Deck, own: Source, wanted: Sequence[Wanted]) -> None:
        self.deck, self.own = deck, own
        super().__init__(wanted, None, "scale", False, own)

    def _sections(self) -> list[Section]:
        """Ours: a slide of somebody else stands in the section of its place."""
        return sections([(self.own, listed) for listed, _ in self.own.listed])

    def _ids(self) -> tuple[list[str], list[str]]:
        creations, _ = super()._ids()
        return creations, [page.slide for page in self.deck.pages]

    def bound(self) -> list[Entry]:
        """The deck's entries."""
        self.make()
        package = self.book.package()
        self.roots(package)
        self._state_own(package)
        package.add("docProps/core.xml", core_properties(self.deck))
        package.add("docProps/app.xml", app_properties(self.deck))
        package.declare("docProps/custom")
        entries = package.finished()
        seal = digest((each.name, each.crc, each.size) for each in entries)
        facts = {DIGEST: seal, BUILD: build_id(self.said), VERSION: __version__, **self.deck.properties}
        return [*entries, entry("docProps/custom.xml", custom_properties(facts).encode())]

    def _state_own(self, package: Package) -> None:
        """The manifest: of our pages what was built, of others the words as we know them."""
        sums = {each.name: each.crc for each in package.entries}
        known = self.own.manifest
        pages = {each.id: each for found in (known.slides.values() if known is not None else ()) for each in found}
        rows: list[tuple[int, int, int, int, Sequence[Said]]] = []
        for number, page in enumerate(self.deck.pages, 1):
            words = list(pages[page.id].words) if page.native is None else list(said(NOTES, page.notes))
            rows.append((FIRST_SLIDE + number - 1, whole(self.creations[number - 1]), sums[f"ppt/slides/slide{number}.xml"],
                         sums.get(f"ppt/notesSlides/notesSlide{number}.xml", 0), words))
        self.said = manifest(self.deck, rows)
        add_manifest(package, self.said, *self.stated)

    def begin(self) -> None:
        """All layouts of our own masters, whether a page uses them or not."""
        style = self.look.style(self.own)[0]  # type: ignore[attr-defined]
        for master in self.own.related(self.own.main, "slideMaster"):
            for layout in self.own.related(master, "slideLayout"):
                self.masters.layout(self.own, layout, style)

    def _slide(self, number: int) -> Part:
        part, page = super()._slide(number), self.deck.pages[number - 1]
        if page.native is not None:
            part.root.attrib.pop("show", None)
            if page.hidden:
                part.root.set("show", "0")
            if part.root.find(f"{p}cSld") is None:
                raise unfit(page.native.path, f"has nothing on slide {page.native.number}",
                            "open it in PowerPoint and save it again")
            if not self.wanted[number - 1].slide.tag:
                mark(self.book, part, page.slide)
        return part

    def _record(self, part: Part) -> None:
        """The manifest says where they come from."""


def mark(book: Book, part: Part, id: str) -> None:
    """Our tag on a slide that has none: a list of tags comes after its shapes and customer data, before its controls."""
    tags = book.add(Part(book.numbered("ppt/tags/tag"), KINDS["ppt/tags/tag"], tag(id).encode()))
    page = part.root.find(f"{p}cSld")
    rows = page.find(f"{p}custDataLst")
    if rows is None:
        rows = etree.Element(f"{p}custDataLst")
        page.find(f"{p}spTree").addnext(rows)
    old = rows.find(f"{p}tags")
    if old is not None:  # somebody else's tags: ours goes among them
        _among(book, part, old, id)
        del book.parts[tags.name]
        return
    etree.SubElement(rows, f"{p}tags", {f"{r}id": part.point(f"{R}/tags", tags.name)})


def _among(book: Book, part: Part, old: Any, id: str) -> None:
    from deckgen.formats.powerpoint.copy.source import parsed

    name = next(each.target for each in part.out if each.id == old.get(f"{r}id"))
    theirs = book.parts[name]
    theirs.root = parsed(theirs.data, name) if theirs.root is None else theirs.root
    etree.SubElement(theirs.root, f"{p}tag", {"name": TAG, "val": id})
