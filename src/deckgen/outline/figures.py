"""What is wrong inside a figure: names that its own parts do not have, shapes and years that do not agree."""

from __future__ import annotations

import re
from collections.abc import Iterator

from deckgen.outline.model import Block, Flow, Matrix, Node, Roads, Timeline
from deckgen.problem import Problem, did_you_mean
from deckgen.source.node import Node as Typed
from deckgen.source.node import at
from deckgen.source.words import Words

_YEAR = re.compile(r"\d{4}(?:-(?:0?[1-9]|1[0-2]))?", re.ASCII)


def figure_problems(figure: Block, node: Typed) -> Iterator[Problem]:
    """What is wrong inside a figure that was read from `node`; nothing for other blocks."""
    match figure:
        case Flow():
            yield from _flow(figure, node)
        case Timeline():
            yield from _timeline(figure, node)
        case Matrix():
            yield from _matrix(figure, node)
        case Roads():
            yield from _roads(figure, node)


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
        events = [str(event.name) for event in timeline.events]
        yield from _named(timeline.arrow.from_, events, "event")
        yield from _named(timeline.arrow.to, events, "event")


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


def so_many(count: int, noun: str) -> str:
    """`1 row`, `2 rows`."""
    return f"{count} {noun}" + ("" if count == 1 else "s")


def _names(nodes: tuple[Node, ...]) -> list[str]:
    return [str(node.name) for node in nodes]


def _named(word: Words | None, among: list[str], what: str) -> Iterator[Problem]:
    if word is not None and word not in among:
        hint = did_you_mean(word, among)
        rest = "there is: " + ", ".join(among) if among else "the figure has none"
        yield Problem(f"there is no {what} '{word}'", word.span, hint + rest, f"unknown-{what.split()[0]}")
