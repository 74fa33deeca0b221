"""The dark theme, and themes that are like another: what is different is said, all else is as it was; everything can be read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from lxml import etree

from conftest import ROOT, TALK
from deckgen.checks.access.contrast import measured
from deckgen.checks.texts import charts, seen
from deckgen.formats.powerpoint.theme_out import theme_parts
from deckgen.pipeline import make_deck, open_talk
from deckgen.problem import DeckgenError
from deckgen.scene import Deck
from deckgen.theme.model import Theme
from deckgen.theme.palette import contrast, looks
from deckgen.theme.read import over, read_theme

TEMPLATES = ROOT / "templates"
DARK = TEMPLATES / "themes" / "default-dark" / "theme.yaml"
GALLERY = TALK.with_name("gallery.yaml")
NAMES = {"a": "http://schemas.openxmlformats.org/drawingml/2006/main", "p": "http://schemas.openxmlformats.org/presentationml/2006/main"}
THEMES = ("default", "default-dark")


@cache
def theme(name: str = "default-dark") -> Theme:
    return read_theme(TEMPLATES / "themes" / name / "theme.yaml", [TEMPLATES])


def laid_out(outline: Path, look: Theme) -> Deck:
    return make_deck(replace(open_talk(outline), theme=look))[0]


def part(name: str) -> etree._Element:
    deck = Deck("t", "题目", "zh-CN", ())
    return etree.fromstring(theme_parts(theme(), deck)[name])


# ---- a theme that is like another ------------------------------------------------------------------------------------


def test_what_a_theme_does_not_say_is_as_in_the_one_that_it_is_like() -> None:
    light, dark = theme("default"), theme()
    assert dark.layouts.keys() == light.layouts.keys()
    assert all(dark.layouts[name].slots[slot].box == each.box
               for name, layout in light.layouts.items() for slot, each in layout.slots.items())
    assert {name: (style.size, style.floor) for name, style in dark.styles.items()} == {
        name: (style.size, style.floor) for name, style in light.styles.items()}
    assert (dark.words, dark.latin, dark.east_asian) == (light.words, light.latin, light.east_asian)


def test_lists_and_texts_are_replaced_and_mappings_joined() -> None:
    below = {"a": {"b": "1", "c": ["1", "2"]}, "d": "1"}
    assert over(below, {"a": {"c": ["3"], "e": "4"}}) == {"a": {"b": "1", "c": ["3"], "e": "4"}, "d": "1"}


def own(folder: Path, name: str, text: str) -> Path:
    path = folder / "themes" / name / "theme.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_a_talk_s_own_default_may_be_like_the_one_built_in(tmp_path: Path) -> None:
    path = own(tmp_path, "default", 'like: default\ncolours: {accent1: "0B6E4F"}\n')
    assert read_theme(path, [tmp_path, TEMPLATES]).colours == {**theme("default").colours, "accent1": "0B6E4F"}


def test_a_theme_may_be_like_one_that_is_like_another(tmp_path: Path) -> None:
    path = own(tmp_path, "green", 'like: default-dark\ncolours: {accent1: "5FB38A"}\n')
    found = read_theme(path, [tmp_path, TEMPLATES])
    assert (found.colours["lt1"], found.colours["accent1"], found.width) == ("16181C", "5FB38A", 960)


@pytest.mark.parametrize("text, says", [
    ("like: defualt\n", "no theme 'defualt' to be like"),
    ("like: own\n", "no theme 'own' to be like"),  # itself
    ('like: default\ncolours: {accent1: red}\n', "six hexadecimal digits"),
    ("like: default\npaint: {lt2/88: pale}\n", "'pale' is no colour of a theme"),
    ("like: default\npaint: {pale: lt2}\n", "'pale' is no colour of a theme"),
    ('like: default\nnotes: {colours: {ink: "000000"}}\n', "no such entry"),
])
def test_faults_of_a_theme_that_is_like_another_are_told_at_its_own_line(tmp_path: Path, text: str, says: str) -> None:
    path = own(tmp_path, "own", text)
    with pytest.raises(DeckgenError, match=says) as caught:
        read_theme(path, [tmp_path, TEMPLATES])
    (found,) = caught.value.problems
    assert found.span is not None and found.span.source.path == path and found.span.line == text.count("\n")


# ---- the dark theme --------------------------------------------------------------------------------------------------


def test_light_and_dark_are_written_by_name_and_turned_by_the_map() -> None:
    scheme = part("ppt/theme/theme1.xml").find(".//a:clrScheme", NAMES)
    colours = {each.tag.rpartition("}")[2]: each[0].get("val") for each in scheme}
    assert (colours["dk1"], colours["lt1"], colours["dk2"], colours["lt2"]) == ("16181C", "F5F3EE", "24272D", "B9BDC4")
    turned = part("ppt/slideMasters/slideMaster1.xml").find("p:clrMap", NAMES)
    assert [turned.get(name) for name in ("bg1", "tx1", "bg2", "tx2")] == ["dk1", "lt1", "dk2", "lt2"]


def test_notes_are_printed_on_white() -> None:
    paper = part("ppt/theme/theme2.xml")
    assert paper.xpath("string(//a:lt1/a:srgbClr/@val)", namespaces=NAMES) == "FFFFFF"
    assert part("ppt/notesMasters/notesMaster1.xml").find("p:clrMap", NAMES).get("bg1") == "lt1"
    colours = theme().paper
    assert all(contrast(colours[ink], colours["lt1"]) >= 4.5 for ink in ("dk1", "dk2", "accent1", "hlink"))


def faint(deck: Deck, look: Theme) -> Iterator[str]:
    """Text that differs from what it stands on by less than 4.5, of whatever size; and what else is drawn by less than 3."""
    for page in deck.pages:
        layout = look.layouts[page.layout]
        ground = look.colours["dk1" if layout.dark else "lt1"]
        for each in seen(page, look):
            yield from (f"{page.id}: {run.text}" for run in each.runs if run.text.strip() and measured(run, each, look)[0] < 4.5)
        for chart in charts(page.shapes):
            inks = (chart.ink, chart.second)
            yield from (f"{page.id}: {ink} in a chart" for ink in inks if contrast(looks(ink, look.colours), ground) < 4.5)
            drawn = {colour for data in chart.series  # a pale area has an outline, which tells it from the page
                     for colour in ((data.outline.colour,) if data.outline and data.outline.colour != "lt1"
                                    else (data.colour, *data.colours)) if colour}
            yield from (f"{page.id}: {each} of a chart" for each in sorted(drawn)
                        if contrast(looks(each, look.colours), ground) < 3)
    yield from (f"links: {name}" for name in ("hlink", "folHlink") for ground in ("lt1", "lt2")
                if contrast(look.colours[name], look.colours[ground]) < 4.5)
    yield from (f"grey on {ground}" for ground in ("lt1", "lt2") if contrast(look.colours["accent3"], look.colours[ground]) < 3)


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize("outline", [TALK, GALLERY], ids=lambda path: path.stem)
def test_everything_can_be_read(outline: Path, name: str) -> None:
    assert list(faint(laid_out(outline, theme(name)), theme(name))) == []


@pytest.mark.parametrize("slot, value", [("dk2", "6B7078"), ("accent1", "A03020"), ("accent3", "4A4E55")])
def test_what_can_not_be_read_is_seen(slot: str, value: str) -> None:
    bad = replace(theme(), colours={**theme().colours, slot: value})
    assert list(faint(laid_out(TALK, bad), bad))


def test_hairlines_are_seen_and_stay_hairlines() -> None:
    for name in THEMES:
        look = theme(name)
        hair = look.layouts["table"].paint.get("lt2/88", "lt2/88")
        assert 1.4 <= contrast(looks(hair, look.colours), look.colours["lt1"]) <= 2
    (paint,) = {tuple(layout.paint.items()) for layout in theme().layouts.values()}
    assert paint == (("lt2/88", "lt2/100+10"),)


def test_the_dark_talk_says_what_the_light_one_says_at_the_same_places() -> None:
    light, dark = (laid_out(TALK, theme(name)) for name in THEMES)
    assert [page.title for page in light.pages] == [page.title for page in dark.pages]
    assert [[shape.box for shape in page.shapes if hasattr(shape, "box")] for page in light.pages] == [
        [shape.box for shape in page.shapes if hasattr(shape, "box")] for page in dark.pages]
