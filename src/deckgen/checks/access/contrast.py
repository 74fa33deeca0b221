"""Text that differs too little from what it stands on.

WCAG 2.1 (1.4.3) asks for a contrast of 4.5, or of 3 where text is large: 18 points and more, 14 where it is bold. In
a theme of one's own:

Good:

    colours: {dk1: "141414", lt1: "FFFFFF", dk2: "6B6B6B"}

Bad:

    colours: {dk1: "141414", lt1: "FFFFFF", dk2: "C8C8C8"}
"""

from __future__ import annotations

from collections.abc import Iterator

from deckgen.checks.rule import Subject
from deckgen.checks.texts import Seen
from deckgen.problem import Problem
from deckgen.text.paragraph import Run
from deckgen.theme.model import Theme
from deckgen.theme.palette import LARGE, READABLE, contrast, looks

BIG, BIG_BOLD = 18.0, 14.0


def look(subject: Subject) -> Iterator[Problem]:
    told: set[tuple[str, str, float]] = set()
    known: dict[tuple[object, ...], tuple[float, float]] = {}
    for page, paragraphs in subject.shown:
        for each in paragraphs:
            for run in each.runs:
                kind = run.colour, run.brush, run.bold, each.style, each.ground
                if kind not in known:
                    known[kind] = measured(run, each, subject.theme)
                found, least = known[kind]
                if found >= least:
                    continue
                fault = (page.slide, each.place, round(found, 1))
                if run.text.strip() and fault not in told:
                    told.add(fault)
                    said = run.text.strip()[:12]
                    yield Problem(f"'{said}' on slide '{page.slide}' has a contrast of {found:.1f}, {least:g} is asked",
                                  subject.outline.span(run.key) or subject.outline.span(page.slide),
                                  "give the theme a colour that stands off more, or choose another theme")


def measured(run: Run, each: Seen, theme: Theme) -> tuple[float, float]:
    """The contrast that a run has, and the one that it needs."""
    colour = run.colour or ("accent1" if run.brush else each.style.colour)
    large = each.style.size >= (BIG_BOLD if run.bold or run.brush or each.style.bold else BIG) * theme.scale
    return contrast(looks(colour, theme.colours), each.ground), LARGE if large else READABLE
