"""Variants that take longer than they are meant to."""

from __future__ import annotations

from collections.abc import Iterator

from deckgen.outline.model import Outline
from deckgen.outline.program import Program
from deckgen.problem import Problem

TOLERANCE = 0.01
"""Minutes that the sum of the slides may be over, for rounding."""


def too_long(outline: Outline, program: Program) -> Iterator[Problem]:
    """The minutes of a variant's slides add up to more than the variant has.

    Good: `talk: {minutes: 25}` with slides of 24.5 minutes in all. Bad: the same with slides of 31.
    """
    limit = program.variant.minutes
    if limit is not None and program.minutes > limit + TOLERANCE:
        yield Problem(f"variant '{program.name}' is spoken in {program.minutes:g} minutes, {limit:g} are planned",
                      outline.span(f"variants/{program.name}") or outline.talk.title.span,
                      "take slides out of it, or shorten their minutes", "too-long", "warning")
