"""Where the labels of a timeline go: rows on leaders, so that no label touches another and no leader passes through one.

Row 0 is the nearest to the band. A leader runs from its dot straight through all nearer rows, so what matters at each row is
which labels stand there and which leaders pass. The search goes from left to right and back where it is stuck; it takes as few
rows as it can in which all labels stand in the middle over their dots; else a few of them hang to one side of their leaders.
Where that is not found, labels go up like stairs, all leaning to one side.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from deckgen.value import value

SPACE = 6.0
"""Between labels of one row, which are measured half an em wider than they are set."""
FAR, CLEAR = 14.0, 5.0
"""Between a leader and the labels that it passes, and between labels, which else read as one: with room, and without."""
LEAN, FLUSH = 6.0, 1.0
"""How far a label reaches past its leader at least; one that hangs at its side is flush with it."""
TIGHT = 0.0
"""Both for flags: what labels are measured wider is all at their ends."""
TRIES, TRIES_FEW = 300, 1500
"""The most spots that are tried: of all ways, and where a few labels may hang."""
Way = Literal["middle", "few", "flags", "flags but one", "hung", "any", "rising", "falling"]
WAYS: tuple[tuple[Way, float], ...] = (
    ("middle", FAR), ("few", FAR), ("middle", CLEAR), ("few", CLEAR), ("flags", TIGHT), ("flags but one", TIGHT),
    ("hung", CLEAR), ("any", CLEAR), ("rising", CLEAR), ("falling", CLEAR))
"""What is tried, and how clear leaders are of the labels they pass: only the middle, or few labels hung from their leaders; all
like flags at the right of their leaders, then one of them at the left, where it has no room; as many hung as it takes; all
places, the middle first; stairs that lean to the left, and to the right."""
FEW = 2
"""The most labels that count as few."""


class Label(NamedTuple):
    """The place of a dot, and how wide its label is."""

    x: float
    width: float


@value(frozen=True)
class Spot:
    """A label's row and left edge; `lean` is -1 where it starts at its leader, 1 where it ends there, 0 in the middle."""

    row: int
    left: float
    lean: int


def place(labels: Sequence[Label], low: float, high: float, source: int | None, leg: float | None, words: float, most: int,
          loose: bool = False) -> list[Spot] | None:
    """A spot for each label between `low` and `high`, or None.

    From label `source`, which takes the outermost row, an arrow runs
    along that row to `leg` and past all nearer rows to the band; `words` is the width of what should find room over it. `most`
    is the number of rows. `loose` lets labels touch: for what doesn't fit anyway and is reported.
    """
    if loose:
        return [Spot(n % 3, min(max(x - width / 2, low), max(high - width, low)), 0) for n, (x, width) in enumerate(labels)]
    for room in (words + 20.0, 24.0) if source is not None else (0.0,):
        for rows in range(1, most + 1):
            for way, clear in WAYS if rows > 1 else WAYS[:1]:
                search = _Search(labels, low, high, rows, way, clear, source, leg, room)
                if search.possible() and search.run():
                    return search.spots
    return None


class _Search:
    def __init__(self, labels: Sequence[Label], low: float, high: float, rows: int, way: Way, clear: float,
                 source: int | None, leg: float | None, room: float) -> None:
        self.labels, self.low, self.high, self.rows, self.way = labels, low, high, rows, way
        self.source, self.leg, self.room = source, leg, room
        self.spots: list[Spot] = []
        self.tries = TRIES_FEW if way == "few" and clear == CLEAR else TRIES
        self.space, self.clear = SPACE if clear == CLEAR else clear, clear

    def possible(self) -> bool:
        """Whether each label alone has a spot beside the arrow."""
        return self.leg is None or self.source is None or all(
            any(self._beside_arrow(n, spot, spot.left + width) for spot in self._options(n))
            for n, (_, width) in enumerate(self.labels))

    def run(self) -> bool:
        """Place the labels from left to right; True where all have a spot, which then stand in `spots`."""
        n = len(self.spots)
        if n == len(self.labels):
            return True
        for spot in self._options(n):
            if spot.lean and self.way == "few" and sum(bool(each.lean) for each in self.spots) == FEW:
                continue
            if spot.lean == 1 and self.way == "flags but one" and any(each.lean == 1 for each in self.spots):
                continue
            self.tries -= 1
            if self.tries < 0:
                return False
            if self._free(n, spot):
                self.spots.append(spot)
                if self.run():
                    return True
                self.spots.pop()
        return False

    def _options(self, n: int) -> Iterator[Spot]:
        """Rows in turn, outermost first; in the middle over the dot, then leaning either way, then in between.

        A few that lean still reach past their leader where they can. Stairs that rise from left to right lean to the left,
        those that fall to the right.
        """
        x, width = self.labels[n]
        outer = self.rows - 1
        rows = sorted(range(self.rows), key=lambda row: (row != outer - n % self.rows, -row))
        places = [(x - width / 2, 0), (x - width + FLUSH, 1), (x - FLUSH, -1), (x - width * 0.75, 0), (x - width * 0.25, 0)]
        if self.way == "middle":
            places = places[:1]
        elif self.way in ("flags", "flags but one"):
            rows, places = list(range(self.rows)), [places[2], places[1]][:1 + (self.way != "flags")]
        elif self.way == "few":
            places = [places[0], *places[3:], *places[1:3]]
        elif self.way == "hung":
            places = places[:3]
        elif self.way == "rising":
            rows, places = list(range(self.rows)), [places[1], places[0], places[2]]
        elif self.way == "falling":
            rows, places = list(range(outer, -1, -1)), [places[2], places[0], places[1]]
        for left, lean in places:
            for row in [outer] if n == self.source else rows:
                held = min(max(left, self.low), self.high - width)
                least = FLUSH if lean else min(LEAN, width / 2)
                if held <= x - least and held + width >= x + least and held >= self.low - 0.01:
                    yield Spot(row, held, lean or (1 if x > held + 0.72 * width else -1 if x < held + 0.28 * width else 0))

    def _free(self, n: int, spot: Spot) -> bool:
        x, width = self.labels[n]
        right = spot.left + width
        for other, taken in zip(self.labels, self.spots, strict=False):
            end = taken.left + other.width
            if taken.row == spot.row and spot.left < end + self.space and taken.left < right + self.space:
                return False
            if taken.row > spot.row and spot.left - self.clear < other.x < right + self.clear:
                return False
            if taken.row < spot.row and taken.left - self.clear < x < end + self.clear:
                return False
        if self.leg is None or self.source is None:
            return True
        return self._beside_arrow(n, spot, right)

    def _beside_arrow(self, n: int, spot: Spot, right: float) -> bool:
        """Whether a label leaves the arrow's way free."""
        assert self.leg is not None and self.source is not None
        if n == self.source:
            return not spot.left - self.room < self.leg < right + self.room
        if spot.left - 10.0 < self.leg < right + 10.0:
            return False
        if spot.row < self.rows - 1:
            return True
        origin = self.labels[self.source].x
        return not (min(origin, self.leg) < right and spot.left < max(origin, self.leg))
