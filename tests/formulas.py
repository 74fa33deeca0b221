"""Formulas as tests see them: OMML in short, and the order of elements that the standard asks for."""

from __future__ import annotations

from lxml import etree

M = "http://schemas.openxmlformats.org/officeDocument/2006/math"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
A14 = "http://schemas.microsoft.com/office/drawing/2010/main"

SIGNS = str.maketrans({"\u200b": "∅", "\u2003": "␣", "\u2004": "˽", "\u2005": "˽", "\u2009": "˽", " ": "_"})
"""Spaces as they can be seen."""
ARGUMENTS = ("e", "num", "den", "sub", "sup", "deg", "lim", "fName")
ORDER = {
    "f": ("fPr", "num", "den"), "rad": ("radPr", "deg", "e"), "sSub": ("sSubPr", "e", "sub"), "sSup": ("sSupPr", "e", "sup"),
    "sSubSup": ("sSubSupPr", "e", "sub", "sup"), "limLow": ("limLowPr", "e", "lim"), "limUpp": ("limUppPr", "e", "lim"),
    "nary": ("naryPr", "sub", "sup", "e"), "func": ("funcPr", "fName", "e"), "acc": ("accPr", "e"), "bar": ("barPr", "e"),
    "groupChr": ("groupChrPr", "e"), "d": ("dPr", "e*"), "eqArr": ("eqArrPr", "e*"), "m": ("mPr", "mr*"), "mr": ("e*",),
    "fPr": ("type", "ctrlPr"), "radPr": ("degHide", "ctrlPr"),
    "naryPr": ("chr", "limLoc", "grow", "subHide", "supHide", "ctrlPr"),
    "accPr": ("chr", "ctrlPr"), "barPr": ("pos", "ctrlPr"), "groupChrPr": ("chr", "pos", "vertJc", "ctrlPr"),
    "dPr": ("begChr", "sepChr", "endChr", "grow", "shp", "ctrlPr"),
    "mPr": ("baseJc", "plcHide", "rSpRule", "cGpRule", "rSp", "cSp", "cGp", "mcs", "ctrlPr"), "mcs": ("mc*",), "mc": ("mcPr",),
    "mcPr": ("count", "mcJc"), "r": ("rPr", "t*"), "rPr": ("lit", "nor", "scr", "sty", "brk", "aln"),
}
"""ECMA-376 Part 1, §22.1.2: what an element holds, in this order. A star may come again; properties may be missing."""
OPTIONAL = ("Pr", "type", "degHide", "chr", "limLoc", "grow", "Hide", "pos", "vertJc", "Chr", "shp", "baseJc", "plcHide", "Rule",
            "Sp", "Gp", "mcs", "lit", "nor", "scr", "sty", "brk", "aln", "count", "mcJc")


def name(element: etree._Element) -> str:
    return str(etree.QName(element).localname)


def disorder(root: etree._Element) -> list[str]:
    """Where elements of a formula do not stand as the standard says."""
    found = []
    for element in root.iter(f"{{{M}}}*"):
        own = name(element)
        given = [name(child) for child in element]
        if own in ORDER:
            left = list(given)
            for wanted in ORDER[own]:
                plain = wanted.rstrip("*")
                count = 0
                while left and left[0] == plain and (not count or wanted.endswith("*")):
                    left.pop(0)
                    count += 1
                if not count and not plain.endswith(OPTIONAL):
                    found.append(f"{own} without {plain}: {given}")
            if left:
                found.append(f"{own} holds {given}")
        elif own in ("oMath", *ARGUMENTS) and any(child not in ORDER or child.endswith("Pr") for child in given):
            found.append(f"{own} holds {given}")
        if own in ("oMath", "e", "num", "den", "lim", "fName") and not given:
            found.append(f"{own} is empty")
    return found


def short(element: etree._Element) -> str:
    """OMML on one line: `f(num(𝑎) den(𝑏))`; the signs of properties stand in brackets, runs as their text."""
    own = name(element)
    if own == "r":
        words = "".join(element.itertext())
        style = "".join(f"{name(each)}:" for each in element.iterfind(f"{{{M}}}rPr/{{{M}}}nor"))
        bold = element.find(f"{{{M}}}rPr/{{{M}}}sty")
        weight = bold.get(f"{{{M}}}val") if bold is not None else ""
        return f"{style}{'' if weight in ('', 'p') else f'{weight}:'}{words}".translate(SIGNS)
    properties = [each for each in element if name(each) == f"{own}Pr"]
    values = [(name(each), each.get(f"{{{M}}}val")) for part in properties for each in part]
    signs = [f"{sign}={value}" for sign, value in values if value is not None]
    inner = " ".join(short(each) for each in element if each not in properties)
    return f"{own}{'[' + ' '.join(signs) + ']' if signs else ''}({inner})"
