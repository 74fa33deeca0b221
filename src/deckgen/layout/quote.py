"""Quotations: one sense unit a line, the label 原文 at the left, whose words they are below."""

from __future__ import annotations

from dataclasses import replace

from deckgen.layout.prose import is_textual, paragraphs
from deckgen.layout.sheet import Sheet
from deckgen.markup import Content, Quotation
from deckgen.outline.blocks import Quote
from deckgen.scene import Box, Text
from deckgen.text.fit import height
from deckgen.text.paragraph import Paragraph, Runs, lines

FOOT = 472.0
"""Where the contents of a page end."""
AIR = 12.0
"""What a shorter quotation keeps between itself and the words under it, beyond what a long one has."""


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
    if "label" in sheet.slots:
        sheet.put("label", [Paragraph((pen.word("quote"),))])
    quoted = [Paragraph(line) for line in said]
    sheet.put("quote", quoted, hint="quote less: the words that matter")
    up = _up(sheet)
    rest = [content for content in contents if content is not found]
    if any(not is_textual(content) for content in rest):
        pen.complain("a page with a quotation holds no figure, table or columns", quoted,
                     "write `template: text` for this slide, or give them a slide of their own", "quote")
    below = (*([Paragraph(by)] if by else []), *paragraphs(rest, pen))
    if below and "by" in sheet.slots:
        box = sheet.slots["by"].box
        if rule := sheet.layout.rules.get("by"):
            sheet.add(replace(rule, y1=rule.y1 - up, y2=rule.y2 - up, name=f"{pen.prefix}.by.rule"))
        place = Box(box.x, box.y - up, box.width, FOOT - box.y + up if len(below) > 1 else box.height)
        sheet.put("by", [replace(each, level=0) for each in below], box=place if place != box else None)
    return ()


def _up(sheet: Sheet) -> float:
    """How far the words under a quotation move up to it, where it is shorter than its place."""
    quoted, slot = sheet.shapes[-1], sheet.slots["quote"]
    if not isinstance(quoted, Text):
        return 0.0
    high = height(quoted.paragraphs, quoted.sizes or slot.levels, slot.box.width, sheet.pen.face)
    return max(0.0, slot.box.height - high - AIR)
