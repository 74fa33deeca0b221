"""Text that had to be set at the smallest size that a back row can read.

It fits; one line more will not. Shorten it while there is time.

Good:

    body: [{points: {numbered: true, points: [规模, 调教]}}]

Bad:

    template: text
    title: 规模带来质变
    body: [{points: [一, 二, 三, 四, 五, 六, 七, 八, 九, 十, 十一]}]
"""

from __future__ import annotations

from collections.abc import Iterator

from deckgen.checks.rule import Subject
from deckgen.checks.texts import FURNITURE
from deckgen.problem import Problem
from deckgen.scene import Text


def look(subject: Subject) -> Iterator[Problem]:
    for entry in subject.program.entries:
        for page in subject.pages.get(entry.slide.id, ())[:1]:
            slots = subject.theme.layouts[page.layout].slots
            small = [shape for shape in page.shapes
                     if isinstance(shape, Text) and shape.slot and shape.slot not in FURNITURE
                     and any(0 < style.floor >= style.size < own.size
                             for style, own in zip(shape.sizes, slots[shape.slot].levels, strict=False))]
            for shape in small:
                keys = [run.key for paragraph in shape.paragraphs for run in paragraph.runs if run.key]
                span = next((span for key in keys if (span := subject.outline.span(key)) is not None), entry.slide.span)
                yield Problem(f"the text in the slot '{shape.slot}' of slide '{entry.slide.id}' is at its smallest size", span,
                              "shorten it, or split the slide")
