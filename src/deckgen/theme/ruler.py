"""The ruler at the top of every page, and the grammar of its lines: solid is in the text, dashed is not.

One geometry for the master's grey lines, a page's own segments, the cover's bars, the coverage marks and the rules above
columns: full is solid, cut is solid to the half and then dashes, announced is dashes alone. Dashes are as long as their gaps
and the last one ends on the edge.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from deckgen.scene import Line, Segment
from deckgen.text.paragraph import Colour

State = Literal["full", "cut", "announced"]

TOP, LEFT, RIGHT, GUTTER = 30.0, 48.0, 912.0, 24.0


def segments(count: int, left: float = LEFT, right: float = RIGHT, gutter: float = GUTTER) -> tuple[tuple[float, float], ...]:
    """Left edge and width of each of `count` equal segments."""
    width = (right - left - gutter * (count - 1)) / count
    return tuple((left + (width + gutter) * number, width) for number in range(count))


def strokes(x: float, width: float, state: State, thickness: float, y: float = TOP, colour: Colour = "dk1") -> tuple[Line, ...]:
    """The lines of one segment, mark or bar: one, or two where it breaks off half-way."""
    if state == "full":
        return (Line(x, y, x + width, y, colour, thickness),)
    unit = min(max(width / 15, 5.0), 8.3)
    if state == "announced":
        unit = width / (2 * max(round((width / unit - 1) / 2), 1) + 1)
        return (Line(x, y, x + width, y, colour, thickness, (unit, unit)),)
    half = width / 2
    unit = half / (2 * max(round(half / unit / 2), 1))
    return (Line(x, y, x + half, y, colour, thickness), Line(x + half + unit, y, x + width, y, colour, thickness, (unit, unit)))


def ruler(parts: Sequence[Segment], thickness: float = 1.0, colour: Colour = "accent3") -> tuple[Line, ...]:
    """The whole ruler as it stands on the master; without parts one line from margin to margin."""
    if not parts:
        return (Line(LEFT, TOP, RIGHT, TOP, colour, thickness),)
    return tuple(line for (x, width), part in zip(segments(len(parts)), parts, strict=True)
                 for line in strokes(x, width, part.state, thickness, TOP, colour))
