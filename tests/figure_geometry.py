"""Where a drawing's parts are, after ECMA-376 alone: turned, mirrored and grouped shapes, connectors corner by corner, sites.

All measures are points; what the file counts in EMU is divided on the way in. The ways of connectors and the connection sites of
shapes are those of `presetShapeDefinitions.xml` (20.1.9, 20.1.10.56).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import cos, radians, sin
from typing import Any

from package_checks import NS

EMU = 12700
Point = tuple[float, float]
Matrix = tuple[float, float, float, float, float, float]
SAME: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(frozen=True)
class Area:
    """An upright rectangle."""

    left: float
    top: float
    right: float
    bottom: float

    def grown(self, by: float) -> Area:
        return Area(self.left - by, self.top - by, self.right + by, self.bottom + by)

    def holds(self, other: Area, by: float = 0.0) -> bool:
        return (self.left - by <= other.left and self.top - by <= other.top
                and other.right <= self.right + by and other.bottom <= self.bottom + by)

    def meets(self, other: Area, by: float = 0.0) -> bool:
        """Whether the insides overlap by more than so much, both ways."""
        return (min(self.right, other.right) - max(self.left, other.left) > by
                and min(self.bottom, other.bottom) - max(self.top, other.top) > by)


def times(outer: Matrix, inner: Matrix) -> Matrix:
    a, b, c, d, e, f = outer
    g, h, i, j, k, m = inner
    return (a * g + c * h, b * g + d * h, a * i + c * j, b * i + d * j, a * k + c * m + e, b * k + d * m + f)


def at(matrix: Matrix, x: float, y: float) -> Point:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def placed(node: Any) -> tuple[Matrix, float, float]:
    """What brings a shape's own coordinates, from (0, 0) to its extent, to those of its parent; and the extent.

    A shape is mirrored about its middle, then turned about it, clockwise, in 60 000ths of a degree.
    """
    off, ext = node.find("a:off", NS), node.find("a:ext", NS)
    x, y, width, height = (float(value) / EMU for value in (off.get("x"), off.get("y"), ext.get("cx"), ext.get("cy")))
    turn = radians(float(node.get("rot", 0)) / 60000)
    across, down = (-1.0 if node.get(name) in ("1", "true") else 1.0 for name in ("flipH", "flipV"))
    about = (cos(turn) * across, sin(turn) * across, -sin(turn) * down, cos(turn) * down)
    to_middle: Matrix = (1.0, 0.0, 0.0, 1.0, -width / 2, -height / 2)
    return times((*about, x + width / 2, y + height / 2), to_middle), width, height


def grouped(node: Any) -> Matrix:
    """What brings the coordinates inside a group to those of its parent."""
    outer, width, height = placed(node)
    off, ext = node.find("a:chOff", NS), node.find("a:chExt", NS)
    wide, high = float(ext.get("cx")) / EMU, float(ext.get("cy")) / EMU
    x, y = (width / wide if wide else 1.0), (height / high if high else 1.0)
    return times(outer, (x, 0.0, 0.0, y, -float(off.get("x")) / EMU * x, -float(off.get("y")) / EMU * y))


def around(areas: Sequence[Area]) -> Area:
    """What holds all of some areas."""
    return about([point for each in areas for point in ((each.left, each.top), (each.right, each.bottom))])


def about(points: Sequence[Point]) -> Area:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return Area(min(xs), min(ys), max(xs), max(ys))


def corners(preset: str, width: float, height: float, adjusted: dict[str, float]) -> list[Point]:
    """The way of a line or connector in its own box; curves by points on them. Raises KeyError for what is no such preset."""
    def share(name: str, of: float) -> float:
        return of * adjusted.get(name, 50000.0) / 100000

    start, end = (0.0, 0.0), (width, height)
    x, y, z = share("adj1", width), share("adj2", height), share("adj3", width)
    ways: dict[str, Callable[[], list[Point]]] = {
        "line": lambda: [start, end], "straightConnector1": lambda: [start, end],
        "bentConnector2": lambda: [start, (width, 0.0), end],
        "bentConnector3": lambda: [start, (x, 0.0), (x, height), end],
        "bentConnector4": lambda: [start, (x, 0.0), (x, y), (width, y), end],
        "bentConnector5": lambda: [start, (x, 0.0), (x, y), (z, y), (z, height), end],
        "curvedConnector2": lambda: curve(start, (width / 2, 0.0), (width, height / 2), end),
        "curvedConnector3": lambda: [*curve(start, (x / 2, 0.0), (x, height / 4), (x, height / 2)),
                                     *curve((x, height / 2), (x, height * 0.75), ((width + x) / 2, height), end)],
    }
    return ways[preset]()


def curve(a: Point, b: Point, c: Point, d: Point, count: int = 12) -> list[Point]:
    """Points of a cubic Bézier curve."""
    def between(t: float, n: int) -> float:
        return (1 - t) ** 3 * a[n] + 3 * (1 - t) ** 2 * t * b[n] + 3 * (1 - t) * t ** 2 * c[n] + t ** 3 * d[n]

    return [(between(n / count, 0), between(n / count, 1)) for n in range(count + 1)]


def sites(geometry: Any, width: float, height: float) -> list[Point]:
    """Connection sites in their order: from the top, counter-clockwise; an ellipse has one between each two."""
    if geometry.get("prst") is None:
        return _own_sites(geometry, width, height)
    preset, x, y = geometry.get("prst"), width / 2, height / 2
    if preset == "ellipse":
        u, v = x * (1 - cos(radians(45))), y * (1 - sin(radians(45)))
        return [(x, 0), (u, v), (0, y), (u, height - v), (x, height), (width - u, height - v), (width, y), (width - u, v)]
    if preset in ("rect", "roundRect", "diamond", "flowChartDecision", "flowChartProcess"):
        return [(x, 0), (0, y), (x, height), (width, y)]
    return []


def _own_sites(geometry: Any, width: float, height: float) -> list[Point]:
    """Sites that a shape names itself, by its guides: `*/ h 1 4` is h · 1 / 4 (20.1.9.11)."""
    known = {"l": 0.0, "t": 0.0, "r": width, "w": width, "b": height, "h": height, "hc": width / 2, "vc": height / 2}

    def value(word: str) -> float:
        return known[word] if word in known else float(word) / EMU

    for guide in geometry.iterfind("a:gdLst/a:gd", NS):
        sign, first, *rest = guide.get("fmla").split()
        if sign == "*/":
            known[guide.get("name")] = value(first) * float(rest[0]) / float(rest[1])
        elif sign == "+-":
            known[guide.get("name")] = value(first) + value(rest[0]) - value(rest[1])
        elif sign == "val":
            known[guide.get("name")] = value(first)
    return [(value(pos.get("x")), value(pos.get("y"))) for pos in geometry.iterfind("a:cxnLst/a:cxn/a:pos", NS)]
