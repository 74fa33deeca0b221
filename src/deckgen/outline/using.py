"""Slides from other outlines: `use: other/outline.yaml#recipe`, or a section's with `#s2.1`.

    slides:
      - use: ../wang/outline.yaml#recipe
        as: recipe-of-wang          # else it keeps its id; slides of a section get `recipe-of-wang-` before theirs
        minutes: {talk: 2}          # any key of a slide replaces the slide's own

What comes is the slide as it was typed there, so that every word still stands on its own file's line, put into the terms of the
outline that takes it: a title that is a view of theirs becomes the view's sentence; views, variants and needs that are not
known here are left out, and a view is known only where its sentence is the same.

Paths are seen from the file that the `use:` stands in, and lead nowhere but into the folder of the outline that is read, or into
one that the command line allows: an outline from somebody else must not carry texts of this machine away in a deck.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple
from unicodedata import normalize

from deckgen.outline.model import Borrowed
from deckgen.problem import DeckgenError, Problem, Unusable, did_you_mean
from deckgen.source.node import Mapping, Node, Scalar
from deckgen.source.node import Sequence as Items
from deckgen.source.read import compose, read_source
from deckgen.source.span import Source, Span
from deckgen.source.words import Words

DECKS = (".pptx", ".pptm", ".ppsx", ".ppsm", ".potx", ".potm")
PARTS = ("opening", "closing", "backup")
OF_SECTION = ("minutes", "weight", "hidden", "draft", "views")
"""What may stand beside a section's `use:`, for all of its slides."""
MOST = 2000
"""Slides that an outline may take from others: sections that use sections grow fast."""
ADDRESS = re.compile(r"[a-z][a-z0-9+.-]+:|//", re.I)


class File(NamedTuple):
    """An outline that slides are taken from or into, as it was typed."""

    source: Source
    root: Mapping


class Taken(NamedTuple):
    """A slide in the terms of the outline that takes it; its span is where it was typed."""

    node: Mapping
    borrowed: Borrowed


class Using:
    """Finds what the `use:` of one outline name; each file is read once.

    `allow` are folders beside the outline's own that may be taken from.
    """

    def __init__(self, source: Source, root: Mapping, allow: Sequence[Path] = ()) -> None:
        self.main = File(source, root)
        self.home = source.path.parent
        self.allowed = [folder.resolve() for folder in (self.home, *allow)]
        self.files: dict[Path, File | None] = {source.path.resolve(): self.main}
        self.count = 0

    def slides(self, entry: Mapping, into: File | None = None, way: tuple[tuple[Path, str], ...] = ()) -> list[Taken]:
        """The slides that an entry with `use:` stands for. `way` is what led here. Raises DeckgenError."""
        into = into or self.main
        asked, credit = _asked(entry)
        name, sign, wanted = asked.text.strip().rpartition("#")
        if not sign or not wanted or not name:
            raise refusal("'use' names a file and, after '#', a slide or a section", asked.span,
                          "such as `use: other/outline.yaml#recipe`", "use-id")
        path = self._path(name, asked.span, into)
        here = path.resolve(), wanted
        if here in way:
            ring = " → ".join(each[1] for each in (*way[way.index(here):], here))
            raise refusal(f"'{wanted}' uses itself: {ring}", asked.span, "take one of these out, or write the slide here",
                          "use-cycle")
        file = self._file(path, asked.span, name)
        found, is_section = self._find(file, wanted, asked.span, (*way, here))
        _agree(entry, is_section)
        self.count += len(found)
        if self.count > MOST:
            raise refusal(f"more than {MOST} slides are used", asked.span, "look for sections that use each other", "use-many")
        among = {_id_of(each.node) for each in found}
        prefix = entry.items["as"].text + "-" if is_section and isinstance(entry.items.get("as"), Scalar) else ""  # type: ignore[union-attr]
        taken = []
        for node, borrowed in found:
            own = _in_terms_of(node, file.root, into.root, among if is_section else set(), prefix)
            words = None if credit is None else Words(credit.text, f"{_id_of(node)}/use/credit", credit.span)
            borrowed = replace(borrowed, asked=asked.span, credit=words or borrowed.credit)
            taken.append(Taken(_merged(own, entry, asked, prefix), borrowed))
        return taken

    # ---- files -------------------------------------------------------------------------------------------------------

    def _path(self, name: str, span: Span, into: File) -> Path:
        """The file that is named, seen from the one that names it. Raises DeckgenError where it leads out."""
        if ADDRESS.match(name) and not re.match(r"[A-Za-z]:[\\/]", name):
            raise refusal("slides are never fetched", span,
                          "download the file into the outline's folder, and write its path from there", "use-path")
        path = Path(os.path.normpath(into.source.path.parent / name))
        if Path(name).suffix.lower() in DECKS:
            raise refusal("slides of a PowerPoint file can't be used in an outline yet", span,
                          "`deckgen pick` takes them into a deck", "use-native")
        try:
            real = path.resolve()
        except OSError:
            real = path
        if not any(real.is_relative_to(folder) for folder in self.allowed):
            folder = path.parent.as_posix()
            raise refusal(f"'{name}' leads out of the outline's folder", span,
                          f"copy it beside the outline, or allow its folder on the command line: --allow {folder}", "use-path")
        return path

    def _file(self, path: Path, span: Span, name: str) -> File:
        key = path.resolve()
        if key not in self.files:
            self.files[key] = None
            try:
                source = read_source(path)
            except Unusable as error:
                near = sorted(each.name for each in path.parent.glob("*.y*ml")) if path.parent.is_dir() else []
                raise refusal(f"can't read '{name}' ({str(error).rpartition(': ')[2]})", span,
                              f"{did_you_mean(path.name, near)}name an outline, as seen from the file that uses it",
                              "use-file") from None
            self.files[key] = File(source, compose(source))
        file = self.files[key]
        if file is None:
            raise DeckgenError([])  # told already
        return file

    # ---- what is named in it -----------------------------------------------------------------------------------------

    def _find(self, file: File, wanted: str, span: Span, way: tuple[tuple[Path, str], ...]) -> tuple[list[Taken], bool]:
        """The slide or the slides of the section with this id, in the terms of their file; and whether it is a section."""
        slides, sections = list(_slides(file.root)), dict(_sections(file.root))
        named = {_id_of(each): each for each in reversed(slides)}
        own = {name: each for name, each in named.items() if "use" not in each.items or "as" in each.items}
        if wanted not in own and wanted in sections:
            return self._expanded(list(_slides_of(sections[wanted])), file, way), True
        if wanted in named:
            found = self._expanded([own.get(wanted, named[wanted])], file, way)
            return found, len(found) > 1
        for each in slides:  # what the file takes from others, sections above all
            if "use" in each.items:
                try:
                    found = [one for one in self._expanded([each], file, way) if _id_of(one.node) == wanted]
                except DeckgenError:
                    continue
                if found:
                    return found, False
        known = [*filter(None, map(_id_of, slides)), *sections]
        listed = ", ".join(known[:12]) + (", …" if len(known) > 12 else "")
        raise refusal(f"'{file.source.path.name}' has neither a slide nor a section '{wanted}'", span,
                      did_you_mean(wanted, known) + (f"there are: {listed}" if known else "it has no slide with an `id:`"),
                      "use-id")

    def _expanded(self, nodes: Sequence[Mapping], file: File, way: tuple[tuple[Path, str], ...]) -> list[Taken]:
        found: list[Taken] = []
        for node in nodes:
            if "use" in node.items:
                found += self.slides(node, file, way)
            else:
                found.append(Taken(node, self._borrowed(node, file)))
        return found

    def _borrowed(self, node: Mapping, file: File) -> Borrowed:
        talk = file.root.items.get("talk")
        named = talk.items if isinstance(talk, Mapping) else {}
        said = {name: each.text for name, each in named.items() if isinstance(each, Scalar)}
        where = os.path.relpath(file.source.path, self.home).replace(os.sep, "/")
        words = dict(_words(_whole(node, file.root)))
        return Borrowed(file.source, where, _id_of(node), node.span, node.span, _references(named), said.get("title", ""),
                        said.get("author", ""), said.get("licence", ""), said.get("date", ""), digest(words), words)


def digest(words: dict[str, str]) -> str:
    """What a slide says, as a few letters that change when it does."""
    return sha256(json.dumps(words, ensure_ascii=False, sort_keys=True).encode()).hexdigest()[:16]


def _asked(entry: Mapping) -> tuple[Scalar, Scalar | None]:
    """What an entry uses, and the credit that it gives in place of the source's own."""
    node = entry.items["use"]
    if isinstance(node, Mapping):
        for name, key in node.keys.items():
            if name not in ("from", "credit"):
                raise refusal(f"unknown key '{name}'", key.span,
                              did_you_mean(name, ("from", "credit")) + "known here: from, credit", "unknown-key")
        asked, credit = node.items.get("from"), node.items.get("credit")
    else:
        asked, credit = node, None
    if not isinstance(asked, Scalar) or asked.empty or not (credit is None or isinstance(credit, Scalar)):
        raise refusal("'use' names a file and, after '#', a slide or a section", node.span,
                      "such as `use: other/outline.yaml#recipe`", "use-id")
    return asked, credit if isinstance(credit, Scalar) and not credit.empty else None


def _agree(entry: Mapping, is_section: bool) -> None:
    """Keys that cannot stand beside this `use:`."""
    for name, key in entry.keys.items():
        if name == "id":
            raise refusal("a used slide has its own id", key.span, "write `as:` to give it another", "use-key")
        if is_section and name not in ("use", "as", *OF_SECTION):
            raise refusal(f"'{name}' can't hold for all slides of a section", key.span,
                          f"use one slide, or write here only: {', '.join(OF_SECTION)}", "use-key")


def refusal(message: str, span: Span, hint: str, rule: str) -> DeckgenError:
    return DeckgenError([Problem(message, span, hint, rule)])


# ---- outlines as they were typed -------------------------------------------------------------------------------------


def _slides(root: Mapping) -> Iterator[Mapping]:
    """Every slide of an outline that could be named."""
    for part in PARTS:
        yield from _items(root.items.get(part))
    for section in _items(root.items.get("sections")):
        yield from _slides_of(section)


def _slides_of(section: Mapping) -> Iterator[Mapping]:
    yield from _items(section.items.get("slides"))
    for inner in _items(section.items.get("sections")):
        yield from _slides_of(inner)


def _sections(holder: Mapping) -> Iterator[tuple[str, Mapping]]:
    for section in _items(holder.items.get("sections")):
        if _id_of(section):
            yield _id_of(section), section
        yield from _sections(section)


def _items(node: Node | None) -> list[Mapping]:
    return [each for each in node.items if isinstance(each, Mapping)] if isinstance(node, Items) else []


def _id_of(node: Mapping) -> str:
    """The id that was typed; of a `use:` its `as:`, else what it names."""
    for name in ("as", "id"):
        found = node.items.get(name)
        if isinstance(found, Scalar) and not found.empty:
            return found.text
    used = node.items.get("use")
    if isinstance(used, Mapping):
        used = used.items.get("from")
    return used.text.rpartition("#")[2] if isinstance(used, Scalar) else ""


def _views(root: Mapping) -> dict[str, Scalar]:
    """The sentences of an outline's views by id."""
    return {_id_of(each): says for each in _items(root.items.get("views")) if isinstance(says := each.items.get("says"), Scalar)}


def _whole(node: Mapping, root: Mapping) -> Mapping:
    """A slide with its title in words: what is compared when it is asked whether it changed."""
    return _with(node, {"title": _title(node.items.get("title"), _views(root), {})})


def _references(talk: dict[str, Node]) -> str:
    """The file of references that a talk names; empty where it names none."""
    named = talk.get("references")
    file = named.items.get("file") if isinstance(named, Mapping) else named
    return file.text if isinstance(file, Scalar) and not file.empty else ""


def _words(node: Node, key: str = "") -> Iterator[tuple[str, str]]:
    """All that a slide says, by key; neither its id nor what it needs."""
    match node:
        case Scalar():
            yield key, node.text
        case Items():
            for number, each in enumerate(node.items):
                yield from _words(each, f"{key}/{number}")
        case Mapping():
            for name, each in node.items.items():
                if key or name not in ("id", "needs"):
                    yield from _words(each, f"{key}/{name}" if key else name)


# ---- in the terms of the outline that takes it -----------------------------------------------------------------------


def _merged(node: Mapping, entry: Mapping, asked: Scalar, prefix: str) -> Mapping:
    """The slide with what stands beside its `use:` in the place of its own; its id stands at the `use:`."""
    renamed = None if prefix else entry.items.get("as")
    id = renamed or (Scalar(prefix + _id_of(node), "", asked.span) if _id_of(node) else None)
    beside = {name: each for name, each in entry.items.items() if name not in ("use", "as")}
    items, keys = {**node.items, **beside}, {**node.keys, **entry.keys}
    if id is not None:
        items["id"], keys["id"] = id, entry.keys["use"]
    return Mapping(items, {name: keys[name] for name in items}, node.span)


def _in_terms_of(node: Mapping, theirs: Mapping, ours: Mapping, among: set[str], prefix: str) -> Mapping:
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
