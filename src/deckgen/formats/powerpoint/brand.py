"""Somebody's template as a package: which of its parts are kept, and what makes a file no template at all.

Kept is what the presentation needs to look as it does: masters, layouts, themes, their pictures, embedded fonts, table styles,
the masters of notes and handouts; all of it byte for byte, found by following relationships from the presentation. Sample slides
with their notes, comments, tags and printer settings are not reached that way. A button on a master that jumps to a sample slide
jumps to the first slide of the talk instead: the only relationship that is rewritten.
"""

from __future__ import annotations

import posixpath
import re
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple
from xml.etree.ElementTree import Element, ParseError, fromstring
from zipfile import BadZipFile, ZipFile

from deckgen.formats.powerpoint.package import PACKAGE
from deckgen.formats.powerpoint.read import OLE
from deckgen.problem import DeckgenError, Problem
from deckgen.source.span import Span

KEPT = ("slideMaster", "notesMaster", "handoutMaster", "theme", "presProps", "viewProps", "tableStyles", "font")
"""Kinds of relationship of a presentation that are followed, by the last word of their type."""
PLAIN = ("presProps", "viewProps")
"""Parts that are kept only while they point to nothing: what they point to are sample slides."""
MOST = 400_000_000
"""Bytes that a template may unpack to."""
FIRST = "ppt/slides/slide1.xml"
STRICT = "http://purl.oclc.org/ooxml/"


class Relation(NamedTuple):
    """What a part points to: the last word of the type, and the target's name, or an address outside of the package."""

    kind: str
    target: str
    outside: bool


class Brand:
    """The parts of a template that are kept, by name, with their content types."""

    def __init__(self, path: Path, main: str, parts: Mapping[str, bytes], types: Mapping[str, str]) -> None:
        self.path, self.main, self.parts, self.types = path, main, parts, types
        self._trees: dict[str, Element] = {}
        self._relations: dict[str, dict[str, Relation]] = {}

    def tree(self, part: str) -> Element:
        """A part as elements; they are read, never changed."""
        if part not in self._trees:
            self._trees[part] = fromstring(self.parts[part])
        return self._trees[part]

    def relations(self, part: str) -> dict[str, Relation]:
        """What a part points to, by id."""
        if part not in self._relations:
            self._relations[part] = relations(self.parts.get(rels_of(part)), part)
        return self._relations[part]

    def related(self, part: str, kind: str) -> list[str]:
        """The parts of one kind that a part points to, in the file's order."""
        return [each.target for each in self.relations(part).values() if each.kind == kind and not each.outside]


def rels_of(part: str) -> str:
    """The name of the part that holds a part's relationships."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def relations(data: bytes | None, part: str) -> dict[str, Relation]:
    """A relationships part, read; the targets are names in the package."""
    if data is None:
        return {}
    folder = posixpath.dirname(part)
    found = {}
    for each in fromstring(data).iter(f"{{{PACKAGE}/relationships}}Relationship"):
        outside = each.get("TargetMode") == "External"
        target = each.get("Target", "")
        if not outside:
            target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
        found[each.get("Id", "")] = Relation(each.get("Type", "").rpartition("/")[2], target, outside)
    return found


def open_brand(path: Path, span: Span | None = None) -> Brand:
    """The template in a file. Raises DeckgenError with one problem, at `span`, where it can be none; OSError for an unreadable
    path.
    """
    try:
        with ZipFile(path) as file:
            return _Reading(path, file, span).brand()
    except BadZipFile:
        with open(path, "rb") as raw:
            compound = raw.read(8) == OLE
        if compound:
            raise refused(path, "has a password, or is an old .ppt", "save it as .potx without a password", span) from None
        raise refused(path, "is no PowerPoint file, or a damaged one", "open it in PowerPoint and save it again", span) from None
    except RuntimeError:  # how zipfile says that it would need a password
        raise refused(path, "is encrypted", "save it without a password", span) from None
    except (ParseError, zlib.error, LookupError, ValueError, EOFError, NotImplementedError) as error:
        raise refused(path, f"is damaged ({error})", "open it in PowerPoint and save it again", span) from None


def refused(path: Path, message: str, hint: str, span: Span | None) -> DeckgenError:
    """Why a file can be no theme."""
    return DeckgenError([Problem(f"the template {path.name} {message}", span, hint, "template")])


class _Reading:
    """Follows the relationships of one file."""

    def __init__(self, path: Path, file: ZipFile, span: Span | None) -> None:
        self.path, self.file, self.span = path, file, span
        self.names = {each.lower(): each for each in file.namelist()}
        self.parts: dict[str, bytes] = {}
        self.types: dict[str, str] = {}

    def brand(self) -> Brand:
        if sum(each.file_size for each in self.file.infolist()) > MOST:
            raise refused(self.path, f"unpacks to more than {MOST // 1_000_000} MB", "take its largest pictures out", self.span)
        endings, stated = self._types()
        roots = relations(self._read("_rels/.rels"), "")
        main = next((each.target for each in roots.values() if each.kind == "officeDocument"), "")
        if main.lower() not in self.names:
            raise refused(self.path, "is no PowerPoint file", "name a .potx or a .pptx", self.span)
        text = self._read(main) or b""
        kind = stated.get(main.lower(), "")
        if STRICT.encode() in text[:4000] or b'conformance="strict"' in text[:4000]:
            raise refused(self.path, "is in the strict dialect of Office Open XML", "save it as an ordinary .potx or .pptx",
                          self.span)
        own = relations(self._read(rels_of(main)), main)
        if "macroEnabled" in kind or any(each.kind == "vbaProject" for each in own.values()):
            raise refused(self.path, "holds macros", "save it as .potx: the look is the same, and no program comes with the talk",
                          self.span)
        if not fromstring(text).tag.endswith("}presentation"):
            raise refused(self.path, "is no presentation", "name a .potx or a .pptx", self.span)
        self.parts[main] = text
        self.parts[rels_of(main)] = self._read(rels_of(main)) or b""
        for each in own.values():
            if each.kind in KEPT and not each.outside and not (each.kind in PLAIN and self._points(each.target)):
                self._keep(each.target)
        for name in self.parts:
            if not name.endswith(".rels"):
                ending = name.rpartition(".")[2].lower()
                self.types[name] = stated.get(name.lower()) or endings.get(ending, "application/octet-stream")
        return Brand(self.path, main, self.parts, self.types)

    def _types(self) -> tuple[dict[str, str], dict[str, str]]:
        """Content types by ending, and by name in small letters."""
        endings, stated = {}, {}
        for each in fromstring(self._read("[Content_Types].xml") or b""):
            if each.tag.endswith("}Default"):
                endings[each.get("Extension", "").lower()] = each.get("ContentType", "")
            else:
                stated[each.get("PartName", "").lstrip("/").lower()] = each.get("ContentType", "")
        return endings, stated

    def _read(self, name: str) -> bytes | None:
        """A part; capitals do not count in names."""
        real = self.names.get(name.lower())
        return None if real is None else self.file.read(real)

    def _points(self, part: str) -> bool:
        return bool(relations(self._read(rels_of(part)), part))

    def _keep(self, start: str) -> None:
        """A part and all that it needs. What is not there is not followed: that fault is the template's own, and stays."""
        waiting = [start]
        while waiting:
            name = waiting.pop()
            if name in self.parts or name.lower() not in self.names:
                continue
            self.parts[name] = self._read(name) or b""
            rels = self._read(rels_of(name))
            if rels is None:
                continue
            found = relations(rels, name)
            if any(each.kind == "slide" for each in found.values()):
                rels = elsewhere(rels, name)
            self.parts[rels_of(name)] = rels
            waiting += reversed([each.target for each in found.values() if not each.outside and each.kind != "slide"])


def elsewhere(rels: bytes, part: str) -> bytes:
    """Relationships whose slides are gone, led to the talk's first slide."""
    target = posixpath.relpath(FIRST, posixpath.dirname(part) or ".").encode()

    def led(found: re.Match[bytes]) -> bytes:
        row = found.group()
        return re.sub(rb'Target="[^"]*"', b'Target="' + target + b'"', row) if b'relationships/slide"' in row else row

    return re.sub(rb"<(?:\w+:)?Relationship\b[^>]*>", led, rels)


def numbered(names: Iterator[str]) -> int:
    """The highest number that part names end in."""
    return max((int(found.group(1)) for name in names if (found := re.search(r"(\d+)\.\w+$", name))), default=0)
