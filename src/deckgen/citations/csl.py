"""References in CSL, as YAML or JSON: a list of items, a list under `references:`, or items under their keys.

    vaswani2017:
      type: paper-conference
      author: ["Vaswani, Ashish", {family: Shazeer, given: Noam}, 李航, Google Research]
      title: Attention is all you need
      container-title: Advances in neural information processing systems 30
      issued: 2017
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable

from deckgen.citations.model import KINDS, Name, Reference
from deckgen.problem import DeckgenError, Problem, did_you_mean
from deckgen.source.node import Mapping, Node, Scalar, Sequence
from deckgen.source.read import compose_node
from deckgen.source.span import Source

PLAIN = {
    "title": "title", "container-title": "container", "event-title": "event", "event": "event", "publisher": "publisher",
    "publisher-place": "place", "volume": "volume", "issue": "issue", "page": "pages", "edition": "edition", "number": "number",
    "version": "version", "URL": "url", "DOI": "doi", "language": "language",
}
PEOPLE = {"author": "authors", "editor": "editors", "translator": "translators"}
DATES = {"issued": "issued", "accessed": "accessed"}
KNOWN = ("id", "type", *PLAIN, *PEOPLE, *DATES)
_KEY = re.compile(r"\w(?:[\w:./+-]*\w)?")
_TAGS = re.compile(r"</?(?:i|b|sub|sup|sc|span)\b[^>]*>")
_DATE = re.compile(r"\d{4}(?:-\d{1,2}){0,2}$")


def read_csl(source: Source) -> tuple[dict[str, Reference], list[Problem]]:
    """The references by key, and every fault of the file."""
    if source.path.suffix.lower() == ".json":
        try:
            json.loads(source.text)
        except json.JSONDecodeError as error:
            return {}, [Problem(f"this is not JSON: {error.msg[:1].lower()}{error.msg[1:]}",
                                source.span(error.pos, error.pos + 1), "export the file anew, or mend it here", "bad-references")]
    try:
        root = compose_node(source)
    except DeckgenError as error:
        return {}, list(error.problems)
    reader = _Reader()
    for key, node in _items(root, reader):
        reader.item(key, node)
    return reader.found, reader.problems


def _items(root: Node, reader: _Reader) -> Iterable[tuple[Scalar | None, Node]]:
    """Every item, with its key where that stands before it."""
    if isinstance(root, Mapping) and isinstance(root.items.get("references"), Sequence):
        root = root.items["references"]
    if isinstance(root, Sequence):
        return [(None, each) for each in root.items]
    if isinstance(root, Mapping):
        return [(root.keys[name], each) for name, each in root.items.items()]
    if not root.empty:
        reader.wrong("the file should hold references", root, "a list of items, or items under their keys")
    return []


class _Reader:
    """Reads item by item and gathers what is wrong."""

    def __init__(self) -> None:
        self.found: dict[str, Reference] = {}
        self.problems: list[Problem] = []

    def wrong(self, message: str, node: Node, hint: str = "") -> None:
        self.problems.append(Problem(message, node.span, hint, "bad-references"))

    def item(self, name: Scalar | None, node: Node) -> None:
        if not isinstance(node, Mapping):
            self.wrong(f"a reference holds keys, but this is {node.kind}", node, f"its keys: {', '.join(KNOWN)}")
            return
        own = node.items.get("id")
        place: Node = own if name is None and own is not None else name or node
        key = place.text if isinstance(place, Scalar) else ""
        if not key:
            self.wrong("this reference has no id", node, "give it `id:`, by which slides cite it")
            return
        if not _KEY.fullmatch(key):
            self.wrong(f"'{key}' cannot be cited", place, "an id is letters and digits, with `_ : . / + -` between them")
            return
        if key in self.found:
            first = self.found[key].span.line
            self.wrong(f"the reference '{key}' stands twice", place, f"the first one is on line {first}; keep one of them")
            return
        before = len(self.problems)
        given = self.fields(node)
        kind = node.items.get("type")
        type = kind.text if isinstance(kind, Scalar) else ""
        if type not in KINDS:
            self.wrong(f"there is no type '{type}'" if type else f"the reference '{key}' has no type", kind or place,
                       f"{did_you_mean(type, KINDS)}types: {', '.join(KINDS)}")
        if not given.get("title"):
            self.wrong(f"the reference '{key}' has no title", place, "give it `title:`")
        if len(self.problems) == before:
            self.found[key] = Reference(key=key, type=type, span=place.span, **given)  # type: ignore[arg-type]

    def fields(self, node: Mapping) -> dict[str, object]:
        """What is known of an item. Keys that we have no use for are passed over, unless they look like a slip."""
        given: dict[str, object] = {}
        for name, value in node.items.items():
            if isinstance(value, Scalar) and value.empty:
                continue
            if name in PLAIN:
                given[PLAIN[name]] = self.text(name, value)
            elif name in PEOPLE:
                given[PEOPLE[name]] = tuple(self.names(value))
            elif name in DATES:
                given[DATES[name]] = self.date(name, value)
            elif name not in KNOWN and (meant := did_you_mean(name, KNOWN)) and name not in OTHERS:
                self.wrong(f"a reference has no '{name}'", node.keys[name], meant.strip())
        return given

    def text(self, name: str, node: Node) -> str:
        if not isinstance(node, Scalar):
            self.wrong(f"'{name}' should be text, not {node.kind}", node)
            return ""
        return " ".join(_TAGS.sub("", node.text).split())

    def names(self, node: Node) -> Iterable[Name]:
        for each in node.items if isinstance(node, Sequence) else (node,):
            if isinstance(each, Scalar):
                yield name_of(" ".join(each.text.split()))
            elif isinstance(each, Mapping):
                part = {name: value.text for name, value in each.items.items() if isinstance(value, Scalar)}
                particle = part.get("non-dropping-particle", "") or part.get("dropping-particle", "")
                family, given, suffix, whole = (part.get(each, "") for each in ("family", "given", "suffix", "literal"))
                name = Name(family, given, particle, suffix, whole)
                if not (name.family or name.whole):
                    self.wrong("a name has `family` and `given`, or `literal`", each, 'such as "Vaswani, Ashish"')
                yield name
            else:
                self.wrong("a name is text", each, 'such as "Vaswani, Ashish" or 李航')

    def date(self, name: str, node: Node) -> str:
        found = _typed_date(node)
        if not found:
            self.wrong(f"'{name}' is no date", node, "write 2017, 2017-06 or 2017-06-12")
        return found


OTHERS = ("event-place", "container-author", "collection-editor", "title-short", "container-title-short", "number-of-pages",
          "number-of-volumes", "page-first", "original-title", "event-date", "submitted", "edition-number")
"""Variables of CSL that look like ones that we use."""


def name_of(text: str) -> Name:
    """A name as one text: `Family, Given`; without a comma it is taken as a whole."""
    family, comma, given = text.partition(",")
    return Name(family.strip(), given.strip()) if comma else Name(whole=text)


def day(parts: Iterable[str]) -> str:
    """Year, month and day as one date: `2017-06-12`."""
    return "-".join(part.zfill(2) for part in parts if part)


def _typed_date(node: Node) -> str:
    """A date as text; empty where it is none."""
    if isinstance(node, Sequence):
        return _typed_date(node.items[0]) if node.items else ""
    if isinstance(node, Scalar):
        text = node.text.strip().replace("/", "-")
        return day(text.split("-")) if _DATE.match(text) else ""
    parts = node.items.get("date-parts")
    if isinstance(parts, Sequence) and parts.items and isinstance(first := parts.items[0], Sequence):
        return _typed_date(Scalar("-".join(each.text for each in first.items if isinstance(each, Scalar)), "", node.span))
    named = [each.text for name in ("year", "month", "day") if isinstance(each := node.items.get(name), Scalar)]
    if named:
        return _typed_date(Scalar("-".join(named), "", node.span))
    return next((_typed_date(node.items[name]) for name in ("raw", "literal") if name in node.items), "")
