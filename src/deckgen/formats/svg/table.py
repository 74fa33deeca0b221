"""Tables: fills, then words, then borders, which stand on the edges that cells share."""

from __future__ import annotations

from itertools import accumulate

from deckgen.formats.svg.paint import Paint, number
from deckgen.formats.svg.text import block, written_out
from deckgen.scene import Box, Cell, Stroke, Table
from deckgen.text.face import Face


def table(value: Table, paint: Paint, face: Face) -> str:
    """A table in its place; what a merged cell covers is not drawn."""
    x = list(accumulate(value.widths, initial=value.box.x))
    y = list(accumulate(value.heights, initial=value.box.y))
    fills, words, lines, covered = [], [], [], set()
    for row, cells in enumerate(value.rows):
        for column, cell in enumerate(cells):
            if (row, column) in covered:
                continue
            covered |= {(row + down, column + right) for down in range(cell.rows) for right in range(cell.columns)}
            box = Box(x[column], y[row], x[column + cell.columns] - x[column], y[row + cell.rows] - y[row])
            fills.append(paint.rectangle(box, cell.fill))
            left, top, right, bottom = cell.inset
            room = Box(box.x + left, box.y + top, box.width - left - right, box.height - top - bottom)
            words.append(block(written_out(cell.paragraphs), room, cell.anchor, paint, face))
            lines.append(_borders(cell, box, paint))
    return "".join([*fills, *words, *lines])


def _borders(cell: Cell, box: Box, paint: Paint) -> str:
    ends = {"left": (box.x, box.y, box.x, box.bottom), "right": (box.right, box.y, box.right, box.bottom),
            "top": (box.x, box.y, box.right, box.y), "bottom": (box.x, box.bottom, box.right, box.bottom)}
    looks: dict[str, Stroke | None] = {"left": cell.left, "right": cell.right, "top": cell.top, "bottom": cell.bottom}
    return "".join([
        f'<path d="M{number(x1)} {number(y1)}L{number(x2)} {number(y2)}"{paint.stroke(look)}/>'
        for side, (x1, y1, x2, y2) in ends.items() if (look := looks[side]) is not None])
