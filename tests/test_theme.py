"""The default theme as it is read, and as PowerPoint gets it."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from pptx import Presentation

from deckgen.formats.powerpoint.master import ruler_group
from deckgen.formats.powerpoint.theme_out import theme_parts
from deckgen.formats.powerpoint.write import write_pptx
from deckgen.problem import DeckgenError, Unusable
from deckgen.scene import Box, Deck, Page, Segment, Text
from deckgen.text.paragraph import Paragraph, Run, Style
from deckgen.theme.model import Slot, Theme
from deckgen.theme.read import read_theme, style

FILE = Path(__file__).parent.parent / "templates" / "themes" / "default" / "theme.yaml"
ROLES = {"title", "section", "view", "text", "figure", "text-figure", "two-columns", "comparison", "table", "chart", "quote",
         "discussion", "references", "closing", "blank"}
STATES = (Segment("full"),) * 4 + (Segment("cut"), Segment("announced"))
NAMES = {"a": "http://schemas.openxmlformats.org/drawingml/2006/main", "p": "http://schemas.openxmlformats.org/presentationml/2006/main"}


@pytest.fixture(scope="module")
def theme() -> Theme:
    return read_theme(FILE)


def deck(theme: Theme, language: str = "zh-CN") -> Deck:
    """A page on every layout with a word in every placeholder."""
    pages = [Page(name, name, name, name, tuple(Text(slot.box, tuple(Paragraph((Run("规模 175B"),), level) for level, _ in
                                                                     enumerate(slot.levels)), slot.name)
                                                for slot in layout.slots.values() if slot.kind in ("title", "body")),
                  notes=(Paragraph((Run("讲稿"),)),)) for name, layout in theme.layouts.items()]
    return Deck("t", "六个观点看大模型", language, tuple(pages), ruler=STATES, footer="六个观点看大模型")


def part(theme: Theme, name: str, of: Deck | None = None) -> etree._Element:
    return etree.fromstring(theme_parts(theme, of or deck(theme))[name])


def layout_part(theme: Theme, name: str, of: Deck | None = None) -> etree._Element:
    return part(theme, f"ppt/slideLayouts/slideLayout{list(theme.layouts).index(name) + 1}.xml", of)


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.1 defines it."""
    parts = [int(colour[n:n + 2], 16) / 255 for n in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


# ---- reading ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text, expected", [
    ("24/36", Style(24, 36, floor=24)),
    ("32/42 bold floor 28", Style(32, 42, bold=True, floor=28)),
    ("20/30 dk2 floor 20 before 6 indent 48 hang 24 marker ·", Style(20, 30, False, "dk2", 20, 6, "left", 48, 24, "·")),
    ("320/320 bold accent1/60+40 right", Style(320, 320, True, "accent1/60+40", 320, align="right")),
])
def test_a_style_is_a_few_words(text: str, expected: Style) -> None:
    assert style(text) == expected


@pytest.mark.parametrize("text", ["24", "24/36 crimson", "24/36 floor", "24/x", "", "24/36 accent9"])
def test_a_style_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        style(text)


def test_faults_are_gathered_and_each_names_its_path_and_its_line(tmp_path: Path) -> None:
    text = FILE.read_text(encoding="utf-8")
    broken = text
    for right, wrong in (('dk2: "4B5058"', 'dk2: "ink"'), ("title: 32/42 bold floor 28", "title: huge"),
                         ("  kicker: 14/18 dk2\n", ""), ("type: titleOnly", "type: onlyTitle"),
                         ("at: 418 160 494 312", "at: 418 160 494")):
        assert right in text
        broken = broken.replace(right, wrong, 1)
    path = tmp_path / "theme.yaml"
    path.write_text(broken, encoding="utf-8")
    with pytest.raises(DeckgenError) as caught:
        read_theme(path)
    found = {problem.message.partition(":")[0]: problem for problem in caught.value.problems}
    assert {"colours/dk2", "styles/title", "layouts/figure/type", "layouts/text-figure/slots/figure/at",
            "furniture/kicker/text"} <= found.keys()
    lines = broken.split("\n")
    for name, word in (("colours/dk2", "dk2:"), ("styles/title", "title: huge"), ("layouts/figure/type", "type: onlyTitle")):
        span = found[name].span
        assert span is not None and word in lines[span.line - 1]


@pytest.mark.parametrize("text, says", [
    ("name: [", "not closed"), ("- a list", "should hold keys"),
    ("name: a\nname: b", "stands twice"), ("name: bare", "a theme needs this layout"),
    ("name: bare\ncolors: {}", "no such entry"), ("name: bare\nindexes: {body: 1, left: 1}", "given to 2 slots"),
])
def test_what_is_no_theme_says_why(tmp_path: Path, text: str, says: str) -> None:
    path = tmp_path / "theme.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DeckgenError, match=says):
        read_theme(path)


def test_a_theme_that_is_not_there_is_unusable(tmp_path: Path) -> None:
    with pytest.raises(Unusable):
        read_theme(tmp_path / "theme.yaml")


# ---- the theme itself ------------------------------------------------------------------------------------------------


def test_every_role_has_a_layout_with_a_title(theme: Theme) -> None:
    assert theme.layouts.keys() >= ROLES
    assert [name for name, layout in theme.layouts.items() if "title" not in layout.slots] == []
    assert [name for name, layout in theme.layouts.items() if layout.slots["title"].unseen] == ["blank"]


def test_places_stay_on_the_page_and_apart(theme: Theme) -> None:
    for layout in theme.layouts.values():
        frames = {name: slot.frame for name, slot in layout.slots.items() if not slot.unseen}
        assert all(box.x >= 40 and box.right <= 912.1 and box.y >= 30 and box.bottom <= 525 for box in frames.values())
        assert [pair for pair in combinations(frames, 2) if overlap(frames[pair[0]], frames[pair[1]])] == [], layout.name


def overlap(one: Box, other: Box) -> bool:
    return one.x < other.right - 0.1 and other.x < one.right - 0.1 and one.y < other.bottom - 0.1 and other.y < one.bottom - 0.1


def test_text_is_dark_enough_for_the_back_row(theme: Theme) -> None:
    colours = theme.colours
    for ground in ("lt1", "lt2"):
        assert all(contrast(colours[ink], colours[ground]) >= 7 for ink in ("dk1", "dk2"))
        assert contrast(colours["accent1"], colours[ground]) >= 4.5
        assert contrast(colours["accent3"], colours[ground]) >= 3
    thin = [name for name, style in theme.styles.items() if style.colour.startswith("accent") and not style.bold]
    assert thin == []


def test_no_style_shrinks_below_what_can_be_read(theme: Theme) -> None:
    assert [name for name, style in theme.styles.items() if not 8 <= style.floor <= style.size <= style.pitch] == []
    shown = {style for layout in theme.layouts.values() for slot in layout.slots.values() for style in slot.levels}
    assert min(style.floor for style in shown) == 12


def test_a_meaning_has_one_number_in_all_layouts(theme: Theme) -> None:
    numbers: dict[str, set[int]] = {}
    for layout in theme.layouts.values():
        placed = [slot for slot in layout.slots.values() if slot.kind != "area"]
        assert len({slot.index for slot in placed}) == len(placed), layout.name
        for slot in placed:
            numbers.setdefault(slot.name, set()).add(slot.index)
    assert all(len(found) == 1 for found in numbers.values())
    assert {name: found.pop() for name, found in numbers.items() if name in ("title", "body", "date", "footer", "number")} == {
        "title": 0, "body": 1, "date": 10, "footer": 11, "number": 12}


def test_the_theme_says_everything_in_both_languages(theme: Theme) -> None:
    assert theme.words["zh"].keys() == theme.words["en"].keys()
    assert theme.word("cut", "zh-CN") == "论证中断"
    assert theme.word("cut", "en-GB") == theme.word("cut", "fr") == "breaks off"


# ---- as PowerPoint gets it -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["zh-CN", "en-US"])
def test_an_independent_validator_finds_nothing(theme: Theme, tmp_path: Path, language: str) -> None:
    from openxml_audit import OpenXmlValidator

    path = tmp_path / "deck.pptx"
    write_pptx(deck(theme, language), theme, path)
    assert [str(error) for error in OpenXmlValidator().validate(path).errors] == []


def test_python_pptx_sees_every_slot_where_the_theme_puts_it(theme: Theme, tmp_path: Path) -> None:
    path = tmp_path / "deck.pptx"
    write_pptx(deck(theme), theme, path)
    found: Any = Presentation(str(path))
    for layout, shown in zip(theme.layouts.values(), found.slide_layouts, strict=True):
        slots = {slot.index: slot for slot in layout.slots.values() if slot.kind != "area"}
        assert shown.name == layout.shown
        assert {each.placeholder_format.idx for each in shown.placeholders} == slots.keys()
    for page, layout in zip(found.slides, theme.layouts.values(), strict=True):
        slots = {slot.index: slot for slot in layout.slots.values() if slot.kind != "area"}
        for each in page.placeholders:
            assert_placed(each, slots[each.placeholder_format.idx])


def assert_placed(shape: object, slot: Slot) -> None:
    """A slide's placeholder has no place of its own: what it reports, it has from its layout or from the master."""
    place, box = [getattr(shape, name) / 12700 for name in ("left", "top", "width", "height")], slot.frame
    assert place == pytest.approx([box.x, box.y, box.width, box.height], abs=0.01)


def test_a_text_page_leaves_everything_to_the_master(theme: Theme) -> None:
    tree = layout_part(theme, "text")
    for sign in ("title", "body", "ftr", "sldNum", "dt"):
        shape = tree.xpath(f"//p:sp[.//p:ph[@type='{sign}']]", namespaces=NAMES)[0]
        assert len(shape.find("p:spPr", NAMES)) == 0
        assert len(shape.find("p:txBody/a:lstStyle", NAMES)) == 0


def test_pitch_is_written_in_points_and_nothing_resizes(theme: Theme) -> None:
    master = part(theme, "ppt/slideMasters/slideMaster1.xml")
    title = master.find("p:txStyles/p:titleStyle/a:lvl1pPr", NAMES)
    assert title.find("a:lnSpc/a:spcPts", NAMES).get("val") == "4200"
    assert title.find("a:defRPr", NAMES).get("sz") == "3200"
    assert len(master.findall("p:txStyles/p:bodyStyle/*", NAMES)) == 9
    for name in theme_parts(theme, deck(theme)):
        if "theme" not in name and not name.endswith(".rels"):
            tree = part(theme, name)
            found = tree.xpath("//a:normAutofit | //a:spAutoFit | //a:spcPct | //p:style | //a:srgbClr", namespaces=NAMES)
            assert found == [], name


def test_the_faces_stand_in_the_theme_alone(theme: Theme) -> None:
    parts = theme_parts(theme, deck(theme))
    minor = part(theme, "ppt/theme/theme1.xml").find(".//a:minorFont", NAMES)
    assert [minor.find(f"a:{tag}", NAMES).get("typeface") for tag in ("latin", "ea", "cs")] == ["Arial", "Microsoft YaHei", ""]
    assert [name for name, data in parts.items() if b"YaHei" in data] == ["ppt/theme/theme1.xml", "ppt/theme/theme2.xml"]


@pytest.mark.parametrize("parts, lines, dashed", [
    ((), 1, 0), (STATES[:1], 1, 0), (STATES[:2], 2, 0), (STATES, 7, 2), (STATES * 2, 1, 0),
])
def test_the_ruler_has_a_line_for_each_part_and_dashes_where_the_text_ends(
        parts: tuple[Segment, ...], lines: int, dashed: int) -> None:
    tree = etree.fromstring(f'<x xmlns:a="{NAMES["a"]}" xmlns:p="{NAMES["p"]}">{ruler_group(parts, "进度", 7)}</x>')
    assert len(tree.findall(".//p:cxnSp", NAMES)) == lines
    assert len(tree.findall(".//a:custDash", NAMES)) == dashed
    assert {each.get("val") for each in tree.iter(f"{{{NAMES['a']}}}schemeClr")} == {"accent3"}
    ends = [(int(off.get("x")), int(off.getnext().get("cx"))) for off in tree.findall(".//p:cxnSp//a:off", NAMES)]
    assert (ends[0][0], sum(ends[-1])) == (48 * 12700, 912 * 12700)


def test_prompts_speak_the_language_of_the_talk(theme: Theme) -> None:
    for language, words, other in (("zh-CN", "单击此处编辑标题", "Click"), ("en-US", "Click to edit the title", "单击")):
        text = "".join(layout_part(theme, "view", replace(deck(theme, language), footer="")).itertext())
        assert words in text and other not in text
        tags = set(layout_part(theme, "view", replace(deck(theme, language), footer="")).xpath("//a:rPr/@lang", namespaces=NAMES))
        assert tags <= {"zh-CN", "en-US"}


def test_the_dark_page_names_its_colours_and_keeps_the_map(theme: Theme) -> None:
    tree = layout_part(theme, "section")
    assert tree.xpath("//p:bg//a:schemeClr/@val", namespaces=NAMES) == ["tx1"]
    assert set(tree.xpath("//a:defRPr//a:schemeClr/@val", namespaces=NAMES)) == {"bg1", "accent1"}
    assert tree.xpath("//a:masterClrMapping", namespaces=NAMES)


def test_the_cover_hides_the_ruler_and_only_the_cover(theme: Theme) -> None:
    assert [name for name in theme.layouts if layout_part(theme, name).get("showMasterSp") == "0"] == ["title"]


def test_every_relationship_of_the_theme_leads_to_a_part(theme: Theme) -> None:
    parts = theme_parts(theme, deck(theme))
    for name in parts:
        if name.endswith(".rels"):
            targets = re.findall(r'Target="\.\./([^"]+)"', parts[name].decode())
            assert targets and {f"ppt/{target}" for target in targets} <= parts.keys()


def test_the_same_theme_is_written_the_same_way(theme: Theme) -> None:
    assert theme_parts(theme, deck(theme)) == theme_parts(read_theme(FILE), deck(theme))
