"""A formula as a line of text: what a screen reader says, and what stands where no formula can."""

from __future__ import annotations

from collections.abc import Iterable
from typing import assert_never

from deckgen.maths.letters import LOWERED, RAISED
from deckgen.maths.node import (
    Accent,
    Bar,
    Brace,
    Fence,
    Fraction,
    Function,
    Grid,
    Large,
    Letters,
    Limits,
    Node,
    Root,
    Row,
    Scripts,
    Sign,
    Space,
    Text,
)
from deckgen.text.scripts import is_han

ROOTS = {"3": "∛", "4": "∜"}
OVERLINE, UNDERLINE = "\u0305", "\u0332"
ROOM = 0.2
"""From this width on, in em, white space is a space."""


def spoken(node: Node) -> str:
    """The formula on one line, in Unicode: `softmax(QKᵀ/√dₖ)V`."""
    return " ".join(_said(node).split())


def _said(node: Node) -> str:
    match node:
        case Letters(text) | Text(text):
            return text
        case Sign(text, kind):
            return f" {text} " if kind in ("relation", "binary") else f"{text} " if kind == "mark" else text
        case Space(width):
            return " " if width >= ROOM else ""
        case Row(items):
            return _row(items)
        case Fraction(top, bottom, bar):
            return f"{_closed(top)}{'/' if bar else '¦'}{_closed(bottom)}"
        case Root(body, degree):
            sign = "√" if degree is None else ROOTS.get(spoken(degree)) or f"{_script(degree, RAISED, '')}√"
            return sign + _closed(body)
        case Scripts(base, sub, sup):
            return _closed(base) + _scripts(sub, sup)
        case Limits(base, under, over):
            return _closed(base) + _scripts(under, over)
        case Large(sign, sub, sup, _, body):
            return f" {sign}{_scripts(sub, sup)} {_said(body)}"
        case Function(name, body):
            words = _said(body)
            return f" {_said(name)}{'' if words[:1] in '([{' else ' '}{words}"
        case Accent(sign, body):
            return _marked(body, sign)
        case Bar(body, over):
            return "".join(letter + (OVERLINE if over else UNDERLINE) for letter in _said(body))
        case Brace(body=body):
            return _closed(body)
        case Fence(opening, closing, parts, bar):
            return f"{opening}{f' {bar} '.join(spoken(part) for part in parts)}{closing}"
        case Grid():
            return "; ".join(_line(row, node) for row in node.rows)
        case _:
            assert_never(node)


def _row(items: Iterable[Node]) -> str:
    return "".join(map(_said, items))


def _line(row: tuple[Node, ...], grid: Grid) -> str:
    """A row of a grid; parts that belong to one equation without a comma between them."""
    said = ""
    for at, cell in enumerate(row):
        joined = grid.lines and at > 0 and (grid.columns[at - 1], grid.columns[at]) == ("right", "left")
        said += ("" if not said or joined else ", ") + _said(cell)
    return spoken(Text(said))


def _closed(node: Node) -> str:
    """A part in brackets, unless it is of one piece."""
    words = spoken(node)
    while isinstance(node, Row) and len(node.items) == 1:
        node = node.items[0]
    match node:
        case Letters(text, look) if look == "upright" or len(text) == 1:
            return words
        case Scripts() | Limits() | Root() | Fence() | Accent() | Text() | Sign() | Bar() | Brace():
            return words
        case Row(items) if all(isinstance(each, Letters | Scripts | Space) for each in items) and len(items) < 4:
            return words
    return f"({words})"


def _scripts(sub: Node | None, sup: Node | None) -> str:
    return (_script(sub, LOWERED, "_") if sub is not None else "") + (_script(sup, RAISED, "^") if sup is not None else "")


def _script(node: Node, letters: dict[int, int], sign: str) -> str:
    words = spoken(node).replace(" ", "")
    if words and all(ord(letter) in letters for letter in words):
        return words.translate(letters)
    words = spoken(node) if any(map(is_han, words)) else words.replace(",", ", ")
    return sign + (words if len(words) == 1 or words.isalnum() else f"({words})")


def _marked(body: Node, sign: str) -> str:
    words = _closed(body)
    return (words if len(words) == 1 or words[-1] in ")]}" else f"({words})") + sign
