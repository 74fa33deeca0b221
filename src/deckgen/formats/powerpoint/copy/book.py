"""The deck in the making: parts with fresh names, each with what it points to, and one copy of each picture or film.

Names are counted up for each kind of part, so that nothing is searched for. Parts are turned into bytes at the very end.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable
from typing import Any, NamedTuple

from lxml import etree

from deckgen.formats.powerpoint.copy.source import Relation, Source, digest_of
from deckgen.formats.powerpoint.drawing import HEAD, escape
from deckgen.formats.powerpoint.package import PACKAGE, Package
from deckgen.formats.powerpoint.write import guid

FOLDERS = {
    "slides", "slidelayouts", "slidemasters", "notesslides", "notesmasters", "theme", "charts", "diagrams", "drawings",
    "embeddings", "media", "tags", "comments", "activex", "ink", "ctrlprops", "model3d", "fonts",
}
"""Folders below `ppt/` whose names are kept; what lies elsewhere goes into `ppt/other/`."""
SHARED = ("image/", "audio/", "video/", "model/")
"""Content types of parts of which a deck needs one copy only."""


class Out(NamedTuple):
    """One thing that a part of the new deck points to."""

    id: str
    type: str
    target: str
    """The name of a part, or what is written as it is."""
    mode: str
    """`part`, `outside`, or `place` for an address inside of the same part."""
    place: str = ""


class Part:
    """A part in the making; `root` is its XML while that may still change."""

    def __init__(self, name: str, kind: str, data: bytes = b"", root: Any = None, out: Iterable[Out] = ()) -> None:
        self.name, self.kind, self.data, self.root = name, kind, data, root
        self.out = list(out)
        self._pointed: dict[tuple[str, str], str] = {}
        self._used: set[str] = set()

    def point(self, type: str, target: str) -> str:
        """The id under which this part points to another one."""
        if not self._pointed:
            self._pointed = {(each.type, each.target): each.id for each in reversed(self.out) if each.mode == "part"}
            self._used = {each.id for each in self.out}
        if (type, target) not in self._pointed:
            number = len(self._used) + 1
            while f"rId{number}" in self._used:
                number += 1
            self._used.add(f"rId{number}")
            self._pointed[type, target] = f"rId{number}"
            self.out.append(Out(f"rId{number}", type, target, "part"))
        return self._pointed[type, target]

    def bytes(self) -> bytes:
        """What goes into the file."""
        if self.root is None:
            return self.data
        written: bytes = etree.tostring(self.root, xml_declaration=True, encoding="UTF-8", standalone=True)
        return written

    def relations(self) -> str:
        """The relationships part; empty where it points to nothing."""
        if not self.out:
            return ""
        folder = posixpath.dirname(self.name)
        rows = []
        for id, kind, target, mode, place in self.out:
            said = posixpath.relpath(target, folder or ".") + place if mode == "part" else target
            outside = ' TargetMode="External"' if mode == "outside" else ""
            rows.append(f'<Relationship Id="{escape(id)}" Type="{escape(kind)}" Target="{escape(said)}"{outside}/>')
        return f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{"".join(rows)}</Relationships>'


class Book:
    """All parts of the new deck, by name."""

    def __init__(self) -> None:
        self.parts: dict[str, Part] = {}
        self._counted: dict[str, int] = {}
        self._taken: set[str] = set()
        self._shared: dict[tuple[str, str], str] = {}
        self._items: set[str] = set()

    def name(self, like: str) -> str:
        """A fresh name after that of a part elsewhere: the same folder and word, and the next number."""
        folder, file = posixpath.split(like)
        stem, dot, ending = file.rpartition(".")
        word = re.sub(r"[^A-Za-z_]", "", (stem if dot else ending).rstrip("0123456789")) or "part"
        ending = re.sub(r"[^a-z0-9]", "", ending.lower()) if dot else "bin"
        base, last = posixpath.split(folder)
        if folder != "customXml":
            folder = f"ppt/{last}" if base == "ppt" and last.lower() in FOLDERS else "ppt/other"
        return self.numbered(f"{folder}/{word}", ending or "bin")

    def numbered(self, stem: str, ending: str = "xml") -> str:
        """The next free name of a stem."""
        key = stem.lower()
        while True:
            self._counted[key] = number = self._counted.get(key, 0) + 1
            name = f"{stem}{number}.{ending}"
            if name.lower() not in self._taken and f"{key}{number}" not in self._taken:
                self._taken |= {name.lower(), f"{key}{number}"}
                return name

    def claim(self, name: str) -> str:
        """A name that must be this one, or this one with a number."""
        stem, _, ending = name.rpartition(".")
        number = 1
        while name.lower() in self._taken:
            number += 1
            name = f"{stem}_{number}.{ending}"
        self._taken.add(name.lower())
        return name

    def add(self, part: Part) -> Part:
        """Take a part in."""
        self.parts[part.name] = part
        return part

    def shared(self, source: Source, name: str) -> str:
        """The one copy of a picture, a film, a sound."""
        data, kind = source.part(name), source.type_of(name)
        key = digest_of(data), kind
        if key not in self._shared:
            self._shared[key] = self.add(Part(self.name("ppt/media/" + posixpath.basename(name)), kind, data)).name
        return self._shared[key]

    def item(self, id: str) -> str:
        """The id of a custom XML item: its own, or a new one where another item has it."""
        while id in self._items or not id:
            id = guid(f"{id} {len(self._items)}")
        self._items.add(id)
        return id

    def package(self) -> Package:
        """The parts as a package; the root relationships are the caller's."""
        package = Package()
        for part in self.parts.values():
            package.keep(part.name, part.bytes(), part.kind)
            rels = part.relations()
            if rels:
                folder, file = posixpath.split(part.name)
                package.plain(f"{folder}/_rels/{file}.rels", rels)
        return package


def is_shared(source: Source, relation: Relation) -> bool:
    """Whether a part is one of which a deck needs one copy only: it has a shared kind, and points to nothing itself."""
    return source.type_of(relation.target).startswith(SHARED) and not source.relations(relation.target)
