"""Text into frames, and titles over two lines."""

from __future__ import annotations

import pytest

from deckgen.text.face import SquareFont
from deckgen.text.fit import Fitted, Overflow, balance, fit, height
from deckgen.text.paragraph import Paragraph, Run, Style, plain
from deckgen.text.widths import face

SQUARE, ARIAL = SquareFont(), face()
BODY = Style(24, 36, floor=20, before=18)
SECOND = Style(20, 30, floor=20, before=15, indent=24, hang=24, marker="–")
WIDTH = 11.5 * 22
"""Ten characters of 24 points, eleven of 22, twelve of 20, and the half em of slack."""


def paragraphs(*counts: int, level: int = 0) -> list[Paragraph]:
    return [Paragraph((Run("规" * count),), level) for count in counts]


def fitted(words: list[Paragraph], high: float, spare: bool = False, levels: tuple[Style, ...] = (BODY, SECOND)) -> Fitted:
    found = fit(words, levels, WIDTH, high, SQUARE, spare)
    assert isinstance(found, Fitted)
    return found


def test_height_is_lines_and_the_space_between() -> None:
    assert height(paragraphs(10, 11), (BODY,), WIDTH, SQUARE) == 36 + 18 + 72


def test_text_that_fits_writes_no_sizes() -> None:
    found = fitted(paragraphs(10, 11), 126)
    assert found.styles == () and found.height == 126
    assert [each.breaks for each in found.paragraphs] == [(10,), (10, 11)]


def test_levels_step_down_together_each_to_its_floor() -> None:
    found = fitted([*paragraphs(11), *paragraphs(5, level=1)], 100)
    assert [(style.size, style.pitch) for style in found.styles] == [(22, 33), (20, 30)]
    assert found.height == 33 + 15 + 30


def test_the_space_between_paragraphs_gives_way_last() -> None:
    found = fitted(paragraphs(5, 5, 5), 105)
    assert found.styles[0].size == 20 and found.styles[0].before == 7.5
    assert found.height == 3 * 30 + 2 * 7.5


def test_what_is_too_much_says_by_how_many_lines() -> None:
    assert fit(paragraphs(5, 5, 5), (BODY,), WIDTH, 50, SQUARE) == Overflow(2, 105)


def test_a_frame_of_four_lines_keeps_one_spare() -> None:
    assert fitted(paragraphs(36), 144).styles == ()
    assert fitted(paragraphs(36), 144, spare=True).styles[0].size < 24
    assert fitted(paragraphs(30), 108, spare=True).styles == ()


def test_a_style_of_its_own_wins_and_steps_down_too() -> None:
    own = Style(24, 36, floor=16)
    found = fitted([Paragraph((Run("规" * 12),), style=own)], 40, levels=(BODY,))
    assert found.paragraphs[0].style is not None and found.paragraphs[0].style.size == 20


def test_a_style_without_a_floor_keeps_its_size() -> None:
    assert fit(paragraphs(11), (Style(24, 36),), WIDTH, 40, SQUARE) == Overflow(1, 72)


def test_a_word_is_set_smaller_rather_than_cut() -> None:
    word = [Paragraph((Run("understands"),))]
    assert fitted(word, 100).styles[0].size == 22
    endless = fitted([Paragraph((Run("x" * 40),))], 200)
    assert endless.styles == () and len(endless.paragraphs[0].breaks) == 4


def test_no_cut_falls_before_a_closing_mark() -> None:
    """Ten letters fill a line, so the mark behind them would stand alone on the next."""
    found = fitted([Paragraph((Run("x" * 20 + "？"),))], 200).paragraphs[0]
    assert found.narrower == 24 and found.breaks == (9, 18, 21)
    plain_cut = fitted([Paragraph((Run("x" * 25 + "？"),))], 200).paragraphs[0]
    assert plain_cut.narrower == 0 and plain_cut.breaks == (10, 20, 26)
    no_cut = fitted(paragraphs(10, 40), 200).paragraphs
    assert {each.narrower for each in no_cut} == {0.0}


def test_no_paragraphs_take_no_height() -> None:
    assert fit([], (BODY,), WIDTH, 10, SQUARE) == Fitted((), (), 0.0)


def test_indents_make_lines_shorter() -> None:
    assert len(fitted(paragraphs(11, level=1), 200).paragraphs[0].breaks) == 2
    assert len(fitted(paragraphs(10, level=1), 200).paragraphs[0].breaks) == 1


V1 = "ChatGPT 的突破主要在于规模带来的质变和模型调教方式的发明。"
V3 = "LLM 的开发需要结合第三者体验和第一者体验。"
V5 = "LLM 需要与多模态大模型结合,以产生对世界的认识。"
V6 = "LLM 本身不具备逻辑推理能力,需要在其基础上增加推理能力。"


@pytest.mark.parametrize(
    ("size", "width", "text", "broken"),
    [
        (32, 864, V1, "ChatGPT 的突破主要在于|规模带来的质变和模型调教方式的发明。"),
        (32, 864, "LLM 融合了实现人工智能的三条路径。", "LLM 融合了实现人工智能的三条路径。"),
        (32, 864, V3, V3),
        (32, 864, "LLM 能近似生成心智语言。", "LLM 能近似生成心智语言。"),
        (32, 864, V5, V5),
        (32, 864, V6, "LLM 本身不具备逻辑推理能力,|需要在其基础上增加推理能力。"),
        (36, 716, V1, "ChatGPT 的突破主要在于|规模带来的质变和模型调教方式的发明。"),
        (36, 716, "LLM 融合了实现人工智能的三条路径。", "LLM 融合了实现人工智能的三条路径。"),
        (36, 716, V3, "LLM 的开发需要结合|第三者体验和第一者体验。"),
        (36, 716, V5, "LLM 需要与多模态大模型结合,|以产生对世界的认识。"),
        (36, 716, V6, "LLM 本身不具备逻辑推理能力,|需要在其基础上增加推理能力。"),
        (32, 600, "大模型的能力来自哪里以及它为什么会说出没根据的话", "大模型的能力来自哪里以及|它为什么会说出没根据的话"),
        (32, 500, "A deck with a tool of its own is a better deck", "A deck with a tool|of its own is a better deck"),
    ],
)
def test_titles_break_at_sense_then_at_balance(size: int, width: int, text: str, broken: str) -> None:
    found = balance((Run(text),), Style(size, size * 1.4, bold=True), width, ARIAL)
    assert found is not None and plain(found).replace("\n", "|") == broken


def test_the_newline_stands_in_the_run_that_ends_the_line() -> None:
    runs = (Run("LLM 本身不具备", key="a"), Run("逻辑推理能力", key="b", brush=True), Run(", ", key="c"),
            Run("需要增加推理能力。", key="d"))
    found = balance(runs, Style(36, 50, bold=True), 600, ARIAL)
    assert found is not None
    assert [(run.text, run.key) for run in found] == [
        ("LLM 本身不具备", "a"), ("逻辑推理能力", "b"), (",\n", "c"), ("需要增加推理能力。", "d")]


def test_a_break_that_the_author_typed_stays() -> None:
    runs = (Run("大模型\n的六个观点"),)
    assert balance(runs, Style(32, 42), 864, ARIAL) == runs


def test_three_lines_are_no_title() -> None:
    assert balance((Run(V1 * 2),), Style(32, 42, bold=True), 864, ARIAL) is None
