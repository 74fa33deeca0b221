"""Whether a deck on disk still is what deckgen wrote, or somebody has worked on it since.

docProps/custom.xml holds a digest of all other parts: their names, sizes and checksums, which stand in the zip's own directory,
so that nothing needs to be unpacked. PowerPoint and LibreOffice keep the property when they save, and change the parts.
"""

from __future__ import annotations

from pathlib import Path
from xml.etree.ElementTree import ParseError, fromstring
from zipfile import BadZipFile, ZipFile

from deckgen.formats.powerpoint.package import digest

DIGEST, VERSION = "deckgen.digest", "deckgen.version"
PROPERTIES = "docProps/custom.xml"


def untouched(path: Path) -> bool | None:
    """Whether our digest still fits the file; None for a file that bears none, or is no zip at all."""
    try:
        with ZipFile(path) as file:
            parts = [(each.filename, each.CRC, each.file_size) for each in file.infolist()]
            written = sealed(file.read(PROPERTIES))
    except (BadZipFile, KeyError, ParseError, NotImplementedError, RuntimeError):
        return None
    if written is None:
        return None
    return written == digest(each for each in parts if each[0] != PROPERTIES)


def sealed(properties: bytes) -> str | None:
    """The digest among the custom properties, or None."""
    for each in fromstring(properties):
        if each.get("name") == DIGEST:
            return "".join(each.itertext())
    return None
