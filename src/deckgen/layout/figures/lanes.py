"""The lanes of a flow: the lines between them, and where the first begins and the last ends."""

from __future__ import annotations

from itertools import pairwise

from deckgen.layout.figures.spacing import LANE_EDGE, Frame
from deckgen.layout.pen import Pen

Rule = tuple[float, float, float, float]
"""From a point to another."""


def hairs(pen: Pen, spaced: Frame) -> list[Rule]:
    """The lines between lanes."""
    box = pen.box
    if spaced.board.grid.down:
        return [(x, box.y, x, box.bottom) for x in spaced.between(across=True)]
    return [(box.x, y, box.right, y) for y in spaced.between(across=False)]


def edges(spaced: Frame) -> list[float]:
    """Where lanes side by side begin and end, as high as each other; the first and the last hold the loops beside their boxes."""
    inner = spaced.between(across=False)
    high = max(b - a for a, b in pairwise(inner)) if len(inner) > 1 else 0.0
    first, last = (spaced.ys[spaced.board.cell(n)] for n in (0, spaced.down.cells - 1))
    top = inner[0] - max(high, 2 * (inner[0] - first)) if inner else first - spaced.height / 2 - LANE_EDGE
    bottom = inner[-1] + max(high, 2 * (last - inner[-1])) if inner else last + spaced.height / 2 + LANE_EDGE
    before, after = spaced.down.ends
    if spaced.down.gaps[0]:
        top = min(top, first - spaced.height / 2 - before)
    if spaced.down.gaps[-1]:
        bottom = max(bottom, last + spaced.height / 2 + after)
    return [max(top, spaced.room.y), *inner, min(bottom, spaced.room.bottom)]


def outer(pen: Pen, spaced: Frame) -> list[Rule]:
    """The lines that close the first lane and the last."""
    box = pen.box
    if spaced.board.grid.down:
        return []
    first, *_, last = edges(spaced)
    return [(box.x, y, box.right, y) for y in (first, last)]
