"""Scripts, widths and lines."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest

from deckgen.text.breaks import opportunities
from deckgen.text.face import SquareFont
from deckgen.text.paragraph import Run, Style
from deckgen.text.scripts import is_han, split_scripts
from deckgen.text.widths import Tabled, face
from deckgen.text.wrap import bound, natural_width, wrap

TEN = Style(10, 15)
ARIAL = face()


def shown(text: str, chinese: bool = False) -> str:
    return "|".join(f"{script.name[0] if '_' not in script.name else script.name[0].lower()}:{piece}"
                    for piece, script in split_scripts(text, chinese))


@pytest.mark.parametrize(
    ("text", "stretches"),
    [
        ("规模", "H:规模"),
        ("LLM", "L:LLM"),
        ("LLM 的规模", "L:LLM |H:的规模"),
        ("观点 2", "H:观点 2"),
        ("2017 年", "H:2017 年"),
        ("2017", "L:2017"),
        ("175B 参数", "L:175B |H:参数"),
        ("①输入，※", "h:①|H:输入，※"),
        ("③ SFT", "h:③|L: SFT"),
        ("规模→质变", "H:规模|l:→|H:质变"),
        ("参数 ×2500", "H:参数 |l:×|L:2500"),
        ("他说“好”……", "H:他说|h:“|H:好|h:”……"),
        ("所谓“GPT”", "H:所谓|h:“|L:GPT|h:”"),
        ("OpenAI’s 模型", "L:OpenAI’s |H:模型"),
        ("Turing’s — “yes”…", "L:Turing’s — “yes”…"),
        ("", ""),
    ],
)
def test_stretches_by_face(text: str, stretches: str) -> None:
    assert shown(text) == stretches


def test_quotes_of_a_run_without_han_are_wide_in_a_chinese_paragraph() -> None:
    assert shown("“GPT”") == "L:“GPT”"
    assert shown("“GPT”", chinese=True) == "h:“|L:GPT|h:”"


def test_marks_and_kana_belong_to_the_east_asian_face() -> None:
    assert all(is_han(char) for char in "大，。「」（ァかー한①")
    assert not any(is_han(char) for char in "aλЖ1,→“·")


def test_widths_are_those_of_the_face() -> None:
    assert [round(ARIAL.advance(char), 3) for char in "aW1 "] == [0.556, 0.944, 0.556, 0.278]
    assert [round(ARIAL.advance(char, bold=True), 3) for char in "aW1 "] == [0.556, 0.944, 0.556, 0.278]
    assert round(ARIAL.advance("h", bold=True), 3) == 0.611
    assert round(face("Calibri").advance("1"), 3) == 0.507
    assert [ARIAL.advance(char, code=True) for char in "iW大"] == [0.55, 0.55, 1.0]


def test_han_is_one_em_and_marks_that_combine_are_none() -> None:
    assert [ARIAL.advance(char) for char in "大，（①ｱ😀\u0301\u200d\ufe0f"] == [1, 1, 1, 1, 0.5, 2, 0, 0, 0]


def test_an_unknown_face_is_measured_as_the_widest() -> None:
    unknown = face("Comic Papyrus")
    assert isinstance(unknown, Tabled) and unknown.unknown == ("Comic Papyrus",)
    assert all(unknown.advance(char) >= face(known).advance(char) for char in "aW1gé→" for known in ("Arial", "Calibri"))


def lines(text: str, ems: float, first: float = 0.0, size: Style = TEN) -> list[str]:
    """The lines at so many characters of room; the half em of slack is added here."""
    ends = [0, *wrap((Run(text),), size, (ems + 0.5) * size.size, SquareFont(), first)]
    return [text[start:end] for start, end in pairwise(ends)]


def test_wraps_at_the_last_word_that_fits() -> None:
    assert lines("one two three", 7) == ["one two ", "three"]
    assert lines("one two three", 6) == ["one ", "two ", "three"]


def test_spaces_hang_over_the_edge() -> None:
    assert lines("one   two", 3) == ["one   ", "two"]
    assert lines("one   ", 3) == ["one   "]


def test_a_comma_takes_the_last_character_with_it() -> None:
    assert lines("规模带来质变，好", 6) == ["规模带来质", "变，好"]


def test_an_opening_mark_goes_with_what_it_opens() -> None:
    assert lines("规模带来（质变）", 5) == ["规模带来", "（质变）"]


def test_before_a_slash_the_break_that_takes_more_lines_is_promised() -> None:
    """LibreOffice goes back from a slash to the last space, and cuts what is too long then."""
    assert lines("一 a/bcde", 5) == ["一 ", "a/bcd", "e"]
    assert lines("一二a/bcde", 5) == ["一二a/", "bcde"]
    assert lines("a://bb/ccc/d", 7) == ["a://bb/", "ccc/d"]


def test_a_mark_and_the_word_behind_it_are_promised_together_where_that_takes_more_lines() -> None:
    """LibreOffice ends no line between a closing mark and a Latin word."""
    assert lines("一二三四，words一二", 8) == ["一二三", "四，words", "一二"]
    assert lines("一二三四；words一二", 8) == ["一二三四；", "words一二"]


def test_dashes_stay_whole() -> None:
    assert lines("规模带来——质变", 5) == ["规模带来", "——质变"]


def test_a_typed_newline_ends_a_line() -> None:
    assert lines("one\ntwo", 20) == ["one\n", "two"]
    assert lines("one\n", 20) == ["one\n", ""]


def test_a_word_is_cut_only_where_it_alone_is_wider_than_the_line() -> None:
    assert lines("an unbelievable word", 8) == ["an ", "unbeliev", "able ", "word"]


def test_a_letter_keeps_its_accents_where_a_word_is_cut() -> None:
    assert lines("aaa\u0301a", 3) == ["aa", "a\u0301a"]


def test_the_first_line_may_be_shorter() -> None:
    assert lines("规模带来质变", 4, first=20) == ["规模", "带来质变"]


def test_a_border_of_han_and_latin_takes_a_quarter_em() -> None:
    assert natural_width((Run("规模"),), TEN, SquareFont()) == 25
    assert natural_width((Run("规模LLM"),), TEN, SquareFont()) == 57.5
    assert natural_width((Run("规模 LLM 好"),), TEN, SquareFont()) == 90


def test_natural_width_is_that_of_the_widest_line_and_just_enough() -> None:
    runs = (Run("LLM 融合了"), Run("三条路径\n短", bold=True))
    width = natural_width(runs, TEN, ARIAL)
    assert len(wrap(runs, TEN, width, ARIAL)) == 2
    assert len(wrap(runs, TEN, width - 0.1, ARIAL)) == 3


def test_bold_code_and_small_runs_have_their_own_widths() -> None:
    def width(**look: object) -> float:
        return natural_width((Run("hill", **look),), TEN, ARIAL)  # type: ignore[arg-type]

    assert width(bold=True) == width(brush=True) > width()
    assert width(code=True) == pytest.approx(4 * 5.5 + 5)
    assert width(shift=1) - 5 == pytest.approx((width() - 5) * 2 / 3)


def test_quotes_are_one_em_beside_han() -> None:
    assert natural_width((Run("“规模”"),), TEN, ARIAL) == pytest.approx(45)
    assert natural_width((Run("“is”"),), TEN, ARIAL) < 22


def test_lines_hold_what_they_promise() -> None:
    chance = random.Random(3)
    pieces = ("规模带来质变", "，", "。", "LLM", " ", "pre-training", "（", "）", "175B", "——", "“", "”", "unbelievable", "3.5%")
    for _ in range(400):
        text = "".join(chance.choice(pieces) for _ in range(chance.randint(1, 30)))
        counts = []
        ways = [{*opportunities(each), len(text)} for each in (text, *bound(text))]
        for width in range(60, 400, 40):
            ends = wrap((Run(text),), TEN, width, ARIAL)
            counts.append(len(ends))
            assert ends[-1] == len(text) and sorted(set(ends)) == list(ends)
            for start, end in zip((0, *ends), ends, strict=False):
                line = text[start:end].rstrip(" ")
                assert natural_width((Run(line),), TEN, ARIAL) <= width + 10.01  # quotes and gaps count by their paragraph
            assert any(all(end in way or not any(start < at < end for at in way) for start, end in pairwise((0, *ends)))
                       for way in ways), "only what is wider than a line is cut"
        assert counts == sorted(counts, reverse=True)


def test_an_address_takes_the_more_lines_of_two_ways_to_break_it() -> None:
    # Broken at slashes it is `见 https://` and `example/abc`; whole it begins a line of its own, and is wider than one.
    assert len(wrap((Run("见 https://example/abc"),), Style(10, 15), 115, SquareFont())) == 3
