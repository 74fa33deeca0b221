"""Tables: fills, then words, then borders, which stand on the edges that cells share."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import accumulate

from deckgen.formats.svg.paint import Paint
from deckgen.formats.svg.text import block, written_out
from deckgen.scene import Box, Cell, Stroke, Table
from deckgen.text.face import Face


def table(value: Table, paint: Paint, face: Face) -> str:
    """A table in its place; what a merged cell covers is not drawn."""
    x = list(accumulate(value.widths, initial=value.box.x))
    y = list(accumulate(value.heights, initial=value.box.y))
    fills, words, covered = [], [], set()
    lines: dict[tuple[Stroke, bool, float], list[tuple[float, float]]] = {}
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
            _border(lines, cell, box)
    rules = [_rule(look, flat, at, *ends, paint) for (look, flat, at), pieces in lines.items() for ends in _joined(pieces)]
    return "".join([*fills, *words, *rules])


def _border(lines: dict[tuple[Stroke, bool, float], list[tuple[float, float]]], cell: Cell, box: Box) -> None:
    """Note the borders of a cell: their look, whether they lie flat, where, and from where to where."""
    for look, at in ((cell.top, box.y), (cell.bottom, box.bottom)):
        if look is not None:
            lines.setdefault((look, True, round(at, 2)), []).append((box.x, box.right))
    for look, at in ((cell.left, box.x), (cell.right, box.right)):
        if look is not None:
            lines.setdefault((look, False, round(at, 2)), []).append((box.y, box.bottom))


def _joined(pieces: Iterable[tuple[float, float]]) -> list[tuple[float, float]]:
    """Stretches of one line, those that meet made one: drawn cell by cell it would show its joints."""
    found: list[tuple[float, float]] = []
    for start, end in sorted(pieces):
        if found and start <= found[-1][1] + 0.01:
            found[-1] = found[-1][0], max(end, found[-1][1])
        else:
            found.append((start, end))
    return found


def _rule(look: Stroke, flat: bool, at: float, start: float, end: float, paint: Paint) -> str:
    ends = ((start, at), (end, at)) if flat else ((at, start), (at, end))
    return paint.path(ends, look)
