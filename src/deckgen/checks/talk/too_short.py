"""The minutes of a variant's slides leave more than a quarter of its time unspoken.

Good:

    variants: {short: {minutes: 5}}
    opening: [{title: 一, minutes: 3}, {title: 二, minutes: 2}]

Bad:

    variants: {short: {minutes: 5}}
    opening: [{title: 一, minutes: 3}]

Not asked of a deck for so many minutes (`--minutes`), which says itself what is left over.
"""

from __future__ import annotations

from collections.abc import Iterator

from deckgen.checks.rule import Subject
from deckgen.problem import Problem

LEAST = 0.75


def look(subject: Subject) -> Iterator[Problem]:
    outline, program = subject.outline, subject.program
    planned = program.variant.minutes if program.budget is None else None
    if planned is not None and program.minutes < LEAST * planned:
        yield Problem(f"variant '{program.name}' is spoken in {program.minutes:g} minutes of {planned:g}",
                      outline.span(f"variants/{program.name}") or outline.talk.title.span,
                      "take slides into it, or plan fewer minutes")
