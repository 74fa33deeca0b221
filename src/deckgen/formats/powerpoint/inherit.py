"""Placeholders of a layout with all that they inherit.

    what                 where it is looked for, in this order
    place, frame         the layout's shape, the master's shape of the same type
    text of level n      the layout's a:lstStyle, the master's, the master's p:titleStyle, p:bodyStyle or p:otherStyle,
                         the presentation's p:defaultTextStyle

Each property is looked for by itself: a layout that only says `sz` keeps the master's bullets. A placeholder of a layout finds
its like on the master by type alone: titles by title, date, footer and number by theirs, all else by body.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple
from xml.etree.ElementTree import Element

from deckgen.formats.powerpoint.drawing import A, P
from deckgen.scene import Box
from deckgen.text.paragraph import Style

a, p = f"{{{A}}}", f"{{{P}}}"
LINE = 1.2
"""A line of single spacing, in sizes, in every face: as PowerPoint and LibreOffice have it."""
LEVELS = 3
ALIGNED = {"l": "left", "ctr": "center", "r": "right", "just": "left", "dist": "left", "justLow": "left", "thaiDist": "left"}
STYLES = {"title": "titleStyle", "body": "bodyStyle"}
ALIKE = {"ctrTitle": "title", "title": "title", "dt": "dt", "ftr": "ftr", "sldNum": "sldNum"}
INSETS = (("lIns", 91440), ("tIns", 45720), ("rIns", 91440), ("bIns", 45720))
ANCHORS = {"t": "top", "ctr": "middle", "b": "bottom", "just": "top", "dist": "middle"}
SCHEME = {"tx1": "dk1", "bg1": "lt1", "tx2": "dk2", "bg2": "lt2"}


class Found(NamedTuple):
    """A placeholder as it stands on a layout."""

    type: str
    """`title`, `ctrTitle`, `subTitle`, `body`, `obj`, `pic`, `tbl`, `chart`, `dt`, `ftr`, `sldNum` …"""
    number: int
    name: str
    sign: str
    """The attributes of its `p:ph`."""
    box: Box
    """The frame, in points."""
    insets: tuple[float, float, float, float]
    anchor: str
    levels: tuple[Style, ...]
    face: str
    """The Latin face of its first level."""
    ink: str
    """The colour of its first level, in RRGGBB; empty where it is none of the theme's and none of its own."""
    wraps: bool
    grows: bool
    """Whether it becomes as high as its text."""
    trouble: str
    """Why it is left alone; empty where it can be used."""
    unsaid: bool = False
    """Whether nothing that it inherits from states the size of its text."""
    moved: bool = False
    """Whether `box` is another frame than the file's."""


class Source:
    """What the placeholders of one master's layouts inherit from."""

    def __init__(self, presentation: Element, master: Element, theme: Element) -> None:
        self.presentation, self.master, self.theme = presentation, master, theme
        texts = master.find(f"{p}txStyles")
        self.styles = {name: texts.find(f"{p}{name}") if texts is not None else None
                       for name in ("titleStyle", "bodyStyle", "otherStyle")}
        self.default = presentation.find(f"{p}defaultTextStyle")
        self.shapes = {ALIKE.get(mark.get("type", "obj"), "body"): shape
                       for shape, mark, _ in reversed(list(placeholders(master)))}
        mapping = master.find(f"{p}clrMap")
        self.mapping = dict(mapping.attrib) if mapping is not None else {}
        self.colours = colours(theme)
        fonts = theme.find(f".//{a}fontScheme")
        self.fonts = {f"+{short}-{script}": _typeface(fonts, pair, tag)
                      for short, pair in (("mj", "majorFont"), ("mn", "minorFont"))
                      for script, tag in (("lt", "latin"), ("ea", "ea"))}

    def through(self, mapping: Mapping[str, str]) -> dict[str, str]:
        """The twelve colours as pages with this colour map see them, under the names that the scene gives them."""
        names = {"dk1": "tx1", "lt1": "bg1", "dk2": "tx2", "lt2": "bg2"}
        found = {}
        for own in ("dk1", "lt1", "dk2", "lt2", *(f"accent{n}" for n in range(1, 7)), "hlink", "folHlink"):
            said = names.get(own, own)
            found[own] = self.colours.get(mapping.get(said, own), "000000" if own.startswith("dk") else "FFFFFF")
        return found

    def rgb(self, fill: Element | None, mapping: Mapping[str, str]) -> str:
        """A colour in RRGGBB from what holds it (a:solidFill, a:bgRef …); empty where there is none to be had."""
        if fill is None:
            return ""
        for each in fill:
            kind = each.tag.removeprefix(a)
            if kind == "schemeClr":
                name = each.get("val", "")
                base = self.colours.get(mapping.get(name, SCHEME.get(name, name)), "")
            elif kind in ("srgbClr", "sysClr"):
                base = each.get("lastClr", "") or each.get("val", "")
            else:
                continue
            return _modified(base, each) if len(base) == 6 else ""
        return ""

    def found(self, layout: Element, mapping: Mapping[str, str]) -> list[Found]:
        """The placeholders of a layout, in its order."""
        return [self._placeholder(shape, mark, grouped, mapping) for shape, mark, grouped in placeholders(layout)]

    def _placeholder(self, shape: Element, mark: Element, grouped: bool, mapping: Mapping[str, str]) -> Found:
        kind = mark.get("type", "obj")
        like = self.shapes.get(ALIKE.get(kind, "body"))
        both = [each for each in (shape, like) if each is not None]
        frames = [frame for each in both if (frame := each.find(f"{p}txBody/{a}bodyPr")) is not None]
        place = next((xfrm for each in both if (xfrm := each.find(f"{p}spPr/{a}xfrm")) is not None
                      and xfrm.find(f"{a}ext") is not None), None)
        box = box_of(place)
        name = next((each.get("name", "") for each in shape.iter(f"{p}cNvPr")), "")
        lists = [found for each in both if (found := each.find(f"{p}txBody/{a}lstStyle")) is not None]
        chain = [*lists, *(each for each in (self.styles[STYLES.get(ALIKE.get(kind, "body"), "otherStyle")], self.default)
                           if each is not None)]
        turned = place is not None and int(place.get("rot", "0")) % 21600000 != 0
        upright = _said(frames, "vert") in ("", "horz") and mark.get("orient") != "vert" and int(_said(frames, "rot") or 0) == 0
        trouble = ("it is in a group" if grouped else "it has no place" if box is None or box.width < 1 or box.height < 1
                   else "it is turned" if turned else "its text is vertical" if not upright else "")
        signs = [(key, mark.get(key)) for key in ("type", "orient", "sz", "idx")]
        rows = [_level(chain, number) for number in range(1, LEVELS + 1)]
        x, y, right, bottom = (int(_said(frames, key) or usual) / 12700 for key, usual in INSETS)
        sign = "".join([f' {key}="{value}"' for key, value in signs if value is not None])
        return Found(kind, int(mark.get("idx", "0")), name, sign, box or Box(0, 0, 0, 0), (x, y, right, bottom),
                     ANCHORS.get(_said(frames, "anchor") or "t", "top"),
                     tuple(_style(row, ALIKE.get(kind) == "title") for row in rows), _face(rows[0], self.fonts),
                     self.rgb(_run(rows[0], f"{a}solidFill"), mapping), _said(frames, "wrap") != "none",
                     _autofit(frames) == "spAutoFit", trouble, not all(_said(_runs(row), "sz") for row in rows))


def placeholders(page: Element) -> Iterator[tuple[Element, Element, bool]]:
    """The placeholder shapes of a master or layout, each with its `p:ph` and whether it stands in a group."""
    tree = page.find(f"{p}cSld/{p}spTree")
    if tree is None:
        return
    top = set(map(id, tree))
    for shape in tree.iter(f"{p}sp"):
        mark = shape.find(f"{p}nvSpPr/{p}nvPr/{p}ph")
        if mark is not None:
            yield shape, mark, id(shape) not in top


def colours(theme: Element) -> dict[str, str]:
    """The twelve colours of a theme part, in RRGGBB."""
    scheme = theme.find(f".//{a}clrScheme")
    found = {}
    for slot in scheme if scheme is not None else ():
        value = slot[0].get("lastClr", "") or slot[0].get("val", "") if len(slot) else ""
        if len(value) == 6:
            found[slot.tag.removeprefix(a)] = value.upper()
    return found


def _modified(base: str, colour: Element) -> str:
    """A colour with its changes of lightness; others are small or rare."""
    from deckgen.theme.palette import shaded

    percent, more = 100.0, 0.0
    for each in colour:
        kind, said = each.tag.removeprefix(a), each.get("val", "")
        value = int(said) / 1000 if said.lstrip("-").isdigit() else 100.0
        if kind == "lumMod":
            percent = value
        elif kind == "lumOff":
            more = value
        elif kind == "tint":
            percent, more = value, 100 - value
        elif kind == "shade":
            percent = value
    return shaded(base, percent, more) if (percent, more) != (100.0, 0.0) else base.upper()


def _typeface(fonts: Element | None, pair: str, tag: str) -> str:
    found = fonts.find(f"{a}{pair}/{a}{tag}") if fonts is not None else None
    face = found.get("typeface", "") if found is not None else ""
    if not face and tag == "ea" and fonts is not None:
        scripts = fonts.iterfind(f"{a}{pair}/{a}font")
        return next((each.get("typeface", "") for each in scripts if each.get("script") == "Hans"), "")
    return face


def box_of(place: Element | None) -> Box | None:
    """A place in points; None where there is none."""
    if place is None:
        return None
    off, ext = place.find(f"{a}off"), place.find(f"{a}ext")
    if off is None or ext is None:
        return None
    return Box(int(off.get("x", "0")) / 12700, int(off.get("y", "0")) / 12700, int(ext.get("cx", "0")) / 12700,
               int(ext.get("cy", "0")) / 12700)


def _said(elements: Sequence[Element], name: str) -> str:
    """The first of the elements that states an attribute."""
    return next((value for each in elements if (value := each.get(name)) is not None), "")


def _autofit(frames: Sequence[Element]) -> str:
    """What the nearest frame that speaks of it does with text that is too long."""
    return next((each.tag.removeprefix(a) for frame in frames for each in frame if each.tag.endswith("Autofit") or
                 each.tag.endswith("AutoFit")), "")


def _level(chain: Sequence[Element], number: int) -> list[Element]:
    """What the links of the chain say of one level, nearest first."""
    return [row for each in chain if (row := each.find(f"{a}lvl{number}pPr")) is not None]


def _child(rows: Sequence[Element], *names: str) -> Element | None:
    """The first of some children that a row of the chain has."""
    for row in rows:
        for each in row:
            if each.tag.removeprefix(a) in names:
                return each
    return None


def _run(rows: Sequence[Element], path: str) -> Element | None:
    return next((found for row in rows if (found := row.find(f"{a}defRPr/{path}")) is not None), None)


def _runs(rows: Sequence[Element]) -> list[Element]:
    return [found for row in rows if (found := row.find(f"{a}defRPr")) is not None]


def _face(rows: Sequence[Element], fonts: Mapping[str, str]) -> str:
    found = _run(rows, f"{a}latin")
    face = found.get("typeface", "") if found is not None else "+mn-lt"
    return fonts.get(face, face)


def _style(rows: Sequence[Element], title: bool) -> Style:
    """One level as the scene knows it, in points; the floor is the caller's."""
    texts = _runs(rows)
    size = int(_said(texts, "sz") or 1800) / 100
    spacing, before, after = (_child(rows, name) for name in ("lnSpc", "spcBef", "spcAft"))
    share, pitch = _spacing(spacing, size)
    below = _space(after, size)
    indent, hang = int(_said(rows, "marL") or 0) / 12700, -int(_said(rows, "indent") or 0) / 12700
    bullet = _child(rows, "buNone", "buChar", "buAutoNum", "buBlip")
    sign = "" if bullet is None else {"buChar": bullet.get("char", "•"), "buAutoNum": "1.", "buBlip": "•"}.get(
        bullet.tag.removeprefix(a), "")
    return Style(size=size, pitch=round(pitch, 3), bold=_said(texts, "b") in ("1", "true"), colour="dk1",
                 before=round((0.0 if title else _space(before, size)) + below, 3), after=round(below, 3),
                 align=ALIGNED.get(_said(rows, "algn") or "l", "left"),  # type: ignore[arg-type]
                 indent=round(max(indent, 0.0), 3), hang=round(hang, 3), marker=sign, share=share,
                 caps=_said(texts, "cap") in ("all", "small"), tracking=max(int(_said(texts, "spc") or 0) / 100, 0.0))


def _spacing(spacing: Element | None, size: float) -> tuple[float, float]:
    """Line spacing as a share (0 where it is points), and the pitch that comes of it."""
    points = spacing.find(f"{a}spcPts") if spacing is not None else None
    if points is not None:
        return 0.0, int(points.get("val", "0")) / 100
    percent = spacing.find(f"{a}spcPct") if spacing is not None else None
    share = _percent(percent.get("val", "100000")) if percent is not None else 1.0
    return share, size * LINE * share


def _space(space: Element | None, size: float) -> float:
    """The space above or below a paragraph, in points."""
    points = space.find(f"{a}spcPts") if space is not None else None
    if points is not None:
        return int(points.get("val", "0")) / 100
    percent = space.find(f"{a}spcPct") if space is not None else None
    return size * LINE * _percent(percent.get("val", "0")) if percent is not None else 0.0


def _percent(value: str) -> float:
    """A share, which is written in thousandths of a percent, or with its sign."""
    return float(value[:-1]) / 100 if value.endswith("%") else int(value) / 100000
