"""Ledgers: points with a gloss as rows of a native table, a hairline between them. A discussion's steps are one without lines."""

from __future__ import annotations

from dataclasses import replace

from deckgen.layout.pen import Pen
from deckgen.layout.table import HAIR
from deckgen.outline.blocks import Points
from deckgen.scene import Box, Cell, Stroke, Table
from deckgen.text.inline import plain_words
from deckgen.text.paragraph import Paragraph, Style

EDGE = Stroke("dk1", 1.5)
NUMBER = 86.0
"""Width of the column of numbers."""
AFTER_WORD, NARROWEST_WORD, VERB = 40.0, 136.0, 124.0
TALLEST = 104.0
PADDING, GAP = 4.0, 16.0


def ledger(points: Points, pen: Pen) -> Table:
    """Number, lead word and gloss, row by row over the height of the pen's box."""
    word, gloss, number = pen.style("ledger-word"), pen.style("ledger-gloss"), pen.style("ledger-number")
    count = len(points.points)
    height = min(pen.box.height / count, TALLEST)
    for word_size, gloss_size in ((word.size, gloss.size), (28.0, gloss.size), (28.0, 22.0), (word.floor, gloss.floor)):
        styles = word.at(word_size), gloss.at(gloss_size), number.at(word_size)
        widths, rows = _set(points, pen, styles)
        if all(max(each.height for each in cells) + 2 * PADDING <= height for cells in rows):
            break
    else:
        pen.complain("the points do not fit in their rows at the smallest size", points.points[0].text,
                     "shorten the longest gloss, or split the slide in two")
    out = tuple(
        tuple(Cell((each,), EDGE if place == 0 else HAIR, EDGE if place == count - 1 else HAIR,
                   inset=(0.0, PADDING, 0.0 if column == 2 else GAP, PADDING)) for column, each in enumerate(cells))
        for place, cells in enumerate(rows))
    return Table(Box(pen.box.x, pen.box.y, sum(widths), height * count), widths, (height,) * count, out, False,
                 f"{pen.prefix}.ledger", _described(points))


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
                 f"{pen.prefix}.steps", _described(points))


def _described(points: Points) -> str:
    return "、".join(plain_words(point.text) for point in points.points)

