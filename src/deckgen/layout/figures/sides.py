"""The sides of a timeline's band with their labels placed: in one manner on both sides, as high as there is room.

Labels of one manner read best, so a further row, or what is said below a name in two lines, comes before a second manner.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from deckgen.layout.figures.lane import LEADER, ROW_GAP, Lane
from deckgen.layout.figures.nodes import Lines, halved, lowered, natural
from deckgen.layout.figures.placing import ALONG, FEW, FLAGS, MIDDLE, MIXED, POLE, ROOMY, Label, Spot, Ways, place
from deckgen.layout.figures.years import RADIUS, Scale
from deckgen.layout.pen import Pen
from deckgen.outline.figures import Event, Node, Timeline
from deckgen.scene import Box
from deckgen.text.paragraph import Run

TIGHT, CLOSE = (7.0, 2.0), (8.0, 4.0)
"""Leaders and gaps where height is short: at small sizes, and where there are three rows."""
APART = 18.0
"""Between the middles of neighbouring dots."""
LEGS = (0.0, 18.0, -18.0)
"""How far beside the other event an arrow may come down: where its own lane has an event of the same date."""
ARROW_ROOM = 36.0
"""From the arrow to the far side of its words."""
WORDS_ROOM = 28.0
"""From the label to the far side of the words."""


class Attempt(NamedTuple):
    """Labels in so many rows, so many points smaller; `folded`: what is said below a name in two lines."""

    rows: int
    by: float = 0.0
    folded: bool = False


class Manner(NamedTuple):
    """How labels stand at their leaders, and what is tried until they fit beside one another."""

    ways: Ways
    attempts: tuple[Attempt, ...]


def _in_rows(*rows: int) -> tuple[Attempt, ...]:
    return tuple(Attempt(each, folded=folded) for each in rows for folded in (False, True))


MANNERS = (Manner(MIDDLE, _in_rows(1, 2)), Manner(FLAGS, _in_rows(1, 2)), Manner(FEW, _in_rows(1, 2)),
           Manner(MIDDLE, _in_rows(1, 2, 3)), Manner(FLAGS, _in_rows(1, 2, 3)), Manner(FEW, _in_rows(1, 2, 3)),
           Manner(MIXED, (*(Attempt(rows, by) for rows in (1, 2, 3, 4) for by in (0.0, 2.0)), Attempt(4, 4.0))))
"""In the order of trying: one manner in two rows, few that hang among them, the same in three, all manners at once."""
LARGER = tuple((by, Manner(ROOMY, (Attempt(1, by),))) for by in (-4.0, -2.0))
"""Labels in one row may be larger than usual."""


def lanes_of(figure: Timeline, scale: Scale, pen: Pen, by: float, manner: Manner) -> list[Lane]:
    """The lanes with their labels placed, texts so many points smaller than they would like to be."""
    count = max(len(figure.lanes), 1)
    lanes = []
    for n in range(count):
        node = figure.lanes[n] if figure.lanes else None

        def mine(lane: object, n: int = n, node: Node | None = node) -> bool:
            return n == 0 if lane is None else node is not None and str(lane) == str(node.name)

        events = sorted((event for event in figure.events if mine(event.lane)), key=lambda event: scale.at(event.at))
        bars = [span for span in figure.spans if mine(span.lane)]
        xs = _spread([scale.at(event.at) for event in events], pen.box)
        stretches = [(scale.start(bar.from_), scale.start(bar.to + 1)) for bar in bars]
        lanes.append(Lane(node, n % 2 == 0, events, xs, bars, stretches))
    for lane in lanes:
        lane.aimed = figure.arrow is not None and any(str(event.name) == str(figure.arrow.to) for event in lane.events)
        lane.leader, lane.gap = TIGHT if by > 2 else (LEADER, ROW_GAP)
        _name(lane, pen, by)
        _place(figure, lane, lanes, pen, by, manner)
    return lanes[:2]


def _spread(xs: list[float], box: Box) -> list[float]:
    """The dots' places, pushed apart where they would touch."""
    found = list(xs)
    for _ in range(8):
        calm = True
        for n in range(1, len(found)):
            close = APART - (found[n] - found[n - 1])
            if close > 0.01:
                found[n - 1] -= close / 2
                found[n] += close / 2
                calm = False
        if calm:
            break
    low, high = box.x + RADIUS + 2, box.right - RADIUS - 2
    return [min(max(x, low), high) for x in found]


def _name(lane: Lane, pen: Pen, by: float) -> None:
    """The lane's name; none where a bar of the lane opens with it."""
    node = lane.node
    if node is None or any(str(bar.name).startswith(str(node.name)) for bar in lane.bars):
        return
    lane.name = lowered(((node.name, pen.style("node", "accent1" if node.focus else "")), (node.text, pen.style("gloss"))), by)
    lane.name_wide = natural(pen, lane.name)
    lane.name_high = pen.height(lane.name_wide, *lane.name)


def event_lines(event: Event, pen: Pen, by: float) -> Lines:
    """Name and a line below it; † after what was added."""
    ink = "accent1" if event.focus else "dk1"
    added = event.style == "reading"
    name = (*pen.runs(event.name), Run("†")) if added else event.name
    return lowered(((name, pen.style("node", ink, bold=not added or event.focus)), (event.text, pen.style("gloss"))), by)


def _folded(pen: Pen, lines: Lines) -> Lines:
    """A label with what is said below its name in two lines."""
    name, *below = lines
    return name, *((halved(pen, text, style) if text else text, style) for text, style in below)


def _place(figure: Timeline, lane: Lane, lanes: Sequence[Lane], pen: Pen, least: float, manner: Manner) -> None:
    """Find rows and places for the labels of a lane, its name out of their way."""
    box, arrow = pen.box, figure.arrow
    source, leg, words = None, None, 0.0
    widths: list[float] = []
    if arrow is not None:
        source = next((n for n, event in enumerate(lane.events) if str(event.name) == str(arrow.from_)), None)
        target = next((other.xs[n] for other in lanes if other is not lane
                       for n, event in enumerate(other.events) if str(event.name) == str(arrow.to)), None)
        if source is not None and target is not None:
            leg, words = target, pen.width(arrow.name, pen.style("gloss", bold=True))
        else:
            source = None
    spots: list[Spot] | None = None
    for rows, by, folded in manner.attempts:
        plain = [event_lines(event, pen, max(by, least)) for event in lane.events]
        if (aim := joined(figure)[1]) in lane.events:  # what the arrow means is red to its end
            n = next(n for n, event in enumerate(lane.events) if event is aim)
            (said, style), *rest = plain[n]
            plain[n] = ((said, replace(style, colour="accent1", bold=True)), *rest)
        lane.labels = [_folded(pen, lines) for lines in plain] if folded else plain
        lane.widths = [min(natural(pen, lines), box.width * 0.4) for lines in lane.labels]
        labels = [Label(x, wide) for x, wide in zip(lane.xs, lane.widths, strict=True)]
        if folded and lane.widths == widths:  # nothing to fold
            continue
        widths = lane.widths
        spots = _beside_name(lane, labels, pen, (source, leg, words), rows, manner.ways)
        if spots is not None:
            break
    lane.fits = spots is not None
    lane.spots = spots if spots is not None else place(labels, box.x, box.right, None, None, 0.0, 3, loose=True) or []
    heights = [pen.height(max(wide, 1.0), *lines) for wide, lines in zip(lane.widths, lane.labels, strict=True)]
    lane.rows = [max((each for each, spot in zip(heights, lane.spots, strict=True) if spot.row == row), default=0.0)
                 for row in range(max((spot.row for spot in lane.spots), default=-1) + 1)]
    if len(lane.rows) > 2 and lane.gap > CLOSE[1]:
        lane.leader, lane.gap = CLOSE
    if source is not None and lane.leg is not None and spots is not None:
        own, row = heights[source], lane.rows[spots[source].row]
        near, far = spots[source].left, spots[source].left + lane.widths[source]
        lane.over = max(near - lane.leg, lane.leg - far) >= words + ALONG
        (name, text), style = (pen.height(lane.widths[source], line) for line in lane.labels[source]), lane.labels[source][1][1]
        one = 0.0 < text < 1.5 * style.pitch
        lane.from_name = not one
        middle = name + text / 2 if one else name / 2  # of the line that the arrow starts at, from the row's top
        beyond = middle if lane.above else row - middle
        lane.head = max(0.0, ARROW_ROOM - beyond if lane.over else WORDS_ROOM if lane.above else WORDS_ROOM - row + own)


def _beside_name(lane: Lane, labels: Sequence[Label], pen: Pen, arrow: tuple[int | None, float | None, float], rows: int,
                 ways: Ways) -> list[Spot] | None:
    """Places beside the lane's name at the left, else at the right, else with the name in a row of its own; None where none are.

    `arrow` is the label that it starts from, where it comes down, and how wide its words are.
    """
    box, (source, leg, words) = pen.box, arrow
    for where in ("left", "right", "row") if lane.name else ("row",):
        aside = lane.name_wide + 16.0 if where != "row" else 0.0
        start, end = box.x + (aside if where == "left" else 0.0), box.right - (aside if where == "right" else 0.0)
        for by in LEGS if leg is not None else (0.0,):
            lane.leg = leg + by if leg is not None else None
            x = lane.leg
            if x is not None and (not start <= x <= end or any(a - 4 < x < b + 4 for a, b in lane.stretches)):
                continue
            spots = place(labels, start, end, source, x, words, rows, ways)
            if spots is not None:
                lane.name_row, lane.name_right = lane.name_high if where == "row" else 0.0, where == "right"
                return spots
        met = (x - wide - POLE < start if where == "left" else x + wide + POLE > end for x, wide in labels)
        if where != "row" and leg is None and not any(met):  # the name was in no label's way
            return None
    return None


def joined(figure: Timeline) -> tuple[Event | None, Event | None]:
    """The events that the arrow joins: outline's rules have seen to it that there is one of each name."""
    names = (str(figure.arrow.from_), str(figure.arrow.to)) if figure.arrow is not None else ()
    found = [next((event for event in figure.events if str(event.name) == name), None) for name in names] or [None, None]
    return found[0], found[1]
