"""Sixty slips that authors make, each alone in a talk that is otherwise whole: told at its own line and column, with a way out.

‸ stands right before the place where the slip is to be shown; it is taken out before the file is read. What mends a slip is the
talk as it was; the hint has to say so much of it that an author finds back.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import NamedTuple

import pytest
from click.testing import CliRunner

from deckgen.cli import main
from deckgen.messages import catalogue

TALK = """\
talk:
  id: small
  title: 小讲座
  language: zh-CN
  theme: default
  check: {topic-title: off}
variants:
  short: {minutes: 5}
  long: {minutes: 10, default: true}
views:
  - {id: v1, short: 规模, says: 规模带来*质变*。}
  - {id: v2, short: 调教, says: 调教带来听话。, argued: cut}
opening:
  - id: cover
    template: title
    title: 小讲座
    minutes: {short: 0.5, long: 0.5}
    notes: 开场。
sections:
  - id: s1
    number: "1"
    title: 主要突破
    views: [v1, v2]
    slides:
      - id: scale
        title: {view: v1}
        minutes: {short: 2, long: 3}
        body:
          - points: [参数多了, 数据多了]
          - text: 两件事一起发生
        when: {short: {notes: 只说一句。}}
        notes: |
          先说参数。

          再说数据。
      - id: tuning
        title: {view: v2}
        minutes: {short: 2, long: 3}
        body:
          - flow:
              steps: [预训练, 微调, 对齐]
        notes: 三步。
      - id: growth
        title: 五年涨了两千倍
        template: growth
        minutes: {long: 2}
        body:
          - chart:
              type: bar
              categories: [GPT-1, GPT-3]
              series: [{name: 参数, values: [1.17, 1750]}]
        source: 两篇论文
        notes: 看数字。
backup:
  - id: more
    title: 附表一张
    body:
      - table:
          header: [模型, 年]
          rows: [[GPT-1, 2018], [GPT-3, 2020]]
"""
TEMPLATE = """\
<slide role="chart">
  <h1>{{ slide.title }}</h1>
  {% for block in slide.body %}
    {{ block }}
  {% endfor %}
  <aside class="notes">{{ slide.notes }}</aside>
</slide>
"""


class Slip(NamedTuple):
    """`old` becomes `new` in the outline, or in the template."""

    name: str
    old: str
    new: str
    rule: str
    hint: str
    at: str = ""
    """Line and column, where they are not in `new`."""

    def made(self, text: str) -> tuple[str, str]:
        """A text with the slip in it, and where it is to be shown."""
        assert text.count(self.old), self.name
        typed = text.replace(self.old, self.new, 1)
        before = typed[:max(typed.find("‸"), 0)]
        place = f"{before.count(chr(10)) + 1}:{len(before) - before.rfind(chr(10))}"
        return typed.replace("‸", ""), self.at or place


YAML = [
    Slip("a full-width colon", "  title: 小讲座\n", "  title‸：小讲座\n", "full-width-colon", "title: "),
    Slip("no space after a colon", "  title: 小讲座\n", "  title‸:小讲座\n", "missing-space", "title: "),
    Slip("a tab", "  language: zh-CN\n", "‸\tlanguage: zh-CN\n", "tab", "spaces"),
    Slip("a full-width blank", "  language: zh-CN\n", "‸　language: zh-CN\n", "full-width-space", "spaces"),
    Slip("emphasis at the start", "title: 五年涨了两千倍", "title: ‸*五年*涨了两千倍", "needs-quotes",
         "write \"*五年*涨了两千倍\""),
    Slip("a colon inside", "title: 五年涨了两千倍", "title: 五年‸: 涨了两千倍", "needs-quotes", "write \"五年: 涨了两千倍\""),
    Slip("a quote that does not close", "title: 五年涨了两千倍", 'title: ‸"五年涨了两千倍', "unclosed-quote", "close it with"),
    Slip("a bracket that does not close", "[参数多了, 数据多了]", "‸[参数多了, 数据多了", "unclosed-bracket",
         "close it with ']'"),
    Slip("full-width commas in a list", "[预训练, 微调, 对齐]", "[预训练‸，微调，对齐]", "one-item-list", "预训练, 微调, 对齐"),
    Slip("a key twice", "    title: 主要突破\n", "    title: 主要突破\n    ‸title: 又一个\n", "duplicate-key", "keep one"),
    Slip("indented by one too many", "    title: 附表一张", "     ‸title: 附表一张", "indentation", "start it in column 5"),
    Slip("text after a quote", "number: \"1\"", "number: \"1\"‸章", "needs-quotes", "the whole value in quotes"),
    Slip("a dash without a space", "          - text: 两件事一起发生", "          ‸-text: 两件事一起发生", "missing-space",
         "write `- `"),
    Slip("an alias nobody anchored", "notes: 三步。", "notes: ‸*三步*", "needs-quotes", "write \"*三步*\""),
    Slip("an at sign at the start", "title: 五年涨了两千倍", "title: ‸@五年涨了两千倍", "needs-quotes",
         "write \"@五年涨了两千倍\""),
]
SCHEMA = [
    Slip("a key misspelt", "        source: 两篇论文", "        ‸sorce: 两篇论文", "unknown-key", "did you mean 'source'?"),
    Slip("a block misspelt", "- points: [参数", "- ‸piont: [参数", "unknown-block", "did you mean 'points'?"),
    Slip("a block outside the body", "        source: 两篇论文", "        ‸text: 一段话", "unknown-key", "body"),
    Slip("a view that does not exist", "title: {view: v2}", "title: {view: ‸v3}", "unknown-view", "v1, v2"),
    Slip("a variant that does not exist", "minutes: {long: 2}", "minutes: {‸lnog: 2}", "unknown-variant",
         "did you mean 'long'?"),
    Slip("a number that is none", "short: {minutes: 5}", "short: {minutes: ‸五}", "wrong-type", "in digits, such as 5"),
    Slip("a choice that is none", "argued: cut}", "argued: ‸cutt}", "bad-value", "did you mean 'cut'?"),
    Slip("an id twice", "  - id: more", "  - id: ‸scale", "duplicate-id", "line"),
    Slip("an id with a blank", "  - id: more", "  - id: ‸mo re", "bad-id", "letters of any script"),
    Slip("a list where text belongs", "    title: 附表一张", "    title: ‸[附表, 一张]", "wrong-type", "put it in quotes"),
    Slip("a slide without a title", "    title: 附表一张\n", "", "no-title", "title", "55:5"),
    Slip("a view without its sentence", ", says: 规模带来*质变*。}", "}", "missing-field", "says", "11:5"),
    Slip("values and categories of different number", "values: [1.17, 1750]", "values: ‸[1.17]", "chart-values",
         "write `~` where"),
    Slip("a row with a cell too few", "[GPT-3, 2020]]", "[‸GPT-3]]", "ragged-table", "an empty cell is \"\""),
    Slip("two defaults", "short: {minutes: 5}", "short: {minutes: 5, default: true}", "two-defaults", "keep one", "9:32"),
]
TEMPLATES = [
    Slip("an element that is not closed", "  <h1>{{ slide.title }}</h1>", "  <h1>{{ slide.title }}", "not-well-formed",
         "</h1>", "2:3"),
    Slip("an unknown element", "  <h1>{{ slide.title }}</h1>", "  <h7>{{ slide.title }}</h7>", "unknown-element", "h1", "2:3"),
    Slip("an unknown role", '<slide role="chart">', '<slide role="‸chatr">', "unknown-role", "did you mean 'chart'?"),
    Slip("an unknown attribute", '<aside class="notes">', '<aside ‸kind="notes">', "unknown-attribute", "class"),
    Slip("an undefined name", "{{ slide.title }}", "{{ slide.‸titel }}", "undefined-name", "did you mean 'title'?"),
    Slip("a loop that does not end", "  {% endfor %}\n", "", "template-syntax", "{% endfor %}", "3:3"),
    Slip("an unknown filter", "{{ slide.title }}", "{{ slide.title | ‸uper }}", "template-syntax", "did you mean 'upper'?"),
    Slip("a brace too few", "{{ slide.title }}", "{{ slide.title ‸}", "template-syntax", "two braces"),
    Slip("a lone ampersand", "    {{ block }}", "    <p>R ‸& D</p>{{ block }}", "not-well-formed", "&amp;"),
    Slip("a template that prints no slide", TEMPLATE, "{# nothing #}\n", "not-well-formed", "<slide>", "1:1"),
]
FILES = [
    Slip("a template that does not exist", "template: growth", "template: ‸grwoth", "unknown-template",
         "did you mean 'growth'?"),
    Slip("a template by its path", "template: growth", "template: ‸slides/growth.xml.j2", "bad-id", "the name alone: growth"),
    Slip("a theme that does not exist", "theme: default", "theme: ‸defualt", "unknown-theme", "did you mean 'default'?"),
    Slip("a theme file that is not there", "theme: default", "theme: ‸brand.potx", "template",
         "seen from the outline's folder"),
    Slip("a theme file misspelt", "theme: default", "theme: ‸hosue.potx", "template", "did you mean 'house.potx'?"),
    Slip("a theme file that is none", "theme: default", "theme: ‸house.potx", "template", "save it again"),
    Slip("a theme above the folder", "theme: default", "theme: ‸../brand.potx", "template-path", "copy it beside the outline"),
    Slip("a theme at the root", "theme: default", "theme: ‸/etc/brand.potx", "template-path", "--theme FILE"),
    Slip("an old theme", "theme: default", "theme: ‸old.ppt", "unknown-theme", "save it as .potx"),
    Slip("a theme of another kind", "theme: default", "theme: ‸brand.key", "unknown-theme", "save it as .potx"),
]
ARGUMENT = [
    Slip("a view without a slide", "title: {view: v2}", "title: 又一句话", "view-missing", "title: {view: v2}", "12:31"),
    Slip("a view typed again", "title: {view: v2}", "title: ‸调教使它听话。", "view-altered", "title: {view: v2}"),
    Slip("a view on a hidden slide", "      - id: tuning\n", "      - id: tuning\n        hidden: true\n", "view-missing",
         "hidden", "36:9"),
    Slip("a view that one variant lacks", "        minutes: {short: 2, long: 3}\n        body:\n          - flow",
         "        minutes: {long: 3}\n        body:\n          - flow", "view-missing", "title: {view: v2}", "12:31"),
    Slip("a view that a variant says otherwise", "when: {short: {notes: 只说一句。}}",
         "when: {short: {title: ‸规模带来了质变。}}", "view-altered", "title: {view: v1}"),
    Slip("a view without evidence", "        body:\n          - flow:\n              steps: [预训练, 微调, 对齐]\n", "",
         "no-evidence", "body", "36:9"),
    Slip("a slide that serves no view", "    views: [v1, v2]\n", "", "serves-no-view", "views", "42:9"),
    Slip("a chart without a source", "        source: 两篇论文\n", "", "unsourced-chart", "source", "48:13"),
    Slip("words that the template leaves out", "        source: 两篇论文",
         "        subtitle: ‸副题\n        source: 两篇论文", "unprinted", "print it in the template"),
    Slip("a section that no slide names", "backup:\n", "  - {id: s2, title: ‸第二节, views: [v1]}\nbackup:\n",
         "section-missing", "slide"),
]

SLIPS = [(group, slip) for group, slips in {"outline": (*YAML, *SCHEMA, *FILES, *ARGUMENT), "template": TEMPLATES}.items()
         for slip in slips]


def check(folder: Path, outline: str, template: str) -> tuple[int, list[dict[str, str]]]:
    """The exit code, and the problems, of a talk with its own template and a theme file that is none."""
    file = folder / "templates" / "slides" / "growth.xml.j2"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(template, encoding="utf-8")
    (folder / "house.potx").write_bytes(b"not a presentation")
    (folder / "outline.yaml").write_text(outline, encoding="utf-8")
    done = CliRunner().invoke(main, ["check", "--json", str(folder / "outline.yaml")])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done.exit_code, json.loads(done.stdout)["problems"]


def test_the_talk_itself_is_whole(tmp_path: Path) -> None:
    assert check(tmp_path, TALK, TEMPLATE) == (0, [])


def test_there_are_sixty() -> None:
    assert [len(each) for each in (YAML, SCHEMA, TEMPLATES, FILES, ARGUMENT)] == [15, 15, 10, 10, 10]


@pytest.mark.parametrize(("where", "slip"), SLIPS, ids=[slip.name for _, slip in SLIPS])
def test_a_slip_is_told_at_its_place_with_a_way_out(where: str, slip: Slip, tmp_path: Path) -> None:
    outline, template = TALK, TEMPLATE
    if where == "outline":
        outline, place = slip.made(TALK)
    else:
        template, place = slip.made(TEMPLATE)
    code, problems = check(tmp_path, outline, template)
    found = [problem for problem in problems if problem["rule"] == slip.rule]
    assert found, problems
    assert {f"{problem['line']}:{problem['column']}" for problem in found} == {place}
    assert all(slip.hint in problem["hint"] for problem in found), found
    assert [problem for problem in problems if problem["rule"] != slip.rule and problem["severity"] != "advice"] == []
    chinese = catalogue("zh")
    assert chinese is not None
    assert [text for problem in problems for text in (problem["message"], problem["hint"]) if chinese.find(text) is None] == []
    assert code == (1 if any(problem["severity"] == "error" for problem in found) else 0)
