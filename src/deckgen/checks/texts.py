"""The words on a page, with how and on what they are set: what rules about pages look at."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from deckgen.scene import Box, Chart, Deck, Group, Page, Shape, Table, Text
from deckgen.text.paragraph import Runs, Style, plain
from deckgen.theme.model import Layout, Theme
from deckgen.theme.palette import looks
from deckgen.value import value

FURNITURE = ("kicker", "mark", "numeral", "source", "footer", "number", "date")
"""Slots that the theme fills on every page."""


@value(frozen=True)
class Seen:
    """A paragraph on a page: its runs, the slot or the shape that holds it, its style and the colour behind it (RRGGBB)."""

    runs: Runs
    place: str
    slot: str
    style: Style
    ground: str


def seen(page: Page, theme: Theme) -> Iterator[Seen]:
    """Every paragraph of a page, in reading order. Names and values of charts are left out."""
    layout = theme.layouts[page.layout]
    ground = layout.ground or theme.colours["dk1" if layout.dark else "lt1"]
    yield from _seen(page.shapes, layout, theme, [(Box(0.0, 0.0, theme.width, theme.height), ground)])


def _seen(shapes: Sequence[Shape], layout: Layout, theme: Theme, painted: list[tuple[Box, str]]) -> Iterator[Seen]:
    for shape in shapes:
        match shape:
            case Text():
                if shape.fill:
                    painted.append((shape.box, looks(shape.fill, theme.colours)))
                slot = layout.slots.get(shape.slot)
                levels = shape.sizes or (slot.levels if slot is not None else ())
                if slot is not None and slot.unseen:
                    continue
                filled = slot.fill if slot is not None else None
                behind = looks(filled, theme.colours) if filled else _behind(shape.box, painted)
                for each in shape.paragraphs:
                    style = each.style or (levels[min(each.level, len(levels) - 1)] if levels else None)
                    if each.runs and style is not None:
                        yield Seen(each.runs, shape.slot or shape.name, shape.slot, style, behind)
            case Table():
                behind = _behind(shape.box, painted)
                for cell in (cell for row in shape.rows for cell in row):
                    under = looks(cell.fill, theme.colours) if cell.fill else behind
                    for each in cell.paragraphs:
                        if each.runs and each.style is not None:
                            yield Seen(each.runs, shape.name, "", each.style, under)
            case Group():
                yield from _seen(shape.shapes, layout, theme, painted)
            case _:
                pass


def _behind(box: Box, painted: Sequence[tuple[Box, str]]) -> str:
    """The colour of what was painted last below the middle of a box."""
    x, y = box.middle
    return next(colour for under, colour in reversed(painted) if under.x <= x <= under.right and under.y <= y <= under.bottom)


@value(frozen=True)
class Laid:
    """A page as it was laid out, as `coverage` compares it with an outline."""

    title: str
    paragraphs: tuple[str, ...]
    hidden: bool


def laid(deck: Deck) -> list[Laid]:
    """The pages of a deck with all their paragraphs, in reading order."""
    return [Laid(_title(page), tuple(_paragraphs(page.shapes)), page.hidden) for page in deck.pages]


def _title(page: Page) -> str:
    """The title that is seen: one that stands above the page is only heard."""
    if page.native is not None:
        return page.title
    return next((" ".join(plain(each.runs) for each in shape.paragraphs) for shape in page.shapes
                 if isinstance(shape, Text) and shape.slot == "title" and shape.box.bottom > 0), "")


def _paragraphs(shapes: Sequence[Shape]) -> Iterator[str]:
    for shape in shapes:
        match shape:
            case Text():
                yield from (plain(each.runs) for each in shape.paragraphs if each.runs)
            case Table():
                yield from (plain(each.runs) for row in shape.rows for cell in row for each in cell.paragraphs if each.runs)
            case Group():
                yield from _paragraphs(shape.shapes)
            case _:
                pass


def charts(shapes: Sequence[Shape]) -> Iterator[Chart]:
    """The charts among shapes, those of groups too."""
    for shape in shapes:
        if isinstance(shape, Group):
            yield from charts(shape.shapes)
        elif isinstance(shape, Chart):
            yield shape
