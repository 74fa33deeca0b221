"""Where labels of points can stand: on one of four sides, where no other label, no point and no line is.

A label is read as the name of the point nearest to it, so it stands nowhere where another point is as near as its own. Of two
points that nearly meet one is named at the left, the other at the right; where no side is left, farther off on a leader.

Labels that all must be there are arranged by trying: the point with the fewest free sides first, back where nothing is left.
The number of tries is bounded, so a crowd is refused and never waited for.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import dist, hypot
from typing import Literal

from deckgen.scene import Box
from deckgen.value import value

Point = tuple[float, float]
Side = Literal["above", "below", "right", "left"]

AIR = 5.0
"""Half of a point's width."""
UP, ASIDE = 8.0, 12.0
"""Between the middle of a point and its label, which has some air of its own above and below."""
NEARER = 3.0
"""So much nearer to its own point than to any other a label is."""
FOLLOWS = 24.0
"""A point so near to the end of a label above or below its own, on one line with it, is taken for the one that it names."""
SAME = 1.0
"""Points so near to each other are one on the page."""
AFAR: tuple[Point, ...] = ((8.0, 26.0), (20.0, 36.0), (20.0, 52.0))
"""How far aside, and how far up or down, a label on a leader is tried."""
TRIES = 20_000
MANY = 60
"""More labels than this are not tried."""


@value(frozen=True)
class Job:
    """A point that is to have a label, how wide that is, and its sides in the order of trying."""

    spot: Point
    wide: float
    order: tuple[Side, ...]
    afar: bool = False
    """Whether it may stand on a leader where no side is free."""


@value(frozen=True)
class Place:
    """A side and what the label takes there; `aside` and `down` is how far a leader brings it from that side."""

    side: Side
    box: Box
    aside: float = 0.0
    down: float = 0.0
    leader: tuple[Point, Point] | None = None


@dataclass
class Field:
    """A plot with its points and lines; labels stay within `room`."""

    plot: Box
    room: Box
    pitch: float
    points: Sequence[Point]
    strokes: Sequence[tuple[Point, Point]]
    taken: list[Box] = field(default_factory=list)

    def some(self, jobs: Sequence[Job]) -> list[Place | None]:
        """A place for each that still has one, the first first."""
        found: list[Place | None] = []
        for job in jobs:
            free = next((each for each in self._free(job) if self._open(each)), None)
            found.append(free)
            if free is not None:
                self.taken.append(free.box)
        return found

    def all(self, jobs: Sequence[Job]) -> list[Place] | None:
        """A place for each; None where they do not all have room."""
        if len(jobs) > MANY:
            return None
        near = [[each for each in self._free(job) if self._open(each)] for job in jobs]
        found = _arranged(near)
        if found is None and any(job.afar for job in jobs):
            afar = [[each for each in self._afar(job) if self._open(each)] if job.afar else [] for job in jobs]
            found = _arranged([[*one, *other] for one, other in zip(near, afar, strict=True)])
        self.taken += [each.box for each in found or ()]
        return found

    def _open(self, place: Place) -> bool:
        return not any(meet(place.box, box) for box in self.taken)

    def _free(self, job: Job) -> list[Place]:
        """The sides of a point where no other point and no line is, in the order of trying."""
        (x, y), wide, high = job.spot, job.wide, self.pitch
        sides: dict[Side, Box] = {
            "above": Box(x - wide / 2, y - UP - high, wide, high), "below": Box(x - wide / 2, y + UP, wide, high),
            "right": Box(x + ASIDE, y - high / 2, wide + 4.0, high),
            "left": Box(x - ASIDE - 4.0 - wide, y - high / 2, wide + 4.0, high)}
        found = [Place(side, box) for side in job.order if self._within(box := sides[side])
                and not any(meet(_reach(side, box, job.spot), Box(a - AIR, b - AIR, 2 * AIR, 2 * AIR))
                            for a, b in self.points if (a, b) != job.spot)
                and self._own(box, job.spot) and not any(strikes(box, a, b) for a, b in self.strokes)]
        return sorted(found, key=lambda place: place.side in ("above", "below") and self._followed(place.box, job.spot))

    def _followed(self, box: Box, spot: Point) -> bool:
        """Whether another point follows a label on its line, whose name it would seem to be."""
        line = Box(box.x - FOLLOWS, box.y + AIR, box.width + 2 * FOLLOWS, box.height - 2 * AIR)
        return any(line.x < x < line.right and line.y < y < line.bottom for x, y in self.points if (x, y) != spot)

    def _own(self, box: Box, spot: Point) -> bool:
        """Whether a label is nearer to its point than to any other that can be told from it."""
        near = _far(spot, box)
        return all(_far(other, box) >= near + min(NEARER, 0.75 * apart) for other in self.points
                   if (apart := dist(spot, other)) > SAME)

    def _afar(self, job: Job) -> list[Place]:
        """Places on a leader, which leads past every other point."""
        (x, y), found = job.spot, []
        others = [each for each in self.points if dist(each, job.spot) > SAME]
        for aside, rise in AFAR:
            for right, down in ((True, -rise), (True, rise), (False, -rise), (False, rise)):
                start = x + ASIDE + aside if right else x - ASIDE - aside - job.wide - 4.0
                box = Box(start, y + down - self.pitch / 2, job.wide + 4.0, self.pitch)
                tip = (box.x - 2.0 if right else box.right + 2.0, y + down)
                part = (AIR + 2.0) / dist(tip, job.spot)
                leader = ((x + (tip[0] - x) * part, y + (tip[1] - y) * part), tip)
                if self._within(box) and self._leads(box, leader, others):
                    found.append(Place("right" if right else "left", box, aside if right else -aside, down, leader))
        return found

    def _leads(self, box: Box, leader: tuple[Point, Point], others: Sequence[Point]) -> bool:
        """Whether a label and its leader are clear of the lines and of the points that it does not name."""
        bodies = [Box(a - AIR, b - AIR, 2 * AIR, 2 * AIR) for a, b in others]
        return (all(dist(each, leader[0]) > AIR + 2.0 for each in others)
                and not any(meet(box, each) or strikes(each.inset(-2.0, -4.0), *leader) for each in bodies)
                and not any(strikes(box, a, b) for a, b in self.strokes))

    def _within(self, box: Box) -> bool:
        return (box.x >= self.room.x and box.right <= self.room.right and box.bottom <= self.plot.bottom - 2.0
                and box.y >= self.room.y - 1.0)


def _reach(side: Side, box: Box, spot: Point) -> Box:
    """A label with what lies between it and its point on the same line, where another point would take it for its own."""
    if side not in ("left", "right"):
        return box
    left, right = min(box.x, spot[0] + 2.0), max(box.right, spot[0] - 2.0)
    return Box(left, box.y, right - left, box.height)


def _far(point: Point, box: Box) -> float:
    """How far a point is from a box."""
    return hypot(max(box.x - point[0], 0.0, point[0] - box.right), max(box.y - point[1], 0.0, point[1] - box.bottom))


def _arranged(free: Sequence[Sequence[Place]]) -> list[Place] | None:
    """One of its places for each, so that none is in another's way; None where there is no such choice, or none is soon found."""
    order = sorted(range(len(free)), key=lambda n: len(free[n]))
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
            if not any(_clash(place, other) for other in chosen.values()):
                chosen[order[depth]] = place
                if arrange(depth + 1):
                    return True
                del chosen[order[depth]]
        return False

    return [chosen[n] for n in range(len(free))] if arrange(0) else None


def _clash(one: Place, other: Place) -> bool:
    """Whether two labels, or a label and the leader of another, are in each other's way."""
    if one.leader is None and other.leader is None:
        return meet(one.box, other.box)
    return meet(one.box.inset(0.0, -8.0), other.box) or any(  # right above another a led name would share its point
        a.leader is not None and strikes(b.box.inset(-1.0, -3.0), *a.leader) for a, b in ((one, other), (other, one)))


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
