"""References: two columns of numbered entries, each under a rule: solid where it is certain, dashed where it is a guess."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from deckgen.layout.pen import Pen
from deckgen.layout.prose import paragraphs
from deckgen.layout.sheet import Sheet
from deckgen.markup import Content
from deckgen.outline.blocks import Columns, Points
from deckgen.scene import Box
from deckgen.text.paragraph import Paragraph
from deckgen.theme.ruler import strokes

NUMBER, GUESS = 28.0, 48.0
ABOVE, BELOW = 5.0, 9.0


def references(sheet: Sheet, contents: Sequence[Content]) -> tuple[Content, ...]:
    """Entries from points, a second line from the points below them; a column in the style `reading` holds guesses."""
    pen = sheet.pen
    places = [sheet.slots[name] for name in ("left", "right") if name in sheet.slots]
    given = next((content for content in contents if isinstance(content, Columns)), None)
    if given is not None:
        lists = [(_entries(column.body, pen), column.style != "text") for column in given.columns]
    else:
        lists = [(_entries(contents, pen), False)]
    if not places or not lists[0][0]:
        return tuple(contents)
    if len(lists) == 1:
        entries = lists[0][0]
        half = (len(entries) + 1) // 2 if len(entries) > 5 else len(entries)
        lists = [(entries[:half], False), (entries[half:], False)]
    number = 0
    for slot, (entries, guess) in zip(places, lists, strict=False):
        y = slot.box.y
        for entry in entries:
            number += 1
            y = _entry(sheet, entry, number, guess, Box(slot.box.x, y, slot.box.width, slot.box.bottom - y))
        sheet.filled.add(slot.name)
    return ()


def _entries(contents: Sequence[Content], pen: Pen) -> list[list[Paragraph]]:
    """Each point with its gloss and the points below it; of other text each paragraph of the first level with those below."""
    entries: list[list[Paragraph]] = []
    for content in contents:
        if isinstance(content, Points):
            for point in content.points:
                below = [Paragraph(pen.runs(words)) for words in (point.gloss, *(each.text for each in point.points)) if words]
                entries.append([Paragraph(pen.runs(point.text)), *below])
            continue
        for each in paragraphs([content], pen):
            if each.level == 0 or not entries:
                entries.append([each])
            else:
                entries[-1].append(each)
    return entries


def _entry(sheet: Sheet, entry: Sequence[Paragraph], number: int, guess: bool, room: Box) -> float:
    """Draw one entry, and say where the next begins."""
    pen = sheet.pen
    colour = "dk1" if guess else "accent3"
    sheet.add(*(replace(line, name=f"{pen.prefix}.rule")
                for line in strokes(room.x, room.width, "announced" if guess else "full", 1.5, room.y, colour)))
    first, more, tag = pen.style("reference"), pen.style("reference-2"), pen.style("reference-number", align="right")
    aside = max(GUESS, pen.width(pen.word("guess"), tag)) if guess else 0.0
    width = room.width - NUMBER - aside
    set_ = [pen.set(each.runs, first if level == 0 else more, width) for level, each in enumerate(entry)]
    high = sum(each.height for each in set_)
    if ABOVE + high > room.height + 0.5:
        pen.complain("the references do not fit on the page", list(entry), "leave some out, or use a second slide")
    y = room.y + ABOVE
    sheet.add(pen.text(Box(room.x, y, NUMBER, first.pitch), (str(number), pen.style("reference-number")),
                       name=f"{pen.prefix}.number"))
    sheet.add(pen.text(Box(room.x + NUMBER, y, width, high), *((each.runs, each.style or first) for each in set_),
                       name=f"{pen.prefix}.entry"))
    if guess:
        sheet.add(pen.text(Box(room.right - aside, y, aside, first.pitch), (pen.word("guess"), tag), name=f"{pen.prefix}.guess"))
    return y + high + BELOW
