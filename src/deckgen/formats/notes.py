"""The lecturer's script: a notes document, printed by a Jinja template from the same values as the deck."""

from __future__ import annotations

from collections.abc import Mapping

from deckgen.outline.model import Outline
from deckgen.outline.program import Entry, Program
from deckgen.scene import Deck
from deckgen.templating import Templates
from deckgen.text.inline import plain_words
from deckgen.theme.model import Theme
from deckgen.value import value

TEMPLATE = "script.md.j2"


@value(frozen=True)
class ViewLine:
    """A view as the script shows it: its short name, its plain sentence, and how far it is argued, in words."""

    short: str
    says: str
    state: str


@value(frozen=True)
class Line:
    """One slide or pause of the script. `page` is the first of its pages, from 1, and None for a pause."""

    page: int | None
    pages: int
    title: str
    section: str
    views: tuple[ViewLine, ...]
    minutes: float
    clock: str
    notes: str
    source: str
    questions: tuple[str, ...]
    part: str
    pause: bool
    hidden: bool


def script(program: Program, outline: Outline, deck: Deck, theme: Theme, templates: Templates, omitted: tuple[str, ...]) -> str:
    """The script as Markdown: every slide with its page, minutes and running clock. `omitted` are section titles left out."""
    words = _words(theme, deck.language)
    pages: dict[str, list[int]] = {}
    for page in deck.pages:
        pages.setdefault(page.slide, []).append(page.number)
    return templates.document(TEMPLATE, {
        "talk": outline.talk,
        "variant": program.name,
        "minutes": program.minutes,
        "entries": [_line(entry, pages, words) for entry in program.entries],
        "words": words,
        "omitted": omitted,
    })


def clock(minutes: float) -> str:
    """Minutes as a running clock, `mm:ss`."""
    seconds = round(minutes * 60)
    return f"{seconds // 60:02d}:{seconds % 60:02d}"


def _words(theme: Theme, language: str) -> Mapping[str, str]:
    tags = ("en", language.split("-")[0], language)
    return {name: word for tag in tags for name, word in theme.words.get(tag, {}).items()}


def _line(entry: Entry, pages: Mapping[str, list[int]], words: Mapping[str, str]) -> Line:
    slide, section = entry.slide, entry.section
    own = pages.get(slide.id, [])
    parts = (section.number, section.title) if section else ()
    return Line(
        page=own[0] if own else None,
        pages=len(own),
        title=plain_words(entry.title) if entry.title is not None else "",
        section="  ".join(plain_words(part) for part in parts if part),
        views=tuple(ViewLine(plain_words(view.short), plain_words(view.says), words[view.argued]) for view in entry.views),
        minutes=entry.minutes,
        clock=clock(entry.start),
        notes=str(slide.notes) if slide.notes is not None else "",
        source=plain_words(slide.source) if slide.source is not None else "",
        questions=tuple(plain_words(question) for question in slide.questions),
        part=entry.part,
        pause=slide.kind == "pause",
        hidden=slide.hidden,
    )
