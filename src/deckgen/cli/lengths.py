"""What is said of lengths: a deck for so many minutes and what it leaves out; the table of all variants."""

from __future__ import annotations

import math
import sys
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

import click

from deckgen.cli import say

if TYPE_CHECKING:
    from deckgen.outline.model import Outline
    from deckgen.outline.program import Program
    from deckgen.pipeline import Built, Talk

DAY = 24 * 60
HEAD = ("variant", "slides", "pages", "minutes", "views", "sections", "advice")
"""The columns of the table, words first, the rest numbers."""


class _Minutes(click.ParamType):  # type: ignore[type-arg]
    """A number of minutes, more than none and not more than a day."""

    name = "minutes"

    def convert(self, value: str | float, param: click.Parameter | None, ctx: click.Context | None) -> float:
        try:
            number = float(value)
        except ValueError:
            number = math.nan
        if not 0 < number <= DAY:
            self.fail(f"'{value}' is no number of minutes, such as 15 or 7.5", param, ctx)
        return number


def minutes_option(command: Callable[..., None]) -> Callable[..., None]:
    """The option `--minutes` for a verb."""
    return click.option("--minutes", type=_Minutes(), metavar="N",
                        help="The slides that N minutes hold: the views first, then by variant and weight.")(command)


# ---- a deck for so many minutes --------------------------------------------------------------------------------------


def budget_lines(talk: Talk) -> list[str]:
    """What is left over and left out, and what would join next; nothing for a variant."""
    program = talk.program
    budget = program.budget
    if budget is None:
        return []
    minutes, over = f"{budget.minutes:g}", f"{program.left_over:g}"
    if not budget.left_out:
        longer = _longer(talk.outline, program, budget.minutes)
        return [f"all slides are in; {over} of {minutes} minutes are left over",
                *([f"variant '{longer.name}' says more on them, in {longer.minutes:g} minutes"] if longer is not None else [])]
    out = ", ".join(entry.slide.id for entry in budget.left_out)
    coming = ", ".join(entry.slide.id for entry in budget.next)
    more = sum(entry.minutes for entry in budget.next)
    return [f"{over} of {minutes} minutes are left over; next would come {coming}, {more:g} minutes", f"left out: {out}"]


def _longer(outline: Outline, program: Program, minutes: float) -> Program | None:
    """The longest variant that the minutes hold, where it is longer than the deck that has every slide in short words."""
    from deckgen.outline.choose import choose

    fitting = [each for name in outline.variants if program.minutes < (each := choose(outline, name)).minutes <= minutes]
    return max(fitting, key=lambda each: each.minutes, default=None)


def budget_data(program: Program) -> dict[str, object]:
    """The same as JSON. `left_out` is in the order of joining."""
    budget = program.budget
    assert budget is not None
    return {"minutes": budget.minutes, "left_over": program.left_over,
            "next": [entry.slide.id for entry in budget.next],
            "left_out": [{"slide": entry.slide.id, "minutes": entry.minutes} for entry in budget.left_out]}


# ---- all variants ----------------------------------------------------------------------------------------------------


def counts(built: Built) -> tuple[int, int]:
    """How many slides are shown, on how many pages; the backup apart."""
    shown = [page for page in built.deck.pages if not page.backup and not page.hidden]
    return len({page.slide for page in shown}), len(shown)


def table_data(results: Iterable[Built]) -> list[dict[str, object]]:
    """A row for each variant. `planned` is null where the variant plans no minutes; views and sections are [shown, all]."""
    rows: list[dict[str, object]] = []
    for built in results:
        slides, pages = counts(built)
        coverage, program = built.coverage, built.talk.program
        rows.append({
            "talk": str(built.talk.outline.talk.id), "variant": program.name or None, "slides": slides, "pages": pages,
            "minutes": program.minutes, "planned": program.variant.minutes,
            "views": [len(coverage.views), len(coverage.views) + len(coverage.missing_views)],
            "sections": [len(coverage.sections), len(coverage.sections) + len(coverage.missing_sections)],
            "advice": len(built.advice)})
    return rows


def print_table(results: Sequence[Built], err: bool) -> None:
    """The table of all variants, its head bold on a terminal that takes colour."""
    sources = [source for built in results if (source := built.talk.outline.source) is not None]
    said = say.saying(*sources)
    head, *rows = table_lines([tuple(said(each) for each in HEAD), *_cells(results)])
    stream = sys.stderr if err else sys.stdout
    bold = say.coloured(stream)
    for line in ("", click.style(head, bold=True) if bold else head, *rows):
        click.echo(line, err=err)


def table_lines(rows: Sequence[Sequence[str]]) -> list[str]:
    """Rows as lines, in columns that stand right where Han takes two places: the first to the left, numbers to the right."""
    from deckgen.problem import columns

    widths = [max(columns(row[at]) for row in rows) for at in range(len(rows[0]))]
    return ["  ".join(_padded(cell, widths[at], left=at == 0) for at, cell in enumerate(row)).rstrip() for row in rows]


def _padded(text: str, width: int, left: bool) -> str:
    from deckgen.problem import columns

    blank = " " * (width - columns(text))
    return text + blank if left else blank + text


def _cells(results: Sequence[Built]) -> list[tuple[str, ...]]:
    several = len({built.talk.outline.talk.id for built in results}) > 1
    return [_row(built, several) for built in results]


def _row(built: Built, several: bool) -> tuple[str, ...]:
    (row,) = table_data([built])
    planned = built.talk.program.variant.minutes
    name = built.talk.program.name or "-"
    return (f"{built.talk.outline.talk.id} {name}" if several else name, f"{row['slides']}", f"{row['pages']}",
            f"{built.talk.program.minutes:g}" + (f"/{planned:g}" if planned is not None else ""),
            _share(row["views"]), _share(row["sections"]), f"{row['advice']}")


def _share(pair: object) -> str:
    assert isinstance(pair, list)
    shown, of_all = pair
    return f"{shown}/{of_all}" if of_all else "-"
