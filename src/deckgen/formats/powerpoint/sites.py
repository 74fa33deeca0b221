"""The sites on shapes that connectors are glued to.

Preset shapes number their sites from the top, counter-clockwise; the ellipse has four more in between. A rectangle with further
sites is written as PowerPoint's own definition of the rectangle says, with these added to the list:

    <a:cxn ang="0"><a:pos x="r" y="site4"/></a:cxn>

Each is a share of the shape's own width or height, so that sites stay where they are when somebody makes the shape larger.
"""

from __future__ import annotations

from collections.abc import Sequence

from deckgen.scene import End, Side, Text

SITES = {
    "rect": {"top": 0, "left": 1, "bottom": 2, "right": 3},
    "diamond": {"top": 0, "left": 1, "bottom": 2, "right": 3},
    "ellipse": {"top": 0, "left": 2, "bottom": 4, "right": 6},
}
ANGLES = {"top": "3cd4", "left": "cd2", "bottom": "cd4", "right": "0"}
"""The directions in which lines leave."""
CORNERS = (("l", "t"), ("r", "t"), ("r", "b"), ("l", "b"))
MIDDLES: tuple[Side, ...] = ("top", "left", "bottom", "right")


def number_of(shape: Text, end: End) -> int:
    """The number of the site that an end is glued to."""
    if (place := (end.side, end.at)) in shape.sites:
        return len(MIDDLES) + shape.sites.index(place)
    return SITES[shape.geometry][end.side]


def rectangle(further: Sequence[tuple[Side, float]]) -> str:
    """The geometry of a rectangle that has sites beside the middles of its sides."""
    guides, sites = [], [_site(side, "vc" if side in ("left", "right") else "hc") for side in MIDDLES]
    for number, (side, at) in enumerate(further, len(MIDDLES)):
        extent = "h" if side in ("left", "right") else "w"
        guides.append(f'<a:gd name="site{number}" fmla="*/ {extent} {round(at * 100000)} 100000"/>')
        sites.append(_site(side, f"site{number}"))
    first, *others = [f'<a:pt x="{x}" y="{y}"/>' for x, y in CORNERS]
    path = f"<a:moveTo>{first}</a:moveTo>" + "".join([f"<a:lnTo>{each}</a:lnTo>" for each in others])
    return (f'<a:custGeom><a:avLst/><a:gdLst>{"".join(guides)}</a:gdLst><a:ahLst/><a:cxnLst>{"".join(sites)}</a:cxnLst>'
            f'<a:rect l="l" t="t" r="r" b="b"/><a:pathLst><a:path>{path}<a:close/></a:path></a:pathLst></a:custGeom>')


def _site(side: Side, at: str) -> str:
    """One connection site: on its side of the shape, `at` so far along."""
    x, y = (side[0], at) if side in ("left", "right") else (at, side[0])
    return f'<a:cxn ang="{ANGLES[side]}"><a:pos x="{x}" y="{y}"/></a:cxn>'
