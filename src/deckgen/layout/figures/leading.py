"""Lines that end anywhere on the side of a box: glued there, and drawn alike by every program.

A bent connector leaves a box the way the program thinks best, unless it starts at the middle of a side (LibreOffice 7.4 lays
one that starts near a corner round the box). A straight one has no choice. So the first leg from such a place, and the last
one to it, are straight lines to a joint at the corner; between the joints the line goes on as any other.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from deckgen.layout.figures.joining import OUTLINE, connectors
from deckgen.layout.figures.network import Point, Way
from deckgen.layout.pen import Pen, middle
from deckgen.scene import Box, Connector, End, Shape, Side, Stroke, Text

OPPOSITE: dict[Side, Side] = {"left": "right", "right": "left", "top": "bottom", "bottom": "top"}


def led(pen: Pen, way: Way, start: Text, end: Text, stroke: Stroke, head: bool) -> Iterator[Shape]:
    """The pieces of a line from box to box, with the joints between them."""
    points = list(way.points)
    if len(points) == 2:
        yield Connector(way.points, End(start.id, way.start.side, way.start.at), End(end.id, way.end.side, way.end.at),
                        stroke.colour, stroke.width, stroke.dash, head)
        return
    first, last = (start, way.start.side), (end, way.end.side)
    tail: Connector | None = None
    if way.start.at != 0.5:
        joint = _joint(pen, points[1], stroke)
        near = OPPOSITE[way.start.side]
        yield joint
        yield Connector((points[0], middle(joint.box, near)), End(start.id, way.start.side, way.start.at), End(joint.id, near),
                        stroke.colour, stroke.width, stroke.dash, False)
        first = joint, _towards(points[1], points[2])
        points = [middle(joint.box, first[1]), *points[2:]]
    if way.end.at != 0.5 and len(points) > 2:
        joint = _joint(pen, points[-2], stroke)
        near = OPPOSITE[way.end.side]
        yield joint
        tail = Connector((middle(joint.box, near), points[-1]), End(joint.id, near), End(end.id, way.end.side, way.end.at),
                         stroke.colour, stroke.width, stroke.dash, head)
        last = joint, _towards(points[-2], points[-3])
        points = [*points[:-2], middle(joint.box, last[1])]
    pieces = connectors(pen, points, first, last, stroke.colour, stroke.dash, width=stroke.width)
    final = next(piece for piece in reversed(pieces) if isinstance(piece, Connector))
    for piece in pieces:
        if piece is final:
            own = replace(final, head=head and tail is None)
            yield own if tail is not None else replace(own, end=End(end.id, way.end.side, way.end.at))
        else:
            yield piece
    if tail is not None:
        yield tail


def _joint(pen: Pen, at: Point, stroke: Stroke) -> Text:
    """A corner: as large as the line is wide, outline and all."""
    dot = stroke.width - OUTLINE
    return pen.text(Box(at[0] - dot / 2, at[1] - dot / 2, dot, dot), fill=stroke.colour, stroke=Stroke(stroke.colour, OUTLINE),
                    name="Bend")


def _towards(a: Point, b: Point) -> Side:
    """The side of a joint from which a line leads on."""
    if abs(a[0] - b[0]) > abs(a[1] - b[1]):
        return "right" if b[0] > a[0] else "left"
    return "bottom" if b[1] > a[1] else "top"
