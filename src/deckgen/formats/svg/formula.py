"""Formulas: letters where they were set, rules, and signs stretched along paths. Said aloud as a line of text."""

from __future__ import annotations

from deckgen.formats.svg.paint import Paint, number, said
from deckgen.maths.ink import Drawn, Glyphs
from deckgen.maths.stretched import PATHS
from deckgen.scene import Box, Formula


def formula(shape: Formula, paint: Paint) -> str:
    """A formula in its box; its parts carry the author's key together."""
    x, y = shape.box.x, shape.line
    colour = paint.colour(shape.colour)
    parts = "".join([_letters(each, x, y) if isinstance(each, Glyphs) else _sign(each, x, y, colour) for each in shape.ink])
    return (f'<g class="math" data-key="{said(shape.said.key)}" role="img" aria-label="{said(shape.alt or shape.said.text)}" '
            f'fill="{colour}">{parts}{_reach(shape.box)}</g>')


def _reach(box: Box) -> str:
    """The whole box takes a click, not only its ink."""
    return (f'<rect x="{number(box.x)}" y="{number(box.y)}" width="{number(box.width)}" height="{number(box.height)}" '
            'fill="none" stroke="none" pointer-events="all"/>')


def _letters(part: Glyphs, x: float, y: float) -> str:
    weight = ' font-weight="700"' if "bold" in part.look else ""
    slant = ' font-style="italic"' if "italic" in part.look else ""
    middle = x + part.x + part.width / 2
    return (f'<text x="{number(middle)}" y="{number(y + part.y)}" font-size="{number(part.size)}"{weight}{slant} '
            f'text-anchor="middle">{said(part.text)}</text>')


def _sign(part: Drawn, x: float, y: float, colour: str) -> str:
    left, top = x + part.x, y + part.y
    if part.sign == "―":
        return (f'<rect x="{number(left)}" y="{number(top)}" width="{number(part.width)}" height="{number(part.height)}"/>')
    if part.sign == "•":
        return (f'<ellipse cx="{number(left + part.width / 2)}" cy="{number(top + part.height / 2)}" '
                f'rx="{number(part.width / 2)}" ry="{number(part.height / 2)}"/>')
    steps = " ".join(_step(each, part, left, top) for each in PATHS.get(part.sign, PATHS["|"]))
    return (f'<path d="{steps}" fill="none" stroke="{colour}" stroke-width="{number(part.weight)}" '
            'stroke-linejoin="round"/>')


def _step(step: str, part: Drawn, left: float, top: float) -> str:
    kind, *numbers = step.split()
    points = zip(numbers[::2], numbers[1::2], strict=True)
    return kind + " ".join(f"{number(left + part.width * float(a) / 100)} {number(top + part.height * float(b) / 100)}"
                           for a, b in points)
