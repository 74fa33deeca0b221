"""Edits made in a file as splices of exact spans: what was not meant to change keeps every byte.

The file that comes out is read again and compared, value by value, with what was intended; where the two differ nothing is
changed at all. Comments, quotes, anchors, line ends and a byte order mark stay as they were typed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from deckgen.problem import DeckgenError
from deckgen.source.edit import AddKey, Edit, Reword, Trim
from deckgen.source.letters import HEADER, letters
from deckgen.source.node import Mapping, Node, Scalar
from deckgen.source.node import Sequence as Items
from deckgen.source.read import compose
from deckgen.source.span import Source
from deckgen.source.spelling import escaped, says, ways

Data = str | tuple["Data", ...] | dict[str, "Data"]


class Refused(Exception):
    """An edit that would not say what it means to say; the file is as it was."""


class _Place(NamedTuple):
    """A value of the file: the node, how often the outline has it (an alias repeats it), and whether brackets hold it."""

    node: Node
    times: int
    flow: bool


class _Splice(NamedTuple):
    start: int
    end: int
    text: str


def apply(source: Source, edits: Iterable[Edit]) -> Source:
    """The source with all of the edits made, or Refused with the reason. Edits must not overlap."""
    edits = list(edits)
    places = {place.node.span.start: place for place in _places(compose(source))}
    splices: list[_Splice] = []
    reworded: dict[int, str] = {}
    added: dict[int, AddKey] = {}
    for start, group in _by_value(edits).items():
        place = places.get(start)
        if place is None or not isinstance(place.node, Scalar):
            raise Refused("there is no text at this place any more")
        if place.times > 1:
            raise Refused(f"line {place.node.span.line} is repeated elsewhere by an alias; edit it by hand")
        reworded[start] = _reworded(place.node.text, group)
        splices += _respelled(source, place, group, reworded[start])
    for edit in edits:
        if isinstance(edit, AddKey):
            added[edit.span.start] = edit
            splices.append(_key(source, edit))
        elif isinstance(edit, Trim):
            splices.append(_Splice(edit.span.start, edit.span.end, ""))
    made = Source(source.path, _spliced(source.text, splices), source.bom)
    try:
        root = compose(made)
    except DeckgenError as error:
        raise Refused(f"the file could not be read any more: {error}") from error
    if _data(root, {}, {}) != _data(compose(source), reworded, added):
        raise Refused("the file would say something else than was meant")
    return made


def encoded(source: Source) -> bytes:
    """The bytes of a source, as they were read."""
    return (b"\xef\xbb\xbf" if source.bom else b"") + source.text.encode("utf-8")


def _by_value(edits: Iterable[Edit]) -> dict[int, list[Reword]]:
    found: dict[int, list[Reword]] = {}
    for edit in edits:
        if isinstance(edit, Reword):
            found.setdefault(edit.span.start, []).append(edit)
    return {start: sorted(group, key=lambda edit: edit.start) for start, group in found.items()}


def _reworded(text: str, group: Sequence[Reword]) -> str:
    pieces, at = [], 0
    for edit in group:
        if edit.start < at or edit.end > len(text):
            raise Refused("two edits touch the same letters")
        pieces += [text[at:edit.start], edit.text]
        at = edit.end
    return "".join((*pieces, text[at:]))


def _spliced(text: str, splices: Iterable[_Splice]) -> str:
    pieces, at = [], 0
    for splice in sorted(splices):
        if splice.start < at:
            raise Refused("two edits touch the same letters")
        pieces += [text[at:splice.start], splice.text]
        at = splice.end
    return "".join((*pieces, text[at:]))


# ---- values ----------------------------------------------------------------------------------------------------------


def _places(root: Node) -> Iterator[_Place]:
    times: dict[int, int] = {}
    found: dict[int, tuple[Node, bool]] = {}

    def walk(node: Node, flow: bool) -> None:
        times[id(node)] = times.get(id(node), 0) + 1
        found[id(node)] = node, flow
        if times[id(node)] == 1 and not isinstance(node, Scalar):
            flow = flow or node.span.source.text[node.span.start:node.span.start + 1] in ("[", "{")
            for each in node.items.values() if isinstance(node, Mapping) else node.items:
                walk(each, flow)
        elif not isinstance(node, Scalar):  # all below is repeated with it
            for each in node.items.values() if isinstance(node, Mapping) else node.items:
                walk(each, found[id(each)][1])

    walk(root, False)
    yield from (_Place(node, times[key], flow) for key, (node, flow) in found.items())


def _data(node: Node, reworded: dict[int, str], added: dict[int, AddKey]) -> Data:
    """What a file says, with what should be otherwise."""
    start = node.span.start
    if isinstance(node, Scalar):
        return reworded.get(start, node.text)
    if isinstance(node, Items):
        return tuple(_data(each, reworded, added) for each in node.items)
    new = {added[start].key: added[start].value} if start in added else {}
    return {**new, **{name: _data(each, reworded, added) for name, each in node.items.items()}}


# ---- how a value is typed --------------------------------------------------------------------------------------------


def _respelled(source: Source, place: _Place, group: Sequence[Reword], text: str) -> list[_Splice]:
    """The splices for one value: as few letters as can be in its own quotes, else the whole of it in others."""
    node = place.node
    assert isinstance(node, Scalar)
    pieces = _pieces(source, node, group)
    if pieces and says(_spliced(source.text, pieces)[node.span.start:node.span.end + _growth(pieces)], text, place.flow):
        return pieces
    for typed in _spellings(source, node, text, place.flow):
        if says(typed, text, place.flow):
            return [_Splice(node.span.start, node.span.end, typed)]
    raise Refused(f"line {node.span.line} cannot hold these words")


def _growth(pieces: Iterable[_Splice]) -> int:
    return sum(len(piece.text) - (piece.end - piece.start) for piece in pieces)


def _pieces(source: Source, node: Scalar, group: Sequence[Reword]) -> list[_Splice]:
    places = letters(node.span, node.text)
    if places is None:
        return []
    indent = _indent(source, node)
    line = _line_end(source) + " " * indent
    pieces = []
    for edit in group:
        new = edit.text
        match node.style:
            case '"':
                new = escaped(new)
            case "'":
                new = new.replace("'", "''")
            case "|":
                new = new.replace("\n", line)
            case ">":
                new = new.replace("\n", line[:-indent] * 2 + " " * indent)
        pieces.append(_Splice(places[edit.start], places[edit.end], new))
    return pieces


def _spellings(source: Source, node: Scalar, text: str, flow: bool) -> Iterator[str]:
    """Ways to type a text, the value's own first."""
    alone = not flow and not node.style and re.compile(r"[ \t]*(?:[\r\n]|$)").match(source.text, node.span.end)
    if node.style in ("|", ">") or ("\n" in text and alone):
        indent = " " * _indent(source, node)
        head = HEADER.match(source.text, node.span.start)
        first = head[0].replace(">", "|").rstrip("\r\n") if head and node.style else "|"
        yield _line_end(source).join([first, *(indent + line if line else "" for line in text.split("\n"))])
    yield from ways(text, node.style)


def _indent(source: Source, node: Scalar) -> int:
    """How far the lines of a block of text stand in; for a value that is none yet, two further than its own line's key."""
    if node.style in ("|", ">"):
        head = HEADER.match(source.text, node.span.start)
        lines = source.text[head.end():node.span.end].splitlines() if head else []
        own = node.text.split("\n")
        for line, made in zip(lines, own, strict=False):
            if line.strip():
                return len(line) - len(line.lstrip(" ")) - (len(made) - len(made.lstrip(" ")) if node.style == "|" else 0)
    line = source.lines[node.span.line - 1][:node.span.column - 1]
    return len(re.match(r"[ ]*(?:- +)*", line)[0]) + 2  # type: ignore[index]


def _line_end(source: Source) -> str:
    return "\r\n" if "\r\n" in source.text else "\n"


def _key(source: Source, edit: AddKey) -> _Splice:
    """A key and its value before the first key of a mapping, on a line of its own unless brackets hold it."""
    start = edit.span.start
    if source.text[start] == "{":
        more = "" if re.match(r"\{\s*\}", source.text[start:]) else ", "
        return _Splice(start + 1, start + 1, f"{edit.key}: {edit.value}{more}")
    return _Splice(start, start, f"{edit.key}: {edit.value}{_line_end(source)}{' ' * (edit.span.column - 1)}")
