"""A page without a title: nobody finds it in the list of slides, and a screen reader has nothing to call it by.

Good:

    opening: [{title: 停一分钟，把答案写下来, template: blank}]

Bad:

    opening: [{template: blank, body: [{text: 停一分钟，把答案写下来}]}]

The title of a `blank` page stands above the page, where only lists and screen readers find it.
"""

from __future__ import annotations

from collections.abc import Iterator

from deckgen.checks.rule import Subject
from deckgen.problem import Problem


def look(subject: Subject) -> Iterator[Problem]:
    for entry in subject.program.entries:
        if entry.shown and not entry.title:
            yield Problem(f"slide '{entry.slide.id}' has no title", entry.slide.span,
                          "give it one: on a `blank` page it is heard and found, not seen")
