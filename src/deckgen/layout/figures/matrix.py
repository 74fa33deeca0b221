"""Matrix: rows and columns of cells, with the argument drawn between them.

A row whose cells are alternatives has them apart with 或 between; a row that combines is one dark cell with a red ＋ where the
columns meet. Other rows are plain cells. Row labels stand at the left, column heads above without boxes.
"""

from __future__ import annotations

from dataclasses import replace

from deckgen.layout.figures.nodes import (
    CONTEXT,
    GAP,
    HERO,
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
from deckgen.layout.pen import Drawn, Pen
from deckgen.outline.figures import Matrix, MatrixRow, Node
from deckgen.scene import Box, Shape

PAD, ROW_GAP, BETWEEN, TIGHT = 18.0, 16.0, 12.0, 5.0


def draw(figure: Matrix, pen: Pen) -> Drawn:
    """The matrix as shapes: heads, then row by row its label and cells."""
    box = pen.box
    labels = [row_label(pen, row) for row in figure.rows]
    left = label_width(pen, labels)
    x, width = box.x + left + GAP, box.width - left - GAP
    columns = max([len(figure.columns), *(len(row) for row in figure.cells)], default=1) or 1
    joined = any(row.joined for row in figure.rows)
    gutter = (60.0 if box.width > 600 else 44.0) if joined else ROW_GAP
    wide = (width - gutter * (columns - 1)) / columns
    places = [x + n * (wide + gutter) for n in range(columns)]

    shapes, top = _heads(figure, pen, places, wide, gutter)
    room = box.bottom - top - ROW_GAP * (len(figure.rows) - 1)
    pad, between = PAD if wide > 140 else 12.0, BETWEEN
    cells: list[list[Lines]] = []
    needs: list[float] = []
    for by in STEPS:
        if by > 4:
            pad, between = 9.0, TIGHT
        cells = [[broken(pen, lowered(_cell(pen, row, cell, not joined), by), wide - 2 * pad) for cell in each]
                 for row, each in zip(figure.rows, figure.cells, strict=False)]
        labels = [broken(pen, lowered(row_label(pen, row), by), left) for row in figure.rows]
        needs = [max([pen.height(wide - 2 * pad, *lines) + 2 * between for lines in each]
                     + [pen.height(left, *label), 52.0 if row.joined == "and" else 42.0])
                 for row, each, label in zip(figure.rows, cells, labels, strict=False)]
        if sum(needs) <= room + 0.1 and all(whole(pen, wide - 2 * pad, lines) for each in cells for lines in each) \
                and all(whole(pen, left, label) for label in labels):
            break
    report_cut(pen, wide - 2 * pad, [lines for each in cells for lines in each])
    report_cut(pen, left, labels)
    scale = room / sum(needs) if needs else 1.0
    y = top
    for row, each, lines, label, need in zip(figure.rows, figure.cells, cells, labels, needs, strict=False):
        height = min(need * scale, need * 2.2) if scale > 1 else need * scale
        shapes.append(pen.text(Box(box.x, y, left, height), *label, anchor="middle"))
        shapes += _row(pen, row, each, lines, [Box(place, y, wide, height) for place in places], gutter, pad)
        y += height + ROW_GAP
    return tuple(shapes)


def _heads(figure: Matrix, pen: Pen, places: list[float], wide: float, gutter: float) -> tuple[list[Shape], float]:
    """The column heads, each gloss beside its name where all fit so, else below; and where the cells start."""
    name, gloss = pen.style("node-big"), pen.style("gloss")
    rooms = [wide + gutter - 12.0] * (len(places) - 1) + [wide]
    if not figure.columns:
        return [], pen.box.y
    shapes: list[Shape] = []
    y = pen.box.y
    for small in (gloss, pen.style("small")):
        if all(natural(pen, [(each.name, name)]) + 8 + natural(pen, [(each.text, small)]) <= room
               for room, each in zip(rooms, figure.columns, strict=False)):
            for place, each in zip(places, figure.columns, strict=False):
                ink = "accent1" if each.focus else ""
                first = natural(pen, [(each.name, name)])
                shapes.append(pen.text(Box(place, y, first, name.pitch), (each.name, pen.style("node-big", ink))))
                if each.text:
                    drop = 0.8 * (name.pitch - small.pitch)
                    shapes.append(pen.text(Box(place + first + 8, y + drop, natural(pen, [(each.text, small)]), small.pitch),
                                           (each.text, small)))
            return shapes, y + name.pitch + 8.0
    stacked: list[Lines] = []
    for by in STEPS:
        heads = [((each.name, replace(pen.style("node-big", "accent1" if each.focus else ""), floor=pen.style("node").floor)),
                  (each.text, gloss)) for each in figure.columns]
        stacked = [broken(pen, lowered(each, by), wide) for each in heads]
        if all(whole(pen, wide, each) and pen.height(wide, *each) <= 84 for each in stacked):
            break
    report_cut(pen, wide, stacked)
    height = max(pen.height(wide, *each) for each in stacked)
    for place, lines in zip(places, stacked, strict=False):
        shapes.append(pen.text(Box(place, y, wide, height), *lines, anchor="bottom"))
    return shapes, y + height + 8.0


def _cell(pen: Pen, row: MatrixRow, cell: Node, large: bool) -> Lines:
    """What a cell says. Its name is bold where lines follow, but not in a row that combines: there all lines are one list.

    In a matrix without such rows the names are the answers, and are `large`.
    """
    combined = row.joined == "and"
    kind = HERO if combined else look(cell, ORDINARY)
    bold = cell.focus or (cell.text is not None and not combined)
    name = pen.style("node-big" if large and bold else "node", kind.ink, bold=bold)
    text = pen.style("cell", kind.ink if combined else "dk1")
    return (cell.name, name), (cell.text, text)


def _row(pen: Pen, row: MatrixRow, cells: tuple[Node, ...], lines: list[Lines], places: list[Box], gutter: float,
         pad: float) -> list[Shape]:
    inset = (pad, 4.0, pad, 4.0)
    if row.joined == "and" and len(cells) > 1:
        first, last = places[0], places[len(cells) - 1]
        whole_row = Box(first.x, first.y, last.right - first.x, first.height)
        shapes: list[Shape] = [pen.text(whole_row, fill="dk1")]
        shapes += [pen.text(place, *each, anchor="middle", inset=inset) for place, each in zip(places, lines, strict=False)]
        side = min(44.0, gutter - 8.0, whole_row.height - 8.0)
        plus = pen.style("claim", "lt1", align="center").at(32 if side > 40 else 24)
        for place in places[1:len(cells)]:
            square = Box(place.x - gutter / 2 - side / 2, place.y + (place.height - side) / 2, side, side)
            shapes.append(pen.text(square, (pen.word("and"), plus), anchor="middle", fill="accent1"))
        return shapes
    shapes = []
    word = pen.style("node-big", "dk1", align="center")
    for n, (place, each, cell) in enumerate(zip(places, lines, cells, strict=False)):
        if n and row.joined == "or":
            shapes.append(pen.text(Box(place.x - gutter, place.y, gutter, place.height), (pen.word("or"), word), anchor="middle"))
        kind = look(cell, CONTEXT if row.joined else ORDINARY)
        shapes.append(pen.text(place, *each, anchor="middle", fill=kind.fill, stroke=kind.stroke, inset=inset))
    return shapes
