"""Lines and connectors: straight ones, and those with one bend.

PowerPoint knows a bend as the preset `bentConnector2`: from the top left corner of its box to the right, then down. Every other
way round is that one, mirrored and then turned about the middle of the box:

    <a:xfrm rot="16200000" flipH="1"><a:off …/><a:ext cx="…" cy="…"/></a:xfrm>   down, then right

A turned box is written as it lies before the turn, so its width is the height that one sees.
"""

from __future__ import annotations

from collections.abc import Sequence

from deckgen.formats.powerpoint.drawing import emu

Point = tuple[float, float]

TURNS = {
    (1, 1): ' rot="16200000" flipH="1"',
    (-1, 1): ' rot="5400000"',
    (1, -1): ' rot="5400000" flipH="1" flipV="1"',
    (-1, -1): ' rot="16200000" flipV="1"',
}
"""How a bend that leaves upright is turned, by where it goes: right or left, down or up. As PowerPoint writes them."""


def geometry(points: Sequence[Point]) -> str:
    """The place and preset of a line through its corners: two points, or three with a right angle between."""
    (x1, y1), (x2, y2) = ((emu(x), emu(y)) for x, y in (points[0], points[-1]))
    width, height = abs(x2 - x1), abs(y2 - y1)
    right, down = (1 if x2 >= x1 else -1), (1 if y2 >= y1 else -1)
    if len(points) > 3:
        raise ValueError(f"a connector with {len(points) - 2} bends: one is the most that is drawn")
    if len(points) == 3 and abs(points[1][0] - points[0][0]) < abs(points[1][1] - points[0][1]):
        x, y = (x1 + x2 - height) // 2, (y1 + y2 - width) // 2
        return _written(TURNS[right, down], x, y, height, width, "bentConnector2")
    flips = (' flipH="1"' if right < 0 else "") + (' flipV="1"' if down < 0 else "")
    preset = "bentConnector2" if len(points) == 3 else "line"
    return _written(flips, min(x1, x2), min(y1, y2), width, height, preset)


def _written(turn: str, x: int, y: int, width: int, height: int, preset: str) -> str:
    return (f'<a:xfrm{turn}><a:off x="{x}" y="{y}"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
            f'<a:prstGeom prst="{preset}"><a:avLst/></a:prstGeom>')
