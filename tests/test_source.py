"""Files as they were typed: spans that slice back what stands there, and problems drawn under the right characters."""

from __future__ import annotations

from pathlib import Path

import pytest

from deckgen.problem import WIDTH, DeckgenError, Problem, Unusable, columns, show, show_all
from deckgen.source.node import Mapping, Node, Scalar, Sequence, at
from deckgen.source.read import compose, read_source
from deckgen.source.span import Source, Span

SHAPES = """\
# 注释
plain: 普通文字 # not part of it
long: 第一行
  第二行
double: "双引号 \\n \\u4e00"
single: '单引号 ''内'''
literal: |
  第一行

    缩进
  第二行\x20\x20

# 另一段
folded: >-
  折一
  折二
kept: |2+
    两格

empty:
tilde: ~
flow: {a: [一, "二", '三'], b: , c: 四 五}
list:
- 甲
-   乙
anchored: &a 锚
quoted: &b "引"
alias: *a
nested: &n
  - {x: 1}
  - y: 2
again: *n
"""

TYPED = {
    "plain": "普通文字",
    "long": "第一行\n  第二行",
    "double": '"双引号 \\n \\u4e00"', "single": "'单引号 ''内'''",
    "literal": "|\n  第一行\n\n    缩进\n  第二行  ",
    "folded": ">-\n  折一\n  折二", "kept": "|2+\n    两格", "empty": "", "tilde": "~",
    "flow": "{a: [一, \"二\", '三'], b: , c: 四 五}",
    "list": "- 甲\n-   乙", "anchored": "锚", "quoted": '"引"', "alias": "锚",
    "nested": "- {x: 1}\n  - y: 2", "again": "- {x: 1}\n  - y: 2",
}

MADE = {
    "plain": "普通文字", "long": "第一行 第二行", "double": "双引号 \n 一", "single": "单引号 '内'",
    "literal": "第一行\n\n  缩进\n第二行  ",
    "folded": "折一 折二", "kept": "  两格", "empty": "", "tilde": "~", "anchored": "锚", "quoted": "引", "alias": "锚",
}


def source(text: str) -> Source:
    return Source(Path("o.yaml"), text)


def sliced(span: Span) -> str:
    return span.source.text[span.start : span.end]


def leaves(node: Node) -> list[Scalar]:
    if isinstance(node, Scalar):
        return [node]
    below = list(node.items.values()) if isinstance(node, Mapping) else node.items
    keys = list(node.keys.values()) if isinstance(node, Mapping) else []
    return [*keys, *(leaf for each in below for leaf in leaves(each))]


@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["LF", "CRLF"])
@pytest.mark.parametrize("key", TYPED)
def test_a_span_is_exactly_what_was_typed(key: str, end: str) -> None:
    root = compose(source(SHAPES.replace("\n", end)))
    assert sliced(root.items[key].span) == TYPED[key].replace("\n", end)


@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["LF", "CRLF"])
@pytest.mark.parametrize("key", MADE)
def test_text_is_what_yaml_makes_of_it_without_the_last_line_end(key: str, end: str) -> None:
    node = compose(source(SHAPES.replace("\n", end))).items[key]
    assert isinstance(node, Scalar) and node.text == MADE[key]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
def test_lines_and_columns_count_characters_from_one(end: str) -> None:
    whole = source(SHAPES.replace("\n", end))
    for leaf in leaves(compose(whole)):
        assert leaf.span[:3] == whole.span(leaf.span.start, leaf.span.end)[:3]
        assert whole.lines[leaf.span.line - 1][leaf.span.column - 1 :].startswith(sliced(leaf.span).split(end)[0])


@pytest.mark.parametrize("typed", ["no", "yes", "1:30", "012", "1.10", "2018-10", "2025-03-01", "0x1F", "1_000", "true", ".inf"])
def test_nothing_is_made_of_a_plain_scalar(typed: str) -> None:
    node = compose(source(f"a: {typed}\n")).items["a"]
    assert isinstance(node, Scalar) and node.text == typed


def test_an_alias_stands_at_its_anchor() -> None:
    root = compose(source(SHAPES))
    assert root.items["alias"] is root.items["anchored"] and root.items["alias"].span.line == 26


def test_a_place_inside_a_value() -> None:
    root = compose(source(SHAPES))
    assert sliced(at(root, "flow", "a", 1)) == '"二"'
    assert sliced(at(root, "flow", "missing")) == TYPED["flow"]
    assert isinstance(root.items["list"], Sequence) and sliced(at(root, "list", 9)) == TYPED["list"]


def test_a_byte_order_mark_moves_nothing(tmp_path: Path) -> None:
    path = tmp_path / "o.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + "题: 目\r\n".encode())
    read = read_source(path)
    assert read.bom and read.text == "题: 目\r\n"
    assert compose(read).items["题"].span[1:] == (1, 4, 3, 4)


@pytest.mark.parametrize(("data", "place", "message"), [
    ("a: 一\nb: 题".encode() + b"\xff\n", (2, 5), "this is not UTF-8"),
    ("标题: 大模型\n".encode("gbk"), (1, 1), "this is not UTF-8"),
    ("a: 一\n".encode("utf-16"), (1, 1), "the file is saved as UTF-16"),
], ids=["a stray byte", "GBK", "UTF-16"])
def test_other_encodings_are_told_by_their_place(tmp_path: Path, data: bytes, place: tuple[int, int], message: str) -> None:
    path = tmp_path / "o.yaml"
    path.write_bytes(data)
    with pytest.raises(DeckgenError) as raised:
        read_source(path)
    problem, = raised.value.problems
    assert problem.span and (problem.span.line, problem.span.column) == place and problem.message == message
    assert show(problem).startswith(f"{path}:{place[0]}:{place[1]}: error: {message} [not-utf-8]")


@pytest.mark.parametrize("path", ["nowhere.yaml", "."], ids=["missing", "a folder"])
def test_a_path_that_cannot_be_read_is_named_alone(tmp_path: Path, path: str) -> None:
    with pytest.raises(Unusable, match="^" + str(tmp_path / path)):
        read_source(tmp_path / path)


# ---- how a problem looks ---------------------------------------------------------------------------------------------


def test_carets_stand_under_wide_characters() -> None:
    whole = source("标题: two-colums # 页\n")
    problem = Problem("no template named 'two-colums'", whole.span(4, 14), "did you mean 'two-columns'?", "unknown-template")
    assert show(problem) == """\
o.yaml:1:5: error: no template named 'two-colums' [unknown-template]
     1 | 标题: two-colums # 页
       |       ^^^^^^^^^^
  hint: did you mean 'two-columns'?"""


@pytest.mark.parametrize(("line", "start", "end", "below"), [
    ("题目：abc", 2, 3, "    ^^"),
    ("题：大模型", 2, 5, "    ^^^^^^"),
    ("e\u0301a: x", 4, 5, "   ^"),
    ("e\u0301: x", 0, 2, "^"),
    ("\tid: t", 0, 1, "^"),
    ("\t题: t", 4, 5, "\t    ^"),
    ("“引”: t", 5, 6, "      ^"),
    ("ｆｕｌｌ x", 5, 6, "         ^"),
    ("a", 1, 1, " ^"),
    ("𠮷: x", 3, 4, "    ^"),
])
def test_carets(line: str, start: int, end: int, below: str) -> None:
    assert show(Problem("x", source(line + "\n").span(start, end))).split("\n")[2] == "       | " + below


def test_a_stretch_over_lines_is_marked_to_the_end_of_its_first() -> None:
    assert show(Problem("x", source("a: 一\n  二\n").span(3, 8))).split("\n")[1:] == ["     1 | a: 一", "       |    ^^"]


def test_a_long_line_is_cut_around_its_fault() -> None:
    whole = source("甲" * 300 + "错" + "乙" * 300)
    _, line, below = show(Problem("x", whole.span(300, 301))).split("\n")
    assert columns(line) <= WIDTH + 12 and line.startswith("     1 | …甲") and line.endswith("乙…")
    assert columns(line.split("错")[0]) == len(below) - 2 and below.endswith("^^")


def test_what_a_terminal_would_obey_is_not_printed() -> None:
    assert "\x1b" not in show(Problem("x", source("a: \x1b[31m\n").span(3, 4)))


def test_a_line_without_a_column_has_no_caret() -> None:
    assert show(Problem("x", Span(source("a\nb\n"), 2))) == "o.yaml:2:1: error: x\n     2 | b"


def test_problems_stand_in_the_order_of_their_places() -> None:
    whole = source("a\nb\nc\n")
    shown = show_all([Problem("no place"), Problem("third", whole.span(4, 5)),
                      Problem("first", whole.span(0, 1), severity="advice")])
    assert [part.split("\n")[0] for part in shown.split("\n\n")] == ["o.yaml:1:1: advice: first", "o.yaml:3:1: error: third",
                                                                     "error: no place"]


def test_colour_changes_nothing_but_the_colour() -> None:
    import re

    problem = Problem("x", source("标题: a\n").span(4, 5), "a hint", "a-rule", "warning")
    assert re.sub("\x1b\\[[0-9;]*m", "", show(problem, colour=True)) == show(problem)
    assert "\x1b[1;33m^" in show(problem, colour=True)
