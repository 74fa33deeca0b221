"""Where the nodes of a graph stand and how its lines run: the one door to the library that finds it out.

graphlay ranks nodes in layers along the lines, orders each layer for few crossings, and leads lines at right angles round the
boxes, each to a port of its own. The same graph gives the same answer on every machine; a test holds it to that.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from deckgen.scene import Side
from deckgen.value import value

if TYPE_CHECKING:
    from graphlay import Layout

Point = tuple[float, float]


@value(frozen=True)
class Spaces:
    """What is left free: between layers, between nodes of a layer, and between the ends of two lines on one side of a box."""

    layers: float
    nodes: float
    ports: float
    any_side: bool = True
    """Lines leave and enter by any side, for few corners; else by those that face each other, where that can be."""
    under: bool = False
    """Lines that lead back run below everything."""
    aspect: float = 0.0
    """How much wider than high the whole may be: what is longer goes on in a further row; 0 for no limit."""


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


def placed(sizes: Sequence[Point], edges: Sequence[tuple[int, int, float]], down: bool, spaces: Spaces, widest: float) -> Placed:
    """Boxes of these sizes, and lines from one (by its number) to another with a weight: heavy ones are kept straight.

    Boxes without a line stand at the right where the whole becomes no wider than `widest`, else below.
    """
    joined = sorted({end for edge in edges for end in edge[:2]})
    lines = set(joined)
    alone = [number for number in range(len(sizes)) if number not in lines]
    middles: dict[int, Point] = {}
    layers = dict.fromkeys(alone, -1)
    ways: list[Way] = []
    if joined:
        place = {number: at for at, number in enumerate(joined)}
        own = [(place[a], place[b], weight) for a, b, weight in edges]
        found = _found([sizes[number] for number in joined], own, down, spaces)
        for number, node in zip(joined, found.nodes, strict=True):
            middles[number], layers[number] = (node["center"]["x"], node["center"]["y"]), node["rank"] or 0
        for edge, (start, end, _) in zip(found.edges, edges, strict=True):
            points = tuple([(point["x"], point["y"]) for point in edge["points"]])
            ways.append(Way(points, _port(edge["source_port"], sizes[start]), _port(edge["target_port"], sizes[end])))
    low, high = _reach(middles, sizes, ways)
    middles |= _aside(alone, sizes, low, high, spaces.nodes, widest)
    low, high = _reach(middles, sizes, ways)
    every = range(len(sizes))
    return Placed(tuple([middles[n] for n in every]), tuple([layers[n] for n in every]), tuple(ways), low, high)


def _found(sizes: Sequence[Point], edges: Sequence[tuple[int, int, float]], down: bool, spaces: Spaces) -> Layout:
    """What the library says."""
    import graphlay

    graph = graphlay.Graph()
    for number, (width, height) in enumerate(sizes):
        graph.node(number, width=width, height=height)
    for start, end, weight in edges:
        graph.edge(start, end, weight=weight)
    return graphlay.layout(graph, options={
        "direction": "topbottom" if down else "leftright",
        "spacing": {"layer_gap": spaces.layers, "node_gap": spaces.nodes, "port_gap": spaces.ports,
                    "dummy_gap": max(spaces.ports, 24.0)},
        "wrap": {"viewport_aspect": spaces.aspect},
        "routing": {"port_sides": "any" if spaces.any_side else "facing_preferred"},
        "coords": {"placement": "brandes_koepf"}, "self_loops": {"size": 18.0}})


def _aside(alone: Sequence[int], sizes: Sequence[Point], low: Point, high: Point, gap: float, widest: float) -> dict[int, Point]:
    """The boxes without a line: a column at the right, or a row below."""
    found = {}
    wide = max((sizes[number][0] for number in alone), default=0.0)
    if high[0] - low[0] + gap + wide <= widest:
        y = (low[1] + high[1] - sum(sizes[number][1] for number in alone) - gap * (len(alone) - 1)) / 2
        for number in alone:
            found[number] = high[0] + gap + wide / 2, y + sizes[number][1] / 2
            y += sizes[number][1] + gap
    else:
        x = (low[0] + high[0] - sum(sizes[number][0] for number in alone) - gap * (len(alone) - 1)) / 2
        for number in alone:
            found[number] = x + sizes[number][0] / 2, high[1] + gap + sizes[number][1] / 2
            x += sizes[number][0] + gap
    return found


def _port(port: dict[str, object], size: Point) -> Port:
    side: Side = port["side"]  # type: ignore[assignment]
    offset: float = port["offset"]  # type: ignore[assignment]
    return Port(side, round(0.5 + offset / size[side in ("left", "right")], 5))


def _reach(middles: Mapping[int, Point], sizes: Sequence[Point], ways: Sequence[Way]) -> tuple[Point, Point]:
    """From where to where boxes and lines reach."""
    xs = [x + by * sizes[number][0] / 2 for number, (x, _) in middles.items() for by in (-1, 1)]
    ys = [y + by * sizes[number][1] / 2 for number, (_, y) in middles.items() for by in (-1, 1)]
    for way in ways:
        xs += [x for x, _ in way.points]
        ys += [y for _, y in way.points]
    return (min(xs, default=0.0), min(ys, default=0.0)), (max(xs, default=0.0), max(ys, default=0.0))
