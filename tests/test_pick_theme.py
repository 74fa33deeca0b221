"""Slides of any decks under somebody else's masters."""

from __future__ import annotations

from pathlib import Path

from lxml import etree
from pptx import Presentation

from brands import changed
from copy_checks import AnyDeck
from package_checks import NS
from sources import box, deck, deckgen, picked, put, said, written


def test_a_theme_leaves_no_master_of_the_sources(tmp_path: Path) -> None:
    theme = written(changed(deck(("样",)), "ppt/theme/theme1.xml", "4F81BD", "AA0000"), tmp_path / "theme.potx")
    green = '<a:rPr lang="zh-CN"><a:solidFill><a:srgbClr val="12AB34"/></a:solidFill></a:rPr>'
    parts = put(deck(chart=True), 2, box(50, "绿").replace('<a:rPr lang="zh-CN"/>', green))
    source = written(parts, tmp_path / "a.pptx")
    found = picked(tmp_path, source, "--theme", theme)
    assert len(found.kind("slideMaster")) == 1 and len(found.kind("slideLayout")) == 11
    assert b"AA0000" in found.parts["ppt/theme/theme1.xml"]
    output = said(tmp_path, source, "--theme", theme)
    assert "a.pptx, slide 2: colours and faces of their own do not follow the theme" in output and "12AB34" in output
    for slide in Presentation(str(tmp_path / "out.pptx")).slides:
        offered = {each.placeholder_format.idx for each in slide.slide_layout.placeholders}
        assert {each.placeholder_format.idx for each in slide.placeholders} <= offered


def test_placeholders_find_the_themes_by_content_not_by_number(tmp_path: Path) -> None:
    parts = deck(("样",))
    layout = "ppt/slideLayouts/slideLayout2.xml"
    label = ('<p:sp><p:nvSpPr><p:cNvPr id="90" name="label"/><p:cNvSpPr/><p:nvPr><p:ph type="body" idx="1"/></p:nvPr></p:nvSpPr>'
             '<p:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="9144000" cy="254000"/></a:xfrm></p:spPr><p:txBody><a:bodyPr/>'
             "<a:lstStyle/><a:p/></p:txBody></p:sp>")
    parts = changed(parts, layout, r'<p:ph idx="1"', '<p:ph idx="13"')
    parts = changed(parts, layout, "</p:spTree>", label + "</p:spTree>")
    parts = changed(parts, "ppt/slides/slide1.xml", '<p:ph idx="1"', '<p:ph idx="13"')
    theme = written(parts, tmp_path / "theme.pptx")
    found = picked(tmp_path, written(deck(("甲",)), tmp_path / "a.pptx"), "--theme", theme)
    assert [each.get("idx") for each in found.find("ppt/slides/slide1.xml", ".//p:ph")] == [None, "13"]


def test_a_placeholder_without_a_like_keeps_its_place(tmp_path: Path) -> None:
    theme = deck(("样",))
    layout = "ppt/slideLayouts/slideLayout2.xml"
    theme = changed(theme, layout, r'<p:sp>(?:(?!</p:sp>).)*<p:ph idx="1"(?:(?!</p:sp>).)*</p:sp>', "")
    theme = changed(theme, "ppt/slides/slide1.xml", r'<p:sp>(?:(?!</p:sp>).)*<p:ph idx="1"(?:(?!</p:sp>).)*</p:sp>', "")
    source = written(deck(("甲",)), tmp_path / "a.pptx")
    path = written(theme, tmp_path / "theme.pptx")
    found = picked(tmp_path, source, "--theme", path)
    body = next(each for each in found.find("ppt/slides/slide1.xml", ".//p:sp") if b"\xe5\x85\xb3\xe4\xba\x8e" in etree.tostring(
        each, encoding="UTF-8"))
    assert body.find("p:spPr/a:xfrm/a:ext", NS) is not None
    assert "a placeholder finds no place in the theme's layout" in said(tmp_path, source, "--theme", path)


def test_an_unlike_layout_comes_along_under_the_themes_master(tmp_path: Path) -> None:
    other = Presentation()
    other.slides.add_slide(other.slide_layouts[9]).shapes.title.text = "竖"
    other.save(str(tmp_path / "a.pptx"))
    opener = Presentation()
    opener.slides.add_slide(opener.slide_layouts[0]).shapes.title.text = "样"
    opener.save(str(tmp_path / "opener.pptx"))
    path = tmp_path / "theme.pptx"
    assert deckgen("pick", tmp_path / "opener.pptx", "-o", path).exit_code == 0, "a deck with one layout"
    done = deckgen("pick", tmp_path / "a.pptx", "--theme", path, "-o", tmp_path / "out.pptx")
    found = AnyDeck.open(tmp_path / "out.pptx")
    assert done.exit_code == 0 and len(found.kind("slideMaster")) == 1
    assert len(found.kind("slideLayout")) == 2 and "came along under the theme's master" in done.output


