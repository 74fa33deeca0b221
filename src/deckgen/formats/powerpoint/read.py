"""Reading decks back: titles and paragraphs of every slide, of ours and of anybody's.

Slides are found as PowerPoint finds them: through `p:sldIdLst` of the presentation part and its relationships, never by name.
Parts are read with the standard library alone, for every build reads what it has just written. The strict dialect of Office
Open XML has other namespaces for the same elements; each part says itself which it speaks.
"""

from __future__ import annotations

import posixpath
import struct
import zlib
from pathlib import Path
from typing import NamedTuple
from xml.etree.ElementTree import Element, ParseError, fromstring
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile

from deckgen.formats.powerpoint.drawing import R
from deckgen.formats.powerpoint.package import PACKAGE
from deckgen.problem import Unusable

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How files begin that are no zip but a compound file: .ppt of old, and any deck with a password."""
STRICT_R = "http://purl.oclc.org/ooxml/officeDocument/relationships"


class ReadPage(NamedTuple):
    """One slide as it stands in a file: its title, and all its paragraphs in reading order (the title's too).

    A title that stands above the page, as PowerPoint keeps one that is only for listening, is not shown: it is empty here.
    """

    title: str
    paragraphs: tuple[str, ...]
    hidden: bool


def read_back(path: Path) -> list[ReadPage]:
    """The slides of a deck in order. Raises Unusable where the file is none, is encrypted, or is damaged."""
    try:
        with ZipFile(path) as file:
            return [read_slide(part(file, name)) for name in slides(file)]
    except OSError as error:
        raise Unusable(f"{path}: {error.strerror or error}") from error
    except BadZipFile as error:
        with open(path, "rb") as raw:
            compound = raw.read(8) == OLE
        raise Unusable(f"{path}: " + (
            "a deck with a password, or an old .ppt; save it as .pptx without a password" if compound
            else "not a PowerPoint file, or a damaged one")) from error
    except RuntimeError as error:  # how zipfile says that it would need a password
        raise Unusable(f"{path}: this file is encrypted") from error
    except (ParseError, zlib.error, LookupError, ValueError, EOFError) as error:
        raise Unusable(f"{path}: no PowerPoint file, or a damaged one ({error})") from error


def deck_titles(path: Path) -> list[tuple[str, bool]]:
    """The title of every slide of anybody's deck, and whether it is hidden: as python-pptx reads them, a second opinion.

    What python-pptx does not open (slide shows, the strict dialect, decks that lack a part) is read as our own are. Raises
    Unusable as `read_back` does.
    """
    own = read_back(path)
    from pptx import Presentation

    try:
        found = Presentation(str(path)).slides
        return [(shape.text_frame.text.replace("\v", "\n")
                 if (shape := slide.shapes.title) is not None and not (shape.top or 0) + (shape.height or 0) < 0 else "",
                 slide._element.get("show") == "0") for slide in found]
    except (KeyError, ValueError, AttributeError, OSError):
        return [(page.title, page.hidden) for page in own]


LOCAL = struct.Struct("<4s5H3I2H")


def part(file: ZipFile, name: str) -> bytes:
    """A part, as `file.read` gives it, in half the time where it is deflated plainly: a build reads back every slide.

    Raises BadZipFile, zlib.error and RuntimeError as that does.
    """
    info, raw = file.getinfo(name), file.fp
    if raw is None or info.compress_type != ZIP_DEFLATED or info.flag_bits & 1:
        return file.read(name)
    raw.seek(info.header_offset)
    head = raw.read(LOCAL.size)
    if len(head) < LOCAL.size or not head.startswith(b"PK\3\4"):
        return file.read(name)
    *_, named, extra = LOCAL.unpack(head)
    raw.seek(named + extra, 1)
    data = zlib.decompressobj(-15).decompress(raw.read(info.compress_size), info.file_size + 1)
    if zlib.crc32(data) != info.CRC:
        raise BadZipFile(f"Bad CRC-32 for file {name!r}")
    return data


def slides(file: ZipFile) -> list[str]:
    """Names of the slide parts, in the order of the show. Raises LookupError where there is no presentation."""
    main = next((target for kind, target in relations(file, "").values() if kind == "officeDocument"), "")
    root = fromstring(file.read(main))
    own = namespace(root)
    if root.tag != f"{own}presentation":
        raise LookupError(f"{main} is no presentation")
    known = relations(file, main)
    ids = [each.get(f"{{{R}}}id") or each.get(f"{{{STRICT_R}}}id") or "" for each in root.iterfind(f"{own}sldIdLst/{own}sldId")]
    return [known[id][1] for id in ids]


def relations(file: ZipFile, part: str) -> dict[str, tuple[str, str]]:
    """What a part points to inside the package, by id: the last word of the type, and the target as a name in the zip."""
    folder, name = posixpath.split(part)
    root = fromstring(file.read(posixpath.join(folder, "_rels", f"{name}.rels")))
    return {each.attrib["Id"]: (each.attrib["Type"].rpartition("/")[2],
                                posixpath.normpath(posixpath.join("/", folder, each.attrib["Target"])).lstrip("/"))
            for each in root.iter(f"{{{PACKAGE}/relationships}}Relationship") if each.get("TargetMode") != "External"}


def namespace(element: Element) -> str:
    """The namespace of an element, in braces."""
    return element.tag[:element.tag.find("}") + 1]


def read_slide(xml: bytes) -> ReadPage:
    """The words of one slide part, with white space for line breaks inside a paragraph. Paragraphs without words are left out."""
    root = fromstring(xml)
    own = namespace(root)
    drawing = own.replace("presentationml", "drawingml")
    text, line_break = f"{drawing}t", f"{drawing}br"

    def paragraphs(element: Element) -> list[str]:
        found = ["".join([(each.text or "") if each.tag == text else " " for each in paragraph.iter()
                          if each.tag == text or each.tag == line_break]) for paragraph in element.iter(f"{drawing}p")]
        return [each for each in found if each]

    title = ""
    for shape in root.iter(f"{own}sp"):
        mark = shape.find(f"{own}nvSpPr/{own}nvPr/{own}ph")
        if mark is not None and mark.get("type") in ("title", "ctrTitle"):
            title = "" if above(shape.find(f"{own}spPr/{drawing}xfrm"), drawing) else " ".join(paragraphs(shape))
            break
    return ReadPage(title, tuple(paragraphs(root)), root.get("show") in ("0", "false"))


def above(place: Element | None, drawing: str) -> bool:
    """Whether a shape that states its place stands above the page."""
    start, size = (place.find(f"{drawing}off"), place.find(f"{drawing}ext")) if place is not None else (None, None)
    return start is not None and size is not None and int(start.get("y", "0")) + int(size.get("cy", "0")) < 0
