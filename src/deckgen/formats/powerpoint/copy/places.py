"""Placeholders of slides and layouts, how one finds its like, and which of another layout's they become.

    slide's p:ph ──idx (else type)──▶ layout's ──type──▶ master's        where it stands, as it is inherited

Into another layout: first the same type and number, then the same type in reading order, then any that holds the same sort of
thing. A title only ever becomes a title; date, footer and number only themselves.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from copy import deepcopy
from typing import Any, NamedTuple

from lxml import etree

from deckgen.formats.powerpoint.copy.names import a, local, p

TITLES = ("title", "ctrTitle")
FOOT = ("dt", "ftr", "sldNum", "hdr")
SHAPES = ("sp", "pic", "graphicFrame", "cxnSp")


class Place(NamedTuple):
    """A placeholder: its shape, its `p:ph`, its type (titles are one) and number."""

    shape: Any
    mark: Any
    type: str
    idx: str

    @property
    def sort(self) -> str:
        """What it can stand for: `title`, a type of the foot, or `body` for all that holds content."""
        return self.type if self.type == "title" or self.type in FOOT else "body"


def places(root: Any) -> list[Place]:
    """The placeholders of a slide, layout or master, in its order; in a form for older programs none."""
    found = []
    for shape in root.iter(*(f"{p}{each}" for each in SHAPES)):
        mark = next(shape.iterfind(f"./*/{p}nvPr/{p}ph"), None)
        if mark is not None and not any(local(above) == "Fallback" for above in shape.iterancestors()):
            said = mark.get("type", "obj")
            found.append(Place(shape, mark, "title" if said in TITLES else said, mark.get("idx", "0")))
    return found


def like(own: Place, others: Sequence[Place]) -> Place | None:
    """The placeholder of its layout that a slide's takes after."""
    for test in (lambda each: each.idx == own.idx and each.type == own.type,
                 lambda each: own.type == "title" and each.type == "title",
                 lambda each: each.idx == own.idx and own.idx != "0" and each.sort == own.sort,
                 lambda each: each.type == own.type):
        for each in others:
            if test(each):
                return each
    return None


def above(own: Place, masters: Sequence[Place]) -> Place | None:
    """The placeholder of the master that a layout's takes after: by type, content by body."""
    wanted = own.type if own.sort != "body" else "body"
    return next((each for each in masters if each.type == wanted), None)


def frame(own: Place, layout: Any, master: Any) -> Any:
    """Where a slide's placeholder stands, as it is said or inherited: an `a:xfrm`, or None."""
    found = place_of(own.shape)
    if found is None:
        on_layout = like(own, places(layout))
        found = place_of(on_layout.shape) if on_layout is not None else None
        if found is None:
            on_master = above(on_layout or own, places(master))
            found = place_of(on_master.shape) if on_master is not None else None
    return found


def place_of(shape: Any) -> Any:
    """The `xfrm` that a shape states; None where it states none, or half of one."""
    for found in (shape.find(f"{p}spPr/{a}xfrm"), shape.find(f"{p}xfrm")):
        if found is not None and found.find(f"{a}off") is not None and found.find(f"{a}ext") is not None:
            return found
    return None


def put(shape: Any, xfrm: Any) -> None:
    """Let a shape state its place."""
    properties = shape.find(f"{p}spPr")
    if properties is None or xfrm is None:
        return
    for each in properties.findall(f"{a}xfrm"):
        properties.remove(each)
    mine = deepcopy(xfrm)
    mine.tail = None
    mine.tag = f"{a}xfrm"
    properties.insert(0, mine)


def reading(shape: Any, xfrm: Any) -> tuple[int, int]:
    """What sorts shapes as they are read: rows of a quarter inch, then from the left."""
    if xfrm is None:
        return 1 << 30, 1 << 30
    off = xfrm.find(f"{a}off")
    return int(off.get("y", "0")) // 228600, int(off.get("x", "0"))


def pairs(own: Sequence[Place], offered: Sequence[Place]) -> Iterator[tuple[Place, Place | None]]:
    """Each placeholder with the one that it becomes; both are given in reading order."""
    left, found = list(offered), {}

    def join(test: Any) -> None:
        for number, each in enumerate(own):
            match = next((other for other in left if test(each, other)), None) if number not in found else None
            if match is not None:
                found[number] = match
                left.remove(match)

    join(lambda one, other: (one.type, one.idx) == (other.type, other.idx))
    join(lambda one, other: one.type == other.type)
    join(lambda one, other: one.sort == other.sort == "body" and {one.type, other.type} <= {"body", "obj", "subTitle"})
    join(lambda one, other: one.sort == other.sort == "body" and other.type == "obj")
    for number, each in enumerate(own):
        yield each, found.get(number)


def become(own: Place, other: Place) -> None:
    """Make a placeholder the layout's: its type and number."""
    for key in ("type", "idx", "orient", "sz"):
        said = other.mark.get(key)
        if said is None:
            own.mark.attrib.pop(key, None)
        else:
            own.mark.set(key, said)


def kinds(root: Any) -> Counter[str]:
    """What placeholders a layout has, those of its foot apart; titles are one, all content but pictures too."""
    return Counter("body" if each.type in ("obj", "body", "subTitle") else each.type for each in places(root)
                   if each.type not in FOOT)


def bare(xfrm: Any) -> Any:
    """A copy of a place that belongs to nothing."""
    return etree.fromstring(etree.tostring(xfrm)) if xfrm is not None else None
