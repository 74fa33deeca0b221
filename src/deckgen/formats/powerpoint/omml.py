"""Formulas in Office's own language, OMML (ECMA-376 Part 1, §22.1). A fraction:

    <m:f><m:num><m:r><m:t>𝑎</m:t></m:r></m:num><m:den><m:r><m:t>𝑏</m:t></m:r></m:den></m:f>

Letters are those of Unicode's mathematical alphabets, as PowerPoint writes them. It also writes `a:rPr` into every run and every
`m:ctrlPr`, which the standard has no place for (its runs are Word's, and validators hold to that); here size, colour and face
stand once, in the shape's list style, which runs and bars follow. An argument without anything in it would show a dotted
square; it is given a space without width.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import assert_never

from deckgen.formats.powerpoint.drawing import escape
from deckgen.maths.letters import alphanumeric
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
    Look,
    Node,
    Root,
    Row,
    Scripts,
    Sign,
    Space,
    Text,
)

M = "http://schemas.openxmlformats.org/officeDocument/2006/math"
STYLES: dict[Look, str] = {"italic": "", "upright": "p", "bold": "b", "bold-italic": "bi"}
NOTHING = "\u200b"
SPACES = ((1.0, "\u2003"), (0.5, "\u2002"), (1 / 3, "\u2004"), (0.25, "\u2005"), (2 / 9, "\u205f"), (1 / 6, "\u2009"))
BESIDE = {("right", "left"): "", ("left", "left"): "\u2003"}
"""The room between two columns of lines; between equations side by side it is two em."""
JUSTIFIED = {"left": "left", "center": "center", "right": "right"}


def math(node: Node) -> str:
    """A formula as `m:oMath`."""
    return f"<m:oMath>{_inside(node)}</m:oMath>"


def _run(text: str, look: Look = "upright") -> str:
    style = f'<m:rPr><m:sty m:val="{STYLES[look]}"/></m:rPr>' if STYLES[look] else ""
    return f"<m:r>{style}{_text(''.join(alphanumeric(letter, look) for letter in text))}</m:r>"


def _inside(node: Node | None) -> str:
    """The contents of an argument."""
    return "".join(_all(node.items if isinstance(node, Row) else (node,))) if node is not None else ""


def _argument(tag: str, node: Node | None) -> str:
    return f"<m:{tag}>{_inside(node) or _run(NOTHING)}</m:{tag}>"


def _all(items: Iterable[Node]) -> Iterator[str]:
    """Things side by side; letters and signs of one look are one run."""
    letters, look = "", "upright"  # type: str, Look
    for item in items:
        own = item.look if isinstance(item, Letters) else "upright" if isinstance(item, Sign | Space) else None
        if letters and own != look:
            yield _run(letters, look)
            letters = ""
        if own is None:
            yield _node(item)
        else:
            letters += _space(item.width) if isinstance(item, Space) else item.text  # type: ignore[union-attr]
            look = own
    if letters:
        yield _run(letters, look)


def _node(node: Node) -> str:
    match node:
        case Letters() | Sign() | Space() | Row():
            return _inside(node)
        case Text(text):
            return f"<m:r><m:rPr><m:nor/></m:rPr>{_text(text)}</m:r>"
        case Fraction(top, bottom, bar):
            return _build("f", "" if bar else '<m:type m:val="noBar"/>', ("num", top), ("den", bottom))
        case Root(body, degree):
            if degree is None:
                return f'<m:rad><m:radPr><m:degHide m:val="1"/></m:radPr><m:deg/>{_argument("e", body)}</m:rad>'
            return _build("rad", "", ("deg", degree), ("e", body))
        case Scripts(base, sub, sup):
            parts = [(tag, part) for tag, part in (("e", base), ("sub", sub), ("sup", sup)) if part is not None]
            return _build("sSubSup" if len(parts) == 3 else "sSub" if sub is not None else "sSup", "", *parts)
        case Limits(base, under, over):
            inner = _build("limLow", "", ("e", base), ("lim", under)) if under is not None else ""
            if over is None:
                return inner
            low = inner or _inside(base) or _run(NOTHING)
            return f"<m:limUpp><m:e>{low}</m:e>{_argument('lim', over)}</m:limUpp>"
        case Large():
            return _large(node)
        case Function(name, body):
            return _build("func", "", ("fName", name), ("e", body))
        case Accent(sign, body):
            return _build("acc", f'<m:chr m:val="{sign}"/>', ("e", body))
        case Bar(body, over):
            return _build("bar", f'<m:pos m:val="{"top" if over else "bot"}"/>', ("e", body))
        case Brace(sign, body, over):
            place = ("top", "bot") if over else ("bot", "top")
            return _build("groupChr", f'<m:chr m:val="{sign}"/><m:pos m:val="{place[0]}"/><m:vertJc m:val="{place[1]}"/>',
                              ("e", body))
        case Fence(opening, closing, parts, bar):
            between = f'<m:sepChr m:val="{escape(bar)}"/>' if bar else ""
            return _build("d", f'<m:begChr m:val="{escape(opening)}"/>{between}<m:endChr m:val="{escape(closing)}"/>',
                              *(("e", part) for part in parts))
        case Grid(rows, columns, lines):
            return _lines(rows, columns) if lines else _matrix(rows, columns)
        case _:
            assert_never(node)


def _build(tag: str, own: str, *parts: tuple[str, Node | None]) -> str:
    """A structure: its properties, then its arguments in the standard's order."""
    inner = "".join(_argument(name, part) for name, part in parts)
    properties = f"<m:{tag}Pr>{own}</m:{tag}Pr>" if own else ""
    return f"<m:{tag}>{properties}{inner}</m:{tag}>"


def _large(node: Large) -> str:
    hidden = "".join(f'<m:{name}Hide m:val="1"/>' for name, part in (("sub", node.sub), ("sup", node.sup)) if part is None)
    place = "undOvr" if node.limits else "subSup"
    bounds = "".join(_argument(name, part) if part is not None else f"<m:{name}/>"
                     for name, part in (("sub", node.sub), ("sup", node.sup)))
    return (f'<m:nary><m:naryPr><m:chr m:val="{node.sign}"/><m:limLoc m:val="{place}"/>{hidden}</m:naryPr>{bounds}'
            f"{_argument('e', node.body)}</m:nary>")


def _matrix(rows: Sequence[Sequence[Node]], columns: Sequence[str]) -> str:
    kept = "".join(f'<m:mc><m:mcPr><m:count m:val="1"/><m:mcJc m:val="{JUSTIFIED[each]}"/></m:mcPr></m:mc>' for each in columns)
    cells = "".join(f"<m:mr>{''.join(_argument('e', cell) for cell in row)}</m:mr>" for row in rows)
    return f'<m:m><m:mPr><m:plcHide m:val="1"/><m:mcs>{kept}</m:mcs></m:mPr>{cells}</m:m>'


def _lines(rows: Sequence[Sequence[Node]], columns: Sequence[str]) -> str:
    """Equations one below the other. Of the marks `&` in a line every odd one is where lines meet, every even one is room."""
    lines = "".join(f"<m:e>{''.join(_all(_marked(row, columns))) or _run(NOTHING)}</m:e>" for row in rows)
    return f"<m:eqArr>{lines}</m:eqArr>"


def _marked(row: Sequence[Node], columns: Sequence[str]) -> Iterator[Node]:
    """The cells of a line with marks between them: what stands before an odd one ends there, what follows starts there."""
    marks = 0
    for at, (cell, column) in enumerate(zip(row, columns, strict=True)):
        if at:
            room = BESIDE.get((columns[at - 1], column), "\u2003\u2003")
            yield Sign(room)
        needed = {"right": 0, "left": 1}.get(column)
        if needed is not None:
            count = int(at > 0)
            while (marks + count) % 2 != needed:
                count += 1
            marks += count
            yield Sign("&" * count)
        yield from cell.items if isinstance(cell, Row) else (cell,)


def _text(text: str) -> str:
    kept = ' xml:space="preserve"' if text != text.strip() else ""
    return f"<m:t{kept}>{escape(text)}</m:t>"


def _space(width: float) -> str:
    """The spaces of Unicode that make the width, in em."""
    found = ""
    for own, sign in SPACES:
        while width > own - 0.02:
            found, width = found + sign, width - own
    return found
