"""Reading a file and composing its YAML, every scalar with the place where it was typed.

No value is made of any scalar: `no`, `1:30`, `012` and `2018-10` are text as typed, and whoever reads a field knows what
it needs. libyaml (through PyYAML's C parser) gives events with marks; what it can't say well, `causes` says.
Tags and merge keys are refused, aliases are allowed: an alias stands at its anchor's place.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Any

import yaml
from yaml._yaml import CParser
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from deckgen.problem import DeckgenError, Problem, Unusable
from deckgen.source.node import Mapping, Node, Scalar, Sequence
from deckgen.source.span import Source, Span

DEPTH = 64
"""Levels of nesting that are allowed; real outlines need about twelve."""

REPEATS = 100_000
"""Values that aliases may stand for in all: a few lines of aliases of aliases can stand for billions."""

FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufdd0-\ufdef\ufeff\ufffe\uffff]")
"""What is never text: control characters, line ends that editors do not show as such, noncharacters."""

_PROPERTIES = re.compile(r"(?:(?:&[\w-]+|![^\s,\[\]{}]*)\s*(?:(?<=\s)#[^\r\n]*\s*)*)+", re.ASCII)


def read_source(path: Path) -> Source:
    """A text file in UTF-8. Raises Unusable where there is no such file, DeckgenError where it isn't UTF-8."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise Unusable(f"{path}: {(error.strerror or str(error)).lower()}") from error
    bom = data.startswith(b"\xef\xbb\xbf")
    if bom:
        data = data[3:]
    try:
        return Source(path, data.decode("utf-8"), bom)
    except UnicodeDecodeError as error:
        raise DeckgenError([_undecodable(path, data, error.start)]) from error


def _undecodable(path: Path, data: bytes, start: int) -> Problem:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        text = data.decode("utf-16", errors="replace")
        return Problem("the file is saved as UTF-16", Source(path, text).span(0, 0), "save it as UTF-8", "not-utf-8")
    offset = len(data[:start].decode("utf-8"))
    source = Source(path, data.decode("utf-8", errors="replace"))
    return Problem("this is not UTF-8", source.span(offset, offset + 1),
                   "the file is saved in another encoding, such as GBK: save it as UTF-8", "not-utf-8")


def compose(source: Source) -> Mapping:
    """The one mapping that a file holds. Raises DeckgenError with every fault that YAML itself can see."""
    return _mapping(source, compose_node(source))


def _mapping(source: Source, root: Node) -> Mapping:
    if isinstance(root, Mapping):
        return root
    if isinstance(root, Scalar) and root.empty:
        raise DeckgenError([Problem("the file is empty", source.span(0, 0), "write `key: value` lines", "empty-file")])
    from deckgen.source.causes import mistyped

    slip = mistyped(root) if isinstance(root, Scalar) else None
    raise DeckgenError([slip or Problem(f"the file should hold keys, but holds {root.kind}", root.span,
                                        "write `key: value` lines", "not-a-mapping")])


def composed(source: Source) -> Mapping:
    """The same, remembered for the sources that were asked for last: what an edit leaves is where the next one starts."""
    return _remembered(source)[0]


def aliased(source: Source) -> bool:
    """Whether a value of the file is repeated by an alias."""
    return _remembered(source)[1]


@lru_cache(maxsize=4)
def _remembered(source: Source) -> tuple[Mapping, bool]:
    root, repeats = _read(source)
    return _mapping(source, root), repeats > 0


def compose_node(source: Source) -> Node:
    """What a file holds, whatever it is. Raises DeckgenError with every fault that YAML itself can see."""
    return _read(source)[0]


def _read(source: Source) -> tuple[Node, int]:
    """What a file holds, and how many values its aliases repeat."""
    if FORBIDDEN.search(source.text):
        from deckgen.source.causes import character

        raise DeckgenError([character(source, found.start()) for found in islice(FORBIDDEN.finditer(source.text), 20)])
    composer = _Composer(source)
    try:
        root = composer.document()
    except yaml.MarkedYAMLError as error:
        from deckgen.source.causes import cause

        raise DeckgenError([*composer.problems, cause(source, error)]) from error
    if composer.problems:
        raise DeckgenError(composer.problems)
    return root, composer.repeats


class _Open:
    """A list or mapping whose end was not yet met."""

    __slots__ = ("event", "items", "key", "keys", "pairs")

    def __init__(self, event: Any) -> None:
        self.event = event
        self.items: list[Node] = []
        self.pairs: dict[str, Node] = {}
        self.keys: dict[str, Scalar] = {}
        self.key: Scalar | None = None


class _Composer:
    """Makes nodes of libyaml's events, with `problems` gathered on the way.

    One loop with its own stack: about 30 ms for a thousand slides.
    """

    def __init__(self, source: Source) -> None:
        self.source = source
        self.text = source.text
        self.problems: list[Problem] = []
        self.anchors: dict[str, Node] = {}
        self.repeats = 0
        self.escapes = "\\" in source.text
        self.end = 0
        """Where the last scalar, alias or bracket ended: where a block list or mapping around it ends too."""

    def document(self) -> Node:
        next_event = CParser(self.text).get_event
        root: Node = Scalar("", "", self.source.span(0, 0))
        stack: list[_Open] = []
        documents = 0
        while True:
            event: Any = next_event()
            kind = type(event)
            node: Node
            if kind is ScalarEvent:
                node = self.scalar(event)
            elif kind is MappingStartEvent or kind is SequenceStartEvent:
                stack.append(_Open(event))
                if len(stack) > DEPTH:
                    self.fail(Problem(f"nested more than {DEPTH} levels deep", self.place(event),
                                      "look for a bracket that is never closed", "too-deep"))
                continue
            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                node = self.closed(stack.pop(), event)
            elif kind is AliasEvent:
                node = self.alias(event, len(stack))
            elif kind is StreamEndEvent:
                return root
            else:
                if kind is DocumentStartEvent:
                    documents += 1
                    if documents > 1:
                        self.fail(Problem("a second document starts here", self.place(event),
                                          "a file holds one document: remove the line `---`", "second-document"))
                continue
            if not stack:
                root = node
            elif type(stack[-1].event) is SequenceStartEvent:
                stack[-1].items.append(node)
            else:
                self.pair(stack[-1], node)

    def scalar(self, event: Any) -> Scalar:
        text, style, mark = event.value, event.style or "", event.start_mark
        start, end = mark.index, event.end_mark.index
        if style in ("|", ">"):
            text, end = text.rstrip("\n"), self.trimmed(start, end)
        self.end = end
        node = Scalar(text, style, Span(self.source, mark.line + 1, mark.column + 1, start, end))
        if self.escapes and style == '"' and FORBIDDEN.search(text):
            self.problems.append(Problem("an escape stands for a character that no slide can hold", node.span,
                                         "remove it", "control-character"))
        if event.anchor or event.tag:
            node.span = self.bare(event, start, end)
            self.anchor(event, node)
        return node

    def closed(self, was: _Open, event: Any) -> Node:
        start, mark = was.event, was.event.start_mark
        if start.flow_style:
            self.end = event.end_mark.index
        span = Span(self.source, mark.line + 1, mark.column + 1, mark.index, max(self.end, mark.index))
        if start.anchor or start.tag:
            span = self.bare(start, mark.index, span.end)
        node = Mapping(was.pairs, was.keys, span) if type(start) is MappingStartEvent else Sequence(was.items, span)
        if start.anchor or start.tag:
            self.anchor(start, node)
        return node

    def pair(self, mapping: _Open, node: Node) -> None:
        """Takes a node of a mapping: a key, then its value."""
        key = mapping.key
        if key is None:
            if type(node) is not Scalar:
                braces = self.text.startswith("{{", node.span.start - 1)
                self.problems.append(Problem(
                    f"a key should be a word, but this is {node.kind}", node.span,
                    "put text with braces in quotes" if braces else "put it in quotes if it is text", "bad-key"))
                node = Scalar("", "", node.span)
            mapping.key = node
            return
        mapping.key = None
        name = key.text
        if name in mapping.keys:
            first = mapping.keys[name].span
            if name:
                self.problems.append(Problem(f"the key '{name}' stands twice", key.span,
                                             f"the first one is on line {first.line}; keep one of them", "duplicate-key"))
        elif name == "<<" and not key.style:
            self.problems.append(Problem("merge keys (<<) are not used here", key.span,
                                         "write the keys out, or use an alias for a whole value", "merge-key"))
        else:
            mapping.keys[name] = key
            mapping.pairs[name] = node

    def alias(self, event: Any, depth: int) -> Node:
        mark, self.end = event.start_mark, event.end_mark.index
        node = self.anchors.get(event.anchor)
        if node is None:
            from deckgen.source.causes import quoted

            span = self.place(event)
            self.problems.append(Problem(
                f"no anchor '&{event.anchor}' stands above this alias", span,
                f"to set words in red, put the value in quotes: {quoted(self.source, mark.index)}", "unknown-anchor"))
            return Scalar("", "", span)
        size, height = _measure(node)
        self.repeats += size
        if self.repeats > REPEATS or height + depth > DEPTH:
            self.fail(Problem("aliases repeat too much", self.place(event), "write the values out", "too-many-aliases"))
        return node

    def anchor(self, event: Any, node: Node) -> None:
        if event.tag:
            sign = self.text[event.start_mark.index :].split(maxsplit=1)[0]
            self.problems.append(Problem(f"tags such as '{sign}' are not used here", self.place(event),
                                         "every value is read as typed; put text that starts with ! in quotes", "tag"))
        if event.anchor:
            self.anchors[event.anchor] = node

    def place(self, event: Any) -> Span:
        mark = event.start_mark
        return Span(self.source, mark.line + 1, mark.column + 1, mark.index, event.end_mark.index)

    def bare(self, event: Any, start: int, end: int) -> Span:
        """The span of a value without its anchor and tag."""
        found = _PROPERTIES.match(self.text, start)
        return self.source.span(min(found.end(), end) if found else start, end)

    def trimmed(self, start: int, end: int) -> int:
        """The end of a block scalar without the empty lines after it, which libyaml counts in."""
        typed = self.text[start:end]
        while (cut := typed.rstrip(" \t")).endswith(("\n", "\r")):
            typed = cut.rstrip("\r\n")
        return start + len(typed)

    def fail(self, problem: Problem) -> None:
        raise DeckgenError([*self.problems, problem])


def _measure(node: Node) -> tuple[int, int]:
    """How many values a node holds, and how deep it is."""
    if isinstance(node, Scalar):
        return 1, 1
    below = [_measure(each) for each in (node.items.values() if isinstance(node, Mapping) else node.items)]
    return 1 + sum(size for size, _ in below), 1 + max((height for _, height in below), default=0)
