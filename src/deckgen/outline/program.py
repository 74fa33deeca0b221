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

    @property
    def shown(self) -> bool:
        """True where the slide has a page: not a pause. (A hidden slide has a page that is not shown in the show.)"""
        return self.slide.kind == "slide"


@value(frozen=True)
class Program:
    """One variant of a talk. `name` is empty for an outline without variants."""

    name: str
    variant: Variant
    entries: tuple[Entry, ...]

    @property
    def minutes(self) -> float:
        """Minutes spoken in all, backup apart."""
        return sum(entry.minutes for entry in self.entries if entry.part != "backup")
