"""A block says `build: true`, and nothing on its slide waits for a click.

Lists of references, covers and the like set their contents in a way of their own, in which nothing comes bit by bit.

Good:

    body: [{points: {build: true, points: [规模, 调教]}}]

Bad:

    template: references
    body: [{points: {build: true, points: [第一篇, 第二篇]}}]
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from deckgen.checks.rule import Subject
from deckgen.outline.blocks import Block, Columns
from deckgen.outline.keyed import Built
from deckgen.problem import Problem


def look(subject: Subject) -> Iterator[Problem]:
    for entry in subject.program.entries:
        pages = subject.pages.get(entry.slide.id, ())
        if pages and not any(page.clicks for page in pages):
            for block in _built(entry.slide.body):
                yield Problem(f"nothing on slide '{entry.slide.id}' waits for a click", subject.outline.span(block.key),
                              "take `build: true` out, or choose another template")


def _built(blocks: Iterable[Block]) -> Iterator[Built]:
    for block in blocks:
        if isinstance(block, Columns):
            for column in block.columns:
                yield from _built(column.body)
        elif isinstance(block, Built) and block.build:
            yield block
