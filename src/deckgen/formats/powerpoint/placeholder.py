"""What masters and layouts are made of: placeholders, and lines that are always there.

    <p:sp>…<p:nvPr><p:ph type="body" idx="20" hasCustomPrompt="1"/></p:nvPr>…
      <p:spPr><a:xfrm>…</a:xfrm><a:prstGeom prst="rect">…</p:spPr>
      <p:txBody><a:bodyPr lIns="0" …><a:noAutofit/></a:bodyPr><a:lstStyle><a:lvl1pPr>…</a:lvl1pPr></a:lstStyle>…</p:txBody></p:sp>

A slide's placeholder finds the layout's by its number (`idx`), the layout's finds the master's by its type. PowerPoint shows
the layout's own text in an empty placeholder only with `hasCustomPrompt`; else it says its own "Click to add text".
Only what this page really differs in is written: `noAutofit` and zero insets stand on each, for other programs follow a
placeholder from layout to master less faithfully than PowerPoint does.
"""

from __future__ import annotations

from collections.abc import Iterable

from deckgen.formats.powerpoint.drawing import attribute, emu, fill, paragraph, properties, stroke, transform
from deckgen.formats.powerpoint.slide import ANCHORS, NUMBER_FIELD
from deckgen.scene import Line, Stroke
from deckgen.text.paragraph import Paragraph, Run, Style
from deckgen.theme.model import Slot, Theme


def shape(id: int, name: str, mark: str, place: str, body: str, locks: str = 'noGrp="1"') -> str:
    """A placeholder shape around its text body; `mark` is its `p:ph`."""
    return (f'<p:sp><p:nvSpPr><p:cNvPr id="{id}" name="{attribute(name)}"/><p:cNvSpPr><a:spLocks {locks}/></p:cNvSpPr>'
            f"<p:nvPr>{mark}</p:nvPr></p:nvSpPr><p:spPr>{place}</p:spPr><p:txBody>{body}</p:txBody></p:sp>")


def place(slot: Slot) -> str:
    """Where the frame of a slot is, and its fill."""
    box = slot.frame
    ground = fill(slot.fill) if slot.fill else ""
    return f'{transform(box.x, box.y, box.width, box.height)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>{ground}'


def frame(slot: Slot) -> str:
    """How text stands in its frame: insets, anchor, and no resizing by the program."""
    x, y = emu(slot.pad[0]), emu(slot.pad[1])
    return (f'<a:bodyPr vert="horz" wrap="square" lIns="{x}" tIns="{y}" rIns="{x}" bIns="{y}" rtlCol="0" '
            f'anchor="{ANCHORS[slot.anchor]}"><a:noAutofit/></a:bodyPr>')


def levels(styles: Iterable[Style]) -> str:
    """All of the styles, level by level, as a list style."""
    rows = "".join([properties(style, f"a:lvl{number}pPr") for number, style in enumerate(styles, 1)])
    return f"<a:lstStyle>{rows}</a:lstStyle>"


def prompts(slot: Slot, theme: Theme, language: str) -> str:
    """What an empty placeholder says: one paragraph for each of its levels."""
    own = slot.prompt if theme.has_word(slot.prompt) else "prompt-body" if len(slot.levels) > 1 else "prompt-line"
    words = [theme.word(each, language) for each in (own, "prompt-2", "prompt-3")[:len(slot.levels)]]
    return "".join([paragraph(Paragraph((Run(word),), level), language) for level, word in enumerate(words)])


def fixed_text(slot: Slot, text: str, language: str) -> str:
    """What stands in a footer, date or number of a layout, so that pages added by hand have it too."""
    if slot.kind == "number":
        return (f'<a:p><a:fld id="{NUMBER_FIELD}" type="slidenum"><a:rPr lang="en-US" altLang="{language}"/><a:t>‹#›</a:t>'
                f'</a:fld><a:endParaRPr lang="{language}"/></a:p>')
    return paragraph(Paragraph((Run(text),) if text else ()), language)


def rule(id: int, line: Line, name: str) -> str:
    """A line that is always there; it runs to the right or down."""
    look = stroke(Stroke(line.colour, line.width, line.dash))
    return (f'<p:cxnSp><p:nvCxnSpPr><p:cNvPr id="{id}" name="{attribute(name)}"/><p:cNvCxnSpPr/><p:nvPr userDrawn="1"/>'
            f"</p:nvCxnSpPr><p:spPr>{transform(line.x1, line.y1, line.x2 - line.x1, line.y2 - line.y1)}"
            f'<a:prstGeom prst="line"><a:avLst/></a:prstGeom>{look}</p:spPr></p:cxnSp>')
