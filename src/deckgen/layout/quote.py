"""Quotations: one sense unit a line, the label 原文 at the left, whose words they are below.

A short one is set larger, as long as each unit keeps its line, and all of it stands in the upper middle of its place.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from deckgen.layout.prose import is_textual, paragraphs
from deckgen.layout.sheet import Sheet
from deckgen.markup import Content, Quotation
from deckgen.outline.blocks import Quote
from deckgen.scene import Box
from deckgen.text.fit import height
from deckgen.text.paragraph import Paragraph, Runs, Style, lines

FOOT = 472.0
"""Where the contents of a page end."""
AIR = 12.0
"""What a shorter quotation keeps between itself and the words under it, beyond what a long one has."""
LARGER = (1.5, 4 / 3, 7 / 6)
"""How much larger than its style a short quotation may be."""
SHARE = 0.75
"""How much of its place a quotation that is set larger may take."""
LEADING = 1.5
"""The pitch of a larger quotation, in sizes."""
BASE = 0.92
"""From the top of a line to the foot of its letters, of its pitch."""
UPPER = 0.5
"""How much of what a shorter quotation leaves free is above it."""


def quote(sheet: Sheet, contents: tuple[Content, ...]) -> tuple[Content, ...]:
    """The first quotation of the page in its slots, and below it whose it is and what else is said. Nothing is drawn here."""
    found = next((content for content in contents if isinstance(content, Quote | Quotation)), None)
    if found is None or "quote" not in sheet.slots:
        return contents
    pen = sheet.pen
    if isinstance(found, Quote):
        said: list[Runs] = lines(pen.runs(found.text))
        by = pen.runs(found.by)
    else:
        said, by = list(found.lines), found.by
    quoted = [Paragraph(line) for line in said]
    rest = [content for content in contents if content is not found]
    if any(not is_textual(content) for content in rest):
        pen.complain("a page with a quotation holds no figure, table or columns", quoted,
                     "write `template: text` for this slide, or give them a slide of their own", "quote")
    below = (*([Paragraph(by)] if by else []), *paragraphs(rest, pen))
    slot = sheet.slots["quote"]
    styles = _larger(sheet, quoted)
    high = height(quoted, styles, slot.box.width, pen.face)
    up = max(0.0, slot.box.height - high - AIR * styles[0].size / slot.levels[0].size)
    foot = sheet.slots["by"].box if below and "by" in sheet.slots else None
    more = len(below) > 1 or foot is None
    down = 0.0 if more else up * UPPER
    if "label" in sheet.slots:
        sheet.put("label", [Paragraph((pen.word("quote"),))],
                  box=_lower(sheet.slots["label"].box, down + (styles[0].pitch - slot.levels[0].pitch) * BASE))
    sheet.put("quote", quoted, hint="quote less: the words that matter", box=_lower(slot.box, down),
              levels=styles if styles != slot.levels else ())
    if foot is not None:
        if rule := sheet.layout.rules.get("by"):
            sheet.add(replace(rule, y1=rule.y1 - up + down, y2=rule.y2 - up + down, name=f"{pen.prefix}.by.rule"))
        place = Box(foot.x, foot.y - up + down, foot.width, FOOT - foot.y + up if more else foot.height)
        sheet.put("by", [replace(each, level=0) for each in below], box=place if place != foot else None)
    return ()


def _lower(box: Box, by: float) -> Box | None:
    """A slot's box so much lower; None where it stays."""
    return replace(box, y=box.y + by) if by else None


def _larger(sheet: Sheet, quoted: Sequence[Paragraph]) -> tuple[Style, ...]:
    """The slot's styles, larger where the quotation is short: no line wraps that did not, and a part of the slot stays free."""
    slot, face = sheet.slots["quote"], sheet.pen.face
    own = height(quoted, slot.levels, slot.box.width, face) / slot.levels[0].pitch
    for by in LARGER:
        styles = tuple(replace(style.at(style.size * by), pitch=style.size * by * LEADING) for style in slot.levels)
        high = height(quoted, styles, slot.box.width, face)
        if high <= slot.box.height * SHARE and round(high / styles[0].pitch) <= round(own):
            return styles
    return slot.levels
