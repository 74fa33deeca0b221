"""Roads: lanes of different weight that all end in one dark box. The weight of a line is the weight of the claim.

    ① name   ──[node]────────────── gives ─▶ ┃ what it brings
    ② name   ─────────●──────────── gives ─▶ ┃ what it brings
                      │ borrows              ┃
    ③ name   ━━[node]━▼[node]━━━━━━━ main ━━▶ ┃ THE NAME

Where the labels leave the lanes too little room, they stand above their lanes instead of before them. What stands inside the box
at a lane's height is a frame of its own that starts at the box's edge, so that the lane's arrow is glued to its middle.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise

from deckgen.layout.figures.nodes import (
    GAP,
    ON_LANE,
    STEPS,
    Lines,
    broken,
    dot,
    hang,
    label_width,
    look,
    lowered,
    natural,
    numbered,
)
from deckgen.layout.figures.slots import last, slots_of, target
from deckgen.layout.pen import DASHED, Drawn, Pen, Readable, glue, sited
from deckgen.outline.figures import Branch, Node, Road, Roads
from deckgen.scene import Box, Connector, End, Shape, Text
from deckgen.text.paragraph import Runs, Style

THIN, MAIN = 1.75, 8.0
NODE = 42.0
CLEAR = 20.0
"""Between a label at a lane's end and the box: the arrow's head."""
MAIN_CLEAR = 16.0
"""What the head of the main road takes more."""
BESIDE = 12.0
"""Between a name and its gloss on one line."""
LEAST = 18.0
"""Between nodes of a lane."""


@dataclass
class Plan:
    """Where everything stands: the lanes' heights, the hero box, and the left edge and width of each slot for nodes."""

    ys: list[float]
    start: float
    hero: Box
    slots: list[list[int]]
    """The slot of each node, by road."""
    columns: list[tuple[float, float]]
    by: float
    """How many points smaller nodes and labels are set."""
    left: float
    """The width of the labels before the lanes; 0 where they stand above them."""

    @property
    def pitch(self) -> float:
        return self.ys[1] - self.ys[0] if len(self.ys) > 1 else self.hero.height

    def room(self, n: int) -> float:
        """The height that a lane has for itself, centred on it."""
        y = self.ys[n]
        return min(2 * (y - self.hero.y), 2 * (self.hero.bottom - y), self.pitch)


def draw(figure: Roads, pen: Pen) -> Drawn:
    """The roads as shapes: the box, the lines, lane by lane labels and nodes, last what stands in the box."""
    count = len(figure.roads)
    main = next((n for n, road in enumerate(figure.roads) if road.weight == "main"), None)
    named = main if main is not None else next((n for n, road in enumerate(figure.roads) if not road.brings), count - 1)
    hero = _hero(figure, pen)
    inside = [_inside(figure, pen, hero, n, n == named) for n in range(count)]
    plan = _plan(figure, pen, hero, [pen.height(_inner(hero), *lines) for lines in inside], slots_of(figure))
    body = pen.text(plan.hero, fill="dk1")
    ports = [_port(figure, pen, plan, n, n == named) for n in range(count)]
    nodes: list[list[Text]] = []
    lines: list[Shape] = []
    words: list[Shape] = []
    for n, road in enumerate(figure.roads):
        boxes = [_node(pen, plan, node, n, k) for k, node in enumerate(road.nodes)]
        nodes.append(boxes)
        label = _label(figure, pen, plan, road, n)
        lines += _lane(plan, road, n, label[1 if plan.left else 0], boxes, ports[n])
        words += [*label, *boxes]
        if road.gives:
            words.append(_gives(pen, plan, road, n))
    for branch in figure.branches:
        drawn, labels = _branch(figure, pen, plan, branch, nodes)
        lines += drawn
        words += labels
    return sited((body, *lines, *words, *ports))


def _hero(figure: Roads, pen: Pen) -> Box:
    """The box at the right: a quarter of the width, a little more for long words or a long name."""
    box = pen.box
    long = any(natural(pen, [(road.brings, pen.style("cell"))]) > box.width * 0.245 - 42 for road in figure.roads)
    share = 0.27 if long else 0.245
    wide = max(box.width * share, min(natural(pen, [(figure.to.name, pen.style("hero"))]) + 42, box.width * 0.3))
    return Box(box.right - wide, box.y, wide, box.height)


def _pads(hero: Box) -> tuple[float, float]:
    """The insets of the words in the box, left and right."""
    return (24.0, 18.0) if hero.width > 180 else (14.0, 8.0)


def _inner(hero: Box) -> float:
    return hero.width - sum(_pads(hero))


def _inside(figure: Roads, pen: Pen, hero: Box, n: int, named: bool, by: float = 0.0) -> Lines:
    """What stands inside the box at a lane's height: what the road brings, and at one of them the name; so much smaller."""
    brings = replace(pen.style("cell", "lt1"), pitch=26.0)
    lines: Lines = ((figure.roads[n].brings, brings),)
    if named:
        lines = (figure.to.name, pen.style("hero")), (figure.to.text, pen.style("note", "lt1")), *lines
    return broken(pen, lowered(tuple(line for line in lines if line[0]), by), _inner(hero))


def _plan(figure: Roads, pen: Pen, hero: Box, inside: list[float], slots: list[list[int]]) -> Plan:
    """Labels before the lanes, and if nodes then find no room, above them; in each case as large and as loose as fits."""
    box, count = pen.box, len(figure.roads)
    edge = min(max(box.height / (2 * count) - 6, 42.0), box.height / 2)
    low = max(edge, inside[-1] / 2 + 12.0)
    labels = label_width(pen, [_label_lines(pen, road, n) for n, road in enumerate(figure.roads)])
    tops = [(labels, max(edge, inside[0] / 2 + 12.0))]
    if box.height / count >= 96:
        tops.append((0.0, max(86.0, inside[0] / 2 + 12.0)))
    plan = None
    for left, top in tops:
        step = (box.height - top - low) / (count - 1) if count > 1 else 0.0
        ys = [box.y + top + step * n for n in range(count)] if count > 1 else [box.y + box.height / 2]
        start = box.x + (left + GAP if left else 0.0)
        for by in STEPS[:3]:
            widths = _columns(figure, pen, slots, by)
            for lead, between in ((35.0, 46.0), (20.0, 24.0), (16.0, LEAST)):
                plan = Plan(ys, start, hero, slots, _spaced(start + lead, widths, between), by, left)
                if not left:
                    plan = _clear_of_labels(figure, pen, plan)
                if _fits(figure, pen, plan):
                    return plan
    assert plan is not None
    pen.complain("the nodes on the roads do not fit side by side", figure.to.name,
                 "shorten their names, or give the figure a slide of its own")
    widths = _columns(figure, pen, slots, STEPS[2])
    squeeze = max(hero.x - 44.0 - plan.start, 1.0) / (sum(widths) + LEAST * len(widths))
    return replace(plan, columns=_spaced(plan.start + 8.0, [wide * squeeze for wide in widths], LEAST * squeeze))


def _spaced(at: float, widths: list[float], between: float) -> list[tuple[float, float]]:
    """Left edge and width of each slot."""
    columns = []
    for wide in widths:
        columns.append((at, wide))
        at += wide + between
    return columns


def _fits(figure: Roads, pen: Pen, plan: Plan) -> bool:
    """Whether each lane's nodes end before the label at its end."""
    for road, slots in zip(figure.roads, plan.slots, strict=True):
        if slots:
            x, wide = plan.columns[max(slots)]
            gives, head = natural(pen, _gives_lines(pen, road, plan.by)), CLEAR + (MAIN_CLEAR if road.weight == "main" else 0.0)
            if x + wide > plan.hero.x - (head + gives + 10.0 if gives else 44.0):
                return False
    return True


def _passed(figure: Roads, branch: Branch, road: int) -> range:
    """The roads whose labels a branch passes, where labels stand above the lanes."""
    return range(min(branch.from_, road + 1), max(branch.from_, road + 1))


def _clear_of_labels(figure: Roads, pen: Pen, plan: Plan) -> Plan:
    """The slots moved to the right, so that branches pass the labels that stand above the lanes."""
    shift = 0.0
    for branch in figure.branches:
        road, k = target(figure, branch)
        x, wide = plan.columns[plan.slots[road][k]]
        reach = max(_reach(pen, plan, figure.roads[n], n) for n in _passed(figure, branch, road)) + 12.0
        shift = max(shift, plan.start + reach - x - wide / 2)
    return replace(plan, columns=[(x + shift, wide) for x, wide in plan.columns])


def _columns(figure: Roads, pen: Pen, slots: list[list[int]], by: float) -> list[float]:
    """The width of each slot: of the widest node in it."""
    widths = [64.0] * (last(slots) + 1)
    for road, each in zip(figure.roads, slots, strict=True):
        for node, slot in zip(road.nodes, each, strict=True):
            widths[slot] = max(widths[slot], natural(pen, _node_lines(pen, node, by)) + (26.0 if by < 4 else 16.0))
    most = max(widths, default=0.0)
    return [most if most - wide < 24.0 else wide for wide in widths]


def _label_lines(pen: Pen, road: Road, n: int) -> tuple[tuple[Runs, Style], tuple[Readable, Style]]:
    """Number and name, the gloss below the name."""
    name = pen.style("node-big", "accent1" if road.weight == "main" or road.focus else "")
    return ((numbered(pen, n + 1, road.name), name), (road.text, replace(pen.style("gloss"), indent=hang(pen, n + 1, name))))


def _label(figure: Roads, pen: Pen, plan: Plan, road: Road, n: int) -> list[Text]:
    """Frames that reach as far as the lane, which is glued to the name's: to its right, or below its left corner.

    Before a lane the number has a frame of its own: programs put different gaps behind it, and name and gloss start at one line.
    """
    y, box = plan.ys[n], pen.box
    if plan.left:
        room = max(min(2 * (y - box.y), 2 * (box.bottom - y), plan.pitch - 4.0), 58.0)
        (words, big), (text, small) = _label_lines(pen, road, n)
        x = box.x + small.indent
        place = Box(x, max(y - room / 2, box.y), plan.start - x, room)
        lines = broken(pen, ((words[2:], big), (text, replace(small, indent=0.0))), plan.left - small.indent)
        high = pen.height(plan.left - small.indent, *lines)
        number = Box(box.x, place.y + (room - high) / 2, pen.width(words[:2], big), big.pitch)
        return [pen.text(number, (words[:2], big)), pen.text(place, *lines, anchor="middle", inset=(0.0, 0.0, GAP, 0.0))]
    top, bottom = _over(pen, plan, road, n)
    width = plan.hero.x - box.x - 24.0
    if road.gives and bottom > y - 40.0:
        width -= natural(pen, _gives_lines(pen, road, plan.by)) + 8.0
    for branch in figure.branches:
        other, k = target(figure, branch)
        if n in _passed(figure, branch, other):
            column, wide = plan.columns[plan.slots[other][k]]
            width = min(width, column + wide / 2 - 10.0 - box.x)
    name, gloss = _above(pen, road, n)
    if not _flat(pen, plan, road, n):
        return [pen.text(Box(box.x, top, width, y - top), name, gloss, anchor="bottom", inset=(0.0, 0.0, 0.0, y - bottom))]
    wide = natural(pen, [name])
    low = bottom - 0.2 * (name[1].pitch - gloss[1].pitch)
    return [pen.text(Box(box.x, top, wide, y - top), name, anchor="bottom", inset=(0.0, 0.0, 0.0, y - bottom)),
            pen.text(Box(box.x + wide + BESIDE, top, width - wide - BESIDE, low - top), gloss, anchor="bottom")]


def _over(pen: Pen, plan: Plan, road: Road, n: int) -> tuple[float, float]:
    """Between which heights a label stands above its lane."""
    return plan.ys[n - 1] + 24.0 if n else pen.box.y, plan.ys[n] - (NODE / 2 + 6.0 if road.nodes else 8.0)


def _flat(pen: Pen, plan: Plan, road: Road, n: int) -> bool:
    """Whether a label above its lane has its gloss beside the name, for want of height."""
    top, bottom = _over(pen, plan, road, n)
    return road.text is not None and pen.height(plan.hero.x, *_above(pen, road, n)) > bottom - top


def _reach(pen: Pen, plan: Plan, road: Road, n: int) -> float:
    """How wide a label above its lane is."""
    name, gloss = _above(pen, road, n)
    if _flat(pen, plan, road, n):
        return natural(pen, [name]) + BESIDE + natural(pen, [gloss])
    return natural(pen, [name, gloss])


def _above(pen: Pen, road: Road, n: int) -> Lines:
    """A label that stands above its lane: not indented."""
    name, (gloss, small) = _label_lines(pen, road, n)
    return name, (gloss, replace(small, indent=0.0))


def _gives_lines(pen: Pen, road: Road, by: float) -> Lines:
    style = pen.style("node-big", "accent1", align="right") if road.weight == "main" else pen.style("node", align="right")
    return lowered(((road.gives, style),), by)


def _gives(pen: Pen, plan: Plan, road: Road, n: int) -> Text:
    """Above the end of the lane, left of the arrow's head."""
    main = road.weight == "main"
    lines = _gives_lines(pen, road, plan.by)
    wide, high = natural(pen, lines), lines[0][1].pitch
    right = plan.hero.x - CLEAR
    return pen.text(Box(right - wide, plan.ys[n] - (12.0 if main else 5.0) - high, wide, high), *lines)


def _node_lines(pen: Pen, node: Node, by: float) -> Lines:
    kind = look(node, ON_LANE)
    name, text = pen.style("node", kind.ink, align="center"), pen.style("gloss", align="center")
    return lowered(((node.name, name), (node.text, text)), by)


def _node(pen: Pen, plan: Plan, node: Node, n: int, k: int) -> Text:
    kind = look(node, ON_LANE)
    lines = _node_lines(pen, node, plan.by)
    x, wide = plan.columns[plan.slots[n][k]]
    high = max(NODE, pen.height(wide - 8.0, *lines) + 12.0)
    return pen.text(Box(x, plan.ys[n] - high / 2, wide, high), *lines, anchor="middle", fill=kind.fill, stroke=kind.stroke,
                    inset=(4.0, 4.0, 4.0, 4.0))


def _lane(plan: Plan, road: Road, n: int, label: Text, boxes: list[Text], port: Text) -> list[Connector]:
    """The lane in pieces, from node to node and into the box; only the last has a head."""
    y = plan.ys[n]
    colour, width = ("accent1", MAIN) if road.weight == "main" else ("dk1", THIN)
    dash = DASHED if road.style == "reading" else None
    first, *rest = [*boxes, port]
    start = plan.start, y
    lines = [Connector((start, (first.box.x, y)), glue(label, "right" if plan.left else "bottom", start), End(first.id, "left"),
                       colour, width, dash, first is port)]
    for a, b in pairwise([first, *rest]):
        ends = End(a.id, "right"), End(b.id, "left")
        lines.append(Connector(((a.box.right, y), (b.box.x, y)), *ends, colour, width, dash, b is port))
    return lines


def _port(figure: Roads, pen: Pen, plan: Plan, n: int, named: bool) -> Text:
    """What stands inside the box at the lane's height, as large as fits."""
    left, right = _pads(plan.hero)
    room = plan.room(n)
    sizes = [_inside(figure, pen, plan.hero, n, named, by) for by in STEPS]
    lines = next((each for each in sizes if pen.height(_inner(plan.hero), *each) <= room + 0.1), sizes[-1])
    place = Box(plan.hero.x, plan.ys[n] - room / 2, plan.hero.width, room)
    return pen.text(place, *lines, anchor="middle", inset=(left, 0.0, right, 0.0))


def _branch(figure: Roads, pen: Pen, plan: Plan, branch: Branch, nodes: list[list[Text]]) -> tuple[list[Shape], list[Shape]]:
    """A line that leaves one lane at a dot and ends on a node of another, its word at the right; and that word."""
    road, k = target(figure, branch)
    aim = nodes[road][k]
    x, y = aim.box.middle[0], plan.ys[branch.from_ - 1]
    down = road > branch.from_ - 1
    point = dot(pen, x, y, 4.0, "dk1")
    line = pen.join(point, "bottom" if down else "top", aim, "top" if down else "bottom", width=THIN)
    if not branch.name:
        return [line, point], []
    lines = lowered(((branch.name, pen.style("note")),), plan.by)
    wide, high = natural(pen, lines), lines[0][1].pitch
    other = plan.ys[branch.from_ - 1 + (1 if down else -1)]
    if abs(road - branch.from_ + 1) == 1:
        other = aim.box.y if down else aim.box.bottom
    top, bottom = sorted((y, other))
    left = x + 12.0 if x + 12.0 + wide <= plan.hero.x - 8.0 else x - 12.0 - wide
    return [line, point], [pen.text(Box(left, (top + bottom - high) / 2, wide, high), *lines)]
