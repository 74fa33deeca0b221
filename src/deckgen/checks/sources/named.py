"""Whether a slide says where what it shows comes from."""

from __future__ import annotations

from deckgen.checks.rule import Subject
from deckgen.outline.program import Entry


def sourced(entry: Entry, subject: Subject) -> bool:
    """A slide has a source line, or cites somebody in its own words."""
    if entry.slide.source:
        return True
    return any("[@" in words for words in subject.words.get(entry.slide.id, ()))
