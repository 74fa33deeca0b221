"""Slides of any decks in a new one: what comes along, what is led elsewhere, what is left behind."""

from __future__ import annotations

import hashlib
import json
import re
import struct
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree
from openxml_audit import validate_pptx
from pptx import Presentation

from brands import MASTER, PICTURE, Parts, changed
from copy_checks import AnyDeck, faults, layouts_used
from deckgen.formats.powerpoint.guard import untouched
from package_checks import NS
from sources import (
    OFFICE,
    PRESENTATION,
    RELS,
    box,
    deck,
    deckgen,
    picked,
    put,
    related,
    said,
    sectioned,
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


def linked() -> Parts:
    """A → B → C, each by a click on a box."""
    parts = deck(("A", "B", "C"))
    for number, target in ((1, 2), (2, 3)):
        parts = put(parts, number, box(50, "去", 'r:id="rIdTo" action="ppaction://hlinksldjump"'))
        parts = related(parts, f"ppt/slides/slide{number}.xml", "rIdTo", "slide", f"slide{target}.xml")
    return parts


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


def shown() -> Parts:
    """A custom show of the first two slides, and a button for it on the third."""
    ids = re.findall(r'<Relationship [^>]*Id="(\w+)"[^>]*relationships/slide"|relationships/slide"[^>]*Id="(\w+)"',
                     deck()[RELS].decode())
    first, second = [one or other for one, other in ids][:2]
    parts = changed(deck(), PRESENTATION, r"(<p:notesSz [^>]*/>)", (
        rf'\1<p:custShowLst><p:custShow name="短" id="5"><p:sldLst><p:sld xmlns:r="{OFFICE}" r:id="{first}"/>'
        rf'<p:sld xmlns:r="{OFFICE}" r:id="{second}"/></p:sldLst></p:custShow></p:custShowLst>'))
    return put(parts, 3, box(50, "放", 'r:id="" action="ppaction://customshow?id=5&amp;return=true"'))


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


# ---- comments --------------------------------------------------------------------------------------------------------


def commented(name: str, initials: str = "LH") -> Parts:
    """A comment of the old kind with a reply."""
    kind = "application/vnd.openxmlformats-officedocument.presentationml."
    parts = typed(deck(("A",)), "ppt/commentAuthors.xml", kind + "commentAuthors+xml",
                  f'<p:cmAuthorLst xmlns:p="{SPACE}"><p:cmAuthor id="3" name="{name}" initials="{initials}" lastIdx="2" '
                  'clrIdx="0"/></p:cmAuthorLst>')
    parts = typed(parts, "ppt/comments/comment1.xml", kind + "comments+xml", (
        f'<p:cmLst xmlns:p="{SPACE}"><p:cm authorId="3" idx="1"><p:pos x="1" y="1"/><p:text>问</p:text></p:cm>'
        '<p:cm authorId="3" idx="2"><p:pos x="1" y="1"/><p:text>答</p:text><p:extLst>'
        '<p:ext uri="{C676402C-5697-4E1C-873F-D02D1690AC5C}"><p15:threadingInfo '
        'xmlns:p15="http://schemas.microsoft.com/office/powerpoint/2012/main"><p15:parentCm authorId="3" idx="1"/>'
        "</p15:threadingInfo></p:ext></p:extLst></p:cm></p:cmLst>"))
    parts = related(parts, "ppt/slides/slide1.xml", "rIdC", "comments", "../comments/comment1.xml")
    return related(parts, PRESENTATION, "rIdAuthors", "commentAuthors", "commentAuthors.xml")


def test_people_who_share_initials_stay_two(tmp_path: Path) -> None:
    paths = [written(commented(name), tmp_path / f"{name}.pptx") for name in ("李航", "林华")]
    found = picked(tmp_path, *paths, paths[0])
    authors = found.find("ppt/commentAuthors.xml", "p:cmAuthor")
    assert [(each.get("name"), each.get("lastIdx")) for each in authors] == [("李航", "4"), ("林华", "2")]
    answered = [(each.get("authorId"), each.get("idx")) for name in found.kind("comments")
                for each in found.xml(name).iter("{http://schemas.microsoft.com/office/powerpoint/2012/main}parentCm")]
    assert answered == [("0", "1"), ("1", "1"), ("0", "3")]


def test_newer_comments_are_anchored_at_the_copy(tmp_path: Path) -> None:
    space, command = (f"http://schemas.microsoft.com/office/powerpoint/{each}" for each in ("2018/8/main", "2013/main/command"))
    person = "{654B445A-472D-90C9-C957-4963721C7F29}"
    parts = typed(deck(("A", "B")), "ppt/authors.xml", "application/vnd.ms-powerpoint.authors+xml",
                  f'<p188:authorLst xmlns:p188="{space}"><p188:author id="{person}" name="某" initials="某" userId="u" '
                  'providerId="AD"/></p188:authorLst>')
    parts = typed(parts, "ppt/comments/modernComment_101_3EA.xml", "application/vnd.ms-powerpoint.comments+xml", (
        f'<p188:cmLst xmlns:p188="{space}"><p188:cm id="{{B3DA07D5-5277-401F-B908-BF74765C7609}}" authorId="{person}" '
        'created="2024-08-20T08:10:02">'
        f'<pc:sldMkLst xmlns:pc="{command}"><pc:docMk/><pc:sldMk cId="1002" sldId="257"/></pc:sldMkLst></p188:cm></p188:cmLst>'))
    kinds = "http://schemas.microsoft.com/office/2018/10/relationships"
    parts = related(parts, "ppt/slides/slide2.xml", "rIdC", f"{kinds}/comments", "../comments/modernComment_101_3EA.xml")
    parts = related(parts, PRESENTATION, "rIdA", f"{kinds}/authors", "authors.xml")
    found = picked(tmp_path, f"{written(parts, tmp_path / 'a.pptx')}#2,2")
    names = sorted(name for name in found.parts if "modernComment" in name)
    assert names[0] == "ppt/comments/modernComment_100_3EA.xml" and len(names) == 2
    ids = {re.search(r'cm id="([^"]*)"', text(found, name))[1] for name in names}  # type: ignore[index]
    assert len(ids) == 2


# ---- sizes and styles ------------------------------------------------------------------------------------------------


def wide(parts: Parts, across: int = 12192000, down: int = 6858000) -> Parts:
    return changed(parts, PRESENTATION, r"<p:sldSz [^>]*/>", f'<p:sldSz cx="{across}" cy="{down}"/>')


def place(found: AnyDeck, slide: int, id: int) -> tuple[int, ...]:
    """Where a shape of a slide is, and how large."""
    shape = next(each.getparent().getparent() for each in found.find(f"ppt/slides/slide{slide}.xml", ".//p:cNvPr")
                 if each.get("id") == str(id))
    frame = shape.find(".//a:xfrm", NS)
    return tuple(int(each.get(key)) for each in frame for key in ("x", "y", "cx", "cy") if each.get(key))


@pytest.mark.parametrize(("fit", "size", "expected"), [
    ("scale", (12192000, 6858000), (914400 + 1524000, 914400, 1828800, 457200)),
    ("scale", (18288000, 13716000), (1828800, 1828800, 3657600, 914400)),
    ("center", (18288000, 13716000), (914400 + 4572000, 914400 + 3429000, 1828800, 457200)),
    ("center", (4572000, 3429000), (457200, 457200, 914400, 228600)),
])
def test_slides_of_another_size(fit: str, size: tuple[int, int], expected: tuple[int, ...], tmp_path: Path) -> None:
    first = written(wide(deck(("大",)), *size), tmp_path / "a.pptx")
    second = written(put(deck(("小",)), 1, box(50, "框", run=' sz="2000"')), tmp_path / "b.pptx")
    found = picked(tmp_path, first, second, "--fit", fit)
    assert place(found, 2, 50) == expected
    size_now = re.search(r'<a:rPr[^>]*sz="(\d+)"', text(found, "ppt/slides/slide2.xml").partition('name="box 50"')[2])
    assert size_now is not None and int(size_now[1]) == 2000 * expected[2] // 1828800
    assert len(found.kind("slideMaster")) == 2, "a master is as large as its slides"


def test_what_stands_in_a_group_moves_with_it(tmp_path: Path) -> None:
    group = ('<p:grpSp><p:nvGrpSpPr><p:cNvPr id="70" name="g"/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr><a:xfrm>'
             '<a:off x="914400" y="914400"/><a:ext cx="1828800" cy="457200"/><a:chOff x="914400" y="914400"/>'
             f'<a:chExt cx="1828800" cy="457200"/></a:xfrm></p:grpSpPr>{box(71, "内")}</p:grpSp>')
    first = written(wide(deck(("大",)), 18288000, 13716000), tmp_path / "a.pptx")
    found = picked(tmp_path, first, written(put(deck(("小",)), 1, group), tmp_path / "b.pptx"))
    assert place(found, 2, 70) == (1828800, 1828800, 3657600, 914400, 914400, 914400, 1828800, 457200)
    assert place(found, 2, 71) == (914400, 914400, 1828800, 457200)


def test_other_sizes_are_refused_when_asked(tmp_path: Path) -> None:
    paths = [written(deck(("一",)), tmp_path / "a.pptx"), written(wide(deck(("二",))), tmp_path / "b.pptx")]
    done = deckgen("pick", *paths, "--fit", "refuse", "-o", tmp_path / "out.pptx")
    assert done.exit_code == 1 and not (tmp_path / "out.pptx").exists()
    assert "the slides of b.pptx are 13.33 × 7.5 in, those of the new deck 10 × 7.5 in" in done.output


def test_free_text_keeps_the_size_that_its_deck_gave_it(tmp_path: Path) -> None:
    first = written(deck(("一",)), tmp_path / "a.pptx")
    parts = put(deck(("二",)), 1, box(50, "小字"))
    parts = changed(parts, PRESENTATION, r'(<a:lvl1pPr [^>]*><a:defRPr sz=)"1800"', r'\1"1000"')
    found = picked(tmp_path, first, written(parts, tmp_path / "b.pptx"))
    after = text(found, "ppt/slides/slide2.xml").partition('name="box 50"')[2]
    assert '<a:lstStyle><a:lvl1pPr><a:defRPr sz="1000"/></a:lvl1pPr></a:lstStyle>' in after
    alone = picked(tmp_path, tmp_path / "b.pptx")
    assert "<a:lstStyle/>" in text(alone, "ppt/slides/slide1.xml").partition('name="box 50"')[2]


def test_table_styles_are_joined_by_id_and_kept_apart_by_content(tmp_path: Path) -> None:
    id = "{11111111-1111-1111-1111-111111111111}"
    table = ('<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id="80" name="t"/><p:cNvGraphicFramePr/><p:nvPr/></p:nvGraphicFramePr>'
             '<p:xfrm><a:off x="0" y="0"/><a:ext cx="9" cy="9"/></p:xfrm><a:graphic>'
             '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/table"><a:tbl><a:tblPr>'
             f'<a:tableStyleId>{id}</a:tableStyleId></a:tblPr><a:tblGrid><a:gridCol w="9"/></a:tblGrid><a:tr h="9"><a:tc>'
             "<a:txBody><a:bodyPr/><a:lstStyle/><a:p/></a:txBody><a:tcPr/></a:tc></a:tr></a:tbl></a:graphicData></a:graphic>"
             "</p:graphicFrame>")
    paths = []
    for number, name in enumerate(("红", "红", "蓝")):
        parts = put(deck((name,)), 1, table)
        parts["ppt/tableStyles.xml"] = (f'<a:tblStyleLst xmlns:a="{DRAWING}" def="{id}"><a:tblStyle styleId="{id}" '
                                        f'styleName="{name}"/></a:tblStyleLst>').encode()
        paths.append(written(parts, tmp_path / f"{number}.pptx"))
    found = picked(tmp_path, *paths)
    styles = {each.get("styleId"): each.get("styleName") for each in found.xml("ppt/tableStyles.xml")}
    assert sorted(styles.values()) == sorted(["红", "蓝"])
    used = [found.find(name, ".//a:tableStyleId")[0].text for name in found.shown()]
    assert [styles[each] for each in used] == ["红", "红", "蓝"]


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


# ---- the checks can fail ---------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> AnyDeck:
    """A deck with links, sections, a custom show and comments, without a fault."""
    folder = tmp_path_factory.mktemp("sound")
    return picked(folder, written(sectioned(linked(), "甲", "乙", "丙"), folder / "a.pptx"),
                  written(shown(), folder / "b.pptx"), written(commented("李航"), folder / "c.pptx"))


SPOILT: dict[str, tuple[str, str, str, str]] = {
    "a target that is not there": ("ppt/slides/_rels/slide1.xml.rels", r"slide2\.xml", "slide99.xml", "not there"),
    "an id that is not known": ("ppt/slides/slide1.xml", 'r:id="rIdTo"', 'r:id="rIdNo"', "not known"),
    "a slide without layout": ("ppt/slides/_rels/slide1.xml.rels", "relationships/slideLayout", "relationships/other",
                               "has 0 layouts"),
    "two slides with one id": (PRESENTATION, r'(<p:sldId [^>]*)id="257"', r'\1id="256"', "slide ids"),
    "a layout's id below its range": ("ppt/slideMasters/slideMaster1.xml", r'(<p:sldLayoutId [^>]*)id="\d+"', r'\1id="77"',
                                      "ids of masters"),
    "a shape's id twice": ("ppt/slides/slide1.xml", r'(<p:cNvPr [^>]*)id="3"', r'\1id="2"', "is there 2 times"),
    "a slide in no section": (PRESENTATION, r'<p14:sldId id="256"/>', "", "sections"),
    "a custom show of nothing": (PRESENTATION, r'(<p:sld [^>]*r:id=")\w+"', r'\1rIdNo"', "custom show"),
    "a button for no show": ("ppt/slides/slide6.xml", r"customshow\?id=0", "customshow?id=7", "button for the custom show 7"),
    "an effect for nothing": ("ppt/slides/slide1.xml", "</p:clrMapOvr>", (
        '</p:clrMapOvr><p:timing><p:bldLst><p:bldP spid="99" grpId="0"/></p:bldLst></p:timing>'), "aims at 99"),
    "children out of order": (PRESENTATION, r"(<p:sldSz [^>]*/>)(<p:notesSz [^>]*/>)", r"\2\1", "children"),
    "a comment by nobody": ("ppt/comments/comment1.xml", 'authorId="0"', 'authorId="5"', "by nobody"),
    "notes of no slide": ("ppt/slides/_rels/slide1.xml.rels", r"<Relationship [^>]*notesSlide[^>]*/>", "", "points back"),
    "a part that nothing reaches": ("ppt/_rels/presentation.xml.rels", r"<Relationship [^>]*viewProps[^>]*/>", "",
                                    "is not reached"),
}


@pytest.mark.parametrize("name", SPOILT)
def test_each_check_can_fail(name: str, sound: AnyDeck) -> None:
    part, pattern, by, says = SPOILT[name]
    assert faults(sound) == []
    spoilt = AnyDeck(changed(sound.parts, part, pattern, by), sound.entries)
    assert any(says in fault for fault in faults(spoilt)), faults(spoilt)


# ---- fonts, custom XML, animations -----------------------------------------------------------------------------------


def with_font(face: str, allowed: int) -> Parts:
    """A deck with an embedded font; `allowed` is its OS/2 fsType."""
    data = b"\0" * 32 + struct.pack("<HH", allowed, 0x504C) + b"\0" * 8
    parts = typed(deck((face,)), "ppt/fonts/font1.fntdata", "application/x-fontdata", data)
    parts = related(parts, PRESENTATION, "rIdFont", "font", "fonts/font1.fntdata")
    return changed(parts, PRESENTATION, r"(<p:notesSz [^>]*/>)", (
        rf'\1<p:embeddedFontLst><p:embeddedFont><p:font typeface="{face}"/><p:regular xmlns:r="{OFFICE}" r:id="rIdFont"/>'
        "</p:embeddedFont></p:embeddedFontLst>"))


def test_embedded_fonts_come_along_once_where_they_may(tmp_path: Path) -> None:
    paths = [written(with_font(face, allowed), tmp_path / f"{number}.pptx")
             for number, (face, allowed) in enumerate((("Free", 0), ("Free", 0), ("Shut", 2)))]
    found = picked(tmp_path, *paths)
    assert [each.get("typeface") for each in found.find(PRESENTATION, ".//p:embeddedFont/p:font")] == ["Free"]
    assert len([name for name in found.parts if name.endswith(".fntdata")]) == 1
    assert "the embedded font Shut may not be passed on" in said(tmp_path, *paths)


def test_custom_xml_of_copies_has_ids_of_its_own(tmp_path: Path) -> None:
    space = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
    parts = typed(deck(("A",)), "customXml/item1.xml", "application/xml", "<ink/>")
    parts = typed(parts, "customXml/itemProps1.xml", "application/vnd.openxmlformats-officedocument.customXmlProperties+xml",
                  f'<ds:datastoreItem xmlns:ds="{space}" ds:itemID="{{00000000-0000-0000-0000-000000000001}}"/>')
    parts = related(parts, "customXml/item1.xml", "rId1", "customXmlProps", "itemProps1.xml")
    parts = related(parts, "ppt/slides/slide1.xml", "rIdX", "customXml", "../../customXml/item1.xml")
    path = written(parts, tmp_path / "a.pptx")
    found = picked(tmp_path, f"{path}#1,1")
    ids = [re.search(r'itemID="([^"]*)"', data.decode()) for name, data in found.parts.items() if "itemProps" in name]
    assert len({each[1] for each in ids if each}) == len(ids) == 3


def test_animations_and_their_media_come_along(tmp_path: Path) -> None:
    timing = ('</p:clrMapOvr><p:timing><p:tnLst><p:par><p:cTn id="1" dur="indefinite" restart="never" nodeType="tmRoot"><p:childTnLst>'
              '<p:video><p:cMediaNode><p:cTn id="2"/><p:tgtEl><p:spTgt spid="50"/></p:tgtEl></p:cMediaNode></p:video>'
              "</p:childTnLst></p:cTn></p:par></p:tnLst></p:timing>")
    film = ('<p:pic><p:nvPicPr><p:cNvPr id="50" name="film"/><p:cNvPicPr/><p:nvPr>'
            f'<a:videoFile xmlns:r="{OFFICE}" r:link="rIdV"/><p:extLst><p:ext uri="{{DAA4B4D4-6D71-4841-9C94-3DE7FCFB9230}}"><p14:media '
            f'xmlns:p14="http://schemas.microsoft.com/office/powerpoint/2010/main" xmlns:r="{OFFICE}" r:embed="rIdM"/></p:ext></p:extLst>'
            "</p:nvPr></p:nvPicPr><p:blipFill/><p:spPr/></p:pic>")
    parts = typed(changed(put(deck(("A",)), 1, film), "ppt/slides/slide1.xml", "</p:clrMapOvr>", timing),
                  "ppt/media/media1.mp4", "video/mp4", b"film")
    parts = related(parts, "ppt/slides/slide1.xml", "rIdV", "video", "../media/media1.mp4")
    parts = related(parts, "ppt/slides/slide1.xml", "rIdM", "http://schemas.microsoft.com/office/2007/relationships/media",
                    "../media/media1.mp4")
    path = written(parts, tmp_path / "a.pptx")
    found = picked(tmp_path, f"{path}#1,1")
    assert [name for name in found.parts if name.startswith("ppt/media/")] == ["ppt/media/media1.mp4"]
    assert all("cMediaNode" in text(found, name) for name in found.shown())
    assert "1 film or sound" in deckgen("list", path).output
