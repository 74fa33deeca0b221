"""Edits made in a file as splices of exact spans: what was not meant to change keeps every byte.

The file that comes out is read again and compared, value by value, with what was intended; where the two differ nothing is
changed at all. Comments, quotes, anchors, line ends and a byte order mark stay as they were typed. Reading the whole file again
is what an edit costs; the file before is read once for many edits.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from typing import NamedTuple

from deckgen.problem import DeckgenError
from deckgen.source.edit import (
    AddItem,
    AddKey,
    Data,
    DuplicateItem,
    Edit,
    ItemEdit,
    MoveItem,
    RemoveItem,
    RemoveKey,
    Reword,
    Trim,
)
from deckgen.source.entries import bracketed
from deckgen.source.lists import Held, item_splices, removed
from deckgen.source.node import Mapping as Pairs
from deckgen.source.node import Node, Scalar
from deckgen.source.node import Sequence as Items
from deckgen.source.read import aliased, composed
from deckgen.source.respelling import respelled
from deckgen.source.span import Source, Span
from deckgen.source.splice import Refused as Refused
from deckgen.source.splice import Splice, line_end, spliced
from deckgen.value import value


class _Place(NamedTuple):
    """A value of the file: the node, how often the outline has it (an alias repeats it), and whether brackets hold it."""

    node: Node
    times: int
    flow: bool
    column: int
    """How far in the keys or dashes stand that hold it."""
    key: Scalar | None
    """The key whose value it is."""


@value(frozen=True)
class _Intent:
    """What should be otherwise, by the starts of the values."""

    reworded: Mapping[int, str] = field(default_factory=dict)
    added: Mapping[int, AddKey] = field(default_factory=dict)
    without: Mapping[int, str] = field(default_factory=dict)
    listed: Mapping[int, tuple[Change, ...]] = field(default_factory=dict)


Change = Callable[[tuple[Data, ...]], tuple[Data, ...]]
"""What becomes of a list."""


def apply(source: Source, edits: Iterable[Edit]) -> Source:
    """The source with all of the edits made, or Refused with the reason.

    Edits must not overlap, and only one may concern a list; what moves or is copied takes no other edit with it.
    """
    edits = list(edits)
    root = composed(source)
    places = {place.node.span.start: place for place in _places(root, _touched(edits), aliased(source))}
    splices, reworded = _rewords(source, places, [edit for edit in edits if isinstance(edit, Reword)])
    added: dict[int, AddKey] = {}
    without: dict[int, str] = {}
    listed: dict[int, tuple[Change, ...]] = {}
    for edit in edits:
        match edit:
            case AddKey():
                added[edit.span.start] = edit
                splices.append(_key(source, edit))
            case Trim():
                splices.append(Splice(edit.span.start, edit.span.end, ""))
            case RemoveKey():
                node = _one(places, edit.span).node
                if not isinstance(node, Pairs) or edit.key not in node.items:
                    raise Refused("there is no such key any more")
                without[edit.span.start] = edit.key
                splices += removed(source, node, list(node.items).index(edit.key))
            case AddItem() | DuplicateItem() | MoveItem() | RemoveItem():
                splices += _item(source, places, edit, listed)
            case Reword():
                pass
    made = Source(source.path, spliced(source.text, splices), source.bom)
    try:
        after = composed(made)
    except DeckgenError as error:
        if any(problem.rule == "unknown-anchor" for problem in error.problems):
            raise Refused("an alias would lose the anchor that it repeats; edit it by hand") from error
        raise Refused(f"the file could not be read any more: {error}") from error
    if not _says(after, root, _Intent(reworded, added, without, listed)):
        raise Refused("the file would say something else than was meant")
    return made


def encoded(source: Source) -> bytes:
    """The bytes of a source, as they were read."""
    return (b"\xef\xbb\xbf" if source.bom else b"") + source.text.encode("utf-8")


def _one(places: Mapping[int, _Place], span: Span) -> _Place:
    """The value at a place, which no alias repeats."""
    place = places.get(span.start)
    if place is None:
        raise Refused("there is nothing at this place any more")
    if place.times > 1:
        raise Refused(f"line {place.node.span.line} is repeated elsewhere by an alias; edit it by hand")
    return place


def _rewords(source: Source, places: Mapping[int, _Place], edits: Iterable[Reword]) -> tuple[list[Splice], dict[int, str]]:
    """The splices of other words, and what each value says then."""
    splices: list[Splice] = []
    reworded: dict[int, str] = {}
    groups: dict[int, list[Reword]] = {}
    for edit in edits:
        groups.setdefault(edit.span.start, []).append(edit)
    for start, group in groups.items():
        group.sort(key=lambda edit: edit.start)
        if start not in places or not isinstance(places[start].node, Scalar):
            raise Refused("there is no text at this place any more")
        place = _one(places, group[0].span)
        assert isinstance(place.node, Scalar)
        reworded[start] = _reworded(place.node.text, group)
        splices += respelled(source, place.node, group, reworded[start], place.flow, place.column)
    return splices, reworded


def _item(source: Source, places: Mapping[int, _Place], edit: ItemEdit, listed: dict[int, tuple[Change, ...]]) -> list[Splice]:
    """The splices of an edit of lists; what becomes of each list goes into `listed`."""
    lists = {}
    for span in (edit.span, edit.to) if isinstance(edit, MoveItem) else (edit.span,):
        place = _one(places, span)
        if not isinstance(place.node, Items):
            raise Refused("there is no list at this place any more")
        lists[span.start] = Held(place.node, place.key, place.flow)
    if lists.keys() & listed.keys():
        raise Refused("two edits touch the same list")
    items = lists[edit.span.start].node.items
    rewords, said = _rewords(source, places, edit.rewords if isinstance(edit, DuplicateItem) else ())
    own: Data = ""
    if isinstance(edit, AddItem):
        own = edit.item
    elif 0 <= edit.at < len(items):
        own = _data(items[edit.at], _Intent(said))
    for start, change in _changes(edit, own):
        listed[start] = (*listed.get(start, ()), change)
    return item_splices(source, edit, lists, rewords, own)


def _changes(edit: ItemEdit, item: Data) -> Iterator[tuple[int, Change]]:
    """What becomes of the lists that an edit concerns, in order."""
    def without(data: tuple[Data, ...]) -> tuple[Data, ...]:
        return (*data[:edit.at], *data[edit.at + 1:])

    def having(at: int) -> Change:
        return lambda data: (*data[:at], item, *data[at:])

    match edit:
        case AddItem(span, at, _):
            yield span.start, having(at)
        case DuplicateItem(span, at, _):
            yield span.start, having(at + 1)
        case RemoveItem(span, _):
            yield span.start, without
        case MoveItem(span, _, to, place):
            yield span.start, without
            yield to.start, having(place)


def _reworded(text: str, group: Sequence[Reword]) -> str:
    pieces, at = [], 0
    for edit in group:
        if edit.start < at or edit.end > len(text):
            raise Refused("two edits touch the same letters")
        pieces += [text[at:edit.start], edit.text]
        at = edit.end
    return "".join((*pieces, text[at:]))


# ---- values ----------------------------------------------------------------------------------------------------------


def _touched(edits: Iterable[Edit]) -> list[int]:
    """Where the values start that edits concern."""
    found = []
    for edit in edits:
        found.append(edit.span.start)
        if isinstance(edit, MoveItem):
            found.append(edit.to.start)
        elif isinstance(edit, DuplicateItem):
            found += [each.span.start for each in edit.rewords]
    return found


def _places(root: Node, touched: Sequence[int], aliased: bool) -> Iterator[_Place]:
    """The values on the way to those that start at such places; all of them where aliases may lead anywhere."""
    times: dict[int, int] = {}
    found: dict[int, tuple[Node, bool, int, Scalar | None]] = {}

    def walk(node: Node, flow: bool, column: int, key: Scalar | None) -> None:
        times[id(node)] = times.get(id(node), 0) + 1
        if times[id(node)] == 1:
            found[id(node)] = node, flow, column, key
        if isinstance(node, Scalar) or not (aliased or any(node.span.start <= start <= node.span.end for start in touched)):
            return
        flow = flow or bracketed(node)
        if isinstance(node, Pairs):
            for name, each in node.items.items():
                walk(each, flow, node.keys[name].span.column - 1, node.keys[name])
        else:
            for each in node.items:
                walk(each, flow, node.span.column - 1, None)

    walk(root, False, 0, None)
    return (_Place(node, times[name], flow, column, key) for name, (node, flow, column, key) in found.items())


def _says(after: Node, before: Node, intent: _Intent) -> bool:
    """Whether a file says what it said before, but for what should be otherwise."""
    start = before.span.start
    if isinstance(before, Scalar):
        return isinstance(after, Scalar) and after.text == intent.reworded.get(start, before.text)
    if isinstance(before, Items):
        if start in intent.listed:
            return _data(after, _Intent()) == _data(before, intent)
        return isinstance(after, Items) and len(after.items) == len(before.items) and all(
            [_says(one, other, intent) for one, other in zip(after.items, before.items, strict=True)])
    if start in intent.added or start in intent.without:
        return _data(after, _Intent()) == _data(before, intent)
    return isinstance(after, Pairs) and after.items.keys() == before.items.keys() and all(
        [_says(after.items[name], each, intent) for name, each in before.items.items()])


def _data(node: Node, intent: _Intent) -> Data:
    """What a file says, with what should be otherwise."""
    start = node.span.start
    if isinstance(node, Scalar):
        return intent.reworded.get(start, node.text)
    if isinstance(node, Items):
        data = tuple([_data(each, intent) for each in node.items])
        for change in intent.listed.get(start, ()):
            data = change(data)
        return data
    new: dict[str, Data] = {intent.added[start].key: intent.added[start].value} if start in intent.added else {}
    gone = intent.without.get(start)
    return {**new, **{name: _data(each, intent) for name, each in node.items.items() if name != gone}}


def _key(source: Source, edit: AddKey) -> Splice:
    """A key and its value before the first key of a mapping, on a line of its own unless brackets hold it."""
    start = edit.span.start
    if source.text[start] == "{":
        more = "" if re.match(r"\{\s*\}", source.text[start:]) else ", "
        return Splice(start + 1, start + 1, f"{edit.key}: {edit.value}{more}")
    return Splice(start, start, f"{edit.key}: {edit.value}{line_end(source)}{' ' * (edit.span.column - 1)}")
