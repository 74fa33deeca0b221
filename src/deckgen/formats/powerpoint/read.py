"""Reading decks back: titles and paragraphs of every slide, of ours and of anybody's.

Slides are found as PowerPoint finds them: through `p:sldIdLst` of the presentation part and its relationships, never by name.
Only what is asked for is parsed: one pass of expat over each slide, no tree. Elements are known by their local names, so that
other prefixes and the strict dialect read alike.
"""

from __future__ import annotations

import posixpath
import zlib
from pathlib import Path
from typing import NamedTuple
from xml.parsers.expat import ExpatError, ParserCreate
from zipfile import BadZipFile, ZipFile

from deckgen.problem import Unusable

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How files begin that are no zip: .ppt of old, and any deck with a password."""


class ReadPage(NamedTuple):
    """One slide as it stands in a file: its title, and all its paragraphs in reading order (the title's too)."""

    title: str
    paragraphs: tuple[str, ...]
    hidden: bool


def read_back(path: Path) -> list[ReadPage]:
    """The slides of a deck in order. Raises Unusable where the file is none, is encrypted, or is damaged."""
    try:
        with ZipFile(path) as file:
            return [read_slide(file.read(name)) for name in slides(file)]
    except OSError as error:
        raise Unusable(f"{path}: {error.strerror or error}") from error
    except BadZipFile as error:
        with open(path, "rb") as raw:
            start = raw.read(8)
        if start == OLE:
            raise Unusable(f"{path}: this deck has a password, or is an old .ppt; save it as .pptx without a password") from error
        raise Unusable(f"{path}: not a PowerPoint file, or a damaged one") from error
    except RuntimeError as error:
        raise Unusable(f"{path}: this file is encrypted") from error
    except (ExpatError, zlib.error, KeyError, ValueError, EOFError, NotImplementedError) as error:
        raise Unusable(f"{path}: a damaged deck, or none: {error}") from error


def deck_titles(path: Path) -> list[tuple[str, bool]]:
    """The title of every slide of anybody's deck, and whether it is hidden. Raises Unusable as `read_back` does."""
    return [(page.title, page.hidden) for page in read_back(path)]


def slides(file: ZipFile) -> list[str]:
    """Names of the slide parts, in the order of the show. Raises KeyError where there is no presentation."""
    main = next((target for kind, target in relations(file, "").values() if kind == "officeDocument"), "")
    order: list[str] = []
    seen: set[str] = set()

    def start(tag: str, attributes: dict[str, str]) -> None:
        seen.add(local(tag))
        if local(tag) == "sldId":
            order.extend(value for name, value in attributes.items() if ":" in name and local(name) == "id")

    parser = ParserCreate()
    parser.StartElementHandler = start
    parser.Parse(file.read(main), True)
    if "presentation" not in seen:
        raise KeyError("no presentation in it")
    known = relations(file, main)
    return [known[id][1] for id in order]


def relations(file: ZipFile, part: str) -> dict[str, tuple[str, str]]:
    """What a part points to, by id: the last word of the type, and the target as a name in the zip."""
    folder, name = posixpath.split(part)
    found: dict[str, tuple[str, str]] = {}

    def start(tag: str, attributes: dict[str, str]) -> None:
        if local(tag) == "Relationship" and attributes.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/", folder, attributes["Target"])).lstrip("/")
            found[attributes["Id"]] = attributes["Type"].rpartition("/")[2], target

    parser = ParserCreate()
    parser.StartElementHandler = start
    parser.Parse(file.read(posixpath.join(folder, "_rels", f"{name}.rels")), True)
    return found


def local(name: str) -> str:
    """A name without its prefix."""
    return name[name.find(":") + 1:]


def read_slide(xml: bytes) -> ReadPage:
    """The words of one slide part. Line breaks inside a paragraph, and tabs, read as white space."""
    paragraphs: list[str] = []
    titles: list[str] = []
    text: list[str] = []
    hidden = in_title = False

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal hidden, in_title
        match tag[tag.find(":") + 1:]:
            case "t":
                parser.CharacterDataHandler = text.append
            case "br" | "tab":
                text.append(" ")
            case "sp" | "graphicFrame":
                in_title = False
            case "ph":
                in_title = attributes.get("type") in ("title", "ctrTitle")
            case "sld":
                hidden = attributes.get("show") in ("0", "false")

    def end(tag: str) -> None:
        match tag[tag.find(":") + 1:]:
            case "t":
                parser.CharacterDataHandler = None
            case "p":
                if text:
                    paragraph = "".join(text)
                    paragraphs.append(paragraph)
                    if in_title:
                        titles.append(paragraph)
                    text.clear()

    parser = ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.Parse(xml, True)
    return ReadPage(" ".join(titles), tuple(paragraphs), hidden)
