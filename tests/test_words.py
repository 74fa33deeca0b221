"""Words: what keeps their key, what makes other words of them, and their marks."""

from __future__ import annotations

import copy
import pickle
from pathlib import Path

import pytest
from markupsafe import Markup, escape

from deckgen.source.span import Source, Span
from deckgen.source.words import CARRIES, CLOSE, OPEN, Words

SPAN = Span(Source(Path("outline.yaml"), "title: 一 two"), 1, 8, 7, 12)
TYPED = Words("一 two", "a/title", SPAN)


def test_words_are_their_text() -> None:
    assert TYPED == "一 two" and hash(TYPED) == hash("一 two") and f"{TYPED}" == "一 two"
    assert type(str(TYPED)) is str


@pytest.mark.parametrize("same", [TYPED[:], TYPED + "", "" + TYPED, TYPED.strip(), TYPED.replace("x", "y"), TYPED.lower(),
                                  TYPED * 1, TYPED.splitlines()[0]])
def test_unchanged_words_stay_exact(same: Words) -> None:
    assert (same, same.key, same.span, same.exact) == ("一 two", "a/title", SPAN, True)


@pytest.mark.parametrize(("changed", "text"), [
    (TYPED[2:], "two"), (TYPED[0], "一"), (TYPED + "！", "一 two！"), ("！" + TYPED, "！一 two"), (TYPED.upper(), "一 TWO"),
    (TYPED.replace("two", "2"), "一 2"), (TYPED * 2, "一 two一 two"), (2 * TYPED, "一 two一 two"), (TYPED.split()[1], "two"),
    (TYPED.center(9), "  一 two  "), (TYPED.removeprefix("一 "), "two"), (Words("%s 页", "a/title", SPAN) % 3, "3 页"),
    (Words("{} 页", "a/title", SPAN).format(3), "3 页")])
def test_changed_words_keep_their_key_and_are_not_exact(changed: Words, text: str) -> None:
    assert (changed, changed.key, changed.exact) == (text, "a/title", False)


def test_once_changed_words_are_never_exact_again() -> None:
    assert not (TYPED + "！")[:-1].exact


def test_exact_words_print_their_key_alone() -> None:
    assert escape(TYPED) == f"{OPEN}a/title{CLOSE}"


def test_changed_words_print_their_text_escaped_once() -> None:
    assert escape(TYPED + ' & <"') == f"{OPEN}a/title{CARRIES}一 two &amp; &lt;&quot;{CLOSE}"


def test_markup_takes_marks_in_and_stays_markup() -> None:
    bold = Markup("<b>%s</b>")
    assert bold % TYPED == f"<b>{OPEN}a/title{CLOSE}</b>"
    assert TYPED + Markup("<br/>") == f"{OPEN}a/title{CLOSE}<br/>"
    assert Markup("<br/>") + TYPED == f"<br/>{OPEN}a/title{CLOSE}"
    assert Markup("{:.1}").format(TYPED) == f"{OPEN}a/title{CARRIES}一{CLOSE}"


def test_words_survive_copying_and_pickling() -> None:
    for again in (copy.copy(TYPED), copy.deepcopy(TYPED), pickle.loads(pickle.dumps(TYPED))):
        assert (again, again.key, again.exact, again.span.line) == ("一 two", "a/title", True, 1)
