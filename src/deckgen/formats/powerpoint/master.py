"""The slide master: text styles, the placeholders that layouts inherit from, and the ruler.

The master's title, body and furniture are those of the layout `text`. The ruler is the only part of a theme that is written
for each talk: grey lines in one group, over which a page draws its own segment.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from deckgen.formats.powerpoint.drawing import HEAD, NAMESPACES, attribute, emu, fill, properties
from deckgen.formats.powerpoint.placeholder import fixed_text, frame, levels, place, prompts, rule, shape
from deckgen.formats.powerpoint.slide import DECORATIVE, SIZES, TREE, TYPES
from deckgen.scene import Deck, Segment
from deckgen.text.paragraph import Style
from deckgen.theme.model import Slot, Theme
from deckgen.theme.ruler import ruler

GROUND = '<p:bg><p:bgRef idx="1001"><a:schemeClr val="bg1"/></p:bgRef></p:bg>'
COLOUR_MAP = ('<p:clrMap bg1="lt1" tx1="dk1" bg2="lt2" tx2="dk2" accent1="accent1" accent2="accent2" accent3="accent3" '
              'accent4="accent4" accent5="accent5" accent6="accent6" hlink="hlink" folHlink="folHlink"/>')
CROSSED_MAP = COLOUR_MAP.replace('bg1="lt1" tx1="dk1" bg2="lt2" tx2="dk2"', 'bg1="dk1" tx1="lt1" bg2="dk2" tx2="lt2"')
"""The map of a dark theme: its page is PowerPoint's `dk1`."""
FIRST_LAYOUT = 2147483649
"""Ids of layouts count on from the master's own, 2147483648."""
BREAKS = ' defTabSz="914400" rtl="0" eaLnBrk="1" latinLnBrk="0" hangingPunct="0"'
"""Chinese line breaking on; no mark hangs over the edge, since text is measured without."""
MASTER_INDEX = {"title": "", "body": ' idx="1"', "date": ' idx="2"', "footer": ' idx="3"', "number": ' idx="4"'}
MOST = 8
"""Segments that a ruler can hold; with more it is one line."""


def master(theme: Theme, deck: Deck) -> str:
    """The slide master part."""
    model = theme.layouts["text"].slots
    slots = [model[name] for name in MASTER_INDEX if name in model]
    shapes = "".join([placeholder(number, slot, theme, deck) for number, slot in enumerate(slots, 2)])
    layouts = "".join([f'<p:sldLayoutId id="{FIRST_LAYOUT + n}" r:id="rId{n + 1}"/>' for n in range(len(theme.layouts))])
    return (f"{HEAD}<p:sldMaster {NAMESPACES} preserve=\"1\">{TREE.replace('<p:cSld>', '<p:cSld>' + GROUND)}{shapes}"
            f"{ruler_group(deck.ruler, theme.word('ruler', deck.language), len(slots) + 2)}</p:spTree></p:cSld>"
            f"{CROSSED_MAP if theme.dark else COLOUR_MAP}"
            f'<p:sldLayoutIdLst>{layouts}</p:sldLayoutIdLst><p:hf hdr="0" dt="0"/>{text_styles(model["title"], model["body"])}'
            "</p:sldMaster>")


def placeholder(number: int, slot: Slot, theme: Theme, deck: Deck) -> str:
    """One of the five placeholders of a master. Title and body take their styles from the text styles."""
    sign = f'<p:ph type="{TYPES[slot.kind]}"{SIZES.get(slot.kind, "")}{MASTER_INDEX[slot.name]}/>'
    if slot.kind in ("title", "body"):
        body = f"<a:lstStyle/>{prompts(slot, theme, deck.language)}"
    else:
        text = {"footer": deck.footer, "date": deck.date or ""}.get(slot.kind, "")
        body = levels(slot.levels) + fixed_text(slot, text, deck.language)
    return shape(number, slot.name, sign, place(slot), frame(slot) + body)


def ruler_group(parts: Sequence[Segment], name: str, id: int) -> str:
    """The grey lines of the ruler, in one group that screen readers pass over."""
    lines = ruler(parts if 2 <= len(parts) <= MOST else ())
    x, y = emu(lines[0].x1), emu(lines[0].y1)
    width = emu(lines[-1].x2) - x
    place = f'<a:off x="{x}" y="{y}"/><a:ext cx="{width}" cy="0"/><a:chOff x="{x}" y="{y}"/><a:chExt cx="{width}" cy="0"/>'
    rows = "".join([rule(id + n, line, f"{name} {n}") for n, line in enumerate(lines, 1)])
    return (f'<p:grpSp><p:nvGrpSpPr><p:cNvPr id="{id}" name="{attribute(name)}"><a:extLst>{DECORATIVE}</a:extLst></p:cNvPr>'
            f'<p:cNvGrpSpPr/>'
            f'<p:nvPr userDrawn="1"/></p:nvGrpSpPr><p:grpSpPr><a:xfrm>{place}</a:xfrm></p:grpSpPr>{rows}</p:grpSp>')


def text_styles(title: Slot, body: Slot) -> str:
    """What titles, bodies and all other text start from, nine levels each as PowerPoint keeps them."""
    deepest = body.levels[-1]
    further = [replace(deepest, indent=deepest.indent + 24 * n) for n in range(1, 10 - len(body.levels))]
    other = [Style(18, 26, indent=36.0 * n) for n in range(9)]
    bodies = "".join([level(style, number) for number, style in enumerate([*body.levels, *further], 1)])
    others = "".join([level(style, number, paced=False) for number, style in enumerate(other, 1)])
    return (f"<p:txStyles><p:titleStyle>{level(title.levels[0], 1, 'mj')}</p:titleStyle><p:bodyStyle>{bodies}</p:bodyStyle>"
            f"<p:otherStyle>{others}</p:otherStyle></p:txStyles>")


def level(style: Style, number: int, pair: str = "mn", paced: bool = True) -> str:
    """One level of a text style with everything in it, faces included; text in general has no pitch of its own."""
    tag = f"a:lvl{number}pPr"
    text = (f'<a:defRPr sz="{round(style.size * 100)}" b="{int(style.bold)}" kern="1200">{fill(style.colour)}'
            f'<a:latin typeface="+{pair}-lt"/><a:ea typeface="+{pair}-ea"/><a:cs typeface="+{pair}-cs"/></a:defRPr></{tag}>')
    if not paced:
        return f'<{tag} marL="{emu(style.indent)}" algn="l"{BREAKS}>{text}'
    start, rest = properties(style, tag, runs=False).removesuffix(f"</{tag}>").split(">", 1)
    return f"{start}{BREAKS}>{rest}{text}"
