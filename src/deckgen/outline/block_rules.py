"""What the parts of one block must agree on: shapes of tables and matrices, names inside charts and figures, years, formulas."""

from __future__ import annotations

import re
from collections.abc import Iterator

from deckgen.outline.blocks import Block, Chart, Code, Image, Math, Point, Points, Table
from deckgen.outline.figures import Cycle, Flow, Graph, Matrix, Roads, Timeline
from deckgen.outline.naming import named, names_of
from deckgen.problem import Problem, did_you_mean, so_many
from deckgen.source.node import Node as Typed
from deckgen.source.node import at

LEVELS = 3
"""Levels of points that a slide can show."""

_YEAR = re.compile(r"\d{4}(?:-(?:0?[1-9]|1[0-2]))?", re.ASCII)


def block_problems(block: Block, node: Typed) -> Iterator[Problem]:
    """What is wrong inside one block, which was read from `node`."""
    match block:
        case Points():
            yield from _points(block)
        case Table():
            from deckgen.outline.table_rules import table_problems
            yield from table_problems(block, node)
        case Chart():
            from deckgen.outline.chart_rules import chart_problems
            yield from chart_problems(block, node)
        case Math():
            from deckgen.outline.math_rules import math_problems
            yield from math_problems(block)
        case Flow() | Cycle():
            from deckgen.outline.flow_rules import flow_problems
            yield from flow_problems(block, node)
        case Timeline():
            yield from _timeline(block, node)
        case Matrix():
            yield from _matrix(block, node)
        case Roads():
            yield from _roads(block, node)
        case Image():
            yield from _image(block, node)
        case Code():
            yield from _code(block, node)
        case Graph():
            from deckgen.outline.network_rules import graph_problems
            yield from graph_problems(block, node)


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


def _timeline(timeline: Timeline, node: Typed) -> Iterator[Problem]:
    lanes = names_of(timeline.lanes)
    for number, event in enumerate(timeline.events):
        if not _YEAR.fullmatch(event.at):
            yield Problem(f"'{event.at}' is not a year", at(node, "events", number, "at"),
                          "write 2018, or 2018-10 with the month", "bad-date")
        yield from named(event.lane, lanes, "lane")
    for number, period in enumerate(timeline.spans):
        if period.from_ > period.to:
            yield Problem(f"this stretch ends in {period.to}, before it starts", at(node, "spans", number, "to"),
                          f"it starts in {period.from_}", "reversed-span")
        yield from named(period.lane, lanes, "lane")
    if timeline.arrow:
        events = {str(event.name): event for event in timeline.events}
        ends = timeline.arrow.from_, timeline.arrow.to
        for end in ends:
            yield from named(end, list(events), "event")
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
        others = [name for place, road in enumerate(roads.roads, 1) if place != branch.from_ for name in names_of(road.nodes)]
        yield from named(branch.to, others, "node of another road")


def _image(image: Image, node: Typed) -> Iterator[Problem]:
    told = image.alt is not None and image.alt.strip()
    if not told and not image.decorative:
        yield Problem("this picture does not say what it shows", at(node, "src"),
                      "add `alt: …` with what it claims, or `decorative: true` where it says nothing", "no-alt")
    elif told and image.decorative:
        yield Problem("this picture is decorative and yet says what it shows", at(node, "decorative"),
                      "keep `alt:`, or `decorative: true`", "no-alt")


def _code(code: Code, node: Typed) -> Iterator[Problem]:
    from pygments.lexers import find_lexer_class_by_name, get_all_lexers
    from pygments.util import ClassNotFound

    try:
        find_lexer_class_by_name(code.language.strip())
    except ClassNotFound:
        known = [name for lexer in get_all_lexers(plugins=False) for name in lexer[1]]
        yield Problem(f"there is no language '{code.language}'", code.language.span,
                      did_you_mean(code.language, known) + "such as python, javascript, c++, java, sql, bash, json, yaml; "
                      "`text` for none", "unknown-language")
    if not code.text.strip():
        yield Problem("there is no code", code.text.span, "write its lines after `text: |`", "no-code")
    lines = len(code.text.strip("\n").split("\n"))
    for number, line in enumerate(code.highlight):
        if not 1 <= line <= lines:
            yield Problem(f"the code has no line {line}", at(node, "highlight", number), f"lines count from 1 to {lines}",
                          "unknown-line")
