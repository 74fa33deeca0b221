"""Connectors along a way with any number of corners, glued at every end.

A straight way, one with a single corner, and one that turns twice in the very middle are one connector each: every program
draws them alike. PowerPoint keeps the corners of longer ways where they were put, but other programs choose their own when they
open the file (LibreOffice 7.4 lays a loop along the edges of its boxes). So a longer way is a chain of single corners, joined
at a small dot in the middle of a leg, or at the words that stand there: whoever moves these moves the way.
"""

from __future__ import annotations

from collections.abc import Sequence

from deckgen.layout.pen import Pen
from deckgen.scene import Box, Connector, End, Shape, Side, Stroke, Text
from deckgen.text.paragraph import Colour
from deckgen.value import value

Point = tuple[float, float]
OUTLINE = 0.6
"""A joint is as wide as the way, outline and all: one does not see it, and the outline reaches over the ends of the pieces, or a
hair of the page would show between them."""


@value(frozen=True)
class Joint:
    """Words that stand in a way, on one of its legs."""

    leg: int
    shape: Text


def connectors(pen: Pen, points: Sequence[Point], start: tuple[Text, Side], end: tuple[Text, Side], colour: Colour,
               dash: tuple[float, float] | None, joint: Joint | None = None, width: float = 2.0) -> list[Shape]:
    """The pieces of a way from shape to shape, with the joints between them; the head is on the last."""
    if len(points) <= 3 or (joint is None and _even(points)):
        return [Connector(tuple(points), End(start[0].id, start[1]), End(end[0].id, end[1]), colour, width, dash)]
    shapes: list[Shape] = []
    behind, side, first = start[0], start[1], points[0]
    for leg in range(1, len(points) - 2):
        (x1, y1), (x2, y2) = points[leg], points[leg + 1]
        level = abs(y1 - y2) < abs(x1 - x2)
        if joint is not None and joint.leg == leg:
            knot = joint.shape
        else:
            x, y = (x1 + x2) / 2, (y1 + y2) / 2
            dot = width - OUTLINE
            knot = pen.text(Box(x - dot / 2, y - dot / 2, dot, dot), fill=colour, stroke=Stroke(colour, OUTLINE), name="Bend")
            shapes.append(knot)
        near: Side = ("left" if x2 > x1 else "right") if level else "top" if y2 > y1 else "bottom"
        far: Side = ("right" if x2 > x1 else "left") if level else "bottom" if y2 > y1 else "top"
        stop, go = _edge(knot.box, near), _edge(knot.box, far)
        shapes.append(Connector((first, points[leg], stop), End(behind.id, side), End(knot.id, near), colour, width, dash, False))
        behind, side, first = knot, far, go
    shapes.append(Connector((first, points[-2], points[-1]), End(behind.id, side), End(end[0].id, end[1]), colour, width, dash))
    return shapes


def _even(points: Sequence[Point]) -> bool:
    """Whether a way goes on as it began, after a step to one side half-way."""
    if len(points) != 4:
        return False
    (x1, y1), (x2, y2), _, (x4, y4) = points
    if abs(y1 - y2) < 0.1:
        return abs(x1 - x4) > 1 and abs(x2 - (x1 + x4) / 2) < 0.6
    return abs(y1 - y4) > 1 and abs(y2 - (y1 + y4) / 2) < 0.6


def _edge(box: Box, side: Side) -> Point:
    x, y = box.middle
    return {"top": (x, box.y), "bottom": (x, box.bottom), "left": (box.x, y), "right": (box.right, y)}[side]
