"""What is shown and spoken in one variant: the slides in order, each with its minutes, section and views."""

from __future__ import annotations

from typing import Literal

from deckgen.outline.model import Section, Slide, Variant, View
from deckgen.source.words import Words
from deckgen.value import value

Part = Literal["opening", "section", "closing", "backup"]


@value(frozen=True)
class Entry:
    """One slide of a variant, plain: `slide.title` is words, `slide.template` and `slide.views` are filled in."""

    slide: Slide
    title: Words | None
    """The slide's title after `{view: …}` was looked up: the view's own words, with the view's key."""
    section: Section | None
    """The section that the slide stands in, the innermost one."""
    top: Section | None
    """The top-level section above it."""
    part: Part
    views: tuple[View, ...]
    minutes: float
    start: float
    """Minutes spoken before this slide."""
    counted: bool
    """False where no minutes were given and they were estimated from the notes."""
    variant: str = ""
    """The variant whose words it has: what `when:` says there."""

    @property
    def shown(self) -> bool:
        """True where the slide has a page: not a pause. (A hidden slide has a page that is not shown in the show.)"""
        return self.slide.kind == "slide"


@value(frozen=True)
class Budget:
    """The minutes that a deck was chosen for, and what they leave out: the slides that are not in it, in the order of joining."""

    minutes: float
    left_out: tuple[Entry, ...]
    together: int
    """How many of them join next, at once: a slide and what it needs."""

    @property
    def next(self) -> tuple[Entry, ...]:
        """The slides that would join first if there were more minutes; empty where all are in."""
        return self.left_out[:self.together]


@value(frozen=True)
class Program:
    """One variant of a talk, or its deck for so many minutes. `name` is empty for an outline without variants.

    A deck for 10 minutes is named `10-minutes`, plans as many, and has a `budget`.
    """

    name: str
    variant: Variant
    entries: tuple[Entry, ...]
    budget: Budget | None = None

    @property
    def minutes(self) -> float:
        """Minutes spoken in all, backup apart."""
        return sum(entry.minutes for entry in self.entries if entry.part != "backup")

    @property
    def left_over(self) -> float:
        """Minutes of the budget that nothing fills; 0 without a budget."""
        return max(0.0, round(self.budget.minutes - self.minutes, 6)) if self.budget is not None else 0.0
