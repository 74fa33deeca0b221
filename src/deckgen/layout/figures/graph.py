"""Graphs: boxes of one width, lines at right angles, each from a place of its own on its box, with its word beside it.

A library finds where nodes stand and how lines run (`network.py`); here boxes are measured, words find their places, and the
largest text is taken at which all of it fits and nothing stands on anything else. What is drawn was looked over: no line runs
through a box or a word, none has more corners than the eye follows.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Literal

from deckgen.layout.figures.edge_words import Word, word_places
from deckgen.layout.figures.leading import led
from deckgen.layout.figures.most import most_that_fit
from deckgen.layout.figures.network import Placed, Point, Spaces, Way, placed
from deckgen.layout.figures.nodes import HERO, ORDINARY, Lines, Look, broken, line_count, look, lowered, natural, whole
from deckgen.layout.figures.returning import led_back, returning
from deckgen.layout.pen import DASHED, Drawn, Pen
from deckgen.outline.figures import Edge, Graph, Vertex
from deckgen.scene import Box, Shape, Side, Stroke, Text
from deckgen.text.inline import plain_words
from deckgen.value import value

THIN, MAIN = 1.75, 5.0
PAD, ABOVE, HIGH, LOW, NARROWEST = 14.0, 7.0, 46.0, 38.0, 64.0
WORDS = (170.0, 96.0)
"""Where the words at a line wrap, in the order of trying."""
Even = Literal["boxes", "heights", "no"]
ATTEMPTS: tuple[tuple[float, float, int, Even], ...] = (
    (-4.0, 200.0, 1, "boxes"), (-2.0, 200.0, 1, "boxes"), (-2.0, 200.0, 1, "heights"), (0.0, 200.0, 1, "boxes"),
    (0.0, 200.0, 1, "heights"), (0.0, 160.0, 2, "boxes"), (0.0, 200.0, 1, "no"), (0.0, 120.0, 2, "no"), (2.0, 120.0, 2, "boxes"),
    (2.0, 160.0, 1, "no"), (2.0, 100.0, 3, "no"), (4.0, 140.0, 2, "no"), (4.0, 80.0, 3, "no"))
"""How much smaller texts are, how wide those in a box may be, how many lines a name may take, and whether boxes are even: in both
extents, in height only, or not."""
USUAL = 8
"""So many of these are no smaller than usual."""
WIDTHS = 3
"""For how many of the widest words room is made between the layers, one after the other."""
WIDER, WIDEST = (2.0, 1.75, 1.5, 1.25, 1.0), 216.0
"""How much wider than their words even boxes are where there is room, and how wide they become at most."""
LOOSE, TIGHT = (Spaces(64.0, 40.0, 24.0), Spaces(50.0, 32.0, 20.0)), (Spaces(40.0, 26.0, 18.0), Spaces(30.0, 22.0, 16.0))
WIDE = 1.3
"""Lines lead down where the place is not so much wider than high."""
FARTHEST = 2.6
"""How much wider than need be spaces become where there is room."""
TRIES = 800
"""How many layouts are looked at before a graph is said not to fit."""
TURNS = 5
"""The corners of a line; with more one loses it."""
ALONG = 6.0
"""Between a line and the boxes that it passes."""
NEAREST = 9.0
"""Between the ends of two lines on one side of a box, and between them and its corners."""
ROUNDS = 6
"""How often boxes may grow for the lines that end on them."""


@value(frozen=True)
class Sized:
    """The nodes' words at one size, and their boxes; the words at the lines with their extents."""

    lines: tuple[Lines, ...]
    boxes: tuple[Point, ...]
    words: tuple[tuple[int, Lines, float, float], ...]

    @property
    def area(self) -> float:
        return sum(width * height for width, height in self.boxes)


@value(frozen=True)
class Plan:
    """A graph that fits: where all of it stands on the page."""

    sized: Sized
    boxes: tuple[Box, ...]
    ways: tuple[Way, ...]
    words: tuple[Box, ...]


def draw(figure: Graph, pen: Pen) -> Drawn:
    """The lines, the boxes in the order of the outline, the words at the lines."""
    network = _Network(figure, pen, figure.nodes)
    plan = network.plan()
    if plan is None:
        network.complain()
        return ()
    shapes = [network.box(plan, number) for number in range(len(figure.nodes))]
    words = [pen.text(box, *lines, anchor="middle") for (_, lines, _, _), box in zip(plan.sized.words, plan.words, strict=True)]
    return (*network.connectors(plan, shapes), *shapes, *words)


class _Network:
    """A graph, or as much of it as its first nodes make, in a place."""

    def __init__(self, figure: Graph, pen: Pen, nodes: Sequence[Vertex], worded: bool = True, freely: bool = False) -> None:
        self.figure, self.pen, self.nodes, self.worded = figure, pen, nodes, worded
        down = pen.box.width < pen.box.height * WIDE
        self.tries = TRIES
        self.ways = (down, not down) if freely or figure.direction is None else (figure.direction == "down",)
        names = {str(node.name): number for number, node in enumerate(nodes)}
        self.edges = [(edge, names[str(edge.from_)], names[str(edge.to)]) for edge in figure.edges
                      if str(edge.from_) in names and str(edge.to) in names]
        self.back = returning([(start, end) for _, start, end in self.edges])

    def complain(self) -> None:
        """Say what would fit."""
        figure, pen = self.figure, self.pen
        count = len(figure.nodes)
        first = figure.nodes[0].name
        hint = "leave some out, shorten their names, or make two figures of it"
        if figure.direction is not None and _Network(figure, pen, figure.nodes, freely=True).plan() is not None:
            hint = f"take out `direction: {figure.direction}`"
        if any(edge.name for edge in figure.edges) and _Network(figure, pen, figure.nodes, False).plan() is not None:
            word = max((edge.name for edge in figure.edges if edge.name is not None), key=len)
            pen.complain("the words at the lines of the graph do not fit here", word,
                         "shorten them, or say some of them in the text")
            return
        most = most_that_fit(count, lambda many: _Network(figure, pen, figure.nodes[:many]).plan() is not None)
        pen.complain(f"the graph has {count} nodes, and only the first {most} fit here" if most > 1 else
                     "the words of the graph do not fit here", first, hint)

    def plan(self) -> Plan | None:
        """The graph at the largest size that fits; None where none does. Small text is no better than the other direction."""
        place = self.pen.box
        if len(self.nodes) * NARROWEST * LOW > place.width * place.height * 0.6:
            return None
        usual, small = ATTEMPTS[:USUAL], ATTEMPTS[USUAL:]
        ways = [*((down, 0.0) for down in self.ways), *((down, place.width / place.height) for down in self.ways if not down)]
        for tried, attempts in (*(([way], usual) for way in ways), (ways, small)):
            for by, sized in self.sizes(attempts):
                for down, aspect in tried if sized.area < place.width * place.height * 0.6 else ():
                    plan = self.spaced(sized, down, by, aspect)
                    if plan is not None:
                        return plan
        return None

    def sizes(self, attempts: Sequence[tuple[float, float, int, Even]]) -> Iterator[tuple[float, Sized]]:
        """How much smaller texts are, and boxes and words of that size: the widest boxes first, long words on one line first."""
        for by, most, count, even in attempts:
            for widest in WORDS:
                for wider in WIDER if even == "boxes" and by <= 0 else WIDER[-1:]:
                    sized = self.sized(by, most, count, even, widest, wider)
                    if sized is not None:
                        yield by, sized
                if sized is not None and all(word[2] <= WORDS[-1] for word in sized.words):
                    break

    def spaced(self, sized: Sized, down: bool, by: float, aspect: float) -> Plan | None:
        """The graph in one direction, in further rows where there is an aspect, with the best spaces that fit."""
        for under in (True, False) if self.back and not aspect else (False,):
            if self.laid(sized, down, replace(TIGHT[-1], under=under, aspect=aspect)) is None:
                continue
            for spaces in self.spaces(sized, down, by):
                for any_side in (True,) if under else (True, False):
                    self.tries -= 1
                    if self.tries < 0:
                        return None
                    plan = self.stretched(sized, down, replace(spaces, any_side=any_side, under=under, aspect=aspect))
                    if plan is not None:
                        return plan
        return None

    def sized(self, by: float, most: float, count: int, even: Even, widest: float, wider: float) -> Sized | None:
        """The boxes at one size, even ones alike and so much wider; None where a word would be cut or a name take many lines."""
        pen = self.pen
        lines = [self.lines(node, by) for node in self.nodes]
        pad = PAD if most > 120 else 9.0
        widths = [max(min(natural(pen, each), most) + 2 * pad, NARROWEST) for each in lines]
        if even == "boxes":
            widths = [min(max(widths) * wider, max(WIDEST, *widths))] * len(widths)
        lines = [broken(pen, each, width - 2 * pad) for each, width in zip(lines, widths, strict=True)]
        if not all(whole(pen, width - 2 * pad, each) and line_count(pen, *each[0], width - 2 * pad) <= count
                   for each, width in zip(lines, widths, strict=True)):
            return None
        heights = [max(pen.height(width - 2 * pad, *each) + 2 * ABOVE, HIGH if even != "no" else LOW)
                   for each, width in zip(lines, widths, strict=True)]
        if even != "no":
            heights = [max(heights)] * len(heights)
        words = []
        for number, (edge, _, _) in enumerate(self.edges):
            if edge.name and self.worded:
                style = pen.style("gloss", "accent1" if edge.focus else "", bold=True if edge.focus else None, align="center")
                own = lowered(((edge.name, style),), max(by, 0.0))
                wide = min(natural(pen, own), widest)
                own = broken(pen, own, wide)
                if not whole(pen, wide, own):
                    return None
                words.append((number, own, wide, pen.height(wide, *own)))
        return Sized(tuple(lines), tuple(zip(widths, heights, strict=True)), tuple(words))

    def lines(self, node: Vertex, by: float) -> Lines:
        kind = self.look(node)
        return lowered(((node.name, self.pen.style("node", kind.ink, align="center")),
                        (node.text, self.pen.style("gloss", kind.second, align="center"))), by)

    def look(self, node: Vertex) -> Look:
        return look(node, HERO if node.kind == "main" else ORDINARY)

    def stretched(self, sized: Sized, down: bool, spaces: Spaces) -> Plan | None:
        """The graph with these spaces, or with wider ones if they fit, too; None where these do not fit."""
        found = self.laid(sized, down, spaces)
        if found is None:
            return None
        sized, at = found
        plan = self.fitted(sized, at)
        width, height = at.size
        if down:
            width, height = height, width
            room, across = self.pen.box.height, self.pen.box.width
        else:
            room, across = self.pen.box.width, self.pen.box.height
        layers = max(max(at.layers), 1)
        most = max(at.layers.count(layer) for layer in set(at.layers))
        for share in (1.0, 0.6, 0.3) if plan is not None else ():
            wider = replace(spaces, layers=min(spaces.layers + (room - width) / layers * share, spaces.layers * FARTHEST),
                            nodes=min(spaces.nodes + (across - height) / max(most - 1, 1) * share, spaces.nodes * FARTHEST))
            again = self.laid(sized, down, wider)
            better = self.fitted(*again) if again is not None else None
            if better is not None:
                return better
        return plan

    def spaces(self, sized: Sized, down: bool, by: float) -> Iterator[Spaces]:
        """Spaces to try, the best first: with words at the lines such as the widest of these can stand in, then narrower ones,
        for a wide word may find a long line."""
        known = LOOSE if by < 0 else (*LOOSE, *TIGHT)
        high = max((word[3] for word in sized.words), default=0.0)
        low = min(height for _, height in sized.boxes)
        for wide in sorted({word[2] for word in sized.words}, reverse=True)[:WIDTHS]:
            for each in known[::2]:
                layers, nodes = (high + 10.0, wide * 0.6) if down else (wide + 26.0, high + 16.0 - low)
                for ports in (high + 12.0, each.ports):
                    yield Spaces(max(each.layers, layers), max(each.nodes, nodes), max(each.ports, ports))
        yield from known

    def laid(self, sized: Sized, down: bool, spaces: Spaces) -> tuple[Sized, Placed] | None:
        """The nodes placed, boxes made larger where more lines end on a side than it has room for."""
        ends = [(start, end) for _, start, end in self.edges]
        edges = [(start, end, 4.0 if edge.weight == "main" else 1.0) for number, (edge, start, end) in enumerate(self.edges)
                 if not spaces.under or number not in self.back]
        words = {number: (wide, high) for number, _, wide, high in sized.words}
        for _ in range(ROUNDS):
            found = placed(sized.boxes, edges, down, spaces, self.pen.box.width)
            if spaces.under:
                looped = led_back(found, sized.boxes, ends, self.back, words, down)
                if looped is None:
                    return None
                found = looped
            width, height = found.size
            if width > self.pen.box.width + 0.1 or height > self.pen.box.height + 0.1:
                return None
            needed = self.needed(found, sized.boxes, spaces.ports)
            if needed == sized.boxes:
                return sized, found
            sized = replace(sized, boxes=needed)
        return None

    def needed(self, found: Placed, boxes: Sequence[Point], apart: float) -> tuple[Point, ...]:
        """The boxes' extents, larger where the ends of lines crowd on a side or reach to its corners."""
        ends: dict[tuple[int, bool], dict[Side, list[float]]] = {}
        for (_, start, end), way in zip(self.edges, found.ways, strict=True):
            for number, port in ((start, way.start), (end, way.end)):
                sides = ends.setdefault((number, port.side in ("left", "right")), {})
                sides.setdefault(port.side, []).append(port.at)
        made = []
        for number, extents in enumerate(boxes):
            own = []
            for extent, upright in zip(extents, (False, True), strict=True):
                crowded = any(_crowded([0.0, *sorted(places), 1.0], extent)
                              for places in ends.get((number, upright), {}).values() if places != [0.5])
                own.append(extent + apart if crowded else extent)
            made.append((own[0], own[1]))
        return tuple(made)

    def fitted(self, sized: Sized, at: Placed) -> Plan | None:
        """The placed graph in the middle of the page's place; None where something stands on something else."""
        place = self.pen.box
        width, height = at.size
        x, y = place.x + (place.width - width) / 2 - at.low[0], place.y + (place.height - height) / 2 - at.low[1]
        boxes = tuple([Box(a + x - wide / 2, b + y - high / 2, wide, high)
                       for (a, b), (wide, high) in zip(at.middles, sized.boxes, strict=True)])
        ways = tuple([replace(way, points=tuple([(a + x, b + y) for a, b in way.points])) for way in at.ways])
        if any(len(way.points) - 2 > TURNS for way in ways) or not self.clear(boxes, ways):
            return None
        words = [Word(number, wide, high, _stroke(self.edges[number][0]).width) for number, _, wide, high in sized.words]
        places = word_places(words, [way.points for way in ways], boxes, place)
        return Plan(sized, boxes, ways, tuple(places)) if places is not None else None

    def clear(self, boxes: Sequence[Box], ways: Sequence[Way]) -> bool:
        """Whether no line runs through a box, or along one that it does not join."""
        for (_, start, end), way in zip(self.edges, ways, strict=True):
            for a, b in pairwise(way.points):
                low, high = (min(a[0], b[0]), min(a[1], b[1])), (max(a[0], b[0]), max(a[1], b[1]))
                for number, box in enumerate(boxes):
                    by = -0.5 if number in (start, end) else ALONG
                    if (low[0] < box.right + by and high[0] > box.x - by and low[1] < box.bottom + by and high[1] > box.y - by):
                        return False
        return True

    def box(self, plan: Plan, number: int) -> Text:
        """A node, with a site for each line that does not end at the middle of a side."""
        kind = self.look(self.nodes[number])
        ends = [port for (_, start, end), way in zip(self.edges, plan.ways, strict=True)
                for node, port in ((start, way.start), (end, way.end)) if node == number and port.at != 0.5]
        shape = self.pen.text(plan.boxes[number], *plan.sized.lines[number], anchor="middle", fill=kind.fill, stroke=kind.stroke,
                              inset=(8.0, 4.0, 8.0, 4.0))
        return replace(shape, sites=tuple(dict.fromkeys((port.side, port.at) for port in ends)))

    def connectors(self, plan: Plan, shapes: Sequence[Text]) -> Iterator[Shape]:
        for (edge, start, end), way in zip(self.edges, plan.ways, strict=True):
            yield from led(self.pen, way, shapes[start], shapes[end], _stroke(edge), self.figure.arrows == "to")


def _crowded(places: Sequence[float], extent: float) -> bool:
    """Whether some ends of lines on a side, or the corners, are too near to each other."""
    return any((after - before) * extent < NEAREST for before, after in pairwise(places))


def _stroke(edge: Edge) -> Stroke:
    dash = DASHED if edge.style == "reading" else None
    return Stroke("accent1" if edge.focus else "dk1", MAIN if edge.weight == "main" else THIN, dash)


def told(figure: Graph) -> list[str]:
    """The lines in words, `SFT 初始化 → RLHF`, and the nodes without a line."""
    arrow = "→" if figure.arrows == "to" else "–"
    lines = []
    for edge in figure.edges:
        word = f" {plain_words(edge.name)}" if edge.name is not None else ""
        lines.append(f"{plain_words(edge.from_)}{word} {arrow} {plain_words(edge.to)}")
    joined = {str(end) for edge in figure.edges for end in (edge.from_, edge.to)}
    return [*lines, *(plain_words(node.name) for node in figure.nodes if str(node.name) not in joined)]
