"""A slide that goes on over further pages is a slide to rewrite.

Text that does not fit at its floor is continued, so that nothing is lost an hour before a talk; but who listens sees one thought
torn in two. Split the slide where the thought turns, or say it in fewer words.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from deckgen.outline.program import Program
from deckgen.problem import Problem
from deckgen.scene import Deck


def goes_on(program: Program, deck: Deck) -> Iterator[Problem]:
    """Every slide of a deck that took more than one page."""
    pages = Counter(page.slide for page in deck.pages)
    for entry in program.entries:
        if pages[entry.slide.id] > 1:
            yield Problem(f"slide '{entry.slide.id}' goes on over {pages[entry.slide.id]} pages", entry.slide.span,
                          "a continued slide is a slide to rewrite", "continued", "advice")
