"""What the body of a slide may contain: text, lists, quotations, tables, charts, formulas, pictures, code, columns, figures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import ClassVar, Literal

from deckgen.outline.figures import Figure
from deckgen.outline.keyed import Built, Id, Keyed
from deckgen.source.words import Words
from deckgen.value import value


@value(frozen=True, kw_only=True)
class Text(Built):
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
class Points(Built):
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
class Cell:
    """A cell of a table that reaches over several rows or columns, or that is to be looked at."""

    text: Words
    rows: int = 1
    """How many rows it reaches over, from its own down; the rows below leave it out, as in HTML."""
    columns: int = 1
    """How many columns it reaches over, from its own to the right."""
    highlight: bool = False
    """Look here: bold and red."""


@value(frozen=True, kw_only=True)
class Table(Built):
    """Rows of cells under a header. Where the rows do not exist, `missing` says why, in one row that ends dashed."""

    block: ClassVar[str] = "table"
    header: tuple[Words | Cell, ...] = ()
    rows: tuple[tuple[Words | Cell, ...], ...] = ()
    groups: tuple[RowGroup, ...] = ()
    highlight: tuple[Words, ...] = field(default=(), metadata={"lone": True})
    """Rows and columns to look at, bold and red: the first cell of the row, or the head of the column."""
    missing: Words | None = None


@value(frozen=True, kw_only=True)
class Series:
    """Numbers under one name; an empty value (`~`) is a gap."""

    name: Words
    values: tuple[float | None, ...]
    x: tuple[float, ...] = ()
    """In a scatter chart: where each value stands along the axis `x`."""
    names: tuple[Words, ...] = ()
    """In a scatter chart: the name of each point."""
    style: Literal["text", "reading"] = "text"
    """Whether the text says so, or it is a reading: a projection, a guess. That is drawn dashed."""


@value(frozen=True, kw_only=True)
class Axis:
    """An axis: what it measures, and in what."""

    shorthand: ClassVar[str] = "name"
    name: Words | None = None
    unit: Words | None = None
    """Stands behind the axis' name, else behind each value."""
    from_: float | None = None
    """Where the axis starts; chosen from the values where it is left out, as is `to`."""
    to: float | None = None


@value(frozen=True, kw_only=True)
class Claim:
    """What a chart shows, set beside the plot with a bracket from one category to another."""

    from_: Words
    to: Words
    says: Words
    text: Words | None = None


@value(frozen=True, kw_only=True)
class Chart(Built):
    """A native chart with its workbook. `bar` is horizontal, `column` vertical; `highlight` names what to look at."""

    block: ClassVar[str] = "chart"
    type: Literal["bar", "column", "line", "scatter", "pie"]
    """What to compare: sizes (`bar`, `column`), a course (`line`), two measures (`scatter`). A `pie` must be insisted on."""
    categories: tuple[Words, ...] = ()
    series: tuple[Series, ...]
    stacked: Literal["sum", "share"] | None = None
    """Series on top of each other: their sum, or the share of each in a hundred percent."""
    scale: Literal["linear", "log", "log-x", "log-log"] = "linear"
    """Which axes are logarithmic: that of the values (`log`); in a scatter chart also the other one, or both."""
    x: Axis | None = None
    """The axis of the categories; in a scatter chart the one of `x`."""
    y: Axis | None = None
    """The axis of the values, also in a bar chart, where it runs across."""
    format: str | None = None
    """How values are written, in Excel's words: `0`, `0.0`, `#,##0`, `0.0%`; left out: as typed, millions as M."""
    labels: Literal["all", "ends", "none"] | None = None
    """Values beside all points, or the first and last of each line. Left out: what has room."""
    highlight: tuple[Words, ...] = field(default=(), metadata={"lone": True})
    """Categories, series or points, by name: one name, or a list of names."""
    absent: Words | None = None
    """What to print where a value is missing, such as 未公开."""
    claim: Claim | None = None
    insist: bool = False
    """A pie after all."""
    alt: Words | None = None
    """What the chart shows, for those who can't see it; left out: told from the numbers."""


@value(frozen=True, kw_only=True)
class Image(Built):
    """A picture from the talk's folder: PNG, JPEG or SVG. It says what it shows (`alt`), or that it is `decorative`."""

    block: ClassVar[str] = "image"
    src: Words
    """Its path, seen from the outline, with `/` between folders."""
    alt: Words | None = None
    decorative: bool = False
    """It says nothing: screen readers pass it over."""
    fit: Literal["contain", "cover"] = "contain"
    """Whole, as large as its place allows; or filling its place, with what reaches beyond cut off alike on both sides."""
    caption: Words | None = None
    credit: Words | None = None
    """Whose it is and under which licence; it joins the source line."""


@value(frozen=True, kw_only=True)
class Code(Built):
    """Lines of a program, as typed, in the colours of the theme."""

    block: ClassVar[str] = "code"
    text: Words
    language: Words
    """Such as python, c++, sql, bash; `text` for none. It is never guessed."""
    numbers: bool = False
    """Number the lines."""
    highlight: tuple[int, ...] = field(default=(), metadata={"lone": True})
    """The line to look at, counted from 1, or a list of lines."""


@value(frozen=True, kw_only=True)
class Math(Built):
    r"""A formula in LaTeX, which becomes PowerPoint's own. Lines end in `\\` and meet at `&`; words stand in `\text{…}`."""

    block: ClassVar[str] = "math"
    shorthand: ClassVar[str] = "latex"
    latex: Words
    name: Words | None = None
    """What the formula says in a word, such as 交叉熵, before it: formulas with names stand in one column."""
    number: Words | None = None
    """What the formula is called by, such as (1), at the right margin."""
    caption: Words | None = None
    """A line or two below it: what the letters stand for."""
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


Block = Text | Points | Quote | Table | Chart | Math | Image | Code | Columns | Views | Figure
