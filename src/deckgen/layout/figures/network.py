"""Where the nodes of a graph stand and how its lines run: the one door to the library that finds it out.

graphlay ranks nodes in layers along the lines, orders each layer for few crossings, and leads lines at right angles round the
boxes, each to a port of its own. The same graph gives the same answer on every machine; a test holds it to that.
"""

from __future__ import annotations

from collections.abc import Sequence

from deckgen.scene import Side
from deckgen.value import value

Point = tuple[float, float]


@value(frozen=True)
class Spaces:
    """What is left free: between layers, between nodes of a layer, and between the ends of two lines on one side of a box."""

    layers: float
    nodes: float
    ports: float
    any_side: bool = True
    """Lines leave and enter by any side, for few corners; else by those that face each other, where that can be."""


@value(frozen=True)
class Port:
    """The end of a line: a side of its box, and how far along it, as a share from the top or the left."""

    side: Side
    at: float


@value(frozen=True)
class Way:
    """A line: its corners, first to last, and its ends."""

    points: tuple[Point, ...]
    start: Port
    end: Port


@value(frozen=True)
class Placed:
    """A graph on the plane: the middle of each node, its layer, the lines, and how far all of it reaches."""

    middles: tuple[Point, ...]
    layers: tuple[int, ...]
    """The layer of each node; -1 for one without a line, which stands apart."""
    ways: tuple[Way, ...]
    low: Point
    high: Point

    @property
    def size(self) -> Point:
        return self.high[0] - self.low[0], self.high[1] - self.low[1]


def placed(sizes: Sequence[Point], edges: Sequence[tuple[int, int, float]], down: bool, spaces: Spaces) -> Placed:
    """Boxes of these sizes, and lines from one (by its number) to another with a weight: heavy ones are kept straight."""
    import graphlay

    graph = graphlay.Graph()
    for number, (width, height) in enumerate(sizes):
        graph.node(number, width=width, height=height)
    for start, end, weight in edges:
        graph.edge(start, end, weight=weight)
    found = graphlay.layout(graph, options={
        "direction": "topbottom" if down else "leftright",
        "spacing": {"layer_gap": spaces.layers, "node_gap": spaces.nodes, "port_gap": spaces.ports, "isolated_gap": spaces.nodes,
                    "dummy_gap": max(spaces.ports, 24.0)},
        "routing": {"port_sides": "any" if spaces.any_side else "facing_preferred"}, "coords": {"placement": "brandes_koepf"}, "self_loops": {"size": 18.0}})
    middles = tuple([(node["center"]["x"], node["center"]["y"]) for node in found.nodes])
    ways = []
    for edge, (start, end, _) in zip(found.edges, edges, strict=True):
        points = tuple([(point["x"], point["y"]) for point in edge["points"]])
        ways.append(Way(points, _port(edge["source_port"], sizes[start]), _port(edge["target_port"], sizes[end])))
    xs, ys = _reach(middles, sizes, ways)
    ranks = tuple([node["rank"] if node["rank"] is not None else -1 for node in found.nodes])
    return Placed(middles, ranks, tuple(ways), (min(xs), min(ys)), (max(xs), max(ys)))


def _port(port: dict[str, object], size: Point) -> Port:
    side: Side = port["side"]  # type: ignore[assignment]
    offset: float = port["offset"]  # type: ignore[assignment]
    return Port(side, round(0.5 + offset / size[side in ("left", "right")], 5))


def _reach(middles: Sequence[Point], sizes: Sequence[Point], ways: Sequence[Way]) -> tuple[list[float], list[float]]:
    xs = [x + by * width / 2 for (x, _), (width, _) in zip(middles, sizes, strict=True) for by in (-1, 1)]
    ys = [y + by * height / 2 for (_, y), (_, height) in zip(middles, sizes, strict=True) for by in (-1, 1)]
    for way in ways:
        xs += [x for x, _ in way.points]
        ys += [y for _, y in way.points]
    return xs, ys
