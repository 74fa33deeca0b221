"""Timeline: one column a year over the whole width, the years in a band; the first lane above it, the second below.

A filled dot is dated in the text, a hollow one with † is added; beside no bar it stands on a line from the band. Labels stand in
rows on leaders; where a label goes is searched (`placing.py`), so that no two of them touch and no leader passes through a word.
All stand in the middle over their dots, else all as flags at their leaders; only where neither has room are manners mixed.
A stretch of time is a dark bar beside the band. Filled and hollow are told apart on the page's ground alone: a lane with both
has its dots beyond its bar.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import product
from typing import Literal

from deckgen.layout.figures.lane import BAR_GAP, Lane
from deckgen.layout.figures.nodes import STEPS, dot, natural
from deckgen.layout.figures.placing import FLAGS, MIDDLE, POLE, ROOMY
from deckgen.layout.figures.sides import LARGER, MANNERS, Manner, event_lines, joined, lanes_of
from deckgen.layout.figures.years import BAND, BAR, RADIUS, Scale, bars_fit, bars_of, years_of
from deckgen.layout.pen import Drawn, Pen, Readable, glue, middle, sited
from deckgen.outline.figures import Event, Leap, Timeline
from deckgen.scene import Box, Connector, End, Shape, Side, Stroke, Text
from deckgen.text.paragraph import Style

ASIDE = 0.06
"""How much of the width the years leave to the last event's label at most."""
UNSEEN = 0.02
"""How much narrower the years may be without the band's end standing off the margin."""
UPPER = 0.4
"""How much of the height that a timeline of one lane leaves is above it."""
START = 5.0
"""Between the words that an arrow starts at and its start, beside the slack of measuring."""
ALIGN: dict[int, Literal["left", "center", "right"]] = {-1: "left", 0: "center", 1: "right"}


def draw(figure: Timeline, pen: Pen) -> Drawn:
    """The timeline as shapes: band and years, bars, then lane by lane its labels, dots and leaders; the arrow last."""
    box = pen.box
    years = [int(event.at[:4]) for event in figure.events if event.at[:4].isdigit()]
    years += [year for span in figure.spans for year in (span.from_, span.to)]
    first, last = min(years, default=0), max(years, default=0)
    scale, lanes, good = _planned(figure, pen, first, last, True)
    if not good:  # a bar's name that fits nowhere tells itself
        scale, lanes, good = _planned(figure, pen, first, last, False)
    if not good and figure.events:
        pen.complain("the labels of the timeline do not fit beside one another", figure.events[0].name,
                     "shorten them, or give the figure a slide of its own")
    spare = max(0.0, box.height - sum(lane.need for lane in lanes) - BAND)
    most, share = (40.0, 0.5) if len(lanes) > 1 else (64.0, 0.7)
    lifts = [min(spare * (share if lane.above else 0.2), most) if lane.rows else 0.0 for lane in lanes]
    above = (spare - sum(lifts)) * (0.5 if len(lanes) > 1 else UPPER)
    band = box.y + above + (lanes[0].need + lifts[0] if lanes and lanes[0].above else 0.0)
    right = scale.right if scale.right < box.right - UNSEEN * box.width else box.right
    ground = pen.text(Box(box.x, band, right - box.x, BAND), fill="lt2")
    shapes: list[Shape] = [ground, *years_of(pen, scale, band)]
    named: dict[str, tuple[Text, int, Text]] = {}
    marks: list[Shape] = []
    for n, (lane, lift) in enumerate(zip(lanes, lifts, strict=True)):
        shapes += bars_of(pen, scale, lane.bars, _crossing(lane), band - BAR_GAP - BAR if lane.above else band + BAND + BAR_GAP)
        texts, said, lines, dots = _labels(pen, lane, band, lift, *joined(figure))
        for event, text, spot in zip(lane.events, texts, dots, strict=True):
            named.setdefault(str(event.name), (text, n, spot))
        shapes += [*lines, *dots]
        marks += [*said, *_lane_name(pen, lane, band, lift)]
    if figure.arrow is not None:
        marks += _arrow(pen, figure.arrow, named, lanes, ground)
    return sited(shapes + marks)


def _planned(figure: Timeline, pen: Pen, first: int, last: int, bars: bool) -> tuple[Scale, list[Lane], bool]:
    """Years and lanes in the first manner and size at which all fits, the names of `bars` too; else what was tried last, and
    False.
    """
    for by, manner in (*LARGER, *product(STEPS, MANNERS)):
        crowded = True
        for scale in _scales(figure, pen, first, last, manner):
            lanes = lanes_of(figure, scale, pen, by, manner)
            fits = all(lane.fits and (not bars or bars_fit(pen, scale, lane.bars, _crossing(lane))) for lane in lanes)
            if fits and sum(lane.need for lane in lanes) + BAND <= pen.box.height + 0.1:
                return scale, lanes, True
            crowded = crowded and not fits
        if manner is MANNERS[-1] and crowded:  # side by side it tries smaller sizes itself
            break
    return scale, lanes, False


def _crossing(lane: Lane) -> list[float]:
    """Where something comes down through a lane's bars, or beside them: dots, and an arrow."""
    return [x for x in lane.xs if not (lane.beyond and lane.covered(x))] + ([lane.leg] if lane.leg is not None else [])


def _scales(figure: Timeline, pen: Pen, first: int, last: int, manner: Manner) -> list[Scale]:
    """The years on the width; where the last event's label would hang out, with a year more, else narrower."""
    found: list[Scale] = []
    for end in (last, last + 1):
        scale = Scale(pen.box.x, first, end, pen.box.width / (end - first + 1))
        part = _part(figure, pen, scale, manner)
        if part >= 1.0:
            return [scale, *found]
        found.append(replace(scale, column=scale.column * max(part, 1.0 - ASIDE)))
        if part >= 1.0 - UNSEEN:
            break
    return found[:1]


def _part(figure: Timeline, pen: Pen, scale: Scale, manner: Manner) -> float:
    """How much of the width the years may take for all labels to end on it."""
    part = 1.0
    for event in figure.events:
        x, wide = scale.at(event.at), natural(pen, event_lines(event, pen, 0.0))
        near = any(0 < x - scale.at(other.at) < wide / 2 for other in figure.events if str(other.lane) == str(event.lane))
        hangs = manner.ways is FLAGS or (near and manner.ways not in (MIDDLE, ROOMY))  # one close to another hangs at its side
        part = min(part, (pen.box.width - (POLE + wide if hangs else wide / 2)) / (x - pen.box.x))
    return part


def _labels(pen: Pen, lane: Lane, band: float, lift: float, source: Event | None, aim: Event | None,
            ) -> tuple[list[Text], list[Text], list[Shape], list[Text]]:
    """What an arrow of each event would start at, the labels, the names of a row on one line, their leaders, and their dots."""
    texts: list[Text] = []
    said: list[Text] = []
    lines: list[Shape] = []
    dots: list[Text] = []
    edge = band if lane.above else band + BAND
    way = -1.0 if lane.above else 1.0
    for event, x, words, wide, spot in zip(lane.events, lane.xs, lane.labels, lane.widths, lane.spots, strict=True):
        near = lane.base + lane.leader + lift + sum(lane.rows[:spot.row]) + lane.gap * spot.row
        styled = tuple((text, replace(style, align=ALIGN[spot.lean])) for text, style in words)
        high = pen.height(max(wide, 1.0), *styled)
        top = edge - near - lane.rows[spot.row] if lane.above else edge + near
        if event is not source:
            texts.append(pen.text(Box(spot.left, top, wide, high), *styled))
            said.append(texts[-1])
        else:  # the line that the arrow starts at has a frame of its own
            first = pen.height(max(wide, 1.0), styled[0])
            frames = [(styled[0], Box(spot.left, top, wide, first)), (styled[1], Box(spot.left, top + first, wide, high - first))]
            for (line, place), own in zip(frames, (lane.from_name, not lane.from_name), strict=True):
                if line[0]:
                    said.append(pen.text(_close(pen, line, place, spot.lean) if own else place, line))
                if own:
                    texts.append(said[-1])
        added = event.style == "reading"
        colour = "accent1" if event.focus or event is aim else "accent3" if added else "dk1"
        covered = lane.covered(x)
        along = high - 6.0 if spot.hangs else 0.0
        start = edge + way * (BAR_GAP + BAR if covered else lane.middle + RADIUS if event is aim else 0.0)
        end = top + high + 3.0 - along if lane.above else top - 3.0 + along
        lines.append(pen.rule(x, start, x, end, colour, 1.5))
        dots.append(_dot(pen, event, x, edge + way * lane.middle, covered and not lane.beyond, event is aim))
    return texts, said, lines, dots


def _close(pen: Pen, words: tuple[Readable, Style], place: Box, lean: int) -> Box:
    """A frame as wide as its words, with what lies between them and the arrow that starts there."""
    wide = natural(pen, (words,))
    x = place.x + (place.width - wide) * (lean + 1) / 2
    return Box(x - START, place.y, wide + 2 * START, place.height)


def _dot(pen: Pen, event: Event, x: float, y: float, covered: bool, aim: bool) -> Text:
    """A dot; red where it is the thing to look at, or what the arrow means."""
    added = event.style == "reading"
    ink = "accent1" if event.focus or aim else "dk1"
    if covered:
        return dot(pen, x, y, RADIUS, "accent1" if event.focus else "dk1" if added else "lt1", Stroke("lt1", 2.0))
    return dot(pen, x, y, RADIUS - 0.5, "lt1" if added else ink, Stroke(ink, 2.0))


def _lane_name(pen: Pen, lane: Lane, band: float, lift: float) -> list[Text]:
    """At the left, else at the right, level with the labels; or in a row of its own at the outer edge."""
    if not lane.name:
        return []
    high, near = lane.name_high, lane.leader + lift + (lane.base if lane.events or lane.bars else 0.0)
    if lane.name_row:
        near += lane.block + lane.gap + lane.head
    top = band - near - (high if lane.name_row else lane.block) if lane.above else band + BAND + near
    x = pen.box.right - lane.name_wide if lane.name_right else pen.box.x
    return [pen.text(Box(x, top, lane.name_wide, high), *lane.name)]


def _arrow(pen: Pen, arrow: Leap, named: dict[str, tuple[Text, int, Text]], lanes: Sequence[Lane], band: Text) -> list[Shape]:
    """From an event's label along its row, then to the band at the other event, whose dot a red line joins to it; words above.

    It does not cross the band: there the years stand, at equal steps.
    """
    found, aim = named[str(arrow.from_)], named[str(arrow.to)]
    source, lane, other = found[0], lanes[found[1]], lanes[aim[1]]
    n = next(n for n, event in enumerate(other.events) if str(event.name) == str(arrow.to))
    x, y = other.xs[n] if lane.leg is None else lane.leg, source.box.middle[1]
    edge = band.box.y if lane.above else band.box.bottom
    right = x > source.box.middle[0]
    side: tuple[float, float] = (source.box.right if right else source.box.x, y)
    ways = [Connector((side, (x, y), (x, edge)), End(source.id, "right" if right else "left"),
                      glue(band, "top" if lane.above else "bottom", (x, edge)), "accent1", 2.0)]
    spot = aim[2]
    if abs(spot.box.middle[0] - x) < 0.1 and not other.bars:  # on to the dot, as if it ran below the years
        into: Side = "top" if lane.above else "bottom"
        far = band.box.bottom if lane.above else band.box.y
        tip = middle(spot.box, into)
        ways.append(Connector(((x, far), tip), glue(band, "bottom" if lane.above else "top", (x, far)), End(spot.id, into),
                              "accent1", 2.0, head=False))
    style = pen.style("gloss", "accent1", bold=True)
    wide = pen.width(arrow.name, style)
    high = style.pitch
    if lane.over:
        left, near = min(side[0], x) + (abs(x - side[0]) - wide) / 2, (y - 8.0 if lane.above else y + 8.0)
    else:
        left = min(max(source.box.x if right else source.box.right - wide, pen.box.x), pen.box.right - wide)
        name, text = lane.labels[next(k for k, event in enumerate(lane.events) if str(event.name) == str(arrow.from_))]
        over = 0.0 if lane.from_name else pen.height(source.box.width, name)
        under = pen.height(source.box.width, text) if lane.from_name else 0.0
        near = source.box.y - over - 2.0 if lane.above else source.box.bottom + under + 2.0
    return [*ways, pen.text(Box(left, near - high if lane.above else near, wide, high), (arrow.name, style))]
