"""Quotations: one sense unit a line, the label 原文 at the left, whose words they are below."""

from __future__ import annotations

from dataclasses import replace

from deckgen.layout.prose import is_textual, paragraphs
from deckgen.layout.sheet import Sheet
from deckgen.markup import Content, Quotation
from deckgen.outline.blocks import Quote
from deckgen.scene import Box
from deckgen.text.paragraph import Paragraph, Runs, lines

FOOT = 472.0
"""Where the contents of a page end."""


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
    rest = [content for content in contents if content is not found]
    if any(not is_textual(content) for content in rest):
        pen.complain("a page with a quotation holds no figure, table or columns", quoted,
                     "write `template: text` for this slide, or give them a slide of their own", "quote")
    below = (*([Paragraph(by)] if by else []), *paragraphs(rest, pen))
    if below and "by" in sheet.slots:
        box = sheet.slots["by"].box
        sheet.put("by", [replace(each, level=0) for each in below],
                  box=Box(box.x, box.y, box.width, FOOT - box.y) if len(below) > 1 else None)
    return ()
