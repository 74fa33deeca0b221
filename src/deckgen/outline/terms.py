"""A used slide in the terms of the outline that takes it, as if it had been typed there; every word keeps its place.

A title that is a view of theirs becomes the view's sentence. Views, variants and needs that are not known here are left out; a
view is known where its id and its sentence are the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from unicodedata import normalize

from deckgen.source.node import Mapping, Node, Scalar
from deckgen.source.node import Sequence as Items


def id_of(node: Mapping) -> str:
    """The id that was typed; of a `use:` its `as:`, else what it names."""
    for name in ("as", "id"):
        found = node.items.get(name)
        if isinstance(found, Scalar) and not found.empty:
            return found.text
    used = node.items.get("use")
    if isinstance(used, Mapping):
        used = used.items.get("from")
    return used.text.rpartition("#")[2] if isinstance(used, Scalar) else ""


def items_of(node: Node | None) -> list[Mapping]:
    """The mappings in a list; none where it is no list."""
    return [each for each in node.items if isinstance(each, Mapping)] if isinstance(node, Items) else []


def words_of(node: Node, key: str = "") -> Iterator[tuple[str, str]]:
    """All that a slide says, by key; neither its id nor what it needs."""
    match node:
        case Scalar():
            yield key, node.text
        case Items():
            for number, each in enumerate(node.items):
                yield from words_of(each, f"{key}/{number}")
        case Mapping():
            for name, each in node.items.items():
                if key or name not in ("id", "needs"):
                    yield from words_of(each, f"{key}/{name}" if key else name)


def whole(node: Mapping, root: Mapping) -> Mapping:
    """A slide with its title in words: what is compared when it is asked whether it changed."""
    return _with(node, {"title": _title(node.items.get("title"), _views(root), {})})


def in_terms_of(node: Mapping, theirs: Mapping, ours: Mapping, among: set[str], prefix: str) -> Mapping:
    """A slide of one outline as another would have typed it."""
    views, known = _views(theirs), _views(ours)
    same = {name: says for name, says in views.items() if name in known and _plain(known[name].text) == _plain(says.text)}
    named = ours.items.get("variants")
    variants = named if isinstance(named, Mapping) else Mapping({}, {}, node.span)
    changes = {"needs": _kept(node.items.get("needs"), among, prefix), "minutes": _minutes(node, theirs, variants),
               **_fields(node, views, same)}
    when = node.items.get("when")
    if isinstance(when, Mapping):
        overlays = {name: _with(each, _fields(each, views, same)) if isinstance(each, Mapping) else each
                    for name, each in when.items.items() if name in variants.items}
        changes["when"] = Mapping(overlays, {name: when.keys[name] for name in overlays}, when.span) if overlays else None
    return _with(node, changes)


def _fields(node: Mapping, views: dict[str, Scalar], same: dict[str, Scalar]) -> dict[str, Node | None]:
    """What a slide or an overlay says of views: its title, its own views, and the lines of a list of them."""
    body = node.items.get("body")
    if isinstance(body, Items):
        body = Items([_lines(each, same) for each in body.items], body.span)
    own = _kept(node.items.get("views"), set(same))
    return {"title": _title(node.items.get("title"), views, same), "views": own, "body": body}


def _title(title: Node | None, views: dict[str, Scalar], same: dict[str, Scalar]) -> Node | None:
    """A title in words, but where it is a view that both outlines have."""
    view = title.items.get("view") if isinstance(title, Mapping) else None
    if isinstance(view, Scalar) and view.text in views and view.text not in same:
        return views[view.text]
    return title


def _lines(block: Node, same: dict[str, Scalar]) -> Node:
    listed = block.items.get("views") if isinstance(block, Mapping) else None
    lines = listed.items.get("lines") if isinstance(listed, Mapping) else None
    if not (isinstance(block, Mapping) and isinstance(listed, Mapping) and isinstance(lines, Mapping)):
        return block
    kept = {name: each for name, each in lines.items.items() if name in same}
    return _with(block, {"views": _with(listed, {"lines": Mapping(kept, {name: lines.keys[name] for name in kept}, lines.span)})})


def _kept(names: Node | None, known: set[str], prefix: str = "") -> Node | None:
    """Those of some names that are known; None where none is."""
    if isinstance(names, Scalar):
        return Scalar(prefix + names.text, names.style, names.span) if names.text in known else None
    if not isinstance(names, Items):
        return names
    kept: list[Node] = [Scalar(prefix + each.text, each.style, each.span) if isinstance(each, Scalar) else each
                        for each in names.items if not isinstance(each, Scalar) or each.text in known]
    return Items(kept, names.span) if kept else None


def _minutes(node: Mapping, theirs: Mapping, variants: Mapping) -> Node | None:
    """Minutes of variants that are known here; where none is, those of their default variant, in ours."""
    minutes = node.items.get("minutes")
    if not isinstance(minutes, Mapping) or not minutes.items:
        return minutes
    kept = {name: each for name, each in minutes.items.items() if name in variants.items}
    if kept:
        return Mapping(kept, {name: minutes.keys[name] for name in kept}, minutes.span)
    named = theirs.items.get("variants")
    name = _default(named) if isinstance(named, Mapping) else ""
    name = name if name in minutes.items else next(reversed(minutes.items))
    if not variants.items:
        return minutes.items[name]
    return Mapping({_default(variants): minutes.items[name]}, {_default(variants): minutes.keys[name]}, minutes.span)


def _default(variants: Mapping) -> str:
    """The name of the default variant, as `choose` finds it."""
    marked = [name for name, each in variants.items.items() if isinstance(each, Mapping)
              and isinstance(said := each.items.get("default"), Scalar) and said.text == "true"]
    return (marked or [*variants.items, ""])[0]


def _with(node: Mapping, changes: dict[str, Node | None]) -> Mapping:
    """A mapping with other values under keys that it has; None takes one out."""
    items = {name: changes.get(name, each) for name, each in node.items.items()}
    kept = {name: each for name, each in items.items() if each is not None}
    return Mapping(kept, {name: node.keys[name] for name in kept}, node.span)


def _plain(text: str) -> str:
    """A view's sentence without brush and blanks, as coverage compares it."""
    return re.sub(r"[\s*]", "", normalize("NFKC", text))


def _views(root: Mapping) -> dict[str, Scalar]:
    """The sentences of an outline's views by id."""
    return {id_of(each): says for each in items_of(root.items.get("views")) if isinstance(says := each.items.get("says"), Scalar)}
