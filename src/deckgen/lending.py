"""What slides can be taken from: decks as they are, and outlines, each built into a deck in memory first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from deckgen.formats.powerpoint.copy.choosing import Deck, by_section, chosen, parted
from deckgen.formats.powerpoint.copy.listing import Slide, slides
from deckgen.formats.powerpoint.copy.opening import opened, read, sound
from deckgen.formats.powerpoint.copy.picking import Wanted
from deckgen.formats.powerpoint.copy.source import Source
from deckgen.problem import DeckgenError, Problem
from deckgen.value import value

if TYPE_CHECKING:
    from deckgen.outline.model import Outline
    from deckgen.pipeline import Talk

OUTLINES = (".yaml", ".yml")
Asked = TypeVar("Asked")
Found = TypeVar("Found")


@value(frozen=True)
class Lender:
    """A deck that slides can be taken from, with what can be named in it; and the talk that it was built from, if it was."""

    source: Source
    deck: Deck
    talk: Talk | None = None

    @property
    def outline(self) -> Outline | None:
        """The outline that it was built from."""
        return self.talk.outline if self.talk is not None else None


@value(frozen=True)
class Named:
    """A slide that was asked for, and who lends it."""

    lender: Lender
    slide: Slide

    @property
    def wanted(self) -> Wanted:
        """The same for the copier."""
        return Wanted(self.lender.source, self.slide)


class Lenders:
    """Opens each file once. `variant` and `allow` are for outlines: which of their decks, and where else they may use slides of.
    """

    def __init__(self, variant: str | None = None, allow: tuple[Path, ...] = ()) -> None:
        self.variant, self.allow = variant, allow
        self._known: dict[Path, Lender | None] = {}

    def lender(self, path: Path) -> Lender:
        """The file as something to take slides from. Raises DeckgenError; where it was told before, without problems."""
        key = path.resolve()
        if key not in self._known:
            self._known[key] = None
            self._known[key] = self._outline(path) if path.suffix.lower() in OUTLINES else deck(opened(path))
        found = self._known[key]
        if found is None:
            raise DeckgenError([])
        return found

    def all(self, paths: Sequence[Path]) -> list[Lender]:
        """Several files. Raises DeckgenError with the problems of all of them."""
        return _gathered(paths, lambda path: [self.lender(path)])

    def named(self, asked: Sequence[str]) -> list[Named]:
        """The slides that are named, in that order. Raises DeckgenError with the problems of all files."""
        def of(each: str) -> list[Named]:
            path, rest = parted(each)
            lender = self.lender(path)
            return [Named(lender, slide) for slide in chosen(lender.deck, rest)]

        return _gathered(asked, of)

    def _outline(self, path: Path) -> Lender:
        from deckgen.formats.powerpoint.package import write_zip
        from deckgen.formats.powerpoint.write import packed
        from deckgen.pipeline import make_deck, open_talk, read_talk

        talk = open_talk(path, self.variant, read_talk(path, self.allow))
        with BytesIO() as held:
            write_zip(held, packed(make_deck(talk)[0], talk.theme)[0])
            source = read(path, held.getvalue())
        source.label = "/".join(path.parts[-2:]) if path.is_absolute() or ".." in path.parts else path.as_posix()
        found = deck(source)
        return Lender(source, found.deck._replace(groups=_sections(talk, found.deck.slides), elsewhere=_elsewhere(talk)), talk)


def deck(source: Source) -> Lender:
    """A deck as something to take slides from; the names of its sections name their slides."""
    with sound():
        found = slides(source)
    return Lender(source, Deck(source.name, found, by_section(found)))


def folders(named: Sequence[Named]) -> tuple[Path, ...]:
    """Where the files are that these slides come from: what an outline that uses them must be allowed."""
    return tuple(dict.fromkeys(each.lender.source.path.resolve().parent for each in named))


def _sections(talk: Talk, found: Sequence[Slide]) -> dict[str, list[Slide]]:
    """The slides of an outline's sections by id, number and title, those of the sections inside too."""
    groups: dict[str, list[Slide]] = {}
    of = {entry.slide.id: entry.section for entry in talk.program.entries}
    for top in talk.outline.sections:
        for section in top.walk():
            inside = {each.id for each in section.walk()}
            held = [each for each in found if (own := of.get(each.tag)) is not None and own.id in inside]
            for name in (section.id, section.number, section.title):
                if name and held:
                    groups.setdefault(str(name), held)
    return groups


def _elsewhere(talk: Talk) -> dict[str, str]:
    """Slides that the variant does not have, with the names of those that do."""
    from deckgen.outline.choose import default_variant, minutes_in, placed

    here = {entry.slide.id for entry in talk.program.entries}
    default = default_variant(talk.outline)
    return {slide.id: ", ".join(name for name in talk.outline.variants
                                if minutes_in(slide, name, name == default, place[0]) is not None)
            for slide, place in placed(talk.outline) if slide.id not in here}


def _gathered(asked: Sequence[Asked], find: Callable[[Asked], list[Found]]) -> list[Found]:
    found: list[Found] = []
    problems: list[Problem] = []
    for each in asked:
        try:
            found += find(each)
        except DeckgenError as error:
            problems += error.problems
    if problems:
        raise DeckgenError(problems)
    return found
