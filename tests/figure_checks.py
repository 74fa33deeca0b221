"""The laws of drawings, looked after in the written file: what a person who opens it would see at once.

Every label stands inside its shape; shapes that do not hold one another do not overlap; no connector runs through a shape that
it does not join, nor through words; all connectors are glued at both ends, and end where they are glued; nothing is set below
16 points on a page of 960 × 540 (in proportion on others); nothing leaves the page. Nothing here comes from the layout: words
are measured by the widths of Arial and Calibri in hundredths of an em, Han characters by one em, lines filled greedily.
`figure_prints` looks after the same laws where the drawing is printed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import combinations, pairwise
from math import dist, hypot, inf
from operator import add
from pathlib import Path

from figure_geometry import Area, Point, around
from figure_reading import Joint, Said, Shape, Slide, slides
from package_checks import Deck

LEAST = 16.0
PAGE = 960.0, 540.0
NEAR = 1.0
"""How far, in points, things may be from where they ought to be."""
MARKER = 17.0
"""An ellipse without words that is no larger marks a place on a line or a bar, and may lie across it."""

ROUND: dict[str, Callable[[float, float], float]] = {"ellipse": hypot, "diamond": add, "flowChartDecision": add}
"""Outlines that do not fill their rectangle: what is less than 1 inside them, of the parts of half their width and height."""

_ADVANCES = {
    "Arial":
        "282835565689671933333958283328285656565656565656565628285858585699676772726761787228506756837278"
        "6778726761726794676761282828475633565650565628565622225022835656565633502856507250505033263358",
    "Arial bold":
        "283347565689722433333958283328285656565656565656565633335858586198727272726761787228567261837278"
        "6778726761726794676761332833585633566156615633616128285628896161616139563361567856565039283958",
    "Calibri":
        "233340505171682230305050253125395151515151515151515127275050504689585453624946646225325242866567"
        "5267544649645789524947313931505029485342535031475323244523805353535335393353457143454031463150",
    "Calibri bold":
        "233344507370233131505026312743515151515151515151512828505050469061565363494664632733554287666853"
        "6956475065575091555248324332505030495442545032475425264825815454545436403554477546474034483450",
}
"""Advance widths of the characters from the space to the tilde, two digits each."""
_WIDE = r"\u2e80-\u9fff\uf900-\ufaff\uff00-\uff60\u2460-\u24ff，。、；：！？（）《》“”‘’—…"
_parts = re.compile(rf"\n|[{_WIDE}][，。、；：！？）》”’]*|\s+|[^\s{_WIDE}]+")
"""What stays on one line: a Han character with the marks behind it, a word, spaces."""


def written_faults(path: Path) -> list[str]:
    """What is wrong with the drawings of a deck, each with its slide's number."""
    return [f"slide {number}: {fault}" for number, slide in enumerate(slides(Deck.open(path)), 1) for fault in faults(slide)]


def faults(slide: Slide) -> Iterator[str]:
    """What is wrong with the drawings of a slide."""
    yield from small(slide)
    yield from spilled(slide)
    yield from overlapping(slide)
    yield from unglued(slide)
    yield from struck(slide)


# ---- words -----------------------------------------------------------------------------------------------------------


def advance(text: str, size: float, bold: bool, face: str) -> float:
    """The width of letters on one line. Faces without a table are measured as Arial."""
    table = _ADVANCES[("Calibri" if face == "Calibri" else "Arial") + (" bold" if bold else "")]
    return sum(int(table[2 * n:2 * n + 2]) / 100 if 0 <= (n := ord(char) - 32) < 95
               else 1.0 if char >= "\u2000" and char not in "†‡" else 0.6 for char in text) * size


def lines(said: Said, room: float) -> list[float]:
    """The widths of the lines of a paragraph, without the spaces at their ends."""
    done, wide, spaces = [], 0.0, 0.0
    for piece in said.pieces:
        for part in _parts.findall(piece.text):
            own = advance(part, piece.size, piece.bold, piece.face)
            if part == "\n":
                done.append(wide)
                wide = spaces = 0.0
            elif part.isspace():
                spaces += own
            elif wide and wide + spaces + own > room + 0.1:
                done.append(wide)
                wide, spaces = own, 0.0
            else:
                wide, spaces = wide + spaces + own, 0.0
    return [*done, wide]


def ink(shape: Shape) -> list[Area]:
    """Where the lines of a shape's words are, as far as they can be told without printing."""
    frame, found, low = shape.frame, [], 0.0
    for number, said in enumerate(shape.said):
        room = frame.right - frame.left - said.left
        high = said.pitch or 1.2 * max((piece.size for piece in said.pieces), default=0.0)
        low += said.before if number else 0.0
        for wide in lines(said, room if shape.wraps else inf):
            left = frame.left + said.left + {"ctr": 0.5, "r": 1.0}.get(said.align, 0.0) * (room - wide)
            found.append(Area(left, low, left + wide, low + high))
            low += high
    top = frame.top + {"ctr": 0.5, "b": 1.0}.get(shape.anchor, 0.0) * (frame.bottom - frame.top - low)
    return [Area(each.left, top + each.top, each.right, top + each.bottom) for each in found]


def inked(slide: Slide) -> list[tuple[Shape, Area]]:
    return [(shape, around(ink(shape))) for shape in slide.drawn if shape.words]


def least(slide: Slide) -> float:
    return LEAST * min(slide.width / PAGE[0], slide.height / PAGE[1])


def small(slide: Slide) -> Iterator[str]:
    for shape in slide.drawn:
        for size in sorted({piece.size for said in shape.said for piece in said.pieces if piece.text.strip()}):
            if size < least(slide) - 0.01:
                yield f"'{shape.words}' is set in {size:g} points"


def spilled(slide: Slide) -> Iterator[str]:
    """Words outside their shape; shapes and lines outside the page."""
    page = Area(0.0, 0.0, slide.width, slide.height)
    for shape in slide.drawn:
        for line in ink(shape) if shape.words else ():
            if not keeps(shape, line):
                yield f"the label '{shape.words}' is outside its shape: {_numbers(line)} in {_numbers(shape.area)}"
    for shape in slide.drawn:
        if not page.holds(shape.area, NEAR):
            yield f"'{shape.words or shape.name}' leaves the page"
    for wire in slide.wires:
        if wire.group and not all(page.holds(Area(x, y, x, y), NEAR) for x, y in wire.points):
            yield f"'{wire.name}' leaves the page"


def keeps(shape: Shape, line: Area) -> bool:
    """Whether a line of text is inside a shape; what of it is ink is about as high as seven tenths of it."""
    if shape.outline not in ROUND:
        return shape.area.holds(line, NEAR)
    high = (line.bottom - line.top) * 0.15
    return all(beyond(point, shape.area.grown(NEAR), shape.outline) <= 1.0
               for point in ((x, y) for x in (line.left, line.right) for y in (line.top + high, line.bottom - high)))


# ---- shapes ----------------------------------------------------------------------------------------------------------


def is_marker(shape: Shape) -> bool:
    area = shape.area
    return shape.outline == "ellipse" and not shape.words and max(area.right - area.left, area.bottom - area.top) <= MARKER


def overlapping(slide: Slide) -> Iterator[str]:
    """Boxes across boxes, boxes painted over words, words across edges and across words."""
    seen = [shape for shape in slide.drawn if shape.seen]
    for a, b in combinations(seen, 2):
        if not a.area.meets(b.area, NEAR) or is_marker(a) != is_marker(b) or (b.filled and a.area.holds(b.area, NEAR)):
            continue
        if not (a.area.holds(b.area, NEAR) or (b.area.holds(a.area, NEAR) and not b.filled)):
            yield f"{_told(a)} and {_told(b)} overlap"
        elif b.filled:
            yield f"{_told(b)} hides {_told(a)}"
    words = inked(slide)
    for shape, own in words:
        for other in seen:
            if other.id == shape.id or (is_marker(other) and not other.area.meets(own, 2 * NEAR)):
                continue
            if other.area.meets(own, NEAR) and not other.area.holds(own, NEAR):
                yield f"the label '{shape.words}' lies across the edge of {_told(other)}"
            elif other.filled and other.order > shape.order and other.area.meets(own, NEAR):
                yield f"{_told(other)} hides the label '{shape.words}'"
    texts = [*words, *((shape, around(ink(shape))) for shape in slide.shapes if not shape.group and shape.words)]
    for (a, one), (b, two) in combinations(texts, 2):
        if (a.group or b.group) and one.meets(two, NEAR):
            yield f"the words '{a.words}' and '{b.words}' overlap"


# ---- connectors ------------------------------------------------------------------------------------------------------


def unglued(slide: Slide) -> Iterator[str]:
    """Ends of connectors that are not glued, or glued to what is not there, or not where they end."""
    known = {shape.id: shape for shape in slide.shapes}
    for wire in slide.wires:
        if wire.group and wire.connects:
            for joint, point, end in ((wire.start, wire.points[0], "start"), (wire.end, wire.points[-1], "end")):
                if joint is None:
                    yield f"the {end} of '{wire.name}' is not glued, at {_numbers(point)}"
                elif (fault := _loose(joint, point, known)) is not None:
                    yield f"the {end} of '{wire.name}' {fault}"


def _loose(joint: Joint, point: Point, known: dict[int, Shape]) -> str | None:
    shape = known.get(joint.shape)
    if shape is None:
        return f"is glued to shape {joint.shape}, which is not there"
    if joint.site >= len(shape.sites):
        return f"is glued to site {joint.site} of {_told(shape)}, which has {len(shape.sites)}"
    if dist(shape.sites[joint.site], point) > NEAR:
        return f"is at {_numbers(point)}, but glued to {_told(shape)} at {_numbers(shape.sites[joint.site])}"
    return None


def struck(slide: Slide) -> Iterator[str]:
    """Lines through words; connectors through boxes that they do not join, or through the inside of those that they do."""
    seen = [shape for shape in slide.drawn if shape.seen and not is_marker(shape)]
    words = inked(slide)
    for wire in slide.wires:
        if not wire.group:
            continue
        for shape, own in words:
            if runs_through(wire.points, own.grown(-2.0)):
                yield f"'{wire.name}' strikes the words '{shape.words}'"
        ends = [shape for shape in slide.shapes if shape.id in {joint.shape for joint in (wire.start, wire.end) if joint}]
        for shape in seen if wire.connects else ():
            if shape not in ends and is_ground(shape, [*seen, *(each for each, _ in words)], ends):
                continue
            if runs_through(wire.points, shape.area.grown(-NEAR), shape.outline):
                yield f"'{wire.name}' runs through {_told(shape)}"


def is_ground(shape: Shape, seen: Sequence[Shape], ends: Sequence[Shape]) -> bool:
    """Whether a shape is what others stand on: it holds what the connector joins, or boxes or words while it says nothing."""
    if any(shape.area.holds(end.area, NEAR) for end in ends):
        return True
    return not shape.words and any(other.id != shape.id and shape.area.holds(other.area, NEAR) for other in seen)


def runs_through(points: Sequence[Point], area: Area, outline: str = "rect") -> bool:
    """Whether a way enters an area; of a diamond or an ellipse, the outline itself."""
    if area.right <= area.left or area.bottom <= area.top:
        return False
    return any(_enters(a, b, area, outline) for a, b in pairwise(points))


def _enters(a: Point, b: Point, area: Area, outline: str) -> bool:
    """Points along the stroke, close enough to find a corner that is cut by two points."""
    if not Area(min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1])).grown(1e-6).meets(area):
        return False
    steps = max(int(dist(a, b)), 2)
    return any(beyond((a[0] + (b[0] - a[0]) * n / steps, a[1] + (b[1] - a[1]) * n / steps), area, outline) < 1.0
               for n in range(steps + 1))


def beyond(point: Point, area: Area, outline: str) -> float:
    """How far a point is from the middle of a shape: 1 on its outline, more outside."""
    x = abs(2 * point[0] - area.left - area.right) / (area.right - area.left)
    y = abs(2 * point[1] - area.top - area.bottom) / (area.bottom - area.top)
    return ROUND.get(outline, max)(x, y)


def _told(shape: Shape) -> str:
    return f"box '{shape.words}'" if shape.words else f"'{shape.name}'"


def _numbers(found: Area | Point) -> str:
    values = (found.left, found.top, found.right, found.bottom) if isinstance(found, Area) else found
    return "(" + ", ".join(f"{value:.1f}" for value in values) + ")"
