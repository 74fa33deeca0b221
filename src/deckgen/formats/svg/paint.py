"""Colours, numbers and strokes as SVG says them."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from deckgen.scene import Box, Stroke
from deckgen.text.paragraph import Colour
from deckgen.theme.model import Layout, Theme
from deckgen.theme.palette import looks
from deckgen.value import value

THICK = 4.0
"""From this width on an arrow's head is three times as wide as its line, on thinner ones five times: as in the .pptx."""


@value(frozen=True)
class Paint:
    """What a page's colours and faces are."""

    theme: Theme
    layout: Layout
    language: str

    @property
    def ground(self) -> str:
        """The colour of the page."""
        return f"#{self.layout.ground or self.theme.colours['dk1' if self.layout.dark else 'lt1']}"

    def colour(self, slot: Colour) -> str:
        """A colour of the theme as it is seen."""
        return f"#{looks(slot, self.theme.colours)}"

    def fill(self, slot: Colour | None) -> str:
        """The attribute of a fill, or of none."""
        return f' fill="{self.colour(slot)}"' if slot else ' fill="none"'

    def stroke(self, look: Stroke | None) -> str:
        """The attributes of an outline; nothing where there is none."""
        if look is None:
            return ""
        dash = f' stroke-dasharray="{number(look.dash[0])} {number(look.dash[1])}"' if look.dash else ""
        return f' stroke="{self.colour(look.colour)}" stroke-width="{number(look.width)}"{dash}'

    def rectangle(self, box: Box, fill: Colour | None, look: Stroke | None = None) -> str:
        """A rectangle; nothing where it would not be seen."""
        return f"<rect{frame(box)}{self.fill(fill)}{self.stroke(look)}/>" if fill or look else ""

    def path(self, points: Iterable[tuple[float, float]], look: Stroke) -> str:
        """A line through points."""
        return f'<path d="{through(points)}" fill="none"{self.stroke(look)}/>'


def number(value: float) -> str:
    """A measure with two places at most."""
    return f"{value:.2f}".rstrip("0").rstrip(".") if value % 1 else f"{value:.0f}"


def frame(box: Box) -> str:
    """The attributes of a rectangle."""
    return f' x="{number(box.x)}" y="{number(box.y)}" width="{number(box.width)}" height="{number(box.height)}"'


def through(points: Iterable[tuple[float, float]]) -> str:
    """Points as the data of a path."""
    return "M" + "L".join([f"{number(x)} {number(y)}" for x, y in points])


def said(text: str) -> str:
    """Text as content or in a double-quoted attribute."""
    return escape(text)


def head_size(width: float) -> float:
    """How long and wide the head of an arrow is."""
    return width * (3.0 if width >= THICK else 5.0)
