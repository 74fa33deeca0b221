"""What a slide shows, read from its part of the package: shapes, words and lines where they really are, in points.

Written after ECMA-376 alone and knowing nothing of how deckgen lays out or writes: so that the laws of drawings
(`figure_checks`) are a second opinion. Sizes are looked up as PowerPoint does: run, paragraph's level in the shape, in its like
on the layout and on the master, in the master's text styles, in the presentation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from math import cos, radians
from typing import Any

from figure_geometry import EMU, SAME, Area, Matrix, Point, about, at, corners, grouped, placed, sites, times
from package_checks import NS, PRESENTATION, Deck

A, P = f"{{{NS['a']}}}", f"{{{NS['p']}}}"
STYLES = {"title": "titleStyle", "ctrTitle": "titleStyle", "body": "bodyStyle", "subTitle": "bodyStyle", "obj": "bodyStyle"}
LIKE = {"ctrTitle": "title", "subTitle": "body", "obj": "body"}
"""Kinds of placeholder that a master has under another name."""
INSIDE = {"ellipse": (1 - cos(radians(45))) / 2, "diamond": 0.25, "flowChartDecision": 0.25}
"""How far from the edge the frame of text begins, as part of the width and of the height."""


@dataclass(frozen=True)
class Piece:
    """Letters of one kind."""

    text: str
    size: float
    bold: bool
    face: str


@dataclass(frozen=True)
class Said:
    """A paragraph: its pieces, how it stands, the height of a line (None: the face's own), the room before it and beside it."""

    pieces: tuple[Piece, ...]
    align: str
    pitch: float | None
    before: float
    left: float

    @property
    def text(self) -> str:
        return "".join(each.text for each in self.pieces)


@dataclass(frozen=True)
class Shape:
    """Something with an area. `order` counts in the order of painting; `group` is the number of the outermost group, or 0."""

    id: int
    name: str
    order: int
    group: int
    area: Area
    frame: Area
    """The area without its insets: where words have room."""
    outline: str
    seen: bool
    """Whether it is filled or bounded."""
    filled: bool
    sites: tuple[Point, ...]
    said: tuple[Said, ...]
    anchor: str
    wraps: bool
    """Whether lines end where the frame does."""
    placeholder: bool

    @property
    def text(self) -> str:
        return "\n".join(each.text for each in self.said)

    @property
    def words(self) -> str:
        return re.sub(r"\s+", " ", self.text).strip()


@dataclass(frozen=True)
class Joint:
    """What one end of a connector is glued to: a shape's number, and the number of its connection site."""

    shape: int
    site: int


@dataclass(frozen=True)
class Wire:
    """A line: its corners, what its ends are glued to, whether it has a head."""

    id: int
    name: str
    group: int
    points: tuple[Point, ...]
    start: Joint | None
    end: Joint | None
    headed: bool
    bent: bool

    @property
    def connects(self) -> bool:
        """Whether it means to join two things: a plain rule has neither glue nor head nor corner, nor is it called so."""
        return (self.headed or self.bent or self.start is not None or self.end is not None or "connector" in self.name.lower())


@dataclass
class Slide:
    """One slide: how large it is, its shapes in the order of painting, its lines."""

    name: str
    width: float
    height: float
    shapes: list[Shape] = field(default_factory=list)
    wires: list[Wire] = field(default_factory=list)

    @property
    def drawn(self) -> list[Shape]:
        return [shape for shape in self.shapes if shape.group]


def slides(deck: Deck) -> Iterator[Slide]:
    """The slides in the order of the show."""
    size = deck.find(PRESENTATION, "p:sldSz")[0]
    relations = deck.relations(PRESENTATION)
    for each in deck.find(PRESENTATION, "p:sldIdLst/p:sldId"):
        name = relations[each.get(f"{{{NS['r']}}}id", "")][1]
        yield _Reader(deck, name).read(float(size.get("cx", 0)) / EMU, float(size.get("cy", 0)) / EMU)


# ---- what a slide holds ----------------------------------------------------------------------------------------------


class _Reader:
    def __init__(self, deck: Deck, name: str) -> None:
        self.deck, self.name = deck, name
        self.layout = self._next(name, "slideLayout")
        self.master = self._next(self.layout, "slideMaster")
        self.tree, self.below = deck.xml(name), [deck.xml(self.layout), deck.xml(self.master)]
        theme = deck.xml(self._next(self.master, "theme"))
        self.faces = {f"+{short}-lt": theme.find(f".//a:{long}/a:latin", NS).get("typeface")
                      for short, long in (("mj", "majorFont"), ("mn", "minorFont"))}
        self.presentation = deck.xml(PRESENTATION)

    def _next(self, name: str, kind: str) -> str:
        return next(target for found, target in self.deck.relations(name).values() if found == kind)

    def read(self, width: float, height: float) -> Slide:
        found = Slide(self.name, width, height)
        self._gather(self.tree.find("p:cSld/p:spTree", NS), SAME, 0, found)
        return found

    def _gather(self, tree: Any, matrix: Matrix, group: int, into: Slide) -> None:
        for node in tree:
            if node.tag == f"{P}grpSp":
                own = int(node.find("p:nvGrpSpPr/p:cNvPr", NS).get("id"))
                self._gather(node, times(matrix, grouped(node.find("p:grpSpPr/a:xfrm", NS))), group or own, into)
            elif node.tag == f"{P}cxnSp":
                into.wires.append(self._wire(node, matrix, group))
            elif node.tag in (f"{P}sp", f"{P}pic"):
                into.shapes.append(self._shape(node, matrix, group, len(into.shapes)))

    def _wire(self, node: Any, matrix: Matrix, group: int) -> Wire:
        own, geometry = node.find("p:nvCxnSpPr/p:cNvPr", NS), node.find("p:spPr/a:prstGeom", NS)
        inner, width, height = placed(node.find("p:spPr/a:xfrm", NS))
        adjusted = {gd.get("name"): float(gd.get("fmla").split()[1]) for gd in geometry.iterfind("a:avLst/a:gd", NS)}
        way = corners(geometry.get("prst"), width, height, adjusted)
        glued = [node.find(f"p:nvCxnSpPr/p:cNvCxnSpPr/a:{tag}", NS) for tag in ("stCxn", "endCxn")]
        start, end = (Joint(int(each.get("id")), int(each.get("idx"))) if each is not None else None for each in glued)
        heads = [node.find(f"p:spPr/a:ln/a:{tag}", NS) for tag in ("headEnd", "tailEnd")]
        headed = any(each is not None and each.get("type", "none") != "none" for each in heads)
        return Wire(int(own.get("id")), own.get("name"), group, tuple(at(times(matrix, inner), *point) for point in way),
                    start, end, headed, len(way) > 2)

    def _shape(self, node: Any, matrix: Matrix, group: int, order: int) -> Shape:
        own, properties, mark = node.find("*/p:cNvPr", NS), node.find("p:spPr", NS), node.find("*/p:nvPr/p:ph", NS)
        likes = self._likes(mark) if mark is not None else []
        place = next(xfrm for each in (node, *likes) if (xfrm := each.find("p:spPr/a:xfrm", NS)) is not None)
        inner, width, height = placed(place)
        whole = times(matrix, inner)
        geometry = next((each for tag in ("prstGeom", "custGeom") if (each := properties.find(f"a:{tag}", NS)) is not None), None)
        bodies = [each for holder in (node, *likes) if (each := holder.find("p:txBody/a:bodyPr", NS)) is not None]

        def body(name: str, otherwise: str) -> str:
            return next((each.get(name) for each in bodies if each.get(name) is not None), otherwise)

        outline = "rect" if geometry is None else geometry.get("prst", "own")
        aside, above = (width * INSIDE.get(outline, 0.0), height * INSIDE.get(outline, 0.0))
        insets = [float(body(name, value)) / EMU for name, value in
                  (("lIns", "91440"), ("tIns", "45720"), ("rIns", "91440"), ("bIns", "45720"))]
        painted = next((each for each in properties if each.tag in {f"{A}{kind}" for kind in
                        ("solidFill", "gradFill", "blipFill", "pattFill")}), None)
        filled = painted is not None or node.tag == f"{P}pic"
        line = properties.find("a:ln", NS)
        bounded = line is not None and any(line.find(f"a:{kind}", NS) is not None for kind in ("solidFill", "gradFill"))
        scale = self._shrunk(bodies)
        return Shape(
            int(own.get("id")), own.get("name"), order, group,
            about([at(whole, x, y) for x in (0.0, width) for y in (0.0, height)]),
            about([at(whole, x, y) for x in (aside + insets[0], width - aside - insets[2])
                   for y in (above + insets[1], height - above - insets[3])]),
            outline, filled or bounded, filled,
            tuple(at(whole, *site) for site in sites(geometry, width, height)) if geometry is not None else (),
            tuple(self._said(each, node, likes, mark, scale) for each in node.iterfind("p:txBody/a:p", NS)),
            body("anchor", "t"), body("wrap", "square") != "none", mark is not None)

    def _shrunk(self, bodies: list[Any]) -> float:
        fitted = next((each.find("a:normAutofit", NS) for each in bodies if len(each)), None)
        return float(fitted.get("fontScale", 100000)) / 100000 if fitted is not None else 1.0

    def _likes(self, mark: Any) -> list[Any]:
        """A placeholder's like on the layout, by number, else by kind; and that one's on the master, by kind."""
        kind, found = mark.get("type", "obj"), []
        for tree in self.below:
            marks = [(each.find("*/p:nvPr/p:ph", NS), each) for each in tree.iterfind("p:cSld/p:spTree/p:sp", NS)]
            marks = [(each, shape) for each, shape in marks if each is not None]
            number = mark.get("idx") if tree is self.below[0] else None
            by_number = [pair for pair in marks if number is not None and pair[0].get("idx") == number]
            by_kind = [pair for pair in marks if LIKE.get(k := pair[0].get("type", "obj"), k) == LIKE.get(kind, kind)]
            if chosen := (by_number or by_kind)[:1]:
                found.append(chosen[0][1])
                kind = chosen[0][0].get("type", kind)
        return found

    def _said(self, node: Any, shape: Any, likes: list[Any], mark: Any, scale: float) -> Said:
        own = node.find("a:pPr", NS)
        level = f"a:lvl{int(own.get('lvl', 0)) + 1 if own is not None else 1}pPr"
        kind = "otherStyle" if mark is None else STYLES.get(mark.get("type", "obj"), "otherStyle")
        lists = [each for holder in (shape, *likes) if (each := holder.find("p:txBody/a:lstStyle", NS)) is not None]
        lists.append(self.below[1].find(f"p:txStyles/p:{kind}", NS))
        if mark is None:
            lists.append(self.presentation.find("p:defaultTextStyle", NS))
        levels = [found for each in lists if each is not None and (found := each.find(level, NS)) is not None]
        paragraph = [each for each in (own, *levels) if each is not None]

        def given(name: str, otherwise: str) -> str:
            return next((each.get(name) for each in paragraph if each.get(name) is not None), otherwise)

        def points(name: str) -> float | None:
            found = next((each for level in paragraph if (each := level.find(f"a:{name}", NS)) is not None), None)
            exact = found.find("a:spcPts", NS) if found is not None else None
            return float(exact.get("val")) / 100 if exact is not None else None

        pieces = tuple(self._piece(run, levels, scale) for run in node if run.tag in (f"{A}r", f"{A}fld", f"{A}br"))
        return Said(pieces, given("algn", "l"), points("lnSpc"), points("spcBef") or 0.0, float(given("marL", "0")) / EMU)

    def _piece(self, run: Any, levels: list[Any], scale: float) -> Piece:
        own = [run.find("a:rPr", NS), *(each.find("a:defRPr", NS) for each in levels)]
        looks = [each for each in own if each is not None]

        def given(name: str, otherwise: str) -> str:
            return next((each.get(name) for each in looks if each.get(name) is not None), otherwise)

        face = next((found.get("typeface") for each in looks if (found := each.find("a:latin", NS)) is not None), "+mn-lt")
        text = "\n" if run.tag == f"{A}br" else run.findtext("a:t", "", NS)
        return Piece(text, float(given("sz", "1800")) / 100 * scale, given("b", "0") in ("1", "true"),
                     self.faces.get(face, self.faces["+mn-lt"] if face.startswith("+") else face))
