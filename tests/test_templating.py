"""Templates: what every construct of Jinja does to the author's words, and what happens when one is wrong."""

from __future__ import annotations

import re
import textwrap
from pathlib import Path
from xml.parsers import expat

import pytest
from jinja2 import nodes

from deckgen.markup import read_markup
from deckgen.problem import DeckgenError
from deckgen.templating import Templates, builtin
from deckgen.templating.sandbox import Sandbox
from deckgen.text.paragraph import Run, plain
from smallest import Small, printed, problem, read, runs, templates

KEPT, CHANGED, OWN, BLOCK, PROBLEM, NOTHING = "kept", "changed", "the template's", "a block", "a problem", "nothing"

CONSTRUCTS = [
    # construct, what becomes of the words, the text that is shown (or the rule of the problem)
    ("<p>{{ slide.title }}</p>", KEPT, "重点 & a<b"),
    ("<p>{{- slide.title -}}</p>", KEPT, "重点 & a<b"),
    ("<p>{{ slide['title'] }}</p>", KEPT, "重点 & a<b"),
    ("<p>{{ slide.title | e }}</p>", KEPT, "重点 & a<b"),
    ("<p>{{ slide.title | escape | e }}</p>", KEPT, "重点 & a<b"),
    ("<p>{{ slide.title | safe }}</p>", KEPT, "重点 & a<b"),
    ("<p>{{ slide.title | forceescape }}</p>", KEPT, "重点 & a<b"),
    ("<p>{{ slide.title | string }}</p>", KEPT, "重点 & a<b"),
    ("<p>{{ slide.title | trim }}</p>", KEPT, "重点 & a<b"),
    ("<p>{{ slide.title | striptags }}</p>", KEPT, "重点 & a<b"),
    ("<p>{{ slide.title | urlize }}</p>", KEPT, "重点 & a<b"),
    ("<p>{{ slide.title | default('x') }}</p>", KEPT, "重点 & a<b"),
    ("<p>{{ slide.title | truncate(99) }}</p>", KEPT, "重点 & a<b"),
    ("<p>{{ slide.title | replace('x', 'y') }}</p>", KEPT, "重点 & a<b"),
    ("<p>{{ slide.title or 'x' }}</p>", KEPT, "重点 & a<b"),
    ("<p>{{ slide.title if true else 'x' }}</p>", KEPT, "重点 & a<b"),
    ("<p>{{ slide.subtitle or slide.title }}</p>", KEPT, "重点 & a<b"),
    ("<p>{{ [slide.title] | first }}</p>", KEPT, "重点 & a<b"),
    ("<p>{{ {'a': slide.title}.a }}</p>", KEPT, "重点 & a<b"),
    ("<p>{{ {'a': slide.title}['a'] }}</p>", KEPT, "重点 & a<b"),
    ("<p>{{ dict(a=slide.title).get('a') }}</p>", KEPT, "重点 & a<b"),
    ("<p>{% set t = slide.title %}{{ t }}</p>", KEPT, "重点 & a<b"),
    ("<p>{% with t = slide.title %}{{ t }}{% endwith %}</p>", KEPT, "重点 & a<b"),
    ("<p>{% set t %}{{ slide.title }}{% endset %}{{ t }}</p>", KEPT, "重点 & a<b"),
    ("{% set ns = namespace(t=slide.title) %}<p>{{ ns.t }}</p>", KEPT, "重点 & a<b"),
    ("<p>{% filter trim %} {{ slide.title }} {% endfilter %}</p>", KEPT, "重点 & a<b"),
    ("<p>{% filter indent %}{{ slide.title }}{% endfilter %}</p>", KEPT, "重点 & a<b"),
    ("{% macro m(x) %}<p>{{ x }}</p>{% endmacro %}{{ m(slide.title) }}", KEPT, "重点 & a<b"),
    ("{% macro m() %}<p>{{ caller() }}</p>{% endmacro %}{% call m() %}{{ slide.title }}{% endcall %}", KEPT, "重点 & a<b"),
    ("{% macro m() %}<p>{{ varargs[0] }}{{ kwargs.b }}</p>{% endmacro %}{{ m(slide.title, b='') }}", KEPT, "重点 & a<b"),
    ("{% for k, v in {'a': slide.title}.items() %}<p>{{ v }}</p>{% endfor %}", KEPT, "重点 & a<b"),
    ("{% for p in slide.body[0].points %}<p>{{ p.text }}</p>{% endfor %}", KEPT, "one red word二"),
    ("{% for p in slide.body[0].points | reverse %}<p>{{ p.text }}</p>{% endfor %}", KEPT, "二one red word"),
    ("<ul>{% for p in slide.body[0].points %}<li>{{ p.text }}</li>{% else %}<li>x</li>{% endfor %}</ul>", KEPT, "one red word二"),
    ("{% for p in slide.body[0].points if loop.first %}<p>x</p>{% endfor %}", PROBLEM, "undefined-name"),
    ("{% for p in slide.body[0].points if p.gloss %}<p>{{ p.gloss }}</p>{% endfor %}", KEPT, "释义"),
    ("{% for p in slide.body[0].points recursive %}<p>{{ p.text }}</p>{{ loop(p.points) }}{% endfor %}", KEPT, "one red word二"),
    ("{% for row in slide.body[0].points | batch(2) %}{% for p in row %}<p>{{ p.text }}</p>{% endfor %}{% endfor %}",
     KEPT, "one red word二"),
    ("<p>{{ slide.body[0].points | map(attribute='text') | join('') }}</p>", KEPT, "one red word二"),
    ("<p>{{ slide.body[0].points | selectattr('gloss') | map(attribute='gloss') | join }}</p>", KEPT, "释义"),
    ("<p>{{ (slide.body[0].points | sort(attribute='text') | last).text }}</p>", KEPT, "二"),
    ("{% for g in slide.body[0].points | groupby('text') %}<p>{{ g.grouper }}</p>{% endfor %}", KEPT, "one red word二"),
    ("<p>{{ slide.data.stop }}</p>", KEPT, "止"),
    ("<p>{{ slide.data['stop'] }}</p>", KEPT, "止"),
    ("<p>{{ slide.data.values() | first }}</p>", KEPT, "止"),
    ("<p>{{ views[0].says }}</p>", KEPT, "一个观点。"),
    ("<p>{{ outline.views | map(attribute='short') | join }}</p>", KEPT, "短"),
    ("<blockquote cite='{{ slide.body[2].by }}'>{{ slide.body[2].text }}</blockquote>", KEPT, "第一行第二行某人"),
    ("<p {{ {'slot': 'body'} | xmlattr }}>{{ slide.title }}</p>", KEPT, "重点 & a<b"),
    ("<p>{{ '%s' | format(slide.title) }}</p>", KEPT, "重点 & a<b"),
    ("<p>{{ '%(t)s' | format(t=slide.title) }}</p>", KEPT, "重点 & a<b"),
    ("<p>{{ '%s' % slide.title }}</p>", KEPT, "重点 & a<b"),
    ("<p>{{ '%s%s' % (slide.title, '') }}</p>", KEPT, "重点 & a<b"),
    ("<p>{{ '{}'.format(slide.title) }}</p>", KEPT, "重点 & a<b"),
    ("<p>{{ '{t}'.format(t=slide.title) }}</p>", KEPT, "重点 & a<b"),
    ("<p>{{ slide.title ~ '' }}</p>", KEPT, "重点 & a<b"),
    ("<p>{{ slide.title + ('' | safe) }}</p>", KEPT, "重点 & a<b"),
    ("<p><b>{{ slide.title }}</b></p>", KEPT, "重点 & a<b"),
    ("<p>{% autoescape true %}{{ slide.title }}{% endautoescape %}</p>", KEPT, "重点 & a<b"),
    ("{% include 'part.xml.j2' %}", KEPT, "重点 & a<b"),
    ("{% include 'slides/part.xml.j2' %}", KEPT, "重点 & a<b"),
    ("{% from 'macros.xml.j2' import show %}{{ show(slide.title) }}", KEPT, "重点 & a<b"),
    ("{% import 'macros.xml.j2' as m %}{{ m.show(slide.title) }}", KEPT, "重点 & a<b"),

    ("<p>{{ slide.title | upper }}</p>", CHANGED, "重点 & A<B"),
    ("<p>{{ slide.title.upper() }}</p>", CHANGED, "重点 & A<B"),
    ("<p>{{ slide.title | title }}</p>", CHANGED, "重点 & A<B"),
    ("<p>{{ slide.title | replace('a', 'c') }}</p>", CHANGED, "重点 & c<b"),
    ("<p>{{ slide.title | replace('重点', '<b>&') }}</p>", CHANGED, "<b>& & a<b"),
    ("<p>{{ slide.title | center(40) }}</p>", CHANGED, "重点 & a<b"),
    ("<p>{{ slide.title | wordwrap(3) }}</p>", CHANGED, None),
    ("<p>{{ slide.title | indent(2, first=true) }}</p>", CHANGED, "重点 & a<b"),
    ("<p>{{ slide.title | truncate(8, true, '…', 0) }}</p>", CHANGED, "重点 …"),
    ("<p>{{ slide.title | truncate(10, leeway=0) }}</p>", CHANGED, None),
    ("<p>{{ slide.title | reverse }}</p>", CHANGED, None),
    ("<p>{{ slide.title[:6] }}</p>", CHANGED, "重点"),
    ("<p>{{ slide.title[2] }}</p>", CHANGED, "重"),
    ("<p>{{ slide.title | first }}</p>", CHANGED, "*"),
    ("<p>{{ slide.title + '！' }}</p>", CHANGED, "重点 & a<b！"),
    ("<p>{{ '！' + slide.title }}</p>", CHANGED, "！重点 & a<b"),
    ("<p>{{ slide.title * 2 }}</p>", CHANGED, "重点 & a<b重点 & a<b"),
    ("<p>{{ slide.title.split('&')[1] }}</p>", CHANGED, "a<b"),
    ("{% for line in slide.body[2].text.splitlines() %}<p>{{ line }}</p>{% endfor %}", CHANGED, "第一行第二行"),
    ("<p>{{ slide.title.format() }}</p>", KEPT, "重点 & a<b"),
    ("<p>{{ '{:.6}'.format(slide.title) }}</p>", CHANGED, "重点"),

    ("<p>页</p>", OWN, "页"),
    ("<p>**粗** &amp; &lt;b></p>", OWN, "粗 & <b>"),
    ("<p>{{ '页' }}</p>", OWN, "页"),
    ("<p>{{ slide.title | length }}</p>", OWN, "12"),
    ("<p>{{ slide.body | length }}</p>", OWN, "3"),
    ("<p>{{ slide.title | tojson }}</p>", OWN, '"重点 \\u0026 a\\u003cb"'),
    ("{% autoescape false %}<p>{{ views[0].says }}</p>{% endautoescape %}", OWN, "一个观点。"),
    ("{% raw %}<p>{{ slide.title }}</p>{% endraw %}", OWN, "{{ slide.title }}"),

    ("{{ slide.body[1] }}", BLOCK, "s/body/1"),
    ("{% for block in slide.body[1:2] %}{{ block }}{% endfor %}", BLOCK, "s/body/1"),
    ("{{ slide.body[1] ~ '' }}", BLOCK, "s/body/1"),
    ("{{ [slide.body[1]] | join }}", BLOCK, "s/body/1"),
    ("{% set b %}{{ slide.body[1] }}{% endset %}{{ b }}", BLOCK, "s/body/1"),
    ("<column slot='body'>{{ slide.body[1] | e }}</column>", BLOCK, "s/body/1"),

    ("<p>{{ slide.subtitle }}</p>", NOTHING, ""),
    ("<p>{{ '' ~ slide.subtitle }}</p>", NOTHING, ""),
    ("<p>{{ slide.data.start | default('') }}</p>", NOTHING, ""),
    ("{# <p>{{ slide.title }}</p> #}", NOTHING, ""),
    ("<!-- <p>{{ slide.title }}</p> -->", NOTHING, ""),

    ("<p>{% filter upper %}{{ slide.title }}{% endfilter %}</p>", PROBLEM, "template-error"),
    ("<p>{% filter lower %}{{ slide.title }}{% endfilter %}</p>", PROBLEM, "template-error"),
    ("<p>{% filter truncate(5) %}{{ slide.title }}{% endfilter %}</p>", PROBLEM, "template-error"),
    ("<p>{% filter replace('t', 'x') %}{{ slide.title }}{% endfilter %}</p>", PROBLEM, "template-error"),
    ("<p>{{ (slide.title ~ '！') | upper }}</p>", PROBLEM, "template-error"),
    ("<p>{{ (slide.title ~ '！') | length }}</p>", PROBLEM, "template-error"),
    ("<p>{{ (slide.title ~ '！').lower() }}</p>", PROBLEM, "template-error"),
    ("<p>{{ (slide.title ~ '！')[:4] }}</p>", PROBLEM, "broken-mark"),
    ("<p>{{ '%.3s' % slide.title }}</p>", PROBLEM, "broken-mark"),
    ("<p>{{ slide.body[1] }}</p>", PROBLEM, "misplaced-block"),
    ("<p>{{ slide.body[1] | upper }}</p>", PROBLEM, "template-error"),
    ("<p>{{ slide.body }}</p>", PROBLEM, "template-error"),
    ("<p>{{ slide }}</p>", PROBLEM, "template-error"),
    ("<p>{{ slide.title.upper }}</p>", PROBLEM, "template-error"),
    ("{{ slide.title }}", PROBLEM, "bare-text"),
    ("<p>{{ slide.title | random }}</p>", PROBLEM, "template-syntax"),
    ("<p>{{ lipsum() }}</p>", PROBLEM, "undefined-name"),
    ("<p>{{ slide.titel }}</p>", PROBLEM, "undefined-name"),
    ("<p>{{ slide.data.start }}</p>", PROBLEM, "undefined-name"),
    ("<p>{{ '%d' % slide.title }}</p>", PROBLEM, "template-error"),
    ("<p>{{ 1 / 0 }}</p>", PROBLEM, "template-error"),
    ("<p>{{ 1 + slide.title }}</p>", PROBLEM, "template-error"),
    ("{% include 'nowhere.xml.j2' %}", PROBLEM, "unknown-template"),
    ("{% autoescape false %}<p>{{ slide.title }}</p>{% endautoescape %}", PROBLEM, "not-well-formed"),
]
PARTS = {"slides_part": "<p>{{ slide.title }}</p>", "slides_macros": "{% macro show(x) %}<p>{{ x }}</p>{% endmacro %}"}


@pytest.mark.parametrize(("construct", "becomes", "text"), CONSTRUCTS, ids=[each[0] for each in CONSTRUCTS])
def test_constructs(construct: str, becomes: str, text: str | None, tmp_path: Path) -> None:
    """Words are kept, or known to be changed, or named as the template's, or the template is told what is wrong."""
    if becomes == PROBLEM:
        found = problem(tmp_path, construct, **PARTS)
        assert found.rule == text
        assert found.span is not None and found.span.source.path.name == "t.xml.j2"
        assert found.span.line == (2 if text == "bare-text" else 3)  # the line of the tag before it
        return
    markup = read(tmp_path, construct, **PARTS)
    contents = markup.slots.get("body", ())
    if becomes == BLOCK:
        assert [getattr(each, "key", "") for each in contents] == [text]
        return
    read_back = runs(contents)
    assert "**" not in plain(read_back)
    assert text is None or plain(read_back).strip() == text
    assert {(bool(run.key), run.exact) for run in read_back} == {
        KEPT: {(True, True)}, CHANGED: {(True, False)}, OWN: {(False, True)}, NOTHING: set()}[becomes]


def test_every_construct_is_well_formed(tmp_path: Path) -> None:
    tried = 0
    for number, (construct, becomes, _) in enumerate(CONSTRUCTS):
        if becomes != PROBLEM:
            expat.ParserCreate().Parse(printed(tmp_path / str(number), construct, Small(), **PARTS), True)
            tried += 1
    assert tried > 90


@pytest.mark.parametrize("construct", [
    "<p>前{{ slide.title }}后</p>", "<p>**{{ slide.title }}**</p>", "<p>{{ slide.title ~ '，' ~ views[0].short }}</p>",
    "<p>{{ '%s：%s' | format(slide.title, views[0].short) }}</p>", "<p>{{ [slide.title, views[0].short] | join('，') }}</p>"])
def test_words_beside_the_templates_own_keep_their_keys(construct: str, tmp_path: Path) -> None:
    markup = read(tmp_path, construct)
    read_back = runs(markup.slots["body"])
    assert [run.key for run in read_back if run.text == "重点"] == ["s/title"]
    assert all(run.exact for run in read_back)
    assert "*" not in plain(read_back)


def test_a_template_may_put_signs_around_words(tmp_path: Path) -> None:
    read_back = runs(read(tmp_path, "<p>见*{{ views[0].short }}*。</p>").slots["body"])
    assert read_back == (Run("见"), Run("短", "v1/short", brush=True), Run("。"))


# ---- which template --------------------------------------------------------------------------------------------------


def test_a_talks_own_template_wins(tmp_path: Path) -> None:
    own = templates(tmp_path, slides_text="<slide role='text'><h1>自己的</h1></slide>")
    assert "自己的" in own.slide("text", Small().context)
    assert "自己的" not in own.slide("figure", Small().context)


@pytest.mark.parametrize("name", Templates([]).names())
def test_built_in_templates_print_what_a_slide_says(name: str) -> None:
    small = Small()
    small.context["section"] = None
    markup = read_markup(Templates([builtin()]).slide(name, small.context), small.outline, name, small.entry)
    assert plain(markup.title) == "重点 & a<b"
    assert len(markup.notes) == 2
    assert set(markup.left_out) <= {"s/data/stop"}


def test_an_unknown_template_is_a_problem_of_the_slide() -> None:
    small = Small()
    with pytest.raises(DeckgenError) as caught:
        Templates([]).slide("two-colums", small.context, small.slide.span)
    (found,) = caught.value.problems
    assert found.message == "no template named 'two-colums'"
    assert found.hint.startswith("did you mean 'two-columns'? there are: blank, chart, ")
    assert found.span == small.slide.span


# ---- what is said ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("body", "line", "message", "hint"), [
    ("<p>\n{{ slide.titel }}</p>", 4, "a slide has no 'titel'", "did you mean 'title'? it has id, kind,"),
    ("<p>{{ slid.title }}</p>", 3, "nothing here is named 'slid'", "did you mean 'slide'? a template is given slide, talk,"),
    ("<p>{{ slide.data.stpo }}</p>", 3, "a mapping has no 'stpo'", "did you mean 'stop'? it has stop; this is in slide 's'"),
    ("<p>{{ section.title }}</p>", 3, "what is absent here has no 'title'", "this is in slide 's'"),
    ("<p>{{ slide.title | uper }}</p>", 3, "no filter named 'uper'", "did you mean 'upper'?; this is in slide 's'"),
    ("\n\n{% fro x in y %}", 5, "encountered unknown tag 'fro'", "this is in slide 's'"),
    ("{% for x in slide.body %}\n<p>\n</p>", 3, "{% for %} is not closed", ""),
    ("<p>{{ slide.body }}</p>", 3, "a list cannot be printed", "this is in slide 's'"),
    ("<p>{{ slide.span }}</p>", 3, "a list cannot be printed", ""),
    ("{% include 'nowhere.xml.j2' %}", 3, "there is no template 'slides/nowhere.xml.j2' to include", ""),
])
def test_mistakes_are_told_at_their_line(body: str, line: int, message: str, hint: str, tmp_path: Path) -> None:
    found = problem(tmp_path, body)
    assert found.message.startswith(message)
    assert found.hint.startswith(hint)
    assert found.span is not None
    if "end of template" not in message:
        assert found.span.line == line
    assert found.span.source.path == tmp_path / "slides" / "t.xml.j2"


def test_a_mistake_in_an_included_template_names_that_one(tmp_path: Path) -> None:
    found = problem(tmp_path, "{% include 'part.xml.j2' %}", slides_part="<p>\n\n{{ slide.titel }}</p>")
    assert str(found.span).startswith(f"{tmp_path / 'slides' / 'part.xml.j2'}:3:")
    found = problem(tmp_path, "{% include 'part.xml.j2' %}", slides_part="<p>\n</p>\n<div/>")
    assert str(found.span).startswith(f"{tmp_path / 'slides' / 'part.xml.j2'}:3:")


def test_a_template_that_is_not_utf8_is_a_problem(tmp_path: Path) -> None:
    own = templates(tmp_path, slides_t="")
    (tmp_path / "slides" / "t.xml.j2").write_bytes("<slide>题".encode("gbk"))
    with pytest.raises(DeckgenError, match="the template is not UTF-8"):
        own.slide("t", Small().context)


# ---- stamps ----------------------------------------------------------------------------------------------------------


def stamps(folder: Path, body: str) -> list[str]:
    text = printed(folder, body, Small())
    return re.findall(r'<(\w+ _l="\d+:\d+")', text)[2:]


@pytest.mark.parametrize(("body", "expected"), [
    ("<p>a</p>\n<p>b</p>", ["p 3", "p 4"]),
    ("<p\n  slot='body'>a</p>", ["p 3"]),
    ("{% if true %}\n<p>a</p>\n{% endif %}\n<p>b</p>", ["p 4", "p 6"]),
    ("{%- if true -%}\n\n<p>a</p>\n{%- endif %}\n\n<p>b</p>", ["p 5", "p 8"]),
    ("{# one\ntwo #}\n<p>a<br/></p>", ["p 5", "br 5"]),
    ("{{ '<p>' | safe }}</p>\n<p>b</p>", ["p 4"]),
    ("<p>{{ '<b>' }}</p>", ["p 3"]),
    ("<h{{ 1 }}>x</h1>", []),
    ("<p{% if true %} slot='body'{% endif %}>x</p>", []),
    ("<!-- <p>{{ 1 }}\n<p> -->\n<p>x</p>", ["p 5"]),
    ("<![CDATA[ <p>{{ 1 }}\n<p> ]]>\n<p>x</p>", ["p 5"]),
    ("{% raw %}\n<p>x</p>{% endraw %}", ["p 4"]),
    ("<p>1 < 2</p>", ["p 3"]),
])
def test_stamps(body: str, expected: list[str], tmp_path: Path) -> None:
    """Opening tags of the template's text carry their lines; nothing else does."""
    assert [re.sub(r' _l="\d+:(\d+)"', r" \1", each) for each in stamps(tmp_path, body)] == expected


# ---- documents -------------------------------------------------------------------------------------------------------


def test_a_document_prints_words_as_typed(tmp_path: Path) -> None:
    own = templates(tmp_path, notes_t=textwrap.dedent("""\
        # {{ slide.title }}
        {{ slide.subtitle }}{{ '%s' | format(slide.title) }} {{ slide.title | upper }}
        {{ slide.body[0].points | map(attribute='text') | join('、') }}
        {{ '{}'.format(slide.title) }}
        """))
    assert own.document("t", Small().context) == textwrap.dedent("""\
        # **重点** & a<b
        **重点** & a<b **重点** & A<B
        one *red* word、二
        **重点** & a<b
        """)


def test_a_document_is_compiled_once_for_all_builds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "cache"))
    (tmp_path / "cache").mkdir()
    compiles: list[str] = []
    parse = Sandbox._parse

    def counted(self: Sandbox, source: str, name: str | None, filename: str | None) -> nodes.Template:
        compiles.append(str(name))
        return parse(self, source, name, filename)

    monkeypatch.setattr(Sandbox, "_parse", counted)
    first = templates(tmp_path, notes_t="{{ said }}", slides_t="<slide>{{ said }}</slide>")
    again = templates(tmp_path)
    assert [each.document("t", {"said": "一"}) for each in (first, again)] == ["一", "一"]
    assert first.slide("t", {"said": "一"}) == again.slide("t", {"said": "一"})
    assert compiles.count("notes/t.md.j2") == 1 and compiles.count("slides/t.xml.j2") == 2
    changed = templates(tmp_path, notes_t="\n{{ sayd }}")
    with pytest.raises(DeckgenError) as caught:
        changed.document("t", {"said": "一"})
    assert str(caught.value.problems[0].span).endswith("t.md.j2:2:4")
    with pytest.raises(DeckgenError) as caught:
        templates(tmp_path).document("t", {"said": "一"})
    assert str(caught.value.problems[0].span).endswith("t.md.j2:2:4"), "compiled elsewhere, and its line is known all the same"
