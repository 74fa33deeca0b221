"""The pen: what everything on a page is drawn with. It measures text, and gathers what does not fit as problems."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, cast

from deckgen.layout.centring import centred
from deckgen.problem import Problem, so_many
from deckgen.scene import Box, Connector, End, Line, Media, Shape, Side, Stroke, Text
from deckgen.source.span import Span
from deckgen.source.words import Words
from deckgen.text.face import Face
from deckgen.text.fit import Overflow, fit, height
from deckgen.text.inline import read_inline
from deckgen.text.paragraph import Colour, Paragraph, Run, Runs, Style
from deckgen.text.wrap import measured, natural_width
from deckgen.theme.model import Theme

OUTLINE = Stroke("accent3", 1.0)
DASHED = (7.0, 4.0)
HEAVY, THIN, HAIR = Stroke("dk1", 2.0), Stroke("dk1", 1.0), Stroke("lt2/88", 1.0)
"""The three lines of a table, and the fine one between rows."""

Readable = Words | Run | Runs | str | None
"""Anything that reads as text."""


@dataclass(repr=False, eq=False)
class Pen:
    """Draws into `box`. `prefix` starts every shape's id; problems are gathered, never raised.

    `words` are the outline's words by key, by which a problem finds the line of what does not fit.
    """

    box: Box
    theme: Theme
    face: Face
    language: str
    prefix: str
    problems: list[Problem] = field(default_factory=list)
    count: int = 0
    words: Mapping[str, Words] = field(default_factory=dict)
    home: Span | None = None
    """Where the slide starts, for problems with words that are not the author's."""
    cite: Callable[[Runs], Runs] | None = None
    """Puts marks in the place of citations, where the talk cites."""
    pictures: Mapping[str, Media] = field(default_factory=dict)
    """The outline's pictures by the keys of their blocks."""

    def within(self, box: Box, name: str = "") -> Pen:
        """A pen for a part of the page; its problems are gathered with the others."""
        return replace(self, box=box, prefix=f"{self.prefix}.{name}" if name else self.prefix, count=0 if name else self.count)

    def style(self, name: str, colour: Colour = "", bold: bool | None = None, align: str = "") -> Style:
        """A named style of the theme, with changes."""
        style = self.theme.styles[name]
        if colour:
            style = replace(style, colour=colour)
        if bold is not None:
            style = replace(style, bold=bold)
        if align:
            style = replace(style, align=cast(Literal["left", "center", "right"], align))
        return style

    def word(self, name: str) -> Run:
        """One of the theme's own words."""
        return Run(self.theme.word(name, self.language))

    def runs(self, text: Readable) -> Runs:
        """Anything that reads as text: words through inline Markdown, the rest as it is."""
        if text is None:
            return ()
        if isinstance(text, Words):
            return read_inline(text) if self.cite is None else self.cite(read_inline(text))
        if isinstance(text, Run):
            return (text,)
        if isinstance(text, str):
            return (Run(text),)
        return text

    def width(self, text: Readable, style: Style) -> float:
        """The width of the text on one line (the widest, where it holds line breaks), with the slack of measuring."""
        return natural_width(self.runs(text), style, self.face)

    def set(self, text: Readable, style: Style, width: float) -> Paragraph:
        """A paragraph that carries its style, broken into lines of `width`: what a cell of a table holds."""
        runs = self.runs(text)
        if not runs:
            return Paragraph(runs, style=style)
        found = measured(runs, style, width, self.face)
        return Paragraph(runs, style=style, breaks=found.ends, narrower=found.narrower)

    def height(self, width: float, *lines: tuple[Readable, Style]) -> float:
        """How high the lines become, wrapped in the width at their own sizes; the space above the first does not count."""
        pairs = [(runs, style) for text, style in lines if (runs := self.runs(text))]
        paragraphs = [Paragraph(runs, level) for level, (runs, _) in enumerate(pairs)]
        return height(paragraphs, [style for _, style in pairs], width, self.face)

    def ident(self) -> str:
        """A fresh id for a shape."""
        self.count += 1
        return f"{self.prefix}.{self.count}"

    def complain(self, message: str, text: Readable | Sequence[Paragraph], hint: str, rule: str = "fit") -> None:
        """Keep a problem, at the line of the first of the author's words in `text`."""
        self.problems.append(Problem(message, self.span(text), hint, rule))

    def span(self, text: Readable | Sequence[Paragraph]) -> Span | None:
        """Where the first of the author's words in a text was typed, else where its slide starts."""
        if isinstance(text, Words):
            return text.span
        if isinstance(text, tuple | list):
            for each in text:
                for run in each.runs if isinstance(each, Paragraph) else (each,):
                    if run.key in self.words:
                        return self.words[run.key].span
        return self.home

    def text(
        self,
        box: Box,
        *lines: tuple[Readable, Style],
        anchor: str = "top",
        fill: Colour | None = None,
        stroke: Stroke | None = None,
        inset: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0),
        name: str = "",
    ) -> Text:
        """Text in a frame, one paragraph per (text, style); empty texts are left out.

        Sizes step down together to the styles' floors; what still does not fit is a problem at the words' line.
        """
        room = Box(box.x + inset[0], box.y + inset[1], box.width - inset[0] - inset[2], box.height - inset[1] - inset[3])
        pairs = [(runs, style) for text, style in lines if (runs := self.runs(text))]
        paragraphs = [Paragraph(runs, level) for level, (runs, _) in enumerate(pairs)]
        styles = [style for _, style in pairs]
        fitted = fit(paragraphs, styles, room.width, room.height, self.face) if pairs else None
        if isinstance(fitted, Overflow):
            self.complain("text does not fit its place in the figure: "
                          f"{so_many(fitted.lines, 'line')} too many at the smallest size",
                          next((text for text, _ in lines if text), None),
                          "shorten it, or give the figure a slide of its own")
        elif fitted is not None:
            paragraphs, styles = list(fitted.paragraphs), list(fitted.styles or styles)
        kept = tuple(replace(each, level=0, style=style) for each, style in zip(paragraphs, styles, strict=True))
        if anchor == "middle":
            inset = centred(kept, box, inset)
        return Text(box, kept, fill=fill, stroke=stroke, anchor=cast(Literal["top", "middle", "bottom"], anchor), inset=inset,
                    id=self.ident(), name=name)

    def rule(self, x1: float, y1: float, x2: float, y2: float, colour: Colour = "dk1", width: float = 1.5,
             dash: tuple[float, float] | None = None) -> Line:
        """A straight line that joins nothing."""
        return Line(x1, y1, x2, y2, colour, width, dash)

    def join(self, start: Text, side: Side, end: Text, other: Side, colour: Colour = "dk1", width: float = 2.0,
             dash: tuple[float, float] | None = None, head: bool = True) -> Connector:
        """A connector glued to the middles of two sides; straight, or with one bend where the middles do not face."""
        a, b = middle(start.box, side), middle(end.box, other)
        if abs(a[0] - b[0]) < 0.5 or abs(a[1] - b[1]) < 0.5:
            points: tuple[tuple[float, float], ...] = (a, b)
        elif side in ("left", "right"):
            points = (a, (b[0], a[1]), b)
        else:
            points = (a, (a[0], b[1]), b)
        return Connector(points, End(start.id, side), End(end.id, other), colour, width, dash, head)


def middle(box: Box, side: Side) -> tuple[float, float]:
    """The middle of one side of a box."""
    x, y = box.middle
    return {"top": (x, box.y), "bottom": (x, box.bottom), "left": (box.x, y), "right": (box.right, y)}[side]


def glue(shape: Text, side: Side, point: tuple[float, float]) -> End:
    """The glue of a connector that ends at a point of one side of a box."""
    box = shape.box
    at = (point[1] - box.y) / box.height if side in ("left", "right") else (point[0] - box.x) / box.width
    return End(shape.id, side, 0.5 if abs(at - 0.5) < 1e-3 else round(at, 5))


def sited(shapes: Sequence[Shape]) -> Drawn:
    """The shapes, each with the connection sites that connectors among them are glued to."""
    sites: dict[str, dict[tuple[Side, float], None]] = {}
    for each in shapes:
        if isinstance(each, Connector):
            for end in (each.start, each.end):
                if end is not None and end.at != 0.5:
                    sites.setdefault(end.shape, {})[end.side, end.at] = None
    return tuple(replace(each, sites=tuple(sites[each.id])) if isinstance(each, Text) and each.id in sites else each
                 for each in shapes)


Drawn = tuple[Shape, ...]
