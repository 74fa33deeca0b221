"""Two slides with the same title: in the list of slides, and to a screen reader, they are one.

Good:

    opening: [{title: 规模带来质变}, {title: 调教带来听话}]

Bad:

    opening: [{title: 规模带来质变}, {title: 规模带来质变}]
"""

from __future__ import annotations

from collections.abc import Iterator

from deckgen.checks.coverage import squeeze
from deckgen.checks.rule import Subject
from deckgen.problem import Problem
from deckgen.text.inline import plain_words


def look(subject: Subject) -> Iterator[Problem]:
    first: dict[str, str] = {}
    for entry in subject.program.entries:
        if not entry.shown or not entry.title:
            continue
        title = squeeze(plain_words(entry.title))
        if title in first:
            yield Problem(f"slides '{first[title]}' and '{entry.slide.id}' have the same title", subject.asked(entry),
                          "say in each what it alone shows")
        first.setdefault(title, entry.slide.id)
