"""Quotations: one sense unit a line, the label 原文 at the left, whose words they are below."""

from __future__ import annotations

from deckgen.layout.prose import lines, paragraphs
from deckgen.layout.sheet import Sheet
from deckgen.markup import Content, Quotation
from deckgen.outline.model import Quote
from deckgen.scene import Box
from deckgen.text.paragraph import Paragraph, Runs


def quote(sheet: Sheet, contents: tuple[Content, ...]) -> tuple[Content, ...]:
    """The first quotation of the page in its slots; what else there is comes back."""
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
    sheet.put("quote", [Paragraph(line) for line in said], hint="quote less: the words that matter")
    rest = tuple(content for content in contents if content is not found)
    below = (*([Paragraph(by)] if by else []), *paragraphs(rest, pen))
    if below and "by" in sheet.slots:
        slot = sheet.slots["by"]
        more = Box(slot.box.x, slot.box.y, slot.box.width, slot.box.height * len(below)) if len(below) > 1 else None
        sheet.put("by", below, box=more)
    return tuple(content for content in rest if not paragraphs([content], pen))
