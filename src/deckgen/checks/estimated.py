"""Slides without minutes: their time is guessed from their notes."""

from __future__ import annotations

from collections.abc import Iterator

from deckgen.outline.program import Program
from deckgen.problem import Problem


def minutes_estimated(program: Program) -> Iterator[Problem]:
    """A slide that names no minutes is counted as long as its notes take to speak.

    Good: `minutes: 1.5`. Bad: no minutes, and notes that you do not read aloud word by word.
    """
    for entry in program.entries:
        if not entry.counted:
            yield Problem(f"slide '{entry.slide.id}' names no minutes: counted as {entry.minutes:g} from its notes",
                          entry.slide.span, "give it `minutes:`", "minutes-estimated", "advice")
