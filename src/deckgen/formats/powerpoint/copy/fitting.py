"""Slides of one size on slides of another.

A deck has one size. `Fit` says how a page comes into it: everything by one factor, then to the middle, so that nothing that was
inside is outside. What stands in a group is moved with the group. Scaled are places and sizes of shapes, sizes and indents of
text, widths of lines, columns and rows of tables, the text in charts, and the drawing that SmartArt shows. Of motion paths, which
are in shares of the slide, the shares are changed. 4:3 into 16:9 of the same height needs no scaling, only the middle.
"""

from __future__ import annotations

import re
from typing import Any, Literal

from deckgen.formats.powerpoint.copy.names import C, a, local, p, whole
from deckgen.value import value

Policy = Literal["scale", "center", "refuse"]
DSP = "{http://schemas.microsoft.com/office/drawing/2008/diagram}"
LENGTHS = {
    "bodyPr": ("lIns", "tIns", "rIns", "bIns", "spcCol"),
    "ln": ("w",), "uLn": ("w",), "lnL": ("w",), "lnR": ("w",), "lnT": ("w",),
    "lnB": ("w",), "lnTlToBr": ("w",), "lnBlToTr": ("w",), "tcPr": ("marL", "marR", "marT", "marB"), "tab": ("pos",),
    "gridCol": ("w",), "tr": ("h",), "outerShdw": ("blurRad", "dist"), "innerShdw": ("blurRad", "dist"), "glow": ("rad",),
    "softEdge": ("rad",), "reflection": ("blurRad", "dist"), "blur": ("rad",),
    **{f"lvl{number}pPr": ("marL", "marR", "indent", "defTabSz") for number in range(1, 10)},
    "pPr": ("marL", "marR", "indent", "defTabSz"), "defPPr": ("marL", "marR", "indent", "defTabSz"),
}
"""Attributes that are lengths in EMU, by element."""
INSETS = {"lIns": 91440, "tIns": 45720, "rIns": 91440, "bIns": 45720}
TEXTS = ("rPr", "defRPr", "endParaRPr")


@value(frozen=True)
class Fit:
    """From one size of slides to another, in EMU: `scale` first, then moved by `dx` and `dy`."""

    scale: float
    dx: int
    dy: int
    across: float = 1.0
    """What a share of the old width is of the new one."""
    down: float = 1.0

    @property
    def still(self) -> bool:
        """Whether nothing changes."""
        return self.scale == 1 and not self.dx and not self.dy


def fit(own: tuple[int, int], target: tuple[int, int], policy: Policy) -> Fit:
    """How slides of one size come into another; `center` makes only smaller what would not fit."""
    scale = min(target[0] / own[0], target[1] / own[1])
    if policy == "center":
        scale = min(scale, 1.0)
    if abs(scale - 1) < 0.002:  # 9,144,000 and 9,144,016 are one size
        scale = 1.0
    dx, dy = (round((wide - scale * was) / 2) for wide, was in zip(target, own, strict=True))
    if scale == 1 and abs(dx) <= 12700 and abs(dy) <= 12700:
        dx = dy = 0
    return Fit(scale, dx, dy, scale * own[0] / target[0], scale * own[1] / target[1])


def refit(root: Any, by: Fit, whole: bool = True) -> None:
    """Bring a slide, layout or master to its new size; not `whole`: only its text and lines, as in a chart."""
    if by.still:
        return
    if whole:
        for each in root.iter(f"{a}xfrm", f"{p}xfrm"):
            if not inside(each):
                _place(each, by)
        for each in root.iter(f"{p}animMotion"):
            each.set("path", _path(each.get("path", ""), by))
    if by.scale != 1:
        _insets(root)
        for each in root.iter():
            _lengths(each, by.scale)


def _insets(root: Any) -> None:
    """Frames that state no insets have PowerPoint's own: let them say so, where nothing above them can say otherwise."""
    for shape in root.iter(f"{p}sp"):
        frame = shape.find(f"{p}txBody/{a}bodyPr")
        if frame is not None and (local(root) == "sldMaster" or shape.find(f"{p}nvSpPr/{p}nvPr/{p}ph") is None):
            for key, value in INSETS.items():
                frame.set(key, frame.get(key, str(value)))


def redraw(root: Any, by: Fit) -> None:
    """Bring the drawing that SmartArt shows to its new size: places count from its own corner."""
    if by.scale == 1:
        return
    for each in root.iter(f"{a}xfrm", f"{DSP}txXfrm"):
        if not any(local(above) == "grpSp" for above in each.iterancestors()):
            _place(each, Fit(by.scale, 0, 0))
    for each in root.iter():
        _lengths(each, by.scale)


def inside(element: Any) -> bool:
    """Whether an element belongs to what stands in a group."""
    above = [each for each in element.iterancestors() if local(each) == "grpSp"]
    own = element.getparent()
    return len(above) > (1 if local(own) == "grpSpPr" and local(own.getparent()) == "grpSp" else 0) or (
        local(own) == "grpSpPr" and local(own.getparent()) == "spTree")


def _place(xfrm: Any, by: Fit) -> None:
    for name, x, y, dx, dy in (("off", "x", "y", by.dx, by.dy), ("ext", "cx", "cy", 0, 0)):
        each = xfrm.find(f"{a}{name}")
        if each is not None:
            for key, more in ((x, dx), (y, dy)):
                each.set(key, str(round(whole(each.get(key)) * by.scale) + more))


def _lengths(each: Any, scale: float) -> None:
    name = local(each)
    for key in LENGTHS.get(name, ()):
        said = each.get(key, "")
        if re.fullmatch(r"-?\d+", said):
            each.set(key, str(round(int(said) * scale)))
    if name in TEXTS and each.get("sz", "").isdigit():
        each.set("sz", str(max(100, min(400000, round(int(each.get("sz")) * scale / 50) * 50))))
    elif name == "spcPts" and each.get("val", "").isdigit():
        each.set("val", str(min(158400, round(int(each.get("val")) * scale))))
    elif name == "buSzPts" and each.get("val", "").isdigit():
        each.set("val", str(round(int(each.get("val")) * scale)))


def _path(path: str, by: Fit) -> str:
    """A motion path, its numbers in turn across and down."""
    place = iter(range(1 << 30))

    def share(found: re.Match[str]) -> str:
        return f"{float(found[0]) * (by.across if next(place) % 2 == 0 else by.down):.6g}"

    return re.sub(r"-?\d*\.?\d+(?:[eE]-?\d+)?", share, path)


def chart_text(root: Any, by: Fit) -> None:
    """Text in a chart that states no size is 10 points: let it say so, scaled."""
    if by.scale == 1:
        return
    refit(root, by, whole=False)
    for each in root.iterfind(f"{C}txPr/{a}p/{a}pPr/{a}defRPr"):
        if each.get("sz") is None:
            each.set("sz", str(round(1000 * by.scale / 50) * 50))
