"""The order in which a screen reader speaks a page is not the order in which the eye takes it.

Shapes are read in the order in which the template prints them: the title first, then from top to bottom, columns from left
to right.

Good (a template):

    <slide role="two-columns"><h1>{{ slide.title }}</h1><p slot="left">甲</p><p slot="right">乙</p></slide>

Bad:

    <slide role="two-columns"><h1>{{ slide.title }}</h1><p slot="right">乙</p><p slot="left">甲</p></slide>
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from deckgen.checks.rule import Subject
from deckgen.checks.texts import FURNITURE
from deckgen.problem import Problem
from deckgen.scene import Box, Page, Text
from deckgen.theme.model import Layout

TOUCH = 2.0
"""Points that two shapes may overlap and still be one above the other."""


def look(subject: Subject) -> Iterator[Problem]:
    for page in subject.deck.pages:
        for (before, one), (after, other) in pairwise(_placed(page, subject.theme.layouts[page.layout])):
            if _first(other, one):
                yield Problem(f"on slide '{page.slide}' the slot '{before}' is read before '{after}', which stands before it",
                              subject.outline.span(page.slide), "print the slots of the template in the order of the page")


def _placed(page: Page, layout: Layout) -> list[tuple[str, Box]]:
    """The slots of a page that hold its own text, and where, in the order in which they are read."""
    return [(shape.slot, shape.box) for shape in page.shapes
            if isinstance(shape, Text) and shape.slot and shape.slot not in FURNITURE and shape.slot in layout.slots]


def _first(one: Box, other: Box) -> bool:
    """Whether the eye comes to one box before the other: it is above it in the same column, or beside it on its left."""
    if one.x < other.right - TOUCH and other.x < one.right - TOUCH:
        return one.bottom <= other.y + TOUCH
    return one.right <= other.x + TOUCH and one.y < other.bottom - TOUCH and other.y < one.bottom - TOUCH
