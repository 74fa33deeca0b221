"""More than one slide a minute: the room looks at a film.

An average over the slides that carry the talk, from three slides on; opening, closing and backup are not counted, nor slides of
no minutes such as openers.

Good:

    sections: [{id: s, title: 节, slides: [{title: 甲, minutes: 1}, {title: 乙, minutes: 1}, {title: 丙, minutes: 1.5}]}]

Bad:

    sections: [{id: s, title: 节, slides: [{title: 甲, minutes: 0.5}, {title: 乙, minutes: 0.5}, {title: 丙, minutes: 1}]}]
"""

from __future__ import annotations

from collections.abc import Iterator

from deckgen.checks.rule import Subject
from deckgen.problem import Problem

FEWEST = 3
"""Slides from which an average means something."""


def look(subject: Subject) -> Iterator[Problem]:
    outline, program = subject.outline, subject.program
    spoken = [entry for entry in subject.told if entry.minutes]
    minutes = sum(entry.minutes for entry in spoken)
    if len(spoken) >= FEWEST and len(spoken) > minutes:
        yield Problem(f"{len(spoken)} slides are shown in {minutes:g} minutes",
                      outline.span(f"variants/{program.name}") or outline.talk.title.span,
                      "one slide a minute is fast already: leave some out, or show them in the backup")
