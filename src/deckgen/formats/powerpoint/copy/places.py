"""Placeholders of slides and layouts, how one finds its like, and which of another layout's they become.

    slide's p:ph ──idx (else type)──▶ layout's ──type──▶ master's        where it stands, as it is inherited

Into another layout: first the same type and number; then what holds content goes to the largest places that hold content, both in
reading order. A title only ever becomes a title; date, footer and number only themselves. A place that is a line high (a label
above the title, a source below) or whose letters are huge (a numeral) is for no text of somebody else's.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from copy import deepcopy
from typing import Any, NamedTuple

from deckgen.formats.powerpoint.copy.names import a, local, p, whole

TITLES = ("title", "ctrTitle")
FOOT = ("dt", "ftr", "sldNum", "hdr")
CONTENT = {"obj", "body", "subTitle"}
HUGE, LINE = 5400, 36 * 12700
"""Hundredths of a point above which letters are a numeral; EMU below which a place is a line."""
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
    def rank(each: Place) -> int:
        if each.type == own.type:
            return 0 if each.idx == own.idx or own.type == "title" else 2
        return 1 if each.idx == own.idx != "0" and each.sort == own.sort else 3

    return min((each for each in others if rank(each) < 3), key=rank, default=None)


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
    return whole(off.get("y")) // 228600, whole(off.get("x"))


def pairs(own: Sequence[Place], offered: Sequence[tuple[Place, Any]]) -> Iterator[tuple[Place, Place | None]]:
    """Each placeholder with the one that it becomes; both are given in reading order, those on offer with their `xfrm`."""
    left, found = [each for each, _ in offered], {}
    areas = {id(each.mark): area(xfrm) for each, xfrm in offered}

    def join(test: Callable[[Place, Place], bool], among: Sequence[Place]) -> None:
        for number, each in enumerate(own):
            match = next((other for other in among if other in left and test(each, other)), None) if number not in found else None
            if match is not None:
                found[number] = match
                left.remove(match)

    join(lambda one, other: (one.type, one.idx) == (other.type, other.idx), left[:])
    join(lambda one, other: one.sort != "body" and one.type == other.type, left[:])
    for alike in (lambda one, other: one.type == other.type,
                  lambda one, other: {one.type, other.type} <= CONTENT,
                  lambda one, other: one.sort == "body" and other.type == "obj"):
        waiting = sum(each.sort == "body" and number not in found for number, each in enumerate(own))
        largest = sorted((each for each in left if each.sort == "body" and holds(each)), key=lambda each: -areas[id(each.mark)])
        join(alike, [each for each in left if each in largest[:waiting]])
    for number, each in enumerate(own):
        yield each, found.get(number)


def holds(own: Place) -> bool:
    """Whether a place on a layout is for content: higher than a line, in letters of a usual size."""
    xfrm = place_of(own.shape)
    size = next((whole(each.get("sz")) for each in own.shape.iterfind(f"{p}txBody/{a}lstStyle/{a}lvl1pPr/{a}defRPr")), 0)
    return size <= HUGE and (xfrm is None or whole(xfrm.find(f"{a}ext").get("cy")) >= LINE)


def area(xfrm: Any) -> int:
    """How large a place is; one that is not known is as large as any."""
    if xfrm is None:
        return 1 << 60
    ext = xfrm.find(f"{a}ext")
    return whole(ext.get("cx")) * whole(ext.get("cy"))


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
    return Counter("body" if each.type in CONTENT else each.type for each in places(root)
                   if each.type not in FOOT and (each.type == "title" or holds(each)))

