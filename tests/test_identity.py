"""Identity: the marks by which slides, shapes and words are known again, and which of them other programs leave in the file."""

from __future__ import annotations

import re
import subprocess
from collections import Counter
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from lxml import etree
from openxml_audit import OpenXmlValidator
from pptx import Presentation

import brands
import package_checks
from conftest import TALK, needs
from deckgen.formats.powerpoint import identity
from deckgen.formats.powerpoint.identity import CreationIds, Manifest, ShapeIds, read_manifest
from deckgen.pipeline import build, open_talk

P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
OUTLINE = """\
# 只给自己看的话
talk: {id: t, title: 讲座}
sections:
  - id: s1
    title: 节
    slides:
      - id: "a-1"
        title: 规模 <带来> "质变" & *更多*
        body: [{points: [甲 **重点** 乙, {text: 丙, points: [丁]}]}, {table: {header: [列, 另列], rows: [[一, 二]]}}]
        notes: |
          第一段

          第二段
        questions: [没有印出来的问题]
        data: {secret: 没有用到的字段}
      - {id: b, title: 图, body: [{flow: {steps: [起, 承, 转]}}], notes: 说明}
"""
MARKS = ("tag", "creation id", "shape creation id", "shape name", "slide id", "manifest", "build id")


@pytest.fixture(scope="module")
def deck(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("identity") / "outline.yaml"
    path.write_text(OUTLINE, encoding="utf-8")
    build(open_talk(path), path.with_name("deck.pptx"))
    return path.with_name("deck.pptx")


def manifest_of(path: Path) -> Manifest:
    found = read_manifest(path)
    assert found is not None
    return found


def number(name: str) -> int:
    return int(re.sub(r"\D", "", name))


def marks(path: Path) -> dict[str, object]:
    """What a file bears of each mark."""
    parts = package_checks.Deck.open(path)
    slides = sorted(parts.of("ppt/slides"), key=number)
    trees = [parts.xml(name) for name in slides]
    tags = [each.get("val") for name in sorted(parts.of("ppt/tags"), key=number) for each in parts.xml(name)]
    drawn = [[str(each.get("name")) for each in tree.iter(f"{P}cNvPr")] for tree in trees]
    text = "".join(etree.tostring(tree).decode() for tree in trees)
    custom = parts.parts.get("docProps/custom.xml", b"").decode()
    build_id = re.search(rf'name="{identity.BUILD}"><vt:lpwstr>(\w+)<', custom)
    return {
        "tag": tags,
        "creation id": re.findall(r'p14:creationId[^>]*val="(\d+)"', text),
        "shape creation id": re.findall(r'a16:creationId[^>]*id="([^"]+)"', text),
        "shape name": [name for names in drawn for name in names if name.startswith("dg.") and name[-1].isdigit()],
        "slide id": [each.get("id") for each in parts.find(package_checks.PRESENTATION, "p:sldIdLst/p:sldId")],
        "manifest": read_manifest(path),
        "build id": build_id[1] if build_id else None,
    }


def test_every_slide_and_shape_bears_its_marks(deck: Path) -> None:
    found = marks(deck)
    assert found["tag"] == ["a-1", "b"] and found["slide id"] == ["256", "257"]
    ids = found["shape creation id"]
    assert isinstance(ids, list) and len(ids) > 8 and len(set(ids)) == len(ids)
    assert all(re.fullmatch(r"\{[0-9A-F]{8}-[0-9A-F]{4}-5[0-9A-F]{3}-A[0-9A-F]{3}-[0-9A-F]{12}\}", id) for id in ids)
    manifest = manifest_of(deck)
    assert [str(page.creation) for pages in manifest.slides.values() for page in pages] == found["creation id"]
    assert found["build id"] == manifest.build


def test_the_manifest_holds_the_words_as_built_with_their_places(deck: Path) -> None:
    manifest = manifest_of(deck)
    assert (manifest.deck, list(manifest.slides)) == ("t", ["a-1", "b"])
    words = manifest.slides["a-1"][0].words
    assert ("dg.a-1.title", 0, "a-1/title", '规模 <带来> "质变" & 更多') in words
    assert ("notes", 0, "a-1/notes", "第一段") in words and ("notes", 1, "a-1/notes", "第二段") in words
    assert "甲 重点 乙" in [text for *_, key, text in words if key == "a-1/body/0/points/0"]
    cells = {place: text for shape, place, key, text in words if "/body/1/table" in key or key.startswith("a-1/body/1")}
    assert cells == {"0/0/0": "列", "0/1/0": "另列", "1/0/0": "一", "1/1/0": "二"}
    assert "talk/title" not in [key for *_, key, _ in words], "what stands at the foot of every page is left out"


def test_what_the_manifest_says_is_in_the_file_where_it_says(deck: Path) -> None:
    """Each stretch stands in the paragraph of the shape that it names, in the real talk too."""
    for path in (deck,):
        slides = Presentation(str(path)).slides
        for slide, page in zip(slides, [page for pages in manifest_of(path).slides.values() for page in pages], strict=True):
            assert slide.slide_id == page.slide
            shapes = {shape.name: shape for shape in _all(slide.shapes)}
            for name, place, _, text in page.words:
                if name == "notes":
                    said = slide.notes_slide.notes_text_frame.paragraphs[int(place)].text
                elif isinstance(place, str):
                    row, column, number = map(int, place.split("/"))
                    said = shapes[name].table.cell(row, column).text_frame.paragraphs[number].text
                else:
                    said = shapes[name].text_frame.paragraphs[place].text
                assert text in said.replace("\v", "\n")


def _all(shapes: Any) -> list[Any]:
    found = []
    for shape in shapes:
        found.append(shape)
        if shape.shape_type is not None and int(shape.shape_type) == 6:
            found += _all(shape.shapes)
    return found


def test_nothing_private_is_in_any_part(deck: Path) -> None:
    with ZipFile(deck) as file:
        text = "".join(file.read(name).decode("utf-8", "replace") for name in file.namelist())
    assert not [word for word in ("只给自己看的话", "没有印出来的问题", "没有用到的字段") if word in text]


def test_checksums_are_those_of_the_parts(deck: Path) -> None:
    with ZipFile(deck) as file:
        for number, (page,) in enumerate(manifest_of(deck).slides.values(), 1):
            assert page.crc == file.getinfo(f"ppt/slides/slide{number}.xml").CRC
            assert page.notes == file.getinfo(f"ppt/notesSlides/notesSlide{number}.xml").CRC


def test_a_further_page_belongs_to_its_slide(tmp_path: Path) -> None:
    path = tmp_path / "o.yaml"
    points = ", ".join(f"第 {n} 点，要说得很长很长，长到一行写不完，还得再写一行" for n in range(16))
    slide = f"{{id: long, title: 长, minutes: 1, body: [{{points: [{points}]}}]}}"
    path.write_text(f"talk: {{id: t, title: 题}}\nopening: [{slide}]\n", encoding="utf-8")
    build(open_talk(path), tmp_path / "d.pptx")
    found, manifest = marks(tmp_path / "d.pptx"), manifest_of(tmp_path / "d.pptx")
    pages = manifest.slides["long"]
    assert len(pages) > 1 and found["tag"] == ["long"] * len(pages)
    assert [page.id for page in pages] == ["long", *(f"long~{n}" for n in range(2, len(pages) + 1))]
    assert len({page.creation for page in pages}) == len(pages)


def test_ids_are_the_same_in_every_build_and_follow_their_shape() -> None:
    one, two = ShapeIds("t/a"), ShapeIds("t/a")
    first = [one.of("Box"), one.of("Box"), one.of("Line")]
    second = [two.of("Box"), two.of("Other"), two.of("Box"), two.of("Line")]
    assert first == [second[0], second[2], second[3]], "one more shape of another name changes nobody's id"
    assert ShapeIds("t/b").of("Box") != first[0]


def test_two_pages_with_one_checksum_get_two_ids() -> None:
    ids = CreationIds()
    ids.taken = {ids_of("t/a")}
    assert ids.of("t/a") == ids_of("t/a") + 1


def ids_of(name: str) -> int:
    return CreationIds().of(name)


@pytest.mark.parametrize("damage", ["no zip", "no manifest", "no json"])
def test_a_deck_without_a_manifest_that_can_be_read_has_none(damage: str, deck: Path, tmp_path: Path) -> None:
    path = tmp_path / "x.pptx"
    if damage == "no zip":
        path.write_bytes(b"PK\3\4")
    elif damage == "no manifest":
        Presentation().save(str(path))
    else:
        with ZipFile(path, "w") as file:
            file.writestr("customXml/item1.xml", f'<manifest xmlns="{identity.SPACE}">[</manifest>')
    assert read_manifest(path) is None


# ---- in other programs -----------------------------------------------------------------------------------------------

KEPT = {
    "python-pptx": {"tag", "creation id", "shape creation id", "shape name", "slide id", "manifest", "build id"},
    "LibreOffice": {"shape name", "slide id", "manifest", "build id"},
}
"""The table in the module's docstring. LibreOffice counts slides from 256, as we do: that is no memory of them."""


def saved_by(program: str, deck: Path, folder: Path) -> Path:
    if program == "python-pptx":
        Presentation(str(deck)).save(str(folder / deck.name))
    else:
        subprocess.run([needs("soffice"), f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to",
                        "pptx:Impress MS PowerPoint 2007 XML", "--outdir", str(folder), str(deck)],
                       check=True, capture_output=True, timeout=180)
    return folder / deck.name


@pytest.mark.parametrize("program", sorted(KEPT))
def test_what_is_left_after_another_program_saved_the_deck(program: str, deck: Path, tmp_path: Path) -> None:
    before, after = marks(deck), marks(saved_by(program, deck, tmp_path))

    def same(mark: str) -> bool:
        was, now = before[mark], after[mark]
        if isinstance(was, list) and isinstance(now, list):
            return bool(was) and not Counter(map(str, was)) - Counter(map(str, now))
        return was is not None and was == now

    assert {mark for mark in MARKS if same(mark)} == KEPT[program]


def test_the_table_of_the_manual_says_the_same() -> None:
    rows = {row[4:36].strip(): (row[36:50], row[50:64]) for row in (identity.__doc__ or "").splitlines()
            if row.startswith("    ") and re.search(r"\s(kept|lost|from 256 on)\s", row)}
    names = ("DECKGEN_ID on the slide", "p14:creationId of the slide", "a16:creationId of a shape", "name of a shape", "slide id",
             "manifest (custom XML part)", "build id (custom properties)")
    assert tuple(rows) == names
    for mark, name in zip(MARKS, names, strict=True):
        if mark != "slide id":
            assert [("kept" in cell) for cell in rows[name]] == [mark in KEPT["python-pptx"], mark in KEPT["LibreOffice"]], name


def test_a_template_brings_none_of_its_own_marks(deck: Path, tmp_path: Path) -> None:
    rels = "ppt/_rels/presentation.xml.rels"
    row = f'<Relationship Id="rId90" Type="{package_checks.OFFICE}customXml" Target="../customXml/item1.xml"/></Relationships>'
    parts = brands.changed(brands.default(), rels, "</Relationships>", row)
    theme = brands.save({**parts, "customXml/item1.xml": b"<own/>"}, tmp_path / "brand.pptx")
    build(open_talk(deck.with_name("outline.yaml"), theme=theme), tmp_path / "d.pptx")
    with ZipFile(tmp_path / "d.pptx") as file:
        assert [name for name in file.namelist() if file.read(name) == b"<own/>"] == []
    assert list(manifest_of(tmp_path / "d.pptx").slides) == ["a-1", "b"]
    assert package_checks.faults(package_checks.Deck.open(tmp_path / "d.pptx")) == []
    assert marks(tmp_path / "d.pptx")["tag"] == ["a-1", "b"]


def test_the_real_talk_is_sound_with_its_marks(tmp_path: Path) -> None:
    first, second = tmp_path / "one.pptx", tmp_path / "two.pptx"
    build(open_talk(TALK), first)
    build(open_talk(TALK), second)
    assert first.read_bytes() == second.read_bytes()
    assert [str(error) for error in OpenXmlValidator().validate(str(first)).errors] == []
    found, manifest = marks(first), manifest_of(first)
    assert found["tag"] == [slide for slide, pages in manifest.slides.items() for _ in pages]
    assert len(Presentation(str(first)).slides) == sum(len(pages) for pages in manifest.slides.values())
