"""Where the words at arrows go, on ways that are measured: on no box, no line, no other words.

They stand above a level leg, right of an upright one, near the question that they answer; on a way with several corners they
stand by its longest inner leg where that is level, since a sign like 一 in a line reads as a part of it; where it is upright,
in it, and it is interrupted for them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Literal

from deckgen.layout.figures.routing import Way
from deckgen.layout.figures.spacing import HEAD, IN_LINE, Frame, Label
from deckgen.scene import Box
from deckgen.value import value

ABOVE, BESIDE, NEAR = 5.0, 10.0, 6.0
"""From words to the line below them; to the upright line beside them; from a leg's end to the words by it."""
CLEAR = 2.0

Point = tuple[float, float]
Align = Literal["left", "center", "right"]


@value(frozen=True)
class Spot:
    """Where an arrow's words stand: by a leg of its way, or in it."""

    label: Label
    box: Box
    leg: int
    in_line: bool = False
    align: Align = "center"


def corners(frame: Frame, way: Way, start: Box, end: Box) -> list[Point]:
    """A way's corners in points, from the side of the first box to that of the last."""
    found = [frame.at(place) for place in way.corners]
    for place, box, side in ((0, start, way.out), (-1, end, way.into)):
        x, y = found[place]
        found[place] = {"top": (x, box.y), "bottom": (x, box.bottom), "left": (box.x, y), "right": (box.right, y)}[side]
    return found


def spots(labels: Sequence[Label | None], paths: Sequence[Sequence[Point]], inner: Sequence[int | None], boxes: Sequence[Box],
          within: Box, rules: Sequence[Box] = (), questions: Sequence[bool] = ()) -> list[Spot | None]:
    """A spot for each label, None where there is none.

    `inner` is for each way the leg that its words may stand in; `questions` says which ways leave a decision.
    """
    legs = [[leg_box(*pair) for pair in pairwise(path)] for path in paths]
    taken: list[Box] = []
    found: list[Spot | None] = []
    for n, label in enumerate(labels):
        spot = None
        if label is not None:
            for each in _choices(label, paths[n], inner[n], bool(questions) and questions[n]):
                lines = [leg for m, path in enumerate(legs) for k, leg in enumerate(path)
                         if not (each.in_line and m == n and k == each.leg)]
                if _inside(each.box, within) and not any(_touch(each.box, other, CLEAR) for other in (*boxes, *taken)) \
                        and not any(_touch(each.box, line, 1.5) for line in (*lines, *rules)):
                    spot = each
                    taken.append(each.box)
                    break
        found.append(spot)
    return found


def _choices(label: Label, path: Sequence[Point], inner: int | None, question: bool) -> Iterator[Spot]:
    """Places to try, the best first."""
    legs = list(pairwise(path))
    if inner is not None:
        if legs[inner][0][1] == legs[inner][1][1]:
            yield from _by_leg(label, inner, legs[inner], False, False)
        yield from _in_leg(label, inner, *legs[inner])
    order = list(range(len(legs)))
    if not question:
        order.sort(key=lambda leg: -(abs(legs[leg][0][0] - legs[leg][1][0]) + abs(legs[leg][0][1] - legs[leg][1][1])))
    for leg in order:
        yield from _by_leg(label, leg, legs[leg], leg == len(legs) - 1, question and leg == 0)


def _in_leg(label: Label, leg: int, start: Point, end: Point) -> Iterator[Spot]:
    (x1, y1), (x2, y2) = start, end
    wide, high = label.width + 2 * IN_LINE, label.height
    level = abs(y1 - y2) < abs(x1 - x2)
    if (abs(x1 - x2) if level else abs(y1 - y2)) < (wide if level else high) + 24.0:
        return
    for share in (0.5, 0.35, 0.65):
        x, y = x1 + (x2 - x1) * share, y1 + (y2 - y1) * share
        yield Spot(label, Box(x - wide / 2, y - high / 2, wide, high), leg, in_line=True)


def _by_leg(label: Label, leg: int, ends: tuple[Point, Point], last: bool, near: bool) -> Iterator[Spot]:
    """Above or below a level leg, right or left of an upright one; `near` its start, else in its middle first."""
    (x1, y1), (x2, y2) = ends
    wide, high = label.width, label.height
    level = abs(y1 - y2) < abs(x1 - x2)
    start, end = (x1, x2) if level else (y1, y2)
    way = 1.0 if end > start else -1.0
    size = wide if level else high
    end -= way * (HEAD if last else 2.0)
    room = abs(end - start)
    middle = (start + end) / 2
    early, late = start + way * (NEAR + size / 2), end - way * (NEAR + size / 2)
    if room < size + 2.0:
        early = late = middle
        if not (level or room > 0.4 * size):
            return
    for at in (early, middle, late) if near and room > 2.2 * size else (middle, early, late):
        if level:
            if room < size:
                return
            yield Spot(label, Box(at - wide / 2, y1 - ABOVE - high, wide, high), leg)
            yield Spot(label, Box(at - wide / 2, y1 + ABOVE, wide, high), leg)
        else:
            yield Spot(label, Box(x1 + BESIDE, at - high / 2, wide, high), leg, align="left")
            yield Spot(label, Box(x1 - BESIDE - wide, at - high / 2, wide, high), leg, align="right")


def leg_box(one: Point, other: Point) -> Box:
    """A leg as a box without width."""
    return Box(min(one[0], other[0]), min(one[1], other[1]), abs(one[0] - other[0]), abs(one[1] - other[1]))


def _touch(one: Box, other: Box, by: float) -> bool:
    return (one.x < other.right + by and other.x < one.right + by and one.y < other.bottom + by and other.y < one.bottom + by)


def _inside(inner: Box, outer: Box) -> bool:
    return (inner.x >= outer.x - 0.1 and inner.y >= outer.y - 0.1 and inner.right <= outer.right + 0.1
            and inner.bottom <= outer.bottom + 0.1)
