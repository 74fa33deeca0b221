"""What slides bring along besides themselves: comments, sizes, text and table styles, fonts, custom XML, films."""

from __future__ import annotations

import re
import struct
from pathlib import Path

import pytest

from brands import Parts, changed
from copy_checks import AnyDeck
from package_checks import NS
from sources import (
    OFFICE,
    PRESENTATION,
    box,
    commented,
    deck,
    deckgen,
    picked,
    put,
    related,
    said,
    typed,
    written,
)

SPACE = "http://schemas.openxmlformats.org/presentationml/2006/main"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"


def text(found: AnyDeck, name: str) -> str:
    return found.parts[name].decode()


# ---- comments --------------------------------------------------------------------------------------------------------


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
    assert len({each[1] for each in ids if each}) == len(ids) == 4, "those of the slides, the record, the manifest"


def test_animations_and_their_media_come_along(tmp_path: Path) -> None:
    timing = ('</p:clrMapOvr><p:timing><p:tnLst><p:par><p:cTn id="1" dur="indefinite" restart="never" nodeType="tmRoot">'
              '<p:childTnLst><p:video><p:cMediaNode><p:cTn id="2"/><p:tgtEl><p:spTgt spid="50"/></p:tgtEl></p:cMediaNode>'
              "</p:video></p:childTnLst></p:cTn></p:par></p:tnLst></p:timing>")
    film = ('<p:pic><p:nvPicPr><p:cNvPr id="50" name="film"/><p:cNvPicPr/><p:nvPr>'
            f'<a:videoFile xmlns:r="{OFFICE}" r:link="rIdV"/><p:extLst><p:ext uri="{{DAA4B4D4-6D71-4841-9C94-3DE7FCFB9230}}">'
            f'<p14:media xmlns:p14="http://schemas.microsoft.com/office/powerpoint/2010/main" xmlns:r="{OFFICE}" r:embed="rIdM"/>'
            "</p:ext></p:extLst></p:nvPr></p:nvPicPr><p:blipFill/><p:spPr/></p:pic>")
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
