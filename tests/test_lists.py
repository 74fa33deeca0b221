"""Items of lists added, copied, moved and taken out: the file says what was meant, and every other byte is as it was typed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import pytest

import deckgen.source.lists as lines
import yaml_styles
from deckgen.source.apply import Refused, apply, encoded
from deckgen.source.edit import AddItem, Data, DuplicateItem, Edit, MoveItem, RemoveItem, RemoveKey
from deckgen.source.history import History, Patch
from deckgen.source.node import Mapping, Node, Scalar, Sequence
from deckgen.source.node import at as place_of
from deckgen.source.read import composed
from deckgen.source.span import Source
from test_edit import TORTURE

TALK = Path(__file__).parent.parent / "talk" / "outline.yaml"
Path_ = tuple[str | int, ...]


def source(text: str | bytes) -> Source:
    if isinstance(text, str):
        return Source(Path("o.yaml"), text)
    return Source(Path("o.yaml"), text.decode("utf-8-sig"), text.startswith(b"\xef\xbb\xbf"))


def lists(node: Node, path: Path_ = ()) -> Iterator[tuple[Path_, Sequence]]:
    """Every list with the way to it."""
    if isinstance(node, Scalar):
        return
    if isinstance(node, Sequence):
        yield path, node
    for name, each in node.items.items() if isinstance(node, Mapping) else enumerate(node.items):
        yield from lists(each, (*path, name))


def data(node: Node) -> Data:
    match node:
        case Scalar():
            return node.text
        case Sequence():
            return tuple(map(data, node.items))
        case Mapping():
            return {name: data(each) for name, each in node.items.items()}


def changed(whole: Data, path: Path_, items: tuple[Data, ...]) -> Data:
    """What a file should say with other items in one of its lists."""
    if not path:
        return items
    first, *rest = path
    if isinstance(whole, dict):
        return {name: changed(each, tuple(rest), items) if name == first else each for name, each in whole.items()}
    return tuple(changed(each, tuple(rest), items) if at == first else each for at, each in enumerate(whole))


def typed_lines(text: str) -> Counter[str]:
    return Counter(line.strip() for line in text.splitlines() if line.strip())


def checked(whole: Source, edit: Edit, meant: Data) -> Source:
    """An edit made: read again it is what was meant, undone it is the old bytes, redone the new ones."""
    made = apply(whole, [edit])
    assert data(composed(made)) == meant, edit
    before, after = encoded(whole), encoded(made)
    history = History(before).edited(after)
    assert history.undo().data == before and history.undo().redo() == history and history.data == after
    return made


NEW = "新 # 的: 一项"
BEHIND: tuple[Data, ...] = ("deckgen", {"name": "- 新", "text": "一行\n\n  二行"})


class Operation(NamedTuple):
    """Something to do to one list: `to` is another list, where that takes part."""

    name: str
    path: Path_
    at: int
    to: Path_ = ()
    place: int = 0


def operations(whole: Source, random: Random) -> list[Operation]:
    """Every operation at every place of every list; each item into one other list, drawn by lot."""
    known = dict(lists(composed(whole)))
    made: list[Operation] = []
    for path, node in known.items():
        count = len(node.items)
        made += [Operation("add", path, at) for at in range(count + 1)]
        for at in range(count):
            made += [Operation("duplicate", path, at), Operation("remove", path, at)]
            places = sorted({0, at - 1, at + 1, count - 1} & {*range(count)})
            made += [Operation("move", path, at, path, place) for place in places]
            other = random.choice([*known])
            if other[:len(path) + 1] != (*path, at) and other != path:
                made.append(Operation("move", path, at, other, random.randint(0, len(known[other].items))))
    return made


def law(whole: Source, known: dict[Path_, Sequence], said: Data, operation: Operation) -> str:
    """Does it, and sees that it is what was meant and nothing else; a reason where it is refused, else empty."""
    name, path, at, to, place = operation
    node = known[path]
    own = within(said, path)
    text, span = whole.text, node.span
    block = text[span.start] == "-"
    if name == "add":
        new: Data = (NEW, *BEHIND)[at % 3]
        made = checked(whole, AddItem(span, at, new), changed(said, path, (*own[:at], new, *own[at:])))
        assert not own or not Patch.between(encoded(whole), encoded(made)).old, "an item comes in between"
    elif name == "duplicate":
        try:
            made = checked(whole, DuplicateItem(span, at), changed(said, path, (*own[:at + 1], *own[at:])))
        except Refused as why:
            assert "an anchor would stand twice" in str(why)
            return "an anchor would stand twice"
        assert not Patch.between(encoded(whole), encoded(made)).old, "a copy comes in between"
    elif name == "remove":
        try:
            made = checked(whole, RemoveItem(span, at), changed(said, path, (*own[:at], *own[at + 1:])))
        except Refused as why:
            assert "the only item" in str(why) and len(own) == 1
            return "the only item"
        only_gone(whole, made, node, at, block)
    elif to == path:
        items = list(own)
        items.insert(place, items.pop(at))
        made = checked(whole, MoveItem(span, at, span, place), changed(said, path, tuple(items)))
        assert "".join(sorted(made.text)).split() == "".join(sorted(text)).split(), "nothing but places changes"
        if block and first_alone(whole, node):
            assert sorted(made.text) == sorted(text) and typed_lines(made.text) == typed_lines(text)
    else:
        meant = said
        for inward in (True, False) if path[:len(to)] == to else (False, True):
            if inward:
                here = within(meant, path)
                meant = changed(meant, path, (*here[:at], *here[at + 1:]))
            else:
                there = within(meant, to)
                meant = changed(meant, to, (*there[:place], own[at], *there[place:]))
        try:
            made = checked(whole, MoveItem(span, at, known[to].span, place), meant)
        except Refused as why:
            reason = str(why)
            assert any(each in reason for each in ("would be lost", "the only item", "cannot take an item")), why
            return reason
        between_lines = block and text[known[to].span.start] == "-" and first_alone(whole, node) and first_alone(whole, known[to])
        if between_lines and len(own) > 1:
            assert typed_lines(made.text) == typed_lines(text)
    return ""


def within(whole: Data, path: Path_) -> tuple[Data, ...]:
    for step in path:
        whole = whole[step]  # type: ignore[index]
    assert isinstance(whole, tuple)
    return whole


def first_alone(whole: Source, node: Sequence) -> bool:
    return not whole.text[:node.span.start].splitlines()[-1].strip() if node.span.start else True


def only_gone(whole: Source, made: Source, node: Sequence, at: int, block: bool) -> None:
    """Nothing that was typed elsewhere is gone, and no more than `[]` is new."""
    patch = Patch.between(encoded(whole), encoded(made))
    old, new = patch.old.decode("utf-8", "replace"), patch.new.decode("utf-8", "replace")
    if len(node.items) > 1:
        assert not new.strip(), (old, new)
    elif block:
        assert made.text.count("[]") == whole.text.count("[]") + 1
    gone = typed_lines(whole.text) - typed_lines(made.text)
    item = node.items[at].span
    if block and first_alone(whole, node) and node.span.start <= item.start < node.span.end:
        first, last = item.line, whole.text[:item.end].count("\n") + 1
        for line in (each for each in gone if not each.startswith("#") and each != "-"):
            assert any(line == each.strip() for each in whole.lines[first - 2:last]) or "[]" in made.text, line


def hold(whole: Source, random: Random, most: int | None = None) -> Counter[str]:
    """Does all operations, or `most` of them drawn by lot, and counts them by what became of them."""
    root = composed(whole)
    known, said = dict(lists(root)), data(root)
    todo = operations(whole, random)
    drawn = todo if most is None else random.sample(todo, min(most, len(todo)))
    return Counter(law(whole, known, said, each) or each.name for each in drawn)


@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_the_torture_file(end: str) -> None:
    found = hold(source(TORTURE.replace("\n", end)), Random(1))
    assert found["add"] == 18 and found["duplicate"] == found["remove"] == 14


@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_the_talk(end: str) -> None:
    hold(source(TALK.read_text(encoding="utf-8").replace("\n", end)), Random(2), 60)


@pytest.mark.parametrize("start", range(0, 200, 40))
def test_generated_outlines(start: int) -> None:
    for seed in range(start, start + 40):
        hold(source(yaml_styles.typed(seed)), Random(seed), 8)


@pytest.mark.proof
@pytest.mark.parametrize("start", range(0, 200, 10))
def test_every_operation_of_generated_outlines(start: int) -> None:
    for seed in range(start, start + 10):
        hold(source(yaml_styles.typed(seed)), Random(seed))


@pytest.mark.proof
def test_every_operation_of_the_talk() -> None:
    hold(source(TALK.read_text(encoding="utf-8")), Random(3))


@pytest.mark.parametrize(("typed", "edit", "made"), [
    ("a:\n  - 甲  # 注\n  # 乙的注\n  - 乙\n\n  # 标题\n\n  - 丙", ("move", 0, 1),
     "a:\n  # 乙的注\n  - 乙\n  - 甲  # 注\n\n  # 标题\n\n  - 丙"),
    ("a:\n  - 甲\n  # 乙的注\n  - 乙\n  - 丙\n", ("remove", 1), "a:\n  - 甲\n  - 丙\n"),
    ("a:\n  - 甲\n\n  - 乙\n\nb: 1\n", ("remove", 1), "a:\n  - 甲\n\nb: 1\n"),
    ("a:\n  - 甲\n\n  # 标题\n\n  - 乙\n", ("remove", 1), "a:\n  - 甲\n\n  # 标题\n"),
    ("a:  # 注\n  - 甲\nb: 1\n", ("remove", 0), "a: []  # 注\nb: 1\n"),
    ("a: [\n  甲,  # 注\n  乙,\n ]\n", ("remove", 1), "a: [\n  甲,  # 注\n  \n ]\n"),
    ("a: []  # 注\nb: 1\n", ("add", 0, {"x": "1", "y": "2"}), "a:  # 注\n  - x: 1\n    y: 2\nb: 1\n"),
    ("a:\n-   甲", ("add", 1, "乙"), "a:\n-   甲\n-   乙"),
    ("a:\n  - 甲\n\n  - 乙\n", ("add", 2, {"t": "一\n二"}), "a:\n  - 甲\n\n  - 乙\n\n  - t: |\n      一\n      二\n"),
    ("a:\n  - [1, 2]\n", ("add", 1, ("3", "")), "a:\n  - [1, 2]\n  - [3, '']\n"),
    ("a: [甲, 乙]", ("add", 0, "丙, 丁"), "a: ['丙, 丁', 甲, 乙]"),
    ("a: [\n  甲, # 注\n  乙\n]\n", ("remove", 0), "a: [\n  乙\n]\n"),
    ("a:\n  - - 甲\n    # 注\n    - 乙\n", ("inner", 1), "a:\n  -\n    # 注\n    - 乙\n    - 甲\n"),
    ("a:\n  - |\n    # 甲\n    一\n  # 注\n  - 乙\n", ("duplicate", 0),
     "a:\n  - |\n    # 甲\n    一\n  - |\n    # 甲\n    一\n  # 注\n  - 乙\n"),
])
def test_what_belongs_to_an_item(typed: str, edit: tuple[object, ...], made: str) -> None:
    whole = source(typed)
    node = composed(whole).items["a"]
    span = node.span
    match edit:
        case ("move", int(at), int(place)):
            done: Edit = MoveItem(span, at, span, place)
        case ("inner", int(at)):
            assert isinstance(node, Sequence)
            done = MoveItem(node.items[0].span, at, node.items[0].span, 0)
        case ("remove", int(at)):
            done = RemoveItem(span, at)
        case ("duplicate", int(at)):
            done = DuplicateItem(span, at)
        case (_, int(at), item):
            done = AddItem(span, at, item)  # type: ignore[arg-type]
    assert apply(whole, [done]).text == made


def test_an_item_moves_out_of_deep_lists_with_its_lines() -> None:
    whole = source("a:\n- x: |\n    一\n\n      二\n  # 内\n- y\nb:\n    c:\n"
                   "      # 上\n      - z: >-\n          折\n          了  # 不是注\n\n      - w\n")
    root = composed(whole)
    a, b = root.items["a"].span, place_of(root.items["b"], "c")
    assert apply(whole, [MoveItem(b, 0, a, 1)]).text == (
        "a:\n- x: |\n    一\n\n      二\n  # 内\n# 上\n- z: >-\n    折\n    了  # 不是注\n- y\nb:\n    c:\n      - w\n")
    assert apply(whole, [MoveItem(a, 0, b, 2)]).text == (
        "a:\n- y\nb:\n    c:\n      # 上\n      - z: >-\n          折\n          了  # 不是注\n\n      - w\n\n"
        "      - x: |\n          一\n\n            二\n        # 内\n")


@pytest.mark.parametrize(("typed", "edit", "why"), [
    ("a: &x [甲]\nb: *x\n", lambda root: RemoveItem(root.items["a"].span, 0), "repeated elsewhere by an alias"),
    ("a:\n- &x 甲\n- 乙\nb: *x\n", lambda root: RemoveItem(root.items["a"].span, 0), "lose the anchor"),
    ("a:\n- &x 甲\n- *x\n- 乙\n", lambda root: MoveItem(root.items["a"].span, 1, root.items["a"].span, 0), "lose the anchor"),
    ("a:\n- &x 甲\n- 乙\n", lambda root: DuplicateItem(root.items["a"].span, 0), "an anchor would stand twice"),
    ("a: [&x 甲, *x]\n", lambda root: RemoveItem(root.items["a"].span, 1), "an anchor or an alias stands in this list"),
    ("a:\n- - 甲\n- 乙\n", lambda root: MoveItem(root.items["a"].span, 0, root.items["a"].items[0].span, 0), "into itself"),
    ("a:\n- 甲 # 注\n- 乙\nb: [丙]\n", lambda root: MoveItem(root.items["a"].span, 0, root.items["b"].span, 0), "would be lost"),
    ("a: [甲]\n", lambda root: RemoveItem(root.items["a"].span, 1), "no such item any more"),
    ("a: {b: 1}\n", lambda root: RemoveKey(root.items["a"].span, "c"), "no such key any more"),
    ("a:\n  b: 1\n", lambda root: RemoveKey(root.items["a"].span, "b"), "the only key"),
    ("a: 甲\n", lambda root: RemoveItem(root.items["a"].span, 0), "no list at this place"),
])
def test_what_lists_refuse(typed: str, edit: Callable[[Any], Edit], why: str) -> None:
    whole = source(typed)
    with pytest.raises(Refused, match=why):
        apply(whole, [edit(composed(whole))])


def test_an_alias_moves_with_its_item_where_its_anchor_stays_above() -> None:
    whole = source("a: &m 1\nb:\n- x: *m\n- y\n")
    span = composed(whole).items["b"].span
    assert apply(whole, [MoveItem(span, 0, span, 1)]).text == "a: &m 1\nb:\n- y\n- x: *m\n"


@pytest.mark.parametrize(("typed", "key", "made"), [
    ("a:\n  b: 1\n  # 注\n  c: |\n    一\n  d: 2\n", "c", "a:\n  b: 1\n  d: 2\n"),
    ("a:\n- b: 1\n  c: 2\n", "b", "a:\n- c: 2\n"),
    ("a:\n- b: 1\n  # 注\n  c: 2\n", "b", "a:\n-\n  # 注\n  c: 2\n"),
    ("a: {b: 1, c: [2]}\n", "c", "a: {b: 1}\n"),
])
def test_a_key_goes_with_what_belongs_to_it(typed: str, key: str, made: str) -> None:
    whole = source(typed)
    node = composed(whole).items["a"]
    node = node.items[0] if isinstance(node, Sequence) else node
    assert apply(whole, [RemoveKey(node.span, key)]).text == made


def test_a_lost_comment_and_a_lost_letter_are_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = source("a:\n  - 甲  # 注\n  - 乙\n")
    root = composed(whole)
    known, said = dict(lists(root)), data(root)
    full = lines._full
    assert law(whole, known, said, Operation("move", ("a",), 0, ("a",), 1)) == ""
    monkeypatch.setattr(lines, "_full", lambda *given: full(*given).replace("  # 注", ""))
    with pytest.raises(AssertionError):
        law(whole, known, said, Operation("move", ("a",), 0, ("a",), 1))
    monkeypatch.setattr(lines, "_full", lambda *given: full(*given).replace("乙", ""))
    with pytest.raises(Refused, match="something else than was meant"):
        law(whole, known, said, Operation("move", ("a",), 0, ("a",), 1))
