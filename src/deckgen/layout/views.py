"""The views as a list: rows with coverage marks (overview, closing), or bars on the cover."""

from __future__ import annotations

from dataclasses import replace

from deckgen.layout.marks import GAP, WIDTH, mark, status
from deckgen.layout.pen import HAIR, Pen
from deckgen.layout.sheet import Sheet
from deckgen.outline.blocks import Views
from deckgen.outline.model import View
from deckgen.problem import Problem
from deckgen.scene import Box, Cell, Stroke, Table
from deckgen.source.words import Words
from deckgen.text.paragraph import Paragraph, Run, Runs, Style, plain
from deckgen.text.title import balance
from deckgen.theme.ruler import segments

EDGE = Stroke("dk1", 1.5)
TALLEST, TALLEST_LAST, ROWS = 68.0, 76.0, 6
"""The most that a row is high, on the closing page too; in rows for so many the first of that is level with the title."""
NUMBER = 37.0
BAR = 10.0
SAID = 20.0
"""How large a view's state is said on the closing page."""
ASIDE = 24.0
"""Least room between a view's line and its mark."""
HAN, LATIN = 0.38, 0.26
"""How far above its foot the middle of a line of letters is, in em: there its mark stands."""


def views(sheet: Sheet, content: Views, box: Box) -> None:
    """All views of the talk, in order, each with its sign."""
    if not sheet.outline.views:
        sheet.pen.problems.append(Problem("there are no views to list", sheet.entry.slide.span,
                                          "give the outline `views:`, or take the list out", "no-views"))
    elif sheet.layout.role == "title":
        _bars(sheet, content, box)
    else:
        _rows(sheet, content, box)


def line(sheet: Sheet, content: Views, view: View) -> Runs:
    """The line of a view: the one that is given, else its sentence in one colour."""
    words: Words = content.lines.get(view.id, view.says)
    runs = sheet.pen.runs(words)
    return runs if view.id in content.lines else tuple(replace(run, brush=False) for run in runs)


def _rows(sheet: Sheet, content: Views, box: Box) -> None:
    """A native table of number, line, mark and word; the marks are drawn over its third column, which is empty."""
    closing = sheet.layout.role == "closing"
    pen = sheet.pen.within(box, "views")
    number, sizes = pen.style("view-number"), pen.style("view-line-big" if closing else "view-line").smaller()
    given = [(view, line(sheet, content, view), *_status(pen, view, closing)) for view in sheet.outline.views]
    words = max(pen.width(word, style) for _, _, word, style in given) if content.states else 0.0
    aside = WIDTH + (GAP + words if content.states else 0.0)
    room = box.width - NUMBER - aside - ASIDE
    height = min(box.height / len(given), TALLEST if not closing else TALLEST_LAST)
    top = box.y - max(height - box.height / ROWS, 0.0) / 2 if closing else box.y
    for style in sizes:
        lines = [pen.set(runs, style, room) for _, runs, _, _ in given]
        if all(len(each.breaks) == 1 for each in lines):
            break
    lines = [pen.set(balance(each.runs, style, room, pen.face) or each.runs, style, room) if len(each.breaks) == 2 else each
             for each in lines]
    for each in lines:
        if len(each.breaks) * style.pitch > height:
            pen.complain("the line of a view does not fit its row", [each], "give it a shorter line under `lines:`")
    number = replace(number.at(style.size) if closing else number, pitch=style.pitch)  # one line for all that stands in a row
    rise = HAN if sheet.outline.talk.language.lower().startswith("zh") else LATIN
    drop = 0.3 * style.pitch - rise * style.size
    widths = (NUMBER, room + ASIDE, *((WIDTH + GAP, words) if content.states else (WIDTH,)))
    out = []
    for place, ((_, _, word, word_style), each) in enumerate(zip(given, lines, strict=True)):
        above = (None if closing else EDGE) if place == 0 else HAIR
        below = (None if closing else EDGE) if place == len(given) - 1 else HAIR
        tops = [2.0] * 4
        texts: list[tuple[Paragraph, ...]] = [(_digit(place + 1, number),), (each,), ()]
        if content.states:
            own = word_style if closing else replace(word_style, pitch=style.pitch)  # small letters, in the middle of the row
            texts.append((pen.set(word, own, words),))
            lower = 2 * max(drop - 0.3 * own.pitch + rise * own.size, 0.0) if closing else 0.0  # level with the mark
            tops[3] += lower
        out.append(tuple(Cell(text, above, below, inset=(0.0, high, ASIDE if column == 1 else 0.0, 2.0))
                         for column, (text, high) in enumerate(zip(texts, tops, strict=False))))
    sheet.add(Table(Box(box.x, top, box.width, height * len(given)), widths, (height,) * len(given), tuple(out), False,
                    f"{pen.prefix}.table", _told(pen, given)))
    for place, (view, *_) in enumerate(given):
        sheet.add(mark(pen, box.x + NUMBER + room + ASIDE, top + (place + 0.5) * height + drop, view.argued))


def _status(pen: Pen, view: View, closing: bool) -> tuple[Run, Style]:
    """A view's word and how it is set."""
    word, style = status(pen, view.argued)
    return word, style.at(SAID) if closing else style


def _digit(number: int, style: Style) -> Paragraph:
    return Paragraph((Run(str(number)),), style=style, breaks=(len(str(number)),))


def _told(pen: Pen, given: list[tuple[View, Runs, Run, Style]]) -> str:
    return pen.word("semicolon").text.join(f"{number} {plain(runs)} {word.text}"
                                           for number, (_, runs, word, _) in enumerate(given, 1))


def _bars(sheet: Sheet, content: Views, box: Box) -> None:
    """The ruler grown to the cover's picture: one bar for each view, its short name and its word below."""
    pen = sheet.pen.within(box, "views")
    head, word = pen.style("cell-lead"), replace(pen.style("cover-line"), colour="dk2", before=2.0)
    for (x, width), view in zip(segments(len(sheet.outline.views), box.x, box.right), sheet.outline.views, strict=True):
        sheet.add(mark(pen, x, box.y + BAR / 2, view.argued, width, BAR))
        number = Run(f"{sheet.number(view)} ")
        rows: list[tuple[Runs, Style]] = [((number, *pen.runs(content.lines.get(view.id, view.short))), head)]
        if content.states:
            rows.append(((pen.word(view.argued),), word if view.argued == "full" else replace(word, colour="dk1", bold=True)))
        sheet.add(pen.text(Box(x, box.y + 23.0, _wide(pen, rows, width), box.height - 23.0), *rows, name=f"{pen.prefix}.label"))


def _wide(pen: Pen, rows: list[tuple[Runs, Style]], width: float) -> float:
    """A label may reach into the gutter right of its bar, as far as measuring asks for."""
    return min(max(width, max(pen.width(runs, style) for runs, style in rows)), width + 20.0)
