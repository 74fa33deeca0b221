"""How wide and high the characters of formulas are, in em, by the face that they are set in."""

from __future__ import annotations

from functools import cache

from deckgen.maths import metrics
from deckgen.maths.metrics import CAMBRIA, REST, TIMES
from deckgen.maths.node import Look
from deckgen.text.scripts import is_han

Measure = tuple[float, float, float]
_LOOKS: dict[Look, int] = {"upright": 0, "italic": 1, "bold": 2, "bold-italic": 3}
ITALIC = 0.06
"""How far a slanted letter may lean over the one behind it, in em."""


class Measures:
    """The measures of one face; signs are as wide as the widest that we know, since faces for formulas differ in them."""

    def __init__(self, tables: tuple[metrics.Table, ...]) -> None:
        self._own, self._rest = _spread(tables), _spread(REST)
        self._known: dict[tuple[str, Look], Measure] = {}

    def of(self, char: str, look: Look) -> Measure:
        """Width, height above the line, depth below it."""
        key = char, look
        if key not in self._known:
            self._known[key] = self._find(char, _LOOKS[look])
        return self._known[key]

    def _find(self, char: str, look: int) -> Measure:
        own, rest = self._own[look].get(char), self._rest[look].get(char) or self._rest[0].get(char)
        if own is not None and (rest is None or char.isalnum()):
            return own
        if own is not None and rest is not None:
            return max(own[0], rest[0]), max(own[1], rest[1]), max(own[2], rest[2])
        return rest or ((1.0, 0.85, 0.2) if is_han(char) else (0.25, 0.0, 0.0) if char.isspace() else (0.8, 0.8, 0.2))


def _spread(tables: tuple[metrics.Table, ...]) -> list[dict[str, Measure]]:
    return [{char: (width / 1000, height / 1000, depth / 1000) for (width, height, depth), chars in table.items()
             for char in chars} for table in tables]


@cache
def cambria() -> Measures:
    """What PowerPoint sets formulas in."""
    return Measures(CAMBRIA)


@cache
def times() -> Measures:
    """What programs without formulas of their own are given to draw."""
    return Measures(TIMES)
