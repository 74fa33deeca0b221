"""Rows: one tall box that does several jobs. Each row is label, input, arrow, box, arrow, output on one axis."""

from __future__ import annotations

from dataclasses import replace

from deckgen.layout.figures.nodes import (
    GAP,
    HERO,
    IN_BAND,
    ORDINARY,
    STEPS,
    Lines,
    broken,
    label_width,
    look,
    lowered,
    natural,
    report_cut,
    row_label,
    whole,
)
from deckgen.layout.pen import DASHED, Drawn, Pen, glue, sited
from deckgen.outline.figures import Job, Node, Rows, Strip
from deckgen.scene import Box, Connector, End, Shape, Text

STRIP_GAP = 20.0
INSET = (12.0, 2.0, 12.0, 2.0)


def draw(figure: Rows, pen: Pen) -> Drawn:
    """The rows as shapes: the box, then row by row label, input, output and arrows, the strip last."""
    box, count = pen.box, len(figure.rows)
    between = 16.0 if count < 5 else 10.0
    labels = [row_label(pen, row) for row in figure.rows]
    if figure.strip is not None:
        labels.append(row_label(pen, figure.strip)[:1])
    left = label_width(pen, labels, 0.25)
    x = box.x + left + GAP
    width = box.right - x
    ends = [node for row in figure.rows for node in (row.in_, row.out)]
    words = str(figure.box.name).split() or [""]
    slim = min(max(pen.width(word, pen.style("hero").at(28)) for word in words) + 18.0, width * 0.36)
    boxes: list[Lines] = []
    wide = need = share = strip = by = 0.0
    for by in STEPS:
        strip = _strip_height(pen, figure.strip, width, by) if figure.strip is not None else 0.0
        share = (box.height - (strip + STRIP_GAP if strip else 0.0) - between * (count - 1)) / count
        boxes = [lowered(_lines(pen, node), by) for node in ends]
        names = max(natural(pen, each[:1]) for each in boxes) + 24.0
        wide = max(names, max(natural(pen, each) for each in boxes) + 24.0, width * 0.2765)
        wide = min(wide, width * 0.33, (width - slim - 56.0) / 2)
        boxes = [broken(pen, each, wide - 24.0) for each in boxes]
        need = max(pen.height(wide - 24.0, *each) + 6.0 for each in boxes)
        if need <= share + 0.1 and names <= wide + 0.1:
            break
    else:
        by = STEPS[-1]
    height = min(share, max(need * 1.6, 120.0))
    report_cut(pen, wide - 24.0, boxes)
    most = width - 2 * wide - 56.0
    hero_wide = max(min(natural(pen, [(figure.box.name, pen.style("hero"))]) + 36.0, most), min(width * 0.232, most - 16.0), slim)
    gap = (width - 2 * wide - hero_wide) / 2
    total = height * count + between * (count - 1)
    name, note = pen.style("hero", align="center"), pen.style("note", "lt1", align="center")
    sizes = replace(name, floor=pen.style("node-big").floor).smaller()
    name = next((each for each in sizes if whole(pen, hero_wide - 16.0, ((figure.box.name, each),))), sizes[-1])
    report_cut(pen, hero_wide - 16.0, [((figure.box.name, name),)])
    hero = pen.text(Box(x + wide + gap, box.y, hero_wide, total), (figure.box.name, name), (figure.box.text, note),
                    anchor="middle", fill=HERO.fill, inset=(8, 8, 8, 8))
    shapes: list[Shape] = []
    y = box.y
    for n, row in enumerate(figure.rows):
        shapes.append(pen.text(Box(box.x, y, left, height), *labels[n], anchor="middle"))
        first = _end(pen, row.in_, boxes[2 * n], Box(x, y, wide, height))
        last = _end(pen, row.out, boxes[2 * n + 1], Box(box.right - wide, y, wide, height))
        shapes += [first, last, *_arrows(row, first, hero, last)]
        y += height + between
    if figure.strip is not None:
        shapes += _strip(pen, figure.strip, labels[-1], left, Box(x, y - between + STRIP_GAP, width, strip), by)
    return sited((hero, *shapes))


def _lines(pen: Pen, node: Node) -> Lines:
    kind = look(node, ORDINARY)
    return ((node.name, replace(pen.style("node-big", kind.ink, bold=node.focus, align="center"), floor=18.0)),
            (node.text, pen.style("gloss", align="center")))


def _end(pen: Pen, node: Node, lines: Lines, place: Box) -> Text:
    kind = look(node, ORDINARY)
    return pen.text(place, *lines, anchor="middle", fill=kind.fill, stroke=kind.stroke, inset=INSET)


def _arrows(row: Job, first: Text, hero: Text, last: Text) -> list[Connector]:
    y = first.box.middle[1]
    dash = DASHED if row.style == "reading" else None
    into, out = (hero.box.x, y), (hero.box.right, y)
    return [Connector(((first.box.right, y), into), End(first.id, "right"), glue(hero, "left", into), dash=dash),
            Connector((out, (last.box.x, y)), glue(hero, "right", out), End(last.id, "left"), dash=dash)]


def _strip_lines(pen: Pen, strip: Strip, by: float) -> Lines:
    return lowered(((strip.label, pen.style("node-big")), (strip.text, pen.style("cell"))), by)


def _beside(pen: Pen, strip: Strip, width: float) -> bool:
    """Whether the label and the text of a strip stand on one line."""
    return sum(natural(pen, [line]) for line in _strip_lines(pen, strip, 0.0)) + 76.0 <= width


def _strip_height(pen: Pen, strip: Strip, width: float, by: float) -> float:
    if _beside(pen, strip, width):
        return 56.0
    return pen.height(width - 36.0, *_strip_lines(pen, strip, by)) + 12.0


def _strip(pen: Pen, strip: Strip, label: Lines, left: float, place: Box, by: float) -> list[Text]:
    """A frame under the rows with a label and a text."""
    stroke = look(strip, IN_BAND).stroke
    name = pen.text(Box(pen.box.x, place.y, left, place.height), *label, anchor="middle")
    if not (strip.label and strip.text) or not _beside(pen, strip, place.width):
        lines = broken(pen, _strip_lines(pen, strip, by), place.width - 36.0)
        return [name, pen.text(place, *lines, anchor="middle", stroke=stroke, inset=(18, 4, 18, 4))]
    head, text = _strip_lines(pen, strip, 0.0)
    wide = natural(pen, [head])
    body = Box(place.x + 18.0 + wide + 40.0, place.y, place.width - wide - 76.0, place.height)
    return [name, pen.text(place, head, anchor="middle", stroke=stroke, inset=(18, 4, place.width - wide - 18.0, 4)),
            pen.text(body, text, anchor="middle")]
