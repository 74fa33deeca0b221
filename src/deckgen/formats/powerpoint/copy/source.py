"""A deck to copy from: its parts as they are, and what they point to.

Nothing of a file is changed. The strict dialect of Office Open XML has other namespaces for the same elements; its parts are
translated as they are read, so that nobody else needs to know. In it percentages are written with their sign:

    <a:alpha val="50%"/>  →  <a:alpha val="50000"/>        but in charts  <c:overlap val="100%"/>  →  <c:overlap val="100"/>
"""

from __future__ import annotations

import hashlib
import posixpath
import re
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import unquote
from zipfile import ZipFile

from lxml import etree

from deckgen.formats.powerpoint.copy.names import ENDINGS, SLIDE, a, p, r, whole
from deckgen.formats.powerpoint.identity import Manifest, manifest_in
from deckgen.formats.powerpoint.package import PACKAGE

STRICT = b"http://purl.oclc.org/ooxml/"
WORDS = ("formatCode", "name", "descr", "title", "typeface", "char")
"""Attributes whose percent sign is only a sign: `formatCode="0%"` is how a chart shows its numbers."""
RENAMED = {"extendedProperties": "extended-properties", "customProperties": "custom-properties"}
"""Words in strict names that the transitional dialect spells otherwise."""


class Damaged(Exception):
    """A part that is no XML, or more than XML should be: a file that is not to be read on. `path` is the file's."""

    path = Path()


class Relation(NamedTuple):
    """One thing that a part points to."""

    id: str
    type: str
    """The whole relationship type."""
    target: str
    """The name of a part; as it is written where it is outside of the package, or only a place (`#here`)."""
    outside: bool
    there: bool
    """Whether the part exists; True for what is no part."""
    place: str = ""
    """What follows a part's name: `#here`."""

    @property
    def kind(self) -> str:
        """The last word of the type: `image`, `slideLayout` …"""
        return self.type.rpartition("/")[2]

    @property
    def part(self) -> bool:
        """Whether it leads to a part."""
        return not self.outside and bool(self.target) and not self.target.startswith("#")


class Source:
    """The parts of one deck, read when they are asked for."""

    def __init__(self, path: Path, file: ZipFile, digest: str) -> None:
        self.path, self.file, self.digest = path, file, digest
        self.names = {each.lower(): each for each in file.namelist() if not each.endswith("/")}
        self._trees: dict[str, Any] = {}
        self._relations: dict[str, dict[str, Relation]] = {}
        self.main = ""
        self.label = ""
        """What messages call it, where that is not the name of its file."""
        self.strict = False
        self.macros = False

    @property
    def name(self) -> str:
        """What messages call it."""
        return self.label or self.path.name

    def part(self, name: str) -> bytes:
        """The bytes of a part, in the transitional dialect. Raises KeyError where there is none."""
        data = self.file.read(self.names[name.lower()])
        if self.strict and name.lower().endswith((".xml", ".rels")) and STRICT in data:
            data = etree.tostring(transitional(parsed(data, name)), xml_declaration=True, encoding="UTF-8", standalone=True)
        return data

    def has(self, name: str) -> bool:
        """Whether there is such a part; capitals do not count."""
        return name.lower() in self.names

    def tree(self, name: str) -> Any:
        """A part as elements, to be read only."""
        if name not in self._trees:
            self._trees[name] = self.fresh(name)
        return self._trees[name]

    def fresh(self, name: str) -> Any:
        """A part as elements that may be changed."""
        try:
            return parsed(self.part(name), name)
        except Damaged as error:
            error.path = self.path
            raise

    def type_of(self, name: str) -> str:
        """The content type of a part."""
        endings, stated = self._types
        ending = name.rpartition(".")[2].lower()
        return stated.get(name.lower()) or endings.get(ending) or ENDINGS.get(ending, "application/octet-stream")

    @cached_property
    def _types(self) -> tuple[dict[str, str], dict[str, str]]:
        endings, stated = {}, {}
        for each in self.tree("[Content_Types].xml"):
            if each.get("Extension"):
                endings[each.get("Extension").lower()] = each.get("ContentType", "")
            elif each.get("PartName"):
                stated[unquote(each.get("PartName")).lstrip("/").lower()] = each.get("ContentType", "")
        return endings, stated

    def relations(self, part: str) -> dict[str, Relation]:
        """What a part points to, by id; empty for the package itself means `""`."""
        if part not in self._relations:
            folder, file = posixpath.split(part)
            rels = posixpath.join(folder, "_rels", f"{file}.rels")
            found: dict[str, Relation] = {}
            if self.has(rels):
                for each in self.fresh(rels).iter(f"{{{PACKAGE}/relationships}}Relationship"):
                    relation = self._relation(each, folder)
                    found.setdefault(relation.id, relation)
            self._relations[part] = found
        return self._relations[part]

    def _relation(self, row: Any, folder: str) -> Relation:
        id, kind, said = row.get("Id", ""), row.get("Type", ""), row.get("Target", "")
        if row.get("TargetMode") == "External":
            return Relation(id, kind, said, True, True)
        path, sign, place = said.partition("#")
        if not path:
            return Relation(id, kind, said, False, True)
        for each in (path, unquote(path)):
            name = posixpath.normpath(posixpath.join("/", folder, each.replace("\\", "/"))).lstrip("/")
            if self.has(name):
                return Relation(id, kind, self.names[name.lower()], False, True, sign + place)
        return Relation(id, kind, path, False, False)

    def related(self, part: str, kind: str) -> list[str]:
        """The parts of one kind that a part points to, in the file's order."""
        return [each.target for each in self.relations(part).values() if each.kind == kind and each.part and each.there]

    @cached_property
    def presentation(self) -> Any:
        """The presentation part, to be read only."""
        return self.tree(self.main)

    @cached_property
    def manifest(self) -> Manifest | None:
        """What the deck says of its own making, where deckgen wrote it."""
        return manifest_in(self.file)

    @cached_property
    def slides(self) -> tuple[str, ...]:
        """The slide parts in the order of the show. An entry that leads nowhere, or to no slide, is none."""
        return tuple(part for _, part in self.listed)

    @cached_property
    def listed(self) -> tuple[tuple[str, str], ...]:
        """Slide ids, as text, and the parts that they stand for; a part that is listed twice counts once."""
        known = self.relations(self.main)
        found: dict[str, str] = {}
        for each in self.presentation.iterfind(f"{p}sldIdLst/{p}sldId"):
            relation = known.get(each.get(f"{r}id", ""))
            if relation is not None and relation.part and relation.there and self.type_of(relation.target) == SLIDE:
                found.setdefault(relation.target, each.get("id", ""))
        return tuple((id, part) for part, id in found.items())

    @cached_property
    def size(self) -> tuple[int, int]:
        """Width and height of a slide, in EMU; 4:3, as PowerPoint takes it, where they are not stated."""
        size = self.presentation.find(f"{p}sldSz")
        across, down = (whole(size.get(key)) for key in ("cx", "cy")) if size is not None else (0, 0)
        return (across, down) if across > 0 and down > 0 else (9144000, 6858000)


def parsed(data: bytes, name: str) -> Any:
    """A part as elements. Raises Damaged for what is no XML, and for a DTD: entities can blow up, or read other files."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise Damaged(f"{name}: {str(error).partition(', line')[0]}") from None
    if root.getroottree().docinfo.doctype:
        raise Damaged(f"{name} has a document type declaration (DTD), which no deck needs")
    return root


def digest_of(data: bytes) -> str:
    """What tells contents apart."""
    return hashlib.sha256(data).hexdigest()


def renamed(address: str) -> str:
    """A strict name as the transitional dialect has it: `…/2006/…` behind the first word."""
    room, _, rest = address.removeprefix(STRICT.decode()).partition("/")
    rest = "/".join(RENAMED.get(word, word) for word in rest.split("/"))
    return f"http://schemas.openxmlformats.org/{room}/2006/{rest}"


def transitional(root: Any) -> Any:
    """A strict part in the transitional dialect, as new elements."""
    strict = STRICT.decode()
    text = etree.tostring(root, encoding="unicode")
    text = re.sub(rf"{re.escape(strict)}[\w/.-]+", lambda found: renamed(found[0]), text)
    fresh = etree.fromstring(text, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))
    fresh.attrib.pop("conformance", None)
    chart = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
    for each in fresh.iter(etree.Element):
        for key, value in each.attrib.items():
            if value.endswith("%") and key not in WORDS and re.fullmatch(r"-?\d+(\.\d+)?%", value) and each.tag.startswith(
                    (a, p, chart)):
                times = 1 if each.tag.startswith(chart) else 1000
                each.set(key, str(round(float(value[:-1]) * times)))
    return fresh
