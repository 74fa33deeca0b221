"""What a rule is, and what it looks at.

A rule is a module in the folder of its family and named as the rule is: `half-width-mark` is `language/half_width_mark.py`. Its
docstring is its manual page, with a good and a bad example that the tests try; its `look` says what it finds.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Literal

from deckgen.markup import Markup
from deckgen.outline.model import Outline
from deckgen.outline.program import Entry, Program
from deckgen.scene import Deck, Page
from deckgen.source.span import Span
from deckgen.source.words import Words
from deckgen.theme.model import Theme
from deckgen.value import value

if TYPE_CHECKING:
    from deckgen.checks.texts import Seen

if TYPE_CHECKING:
    from deckgen.citations.citations import Citations

Level = Literal["advice", "warning", "error"]
Stage = Literal["build", "strict", "check"]
"""When a rule is asked: at every build, at a strict one, or by `check` alone; the later ones ask the earlier rules too."""
VERBATIM = ("code", "math")
"""Blocks whose words are no language."""


@value(frozen=True)
class Subject:
    """One variant of a talk, from its outline to its pages: what the rules look at."""

    outline: Outline
    program: Program
    markups: Sequence[Markup | None]
    deck: Deck
    theme: Theme
    default: bool = True
    """Whether this is the variant that is built when none is named."""
    citations: Citations | None = None

    @property
    def chinese(self) -> bool:
        """Whether the talk is given in Chinese."""
        return self.outline.talk.language.lower().startswith("zh")

    def asked(self, entry: Entry) -> Span | None:
        """Where this outline has a slide: where it was typed, or where its `use:` stands."""
        borrowed = self.outline.borrowed.get(entry.slide.id)
        return entry.slide.span if borrowed is None else borrowed.asked

    @cached_property
    def entries(self) -> dict[str, Entry]:
        """What the variant knows of each slide, by the slide's id."""
        return {entry.slide.id: entry for entry in self.program.entries}

    @cached_property
    def told(self) -> tuple[Entry, ...]:
        """The slides that carry the talk: shown, and neither opening, closing nor backup."""
        return tuple(entry for entry in self.program.entries
                     if entry.shown and not entry.slide.hidden and entry.part == "section")

    @cached_property
    def pages(self) -> dict[str, list[Page]]:
        """The pages of each slide, by the slide's id."""
        found: dict[str, list[Page]] = {}
        for page in self.deck.pages:
            found.setdefault(page.slide, []).append(page)
        return found

    @cached_property
    def words(self) -> dict[str, list[Words]]:
        """The author's words by the slide that they belong to: what stands under its id in the outline."""
        found: dict[str, list[Words]] = {}
        for key, words in self.outline.words.items():
            found.setdefault(key.partition("/")[0], []).append(words)
        return found

    @cached_property
    def prose(self) -> tuple[Words, ...]:
        """The author's words that are language: neither code nor LaTeX, nor names of files and layouts, nor what stands on slides
        that are kept as they are.
        """
        verbatim = tuple(f"{key}/" for key, block in self.outline.blocks.items() if block.block in VERBATIM)
        verbatim += tuple(f"{slide}/{field}" for slide, each in self.outline.borrowed.items() if each.native is not None
                          for field in ("title", "notes", "data/"))
        return tuple(words for key, words in self.outline.words.items()
                     if not key.startswith(("talk/theme", "talk/references")) and not key.endswith("/src")
                     and (not verbatim or not key.startswith(verbatim)))

    @cached_property
    def han(self) -> tuple[tuple[Words, str], ...]:
        """Prose that holds Han, each with its language alone: code and addresses put out."""
        from deckgen.checks.language.letters import chinese

        return tuple(chinese(self.prose))

    @cached_property
    def amounts(self) -> dict[str, float]:
        """The characters that each slide shows."""
        from deckgen.checks.amount import amounts

        return amounts(self.shown)

    @property
    def typed(self) -> str:
        """The whole outline as it was typed: where a rule's marks are nowhere in it, no word needs a look."""
        if self.outline.source is None:
            return "\n".join(self.outline.words.values())
        return "\n".join([source.text for source in self.outline.sources])

    @cached_property
    def shown(self) -> tuple[tuple[Page, tuple[Seen, ...]], ...]:
        """Every page with its paragraphs as they are seen."""
        from deckgen.checks.texts import seen

        return tuple((page, tuple(seen(page, self.theme))) for page in self.deck.pages if page.native is None)


@value(frozen=True)
class Rule:
    """A rule by its name; `level` is how bad it is unless the outline's `talk.check` says otherwise.

    `once`: it looks at the outline alone, so that one variant is enough.
    """

    name: str
    family: str
    level: Level
    stage: Stage = "check"
    once: bool = False

    @property
    def module(self) -> ModuleType:
        """The file it is written in; its `look` takes a Subject and yields Problems."""
        return import_module(f"deckgen.checks.{self.family}.{self.name.replace('-', '_')}")

    @property
    def page(self) -> str:
        """Its manual page."""
        return (self.module.__doc__ or "").strip()
