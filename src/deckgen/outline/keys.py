"""From a key to where it was typed: `scale/body/0/points/2` is a node of the outline's YAML, in lists inside lists.

Keys are made by `outline/reader.py`; here they are followed back, without reading the outline, so that one that cannot be
read at the moment can still be edited.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from deckgen.source.node import Mapping, Node, Scalar, Sequence

PARTS = ("opening", "sections", "closing", "backup")
"""The keys under which slides stand."""


class Item(NamedTuple):
    """An item of a list: number `at` of it, counted from 0, and the list's own key; `name` is the list's in its mapping."""

    list: Sequence
    at: int
    key: str
    holder: Mapping | None
    name: str

    @property
    def node(self) -> Node:
        """What the item is."""
        return self.list.items[self.at]

    def sibling(self, at: int) -> str:
        """The key of another item of the list."""
        return f"{self.key}/{at}"


class Spot(NamedTuple):
    """What a key stands for, and the lists below its slide that hold it, the outermost first."""

    node: Node
    items: tuple[Item, ...]


class Placed(NamedTuple):
    """A slide where it was typed: number `at` of its list; `part` is the key of the outline that it stands under."""

    id: str
    node: Node
    list: Sequence
    at: int
    part: str
    typed: bool
    """Its id was typed; else it is named after its place."""


def slides(root: Mapping) -> Iterator[Placed]:
    """Every slide of an outline in the order typed."""
    for part in PARTS:
        node = root.items.get(part)
        if isinstance(node, Sequence):
            if part == "sections":
                for number, each in enumerate(node.items, 1):
                    yield from _within(each, number)
            else:
                yield from _listed(node, part, part)


def find(root: Mapping, key: str) -> Spot | None:
    """Where a key leads; None where it leads nowhere."""
    first, *steps = key.split("/")
    if first in ("views", "sections") and steps:
        among = [*_sections(root.items.get(first))] if first == "sections" else [*_numbered(root.items.get(first))]
        node = next((each for number, each in among if (_id(each) or str(number)) == steps[0]), None)
        return _below(node, f"{first}/{steps[0]}", steps[1:]) if node else None
    if first in ("talk", "variants"):
        return _below(root.items[first], first, steps) if first in root.items else None
    slide = find_slide(root, first)
    return _below(slide.node, first, steps) if slide else None


def find_slide(root: Mapping, name: str) -> Placed | None:
    """The slide with an id; one that was given it before one that is only named after its place."""
    found = [slide for slide in slides(root) if slide.id == name]
    return min(found, key=lambda slide: not slide.typed, default=None)


def _below(node: Node, key: str, steps: list[str]) -> Spot | None:
    items: list[Item] = []
    holder, name, before = None, "", ""
    for step in steps:
        if isinstance(node, Mapping):
            if step not in node.items:
                return None
            holder, name, node = node, step, node.items[step]
        elif isinstance(node, Sequence) and step.isdecimal():
            if int(step) >= len(node.items):
                return None
            items.append(Item(node, int(step), key, holder, name))
            holder, name, node = None, "", node.items[int(step)]
            if before == "body" and isinstance(node, Mapping) and len(node.items) == 1:
                holder, (name, node) = node, *node.items.items()
        # else it is a class typed as its one field: the step leads from it to itself
        key, before = f"{key}/{step}", step
    return Spot(node, tuple(items))


def _within(section: Node, number: int) -> Iterator[Placed]:
    if not isinstance(section, Mapping):
        return
    below, inner = section.items.get("slides"), section.items.get("sections")
    if isinstance(below, Sequence):
        yield from _listed(below, "sections", _id(section) or str(number))
    for place, each in _numbered(inner):
        yield from _within(each, place)


def _listed(node: Sequence, part: str, name: str) -> Iterator[Placed]:
    for at, each in enumerate(node.items):
        own = _id(each)
        yield Placed(own or f"{name}-{at + 1}", each, node, at, part, bool(own))


def _sections(node: Node | None) -> Iterator[tuple[int, Node]]:
    for number, each in _numbered(node):
        yield number, each
        if isinstance(each, Mapping):
            yield from _sections(each.items.get("sections"))


def _numbered(node: Node | None) -> Iterator[tuple[int, Node]]:
    yield from enumerate(node.items if isinstance(node, Sequence) else (), 1)


def _id(node: Node) -> str:
    own = node.items.get("id") if isinstance(node, Mapping) else None
    return own.text if isinstance(own, Scalar) and not own.empty else ""
