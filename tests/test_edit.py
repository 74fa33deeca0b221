"""Edits: only what was meant changes, to the byte; what can't be meant is refused and nothing is touched."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from deckgen.source.apply import Refused, apply, encoded
from deckgen.source.edit import AddKey, Edit, Reword, Trim
from deckgen.source.letters import letters, stretch
from deckgen.source.node import Mapping, Node, Scalar
from deckgen.source.read import compose, read_source
from deckgen.source.span import Source

TORTURE = """\
# 注释 with: colons # and more
plain: 普通文字   # 后面有注释
long: 第一行
  第二行\x20\x20

  隔了一行
url: https://a.b/c#d
double: "双引号 \\n \\u4e00\\x41 \\"内\\" \\\\ 末"
folds: "折一
  折二 \\
  折三

  折四"
single: '单引号 ''内''，#不是注释'
singles: '折一
  折二'
literal: |  # 头上的注释
  第一行

    缩进的
  第二行\x20\x20

# 另一段
stripped: |-
    四格
    再来
folded: >-
  折一
  折二

  新段
    更深
  回来
kept: |2+
    两格
  平

sequence:
- 甲
-   乙 # 注
-
  另起一行
- - 里
  - "外"
- {x: 一, 'y': "二", z: [三 三, '四', "五 \\" 六"]}
- [甲, 乙,
   丙 丁
   戊]
anchored: &a 锚 # 没有别名
quoted: &b "引"
number: 012
colon: a:b c
keys: {"引 号": 值, 'it''s': 另}
tabs:\t制表\t里面
last: 末尾没有换行"""


def source(text: str) -> Source:
    return Source(Path("o.yaml"), text)


def leaves(node: Node, path: str = "") -> list[tuple[str, Scalar]]:
    if isinstance(node, Scalar):
        return [(path, node)]
    below = node.items.items() if isinstance(node, Mapping) else enumerate(node.items)
    return [leaf for name, each in below for leaf in leaves(each, f"{path}/{name}")]


PATHS = [path for path, _ in leaves(compose(source(TORTURE)))]


def at(whole: Source, path: str) -> Scalar:
    return dict(leaves(compose(whole)))[path]


@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["LF", "CRLF"])
@pytest.mark.parametrize("path", PATHS)
def test_every_letter_is_found_where_it_was_typed(path: str, end: str) -> None:
    whole = source(TORTURE.replace("\n", end))
    node = at(whole, path)
    places = letters(node.span, node.text)
    assert places is not None and len(places) == len(node.text) + 1
    for letter, place in zip(node.text, places, strict=False):
        assert whole.text[place] in (letter, "\\", "\r", "\n", " ", "\t"), (path, letter)
        if letter.isalnum() and whole.text[place] != "\\":
            assert whole.text[place] == letter


NEW: dict[str, Callable[[str], tuple[int, int, str]]] = {
    "a letter in the middle": lambda text: (1, 1, "新"),
    "a first letter that opens a quote": lambda text: (0, 0, '"'),
    "a first letter that means something": lambda text: (0, 0, "*"),
    "an apostrophe and a backslash": lambda text: (len(text), len(text), "it's \\n"),
    "a comment's beginning": lambda text: (len(text), len(text), " # 不是注释"),
    "a colon": lambda text: (len(text), len(text), ": 值"),
    "commas and brackets": lambda text: (len(text), len(text), "], {a}, b"),
    "all of it": lambda text: (0, len(text), "全部换掉"),
    "nothing at all of the first letter": lambda text: (0, 1, ""),
    "a second line": lambda text: (len(text), len(text), "\n又一行"),
    "a word that YAML takes for empty": lambda text: (0, len(text), "null"),
}


@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["LF", "CRLF"])
@pytest.mark.parametrize("path", PATHS)
def test_a_value_is_edited_and_every_other_byte_stays(path: str, end: str) -> None:
    whole = source(TORTURE.replace("\n", end))
    node = at(whole, path)
    for name, edit in NEW.items():
        start, stop, text = edit(node.text)
        made = apply(whole, [Reword(node.span, start, stop, text)])
        assert at(made, path).text == (node.text[:start] + text + node.text[stop:]).rstrip("\n"), name
        tail = len(whole.text) - node.span.end
        assert made.text[:node.span.start] == whole.text[:node.span.start], name
        assert tail == 0 or made.text[-tail:] == whole.text[-tail:], name
        assert {key: leaf.text for key, leaf in leaves(compose(made)) if key != path} == {
            key: leaf.text for key, leaf in leaves(compose(whole)) if key != path}, name


@pytest.mark.parametrize(("typed", "start", "stop", "new", "made"), [
    ("a: 甲乙 # 注", 1, 1, "，", "a: 甲，乙 # 注"),
    ("a: '甲''乙'", 1, 2, "丙", "a: '甲丙乙'"),
    ('a: "甲\\u4e00乙"', 1, 2, "二", 'a: "甲二乙"'),
    ("a: |\n  甲\n  乙", 2, 3, "丙", "a: |\n  甲\n  丙"),
    ("a: >\n  甲\n  乙", 2, 3, "丙", "a: >\n  甲\n  丙"),
    ("a: 甲\n  乙", 2, 3, "丙", "a: 甲\n  丙"),
    ("a: 甲", 0, 1, "*重*点", "a: '*重*点'"),
    ("a: [甲, 乙]", 0, 1, "甲, 丙", "a: ['甲, 丙', 乙]"),
])
def test_as_little_is_typed_anew_as_can_be(typed: str, start: int, stop: int, new: str, made: str) -> None:
    whole = source(typed)
    node = leaves(compose(whole))[0][1]
    assert apply(whole, [Reword(node.span, start, stop, new)]).text == made


def test_several_edits_at_once() -> None:
    whole = source("a: 甲,乙,丙\nb: {c: x}\nd: 一  \n")
    a = at(whole, "/a")
    b = compose(whole).items["b"]
    made = apply(whole, [Reword(a.span, 3, 4, "，"), Reword(a.span, 1, 2, "，"), AddKey(b.span, "id", "n"),
                         Trim(whole.span(whole.text.index("  \n"), whole.text.index("  \n") + 2))])
    assert made.text == "a: 甲，乙，丙\nb: {id: n, c: x}\nd: 一\n"


def test_a_key_goes_before_the_first_one() -> None:
    whole = source("list:\n  - title: 题\n    notes: 讲\n")
    place = whole.span(whole.text.index("title"), len(whole.text))
    assert apply(whole, [AddKey(place, "id", "s1")]).text == "list:\n  - id: s1\n    title: 题\n    notes: 讲\n"


@pytest.mark.parametrize(("edits", "why"), [
    (lambda whole: [Reword(at(whole, "/a").span, 0, 1, "x")], "repeated elsewhere by an alias"),
    (lambda whole: [Reword(at(whole, "/c").span, 0, 1, "x"), Reword(at(whole, "/c").span, 0, 2, "y")], "touch the same letters"),
    (lambda whole: [Trim(at(whole, "/c").span)], "something else than was meant"),
    (lambda whole: [Reword(whole.span(3, 4), 0, 1, "x")], "no text at this place"),
    (lambda whole: [AddKey(compose(whole).span, "c", "x")], "could not be read any more"),
])
def test_what_would_not_say_what_is_meant_is_refused(edits: Callable[[Source], list[Edit]], why: str) -> None:
    whole = source("a: &x 甲\nb: *x\nc: 乙丙\n")
    with pytest.raises(Refused, match=why):
        apply(whole, edits(whole))


def test_a_byte_order_mark_and_line_ends_come_back(tmp_path: Path) -> None:
    path = tmp_path / "o.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + "a: 甲\r\nb: |\r\n  乙\r\n".encode())
    whole = read_source(path)
    made = apply(whole, [Reword(at(whole, "/b").span, 0, 1, "丙\n丁")])
    assert encoded(made) == b"\xef\xbb\xbf" + "a: 甲\r\nb: |\r\n  丙\r\n  丁\r\n".encode()


def test_the_place_of_a_stretch_of_words() -> None:
    whole = source("a: |\n  一二\n  三,四\n")
    node = at(whole, "/a")
    found = stretch(node.span, node.text, 4, 5)
    assert (found.line, found.column, whole.text[found.start:found.end]) == (3, 4, ",")
