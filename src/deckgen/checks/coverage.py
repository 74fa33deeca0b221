"""Coverage: is every headline view, and every section, on a page of the file that was written?

A view is covered when the title of a shown page, read back, is its sentence (NFKC, no white space). A section is covered
when a shown page has a paragraph that is its title alone, its number and title, or a kicker line that ends in them. Backup
and hidden pages count for neither.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol
from unicodedata import normalize

from deckgen.outline.model import Outline, Section, View
from deckgen.outline.program import Entry, Program
from deckgen.problem import Problem
from deckgen.text.inline import plain_words
from deckgen.value import value

NEAR = 0.6
"""How like a view's sentence a title must be to be taken for the sentence typed again."""


class Shown(Protocol):
    """A page as it was read back from a file."""

    @property
    def title(self) -> str: ...
    @property
    def paragraphs(self) -> Sequence[str]: ...
    @property
    def hidden(self) -> bool: ...


@value(frozen=True)
class Coverage:
    """Which views and sections the shown pages carry; `problems` say what a complete argument still misses."""

    views: tuple[View, ...]
    missing_views: tuple[View, ...]
    sections: tuple[Section, ...]
    missing_sections: tuple[Section, ...]
    problems: tuple[Problem, ...]
    advice: tuple[Problem, ...] = ()
    """Sections that have slides, on which a template without a fitting footer has no place for their names."""


_is_views = re.compile(r"[^\W\d]{1,12}\d+(?:[、,&]\d+)*§?|§").fullmatch
"""What a kicker has before the title of a section without a number: its views, squeezed, as in `观点1、2`."""


def squeeze(text: str) -> str:
    """Text as coverage compares it: NFKC, without white space."""
    return "".join(normalize("NFKC", text).split())


def cover(outline: Outline, program: Program, pages: Iterable[Shown], strict_sections: bool,
          named: bool = True) -> Coverage:
    """Compare an outline with pages that were read back, backup pages left out by the caller.

    `strict_sections` makes an uncovered section a problem, as it is in the default variant; elsewhere it is only listed. Where
    the theme can't be held to name the section of every page (not `named`), a section that has
    slides is advice, one that has none a problem.
    """
    shown = [page for page in pages if not page.hidden]
    titles = {squeeze(page.title) for page in shown}
    paragraphs = {squeeze(text) for page in shown for text in page.paragraphs}
    sections = [section for top in outline.sections for section in top.walk() if section.title is not None]
    missing_views = tuple(view for view in outline.views if squeeze(plain_words(view.says)) not in titles)
    missing_sections = tuple(
        section for section in sections if section.state != "missing" and not _named(section, paragraphs))
    problems = [_why(view, outline, program) for view in missing_views]
    told = {entry.section.id for entry in program.entries if entry.shown and not entry.slide.hidden and entry.section}
    nameless = tuple(section for section in missing_sections if section.id in told) if strict_sections and not named else ()
    if strict_sections:
        problems += _unnamed(tuple(section for section in missing_sections if section not in nameless))
    advice = [Problem(f"section '{section.id}' has slides, but the template has no footer that names it on them", section.span,
                      "give its layouts a footer, or say the section in a title", "section-unnamed", "advice")
              for section in nameless]
    return Coverage(
        tuple(view for view in outline.views if view not in missing_views), missing_views,
        tuple(section for section in sections if section not in missing_sections and section.state != "missing"),
        missing_sections, tuple(problems), tuple(advice))


def _named(section: Section, paragraphs: set[str]) -> bool:
    assert section.title is not None
    title = squeeze(plain_words(section.title))
    number = squeeze(plain_words(section.number)) if section.number is not None else ""
    if title in paragraphs or (number and number + title in paragraphs):
        return True
    if number:
        return any(text.endswith(f"§{number}{title}") for text in paragraphs)
    return any(text.endswith(title) and _is_views(text.removesuffix(title)) for text in paragraphs)


def _why(view: View, outline: Outline, program: Program) -> Problem:
    """The likeliest cause: its slide is hidden, its sentence was typed again, or there is no slide for it."""
    from difflib import SequenceMatcher

    sentence = squeeze(plain_words(view.says))
    entries = [entry for entry in program.entries if entry.part != "backup" and entry.shown and entry.title is not None]
    for entry in entries:
        if entry.slide.hidden and entry.title is not None and squeeze(plain_words(entry.title)) == sentence:
            return Problem(f"view '{view.id}' is on no shown slide: slide '{entry.slide.id}' that carries it is hidden",
                           entry.slide.span, "take `hidden` off, or give the view another slide", "view-missing")
    for entry in _serving(view, entries):
        title = squeeze(plain_words(entry.title)) if entry.title is not None else ""
        if SequenceMatcher(None, title, sentence, autojunk=False).ratio() >= NEAR:
            assert entry.title is not None
            return Problem(f"the title of slide '{entry.slide.id}' is not the sentence of view '{view.id}'", entry.title.span,
                           f"write `title: {{view: {view.id}}}`, so that the sentence stands once", "view-altered")
    name = f" of variant '{program.name}'" if program.name else ""
    return Problem(f"view '{view.id}' is the title of no shown slide{name}", view.says.span,
                   f"give a slide `title: {{view: {view.id}}}`", "view-missing")


def _serving(view: View, entries: list[Entry]) -> Iterator[Entry]:
    """Slides of the view first, then all others: a title typed again may have lost its `views` too."""
    yield from (entry for entry in entries if view in entry.views)
    yield from (entry for entry in entries if view not in entry.views)


def _unnamed(sections: tuple[Section, ...]) -> Iterator[Problem]:
    for section in sections:
        assert section.title is not None
        yield Problem(f"section '{section.id}' is named on no shown slide", section.title.span,
                      "give it a slide of its own: the kicker names it", "section-missing")
