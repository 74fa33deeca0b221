"""Two layouts that move what they hold: words under a quotation follow it, the title of a blank page stands above the page."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pptx import Presentation

from deckgen.formats.powerpoint.read import deck_titles, read_back
from deckgen.pipeline import build, open_talk
from deckgen.problem import DeckgenError
from deckgen.scene import Group, Line, Text
from test_layout import HEAD, SECTION, deck, only, placed, said


def quoted(tmp_path: Path, lines: int, more: str = "") -> tuple[Text, Text, Line]:
    """The quotation, the words under it and their rule."""
    said_ = "\\n".join(["一个意群一行。"] * lines)
    page = only(tmp_path, f'- {{id: a, title: 一页, template: quote, body: [{{quote: {{text: "{said_}", by: 某书}}}}{more}]}}')
    (rule,) = (shape for shape in page.shapes if isinstance(shape, Line) and shape.name.endswith("by.rule"))
    return placed(page, "quote"), placed(page, "by"), rule


@pytest.mark.parametrize("lines", [1, 2, 3, 4])
def test_whose_the_words_are_stands_right_below_them(tmp_path: Path, lines: int) -> None:
    words, by, rule = quoted(tmp_path, lines)
    size, pitch = (words.sizes[0].size, words.sizes[0].pitch) if words.sizes else (36, 60)
    assert size == (54 if lines < 3 else 36), "a short quotation is set larger"
    end = words.box.y + pitch * lines
    assert end < rule.y1 < by.box.y <= 412
    assert by.box.y - end == pytest.approx(24 if lines == 4 else 24 + 12 * size / 36)
    assert by.moved == (lines < 4)
    assert words.box.y - 148 == pytest.approx(442 - by.box.bottom), "as much free above it as below"


def test_a_unit_that_fills_its_line_keeps_its_size(tmp_path: Path) -> None:
    quotation = "{quote: {text: 一二三四五六七八九十一二三四五六七八, by: 某书}}"
    page = only(tmp_path, f"- {{id: a, title: 一页, template: quote, body: [{quotation}]}}")
    assert not placed(page, "quote").sizes


def test_what_else_is_said_keeps_the_room_down_to_the_foot(tmp_path: Path) -> None:
    _, by, _ = quoted(tmp_path, 2, ", {text: 再说一句}, {text: 又一句}")
    assert [len(by.paragraphs), by.box.bottom] == [3, 472]


BLANK = "- {id: a, title: 停一分钟, template: blank, body: [{text: 写下答案。}]}"


def test_a_blank_page_shows_one_sentence_in_the_middle(tmp_path: Path) -> None:
    page = only(tmp_path, BLANK)
    assert said(page)["title"] == ["停一分钟"] and said(page)["body"] == ["写下答案。"]
    title, body = placed(page, "title"), placed(page, "body")
    assert title.box.bottom <= 0 and title.moved and body.box.y < 100


def test_a_drawing_has_the_whole_of_a_blank_page(tmp_path: Path) -> None:
    matrix = "matrix: {rows: [甲, 乙], columns: [丙, 丁], cells: [[一, 二], [三, 四]]}"
    (group,) = (shape for shape in only(tmp_path, f"- {{id: a, title: 图, template: blank, body: [{{{matrix}}}]}}").shapes
                if isinstance(shape, Group))
    assert group.box.y == 64


def written(tmp_path: Path, slides: str) -> Path:
    deck(tmp_path, slides)
    build(open_talk(tmp_path / "outline.yaml"), tmp_path / "x.pptx")
    return tmp_path / "x.pptx"


VIEWS = "\n".join(f"- {{id: {name}, title: {{view: {name}}}}}" for name in ("v1", "v2", "v3"))


def test_its_title_is_in_the_file_and_not_among_those_that_are_shown(tmp_path: Path) -> None:
    path = written(tmp_path, f"{VIEWS}\n{BLANK}")
    slides: Any = Presentation(str(path)).slides
    assert slides[3].shapes.title.text_frame.text == "停一分钟"
    assert [page.title for page in read_back(path)][3] == deck_titles(path)[3][0] == ""
    assert "停一分钟" in read_back(path)[3].paragraphs


def test_a_view_is_not_shown_by_a_title_above_the_page(tmp_path: Path) -> None:
    (tmp_path / "outline.yaml").write_text(HEAD + SECTION + "".join(
        f"      {line}\n" for line in VIEWS.replace("id: v3,", "id: v3, template: blank,").splitlines()), encoding="utf-8")
    with pytest.raises(DeckgenError, match="v3"):
        build(open_talk(tmp_path / "outline.yaml"), tmp_path / "x.pptx")


def test_views_are_parted_by_the_marks_of_their_language(tmp_path: Path) -> None:
    slide = "- {id: a, title: One page, views: [v2, v3]}"
    (page,) = deck(tmp_path, slide, HEAD.replace("zh-CN", "en-GB") + SECTION).pages
    assert said(page)["kicker"] == ["View 2, 3   §1.1  主要突破"]
