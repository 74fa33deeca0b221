"""The minutes of a variant's slides add up to more than the variant has.

Good:

    variants: {short: {minutes: 5}}
    opening: [{title: 一, minutes: 3}, {title: 二, minutes: 2}]

Bad:

    variants: {short: {minutes: 5}}
    opening: [{title: 一, minutes: 3}, {title: 二, minutes: 2.5}]
"""

from __future__ import annotations

from collections.abc import Iterator

from deckgen.checks.rule import Subject
from deckgen.problem import Problem

TOLERANCE = 0.01
"""Minutes that the sum of the slides may be over, for rounding."""


def look(subject: Subject) -> Iterator[Problem]:
    outline, program = subject.outline, subject.program
    limit = program.variant.minutes
    if limit is not None and program.minutes > limit + TOLERANCE:
        yield Problem(f"variant '{program.name}' is spoken in {program.minutes:g} minutes, {limit:g} are planned",
                      outline.span(f"variants/{program.name}") or outline.talk.title.span,
                      "take slides out of it, or shorten their minutes")
