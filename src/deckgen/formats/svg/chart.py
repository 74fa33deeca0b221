"""Charts, drawn as the programs draw the native ones: the inner plot is where it was measured to be, so bars, points, axes and
labels follow from the numbers alone."""

from __future__ import annotations

from itertools import pairwise
from math import cos, pi, sin

from deckgen.formats.svg.chart_words import AIR, Point, Words
from deckgen.formats.svg.number_code import printed
from deckgen.formats.svg.paint import Paint, frame, number, through
from deckgen.layout.figures.numbers import part
from deckgen.scene import Box, Chart, Data, Note, Scale, Stroke
from deckgen.text.face import Face
from deckgen.text.paragraph import Colour, Run

GAP, APART = 0.7, 0.1
"""Between categories, and between bars that stand side by side, in widths of a bar."""
DASHED = (7.0, 4.0)
MARKER, LARGE = 9.0, 13.0
TICK = 4.0
NEAR = 0.75
"""How far above a bar or a point the middle of its label stands, in sizes."""


def chart(value: Chart, paint: Paint, face: Face) -> str:
    """A chart in its frame."""
    drawing = Drawing(value, paint, face)
    match value.type:
        case "pie":
            return drawing.pie()
        case "line" | "scatter":
            return drawing.axes() + drawing.points()
        case _:
            return drawing.axes() + drawing.bars()


class Drawing:
    """One chart, being drawn."""

    def __init__(self, value: Chart, paint: Paint, face: Face) -> None:
        self.chart, self.paint, self.plot = value, paint, value.plot
        self.words = Words(value, paint, face)
        self.upright = value.type != "bar"
        """Whether values run upwards."""

    # ---- places ----------------------------------------------------------------------------------------------------------

    def along(self, value: float, scale: Scale) -> float:
        """How far along its axis a value lies, held within the axis."""
        return min(max(part(max(value, 1e-300) if scale.log else value, scale.low, scale.high, scale.log), 0.0), 1.0)

    def at(self, value: float) -> float:
        """Where a value lies on the axis of the values."""
        far = self.along(value, self.chart.axis)
        return self.plot.bottom - far * self.plot.height if self.upright else self.plot.x + far * self.plot.width

    @property
    def foot(self) -> float:
        """Where bars start: at 0, or at the end of the axis that is nearest to it."""
        scale = self.chart.axis
        return self.at(scale.low if scale.log or scale.low > 0 else min(0.0, scale.high))

    def ticks(self, scale: Scale) -> list[float]:
        """The values that have a grid line or a tick."""
        found, at = [], scale.low
        while at <= scale.high * (1 + 1e-9) + (0 if scale.log else scale.step * 1e-9):
            found.append(0.0 if not scale.log and abs(at) < scale.step * 1e-9 else at)
            at = at * scale.step if scale.log else scale.low + scale.step * len(found)
        return found

    # ---- axes ------------------------------------------------------------------------------------------------------------

    def axes(self) -> str:
        """Grid, axes, their numbers, the names of the categories and, where they have a legend, of the series."""
        value, plot = self.chart, self.plot
        out = [self.rules(), self.baseline()]
        out.append(self.numbers(value.axis, self.upright))
        if value.across is not None:
            out.append(self.numbers(value.across, False, below=True))
        else:
            out.append(self.categories())
        if value.legend is not None:
            out.append(self.words.legend(value.legend, self.key))
        if value.across is not None or (value.type == "line" and value.axis.shown == "ticks"):
            look = Stroke(value.ink if value.across is not None else value.second, 1.5 if value.across is not None else 1.0)
            out.append(self.paint.path(((plot.x, plot.y), (plot.x, plot.bottom)), look))
        return "".join(out)

    def rules(self) -> str:
        """The grid lines of the values."""
        if self.chart.axis.shown != "grid":
            return ""
        plot, look = self.plot, Stroke(self.chart.grid, 1.0)
        out = []
        for each in self.ticks(self.chart.axis):
            at = self.at(each)
            ends = ((plot.x, at), (plot.right, at)) if self.upright else ((at, plot.y), (at, plot.bottom))
            out.append(self.paint.path(ends, look))
        return "".join(out)

    def baseline(self) -> str:
        """The axis of the categories, which stands where bars start."""
        plot, look = self.plot, Stroke(self.chart.ink, 1.5)
        at = plot.bottom if self.chart.across is not None else self.foot
        return self.paint.path(((plot.x, at), (plot.right, at)) if self.upright else ((at, plot.y), (at, plot.bottom)), look)

    def numbers(self, scale: Scale, upright: bool, below: bool = False) -> str:
        """The numbers of an axis, and its ticks."""
        if scale.shown == "no":
            return ""
        plot, size, out = self.plot, self.chart.size, []
        scatter = self.chart.across is not None
        look = Stroke(self.chart.ink if scatter else self.chart.second, 1.5 if scatter else 1.0)
        if scale.shown == "ticks" and not upright and not below:
            out.append(self.paint.path(((plot.x, plot.y), (plot.right, plot.y)), look))
        for each in self.ticks(scale):
            text = printed(each, scale.format)
            if upright:
                at = self.at(each)
                out.append(self.words.text(text, plot.x - AIR, at, "end", self.chart.second))
                tick = ((plot.x - TICK, at), (plot.x, at))
            else:
                at = plot.x + self.along(each, scale) * plot.width
                y = plot.bottom + AIR + size * 0.6 if below else plot.y - AIR - size * 0.6
                out.append(self.words.text(text, at, y, "middle", self.chart.second))
                tick = ((at, plot.bottom), (at, plot.bottom + TICK)) if below else ((at, plot.y - TICK), (at, plot.y))
            if scale.shown == "ticks":
                out.append(self.paint.path(tick, look))
        return "".join(out)

    def categories(self) -> str:
        """The names of the categories: at the left of bars, below columns and points."""
        value, plot = self.chart, self.plot
        out = []
        for n, name in enumerate(value.categories):
            if value.type == "line":
                ends = ((self.centre(n), plot.bottom), (self.centre(n), plot.bottom + TICK))
                out.append(self.paint.path(ends, Stroke(value.ink, 1.5)))
            if n % value.skip:
                continue
            if not self.upright:
                room = plot.x - AIR - value.box.x
                if value.axis.low < 0:
                    room = max(room, 40.0)
                out.append(self.words.name(name, plot.x - AIR, self.centre(n), "end", room, middle=True))
            else:
                out.append(self.words.name(name, self.centre(n), plot.bottom + AIR, "middle", self.step * value.skip - 8.0))
        return "".join(out)

    @property
    def step(self) -> float:
        """How far apart categories are."""
        count = len(self.chart.categories)
        if self.chart.type == "line":
            return self.plot.width / max(count - 1, 1)
        return (self.plot.width if self.upright else self.plot.height) / count

    def centre(self, n: int) -> float:
        """Where the middle of a category is."""
        if self.chart.type == "line":
            return self.plot.x + n * self.step
        return (self.plot.x if self.upright else self.plot.y) + (n + 0.5) * self.step

    # ---- bars ------------------------------------------------------------------------------------------------------------

    def bars(self) -> str:
        """Bars and columns with what they say."""
        value = self.chart
        side = 1 if value.stacked else len(value.series)
        thick = self.step / (side + APART * (side - 1) + GAP)
        out, words = [], []
        for n in range(len(value.categories)):
            reached, whole = 0.0, sum(abs(data.values[n] or 0.0) for data in value.series)
            for s, data in enumerate(value.series):
                number_ = data.values[n] if n < len(data.values) else None
                if number_ is None:
                    continue
                place = 0 if value.stacked else s
                start = self.centre(n) - (side * thick + APART * thick * (side - 1)) / 2 + place * thick * (1 + APART)
                low, high = self.foot, self.at(number_)
                if value.stacked:
                    share = number_ / whole if value.stacked == "share" and whole else number_
                    low, high = self.at(reached), self.at(reached + share)
                    reached += share
                first, last = sorted((low, high))
                bar = Box(start, first, thick, last - first) if self.upright else Box(first, start, last - first, thick)
                own = data.colours[n] if data.colours and data.colours[n] else None
                out.append(self.bar(bar, data, own))
                note = data.notes[n] if data.notes else None
                if note is not None:
                    words.append(self.beside_bar(bar, high >= low if not self.upright else high <= low, note, data, number_))
        return "".join([*out, self.baseline(), *words])

    def bar(self, box: Box, data: Data, own: Colour | None) -> str:
        """One bar in the look of its series."""
        tint = own or data.colour
        if data.reading:
            return self.paint.rectangle(box, self.chart.ground, Stroke(tint, 2.0, DASHED))
        if data.pattern and own is None:
            return self.hatched(box, tint) + self.paint.rectangle(box, None, data.outline)
        return self.paint.rectangle(box, tint, data.outline if own is None else None)

    def hatched(self, box: Box, tint: Colour) -> str:
        """A bar filled with slanting lines, drawn one by one: patterns would need names."""
        lines, at = [], box.x - box.height
        while at < box.right:
            lines.append(_clipped(at, box))
            at += 6.0
        data = "".join(f"M{number(x1)} {number(y1)}L{number(x2)} {number(y2)}" for x1, y1, x2, y2 in filter(None, lines))
        ground = self.paint.rectangle(box, self.chart.ground)
        return f'{ground}<path d="{data}" stroke="{self.paint.colour(tint)}" stroke-width="2"/>'

    def beside_bar(self, box: Box, forward: bool, note: Note, data: Data, value: float) -> str:
        """What a bar says: inside, or beyond its end."""
        x, y = box.middle
        size, right, down = self.chart.size, note.right, note.down
        text = self.said(note, data, value)
        if note.at == "middle":
            return self.words.text(text, x + right, y + down, "middle", note.colour, note.bold, note.ground)
        if self.upright:
            y = box.y - size * NEAR if forward else box.bottom + size * NEAR
            return self.words.text(text, x + right, y + down, "middle", note.colour, note.bold, note.ground)
        x, side = (box.right + AIR / 2, "start") if forward else (box.x - AIR / 2, "end")
        return self.words.text(text, x + right, y + down, side, note.colour, note.bold, note.ground)

    def said(self, note: Note, data: Data, value: float) -> Run:
        """The words of a label, with the key of the first that has one."""
        if note.text is not None:
            return note.text
        parts = [data.name.text] if note.series else []
        parts += [printed(value, self.chart.labels)] if note.value else []
        return Run(" ".join(parts), data.name.key if note.series else "", exact=False)

    # ---- points ----------------------------------------------------------------------------------------------------------

    def points(self) -> str:
        """Lines and scattered points, thick ones over thin ones, then their labels."""
        out, words = [], []
        for data in sorted(self.chart.series, key=lambda each: each.width):
            spots = self.spots(data)
            if self.chart.type == "line":
                out.append(self.strokes(data, spots))
            for n, spot in enumerate(spots):
                if spot is None:
                    continue
                own = data.colours[n] if data.colours and data.colours[n] and data.colours[n] != data.colour else None
                if data.marker:
                    out.append(self.marker(spot, data, own))
                note, value = data.notes[n] if data.notes else None, data.values[n]
                if note is not None and value is not None:
                    words.append(self.beside_point(spot, note, data, value, LARGE if own else MARKER))
        return "".join([*out, *words])

    def spots(self, data: Data) -> list[Point | None]:
        """Where the points of a series are."""
        found: list[Point | None] = []
        for n, value in enumerate(data.values):
            if value is None:
                found.append(None)
            elif self.chart.across is not None:
                found.append((self.plot.x + self.along(data.x[n], self.chart.across) * self.plot.width, self.at(value)))
            else:
                found.append((self.centre(n), self.at(value)))
        return found

    def strokes(self, data: Data, spots: list[Point | None]) -> str:
        """The line through the points, broken where a value is missing; the step to a point with a colour of its own has it."""
        look = Stroke(data.colour, data.width, DASHED if data.reading else None)
        out = []
        for n, (a, b) in enumerate(pairwise(spots), 1):
            if a is None or b is None:
                continue
            own = data.step(n) if len(self.chart.series) == 1 else None
            out.append(self.paint.path((a, b), Stroke(own, look.width, look.dash) if own else look))
        return f'<g stroke-linejoin="round" stroke-linecap="round">{"".join(out)}</g>'

    def marker(self, spot: Point, data: Data, own: Colour | None) -> str:
        """One marker."""
        tint = own or data.colour
        half = (LARGE if own else MARKER) / 2
        parted = self.chart.type == "scatter" and not data.reading
        look = self.paint.fill(self.chart.ground if data.reading else tint)
        look += self.paint.stroke(Stroke(self.chart.ground if parted else tint, 1.5))
        half += 0.75 if parted else 0.0  # the rim stands around the point
        x, y = spot
        match data.marker:
            case "square":
                return f"<rect{frame(Box(x - half, y - half, 2 * half, 2 * half))}{look}/>"
            case "triangle":
                return f'<path d="{through(((x, y - half), (x + half, y + half), (x - half, y + half)))}Z"{look}/>'
            case "diamond":
                return f'<path d="{through(((x, y - half), (x + half, y), (x, y + half), (x - half, y)))}Z"{look}/>'
            case "x" | "plus":
                far = half * (0.7 if data.marker == "x" else 1.0)
                ends = (((-far, -far), (far, far)), ((-far, far), (far, -far))) if data.marker == "x" else \
                    (((-far, 0.0), (far, 0.0)), ((0.0, -far), (0.0, far)))
                return "".join(self.paint.path(tuple((x + a, y + b) for a, b in line), Stroke(tint, 1.5)) for line in ends)
            case _:
                return f'<circle cx="{number(x)}" cy="{number(y)}" r="{number(half)}"{look}/>'

    def beside_point(self, spot: Point, note: Note, data: Data, value: float, marker: float) -> str:
        """What stands beside a point."""
        x, y = spot[0] + note.right, spot[1] + note.down
        up, aside = marker / 2 + self.chart.size * NEAR, marker / 2 + AIR / 2
        x, y, side = {"above": (x, y - up, "middle"), "below": (x, y + up, "middle"), "right": (x + aside, y, "start"),
                      "left": (x - aside, y, "end")}.get(note.at, (x, y, "middle"))
        return self.words.text(self.said(note, data, value), x, y, side, note.colour, note.bold, note.ground)

    def key(self, data: Data, box: Box) -> str:
        """The sign of a series in the legend."""
        if self.chart.type not in ("line", "scatter"):
            return self.bar(box, data, None)
        x, y = box.middle
        line = self.strokes(data, [(box.x - 8, y), (box.right + 8, y)]) if self.chart.type == "line" else ""
        return line + (self.marker((x, y), data, None) if data.marker else "")

    # ---- pie -------------------------------------------------------------------------------------------------------------

    def pie(self) -> str:
        """Slices from noon on, clockwise, each with its name and share beside it."""
        data, (x, y), radius = self.chart.series[0], self.plot.middle, self.plot.width / 2
        whole, start = sum(value or 0.0 for value in data.values) or 1.0, 0.0
        out, words = [], []
        for n, value in enumerate(data.values):
            share = (value or 0.0) / whole
            end = start + share
            ends = [(x + radius * sin(2 * pi * at), y - radius * cos(2 * pi * at)) for at in (start, end)]
            tint = data.colours[n] if data.colours and data.colours[n] else data.colour
            look = self.paint.fill(tint) + self.paint.stroke(data.outline)
            if share >= 1:
                out.append(f'<circle cx="{number(x)}" cy="{number(y)}" r="{number(radius)}"{look}/>')
            elif share:
                out.append(f'<path d="M{number(x)} {number(y)}L{number(ends[0][0])} {number(ends[0][1])}A{number(radius)} '
                           f'{number(radius)} 0 {int(share > 0.5)} 1 {number(ends[1][0])} {number(ends[1][1])}Z"{look}/>')
            note = data.notes[n] if data.notes else None
            if note is not None:
                middle = 2 * pi * (start + end) / 2
                a, b = sin(middle), -cos(middle)
                side = "middle" if abs(a) < 0.3 else "start" if a > 0 else "end"
                far = radius + AIR + (self.chart.size * 0.6 if abs(a) < 0.3 else 0.0)
                name = self.chart.categories[n]
                if note.at == "middle":  # on two lines
                    half = self.words.style(note.colour, note.bold, "middle").pitch / 2
                    spot = x + a * radius / 2 + note.right, y + b * radius / 2 + note.down
                    words += [self.words.text(said_, spot[0], spot[1] + down, "middle", note.colour, note.bold)
                              for said_, down in ((name, -half), (f"{share:.0%}", half))]
                else:
                    run = Run(f"{name.text} {share:.0%}", name.key, False)
                    at = x + a * far + note.right, y + b * far + note.down
                    words.append(self.words.text(run, *at, side, note.colour, note.bold))
            start = end
        return "".join([*out, *words])


def _clipped(at: float, box: Box) -> tuple[float, float, float, float] | None:
    """The part inside a box of the line that rises from its bottom at `at`."""
    x1, x2 = max(at, box.x), min(at + box.height, box.right)
    return (x1, box.bottom - (x1 - at), x2, box.bottom - (x2 - at)) if x2 > x1 else None
