"""The scene: what is on each page, placed and measured, before any file format.

All measures are points (1/72 inch) from the page's top left corner; colours are theme slots (`dk1`, `accent1`), with an
optional shade: `lt2/88` is the slot at 88 % luminance, `accent1/60+40` at 60 % plus 40 %. This is the closed list of what
can be drawn; writers `match` over `Shape`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field
from typing import TYPE_CHECKING, Literal

from deckgen.text.paragraph import Click, Colour, Paragraph, Run, Runs, Style
from deckgen.value import value

if TYPE_CHECKING:
    from deckgen.maths.ink import Ink
    from deckgen.maths.node import Node
    from deckgen.outline.native import Native


@value(frozen=True)
class Box:
    """A rectangle on a page."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def bottom(self) -> float:
        return self.y + self.height

    @property
    def middle(self) -> tuple[float, float]:
        return self.x + self.width / 2, self.y + self.height / 2

    def inset(self, x: float, y: float | None = None) -> Box:
        """The box without a border of `x` at the sides and `y` above and below."""
        y = x if y is None else y
        return Box(self.x + x, self.y + y, self.width - 2 * x, self.height - 2 * y)


@value(frozen=True)
class Line:
    """A straight rule. `dash` is (dash, gap) in points, None for solid."""

    x1: float
    y1: float
    x2: float
    y2: float
    colour: Colour = "dk1"
    width: float = 1.0
    dash: tuple[float, float] | None = None
    name: str = ""


@value(frozen=True)
class Stroke:
    """The outline of a shape or a border of a cell."""

    colour: Colour = "accent3"
    width: float = 1.0
    dash: tuple[float, float] | None = None


Side = Literal["top", "left", "bottom", "right"]


@value(frozen=True)
class Text:
    """Text in a frame: a placeholder of the layout where `slot` is named, else a shape of a figure.

    `sizes` are the styles per level that fitting chose where they differ from the slot's own (written into the shape's list
    style). `box` of a placeholder is the slot's own box, and is written only when `moved`. `id` names the shape for connectors.
    """

    box: Box
    paragraphs: tuple[Paragraph, ...] = ()
    slot: str = ""
    sizes: tuple[Style, ...] = ()
    moved: bool = False
    geometry: Literal["rect", "ellipse", "diamond"] = "rect"
    fill: Colour | None = None
    stroke: Stroke | None = None
    anchor: Literal["top", "middle", "bottom"] = "top"
    inset: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)
    """Left, top, right, bottom."""
    sites: tuple[tuple[Side, float], ...] = ()
    """Where connectors may be glued to a rectangle beside the middles of its sides: a side, and how far along it (see `End`)."""
    wrap: bool = True
    """False where lines end only at their own breaks: in a diamond, whose frame for text is half as wide as its middle."""
    id: str = ""
    name: str = ""
    alt: str = ""


@value(frozen=True)
class End:
    """Where a connector is glued: the shape's id and the middle of one of its sides, or another of the shape's `sites`."""

    shape: str
    side: Side
    at: float = 0.5
    """How far along the side, as a share of its length, from the top or the left."""


@value(frozen=True)
class Connector:
    """A line between shapes; `points` are its corners, first to last: right angles, at most four."""

    points: tuple[tuple[float, float], ...]
    start: End | None = None
    end: End | None = None
    colour: Colour = "dk1"
    width: float = 2.0
    dash: tuple[float, float] | None = None
    head: bool = True
    name: str = ""


@value(frozen=True)
class Cell:
    """A cell of a table: paragraphs with written-out styles, borders above and below, insets left, top, right, bottom."""

    paragraphs: tuple[Paragraph, ...] = ()
    top: Stroke | None = None
    bottom: Stroke | None = None
    left: Stroke | None = None
    right: Stroke | None = None
    fill: Colour | None = None
    anchor: Literal["top", "middle", "bottom"] = "middle"
    inset: tuple[float, float, float, float] = (0.0, 3.6, 8.0, 3.6)
    rows: int = 1
    """How many rows and columns the cell spans; the cells that it covers follow, empty."""
    columns: int = 1


@value(frozen=True)
class Table:
    """A native table: widths of columns, heights of rows, cells row by row."""

    box: Box
    widths: tuple[float, ...]
    heights: tuple[float, ...]
    rows: tuple[tuple[Cell, ...], ...]
    header: bool = True
    name: str = ""
    alt: str = ""
    click: Click = ""


@value(frozen=True)
class Note:
    """What stands beside a point of a chart, or inside a bar: its value, the name of its series, or a text of its own."""

    at: Literal["end", "middle", "above", "below", "left", "right"] = "end"
    value: bool = True
    series: bool = False
    text: Run | None = None
    share: bool = False
    """Category and share of the whole, beside a slice."""
    bold: bool = False
    colour: Colour = "dk1"
    ground: Colour | None = "lt1"
    """What lies below the words, so that no grid line strikes them."""
    down: float = 0.0
    right: float = 0.0
    """How far it is moved from its place, in points."""


@value(frozen=True)
class Data:
    """The numbers of one series of a chart. `colours` and `notes` are per point: None where a point has the series' own colour,
    or no words beside it.

    Lines have a `width`, and `marker` at their points; `reading` is what the text does not say: dashed. `x` are the places of
    the points of a scatter chart along its other axis, `names` their names.
    """

    name: Run
    values: tuple[float | None, ...]
    colour: Colour
    colours: tuple[Colour | None, ...] = ()
    notes: tuple[Note | None, ...] = ()
    pattern: str = ""
    outline: Stroke | None = None
    marker: str = ""
    width: float = 0.0
    reading: bool = False
    x: tuple[float, ...] = ()
    names: Runs = ()

    def step(self, n: int) -> Colour | None:
        """The colour of a line's step to point `n`, where it has its own: that of a point which alone is picked out, or of the
        step between two that are."""
        picked = [each is not None for each in self.colours]
        alone = sum(picked) == 1
        return self.colours[n] if picked and picked[n] and (alone or (n > 0 and picked[n - 1])) else None


Shown = Literal["grid", "ticks", "no"]


@value(frozen=True)
class Scale:
    """An axis of numbers: its ends, and the step of its grid lines (10 on a log axis); `format` is in Excel's language.

    It is shown by its numbers with grid lines or with ticks only, or not at all where every point says its value.
    """

    low: float
    high: float
    step: float
    log: bool = False
    format: str = "General"
    shown: Shown = "grid"


@value(frozen=True)
class Chart:
    """A native chart with an embedded workbook. `plot` is the inner plot area on the page.

    `axis` is the axis of the values, `across` the other one where it has numbers too (of a scatter chart). `labels` is the
    number format of the values. A pie has no axis: its `axis` is not drawn.
    """

    box: Box
    plot: Box
    type: Literal["bar", "column", "line", "scatter", "pie"]
    categories: Runs
    series: tuple[Data, ...]
    axis: Scale
    labels: str = "General"
    stacked: Literal["", "sum", "share"] = ""
    across: Scale | None = None
    across_name: str = "x"
    """What the numbers of `across` are called in the workbook."""
    skip: int = 1
    """Every so many categories have their name printed."""
    legend: Box | None = None
    """Where the names of the series stand, where they can't stand beside their data."""
    size: float = 18.0
    name: str = ""
    alt: str = ""
    ink: Colour = "dk1"
    second: Colour = "dk2"
    grid: Colour = "lt2/88"
    ground: Colour = "lt1"
    """Colours of names and values, of the value axis, of its grid lines, and of the page."""
    click: Click = ""


@value(frozen=True)
class Formula:
    """A formula, which PowerPoint sets in its own face: left in its box, in the middle of its height.

    `ink` says how it is drawn where formulas are not known: from the left of the box, on a line at the height `line`.
    """

    box: Box
    node: Node
    said: Run
    """As a line of text, with the author's key."""
    size: float
    ink: tuple[Ink, ...]
    line: float
    colour: Colour = "dk1"
    name: str = ""
    alt: str = ""
    click: Click = ""


@value(frozen=True)
class Media:
    """The file of a picture as it goes into the deck, and its size in pixels; of an SVG also a PNG for those that draw none."""

    data: bytes
    kind: Literal["png", "jpeg", "svg"]
    width: float
    height: float
    stand_in: bytes = b""
    reduced_from: tuple[int, int] | None = None
    """The pixels that it had, where it was too large."""

    def __repr__(self) -> str:
        return f"Media({self.kind}, {self.width:g} × {self.height:g})"


@value(frozen=True)
class Picture:
    """A picture in its frame. `crop` is what is cut off, as shares of the whole: left, top, right, bottom."""

    box: Box
    media: Media
    crop: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)
    key: str = ""
    """The block that it was asked for in."""
    name: str = ""
    alt: str = ""
    """Empty where the picture is decorative."""


@value(frozen=True)
class Group:
    """Shapes that move together, and appear together; its alternative text says what the figure claims.

    Without one it is decorative.
    """

    shapes: tuple[Shape, ...]
    box: Box
    name: str = ""
    alt: str = ""
    click: Click = ""


Shape = Text | Line | Connector | Table | Chart | Formula | Picture | Group


@value(frozen=True)
class Credit:
    """Whose a borrowed slide is: the file and id that it came from, the talk there, its author, licence and date, and what of
    this is shown as `text`. `digest` is that of the slide as it was taken.
    """

    source: str
    text: str
    talk: str = ""
    author: str = ""
    licence: str = ""
    date: str = ""
    digest: str = ""

    def as_data(self) -> dict[str, str]:
        """All that is known, by stable names."""
        found = {"from": self.source, "text": self.text, "talk": self.talk, "author": self.author, "licence": self.licence,
                 "date": self.date, "hash": self.digest}
        return {name: each for name, each in found.items() if each}


@value(frozen=True)
class Page:
    """One page of a deck. `layout` names the theme's layout; shapes stand in reading order, the title first."""

    id: str
    slide: str
    layout: str
    title: str
    shapes: tuple[Shape, ...]
    notes: tuple[Paragraph, ...] = ()
    minutes: float = 0.0
    hidden: bool = False
    backup: bool = False
    credit: Credit | None = None
    """Whose the slide is, where it was borrowed."""
    native: Native | None = None
    """The slide of a PowerPoint file that stands here in the deck; the shapes are then a sketch of it."""

    def pictures(self) -> Iterator[Picture]:
        """The pictures of the page, those in groups too."""
        def among(shapes: tuple[Shape, ...]) -> Iterator[Picture]:
            for shape in shapes:
                if isinstance(shape, Picture):
                    yield shape
                elif isinstance(shape, Group):
                    yield from among(shape.shapes)

        return among(self.shapes)

    @property
    def clicks(self) -> int:
        """How many clicks it takes until all of the page is there."""
        said = [each.click for shape in self.shapes if isinstance(shape, Text) for each in shape.paragraphs]
        whole = [shape.click for shape in self.shapes if isinstance(shape, Table | Chart | Formula | Group)]
        return [*said, *whole].count("click")


@value(frozen=True)
class Part:
    """A named run of pages: one of PowerPoint's sections."""

    name: str
    pages: tuple[str, ...]


@value(frozen=True)
class Segment:
    """One part of the ruler: a view or a section, and how far it is argued."""

    state: Literal["full", "cut", "announced"] = "full"


@value(frozen=True)
class Deck:
    """All pages of one variant, with what holds for the whole file."""

    id: str
    title: str
    language: str
    pages: tuple[Page, ...]
    parts: tuple[Part, ...] = ()
    ruler: tuple[Segment, ...] = ()
    footer: str = ""
    author: str = ""
    subject: str = ""
    date: str | None = None
    licence: str = ""
    """What others may do with it."""
    variant: str = ""
    properties: dict[str, str] = field(default_factory=dict)
