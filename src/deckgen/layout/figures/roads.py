"""Roads: lanes of different weight that all end in one dark box. The weight of a line is the weight of the claim.

    ① name   ──[node]────────────── gives ─▶ ┃ what it brings
    ② name   ─────────●──────────── gives ─▶ ┃ what it brings
                      │ borrows              ┃
    ③ name   ━━[node]━▼[node]━━━━━━━ main ━━▶ ┃ THE NAME

Where the labels leave the lanes too little room, they stand above their lanes instead of before them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise

from deckgen.layout.figures.nodes import (
    GAP,
    ON_LANE,
    STEPS,
    Lines,
    dot,
    hang,
    label_width,
    look,
    lowered,
    natural,
    numbered,
    phrased,
)
from deckgen.layout.pen import DASHED, Drawn, Pen
from deckgen.outline.model import Branch, Road, Roads
from deckgen.problem import Problem
from deckgen.scene import Box, Connector, End, Shape, Text

THIN, MAIN = 1.75, 8.0
NODE = 42.0
CLEAR = 20.0
"""Between a label at a lane's end and the box."""


@dataclass
class Lanes:
    """Where everything stands: the lanes' heights, the hero box, the slots for nodes on the lanes."""

    ys: list[float]
    start: float
    hero: Box
    slots: list[list[int]]
    """The slot of each node, by road."""
    first: float
    pitch: float
    node: float
    by: float
    above: bool
    left: float

    def node_box(self, road: int, n: int, height: float) -> Box:
        return Box(self.first + self.slots[road][n] * self.pitch, self.ys[road] - height / 2, self.node, height)


def draw(figure: Roads, pen: Pen) -> Drawn:
    """The roads as shapes, the hero box first, then lane by lane."""
    count = len(figure.roads)
    main = next((n for n, road in enumerate(figure.roads) if road.weight == "main"), None)
    named = main if main is not None else next((n for n, road in enumerate(figure.roads) if not road.brings), count - 1)
    plan = _plan(figure, pen, _slots(figure, pen))
    shapes: list[Shape] = [pen.text(plan.hero, fill="dk1")]
    ports = [_port(figure, pen, plan, n, n == named) for n in range(count)]
    nodes: list[list[Text]] = []
    lines: list[Shape] = []
    words: list[Shape] = []
    for n, road in enumerate(figure.roads):
        words.append(_label(pen, plan, road, n))
        boxes = [_node(pen, plan, road, n, k) for k in range(len(road.nodes))]
        nodes.append(boxes)
        lines += _lane(plan, road, n, boxes, ports[n])
        words += boxes
        if road.gives:
            words.append(_gives(pen, plan, road, n))
    for branch in figure.branches:
        shapes_of, labels = _branch(figure, pen, plan, branch, nodes)
        lines += shapes_of
        words += labels
    return tuple(shapes + lines + words + list(ports))


def _slots(figure: Roads, pen: Pen) -> list[list[int]]:
    """A slot for each node, from the left; the target of a branch moves on until no node of the lanes between is in its way."""
    slots = [list(range(len(road.nodes))) for road in figure.roads]
    for branch in figure.branches:
        found = _target(figure, branch)
        if found is None or not 1 <= branch.from_ <= len(slots):
            continue
        road, n = found
        low, high = sorted((road, branch.from_ - 1))
        passed = {slot for k in range(low, high + 1) if k != road for slot in slots[k]}
        if road != branch.from_ - 1:
            while slots[road][n] in passed:
                slots[road][n:] = [slot + 1 for slot in slots[road][n:]]
    return slots


def _target(figure: Roads, branch: Branch) -> tuple[int, int] | None:
    for n, road in enumerate(figure.roads):
        for k, node in enumerate(road.nodes):
            if str(node.name) == str(branch.to):
                return n, k
    return None


def _plan(figure: Roads, pen: Pen, slots: list[list[int]]) -> Lanes:
    box, count = pen.box, len(figure.roads)
    share = 0.27 if any(natural(pen, [(road.brings, pen.style("cell"))]) > box.width * 0.245 - 42 for road in figure.roads) else 0.245
    name = natural(pen, [(figure.to.name, pen.style("hero"))]) + 42
    hero = Box(box.right - box.width * share, box.y, box.width * share, box.height)
    if name > hero.width:
        wide = min(name, box.width * 0.3)
        hero = Box(box.right - wide, box.y, wide, box.height)
    edge = min(max(box.height / (2 * count) - 6, 42.0), box.height / 2)
    pitch = (box.height - 2 * edge) / (count - 1) if count > 1 else 0.0
    most = max((slot for each in slots for slot in each), default=-1) + 1
    plan = None
    for above in (False, True):
        left = 0.0 if above else label_width(pen, [_words(pen, road, n) for n, road in enumerate(figure.roads)])
        first = edge if not above else min(96.0, box.height / count * 0.7)
        gap = pitch if not above else (box.height - first - 40) / (count - 1) if count > 1 else 0.0
        ys = [box.y + first + gap * n for n in range(count)]
        for by in STEPS[:3]:
            start = box.x + (left + GAP if left else 0.0)
            gives = max((natural(pen, lowered(((road.gives, _gives_style(pen, road)),), by)) for road in figure.roads), default=0.0)
            texts = [line for road in figure.roads for node in road.nodes
                     for line in lowered(((node.name, pen.style("node")), (node.text, pen.style("gloss"))), by)]
            wide = max(natural(pen, texts) + (28.0 if by < 4 else 18.0), 64.0)
            end = hero.x - CLEAR - gives - 14.0 if gives else hero.x - 44.0
            for lead in (35.0, 20.0):
                step = min(wide + 46.0, (end - wide - start - lead) / (most - 1)) if most > 1 else wide + 46.0
                plan = Lanes(ys, start, hero, slots, start + lead, max(step, wide + 16.0), wide, by, above, left)
                if most == 0 or (step >= wide + 22.0 and start + lead + wide <= end):
                    return plan
    assert plan is not None
    words = figure.to.name
    pen.problems.append(Problem("the nodes on the roads do not fit side by side", words.span,
                                "shorten their names, or give the figure a slide of its own", "fit"))
    room = hero.x - 24.0 - plan.start
    narrow = max((room - 8.0 * (most - 1)) / most - 4.0, 24.0)
    return replace(plan, first=plan.start + 8.0, pitch=min(plan.pitch, narrow + 8.0), node=min(plan.node, narrow))


def _words(pen: Pen, road: Road, n: int) -> Lines:
    """The label of a road: number and name, its gloss below the name."""
    name = pen.style("node-big", "accent1" if road.weight == "main" or road.focus else "")
    return ((numbered(pen, n + 1, road.name), name), (road.text, replace(pen.style("gloss"), indent=hang(pen, n + 1, name))))


def _label(pen: Pen, plan: Lanes, road: Road, n: int) -> Text:
    (name, big), (gloss, small) = _words(pen, road, n)
    y = plan.ys[n]
    if not plan.above:
        room = 2 * min(y - pen.box.y, pen.box.bottom - y)
        if len(plan.ys) > 1:
            room = min(room, plan.ys[1] - plan.ys[0] - 4.0)
        room = max(room, 58.0)
        return pen.text(Box(pen.box.x, max(y - room / 2, pen.box.y), plan.left, room), (name, big), (gloss, small), anchor="middle")
    top = max(pen.box.y, plan.ys[n - 1] + 26.0 if n else pen.box.y)
    bottom = y - (NODE / 2 + 2.0 if road.nodes else 6.0)
    width = plan.hero.x - pen.box.x - 24.0
    if road.gives and not road.nodes:
        width -= natural(pen, [(road.gives, _gives_style(pen, road))])
    return pen.text(Box(pen.box.x, top, width, bottom - top), (name, big.at(20)), (gloss, replace(small.at(16), indent=0.0)), anchor="bottom")


def _gives_style(pen: Pen, road: Road):  # type: ignore[no-untyped-def]
    return pen.style("node-big", "accent1", align="right") if road.weight == "main" else pen.style("node", align="right")


def _gives(pen: Pen, plan: Lanes, road: Road, n: int) -> Text:
    """Above the end of the lane, left of the arrow's head."""
    lines = lowered(((road.gives, _gives_style(pen, road)),), plan.by)
    wide, high = natural(pen, lines), lines[0][1].pitch
    right = plan.hero.x - CLEAR - (6.0 if road.weight == "main" else 0.0)
    bottom = plan.ys[n] - (8.0 if road.weight == "main" else 5.0)
    return pen.text(Box(right - wide, bottom - high, wide, high), *lines)


def _node(pen: Pen, plan: Lanes, road: Road, n: int, k: int) -> Text:
    node = road.nodes[k]
    kind = look(node, ON_LANE)
    lines = lowered(((node.name, pen.style("node", kind.ink, align="center")), (node.text, pen.style("gloss", align="center"))), plan.by)
    high = NODE if node.text is None else max(NODE, pen.height(plan.node - 12.0, *lines) + 14.0)
    return pen.text(plan.node_box(n, k, high), *lines, anchor="middle", fill=kind.fill, stroke=kind.stroke, inset=(6, 4, 6, 4))


def _lane(plan: Lanes, road: Road, n: int, boxes: list[Text], port: Text) -> list[Connector]:
    """The lane in pieces, from node to node and into the box; only the last has a head."""
    y = plan.ys[n]
    colour, width = ("accent1", MAIN) if road.weight == "main" else ("dk1", THIN)
    dash = DASHED if road.style == "reading" else None
    first = min(boxes, key=lambda box: box.box.x) if boxes else port
    chain = [*boxes, port]
    lines = []
    if first is not port:
        lines.append(Connector(((plan.start, y), (first.box.x, y)), None, End(first.id, "left"), colour, width, dash, False))
    else:
        lines.append(Connector(((plan.start, y), (port.box.x, y)), None, End(port.id, "left"), colour, width, dash))
    for a, b in pairwise(chain):
        lines.append(Connector(((a.box.right, y), (b.box.x, y)), End(a.id, "right"), End(b.id, "left"), colour, width, dash, b is port))
    return lines


def _port(figure: Roads, pen: Pen, plan: Lanes, n: int, named: bool) -> Text:
    """What stands inside the box at the lane's height, from the box's left edge, so that the lane's arrow is glued to it."""
    y, hero = plan.ys[n], plan.hero
    room = 2 * min(y - hero.y, hero.bottom - y)
    if len(plan.ys) > 1:
        room = min(room, plan.ys[1] - plan.ys[0])
    pad = 24.0 if hero.width > 180 else 14.0
    inner = hero.width - pad - 18.0 * pad / 24
    lines: list[tuple[object, object]] = []
    if named:
        lines += [(figure.to.name, pen.style("hero")), (figure.to.text, pen.style("note", "lt1"))]
    style = pen.style("cell", "lt1")
    style = replace(style, pitch=26.0) if style.pitch > 26 else style
    lines.append((phrased(pen, figure.roads[n].brings, style, inner), style))
    return pen.text(Box(hero.x, y - room / 2, hero.width, room), *lines, anchor="middle",  # type: ignore[arg-type]
                    inset=(pad, 0.0, 18.0 * pad / 24, 0.0))


def _branch(figure: Roads, pen: Pen, plan: Lanes, branch: Branch, nodes: list[list[Text]]) -> tuple[list[Shape], list[Shape]]:
    """A line that leaves one lane at a dot and ends on a node of another, its word at the right."""
    found = _target(figure, branch)
    if found is None or not 1 <= branch.from_ <= len(figure.roads) or found[0] == branch.from_ - 1:
        pen.problems.append(Problem(
            f"no node {str(branch.to)!r} on another road" if found is None or found[0] == branch.from_ - 1
            else f"there is no road {branch.from_}", branch.to.span,
            "a branch goes `from` a road, counted from 1, `to` the name of a node on another road", "branch"))
        return [], []
    target = nodes[found[0]][found[1]]
    x, y = target.box.middle[0], plan.ys[branch.from_ - 1]
    down = plan.ys[found[0]] > y
    start = next((box for box in nodes[branch.from_ - 1] if box.box.x <= x <= box.box.right), None)
    point = start if start is not None else dot(pen, x, y, 4.0, "dk1")
    line = pen.join(point, "bottom" if down else "top", target, "top" if down else "bottom", width=THIN)
    labels: list[Shape] = []
    if branch.name:
        lines = lowered(((branch.name, pen.style("note")),), plan.by)
        wide, high = natural(pen, lines), lines[0][1].pitch
        top, bottom = sorted((line.points[0][1], line.points[-1][1]))
        left = x + 12.0 if x + 12.0 + wide <= plan.hero.x - 8.0 else x - 12.0 - wide
        labels.append(pen.text(Box(left, (top + bottom - high) / 2 - (4.0 if down else -4.0), wide, high), *lines))
    return ([line] if start is not None else [line, point]), labels
