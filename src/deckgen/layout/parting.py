"""Where contents part into pages: at the fewest places, with the pages alike, and never where things belong together.

The places are chosen for all pages at once. In order: no page holds a single paragraph or row, unless there are fewer than
four in all or two do not fit on a page; there are as few pages as can be; the empty rooms of the pages are alike, so that the
last one is not nearly empty, and a page rather begins with a first-level point than inside a list.
"""

from __future__ import annotations

from collections.abc import Sequence

from deckgen.value import value

FEW = 4
"""Fewer items than this may stand alone on a page."""
_TOLERANCE = 0.01


@value(frozen=True)
class Item:
    """What never spans two pages: a paragraph, a row of a table, a drawing."""

    height: float
    above: float = 0.0
    """The space above it where it stands below another item."""
    top: float = 0.0
    """What stands above it where it is the first on its page: the head of a table, repeated; a spare line of a text."""
    kept: bool = False
    """Never parted from the item before it."""
    alone: bool = False
    """Enough for a page of its own: something drawn."""
    loath: float = 0.0
    """How much empty room, in points, is better than a page that begins here."""


@value(frozen=True)
class Parted:
    """Items parted into pages: where each page ends, and how many pages hold a single paragraph or row."""

    ends: tuple[int, ...]
    lonely: int = 0

    @property
    def pages(self) -> tuple[tuple[int, int], ...]:
        """First item, and the one after the last, of each page."""
        return tuple(zip((0, *self.ends), self.ends, strict=False))


def part(items: Sequence[Item], room: float) -> Parted | None:
    """Items into pages that are `room` points high. None where an item, or items that belong together, are higher than that."""
    count = len(items)
    few = sum(FEW if item.alone else 1 for item in items) < FEW
    best: list[tuple[int, int, float, int] | None] = [None] * count + [(0, 0, 0.0, count)]
    for start in reversed(range(count)):
        if start and items[start].kept:
            continue
        used = items[start].top
        for stop in range(start + 1, count + 1):
            last = items[stop - 1]
            used += last.height + (last.above if stop - 1 > start else 0.0)
            if used > room + _TOLERANCE:
                break
            after, found = best[stop], best[start]
            if after is None:
                continue
            lonely = after[0] + (stop == start + 1 and not few and not last.alone)
            uneven = round(after[2] + (room - used) ** 2 + (items[stop].loath ** 2 if stop < count else 0.0), 3)
            if found is None or (lonely, after[1] + 1, uneven) <= found[:3]:
                best[start] = lonely, after[1] + 1, uneven, stop
    if best[0] is None:
        return None
    ends = [best[0][3]]
    while ends[-1] < count:
        following = best[ends[-1]]
        assert following is not None
        ends.append(following[3])
    return Parted(tuple(ends), best[0][0])


def together(items: Sequence[Item], room: float) -> tuple[int, int, float] | None:
    """The first items that belong together and are higher than a page: first, the one after the last, and their height."""
    start = 0
    while start < len(items):
        stop, high = start + 1, items[start].top + items[start].height
        while stop < len(items) and items[stop].kept:
            high += items[stop].above + items[stop].height
            stop += 1
        if high > room + _TOLERANCE:
            return start, stop, high
        start = stop
    return None
