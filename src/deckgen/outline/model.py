"""What an outline may contain.

Every class here is read from its annotations by `outline/reader.py`, which also writes the JSON Schema: the field is the
key that the author types (`in_` is typed `in`), its type says what is allowed, a default makes it optional. A class
with `shorthand` may be written as that one field alone: `SFT` for `{name: SFT}`. Text is `Words` wherever it can reach a
slide or its notes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field
from typing import Annotated, ClassVar, Literal

from deckgen.source.span import Source, Span
from deckgen.source.words import CLOSE, OPEN, Words
from deckgen.value import value

Id = Annotated[str, "id"]
"""Letters of any script, digits, `.`, `_`, `-`."""

Style = Literal["text", "reading"]
"""In the text (solid) or the editor's reading (dashed)."""

State = Literal["full", "cut", "announced", "missing"]


@value(frozen=True, kw_only=True)
class Keyed:
    """A block: it knows its key (`scale/body/0`) and prints a mark in a template, as words do."""

    key: str = field(default="", compare=False, metadata={"internal": True})

    def __html__(self) -> str:
        return f"{OPEN}{self.key}{CLOSE}"


# ---- figures ---------------------------------------------------------------------------------------------------------


@value(frozen=True, kw_only=True)
class Node:
    """A box of a figure: its name, and a smaller line or lines below it."""

    shorthand: ClassVar[str] = "name"
    name: Words
    text: Words | None = None
    style: Style = "text"
    focus: bool = False
    """The thing to look at: set in accent1."""


@value(frozen=True, kw_only=True)
class Step(Node):
    """One step of a flow; `context` marks what comes before or after the thing itself."""

    gives: Words | None = None
    """What the step results in; shown under a rule inside the box."""
    kind: Literal["step", "context"] = "step"


@value(frozen=True, kw_only=True)
class Base(Node):
    """What underlies several steps of a flow: a dark slab under the steps `under: [first, last]`, counted from 1."""

    under: tuple[int, ...] = ()


@value(frozen=True, kw_only=True)
class Flow(Keyed):
    """Steps from left to right, each an equal box."""

    block: ClassVar[str] = "flow"
    steps: tuple[Step, ...]
    base: Base | None = None
    gives: Words | None = None
    """The label above each step's result, such as 学到."""
    numbered: bool = True
    """Number the base and the steps that are not context, the base first."""
    alt: Words | None = None


@value(frozen=True, kw_only=True)
class Event:
    """Something on a timeline. `at` is a year, or a year and month: `2018`, `2018-10`; `lane` names one of the lanes."""

    at: str
    name: Words
    text: Words | None = None
    style: Style = "text"
    focus: bool = False
    lane: Words | None = None


@value(frozen=True, kw_only=True)
class Period:
    """A stretch of time, drawn as a dark bar from the start of one year to the end of another."""

    from_: int
    to: int
    name: Words
    lane: Words | None = None


@value(frozen=True, kw_only=True)
class Leap:
    """The one arrow between the lanes of a timeline, from one event's name to another's."""

    from_: Words
    to: Words
    name: Words


@value(frozen=True, kw_only=True)
class Timeline(Keyed):
    """Events on a scale of years: the first lane above the band of years, the second below it."""

    block: ClassVar[str] = "timeline"
    events: tuple[Event, ...]
    spans: tuple[Period, ...] = ()
    lanes: tuple[Node, ...] = ()
    arrow: Leap | None = None
    alt: Words | None = None


@value(frozen=True, kw_only=True)
class MatrixRow(Node):
    """The label of a row. Cells of a row are alternatives (`or`), or combined into one dark cell (`and`), or separate."""

    joined: Literal["or", "and"] | None = None


@value(frozen=True, kw_only=True)
class Matrix(Keyed):
    """Rows and columns of cells with labels; a cell's `text` holds its further lines."""

    block: ClassVar[str] = "matrix"
    rows: tuple[MatrixRow, ...]
    columns: tuple[Node, ...]
    cells: tuple[tuple[Node, ...], ...]
    alt: Words | None = None


@value(frozen=True, kw_only=True)
class Layer(Node):
    """A band. `name` and `text` label it at the left; `title`, `note` and `tag` (such as 假说) stand inside the band."""

    regions: tuple[Node, ...] = ()
    title: Words | None = None
    note: Words | None = None
    tag: Words | None = None
    between: Words | None = None
    """A word between neighbouring regions, such as 或."""


@value(frozen=True, kw_only=True)
class Layers(Keyed):
    """Bands one above the other, lowest first; `arrows: up` joins each region to the band above, labelled `carries`."""

    block: ClassVar[str] = "layers"
    layers: tuple[Layer, ...]
    arrows: Literal["up", "none"] = "none"
    carries: Words | None = None
    alt: Words | None = None


@value(frozen=True, kw_only=True)
class Road(Node):
    """A lane that ends in the hero box: `gives` labels its end, `brings` stands inside the box at the lane's height."""

    gives: Words | None = None
    brings: Words | None = None
    weight: Literal["main", "thin"] = "thin"
    nodes: tuple[Node, ...] = ()


@value(frozen=True, kw_only=True)
class Branch:
    """A line from a road (counted from 1) to a node of another road, by the node's name."""

    from_: int
    to: Words
    name: Words | None = None


@value(frozen=True, kw_only=True)
class Roads(Keyed):
    """Lanes of different weight that meet in one box."""

    block: ClassVar[str] = "roads"
    roads: tuple[Road, ...]
    to: Node
    branches: tuple[Branch, ...] = ()
    alt: Words | None = None


@value(frozen=True, kw_only=True)
class Job(Node):
    """One job of the box: what goes in and what comes out."""

    in_: Node
    out: Node


@value(frozen=True, kw_only=True)
class Strip(Node):
    """A further line under the rows: `name` at the left, `label` and `text` inside a frame."""

    label: Words | None = None


@value(frozen=True, kw_only=True)
class Rows(Keyed):
    """The same box doing several jobs, one row each."""

    block: ClassVar[str] = "rows"
    box: Node
    rows: tuple[Job, ...]
    strip: Strip | None = None
    alt: Words | None = None


# ---- blocks of text and data -----------------------------------------------------------------------------------------


@value(frozen=True, kw_only=True)
class Text(Keyed):
    """A paragraph that stands alone."""

    block: ClassVar[str] = "text"
    shorthand: ClassVar[str] = "text"
    text: Words


@value(frozen=True, kw_only=True)
class Point:
    """One point, with points below it (three levels in all), or a lead word with a `gloss`."""

    shorthand: ClassVar[str] = "text"
    text: Words
    gloss: Words | None = None
    points: tuple[Point, ...] = ()


@value(frozen=True, kw_only=True)
class Points(Keyed):
    """A list. Three or four points that all have a gloss are drawn as a ledger: number, lead word, gloss."""

    block: ClassVar[str] = "points"
    shorthand: ClassVar[str] = "points"
    points: tuple[Point, ...]
    numbered: bool = False


@value(frozen=True, kw_only=True)
class Quote(Keyed):
    """Somebody's words and whose they are; each line of `text` is one line on the slide."""

    block: ClassVar[str] = "quote"
    text: Words
    by: Words | None = None


@value(frozen=True, kw_only=True)
class RowGroup:
    """A name for so many rows of a table, shown once."""

    name: Words
    rows: int


@value(frozen=True, kw_only=True)
class Table(Keyed):
    """Rows of cells under a header. Where the rows do not exist, `missing` says why, in one dashed cell."""

    block: ClassVar[str] = "table"
    header: tuple[Words, ...] = ()
    rows: tuple[tuple[Words, ...], ...] = ()
    groups: tuple[RowGroup, ...] = ()
    missing: Words | None = None


@value(frozen=True, kw_only=True)
class Series:
    """Numbers under one name; an empty value (`~`) is a gap."""

    name: Words
    values: tuple[float | None, ...]


@value(frozen=True, kw_only=True)
class Claim:
    """What a chart shows, set beside the plot with a bracket from one category to another."""

    from_: Words
    to: Words
    says: Words
    text: Words | None = None


@value(frozen=True, kw_only=True)
class Chart(Keyed):
    """A native chart. `bar` is horizontal, `column` vertical; `highlight` names categories or series to look at."""

    block: ClassVar[str] = "chart"
    type: Literal["bar", "column"]
    categories: tuple[Words, ...]
    series: tuple[Series, ...]
    scale: Literal["linear", "log"] = "linear"
    highlight: tuple[Words, ...] = field(default=(), metadata={"lone": True})
    """One name, or a list of names."""
    absent: Words | None = None
    """What to print where a value is missing, such as 未公开."""
    claim: Claim | None = None
    alt: Words | None = None


@value(frozen=True, kw_only=True)
class Column:
    """One of several columns: a label, a big number or phrase, and a body of text, points or a figure."""

    label: Words | None = None
    big: Words | None = None
    body: tuple[Block, ...] = ()
    style: Literal["text", "reading", "cut"] = "text"
    """The rule above the column: solid, dashed, or broken off half-way."""


@value(frozen=True, kw_only=True)
class Columns(Keyed):
    """Columns side by side."""

    block: ClassVar[str] = "columns"
    shorthand: ClassVar[str] = "columns"
    columns: tuple[Column, ...]


@value(frozen=True, kw_only=True)
class Views(Keyed):
    """The views as a list with their coverage marks: each view's own sentence, or the line given for it."""

    block: ClassVar[str] = "views"
    lines: Mapping[Id, Words] = field(default_factory=dict)
    """A line for each view, by id; without it, the sentences themselves."""
    states: bool = True
    """Print the word beside each mark."""


Figure = Flow | Timeline | Matrix | Layers | Roads | Rows
Block = Text | Points | Quote | Table | Chart | Columns | Views | Figure


# ---- the talk --------------------------------------------------------------------------------------------------------


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
    hidden: bool = False
    when: Mapping[Id, Overlay] = field(default_factory=dict)
    body: tuple[Block, ...] = ()
    source: Words | None = None
    questions: tuple[Words, ...] = ()
    notes: Words | None = None
    data: Mapping[Id, Words] = field(default_factory=dict)
    """Anything further that a template of one's own asks for."""
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
class Talk:
    """What holds for the whole talk. `date` (ISO) dates the file; `language` is a BCP 47 tag."""

    id: Id
    title: Words
    language: str = "zh-CN"
    theme: Look | None = None
    date: str | None = None
    source: Origin | None = None


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

    def span(self, key: str) -> Span | None:
        """Where the words, the block or the slide with this key stand; else what holds them."""
        while key:
            if key in self.words:
                return self.words[key].span
            if key in self.spans:
                return self.spans[key]
            key = key.rpartition("/")[0]
        return None
