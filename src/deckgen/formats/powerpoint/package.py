"""The package: a zip of parts, with the content types and relationships that tie them together.

    [Content_Types].xml                  what each part is
    _rels/.rels                          where to start
    ppt/slides/slide1.xml                a part ...
    ppt/slides/_rels/slide1.xml.rels     ... and what it points to: <Relationship Id="rId1" Type="…" Target="…"/>

PowerPoint offers to repair a file whose content types name a part that is not there, or whose relationships lead nowhere; so
both are gathered while parts are added, never written by hand. Times are fixed, so that the same parts give the same bytes.
The zip is written here and not by `zipfile`: a deck is four small entries a slide, and this costs a third less for each.
"""

from __future__ import annotations

import hashlib
import struct
import zlib
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO, NamedTuple

from deckgen.formats.powerpoint.drawing import HEAD, R, escape
from deckgen.problem import DeckgenError, Problem

PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "application/vnd.openxmlformats-officedocument."

KINDS = {
    "ppt/presentation": OFFICE + "presentationml.presentation.main+xml",
    "ppt/presProps": OFFICE + "presentationml.presProps+xml",
    "ppt/viewProps": OFFICE + "presentationml.viewProps+xml",
    "ppt/tableStyles": OFFICE + "presentationml.tableStyles+xml",
    "ppt/slides/slide": OFFICE + "presentationml.slide+xml",
    "ppt/slideMasters/slideMaster": OFFICE + "presentationml.slideMaster+xml",
    "ppt/slideLayouts/slideLayout": OFFICE + "presentationml.slideLayout+xml",
    "ppt/notesMasters/notesMaster": OFFICE + "presentationml.notesMaster+xml",
    "ppt/notesSlides/notesSlide": OFFICE + "presentationml.notesSlide+xml",
    "ppt/theme/theme": OFFICE + "theme+xml",
    "ppt/charts/chart": OFFICE + "drawingml.chart+xml",
    "ppt/tags/tag": OFFICE + "presentationml.tags+xml",
    "customXml/itemProps": OFFICE + "customXmlProperties+xml",
    "docProps/app": OFFICE + "extended-properties+xml",
    "docProps/core": "application/vnd.openxmlformats-package.core-properties+xml",
    "docProps/custom": OFFICE + "custom-properties+xml",
    "xl/workbook": OFFICE + "spreadsheetml.sheet.main+xml",
    "xl/worksheets/sheet": OFFICE + "spreadsheetml.worksheet+xml",
    "xl/theme/theme": OFFICE + "theme+xml",
    "xl/styles": OFFICE + "spreadsheetml.styles+xml",
    "xl/sharedStrings": OFFICE + "spreadsheetml.sharedStrings+xml",
}
"""Content types by the part's name without its number and ending."""

ENDINGS = {
    "rels": "application/vnd.openxmlformats-package.relationships+xml",
    "xml": "application/xml",
    "xlsx": OFFICE + "spreadsheetml.sheet",
    "png": "image/png",
    "jpeg": "image/jpeg",
    "svg": "image/svg+xml",
}
"""Content types by the name's ending; of these only the ones in use are declared."""

LOCAL = struct.Struct("<4s5H3I2H")
CENTRAL = struct.Struct("<4s6H3I5H2I")
END = struct.Struct("<4s4H2IH")
VERSION, TIME, DATE = 20, 0, (1 << 5) | 1
"""Zip 2.0; midnight of 1 January 1980, the first moment that a zip can name."""


class Entry(NamedTuple):
    """One file of a zip, packed."""

    name: str
    method: int
    crc: int
    packed: bytes
    size: int


MEMORY = 5
"""What zlib sets aside for each part. Its own 8 takes twice as long for parts of a few kilobytes, and packs no tighter."""

LEVEL = 1
"""How hard zlib tries. Its own 6 takes half as long again for parts of a few kilobytes, and saves one byte in fifteen."""


def entry(name: str, data: bytes, stored: bool = False) -> Entry:
    """A file ready for the zip: deflated, or `stored` as it is (what is compressed already)."""
    if stored:
        return Entry(name, 0, zlib.crc32(data), data, len(data))
    packer = zlib.compressobj(LEVEL, zlib.DEFLATED, -15, MEMORY)
    return Entry(name, 8, zlib.crc32(data), packer.compress(data) + packer.flush(), len(data))


def write_zip(file: BinaryIO, entries: Iterable[Entry]) -> None:
    """Entries in their order, then the directory. Raises DeckgenError for more than a plain zip can hold."""
    directory, offset = [], 0
    for each in entries:
        name = each.name.encode()
        facts = (VERSION, 0, each.method, TIME, DATE, each.crc, len(each.packed), each.size, len(name), 0)
        if offset + len(each.packed) >= 1 << 32:
            raise DeckgenError([Problem("the deck would be larger than 4 GB", hint="use smaller pictures", rule="too-large")])
        directory.append(CENTRAL.pack(b"PK\1\2", VERSION, *facts, 0, 0, 0, 0, offset) + name)
        file.write(LOCAL.pack(b"PK\3\4", *facts) + name)
        file.write(each.packed)
        offset += LOCAL.size + len(name) + len(each.packed)
    if len(directory) >= 1 << 16:
        raise DeckgenError([Problem(f"the deck would have {len(directory)} parts, and 65,535 is all that a file can hold",
                                    hint="split it into several decks", rule="too-large")])
    listing = b"".join(directory)
    file.write(listing)
    file.write(END.pack(b"PK\5\6", 0, 0, len(directory), len(directory), len(listing), offset, 0))


def digest(facts: Iterable[tuple[str, int, int]]) -> str:
    """A digest of parts by name, checksum and size, whatever their order.

    It tells a deck that was edited from one that was not; it is no seal against somebody who wants to deceive.
    """
    lines = sorted(f"{name} {crc:08x} {size}\n" for name, crc, size in facts)
    return hashlib.sha256("".join(lines).encode()).hexdigest()


class Relations:
    """What one part points to. Ids count from rId1; the same target is named once."""

    def __init__(self) -> None:
        self.ids: dict[tuple[str, str, str], str] = {}

    def add(self, kind: str, target: str) -> str:
        """The id of a part: `kind` is the last word of its relationship type, `target` relative to the pointing part's folder."""
        return self._id(f"{R}/{kind}", target, "")

    def link(self, address: str) -> str:
        """The id of an address outside of the package."""
        return self._id(f"{R}/hyperlink", address, ' TargetMode="External"')

    def other(self, kind: str, target: str) -> str:
        """The id of a part whose relationship type is not one of the office documents' own."""
        return self._id(kind, target, "")

    def _id(self, kind: str, target: str, mode: str) -> str:
        return self.ids.setdefault((kind, target, mode), f"rId{len(self.ids) + 1}")

    def xml(self) -> str:
        """The relationships part."""
        rows = "".join(f'<Relationship Id="{id}" Type="{kind}" Target="{escape(target)}"{mode}/>'
                       for (kind, target, mode), id in self.ids.items())
        return f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{rows}</Relationships>'


class Package:
    """A package in the making. Each part is packed as it comes; the two parts that must come first are made at the end.

    A `loose` one is made to be read at once and thrown away: nothing is deflated.
    """

    def __init__(self, loose: bool = False) -> None:
        self.loose = loose
        self.root = Relations()
        self.entries: list[Entry] = []
        self.types: list[str] = []
        self.endings: dict[str, None] = {"rels": None, "xml": None}

    def add(self, name: str, data: bytes | str, relations: Relations | None = None, typed: bool = True) -> int:
        """Take a part in, and its relationships after it; its checksum. Workbooks, PNG and JPEG are stored, XML is deflated.

        Not `typed`: XML of no type of its own.
        """
        stem, _, ending = name.rpartition(".")
        if ending == "xml":
            if typed:
                self.declare(stem)
        elif ending != "rels":
            self.endings[ending] = None
        stored = self.loose or ending not in ("xml", "rels", "svg")
        made = entry(name, data.encode() if isinstance(data, str) else data, stored)
        self.entries.append(made)
        if relations is not None and relations.ids:
            folder, _, file = name.rpartition("/")
            self.entries.append(entry(f"{folder}/_rels/{file}.rels", relations.xml().encode(), self.loose))
        return made.crc

    def small(self, name: str, data: str) -> None:
        """Take in an XML part of a few words, which is stored: to deflate it would take longer and save nothing."""
        self.declare(name.removesuffix(".xml"))
        self.entries.append(entry(name, data.encode(), True))

    def plain(self, name: str, data: bytes | str) -> None:
        """Take in a relationships part that is written already."""
        self.entries.append(entry(name, data.encode() if isinstance(data, str) else data))

    def keep(self, name: str, data: bytes, kind: str) -> None:
        """Take in a part of somebody else's package as it is, with its content type."""
        ending = name.rpartition(".")[2]
        if ENDINGS.get(ending) == kind and ending != "xml":
            self.endings[ending] = None
        else:
            self.types.append(f'<Override PartName="/{escape(name)}" ContentType="{escape(kind)}"/>')
        self.entries.append(entry(name, data, kind.startswith("image/") and "emf" not in kind and "wmf" not in kind))

    def declare(self, stem: str) -> None:
        """State the type of an XML part, named without its ending."""
        kind = KINDS[stem.rstrip("0123456789")]
        self.types.append(f'<Override PartName="/{stem}.xml" ContentType="{kind}"/>')

    def finished(self) -> list[Entry]:
        """All entries, content types and root relationships first."""
        defaults = "".join(f'<Default Extension="{ending}" ContentType="{ENDINGS[ending]}"/>' for ending in self.endings)
        types = f'{HEAD}<Types xmlns="{PACKAGE}/content-types">{defaults}{"".join(self.types)}</Types>'
        return [entry("[Content_Types].xml", types.encode()), entry("_rels/.rels", self.root.xml().encode()), *self.entries]


def save(path: Path, entries: Iterable[Entry]) -> None:
    """Write a zip to exactly this path."""
    with open(path, "wb", buffering=1 << 20) as file:
        write_zip(file, entries)
