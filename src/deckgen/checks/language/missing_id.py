"""A slide without an id has a stand-in, which changes when a slide is put before it.

Reuse in other talks, `diff` and `pull` hang on ids that stay.

Good:

    id: scale
    title: 规模带来质变

Bad:

    title: 规模带来质变

`check --fix` writes the stand-in down.
"""

from __future__ import annotations

from collections.abc import Iterator

from deckgen.checks.rule import Subject
from deckgen.outline.model import Outline, Slide
from deckgen.problem import Problem
from deckgen.source.edit import AddKey


def look(subject: Subject) -> Iterator[Problem]:
    for slide in _slides(subject.outline):
        if slide.span is not None and f"{slide.id}/id" not in subject.outline.spans:
            yield Problem(f"this slide has no id: '{slide.id}' stands in", slide.span._replace(end=slide.span.start + 1),
                          f"write `id: {slide.id}`, or a better name", edits=(AddKey(slide.span, "id", slide.id),))


def _slides(outline: Outline) -> Iterator[Slide]:
    yield from outline.opening
    for top in outline.sections:
        for section in top.walk():
            yield from section.slides
    yield from outline.closing
    yield from outline.backup
