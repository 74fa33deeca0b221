"""Somebody's template as the theme: what is read of it, which layout plays which role, what is written, what is refused."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest
from click.testing import CliRunner
from openxml_audit import validate_pptx
from pptx import Presentation

from brands import BARE, MASTER, OBJ, PAIR, PICTURE, Parts, changed, default, each_layout, save
from conftest import TALK
from deckgen.checks.coverage import squeeze
from deckgen.cli import main
from deckgen.formats.layout_sheet import sheet
from deckgen.formats.powerpoint.brand import elsewhere
from deckgen.layout.finish import finished
from deckgen.pipeline import Built, build, open_talk
from deckgen.problem import DeckgenError, Problem, Unusable
from deckgen.scene import Box, Page, Text
from deckgen.text.paragraph import Paragraph, Run, Style
from deckgen.text.widths import face
from deckgen.text.wrap import natural_width, wrap
from deckgen.theme.model import Theme
from deckgen.theme.palette import contrast, looks, paint
from deckgen.themes import template
from package_checks import Deck as Packed
from package_checks import faults

OUTLINE = """\
talk: {id: t, title: 题目, language: zh-CN, theme: brand.potx}
views:
  - {id: v1, short: 规模, says: 突破来自规模。}
sections:
  - id: s1
    number: "1"
    title: 第一节
    views: [v1]
    slides:
      - id: a
        title: {view: v1}
        body: [{columns: [{label: 左, big: 甲, body: [{text: 一}]}, {label: 右, big: 乙}]}]
        source: 原文
      - {id: b, title: 要点, body: [{points: [一, {text: 二, points: [三]}]}], notes: 讲稿, source: 出处}
      - {id: c, title: 表, body: [{table: {header: [甲, 乙], rows: [[一, 二]]}}]}
      - {id: d, title: 图, body: [{chart: {type: bar, categories: [甲], series: [{name: 数, values: [3]}]}}]}
"""


def outline(folder: Path, parts: Parts | None = None, text: str = OUTLINE, name: str = "brand.potx") -> Path:
    """An outline in a folder, the template beside it."""
    save(parts or default(), folder / name)
    path = folder / "outline.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def read(folder: Path, parts: Parts) -> Theme:
    return template(save(parts, folder / "brand.potx"))


def made(folder: Path, parts: Parts | None = None, text: str = OUTLINE) -> tuple[Built, Packed]:
    """The talk built into the template."""
    built = build(open_talk(outline(folder, parts, text)), folder / "deck.pptx")
    return built, Packed.open(folder / "deck.pptx")


def refusal(folder: Path, parts: Parts | bytes, text: str = OUTLINE) -> Problem:
    """The one problem that a template is."""
    path = outline(folder, parts if isinstance(parts, dict) else None, text)
    if isinstance(parts, bytes):
        (folder / "brand.potx").write_bytes(parts)
    with pytest.raises(DeckgenError) as caught:
        open_talk(path)
    assert len(caught.value.problems) == 1
    return caught.value.problems[0]


# ---- what is read ----------------------------------------------------------------------------------------------------


def test_a_layout_inherits_place_and_text_from_its_master(tmp_path: Path) -> None:
    slot = read(tmp_path, default()).layouts["text"].slots["body"]
    assert (slot.frame.x, slot.frame.y, slot.frame.width, round(slot.frame.height, 2)) == (36.0, 126.0, 648.0, 356.38)
    assert (slot.box.x, slot.box.y, round(slot.box.width, 6)) == (43.2, 129.6, 633.6)
    first = slot.levels[0]
    assert [style.size for style in slot.levels] == [32, 28, 24]
    assert [style.marker for style in slot.levels] == ["•", "–", "•"]
    assert (first.indent, first.hang, first.pitch, first.share) == (27.0, 27.0, 38.4, 1.0)
    assert first.before == pytest.approx(0.2 * 1.2 * 32)


def test_what_the_layout_says_itself_wins_and_the_rest_is_inherited(tmp_path: Path) -> None:
    levels = ('<a:lstStyle><a:lvl1pPr><a:lnSpc><a:spcPts val="3000"/></a:lnSpc><a:spcBef><a:spcPts val="600"/></a:spcBef>'
              '<a:spcAft><a:spcPts val="400"/></a:spcAft><a:defRPr sz="2000" cap="all" spc="200"/></a:lvl1pPr>'
              '<a:lvl2pPr><a:lnSpc><a:spcPct val="90000"/></a:lnSpc></a:lvl2pPr></a:lstStyle>')
    parts = changed(default(), OBJ, r"(<p:ph idx=\"1\"/>.*?)<a:lstStyle/>", rf"\1{levels}", 1)
    first, second, _ = read(tmp_path, parts).layouts["text"].slots["body"].levels
    assert (first.size, first.pitch, first.share, first.before, first.after) == (20, 30, 0.0, 10, 4)
    assert (first.caps, first.tracking, first.marker, first.indent) == (True, 2.0, "•", 27.0)
    assert (second.size, second.share, round(second.pitch, 2)) == (28, 0.9, 30.24)


def test_capitals_and_letters_set_apart_are_measured_as_they_are_shown() -> None:
    plain, wide = Style(20, 24), Style(20, 24, caps=True)
    assert natural_width((Run("learning"),), wide, face()) == natural_width((Run("LEARNING"),), plain, face())
    apart = Style(20, 24, tracking=2.0)
    assert natural_width((Run("abc"),), apart, face()) == pytest.approx(natural_width((Run("abc"),), plain, face()) + 6.0)
    assert wrap((Run("straße"),), wide, 500.0, face()) == (6,)


def test_floors_are_the_houses_or_seven_tenths(tmp_path: Path) -> None:
    """The page is three quarters of the house's, so the house's floor of 20 is 15 here; the footer's own 12 may become 8.4."""
    layout = read(tmp_path, default()).layouts["text"]
    assert [style.floor for style in layout.slots["body"].levels] == [15.0, 15.0, 15.0]
    assert layout.slots["footer"].levels[0].floor == pytest.approx(8.4)


def test_a_frame_that_grows_may_grow_to_what_stands_below(tmp_path: Path) -> None:
    body = (r"\1<p:spPr><a:xfrm><a:off x='457200' y='1600200'/><a:ext cx='8229600' cy='600000'/></a:xfrm></p:spPr>"
            r"<p:txBody><a:bodyPr><a:spAutoFit/></a:bodyPr>")
    parts = changed(default(), OBJ, r"(<p:ph idx=\"1\"/></p:nvPr></p:nvSpPr>)<p:spPr/><p:txBody><a:bodyPr/>", body, 1)
    slot = read(tmp_path, parts).layouts["text"].slots["body"]
    assert slot.moved
    assert 480 < slot.frame.bottom < 500.5


def test_the_page_keeps_its_size(tmp_path: Path) -> None:
    theme = read(tmp_path, default())
    assert (theme.width, theme.height, theme.scale) == (720, 540, 0.75)
    _, packed = made(tmp_path)
    assert packed.find("ppt/presentation.xml", "p:sldSz")[0].attrib == {"cx": "9144000", "cy": "6858000", "type": "screen4x3"}


# ---- roles -----------------------------------------------------------------------------------------------------------


def test_roles_find_their_layouts_by_type(tmp_path: Path) -> None:
    theme = read(tmp_path, default())
    assert {role: layout.shown for role, layout in theme.layouts.items()} == {
        "title": "Title Slide", "section": "Section Header", "text": "Title and Content", "view": "Title and Content",
        "quote": "Title and Content", "code": "Title and Content", "discussion": "Title and Content",
        "closing": "Title and Content", "figure": "Title Only", "chart": "Title Only", "table": "Title Only",
        "two-columns": "Two Content", "comparison": "Two Content", "text-figure": "Title and Content",
        "references": "Title and Content", "blank": "Blank"}
    assert set(theme.answers.values()) == {"type"}


def test_without_types_roles_go_by_placeholders_and_never_by_name(tmp_path: Path) -> None:
    types = r' type="(?:obj|titleOnly|twoObj|secHead|title|blank)"'
    untyped = each_layout(default(), lambda text: re.sub(types, "", text, count=1))
    renamed = each_layout(untyped, lambda text: re.sub(r'<p:cSld name="[^"]*"', '<p:cSld name="版式"', text))
    theme = read(tmp_path, renamed)
    parts = {role: layout.part for role, layout in theme.layouts.items()}
    assert parts["text"] == OBJ
    assert parts["figure"] == BARE
    assert parts["two-columns"] == PAIR
    assert parts["title"] == "ppt/slideLayouts/slideLayout1.xml"


def test_the_talks_own_map_wins(tmp_path: Path) -> None:
    text = OUTLINE.replace("theme: brand.potx", "theme: {file: brand.potx, map: {text: Content with Caption}}")
    theme = open_talk(outline(tmp_path, text=text)).theme
    assert theme.layouts["text"].shown == "Content with Caption"
    assert theme.answers["text"] == "map"
    assert theme.layouts["closing"].shown == "Title and Content"


@pytest.mark.parametrize(("map", "message", "hint"), [
    ("{veiw: Title Only}", "no role is named 'veiw'", "did you mean 'view'?"),
    ("{view: Titel Only}", "brand.potx has no layout named 'Titel Only'", "did you mean 'Title Only'?"),
    ("{view: Title Only}", "the layout 'Title Only' has no place for a body, which the role 'view' needs", "another"),
])
def test_a_wrong_map_is_a_problem_at_its_line(tmp_path: Path, map: str, message: str, hint: str) -> None:
    problem = refusal(tmp_path, default(), OUTLINE.replace("theme: brand.potx", f"theme: {{file: brand.potx, map: {map}}}"))
    assert problem.message == message
    assert hint in problem.hint
    assert problem.span is not None and problem.span.line == 1


def test_a_map_is_for_templates(tmp_path: Path) -> None:
    problem = refusal(tmp_path, default(), OUTLINE.replace("theme: brand.potx", "theme: {file: default, map: {view: x}}"))
    assert problem.message.startswith("only somebody's template takes a `map:`")


def test_without_two_contents_columns_share_the_body(tmp_path: Path) -> None:
    parts = changed(default(), PAIR, ' type="twoObj"', "")
    parts = changed(parts, PAIR, r"<p:sp>(?:(?!</p:sp>).)*idx=\"2\".*?</p:sp>", "", 1)
    parts = changed(parts, "ppt/slideLayouts/slideLayout5.xml", r"<p:sp>(?:(?!</p:sp>).)*idx=\"[14]\".*?</p:sp>", "")
    parts = changed(parts, "ppt/slideLayouts/slideLayout8.xml", r"<p:sp>(?:(?!</p:sp>).)*idx=\"2\".*?</p:sp>", "")
    built, _ = made(tmp_path, parts)
    page = built.deck.pages[0]
    assert built.talk.theme.layouts["two-columns"].shown == "Title and Content"
    frames = [shape for shape in page.shapes if isinstance(shape, Text) and not shape.slot]
    body = built.talk.theme.layouts["text"].slots["body"].box
    assert len(frames) == 3, "two columns and the source"
    assert all(body.x - 1 <= each.box.x and each.box.right <= body.right + 1 for each in frames)


def without_bodies(text: str) -> str:
    """A layout whose places for text take pictures only."""
    return re.sub(r'<p:ph [^>]*idx="[1-4]"/>', lambda found: f'<p:ph type="pic" idx="{found.group()[-4]}"/>', text)


def test_without_a_text_layout_text_goes_over_two_bodies(tmp_path: Path) -> None:
    parts = {name: data if name == PAIR else each_layout({name: data}, without_bodies)[name] for name, data in default().items()}
    theme = read(tmp_path, parts)
    body, pair = theme.layouts["text"].slots["body"], theme.layouts["two-columns"].slots
    assert theme.layouts["text"].shown == "Two Content"
    assert body.moved
    assert (body.box.x, body.box.right) == (pair["left"].box.x, pair["right"].box.right)


def test_vertical_turned_and_grouped_placeholders_are_left_alone(tmp_path: Path) -> None:
    parts = changed(default(), BARE, r"(<p:ph type=\"ftr\".*?)<p:spPr/>", r"\1<p:spPr><a:xfrm rot='5400000'><a:off x='0' y='0'/>"
                    r"<a:ext cx='900000' cy='900000'/></a:xfrm></p:spPr>", 1)
    parts = changed(parts, PAIR, r"(<p:sp>(?:(?!</p:sp>).)*type=\"sldNum\".*?</p:sp>)",
                    r'<p:grpSp><p:nvGrpSpPr><p:cNvPr id="99" name="g"/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/>\1'
                    "</p:grpSp>")
    theme = read(tmp_path, parts)
    assert "footer" not in theme.layouts["figure"].slots and "footer" in theme.layouts["text"].slots
    assert "number" not in theme.layouts["two-columns"].slots
    said = "\n".join(theme.remarks)
    assert "Title Only: the placeholder 'Footer Placeholder 3' is left alone: it is turned" in said
    assert "is left alone: it is in a group" in said


def test_art_in_the_body_is_told(tmp_path: Path) -> None:
    art = ('<p:sp><p:nvSpPr><p:cNvPr id="77" name="Logo"/><p:cNvSpPr/><p:nvPr userDrawn="1"/></p:nvSpPr><p:spPr><a:xfrm>'
           '<a:off x="7000000" y="5000000"/><a:ext cx="1500000" cy="800000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/>'
           '</a:prstGeom><a:solidFill><a:schemeClr val="accent1"/></a:solidFill></p:spPr></p:sp></p:spTree>')
    told = "Title and Content: 'Logo' is drawn in the body, where text and figures stand"
    assert told in read(tmp_path, changed(default(), MASTER, "</p:spTree>", art)).remarks
    assert told not in read(tmp_path, default()).remarks


# ---- what is written -------------------------------------------------------------------------------------------------


def test_the_templates_own_parts_are_kept_byte_for_byte(tmp_path: Path) -> None:
    parts = default(picture=True)
    _, packed = made(tmp_path, parts)
    folders = "ppt/slideMasters/", "ppt/slideLayouts/", "ppt/theme/theme1", "ppt/media/"
    kept = [name for name in parts if name.startswith(folders)]
    assert len(kept) > 20
    assert any(parts[name] == PICTURE for name in kept)
    assert [name for name in kept if packed.parts.get(name) != parts[name]] == []


def test_sample_slides_and_what_belongs_to_them_are_gone(tmp_path: Path) -> None:
    parts = changed(default(samples=3), "ppt/presentation.xml", "</p:presentation>",
                    '<p:custShowLst><p:custShow name="x" id="0"><p:sldLst/></p:custShow></p:custShowLst>'
                    '<p:modifyVerifier algorithmName="SHA-512" hashData="AA==" saltData="AA==" spinValue="1"/></p:presentation>')
    built, packed = made(tmp_path, parts)
    assert len(packed.of("ppt/slides")) == len(built.deck.pages) == 4
    assert packed.of("ppt/notesSlides") == ["ppt/notesSlides/notesSlide2.xml"]
    words = b"".join(packed.parts.values())
    assert b"Sample" not in words
    tags = [each.tag.rpartition("}")[2] for each in packed.xml("ppt/presentation.xml")]
    assert "custShowLst" not in tags and "modifyVerifier" not in tags
    assert not [name for name in packed.parts if "printerSettings" in name or "thumbnail" in name]


def test_the_file_is_sound_and_others_read_it(tmp_path: Path) -> None:
    built, packed = made(tmp_path, default(samples=2, picture=True))
    assert faults(packed) == []
    assert [error.description for error in validate_pptx(str(tmp_path / "deck.pptx")).errors] == []
    slides = list(Presentation(str(tmp_path / "deck.pptx")).slides)
    assert [squeeze(slide.shapes.title.text_frame.text) for slide in slides] == [squeeze(page.title) for page in built.deck.pages]
    assert [slide.slide_layout.name for slide in slides] == ["Two Content", "Title and Content", "Title Only", "Title Only"]


def test_a_notes_master_and_property_parts_are_added_where_there_are_none(tmp_path: Path) -> None:
    parts = default()
    assert not any("notesMaster" in name for name in parts)
    for name in ("presProps", "viewProps", "tableStyles"):
        parts.pop(f"ppt/{name}.xml")
        parts = changed(parts, "ppt/_rels/presentation.xml.rels", rf'<Relationship [^>]*Target="{name}.xml"[^>]*/>', "")
        parts = changed(parts, "[Content_Types].xml", rf'<Override [^>]*PartName="/ppt/{name}.xml"[^>]*/>', "")
    _, packed = made(tmp_path, parts)
    assert faults(packed) == []
    kinds = [kind for kind, _ in packed.relations("ppt/presentation.xml").values()]
    assert {"notesMaster", "presProps", "viewProps", "tableStyles"} <= set(kinds)


def test_the_files_own_notes_master_is_kept(tmp_path: Path) -> None:
    parts = default(samples=1)
    own = next(name for name in parts if name.startswith("ppt/notesMasters/") and name.endswith(".xml"))
    _, packed = made(tmp_path, parts)
    assert packed.parts[own] == parts[own]
    assert packed.of("ppt/notesMasters") == [own]


def test_two_builds_are_equal_byte_for_byte(tmp_path: Path) -> None:
    path = outline(tmp_path, default(samples=1, picture=True))
    for name in ("one", "two"):
        build(open_talk(path), tmp_path / f"{name}.pptx")
    assert (tmp_path / "one.pptx").read_bytes() == (tmp_path / "two.pptx").read_bytes()


def test_text_that_fits_writes_no_size_and_text_that_does_not_writes_sizes_by_level(tmp_path: Path) -> None:
    points = ", ".join(f"很长的一条要点，写到第 {n} 行为止，还要再写一点" for n in range(14))
    long = OUTLINE.replace("{text: 二, points: [三]}", points)
    for text, sized in ((OUTLINE, False), (long, True)):
        _, packed = made(tmp_path, text=text)
        xml = packed.parts["ppt/slides/slide2.xml"].decode()
        body = next(shape for shape in re.findall(r"<p:sp>.*?</p:sp>", xml) if 'idx="1"' in shape)
        assert ("<a:noAutofit/>" in body) == sized
        assert bool(re.search(r'<a:lvl1pPr[^>/]*>.*?<a:defRPr sz="\d+"/></a:lvl1pPr>', body)) == sized
        assert "normAutofit" not in body and "fontScale" not in body
        assert "<a:lnSpc>" not in body.split("<a:p>")[0], "a pitch that the template counts as a share follows the size"
        sizes = [run for run in re.findall(r"<a:rPr[^>]*>", body) if " sz=" in run]
        assert len(sizes) == 1, "the source alone has a size of its own"


def test_a_size_that_the_file_never_states_is_stated_by_pages(tmp_path: Path) -> None:
    """Programs differ in what they take for it: PowerPoint 18, LibreOffice 44 for a title."""
    bare = changed(default(), MASTER, r'(<p:titleStyle>.*?<a:defRPr) sz="4400"', r"\1")
    _, packed = made(tmp_path, changed(bare, "ppt/presentation.xml", r' sz="1800"', ""))
    title = re.findall(r"<p:sp>.*?</p:sp>", packed.parts["ppt/slides/slide2.xml"].decode())[0]
    assert '<a:defRPr sz="1800"/>' in title


def test_a_dark_template_is_drawn_in_light(tmp_path: Path) -> None:
    dark = changed(default(), MASTER, 'bg1="lt1" tx1="dk1" bg2="lt2" tx2="dk2"', 'bg1="dk1" tx1="lt1" bg2="dk2" tx2="lt2"')
    theme = read(tmp_path, dark)
    assert theme.colours["dk1"] == "FFFFFF" and theme.layouts["text"].dark
    assert all(contrast(looks(theme.layouts["figure"].paint.get(name, name), theme.colours), "000000") >= 3
               for name in ("dk1", "dk2", "accent1", "accent3"))


def test_the_footer_names_view_state_and_section_and_the_source_ends_the_body(tmp_path: Path) -> None:
    _, packed = made(tmp_path)
    slides = list(Presentation(str(tmp_path / "deck.pptx")).slides)
    footers = [shape.text_frame.text for shape in slides[0].placeholders if shape.placeholder_format.type.name == "FOOTER"]
    assert footers == ["观点 1 已论证   §1  第一节"]
    body = next(shape for shape in slides[1].placeholders if shape.placeholder_format.idx == 1)
    assert [paragraph.text for paragraph in body.text_frame.paragraphs] == ["一", "二", "三", "出处"]
    assert not any("kicker" in shape.name or "ruler" in shape.name for slide in slides for shape in slide.shapes)
    assert packed.of("ppt/charts") == ["ppt/charts/chart1.xml"]


def test_without_a_footer_sections_are_advice_but_one_without_slides_is_a_problem(tmp_path: Path) -> None:
    footer = re.compile(r"<p:sp>(?:(?!</p:sp>).)*type=\"ftr\".*?</p:sp>", re.DOTALL)
    bare = each_layout(default(), lambda text: footer.sub("", text))
    built, _ = made(tmp_path, bare)
    told = [(each.rule, each.severity) for each in built.advice if each.rule != "minutes-estimated"]
    assert told == [("section-unnamed", "advice")]
    empty = OUTLINE + '  - {id: s2, number: "2", title: 第二节, views: [v1], slides: []}\n'
    with pytest.raises(DeckgenError) as caught:
        made(tmp_path, bare, empty)
    assert [each.rule for each in caught.value.problems] == ["section-missing"]


def test_a_button_that_jumps_to_a_sample_slide_jumps_to_the_first() -> None:
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    rels = (f'<Relationships><Relationship Id="rId1" Type="{kind}/slide" Target="../slides/slide9.xml"/>'
            f'<Relationship Target="../media/a.png" Id="rId2" Type="{kind}/image"/></Relationships>').encode()
    assert elsewhere(rels, "ppt/slideMasters/slideMaster1.xml") == rels.replace(b"slide9", b"slide1")


# ---- colours and sizes -----------------------------------------------------------------------------------------------


OFFICE = {"dk1": "000000", "lt1": "FFFFFF", "dk2": "1F497D", "lt2": "EEECE1", "accent1": "4F81BD", "accent2": "C0504D",
          "accent3": "9BBB59", "accent4": "8064A2", "accent5": "4BACC6", "accent6": "F79646"}


@pytest.mark.parametrize(("colours", "ground"), [
    (OFFICE, "FFFFFF"), (OFFICE, "000000"), (OFFICE, "1F497D"),
    ({**OFFICE, "lt2": "C00000", "dk2": "FFFF00", "accent1": "FFFFCC"}, "FFFFFF"),
    ({**OFFICE, "dk1": "FFFFFF", "lt1": "000000", "dk2": "EEECE1", "lt2": "1F497D"}, "000000"),
])
def test_colours_are_taken_where_they_can_be_read(colours: dict[str, str], ground: str) -> None:
    found = paint(colours, ground)
    seen = {name: looks(found.get(name, name), colours) for name in ("dk1", "dk2", "lt2", "accent1", "accent3")}
    assert contrast(seen["dk1"], ground) >= 4.5
    assert contrast(seen["dk2"], ground) >= 4.5
    assert contrast(seen["accent1"], ground) >= 3.0
    assert contrast(seen["dk1"], seen["lt2"]) >= 4.5
    assert contrast(seen["accent3"], ground) >= 3.0


def test_pages_are_brought_to_size_and_never_rounded_up() -> None:
    text = Text(Box(100, 100, 200, 40), (Paragraph((Run("一", colour="dk2"),), style=Style(21, 30)),))
    page = finished(Page("p", "p", "text", "", (text,)), 0.75, {"dk2": "dk1/65+35"})
    shape = page.shapes[0]
    assert isinstance(shape, Text) and shape.paragraphs[0].style is not None
    assert shape.box == Box(75, 75, 150, 30)
    assert shape.paragraphs[0].style.size == 15.5
    assert shape.paragraphs[0].runs[0].colour == "dk1/65+35"


# ---- what is refused -------------------------------------------------------------------------------------------------


def test_a_template_without_a_title_is_refused(tmp_path: Path) -> None:
    bare = each_layout(default(), lambda text: re.sub(r'type="(?:ctrTitle|title)"', 'type="body"', text))
    assert "no layout with a title" in refusal(tmp_path, bare).message


def test_a_template_without_a_body_names_what_is_missing(tmp_path: Path) -> None:
    bare = each_layout(default(), without_bodies)
    problem = refusal(tmp_path, bare)
    assert problem.message.endswith("has no layout with a title and a body: nothing can play the role 'text'")


def test_macros_are_refused_whatever_the_file_is_called(tmp_path: Path) -> None:
    parts = changed(default(), "[Content_Types].xml", r"presentationml\.presentation\.main",
                    "ms-powerpoint.presentation.macroEnabled.main")
    assert "holds macros" in refusal(tmp_path, parts).message


def test_the_strict_dialect_is_refused(tmp_path: Path) -> None:
    parts = changed(default(), "ppt/presentation.xml", "<p:presentation ", '<p:presentation conformance="strict" ')
    assert "strict dialect" in refusal(tmp_path, parts).message


@pytest.mark.parametrize(("data", "message"), [
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "has a password"),
    (b"no zip at all", "no PowerPoint file, or a damaged one"),
    (b"", "no PowerPoint file, or a damaged one"),
])
def test_encrypted_and_damaged_files_are_one_problem_each(tmp_path: Path, data: bytes, message: str) -> None:
    problem = refusal(tmp_path, data)
    assert message in problem.message
    assert problem.span is not None and problem.hint


@pytest.mark.parametrize("change", [
    lambda parts: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
    lambda parts: b"no zip at all",
    lambda parts: {**parts, MASTER: parts[MASTER][:900]},
    lambda parts: changed(parts, "[Content_Types].xml", r"presentationml\.presentation\.main",
                          "ms-powerpoint.presentation.macroEnabled.main"),
    lambda parts: changed(parts, "ppt/presentation.xml", "<p:presentation ", '<p:presentation conformance="strict" '),
    lambda parts: each_layout(parts, lambda text: re.sub(r'type="(?:ctrTitle|title)"', 'type="body"', text)),
    lambda parts: each_layout(parts, without_bodies),
], ids=["password", "no zip", "damaged", "macros", "strict", "no title", "no body"])
def test_every_refusal_points_at_the_templates_name(change: Callable[[Parts], Parts | bytes], tmp_path: Path) -> None:
    problem = refusal(tmp_path, change(default()))
    assert problem.span is not None and problem.span.source.text[problem.span.start:problem.span.end] == "brand.potx"
    assert (problem.span.line, problem.span.column, problem.rule) == (1, 50, "template")
    assert "brand.potx" in problem.message and problem.hint


@pytest.mark.parametrize("name", [OBJ, MASTER, "ppt/presentation.xml", "ppt/theme/theme1.xml", "[Content_Types].xml"])
def test_a_part_cut_in_half_is_one_problem(tmp_path: Path, name: str) -> None:
    parts = default()
    parts[name] = parts[name][:len(parts[name]) // 2]
    assert "damaged" in refusal(tmp_path, parts).message


@pytest.mark.parametrize("name", [MASTER, "ppt/presentation.xml", "ppt/theme/theme1.xml", "ppt/_rels/presentation.xml.rels"])
def test_a_part_that_is_not_there_is_one_problem(tmp_path: Path, name: str) -> None:
    parts = default()
    del parts[name]
    assert refusal(tmp_path, parts).rule == "template"


@pytest.mark.parametrize(("named", "rule"), [("../brand.potx", "template-path"), ("/etc/brand.potx", "template-path"),
                                             ("other.pptx", "template"), ("folder/other.potx", "template")])
def test_a_template_lies_under_the_outlines_folder(tmp_path: Path, named: str, rule: str) -> None:
    save(default(), tmp_path / "brand.potx")
    (tmp_path / "talk").mkdir()
    assert refusal(tmp_path / "talk", default(), OUTLINE.replace("brand.potx", named)).rule == rule


def test_the_command_line_may_name_any_path(tmp_path: Path) -> None:
    path = outline(tmp_path, text=OUTLINE.replace(", theme: brand.potx", ""))
    assert open_talk(path, theme=tmp_path / "brand.potx").theme.foreign
    assert not open_talk(path).theme.foreign
    with pytest.raises(Unusable, match="No such file"):
        open_talk(path, theme=tmp_path / "none.potx")
    with pytest.raises(DeckgenError, match=r"no \.potx"):
        open_talk(path, theme=tmp_path / "brand.pptm")


# ---- doctor, and the real talk ---------------------------------------------------------------------------------------


def test_doctor_tells_roles_slots_and_floors_and_draws_them(tmp_path: Path) -> None:
    brand = save(changed(default(), OBJ, 'name="Title and Content"', 'name="标题和内容"'), tmp_path / "brand.potx")
    result = CliRunner().invoke(main, ["doctor", "--theme", str(brand), "-o", str(tmp_path / "sheet.svg")])
    assert result.exit_code == 0
    lines = result.output.splitlines()
    text = next(line for line in lines if line.startswith("text "))
    assert "标题和内容" in text and "body 634 × 349, 32, 24↓15" in text
    figure = next(line for line in lines if line.startswith("figure "))
    assert text.index("its type") + 5 == figure.index("its type"), "five Han characters are as wide as ten letters"
    drawn = (tmp_path / "sheet.svg").read_text(encoding="utf-8")
    assert drawn == sheet(template(brand))
    assert drawn.count("<g ") == 8 and "标题和内容" in drawn


def test_doctor_fails_for_what_can_be_no_theme(tmp_path: Path) -> None:
    (tmp_path / "brand.potx").write_bytes(b"no")
    result = CliRunner().invoke(main, ["doctor", "--theme", str(tmp_path / "brand.potx")])
    assert result.exit_code == 1
    alone = CliRunner().invoke(main, ["doctor"])
    assert alone.exit_code == 0 and alone.output.startswith("python")


def test_the_real_talk_goes_whole_into_the_default_template(tmp_path: Path) -> None:
    brand = save(default(samples=2), tmp_path / "brand.pptx")
    target = tmp_path / "talk.pptx"
    built = build(open_talk(TALK, theme=brand), target)
    assert len(built.coverage.views) == 6 and not built.coverage.missing_sections
    assert faults(Packed.open(target)) == []
    assert [error.description for error in validate_pptx(str(target)).errors] == []
    outside = [(page.id, shape) for page in built.deck.pages for shape in page.shapes
               if isinstance(shape, Text) and not (shape.box.x >= -1 and shape.box.right <= 721 and shape.box.bottom <= 541)]
    assert outside == []
    with ZipFile(target) as file:
        assert file.testzip() is None
