"""Figures that come in stages: the shapes of a drawing parted into groups, for PowerPoint shows and hides a group as a whole.

No drawing says when its shapes appear; their words do. Every run knows its key (`scale/body/0/roads/1/name`), and a figure's
model names the lists whose items come one by one, so a shape with words of the second road belongs to the second stage. What
has no words of an item follows what it belongs to: a body the first of what stands inside it, a connector or a chain of them the
later of its ends or the words beside it, a rule or a leader the boxes that it touches, a dot the line that ends at it. All else
is there from the start.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields, is_dataclass
from itertools import pairwise
from math import dist

from deckgen.outline.keyed import Built
from deckgen.scene import Box, Chart, Connector, End, Formula, Group, Line, Shape, Table, Text
from deckgen.source.words import Words

NEAR = 4.0
"""How far from a box a line may end that touches it, in points."""
BESIDE = 28.0
"""How far from a box a word of the theme's own may stand that belongs to it, such as 或 between two boxes."""
DOT = 24.0
"""How far from the line that it stands on a dot's middle may be."""

Point = tuple[float, float]


def staged(figure: Built, shapes: Sequence[Shape], box: Box, name: str, alt: str) -> tuple[Group, ...]:
    """The shapes as groups: first what is there from the start, then one for each stage. The first one says what all claim."""
    stages = Stages(figure, shapes)
    count = max(stages.of, default=0)
    parts = [tuple(shape for shape, at in zip(shapes, stages.of, strict=True) if at == stage) for stage in range(count + 1)]
    groups: list[Group] = []
    for stage, part in enumerate(parts):
        if part:
            told = alt if not groups else ""
            groups.append(Group(part, _around(part, box), f"{name}.{stage}" if stage else name, told, "click" if stage else ""))
    return tuple(groups)


class Stages:
    """The stage of each shape of a figure, in the order of the shapes; 0 for what is there from the start."""

    def __init__(self, figure: Built, shapes: Sequence[Shape]) -> None:
        self.figure = figure
        self.lists: tuple[str, ...] = getattr(figure, "stages", ())
        self.between: tuple[str, ...] = getattr(figure, "between", ())
        self.onward: tuple[str, ...] = getattr(figure, "onward", ())
        self.names = dict(_named(figure, self.lists))
        self.items = {f"{name}/{number}": item for name in self.lists for number, item in enumerate(_at(figure, name))}
        self.shapes = shapes
        self.found: dict[int, int] = {}
        """By the shape's place in the list."""
        self._worded()
        self._chains()
        self._bodies()
        self._lines()
        self._dots()
        self._lines()  # those that end at a dot
        self._labels()
        self._others()
        self.of = [self.found.get(place, 0) for place in range(len(shapes))]

    def _worded(self) -> None:
        """What says words of parts of the figure. Labels of the whole, such as 学到 above each result, say nothing."""
        for place, shape in enumerate(self.shapes):
            stages = [self.stage(key) for key in _keys(shape) if self._names_a_part(key)]
            if stages:
                self.found[place] = min(stages)

    def _path(self, key: str) -> str:
        """Where words stand in the figure; empty for those of something else."""
        start = f"{self.figure.key}/"
        return key.removeprefix(start) if key.startswith(start) else ""

    def _names_a_part(self, key: str) -> bool:
        part = self._path(key).partition("/")[0]
        return bool(part) and not isinstance(getattr(self.figure, part, None), Words)

    def stage(self, key: str) -> int:
        """The stage of words by their key."""
        path = self._path(key)
        for name in self.lists:
            at = path.removeprefix(f"{name}/").partition("/")[0] if path.startswith(f"{name}/") else ""
            if at.isdecimal():
                return self._later(int(at) + 1, path, name)
        for name in self.between:
            if path.startswith(f"{name}/"):
                joins = getattr(self.figure, name)
                at = path.removeprefix(f"{name}/").partition("/")[0]
                each = joins[int(at)] if isinstance(joins, tuple) else joins
                return max(self._end(each.from_), self._end(each.to))
        return 0

    def _later(self, stage: int, path: str, name: str) -> int:
        """The stage of words in an item: the item's own; for those at an arrow to another, the later of the two."""
        parts = path.split("/")[len(name.split("/")) + 1:]
        if parts and parts[0] in self.onward:
            return stage + 1 if f"{name}/{stage}" in self.items else stage
        item = self._arrow(f"{name}/{stage - 1}", parts)
        return stage if item is None else max(stage, self._end(item))

    def _arrow(self, at: str, parts: Sequence[str]) -> object:
        """Where an arrow leads, for words at one; a list of one may have been written without its number."""
        item: object = self.items.get(at)
        for part in parts[:-1]:
            item = (item[int(part)] if part.isdecimal() else item[0]) if isinstance(item, tuple) else getattr(item, part, None)
        item = item[0] if isinstance(item, tuple) and item else item
        return getattr(item, "to", None)

    def _joins(self, shape: Text) -> bool:
        """Whether a shape stands in a way: it says nothing, or what an arrow says."""
        for key in _keys(shape):
            path = self._path(key)
            name = next((each for each in self.lists if path.startswith(f"{each}/")), "")
            at, *parts = path.removeprefix(f"{name}/").split("/")
            onward = bool(parts) and parts[0] in self.onward
            if not name or (not onward and self._arrow(f"{name}/{at}", parts) is None):
                return False
        return True

    def _chains(self) -> None:
        """A way in several pieces, with all that joins them, comes with the later of its ends."""
        places = {shape.id: place for place, shape in enumerate(self.shapes) if isinstance(shape, Text) and shape.id}
        after = {shape.start.shape: place for place, shape in enumerate(self.shapes)
                 if isinstance(shape, Connector) and shape.start is not None}
        joints = {each.id for each in self.shapes if isinstance(each, Text) and each.id in after and self._joins(each)}
        for place, shape in enumerate(self.shapes):
            if not isinstance(shape, Connector) or shape.start is None or shape.end is None or shape.end.shape not in joints \
                    or shape.start.shape in joints:
                continue
            chain, first = [place], shape.start.shape
            end = shape.end.shape
            while end in joints:
                chain += [places[end], after[end]]
                last = self.shapes[after[end]]
                assert isinstance(last, Connector)
                end = last.end.shape if last.end is not None else ""
            stage = max((self.found[places[each]] for each in (first, end) if places.get(each) in self.found), default=0)
            self.found.update(dict.fromkeys(chain, stage))

    def _end(self, end: object) -> int:
        """The stage of what an item names, by its number (from 1), its id or its name."""
        return end if isinstance(end, int) else self.names.get(str(end), 0)

    def _bodies(self) -> None:
        """A box without words comes with the first of what stands in it."""
        for place, shape in enumerate(self.shapes):
            if place not in self.found and isinstance(shape, Text | Group) and not _said(shape):
                inside = [self.found[other] for other, each in enumerate(self.shapes) if other in self.found and other != place
                          and isinstance(each, Text | Group) and _holds(shape.box, each.box.middle, 0.0)]
                if inside:
                    self.found[place] = min(inside)

    def _lines(self) -> None:
        glued = {shape.id: place for place, shape in enumerate(self.shapes) if isinstance(shape, Text) and shape.id}
        for place, shape in enumerate(self.shapes):
            if place in self.found:
                continue
            if isinstance(shape, Connector):
                ends = ((shape.start, shape.points[0]), (shape.end, shape.points[-1]))
                touched = [self._at(end, point, glued) for end, point in ends]
            elif isinstance(shape, Line):
                touched = [self._at(None, point, glued)
                           for point in ((shape.x1, shape.y1), (shape.x2, shape.y2), _halfway(shape))]
            else:
                continue
            known = [self.found[each] for each in touched if each is not None]
            if known:
                self.found[place] = max(known)

    def _at(self, end: End | None, point: Point, glued: dict[str, int]) -> int | None:
        """The shape that a line is glued to, else the smallest one that it touches, where its stage is known."""
        if end is not None:
            place = glued.get(end.shape)
            return place if place in self.found else None
        boxes = [(each.box.width * each.box.height, place) for place, each in enumerate(self.shapes)
                 if isinstance(each, Text | Group) and place in self.found and _holds(each.box, point, NEAR)]
        return min(boxes)[1] if boxes else None

    def _dots(self) -> None:
        """A dot comes with the line whose end is nearest."""
        for place, shape in enumerate(self.shapes):
            if place in self.found or not isinstance(shape, Text) or shape.geometry != "ellipse" or _said(shape):
                continue
            ends = [(dist(point, shape.box.middle), self.found[other]) for other, each in enumerate(self.shapes)
                    if other in self.found for point in _ends(each)]
            near = min(ends, default=(DOT + 1.0, 0))
            if near[0] <= DOT:
                self.found[place] = near[1]

    def _labels(self) -> None:
        """A line that joins two items comes with its words."""
        lines = [(place, each) for place, each in enumerate(self.shapes) if isinstance(each, Connector)]
        for place, shape in enumerate(self.shapes):
            if lines and isinstance(shape, Text) and any(self._path(key).startswith(f"{name}/") for key in _keys(shape)
                                                         for name in self.between):
                nearest = min(lines, key=lambda line: _from_line(line[1], shape.box.middle))
                self.found[nearest[0]] = self.found[place]

    def _others(self) -> None:
        """Words of the theme or of the whole figure: with the box around them or beside them, else with the first arrow if they
        are the author's; years on a scale and the like are there from the start.
        """
        known = [(each.box, self.found[place]) for place, each in enumerate(self.shapes)
                 if place in self.found and isinstance(each, Text | Group)]
        first = min((self.found[place] for place, each in enumerate(self.shapes)
                     if place in self.found and isinstance(each, Connector)), default=0)
        for place, shape in enumerate(self.shapes):
            if place in self.found or not isinstance(shape, Text) or not _said(shape):
                continue
            x, y = shape.box.middle
            around = [stage for box, stage in known if _holds(box, (x, y), 0.0)]
            beside = [stage for box, stage in known if box.y <= y <= box.bottom
                      and min(abs(box.x - x), abs(box.right - x)) - shape.box.width / 2 <= BESIDE]
            own = any(self._path(key) for key in _keys(shape))
            self.found[place] = max(around or beside or [first if own else 0])


def _named(figure: object, lists: Sequence[str]) -> Iterator[tuple[str, int]]:
    """Names and ids of all that the items of the lists hold, with the stage of the item."""
    for path in lists:
        for number, item in enumerate(_at(figure, path), 1):
            yield from ((name, number) for name in _names(item))


def _at(figure: object, path: str) -> tuple[object, ...]:
    """The items of a list of a figure."""
    holder = figure
    for part in path.split("/"):
        holder = getattr(holder, part)
    return holder if isinstance(holder, tuple) else ()


def _names(value: object) -> Iterator[str]:
    if isinstance(value, tuple):
        for each in value:
            yield from _names(each)
    elif is_dataclass(value):
        for field in fields(value):
            own = getattr(value, field.name)
            if field.name in ("name", "id") and isinstance(own, str):
                yield str(own)
            elif not isinstance(own, Words):
                yield from _names(own)


def _keys(shape: Shape) -> Iterator[str]:
    """The addresses of all words on a shape."""
    match shape:
        case Text():
            yield from (run.key for each in shape.paragraphs for run in each.runs if run.key)
        case Group():
            for each in shape.shapes:
                yield from _keys(each)
        case Table() | Chart() | Formula() | Line() | Connector():
            pass


def _said(shape: Shape) -> bool:
    """Whether anything is written on a shape."""
    return bool(shape.paragraphs) if isinstance(shape, Text) else isinstance(shape, Group) and any(map(_said, shape.shapes))


def _from_line(line: Connector, point: Point) -> float:
    """How far a point is from a line with its bends."""
    def off(a: Point, b: Point) -> float:
        along = (b[0] - a[0]) ** 2 + (b[1] - a[1]) ** 2
        share = ((point[0] - a[0]) * (b[0] - a[0]) + (point[1] - a[1]) * (b[1] - a[1])) / along if along else 0.0
        share = min(max(share, 0.0), 1.0)
        return dist(point, (a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1])))

    return min(off(a, b) for a, b in pairwise(line.points))


def _holds(box: Box, point: Point, slack: float) -> bool:
    x, y = point
    return box.x - slack <= x <= box.right + slack and box.y - slack <= y <= box.bottom + slack


def _halfway(line: Line) -> Point:
    return (line.x1 + line.x2) / 2, (line.y1 + line.y2) / 2


def _ends(shape: Shape) -> tuple[Point, ...]:
    match shape:
        case Connector():
            return shape.points[0], shape.points[-1]
        case Line():
            return (shape.x1, shape.y1), (shape.x2, shape.y2)
        case _:
            return ()


def _around(shapes: Sequence[Shape], whole: Box) -> Box:
    """The smallest box around shapes; the figure's own where that is not known."""
    corners: list[Point] = []
    for shape in shapes:
        match shape:
            case Connector():
                corners += shape.points
            case Line():
                corners += _ends(shape)
            case _:
                corners += [(shape.box.x, shape.box.y), (shape.box.right, shape.box.bottom)]
    if not corners:
        return whole
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return Box(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))
