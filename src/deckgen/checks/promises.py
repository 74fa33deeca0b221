"""What a deck promises of its text, paragraph by paragraph: in which frame it stands, and on how many lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import accumulate
from typing import Literal

from deckgen.scene import Box, Cell, Deck, Group, Page, Shape, Table, Text
from deckgen.text.paragraph import Runs, Style, plain
from deckgen.theme.model import Layout, Slot, Theme
from deckgen.value import value

Kind = Literal["title", "body", "label"]


@value(frozen=True)
class Promise:
    """One paragraph. `frame` is the rectangle that its words must not leave, `room` the width of its lines in points.

    `kind` is `title`, `body` for every other placeholder, `label` for text in figures and tables. Paragraphs of one frame share
    `block`, cells of one table too; `place` names it for the author.
    """

    kind: Kind
    place: str
    block: int
    frame: Box
    room: float
    runs: Runs
    style: Style
    breaks: tuple[int, ...]

    @property
    def text(self) -> str:
        return plain(self.runs)


def promises(deck: Deck, theme: Theme) -> list[tuple[Promise, ...]]:
    """What each page promises, in the order in which its shapes are painted."""
    return [tuple(_of(page.shapes, page, theme.layouts[page.layout], [0])) for page in deck.pages]


def _of(shapes: Iterable[Shape], page: Page, layout: Layout, count: list[int]) -> Iterator[Promise]:
    for shape in shapes:
        count[0] += 1
        match shape:
            case Text(slot=""):
                yield from _drawn(shape, count[0])
            case Text():
                yield from _placed(shape, layout.slots[shape.slot], count[0])
            case Table():
                yield from _cells(shape, count[0])
            case Group():
                yield from _of(shape.shapes, page, layout, count)
            case _:
                pass


def _placed(text: Text, slot: Slot, block: int) -> Iterator[Promise]:
    levels = text.sizes or slot.levels
    for each in () if slot.unseen else text.paragraphs:
        style = each.style or levels[min(each.level, len(levels) - 1)]
        if each.marker == "" and each.style is None:
            style = replace(style, marker="", hang=0.0)
        if each.runs:
            room = text.box.width - (slot.frame.width - slot.box.width) - style.indent - each.narrower
            kind: Kind = "title" if slot.name == "title" else "body"
            yield Promise(kind, f"the slot '{slot.name}'", block, text.box, room, each.runs, style, each.breaks)


def _drawn(text: Text, block: int) -> Iterator[Promise]:
    for each in text.paragraphs:
        if each.runs and each.style is not None:
            room = text.box.width - text.inset[0] - text.inset[2] - each.style.indent - each.narrower
            yield Promise("label", "its place in the figure", block, text.box, room, each.runs, each.style, each.breaks)


def _cells(table: Table, block: int) -> Iterator[Promise]:
    x = [table.box.x, *accumulate(table.widths, initial=table.box.x)][1:]
    y = [table.box.y, *accumulate(table.heights, initial=table.box.y)][1:]
    for row, cells in enumerate(table.rows):
        for column, cell in enumerate(cells):
            frame = Box(x[column], y[row], x[column + cell.columns] - x[column], y[row + cell.rows] - y[row])
            yield from _cell(cell, frame, block)


def _cell(cell: Cell, frame: Box, block: int) -> Iterator[Promise]:
    for each in cell.paragraphs:
        if each.runs and each.style is not None:
            room = frame.width - cell.inset[0] - cell.inset[2] - each.style.indent - each.narrower
            yield Promise("label", "its cell", block, frame, room, each.runs, each.style, each.breaks)
