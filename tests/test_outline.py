"""An outline read into values: the keys of its words, the slides of a variant, and the schema for editors."""

from __future__ import annotations

import json
import re
from dataclasses import FrozenInstanceError, replace
from pathlib import Path
from typing import Any

import pytest

from deckgen.outline.blocks import Chart, Points
from deckgen.outline.choose import choose, spoken_minutes, template_for
from deckgen.outline.figures import Flow, Timeline
from deckgen.outline.model import Outline
from deckgen.outline.program import Program
from deckgen.outline.reader import from_source
from deckgen.outline.schema import schema
from deckgen.problem import DeckgenError
from deckgen.source.node import Mapping, Node, Sequence
from deckgen.source.read import compose
from deckgen.source.span import Source
from deckgen.source.words import Words

TALK = Path(__file__).parent.parent / "talk" / "outline.yaml"

OUTLINE = """\
talk: {id: t, title: 六个观点, source: {title: 论文, author: 李航}}
variants:
  short: {minutes: 10}
  long: {minutes: 50, default: true}
views:
  - {id: v1, short: 规模, says: 规模带来*质变*。}
  - {id: v2, short: 调教, says: 调教方式的发明。, argued: cut}
  - {id: v3, short: 三, says: 第三个观点。}
opening:
  - {id: front, title: 封面, minutes: 0.5}
  - {title: 提问, notes: 一二三}
  - {kind: pause, title: 讨论, minutes: {long: 5}}
sections:
  - id: s1
    number: 1
    title: 引言
    views: [v2]
    slides:
      - id: scale
        title: {view: v1}
        minutes: {short: 1, long: 2}
        body:
          - points:
              - 一
              - {text: 二, gloss: 注, points: [二之一]}
          - flow: {steps: [{name: 预训练, gives: 知识}, SFT], base: {name: 底, under: [1, 2]}, numbered: false}
          - columns:
              - {label: 左, body: [{text: 左文}]}
        notes: |
          第一行
          第二行
        when: {short: {title: 短题, body: [{text: 短文}], views: [v3]}}
        data: {note: 附}
    sections:
      - id: s1.1
        slides:
          - {id: inner, title: 内}
      - id: s1.2
        views: [v3]
        slides:
          - {title: 另, views: [], hidden: true}
closing:
  - id: end
    title: 结语
    minutes: 1
    body:
      - views: {lines: {v1: 一句}}
      - timeline: {events: [{at: 2018-10, name: BERT}], spans: [{from: 2018, to: 2020, name: 期}]}
backup:
  - id: more
    title: 备用
    minutes: 3
    body: [{chart: {type: bar, categories: [甲, 乙], highlight: 乙, series: [{name: n, values: [1.5, ~]}]}}]
"""


def read(text: str) -> Outline:
    return from_source(Source(Path("o.yaml"), text))


@pytest.fixture(scope="module")
def outline() -> Outline:
    return read(OUTLINE)


def ids(program: Program) -> list[str]:
    return [entry.slide.id for entry in program.entries]


# ---- reading ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("key", "text"), [
    ("talk/title", "六个观点"), ("talk/source/author", "李航"), ("views/v1/says", "规模带来*质变*。"),
    ("sections/s1/title", "引言"),
    ("sections/s1/number", "1"), ("front/title", "封面"), ("opening-2/title", "提问"), ("scale/body/0/points/0", "一"),
    ("scale/body/0/points/1/text", "二"), ("scale/body/0/points/1/points/0", "二之一"), ("scale/body/1/steps/0/gives", "知识"),
    ("scale/body/1/steps/1", "SFT"), ("scale/body/1/base/name", "底"), ("scale/body/2/columns/0/body/0/text", "左文"),
    ("scale/notes", "第一行\n第二行"), ("scale/when/short/title", "短题"), ("scale/when/short/body/0/text", "短文"),
    ("scale/data/note", "附"), ("s1.2-1/title", "另"), ("end/body/0/lines/v1", "一句"), ("end/body/1/spans/0/name", "期"),
])
def test_words_have_keys(outline: Outline, key: str, text: str) -> None:
    words = outline.words[key]
    assert words == text and words.key == key and words.exact
    if "\n" not in text:
        assert words.span.source.text[words.span.start : words.span.end] == text


def test_every_word_is_under_its_own_key(outline: Outline) -> None:
    assert all(words.key == key for key, words in outline.words.items())
    assert all(block.key == key for key, block in outline.blocks.items())
    assert not set(outline.words) & set(outline.blocks)


def test_blocks_and_slides_know_where_they_stand(outline: Outline) -> None:
    assert list(outline.blocks)[:3] == ["scale/body/0", "scale/body/1", "scale/body/2/columns/0/body/0"]
    places = {"scale": 19, "scale/body/1": 26, "scale/body/1/base/under": 26, "scale/title": 19}
    assert {key: span.line for key in places if (span := outline.span(key))} == places
    assert outline.span("nowhere/at/all") is None and outline.sections[0].span and outline.sections[0].span.line == 14


def test_fields_make_numbers_and_keep_text(outline: Outline) -> None:
    flow, timeline, chart = outline.blocks["scale/body/1"], outline.blocks["end/body/1"], outline.blocks["more/body/0"]
    assert isinstance(flow, Flow) and flow.base and flow.base.under == (1, 2) and flow.numbered is False
    assert isinstance(timeline, Timeline) and timeline.events[0].at == "2018-10" and timeline.spans[0].from_ == 2018
    assert isinstance(chart, Chart) and chart.series[0].values == (1.5, None) and chart.highlight == ("乙",)


@pytest.mark.parametrize("cell", ["no", "1:30", "012", "1.0", "~", "null", "true", "2025-03-01"])
def test_a_table_cell_stays_as_typed(cell: str) -> None:
    read_back = read(f"talk: {{id: t, title: 题}}\nopening: [{{title: 题, body: [{{table: {{rows: [[{cell}]]}}}}]}}]\n")
    assert read_back.words["opening-1/body/0/rows/0/0"] == cell


@pytest.mark.parametrize("empty", ["", "~", "null"])
def test_what_is_left_empty_is_as_good_as_left_out(empty: str) -> None:
    slide, = read(f"talk: {{id: t, title: 题}}\nopening:\n- title: 题\n  notes: {empty}\n  body: {empty}\n  minutes: {empty}\n"
                  f"  kind: {empty}\n").opening
    assert (slide.notes, slide.body, slide.minutes, slide.kind) == (None, (), None, "slide")


def test_quotes_make_text_of_what_would_be_empty() -> None:
    slide, = read('talk: {id: t, title: 题}\nopening: [{title: "~", notes: ""}]\n').opening
    assert slide.title == "~" and slide.notes == ""


def test_an_alias_has_its_own_key_and_its_anchors_place() -> None:
    found = read("talk: {id: t, title: 题}\nopening:\n- {title: &a 同, notes: *a}\n").words
    assert found["opening-1/notes"] == "同" and found["opening-1/notes"].span == found["opening-1/title"].span


def test_values_are_frozen_and_compare_by_what_they_say(outline: Outline) -> None:
    slide = outline.opening[0]
    with pytest.raises(FrozenInstanceError):
        slide.hidden = True  # type: ignore[misc]
    assert replace(slide) == slide and replace(slide, span=None) == slide and replace(slide, hidden=True) != slide
    with pytest.raises(TypeError):
        Points()  # type: ignore[call-arg]
    with pytest.raises(TypeError):
        Points(points=(), pionts=())  # type: ignore[call-arg]


# ---- choosing --------------------------------------------------------------------------------------------------------


def test_slides_of_each_variant(outline: Outline) -> None:
    assert ids(choose(outline)) == ["front", "opening-2", "opening-3", "scale", "inner", "s1.2-1", "end", "more"]
    assert choose(outline).name == "long" and choose(outline).variant.minutes == 50
    assert ids(choose(outline, "short")) == ["front", "scale", "end", "more"]


def test_minutes_add_up_and_backup_has_none(outline: Outline) -> None:
    entries = choose(outline).entries
    assert [(entry.start, entry.minutes, entry.counted) for entry in entries] == [
        (0, 0.5, True), (0.5, 0.5, False), (1, 5, True), (6, 2, True), (8, 0.5, False), (8.5, 0, False), (8.5, 1, True),
        (9.5, 0, True)]
    assert choose(outline).minutes == 9.5 and [entry.part for entry in entries][-2:] == ["closing", "backup"]
    assert [entry.slide.id for entry in entries if not entry.shown] == ["opening-3"]


def test_a_title_that_is_a_view_has_the_views_own_words(outline: Outline) -> None:
    entry = choose(outline).entries[3]
    assert entry.title is outline.words["views/v1/says"] and entry.slide.title is entry.title
    assert entry.slide.views == ("v1",) and entry.views == (outline.views[0],)


def test_an_overlay_changes_one_variant(outline: Outline) -> None:
    short, long = choose(outline, "short").entries[1], choose(outline).entries[3]
    assert isinstance(short.title, Words) and short.title.key == "scale/when/short/title" and short.slide.views == ("v3",)
    assert [block.key for block in short.slide.body] == ["scale/when/short/body/0"] and len(long.slide.body) == 3
    assert short.slide.notes == long.slide.notes


def test_views_come_from_the_nearest_section(outline: Outline) -> None:
    found = {entry.slide.id: (entry.slide.views, entry.section and entry.section.id, entry.top and entry.top.id)
             for entry in choose(outline).entries}
    assert found["inner"] == (("v2",), "s1.1", "s1")
    assert found["s1.2-1"] == ((), "s1.2", "s1")
    assert found["front"] == ((), None, None)


def test_an_outline_without_variants_is_one_deck() -> None:
    program = choose(read("talk: {id: t, title: 题}\nopening: [{title: 甲}, {title: 乙, minutes: 2}]\n"))
    assert (program.name, ids(program), program.minutes) == ("", ["opening-1", "opening-2"], 2.5)


def test_the_first_variant_is_the_default_where_none_is_marked() -> None:
    assert choose(read("talk: {id: t, title: 题}\nvariants: {a: {minutes: 5}, b: }\n")).name == "a"


@pytest.mark.parametrize(("text", "name", "hint"), [
    (OUTLINE, "shrt", "did you mean 'short'? variants: short, long"),
    ("talk: {id: t, title: 题}\n", "talk", "it has none: leave the name out"),
])
def test_a_variant_that_is_not_there(text: str, name: str, hint: str) -> None:
    with pytest.raises(DeckgenError) as raised:
        choose(read(text), name)
    problem, = raised.value.problems
    assert (problem.message, problem.hint) == (f"the outline has no variant '{name}'", hint)


@pytest.mark.parametrize(("notes", "minutes"), [
    (None, 0.5), ("很短", 0.5), ("字" * 200, 1), ("字" * 450, 2.25), ("word " * 130, 1),
    ("字" * 200 + " it's well-known" * 65, 2), ("，。！" * 900, 0.5), ("字" * 224, 1), ("字" * 225, 1.25),
])
def test_notes_are_spoken_at_200_characters_or_130_words_a_minute(notes: str | None, minutes: float) -> None:
    assert spoken_minutes(notes) == minutes


IMAGE, CODE = "image: {src: a.png, decorative: true}", "code: {language: python, text: x = 1}"
FLOW, CHART = "flow: {steps: [a]}", "chart: {type: bar, categories: [a], series: [{name: n, values: [1]}]}"


@pytest.mark.parametrize(("by_view", "body", "template"), [
    (True, [], "view"),
    (True, [FLOW], "figure"),
    (True, [CHART], "figure"),
    (True, ["points: [a]"], "view"),
    (True, [FLOW, FLOW], "view"),
    (False, [], "text"),
    (False, ["points: [a]"], "text"),
    (False, ["table: {rows: [[a]]}"], "table"),
    (False, [CHART], "chart"),
    (False, ["quote: {text: a}"], "quote"),
    (False, [FLOW], "figure"),
    (False, ["points: [a]", FLOW], "text-figure"),
    (False, [FLOW, "text: a", "text: b"], "text-figure"),
    (False, [FLOW, FLOW], "text"),
    (False, ["columns: [{label: a}]"], "two-columns"),
    (False, ["text: a", "columns: [{label: a}]"], "two-columns"),
    (False, ["text: a", "table: {rows: [[a]]}"], "text"),
    (True, [IMAGE], "figure"),
    (False, [IMAGE], "figure"),
    (False, ["points: [a]", IMAGE], "text-figure"),
    (False, [IMAGE, IMAGE], "text"),
    (False, [CODE], "code"),
    (False, [CODE, "text: a"], "code"),
    (False, [CODE, CODE], "text"),
    (False, [CODE, IMAGE], "text"),
])
def test_the_template_of_a_slide_that_names_none(by_view: bool, body: list[str], template: str) -> None:
    blocks = ", ".join(f"{{{block}}}" for block in body)
    slide, = read(f"talk: {{id: t, title: 题}}\nopening: [{{title: 题, body: [{blocks}]}}]\n").opening
    assert template_for(slide, by_view) == template


def test_a_template_that_is_named_stays() -> None:
    program = choose(read("talk: {id: t, title: 题}\nopening: [{title: 题, template: discussion}]\n"))
    assert program.entries[0].slide.template == "discussion"


# ---- the schema ------------------------------------------------------------------------------------------------------


def resolved(node: Node) -> Any:
    """Plain data as an editor sees it: YAML 1.2's core schema."""
    if isinstance(node, Mapping):
        return {key: resolved(each) for key, each in node.items.items()}
    if isinstance(node, Sequence):
        return [resolved(each) for each in node.items]
    if node.style:
        return node.text
    if node.empty or node.text in ("true", "false"):
        return None if node.empty else node.text == "true"
    for number, looks in ((int, r"[-+]?[0-9]+"), (float, r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")):
        if re.fullmatch(looks, node.text):
            return number(node.text)
    return node.text


def faults(value: Any, rule: Any, whole: dict[str, Any], where: str = "") -> list[str]:
    """What a value breaks of a schema: as much of JSON Schema as ours uses."""
    if "$ref" in rule:
        return faults(value, whole["$defs"][rule["$ref"].removeprefix("#/$defs/")], whole, where)
    if "anyOf" in rule:
        return min((faults(value, each, whole, where) for each in rule["anyOf"]), key=len)
    kinds: dict[str, Any] = {"object": dict, "array": list, "string": str, "number": int | float, "integer": int, "boolean": bool,
                             "null": type(None)}
    if "enum" in rule:
        return [] if value in rule["enum"] else [f"{where}: {value!r} is not one of {rule['enum']}"]
    allowed = rule.get("type", list(kinds))
    if not any(isinstance(value, kinds[kind]) for kind in ([allowed] if isinstance(allowed, str) else allowed)):
        return [f"{where}: {type(value).__name__} is not {allowed}"]
    if isinstance(value, list):
        return [fault for number, each in enumerate(value) for fault in faults(each, rule["items"], whole, f"{where}/{number}")]
    if not isinstance(value, dict):
        return []
    found = [f"{where}: {key} is missing" for key in rule.get("required", ()) if key not in value]
    if not rule.get("minProperties", 0) <= len(value) <= rule.get("maxProperties", 99):
        found.append(f"{where}: {len(value)} keys")
    for key, each in value.items():
        inside = rule.get("properties", {}).get(key, rule.get("additionalProperties", {}))
        found += [f"{where}/{key} is unknown"] if inside is False else faults(each, inside, whole, f"{where}/{key}")
    return found


@pytest.mark.parametrize("text", [OUTLINE, TALK.read_text(encoding="utf-8")], ids=["a small outline", "the real talk"])
def test_the_schema_takes_what_the_reader_takes(text: str) -> None:
    assert read(text)
    assert faults(resolved(compose(Source(Path("o.yaml"), text))), schema(), schema()) == []


@pytest.mark.parametrize(("old", "new", "fault"), [
    ("views: [v2]", "veiws: [v2]", "/sections/0/veiws is unknown"),
    ("- points:\n", "- pionts:\n", "/sections/0/slides/0/body/0/pionts is unknown"),
    ("kind: pause", "kind: puase", "/opening/2: 'puase' is not one of ['slide', 'pause', None]"),
    ("{id: v3, short: 三, ", "{id: v3, ", "/views/2: short is missing"),
    ("minutes: 0.5", "minutes: 半", "/opening/0/minutes: str is not"),
])
def test_the_schema_refuses_what_the_reader_refuses(old: str, new: str, fault: str) -> None:
    text = OUTLINE.replace(old, new)
    assert text != OUTLINE
    with pytest.raises(DeckgenError):
        read(text)
    found = faults(resolved(compose(Source(Path("o.yaml"), text))), schema(), schema())
    assert len(found) == 1 and found[0].startswith(fault.split(":")[0])


def test_the_schema_is_explained_and_plain_data() -> None:
    whole: Any = schema()
    assert whole == json.loads(json.dumps(whole)) and whole["$schema"].endswith("2020-12/schema")
    assert all(each.get("description") for each in whole["$defs"].values())
    assert whole["$defs"]["Views"]["properties"]["states"] == {
        "description": "Print the word beside each mark.", "type": ["boolean", "null"], "default": True}
    assert "from" in whole["$defs"]["Period"]["properties"] and "span" not in whole["$defs"]["Slide"]["properties"]
