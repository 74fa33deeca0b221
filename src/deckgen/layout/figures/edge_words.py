"""Words at the lines of a graph: above a level line, right of a standing one, free of all boxes, lines and other words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from deckgen.layout.figures.network import Point
from deckgen.scene import Box

OWN = 4.0
"""Between a line and its words."""
OTHERS = (8.0, 5.0)
"""Between words and the lines of others: further than from their own, if there is room."""
BOXES = 4.0
HEAD = 12.0
"""The end of a line, where its head is."""

Points = tuple[Point, ...]


def word_places(words: Sequence[tuple[int, float, float]], ways: Sequence[Points], boxes: Sequence[Box],
                within: Box) -> list[Box] | None:
    """A place for each word (the number of its line, its width and height); None where one finds none.

    The words with the fewest places choose first.
    """
    strokes = [(number, _stroke(a, b)) for number, way in enumerate(ways) for a, b in pairwise(way)]
    for clear in OTHERS:
        choices = []
        for word, (line, width, height) in enumerate(words):
            free = [box for box in _beside(ways[line], width, height) if _inside(box, within)
                    and not any(_touch(box, each, BOXES) for each in boxes)
                    and not any(_touch(box, stroke, clear if number != line else OWN - 0.1) for number, stroke in strokes)]
            choices.append((len(free), word, free))
        taken: dict[int, Box] = {}
        for _, word, free in sorted(choices, key=lambda each: each[:2]):
            place = next((box for box in free if not any(_touch(box, each, BOXES) for each in taken.values())), None)
            if place is None:
                break
            taken[word] = place
        else:
            return [taken[word] for word in range(len(words))]
    return None


def _beside(way: Points, width: float, height: float) -> Iterator[Box]:
    """Places along a line, the best first: above its longest level stretch, right of its longest standing one, then others."""
    stretches = sorted(pairwise(way), key=lambda ends: (-_long(*ends) - (40.0 if ends[0][1] == ends[1][1] else 0.0)))
    for second in (False, True):
        for a, b in stretches:
            last = HEAD if b == way[-1] else 0.0
            if abs(a[1] - b[1]) < 0.5:
                low, high = sorted((a[0], b[0]))
                low, high = (low + last, high) if b[0] < a[0] else (low, high - last)
                y = a[1] + OWN if second else a[1] - OWN - height
                yield from (Box(x, y, width, height) for x in _along(low, high, width))
            elif abs(a[0] - b[0]) < 0.5:
                low, high = sorted((a[1], b[1]))
                low, high = (low + last, high) if b[1] < a[1] else (low, high - last)
                x = a[0] - OWN - 2.0 - width if second else a[0] + OWN + 2.0
                yield from (Box(x, y, width, height) for y in _along(low, high, height))


def _along(low: float, high: float, extent: float) -> Iterator[float]:
    """Where words start along a stretch: in the middle, then towards its ends."""
    room = high - low - extent
    if room >= -6.0:
        yield low + room / 2
    if room > 12.0:
        for share in (0.25, 0.75, 0.1, 0.9, 0.4, 0.6):
            yield low + room * share


def _long(a: Point, b: Point) -> float:
    return abs(a[0] - b[0]) + abs(a[1] - b[1])


def _stroke(a: Point, b: Point) -> Box:
    return Box(min(a[0], b[0]), min(a[1], b[1]), abs(a[0] - b[0]), abs(a[1] - b[1]))


def _touch(a: Box, b: Box, clear: float) -> bool:
    """Whether two boxes are nearer than so much."""
    return (a.x - clear < b.right and b.x - clear < a.right and a.y - clear < b.bottom and b.y - clear < a.bottom)


def _inside(box: Box, within: Box) -> bool:
    return box.x >= within.x and box.y >= within.y and box.right <= within.right and box.bottom <= within.bottom
