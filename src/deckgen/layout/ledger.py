"""Ledgers: points with a gloss as rows of a native table, a hairline between them. A discussion's steps are one without lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from deckgen.layout.pen import HAIR, Pen
from deckgen.outline.blocks import Point, Points
from deckgen.scene import Box, Cell, Stroke, Table
from deckgen.text.inline import plain_words
from deckgen.text.paragraph import Paragraph, Style

EDGE = Stroke("dk1", 1.5)
NUMBER = 86.0
"""Width of the column of numbers."""
AFTER_WORD, NARROWEST_WORD, VERB = 40.0, 136.0, 124.0
TALLEST = 104.0
PADDING, GAP = 4.0, 16.0
STEPS = 3
"""How many smaller pairs of sizes there are."""


def ledger(points: Points, pen: Pen) -> Table:
    """Number, lead word and gloss, row by row over the height of the pen's box."""
    count = len(points.points)
    height = min(pen.box.height / count, TALLEST)
    for step in range(STEPS + 1):
        plan = Plan(points, pen, step)
        if max(plan.rows) <= height + 0.1:
            break
    else:
        pen.complain("the points do not fit in their rows at the smallest size", points.points[0].text,
                     "shorten the longest gloss, or split the slide in two")
    return plan.table(0, count, pen, [height] * count)


class Plan:
    """A ledger set some steps below its sizes: its columns, and the height that each row needs."""

    top = 0.0

    def __init__(self, points: Points, pen: Pen, step: int) -> None:
        word, gloss, number = pen.style("ledger-word"), pen.style("ledger-gloss"), pen.style("ledger-number")
        sizes = (word.size, gloss.size), (28.0, gloss.size), (28.0, 22.0), (word.floor, gloss.floor)
        word_size, gloss_size = sizes[min(step, STEPS)]
        self.points, self.pitch = points, gloss.at(gloss_size).pitch
        self.widths, self.cells = _set(points, pen, (word.at(word_size), gloss.at(gloss_size), number.at(word_size)))
        self.rows = [max(each.height for each in cells) + 2 * PADDING for cells in self.cells]

    def needs(self) -> tuple[list[float], list[float]]:
        """The height that each row needs, and what stands above it where it is the first of a page: nothing."""
        return self.rows, [0.0] * len(self.rows)

    def part(self, start: int, stop: int, pen: Pen, grow: float) -> Table:
        """Some rows as a ledger of their own, each `grow` higher than it needs where that is not too high."""
        return self.table(start, stop, pen, [max(min(need + max(grow, 0.0), TALLEST), need) for need in self.rows[start:stop]])

    def told(self, start: int, stop: int) -> list[Paragraph]:
        """The words of some rows, without their numbers."""
        return [each for cells in self.cells[start:stop] for each in cells[1:]]

    def table(self, start: int, stop: int, pen: Pen, heights: list[float]) -> Table:
        """Rows of the ledger at these heights, in the pen's box from its top."""
        last = stop - 1
        out = tuple(
            tuple(Cell((each,), EDGE if place == start else HAIR, EDGE if place == last else HAIR,
                       inset=(0.0, PADDING, 0.0 if column == 2 else GAP, PADDING)) for column, each in enumerate(cells))
            for place, cells in enumerate(self.cells[start:stop], start))
        return Table(Box(pen.box.x, pen.box.y, sum(self.widths), sum(heights)), self.widths, tuple(heights), out, False,
                     f"{pen.prefix}.ledger", _described(self.points.points[start:stop], pen))


def _set(points: Points, pen: Pen, styles: tuple[Style, Style, Style]) -> tuple[tuple[float, ...], list[list[Paragraph]]]:
    word, gloss, number = styles
    natural = max(pen.width(point.text, word) for point in points.points)
    room = pen.box.width
    first = NUMBER if room > 600 else 48.0
    second = min(max(natural + AFTER_WORD, NARROWEST_WORD), room / 2 - first / 2)
    widths = first, second, room - first - second
    rows = [[pen.set(str(place), number, first), pen.set(point.text, word, second - GAP), pen.set(point.gloss, gloss, widths[2])]
            for place, point in enumerate(points.points, 1)]
    return widths, rows


def steps(points: Points, pen: Pen) -> Table:
    """What to do in a discussion: a verb, and what it asks for, without lines."""
    verb, step = (replace(pen.style(name), before=0.0) for name in ("step-verb", "step"))
    space = pen.style("step").before
    room = pen.box.width
    first = min(max(VERB, max(pen.width(point.text, verb) for point in points.points) + GAP), room / 3)
    for size in (step.size, 22.0, step.floor):
        now = verb.at(size), step.at(size)
        rows = [[pen.set(point.text, now[0], first - GAP), pen.set(point.gloss, now[1], room - first)]
                for point in points.points]
        heights = [max(each.height for each in cells) + (space if place else 0.0) for place, cells in enumerate(rows)]
        if sum(heights) <= pen.box.height + 0.5:
            break
    else:
        pen.complain("the steps do not fit at the smallest size", points.points[0].text, "shorten them, or leave one out")
    out = tuple(tuple(Cell((each,), anchor="top", inset=(0.0, space if place else 0.0, 0.0 if column else GAP, 0.0))
                      for column, each in enumerate(cells)) for place, cells in enumerate(rows))
    return Table(Box(pen.box.x, pen.box.y, room, sum(heights)), (first, room - first), tuple(heights), out, False,
                 f"{pen.prefix}.steps", _described(points.points, pen))


def _described(points: Sequence[Point], pen: Pen) -> str:
    return pen.word("comma").text.join(plain_words(point.text) for point in points)

