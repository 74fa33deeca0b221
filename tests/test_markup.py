"""Slide markup: what a template printed, as contents of slots, or what is wrong with it, at its line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from deckgen.markup import Content, Grid, Markup, Prose, Quotation, read_markup
from deckgen.problem import DeckgenError
from deckgen.source.words import CARRIES, CLOSE, OPEN
from deckgen.templating import Templates
from deckgen.text.paragraph import Paragraph, Runs, plain
from smallest import Small
from test_inline import shown

CASES = Path(__file__).parent / "cases" / "markup.md"
CASE = re.compile(r"^## (.+?)\n\n```xml\n(.*?)```\n\n```(contents|problems)\n(.*?)```", re.M | re.S)
FOUND = CASE.findall(CASES.read_text(encoding="utf-8"))


def words(runs: Runs) -> str:
    text = "".join(shown((run,)) if run.key else f"‹{shown((run,))}›" for run in runs).replace("\n", "⏎")
    return text + " (changed)" * any(not run.exact for run in runs)


def paragraph(each: Paragraph, indent: str = "") -> str:
    marker = "*" if each.marker is None else each.marker
    return f"{indent}{'  ' * each.level}{marker}|{words(each.runs)}"


def described(content: Content) -> Iterator[str]:
    match content:
        case Prose():
            yield "prose"
            yield from (paragraph(each, "  ") for each in content.paragraphs)
        case Quotation():
            yield f"quotation by {words(content.by)}"
            yield from (f"  {words(line)}" for line in content.lines)
        case Grid():
            yield f"grid {' | '.join(map(words, content.header))}"
            yield from (f"  {' | '.join(map(words, row))}" for row in content.rows)
        case _:
            yield f"{content.block} {content.key}"


def contents(markup: Markup) -> list[str]:
    return [f"title: {words(markup.title)}",
            *(f"{slot}: {line}" for slot, each in markup.slots.items() for content in each for line in described(content)),
            *(f"notes: {paragraph(each)}" for each in markup.notes)]


def read(folder: Path, template: str, small: Small) -> Markup:
    (folder / "slides").mkdir()
    (folder / "slides" / "t.xml.j2").write_text(template, encoding="utf-8")
    return read_markup(Templates([folder]).slide("t", small.context), small.outline, "t", small.entry)


def test_all_cases_are_found() -> None:
    assert len(FOUND) == CASES.read_text(encoding="utf-8").count("\n## ")


@pytest.mark.parametrize(("title", "template", "kind", "expected"), FOUND, ids=[case[0] for case in FOUND])
def test_markup(title: str, template: str, kind: str, expected: str, tmp_path: Path) -> None:
    if kind == "contents":
        assert contents(read(tmp_path, template, Small())) == expected.splitlines()
        return
    with pytest.raises(DeckgenError) as caught:
        read(tmp_path, template, Small())
    said = [f"{each.span.line if each.span else 0} {each.message} [{each.rule}]\n    {each.hint}"
            for each in caught.value.problems]
    assert "\n".join(said) == expected.rstrip("\n")


def raw(text: str) -> Markup:
    """Markup as text, without a template behind it."""
    small = Small()
    return read_markup(f'<slide role="text"><h1>x</h1>{text}</slide>', small.outline, "t", small.entry)


def test_a_mark_in_an_attribute_is_its_plain_words() -> None:
    markup = raw(f'<blockquote cite="见{OPEN}v1/says{CLOSE}">x</blockquote>')
    (quotation,) = markup.slots["body"]
    assert isinstance(quotation, Quotation) and plain(quotation.by) == "见一个观点。"
    markup = raw(f'<p slot="{OPEN}v1/short{CLOSE}">x</p>')
    assert list(markup.slots) == ["短"]


@pytest.mark.parametrize(("text", "message"), [
    (f"<p>{OPEN}s/title</p>", "the author's words were cut after they were printed"),
    (f"<p>s/title{CLOSE}</p>", "the author's words were cut after they were printed"),
    (f"<p>{OPEN}S/TITLE{CLOSE}</p>", "no words have the address 'S/TITLE'"),
    (f"<p>{OPEN}nobody{CARRIES}x{CLOSE}</p>", "no words have the address 'nobody'"),
    (f"<p>{OPEN}s/title{CARRIES}a{OPEN}v1/short{CLOSE}</p>", "the author's words were cut after they were printed"),
    (f"<pre>{OPEN}s/title</pre>", "the author's words were cut after they were printed"),
    (f'<p slot="{OPEN}x">x</p>', "the author's words were cut after they were printed"),
    (f'<aside class="notes">{OPEN}x</aside>', "the author's words were cut after they were printed"),
    (f"{OPEN}s/body/0", "the author's words were cut after they were printed"),
    (f"{OPEN}s/body/9{CLOSE}", "no words have the address 's/body/9'"),
])
def test_a_mark_that_was_cut_or_names_nothing_is_a_problem(text: str, message: str) -> None:
    with pytest.raises(DeckgenError) as caught:
        raw(text)
    assert message in [each.message for each in caught.value.problems]
    assert caught.value.problems[0].rule == "broken-mark"


def test_words_longer_than_the_parsers_buffer_stay_whole() -> None:
    small = Small("长" * 50_000)
    small.context["slide"] = small.slide
    markup = read_markup(f'<slide role="text"><h1>{OPEN}s/title{CARRIES}{"长" * 50_000}{CLOSE}</h1></slide>', small.outline, "t")
    assert len(plain(markup.title)) == 50_000


def test_deep_nesting_is_a_problem_and_not_a_recursion() -> None:
    with pytest.raises(DeckgenError, match="nested more than 24 deep"):
        raw("<p>" + "<b>" * 5000 + "x" + "</b>" * 5000 + "</p>")


def test_what_a_template_leaves_out_is_told(tmp_path: Path) -> None:
    markup = read(tmp_path, '<slide role="text"><h1>{{ slide.title }}</h1>{{ slide.body[1] }}'
                            "<p>{{ slide.body[0].points[0].text }}</p></slide>", Small())
    assert markup.left_out == ("s/notes", "s/data/stop", "s/body/2")


def test_a_templates_own_words_have_no_key(tmp_path: Path) -> None:
    markup = read(tmp_path, '<slide role="text"><h1>题：{{ slide.title }}</h1></slide>', Small("目"))
    assert [(run.text, run.key) for run in markup.title] == [("题：", ""), ("目", "s/title")]


def test_without_an_entry_a_slide_needs_no_title() -> None:
    small = Small()
    assert read_markup('<slide role="blank"><p>x</p></slide>', small.outline, "t").title == ()
