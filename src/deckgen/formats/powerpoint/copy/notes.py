"""Notes pages under the one notes master that a deck has.

The master is that of the first deck with any. Notes find their like on it by type, so the numbers of their placeholders (`idx`)
are set to the master's. Where nothing has notes there is no master.
"""

from __future__ import annotations

from collections.abc import Sequence

from deckgen.formats.powerpoint.copy.book import Book, Part
from deckgen.formats.powerpoint.copy.graph import Cloning, without
from deckgen.formats.powerpoint.copy.names import NOTES, NOTES_MASTER, THEME, p
from deckgen.formats.powerpoint.copy.report import Report
from deckgen.formats.powerpoint.copy.source import Relation, Source


class Notes:
    """The notes of the new deck; `sources` are asked for a master in their order."""

    def __init__(self, book: Book, report: Report, sources: Sequence[Source]) -> None:
        self.book, self.report = book, report
        self.master: Part | None = None
        self.source: Source | None = None
        self.count = 0
        self._marks: dict[str, str | None] = {}
        for source in sources:
            if source.related(source.main, "notesMaster"):
                self.source = source
                break

    def copy(self, source: Source, name: str, slide: str, cloning: Cloning, number: int) -> str | None:
        """The copy of a slide's notes; None where there is no master for them."""
        master = self._master()
        if master is None:
            self.report.tell("notes", source, cloning.slide)
            return None
        part = self.book.add(Part(f"ppt/notesSlides/notesSlide{number}.xml", NOTES, root=source.fresh(name)))
        once: set[str] = set()

        def only(kind: str, target: str) -> str | None:
            """One slide and one master: a second relation of that kind is a fault."""
            if kind in once:
                return None
            once.add(kind)
            return target

        def slide_of(each: Relation) -> str | None:
            """The notes' own slide; a link in their text goes where the slide's links go."""
            back = source.related(each.target, "notesSlide")
            return only("slide", slide) if back[:1] == [name] else cloning.rules["slide"](each)

        part.out, gone = cloning.below(name, {"slide": slide_of, "notesMaster": lambda _: only("master", master.name)})
        without(part.root, gone, {each.id for each in part.out})
        part.point("http://schemas.openxmlformats.org/officeDocument/2006/relationships/slide", slide)
        part.point("http://schemas.openxmlformats.org/officeDocument/2006/relationships/notesMaster", master.name)
        for mark in part.root.iter(f"{p}ph"):
            kind = mark.get("type", "obj")
            if kind in self._marks:
                said = self._marks[kind]
                if said is None:
                    mark.attrib.pop("idx", None)
                else:
                    mark.set("idx", said)
        self.count += 1
        return part.name

    def _master(self) -> Part | None:
        """The notes master, copied when the first notes come."""
        if self.master is None and self.source is not None:
            source = self.source
            name = source.related(source.main, "notesMaster")[0]
            part = self.master = self.book.add(Part("ppt/notesMasters/notesMaster1.xml", NOTES_MASTER, root=source.fresh(name)))
            cloning = Cloning(self.book, source, self.report, {"slide": lambda _: None})
            part.out, gone = cloning.below(name, {"theme": lambda each: self._theme(source, each)})
            without(part.root, gone, {each.id for each in part.out})
            for mark in part.root.iter(f"{p}ph"):
                self._marks.setdefault(mark.get("type", "obj"), mark.get("idx"))
        return self.master

    def _theme(self, source: Source, relation: Relation) -> str:
        part = self.book.add(Part(self.book.numbered("ppt/theme/theme"), THEME, source.part(relation.target)))
        part.out, gone = Cloning(self.book, source, self.report, {}).below(relation.target)
        if gone:
            part.root = source.fresh(relation.target)
            without(part.root, gone)
        return part.name
