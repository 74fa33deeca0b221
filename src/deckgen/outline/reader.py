"""Reading an outline: YAML with positions into the frozen values of `outline/model.py`, every fault of the file at once.

A value that is at fault is left out with what needs it, and reading goes on; nothing that was built on a fault is checked
further, so that one slip is one Problem. The reading functions are made from the model's annotations, each once.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from deckgen.outline import plan
from deckgen.outline.block_rules import block_problems
from deckgen.outline.blocks import Block, Views
from deckgen.outline.faults import Faults
from deckgen.outline.model import Borrowed, Outline, Section, Slide, View
from deckgen.outline.plan import Form, Kind, form
from deckgen.outline.rules import Parts, outline_problems
from deckgen.problem import DeckgenError
from deckgen.source.node import EMPTY, Mapping, Node, Scalar, Sequence
from deckgen.source.read import compose, read_source
from deckgen.source.span import Source, Span
from deckgen.source.words import Words

if TYPE_CHECKING:
    from deckgen.outline.native import Decks
    from deckgen.outline.using import Using

ID = re.compile(r"[\w.-]+")
RESERVED = ("talk", "views", "sections", "variants")
"""First parts of keys, which no slide can have as its id."""

_WHOLE = re.compile(r"[+-]?\d+", re.ASCII)
_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?", re.ASCII)


class _Fault:
    """Stands for a value that could not be read."""


FAULT = _Fault()
Read = Callable[["_Reading", Node, str], Any]
"""Reads one node under a key; FAULT where it can't, the Problem already noted."""


def read_outline(path: Path, allow: tuple[Path, ...] = (), decks: Decks | None = None) -> Outline:
    """The outline in a file. Raises DeckgenError with every problem, Unusable where there is no such file.

    `allow` are folders beside its own that it may use slides from; `decks` reads slides of PowerPoint files: without it, what is
    used of these is not looked at.
    """
    return from_source(read_source(path), allow, decks)


def from_source(source: Source, allow: tuple[Path, ...] = (), decks: Decks | None = None) -> Outline:
    """The outline in a source; see `read_outline`."""
    root = compose(source)
    reading = _Reading(source, root, allow, decks)
    outline: Outline | _Fault = _reader(plan.Record(Outline))(reading, root, "")
    faults = reading.faults
    faults.problems += outline_problems(root, reading.parts)
    if faults.problems or isinstance(outline, _Fault):
        raise DeckgenError(faults.problems)
    return replace(outline, source=source, words=reading.words, blocks=reading.blocks, spans=reading.spans,
                   borrowed=reading.borrowed)


class _Reading:
    """What is gathered while one file is read."""

    def __init__(self, source: Source, root: Mapping, allow: tuple[Path, ...], decks: Decks | None) -> None:
        self.source, self.root, self.allow, self.decks = source, root, allow, decks
        self.using: Using | None = None
        self.borrowed: dict[str, Borrowed] = {}
        self.faults = Faults()
        self.words: dict[str, Words] = {}
        self.blocks: dict[str, Block] = {}
        self.spans: dict[str, Span] = {}
        self.parts = Parts([], [], [], [])

    def listed(self, nodes: list[Node]) -> tuple[list[Node], dict[int, Borrowed]]:
        """A list of slides with those that it uses of other outlines, and where each of these comes from."""
        if not any(type(each) is Mapping and "use" in each.items for each in nodes):
            return nodes, {}
        from deckgen.outline.using import Using  # most outlines use no others

        self.using = self.using or Using(self.source, self.root, self.allow, self.decks)
        return self.using.listed(nodes, self.faults)


@cache
def _reader(kind: Kind) -> Read:
    match kind:
        case plan.Scalar(of):
            return _SCALARS[of]
        case plan.Choice(among):
            return _choice(among)
        case plan.Listed(plan.Record(cls)) if cls in _PLACED:
            return _placed(cls)
        case plan.Listed(item, lone):
            return _listed(item, lone)
        case plan.Named(item):
            return _named(item)
        case plan.Blocks(among):
            return _block({plan.block_name(cls) or "": cls for cls in among})
        case plan.Either(scalar, mapping):
            return _either(scalar, mapping)
        case plan.Maybe(inner):
            return _maybe(inner)
        case plan.Record(cls):
            return _record(cls)


# ---- single values ---------------------------------------------------------------------------------------------------


def _words(reading: _Reading, node: Node, key: str) -> Any:
    if type(node) is not Scalar:
        return reading.faults.wrong(node, key, "text", FAULT)
    words = reading.words[key] = Words(node.text, key, node.span)
    return words


def _plain(reading: _Reading, node: Node, key: str) -> Any:
    return node.text if type(node) is Scalar else reading.faults.wrong(node, key, "text", FAULT)


def _id(reading: _Reading, node: Node, key: str) -> Any:
    if type(node) is not Scalar:
        return reading.faults.wrong(node, key, "an id", FAULT)
    return node.text if ID.fullmatch(node.text) else reading.faults.bad_id(node, FAULT)


def _number(reading: _Reading, node: Node, key: str) -> Any:
    if type(node) is Scalar and _NUMBER.fullmatch(node.text):
        return float(node.text)
    return reading.faults.number(node, key, "a number", FAULT)


def _whole(reading: _Reading, node: Node, key: str) -> Any:
    if type(node) is Scalar and _WHOLE.fullmatch(node.text):
        return int(node.text)
    return reading.faults.number(node, key, "a whole number", FAULT)


def _flag(reading: _Reading, node: Node, key: str) -> Any:
    if type(node) is Scalar and node.text in ("true", "false"):
        return node.text == "true"
    return reading.faults.wrong(node, key, "true or false", FAULT)


_SCALARS: dict[str, Read] = {"words": _words, "plain": _plain, "id": _id, "number": _number, "whole": _whole, "flag": _flag}


def _choice(among: tuple[str, ...]) -> Read:
    def read(reading: _Reading, node: Node, key: str) -> Any:
        if type(node) is Scalar and node.text in among:
            return node.text
        return reading.faults.choice(node, key, among, FAULT)

    return read


def _maybe(inner: Kind) -> Read:
    """None where nothing was typed, as an item of a list; a field that is left empty is not read at all."""
    inside = _reader(inner)

    def read(reading: _Reading, node: Node, key: str) -> Any:
        return None if type(node) is Scalar and node.empty else inside(reading, node, key)

    return read


def _either(scalar: Kind, mapping: Kind) -> Read:
    single, several = _reader(scalar), _reader(mapping)

    def read(reading: _Reading, node: Node, key: str) -> Any:
        return several(reading, node, key) if type(node) is Mapping else single(reading, node, key)

    return read


# ---- lists and mappings ----------------------------------------------------------------------------------------------


def _listed(item: Kind, lone: bool) -> Read:
    inside = _reader(item)

    def read(reading: _Reading, node: Node, key: str) -> Any:
        if type(node) is not Sequence:
            if not lone:
                return reading.faults.wrong(node, key, "a list", FAULT)
            value = inside(reading, node, key)
            return FAULT if value is FAULT else (value,)
        values = [inside(reading, each, f"{key}/{number}") for number, each in enumerate(node.items)]
        return tuple([value for value in values if value is not FAULT])

    return read


def _named(item: Kind) -> Read:
    inside = _reader(item)

    def read(reading: _Reading, node: Node, key: str) -> Any:
        if type(node) is not Mapping:
            return reading.faults.wrong(node, key, "a mapping", FAULT)
        values = {}
        for name, each in node.items.items():
            if not ID.fullmatch(name):
                reading.faults.bad_id(node.keys[name], FAULT)
                continue
            value = inside(reading, each, f"{key}/{name}")
            if value is not FAULT:
                values[name] = value
                reading.spans.setdefault(f"{key}/{name}", node.keys[name].span)
        return values

    return read


def _record(cls: type) -> Read:
    """Reads a class of the model. Its plan is made when the first one is met: classes hold each other."""
    known: list[tuple[Form, dict[str, tuple[str, Read, bool]], list[str], Read | None]] = []

    def read(reading: _Reading, node: Node, key: str) -> Any:
        if not known:
            known.append(_plan(cls))
        shape, readers, required, short = known[0]
        faults, values = reading.faults, _given(cls, node, key)
        if type(node) is Mapping:
            prefix = key + "/" if key else ""
            for name, value in node.items.items():
                field = readers.get(name)
                if field is None:
                    faults.unknown_key(node, name, shape)
                elif type(value) is Scalar and not value.style and value.text in EMPTY:
                    if field[2]:
                        faults.empty(node, name)
                else:
                    got = field[1](reading, value, prefix + name)
                    if got is not FAULT:
                        values[field[0]] = got
                        if type(got) is str:  # an id or a name: no words, but it has its place
                            reading.spans[prefix + name] = value.span
        elif short is not None and not (type(node) is Scalar and node.empty):
            got = short(reading, node, f"{key}/{shape.shorthand}" if shape.block else key)
            if got is not FAULT:
                values[readers[shape.shorthand or ""][0]] = got
        elif required or not (type(node) is Scalar and node.empty):
            return faults.record(node, key, shape, FAULT)
        for name in required:
            if readers[name][0] not in values:
                if type(node) is Mapping and name not in node.items and all(map(readers.__contains__, node.items)):
                    faults.missing(node, key, name, shape)
                return FAULT
        return cls(**values)

    return read


def _plan(cls: type) -> tuple[Form, dict[str, tuple[str, Read, bool]], list[str], Read | None]:
    shape = form(cls)
    readers = {field.key: (field.name, _filled(field), field.required) for field in shape.fields.values()}
    short = readers[shape.shorthand][1] if shape.shorthand else None
    return shape, readers, [key for key, field in readers.items() if field[2]], short


def _filled(field: plan.Field) -> Read:
    """The reader of a field; a list that must be there must hold something."""
    read = _reader(field.kind)
    if not (field.required and isinstance(field.kind, plan.Listed)):
        return read

    def some(reading: _Reading, node: Node, key: str) -> Any:
        value = read(reading, node, key)
        return reading.faults.hollow(node, key, FAULT) if value == () and not (type(node) is Sequence and node.items) else value

    return some


def _given(cls: type, node: Node, key: str) -> dict[str, Any]:
    """What an object is told beside what the author typed."""
    if cls is Slide:
        return {"id": key, "span": node.span}
    if cls is Section:
        return {"span": node.span}
    return {"key": key} if hasattr(cls, "block") else {}


# ---- slides, sections, views -----------------------------------------------------------------------------------------

_PLACED = (Slide, Section, View)


def _placed(cls: type) -> Read:
    """A list of slides, sections or views, whose keys are their ids; a slide without one is named after its place."""
    inside = _record(cls)

    def read(reading: _Reading, node: Node, key: str) -> Any:
        if type(node) is not Sequence:
            return reading.faults.wrong(node, key, "a list", FAULT)
        values = []
        items, used = reading.listed(node.items) if cls is Slide else (node.items, {})
        for number, each in enumerate(items, 1):
            id_node = each.items.get("id") if type(each) is Mapping else None
            typed = id_node.text if type(id_node) is Scalar and ID.fullmatch(id_node.text) and not id_node.empty else ""
            if cls is Slide:
                place = typed or f"{key.split('/')[1] if '/' in key else key}-{number}"
                if typed in RESERVED and type(id_node) is Scalar:
                    reading.faults.reserved_id(id_node)
            else:
                place = f"{'views' if cls is View else 'sections'}/{typed or number}"
            value = inside(reading, each, place)
            if value is FAULT:
                continue
            if id(each) in used and used[id(each)].native is not None:
                value = replace(value, native=used[id(each)].native)
            values.append(value)
            typed_at = each if type(each) is Mapping else Mapping({}, {}, each.span)
            if cls is Slide:
                reading.parts.slides.append((value, typed_at))
                reading.spans[place] = each.span
                if id(each) in used:
                    reading.borrowed[place] = used[id(each)]
            elif cls is Section:
                reading.parts.sections.append((value, typed_at))
            else:
                reading.parts.views.append((value, typed_at))
        return tuple(values)

    return read


# ---- blocks ----------------------------------------------------------------------------------------------------------


def _block(among: dict[str, type]) -> Read:
    """One block: a mapping with the block's name as its only key."""
    inside = {name: _record(cls) for name, cls in among.items()}

    def read(reading: _Reading, node: Node, key: str) -> Any:
        faults = reading.faults
        if type(node) is not Mapping or len(node.items) != 1:
            return faults.block(node, key, tuple(inside), FAULT)
        (name, value), = node.items.items()
        if name not in inside:
            return faults.unknown_block(node.keys[name], tuple(inside), FAULT)
        before = len(faults.problems)
        block = inside[name](reading, value, key)
        if block is FAULT:
            return FAULT
        if len(faults.problems) == before:
            faults.problems += block_problems(block, value)
        reading.blocks[key], reading.spans[key] = block, node.span
        if type(block) is Views and type(value) is Mapping and type(lines := value.items.get("lines")) is Mapping:
            reading.parts.lists.append(lines)
        return block

    return read
