"""What figures are made of: the kinds of node, and lines of text that are measured before a box is drawn round them.

A node is ordinary (paper, thin grey outline), hero (the one dark box), context (white), focus (white, red outline and name)
or a reading of the editor's (dashed). Sibling boxes are set at one size: the largest at which the fullest of them fits.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from deckgen.layout.pen import DASHED, OUTLINE, Pen, Readable
from deckgen.outline.figures import Node
from deckgen.scene import Box, Stroke, Text
from deckgen.text.paragraph import Colour, Run, Runs, Style, plain
from deckgen.text.title import balance, cut, parted
from deckgen.text.wrap import advances, measured, wrap
from deckgen.value import value

Lines = tuple[tuple[Readable, Style], ...]

GAP = 24.0
"""Between a column of labels and the drawing: the gutter of the grid."""
STEPS = (0.0, 2.0, 4.0, 6.0, 8.0)
"""How far sizes step down together before a text is said not to fit."""

HALF = 0.6, 0.67, 0.74
"""How wide the longer of two lines may be, of the width on one line."""

_phrases = re.compile(r"[^，；：、。！？]+[，；：、。！？」』）》”]*|[，；：、。！？]+")


@value(frozen=True)
class Look:
    """How a box is filled and bounded, and the colours of the name and of the notes in it."""

    fill: Colour | None
    stroke: Stroke | None
    ink: Colour = "dk1"
    second: Colour = "dk2"


ORDINARY = Look("lt2", OUTLINE)
HERO = Look("dk1", None, "lt1", "lt1")
CONTEXT = Look("lt1", Stroke("accent3", 1.5))
ON_LANE = Look("lt1", Stroke("dk1", 2.0))
IN_BAND = Look("lt1", Stroke("dk1", 1.5))
IN_HERO = Look("lt1", None)


def look(node: Node, otherwise: Look) -> Look:
    """A node's kind: what it says itself (the thing to look at, the editor's reading), else the kind of its place."""
    if node.style == "reading":
        return Look("lt1", Stroke("accent1" if node.focus else "dk2", 2.0, DASHED), "accent1" if node.focus else "dk1")
    if node.focus:
        return Look("lt1", Stroke("accent1", 2.0), "accent1")
    return otherwise


def lowered(lines: Lines, by: float) -> Lines:
    """The lines so many points smaller, none below its floor."""
    if not by:
        return lines
    return tuple((text, style.lowered(by)) for text, style in lines)


def natural(pen: Pen, lines: Iterable[tuple[Readable, Style]]) -> float:
    """The width at which no line wraps."""
    return max((pen.width(text, style) + style.indent for text, style in lines if text), default=0.0)


def whole(pen: Pen, width: float, lines: Lines) -> bool:
    """Whether no word of the lines has to be cut at the width."""
    return not any(measured(runs, style, width - style.indent, pen.face).cut for text, style in lines if (runs := pen.runs(text)))


def report_cut(pen: Pen, width: float, cells: Iterable[Lines]) -> None:
    """A problem for the first word that has to be cut although its text is as small as it may get."""
    for lines in cells:
        if not whole(pen, width, lines):
            pen.complain("a word is wider than its box in the figure", next((text for text, _ in lines if text), None),
                         "shorten it, or give the figure a slide of its own")
            return


def line_count(pen: Pen, text: Readable, style: Style, width: float) -> int:
    """How many lines a text takes."""
    runs = pen.runs(text)
    return len(wrap(runs, style, width - style.indent, pen.face)) if runs else 0


def broken(pen: Pen, lines: Lines, width: float) -> Lines:
    """The lines with their breaks chosen; see `phrased`."""
    return tuple((phrased(pen, text, style, width - style.indent) if text else text, style) for text, style in lines)


def phrased(pen: Pen, text: Readable, style: Style, width: float) -> Runs:
    """Text broken at sense instead of at the edge, as long as that costs no line: after its marks, else as titles break."""
    runs = pen.runs(text)
    count = len(wrap(runs, style, width, pen.face)) if runs else 0
    words = plain(runs)
    if count < 2 or "\n" in words:
        return runs
    ends = _ends(pen, runs, words, style, width)
    if ends is not None and len(ends) < count:
        return parted(runs, ends)
    return (balance(runs, style, width, pen.face) or runs) if count == 2 else runs


def halved(pen: Pen, text: Readable, style: Style) -> Runs:
    """Text in two lines: after a mark near its middle, else as titles break."""
    runs, wide = pen.runs(text), pen.width(text, style)
    for share in HALF:
        ends = _ends(pen, runs, plain(runs), style, wide * share)
        if ends is not None and len(ends) == 1:
            return parted(runs, ends)
    return phrased(pen, text, style, wide * HALF[0])


def _ends(pen: Pen, runs: Runs, words: str, style: Style, width: float) -> list[int] | None:
    """Where lines end that hold whole phrases, as many as fit; None where a phrase is longer than a line."""
    ends: list[int] = []
    start = at = 0
    for part in _phrases.findall(words):
        if at > start and pen.width(cut(runs, start, at + len(part)), style) > width:
            ends.append(at)
            start = at
        at += len(part)
        if pen.width(cut(runs, start, at), style) > width:
            return None
    return ends


def circled(number: int) -> str:
    """① to ⑳, then figures with a full stop."""
    return chr(0x2460 + number - 1) if 1 <= number <= 20 else f"{number}."


SPACE = Run("\u3000", size=5.0)
"""Between a number and its name: an ideographic space, since some programs count ③ among the letters that follow it and take it
from another face than ② before a Han name; so small that number and name are one thing, and the same whatever the name's size."""


def numbered(pen: Pen, number: int | None, name: Readable) -> Runs:
    """A name with its circled number before it."""
    return ((Run(circled(number)), SPACE) if number is not None else ()) + pen.runs(name)


def hang(pen: Pen, number: int, style: Style) -> float:
    """How far a name stands to the right of its number, for the lines below it."""
    return round(sum(advances((Run(circled(number)), SPACE), style, pen.face)) * style.size, 2)


def label_width(pen: Pen, labels: Sequence[Lines], share: float = 0.29) -> float:
    """The width of a column of labels at the left: two columns of the grid, more where a label needs it, up to a share."""
    width = pen.box.width
    need = max((natural(pen, each) for each in labels), default=0.0)
    return min(max(need, width * 124 / 864), width * share)


def row_label(pen: Pen, node: Node) -> Lines:
    """The name of a row with its gloss; red where the row is the thing to look at."""
    ink = "accent1" if node.focus else ""
    name = replace(pen.style("node-big", ink), floor=pen.style("node").floor)
    return (node.name, name), (node.text, pen.style("gloss", ink, bold=True if node.focus else None))


def dot(pen: Pen, x: float, y: float, radius: float, fill: Colour, stroke: Stroke | None = None) -> Text:
    """A round dot about a point."""
    return replace(pen.text(Box(x - radius, y - radius, 2 * radius, 2 * radius), fill=fill, stroke=stroke), geometry="ellipse")
