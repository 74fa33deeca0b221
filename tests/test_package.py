"""Packages: the zip itself, its cross references, and that every check of them can fail."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

import handmade
import package_checks as checks
from deckgen.formats.powerpoint.guard import untouched
from deckgen.formats.powerpoint.package import Relations, entry, write_zip
from deckgen.formats.powerpoint.write import write_pptx
from deckgen.problem import DeckgenError


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("package") / "deck.pptx"
    write_pptx(handmade.deck(), handmade.theme(), path)
    return path


def test_zip_reads_as_any_other() -> None:
    file = BytesIO()
    write_zip(file, [entry("a.xml", b"<a/>" * 100), entry("b/c.xlsx", b"\0\1\2", stored=True)])
    with ZipFile(file) as read:
        assert read.testzip() is None
        assert read.namelist() == ["a.xml", "b/c.xlsx"]
        assert read.read("a.xml") == b"<a/>" * 100
        assert [each.compress_type for each in read.infolist()] == [8, 0]
        assert {each.date_time for each in read.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_more_parts_than_a_zip_holds_are_refused() -> None:
    small = entry("a.xml", b"")
    with pytest.raises(DeckgenError, match="65,535"):
        write_zip(BytesIO(), (small for _ in range(1 << 16)))


def test_relations_name_a_target_once() -> None:
    relations = Relations()
    assert relations.add("chart", "../charts/chart1.xml") == "rId1"
    assert relations.link("https://example.org/?a=1&b=2") == "rId2"
    assert relations.link("https://example.org/?a=1&b=2") == "rId2"
    assert 'Target="https://example.org/?a=1&amp;b=2" TargetMode="External"' in relations.xml()


def test_content_types_come_first(written: Path) -> None:
    with ZipFile(written) as file:
        assert file.namelist()[:2] == ["[Content_Types].xml", "_rels/.rels"]
        stored = {each.filename for each in file.infolist() if each.compress_type == 0}
    tags = {name for name in stored if name.startswith("ppt/tags/")}
    assert stored - tags == {f"ppt/embeddings/Microsoft_Excel_Worksheet{n}.xlsx" for n in (1, 2)}
    assert len(tags) == len(handmade.deck().pages), "tags are a few words: to deflate them would save nothing"


def test_same_deck_same_bytes(written: Path, tmp_path: Path) -> None:
    again = tmp_path / "again.pptx"
    write_pptx(handmade.deck(), handmade.theme(), again)
    assert again.read_bytes() == written.read_bytes()


def test_cross_references_hold(written: Path) -> None:
    assert checks.faults(checks.Deck.open(written)) == []


def swap(part: str, old: str, new: str) -> Callable[[checks.Deck], None]:
    """A fault: one text in one part replaced."""
    def seed(deck: checks.Deck) -> None:
        assert old.encode() in deck.parts[part]
        deck.parts[part] = deck.parts[part].replace(old.encode(), new.encode(), 1)
    return seed


def drop(part: str) -> Callable[[checks.Deck], None]:
    """A fault: a part is missing."""
    def seed(deck: checks.Deck) -> None:
        del deck.parts[part]
    return seed


def twice(part: str) -> Callable[[checks.Deck], None]:
    """A fault: a part stands in the zip a second time, in capitals."""
    def seed(deck: checks.Deck) -> None:
        deck.entries.append(part.upper())
    return seed


MAIN, RELS = "ppt/presentation.xml", "ppt/{0}_rels/{1}1.xml.rels"
FAULTS = {
    "relationship to a part that is not there": (checks.targets_exist, drop("ppt/slideLayouts/slideLayout1.xml")),
    "root relationship to a part that is not there": (checks.targets_exist, drop("docProps/core.xml")),
    "id that is not known": (checks.targets_exist, swap("ppt/slides/slide5.xml", 'r:id="rId2"', 'r:id="rId9"')),
    "no content type": (checks.types_complete, swap("[Content_Types].xml", "/ppt/slides/slide2.xml", "/ppt/slides/slide1.xml")),
    "type of a part that is not there": (checks.types_complete, drop("docProps/app.xml")),
    "no type by ending": (checks.types_complete, swap("[Content_Types].xml", 'Extension="xlsx"', 'Extension="xlsm"')),
    "part twice": (checks.names_unique, twice("ppt/slides/slide1.xml")),
    "slide id twice": (checks.slides_listed, swap(MAIN, 'p:sldId id="257"', 'p:sldId id="256"')),
    "slide id too low": (checks.slides_listed, swap(MAIN, 'p:sldId id="257"', 'p:sldId id="255"')),
    "slide not listed": (checks.slides_listed, swap(MAIN, '<p:sldId id="257" r:id="rId4"/>', "")),
    "section names an unknown slide": (checks.sections_whole, swap(MAIN, 'p14:sldId id="258"', 'p14:sldId id="999"')),
    "slide in no section": (checks.sections_whole, swap(MAIN, '<p14:sldId id="258"/>', "")),
    "slide without layout": (checks.layouts_there, swap(RELS.format("slides/", "slide"), '/slideLayout"', '/slide"')),
    "placeholder that the layout lacks": (
        checks.layouts_there, swap("ppt/slides/slide1.xml", 'type="body" idx="1"', 'type="body" idx="77"')),
    "notes that no slide points to": (checks.notes_tied, swap(RELS.format("slides/", "slide"), '/notesSlide"', '/slide"')),
    "notes without a master": (checks.notes_tied, swap(RELS.format("notesSlides/", "notesSlide"), '/notesMaster"', '/theme"')),
    "no notes master": (checks.notes_tied, swap(MAIN, '<p:notesMasterId r:id="rId2"/>', "")),
    "shape id twice": (checks.shape_ids, swap("ppt/slides/slide3.xml", 'cNvPr id="4"', 'cNvPr id="3"')),
    "connector to nowhere": (checks.shape_ids, swap("ppt/slides/slide3.xml", '<a:stCxn id="', '<a:stCxn id="9')),
    "short row": (checks.tables_square, swap("ppt/slides/slide4.xml", "<a:gridCol", '<a:gridCol w="1"/><a:gridCol')),
    "axes that do not meet": (
        checks.charts_whole, swap("ppt/charts/chart1.xml", '<c:crossAx val="1001"/>', '<c:crossAx val="7"/>')),
    "negative axis ids": (checks.charts_whole, lambda deck: deck.parts.update({
        "ppt/charts/chart1.xml": deck.parts["ppt/charts/chart1.xml"].replace(b'val="1001"', b'val="-1001"')})),
    "workbook is rubbish": (checks.charts_whole, lambda deck: deck.parts.update(
        {"ppt/embeddings/Microsoft_Excel_Worksheet1.xlsx": b"rubbish"})),
    "workbook holds other numbers": (
        checks.charts_whole, swap("ppt/charts/chart1.xml", "<c:v>1500000000</c:v>", "<c:v>15</c:v>")),
}


@pytest.mark.parametrize("name", FAULTS)
def test_each_check_sees_its_fault(written: Path, name: str) -> None:
    check, seed = FAULTS[name]
    deck = checks.Deck.open(written)
    assert list(check(deck)) == []
    seed(deck)
    assert list(check(deck)) != []


def rewrite(path: Path, target: Path, change: Callable[[str, bytes], bytes]) -> Path:
    """A copy of a deck as another program would save it."""
    with ZipFile(path) as file, ZipFile(target, "w") as out:
        for name in reversed(file.namelist()):
            out.writestr(name, change(name, file.read(name)))
    return target


def test_a_deck_is_untouched_until_a_part_changes(written: Path, tmp_path: Path) -> None:
    assert untouched(written) is True
    copied = rewrite(written, tmp_path / "copied.pptx", lambda name, data: data)
    assert untouched(copied) is True
    edited = rewrite(written, tmp_path / "edited.pptx",
                     lambda name, data: data.replace("质变".encode(), "量变".encode()) if "slide1.xml" in name else data)
    assert untouched(edited) is False


def test_what_is_not_ours_is_none(written: Path, tmp_path: Path) -> None:
    foreign = rewrite(written, tmp_path / "foreign.pptx",
                      lambda name, data: data.replace(b"deckgen.digest", b"some.digest") if "custom" in name else data)
    assert untouched(foreign) is None
    text = tmp_path / "text.pptx"
    text.write_text("no zip")
    assert untouched(text) is None
    cut = tmp_path / "cut.pptx"
    cut.write_bytes(written.read_bytes()[:5000])
    assert untouched(cut) is None
