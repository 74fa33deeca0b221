"""Where the labels of a timeline go: rows on leaders, so that no label touches another and no leader passes through one.

Row 0 is the nearest to the band. A leader runs from its dot straight through all nearer rows, so what matters at each row is
which labels stand there and which leaders pass. The search goes from left to right and back where it is stuck, in as few rows
as it can. Labels of one manner read best: all in the middle over their dots, or all flags at the right of their leaders, which
run on beside them as poles do. Where neither is found, some stand in the middle and some hang, or all lean like stairs.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Literal, NamedTuple

from deckgen.value import value

SPACE = 3.0
"""Between labels of one row, which are measured half an em wider than they are set."""
FAR, CLEAR = 14.0, 5.0
"""Between a leader and the labels that it passes, and between labels, which else read as one: with room, and without."""
LEAN = 6.0
"""How far a label reaches past its leader at least where it does not hang."""
POLE = 6.0
"""From a leader to the label that hangs at its side."""
ALONG = 10.0
"""How much farther from the label that an arrow starts at it comes down than its words are wide."""
TRIES, TRIES_FEW = 300, 1500
"""The most spots that are tried: of all ways, and where a few labels may hang."""
Way = Literal["middle", "few", "flags", "flags but one", "hung", "any", "rising", "falling"]
Ways = tuple[tuple[Way, float], ...]
MIDDLE: Ways = (("middle", FAR), ("middle", CLEAR))
ROOMY: Ways = (("middle", 30.0),)
FLAGS: Ways = (("flags", CLEAR),)
EVEN = MIDDLE + ROOMY + FLAGS
FEW: Ways = (*MIDDLE, ("few", FAR), ("few", CLEAR))
MIXED: Ways = (*MIDDLE, ("few", CLEAR), ("flags but one", CLEAR), ("hung", CLEAR), ("any", CLEAR), ("rising", CLEAR),
               ("falling", CLEAR))
"""What is tried, and how clear leaders are of the labels they pass: only the middle, or few labels hung from their leaders; all
like flags at the right of their leaders, then one of them at the left, where it has no room; as many hung as it takes; all
places, the middle first; stairs that lean to the left, and to the right."""
HANG = 2
"""The most labels that hang where few do."""


class Label(NamedTuple):
    """The place of a dot, and how wide its label is."""

    x: float
    width: float


@value(frozen=True)
class Spot:
    """A label's row and left edge; `lean` is -1 where it starts at its leader, 1 where it ends there, 0 in the middle.

    One that `hangs` stands beside its leader, which runs on along it.
    """

    row: int
    left: float
    lean: int
    hangs: bool = False


def place(labels: Sequence[Label], low: float, high: float, source: int | None, leg: float | None, words: float, rows: int,
          ways: Ways = MIXED, loose: bool = False) -> list[Spot] | None:
    """A spot for each label between `low` and `high`, or None.

    From label `source`, which takes the outermost row, an arrow runs along that row to `leg` and past all nearer rows to the
    band; `words` is the width of what should find room over it. `ways` is what is tried in so many rows; in one row none of a
    few hang. `loose` lets labels touch: for what doesn't fit anyway and is reported.
    """
    if loose:
        return [Spot(n % 3, min(max(x - width / 2, low), max(high - width, low)), 0) for n, (x, width) in enumerate(labels)]
    for room in (words + ALONG, 24.0) if source is not None else (0.0,):
        for way, clear in ways if rows > 1 else [each for each in ways if each in EVEN]:
            spots = _searched(tuple(labels), low, high, rows, way, clear, source, leg, room)
            if spots is not None:
                return list(spots)
    return None


@lru_cache(maxsize=1024)
def _searched(labels: tuple[Label, ...], low: float, high: float, rows: int, way: Way, clear: float, source: int | None,
              leg: float | None, room: float) -> tuple[Spot, ...] | None:
    """What one search finds; manners ask again for what others asked, and a preview at every letter."""
    search = _Search(labels, low, high, rows, way, clear, source, leg, room)
    return tuple(search.spots) if search.possible() and search.run() else None


class _Option(NamedTuple):
    """A spot with its leader, and from where to where the label takes its row, its leader with it."""

    row: int
    x: float
    left: float
    right: float
    spot: Spot


class _Search:
    def __init__(self, labels: Sequence[Label], low: float, high: float, rows: int, way: Way, clear: float,
                 source: int | None, leg: float | None, room: float) -> None:
        self.labels, self.low, self.high, self.rows, self.way = labels, low, high, rows, way
        self.source, self.leg, self.room = source, leg, room
        self.tries = TRIES_FEW if way == "few" and clear == CLEAR else TRIES
        self.space, self.clear = SPACE if clear == CLEAR else clear, clear
        self.options = [[each for each in self._options(n) if self._beside_arrow(n, each)] for n in range(len(labels))]
        self.found: list[_Option] = []

    @property
    def spots(self) -> list[Spot]:
        """Where the labels stand."""
        return [each.spot for each in self.found]

    def possible(self) -> bool:
        """Whether each label has a spot beside the arrow, and beside each of the two labels before it."""
        return all(self.options) and all(
            any(self._free(a, b) for a in self.options[n - back] for b in self.options[n])
            for back in (1, 2) for n in range(back, len(self.options)))

    def run(self) -> bool:
        """Place the labels from left to right; True where all have a spot, which then stand in `spots`."""
        n = len(self.found)
        if n == len(self.labels):
            return True
        hung = sum(each.spot.hangs for each in self.found) if self.way == "few" else 0
        turned = self.way == "flags but one" and any(each.spot.lean == 1 for each in self.found)
        for option in self.options[n]:
            if (hung == HANG and option.spot.hangs) or (turned and option.spot.lean == 1):
                continue
            self.tries -= 1
            if self.tries < 0:
                return False
            if all(self._free(other, option) for other in self.found):
                self.found.append(option)
                if self.run():
                    return True
                self.found.pop()
        return False

    def _options(self, n: int) -> Iterator[_Option]:
        """Two rows in turn, further ones last; in the middle over the dot, then hung at either side, then in between.

        Stairs that rise from left to right lean to the left, those that fall to the right.
        """
        x, width = self.labels[n]
        outer = self.rows - 1
        turn = min(outer, 1) - n % min(self.rows, 2)
        rows = sorted(range(self.rows), key=lambda row: (row != turn, row > 1, -row))
        places = [(x - width / 2, 0), (x - width - POLE, 1), (x + POLE, -1), (x - width * 0.75, 0), (x - width * 0.25, 0)]
        if self.way == "middle":
            places = places[:1]
        elif self.way in ("flags", "flags but one"):
            rows, places = list(range(self.rows)), [places[2], places[1]][:1 + (self.way != "flags")]
        elif self.way in ("few", "hung"):
            places = places[:3]
        elif self.way == "rising":
            rows, places = list(range(self.rows)), [places[1], places[0], places[2]]
        elif self.way == "falling":
            rows, places = list(range(outer, -1, -1)), [places[2], places[0], places[1]]
        for left, lean in places:
            held, least = min(max(left, self.low), self.high - width), min(LEAN, width / 2)
            over = self.low - 0.01 <= held <= x - least and x + least <= held + width
            if not (held == left if lean else over):
                continue
            side = lean or (1 if x > held + 0.72 * width else -1 if x < held + 0.28 * width else 0)
            for row in [outer] if n == self.source else rows:
                yield _Option(row, x, min(held, x), max(held + width, x), Spot(row, held, side, hangs=bool(lean)))

    def _free(self, other: _Option, one: _Option) -> bool:
        """Whether two labels leave each other and their leaders free."""
        if other.row == one.row:
            return not (one.left < other.right + self.space and other.left < one.right + self.space)
        near, far = (one, other) if one.row < other.row else (other, one)
        return not near.left - self.clear < far.x < near.right + self.clear

    def _beside_arrow(self, n: int, option: _Option) -> bool:
        """Whether a label leaves the arrow's way free."""
        if self.leg is None or self.source is None:
            return True
        spot, width = option.spot, self.labels[n].width
        if n == self.source:
            pole = spot.hangs and (self.leg < spot.left) == (spot.lean < 0)  # the arrow would cross it
            return not pole and not spot.left - self.room < self.leg < spot.left + width + self.room
        if option.left - 10.0 < self.leg < option.right + 10.0:
            return False
        if spot.row < self.rows - 1:
            return True
        origin = self.labels[self.source].x
        return not (min(origin, self.leg) < option.right and option.left < max(origin, self.leg))
