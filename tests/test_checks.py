"""What is worth a word to the author, rule by rule: said where it is so, and not where it isn't."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from conftest import TALK, VARIANTS
from deckgen.checks.fit import unknown_face
from deckgen.checks.rule import Subject
from deckgen.pipeline import make_deck, open_talk
from deckgen.problem import Problem, show

HEAD = "talk: {id: t, title: 讲座}\nvariants:\n  short: {minutes: 5, default: true}\nopening:\n"


def advice(tmp_path: Path, slides: str, **templates: str) -> list[Problem]:
    """What is said about these slides; templates of the talk's own by name."""
    path = tmp_path / "outline.yaml"
    path.write_text(HEAD + "".join(f"  {line}\n" for line in slides.splitlines()), encoding="utf-8")
    for name, text in templates.items():
        file = tmp_path / "templates" / "slides" / f"{name}.xml.j2"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return list(make_deck(open_talk(path))[1])


def test_a_good_slide_needs_no_word(tmp_path: Path) -> None:
    assert advice(tmp_path, "- {id: a, title: 一, minutes: 2, notes: 讲一讲。, body: [{text: 正文}]}") == []


@pytest.mark.parametrize("variant", VARIANTS)
def test_the_real_talk_needs_no_word(variant: str) -> None:
    assert make_deck(open_talk(TALK, variant))[1] == ()


def test_minutes_that_are_guessed_are_told(tmp_path: Path) -> None:
    (found,) = advice(tmp_path, "- {id: a, title: 一, notes: 讲一讲。}")
    assert (found.rule, found.severity) == ("minutes-estimated", "advice")
    assert found.message == "slide 'a' names no minutes: counted as 0.5 from its notes"


def test_a_variant_that_is_too_long_is_told_at_its_own_line(tmp_path: Path) -> None:
    (found,) = advice(tmp_path, "- {id: a, title: 一, minutes: 3}\n- {id: b, title: 二, minutes: 2.5}")
    assert (found.rule, found.severity) == ("too-long", "warning")
    assert found.message == "variant 'short' is spoken in 5.5 minutes, 5 are planned"


@pytest.mark.parametrize(("slide", "what", "where"), [
    ("- {id: a, title: 一, minutes: 1, subtitle: 副题}", "the template 'text' does not print the subtitle of slide 'a'", "副题"),
    ("- {id: a, title: 一, minutes: 1, data: {stop: 止}}", "the template 'text' does not print the stop of slide 'a'", "止"),
    ("- {id: a, title: 一, minutes: 1, template: bare, body: [{text: 正文}]}",
     "the template 'bare' does not print the block 'text' of slide 'a'", "{text: 正文}"),
    ("- {id: a, title: 一, minutes: 1, template: bare, notes: 讲稿}",
     "the template 'bare' does not print the notes of slide 'a'", "讲稿"),
    ("- {id: a, title: 一, minutes: 1, template: blank, source: 第一章}",
     "the layout 'blank' has no place for the source of slide 'a'", "第一章"),
])
def test_words_that_reach_nobody_are_told(tmp_path: Path, slide: str, what: str, where: str) -> None:
    (found,) = advice(tmp_path, slide, bare='<slide role="text"><h1>{{ slide.title }}</h1></slide>')
    assert (found.message, found.rule, found.severity) == (what, "unprinted", "warning")
    assert found.span is not None and found.span.source.text[found.span.start:found.span.end] == where


def test_words_that_a_template_prints_in_part_are_printed(tmp_path: Path) -> None:
    template = '<slide role="text"><h1>{{ slide.title }}</h1><p>{{ slide.body[0].points[0].text }}</p></slide>'
    assert advice(tmp_path, "- {id: a, title: 一, minutes: 1, template: own, body: [{points: [甲, 乙]}]}", own=template) == []


def test_a_face_without_widths_is_told() -> None:
    talk = open_talk(TALK)
    deck, _ = make_deck(talk)
    subject = Subject(talk.outline, talk.program, (), deck, talk.theme)
    assert list(unknown_face.look(subject)) == []
    (found,) = unknown_face.look(replace(subject, theme=replace(talk.theme, latin="Papyrus")))
    assert "the face 'Papyrus' of the theme 'default' has no widths of its own" in show(found)
