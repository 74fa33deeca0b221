"""What an outline may contain: the talk, its views, sections and slides.

Every class here, in `blocks` and in `figures` is read from its annotations by `outline/reader.py`, and `outline/schema.py`
writes the JSON Schema from the same: the field is the key that the author types (`in_` is typed `in`), its type says what is
allowed, a default makes it optional. A class with `shorthand` may be written as that one field alone: `SFT` for
`{name: SFT}`. Text is `Words` wherever it can reach a slide or its notes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field
from typing import TYPE_CHECKING, ClassVar, Literal

from deckgen.outline.blocks import Block
from deckgen.outline.keyed import Id
from deckgen.source.span import Source, Span
from deckgen.source.words import Words
from deckgen.value import value

if TYPE_CHECKING:
    from deckgen.outline.native import Native


@value(frozen=True, kw_only=True)
class View:
    """A headline view: its sentence `says` stands here once and may hold the brush."""

    id: Id
    short: Words
    says: Words
    argued: Literal["full", "cut", "announced"] = "full"


@value(frozen=True, kw_only=True)
class ViewTitle:
    """A title that is a view's own sentence: `title: {view: v1}`."""

    view: Id


@value(frozen=True, kw_only=True)
class Overlay:
    """Fields of a slide that are different in one variant."""

    title: Words | ViewTitle | None = None
    subtitle: Words | None = None
    kicker: Words | None = None
    template: Id | None = None
    views: tuple[Id, ...] | None = None
    body: tuple[Block, ...] | None = None
    source: Words | None = None
    questions: tuple[Words, ...] | None = None
    notes: Words | None = None
    hidden: bool | None = None


@value(frozen=True, kw_only=True)
class Use:
    """A slide of another outline, or the slides of one of its sections: `other/outline.yaml#recipe`, seen from this file.
    Of a PowerPoint file, by number, id or title: `theirs.pptx#3`.

    `credit` is said in the place of the author, title and licence that its talk gives.
    """

    shorthand: ClassVar[str] = "from"
    from_: Words
    credit: Words | None = None


@value(frozen=True, kw_only=True)
class Slide:
    """One slide as the author writes it; `id` is stable for ever.

    After `outline.choose` a slide is plain: its title is words, its overlay applied, its `views` and `template` filled in.
    """

    id: Id = ""
    kind: Literal["slide", "pause"] = "slide"
    template: Id | None = None
    title: Words | ViewTitle | None = None
    subtitle: Words | None = None
    kicker: Words | None = None
    """Replaces the theme's kicker (观点 n, § and section)."""
    views: tuple[Id, ...] | None = None
    minutes: float | Mapping[Id, float] | None = None
    weight: float = 1.0
    """How early it joins a deck for so many minutes, among the slides of its length; the heaviest first."""
    needs: tuple[Id, ...] = field(default=(), metadata={"lone": True})
    """Slides that must come with this one."""
    hidden: bool = False
    draft: bool = False
    """Not done yet: shown, told of, and refused by `--strict`."""
    when: Mapping[Id, Overlay] = field(default_factory=dict)
    body: tuple[Block, ...] = ()
    source: Words | None = None
    questions: tuple[Words, ...] = ()
    notes: Words | None = None
    data: Mapping[Id, Words] = field(default_factory=dict)
    """Anything further that a template of one's own asks for."""
    use: Use | None = None
    """Taken from another outline; the keys beside it replace the slide's own."""
    as_: Id | None = None
    """The id here of a slide that is used; for a section what its slides' ids begin with."""
    native: Native | None = field(default=None, metadata={"internal": True})
    """A slide of a PowerPoint file, which is kept as it is; set by the reader."""
    span: Span | None = field(default=None, compare=False, metadata={"internal": True})
    """Where the slide starts; set by the reader."""


@value(frozen=True, kw_only=True)
class Section:
    """A section of the essay. A missing one may have no title."""

    id: Id
    number: Words | None = None
    title: Words | None = None
    state: Literal["full", "cut", "missing"] = "full"
    views: tuple[Id, ...] = ()
    slides: tuple[Slide, ...] = ()
    sections: tuple[Section, ...] = ()
    span: Span | None = field(default=None, compare=False, metadata={"internal": True})

    def walk(self) -> Iterator[Section]:
        """This section and all below it, in outline order."""
        yield self
        for section in self.sections:
            yield from section.walk()


@value(frozen=True, kw_only=True)
class Origin:
    """The essay that the talk is about."""

    title: Words
    author: Words | None = None
    note: Words | None = None


@value(frozen=True, kw_only=True)
class Variant:
    """A length of the talk; the default one is built when none is named."""

    minutes: float | None = None
    default: bool = False


@value(frozen=True, kw_only=True)
class Look:
    """The theme: a name, or somebody's template beside the outline, `brand.potx`.

    `map` names the template's layouts for roles that should not find their own: `{view: Title and Content}`.
    """

    shorthand: ClassVar[str] = "file"
    file: Words
    map: Mapping[Id, Words] = field(default_factory=dict)


@value(frozen=True, kw_only=True)
class Citing:
    """Where the works stand that slides cite with `[@key]`, and how they are cited, after GB/T 7714-2025.

    Without a `file`, references.yaml, .json or .bib beside the outline.
    """

    shorthand: ClassVar[str] = "file"
    file: Words | None = None
    style: Literal["numeric", "author-year"] = "numeric"
    numbers: Literal["raised", "inline"] = "raised"
    """Whether numbers stand above the line or in it."""
    marks: Literal["own", "full"] = "own"
    """Whether commas, colons and parentheses of the list are as wide as the work's language has them, or all of full width."""


@value(frozen=True, kw_only=True)
class Talk:
    """What holds for the whole talk. `date` (ISO) dates the file; `language` is a BCP 47 tag."""

    id: Id
    title: Words
    author: Words | None = None
    """Who made the slides: whoever uses them names this."""
    licence: Words | None = None
    """What others may do with them, such as CC BY 4.0."""
    language: str = "zh-CN"
    theme: Look | None = None
    date: str | None = None
    source: Origin | None = None
    references: Citing | None = None
    check: Mapping[Id, Literal["off", "advice", "warning", "error"]] = field(default_factory=dict)
    """How bad it is when a rule finds something, by the rule's name; `deckgen explain` lists them."""


@value(frozen=True)
class Borrowed:
    """Where a used slide comes from: the file, its path from the outline's folder, the slide's id and place there, and its talk.

    `words` is all that it says there, by key, `digest` a few letters of that; `asked` is where the `use:` stands.
    """

    source: Source
    path: str
    id: str
    place: Span
    asked: Span
    references: str = ""
    """The file of references that its talk names, seen from the file's folder; empty for the usual names."""
    talk: str = ""
    author: str = ""
    licence: str = ""
    date: str = ""
    digest: str = ""
    words: Mapping[str, str] = field(default_factory=dict)
    credit: Words | None = None
    """What the `use:` says of it instead."""
    native: Native | None = None
    """The slide itself, where it comes from a PowerPoint file; `source` is then the file that its `use:` stands in."""

    @property
    def name(self) -> str:
        """`other/outline.yaml#recipe`; the file alone for a slide without an id."""
        return f"{self.path}#{self.id}" if self.id else self.path

    @property
    def public(self) -> str:
        """The same for a deck, which is mailed around: of a path that leads out of the outline's folder only its end."""
        return "/".join(self.name.split("/")[-2:]) if self.path.startswith(("..", "/")) or ":" in self.path else self.name


@value(frozen=True, kw_only=True)
class Outline:
    """A whole outline as it was read."""

    talk: Talk
    variants: Mapping[Id, Variant] = field(default_factory=dict)
    views: tuple[View, ...] = ()
    opening: tuple[Slide, ...] = ()
    sections: tuple[Section, ...] = ()
    closing: tuple[Slide, ...] = ()
    backup: tuple[Slide, ...] = ()
    source: Source | None = field(default=None, compare=False, metadata={"internal": True})
    words: Mapping[str, Words] = field(default_factory=dict, compare=False, metadata={"internal": True})
    """Every word by its key; blocks by theirs in `blocks`."""
    blocks: Mapping[str, Block] = field(default_factory=dict, compare=False, metadata={"internal": True})
    spans: Mapping[str, Span] = field(default_factory=dict, compare=False, metadata={"internal": True})
    """Where blocks and slides stand, by their keys."""
    borrowed: Mapping[str, Borrowed] = field(default_factory=dict, compare=False, metadata={"internal": True})
    """Where used slides come from, by their ids here."""

    @property
    def sources(self) -> tuple[Source, ...]:
        """The outline's file, and those that it uses slides of."""
        own = () if self.source is None else (self.source,)
        return tuple(dict.fromkeys((*own, *(each.source for each in self.borrowed.values()))))

    def span(self, key: str) -> Span | None:
        """Where the words, the block or the slide with this key stand; else what holds them."""
        while key:
            if key in self.words:
                return self.words[key].span
            if key in self.spans:
                return self.spans[key]
            key = key.rpartition("/")[0]
        return None
