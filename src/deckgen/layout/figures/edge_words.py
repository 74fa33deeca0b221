"""Words at the lines of a graph: above a level line, right of a standing one, free of all boxes, lines and other words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

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
Edges = tuple[float, float, float, float]
"""Left, top, right, bottom: many are compared."""


class Word(NamedTuple):
    """The number of a word's line, its width and height, and how thick the line is."""

    line: int
    width: float
    height: float
    thick: float


def word_places(words: Sequence[Word], ways: Sequence[Points], boxes: Sequence[Box],
                within: Box) -> list[Box] | None:
    """A place for each word; None where one finds none.

    The words with the fewest places choose first.
    """
    strokes = [(number, _edges(_stroke(a, b))) for number, way in enumerate(ways) for a, b in pairwise(way)]
    solid = [_edges(box) for box in boxes]
    for clear in OTHERS:
        choices: list[tuple[int, int, list[Box]]] = []
        for word, (line, width, height, thick) in enumerate(words):
            own = [edges for number, edges in strokes if number == line]
            others = [edges for number, edges in strokes if number != line]
            free = [box for box in _beside(ways[line], width, height, thick)
                    if _inside(box, within) and not _touches(box, solid, BOXES)
                    and not _touches(box, own, OWN - 0.1) and not _touches(box, others, clear)]
            if not free:
                break
            choices.append((len(free), word, free))
        else:
            taken = _chosen(choices)
            if taken is not None:
                return taken
    return None


def _chosen(choices: Sequence[tuple[int, int, list[Box]]]) -> list[Box] | None:
    """One of its places for each word, so that no two touch."""
    taken: dict[int, Box] = {}
    for _, word, free in sorted(choices, key=lambda each: each[:2]):
        others = [_edges(box) for box in taken.values()]
        place = next((box for box in free if not _touches(box, others, BOXES)), None)
        if place is None:
            return None
        taken[word] = place
    return [taken[word] for word in range(len(choices))]


def _beside(way: Points, width: float, height: float, thick: float) -> Iterator[Box]:
    """Places along a line, the best first: above its longest level stretch, right of its longest standing one, then others."""
    stretches = sorted(pairwise(way), key=lambda ends: (-_long(*ends) - (40.0 if ends[0][1] == ends[1][1] else 0.0)))
    away = OWN + max(thick / 2 - 1.0, 0.0)
    head = max(HEAD, 3 * thick + 2.0)
    for second in (False, True):
        for a, b in stretches:
            last = head if b == way[-1] else 0.0
            if abs(a[1] - b[1]) < 0.5:
                low, high = sorted((a[0], b[0]))
                low, high = (low + last, high) if b[0] < a[0] else (low, high - last)
                y = a[1] + away if second else a[1] - away - height
                yield from (Box(x, y, width, height) for x in _along(low, high, width))
            elif abs(a[0] - b[0]) < 0.5:
                low, high = sorted((a[1], b[1]))
                low, high = (low + last, high) if b[1] < a[1] else (low, high - last)
                x = a[0] - away - 2.0 - width if second else a[0] + away + 2.0
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


def _edges(box: Box) -> Edges:
    return box.x, box.y, box.x + box.width, box.y + box.height


def _touches(box: Box, others: Sequence[Edges], clear: float) -> bool:
    """Whether a box is nearer than so much to one of the others."""
    left, top, right, bottom = box.x - clear, box.y - clear, box.x + box.width + clear, box.y + box.height + clear
    return any([x < right and end > left and y < bottom and foot > top for x, y, end, foot in others])


def _inside(box: Box, within: Box) -> bool:
    return box.x >= within.x and box.y >= within.y and box.right <= within.right and box.bottom <= within.bottom
