"""Blocks one below the other in a rectangle: text at its measured height, what is drawn in what is left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from math import ceil

from deckgen.layout.pen import Pen
from deckgen.layout.prose import is_textual, numbered, paragraphs
from deckgen.layout.sheet import Sheet
from deckgen.markup import Content, Grid, Prose, Quotation
from deckgen.outline.blocks import Code, Columns, Image, Math, Points, Quote, Table, Text, Views
from deckgen.scene import Box, Group, Picture, Shape
from deckgen.scene import Table as TableShape
from deckgen.scene import Text as TextShape
from deckgen.text.fit import at_step, height
from deckgen.text.paragraph import Paragraph, Style
from deckgen.value import value

GAP, ABOVE_TABLE = 16.0, 28.0
"""Between blocks; and between text and a table, whose heavy rule would else be the text's own."""
REMARK_GAP, FOOT = 12.0, 14.0
"""Between a figure and a remark below it, and below the remark: it belongs to the figure, not to the source line."""
ALONE, LEADING = "formula-alone", "formula-leading"
"""The looks of a formula that has its place for itself, and of the only one among text."""
CLOSE = 4.0
"""The least between formulas, which have air of their own."""
LISTED = ((LEADING, 0.62, CLOSE), ("formula-larger", 0.85, 2 * CLOSE), ("formula", 1.0, CLOSE))
"""The looks of formulas one below the other where all have room, how much of the width they take at most, and the least between
them."""
UPPER, AIRY = 0.36, 36.0
"""How much of the spare height stands over a formula alone; how much more there may be between formulas."""
LEAST = 120.0
"""The least height that something drawn is given beside text."""


@value(frozen=True)
class Piece:
    """Neighbouring text-like blocks, or one block that is drawn."""

    text: tuple[Paragraph, ...] = ()
    drawn: Content | None = None


def stack(sheet: Sheet, contents: Sequence[Content], box: Box, slot: str = "", levels: Sequence[Style] = (), flows: bool = False,
          repeat: Sequence[Shape] = ()) -> None:
    """Contents in `box`, in order. The first text goes into the placeholder `slot`, further text into frames.

    Plain text below a single drawing is a remark on it, in a smaller size.
    Where it `flows`, what does not fit goes on over further pages, with the shapes of `repeat` on each of them.
    """
    pieces = _pieces(contents, sheet.pen)
    if not pieces:
        return
    styles = tuple(levels) or (sheet.slots[slot].levels if slot else ()) or body(sheet)
    before = sheet.state()
    _one_page(sheet, pieces, styles, box, slot)
    if flows and sheet.overflowed(before):
        from deckgen.layout.flow import flow  # only where something does not fit

        told = sheet.pen.problems[before[1]:]
        sheet.back(before)
        if not flow(sheet, pieces, styles, box, slot, repeat):
            sheet.pen.problems.extend(told)


def _one_page(sheet: Sheet, pieces: Sequence[Piece], styles: Sequence[Style], box: Box, slot: str) -> None:
    if len(pieces) == 1 and pieces[0].text:
        set_text(sheet, pieces[0].text, styles, box, slot)
        return
    if len(pieces) == 1 and isinstance(pieces[0].drawn, Math):
        from deckgen.layout.formula import formula, needed

        spare = max(box.height - needed(pieces[0].drawn, sheet.pen.within(box), ALONE), 0.0)
        box = Box(box.x, box.y + spare * UPPER, box.width, box.height - spare * UPPER)
        sheet.add(*formula(pieces[0].drawn, sheet.pen.within(box, f"{len(sheet.shapes)}"), ALONE)[0])
        return
    gap = GAP
    if any(one.text and isinstance(other.drawn, Table | Grid) for one, other in pairwise(pieces)):
        gap = ABOVE_TABLE
    if (len(pieces) == 2 and pieces[1].text and all(each.level == 0 for each in pieces[1].text)
            and not isinstance(pieces[0].drawn, Math)):
        styles, gap = (sheet.pen.style("remark"),), REMARK_GAP
        box = Box(box.x, box.y, box.width, box.height - FOOT)
    heights, look, aside = _heights(sheet, pieces, styles, box, gap), "", 0.0
    gaps: list[float] = []
    maths = [piece.drawn for piece in pieces if isinstance(piece.drawn, Math)]
    spare = box.height - sum(heights) - gap * (len(pieces) - 1)
    if len(maths) == len(pieces):
        for larger, most, apart in LISTED:
            beside = _glosses(sheet, maths, box, larger)
            own = [own_height(sheet, each, box, larger, beside) or 0.0 for each in maths]
            if sum(own) + apart * (len(pieces) - 1) <= box.height and _short(sheet, maths, box, larger, most):
                heights, look, gap, aside = own, larger, apart, beside
                spare = box.height - sum(heights) - gap * (len(pieces) - 1)
                break
        gap += min(max(spare, 0.0) / len(pieces), AIRY)
        pitch = (box.height - (heights[0] + heights[-1]) / 2) / (len(pieces) - 1)
        pitch = min(pitch, max(heights) + gap)
        if all((one + other) / 2 + CLOSE <= pitch for one, other in pairwise(heights)):  # from middle to middle
            gaps = [*(pitch - (one + other) / 2 for one, other in pairwise(heights)), 0.0]
    elif len(maths) == 1 and spare > 0 and all(piece.text or isinstance(piece.drawn, Math) for piece in pieces):
        large = own_height(sheet, maths[0], box, LEADING) or 0.0
        at = next(number for number, piece in enumerate(pieces) if piece.drawn is maths[0])
        if large - heights[at] <= spare:
            heights[at], look = large, LEADING
    y, first = box.y, True
    for piece, high, after in zip(pieces, heights, gaps or [gap] * len(pieces), strict=True):
        place = Box(box.x, y, box.width, high)
        if piece.text:
            set_text(sheet, piece.text, styles, place, slot if first else "")
            first = False
        elif piece.drawn is not None:
            high = draw(sheet, piece.drawn, place, look, aside) - y
        y += high + after


def _short(sheet: Sheet, maths: Sequence[Math], box: Box, look: str, most: float) -> bool:
    """Whether formulas take no more than a part of the width when they are set larger."""
    from deckgen.layout.formula import reach

    pen = sheet.pen.within(box)
    return all(reach(each, pen, look) <= box.width * most for each in maths)


def _glosses(sheet: Sheet, maths: Sequence[Math], box: Box, look: str) -> float:
    """Where, from the left, the captions of formulas stand beside them, in a column of their own; 0 where they stand below.

    They are beside where formulas are listed by name, and every caption has room there on two lines.
    """
    from deckgen.layout.formula import NAMES, reach

    pen, style = sheet.pen.within(box), sheet.pen.style("formula-caption")
    column = NAMES + 24.0
    x = column * ceil((max(reach(each, pen, look) for each in maths) + GAP) / column * 2) / 2
    room = box.width - x
    beside = all(each.name is not None and each.number is None for each in maths) and any(each.caption for each in maths)
    if not beside or room < column or any(each.caption and pen.height(room, (each.caption, style)) > 2 * style.pitch + 1.0
                                          for each in maths):
        return 0.0
    return x


def body(sheet: Sheet) -> tuple[Style, ...]:
    """The styles of running text where a layout has no placeholder for it."""
    return tuple(sheet.pen.style(name) for name in ("body", "body-2", "body-3"))


def _pieces(contents: Sequence[Content], pen: Pen) -> list[Piece]:
    found: list[Piece] = []
    for content in contents:
        if not is_textual(content):
            found.append(Piece(drawn=content))
        elif more := paragraphs([content], pen):
            if found and found[-1].text:
                found[-1] = Piece((*found[-1].text, *more))
            else:
                found.append(Piece(more))
    return found


def _heights(sheet: Sheet, pieces: Sequence[Piece], styles: Sequence[Style], box: Box, gap: float) -> list[float]:
    """Formulas and text get what they need, as long as each thing that is drawn keeps its least height; these share the rest."""
    room = box.height - gap * (len(pieces) - 1)
    needs = [_need(sheet, piece.text, styles, box.width) if piece.text else 0.0 for piece in pieces]
    own = [own_height(sheet, piece.drawn, box) if piece.drawn is not None else None for piece in pieces]
    formulas = sum(each for each in own if each is not None)
    drawings = sum(1 for piece, high in zip(pieces, own, strict=True) if not piece.text and high is None)
    if formulas:
        allowed = max(room - sum(needs) - LEAST * drawings, room / 3)
        if formulas > allowed:
            own = [each if each is None else each * allowed / formulas for each in own]
        room -= min(formulas, allowed)
    most = max(room - LEAST * drawings, room / 3)
    if sum(needs) > most:
        needs = [need * most / sum(needs) for need in needs]
    rest = (room - sum(needs)) / max(drawings, 1)
    return [need if piece.text else rest if high is None else high
            for piece, need, high in zip(pieces, needs, own, strict=True)]


def own_height(sheet: Sheet, content: Content, box: Box, look: str = "", aside: float = 0.0) -> float | None:
    """The height of a formula in a rectangle; None for what is drawn as large as there is room."""
    if not isinstance(content, Math):
        return None
    from deckgen.layout.formula import needed

    return needed(content, sheet.pen.within(box), look or "formula", aside)


def _need(sheet: Sheet, text: Sequence[Paragraph], styles: Sequence[Style], width: float) -> float:
    found, shifted = numbered(text, styles)
    return height(found, shifted or styles, width, sheet.pen.face)


def set_text(sheet: Sheet, found: Sequence[Paragraph], styles: Sequence[Style], box: Box, slot: str,
             step: tuple[int, bool] | None = None) -> None:
    """Paragraphs into a placeholder, or into a frame where that is taken; fitted, or so many steps down, spaces halved or not."""
    found, shifted = numbered(found, styles)
    levels = tuple(shifted or styles)
    if step is not None:
        found, levels, _ = at_step(found, levels, box.width, sheet.pen.face, *step)
    if not slot or not sheet.slots[slot].levels or slot in sheet.filled:
        sheet.frame(found, levels, box, exact=step is not None)
        return
    own = sheet.slots[slot]
    sheet.put(slot, found, box=None if box == own.box else box, levels=() if levels == own.levels else levels,
              exact=step is not None)


def draw(sheet: Sheet, content: Content, box: Box, look: str = "", aside: float = 0.0) -> float:
    """One drawn block in its rectangle; where it ends, which for a table may be above the rectangle's bottom.

    `look` is the style of a formula, `aside` where its caption stands. Each kind's file is read when it first comes.
    """
    pen = sheet.pen.within(box, f"{len(sheet.shapes)}")
    match content:
        case Table() | Grid():
            from deckgen.layout.table import table
            set_ = appearing(content, table(content, pen))
        case Points():
            from deckgen.layout.ledger import ledger
            set_ = ledger(content, pen)
        case Views():
            from deckgen.layout.views import views
            views(sheet, content, box)
            return box.bottom
        case Columns():
            from deckgen.layout.columns import columns
            columns(sheet, content.columns, box)
            return box.bottom
        case Image() | Code():
            return _shown(sheet, content, pen)
        case Math():
            from deckgen.layout.formula import formula
            shapes, bottom = formula(content, pen, look or "formula", aside)
            sheet.add(*shapes)
            return bottom
        case Text() | Quote() | Prose() | Quotation():
            raise AssertionError("text is no drawing")
        case _:
            from deckgen.layout.figure import draw_figure
            sheet.add(*draw_figure(content, pen))
            return box.bottom
    sheet.add(set_)
    return set_.box.bottom


def _shown(sheet: Sheet, content: Image | Code, pen: Pen) -> float:
    """A picture or code; where it ends."""
    shapes: tuple[Picture | TextShape | Group, ...]
    if isinstance(content, Image):
        from deckgen.layout.figures.image import draw as draw_image
        shapes = draw_image(content, pen)
    else:
        from deckgen.layout.figures.code import draw as draw_code
        shapes = draw_code(content, pen, sheet.layout)
    bottom = max((shape.box.bottom for shape in shapes), default=pen.box.bottom)
    if content.build and shapes:
        shapes = (Group(shapes, pen.box, f"{pen.prefix}.{content.block}", click="click"),)
    sheet.add(*shapes)
    return bottom


def appearing(content: Content, shape: TableShape) -> TableShape:
    """A table, which comes at a click as a whole where the author says so."""
    return replace(shape, click="click") if isinstance(content, Table) and content.build else shape
