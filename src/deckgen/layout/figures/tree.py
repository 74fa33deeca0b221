"""Trees: the root dark, what has branches in boxes of one width a level, elbow lines that share a trunk halfway to the children.

    root ─┬─ [inner] ─┬─ leaf      its text
          │           └─ leaf      its text
          └─ [inner] ─── leaf      its text

To the right leaves are plain words, with their texts in one column; down they are boxes. Texts are as large as fits, lines
between the levels as long as the place allows.
"""

from __future__ import annotations

from dataclasses import replace

from deckgen.layout.figures.growing import HIGH, RUN, TIGHTEST, Growing, Plan, Point, Way
from deckgen.layout.figures.most import most_that_fit
from deckgen.layout.figures.nodes import Lines, broken, line_count, lowered, natural, whole
from deckgen.layout.figures.tidy import Branches
from deckgen.layout.pen import Drawn, Pen
from deckgen.outline.figures import Node, Tree, Twig
from deckgen.scene import Box, Text

PAD = 18.0
BESIDE = 10.0
"""Between the end of a line and the plain words that it leads to."""
SHORTEST, LONGEST = 32.0, 120.0
COLUMN = 40.0
"""Between plain words and the column of their texts, at least."""
GAP, BETWEEN = 20.0, 34.0
"""Between children of one node, and between those of two; to the right. Both grow and shrink with the place."""
LOWEST = 26.0
"""Between two rows, at least."""
RISE = 3.0
"""How much higher frames of plain words are than these, above and below."""


def draw(figure: Tree, pen: Pen) -> Drawn:
    """The lines, then the nodes in the order of reading, each with its text."""
    nodes, branches = _listed(figure)
    trees = [kind(pen, nodes, branches) for kind in (_Right, _Down)]
    wanted = [tree for tree, name in zip(trees, ("right", "down"), strict=True) if figure.direction in (None, name)]
    for tree in wanted:
        plan = tree.plan()
        if plan is not None:
            return tree.paint(plan)
    hint = "leave some out, shorten their words, or make a table of them"
    if any(tree.plan() is not None for tree in trees if tree not in wanted):
        hint = f"take out `direction: {figure.direction}`"
    most = most_that_fit(len(nodes), lambda count: any(
        type(tree)(pen, nodes[:count], branches.first(count)).plan() is not None for tree in wanted))
    pen.complain(f"the tree has {len(nodes)} nodes, and only the first {most} fit here" if most > 1 else
                 "the words of the tree do not fit here", figure.root.name, hint)
    return ()


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


class _Right(Growing):
    """Levels are columns."""

    sides = ("right", "left")
    gaps = (GAP, BETWEEN)
    looser = 2.0
    airy = 0.7
    ways = (Way(True, 2), Way(False, 2), Way(False, 1), Way(False, 2, True), Way(False, 1, True))

    def least(self) -> Point:
        return 24.0, SHORTEST

    def room(self) -> float:
        return self.place.height

    def measured(self, by: float, most: float, count: int, way: Way) -> Plan | None:
        pen, depth, levels = self.pen, self.branches.depth, self.branches.levels
        plain = [not below and level >= min(way.plain, depth - 1)
                 for below, level in zip(self.branches.children, levels, strict=True)]
        lines: list[Lines] = []
        notes: list[Lines] = []
        wide = [0.0] * depth
        for number, node in enumerate(self.nodes):
            own = self.box_lines(number, by)
            note: Lines = ()
            if plain[number]:
                own = lowered(((node.name, pen.style("cell-lead", self.look(number, True).ink)),), by)
                if way.under:
                    own += lowered(((node.text, pen.style("gloss")),), by)
                elif node.text:
                    note = lowered(((node.text, pen.style("cell", "dk2")),), max(by, 0.0))
            else:
                wide[levels[number]] = max(wide[levels[number]], min(natural(pen, own), most) + 2 * PAD, 88.0)
            lines.append(own)
            notes.append(note)
        column = max((natural(pen, each) for each in notes), default=0.0)
        for run in (RUN, SHORTEST):
            starts = [sum(wide[:level]) + run * level for level in range(depth)]
            words = [starts[level] + min(natural(pen, own), most * 1.5) + 2 * BESIDE
                     for own, level, each in zip(lines, levels, plain, strict=True) if each]
            end = max([starts[-1] + wide[-1], *words])
            rest = self.place.width - end - (COLUMN - BESIDE if column else 0.0)
            if rest >= column:
                break
        if rest < min(column, 96.0):
            return None
        column = min(column, rest)
        across = []
        for number, own in enumerate(lines):
            level = levels[number]
            inner = end - starts[level] - 2 * BESIDE if plain[number] else wide[level] - 2 * PAD
            lines[number] = own = broken(pen, own, inner)
            if not whole(pen, inner, own) or line_count(pen, *own[0], inner) > count:
                return None
            high = pen.height(inner, *own)
            if notes[number]:
                notes[number] = broken(pen, notes[number], column)
                if not whole(pen, column, notes[number]) or line_count(pen, *notes[number][0], column) > max(count, 2):
                    return None
                high = max(high, pen.height(column, *notes[number]))
            boxed = self.look(number, plain[number]).stroke
            across.append(high + (8.0 if boxed else 0.0) if plain[number] else max(high + 14.0, HIGH))
        if way.even:
            for level in range(depth):
                same = [number for number in range(len(self.nodes)) if levels[number] == level and not plain[number]]
                tallest = max((across[number] for number in same), default=0.0)
                for number in same:
                    across[number] = tallest
        return Plan(tuple(lines), tuple(notes), tuple(wide), tuple(across), column, run, tuple(plain), end)

    def paint(self, plan: Plan) -> Drawn:
        pen, place, depth, levels = self.pen, self.place, self.branches.depth, self.branches.levels
        rise = self.rise(plan)
        middles, high = self.spread(plan, 2 * rise)
        top = place.y + (place.height - high) / 2
        spare = max(place.width - plan.end - (plan.column + COLUMN - BESIDE if plan.column else 0.0), 0.0)
        run = min(plan.run + spare * 0.5 / (depth - 1), LONGEST)
        spare -= (run - plan.run) * (depth - 1)
        wide = [each + min(spare * 0.5 / depth, each * 0.5) for each in plan.along]
        spare -= sum(wide) - sum(plan.along)
        starts = [place.x + sum(wide[:level]) + run * level for level in range(depth)]
        end = place.x + plan.end + (run - plan.run) * (depth - 1) + sum(wide) - sum(plan.along)
        beside = end + COLUMN - BESIDE + min(spare, 16.0)
        shapes: list[Text] = []
        drawn: list[Text] = []
        for number, middle in enumerate(middles):
            plain, tall, start = plan.plain[number], plan.across[number], starts[levels[number]]
            kind, pad = self.look(number, plain), BESIDE if plain else PAD
            box = Box(start, top + middle - tall / 2, wide[levels[number]], tall)
            if plain:
                box = replace(box, width=min(natural(pen, plan.lines[number]) + 2 * pad, end - start))
                if kind.stroke:
                    high = pen.height(box.width - 2 * pad, *plan.lines[number]) + 8.0
                    box = replace(box, y=box.y + (tall - high) / 2, height=high)
                else:  # room to stand by their ink at the height of their line
                    box = _roomier(box, rise)
            shapes.append(pen.text(box, *plan.lines[number], anchor="middle", fill=kind.fill, stroke=kind.stroke,
                                   inset=(pad, 0.0, pad, 0.0)))
            drawn.append(shapes[-1])
            if plan.notes[number]:
                note = _roomier(Box(beside, top + middle - tall / 2, place.right - beside, tall), rise)
                drawn.append(pen.text(note, *plan.notes[number], anchor="middle"))
        return (*self.connectors(shapes), *drawn)

    def rise(self, plan: Plan) -> float:
        """How much higher frames of plain words may be: all of them alike, so that all stand at their lines in one way."""
        return max(min(RISE, (self.room() - self.reach(plan, TIGHTEST)[1]) / 2), 0.0) if any(plan.plain) else 0.0


def _roomier(box: Box, by: float) -> Box:
    """A frame so much higher above and below, in which words stand by their ink at the height of their line."""
    return replace(box, y=box.y - by, height=box.height + 2 * by)


class _Down(Growing):
    """Levels are rows."""

    sides = ("bottom", "top")
    gaps = (16.0, 28.0)
    looser = 3.0
    airy = 1.6
    ways = (Way(True, 9), Way(False, 9))

    def least(self) -> Point:
        return 40.0, HIGH

    def room(self) -> float:
        return self.place.width

    def measured(self, by: float, most: float, count: int, way: Way) -> Plan | None:
        pen, depth, levels = self.pen, self.branches.depth, self.branches.levels
        lines = [self.box_lines(number, by) for number in range(len(self.nodes))]
        pad = 14.0 if most > 100 else 8.0
        share = [max(most, self.place.width * 0.5 / many) for many in self.count]
        widths = [max(min(natural(pen, own), share[level]) + 2 * pad, 56.0) for own, level in zip(lines, levels, strict=True)]
        if way.even:
            most_of = [max(width for width, level in zip(widths, levels, strict=True) if level == each) for each in range(depth)]
            widths = [most_of[level] for level in levels]
        high = [0.0] * depth
        for number, own in enumerate(lines):
            inner = widths[number] - 2 * pad
            lines[number] = own = broken(pen, own, inner)
            if not whole(pen, inner, own) or line_count(pen, *own[0], inner) > count:
                return None
            high[levels[number]] = max(high[levels[number]], pen.height(inner, *own) + 14.0, HIGH)
        run = (self.place.height - sum(high)) / (depth - 1)
        if run < LOWEST:
            return None
        return Plan(tuple(lines), ((),) * len(lines), tuple(high), tuple(widths), pad, min(run, 72.0), (False,) * len(lines), 0.0)

    def paint(self, plan: Plan) -> Drawn:
        pen, place, depth = self.pen, self.place, self.branches.depth
        middles, wide = self.spread(plan)
        left = place.x + (place.width - wide) / 2
        run = max(LOWEST, plan.run * 0.8)
        spare = place.height - sum(plan.along) - run * (depth - 1)
        high = [each + min(spare / depth, each * 0.3) for each in plan.along]
        top = place.y + (place.height - sum(high) - run * (depth - 1)) / 2
        starts = [top + sum(high[:level]) + run * level for level in range(depth)]
        shapes = []
        for number, middle in enumerate(middles):
            level, kind, own = self.branches.levels[number], self.look(number, False), plan.across[number]
            box = Box(left + middle - own / 2, starts[level], own, high[level])
            shapes.append(pen.text(box, *plan.lines[number], anchor="middle", fill=kind.fill, stroke=kind.stroke,
                                   inset=(plan.column, 0.0, plan.column, 0.0)))
        return (*self.connectors(shapes), *shapes)
