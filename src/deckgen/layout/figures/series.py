"""How the series of a chart look, so that they can be told apart without their colours: by lightness and pattern, or by markers.

Red is what is looked at, and nothing else: the pair of a claim, else what is highlighted. Dashed is what the text does not say.
"""

from __future__ import annotations

from deckgen.layout.pen import Pen
from deckgen.outline.blocks import Chart
from deckgen.scene import Data, Stroke
from deckgen.source.words import Words
from deckgen.text.paragraph import Colour, Run
from deckgen.value import value

RED: Colour = "accent1"


@value(frozen=True)
class Area:
    """The look of bars, of slices, and the ink that can be read on them; None where words need a ground of their own."""

    colour: Colour
    ink: Colour | None
    pattern: str = ""
    outline: Stroke | None = None


DARK, GREY = Area("accent2", "lt1"), Area("accent3", "dk1")
LIGHT = Area("lt2/88", "dk1", outline=Stroke("accent3", 1.0))
STRIPED = Area("accent2", None, "wdUpDiag", Stroke("accent2", 1.0))
BLACK = Area("dk1", "lt1")
MARKED = Area(RED, "lt1")
EDGE = Stroke("accent3", 1.0)
PARTS = (Area("accent2", "lt1", outline=Stroke("accent2", 1.0)), Area("lt2/88", "dk1", outline=EDGE),
         Area("lt2", "dk1", outline=EDGE), STRIPED, Area("dk1", "lt1", outline=Stroke("dk1", 1.0)))
"""Parts of a stack carry words: all have an edge, so that they are equally wide, and are light or dark enough for ink."""
MARKED_PART = Area(RED, "lt1", outline=Stroke(RED, 1.0))
PARTS_BESIDE_RED = (PARTS[1], PARTS[2], PARTS[0], STRIPED, PARTS[4])
AREAS = (DARK, GREY, LIGHT, STRIPED, BLACK)
"""In order of use; two that meet differ in lightness by more than they do in colour."""
BESIDE_RED = (GREY, LIGHT, DARK, STRIPED, BLACK)

LINES: tuple[Colour, ...] = ("accent2", "accent3", "dk1", "accent5", "dk2", "accent6")
LINES_BESIDE_RED: tuple[Colour, ...] = ("accent3", "dk2", "accent2", "dk1", "accent5", "accent6")
MARKERS = ("circle", "square", "triangle", "diamond", "x", "plus")
THIN, THICK = 2.0, 3.5


def one(pen: Pen, name: Words) -> Run:
    """A name as a single run."""
    runs = pen.runs(name)
    return runs[0] if len(runs) == 1 else Run("".join(run.text for run in runs), name.key, False)


def singled(figure: Chart) -> list[bool]:
    """Which series are highlighted."""
    marked = {str(name) for name in figure.highlight}
    return [str(series.name) in marked for series in figure.series]


def looked_at(figure: Chart) -> set[str]:
    """What is red where it is a bar or a point: the pair of a claim, else what is highlighted."""
    claim = figure.claim
    return {str(claim.from_), str(claim.to)} if claim is not None else {str(name) for name in figure.highlight}


def areas(figure: Chart) -> list[Area]:
    """The look of each series of bars or columns."""
    marked = singled(figure)
    if figure.stacked:
        parts = iter(PARTS_BESIDE_RED if any(marked) else PARTS)
        return [MARKED_PART if each else next(parts) for each in marked]
    if any(marked):
        others = iter(BESIDE_RED)
        return [MARKED if each else next(others) for each in marked]
    return [GREY] if len(marked) == 1 else list(AREAS[:len(marked)])


def point_colours(figure: Chart, names: list[str]) -> tuple[tuple[Colour | None, ...], tuple[bool, ...]]:
    """Colours of the points that are picked out, and which points are bold: those, and what else is highlighted.

    Bars of several series keep the colours that tell these apart; of what is picked out the values are red.
    """
    marked = {str(name) for name in figure.highlight}
    pair = looked_at(figure)
    colours = tuple(RED if name in pair else "dk1" if name in marked else None for name in names)
    bold = tuple(name in pair or name in marked for name in names)
    kept = any(singled(figure)) or (len(figure.series) > 1 and figure.type in ("bar", "column"))
    return (() if kept or not any(colours) else colours), bold


def filled(pen: Pen, figure: Chart, names: list[str]) -> tuple[Data, ...]:
    """The series of a chart of bars or columns, without their labels."""
    colours, _ = point_colours(figure, names)
    return tuple(
        Data(one(pen, series.name), (*series.values, *([None] * (len(names) - len(series.values)))), look.colour, colours,
             pattern=look.pattern, outline=look.outline, reading=series.style == "reading")
        for series, look in zip(figure.series, areas(figure), strict=True))


def lined(pen: Pen, figure: Chart) -> tuple[Data, ...]:
    """The series of a chart of lines or points, without their labels."""
    marked = singled(figure)
    lone = ("accent3" if figure.highlight else "dk1",)  # grey beside a red point
    others = iter(LINES_BESIDE_RED if any(marked) else lone if len(marked) == 1 else LINES)
    found = []
    for n, (series, red) in enumerate(zip(figure.series, marked, strict=True)):
        names = [str(name) for name in (series.names or figure.categories)]
        colours, _ = point_colours(figure, names)
        found.append(Data(
            one(pen, series.name), series.values, RED if red else next(others), colours, marker=MARKERS[n],
            width=THICK if red else THIN, reading=series.style == "reading", x=series.x,
            names=tuple(one(pen, name) for name in series.names)))
    return tuple(found)
