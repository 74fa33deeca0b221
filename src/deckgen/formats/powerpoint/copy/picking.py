"""Slides of any decks become a new deck.

    wanted ─▶ places (numbers, ids, sections, shows) ─▶ each slide: layout, parts below, notes, comments ─▶ presentation ─▶ zip

Numbers and ids of all slides are known before the first is copied, so a link can be led to its copy at once. The same slides of
the same files give the same bytes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

from lxml import etree

from deckgen import __version__
from deckgen.formats.powerpoint.copy import crediting, decking
from deckgen.formats.powerpoint.copy.book import Book, Part
from deckgen.formats.powerpoint.copy.comments import Comments
from deckgen.formats.powerpoint.copy.fitting import Policy
from deckgen.formats.powerpoint.copy.graph import Cloning, apart, without
from deckgen.formats.powerpoint.copy.keeping import Keeping, Look
from deckgen.formats.powerpoint.copy.links import Places, actions, slide_name, zooms
from deckgen.formats.powerpoint.copy.listing import Slide, recorded
from deckgen.formats.powerpoint.copy.masters import Masters
from deckgen.formats.powerpoint.copy.names import P14, SLIDE, p, r
from deckgen.formats.powerpoint.copy.notes import Notes
from deckgen.formats.powerpoint.copy.opening import sound, unfit
from deckgen.formats.powerpoint.copy.report import Report
from deckgen.formats.powerpoint.copy.sections import Section, section_list, sections, show_list, shows
from deckgen.formats.powerpoint.copy.source import Source, parsed
from deckgen.formats.powerpoint.drawing import HEAD, P, R, escape
from deckgen.formats.powerpoint.guard import DIGEST, VERSION
from deckgen.formats.powerpoint.identity import TAG, add_manifest
from deckgen.formats.powerpoint.package import PACKAGE, Entry, Package, digest, entry
from deckgen.formats.powerpoint.write import CORE, EXTENDED, FIRST_SLIDE, VT, created, custom_properties
from deckgen.problem import DeckgenError, Problem
from deckgen.value import value


@value(frozen=True)
class Wanted:
    """A slide that is to be taken, and the deck that it is in."""

    source: Source
    slide: Slide


@value(frozen=True)
class Taken:
    """A slide of the new deck: its number and id there, and where it came from."""

    number: int
    id: str
    title: str
    source: str
    source_number: int
    source_id: str
    credit: Mapping[str, str]
    """Whose it is."""


@value(frozen=True)
class Picked:
    """The new deck as entries of a zip, its slides, and what should be known about them."""

    entries: tuple[Entry, ...]
    slides: tuple[Taken, ...]
    masters: int
    layouts: int
    problems: tuple[Problem, ...]


def pick(wanted: Sequence[Wanted], theme: Source | None = None, policy: Policy = "scale", title: str = "",
         unhidden: bool = False) -> Picked:
    """A deck of these slides, in this order; with a `theme`, under that deck's masters. `unhidden`: all of them are shown.

    Raises DeckgenError where `policy` refuses other sizes, or where a part that must be read is damaged.
    """
    if not wanted:
        raise DeckgenError([Problem("no slides were chosen", None, "name a deck, or slides of it: deck.pptx#2,5-7",
                                    "unknown-slide")])
    with sound():
        return Picking(wanted, theme, policy, unhidden).picked(title)


def goes_on(before: Wanted, each: Wanted) -> bool:
    """Whether a slide is a further page of the one before it."""
    one, other = before.slide, each.slide
    return before.source is each.source and bool(one.page and other.page) and one.tag == other.tag != other.page \
        and other.number == one.number + 1


class Picking:
    """One deck in the making."""

    def __init__(self, wanted: Sequence[Wanted], theme: Source | None, policy: Policy, unhidden: bool,
                 home: Source | None = None) -> None:
        """`home` is the deck that the new one is, where it is not a new one: its size, its notes master, its styles."""
        self.wanted, self.theme, self.unhidden = wanted, theme, unhidden
        self.parts = [(each.source, each.source.listed[each.slide.number - 1][1]) for each in wanted]
        homes = [home] if home is not None else []
        self.sources = list({id(each): each for each in (*homes, *(each.source for each in wanted))}.values())
        self.base = theme or self.sources[0]
        self.report = Report([*self.sources, *([theme] if theme is not None and theme not in self.sources else [])])
        self.book = Book()
        self.places = Places(self.parts, self.report)
        self.sections = self._sections()
        self.shows = shows(self.sources, self.places)
        self._renumbered = {id(source): self._numbers(source) for source in self.sources}
        self.creations, self.tags = self._ids()
        self.masters = Masters(self.book, self.report, lambda source: self.places.rule(source))
        self.look = self._look(policy)
        self.look.ready(self.sources)
        self.comments = Comments(self.book, self.report)
        self.notes = Notes(self.book, self.report, [*([theme] if theme is not None else []), *self.sources])
        self.styles = decking.TableStyles(self.base)

    def _sections(self) -> list[Section]:
        return sections([(each.source, each.slide.listed) for each in self.wanted])

    def _look(self, policy: Policy) -> Look:
        if self.theme is None:
            return Keeping(self.masters, self.base, self.report, policy)
        from deckgen.formats.powerpoint.copy.restyle import Restyling

        return Restyling(self.masters, self.theme, self.report, policy)

    def _numbers(self, source: Source) -> tuple[dict[int, int], dict[str, str]]:
        """New numbers of a deck's custom shows, and new ids of its sections, by the old ones."""
        return ({each.was: each.id for each in self.shows if each.source is source},
                {each.was: each.id for each in reversed(self.sections) if each.source is source})

    def _ids(self) -> tuple[list[str], list[str]]:
        """Creation ids and tags, in order: a slide keeps its own, and one that is there already gets a new one."""
        creations: list[str] = []
        tags: list[str] = []
        for number, each in enumerate(self.wanted, 1):
            creation, tag, more = each.slide.creation, each.slide.tag, 1
            while creation and creation in creations:
                seed = f"{each.source.digest} {each.slide.creation} {number} {more}".encode()
                creation, more = str(int.from_bytes(hashlib.sha256(seed).digest()[:4], "big") or 1), more + 1
            before = self.wanted[number - 2] if number > 1 else None
            if before is not None and goes_on(before, each):
                tag = tags[-1]
            else:
                more = 1
                while tag and tag in tags:
                    more += 1
                    tag = f"{each.slide.tag}-{more}"
            creations.append(creation)
            tags.append(tag)
            if self.places.times[number - 1]:
                self.report.tell("copy", each.source, each.slide.number)
        return creations, tags

    def make(self) -> None:
        """Copy all slides, and what the deck holds beside them."""
        for source in self.sources:
            if source.macros:
                self.report.say(source, "its macros were left behind", "the new deck is a .pptx, which holds none",
                                "picked-macro")
        presentation = self.book.add(decking.presentation(self.base))
        self.begin()
        slides = [self._slide(number) for number in range(1, len(self.wanted) + 1)]
        self._presentation(presentation, slides)

    def begin(self) -> None:
        """Before the first slide."""

    def picked(self, title: str) -> Picked:
        """The new deck."""
        self.make()
        taken = tuple(Taken(number, self._id(number), each.slide.title, each.source.name, each.slide.number, each.slide.id,
                            crediting.credit(each.source, each.slide)) for number, each in enumerate(self.wanted, 1))
        made = self.masters.made.values()
        return Picked(tuple(self._entries(title)), taken, len(made), sum(len(each.layouts) for each in made),
                      (*self.look.problems(), *(each for _, each in self.report.problems())))

    def _slide(self, number: int) -> Part:
        """Copy one slide with all that is below it."""
        (source, name), wanted = self.parts[number - 1], self.wanted[number - 1]
        root = source.fresh(name)
        part = self.book.add(Part(slide_name(number), SLIDE, root=root))
        rules = {"slide": self.places.rule(source, number, wanted.slide.number)}
        if self.theme is not None:
            rules["themeOverride"] = lambda _: None
        cloning = Cloning(self.book, source, self.report, rules, wanted.slide.number, self.look.below(source))
        layout = self.look.layout(source, name, root, wanted.slide.number)
        anchor = FIRST_SLIDE + number - 1, self.creations[number - 1], self.places.times[number - 1]
        once: dict[str, str | None] = {}

        def first(kind: str, made: str | None) -> str | None:
            """A slide has one layout and one page of notes; a second one is a fault that is not copied."""
            return once.setdefault(kind, made) if kind not in once else None

        part.out, gone = cloning.below(name, {
            "slideLayout": lambda each: first("layout", layout.name),
            "notesSlide": lambda each: first("notes", self.notes.copy(source, each.target, part.name, cloning, number)),
            "comments": lambda each: self.comments.copy(source, each.target, cloning, anchor),
        })
        without(root, gone, {each.id for each in part.out})
        shown, parts = self._renumbered[id(source)]
        actions(root, source, wanted.slide.number, shown, self.report)
        zooms(root, source, wanted.slide.number, lambda listed: self._zoomed(source, listed, number), parts, self.report)
        self.look.finish(source, name, root, layout, wanted.slide.number)
        self.styles.take(source, root)
        self._identify(part, root, number)
        apart(root)
        if self.unhidden:
            root.attrib.pop("show", None)
        return part

    def _zoomed(self, source: Source, listed: str, seen_from: int) -> tuple[int, str] | None:
        """The new id and creation id of a slide that a zoom names; None where it did not come."""
        name = next((name for id, name in source.listed if id == listed), "")
        place = self.places.find(source, name, seen_from)
        return (FIRST_SLIDE + place - 1, self.creations[place - 1]) if place is not None else None

    def _identify(self, part: Part, root: Any, number: int) -> None:
        """Write ids that are new."""
        wanted = self.wanted[number - 1].slide
        if self.creations[number - 1] != wanted.creation:
            for each in root.iterfind(f"{p}cSld/{p}extLst/{p}ext/{P14}creationId"):
                each.set("val", self.creations[number - 1])
        if self.tags[number - 1] == wanted.tag:
            return
        targets = {each.id: each.target for each in part.out}
        for mark in root.iterfind(f"{p}cSld/{p}custDataLst/{p}tags"):
            tags = self.book.parts[targets[mark.get(f"{r}id", "")]]
            tags.root = parsed(tags.data, tags.name) if tags.root is None else tags.root
            for each in tags.root.iter(f"{p}tag"):
                if each.get("name", "").upper() == TAG:
                    each.set("val", self.tags[number - 1])

    def _presentation(self, part: Part, slides: Sequence[Part]) -> None:
        """The presentation's children, in the schema's order."""
        root = part.root
        rows = etree.SubElement(root, f"{p}sldMasterIdLst")
        masters = self.masters.finish()
        for number, master in masters:
            etree.SubElement(rows, f"{p}sldMasterId", {"id": str(number), f"{r}id": part.point(f"{R}/slideMaster", master.name)})
            self.styles.take(self.base, master.root)
        notes = self.notes.master
        if notes is not None:
            rows = etree.SubElement(root, f"{p}notesMasterIdLst")
            etree.SubElement(rows, f"{p}notesMasterId", {f"{r}id": part.point(f"{R}/notesMaster", notes.name)})
        rows = etree.SubElement(root, f"{p}sldIdLst")
        ids = [part.point(f"{R}/slide", each.name) for each in slides]
        for number, id in enumerate(ids):
            etree.SubElement(rows, f"{p}sldId", {"id": str(FIRST_SLIDE + number), f"{r}id": id})
        decking.sizes(root, self.base, self.look.size, self.notes.source)
        fonts = decking.fonts(self.book, part, [*([self.theme] if self.theme is not None else []), *self.sources], self.report)
        for each in (fonts, show_list(self.shows, ids) if self.shows else None):
            if each is not None:
                root.append(each)
        for name in ("kinsoku", "defaultTextStyle"):
            found = self.base.presentation.find(f"{p}{name}")
            if found is not None:
                root.append(etree.fromstring(etree.tostring(found)))
        if self.sections:
            etree.SubElement(root, f"{p}extLst").append(section_list(self.sections))
        decking.properties(self.book, part)
        part.point(f"{R}/tableStyles", self.book.add(self.styles.part()).name)
        theme = next((each.target for each in masters[0][1].out if each.type.endswith("/theme")), None)
        if theme is None:
            raise unfit(self.base.path, "has a master without a theme", "open it in PowerPoint and save it again")
        part.point(f"{R}/theme", theme)
        self.comments.finish(part)
        self._record(part)
        item, properties = (self.book.numbered(f"customXml/{each}") for each in ("item", "itemProps"))
        part.point(f"{R}/customXml", item)
        self.stated = [int("".join(filter(str.isdigit, each))) for each in (item, properties)]
        etree.cleanup_namespaces(root, keep_ns_prefixes=["a", "r", "p"], top_nsmap={"p": P})

    def _record(self, part: Part) -> None:
        """Where each slide came from."""
        known = {id(source): recorded(source) for source in self.sources}
        decking.record(self.book, part, [
            ({"id": str(FIRST_SLIDE + number), "from": each.source.name, "sha256": each.source.digest,
              "number": str(each.slide.number), "was": each.slide.id}, known[id(each.source)].get(each.slide.listed))
            for number, each in enumerate(self.wanted)])

    def _state(self, package: Package) -> None:
        """The manifest, which knows the checksums of what was packed before it."""
        sums = {each.name: each.crc for each in package.entries}
        fresh = [crediting.Fresh(number, self._id(number), creation, FIRST_SLIDE + number - 1)
                 for number, creation in enumerate(self.creations, 1)]
        taken = [(each.source, each.slide, new) for each, new in zip(self.wanted, fresh, strict=True)]
        add_manifest(package, crediting.manifest("", taken, sums), *self.stated)

    def _id(self, number: int) -> str:
        """The id of a slide in the new deck."""
        return self.tags[number - 1] or self.creations[number - 1] or str(FIRST_SLIDE + number - 1)

    def roots(self, package: Package) -> None:
        """Where to start reading the package."""
        package.root.add("officeDocument", "ppt/presentation.xml")
        package.root.other(f"{PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml")
        package.root.add("extended-properties", "docProps/app.xml")
        package.root.add("custom-properties", "docProps/custom.xml")

    def _entries(self, title: str) -> list[Entry]:
        """The zip's entries, sealed like every deck that deckgen writes."""
        package = self.book.package()
        self.roots(package)
        when = created(None)
        stamp = f'<dcterms:created xsi:type="dcterms:W3CDTF">{when}</dcterms:created>' if when else ""
        package.add("docProps/core.xml", (
            f'{HEAD}<cp:coreProperties xmlns:cp="{CORE}" xmlns:dc="http://purl.org/dc/elements/1.1/" '
            'xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
            f"<dc:title>{escape(title)}</dc:title>{stamp}</cp:coreProperties>"))
        hidden = 0 if self.unhidden else sum(each.slide.hidden for each in self.wanted)
        package.add("docProps/app.xml", (
            f'{HEAD}<Properties xmlns="{EXTENDED}" xmlns:vt="{VT}"><Application>deckgen</Application>'
            f"<Slides>{len(self.wanted)}</Slides><Notes>{self.notes.count}</Notes><HiddenSlides>{hidden}</HiddenSlides></Properties>"))
        package.declare("docProps/custom")
        self._state(package)
        entries = package.finished()
        seal = digest((each.name, each.crc, each.size) for each in entries)
        return [*entries, entry("docProps/custom.xml", custom_properties({DIGEST: seal, VERSION: __version__}).encode())]
