"""A theme as PowerPoint keeps it: theme part, slide master, one layout for each role, notes master.

    ppt/theme/theme1.xml                  colours and faces               ppt/theme/theme2.xml (the notes master's own)
    ppt/slideMasters/slideMaster1.xml     ruler, text styles, furniture   ppt/notesMasters/notesMaster1.xml
    ppt/slideLayouts/slideLayout1.xml …   in the theme's order, so number n is the n-th of `theme.layouts`

A layout that changes nothing of a master's placeholder writes nothing of it: whoever restyles the master restyles the deck.
A theme keeps light and dark by name: `dk1` is dark, `lt1` light, whichever of the two is ink. In a dark theme ours are the other
way round, so they are written crosswise, and the master's colour map turns them back; the notes page, which is printed, has a
theme part and a colour map of its own and stays light.
A theme keeps its faces twice: `a:ea` is what East Asian text is set in, and the list by script is what PowerPoint takes for
a language whose `a:ea` is empty.
"""

from __future__ import annotations

from collections.abc import Mapping

from deckgen.formats.powerpoint.drawing import HEAD, A, attribute
from deckgen.formats.powerpoint.layouts import layout
from deckgen.formats.powerpoint.master import master
from deckgen.formats.powerpoint.notes_master import notes_master
from deckgen.formats.powerpoint.package import Relations
from deckgen.scene import Deck
from deckgen.theme.model import Theme, brightness

BY_SCRIPT = {"Hant": "Microsoft JhengHei", "Jpan": "Yu Gothic", "Hang": "Malgun Gothic", "Arab": "Arial", "Hebr": "Arial"}
PANOSE = {"Arial": "020B0604020202020204", "Microsoft YaHei": "020B0503020204020204", "Calibri": "020F0502020204030204"}
"""How programs that lack a face find one that looks like it."""


def theme_parts(theme: Theme, deck: Deck) -> dict[str, bytes]:
    """Every part of the theme by its name in the package, relationships included, in the order in which they are stored."""
    parts: dict[str, str] = {}
    relations = Relations()
    for number in range(1, len(theme.layouts) + 1):
        relations.add("slideLayout", f"../slideLayouts/slideLayout{number}.xml")
    relations.add("theme", "../theme/theme1.xml")
    parts["ppt/slideMasters/slideMaster1.xml"] = master(theme, deck)
    parts["ppt/slideMasters/_rels/slideMaster1.xml.rels"] = relations.xml()
    to_master = Relations()
    to_master.add("slideMaster", "../slideMasters/slideMaster1.xml")
    back = to_master.xml()
    for number, each in enumerate(theme.layouts.values(), 1):
        parts[f"ppt/slideLayouts/slideLayout{number}.xml"] = layout(each, theme, deck)
        parts[f"ppt/slideLayouts/_rels/slideLayout{number}.xml.rels"] = back
    parts["ppt/theme/theme1.xml"] = colours_and_faces(theme)
    parts["ppt/theme/theme2.xml"] = colours_and_faces(theme, theme.paper)
    to_theme = Relations()
    to_theme.add("theme", "../theme/theme2.xml")
    parts["ppt/notesMasters/notesMaster1.xml"] = notes_master(theme, deck)
    parts["ppt/notesMasters/_rels/notesMaster1.xml.rels"] = to_theme.xml()
    return {name: text.encode() for name, text in parts.items()}


CROSSWISE = {"dk1": "lt1", "lt1": "dk1", "dk2": "lt2", "lt2": "dk2"}
"""The pairs of a dark theme."""


def colours_and_faces(theme: Theme, given: Mapping[str, str] | None = None) -> str:
    """The theme part: twelve colours (`given`, else the theme's own), two pairs of faces, and formats without a shadow or a
    gradient among them.
    """
    name, given = attribute(theme.name), given or theme.colours
    if brightness(given["dk1"]) > brightness(given["lt1"]):
        given = {slot: given[CROSSWISE.get(slot, slot)] for slot in given}
    colours = "".join([f'<a:{slot}><a:srgbClr val="{value.upper()}"/></a:{slot}>' for slot, value in given.items()])
    faces = face("latin", theme.latin) + face("ea", theme.east_asian) + '<a:cs typeface=""/>'
    for script, typeface in {"Hans": theme.east_asian, **BY_SCRIPT}.items():
        faces += f'<a:font script="{script}" typeface="{attribute(typeface)}"/>'
    flat = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    solid = f'{flat}<a:prstDash val="solid"/><a:miter lim="800000"/>'
    lines = "".join([f'<a:ln w="{width}" cap="flat" cmpd="sng" algn="ctr">{solid}</a:ln>' for width in (12700, 19050, 25400)])
    effect = "<a:effectStyle><a:effectLst/></a:effectStyle>"
    return (f'{HEAD}<a:theme xmlns:a="{A}" name="{name}"><a:themeElements><a:clrScheme name="{name}">{colours}</a:clrScheme>'
            f'<a:fontScheme name="{name}"><a:majorFont>{faces}</a:majorFont><a:minorFont>{faces}</a:minorFont></a:fontScheme>'
            f'<a:fmtScheme name="{name}"><a:fillStyleLst>{flat * 3}</a:fillStyleLst><a:lnStyleLst>{lines}</a:lnStyleLst>'
            f"<a:effectStyleLst>{effect * 3}</a:effectStyleLst><a:bgFillStyleLst>{flat * 3}</a:bgFillStyleLst></a:fmtScheme>"
            "</a:themeElements><a:objectDefaults/><a:extraClrSchemeLst/></a:theme>")


def face(tag: str, typeface: str) -> str:
    """A face of the theme, with its looks where they are known."""
    panose = f' panose="{PANOSE[typeface]}"' if typeface in PANOSE else ""
    return f'<a:{tag} typeface="{attribute(typeface)}"{panose}/>'
