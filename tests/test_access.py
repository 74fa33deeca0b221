"""Two dozen ways to shut somebody out, each reported with its slide and its line; and the gate that a strict build is."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from click.testing import CliRunner

from conftest import ROOT, TALK
from deckgen.checks.rules import RULES
from deckgen.cli import main

TALK_OF_TWO = """\
talk: {id: t, title: 讲座, language: zh-CN, theme: default, check: {no-notes: off, topic-title: off, unsourced-number: off}}
sections:
- id: s1
  title: 第一节
  slides:
  - id: one
    title: 第一页说规模
    minutes: 1
    source: 出处在这里
    body:
    - points: ["规模，*质变*"]
  - id: two
    title: 第二页说调教
    minutes: 1
    body:
    - flow: {alt: 三步依次进行, steps: [预训练, 微调, 对齐]}
"""


class Defect(NamedTuple):
    """What is typed instead of what, the rule that sees it, and the slide and the line where it is told."""

    name: str
    old: str
    new: str
    rule: str
    slide: str
    line: int


FLOW = "    - flow: {alt: 三步依次进行, steps: [预训练, 微调, 对齐]}"
POINTS = '    - points: ["规模，*质变*"]'
IN_OUTLINE = [
    Defect("two slides with one title", "title: 第二页说调教", "title: 第一页说规模", "same-title", "two", 12),
    Defect("two slides with one title but for spaces", "title: 第二页说调教", "title: 第一页 说规模", "same-title", "two", 12),
    Defect("a page without a title", "    title: 第二页说调教", "    template: blank", "untitled", "two", 12),
    Defect("an alternative text that is a file name", "alt: 三步依次进行", "alt: flow.png", "poor-alt", "two", 16),
    Defect("an alternative text that is a number", "alt: 三步依次进行", "alt: 图 3", "poor-alt", "two", 16),
    Defect("an alternative text that says picture", "alt: 三步依次进行", "alt: screenshot", "poor-alt", "two", 16),
    Defect("an alternative text of a camera", "alt: 三步依次进行", "alt: IMG_2041", "poor-alt", "two", 16),
    Defect("a picture without alternative text", FLOW, "    - image: {src: a.png}", "no-alt", "two", 16),
    Defect("a picture whose alternative text is blank", FLOW, '    - image: {src: a.png, alt: " "}', "no-alt", "two", 16),
    Defect("a table without a head", FLOW, "    - table: {rows: [[甲, 1], [乙, 2]]}", "headless-table", "two", 16),
    Defect("a table whose head is empty", FLOW, '    - table: {header: ["", ""], rows: [[甲, 1]]}', "headless-table", "two", 16),
    Defect("a link that says here", FLOW, '    - text: "见[这里](https://example.org)"', "link-text", "two", 16),
    Defect("a link that says click", FLOW, '    - text: "[点击](https://example.org)看全文"', "link-text", "two", 16),
    Defect("a link that says read more", FLOW, '    - text: "[Read more](https://example.org)"', "link-text", "two", 16),
    Defect("Chinese that says that it is English", "language: zh-CN", "language: en-US", "wrong-language", "", 1),
    Defect("italics on Chinese", POINTS, "    - points: [规模_质变_]", "italic-chinese", "one", 11),
]
TEMPLATES = [
    ("columns printed from right to left", '<slide role="two-columns"><h1>{{ slide.title }}</h1><p slot="right">乙</p>'
     '<p slot="left">甲</p></slide>', "reading-order"),
    ("evidence printed from right to left", '<slide role="view"><h1>{{ slide.title }}</h1><p slot="right">乙</p>'
     '<p slot="left">甲</p></slide>', "reading-order"),
    ("a table without a head", '<slide role="table"><h1>{{ slide.title }}</h1><table><tr><td>甲</td><td>1</td></tr>'
     '<tr><td>乙</td><td>2</td></tr></table></slide>', "headless-table"),
]
THEMES = [("a pale second voice", "dk2", "B8BCC4", "one"), ("a pale brush", "accent1", "F2B8B0", "one"),
          ("a pale ink", "dk1", "A8A8A8", "one"), ("boxes as dark as their words", "lt2", "3A3A3A", "two"),
          ("a page as grey as its ink", "lt1", "55585E", "one")]
"""A colour of the theme that is changed, and a slide on which it is told."""


def problems(folder: Path, outline: str) -> list[dict[str, Any]]:
    path = folder / "outline.yaml"
    path.write_text(outline, encoding="utf-8")
    if not (folder / "a.png").exists():
        shutil.copy(ROOT / "talk" / "pictures" / "scale.png", folder / "a.png")
    done = CliRunner().invoke(main, ["check", "--json", str(path)])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    found: list[dict[str, Any]] = json.loads(done.stdout)["problems"]
    return found


def test_there_are_two_dozen() -> None:
    assert len(IN_OUTLINE) + len(TEMPLATES) + len(THEMES) == 24


def test_the_talk_itself_shuts_nobody_out(tmp_path: Path) -> None:
    assert problems(tmp_path, TALK_OF_TWO) == []


@pytest.mark.parametrize("defect", IN_OUTLINE, ids=[defect.name for defect in IN_OUTLINE])
def test_a_defect_of_the_outline_is_told(defect: Defect, tmp_path: Path) -> None:
    assert TALK_OF_TWO.count(defect.old) == 1
    found = [each for each in problems(tmp_path, TALK_OF_TWO.replace(defect.old, defect.new)) if each["rule"] == defect.rule]
    assert {each["line"] for each in found} == {defect.line}
    assert all(each["hint"] for each in found)


@pytest.mark.parametrize(("name", "template", "rule"), TEMPLATES, ids=[name for name, _, _ in TEMPLATES])
def test_a_defect_of_a_template_is_told(name: str, template: str, rule: str, tmp_path: Path) -> None:
    path = tmp_path / "templates" / "slides" / "mine.xml.j2"
    path.parent.mkdir(parents=True)
    path.write_text(template, encoding="utf-8")
    outline = TALK_OF_TWO.replace("title: 第二页说调教", "title: 第二页说调教\n    template: mine").replace(FLOW, "      []")
    found = [each for each in problems(tmp_path, outline) if each["rule"] == rule]
    assert found and all("'two'" in each["message"] and each["line"] == 12 for each in found)


@pytest.mark.parametrize(("name", "slot", "colour", "slide"), THEMES, ids=[name for name, *_ in THEMES])
def test_a_defect_of_a_theme_is_told(name: str, slot: str, colour: str, slide: str, tmp_path: Path) -> None:
    path = tmp_path / "templates" / "themes" / "mine" / "theme.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(f'like: default\ncolours: {{{slot}: "{colour}"}}\n', encoding="utf-8")
    outline = TALK_OF_TWO.replace("theme: default", "theme: mine")
    found = [each for each in problems(tmp_path, outline) if each["rule"] == "contrast"]
    assert any(f"slide '{slide}'" in each["message"] for each in found)
    assert all(each["line"] and each["hint"] for each in found)


@pytest.mark.parametrize("outline", ["outline.yaml", "gallery.yaml", "gallery-en.yaml"])
def test_what_comes_with_deckgen_shuts_nobody_out(outline: str) -> None:
    done = CliRunner().invoke(main, ["check", "--json", str(TALK.with_name(outline))])
    rules = {each["rule"] for each in json.loads(done.stdout)["problems"]}
    assert rules & {name for name, rule in RULES.items() if rule.family == "access"} == set()


def test_a_strict_build_is_a_gate(tmp_path: Path) -> None:
    (tmp_path / "outline.yaml").write_text(TALK_OF_TWO.replace("title: 第二页说调教", "title: 第一页说规模"), encoding="utf-8")
    target = tmp_path / "deck.pptx"
    loose = CliRunner().invoke(main, ["build", "-q", str(tmp_path / "outline.yaml"), "-o", str(target)])
    assert loose.exit_code == 0 and target.exists()
    target.unlink()
    strict = CliRunner().invoke(main, ["build", "--strict", str(tmp_path / "outline.yaml"), "-o", str(target)])
    assert strict.exit_code == 1 and "[same-title]" in strict.output and not target.exists()
