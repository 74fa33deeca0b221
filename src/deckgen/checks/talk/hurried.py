"""More than one slide a minute: the room looks at a film.

An average over the variant; slides of no minutes, such as openers, are not counted.

Good:

    opening: [{title: 一, minutes: 1}, {title: 二, minutes: 1.5}]

Bad:

    opening: [{title: 一, minutes: 0.5}, {title: 二, minutes: 0.5}, {title: 三, minutes: 0.5}, {title: 四, minutes: 0.5}]
"""

from __future__ import annotations

from collections.abc import Iterator

from deckgen.checks.rule import Subject
from deckgen.problem import Problem

FEWEST = 3
"""Slides from which an average means something."""


def look(subject: Subject) -> Iterator[Problem]:
    outline, program = subject.outline, subject.program
    spoken = [entry for entry in program.entries if entry.shown and entry.minutes and entry.part != "backup"]
    if len(spoken) >= FEWEST and len(spoken) > program.minutes:
        yield Problem(f"{len(spoken)} slides are shown in {program.minutes:g} minutes",
                      outline.span(f"variants/{program.name}") or outline.talk.title.span,
                      "one slide a minute is fast already: leave some out, or show them in the backup")
