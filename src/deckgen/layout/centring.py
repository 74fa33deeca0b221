"""Words in the middle of a box, by their ink: lines alone would stand 2 to 4 points low.

A line's ink does not lie in the middle of its line. Above the base line a Han character reaches 0.84 of its size and below it
0.08, a capital 0.72 and nothing; the base line itself lies 0.21 of the size above the line's end in LibreOffice (measured), at
about 0.8 of the pitch in PowerPoint. Half-way between the two each is right within about a point at all our sizes;
`tests/test_centring.py` measures it in print.
"""

from __future__ import annotations

from collections.abc import Sequence

from deckgen.scene import Box
from deckgen.text.paragraph import Paragraph, Style, plain
from deckgen.text.scripts import holds_han

HAN, LATIN = (0.84, 0.08), (0.72, 0.0)
"""How far ink reaches above and below the base line, in em: of Han, and of figures and capitals."""
SHARE, DESCENT = 0.8, 0.21
"""Where the base line is in PowerPoint, as a share of the pitch; how far above the line's end in LibreOffice, in em."""

Inset = tuple[float, float, float, float]


def centred(paragraphs: Sequence[Paragraph], box: Box, inset: Inset) -> Inset:
    """The insets (left, top, right, bottom) with which words in the middle of a box stand there by their ink.

    Room is taken above them before it is added below; where there is none, they stand as high as their lines allow.
    """
    if not paragraphs:
        return inset
    left, top, right, bottom = inset
    by = low(paragraphs)
    above = min(max(top - by, 0.0), max(top, 0.0) if by > 0 else top - by)
    below = bottom - top + 2 * by + above
    lines = sum(each.height + (each.style.before if number and each.style else 0.0) for number, each in enumerate(paragraphs))
    most = max(box.height - lines - above, bottom)
    return left, round(above, 2), right, round(max(min(below, most), 0.0), 2)


def low(paragraphs: Sequence[Paragraph]) -> float:
    """How far the middle of the ink lies below the middle of the lines, in points; the paragraphs carry their styles."""
    first, last = paragraphs[0], paragraphs[-1]
    assert first.style is not None and last.style is not None
    start, end = plain(first.runs), plain(last.runs)
    start = start[:first.breaks[0]] if first.breaks else start
    end = end[last.breaks[-2]:] if len(last.breaks) > 1 else end
    over = _above(start, first.style)
    under = last.style.pitch - _base(last.style) - _reach(end)[1] * last.style.size
    return (over - under) / 2


def _above(text: str, style: Style) -> float:
    return _base(style) - _reach(text)[0] * style.size


def _base(style: Style) -> float:
    """From the top of a line to its base line: between what the two programs do."""
    return (SHARE * style.pitch + style.pitch - DESCENT * style.size) / 2


def _reach(text: str) -> tuple[float, float]:
    return HAN if holds_han(text) else LATIN
