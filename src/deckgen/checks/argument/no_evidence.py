"""A view that is claimed and never argued: none of its slides has anything but the sentence.

Good:

    views: [{id: v1, short: 规模, says: 规模带来质变。}]
    opening: [{id: a, title: {view: v1}, body: [{points: [参数, 数据]}]}]

Bad:

    views: [{id: v1, short: 规模, says: 规模带来质变。}]
    opening: [{id: a, title: {view: v1}}]

A view that is only announced (`argued: announced`) needs none.
"""

from __future__ import annotations

from collections.abc import Iterator

from deckgen.checks.rule import Subject
from deckgen.problem import Problem

SEVERAL = 3
"""A page that serves more views than this, all of them, lists them and argues none."""


def look(subject: Subject) -> Iterator[Problem]:
    for view in subject.outline.views:
        slides = [entry for entry in subject.program.entries
                  if view in entry.views and entry.shown and not entry.slide.hidden and entry.part != "backup"
                  and (len(entry.views) <= SEVERAL or len(entry.views) < len(subject.outline.views))]
        if slides and view.argued != "announced" and not any(entry.slide.body or entry.slide.data for entry in slides):
            yield Problem(f"no slide of view '{view.id}' has any evidence for it", slides[0].slide.span,
                          "give it a body: points, a figure, a table")
