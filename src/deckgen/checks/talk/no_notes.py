"""A slide that the lecturer has to speak to without a word of notes.

Good:

    title: 规模带来质变
    notes: 先说规模，再说调教。

Bad:

    title: 规模带来质变

Openers and slides of no minutes are exempt.
"""

from __future__ import annotations

from collections.abc import Iterator

from deckgen.checks.rule import Subject
from deckgen.problem import Problem


def look(subject: Subject) -> Iterator[Problem]:
    for entry in subject.told if subject.default else ():
        if not entry.slide.notes and entry.minutes and entry.slide.template != "section":
            yield Problem(f"slide '{entry.slide.id}' has no notes", entry.slide.span, "write down what you will say: `notes:`")
