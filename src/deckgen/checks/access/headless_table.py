"""A table without a header row: a screen reader cannot say which column a cell is in.

Good:

    body: [{table: {header: [模型, 参数], rows: [[GPT-2, 15 亿], [GPT-3, 1750 亿]]}}]

Bad:

    body: [{table: {rows: [[GPT-2, 15 亿], [GPT-3, 1750 亿]]}}]
"""

from __future__ import annotations

from collections.abc import Iterator

from deckgen.checks.rule import Subject
from deckgen.markup import Grid
from deckgen.outline.blocks import Table
from deckgen.problem import Problem


def look(subject: Subject) -> Iterator[Problem]:
    for key, block in subject.outline.blocks.items():
        if isinstance(block, Table) and block.rows and not any(block.header):
            yield Problem("the table has no header row", subject.outline.span(key), "name its columns: `header: […]`")
    for entry, markup in zip(subject.program.entries, subject.markups, strict=True):
        contents = [each for slot in markup.slots.values() for each in slot] if markup is not None else []
        if any(isinstance(each, Grid) and each.rows and not each.header for each in contents):
            template = entry.slide.template
            yield Problem(f"the template '{template}' prints a table without a header row on slide '{entry.slide.id}'",
                          entry.slide.span, "print its first row with <th>")
