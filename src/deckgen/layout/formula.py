"""Formulas on the page: as large as their style says or as their place allows, left on the column, the number at the margin.

How much room PowerPoint needs for a formula is reckoned with the measures of Cambria, a little generously; where its parts stand
in programs without formulas with those of Times, which are everywhere. Scripts count: a formula steps down only as long as
its smallest letters can be read from the back row.
"""

from __future__ import annotations

from dataclasses import replace

from deckgen.layout.pen import Drawn, Pen
from deckgen.maths.ink import Set
from deckgen.maths.latex import formula as read
from deckgen.maths.measures import cambria, times
from deckgen.maths.setting import set_formula
from deckgen.maths.spoken import spoken
from deckgen.outline.blocks import Math
from deckgen.scene import Box, Formula, Text
from deckgen.text.inline import plain_words
from deckgen.text.paragraph import STEP, Run, Style
from deckgen.value import value

SLACK = 1.05
"""How much wider and higher than we reckon PowerPoint may set a formula: no face of Cambria Math could be measured."""
AIR = 6.0
"""Above and below a formula, which holds more than a line does."""
NUMBER_GAP, CAPTION_GAP = 24.0, 8.0
_TOLERANCE = 0.01


@value(frozen=True)
class Plan:
    """A formula at the size that was chosen: the room it needs, that of its number at the right and of its caption below."""

    set: Set
    size: float
    high: float
    number: float
    caption: float


def needed(block: Math, pen: Pen) -> float:
    """The height of a formula and what belongs to it, in the pen's box."""
    plan = _plan(block, pen)[0]
    return plan.high + plan.caption


def formula(block: Math, pen: Pen, look: str = "formula") -> tuple[Drawn, float]:
    """The formula, its number and its caption, from the top of the pen's box on, and where they end.

    `look` is the style of a formula among other things, or of one that stands alone.
    """
    plan, style = _plan(block, pen, look)
    box, node = pen.box, read(str(block.latex))
    room = box.width - plan.number
    if plan.set.width * SLACK > room + _TOLERANCE:
        pen.complain("the formula is wider than its place at the smallest size that can be read", block.latex,
                     r"part it into lines with \\, or give it a slide of its own")
    elif plan.high + plan.caption > box.height + _TOLERANCE:
        pen.complain("the formula is higher than its place at the smallest size that can be read", block.latex,
                     "say it in fewer lines, or give it a slide of its own")
    place = Box(box.x, box.y, min(plan.set.width * SLACK, room), plan.high)
    drawn = set_formula(node, times(), plan.size)
    line = place.y + (place.height - drawn.height - drawn.depth) / 2 + drawn.height
    said = spoken(node)
    shown = Formula(place, node, Run(said, block.latex.key, False), plan.size, drawn.ink, line, style.colour,
                    f"{pen.prefix}.math", plain_words(block.alt) if block.alt is not None else said,
                    "click" if block.build else "")
    words: list[Text] = []
    if block.number is not None:
        at_right = pen.style("formula-number", align="right")
        words.append(pen.text(Box(box.right - plan.number, place.y, plan.number, place.height), (block.number, at_right),
                              anchor="middle", name=f"{pen.prefix}.number"))
    if block.caption is not None:
        below = Box(box.x, place.bottom + CAPTION_GAP, box.width, max(plan.caption - CAPTION_GAP, 0.0))
        words.append(pen.text(below, (block.caption, pen.style("formula-caption")), name=f"{pen.prefix}.caption"))
    if block.build:
        words = [replace(each, paragraphs=tuple(replace(part, click="with") for part in each.paragraphs)) for each in words]
    return (shown, *words), box.y + plan.high + plan.caption


def _plan(block: Math, pen: Pen, look: str = "formula") -> tuple[Plan, Style]:
    """The largest size at which it fits, else the smallest."""
    style, node = pen.style(look), read(str(block.latex))
    number = pen.width(block.number, pen.style("formula-number")) + NUMBER_GAP if block.number is not None else 0.0
    caption = pen.height(pen.box.width, (block.caption, pen.style("formula-caption"))) + CAPTION_GAP if block.caption else 0.0
    size, least = style.size, pen.style("small").floor
    while True:
        found = set_formula(node, cambria(), size)
        plan = Plan(found, size, (found.height + found.depth) * SLACK + 2 * AIR, number, caption)
        fits = found.width * SLACK <= pen.box.width - number and plan.high + caption <= pen.box.height
        smaller = size - STEP
        if fits or smaller < style.floor or found.smallest * smaller / size < least:
            return plan, style
        size = smaller
