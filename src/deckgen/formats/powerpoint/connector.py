"""Lines and connectors: straight ones, and those with one to four right angles.

PowerPoint has a preset for each number of corners, `bentConnector2` to `bentConnector5`. All start at the top left corner of
their box, to the right, and end in its bottom right corner; in between they turn where their adjustments say, in hundred
thousandths of the box's width (the first, the third) and of its height (the second), negative or beyond the box where the line
goes round something:

    <a:prstGeom prst="bentConnector4"><a:avLst><a:gd name="adj1" fmla="val 33333"/><a:gd name="adj2" fmla="val -50000"/>…

Every other way round is one of these, mirrored and then turned about the middle of the box:

    <a:xfrm rot="16200000" flipH="1"><a:off …/><a:ext cx="…" cy="…"/></a:xfrm>   down, then right

A turned box is written as it lies before the turn, so its width is the height that one sees. Where both ends are level the box
has no width to count in; PowerPoint then writes one of a point, and we of a tenth, so that the ends stay on their shapes.
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
"""How a line that leaves upright is turned, by where it ends: right or left, down or up. As PowerPoint writes them."""

MOST = 4
"""The corners of a line that PowerPoint has a preset for."""
THIN = 1270
"""The least extent of a box that adjustments count in, in EMU."""


def geometry(points: Sequence[Point]) -> str:
    """The place and preset of a line through its corners: two points, or up to six with right angles between."""
    at = [(emu(x), emu(y)) for x, y in points]
    (x1, y1), (x2, y2) = at[0], at[-1]
    right, down = (1 if x2 >= x1 else -1), (1 if y2 >= y1 else -1)
    flips = (' flipH="1"' if right < 0 else "") + (' flipV="1"' if down < 0 else "")
    corners = len(points) - 2
    if not corners:
        return _written(flips, min(x1, x2), min(y1, y2), abs(x2 - x1), abs(y2 - y1), "line")
    if corners > MOST:
        raise ValueError(f"a connector with {corners} bends: {MOST} are the most that is drawn")
    along = [((x - x1) * right, (y - y1) * down) for x, y in at]
    upright = abs(points[1][0] - points[0][0]) < abs(points[1][1] - points[0][1])
    if upright:
        along = [(y, x) for x, y in along]
    width, height = along[-1]
    adjusted = []
    for number in range(1, corners):
        if number % 2:
            width = max(width, THIN)
            adjusted.append(along[number][0] / width)
        else:
            height = max(height, THIN)
            adjusted.append(along[number][1] / height)
    preset = f"bentConnector{corners + 1}"
    if upright:
        return _written(TURNS[right, down], (x1 + x2 - width) // 2, (y1 + y2 - height) // 2, width, height, preset, adjusted)
    return _written(flips, min(x1, x2), min(y1, y2), width, height, preset, adjusted)


def _written(turn: str, x: int, y: int, width: int, height: int, preset: str, adjusted: Sequence[float] = ()) -> str:
    values = "".join([f'<a:gd name="adj{number}" fmla="val {round(each * 100000)}"/>' for number, each in enumerate(adjusted, 1)])
    return (f'<a:xfrm{turn}><a:off x="{x}" y="{y}"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
            f'<a:prstGeom prst="{preset}">' + (f"<a:avLst>{values}</a:avLst>" if values else "<a:avLst/>") + "</a:prstGeom>")
