"""What the parts of a table must agree on: rows of one width, spans inside the table, groups, what is highlighted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from deckgen.outline.blocks import Cell, Table
from deckgen.problem import Problem, did_you_mean, so_many
from deckgen.source.node import Node as Typed
from deckgen.source.node import at
from deckgen.source.words import Words

Row = Sequence[Words | Cell]


def table_problems(table: Table, node: Typed) -> Iterator[Problem]:
    """What is wrong inside one table, which was read from `node`."""
    if not table.rows:
        if table.missing is None:
            yield Problem("this table has no rows", node.span, "add `rows:`, or `missing:` to say why there are none", "no-rows")
        return
    if table.missing is not None:
        yield Problem("`missing:` says why a table has no rows, and this one has some", table.missing.span,
                      "take it out, or the rows", "table-missing")
    found = [*_spans(table, node)]
    yield from found
    yield from _groups(table, node)
    if not found:
        yield from _widths(table, node)
    yield from _highlights(table)


def _spans(table: Table, node: Typed) -> Iterator[Problem]:
    """A cell reaches over one row and column at least, and not out of the table."""
    for number, row in enumerate((table.header, *table.rows), -1):
        for place, cell in enumerate(row):
            if not isinstance(cell, Cell):
                continue
            path = ("header", place) if number < 0 else ("rows", number, place)
            for key, count in (("rows", cell.rows), ("columns", cell.columns)):
                if count < 1:
                    yield Problem(f"a cell reaches over one {key[:-1]} at least", at(node, *path, key), "leave it out",
                                  "table-spans")
            if number < 0 and cell.rows > 1:
                yield Problem("the header is one row", at(node, *path, "rows"), "leave `rows` out", "table-spans")
            elif number >= 0 and number + cell.rows > len(table.rows):
                yield Problem("this cell reaches below the last row", at(node, *path, "rows"),
                              f"from here on there is room for {len(table.rows) - number}", "table-spans")


def _widths(table: Table, node: Typed) -> Iterator[Problem]:
    """Every row has cells for all columns, those that reach into it from above counted."""
    width = across(table.header or table.rows[0])
    against = "the header" if table.header else "the first row"
    ends = _group_ends(table)
    for number, (row, starts, above) in enumerate(zip(table.rows, *placed(table.rows), strict=True)):
        count = across(row) + len(above)
        if count != width:
            cells = so_many(count, "cell") + (f", {len(above)} of them from above" if above else "")
            yield Problem(f"this row has {cells}, but {against} has {width}", at(node, "rows", number, 0),
                          "a comma inside a cell needs quotes around the cell; an empty cell is \"\"", "ragged-table")
        for place, (cell, start) in enumerate(zip(row, starts, strict=True)):
            if not isinstance(cell, Cell):
                continue
            if any(column in above for column in range(start, start + cell.columns)):
                yield Problem("this cell runs into one that reaches down from above", at(node, "rows", number, place, "columns"),
                              "make it fewer columns", "table-spans")
            if any(number < end < number + cell.rows for end in ends):
                yield Problem("this cell reaches out of its group", at(node, "rows", number, place, "rows"),
                              "a group's rows end together", "table-spans")


def placed(rows: Sequence[Row]) -> tuple[list[list[int]], list[set[int]]]:
    """For each row the column at which each of its cells starts, and the columns into which cells reach from above; as in HTML,
    a cell takes the next free place."""
    starts: list[list[int]] = []
    taken: list[set[int]] = [set() for _ in rows]
    for number, row in enumerate(rows):
        column, above, found = 0, taken[number], []
        for cell in row:
            while column in above:
                column += 1
            found.append(column)
            if isinstance(cell, Cell):
                for lower in taken[number + 1:number + cell.rows]:
                    lower.update(range(column, column + cell.columns))
                column += cell.columns
            else:
                column += 1
        starts.append(found)
    return starts, taken


def across(row: Row) -> int:
    """How many columns the cells of a row take."""
    return sum(cell.columns if isinstance(cell, Cell) else 1 for cell in row)


def _groups(table: Table, node: Typed) -> Iterator[Problem]:
    total = sum(group.rows for group in table.groups)
    if table.groups and total != len(table.rows):
        yield Problem(f"the groups name {so_many(total, 'row')}, but the table has {len(table.rows)}",
                      at(node, "groups", 0, "rows"), "`rows:` of all groups together make the table's rows", "table-groups")
    for number, group in enumerate(table.groups):
        if group.rows < 1:
            yield Problem("a group has at least one row", at(node, "groups", number, "rows"), "take it out", "table-groups")


def _group_ends(table: Table) -> list[int]:
    """The numbers of rows after which groups end."""
    ends = [0]
    for group in table.groups:
        ends.append(ends[-1] + group.rows)
    return ends


def _highlights(table: Table) -> Iterator[Problem]:
    firsts = [words_of(row[0]) for row in table.rows if row]
    names = [str(each) for each in (*map(words_of, table.header), *firsts) if each]
    for word in table.highlight:
        if word not in names:
            yield Problem(f"the table has no row or column '{word}'", word.span,
                          did_you_mean(word, names) + "a row is named by its first cell, a column by its head", "unknown-name")


def words_of(cell: Words | Cell) -> Words:
    """The words of a cell."""
    return cell.text if isinstance(cell, Cell) else cell
