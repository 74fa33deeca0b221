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
from deckgen.maths.setting import AXIS, set_formula
from deckgen.maths.spoken import spoken
from deckgen.outline.blocks import Math
from deckgen.scene import Box, Formula, Text
from deckgen.text.inline import plain_words
from deckgen.text.paragraph import STEP, Run, Style
from deckgen.value import value

SLACK = 1.05
"""How much wider and higher than we reckon PowerPoint may set a formula: no face of Cambria Math could be measured."""
AIR = 4.0
"""Above and below a formula, which holds more than a line does."""
NUMBER_GAP, CAPTION_GAP, ALONE_GAP = 24.0, 8.0, 18.0
"""Between a formula and its number; and its caption, which is nearer to it than what follows, unless nothing does."""
NAMES, NAME_SHARE = 124.0, 0.3
"""The column of names before formulas: two of the grid's; more where a name needs it, up to a share of the width."""
BESIDE = 8.0
"""More than a line's height, in which a name or a number stands by its ink at the formula's axis."""
_TOLERANCE = 0.01


@value(frozen=True)
class Plan:
    """A formula at the size that was chosen: the room it needs, that of its number at the right and of its caption below."""

    set: Set
    size: float
    high: float
    name: float
    number: float
    caption: float


def needed(block: Math, pen: Pen, look: str = "formula", aside: float = 0.0) -> float:
    """The height of a formula and what belongs to it, in the pen's box."""
    plan = _plan(block, pen, look, aside)[0]
    return plan.high + plan.caption


def reach(block: Math, pen: Pen, look: str = "formula") -> float:
    """How far a formula reaches from the left of the pen's box, its name included; the whole width where it has a number."""
    plan = _plan(block, pen, look)[0]
    return plan.name + plan.set.width * SLACK if not plan.number else pen.box.width


def formula(block: Math, pen: Pen, look: str = "formula", aside: float = 0.0) -> tuple[Drawn, float]:
    """The formula, its number and its caption, from the top of the pen's box on, and where they end.

    `look` is the style of a formula among other things, or of one that stands alone. The caption stands below, or `aside` so
    far from the left.
    """
    plan, style = _plan(block, pen, look, aside)
    box, node = pen.box, read(str(block.latex))
    room = box.width - plan.number - plan.name
    if plan.set.width * SLACK > room + _TOLERANCE:
        pen.complain("the formula is wider than its place at the smallest size that can be read", block.latex,
                     r"part it into lines with \\, or give it a slide of its own")
    elif plan.high + plan.caption > box.height + _TOLERANCE:
        pen.complain("the formula is higher than its place at the smallest size that can be read", block.latex,
                     "say it in fewer lines, or give it a slide of its own")
    place = Box(box.x + plan.name, box.y, min(plan.set.width * SLACK, room), plan.high)
    drawn = set_formula(node, times(), plan.size)
    line = place.y + (place.height - drawn.height - drawn.depth) / 2 + drawn.height
    said = spoken(node)
    shown = Formula(place, node, Run(said, block.latex.key, False), plan.size, drawn.ink, line, style.colour,
                    f"{pen.prefix}.math", plain_words(block.alt) if block.alt is not None else said,
                    "click" if block.build else "")
    words: list[Text] = []
    axis = line - AXIS * plan.size
    beside = (("name", block.name, box.x, plan.name - NUMBER_GAP, pen.style("formula-name")),
              ("number", block.number, box.right - plan.number, plan.number, pen.style("formula-number", align="right")),
              ("caption", block.caption if aside else None, box.x + aside, box.width - aside, pen.style("formula-caption")))
    for what, text, x, wide, look_ in beside:
        if text is not None:
            high = pen.height(wide, (text, look_)) + BESIDE
            words.append(pen.text(Box(x, axis - high / 2, wide, high), (text, look_), anchor="middle",
                                  name=f"{pen.prefix}.{what}"))
    if block.caption is not None and not aside:
        below = Box(place.x, place.bottom + _gap(look), box.right - place.x, max(plan.caption - _gap(look), 0.0))
        words.append(pen.text(below, (block.caption, pen.style("formula-caption")), name=f"{pen.prefix}.caption"))
    if block.build:
        words = [replace(each, paragraphs=tuple(replace(part, click="with") for part in each.paragraphs)) for each in words]
    return (shown, *words), box.y + plan.high + plan.caption


def _gap(look: str) -> float:
    return ALONE_GAP if look == "formula-alone" else CAPTION_GAP


def _plan(block: Math, pen: Pen, look: str = "formula", aside: float = 0.0) -> tuple[Plan, Style]:
    """The largest size at which it fits, else the smallest."""
    style, node = pen.style(look), read(str(block.latex))
    number = pen.width(block.number, pen.style("formula-number")) + NUMBER_GAP if block.number is not None else 0.0
    name = 0.0
    if block.name is not None:
        name = min(max(pen.width(block.name, pen.style("formula-name")), NAMES), pen.box.width * NAME_SHARE) + NUMBER_GAP
    below = pen.height(pen.box.width - name, (block.caption, pen.style("formula-caption")))
    caption = below + _gap(look) if block.caption and not aside else 0.0
    size, least = style.size, pen.style("small").floor
    while True:
        found = set_formula(node, cambria(), size)
        plan = Plan(found, size, (found.height + found.depth) * SLACK + 2 * AIR, name, number, caption)
        fits = found.width * SLACK <= pen.box.width - number - name and plan.high + caption <= pen.box.height
        smaller = size - STEP
        if fits or smaller < style.floor or found.smallest * smaller / size < least:
            return plan, style
        size = smaller
