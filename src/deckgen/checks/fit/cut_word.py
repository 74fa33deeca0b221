"""A word that is wider than its line has to be cut where the line is full.

Sizes step down first. What is too long at the smallest is cut anywhere, without a hyphen: nobody reads it at a glance. Only code
is meant to be parted like that.

Good:

    body: [{points: [Donaudampfschifffahrtsgesellschaft]}]

Bad:

    body: [{points: [aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa]}]
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from deckgen.checks.rule import Subject
from deckgen.problem import Problem
from deckgen.scene import Group, Shape, Table, Text
from deckgen.text.breaks import breakable
from deckgen.text.paragraph import Paragraph, plain

SHOWN = 24
"""How much of the word is said."""


def look(subject: Subject) -> Iterator[Problem]:
    told: set[str] = set()
    for page in subject.deck.pages:
        for each in _wrapped(page.shapes):
            word = cut(plain(each.runs), each.breaks)
            key = next((run.key for run in each.runs if run.key), "")
            if word and key not in told and not all(run.code for run in each.runs):
                told.add(key)
                short = word if len(word) <= SHOWN else word[:SHOWN - 1] + "…"
                span = subject.outline.span(key) or subject.entries[page.slide].slide.span
                yield Problem(f"a word is wider than its line and is cut: '{short}'", span,
                              "shorten it, or let it break: write a space")


def cut(text: str, ends: Iterable[int]) -> str:
    """The first word of a text that does not go into one of the lines that end there; empty for none."""
    start = 0
    for end in ends:
        if end < len(text) and text[end - 1] != "\n" and not any(breakable(text, at) for at in range(start + 1, end + 1)):
            stop = next((at for at in range(end + 1, len(text)) if breakable(text, at)), len(text))
            return text[start:stop].strip()
        start = end
    return ""


def _wrapped(shapes: Iterable[Shape]) -> Iterator[Paragraph]:
    """The paragraphs that take more than one line."""
    for shape in shapes:
        if isinstance(shape, Text):
            yield from (each for each in shape.paragraphs if len(each.breaks) > 1)
        elif isinstance(shape, Table):
            yield from (each for row in shape.rows for cell in row for each in cell.paragraphs if len(each.breaks) > 1)
        elif isinstance(shape, Group):
            yield from _wrapped(shape.shapes)
