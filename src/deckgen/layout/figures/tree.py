"""Trees: the root dark, what has branches in boxes of one width a level, elbow lines that share a trunk halfway to the children.

    root ─┬─ [inner] ─┬─ leaf      its text
          │           └─ leaf      its text
          └─ [inner] ─── leaf      its text

To the right the last level is plain words, with their texts in one column; down it is boxes under boxes. Texts are as large as
fits, lines between the levels as long as the place allows.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from deckgen.layout.figures.most import most_that_fit
from deckgen.layout.figures.nodes import (
    CONTEXT,
    HERO,
    ORDINARY,
    STEPS,
    Lines,
    Look,
    broken,
    line_count,
    look,
    lowered,
    natural,
    whole,
)
from deckgen.layout.figures.tidy import Branches, tidy
from deckgen.layout.pen import DASHED, Drawn, Pen
from deckgen.outline.figures import Node, Tree, Twig
from deckgen.scene import Box, Connector, End, Side, Text
from deckgen.value import value

LINE = 1.5
PAD, HIGH = 18.0, 42.0
BESIDE = 10.0
"""Between the end of a line and the plain words that it leads to."""
RUN = 56.0
"""Between two levels: the trunk stands in the middle."""
SHORTEST, LONGEST = 32.0, 120.0
COLUMN = 40.0
"""Between plain words and the column of their texts, at least."""
GAP, BETWEEN = 20.0, 34.0
"""Between children of one node, and between those of two; to the right. Both grow and shrink with the place."""
TIGHTEST, LOOSEST = 0.3, 2.0
LARGER = (-4.0, -2.0)
"""Steps up, for a small tree in a large place."""
ATTEMPTS = ((0.0, 1), (2.0, 1), (0.0, 2), *((by, 3) for by in STEPS))
"""How much smaller texts are set, and how many lines a name may take."""
SHARES = (1.0, 0.3, 0.24, 0.2, 0.17, 0.14, 0.12, 0.1, 0.085)
"""How much of the place's width the words of one node may take before they wrap, in the order of trying."""
WORDS = Look(None, None)


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


def draw(figure: Tree, pen: Pen) -> Drawn:
    """The lines, then the nodes in the order of reading, each with its text."""
    nodes, branches = _listed(figure)
    painter = _Right if figure.direction == "right" else _Down
    made = painter(pen, nodes, branches)
    plan = made.plan()
    if plan is None:
        most = most_that_fit(len(nodes), lambda count: painter(pen, nodes[:count], branches.first(count)).plan() is not None)
        turned = _Down if painter is _Right else _Right
        other = "down" if painter is _Right else "right"
        hint = (f"write `direction: {other}`" if turned(pen, nodes, branches).plan() is not None else
                "leave some out, shorten their words, or make a table of them")
        pen.complain(f"the tree has {len(nodes)} nodes, and only the first {most} fit here" if most > 1 else
                     "the words of the tree do not fit here", figure.root.name, hint)
        return ()
    return made.paint(plan)


def _listed(figure: Tree) -> tuple[list[Node], Branches]:
    """The nodes in the order of reading, and how they hang together."""
    nodes: list[Node] = [figure.root]
    children: list[list[int]] = [[]]
    levels = [0]
    todo: list[tuple[Twig, int]] = [(twig, 0) for twig in reversed(figure.children)]
    while todo:
        twig, parent = todo.pop()
        number = len(nodes)
        nodes.append(twig)
        children.append([])
        levels.append(levels[parent] + 1)
        children[parent].append(number)
        todo += [(child, number) for child in reversed(twig.children)]
    return nodes, Branches(children, levels)


class _Tree:
    """A tree in one direction: how it is measured, and how it is painted."""

    sides: tuple[Side, Side]
    gaps: tuple[float, float]
    looser: float
    airy: float
    longish: float
    """How much room a tree leaves that is set larger, and how long its lines are."""

    def __init__(self, pen: Pen, nodes: Sequence[Node], branches: Branches) -> None:
        self.pen, self.nodes, self.branches = pen, nodes, branches
        self.place = pen.box
        self.count = [0] * branches.depth
        for level in branches.levels:
            self.count[level] += 1

    def plan(self) -> Plan | None:
        """The tree at the largest size that fits; None where none does."""
        if max(self.count) * self.least() > self.room():
            return None
        for by in LARGER:
            plan = self.measured(by, self.place.width, 1)
            if plan is not None and plan.run >= self.longish and self.reach(plan, self.airy)[1] <= self.room():
                return plan
        for by, lines in ATTEMPTS:
            for share in SHARES:
                plan = self.measured(by, self.place.width * share, lines)
                if plan is not None and self.reach(plan, TIGHTEST)[1] <= self.room() + 0.1:
                    return plan
        return None

    def reach(self, plan: Plan, loose: float) -> tuple[list[float], float]:
        gap, between = self.gaps
        return tidy(self.branches, plan.across, gap * loose, between * loose)

    def spread(self, plan: Plan) -> tuple[list[float], float]:
        """The nodes' middles as far apart as the place allows, and how far they reach."""
        low, high = TIGHTEST, self.looser
        if self.reach(plan, high)[1] <= self.room():
            return self.reach(plan, high)
        for _ in range(12):
            loose = (low + high) / 2
            if self.reach(plan, loose)[1] <= self.room():
                low = loose
            else:
                high = loose
        return self.reach(plan, low)

    def leaf(self, number: int) -> bool:
        """Whether a node is on the last level."""
        return self.branches.levels[number] == self.branches.depth - 1

    def look(self, number: int) -> Look:
        level = self.branches.levels[number]
        return look(self.nodes[number], HERO if not level else self.last() if self.leaf(number) else ORDINARY)

    def connectors(self, shapes: Sequence[Text]) -> Iterator[Connector]:
        """From each node to its children; all lines of one node share a trunk."""
        out, into = self.sides
        flat = out == "right"
        for parent, below in enumerate(self.branches.children):
            for child in below:
                a, b = shapes[parent].box, shapes[child].box
                start, end = ((a.right, a.middle[1]), (b.x, b.middle[1])) if flat else ((a.middle[0], a.bottom), (b.middle[0], b.y))
                half = (start[0] + end[0]) / 2 if flat else (start[1] + end[1]) / 2
                corners = ((half, start[1]), (half, end[1])) if flat else ((start[0], half), (end[0], half))
                level = abs(start[1] - end[1]) < 0.5 if flat else abs(start[0] - end[0]) < 0.5
                points = (start, end) if level else (start, *corners, end)
                dash = DASHED if self.nodes[child].style == "reading" else None
                yield Connector(points, End(shapes[parent].id, out), End(shapes[child].id, into), "dk1", LINE, dash, False)

    def least(self) -> float:
        raise NotImplementedError

    def room(self) -> float:
        raise NotImplementedError

    def last(self) -> Look:
        raise NotImplementedError

    def measured(self, by: float, most: float, count: int) -> Plan | None:
        raise NotImplementedError

    def paint(self, plan: Plan) -> Drawn:
        raise NotImplementedError

    def box_lines(self, number: int, by: float) -> Lines:
        """Name and text inside a box."""
        kind, node, level = self.look(number), self.nodes[number], self.branches.levels[number]
        name = self.pen.style("node-big" if level < 2 and not self.leaf(number) else "node", kind.ink, align="center")
        return lowered(((node.name, name), (node.text, self.pen.style("gloss", kind.second, align="center"))), by)


class _Right(_Tree):
    """Levels are columns."""

    sides = ("right", "left")
    gaps = (GAP, BETWEEN)
    looser = LOOSEST
    airy = 0.7
    longish = RUN

    def least(self) -> float:
        return 24.0

    def room(self) -> float:
        return self.place.height

    def last(self) -> Look:
        return WORDS

    def measured(self, by: float, most: float, count: int) -> Plan | None:
        pen, depth = self.pen, self.branches.depth
        lines: list[Lines] = []
        notes: list[Lines] = []
        wide = [0.0] * depth
        for number, node in enumerate(self.nodes):
            level = self.branches.levels[number]
            if self.leaf(number):
                kind = self.look(number)
                own = lowered(((node.name, pen.style("cell-lead", kind.ink)),), by)
                notes.append(lowered(((node.text, pen.style("cell", "dk2")),), by) if node.text else ())
                need = min(natural(pen, own), most * 1.5) + 2 * BESIDE
            else:
                own = self.box_lines(number, by)
                notes.append(())
                need = max(min(natural(pen, own), most) + 2 * PAD, 88.0)
            lines.append(own)
            wide[level] = max(wide[level], need)
        run = RUN
        column = max((natural(pen, each) for each in notes), default=0.0)
        rest = self.place.width - sum(wide) - run * (depth - 1) - (COLUMN - BESIDE if column else 0.0)
        if rest < column:
            run = max(SHORTEST, run - (column - rest) / (depth - 1))
            rest += (RUN - run) * (depth - 1)
        if rest < min(column, 96.0):
            return None
        column = min(column, rest)
        across = []
        for number in range(len(self.nodes)):
            leaf = self.leaf(number)
            inner = wide[self.branches.levels[number]] - 2 * (BESIDE if leaf else PAD)
            lines[number] = broken(pen, lines[number], inner)
            if not whole(pen, inner, lines[number]) or line_count(pen, *lines[number][0], inner) > count:
                return None
            high = pen.height(inner, *lines[number])
            if notes[number]:
                notes[number] = broken(pen, notes[number], column)
                if not whole(pen, column, notes[number]) or line_count(pen, *notes[number][0], column) > 3:
                    return None
                high = max(high, pen.height(column, *notes[number]))
            across.append(high + (8.0 if self.look(number).stroke else 0.0) if leaf else max(high + 16.0, HIGH))
        for level in range(depth - 1):
            same = [number for number in range(len(self.nodes)) if self.branches.levels[number] == level]
            tallest = max(across[number] for number in same)
            for number in same:
                across[number] = tallest
        return Plan(tuple(lines), tuple(notes), tuple(wide), tuple(across), column, run)

    def paint(self, plan: Plan) -> Drawn:
        pen, place, depth = self.pen, self.place, self.branches.depth
        middles, high = self.spread(plan)
        top = place.y + (place.height - high) / 2
        spare = place.width - sum(plan.along) - plan.run * (depth - 1) - (plan.column + COLUMN - BESIDE if plan.column else 0.0)
        run = min(plan.run + max(spare, 0.0) * 0.5 / (depth - 1), LONGEST)
        spare = max(spare - (run - plan.run) * (depth - 1), 0.0)
        wide = [each + min(spare * 0.5 / depth, each * 0.5) if level < depth - 1 else each for level, each in enumerate(plan.along)]
        spare -= sum(wide) - sum(plan.along)
        starts = [place.x + sum(wide[:level]) + run * level for level in range(depth)]
        beside = starts[-1] + wide[-1] + COLUMN - BESIDE + min(max(spare, 0.0), 60.0)
        shapes: list[Text] = []
        drawn: list[Text] = []
        for number, middle in enumerate(middles):
            level, kind, tall = self.branches.levels[number], self.look(number), plan.across[number]
            pad = BESIDE if self.leaf(number) else PAD
            box = Box(starts[level], top + middle - tall / 2, wide[level], tall)
            if self.leaf(number):
                box = replace(box, width=min(natural(pen, plan.lines[number]) + 2 * pad, box.width))
            shapes.append(pen.text(box, *plan.lines[number], anchor="middle", fill=kind.fill, stroke=kind.stroke,
                                   inset=(pad, 0.0, pad, 0.0)))
            drawn.append(shapes[-1])
            if plan.notes[number]:
                drawn.append(pen.text(Box(beside, box.y, place.right - beside, tall), *plan.notes[number], anchor="middle"))
        return (*self.connectors(shapes), *drawn)


class _Down(_Tree):
    """Levels are rows."""

    sides = ("bottom", "top")
    gaps = (16.0, 28.0)
    looser = 3.0
    airy = 1.6
    longish = 48.0

    def least(self) -> float:
        return 40.0

    def room(self) -> float:
        return self.place.width

    def last(self) -> Look:
        return CONTEXT

    def measured(self, by: float, most: float, count: int) -> Plan | None:
        pen, depth = self.pen, self.branches.depth
        lines = [self.box_lines(number, by) for number in range(len(self.nodes))]
        wide = [0.0] * depth
        high = [0.0] * depth
        pad = 14.0 if most > 100 else 8.0
        for number, own in enumerate(lines):
            level = self.branches.levels[number]
            wide[level] = max(wide[level], min(natural(pen, own), most) + 2 * pad, 56.0)
        for number, own in enumerate(lines):
            level = self.branches.levels[number]
            inner = wide[level] - 2 * pad
            lines[number] = own = broken(pen, own, inner)
            if not whole(pen, inner, own) or line_count(pen, *own[0], inner) > count:
                return None
            high[level] = max(high[level], pen.height(inner, *own) + 16.0, HIGH)
        run = (self.place.height - sum(high)) / (depth - 1)
        if run < SHORTEST:
            return None
        return Plan(tuple(lines), ((),) * len(lines), tuple(high), tuple(wide[level] for level in self.branches.levels), pad,
                    min(run, 72.0))

    def paint(self, plan: Plan) -> Drawn:
        pen, place, depth = self.pen, self.place, self.branches.depth
        middles, wide = self.spread(plan)
        left = place.x + (place.width - wide) / 2
        run = max(SHORTEST, plan.run * 0.8)
        spare = place.height - sum(plan.along) - run * (depth - 1)
        high = [each + min(spare / depth, each * 0.3) for each in plan.along]
        top = place.y + (place.height - sum(high) - run * (depth - 1)) / 2
        starts = [top + sum(high[:level]) + run * level for level in range(depth)]
        shapes = []
        for number, middle in enumerate(middles):
            level, kind, own = self.branches.levels[number], self.look(number), plan.across[number]
            box = Box(left + middle - own / 2, starts[level], own, high[level])
            shapes.append(pen.text(box, *plan.lines[number], anchor="middle", fill=kind.fill, stroke=kind.stroke,
                                   inset=(plan.column, 0.0, plan.column, 0.0)))
        return (*self.connectors(shapes), *shapes)
