"""One slide layout: its placeholders, its fixed lines, and on the dark page its ground.

    <p:sldLayout type="obj" preserve="1" userDrawn="1"><p:cSld name="正文 Text">…</p:cSld>
      <p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr><p:hf hdr="0" dt="0"/></p:sldLayout>

The dark page names its colours (`tx1` for the ground, `bg1` for text) and leaves the colour map alone: a layout's own map
does not reach the slides that use it in every program, and pages say `masterClrMapping`.
"""

from __future__ import annotations

from deckgen.formats.powerpoint.drawing import HEAD, NAMESPACES, attribute, fill
from deckgen.formats.powerpoint.master import MASTER_INDEX
from deckgen.formats.powerpoint.placeholder import fixed_text, frame, levels, place, prompts, rule, shape
from deckgen.formats.powerpoint.slide import MAPPING, TREE, mark
from deckgen.scene import Deck
from deckgen.theme.model import Layout, Slot, Theme


def layout(value: Layout, theme: Theme, deck: Deck) -> str:
    """One layout part."""
    kind = f' type="{value.type}"' if value.type else ""
    bare = "" if value.ruler else ' showMasterSp="0"'
    tree = TREE.replace("<p:cSld>", f'<p:cSld name="{attribute(value.shown)}">{ground(value)}')
    placed = [slot for slot in value.slots.values() if slot.kind != "area"]
    shapes = [placeholder(number, slot, value, theme, deck) for number, slot in enumerate(placed, 2)]
    shapes += [rule(number, line, f"Rule {number}") for number, line in enumerate(value.lines, len(placed) + 2)]
    headers = '<p:hf hdr="0" dt="0"/>' if "footer" in value.slots else '<p:hf sldNum="0" hdr="0" ftr="0" dt="0"/>'
    return (f'{HEAD}<p:sldLayout {NAMESPACES}{bare}{kind} preserve="1" userDrawn="1">{tree}{"".join(shapes)}</p:spTree></p:cSld>'
            f"{MAPPING}{headers}</p:sldLayout>")


def ground(value: Layout) -> str:
    """The background of the dark page; the others have the master's."""
    return f"<p:bg><p:bgPr>{fill('dk1')}<a:effectLst/></p:bgPr></p:bg>" if value.dark else ""


def placeholder(number: int, slot: Slot, value: Layout, theme: Theme, deck: Deck) -> str:
    """A placeholder; what it has in common with the master's is left to the master."""
    sign = mark(slot, value)
    if slot.kind in ("footer", "number", "date"):
        text = fixed_text(slot, {"footer": deck.footer, "date": deck.date or ""}.get(slot.kind, ""), deck.language)
    else:
        sign = sign.replace("/>", ' hasCustomPrompt="1"/>')
        text = prompts(slot, theme, deck.language)
    if like_master(slot, theme):
        return shape(number, slot.name, sign, "", f"<a:bodyPr/><a:lstStyle/>{text}")
    return shape(number, slot.name, sign, place(slot), frame(slot) + levels(slot.levels) + text)


def like_master(slot: Slot, theme: Theme) -> bool:
    """Whether a slot is the master's own: the same place, the same styles."""
    return slot.name in MASTER_INDEX and slot == theme.layouts["text"].slots.get(slot.name)
