"""An incomplete argument is never built: nine ways to lose a view, in every variant, and one loss that is fine.

Each case edits the real talk as an organiser might, builds over an old deck, and must leave that deck as it was.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from conftest import ROOT, TALK, VARIANTS
from deckgen.cli import main
from deckgen.outline.choose import choose
from deckgen.outline.reader import read_outline

VIEWS = ("v1", "v2", "v3", "v4", "v5", "v6")


@pytest.fixture
def talk(tmp_path: Path) -> Path:
    """A copy of the real talk, free to edit."""
    shutil.copytree(TALK.parent, tmp_path / "talk")
    return tmp_path / "talk" / "outline.yaml"


def carrier(view: str, variant: str) -> str:
    """The id of the slide whose title is a view's sentence, in a variant."""
    outline = read_outline(TALK)
    sentence = next(each.says for each in outline.views if each.id == view)
    return next(entry.slide.id for entry in choose(outline, variant).entries
                if entry.part != "backup" and entry.title is not None and entry.title.key == sentence.key)


def block(text: str, slide: str) -> tuple[int, int]:
    """Where a slide stands in an outline: offsets of its first line and of what follows it."""
    start = re.search(rf"^( *)- id: {re.escape(slide)}(?: .*)?$", text, re.M)
    assert start, slide
    indent = len(start[1])
    end = re.compile(rf"^ {{0,{indent}}}\S", re.M).search(text, start.end() + 1)
    return start.start(), end.start() if end else len(text)


def build(outline: Path, variant: str) -> tuple[int, str, bool]:
    """Build over an old deck: the exit code, what was said, and whether the old deck is still there, byte for byte."""
    target = outline.parent.parent / "old.pptx"
    done = CliRunner().invoke(main, ["build", str(TALK), "-q", "--variant", variant, "-o", str(target)])
    assert done.exit_code == 0, done.output
    before = target.read_bytes()
    done = CliRunner().invoke(main, ["build", str(outline), "--variant", variant, "-o", str(target)])
    untouched = target.read_bytes() == before and sorted(p.name for p in target.parent.glob(".*")) == []
    return done.exit_code, done.output, untouched


def line_of(text: str, pattern: str) -> int:
    found = re.search(pattern, text, re.M)
    assert found, pattern
    return text.count("\n", 0, found.start()) + 1


@pytest.mark.parametrize("variant", VARIANTS)
@pytest.mark.parametrize("view", VIEWS)
def test_a_views_slide_deleted(talk: Path, view: str, variant: str) -> None:
    text = talk.read_text(encoding="utf-8")
    start, end = block(text, carrier(view, variant))
    text = text[:start] + text[end:]
    talk.write_text(text, encoding="utf-8")
    code, said, untouched = build(talk, variant)
    assert (code, untouched) == (1, True)
    says = line_of(text, rf"- (?:{{ *)?id: {view}\b")  # the view's entry; its sentence stands a line or two below
    assert re.search(rf"outline\.yaml:({says}|{says + 1}|{says + 2}):\d+: error: view '{view}'", said), said
    assert f"view '{view}' is the title of no shown slide" in said


@pytest.mark.parametrize("variant", VARIANTS)
def test_a_views_slide_hidden(talk: Path, variant: str) -> None:
    text = talk.read_text(encoding="utf-8")
    slide = carrier("v3", variant)
    start, _ = block(text, slide)
    first = text.index("\n", start)
    indent = re.match(r" *", text[start:])
    assert indent
    text = text[:first] + "\n" + indent[0] + "  hidden: true" + text[first:]
    talk.write_text(text, encoding="utf-8")
    code, said, untouched = build(talk, variant)
    assert (code, untouched) == (1, True)
    assert f"outline.yaml:{text.count(chr(10), 0, start) + 1}:" in said and "hidden" in said


@pytest.mark.parametrize("variant", VARIANTS)
def test_a_title_typed_again(talk: Path, variant: str) -> None:
    text = talk.read_text(encoding="utf-8")
    slide = carrier("v2", variant)
    start, end = block(text, slide)
    own = re.sub(r"title: \{view: v2\}", "title: LLM 融合了人工智能的三条路径。", text[start:end])
    text = text[:start] + own + text[end:]
    talk.write_text(text, encoding="utf-8")
    code, said, untouched = build(talk, variant)
    assert (code, untouched) == (1, True)
    assert f"outline.yaml:{line_of(text, 'title: LLM 融合了人工智能')}:" in said and "not the sentence of view 'v2'" in said


@pytest.mark.parametrize("variant", VARIANTS)
def test_a_template_without_a_title(talk: Path, variant: str) -> None:
    own = talk.parent / "templates" / "slides" / "figure.xml.j2"
    own.parent.mkdir(parents=True)
    shipped = (ROOT / "templates" / "slides" / "figure.xml.j2").read_text(encoding="utf-8")
    own.write_text(re.sub(r".*<h1>.*\n", "", shipped), encoding="utf-8")
    code, said, untouched = build(talk, variant)
    assert (code, untouched) == (1, True)
    assert re.search(r"figure\.xml\.j2:1:\d+: error: .*no title", said), said


@pytest.mark.parametrize("variant", VARIANTS)
def test_the_overview_deleted_is_fine(talk: Path, variant: str) -> None:
    text = talk.read_text(encoding="utf-8")
    start, end = block(text, "overview")
    talk.write_text(text[:start] + text[end:], encoding="utf-8")
    code, said, untouched = build(talk, variant)
    assert (code, untouched) == (0, False), said
