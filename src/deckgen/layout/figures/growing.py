"""What trees that grow to the right and trees that grow down have in common: sizes to try, and lines that share a trunk."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence

from deckgen.layout.figures.nodes import CONTEXT, HERO, ORDINARY, STEPS, Lines, Look, look, lowered
from deckgen.layout.figures.tidy import Branches, tidy
from deckgen.layout.pen import DASHED, Drawn, Pen, middle
from deckgen.outline.figures import Node
from deckgen.scene import Connector, End, Side, Text
from deckgen.value import value

Point = tuple[float, float]

LINE = 2.0
RUN = 56.0
"""Between two levels: the trunk stands in the middle."""
HIGH = 42.0
"""Of a box, at least."""
TIGHTEST = 0.3
"""How much of the usual space between nodes is left at least."""
LARGER = (-4.0, -2.0)
"""Steps up, for a small tree in a large place."""
ATTEMPTS = ((0.0, 1), (2.0, 1), (0.0, 2), *((by, 3) for by in STEPS))
"""How much smaller texts are set, and how many lines a name may take."""
SHARES = (1.0, 0.3, 0.24, 0.2, 0.17, 0.14, 0.12, 0.1, 0.085)
"""How much of the place's width the words of one node may take before they wrap, in the order of trying."""
WORDS = Look(None, None)


@value(frozen=True)
class Way:
    """Whether boxes of a level are all of one size, from which level on leaves are plain words, and whether their texts stand
    under them instead of in a column of their own."""

    even: bool
    plain: int
    under: bool = False


@value(frozen=True)
class Plan:
    """A tree at one size: each node's words, and its extent along the levels and across them."""

    lines: tuple[Lines, ...]
    notes: tuple[Lines, ...]
    """The texts that stand in a column of their own; empty for a node whose text is in its box, or who has none."""
    along: tuple[float, ...]
    """The extent of each level."""
    across: tuple[float, ...]
    column: float
    """The width of the column of texts; 0 where there is none."""
    run: float
    plain: tuple[bool, ...]
    """Whether a node is plain words."""
    end: float
    """How far the widest words reach from the left, before the column of texts."""


class Growing(ABC):
    """A tree in one direction: how it is measured, and how it is painted."""

    sides: tuple[Side, Side]
    gaps: tuple[float, float]
    looser: float
    airy: float
    """How much of the usual space between nodes a tree leaves that is set larger."""
    ways: tuple[Way, ...]

    def __init__(self, pen: Pen, nodes: Sequence[Node], branches: Branches) -> None:
        self.pen, self.nodes, self.branches = pen, nodes, branches
        self.place = pen.box
        self.count = [0] * branches.depth
        for level in branches.levels:
            self.count[level] += 1

    def plan(self) -> Plan | None:
        """The tree at the largest size that fits; None where none does."""
        across, along = self.least()
        length = self.place.width + self.place.height - self.room()
        if max(self.count) * across > self.room() or self.branches.depth * along > length:
            return None
        for by in LARGER:
            plan = self.measured(by, self.place.width, 1, self.ways[0])
            if plan is not None and plan.run >= RUN and self.reach(plan, self.airy)[1] <= self.room():
                return plan
        for by, lines in ATTEMPTS:
            for way in self.ways:
                for share in SHARES:
                    plan = self.measured(by, self.place.width * share, lines, way)
                    if plan is not None and self.reach(plan, TIGHTEST)[1] <= self.room() + 0.1:
                        return plan
        return None

    def reach(self, plan: Plan, loose: float) -> tuple[list[float], float]:
        gap, between = self.gaps
        depth = self.branches.depth
        far = [depth - level if plain else 1 for level, plain in zip(self.branches.levels, plan.plain, strict=True)]
        return tidy(self.branches, plan.across, gap * loose, between * loose, far)

    def spread(self, plan: Plan, less: float = 0.0) -> tuple[list[float], float]:
        """The nodes' middles as far apart as the place allows, and how far they reach; `less` of the place is left free."""
        low, high, room = TIGHTEST, self.looser, self.room() - less
        if self.reach(plan, high)[1] <= room:
            return self.reach(plan, high)
        for _ in range(12):
            loose = (low + high) / 2
            if self.reach(plan, loose)[1] <= room:
                low = loose
            else:
                high = loose
        return self.reach(plan, low)

    def look(self, number: int, plain: bool) -> Look:
        level = self.branches.levels[number]
        leaf = not self.branches.children[number] and (level > 1 or self.branches.depth == 2)
        return look(self.nodes[number], HERO if not level else WORDS if plain else CONTEXT if leaf else ORDINARY)

    def connectors(self, shapes: Sequence[Text]) -> Iterator[Connector]:
        """From each node to its children; all lines of one node share a trunk."""
        out, into = self.sides
        flat = out == "right"
        for parent, below in enumerate(self.branches.children):
            for child in below:
                a, b = shapes[parent].box, shapes[child].box
                start, end = middle(a, out), middle(b, into)
                half = (start[0] + end[0]) / 2 if flat else (start[1] + end[1]) / 2
                corners = ((half, start[1]), (half, end[1])) if flat else ((start[0], half), (end[0], half))
                level = abs(start[1] - end[1]) < 0.5 if flat else abs(start[0] - end[0]) < 0.5
                points = (start, end) if level else (start, *corners, end)
                dash = DASHED if self.nodes[child].style == "reading" else None
                yield Connector(points, End(shapes[parent].id, out), End(shapes[child].id, into), "dk1", LINE, dash, False)

    @abstractmethod
    def least(self) -> Point:
        """The least extent of a node with the space beside it: across the levels, and along them."""

    @abstractmethod
    def room(self) -> float:
        """How much room there is across the levels."""

    @abstractmethod
    def measured(self, by: float, most: float, count: int, way: Way) -> Plan | None:
        """The tree with texts so many points smaller, `most` wide, names in so many lines; None where that does not fit."""

    @abstractmethod
    def paint(self, plan: Plan) -> Drawn:
        """The lines, then the nodes in the order of reading, each with its text."""

    def box_lines(self, number: int, by: float) -> Lines:
        """Name and text inside a box."""
        kind, node, level = self.look(number, False), self.nodes[number], self.branches.levels[number]
        big = level == 0 or (level == 1 and self.branches.depth > 2)
        name = self.pen.style("node-big" if big else "node", kind.ink, align="center")
        return lowered(((node.name, name), (node.text, self.pen.style("gloss", kind.second, align="center"))), by)
