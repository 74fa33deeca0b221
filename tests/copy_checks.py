"""What copying slides can break: cross references of any deck, held against the standard and not against our way to write.

They come on top of `package_checks`. A deck that others made may have faults of its own; so faults are compared with those of the
decks that slides were taken from, numbers apart, because parts and ids are numbered anew.
"""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import unquote

from lxml import etree

import package_checks as checks
from package_checks import NS, RID, Deck, above

KINDS = "application/vnd.openxmlformats-officedocument.presentationml."
ORDER = ["sldMasterIdLst", "notesMasterIdLst", "handoutMasterIdLst", "sldIdLst", "sldSz", "notesSz", "smartTags",
         "embeddedFontLst", "custShowLst", "photoAlbum", "custDataLst", "kinsoku", "defaultTextStyle", "modifyVerifier", "extLst"]
P14 = "{http://schemas.microsoft.com/office/powerpoint/2010/main}"


class AnyDeck(Deck):
    """A deck that anybody wrote: its parts may have any names, targets may be quoted, or lead only to a place."""

    @classmethod
    def open(cls, path: Path) -> AnyDeck:
        deck = Deck.open(path)
        return cls(deck.parts, deck.entries)

    def rows(self, name: str) -> Iterator[tuple[str, str, str]]:
        """Id, kind and target of what a part points to inside of the package."""
        folder, file = posixpath.split(name)
        rels = f"{folder}/_rels/{file}.rels".lstrip("/")
        names = {each.lower(): each for each in self.parts}
        if rels.lower() in names:
            for each in etree.fromstring(self.parts[names[rels.lower()]]).iterfind("rel:Relationship", NS):
                target = each.get("Target", "").partition("#")[0]
                if each.get("TargetMode") != "External" and target:
                    found = self.resolve(folder, unquote(target))
                    yield each.get("Id", ""), each.get("Type", "").rpartition("/")[2], names.get(found.lower(), found)

    def relations(self, name: str) -> dict[str, tuple[str, str]]:
        return {id: (kind, target) for id, kind, target in self.rows(name)}

    def types(self) -> dict[str, str]:
        """The content type of each part."""
        root = self.xml("[Content_Types].xml")
        endings = {each.get("Extension", "").lower(): each.get("ContentType") for each in root.iterfind("ct:Default", NS)}
        stated = {unquote(each.get("PartName", "")).lstrip("/").lower(): each.get("ContentType")
                  for each in root.iterfind("ct:Override", NS)}
        return {name: str(stated.get(name.lower()) or endings.get(name.rpartition(".")[2].lower()) or "") for name in self.parts}

    def kind(self, *names: str) -> list[str]:
        """The parts of some kinds, by the words of their content types."""
        return [name for name, kind in self.types().items() if kind in {f"{KINDS}{each}+xml" for each in names}]

    def main(self) -> str:
        return next(target for _, kind, target in self.rows("") if kind == "officeDocument")

    def shown(self) -> list[str]:
        """The slide parts in order."""
        known = self.relations(self.main())
        return [known[each.get(RID, "")][1] for each in self.xml(self.main()).iterfind("p:sldIdLst/p:sldId", NS)
                if each.get(RID, "") in known]


def leads_somewhere(deck: AnyDeck) -> Iterator[str]:
    """Every relationship leads to a part, and every id that is used is known."""
    for name in deck.parts:
        if name.endswith(".rels"):
            continue
        rows = list(deck.rows(name))
        yield from (f"{name}: {kind} leads to {target}, which is not there" for _, kind, target in rows
                    if target not in deck.parts)
        if name.endswith(".xml") and name != "[Content_Types].xml":
            folder, file = posixpath.split(name)
            rels = f"{folder}/_rels/{file}.rels".lstrip("/")
            known = {each.get("Id") for each in deck.find(rels, "rel:Relationship")} if rels in deck.parts else set()
            for each in deck.xml(name).iter(etree.Element):
                for key, value in each.attrib.items():
                    if str(key).startswith(f"{{{NS['r']}}}") and value and value not in known:
                        yield f"{name}: {etree.QName(each).localname} uses {value}, which is not known"


def no_orphans(deck: AnyDeck) -> Iterator[str]:
    """Every part is reached from the package's own relationships."""
    seen: set[str] = set()
    waiting = [""]
    while waiting:
        part = waiting.pop()
        fresh = {target for _, _, target in deck.rows(part)} - seen
        seen |= fresh
        waiting += fresh
    for name in deck.parts:
        if name not in seen and not name.endswith(".rels") and name != "[Content_Types].xml":
            yield f"{name} is not reached"


def slides_have_one(deck: AnyDeck) -> Iterator[str]:
    """One layout for each slide, at most one page of notes, links to slides only, notes that point back."""
    slides = set(deck.kind("slide"))
    for name in deck.shown():
        rows = list(deck.rows(name))
        if (found := sum(kind == "slideLayout" for _, kind, _ in rows)) != 1:
            yield f"{name} has {found} layouts"
        if sum(kind == "notesSlide" for _, kind, _ in rows) > 1:
            yield f"{name} has several notes"
        yield from (f"{name}: a link leads to {target}" for _, kind, target in rows if kind == "slide" and target not in slides)
    for name in deck.kind("notesSlide"):
        rows = list(deck.rows(name))
        owners = [slide for slide in deck.shown() if any(target == name for _, _, target in deck.rows(slide))]
        if len(owners) != 1 or (owners[0] not in [target for _, kind, target in rows if kind == "slide"]):
            yield f"{name}: {len(owners)} slides, or none that it points back to"
        if sum(kind == "notesMaster" for _, kind, _ in rows) != 1:
            yield f"{name} has no notes master of its own"


def ids_apart(deck: AnyDeck) -> Iterator[str]:
    """Ids of slides, of masters and layouts, of shapes on each page."""
    root = deck.xml(deck.main())
    slides = [int(each.get("id", "0")) for each in root.iterfind("p:sldIdLst/p:sldId", NS)]
    if len(set(slides)) < len(slides) or any(not 256 <= each < 2147483648 for each in slides):
        yield "slide ids are there twice, or out of range"
    upper = [int(each.get("id", "0")) for each in root.iterfind("p:sldMasterIdLst/p:sldMasterId", NS)]
    for master in deck.kind("slideMaster"):
        upper += [int(each.get("id", "0")) for each in deck.find(master, "p:sldLayoutIdLst/p:sldLayoutId")]
    if len(set(upper)) < len(upper) or any(each < 2147483648 for each in upper):
        yield "ids of masters and layouts are there twice, or out of range"
    for name in deck.kind("slide", "slideLayout", "slideMaster"):
        for branch in ("Fallback", "Choice"):
            ids = Counter(each.get("id") for each in deck.find(name, ".//p:cNvPr") if branch not in above(each))
            yield from (f"{name}: shape id {id} is there {times} times" for id, times in ids.items() if times > 1)


def sections_whole(deck: AnyDeck) -> Iterator[str]:
    """Every slide in exactly one section, no unknown slide, ids of sections apart."""
    root = deck.xml(deck.main())
    slides = [each.get("id") for each in root.iterfind("p:sldIdLst/p:sldId", NS)]
    named = [each.get("id") for each in root.iterfind(".//p14:section/p14:sldIdLst/p14:sldId", NS)]
    if root.find(".//p14:sectionLst", NS) is not None and sorted(named, key=str) != sorted(slides, key=str):
        yield "sections do not name each slide once"
    ids = [each.get("id") for each in root.iterfind(".//p14:section", NS)]
    if len(set(ids)) < len(ids):
        yield "two sections have one id"


def shows_whole(deck: AnyDeck) -> Iterator[str]:
    """Custom shows name slides, and buttons name custom shows."""
    root, known = deck.xml(deck.main()), deck.relations(deck.main())
    for each in root.iterfind("p:custShowLst/p:custShow/p:sldLst/p:sld", NS):
        if known.get(each.get(RID, ""), ("",))[0] != "slide":
            yield "a custom show names no slide"
    shows = {each.get("id") for each in root.iterfind("p:custShowLst/p:custShow", NS)}
    for name in deck.shown():
        for each in deck.xml(name).iter(etree.Element):
            found = re.match(r"ppaction://customshow\?id=(\d+)", each.get("action", ""))
            if found and found[1] not in shows:
                yield f"{name}: a button for the custom show {found[1]}, which is not there"


def animations_aimed(deck: AnyDeck) -> Iterator[str]:
    """Whatever is animated is there."""
    for name in deck.kind("slide"):
        root = deck.xml(name)
        ids = {each.get("id") for each in root.iter(etree.Element) if etree.QName(each).localname == "cNvPr"}
        for tag in ("spTgt", "inkTgt", "bldP", "bldDgm", "bldOleChart", "bldGraphic", "subSp"):
            for each in root.iterfind(f".//p:{tag}", NS):
                if each.get("spid") not in ids:
                    yield f"{name}: {tag} aims at {each.get('spid')}, which is not there"


def order_kept(deck: AnyDeck) -> Iterator[str]:
    """The presentation's children stand in the schema's order, each once."""
    names = [etree.QName(each).localname for each in deck.xml(deck.main())]
    if names != sorted(set(names), key=ORDER.index):
        yield f"the presentation's children are {names}"


def authors_known(deck: AnyDeck) -> Iterator[str]:
    """Every comment has an author, numbers its own, and newer ones are anchored at their own slide."""
    old = {each.get("id"): int(each.get("lastIdx", "0")) for name in deck.kind("commentAuthors")
           for each in deck.find(name, "p:cmAuthor")}
    seen: Counter[tuple[str | None, str | None]] = Counter()
    for name in deck.kind("comments"):
        for each in deck.find(name, "p:cm"):
            seen[each.get("authorId"), each.get("idx")] += 1
            if each.get("authorId") not in old or int(each.get("idx", "0")) > old[each.get("authorId")]:
                yield f"{name}: a comment by nobody, or beyond the last"
    yield from (f"two comments are {key}" for key, times in seen.items() if times > 1)
    types = deck.types()
    people = {each.get("id") for name, kind in types.items() if kind == "application/vnd.ms-powerpoint.authors+xml"
              for each in deck.xml(name)}
    slides = {target: each.get("id") for each in deck.xml(deck.main()).iterfind("p:sldIdLst/p:sldId", NS)
              for target in [deck.relations(deck.main()).get(each.get(RID, ""), ("", ""))[1]]}
    for slide, id in slides.items():
        for _, kind, target in deck.rows(slide):
            if kind == "comments" and types.get(target) == "application/vnd.ms-powerpoint.comments+xml":
                for each in deck.xml(target).iter(etree.Element):
                    if each.get("authorId") and each.get("authorId") not in people:
                        yield f"{target}: an author who is not there"
                    if etree.QName(each).localname == "sldMk" and each.get("sldId") != id:
                        yield f"{target}: anchored at slide {each.get('sldId')}, which is {id}"


def layouts_used(deck: AnyDeck) -> list[str]:
    """The layouts that no slide has: none in a deck of picked slides."""
    used = {target for slide in deck.shown() for _, kind, target in deck.rows(slide) if kind == "slideLayout"}
    return sorted(set(deck.kind("slideLayout")) - used)


CHECKS: tuple[Callable[[AnyDeck], Iterator[str]], ...] = (
    leads_somewhere, no_orphans, slides_have_one, ids_apart, sections_whole, shows_whole, animations_aimed, order_kept,
    authors_known)


def faults(deck: AnyDeck) -> list[str]:
    """All that the checks find, those of every package too."""
    return [*(fault for check in CHECKS for fault in check(deck)), *checks.types_complete(deck), *checks.names_unique(deck)]


def alike(fault: str) -> str:
    """A fault without the numbers of parts and ids."""
    return re.sub(r"\d+", "#", fault)


def new(found: list[str], before: list[str]) -> list[str]:
    """The faults that the decks before did not have, numbers apart."""
    left = Counter(map(alike, before))
    said = []
    for each in found:
        left[alike(each)] -= 1
        if left[alike(each)] < 0:
            said.append(each)
    return said
