"""A page of code: the panel, and below it what to take away from it."""

from __future__ import annotations

from deckgen.layout.prose import is_textual, paragraphs
from deckgen.layout.sheet import Sheet
from deckgen.layout.stack import draw, stack
from deckgen.markup import Content
from deckgen.outline.blocks import Code
from deckgen.scene import Box
from deckgen.text.fit import height

GAP = 24.0


def listing(sheet: Sheet, contents: tuple[Content, ...]) -> tuple[Content, ...]:
    """A panel, then text, which follows where the panel ends; anything else one below the other. Gives back what is left."""
    area, slot = sheet.slots.get("code"), sheet.slots.get("body")
    if area is None or slot is None or not contents:
        return contents
    rest = contents[1:]
    place = Box(area.box.x, area.box.y, area.box.width, slot.box.bottom - area.box.y)
    sheet.filled.add("code")
    if not isinstance(contents[0], Code) or not all(is_textual(content) for content in rest):
        stack(sheet, contents, place, "body", slot.levels, sheet.flows)
        return ()
    said = paragraphs(rest, sheet.pen)
    need = height(said, slot.levels, slot.box.width, sheet.pen.face) + GAP if said else 0.0
    bottom = draw(sheet, contents[0], Box(place.x, place.y, place.width, place.height - need))
    if said:
        sheet.put("body", said, box=Box(slot.box.x, bottom + GAP, slot.box.width, place.bottom - bottom - GAP))
    return ()
