"""The notes master: the page that the speaker prints, with the slide above and what to say below.

PowerPoint knows six placeholders here and no more (header, date, picture of the slide, notes, footer, number), numbered as
below. The minutes of a slide stand where others have the date.
"""

from __future__ import annotations

from dataclasses import replace

from deckgen.formats.powerpoint.drawing import HEAD, NAMESPACES, stroke
from deckgen.formats.powerpoint.master import COLOUR_MAP, GROUND, level
from deckgen.formats.powerpoint.placeholder import fixed_text, frame, levels, place, prompts, shape
from deckgen.formats.powerpoint.slide import TREE
from deckgen.scene import Deck, Stroke
from deckgen.theme.model import Slot, Theme

MARKS = {
    "header": '<p:ph type="hdr" sz="quarter"/>',
    "date": '<p:ph type="dt" idx="1"/>',
    "image": '<p:ph type="sldImg" idx="2"/>',
    "body": '<p:ph type="body" sz="quarter" idx="3"/>',
    "footer": '<p:ph type="ftr" sz="quarter" idx="4"/>',
    "number": '<p:ph type="sldNum" sz="quarter" idx="5"/>',
}


def notes_master(theme: Theme, deck: Deck) -> str:
    """The notes master part."""
    shapes = "".join([placeholder(number, slot, theme, deck) for number, slot in enumerate(theme.notes.values(), 2)])
    styles = theme.notes["body"].levels
    deepest = styles[-1]
    further = [replace(deepest, indent=deepest.indent + 14 * n) for n in range(1, 10 - len(styles))]
    rows = "".join([level(style, n) for n, style in enumerate([*styles, *further], 1)])
    return (f"{HEAD}<p:notesMaster {NAMESPACES}>{TREE.replace('<p:cSld>', '<p:cSld>' + GROUND)}{shapes}</p:spTree></p:cSld>"
            f"{COLOUR_MAP}<p:notesStyle>{rows}</p:notesStyle></p:notesMaster>")


def placeholder(number: int, slot: Slot, theme: Theme, deck: Deck) -> str:
    """One of the six placeholders of the notes page."""
    sign = MARKS[slot.kind]
    if slot.kind == "image":
        locks = 'noGrp="1" noRot="1" noChangeAspect="1"'
        outline = f"{place(slot)}<a:noFill/>{stroke(Stroke('accent3', 0.75))}"
        return shape(number, slot.name, sign, outline, f"{frame(slot)}<a:lstStyle/>{fixed_text(slot, '', deck.language)}", locks)
    if slot.kind == "body":
        body = frame(slot) + levels(slot.levels) + prompts(slot, theme, deck.language)
        return shape(number, slot.name, sign, place(slot), body)
    text = deck.footer if slot.kind == "footer" else ""
    return shape(number, slot.name, sign, place(slot), frame(slot) + levels(slot.levels) + fixed_text(slot, text, deck.language))
