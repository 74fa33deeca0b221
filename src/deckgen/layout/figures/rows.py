"""Rows: one tall box that does several jobs. Each row is label, input, arrow, box, arrow, output on one axis.

A rectangle offers connectors only the middle of each side: at the tall box the arrows are glued where a row is at its middle, else
they end on its edge.
"""

from __future__ import annotations

from deckgen.layout.figures.nodes import (
    CONTEXT,
    GAP,
    HERO,
    IN_BAND,
    ORDINARY,
    STEPS,
    Lines,
    label_width,
    look,
    lowered,
    natural,
    row_label,
    whole,
)
from deckgen.layout.pen import DASHED, Drawn, Pen
from deckgen.outline.model import Job, Node, Rows, Strip
from deckgen.scene import Box, Connector, End, Shape, Text

ROW_GAP, STRIP_GAP = 16.0, 20.0


def draw(figure: Rows, pen: Pen) -> Drawn:
    """The rows as shapes: the box, then row by row label, input, output and arrows, the strip last."""
    box, count = pen.box, len(figure.rows)
    labels = [row_label(pen, row) for row in figure.rows]
    if figure.strip is not None:
        labels.append(row_label(pen, figure.strip)[:1])
    left = label_width(pen, labels, 0.25)
    x = box.x + left + GAP
    width = box.right - x
    strip = _strip_height(pen, figure.strip, width) if figure.strip is not None else 0.0
    room = box.height - (strip + STRIP_GAP if strip else 0.0)
    ends = [node for row in figure.rows for node in (row.in_, row.out)]
    boxes: list[Lines] = []
    wide = need = 0.0
    share = (room - ROW_GAP * (count - 1)) / count
    for by in STEPS:
        boxes = [lowered(_lines(pen, node), by) for node in ends]
        wide = min(max(max(natural(pen, each) for each in boxes) + 28.0, width * 0.2765), width * 0.33)
        need = max(pen.height(wide - 24.0, *each) + 12.0 for each in boxes)
        if need <= share + 0.1 and all(whole(pen, wide - 24.0, each) for each in boxes):
            break
    height = min(share, max(need * 1.6, 96.0))
    hero_wide = min(max(natural(pen, [(figure.box.name, pen.style("hero"))]) + 36.0, width * 0.232), width - 2 * wide - 56.0)
    gap = (width - 2 * wide - hero_wide) / 2
    total = height * count + ROW_GAP * (count - 1)
    hero = pen.text(Box(x + wide + gap, box.y, hero_wide, total),
                    (figure.box.name, pen.style("hero", align="center")), (figure.box.text, pen.style("note", "lt1", align="center")),
                    anchor="middle", fill=HERO.fill, inset=(10, 10, 10, 10))
    shapes: list[Shape] = []
    y = box.y
    for n, row in enumerate(figure.rows):
        shapes.append(pen.text(Box(box.x, y, left, height), *labels[n], anchor="middle"))
        first = _end(pen, row.in_, boxes[2 * n], Box(x, y, wide, height))
        last = _end(pen, row.out, boxes[2 * n + 1], Box(box.right - wide, y, wide, height))
        shapes += [first, last, *_arrows(row, first, hero, last)]
        y += height + ROW_GAP
    if figure.strip is not None:
        shapes += _strip(pen, figure.strip, labels[-1], left, Box(x, y - ROW_GAP + STRIP_GAP, width, strip))
    return (hero, *shapes)


def _lines(pen: Pen, node: Node) -> Lines:
    kind = look(node, ORDINARY)
    return ((node.name, pen.style("node-big", kind.ink, bold=node.focus, align="center")),
            (node.text, pen.style("gloss", align="center")))


def _end(pen: Pen, node: Node, lines: Lines, place: Box) -> Text:
    kind = look(node, ORDINARY)
    return pen.text(place, *lines, anchor="middle", fill=kind.fill, stroke=kind.stroke, inset=(12, 4, 12, 4))


def _arrows(row: Job, first: Text, hero: Text, last: Text) -> list[Connector]:
    y = first.box.middle[1]
    middle = abs(y - hero.box.middle[1]) < 0.5
    dash = DASHED if row.style == "reading" else None
    return [Connector(((first.box.right, y), (hero.box.x, y)), End(first.id, "right"), End(hero.id, "left") if middle else None, dash=dash),
            Connector(((hero.box.right, y), (last.box.x, y)), End(hero.id, "right") if middle else None, End(last.id, "left"), dash=dash)]


def _strip_lines(pen: Pen, strip: Strip) -> Lines:
    return (strip.label, pen.style("node-big")), (strip.text, pen.style("cell"))


def _beside(pen: Pen, strip: Strip, width: float) -> bool:
    """Whether the label and the text of a strip stand on one line."""
    return sum(natural(pen, [line]) for line in _strip_lines(pen, strip)) + 76.0 <= width


def _strip_height(pen: Pen, strip: Strip, width: float) -> float:
    if _beside(pen, strip, width):
        return 56.0
    return pen.height(width - 36.0, *_strip_lines(pen, strip)) + 16.0


def _strip(pen: Pen, strip: Strip, label: Lines, left: float, place: Box) -> list[Text]:
    """A frame under the rows with a label and a text."""
    head, text = _strip_lines(pen, strip)
    kind = look(strip, CONTEXT if strip.style == "reading" else IN_BAND)
    name = pen.text(Box(pen.box.x, place.y, left, place.height), *label, anchor="middle")
    if not (strip.label and strip.text) or not _beside(pen, strip, place.width):
        return [name, pen.text(place, head, text, anchor="middle", stroke=kind.stroke, inset=(18, 4, 18, 4))]
    wide = natural(pen, [head])
    body = Box(place.x + 18.0 + wide + 40.0, place.y, place.width - wide - 76.0, place.height)
    return [name, pen.text(place, head, anchor="middle", stroke=kind.stroke, inset=(18, 4, place.width - wide - 18.0, 4)),
            pen.text(body, text, anchor="middle")]
