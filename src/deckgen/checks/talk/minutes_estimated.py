"""A slide that names no minutes is counted as long as its notes take to speak.

That is a guess: 200 characters or 130 words a minute, at least half a minute.

Good:

    title: 规模带来质变
    minutes: 1.5

Bad:

    title: 规模带来质变
"""

from __future__ import annotations

from collections.abc import Iterator

from deckgen.checks.rule import Subject
from deckgen.problem import Problem


def look(subject: Subject) -> Iterator[Problem]:
    for entry in subject.program.entries:
        if not entry.counted:
            yield Problem(f"slide '{entry.slide.id}' names no minutes: counted as {entry.minutes:g} from its notes",
                          subject.asked(entry), "give it `minutes:`")
