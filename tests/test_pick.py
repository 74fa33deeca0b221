"""Slides of any decks in a new one: what comes along, what is led elsewhere, what is left behind."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree
from openxml_audit import validate_pptx
from pptx import Presentation

from brands import MASTER, PICTURE, Parts, changed
from copy_checks import AnyDeck, faults, layouts_used
from deckgen.formats.powerpoint.guard import untouched
from sources import (
    PRESENTATION,
    box,
    deck,
    deckgen,
    linked,
    picked,
    put,
    related,
    said,
    sectioned,
    shown,
    tagged,
    typed,
    written,
)

SPACE = "http://schemas.openxmlformats.org/presentationml/2006/main"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"


def titles(path: Path) -> list[str]:
    return [slide.shapes.title.text_frame.text for slide in Presentation(str(path)).slides]


def text(found: AnyDeck, name: str) -> str:
    return found.parts[name].decode()


# ---- which slides ----------------------------------------------------------------------------------------------------


@pytest.fixture
def five(tmp_path: Path) -> Path:
    parts = tagged(deck(("开场", "规模，与调教", "Scaling laws", "讨论", "讨论")), 3, "scale")
    return written(parts, tmp_path / "five.pptx")


@pytest.mark.parametrize(("asked", "numbers"), [
    ("", [1, 2, 3, 4, 5]), ("#2", [2]), ("#2,5,1", [2, 5, 1]), ("#2-4", [2, 3, 4]), ("#4-2", [4, 3, 2]), ("#4-", [4, 5]),
    ("#scale", [3]), ("#1003", [3]), ("#258", [3]), ("#scaling LAWS", [3]), ("#Scaling", [3]), ("#规模，与调教", [2]),
    ("#规模,与调教", [2]), ("#开场，scale", [1, 3]), ("#2，2-3", [2, 2, 3]),
])
def test_slides_are_named_by_number_range_title_and_id(five: Path, asked: str, numbers: list[int], tmp_path: Path) -> None:
    done = deckgen("pick", f"{five}{asked}", "-o", tmp_path / "out.pptx", "--json")
    assert done.exit_code == 0, done.output
    assert [each["source_number"] for each in json.loads(done.stdout)["slides"]] == numbers


@pytest.mark.parametrize(("asked", "message", "hint"), [
    ("#9", "five.pptx has 5 slides, and none with the number or id 9", "deckgen list shows them"),
    ("#3-9", "five.pptx has 5 slides, not 9", "deckgen list shows them"),
    ("#0", "five.pptx has 5 slides, and none with the number or id 0", "deckgen list shows them"),
    ("#讨论", "'讨论' could be any of the slides 4, 5 of five.pptx", "name one by its number"),
    ("#scael", "five.pptx has no slide 'scael'", "did you mean 'scale'?"),
    ("#Scailng laws", "five.pptx has no slide 'Scailng laws'", "did you mean 'Scaling laws'?"),
])
def test_a_slide_that_is_not_there_is_a_problem(five: Path, asked: str, message: str, hint: str, tmp_path: Path) -> None:
    done = deckgen("pick", f"{five}{asked}", "-o", tmp_path / "out.pptx")
    assert done.exit_code == 1
    assert message in done.output and hint in done.output
    assert not (tmp_path / "out.pptx").exists()


def test_problems_of_all_decks_are_gathered(five: Path, tmp_path: Path) -> None:
    (tmp_path / "no.pptx").write_bytes(b"%PDF-1.4")
    done = deckgen("pick", f"{five}#77", tmp_path / "no.pptx", f"{five}#nope", "-o", tmp_path / "out.pptx")
    assert done.exit_code == 1 and "3 errors; nothing was written" in done.output


def test_a_name_may_hold_the_sign(tmp_path: Path) -> None:
    path = written(deck(), tmp_path / "C# 2024.pptx")
    found = picked(tmp_path, f"{path}#2")
    assert len(found.shown()) == 1


# ---- what comes along ------------------------------------------------------------------------------------------------


def test_a_deck_comes_whole(tmp_path: Path) -> None:
    path = written(deck(chart=True, picture=True), tmp_path / "a.pptx")
    found = picked(tmp_path, path)
    out = tmp_path / "out.pptx"
    assert titles(out) == ["一", "二", "三"]
    assert [slide.notes_slide.notes_text_frame.text for slide in Presentation(str(out)).slides] == ["讲一", "讲二", "讲三"]
    audited = [sorted(error.description for error in validate_pptx(str(each)).errors) for each in (out, path)]
    assert audited[0] == audited[1], "python-pptx numbers axes below zero; nothing new"
    assert layouts_used(found) == []
    assert len(found.kind("slideMaster")) == len(found.kind("slideLayout")) == len(found.kind("notesMaster")) == 1
    assert len([name for name in found.parts if name.startswith("ppt/media/")]) == 1, "one picture of three alike"
    assert untouched(out) is True


def test_slides_are_copied_byte_for_byte_where_nothing_changes(tmp_path: Path) -> None:
    path = written(deck(chart=True), tmp_path / "a.pptx")
    before, found = AnyDeck.open(path), picked(tmp_path, path)
    for name in ("ppt/charts/chart", "ppt/embeddings/"):
        assert {data for part, data in before.parts.items() if part.startswith(name)} == {
            data for part, data in found.parts.items() if part.startswith(name)}
    canon = [etree.tostring(each.xml("ppt/slides/slide2.xml"), method="c14n", exclusive=True) for each in (before, found)]
    assert canon[0] == canon[1]


def test_two_runs_give_the_same_bytes_and_sources_stay(tmp_path: Path) -> None:
    paths = [written(sectioned(deck(chart=True), "甲", "乙", "丙"), tmp_path / "a.pptx"),
             written(deck(("x",)), tmp_path / "b.pptx")]
    hashes = [hashlib.sha256(path.read_bytes()).hexdigest() for path in paths]
    for name in ("one.pptx", "two.pptx"):
        assert deckgen("pick", *paths, f"{paths[0]}#2", "-o", tmp_path / name).exit_code == 0
    one, two = (AnyDeck.open(tmp_path / name) for name in ("one.pptx", "two.pptx"))
    differing = [name for name in one.parts if one.parts[name] != two.parts[name]]
    assert differing == ["docProps/core.xml", "docProps/custom.xml"], "the title is the file's name"
    again = tmp_path / "again"
    again.mkdir()
    assert deckgen("pick", *paths, f"{paths[0]}#2", "-o", again / "one.pptx").exit_code == 0
    assert (again / "one.pptx").read_bytes() == (tmp_path / "one.pptx").read_bytes()
    assert hashes == [hashlib.sha256(path.read_bytes()).hexdigest() for path in paths]


def test_the_same_slide_three_times_is_three_slides(tmp_path: Path) -> None:
    path = written(tagged(deck(chart=True), 2, "scale"), tmp_path / "a.pptx")
    found = picked(tmp_path, f"{path}#2,2,2")
    assert len(found.kind("slide")) == len(found.kind("notesSlide")) == 3
    assert len([name for name in found.parts if name.startswith("ppt/charts/chart")]) == 3
    assert len([name for name in found.parts if name.startswith("ppt/embeddings/")]) == 3
    creations = [re.search(r'creationId[^>]*val="(\d+)"', text(found, name)) for name in found.shown()]
    assert len({each[1] for each in creations if each}) == 3
    assert creations[0] is not None and creations[0][1] == "1002", "the first keeps its own"
    tags = {re.search(r'val="([^"]*)"', found.parts[name].decode())[1]  # type: ignore[index]
            for name in found.parts if name.startswith("ppt/tags/")}
    assert tags == {"scale", "scale-2", "scale-3"}
    record = next(data.decode() for name, data in found.parts.items() if name.startswith("customXml/item1"))
    assert record.count('was="scale"') == 3 and record.count('from="a.pptx"') == 3


def test_masters_are_one_for_each_content_never_by_name(tmp_path: Path) -> None:
    plain = written(deck(), tmp_path / "a.pptx")
    again = written(deck(("别的", "另外")), tmp_path / "b.pptx")
    other = written(changed(deck(), "ppt/theme/theme1.xml", "4F81BD", "AA0000"), tmp_path / "c.pptx")
    found = picked(tmp_path, plain, again, other)
    assert len(found.kind("slideMaster")) == 2
    names = [etree.fromstring(found.parts[name]).get("name") for name in found.parts if name.startswith("ppt/theme/")]
    assert len(set(names)) == 1, "both are called Office Theme"


def test_two_decks_of_one_master_share_it_with_the_layouts_of_both(tmp_path: Path) -> None:
    other = Presentation()
    other.slides.add_slide(other.slide_layouts[5]).shapes.title.text = "只有标题"
    other.save(str(tmp_path / "b.pptx"))
    found = picked(tmp_path, written(deck(), tmp_path / "a.pptx"), tmp_path / "b.pptx")
    assert len(found.kind("slideMaster")) == 1 and len(found.kind("slideLayout")) == 2


def test_no_notes_no_notes_master(tmp_path: Path) -> None:
    found = picked(tmp_path, written(deck(notes=False), tmp_path / "a.pptx"))
    assert found.kind("notesMaster", "notesSlide") == []


def test_notes_of_all_decks_are_under_one_master_found_by_type(tmp_path: Path) -> None:
    first = deck(("一",))
    second = deck(("二",))
    master = "ppt/notesMasters/notesMaster1.xml"
    second = changed(second, master, r'(<p:ph type="body"[^>]*) idx="\d+"', r'\1 idx="7"')
    second = changed(second, "ppt/notesSlides/notesSlide1.xml", r'(<p:ph type="body"[^>]*) idx="\d+"', r'\1 idx="7"')
    found = picked(tmp_path, written(first, tmp_path / "a.pptx"), written(second, tmp_path / "b.pptx"))
    assert len(found.kind("notesMaster")) == 1
    numbers = [each.get("idx") for name in found.kind("notesSlide", "notesMaster") for each in found.find(name, ".//p:ph")
               if each.get("type") == "body"]
    assert len(set(numbers)) == 1 and len(numbers) == 3


def test_hidden_slides_stay_hidden(tmp_path: Path) -> None:
    path = written(changed(deck(), "ppt/slides/slide2.xml", r"<p:sld ", '<p:sld show="0" '), tmp_path / "a.pptx")
    assert [found.get("show") for found in map(picked(tmp_path, path).xml, (f"ppt/slides/slide{n}.xml" for n in (1, 2, 3)))] == [
        None, "0", None]


# ---- links, shows, sections ------------------------------------------------------------------------------------------


def jumps(found: AnyDeck) -> dict[str, list[str]]:
    """Where the slides link to."""
    return {name: [target for _, kind, target in found.rows(name) if kind == "slide"] for name in found.shown()}


def test_links_follow_to_the_slides_that_came(tmp_path: Path) -> None:
    path = written(linked(), tmp_path / "a.pptx")
    assert list(jumps(picked(tmp_path, path)).values()) == [["ppt/slides/slide2.xml"], ["ppt/slides/slide3.xml"], []]
    found = picked(tmp_path, f"{path}#2,1")
    assert list(jumps(found).values()) == [[], ["ppt/slides/slide1.xml"]]
    assert "hlinkClick" not in text(found, "ppt/slides/slide1.xml") and ">去<" in text(found, "ppt/slides/slide1.xml")
    assert "a.pptx, slide 2: a link to a slide that was not taken is off" in said(tmp_path, f"{path}#2,1")


def test_links_of_copies_lead_to_copies_of_the_same_time_around(tmp_path: Path) -> None:
    path = written(linked(), tmp_path / "a.pptx")
    assert list(jumps(picked(tmp_path, f"{path}#1-2", f"{path}#1-2")).values()) == [
        ["ppt/slides/slide2.xml"], [], ["ppt/slides/slide4.xml"], []]


def test_next_and_last_are_left_alone(tmp_path: Path) -> None:
    parts = put(deck(), 1, box(50, "下一页", 'r:id="" action="ppaction://hlinkshowjump?jump=nextslide"'))
    found = picked(tmp_path, f"{written(parts, tmp_path / 'a.pptx')}#1")
    assert "jump=nextslide" in text(found, "ppt/slides/slide1.xml")


def test_sections_keep_their_names_and_hold_every_slide_once(tmp_path: Path) -> None:
    one = written(sectioned(deck(), "背景", "方法", "方法"), tmp_path / "a.pptx")
    two = written(deck(("x", "y")), tmp_path / "b.pptx")
    found = picked(tmp_path, f"{one}#2", two, f"{one}#1")
    assert [each.get("name") for each in found.find(PRESENTATION, ".//p14:section")] == ["方法", "b", "背景"]
    assert found.find(PRESENTATION, ".//p14:section")[1].xpath("count(.//*[local-name()='sldId'])") == 2
    assert picked(tmp_path, two).find(PRESENTATION, ".//p14:section") == []


def test_custom_shows_come_whole_or_not_at_all(tmp_path: Path) -> None:
    path = written(shown(), tmp_path / "a.pptx")
    found = picked(tmp_path, f"{path}#3,1,2")
    assert [each.get("name") for each in found.find(PRESENTATION, ".//p:custShow")] == ["短"]
    assert "customshow?id=0&amp;return=true" in text(found, "ppt/slides/slide1.xml")
    found = picked(tmp_path, f"{path}#3,1")
    assert found.find(PRESENTATION, ".//p:custShow") == []
    assert "customshow" not in text(found, "ppt/slides/slide1.xml")


def test_a_zoom_is_led_to_the_copy_or_becomes_its_picture(tmp_path: Path) -> None:
    zoom = ('<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice '
            'xmlns:pslz="http://schemas.microsoft.com/office/powerpoint/2016/slidezoom" Requires="pslz"><p:graphicFrame>'
            '<p:nvGraphicFramePr><p:cNvPr id="60" name="zoom"/><p:cNvGraphicFramePr/><p:nvPr/></p:nvGraphicFramePr><p:xfrm>'
            '<a:off x="0" y="0"/><a:ext cx="9" cy="9"/></p:xfrm><a:graphic>'
            '<a:graphicData uri="http://schemas.microsoft.com/office/powerpoint/2016/slidezoom"><pslz:sldZm>'
            '<pslz:sldZmObj sldId="257" cId="1002"/></pslz:sldZm></a:graphicData></a:graphic></p:graphicFrame></mc:Choice>'
            f"<mc:Fallback>{box(60, '图')}</mc:Fallback></mc:AlternateContent>")
    path = written(put(deck(), 1, zoom), tmp_path / "a.pptx")
    assert 'sldId="256" cId="1002"' in text(picked(tmp_path, f"{path}#2,1"), "ppt/slides/slide2.xml")
    flat = text(picked(tmp_path, f"{path}#1"), "ppt/slides/slide1.xml")
    assert "sldZmObj" not in flat and "AlternateContent" not in flat and ">图<" in flat


# ---- what is left behind, and what is strange ------------------------------------------------------------------------


def test_macros_and_their_buttons_are_left_behind(tmp_path: Path) -> None:
    parts = put(deck(), 1, box(50, "按", 'r:id="" action="ppaction://macro?name=Quiz"'))
    parts = {**parts, "[Content_Types].xml": parts["[Content_Types].xml"].replace(
        b"openxmlformats-officedocument.presentationml.presentation.main", b"ms-powerpoint.presentation.macroEnabled.main")}
    parts = typed(parts, "ppt/vbaProject.bin", "application/vnd.ms-office.vbaProject", b"\0")
    path = written(related(parts, PRESENTATION, "rIdVba", "http://schemas.microsoft.com/office/2006/relationships/vbaProject",
                           "vbaProject.bin"), tmp_path / "a.pptm")
    found = picked(tmp_path, path)
    assert not [name for name in found.parts if "vba" in name.lower()] and "macro" not in text(found, "ppt/slides/slide1.xml")
    assert "a.pptm: its macros were left behind" in said(tmp_path, path)
    assert "a button that ran a macro" in said(tmp_path, path)


def test_links_to_the_outside_are_kept_and_told(tmp_path: Path) -> None:
    parts = put(deck(("A",)), 1, box(50, "网", 'r:id="rIdNet"'))
    parts = related(parts, "ppt/slides/slide1.xml", "rIdNet", "hyperlink", "https://example.org/?a=1&amp;b=2", outside=True)
    path = written(parts, tmp_path / "a.pptx")
    picked(tmp_path, path)
    output = said(tmp_path, path)
    assert "1 link to the outside kept, nothing was fetched" in output and "https://example.org/?a=1&b=2" in output


@pytest.mark.parametrize("kind", ["slideshow", "template"])
def test_shows_and_templates_are_decks(kind: str, tmp_path: Path) -> None:
    parts = deck()
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(b"presentation.main+xml", kind.encode() + b".main+xml")
    picked(tmp_path, written(parts, tmp_path / ("a.ppsx" if kind == "slideshow" else "a.potx")))
    assert titles(tmp_path / "out.pptx") == ["一", "二", "三"]


def test_the_strict_dialect_is_translated(tmp_path: Path) -> None:
    made = deck(chart=True)
    chart = next(name for name in made if name.startswith("ppt/charts/chart"))
    made = changed(made, chart, "<c:majorGridlines/>", '<c:majorGridlines/><c:numFmt formatCode="0%" sourceLinked="0"/>')
    made = changed(made, chart, "<c:axId ", '<c:gapWidth val="150%"/><c:axId ', 1)
    parts = {name: strict(data) if name.endswith((".xml", ".rels")) else data for name, data in made.items()}
    parts = put(parts, 1, box(50, "淡").replace('lang="zh-CN"/>', (
        'lang="zh-CN"><a:solidFill><a:srgbClr val="FF0000"><a:alpha val="50%"/></a:srgbClr></a:solidFill></a:rPr>')))
    found = picked(tmp_path, written(parts, tmp_path / "a.pptx"))
    assert not [name for name, data in found.parts.items() if b"purl.oclc.org" in data]
    assert '<a:alpha val="50000"/>' in text(found, "ppt/slides/slide1.xml")
    drawn = text(found, "ppt/charts/chart1.xml")
    assert 'formatCode="0%"' in drawn and '<c:gapWidth val="150"/>' in drawn
    assert titles(tmp_path / "out.pptx") == ["一", "二", "三"]


def strict(data: bytes) -> bytes:
    """A part in the strict dialect."""
    return re.sub(rb"http://schemas\.openxmlformats\.org/(presentationml|drawingml|officeDocument)/2006/",
                  rb"http://purl.oclc.org/ooxml/\1/", data).replace(b"extended-properties", b"extendedProperties")


ODD: dict[str, tuple[Callable[[Parts], Parts], str]] = {
    "a target that is NULL": (lambda parts: related(
        put(parts, 1, box(50, "x", 'r:id="rIdNull"')), "ppt/slides/slide1.xml", "rIdNull", "slide", "NULL"), "hlinkClick"),
    "an id that is not known": (lambda parts: put(parts, 1, box(50, "x", 'r:id="rId99"')), "hlinkClick"),
    "a second page of notes": (lambda parts: related(
        parts, "ppt/slides/slide1.xml", "rIdMore", "notesSlide", "../notesSlides/notesSlide2.xml"), "rIdMore"),
    "a second layout": (lambda parts: related(
        parts, "ppt/slides/slide1.xml", "rIdMore", "slideLayout", "../slideLayouts/slideLayout3.xml"), "rIdMore"),
    "a link to a layout": (lambda parts: related(
        put(parts, 1, box(50, "x", 'r:id="rIdL"')), "ppt/slides/slide1.xml", "rIdL", "slide",
        "../slideLayouts/slideLayout3.xml"), "rIdL"),
    "an unknown part that leads to the presentation": (lambda parts: related(
        parts, "ppt/slides/slide1.xml", "rIdP", "whatever", "../presentation.xml"), "rIdP"),
    "a shape id that is there twice": (lambda parts: put(parts, 1, box(50, "x") + box(50, "y")), ""),
}


@pytest.mark.parametrize("name", ODD)
def test_faults_of_a_deck_are_not_copied(name: str, tmp_path: Path) -> None:
    change, gone = ODD[name]
    path = written(change(deck()), tmp_path / "a.pptx")
    if name != "a link to a layout" and "unknown part" not in name:
        assert faults(AnyDeck.open(path)), "the deck has the fault"
    found = picked(tmp_path, path)
    if gone:
        assert gone not in text(found, "ppt/slides/slide1.xml") + text(found, "ppt/slides/_rels/slide1.xml.rels")


def test_a_link_to_a_place_only_stays(tmp_path: Path) -> None:
    parts = related(put(deck(), 1, box(50, "x", 'r:id="rIdF"')), "ppt/slides/slide1.xml", "rIdF", "hyperlink", "#_ftn1")
    found = picked(tmp_path, written(parts, tmp_path / "a.pptx"))
    assert 'Target="#_ftn1"' in text(found, "ppt/slides/_rels/slide1.xml.rels")


def test_capitals_in_names_and_endings_do_not_count(tmp_path: Path) -> None:
    parts = deck(picture=True)
    old = next(name for name in parts if name.startswith("ppt/media/"))
    parts["ppt/media/IMAGE9.PNG"] = parts.pop(old)
    for name in parts:
        if name.endswith("slide1.xml.rels") or name.startswith("ppt/slides/_rels/"):
            parts[name] = parts[name].replace(old.rpartition("/")[2].encode(), b"Image9.png")
    found = picked(tmp_path, written(parts, tmp_path / "a.pptx"))
    assert PICTURE in found.parts.values()


def test_a_master_keeps_its_art(tmp_path: Path) -> None:
    from brands import default
    parts = default(samples=1, picture=True)
    found = picked(tmp_path, written(parts, tmp_path / "a.pptx"))
    assert PICTURE in found.parts.values() and "blip" in found.parts[MASTER].decode()


# ---- files -----------------------------------------------------------------------------------------------------------


def test_a_deck_that_slides_are_taken_from_is_never_replaced(tmp_path: Path) -> None:
    path = written(deck(), tmp_path / "a.pptx")
    before = path.read_bytes()
    done = deckgen("pick", f"{path}#1", "-o", path, "--force")
    assert done.exit_code == 2 and "never replaced" in done.output and path.read_bytes() == before


def test_a_deck_that_is_not_ours_is_replaced_by_force_only(tmp_path: Path) -> None:
    path, other = written(deck(), tmp_path / "a.pptx"), written(deck(("旧",)), tmp_path / "out.pptx")
    before = other.read_bytes()
    assert deckgen("pick", path, "-o", other).exit_code == 1 and other.read_bytes() == before
    assert deckgen("pick", path, "-o", other, "--force").exit_code == 0
    assert (tmp_path / "out.pptx.bak").read_bytes() == before
    assert deckgen("pick", f"{path}#1", "-o", other).exit_code == 0, "what pick wrote it replaces"


def test_paths_are_usage(tmp_path: Path) -> None:
    path = written(deck(), tmp_path / "a.pptx")
    for words in (("pick", tmp_path / "none.pptx", "-o", tmp_path / "o.pptx"), ("pick", path, "-o", tmp_path / "o.ppt"),
                  ("pick", tmp_path / "talk.yaml", "-o", tmp_path / "o.pptx"), ("list", tmp_path / "none.pptx"),
                  ("pick", path, "-o", tmp_path / "o.pptx", "--theme", tmp_path / "none.potx")):
        done = deckgen(*words)
        assert done.exit_code == 2 and "Traceback" not in done.output, done.output


def test_what_is_reported_is_said_in_chinese_too(five: Path, tmp_path: Path) -> None:
    from deckgen.formats.powerpoint.copy.report import SENTENCES
    from deckgen.messages import catalogue

    known = catalogue("zh")
    assert known is not None
    assert [text for pair in SENTENCES.values() for text in pair if text and known.find(text) is None] == []
    done = deckgen("pick", "--lang", "zh", f"{five}#2,2", "-o", tmp_path / "out.pptx")
    assert "five.pptx，第 2 页：取了不止一次" in done.output and "2 页幻灯片，取自 1 个文件，1 个母版" in done.output
    assert "five.pptx 没有“nope”这一页" in deckgen("pick", "--lang", "zh", f"{five}#nope", "-o", tmp_path / "o.pptx").output
