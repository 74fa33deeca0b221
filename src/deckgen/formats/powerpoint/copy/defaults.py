"""The text style that free boxes fall back on, which is a whole deck's: `p:defaultTextStyle` of the presentation.

A box that says nothing of its size is 18 points in one deck and 14 in another. So that it stays as it was, what its deck's style
says otherwise than the new deck's is written into the box's own `a:lstStyle`: only the difference, and only where the box, or the
shape style that colours its text (`p:style/a:fontRef`), says nothing itself. Cells of tables take no list style; there a size is
written on the runs.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import deepcopy
from typing import Any

from lxml import etree

from deckgen.formats.powerpoint.copy.names import a, canonical, local, p, whole

LEVELS = [f"{a}lvl{number}pPr" for number in range(1, 10)]
UNSAID = {"marL": "0", "marR": "0", "indent": "0", "algn": "l", "rtl": "0", "sz": "1800", "b": "0", "i": "0", "u": "none",
          "strike": "noStrike", "cap": "none", "spc": "0", "baseline": "0", "kern": "0"}
"""What an attribute means that nobody states."""
ORDER = ["lnSpc", "spcBef", "spcAft", "buClrTx", "buClr", "buSzTx", "buSzPct", "buSzPts", "buFontTx", "buFont", "buNone",
         "buAutoNum", "buChar", "buBlip", "tabLst", "defRPr", "extLst"]
RUN_ORDER = ["ln", "noFill", "solidFill", "gradFill", "blipFill", "pattFill", "grpFill", "effectLst", "effectDag", "highlight",
             "uLnTx", "uLn", "uFillTx", "uFill", "latin", "ea", "cs", "sym", "hlinkClick", "hlinkMouseOver", "rtl", "extLst"]
FILLS = {"noFill", "solidFill", "gradFill", "blipFill", "pattFill"}
BULLETS = {"buNone", "buAutoNum", "buChar", "buBlip"}
FACES = {"latin", "ea", "cs"}


def style_of(presentation: Any) -> Any:
    """The default text style of a deck, empty where it has none."""
    found = presentation.find(f"{p}defaultTextStyle")
    return found if found is not None else etree.Element(f"{p}defaultTextStyle")


def sign(style: Any) -> str:
    """What tells styles apart."""
    return "|".join(canonical(level).decode() for level in style if level.tag in LEVELS)


def difference(style: Any, other: Any) -> list[Any]:
    """The levels of a style, each with only what `other` says otherwise."""
    found = []
    for name in LEVELS:
        own, theirs = (each.find(name) for each in (style, other))
        own = own if own is not None else etree.Element(name)
        theirs = theirs if theirs is not None else etree.Element(name)
        level = etree.Element(name)
        _attributes(level, own, theirs, skip=("defTabSz", "eaLnBrk", "latinLnBrk", "hangingPunct"))
        _children(level, own, theirs, skip={"defRPr", "extLst"})
        runs = [each.find(f"{a}defRPr") if each.find(f"{a}defRPr") is not None else etree.Element(f"{a}defRPr")
                for each in (own, theirs)]
        run = etree.Element(f"{a}defRPr")
        _attributes(run, runs[0], runs[1], skip=("lang", "altLang", "dirty", "kern"))
        _children(run, runs[0], runs[1], skip={"extLst", "hlinkClick", "hlinkMouseOver"})
        if len(run) or run.attrib:
            level.append(run)
        if len(level) or level.attrib:
            found.append(level)
    return found


def _attributes(into: Any, own: Any, theirs: Any, skip: Sequence[str]) -> None:
    for key in sorted({*own.attrib, *theirs.attrib} - set(skip)):
        said = own.get(key, UNSAID.get(key))
        if said is not None and said != theirs.get(key, UNSAID.get(key)):
            into.set(key, said)


def _children(into: Any, own: Any, theirs: Any, skip: set[str]) -> None:
    other = {local(each): canonical(each) for each in theirs}
    into.extend(deepcopy(each) for each in own
                if local(each) not in skip and other.get(local(each)) != canonical(each))


def freeze(root: Any, levels: Sequence[Any], style: Any) -> bool:
    """Write the difference into all free boxes of a slide, layout or master, and sizes into tables; whether there was any."""
    done = False
    for shape in root.iter(f"{p}sp"):
        body = shape.find(f"{p}txBody")
        if body is None or shape.find(f"{p}nvSpPr/{p}nvPr/{p}ph") is not None:
            continue
        reference = shape.find(f"{p}style/{a}fontRef")
        skip = (FILLS if reference is not None and len(reference) else set()) | (
            FACES if reference is not None and reference.get("idx", "none") != "none" else set())
        merge(list_style(body), levels, skip)
        done = True
    sizes = {level.tag: run.get("sz") for level in levels if (run := level.find(f"{a}defRPr")) is not None and run.get("sz")}
    if sizes:
        for cell in root.iter(f"{a}tc"):
            for run, level in runs(cell):
                if run.get("sz") is None and LEVELS[level] in sizes:
                    run.set("sz", sizes[LEVELS[level]])
                    done = True
    return done


def runs(body: Any) -> Iterator[tuple[Any, int]]:
    """The properties of all runs of a text, made where there are none, with the levels of their paragraphs."""
    for paragraph in body.iter(f"{a}p"):
        properties = paragraph.find(f"{a}pPr")
        level = min(max(whole(properties.get("lvl")), 0), 8) if properties is not None else 0
        for each in paragraph:
            if local(each) in ("r", "fld", "br"):
                found = each.find(f"{a}rPr")
                if found is None:
                    found = etree.Element(f"{a}rPr")
                    each.insert(0, found)
                yield found, level
            elif local(each) == "endParaRPr":
                yield each, level


def list_style(body: Any) -> Any:
    """The list style of a text, made where there is none."""
    found = body.find(f"{a}lstStyle")
    if found is None:
        found = etree.Element(f"{a}lstStyle")
        body.insert(1 if body.find(f"{a}bodyPr") is not None else 0, found)
    return found


def merge(into: Any, levels: Sequence[Any], skip: set[str]) -> None:
    """Add what levels say to a list style, where that says nothing itself."""
    for level in levels:
        mine = into.find(level.tag)
        if mine is None:
            mine = etree.Element(level.tag)
            later = [each for each in into if (each.tag in LEVELS and LEVELS.index(each.tag) > LEVELS.index(level.tag))
                     or local(each) == "extLst"]
            if later:
                later[0].addprevious(mine)
            else:
                into.append(mine)
        _fill(mine, level, ORDER, {"defRPr"})
        run = level.find(f"{a}defRPr")
        if run is not None:
            own = mine.find(f"{a}defRPr")
            if own is None:
                own = etree.Element(f"{a}defRPr")
                _place(mine, own, ORDER)
            _fill(own, run, RUN_ORDER, skip)


def _fill(mine: Any, level: Any, order: Sequence[str], skip: set[str]) -> None:
    for key, value in level.attrib.items():
        if mine.get(key) is None:
            mine.set(key, value)
    for each in level:
        name = local(each)
        alike = next((group for group in (FILLS, BULLETS) if name in group), {name})
        if name not in skip and not any(local(own) in alike for own in mine):
            _place(mine, deepcopy(each), order)


def _place(parent: Any, child: Any, order: Sequence[str]) -> None:
    """Put a child where the schema wants it."""
    rank = order.index(local(child)) if local(child) in order else len(order)
    for each in parent:
        if local(each) in order and order.index(local(each)) > rank:
            each.addprevious(child)
            return
    parent.append(child)
