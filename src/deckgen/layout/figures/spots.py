"""Where labels of points can stand: on one of four sides, where no other label, no point and no line is.

Labels that all must be there are arranged by trying: the point with the fewest free sides first, back where nothing is left.
The number of tries is bounded, so a crowd is refused and never waited for.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from deckgen.scene import Box
from deckgen.value import value

Point = tuple[float, float]
Side = Literal["above", "below", "right", "left"]
Place = tuple[Side, Box]

AIR = 5.0
"""Half of a point's width."""
UP, ASIDE = 8.0, 12.0
"""Between the middle of a point and its label, which has some air of its own above and below."""
TRIES = 20_000
MANY = 60
"""More labels than this are not tried."""


@value(frozen=True)
class Job:
    """A point that is to have a label, how wide that is, and its sides in the order of trying."""

    spot: Point
    wide: float
    order: tuple[Side, ...]


@dataclass
class Field:
    """A plot with its points and lines; labels stay within `room`."""

    plot: Box
    room: Box
    pitch: float
    points: Sequence[Point]
    strokes: Sequence[tuple[Point, Point]]
    taken: list[Box] = field(default_factory=list)

    def some(self, jobs: Sequence[Job]) -> list[Side | None]:
        """A side for each that still has one, the first first."""
        found: list[Side | None] = []
        for job in jobs:
            free = next((each for each in self._free(job) if not any(meet(each[1], box) for box in self.taken)), None)
            found.append(free[0] if free is not None else None)
            if free is not None:
                self.taken.append(free[1])
        return found

    def all(self, jobs: Sequence[Job]) -> list[Side | None] | None:
        """A side for each; None where they do not all have room."""
        free = [[each for each in self._free(job) if not any(meet(each[1], box) for box in self.taken)] for job in jobs]
        order = sorted(range(len(jobs)), key=lambda n: len(free[n]))
        chosen: dict[int, Place] = {}
        tries = 0

        def arrange(depth: int) -> bool:
            nonlocal tries
            if depth == len(order):
                return True
            for place in free[order[depth]]:
                tries += 1
                if tries > TRIES:
                    return False
                if not any(meet(place[1], other[1]) for other in chosen.values()):
                    chosen[order[depth]] = place
                    if arrange(depth + 1):
                        return True
                    del chosen[order[depth]]
            return False

        if len(jobs) > MANY or not arrange(0):
            return None
        self.taken += [chosen[n][1] for n in range(len(jobs))]
        return [chosen[n][0] for n in range(len(jobs))]

    def _free(self, job: Job) -> list[Place]:
        """The sides of a point where no other point and no line is, in the order of trying."""
        (x, y), wide, high = job.spot, job.wide, self.pitch
        sides: dict[Side, Box] = {
            "above": Box(x - wide / 2, y - UP - high, wide, high), "below": Box(x - wide / 2, y + UP, wide, high),
            "right": Box(x + ASIDE, y - high / 2, wide + 4.0, high),
            "left": Box(x - ASIDE - 4.0 - wide, y - high / 2, wide + 4.0, high)}
        return [(side, box) for side in job.order if self._within(box := sides[side])
                and not any(meet(_reach(side, box, job.spot), Box(a - AIR, b - AIR, 2 * AIR, 2 * AIR))
                            for a, b in self.points if (a, b) != job.spot)
                and not any(strikes(box, a, b) for a, b in self.strokes)]

    def _within(self, box: Box) -> bool:
        return (box.x >= self.room.x and box.right <= self.room.right and box.bottom <= self.plot.bottom - 2.0
                and box.y >= self.room.y - 1.0)


def _reach(side: Side, box: Box, spot: Point) -> Box:
    """A label with what lies between it and its point on the same line, where another point would take it for its own."""
    if side not in ("left", "right"):
        return box
    left, right = min(box.x, spot[0] + 2.0), max(box.right, spot[0] - 2.0)
    return Box(left, box.y, right - left, box.height)


def meet(a: Box, b: Box) -> bool:
    """Whether two boxes share more than an edge."""
    return a.x < b.right - 1.0 and b.x < a.right - 1.0 and a.y < b.bottom - 1.0 and b.y < a.bottom - 1.0


def strikes(box: Box, a: Point, b: Point) -> bool:
    """Whether a stretch of line passes through a box (Liang and Barsky's clipping)."""
    box = box.inset(1.0, 3.0)
    start, stop = 0.0, 1.0
    dx, dy = b[0] - a[0], b[1] - a[1]
    for by, room in ((-dx, a[0] - box.x), (dx, box.right - a[0]), (-dy, a[1] - box.y), (dy, box.bottom - a[1])):
        if by == 0:
            if room < 0:
                return False
        elif by < 0:
            start = max(start, room / by)
        else:
            stop = min(stop, room / by)
    return start < stop
