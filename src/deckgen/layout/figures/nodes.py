"""What figures are made of: the kinds of node, and lines of text that are measured before a box is drawn round them.

A node is ordinary (paper, thin grey outline), hero (the one dark box), context (white), focus (white, red outline and name)
or a reading of the editor's (dashed). Sibling boxes are set at one size: the largest at which the fullest of them fits.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from deckgen.layout.pen import DASHED, OUTLINE, Pen
from deckgen.outline.model import Node
from deckgen.scene import Box, Colour, Stroke, Text
from deckgen.source.words import Words
from deckgen.text.paragraph import Run, Runs, Style, plain

Content = Words | Run | Runs | str | None
Lines = tuple[tuple[Content, Style], ...]

GAP = 24.0
"""Between a column of labels and the drawing: the gutter of the grid."""

_phrases = re.compile(r"[^，；：、。！？]*[，；：、。！？」』）》”]*")
_unbroken = re.compile(r"[!-~\u00c0-\u024f]+")


@dataclass(frozen=True, slots=True)
class Look:
    """How a box is filled and bounded, and the colour of the name in it."""

    fill: Colour | None
    stroke: Stroke | None
    ink: Colour = "dk1"
    second: Colour = "dk2"
    """The colour of notes."""


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
    return tuple((text, style.at(max(style.floor or style.size, style.size - by)) if style.size > (style.floor or style.size) else style)
                 for text, style in lines)


STEPS = (0.0, 2.0, 4.0, 6.0, 8.0)
"""How far sizes step down together before a text is said not to fit."""


def even(pen: Pen, cells: Sequence[tuple[float, float, Lines]]) -> list[Lines]:
    """Lines of sibling boxes, each with the width and height it has, at the largest common step at which all of them fit."""
    lines = [each for _, _, each in cells]
    for by in STEPS:
        lines = [lowered(each, by) for _, _, each in cells]
        if all(whole(pen, width, each) and pen.height(width, *each) <= height + 0.1
               for (width, height, _), each in zip(cells, lines, strict=True)):
            break
    return lines


def whole(pen: Pen, width: float, lines: Lines) -> bool:
    """Whether no Latin word or number of the lines is wider than the width, so that none has to be broken."""
    return all(pen.width(word, style) <= width for text, style in lines if text is not None for word in _words(plain(pen.runs(text))))


@lru_cache(maxsize=4096)
def _words(text: str) -> tuple[str, ...]:
    """The words that look widest: at most the three longest."""
    return tuple(sorted(set(_unbroken.findall(text)), key=lambda word: (-len(word), word))[:3])


def natural(pen: Pen, lines: Iterable[tuple[Content, Style]]) -> float:
    """The width at which no line wraps."""
    return max((pen.width(text, style) + style.indent for text, style in lines if text), default=0.0)


def phrased(pen: Pen, text: Content, style: Style, width: float) -> Runs:
    """Text that wraps, broken after its marks where that costs no line and no phrase has to be broken: at sense, not at the edge."""
    runs = pen.runs(text)
    if not runs or pen.width(runs, style) <= width:
        return runs
    words = plain(runs)
    parts = [part for part in _phrases.findall(words) if part]
    if "\n" in words or len(parts) < 2:
        return runs
    ends: list[int] = []
    start = at = 0
    for part in parts:
        if at > start and pen.width(_cut(runs, start, at + len(part)), style) > width:
            ends.append(at)
            start = at
        if pen.width(_cut(runs, start, at + len(part)), style) > width:
            return runs
        at += len(part)
    if (len(ends) + 1) * style.pitch > pen.height(width, (runs, replace(style, before=0.0))) + style.pitch / 2:
        return runs
    return _broken(runs, ends)


def _cut(runs: Runs, start: int, end: int) -> Runs:
    """The runs between two offsets of their text."""
    found = []
    at = 0
    for run in runs:
        text = run.text[max(0, start - at):max(0, end - at)]
        if text:
            found.append(replace(run, text=text))
        at += len(run.text)
    return tuple(found)


def _broken(runs: Runs, ends: Sequence[int]) -> Runs:
    """The runs with line breaks at offsets of their text."""
    found = []
    at = 0
    for run in runs:
        text = "".join(("\n" if at + n in ends and at + n else "") + char for n, char in enumerate(run.text))
        found.append(replace(run, text=text))
        at += len(run.text)
    return tuple(found)


def circled(number: int) -> str:
    """① to ⑳, then figures with a full stop."""
    return chr(0x2460 + number - 1) if 1 <= number <= 20 else f"{number}."


def numbered(pen: Pen, number: int | None, name: Content) -> Runs:
    """A name with its circled number before it."""
    return ((Run(f"{circled(number)} "),) if number is not None else ()) + pen.runs(name)


def hang(pen: Pen, number: int | None, style: Style) -> float:
    """How far a name stands to the right of its number, for the lines below it."""
    if number is None:
        return 0.0
    return round(sum(pen.face.advance(char, style.bold) for char in f"{circled(number)} ") * style.size, 2)


def label_width(pen: Pen, labels: Sequence[Lines], share: float = 0.29) -> float:
    """The width of a column of labels at the left: two columns of the grid, more where a label needs it, up to a share."""
    width = pen.box.width
    need = max((natural(pen, each) for each in labels), default=0.0)
    return min(max(need, width * 124 / 864), width * share)


def row_label(pen: Pen, node: Node, colour: Colour = "") -> Lines:
    """The name of a row with its gloss."""
    ink = "accent1" if node.focus else colour
    return ((node.name, pen.style("node-big", ink)), (node.text, pen.style("gloss", ink, bold=True if node.focus else None)))


def moved(shape: Text, **changes: object) -> Text:
    """The shape with some fields changed."""
    return replace(shape, **changes)  # type: ignore[arg-type]


def dot(pen: Pen, x: float, y: float, radius: float, fill: Colour, stroke: Stroke | None = None) -> Text:
    """A round dot about a point."""
    return replace(pen.text(Box(x - radius, y - radius, 2 * radius, 2 * radius), fill=fill, stroke=stroke), geometry="ellipse")
