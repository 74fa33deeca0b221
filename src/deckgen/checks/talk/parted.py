"""A slide is in a variant, and one that it `needs` is not.

`--minutes` brings what a slide needs; in a variant only its author says what is in.

Good:

    variants: {short: {minutes: 5}}
    opening: [{id: a, title: 一, minutes: {short: 2}}, {id: b, title: 二, needs: [a], minutes: {short: 2}}]

Bad:

    variants: {short: {minutes: 5}, long: {minutes: 9}}
    opening: [{id: a, title: 一, minutes: {long: 2}}, {id: b, title: 二, needs: [a], minutes: {short: 2, long: 3}}]
"""

from __future__ import annotations

from collections.abc import Iterator

from deckgen.checks.rule import Subject
from deckgen.problem import Problem


def look(subject: Subject) -> Iterator[Problem]:
    program = subject.program
    for entry in program.entries:
        for name in entry.slide.needs if entry.part != "backup" else ():
            if name not in subject.entries:
                yield Problem(f"slide '{entry.slide.id}' is in '{program.name}' without '{name}', which it needs",
                              subject.asked(entry), f"give '{name}' minutes there, or take '{entry.slide.id}' out of it")
