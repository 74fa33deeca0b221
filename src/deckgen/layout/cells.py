"""The cells of a table before it is set: their words, what is merged and what is looked at; which columns hold numbers.

A number's decimal point is brought below the others' by room at its right: what the longest fraction of its column takes more.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import field, replace

from deckgen.layout.pen import Pen
from deckgen.markup import Grid
from deckgen.outline.blocks import Cell, Table
from deckgen.outline.table_rules import Row, across, placed, words_of
from deckgen.text.paragraph import Runs, Style, plain
from deckgen.text.wrap import EDGE
from deckgen.value import value

ONE = (1, 1)
NUMBER = re.compile(r"(?:[≈~<>≤≥×+−–-]?\s?[$¥€]?\d[\d, ]*)(\.\d+)?(\s?(?:%|‰|[KMBT]|[万亿千百]|倍)?)$")
NOTHING = ("", "–", "—", "-", "~", "…")
SHORT = 6
"""So many characters may a word have that stands among numbers, such as 未公开."""


@value(frozen=True)
class Rows:
    """A table before it is set: runs row by row, all of one length; `groups` are names with their numbers of rows.

    `spans` are merged cells by row and column: how many rows and columns they reach over; the places below them are empty.
    """

    header: tuple[Runs, ...]
    rows: tuple[tuple[Runs, ...], ...]
    groups: tuple[tuple[Runs, int], ...] = ()
    spans: Mapping[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    header_spans: Mapping[int, int] = field(default_factory=dict)

    def part(self, start: int, stop: int, groups: tuple[tuple[Runs, int], ...]) -> Rows:
        """Some of the rows, with these groups."""
        spans = {(row - start, column): span for (row, column), span in self.spans.items() if start <= row < stop}
        return replace(self, rows=self.rows[start:stop], groups=groups, spans=spans)


def read(content: Table | Grid, pen: Pen) -> Rows:
    """The cells as runs, under a head with an empty cell over the groups."""
    if isinstance(content, Grid):
        return Rows(content.header, content.rows)
    groups = tuple((pen.runs(each.name), each.rows) for each in content.groups)
    shift = 1 if groups and content.header else 0
    if not content.highlight and not any(isinstance(cell, Cell) for row in (content.header, *content.rows) for cell in row):
        header, *body = [tuple([pen.runs(words_of(each)) for each in row]) for row in (content.header, *content.rows)]
        return Rows(((), *header) if shift else header, tuple(body), groups)
    looked = {str(name) for name in content.highlight}
    columns = _looked_at(content.header, looked)
    heads, head_spans = _spread(content.header, [*_starts(content.header)], pen, columns, False)
    starts, _ = placed(content.rows)
    body, spans = [], {}
    for number, (row, places) in enumerate(zip(content.rows, starts, strict=True)):
        width = across(content.header or content.rows[0])
        runs, found = _spread(row, places, pen, columns, bool(row) and str(words_of(row[0])) in looked, width)
        body.append(runs)
        spans.update({(number, column): span for column, span in found.items()})
    return Rows(((),) * shift + heads, tuple(body), groups, spans,
                {column + shift: span[1] for column, span in head_spans.items()})


def _starts(row: Row) -> Sequence[int]:
    return placed([row])[0][0]


def _looked_at(header: Row, looked: set[str]) -> set[int]:
    """The columns whose heads are named."""
    return {column for cell, start in zip(header, _starts(header), strict=True) if str(words_of(cell)) in looked
            for column in range(start, start + (cell.columns if isinstance(cell, Cell) else 1))}


def _spread(row: Row, starts: Sequence[int], pen: Pen, columns: set[int], whole: bool, width: int = 0,
            ) -> tuple[tuple[Runs, ...], dict[int, tuple[int, int]]]:
    """A row over all its columns, and the spans of its cells; what is looked at is brushed."""
    runs: list[Runs] = [()] * (width or across(row))
    spans = {}
    for cell, start in zip(row, starts, strict=True):
        looked = whole or start in columns
        if isinstance(cell, Cell):
            looked = looked or cell.highlight
            if (cell.rows, cell.columns) != ONE:
                spans[start] = cell.rows, cell.columns
        words = pen.runs(words_of(cell))
        runs[start] = tuple(replace(run, brush=True) for run in words) if looked else words
    return tuple(runs), spans


def numeric(column: Sequence[Runs]) -> bool:
    """Whether a column holds numbers, and among them at most half as many short words."""
    texts = [text for runs in column if (text := plain(runs).strip()) not in NOTHING]
    others = [text for text in texts if not NUMBER.match(text)]
    return len(texts) - len(others) > 2 * len(others) - 1 and len(others) < len(texts) and all(
        len(text) <= SHORT for text in others)


def decimals(column: Sequence[Runs], style: Style, pen: Pen) -> dict[int, float]:
    """The room at the right of each number of a column, by row, that brings decimal points below each other; none where the
    numbers do not end in the same unit."""
    found = {row: match for row, runs in enumerate(column) if (match := NUMBER.match(plain(runs).strip())) is not None}
    if len({match[2] for match in found.values()}) != 1 or not any(match[1] for match in found.values()):
        return {}
    slack = EDGE * style.size
    tails = {row: pen.width(match[1], style) - slack if match[1] else 0.0 for row, match in found.items()}
    longest = max(tails.values())
    dashes = {row: longest for row, runs in enumerate(column) if runs and plain(runs).strip() in NOTHING}  # below whole digits
    return {row: longest - tail for row, tail in tails.items() if longest - tail > 0.01} | dashes


def dashed(rows: Rows, numbers: Sequence[bool], pen: Pen) -> Rows:
    """The rows with a dash in each empty cell of a column of numbers, which would else look forgotten."""
    below = {(line, place) for (row, column), (high, wide) in rows.spans.items()
             for line in range(row, row + high) for place in range(column, column + wide)}
    dash = (pen.word("no-number"),)
    return replace(rows, rows=tuple(
        tuple(dash if right and not runs and (number, column) not in below else runs
              for column, (runs, right) in enumerate(zip(row, numbers, strict=True)))
        for number, row in enumerate(rows.rows)))
