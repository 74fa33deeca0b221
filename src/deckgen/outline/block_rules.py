"""What the parts of one block must agree on: shapes of tables and matrices, names inside charts and figures, years, formulas."""

from __future__ import annotations

import re
from collections.abc import Iterator

from deckgen.outline.blocks import Block, Chart, Math, Point, Points, Table
from deckgen.outline.figures import Flow, Matrix, Node, Roads, Timeline
from deckgen.problem import Problem, did_you_mean, so_many
from deckgen.source.node import Node as Typed
from deckgen.source.node import at
from deckgen.source.words import Words

LEVELS = 3
"""Levels of points that a slide can show."""

_YEAR = re.compile(r"\d{4}(?:-(?:0?[1-9]|1[0-2]))?", re.ASCII)


def block_problems(block: Block, node: Typed) -> Iterator[Problem]:
    """What is wrong inside one block, which was read from `node`."""
    match block:
        case Points():
            yield from _points(block)
        case Table():
            yield from _table(block, node)
        case Chart():
            yield from _chart(block, node)
        case Math():
            yield from _math(block)
        case Flow():
            yield from _flow(block, node)
        case Timeline():
            yield from _timeline(block, node)
        case Matrix():
            yield from _matrix(block, node)
        case Roads():
            yield from _roads(block, node)


def _points(block: Points) -> Iterator[Problem]:
    def deep(points: tuple[Point, ...], level: int) -> Iterator[Point]:
        for point in points:
            if level > LEVELS:
                yield point
            else:
                yield from deep(point.points, level + 1)

    for point in deep(block.points, 1):
        yield Problem("points stand in three levels at most", point.text.span,
                      "move it up, or onto a slide of its own", "deep-points")


def _table(table: Table, node: Typed) -> Iterator[Problem]:
    if not table.rows:
        if table.missing is None:
            yield Problem("this table has no rows", node.span, "add `rows:`, or `missing:` to say why there are none", "no-rows")
        return
    width = len(table.header or table.rows[0])
    against = "the header" if table.header else "the first row"
    for number, row in enumerate(table.rows):
        if len(row) != width:
            yield Problem(f"this row has {so_many(len(row), 'cell')}, but {against} has {width}", at(node, "rows", number, 0),
                          "a comma inside a cell needs quotes around the cell; an empty cell is \"\"", "ragged-table")
    total = sum(group.rows for group in table.groups)
    if table.groups and total != len(table.rows):
        yield Problem(f"the groups name {so_many(total, 'row')}, but the table has {len(table.rows)}",
                      at(node, "groups", 0, "rows"), "`rows:` of all groups together make the table's rows", "table-groups")
    for number, group in enumerate(table.groups):
        if group.rows < 1:
            yield Problem("a group has at least one row", at(node, "groups", number, "rows"), "take it out", "table-groups")


def _chart(chart: Chart, node: Typed) -> Iterator[Problem]:
    count = len(chart.categories)
    for number, series in enumerate(chart.series):
        if len(series.values) != count:
            yield Problem(f"'{series.name}' has {so_many(len(series.values), 'value')} for {count} categories",
                          at(node, "series", number, "values"), "write `~` where a value is missing", "chart-values")
        for place, value in enumerate(series.values):
            if chart.scale == "log" and value is not None and value <= 0:
                yield Problem("a logarithmic axis has no place for zero or less", at(node, "series", number, "values", place),
                              "use `scale: linear`, or `~` for a gap", "log-value")
    categories = [str(each) for each in chart.categories]
    names = [*categories, *(str(each.name) for each in chart.series)]
    claimed = [(end, categories) for end in (chart.claim.from_, chart.claim.to)] if chart.claim else []
    for word, among in [*((word, names) for word in chart.highlight), *claimed]:
        if word not in among:
            what = "category or series" if among is names else "category"
            yield Problem(f"the chart has no {what} '{word}'", word.span,
                          did_you_mean(word, among) + "there is: " + ", ".join(among), "unknown-name")


def _math(math: Math) -> Iterator[Problem]:
    from deckgen.maths.latex import Unreadable, formula
    from deckgen.source.letters import stretch

    try:
        formula(str(math.latex))
    except Unreadable as fault:
        yield Problem(fault.message, stretch(math.latex.span, str(math.latex), fault.start, fault.end), fault.hint, fault.rule)


def _flow(flow: Flow, node: Typed) -> Iterator[Problem]:
    under = flow.base.under if flow.base else ()
    last = len(flow.steps)
    if under and (len(under) != 2 or under[0] > under[-1]):
        yield Problem("`under` takes the first and the last step", at(node, "base", "under"), "such as [2, 4]", "flow-under")
        return
    for number, step in enumerate(under):
        if not 1 <= step <= last:
            yield Problem(f"there is no step {step}", at(node, "base", "under", number),
                          f"steps count from 1 to {last}", "flow-under")


def _timeline(timeline: Timeline, node: Typed) -> Iterator[Problem]:
    lanes = _names(timeline.lanes)
    for number, event in enumerate(timeline.events):
        if not _YEAR.fullmatch(event.at):
            yield Problem(f"'{event.at}' is not a year", at(node, "events", number, "at"),
                          "write 2018, or 2018-10 with the month", "bad-date")
        yield from _named(event.lane, lanes, "lane")
    for number, period in enumerate(timeline.spans):
        if period.from_ > period.to:
            yield Problem(f"this stretch ends in {period.to}, before it starts", at(node, "spans", number, "to"),
                          f"it starts in {period.from_}", "reversed-span")
        yield from _named(period.lane, lanes, "lane")
    if timeline.arrow:
        events = {str(event.name): event for event in timeline.events}
        ends = timeline.arrow.from_, timeline.arrow.to
        for end in ends:
            yield from _named(end, list(events), "event")
        first = timeline.lanes[0].name if timeline.lanes else None
        if all(end in events for end in ends) and len({str(events[end].lane or first) for end in ends}) == 1:
            yield Problem("the arrow joins two events of one lane", at(node, "arrow", "to"),
                          "it joins events of different lanes: name another event", "arrow-lanes")


def _matrix(matrix: Matrix, node: Typed) -> Iterator[Problem]:
    rows, columns = len(matrix.rows), len(matrix.columns)
    if len(matrix.cells) != rows:
        yield Problem(f"the matrix has {so_many(rows, 'row label')}, but cells in {so_many(len(matrix.cells), 'row')}",
                      at(node, "cells"), "one list of cells for each row", "matrix-shape")
    for number, row in enumerate(matrix.cells):
        if len(row) != columns:
            yield Problem(f"this row has {so_many(len(row), 'cell')} for {so_many(columns, 'column')}", at(node, "cells", number),
                          "one cell for each column", "matrix-shape")


def _roads(roads: Roads, node: Typed) -> Iterator[Problem]:
    for number, branch in enumerate(roads.branches):
        if not 1 <= branch.from_ <= len(roads.roads):
            yield Problem(f"there is no road {branch.from_}", at(node, "branches", number, "from"),
                          f"roads count from 1 to {len(roads.roads)}", "unknown-road")
            continue
        others = [name for place, road in enumerate(roads.roads, 1) if place != branch.from_ for name in _names(road.nodes)]
        yield from _named(branch.to, others, "node of another road")


def _names(nodes: tuple[Node, ...]) -> list[str]:
    return [str(node.name) for node in nodes]


def _named(word: Words | None, among: list[str], what: str) -> Iterator[Problem]:
    if word is not None and word not in among:
        hint = did_you_mean(word, among)
        rest = "there is: " + ", ".join(among) if among else "the figure has none"
        yield Problem(f"there is no {what} '{word}'", word.span, hint + rest, f"unknown-{what.split()[0]}")
