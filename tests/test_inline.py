"""Inline Markdown and notes: what the author types, and the runs that are set."""

from __future__ import annotations

import random
import re
import time
from pathlib import Path

import pytest

from deckgen.source.span import Source, Span
from deckgen.source.words import Words
from deckgen.text.inline import BOLD, BRUSH, CODE, literal, parse, plain_words, read_inline, read_notes
from deckgen.text.paragraph import Run, Runs, plain

CASES = Path(__file__).parent / "cases" / "inline.md"
LINES = [tuple(line.split(" ⇒ ")) for block in re.findall(r"```cases\n(.*?)```", CASES.read_text(encoding="utf-8"), re.S)
         for line in block.splitlines()]


def words(text: str, exact: bool = True) -> Words:
    return Words(text, "a/title", Span(Source(Path("outline.yaml"), text), 1), exact)


def shown(runs: Runs) -> str:
    """Runs in the notation of the cases."""
    def one(run: Run) -> str:
        looks = "b" * run.bold + "r" * run.brush + "c" * run.code + "@" * run.cite + {-1: "_", 0: "", 1: "^"}[run.shift]
        marks = " ".join(each for each in (looks, run.link) if each)
        return f"⟨{marks} {run.text}⟩" if marks else run.text
    return "".join(one(run) for run in runs)


@pytest.mark.parametrize(("typed", "expected"), LINES, ids=[line[0] for line in LINES])
def test_inline(typed: str, expected: str) -> None:
    assert shown(read_inline(words(typed))) == expected


def test_every_run_knows_its_words() -> None:
    for exact in (True, False):
        runs = read_inline(words("一*二*`三`[四](https://example.org)", exact))
        assert len(runs) == 4
        assert {(run.key, run.exact) for run in runs} == {("a/title", exact)}


def test_plain_words_have_no_signs() -> None:
    assert plain_words(words("**重点**在 H~2~O，见[原文](https://example.org)")) == "重点在 H2O，见原文"


def test_literal_keeps_every_sign() -> None:
    assert literal(words("f(**kw) `x`")) == (Run("f(**kw) `x`", "a/title"),)


def test_a_newline_is_a_line_break_and_the_last_one_is_not() -> None:
    assert plain(read_inline(words("第一行\n第二行\n"))) == "第一行\n第二行"


def test_no_words_no_runs() -> None:
    assert read_inline(words("")) == () == literal(words(""))


def _commonmark(text: str) -> tuple[tuple[str, int, str], ...]:
    """The same text through markdown-it-py, in our pieces."""
    from markdown_it import MarkdownIt

    pieces: list[tuple[str, int, str]] = []
    bold = brush = 0
    (inline,) = MarkdownIt("zero").enable(["emphasis", "backticks", "escape"]).parseInline(text)
    for token in inline.children or ():
        bold += {"strong_open": 1, "strong_close": -1}.get(token.type, 0)
        brush += {"em_open": 1, "em_close": -1}.get(token.type, 0)
        if token.content:
            look = (BOLD if bold else 0) | (BRUSH if brush else 0) | (CODE if token.type == "code_inline" else 0)
            if pieces and pieces[-1][1] == look:
                pieces[-1] = (pieces[-1][0] + token.content, look, "")
            else:
                pieces.append((token.content, look, ""))
    return tuple(pieces)


def test_in_narrow_text_emphasis_is_commonmarks() -> None:
    """5,000 texts made of what emphasis trips over; stars between two letters or digits are the one difference."""
    chance = random.Random(7)
    texts = {"".join(chance.choices(["*", "**", "***", "a", "b", " ", "(", ")", ".", "`", "\\"], k=chance.randint(2, 14))).strip()
             for _ in range(5000)}
    compared = [text for text in sorted(texts) if text and not re.search(r"[a-z]\*+[a-z]", text)]
    assert len(compared) > 3000
    assert [text for text in compared if parse(text) != _commonmark(text)] == []


@pytest.mark.parametrize("part", ["*", "**a", "*a **b", "[", "[a](", "`", "`a``b", "~", "^a", "*a* ", "a*)(",
                                  "[*x*](https://e.org) "])
def test_long_words_take_no_longer_than_their_length(part: str) -> None:
    """No text makes the parser slow: 100,000 characters of what could confuse it are read in under two seconds."""
    text = part * (100_000 // len(part))
    start = time.perf_counter()
    parse.__wrapped__(text)
    assert time.perf_counter() - start < 2


def described(notes: str) -> list[str]:
    return [f"{'  ' * each.level}{each.marker}|{shown(each.runs)}" for each in read_notes(words(notes))]


def test_notes_are_paragraphs_and_lists() -> None:
    assert described("第一段。\n\n- 一\n- **二**\n  - 三\n1. 四\n2) 五\n\n最后。\n") == [
        "|第一段。", "–|一", "–|⟨b 二⟩", "  –|三", "1.|四", "1.|五", "|最后。"]


def test_wrapped_lines_of_notes_join_as_the_scripts_want() -> None:
    assert described("这一段在编辑器里\n折成两行，\nand English\nwords 也用了 GPT\n的 “引号”\n和 words。") == [
        "|这一段在编辑器里折成两行，and English words 也用了 GPT 的 “引号”和 words。"]
    assert described('He said “yes”\nthen left —\nand came back') == ["|He said “yes” then left — and came back"]


def test_emphasis_may_cross_a_wrapped_line() -> None:
    assert described("这里**很\n重要**。") == ["|这里⟨b 很重要⟩。"]


def test_chinese_numbering_keeps_its_lines() -> None:
    assert described("1、先看\n2、再说\n（三）最后\n一、二、三不是编号之外的事") == [
        "|1、先看", "|2、再说", "|（三）最后", "|一、二、三不是编号之外的事"]


def test_a_minus_or_a_number_inside_a_line_is_no_list() -> None:
    assert described("温度是\n-5 度，2023. 年") == ["|温度是 -5 度，2023. 年"]
