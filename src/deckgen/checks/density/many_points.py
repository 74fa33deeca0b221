"""More than six points at one level are a list to read, not points to hear.

Good:

    body: [{points: [一, 二, 三, 四, 五, 六]}]

Bad:

    body: [{points: [一, 二, 三, 四, 五, 六, 七]}]

Split the slide, or gather the points under two or three.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from deckgen.checks.rule import Subject
from deckgen.outline.blocks import Block, Columns, Point, Points
from deckgen.problem import Problem

MOST = 6


def look(subject: Subject) -> Iterator[Problem]:
    for entry in subject.told:
        yield from _blocks(entry.slide.body)


def _blocks(body: Sequence[Block]) -> Iterator[Problem]:
    for block in body:
        if isinstance(block, Points):
            yield from _points(block.points)
        elif isinstance(block, Columns):
            for column in block.columns:
                yield from _blocks(column.body)


def _points(points: Sequence[Point]) -> Iterator[Problem]:
    if len(points) > MOST:
        yield Problem(f"{len(points)} points stand at one level", points[MOST].text.span,
                      "split the slide, or gather the points under two or three")
    for point in points:
        yield from _points(point.points)
