"""What an author means by an edit: this slide after that one, one more point, other words. Each becomes edits of the file.

Nothing is changed here: `made` applies what was meant. Slides are named by their ids, all else by keys; an item is whatever
stands in a list: a point, a row of a table, a step of a figure. A key inside a row stands for the row.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import count
from typing import NamedTuple

from deckgen.outline.keys import Item, Placed, find, find_slide, slides
from deckgen.outline.reader import RESERVED
from deckgen.problem import DeckgenError, Problem
from deckgen.source.apply import Refused, apply
from deckgen.source.edit import AddItem, Data, DuplicateItem, Edit, MoveItem, RemoveItem, RemoveKey, Reword
from deckgen.source.node import Mapping, Node, Scalar, Sequence
from deckgen.source.read import FORBIDDEN, composed
from deckgen.source.span import Source


class Meant(NamedTuple):
    """The edits that an author means, none where all is so already; the `key` of what should be looked at then; and what
    the author should know, as warnings."""

    edits: tuple[Edit, ...]
    key: str
    problems: tuple[Problem, ...] = ()


def made(source: Source, meant: Meant) -> Source:
    """The source with what was meant. Raises DeckgenError with the reason where YAML cannot hold it there."""
    if not meant.edits:
        return source
    try:
        return apply(source, meant.edits)
    except Refused as why:
        spot = find(composed(source), meant.key)
        raise DeckgenError([Problem(str(why), spot.node.span if spot else None, rule="edit")]) from why


# ---- words -----------------------------------------------------------------------------------------------------------


def typed(source: Source, key: str) -> str:
    """The words under a key as their author sees them in a field: Markdown and all, YAML's quotes and folds undone."""
    return _scalar(source, key).text


def reword(source: Source, key: str, text: str) -> Meant:
    """Other words under a key, several lines where the value can have them. Empty lines at the end are dropped."""
    node = _scalar(source, key)
    text = re.sub(r"(?:\n[ \t]*)+\Z", "", text.replace("\r\n", "\n").replace("\r", "\n"))
    if FORBIDDEN.search(text):
        raise _problem("these words hold a character that no slide can hold", node, "take out control characters")
    old, start, end = node.text, 0, 0
    most = min(len(old), len(text))
    while start < most and old[start] == text[start]:
        start += 1
    while end < most - start and old[-1 - end] == text[-1 - end]:
        end += 1
    if old == text:
        return Meant((), key)
    return Meant((Reword(node.span, start, len(old) - end, text[start:len(text) - end]),), key)


def _scalar(source: Source, key: str) -> Scalar:
    spot = find(composed(source), key)
    if spot is None or not isinstance(spot.node, Scalar):
        raise _problem(f"there are no words under '{key}'", spot.node if spot else None, "the outline changed: look again")
    return spot.node


# ---- slides ----------------------------------------------------------------------------------------------------------


def add_slide(source: Source, after: str, title: str, name: str = "") -> Meant:
    """A new slide behind another one, with a title and an id: `name`, or one made of the title."""
    root = composed(source)
    place = _slide(root, after)
    name = name or fresh(root, "-".join(re.findall(r"[a-z0-9]+", title.lower())) or "slide")
    return Meant((AddItem(place.list.span, place.at + 1, {"id": name, "title": title}),), name)


def duplicate_slide(source: Source, slide: str) -> Meant:
    """A slide once more, right behind itself, under a fresh id."""
    root = composed(source)
    place = _slide(root, slide)
    own = place.node.items.get("id") if isinstance(place.node, Mapping) and place.typed else None
    if not isinstance(own, Scalar):
        return Meant((DuplicateItem(place.list.span, place.at),), re.sub(r"\d+$", str(place.at + 2), slide))
    name = fresh(root, slide)
    return Meant((DuplicateItem(place.list.span, place.at, (Reword(own.span, 0, len(own.text), name),)),), name)


def move_slide(source: Source, slide: str, before: str = "", after: str = "") -> Meant:
    """A slide to before or behind another one, also in another section; exactly one of the two is given."""
    root = composed(source)
    own, other = _slide(root, slide), _slide(root, before or after)
    place = other.at + (0 if before else 1)
    if own.list is not other.list:
        return Meant((MoveItem(own.list.span, own.at, other.list.span, place),), slide)
    place -= own.at < place
    return Meant((MoveItem(own.list.span, own.at, own.list.span, place),) if place != own.at else (), slide)


def remove_slide(source: Source, slide: str) -> Meant:
    """A slide taken out; `key` is its neighbour. Raises DeckgenError where another one needs it.

    A warning says which view is on no slide any more.
    """
    root = composed(source)
    place = _slide(root, slide)
    needing = [each for other, each in _needs(root) if each.text == slide and other.node is not place.node]
    if needing:
        raise DeckgenError([Problem(f"another slide needs '{slide}'", each.span, "take it out of `needs` first", "still-needed")
                            for each in needing])
    near = place.at - 1 if place.at else 1
    beside = next((each.id for each in slides(root) if each.list is place.list and each.at == near), "")
    shown = {view for other in slides(root) if other.node is not place.node and other.part != "backup"
             for view in _views(other.node)}
    lost = [view for view in _views(place.node) if view not in shown and place.part != "backup"]
    return Meant((RemoveItem(place.list.span, place.at),), beside, tuple(
        Problem(f"the view '{view}' is the title of no other slide", place.node.span, "give it one, or undo", "view-lost",
                "warning") for view in dict.fromkeys(lost)))


def fresh(root: Mapping, name: str) -> str:
    """An id that no slide has: the name itself, else with a number behind it; `recipe-2` is followed by `recipe-3`."""
    taken = {slide.id for slide in slides(root)} | set(RESERVED)
    if name not in taken:
        return name
    stem = re.sub(r"-\d+$", "", name)
    stem = stem if stem in taken else name
    return next(each for number in count(2) if (each := f"{stem}-{number}") not in taken)


def _slide(root: Mapping, name: str) -> Placed:
    found = find_slide(root, name)
    if found is None:
        raise _problem(f"there is no slide '{name}'", None, "the outline changed: look again")
    return found


def _views(slide: Node) -> Iterator[str]:
    """The views that are a slide's title, in one variant or another."""
    if not isinstance(slide, Mapping):
        return
    when = slide.items.get("when")
    for holder in (slide, *(when.items.values() if isinstance(when, Mapping) else ())):
        title = holder.items.get("title") if isinstance(holder, Mapping) else None
        view = title.items.get("view") if isinstance(title, Mapping) else None
        if isinstance(view, Scalar):
            yield view.text


def _needs(root: Mapping) -> Iterator[tuple[Placed, Scalar]]:
    """What slides say that they need: ids of others."""
    for slide in slides(root):
        node = slide.node.items.get("needs") if isinstance(slide.node, Mapping) else None
        for each in node.items if isinstance(node, Sequence) else (node,):
            if isinstance(each, Scalar):
                yield slide, each


# ---- points, rows, steps ---------------------------------------------------------------------------------------------


def add_item(source: Source, after: str, item: Data | None = None) -> Meant:
    """A new item behind the one that a key is in. Without one, an empty item like it: as many cells, the same first key."""
    own = _item(source, after)
    new = _hollow(own.node) if item is None else item
    return Meant((AddItem(own.list.span, own.at + 1, new),), own.sibling(own.at + 1))


def duplicate_item(source: Source, key: str) -> Meant:
    """An item once more, right behind itself."""
    own = _item(source, key)
    return Meant((DuplicateItem(own.list.span, own.at),), own.sibling(own.at + 1))


def move_item(source: Source, key: str, by: int) -> Meant:
    """An item so many places down its list, up where `by` is negative; no further than its ends."""
    own = _item(source, key)
    place = max(0, min(own.at + by, len(own.list.items) - 1))
    return Meant((MoveItem(own.list.span, own.at, own.list.span, place),) if place != own.at else (), own.sibling(place))


def remove_item(source: Source, key: str) -> Meant:
    """An item taken out; `key` is its neighbour.

    With the last item of a list goes the key of the list; where the outline would not read without it, the block or whatever
    else holds it, and a warning says so. Raises DeckgenError where that would be the slide itself.
    """
    around = _items(source, key)
    own = around[-1]
    if len(own.list.items) > 1:
        return Meant((RemoveItem(own.list.span, own.at),), own.sibling(max(own.at - 1, 0)))
    before = _faults(source)
    for edit, what, left in _holders(around):
        meant = Meant((edit,), left, (Problem(f"'{what}' goes with its last item", own.node.span, "undo brings it back",
                                              "list-lost", "warning"),))
        try:
            if _faults(made(source, meant)) <= before:
                return meant
        except DeckgenError:
            pass
    raise _problem("this is the last item, and its slide would not read without it", own.node, "remove the slide, or reword it")


def _holders(items: tuple[Item, ...]) -> Iterator[tuple[Edit, str, str]]:
    """What could go instead of a list's last item, from the inside out: the edit, its name, the key that is left."""
    for item in reversed(items):
        if len(item.list.items) > 1:
            yield RemoveItem(item.list.span, item.at), _name(item.node), item.sibling(max(item.at - 1, 0))
            return
        if item.holder is not None:
            yield RemoveKey(item.holder.span, item.name), item.name, item.key.rpartition("/")[0]


def _name(node: Node) -> str:
    return next(iter(node.items)) if isinstance(node, Mapping) and node.items else node.kind


def _faults(source: Source) -> int:
    """How many problems an outline has."""
    from deckgen.outline.reader import from_source

    try:
        from_source(source)
    except DeckgenError as error:
        return len(error.problems)
    return 0


def _item(source: Source, key: str) -> Item:
    return _items(source, key)[-1]


def _items(source: Source, key: str) -> tuple[Item, ...]:
    """The items that a key is in, the outermost first; of a list of lists, the outer one's alone."""
    spot = find(composed(source), key)
    if spot is None or not spot.items:
        raise _problem(f"there is no list at '{key}'", spot.node if spot else None, "the outline changed: look again")
    last = len(spot.items)
    while last > 1 and spot.items[last - 2].node is spot.items[last - 1].list:
        last -= 1
    return spot.items[:last]


def _hollow(node: Node) -> Data:
    """An empty item like another one."""
    if isinstance(node, Sequence):
        return tuple("" for _ in node.items)
    if isinstance(node, Scalar) or not node.items:
        return ""
    first = next(iter(node.items))
    return "" if first in ("text", "name") else {first: ""}


def _problem(message: str, node: Node | None, hint: str) -> DeckgenError:
    return DeckgenError([Problem(message, node.span if node else None, hint, "edit")])
