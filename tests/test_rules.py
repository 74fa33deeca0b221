"""Rules: the examples of their manual pages, and how an outline raises, lowers and silences them."""

from __future__ import annotations

import json
import re
from pathlib import Path
from textwrap import dedent, indent

import pytest
from click.testing import CliRunner

import deckgen.checks
from deckgen.checks.rules import RULES
from deckgen.cli import main
from deckgen.cli.explain import paragraphs
from deckgen.messages import catalogue
from deckgen.outline.reader import read_outline
from deckgen.pipeline import make_deck, open_talk
from deckgen.problem import Problem, columns
from deckgen.source.apply import apply
from deckgen.templating import builtin

WHOLE = ("talk", "variants", "views", "opening", "sections", "closing", "backup")
EXAMPLE = re.compile(r"^(Good|Bad):\n\n((?:    .*\n|\n)+)", re.M)
ELSEWHERE = {"unknown-face", "contrast", "reading-order", "uncited", "reduced-picture", "coarse-picture"}
"""Rules whose examples are of a theme, a template, pictures or a file of references; tests of their own try them."""


def outline_of(example: str) -> str:
    """An example as a whole outline: one that begins with a key of the outline is one already, else it is of a slide."""
    first = example.split(":")[0].strip()
    if first in WHOLE:
        head = "" if "talk:" in example else "talk: {id: t, title: 讲座}\n"
        return head + example + ("" if "opening:" in example or "sections:" in example else "opening: [{title: 题}]\n")
    title = "" if "title:" in example else "title: 题\n"
    slide = indent(title + example, "    ")
    return f"talk: {{id: t, title: 讲座}}\nsections:\n- id: s1\n  title: 节\n  slides:\n  - {slide[4:]}"


def examples(rule: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {"Good": [], "Bad": []}
    for kind, text in EXAMPLE.findall(RULES[rule].page + "\n"):
        found[kind].append(dedent(text).rstrip("\n").replace("␠", " ") + "\n")
    return found


def look(tmp_path: Path, outline: str) -> list[Problem]:
    path = tmp_path / "outline.yaml"
    path.write_text(outline, encoding="utf-8")
    return list(make_deck(open_talk(path), "check")[1])


def named(problems: list[Problem], rule: str) -> list[Problem]:
    return [problem for problem in problems if problem.rule == rule]


@pytest.mark.parametrize("rule", sorted(set(RULES) - ELSEWHERE))
def test_the_examples_of_a_manual_page_hold(rule: str, tmp_path: Path) -> None:
    tried = examples(rule)
    assert tried["Good"] and tried["Bad"], "a page has a good and a bad example"
    for example in tried["Good"]:
        assert named(look(tmp_path, outline_of(example)), rule) == []
    for example in tried["Bad"]:
        outline = outline_of(example)
        found = named(look(tmp_path, outline), rule)
        assert found and all(problem.span is not None and problem.hint for problem in found)
        assert {problem.severity for problem in found} == {RULES[rule].level}
        off = re.sub("talk: {", f"talk: {{check: {{{rule}: off}}, ", outline)
        assert named(look(tmp_path, off), rule) == [], "a rule that is switched off is silent"
        raised = re.sub("talk: {", f"talk: {{check: {{{rule}: error}}, ", outline)
        assert {problem.severity for problem in named(look(tmp_path, raised), rule)} == {"error"}
        edits = [edit for problem in found for edit in problem.edits]
        if edits:
            mended = apply(read_outline(tmp_path / "outline.yaml").source, edits) if _write(tmp_path, outline) else None  # type: ignore[arg-type]
            assert mended is not None and named(look(tmp_path, mended.text), rule) == [], "what it mends it finds no more"


def _write(tmp_path: Path, outline: str) -> bool:
    (tmp_path / "outline.yaml").write_text(outline, encoding="utf-8")
    return True


def test_every_file_of_a_family_is_a_rule() -> None:
    folder = Path(deckgen.checks.__file__).parent
    shared = {"language/letters.py", "sources/named.py"}
    files = {str(path.relative_to(folder)) for path in folder.glob("*/*.py") if path.name != "__init__.py"}
    assert files - shared == {f"{rule.family}/{name.replace('-', '_')}.py" for name, rule in RULES.items()}


SLIPS = [
    ("half-width-mark", "甲,乙", "甲，乙"), ("half-width-mark", "甲, 乙", "甲，乙"), ("half-width-mark", "说:好", "说：好"),
    ("half-width-mark", "完了.", "完了。"), ("half-width-mark", "GPT:大模型", "GPT：大模型"),
    ("half-width-mark", "模型(大的)好", "模型（大的）好"), ("half-width-mark", "“甲”,乙", "“甲”，乙"),
    ("half-width-mark", "甲!乙?", "甲！乙？"), ("half-width-mark", "GPT-3.5 有 1,000 个，10:30 开始", None),
    ("half-width-mark", "见 `a,b`，参看 https://x.cn/a,b 吧", None),
    ("half-width-mark", "[甲](https://x.cn/a,b)", None),
    ("half-width-mark", "模型 (model) 好", None), ("half-width-mark", "甲...", None),
    ("straight-quotes", '他说"好"', "他说“好”"), ("straight-quotes", "他说'好'", "他说‘好’"),
    ("straight-quotes", 'say "yes"', None),
    ("straight-quotes", "模型's 好", None), ("straight-quotes", '称"AI"为', "称“AI”为"),
    ("double-space", "甲  乙", "甲 乙"), ("double-space", "`a  b`", None),
    ("ellipsis", "等等...", "等等……"), ("ellipsis", "等等。。。", "等等……"), ("ellipsis", "等等…", "等等……"),
    ("ellipsis", "等等……", None),
    ("ellipsis", "and so on...", "and so on…"), ("ellipsis", "and so on…", None), ("ellipsis", "…so", None),
    ("full-width-letter", "ＧＰＴ４", "GPT4"),
    ("italic-chinese", "这是_重点_啊", None), ("italic-chinese", "snake_甲_case", None),
    ("folded-chinese", "一句 两句", None),
]


@pytest.mark.parametrize(("rule", "typed", "better"), SLIPS)
def test_slips_of_typing_are_mended(rule: str, typed: str, better: str | None, tmp_path: Path) -> None:
    quoted = "'" + typed.replace("'", "''") + "'"
    found = named(look(tmp_path, outline_of(f"title: {quoted}\n")), rule)
    mended = apply(read_outline(tmp_path / "outline.yaml").source, [edit for each in found for edit in each.edits])  # type: ignore[arg-type]
    if better is None:
        assert mended.text == (tmp_path / "outline.yaml").read_text(encoding="utf-8")
    else:
        (tmp_path / "outline.yaml").write_text(mended.text, encoding="utf-8")
        assert better in read_outline(tmp_path / "outline.yaml").words.values()


def test_a_slip_in_a_block_of_text_is_shown_at_its_own_letter(tmp_path: Path) -> None:
    (found,) = named(look(tmp_path, outline_of("notes: |\n  一句。\n  甲,乙\n")), "half-width-mark")
    assert found.span is not None and found.span.source.lines[found.span.line - 1].strip() == "甲,乙"
    assert found.span.source.text[found.span.start:found.span.end] == ","


@pytest.mark.parametrize("comment", [
    "title: 甲,乙  # deckgen: ignore half-width-mark", "# deckgen: ignore half-width-mark\ntitle: 甲,乙",
    "title: 甲,乙  # deckgen: ignore ellipsis, half-width-mark",
    "title: 题\nnotes: |  # deckgen: ignore half-width-mark\n  一句。\n  甲,乙"])
def test_a_comment_silences_a_rule_on_its_line(comment: str, tmp_path: Path) -> None:
    assert named(look(tmp_path, outline_of(comment + "\n")), "half-width-mark") == []


@pytest.mark.parametrize("comment", [
    "title: 甲,乙  # deckgen: ignore ellipsis", "title: 甲,乙\nnotes: 丙 # deckgen: ignore half-width-mark"])
def test_a_comment_silences_nothing_else(comment: str, tmp_path: Path) -> None:
    assert len(named(look(tmp_path, outline_of(comment + "\n")), "half-width-mark")) == 1


def test_a_rule_that_does_not_exist_is_a_problem(tmp_path: Path) -> None:
    found = look(tmp_path, "talk: {id: t, title: 讲座, check: {half-width-marks: off}}\nopening: [{title: 题}]\n")
    (unknown,) = named(found, "unknown-rule")
    assert unknown.hint.startswith("did you mean 'half-width-mark'?") and unknown.severity == "error"


@pytest.mark.parametrize(("kind", "found"), [("Good", 0), ("Bad", 1)])
def test_the_examples_of_reading_order_hold(kind: str, found: int, tmp_path: Path) -> None:
    template = re.search(rf"{kind}[^\n]*:\n\n    (<slide .*)\n", RULES["reading-order"].page + "\n")
    assert template is not None
    path = tmp_path / "templates" / "slides" / "mine.xml.j2"
    path.parent.mkdir(parents=True)
    path.write_text(template[1], encoding="utf-8")
    assert len(named(look(tmp_path, outline_of("id: a\ntemplate: mine\n")), "reading-order")) == found


@pytest.mark.parametrize(("kind", "found"), [("Good", False), ("Bad", True)])
def test_the_examples_of_contrast_hold(kind: str, found: bool, tmp_path: Path) -> None:
    colours = re.search(rf"{kind}:\n\n    colours: {{(.*)}}", RULES["contrast"].page)
    assert colours is not None
    theme = (builtin() / "themes" / "default" / "theme.yaml").read_text(encoding="utf-8")
    for name, colour in re.findall(r'(\w+): "(\w+)"', colours[1]):
        theme, count = re.subn(rf"^(  {name}:) *\"?\w+\"?", rf'\1 "{colour}"', theme, count=1, flags=re.M)
        assert count == 1
    path = tmp_path / "templates" / "themes" / "mine" / "theme.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(theme, encoding="utf-8")
    outline = outline_of("source: 出处写在这里\n").replace("talk: {", "talk: {theme: mine, ")
    assert bool(named(look(tmp_path, outline), "contrast")) is found


def test_explain_prints_a_page_or_the_list_of_all() -> None:
    page = CliRunner().invoke(main, ["explain", "half-width-mark"])
    assert page.exit_code == 0 and page.output.startswith("half-width-mark  language · warning\n\nA half-width mark beside Han")
    assert "\n    title: 规模,带来质变\n" in page.output
    listed = CliRunner().invoke(main, ["explain"]).output
    assert all(rule in listed for rule in RULES)
    data = json.loads(CliRunner().invoke(main, ["explain", "--json"]).stdout)
    assert [each["rule"] for each in data["rules"]] == list(RULES)
    missing = CliRunner().invoke(main, ["explain", "half-width"])
    assert missing.exit_code == 2 and "did you mean 'half-width-mark'?" in missing.output
    family = CliRunner().invoke(main, ["explain", "sources", "--json"])
    assert [each["rule"] for each in json.loads(family.stdout)["rules"]] == [
        rule.name for rule in RULES.values() if rule.family == "sources"]


def test_explain_speaks_chinese_but_for_the_examples() -> None:
    page = CliRunner().invoke(main, ["explain", "half-width-mark", "--lang", "zh"]).output
    assert page.startswith("half-width-mark  语言 · 警告\n") and "\n    title: 规模,带来质变\n" in page and "\n不好：\n" in page
    lines = [line for line in page.split("\n") if not line.startswith("    ")]
    assert max(map(columns, lines)) <= 80 and not any(line[:1] in "，。；：、）”" for line in lines if line)
    zh = catalogue("zh", "rules")
    assert zh is not None
    told = [each for rule in RULES.values() for each in paragraphs(rule.page, str) if not each.startswith("    ")]
    assert [each for each in (*told, *(rule.family for rule in RULES.values())) if zh.find(each) is None] == []
    assert set(zh.plain) <= {*told, *(rule.family for rule in RULES.values())}, "nothing is left of pages that changed"
