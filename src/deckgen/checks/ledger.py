"""The argument ledger: from the finished deck backwards, which page, shape and note carries which words of the outline.

Each view, section and slide's claim (its title) with the places that carry its words, and the two kinds of words that have no
partner: those of the outline that reach neither a slide nor its notes, and those on slides that come from no line of the outline.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from deckgen.checks.coverage import squeeze
from deckgen.checks.rule import Subject
from deckgen.outline.model import Section, View
from deckgen.outline.program import Entry
from deckgen.scene import Chart, Formula, Group, Shape, Table, Text
from deckgen.source.span import Span
from deckgen.source.words import Words
from deckgen.text.inline import plain_words
from deckgen.text.paragraph import Run
from deckgen.value import value

REFERS = ("highlight", "alt", "src", "language", "from", "to", "lane", "lines", "id")
"""Last parts of keys whose words name something, or are spoken by a screen reader: no words to be read."""
PRINTED_ELSEWHERE = ("questions", "source", "kicker")
"""Fields that the notes document prints even where the deck does not."""


class Place(NamedTuple):
    """Where words are carried: the page, counted from 1, the slide's id, and the shape; of notes the number of the paragraph."""

    page: int
    slide: str
    shape: str
    paragraph: int = 0

    @property
    def notes(self) -> bool:
        return self.paragraph > 0


@value(frozen=True)
class Carried:
    """What one slide does for a view or a section: how many passages of the outline stand in which shapes, and in its notes."""

    page: int
    slide: str
    shapes: tuple[str, ...]
    passages: int
    notes: int
    spans: tuple[Span, ...]
    """Where those passages were typed, in the order of the file."""


@value(frozen=True)
class Account:
    """A view, a section or a claim: its own words, the places that show them as they are, and the slides that argue it."""

    kind: str
    id: str
    name: str
    state: str
    span: Span | None
    stated: tuple[Place, ...]
    carried: tuple[Carried, ...] = ()


@value(frozen=True)
class Ledger:
    """The accounts of one variant, and the words without a partner."""

    views: tuple[Account, ...]
    sections: tuple[Account, ...]
    claims: tuple[Account, ...]
    unheard: tuple[Words, ...]
    added: tuple[tuple[str, tuple[Place, ...]], ...]
    """Words of templates and of the theme, each with its places."""


def account(subject: Subject) -> Ledger:
    """The ledger of a variant."""
    found: dict[str, dict[Place, None]] = {}
    extra: dict[str, dict[Place, None]] = {}
    for run, place in _runs(subject):
        if run.key:
            found.setdefault(run.key, {})[place] = None
        elif run.text.strip():
            extra.setdefault(run.text.strip(), {})[place] = None
    places = {key: list(where) for key, where in found.items()}
    entries = [entry for entry in subject.program.entries if entry.shown]
    first: dict[str, int] = {}
    for number, page in enumerate(subject.deck.pages, 1):
        first.setdefault(page.slide, number)
    slides = [(entry, carried) for entry in entries if (carried := _carried(entry, first, places, subject)) is not None]
    outline = subject.outline
    sections = [section for top in outline.sections for section in top.walk()]
    titles: dict[str, list[Place]] = {}
    for number, page in enumerate(subject.deck.pages, 1):
        titles.setdefault(squeeze(page.title), []).append(Place(number, page.slide, "title"))
    return Ledger(
        tuple(_view(view, places, [carried for entry, carried in slides if view in entry.views]) for view in outline.views),
        tuple(_section(section, places, titles, [carried for entry, carried in slides if entry.section is section])
              for section in sections),
        tuple(Account("claim", entry.slide.id, entry.title, "", entry.title.span, tuple(places.get(entry.title.key, ())))
              for entry in entries if entry.title),
        tuple(_unheard(places, subject)),
        tuple((text, tuple(where)) for text, where in extra.items()))


def unheard(subject: Subject) -> Iterator[Words]:
    """Words of the shown slides that stand neither on a page nor in its notes."""
    return _unheard({run.key for run, _ in _runs(subject)}, subject)


def _view(view: View, places: dict[str, list[Place]], carried: list[Carried]) -> Account:
    return Account("view", view.id, view.says, view.argued, view.says.span, tuple(places.get(view.says.key, ())), tuple(carried))


def _section(section: Section, places: dict[str, list[Place]], titles: dict[str, list[Place]], carried: list[Carried]) -> Account:
    """A section is stated where its own words stand, and where a slide has its title for a title."""
    name = " ".join(str(each) for each in (section.number, section.title) if each is not None) or section.id
    own = section.title if section.title is not None else section.number
    stated = dict.fromkeys((*places.get(own.key, ()), *titles.get(squeeze(plain_words(own)), ()))) if own is not None else ()
    span = own.span if own is not None else section.span
    return Account("section", section.id, name, section.state, span, tuple(sorted(stated)), tuple(carried))


def _carried(entry: Entry, first: dict[str, int], places: dict[str, list[Place]], subject: Subject) -> Carried | None:
    """What the slide's own words, its title apart, do on its pages."""
    title = entry.title.key if entry.title is not None else ""
    own = [(words, where) for words in subject.words.get(entry.slide.id, ())
           if words.key != title and (where := places.get(words.key))]
    if entry.slide.id not in first:
        return None
    on_page = [(words, place) for words, where in own for place in where if not place.notes]
    notes = {place.paragraph for _, where in own for place in where if place.notes}
    spans = sorted({words.span for words, _ in own}, key=lambda span: span.start)
    return Carried(first[entry.slide.id], entry.slide.id, tuple(dict.fromkeys(place.shape for _, place in on_page)),
                   len({words.key for words, _ in on_page}), len(notes), tuple(spans))


def _unheard(carried: Collection[str], subject: Subject) -> Iterator[Words]:
    """A name that is part of what its slide says elsewhere is heard there; what another variant says instead is not asked for."""
    for entry in subject.program.entries:
        if not entry.shown:
            continue
        current = entry.variant
        slide, own = entry.slide, subject.words.get(entry.slide.id, ())
        missing = [words for words in own if words.key not in carried and words.strip()]
        said = "\n".join(words for words in own if words.key in carried) if missing else ""
        for words in missing:
            field, *rest = words.key.removeprefix(f"{slide.id}/").split("/")
            if field == "when":
                variant, field, *rest = rest
                if variant != current:
                    continue
            elif current in slide.when and getattr(slide.when[current], field, None) is not None:
                continue
            if words not in said and field not in PRINTED_ELSEWHERE and not any(part in REFERS for part in rest):
                yield words


def _runs(subject: Subject) -> Iterator[tuple[Run, Place]]:
    for number, page in enumerate(subject.deck.pages, 1):
        for run, shape in _shown(page.shapes):
            yield run, Place(number, page.slide, shape)
        for count, paragraph in enumerate(page.notes, 1):
            for run in paragraph.runs:
                yield run, Place(number, page.slide, "notes", count)


def _shown(shapes: Sequence[Shape], within: str = "") -> Iterator[tuple[Run, str]]:
    """Every run on a page, with the name of its shape; of a group the group's."""
    for shape in shapes:
        match shape:
            case Text():
                for paragraph in shape.paragraphs:
                    for run in paragraph.runs:
                        yield run, within or shape.slot or shape.name
            case Table():
                for cell in (cell for row in shape.rows for cell in row):
                    for paragraph in cell.paragraphs:
                        for run in paragraph.runs:
                            yield run, within or shape.name
            case Chart():
                for run in (*shape.categories, *(each.name for each in shape.series)):
                    yield run, within or shape.name or "chart"
            case Formula():
                yield shape.said, within or shape.name
            case Group():
                yield from _shown(shape.shapes, within or shape.name)
            case _:
                pass
