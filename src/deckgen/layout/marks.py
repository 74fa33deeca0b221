"""The coverage mark: how far the text argues a view, drawn as a line. The same sign at every size."""

from __future__ import annotations

from deckgen.layout.pen import Pen
from deckgen.scene import Box, Group
from deckgen.text.paragraph import Run, Style
from deckgen.theme.ruler import State, strokes

WIDTH, THICKNESS, GAP = 40.0, 5.0, 10.0
"""The mark beside a word, and its distance from it."""


def mark(pen: Pen, x: float, y: float, state: State, width: float = WIDTH, thickness: float = THICKNESS) -> Group:
    """The mark with its left end at `x` and its middle at `y`; it says its word to those who can't see it."""
    return Group(strokes(x, width, state, thickness, y), Box(x, y - thickness / 2, width, thickness),
                 f"{pen.prefix}.mark", pen.theme.word(state, pen.language))


def status(pen: Pen, state: State) -> tuple[Run, Style]:
    """The word beside a mark in a list: what is fully argued in the second voice, what is not in bold ink."""
    style = pen.style("status") if state == "full" else pen.style("status", "dk1", bold=True)
    return pen.word(state), style
