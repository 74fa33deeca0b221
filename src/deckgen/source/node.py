"""YAML as it was typed: scalars, sequences and mappings with their spans, nothing made of any value yet."""

from __future__ import annotations

from typing import Final

from deckgen.source.span import Span


class Scalar:
    """One piece of text. `text` is what YAML makes of the quotes and folds; the span is exactly what was typed.

    `style` is how it was typed: empty for plain, else `"`, `'`, `|` or `>`.
    """

    __slots__ = ("span", "style", "text")
    kind: Final = "text"

    def __init__(self, text: str, style: str, span: Span) -> None:
        self.text, self.style, self.span = text, style, span

    @property
    def empty(self) -> bool:
        """Nothing was typed, or `~` or `null` without quotes."""
        return not self.style and self.text in EMPTY


class Sequence:
    """A list."""

    __slots__ = ("items", "span")
    kind: Final = "a list"

    def __init__(self, items: list[Node], span: Span) -> None:
        self.items, self.span = items, span


class Mapping:
    """Keys with their values, in the order typed; no key stands twice. `keys` says where each key itself stands."""

    __slots__ = ("items", "keys", "span")
    kind: Final = "a mapping"

    def __init__(self, items: dict[str, Node], keys: dict[str, Scalar], span: Span) -> None:
        self.items, self.keys, self.span = items, keys, span


Node = Scalar | Sequence | Mapping

EMPTY = frozenset(("", "~", "null", "Null", "NULL"))


def at(node: Node, *path: str | int) -> Span:
    """Where a part of a value stands. Steps that were not typed (a shorthand, a default) stay at what holds them."""
    for step in path:
        if isinstance(node, Mapping) and step in node.items:
            node = node.items[str(step)]
        elif isinstance(node, Sequence) and isinstance(step, int) and step < len(node.items):
            node = node.items[step]
    return node.span
