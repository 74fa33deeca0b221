"""Files that are no decks, or none to be trusted: each gets one clear sentence, and nothing is written."""

from __future__ import annotations

import random
import re
import struct
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

import pytest

from brands import Parts, changed
from deckgen.formats.powerpoint.copy import opening
from deckgen.formats.powerpoint.read import OLE
from sources import deck, deckgen, related, typed, written


def zipped(parts: Parts) -> bytes:
    held = BytesIO()
    with ZipFile(held, "w", ZIP_DEFLATED) as file:
        for name, data in parts.items():
            file.writestr(name, data)
    return held.getvalue()


def renamed(parts: Parts, old: str, new: str) -> Parts:
    return {new if name == old else name: data for name, data in parts.items()}


def twice(parts: Parts) -> bytes:
    held = BytesIO(zipped(parts))
    with ZipFile(held, "a") as file:
        file.writestr("PPT/slides/SLIDE1.xml", b"<x/>")
    return held.getvalue()


def encrypted(data: bytes) -> bytes:
    """Every entry says that it is encrypted."""
    found = bytearray(data)
    for sign, place in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        at = found.find(sign)
        while at >= 0:
            struct.pack_into("<H", found, at + place, struct.unpack_from("<H", found, at + place)[0] | 1)
            at = found.find(sign, at + 4)
    return bytes(found)


def torn(data: bytes) -> bytes:
    """A part whose bytes are not what its checksum says."""
    held = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(held, "w", ZIP_STORED) as file:
        for name in old.namelist():
            file.writestr(name, old.read(name))
    return held.getvalue().replace("关于一".encode(), "关于万".encode())


BAD: dict[str, tuple[Callable[[Parts], bytes], str]] = {
    "nothing": (lambda parts: b"", "is no PowerPoint file"),
    "text": (lambda parts: "不是演示文稿".encode(), "is no PowerPoint file"),
    "a PDF": (lambda parts: b"%PDF-1.7\n", "is a PDF"),
    "a password": (lambda parts: OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), "has a password"),
    "an old .ppt": (lambda parts: OLE + b"\0" * 600, "is an old .ppt, or has a password"),
    "encrypted entries": (lambda parts: encrypted(zipped(parts)), "is encrypted"),
    "cut short": (lambda parts: zipped(parts)[:9000], "is cut short or damaged"),
    "torn": (lambda parts: torn(zipped(parts)), "can't be unpacked"),
    "a Word document": (lambda parts: zipped(changed(
        changed(parts, "[Content_Types].xml", "presentationml.presentation.main", "wordprocessingml.document.main"),
        "ppt/presentation.xml", "p:presentation", "p:document")), "is a Word document"),
    "an OpenDocument file": (lambda parts: zipped({"mimetype": b"application/vnd.oasis.opendocument.presentation"}),
                             "is an OpenDocument file"),
    "another zip": (lambda parts: zipped({"a.txt": b"a"}), "is no PowerPoint file"),
    "no main part": (lambda parts: zipped({key: data for key, data in parts.items() if key != "ppt/presentation.xml"}),
                     "is no PowerPoint file"),
    "a bomb": (lambda parts: zipped({**parts, "ppt/media/image1.bmp": b"\0" * 30_000_000}), "is a zip bomb"),
    "dots in a name": (lambda parts: zipped({**parts, "ppt/../../evil.xml": b"<x/>"}), "leads out of the package"),
    "a name from the root": (lambda parts: zipped({**parts, "/etc/evil.xml": b"<x/>"}), "leads out of the package"),
    "a drive in a name": (lambda parts: zipped({**parts, "C:/evil.xml": b"<x/>"}), "leads out of the package"),
    "a part twice": (twice, "twice"),
    "entities": (lambda parts: zipped({**parts, "ppt/slides/slide1.xml": parts["ppt/slides/slide1.xml"].replace(
        b"<p:sld ", b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><p:sld ', 1)}), "document type declaration"),
    "a DTD in UTF-16": (lambda parts: zipped({**parts, "ppt/slides/slide1.xml": (
        "<!DOCTYPE x []>" + parts["ppt/slides/slide1.xml"].decode().partition("?>")[2]).encode("utf-16")}),
        "document type declaration"),
    "XML that is none": (lambda parts: zipped({**parts, "ppt/slides/slide2.xml": b"<p:sld"}), "can't be read"),
    "a presentation that is none": (lambda parts: zipped({**parts, "ppt/presentation.xml": b"<a>"}), "can't be read"),
    "a layout that is none": (lambda parts: zipped({**parts, "ppt/slideLayouts/slideLayout2.xml": b"<a>"}), "can't be read"),
    "a slide without layout": (lambda parts: zipped(changed(
        parts, "ppt/slides/_rels/slide1.xml.rels", "relationships/slideLayout", "relationships/other")), "has no layout"),
}


@pytest.mark.parametrize("name", BAD)
@pytest.mark.parametrize("verb", ["pick", "list"])
def test_a_bad_file_is_one_sentence(name: str, verb: str, tmp_path: Path) -> None:
    make, says = BAD[name]
    path = tmp_path / "bad.pptx"
    path.write_bytes(make(deck()))
    done = deckgen(verb, path, *(("-o", tmp_path / "out.pptx") if verb == "pick" else ()))
    assert not isinstance(done.exception, Exception) or isinstance(done.exception, SystemExit), done.exception
    if verb == "pick":
        assert done.exit_code == 1 and says in done.output, done.output
        assert done.output.count("error:") == 1
    assert sorted(each.name for each in tmp_path.iterdir()) == ["bad.pptx"]


def test_too_much_in_all_and_too_many_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = written(deck(), tmp_path / "a.pptx")
    monkeypatch.setattr(opening, "TOTAL", 10_000)
    assert "would unpack to" in deckgen("list", path).output
    monkeypatch.setattr(opening, "ENTRIES", 10)
    assert "more than a deck can have" in deckgen("list", path).output


def test_a_bad_theme_is_told(tmp_path: Path) -> None:
    path = written(deck(), tmp_path / "a.pptx")
    (tmp_path / "theme.potx").write_bytes(b"%PDF-1.7")
    done = deckgen("pick", path, "--theme", tmp_path / "theme.potx", "-o", tmp_path / "out.pptx")
    assert done.exit_code == 1 and "the deck theme.potx is a PDF" in done.output


def test_the_ending_of_a_name_does_not_matter(tmp_path: Path) -> None:
    path = written(deck(), tmp_path / "a.zip")
    assert deckgen("pick", path, "-o", tmp_path / "out.pptx").exit_code == 0


SEEDS = range(30)


@pytest.mark.parametrize("seed", SEEDS)
def test_spoilt_parts_never_end_in_a_traceback(seed: int, tmp_path: Path) -> None:
    """Attributes and targets changed at random: a deck comes out, or a problem."""
    chance = random.Random(seed)
    parts = typed(deck(chart=True, picture=True), "ppt/comments/comment1.xml",
                  "application/vnd.openxmlformats-officedocument.presentationml.comments+xml",
                  '<p:cmLst xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"><p:cm authorId="9"/></p:cmLst>')
    parts = related(parts, "ppt/slides/slide1.xml", "rIdC", "comments", "../comments/comment1.xml")
    names = [name for name in parts if name.endswith((".xml", ".rels"))]
    for name in chance.sample(names, 8):
        text = parts[name].decode()
        places = [found.end() - 1 for found in re.finditer('="', text)]
        for at in chance.sample(places, min(3, len(places))):
            text = text[:at + 1] + chance.choice(("x", "-1", "", "../", "9999999999999", "rId1", "NULL")) + text[at + 1:]
        parts[name] = text.encode()
    path = written(parts, tmp_path / "a.pptx")
    for words in (("list", path), ("pick", path, "-o", tmp_path / "out.pptx"),
                  ("pick", written(deck(("首",)), tmp_path / "b.pptx"), path, "--theme", path, "-o", tmp_path / "themed.pptx")):
        done = deckgen(*words)
        assert done.exception is None or isinstance(done.exception, SystemExit), (words, done.exc_info)
