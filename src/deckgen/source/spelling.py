"""How a text is typed in YAML: plain where that says the same, else in quotes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from deckgen.problem import DeckgenError
from deckgen.source.node import Scalar, Sequence
from deckgen.source.read import compose
from deckgen.source.span import Source

ALONE = Path("value")


def spelled(text: str, flow: bool = False) -> str:
    """A text as the value of a key, on one line; `flow`: between brackets."""
    return next(typed for typed in ways(text) if says(typed, text, flow))


def ways(text: str, style: str = "") -> Iterator[str]:
    """Ways to type a text on one line, those of a value's own style first."""
    single, double = "'" + text.replace("'", "''") + "'", f'"{escaped(text)}"'
    if not style and "\n" not in text:
        yield text
    yield from (double, single) if style == '"' or "\n" in text else (single, double)


def escaped(text: str) -> str:
    """A text between double quotes."""
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")


def says(typed: str, text: str, flow: bool = False) -> bool:
    """Whether YAML makes the text of what is typed, alone at such a place."""
    try:
        root = compose(Source(ALONE, f"k: [{typed}]\n" if flow else f"k: {typed}\n"))
    except DeckgenError:
        return False
    value = root.items.get("k")
    if flow:
        value = value.items[0] if isinstance(value, Sequence) and len(value.items) == 1 else None
    return len(root.items) == 1 and isinstance(value, Scalar) and value.text == text and not (value.empty and text)
