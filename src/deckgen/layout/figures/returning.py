"""Lines of a graph that lead back to where they came from: below what is between, from the foot of a box to that of the other.

Led like the others they would end beside a line that goes on, and a box would have to grow for two ends on one side. Where a line
led below meets another, it is left to the library.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from deckgen.layout.figures.network import Placed, Point, Port, Way
from deckgen.scene import Side

DROP, TRACK = 26.0, 24.0
"""From the boxes to the line below them, and from one such line to the next."""


def returning(edges: Sequence[tuple[int, int]]) -> list[int]:
    """The edges, by number, that lead back: to a node that stands earlier in the outline, and that leads to where they start."""
    out: dict[int, list[int]] = {}
    for start, end in edges:
        out.setdefault(start, []).append(end)

    def leads(first: int, last: int) -> bool:
        seen, todo = {first}, [first]
        while todo:
            fresh = [node for node in out.get(todo.pop(), ()) if node not in seen]
            seen.update(fresh)
            todo += fresh
        return last in seen

    return [number for number, (start, end) in enumerate(edges) if end < start and leads(end, start)]


def led_back(found: Placed, sizes: Sequence[Point], edges: Sequence[tuple[int, int]], back: Sequence[int],
             words: Mapping[int, Point], down: bool) -> Placed | None:
    """The graph with the lines `back` led below it, at its right where it runs `down`; None where they would meet something.

    The ways of `found` are those of all other edges, in order; `words` are the extents of the words at the lines.
    """
    rest = iter(found.ways)
    ways: dict[int, Way] = {number: next(rest) for number in range(len(edges)) if number not in back}
    turned = [(y, x) if down else (x, y) for x, y in found.middles]
    extents = [(high, wide) if down else (wide, high) for wide, high in sizes]
    side: Side = "right" if down else "bottom"
    used = {node for number, way in ways.items() for node, port in zip(edges[number], (way.start, way.end), strict=True)
            if port.side == side}
    lines = [[(y, x) if down else (x, y) for x, y in way.points] for way in ways.values()]
    lowest = 0.0
    for number in sorted(back, key=lambda each: abs(turned[edges[each][0]][0] - turned[edges[each][1]][0])):
        start, end = edges[number]
        if start == end or {start, end} & used or turned[end][0] > turned[start][0] - 1.0:
            return None
        used |= {start, end}
        (x1, y1), (x2, y2) = ((turned[node][0], turned[node][1] + extents[node][1] / 2) for node in (start, end))
        feet = [y + high / 2 for (x, y), (wide, high) in zip(turned, extents, strict=True)
                if x2 - 1.0 < x + wide / 2 and x - wide / 2 < x1 + 1.0]
        feet += [y for line in lines for x, y in line if x2 - 12.0 < x < x1 + 12.0]
        word = words.get(number, (0.0, 0.0))[0 if down else 1]
        y = max(max(feet) + max(DROP, word + 12.0 if word else 0.0), lowest + TRACK)
        path = [(x1, y1), (x1, y), (x2, y), (x2, y2)]
        if any(_meet(one, other) for line in lines for one in pairwise(line) for other in pairwise(path)):
            return None
        lines.append(path)
        lowest = y
        points = tuple((b, a) if down else (a, b) for a, b in path)
        ways[number] = Way(points, Port(side, 0.5), Port(side, 0.5))
    xs, ys = zip(*(point for number in back for point in ways[number].points), strict=True)
    high = max(found.high[0], *xs), max(found.high[1], *ys)
    return replace(found, ways=tuple(ways[number] for number in range(len(edges))), high=high)


def _meet(one: tuple[Point, Point], other: tuple[Point, Point]) -> bool:
    """Whether two pieces of lines come near each other."""
    near = 6.0
    return all(min(one[0][axis], one[1][axis]) - near < max(other[0][axis], other[1][axis])
               and min(other[0][axis], other[1][axis]) - near < max(one[0][axis], one[1][axis]) for axis in (0, 1))
