"""What `check --render` sees, without LibreOffice: pages are painted here as promised, then one thing is made wrong."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from conftest import TALK
from deckgen.checks.matching import match, squeezed
from deckgen.checks.promises import Promise, promises
from deckgen.checks.render import FACE_HEIGHT, Rendered, compare, summary
from deckgen.cli import main
from deckgen.formats.rendered import Printed, Word, print_decks, read_boxes
from deckgen.pipeline import make_deck, open_talk
from deckgen.problem import Unusable
from deckgen.scene import Box
from deckgen.text.paragraph import Run, Style
from deckgen.text.widths import face
from invented import Made

STYLE = Style(20, 30)
OUTLINE = """
talk: {id: small, title: 小讲座}
opening:
  - id: words
    title: 一个不长也不短的标题
    minutes: 1
    body:
      - points:
        - 第一句说完，接着说第二句
        - {text: 能, points: [能]}
        - 长到要折行的一条：LibreOffice 与 PowerPoint 怎样断行，在哪里断行，这一条都要写得够长才看得出来
      - text: "`command` 是一个词"
    source: §1
    notes: 讲稿
  - id: rows
    title: 表
    minutes: 1
    body: [{table: {header: [甲, 乙], rows: [[能, "1"], [能, "11"]]}}]
    notes: 讲稿
  - id: boxes
    title: 图
    minutes: 1
    body: [{flow: {steps: [{name: 数据, text: 收集}, {name: 训练, text: 收集, gives: 能}, SFT]}}]
    notes: 讲稿
"""


def promise(text: str, frame: Box | None = None) -> Promise:
    frame = frame or Box(0, 0, 200, 60)
    return Promise("label", "its place in the figure", 1, frame, frame.width, (Run(text),), STYLE, (len(text),))


def word(text: str, x: float, y: float, size: float = 20) -> Word:
    """A word whose letters are as wide as high; `y` is the top of its line."""
    return Word(text, Box(x, y + 2, size * len(text), size * FACE_HEIGHT))


def page(*words: Word) -> Printed:
    return Printed(960, 540, words)


def paint(promised: Promise, y: float) -> Iterator[Word]:
    """The words of a paragraph, line below line from `y`, each as wide as half its letters."""
    start = 0
    for number, end in enumerate(promised.breaks or (len(promised.text),)):
        if text := promised.text[start:end].strip():
            height = promised.style.size * FACE_HEIGHT
            yield Word(text, Box(promised.frame.x, y + number * promised.style.pitch - promised.style.size * 0.15,
                                 min(promised.frame.width, len(text) * 3), height))
        start = end


def painted(made: Made) -> list[Printed]:
    """The pages of a deck as promised, with a page number in front that nobody promised."""
    pages = []
    for each in promises(made.deck, made.talk.theme):
        words = [Word("7", Box(905, 509, 7, 15))]
        tops: dict[tuple[int, Box], float] = {}
        for promised in each:
            where = promised.block, promised.frame
            y = tops.get(where, promised.frame.y)
            words += paint(promised, y)
            tops[where] = y + len(promised.breaks) * promised.style.pitch
        pages.append(Printed(960, 540, tuple(words)))
    return pages


def judged(made: Made, pages: list[Printed]) -> Rendered:
    talk = made.talk
    return compare(made.deck, talk.theme, face(talk.theme.latin), talk.outline, pages)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    path = tmp_path_factory.mktemp("made") / "outline.yaml"
    path.write_text(OUTLINE, encoding="utf-8")
    talk = open_talk(path)
    return Made(talk, make_deck(talk)[0], ())


def test_a_deck_printed_as_promised_has_no_problems(made: Made) -> None:
    found = judged(made, painted(made))
    assert found.problems == ()
    assert sum(tally.paragraphs for tally in found.kinds.values()) > 20
    assert all(tally.equal == tally.paragraphs for tally in found.kinds.values())


def moved(by_x: float, by_y: float) -> Callable[[Word], Word | None]:
    return lambda each: Word(each.text, replace(each.box, x=each.box.x + by_x, y=each.box.y + by_y))


@pytest.mark.parametrize(("harm", "rule", "says"), [
    (moved(-40, 0), "render-outside", "40 points over the left edge"),
    (moved(0, 500), "render-outside", "over the bottom edge"),
    (moved(0, -60), "render-outside", "over the top edge"),
    (moved(900, 0), "render-outside", "over the right edge"),
    (lambda each: None, "render-missing", "prints nothing of the text"),
    (lambda each: Word(each.text[:-2], each.box), "render-missing", "2 characters are not to be seen"),
], ids=["left", "bottom", "top", "right", "nowhere", "cut off"])
def test_one_word_out_of_its_place_is_told_at_the_line_of_its_words(made: Made, harm: Callable[[Word], Word | None], rule: str,
                                                                    says: str) -> None:
    pages, place = painted(made), 0
    title = promises(made.deck, made.talk.theme)[place][0]
    at = next(number for number, each in enumerate(pages[place].words) if each.text == title.text)
    harmed = harm(pages[place].words[at])
    words = (*pages[place].words[:at], *([harmed] if harmed else []), *pages[place].words[at + 1:])
    pages[place] = replace(pages[place], words=words)
    [problem] = judged(made, pages).problems
    assert (problem.rule, problem.severity) == (rule, "error") and says in problem.message
    assert problem.span == made.talk.outline.words[title.runs[0].key].span


def test_more_lines_than_promised_are_counted_and_told() -> None:
    [found] = match([promise("一二三四五六")], page(word("一二三", 0, 0), word("四五六", 0, 30)))
    assert found.starts == (0, 3)


def test_words_are_found_however_they_are_cut() -> None:
    text = "规模 X → C1…Cn，ﬁne ①"
    cut = ["规", "模", "X", "→", "C", "1", "…C", "n", "，fi", "ne", "1"]
    [found] = match([promise(text)], page(*(word(each, 0, 0) for each in cut)))
    assert found.lost == 0 and len(found.lines) == 1 and len(found.lines[0]) == len(cut)


def test_letters_that_are_painted_backwards_or_last_are_not_lost() -> None:
    [found] = match([promise("见 שלום，C₁…Cₙ")], page(*(word(each, 0, 0) for each in ("见", "םולש", "，C", "…C", "₁", "ₙ"))))
    assert (found.lost, len(found.lines)) == (0, 1)


def test_a_superscript_makes_no_line_of_its_own() -> None:
    [found] = match([promise("词[1]的出处")], page(word("词", 0, 0), word("[1]", 20, -4, 13), word("的出处", 60, 0)))
    assert len(found.lines) == 1


def test_the_same_words_twice_are_taken_where_they_belong() -> None:
    here, there = Box(0, 0, 100, 40), Box(0, 400, 100, 40)
    first, second = match([promise("能", there), promise("能", here)], page(word("能", 0, 0), word("能", 0, 400)))
    assert (first.lines[0][0].word.box.y, second.lines[0][0].word.box.y) == (402, 2)


def test_markers_belong_to_nobody() -> None:
    painted = word("1.", 0, 0), word("11", 20, 0), word("2.", 0, 30), word("1", 20, 30)
    one, two = match([promise("11"), promise("1")], page(*painted))
    assert (one.lost, two.lost) == (0, 0) and two.lines[0][0].word.box.x == 20


def test_letters_are_compared_without_space_and_in_one_form() -> None:
    assert squeezed("Ａ ①\u200b é")[0] == "A1é"
    assert squeezed("e\u0301é")[0] == "éé"


def test_a_line_that_starts_with_a_closing_mark_is_an_error(made: Made) -> None:
    pages, place = painted(made), 0
    each = next(each for each in promises(made.deck, made.talk.theme)[place] if each.text.startswith("第一句"))
    at = each.text.index("，")
    number = next(number for number, word in enumerate(pages[place].words) if word.text == each.text)
    box = pages[place].words[number].box
    broken = (Word(each.text[:at], box), Word(each.text[at:], replace(box, y=box.y + each.style.pitch)))
    pages[place] = replace(pages[place], words=(*pages[place].words[:number], *broken, *pages[place].words[number + 1:]))
    found = judged(made, pages)
    assert {problem.rule for problem in found.problems} == {"render-mark", "render-lines"}
    assert found.kinds["body"].more == 1


@pytest.mark.parametrize(("last", "rules"), [("，", set()), ("话", {"render-outside"})], ids=["a comma", "a letter"])
def test_a_comma_may_hang_over_the_edge(made: Made, last: str, rules: set[str]) -> None:
    """Many templates of PowerPoint ask for it; its ink is in the first half of its room."""
    pages, place = painted(made), 0
    at = next(number for number, each in enumerate(pages[place].words) if each.text.startswith("第一句"))
    whole = pages[place].words[at]
    cut = whole.text.index("，") + (1 if last == "，" else 0)
    end = 912 + (20 if last == "，" else 5)
    parts = (Word(whole.text[:cut], replace(whole.box, width=end - whole.box.x)),
             Word(whole.text[cut:], replace(whole.box, y=whole.box.y + 36)))
    pages[place] = replace(pages[place], words=(*pages[place].words[:at], *parts, *pages[place].words[at + 1:]))
    found = {problem.rule for problem in judged(made, pages).problems} - {"render-lines", "render-mark"}
    assert found == rules


def test_code_in_a_wider_face_proves_nothing(made: Made) -> None:
    """Consolas has no free twin; whoever has it is told of its faults as of any other."""
    pages, place = painted(made), 0
    at = next(number for number, each in enumerate(pages[place].words) if each.text.startswith("command"))
    box = pages[place].words[at].box
    for width, apart in ((7 * 0.55 * 24, 0), (7 * 0.602 * 24, 1)):
        parts = Word("command", replace(box, width=width)), Word("是一个词", replace(box, x=900, width=100))
        words = (*pages[place].words[:at], *parts, *pages[place].words[at + 1:])
        found = judged(made, [replace(pages[place], words=words), *pages[1:]])
        assert (found.apart, len(found.problems)) == (apart, 1 - apart)


def test_what_pdftotext_says_is_read() -> None:
    said = ('<page width="960.0" height="540.0">\n<word xMin="1.5" yMin="2" xMax="4.5" yMax="6">a&amp;b</word>\n</page>\n'
            '<page width="960.0" height="540.0">\n</page>')
    assert read_boxes(said) == (Printed(960, 540, (Word("a&b", Box(1.5, 2, 3, 4)),)), Printed(960, 540, ()))


def test_the_summary_counts_all_kinds(made: Made) -> None:
    lines = summary([judged(made, painted(made))])
    assert len(lines) == 6 and "100.0 %" in lines[1] and lines[1].split()[-2:] == ["0", "0"]


def test_render_without_its_programs_is_unusable(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr("deckgen.formats.rendered.OFFICES", ())
    done = CliRunner().invoke(main, ["check", "--render", str(TALK)])
    assert done.exit_code == 2 and "LibreOffice was not found" in done.stderr


@pytest.mark.skipif(os.name == "nt", reason="a shell script stands in for LibreOffice")
@pytest.mark.parametrize(("script", "why"), [
    ("sleep 60 & sleep 60", "did not finish"), ("echo 'no display' >&2; exit 3", "stopped with code 3 .*: no display"),
    ("exit 0", "made no PDF"),
], ids=["hangs", "fails", "does nothing"])
def test_an_office_that_makes_nothing_is_unusable(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, script: str, why: str) -> None:
    program = tmp_path / "soffice"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    (tmp_path / "pdftotext").symlink_to(program)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    monkeypatch.setattr("deckgen.formats.rendered.PATIENCE", (0.5, 0.0))
    with pytest.raises(Unusable, match=why):
        print_decks([tmp_path / "deck.pptx"], tmp_path)


@pytest.mark.parametrize("words", [["-v", str(TALK)], ["--render", "some.pptx"]], ids=["verbose alone", "a deck"])
def test_render_says_what_it_is_for(words: list[str]) -> None:
    assert CliRunner().invoke(main, ["check", *words]).exit_code == 2
