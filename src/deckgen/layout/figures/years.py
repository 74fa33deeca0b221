"""A timeline's years: how they lie on the width, their band, and the dark bars for stretches of time beside it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from deckgen.layout.pen import Pen
from deckgen.outline.figures import Period
from deckgen.scene import Box, Shape, Text
from deckgen.text.paragraph import Style
from deckgen.value import value

BAND, BAR = 30.0, 30.0
PARTING = 2.0
"""How wide the paper is that parts the years."""
RADIUS = 6.0
CLEAR = RADIUS + 14.0
"""From the middle of a dot to the name of its bar."""
BEHIND = 12.0
"""From the end of a bar to a name behind it."""
LEFT = 9.0
"""From the end of a bar to its name in it."""
NEAR = RADIUS + 2.0
"""From the middle of a dot to that name where the bar has no more room."""


@value(frozen=True)
class Scale:
    """Years on the width of the box."""

    x: float
    first: int
    last: int
    column: float

    @property
    def right(self) -> float:
        """Where the last year ends."""
        return self.start(self.last + 1)

    def start(self, year: int) -> float:
        return self.x + (year - self.first) * self.column

    def at(self, when: str) -> float:
        """The middle of a year's column, or of a month in it."""
        year, _, rest = when.partition("-")
        month = rest.split("-")[0]
        part = (min(max(int(month), 1), 12) - 0.5) / 12 if month.isdigit() else 0.5
        return self.start(int(year)) + part * self.column


def years_of(pen: Pen, scale: Scale, band: float) -> list[Shape]:
    """A label for each year, and what parts it from the next; for every so many years where a column is narrower than digits."""
    style = pen.style("axis", align="center")
    wide = pen.width("2000", style)
    if wide > scale.column:
        style = pen.style("year", align="center")
        wide = pen.width("2000", style)
    every = max(1, int(wide // scale.column) + (1 if wide > scale.column else 0))
    every = next((n for n in (1, 2, 5, 10, 20, 25, 50, 100) if n >= every), every)
    cells: list[Shape] = []
    first, last = scale.first, scale.last
    ends = [scale.start(year) for year in range(first + 1, last + 1)] if every == 1 else []
    cells += [pen.rule(x, band, x, band + BAND, "lt1", PARTING) for x in ends]
    for year in range(first, last + 1):
        if every == 1 or year % every == 0:
            room = scale.column if every == 1 else wide
            x = min(max(scale.start(year) + (scale.column - room) / 2, pen.box.x), pen.box.right - room)
            cells.append(pen.text(Box(x, band, room, BAND), (str(year), style), anchor="middle"))
    return cells


def bars_of(pen: Pen, scale: Scale, bars: Sequence[Period], dots: Sequence[float], y: float) -> list[Text]:
    """Dark bars beside the band; each name before the first dot where it has room there, else in the middle of the widest gap,
    else behind its bar where nothing else is."""
    shapes = []
    for bar in bars:
        place = _place(scale, bar, y)
        name = _name(pen, scale, bar, bars, dots, place)
        if name.outside is not None:
            shapes += [pen.text(place, fill="dk1"), pen.text(name.outside, (bar.name, pen.style("node")), anchor="middle")]
            continue
        style = _style(pen)
        inset = name.left - place.x, 2.0, max(place.right - name.right - style.size / 2, 0.0), 2.0
        shapes.append(pen.text(place, (bar.name, style), anchor="middle", fill="dk1", inset=inset))
    return shapes


def bars_fit(pen: Pen, scale: Scale, bars: Sequence[Period], dots: Sequence[float]) -> bool:
    """Whether every bar has room for its name."""
    return all(_name(pen, scale, bar, bars, dots, _place(scale, bar, 0.0)).fits for bar in bars)


def _place(scale: Scale, bar: Period, y: float) -> Box:
    return Box(scale.start(bar.from_), y, scale.start(bar.to + 1) - scale.start(bar.from_), BAR)


def _style(pen: Pen) -> Style:
    """How a name in its bar is set."""
    return pen.style("year", "lt1", bold=True)


class _Name(NamedTuple):
    """Where a bar's name stands: from where to where in the bar, or outside, behind it; and whether it has room there."""

    left: float
    right: float
    outside: Box | None = None
    fits: bool = True


def _name(pen: Pen, scale: Scale, bar: Period, bars: Sequence[Period], dots: Sequence[float], place: Box) -> _Name:
    style = _style(pen)
    stops = sorted(x for x in dots if place.x < x < place.right)
    wide = pen.width(bar.name, style) - style.size / 2
    outside = _outside(pen, pen.width(bar.name, pen.style("node")), place, [*dots, *(scale.start(each.from_) for each in bars)])
    for clear in (CLEAR, NEAR):
        ends = place.x + LEFT - clear, place.right - LEFT + clear
        gaps = [(a + clear, b - clear) for a, b in pairwise((ends[0], *stops, ends[1]))]
        left, right = gaps[0]
        if right - left >= wide:
            return _Name(left, right)
        left, right = max(gaps, key=lambda gap: gap[1] - gap[0])
        aside = max((right - left - wide) / 2, 0.0) if stops else 0.0
        if right - left >= wide:
            return _Name(left + aside, right)
        if outside is not None:
            return _Name(left, right, outside)
    return _Name(left + aside, right, fits=False)


def _outside(pen: Pen, wide: float, bar: Box, others: Sequence[float]) -> Box | None:
    """The place of a name behind the end of its bar, where no dot and no other bar begins; None where there is no room."""
    place = Box(bar.right + BEHIND, bar.y, wide, bar.height)
    free = not any(bar.right - 0.1 <= x < place.right + 2 * CLEAR for x in others)
    return place if free and place.right <= pen.box.right else None
