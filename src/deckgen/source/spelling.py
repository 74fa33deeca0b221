"""How a text is typed in YAML: plain where that says the same, else in quotes; and how lists and mappings of texts are."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from deckgen.problem import DeckgenError
from deckgen.source.edit import Data
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


def says(typed: str, text: str, flow: bool = False, column: int = 0) -> bool:
    """Whether YAML makes the text of what is typed, alone at such a place: `column` is how far the key of it stands in."""
    try:
        root = compose(Source(ALONE, f"k: [{typed}]\n" if flow else f"{' ' * column}k: {typed}\n"))
    except DeckgenError:
        return False
    value = root.items.get("k")
    if flow:
        value = value.items[0] if isinstance(value, Sequence) and len(value.items) == 1 else None
    return len(root.items) == 1 and isinstance(value, Scalar) and value.text == text and not (value.empty and text)


def block(text: str, column: int, end: str, head: str = "|") -> str:
    """A text as a literal block whose lines stand `column` further in."""
    return end.join([head, *(" " * column + line if line else "" for line in text.split("\n"))])


def between(data: Data) -> str:
    """Data typed between brackets, on one line."""
    match data:
        case str():
            return spelled(data, flow=True) or "''"
        case tuple():
            return f"[{', '.join(map(between, data))}]"
        case dict():
            return "{" + ", ".join(f"{between(key)}: {between(value)}" for key, value in data.items()) + "}"


def stacked(data: Data, column: int, end: str, nested: bool = False) -> str:
    """Data typed over lines that stand `column` further in, as far as they are not on the first one; `end` ends a line.

    `nested`: behind a dash, where a list or mapping begins on the same line; else behind a key. Several lines of text are a
    block.
    """
    line = end + " " * column
    match data:
        case str():
            if "\n" in data and says(typed := block(data, column, end), data, column=max(column - 1, 0)):
                return typed
            return spelled(data) or "''"
        case tuple():
            rows = [f"- {stacked(each, column + 2, end, nested=True)}" for each in data]
            return ("" if nested else line) + line.join(rows) if rows else "[]"
        case dict():
            lines = []
            for key, value in data.items():
                typed = stacked(value, column + 2, end)
                lines.append(f"{spelled(key)}:{'' if typed.startswith(end) else ' '}{typed}")
            return ("" if nested else line) + line.join(lines) if lines else "{}"
