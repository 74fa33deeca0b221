"""What nobody should hand in and somebody will: too long, too many, too narrow, only signs, from right to left."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from lxml import etree

from brands import MASTER, OBJ, changed, default, save
from deckgen.checks.matching import logical
from deckgen.formats.powerpoint.drawing import NAMESPACES, paragraph
from deckgen.formats.rendered import Word
from deckgen.pipeline import Built, build, make_deck, open_talk
from deckgen.problem import DeckgenError, Problem
from deckgen.scene import Box, Table, Text
from deckgen.text.paragraph import Paragraph, Run, Style, plain
from deckgen.text.scripts import Script, from_right, split_scripts
from invented import Made
from package_checks import Deck as Packed
from package_checks import faults
from test_proof import broken_laws

TALK = "talk: {id: t, title: 题目, language: zh-CN}\nopening:\n"


def outline(folder: Path, title: str, body: str = "", head: str = TALK) -> Path:
    path = folder / "outline.yaml"
    slide = f"  - id: a\n    title: {title}\n    minutes: 1\n    body: [{body}]\n    notes: 讲稿\n"
    path.write_text(head + slide, encoding="utf-8")
    return path


def done(folder: Path, title: str, body: str = "", head: str = TALK) -> Built:
    """The deck, sound as a file."""
    built = build(open_talk(outline(folder, title, body, head)), folder / "deck.pptx")
    assert faults(Packed.open(folder / "deck.pptx")) == []
    return built


def made(folder: Path, title: str, body: str = "", head: str = TALK) -> Built:
    """The deck, sound as a file; as LibreOffice prints it, it is all that was promised."""
    built = done(folder, title, body, head)
    laws = broken_laws([Made(built.talk, built.deck, ())], folder)
    assert [law for law in laws if "measured without slack" not in law] == []
    return built


def refused(folder: Path, title: str, body: str = "", head: str = TALK) -> Problem:
    with pytest.raises(DeckgenError) as caught:
        make_deck(open_talk(outline(folder, title, body, head)))
    assert len(caught.value.problems) == 1
    return caught.value.problems[0]


def told(built: Built) -> list[str]:
    """What is advised, with its place: `4:12 rule`."""
    return [f"{each.span.line}:{each.span.column} {each.rule}" for each in built.advice if each.span is not None]


# ---- too much --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("title", "lines"), [("大模型的能力来自哪里，" * 36, 14), ("a" * 300, 6), ("😀" * 60, 4)])
def test_a_title_that_is_too_long_is_told_where_it_starts(title: str, lines: int, tmp_path: Path) -> None:
    problem = refused(tmp_path, title)
    assert problem.message == f"the title needs more than two lines: {lines} at the smallest size"
    assert problem.span is not None and (problem.span.line, problem.span.column) == (4, 12)


def test_a_title_in_a_place_for_one_line_is_told_so(tmp_path: Path) -> None:
    low = r'(<a:off x="457200" y="274638"/><a:ext cx="8229600" cy=)"1143000"'
    save(changed(default(), MASTER, low, r'\1"550000"'), tmp_path / "low.potx")
    head = TALK.replace("zh-CN", "zh-CN, theme: low.potx")
    problem = refused(tmp_path, "大模型的能力来自哪里，以及它为什么有时会说出没根据的话来，还说得那么像", "{text: 一}", head)
    assert problem.message == "the title needs 2 lines at the smallest size, and its place holds one"


def test_sixty_rows_go_on_and_bring_their_head(tmp_path: Path) -> None:
    rows = ", ".join(f"[{1960 + number}, 第 {number} 行的说明文字]" for number in range(60))
    built = made(tmp_path, "表", f"{{table: {{header: [年, 说明], rows: [{rows}]}}}}")
    tables = [shape for page in built.deck.pages for shape in page.shapes if isinstance(shape, Table)]
    assert len(tables) == len(built.deck.pages) > 4
    assert {plain(each.rows[0][1].paragraphs[0].runs) for each in tables} == {"说明"}
    assert sum(len(each.rows) - 1 for each in tables) == 60
    assert told(built) == ["3:5 continued"]


@pytest.mark.parametrize(("body", "place"), [
    (f"{{points: [短句, {'a' * 300}]}}", "6:26"),
    (f"{{table: {{header: [甲, 乙], rows: [[{'a' * 300}, 二]]}}}}", "6:45"),
])
def test_a_word_of_three_hundred_letters_is_cut_and_told(body: str, place: str, tmp_path: Path) -> None:
    assert told(made(tmp_path, "一个词", body)) == [f"{place} cut-word"]


def test_a_word_that_a_figure_has_no_place_for_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DeckgenError) as caught:
        make_deck(open_talk(outline(tmp_path, "图", f"{{flow: {{steps: [{{name: {'a' * 300}}}, 乙, 丙]}}}}")))
    assert {(each.span.line, each.span.column) for each in caught.value.problems if each.span is not None} == {(6, 35)}


def test_a_slot_that_is_narrower_than_one_word_cuts_it_and_says_so(tmp_path: Path) -> None:
    """Where the layout with a body has a narrow one, of 30 % of the page; a narrower one is no layout for text."""
    spot = r'\1<p:spPr><a:xfrm><a:off x="457200" y="1600200"/><a:ext cx="{}" cy="4525963"/></a:xfrm></p:spPr>'
    head = TALK.replace("zh-CN", "zh-CN, theme: narrow.potx")
    words = "{points: [Donaudampfschifffahrtsgesellschaftskapitän]}"
    for width, advice in ((2850000, ["6:22 cut-word"]), (600000, [])):
        parts = changed(default(), OBJ, r'(<p:ph idx="1"/></p:nvPr></p:nvSpPr>)<p:spPr/>', spot.format(width), 1)
        save(parts, tmp_path / "narrow.potx")
        assert told(made(tmp_path, "标题", words, head)) == advice


def test_only_emoji_are_text_like_any_other(tmp_path: Path) -> None:
    built = done(tmp_path, "😀🎉👩‍👩‍👧‍👦", f"{{points: [{', '.join(['🇨🇳👍🏽😀' * 8] * 4)}]}}")
    body = next(shape for shape in built.deck.pages[0].shapes if isinstance(shape, Text) and shape.slot == "body")
    cuts = [plain(each.runs)[end] for each in body.paragraphs for end in each.breaks[:-1]]
    assert cuts and not set(cuts) & {"\u200d", "\U0001f3fd"}, "lines end between signs, never inside one"


# ---- from right to left ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("text", "turned"), [
    ("الخوارزمي wrote it", True), ("«אלגברה»", True), ("(820) والمقابلة", True),
    ("algebra الجبر", False), ("代数：الجبر", False), ("2024", False), ("", False),
])
def test_a_paragraph_runs_as_its_first_letter_does(text: str, turned: bool) -> None:
    assert from_right(text) is turned


def test_hebrew_and_arabic_are_stretches_with_their_language() -> None:
    assert split_scripts("出自 الخوارزمي，或 אלגברה") == (
        ("出自 ", Script.HAN), ("الخوارزمي", Script.ARABIC), ("，或 ", Script.HAN), ("אלגברה", Script.HEBREW))
    xml = paragraph(Paragraph((Run("出自 الجبر"),)), "zh-CN")
    assert '<a:rPr lang="ar-SA" altLang="zh-CN" dirty="0"></a:rPr><a:t>الجبر</a:t>' in xml and "rtl" not in xml


@pytest.mark.parametrize(("align", "written"), [("left", "r"), ("center", "ctr"), ("right", "l")])
def test_from_right_to_left_sides_are_turned_and_indents_are_not(align: str, written: str) -> None:
    style = Style(20, 30, align=align, indent=24, hang=24, marker="–")  # type: ignore[arg-type]
    arabic = (Run("الجبر والمقابلة"),)
    own = etree.fromstring(re.sub("^<a:p>", f"<a:p {NAMESPACES}>", paragraph(Paragraph(arabic, style=style), "zh-CN")))[0]
    slots = etree.fromstring(re.sub("^<a:p>", f"<a:p {NAMESPACES}>",
                                    paragraph(Paragraph(arabic, 1), "zh-CN", levels=(Style(24, 30), style))))[0]
    assert dict(own.attrib) == {"marL": "304800", "indent": "-304800", "algn": written, "rtl": "1"}
    assert dict(slots.attrib) == {"lvl": "1", "algn": written, "rtl": "1"}


def test_printed_words_are_read_from_the_right() -> None:
    """`קוד GPT-4 חדש` as pdftotext gives it, then a word on the next line."""
    seen = [Word(text, Box(x, y, 40, 20)) for text, x, y in (("שדח", 0, 0), ("GPT-4", 50, 0), ("דוק", 100, 0), ("לק", 0, 30))]
    assert [word.text for word in logical(seen)] == ["קוד", "GPT-4", "חדש", "קל"]
    assert [word.box.x for word in logical(seen)] == [100, 50, 0, 0]


def test_a_page_of_it_stands_as_measured(tmp_path: Path) -> None:
    built = made(tmp_path, "الخوارزمي وكتاب الجبر", """
      {points: [出自 الخوارزمي（花拉子米）的名字, الكتاب المختصر في حساب الجبر والمقابلة, {text: كتاب في الحساب الهندي,
       points: [الجمع والتفريق بحساب الهند]}, "החוארזמי היה מתמטיקאי, מחבר הספר אלגברה על המשוואות והפתרונות."]},
      {table: {header: [原文, 译名], rows: [[الجبر, 还原], [אלגברה, 代数]]}}""")
    titles = [shape for page in built.deck.pages for shape in page.shapes if isinstance(shape, Text) and shape.slot == "title"]
    packed = Packed.open(tmp_path / "deck.pptx")
    slides = "".join(packed.parts[name].decode() for name in packed.of("ppt/slides"))
    assert len(titles) == len(built.deck.pages)
    assert '<a:pPr algn="r" rtl="1"/>' in slides and '<a:rPr lang="he-IL"' in slides


@pytest.mark.parametrize("language", ["ar", "he-IL", "fa-IR", "ur"])
def test_a_talk_in_such_a_language_is_refused_at_its_line(language: str, tmp_path: Path) -> None:
    problem = refused(tmp_path, "标题", head=TALK.replace("zh-CN", language))
    assert problem.message == f"a talk in '{language}' runs from right to left: its pages and drawings can't be laid out"
    assert problem.span is not None and (problem.span.line, problem.span.column) == (1, 36)
