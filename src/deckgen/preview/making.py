"""From the outline to pages, twice: the slides whose words changed at once, then all of them with every rule.

The first pass is what the author waits for. Which slides a change touches cannot be known for certain (a template may print
anything of the outline), so it takes those whose own words, minutes or views are other than before, and reuses the pages of the
rest. The second pass makes everything anew; where it finds another page than the first did, that is sent too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field, replace
from pathlib import Path

from deckgen.checks.coverage import Coverage
from deckgen.checks.rule import Subject
from deckgen.formats.svg.page import page_svg
from deckgen.layout.pages import lay_out, parts_of
from deckgen.outline.model import Outline, Section
from deckgen.outline.program import Entry
from deckgen.pipeline import Talk, chosen, cites, judged, laid_out, media, open_talk, read_talk, render
from deckgen.problem import Problem
from deckgen.scene import Deck, Page
from deckgen.value import value


@value(frozen=True)
class Drawn:
    """A page as it was drawn last."""

    page: Page
    position: int
    svg: str


@value(frozen=True)
class Made:
    """A talk with its pages and their pictures, and what the rules found: after the first pass, what they found before."""

    talk: Talk
    deck: Deck
    drawn: Mapping[str, Drawn]
    whole: bool
    problems: tuple[Problem, ...] = ()
    coverage: Coverage | None = None
    subject: Subject | None = None
    art: Mapping[str, str] = field(default_factory=dict)
    """Addresses of what somebody's template draws below its pages, by layout."""


@value(frozen=True)
class Wish:
    """What is to be shown: a file, in one of its variants or for so many minutes, perhaps in another theme."""

    path: Path
    variant: str | None = None
    minutes: float | None = None
    theme: Path | None = None
    allow: tuple[Path, ...] = ()
    """Further folders that slides may be used from."""

    def outline(self) -> Outline:
        """The outline as it is read now. Raises DeckgenError."""
        return read_talk(self.path, self.allow)

    def brand(self, talk: Talk) -> tuple[str, int] | None:
        """Which file of somebody's the talk is built into, and of when; None for a theme of tokens."""
        asked = talk.outline.talk.theme
        path = self.theme or (self.path.parent / str(asked.file) if asked is not None else None)
        return (str(path), path.stat().st_mtime_ns) if talk.theme.foreign and path is not None and path.is_file() else None

    def talk(self) -> Talk:
        """The talk as it is read now. Raises DeckgenError."""
        return open_talk(self.path, self.variant, self.outline(), self.theme, self.minutes)


def first_pass(wish: Wish, before: Made | None) -> Made | None:
    """The talk with the pages of changed slides made anew. None where that is no gain: at the start, or where what holds for all
    pages changed. Raises DeckgenError."""
    if before is None or before.talk.citations is not None:
        return None
    outline, old = wish.outline(), before.talk.outline
    if (outline.talk, outline.variants) != (old.talk, old.variants) or cites(outline):
        return None
    talk = replace(before.talk, outline=outline, program=chosen(outline, wish.variant, wish.minutes))
    known = {entry.slide.id: entry for entry in before.talk.program.entries}
    changed = tuple(entry for entry in talk.program.entries if not _same(entry, known.get(entry.slide.id)))
    if len(changed) == len(talk.program.entries):
        return None
    deck = _merged(talk, before.deck, changed)
    return Made(talk, deck, draw(deck, talk, before, before.art), False, before.problems, before.coverage, before.subject,
                before.art)


def second_pass(wish: Wish, before: Made | None, talk: Talk | None = None, art: Mapping[str, str] | None = None) -> Made:
    """The whole talk, not judged yet; `talk` is the one that the first pass read, `art` what is known of its template's.

    Raises DeckgenError.
    """
    art = art or {}
    talk = talk or wish.talk()
    subject = laid_out(talk)
    return Made(talk, subject.deck, draw(subject.deck, talk, before, art), True, subject=subject, art=art)


def judge(made: Made) -> Made:
    """A whole talk with what every rule finds in it."""
    assert made.subject is not None
    built = judged(made.talk, made.subject)
    return replace(made, problems=(*built.coverage.problems, *built.advice), coverage=built.coverage)


def draw(deck: Deck, talk: Talk, before: Made | None, art: Mapping[str, str]) -> Mapping[str, Drawn]:
    """The pages as SVG; those that are as they were are not drawn again."""
    kept = before.drawn if before is not None and before.art == art and _drawn_alike(deck, talk, before) else {}
    found = {}
    for position, page in enumerate(deck.pages, 1):
        old = kept.get(page.id)
        if old is None or old.position != position or (old.page is not page and old.page != page):
            old = Drawn(page, position, page_svg(page, deck, talk.theme, talk.face, position, styled=False, art=art))
        found[page.id] = old
    return found


def _drawn_alike(deck: Deck, talk: Talk, before: Made) -> bool:
    return (talk.theme is before.talk.theme or talk.theme == before.talk.theme) and \
        (deck.ruler, deck.language) == (before.deck.ruler, before.deck.language)


def _same(entry: Entry, old: Entry | None) -> bool:
    return old is not None and entry.slide == old.slide and (entry.title, entry.part, entry.views, entry.minutes) == (
        old.title, old.part, old.views, old.minutes) and (_heading(entry.section), _heading(entry.top)) == (
            _heading(old.section), _heading(old.top))


def _heading(section: Section | None) -> tuple[object, ...]:
    """A section as kickers and openers name it."""
    return (section.id, section.number, section.title, section.state) if section is not None else ()


def _merged(talk: Talk, before: Deck, changed: Sequence[Entry]) -> Deck:
    """The deck with the pages of changed slides made anew, in the order of the program."""
    part = replace(talk, program=replace(talk.program, entries=tuple(changed)))
    made = lay_out(part.program, talk.outline, render(part), talk.theme, talk.face, None, media(talk.outline))
    pages: dict[str, list[Page]] = {}
    fresh = {entry.slide.id for entry in changed}
    for page in (*(page for page in before.pages if page.slide not in fresh), *made.pages):
        pages.setdefault(page.slide, []).append(page)
    ordered = tuple(page for entry in talk.program.entries for page in pages.get(entry.slide.id, ()))
    return replace(made, pages=ordered, parts=parts_of(talk.program, talk.outline, talk.theme, ordered))
