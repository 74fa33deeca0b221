"""A slide that is not done yet: `draft: true`.

It is in every deck that it belongs to, so that it is seen; `build --strict` refuses it, so that nobody gives the talk with it.

Good:

    title: 规模带来质变

Bad:

    title: 规模带来质变
    draft: true
"""

from __future__ import annotations

from collections.abc import Iterator

from deckgen.checks.rule import Subject
from deckgen.problem import Problem


def look(subject: Subject) -> Iterator[Problem]:
    for entry in subject.program.entries:
        if entry.slide.draft:
            yield Problem(f"slide '{entry.slide.id}' is a draft", entry.slide.span,
                          "finish it, and take `draft: true` out")
