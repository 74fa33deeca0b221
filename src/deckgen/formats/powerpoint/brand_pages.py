"""The layouts of a template, each with the placeholders that can be used, and the colour of its page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from deckgen.formats.powerpoint.brand import Brand
from deckgen.formats.powerpoint.inherit import Found, Source, a, box_of, p
from deckgen.scene import Box
from deckgen.theme.palette import contrast

TITLES = ("title", "ctrTitle")
HELD = (*TITLES, "subTitle", "body", "obj")
"""Placeholders that hold text of any length."""
OFF = 2.0
"""Points that a placeholder may reach beyond the page."""
APART, EDGE = 0.01, 0.05
"""Between a placeholder that grows and what it grows towards, and the page's edge, as parts of the page's height."""


@dataclass
class LayoutPage:
    """A layout of the file: its placeholders that can be used, and how its page is coloured."""

    part: str
    master: str
    name: str
    type: str
    found: list[Found]
    left: list[tuple[Found, str]]
    """Placeholders that are left alone, and why."""
    ground: str
    colours: Mapping[str, str]

    @property
    def title(self) -> Found | None:
        return next((each for each in self.found if each.type in TITLES), None)

    @property
    def bodies(self) -> list[Found]:
        """What can hold text, the largest first."""
        return sorted((each for each in self.found if each.type in ("body", "obj")), key=lambda each: -area(each.box))

    @property
    def pair(self) -> tuple[Found, Found] | None:
        """Two bodies side by side that are much alike, left and right."""
        if len(self.bodies) < 2:
            return None
        one, other = sorted(self.bodies[:2], key=lambda each: each.box.x)
        beside = one.box.right <= other.box.x + OFF and one.box.y < other.box.bottom and other.box.y < one.box.bottom
        return (one, other) if beside and area(other.box) > area(one.box) / 2 and area(one.box) > area(other.box) / 2 else None

    @property
    def main(self) -> Found | None:
        """What text goes into: the largest body, or the first of a pair, drawn out over both."""
        pair = self.pair
        if pair is None or area(joined(pair[0].box, pair[1].box)) <= area(self.bodies[0].box):
            return self.bodies[0] if self.bodies else None
        return pair[0]._replace(box=joined(pair[0].box, pair[1].box), moved=True)


def area(box: Box) -> float:
    """Square points."""
    return box.width * box.height


def joined(one: Box, other: Box) -> Box:
    """The rectangle over two that stand side by side, as high as the lower top and the higher bottom allow."""
    x, y = min(one.x, other.x), max(one.y, other.y)
    return Box(x, y, max(one.right, other.right) - x, min(one.bottom, other.bottom) - y)


def layouts(brand: Brand, master: str, source: Source, width: float, height: float) -> list[LayoutPage]:
    """The layouts of a master, in the order of its list."""
    known = brand.relations(master)
    ids = [next(value for key, value in each.attrib.items() if key.endswith("}id"))
           for each in brand.tree(master).iterfind(f"{p}sldLayoutIdLst/{p}sldLayoutId")]
    return [_page(brand, known[id].target, master, source, width, height) for id in ids if known[id].target in brand.parts]


def _page(brand: Brand, part: str, master: str, source: Source, width: float, height: float) -> LayoutPage:
    tree = brand.tree(part)
    own = tree.find(f"{p}clrMapOvr/{a}overrideClrMapping")
    mapping = dict(own.attrib) if own is not None else source.mapping
    cover = tree.find(f"{p}cSld")
    name = (cover.get("name", "") if cover is not None else "") or part.rpartition("/")[2].removesuffix(".xml")
    found, left = [], []
    for each in source.found(tree, mapping):
        off = each.box.x < -OFF or each.box.y < -OFF or each.box.right > width + OFF or each.box.bottom > height + OFF
        trouble = each.trouble or ("it reaches beyond the page" if off else "")
        if trouble:
            left.append((each, trouble))
        else:
            found.append(each)
    found = [_grown(each, found, height) for each in found]
    signs = [each.sign for each in found]
    found = [each._replace(moved=True) if each.sign in signs[:number] else each for number, each in enumerate(found)]
    page = LayoutPage(part, master, " ".join(name.split()), tree.get("type", ""), found, left, "", source.through(mapping))
    page.ground = _ground(tree, source, mapping) or _guessed(page)
    return page


def over_art(brand: Brand, page: LayoutPage, body: Box) -> list[str]:
    """Names of what a layout and its master draw in a part of the body, where text and figures will stand."""
    found = []
    for part in (page.part, page.master):
        tree = brand.tree(part).find(f"{p}cSld/{p}spTree")
        for shape in tree if tree is not None else ():
            place = shape.find(f"{p}spPr/{a}xfrm")
            box = box_of(place) if place is not None else None
            name = next((each.get("name", "") for each in shape.iter(f"{p}cNvPr")), "")
            if box is None or shape.find(f"*/{p}nvPr/{p}ph") is not None or not _filled(shape):
                continue
            x = min(box.right, body.right) - max(box.x, body.x)
            y = min(box.bottom, body.bottom) - max(box.y, body.y)
            if x > OFF and y > OFF and x * y < 0.8 * area(body):
                found.append(name)
        if brand.tree(part).get("showMasterSp") in ("0", "false"):
            break
    return found


def _filled(shape: Element) -> bool:
    """Whether a shape hides what lies below it, or cannot be read upon."""
    fills = [kind for kind in ("noFill", "solidFill", "gradFill", "blipFill") if shape.find(f"{p}spPr/{a}{kind}") is not None]
    style = shape.find(f"{p}style/{a}fillRef")
    return shape.tag == f"{p}pic" or (fills[0] != "noFill" if fills else style is not None and style.get("idx") != "0")


def _grown(each: Found, others: list[Found], height: float) -> Found:
    """A frame that grows with its text, as high as it may become: to what stands below it, or above where it grows upwards."""
    if not each.grows or each.type not in HELD:
        return each
    box, gap, edge = each.box, APART * height, EDGE * height
    beside = [other.box for other in others if other is not each and other.box.x < box.right and box.x < other.box.right]
    top, bottom = box.y, box.bottom
    if each.anchor == "top":
        bottom = max(bottom, min([other.y - gap for other in beside if other.y >= box.bottom - OFF] or [height - edge]))
    elif each.anchor == "bottom":
        top = min(top, max([other.bottom + gap for other in beside if other.bottom <= box.y + OFF] or [edge]))
    if (top, bottom) == (box.y, box.bottom):
        return each
    return each._replace(box=Box(box.x, top, box.width, bottom - top), moved=True)


def _ground(layout: Element, source: Source, mapping: Mapping[str, str]) -> str:
    """The colour of the page where it has one; empty for a picture."""
    for each in (layout, source.master):
        ground = each.find(f"{p}cSld/{p}bg")
        if ground is None:
            continue
        reference = ground.find(f"{p}bgRef")
        if reference is not None:
            return source.rgb(reference, mapping)
        solid = ground.find(f"{p}bgPr/{a}solidFill")
        if solid is not None:
            return source.rgb(solid, mapping)
        stops = ground.findall(f"{p}bgPr/{a}gradFill/{a}gsLst/{a}gs")
        return source.rgb(stops[0], mapping) if stops else ""
    return ""


def _guessed(page: LayoutPage) -> str:
    """Behind a picture the template's own text tells: light text stands on a dark page."""
    ink = next((each.ink for each in (*page.bodies, *page.found) if each.ink), page.colours["dk1"])
    return "FFFFFF" if contrast(ink, "FFFFFF") >= contrast(ink, "000000") else "000000"
