"""Masters with their layouts and themes: one for each content, with the layouts that slides use and no others.

Names say nothing: in 78 decks 43 different masters have a theme called "Office Theme". A master's content is its XML without the
list of its layouts, its theme, and all that they point to; a layout's is its own. So two copies of one deck bring one master, and
what they use of its layouts is joined.

    <p:sldLayoutIdLst><p:sldLayoutId id="2147483649" r:id="rId1"/>…   ids are counted anew: masters and layouts share one space
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from lxml import etree

from deckgen.formats.powerpoint.copy.book import Book, Part
from deckgen.formats.powerpoint.copy.graph import Cloning, Rule, apart, without
from deckgen.formats.powerpoint.copy.names import LAYOUT, MASTER, THEME, canonical, p, r
from deckgen.formats.powerpoint.copy.opening import unfit
from deckgen.formats.powerpoint.copy.report import Report
from deckgen.formats.powerpoint.copy.source import Relation, Source, digest_of
from deckgen.formats.powerpoint.drawing import R

FIRST = 2147483648
"""The lowest id that a master or a layout may have."""
Change = Callable[[str, Any], bool]


class Style:
    """How masters and layouts of one deck are changed on their way: `sign` tells such ways apart."""

    def __init__(self, sign: str = "", change: Change | None = None) -> None:
        self.sign, self.change = sign, change


class Made:
    """A master in the making, with its layouts by content."""

    def __init__(self, part: Part) -> None:
        self.part = part
        self.layouts: dict[str, Part] = {}


class Masters:
    """All masters of the new deck, in the order in which slides need them."""

    def __init__(self, book: Book, report: Report, links: Callable[[Source], Rule]) -> None:
        self.book, self.report, self.links = book, report, links
        self.made: dict[str, Made] = {}
        self._contents: dict[tuple[int, str], str] = {}
        self._layouts: dict[tuple[int, str, str], Part] = {}

    def layout(self, source: Source, layout: str, style: Style) -> Part:
        """The copy of a layout, its master with it. Raises DeckgenError for a layout without a master."""
        key = (id(source), layout, style.sign)
        if key not in self._layouts:
            masters = source.related(layout, "slideMaster")
            if not masters:
                raise unfit(source.path, f"can't be read: {layout} has no master", "open it in PowerPoint and save it again")
            self._layouts[key] = self.under(self.master(source, masters[0], style), source, layout, style)
        return self._layouts[key]

    def master(self, source: Source, name: str, style: Style) -> Made:
        """The copy of a master, without layouts yet."""
        content = f"{self.content(source, name)} {style.sign}"
        if content not in self.made:
            part = Part(self.book.numbered("ppt/slideMasters/slideMaster"), MASTER)
            self.made[content] = Made(self.book.add(part))
            self._fill(part, source, name, style, {
                "slideLayout": lambda _: None, "theme": lambda each: self._theme(source, each)})
        return self.made[content]

    def under(self, made: Made, source: Source, name: str, style: Style) -> Part:
        """The copy of a layout under a master of the new deck, which need not be a copy of its own."""
        content = f"{self.content(source, name)} {style.sign}"
        if content not in made.layouts:
            part = made.layouts[content] = self.book.add(Part(self.book.numbered("ppt/slideLayouts/slideLayout"), LAYOUT))
            self._fill(part, source, name, style, {"slideMaster": lambda _: made.part.name})
        return made.layouts[content]

    def _fill(self, part: Part, source: Source, name: str, style: Style, own: dict[str, Rule]) -> None:
        rules = {"slide": self.links(source)}
        cloning = Cloning(self.book, source, self.report, rules, change=style.change)
        part.root = source.fresh(name)
        part.out, gone = cloning.below(name, own)
        layouts = {id for id, each in source.relations(name).items() if each.kind == "slideLayout"}
        without(part.root, gone - layouts, {each.id for each in part.out} | layouts)
        apart(part.root)
        if style.change is not None:
            style.change(part.kind, part.root)

    def _theme(self, source: Source, relation: Relation) -> str:
        """A theme belongs to one master, so it is never shared."""
        cloning = Cloning(self.book, source, self.report, {})
        part = self.book.add(Part(self.book.numbered("ppt/theme/theme"), THEME))
        part.out, gone = cloning.below(relation.target)
        if gone:
            part.root = source.fresh(relation.target)
            without(part.root, gone)
        else:
            part.data = source.part(relation.target)
        return part.name

    def content(self, source: Source, name: str) -> str:
        """What a master or a layout is, whatever its parts and ids are called."""
        key = (id(source), name)
        if key not in self._contents:
            root = source.fresh(name)
            for each in root.findall(f"{p}sldLayoutIdLst"):
                root.remove(each)
            lines = [canonical(root).decode()]
            for id_, each in sorted(source.relations(name).items()):
                if each.kind in ("slideMaster", "slideLayout"):
                    continue
                held = self._below(source, each, frozenset((name,))) if each.part else each.target
                lines.append(f"{id_} {each.type} {held}")
            self._contents[key] = digest_of("\n".join(lines).encode())
        return self._contents[key]

    def _below(self, source: Source, each: Relation, seen: frozenset[str]) -> str:
        """The content of what a master points to, all that is below it too; a slide is told by its number."""
        if not each.there or each.target in seen:
            return "-"
        if each.kind == "slide":
            return f"slide {source.slides.index(each.target) if each.target in source.slides else '-'}"
        data = source.part(each.target)
        if source.type_of(each.target).endswith("xml"):
            data = canonical(source.tree(each.target))
        rest = [f"{id} {more.type} {more.target if not more.part else self._below(source, more, seen | {each.target})}"
                for id, more in sorted(source.relations(each.target).items())]
        return digest_of("\n".join((digest_of(data), *rest)).encode())

    def finish(self) -> list[tuple[int, Part]]:
        """Number all masters and layouts, write each master's list of layouts; the masters with their ids."""
        found, number = [], FIRST
        for made in self.made.values():
            found.append((number, made.part))
            number += 1
            rows = []
            for layout in made.layouts.values():
                rows.append((number, made.part.point(f"{R}/slideLayout", layout.name)))
                number += 1
            listed(made.part.root, rows)
        return found


def listed(master: Any, rows: list[tuple[int, str]]) -> None:
    """Write a master's list of layouts: their ids, and those of the relationships."""
    for each in master.findall(f"{p}sldLayoutIdLst"):
        master.remove(each)
    wanted = etree.Element(f"{p}sldLayoutIdLst")
    for number, id in rows:
        etree.SubElement(wanted, f"{p}sldLayoutId", {"id": str(number), f"{r}id": id})
    before = master.find(f"{p}clrMap")
    if before is None:
        before = master.find(f"{p}cSld")
    before.addnext(wanted)
