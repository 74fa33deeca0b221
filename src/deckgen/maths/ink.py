"""What a formula is drawn with once it is set: letters on a line, rules, and signs that are as long as they need to be.

All measures are points from the left end of the formula's line, y downwards; the line is y = 0.
"""

from __future__ import annotations

from dataclasses import replace

from deckgen.maths.node import Look
from deckgen.value import value


@value(frozen=True)
class Glyphs:
    """Letters on a line at `y`, from `x` on."""

    x: float
    y: float
    width: float
    text: str
    size: float
    look: Look = "upright"

    def scaled(self, by: float) -> Glyphs:
        """The same so many times as large."""
        return replace(self, x=self.x * by, y=self.y * by, width=self.width * by, size=self.size * by)


@value(frozen=True)
class Drawn:
    """A sign that is stretched over a rectangle: a bracket, a bar, a root with its roof, a brace, an accent."""

    x: float
    y: float
    width: float
    height: float
    sign: str
    """`―` is a rule and `•` a dot, which fill their rectangle."""
    weight: float = 1.5
    """How thick its line is."""

    def scaled(self, by: float) -> Drawn:
        """The same so many times as large."""
        return Drawn(self.x * by, self.y * by, self.width * by, self.height * by, self.sign, self.weight * by)


Ink = Glyphs | Drawn


@value(frozen=True)
class Set:
    """A formula as it is set: how wide, how high above the line and how deep below it, and what is drawn."""

    width: float
    height: float
    depth: float
    ink: tuple[Ink, ...] = ()

    @property
    def smallest(self) -> float:
        """The size of its smallest letters."""
        return min((each.size for each in self.ink if isinstance(each, Glyphs)), default=0.0)
