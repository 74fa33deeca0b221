"""Text that fits its frame, or a plain answer that it does not.

The remedies come in one order: the style's own sizes; all levels two points smaller, again and again, each stopping at its
floor, the pitch in proportion; then half the space between paragraphs. What needs more than that is an `Overflow`, and the
caller continues on a further page or tells the author. A size at which a word would have to be cut is passed over for a smaller
one that keeps it whole, if there is one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from math import ceil

from deckgen.text.face import Face
from deckgen.text.paragraph import STEP, Paragraph, Style
from deckgen.text.title import balance
from deckgen.text.wrap import measured, summed
from deckgen.value import value

__all__ = ["Fitted", "Overflow", "at_step", "balance", "fit", "height", "steps"]

SPARE_FROM = 4
"""A frame of this many lines or more keeps one line spare, where it is asked to."""
_TOLERANCE = 0.01


@value(frozen=True)
class Fitted:
    """Text that fits: paragraphs with their line breaks, and the height that they take.

    `styles` holds a style per level where they had to become smaller, and is empty where the frame's own sizes fit. Paragraphs
    that brought a style of their own carry the smaller one.
    """

    paragraphs: tuple[Paragraph, ...]
    styles: tuple[Style, ...]
    height: float


@value(frozen=True)
class Overflow:
    """Text that does not fit at the smallest: how many lines are too many, and the height that it would take."""

    lines: int
    height: float


@lru_cache(maxsize=512)
def _smaller(style: Style, step: int, tight: bool) -> Style:
    """A style after so many steps; one without a floor keeps its size."""
    smaller = style.lowered(STEP * step)
    return replace(smaller, before=smaller.before / 2) if tight else smaller


def steps(styles: Sequence[Style]) -> int:
    """How many steps down there are until every style stands on its floor."""
    return max((ceil((style.size - style.floor) / STEP) for style in styles if 0 < style.floor < style.size), default=0)


def _remedies(styles: Sequence[Style]) -> Iterator[tuple[int, bool]]:
    last = steps(styles)
    for step in range(last + 1):
        yield step, False
    if any(style.before for style in styles):
        yield last, True


def _sums(paragraphs: Sequence[Paragraph], levels: Sequence[Style], face: Face) -> list[list[float]]:
    """What `summed` says of each paragraph."""
    return [summed(each.runs, each.style or levels[min(each.level, len(levels) - 1)], face) for each in paragraphs]


def _set(paragraphs: Sequence[Paragraph], sums: Sequence[Sequence[float]], levels: Sequence[Style], width: float, face: Face,
         step: int, tight: bool) -> tuple[list[Paragraph], float, bool]:
    """Paragraphs with breaks at one step, the height they take, and whether a word was cut."""
    styles = [_smaller(style, step, tight) for style in levels] if step or tight else levels
    placed: list[Paragraph] = []
    total, cut = 0.0, False
    for paragraph, widths in zip(paragraphs, sums, strict=True):
        own = paragraph.style
        if own is None:
            style = styles[min(paragraph.level, len(styles) - 1)]
        else:
            style = own = _smaller(own, step, tight) if step or tight else own
        start = style.indent if paragraph.level or paragraph.marker != "" else 0.0  # without its marker it starts at the edge
        broken = measured(paragraph.runs, style, width - start, face, sums=widths)
        total += len(broken.ends) * style.pitch + (style.before if placed else 0.0)
        cut = cut or broken.cut
        placed.append(Paragraph(paragraph.runs, paragraph.level, own, broken.ends, paragraph.marker, paragraph.click,
                                broken.narrower))
    return placed, total, cut


def height(paragraphs: Sequence[Paragraph], levels: Sequence[Style], width: float, face: Face) -> float:
    """The height in points that paragraphs take at their own sizes: their lines, and the space above all but the first."""
    return _set(paragraphs, _sums(paragraphs, levels, face), levels, width, face, 0, False)[1]


def at_step(paragraphs: Sequence[Paragraph], levels: Sequence[Style], width: float, face: Face, step: int,
            tight: bool = False) -> tuple[tuple[Paragraph, ...], tuple[Style, ...], bool]:
    """Paragraphs with their lines so many steps down, the styles of the levels there, and whether a word was cut.

    `tight` halves the space between paragraphs.
    """
    placed, _, cut = _set(paragraphs, _sums(paragraphs, levels, face), levels, width, face, step, tight)
    return tuple(placed), tuple(_smaller(style, step, tight) for style in levels), cut


def fit(paragraphs: Sequence[Paragraph], levels: Sequence[Style], width: float, height: float, face: Face,
        spare: bool = False) -> Fitted | Overflow:
    """Paragraphs set into a frame of `width` × `height` points; `levels` are the frame's styles, first level first.

    A level beyond the last is set as the last; a paragraph's own style wins over its level's. `spare` keeps one line of a
    frame of four lines or more free, for what a machine without the fonts may need.
    """
    if not paragraphs:
        return Fitted((), (), 0.0)
    styles = [*levels, *(each.style for each in paragraphs if each.style is not None)]
    pitch = (paragraphs[0].style or levels[min(paragraphs[0].level, len(levels) - 1)]).pitch
    spared = spare and height >= SPARE_FROM * pitch - _TOLERANCE
    sums = _sums(paragraphs, levels, face)
    second_best: Fitted | None = None
    for step, tight in _remedies(styles):
        placed, total, cut = _set(paragraphs, sums, levels, width, face, step, tight)
        lead = placed[0].style or _smaller(levels[min(placed[0].level, len(levels) - 1)], step, tight)
        room = height - (lead.pitch if spared else 0.0)
        if total <= room + _TOLERANCE:
            small = tuple(_smaller(style, step, tight) for style in levels) if step or tight else ()
            fitted = Fitted(tuple(placed), small, total)
            if not cut:
                return fitted
            second_best = second_best or fitted
    if second_best is not None:
        return second_best
    return Overflow(max(1, ceil((total - room - _TOLERANCE) / lead.pitch)), total)
