"""Slides from other outlines and decks: `use: other/outline.yaml#recipe`, or a section's with `#s2.1`.

    slides:
      - use: ../wang/outline.yaml#recipe
        as: recipe-of-wang          # else it keeps its id; slides of a section get `recipe-of-wang-` before theirs
        minutes: {talk: 2}          # any key of a slide replaces the slide's own

What comes is the slide as it was typed there, so that every word still stands on its own file's line, put into the terms of the
outline that takes it: a title that is a view of theirs becomes the view's sentence; views, variants and needs that are not
known here are left out, and a view is known only where its sentence is the same.

Slides of PowerPoint files, `use: theirs.pptx#3`, are kept as they are: `using_decks.py`.

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

from deckgen.outline.faults import Faults
from deckgen.outline.model import Borrowed
from deckgen.outline.native import Decks
from deckgen.outline.terms import id_of, in_terms_of, items_of, whole, words_of
from deckgen.problem import DeckgenError, Problem, Unusable, did_you_mean
from deckgen.source.node import Mapping, Node, Scalar
from deckgen.source.read import compose, read_source
from deckgen.source.span import Source, Span
from deckgen.source.words import Words

DECKS = (".pptx", ".pptm", ".ppsx", ".ppsm", ".potx", ".potm")
PARTS = ("opening", "closing", "backup")
OF_SECTION = ("minutes", "weight", "hidden", "draft", "views")
"""What may stand beside a section's `use:`, for all of its slides."""
MOST = 2000
"""Slides that an outline may take from others: sections that use sections grow fast."""
LOOKS = 5000
"""Times that a `use:` of others is looked into for an id: where files that use one another lack it, the ways grow like a tree."""
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

    def __init__(self, source: Source, root: Mapping, allow: Sequence[Path] = (), decks: Decks | None = None) -> None:
        self.main, self.decks = File(source, root), decks
        self.home = source.path.parent
        self.allowed = [folder.resolve() for folder in (self.home, *allow)]
        self.files: dict[Path, File | None] = {source.path.resolve(): self.main}
        self.count = self.looked = 0

    def listed(self, nodes: Sequence[Node], faults: Faults) -> tuple[list[Node], dict[int, Borrowed]]:
        """A list of slides with used ones in the place of what names them, and where each of these comes from, by its `id()`.

        What is at fault is left out, and noted.
        """
        found: list[Node] = []
        taken: dict[int, Borrowed] = {}
        for node in nodes:
            if not (isinstance(node, Mapping) and "use" in node.items):
                found.append(node)
                continue
            used: list[Taken] = []
            if isinstance(said := node.items["use"], Scalar) and said.empty:
                faults.empty(node, "use")
            else:
                self.looked = 0
                try:
                    used = self.slides(node)
                except DeckgenError as error:
                    faults.problems += [each for each in error.problems if each not in faults.problems]
            found += [each.node for each in used]
            taken.update({id(each.node): each.borrowed for each in used})
        return found, taken

    def slides(self, entry: Mapping, into: File | None = None, way: tuple[tuple[Path, str], ...] = ()) -> list[Taken]:
        """The slides that an entry with `use:` stands for. `way` is what led here. Raises DeckgenError."""
        into = into or self.main
        asked, credit = _asked(entry)
        name, sign, wanted = asked.text.strip().rpartition("#")
        if not sign or not wanted or not name:
            raise refusal("'use' names a file and, after '#', a slide or a section", asked.span,
                          "such as `use: other/outline.yaml#recipe`", "use-id")
        path = self._path(name, asked.span, into)
        if path.suffix.lower() in DECKS:
            from deckgen.outline.using_decks import natives  # most outlines use none

            taken = natives(entry, asked, credit, path, wanted, self.home, into.source, self.decks)
            self.count += len(taken)
            return taken
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
        among = {id_of(each.node) for each in found}
        prefix = entry.items["as"].text + "-" if is_section and isinstance(entry.items.get("as"), Scalar) else ""  # type: ignore[union-attr]
        taken = []
        for node, borrowed in found:
            own = in_terms_of(node, file.root, into.root, among if is_section else set(), prefix)
            words = None if credit is None else Words(credit.text, f"{id_of(node)}/use/credit", credit.span)
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
        named = {id_of(each): each for each in reversed(slides)}
        own = {name: each for name, each in named.items() if "use" not in each.items or "as" in each.items}
        if wanted not in own and wanted in sections:
            return self._expanded(list(_slides_of(sections[wanted])), file, way), True
        if wanted in named:
            found = self._expanded([own.get(wanted, named[wanted])], file, way)
            return found, len(found) > 1
        for each in slides:  # what the file takes from others, sections above all
            if "use" in each.items:
                self.looked += 1
                if self.looked > LOOKS:
                    raise refusal(f"'{wanted}' was not found in {LOOKS} slides that outlines take from others", span,
                                  "name the file that the slide itself stands in", "use-many")
                count = self.count
                try:
                    found = [one for one in self._expanded([each], file, way) if id_of(one.node) == wanted]
                except DeckgenError:
                    if self.looked > LOOKS:
                        raise
                    found = []
                self.count = count  # what was only looked at is not used
                if found:
                    return found, False
        known = [*filter(None, map(id_of, slides)), *sections]
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
        where = seen_from(self.home, file.source.path)
        words = dict(words_of(whole(node, file.root)))
        return Borrowed(file.source, where, id_of(node), node.span, node.span, _references(named), said.get("title", ""),
                        said.get("author", ""), said.get("licence", ""), said.get("date", ""), digest(words), words)


def seen_from(home: Path, path: Path) -> str:
    """A file's path as the outline's folder sees it."""
    try:
        return os.path.relpath(path, home).replace(os.sep, "/")
    except ValueError:  # another drive
        return path.as_posix()


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
        yield from items_of(root.items.get(part))
    for section in items_of(root.items.get("sections")):
        yield from _slides_of(section)


def _slides_of(section: Mapping) -> Iterator[Mapping]:
    yield from items_of(section.items.get("slides"))
    for inner in items_of(section.items.get("sections")):
        yield from _slides_of(inner)


def _sections(holder: Mapping) -> Iterator[tuple[str, Mapping]]:
    for section in items_of(holder.items.get("sections")):
        if id_of(section):
            yield id_of(section), section
        yield from _sections(section)


def _references(talk: dict[str, Node]) -> str:
    """The file of references that a talk names; empty where it names none."""
    named = talk.get("references")
    file = named.items.get("file") if isinstance(named, Mapping) else named
    return file.text if isinstance(file, Scalar) and not file.empty else ""


def _merged(node: Mapping, entry: Mapping, asked: Scalar, prefix: str) -> Mapping:
    """The slide with what stands beside its `use:` in the place of its own; its id stands at the `use:`."""
    renamed = None if prefix else entry.items.get("as")
    id = renamed or (Scalar(prefix + id_of(node), "", asked.span) if id_of(node) else None)
    beside = {name: each for name, each in entry.items.items() if name not in ("use", "as")}
    items, keys = {**node.items, **beside}, {**node.keys, **entry.keys}
    if id is not None:
        items["id"], keys["id"] = id, entry.keys["use"]
    return Mapping(items, {name: keys[name] for name in items}, node.span)
