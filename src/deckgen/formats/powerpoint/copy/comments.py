"""Comments with their authors, of both kinds.

    of old      p:cm authorId="1" idx="3"      ppt/commentAuthors.xml: p:cmAuthor id name initials lastIdx clrIdx
    since 2018  p188:cm authorId="{GUID}"      ppt/authors.xml: p188:author id name initials userId providerId

Authors of old are one only when name, initials and account agree: two people may share initials. `idx` counts an author's
comments through the whole deck, and a reply names the one that it answers by author and idx. The anchors of newer ones hold the
slide's id and creation id, and the part's name holds both in hexadecimal: modernComment_<slide id>_<creation id>.xml.
"""

from __future__ import annotations

from typing import Any

from lxml import etree

from deckgen.formats.powerpoint.copy.book import Book, Part
from deckgen.formats.powerpoint.copy.graph import Cloning, without
from deckgen.formats.powerpoint.copy.names import (
    AUTHORS,
    COMMENTS,
    P15,
    P188,
    PC,
    PEOPLE,
    PEOPLE_RELATION,
    THREADS,
    p,
    whole,
)
from deckgen.formats.powerpoint.copy.report import Report
from deckgen.formats.powerpoint.copy.source import Source
from deckgen.formats.powerpoint.drawing import P, R
from deckgen.formats.powerpoint.write import guid


class Comments:
    """The authors of the new deck, and the comments that they wrote."""

    def __init__(self, book: Book, report: Report) -> None:
        self.book, self.report = book, report
        self.authors: dict[tuple[str, str, str], Any] = {}
        self.people: dict[str, Any] = {}

    def copy(self, source: Source, name: str, cloning: Cloning, slide: tuple[int, str, int]) -> str | None:
        """The copy of a slide's comments; `slide` is its new id, its creation id, and how often it was taken before.

        None where the deck does not say who wrote them.
        """
        kind = source.type_of(name)
        root = source.fresh(name)
        if kind == COMMENTS:
            done = self._old(source, root)
            part = Part(self.book.numbered("ppt/comments/comment"), COMMENTS, root=root)
        elif kind == THREADS:
            done = self._new(source, root, slide)
            number, creation, _ = slide
            part = Part(self.book.claim(f"ppt/comments/modernComment_{number:X}_{whole(creation):X}.xml"), THREADS, root=root)
        else:
            return None
        if not done:
            self.report.tell("comments", source, cloning.slide)
            return None
        part.out, gone = cloning.below(name)
        without(root, gone)
        return self.book.add(part).name

    def _old(self, source: Source, root: Any) -> bool:
        known = {each.get("id"): each for name in source.related(source.main, "commentAuthors")
                 for each in source.tree(name).iter(f"{p}cmAuthor")}
        moved: dict[tuple[str, str], tuple[str, str]] = {}
        comments = list(root.iter(f"{p}cm"))
        if any(each.get("authorId") not in known for each in comments):
            return False
        for each in comments:
            author = self._author(known[each.get("authorId")])
            said = each.get("authorId"), each.get("idx")
            last = whole(author.get("lastIdx")) + 1
            author.set("lastIdx", str(last))
            each.set("authorId", author.get("id"))
            each.set("idx", str(last))
            moved[said] = author.get("id"), str(last)
        for answered in root.iter(f"{P15}parentCm"):
            new = moved.get((answered.get("authorId"), answered.get("idx")))
            if new is not None:
                answered.set("authorId", new[0])
                answered.set("idx", new[1])
        return True

    def _author(self, author: Any) -> Any:
        account = next((f"{each.get('providerId')} {each.get('userId')}" for each in author.iter(f"{P15}presenceInfo")), "")
        key = author.get("name", ""), author.get("initials", ""), account
        if key not in self.authors:
            mine = etree.fromstring(etree.tostring(author))
            mine.tail = None
            mine.set("id", str(len(self.authors)))
            mine.set("lastIdx", "0")
            mine.set("clrIdx", str(len(self.authors)))
            self.authors[key] = mine
        return self.authors[key]

    def _new(self, source: Source, root: Any, slide: tuple[int, str, int]) -> bool:
        number, creation, times = slide
        known = {each.get("id"): each for name in source.related(source.main, "authors")
                 for each in source.tree(name).iter(f"{P188}author")}
        written = [each for each in root.iter(etree.Element) if each.get("authorId")]
        if any(each.get("authorId") not in known for each in written):
            return False
        for each in written:
            author = known[each.get("authorId")]
            if author.get("id") not in self.people:
                self.people[author.get("id")] = mine = etree.fromstring(etree.tostring(author))
                mine.tail = None
            if times and each.get("id", "").startswith("{"):
                each.set("id", guid(f"{each.get('id')} {times}"))
        for mark in root.iter(f"{PC}sldMk"):
            mark.set("sldId", str(number))
            if creation:
                mark.set("cId", creation)
        return True

    def finish(self, presentation: Part) -> None:
        """The lists of authors, where there is anybody."""
        if self.authors:
            root = etree.Element(f"{p}cmAuthorLst", nsmap={"p": P})
            root.extend(self.authors.values())
            part = self.book.add(Part("ppt/commentAuthors.xml", AUTHORS, root=root))
            presentation.point(f"{R}/commentAuthors", part.name)
        if self.people:
            root = etree.Element(f"{P188}authorLst", nsmap={"p188": P188[1:-1]})
            root.extend(self.people.values())
            part = self.book.add(Part("ppt/authors.xml", PEOPLE, root=root))
            presentation.point(PEOPLE_RELATION, part.name)
