"""Columns side by side: the evidence of a view, the two sides of a comparison, two columns of text.

Each column stands in the slots of its place (`left`, `middle`, `right`); more columns than the layout has places share the
places' whole width. A figure or a table in a column is drawn in the column's rectangle, below its words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from deckgen.layout.pen import DASHED
from deckgen.layout.prose import is_textual, paragraphs, unmarked
from deckgen.layout.sheet import Sheet, is_spare, ruled
from deckgen.layout.stack import stack
from deckgen.markup import Content
from deckgen.outline.blocks import Column
from deckgen.scene import Box, Connector, Line, Shape, Stroke, Table, Text
from deckgen.text.fit import Fitted, fit, height
from deckgen.text.paragraph import Paragraph, Run, Style
from deckgen.theme.model import Slot
from deckgen.theme.ruler import State

STATES: dict[str, State] = {"text": "full", "cut": "cut", "reading": "announced"}
PLACES = {1: ("left",), 2: ("left", "right"), 3: ("left", "middle", "right")}
EVIDENCE = ("evidence-label", "evidence-big", "evidence-lines")
GUTTER = 24.0
TAG = 2.0
"""Between the head of a side and what stands after it, beside the slack of measuring."""
RULE, UNDER_RULE = 3.0, 12.0
"""The rule above a column that no layout gives one, and the room below it."""


@dataclass
class _Plan:
    """The words of one column, and where they go: a place of the layout, or a frame where `place` is empty."""

    place: str
    words: list[Paragraph]
    box: Box
    levels: tuple[Style, ...]
    drawn: Sequence[Content]
    rules: tuple[Shape, ...] = ()
    """The lines that it hangs from, which are on the page already."""


def columns(sheet: Sheet, given: Sequence[Column], area: Box, flows: bool = False) -> None:
    """Columns into the layout's places; where it has none of their number, in equal parts of `area`.

    Where it `flows`, each column goes on by itself over the same further pages.
    """
    places = PLACES.get(len(given), ())
    if sheet.layout.role == "comparison" and len(given) == 2 and {"left", "right"} <= set(sheet.slots):
        for column, place in zip(given, places, strict=True):
            _side(sheet, column, place)
        return
    plans = []
    if len(given) > 1 and places and all(place in sheet.slots and sheet.slots[place].levels for place in places):
        headed = any(column.label is not None or column.big is not None for column in given)
        for column, place in zip(given, places, strict=True):
            slot = sheet.slots[place]
            before = len(sheet.shapes)
            box = Box(slot.box.x, slot.box.y, slot.box.width, min(slot.box.bottom, area.bottom) - slot.box.y)
            if place in sheet.layout.rules:
                sheet.rule(place, STATES[column.style])
            elif headed:
                box = _hung(sheet, box, STATES[column.style])
            plans.append(replace(_plan(sheet, column, box, _evidence(sheet, slot), place), rules=tuple(sheet.shapes[before:])))
    else:
        width = (area.width - GUTTER * (len(given) - 1)) / len(given)
        levels = tuple(sheet.pen.style(name) for name in EVIDENCE)
        for number, column in enumerate(given):
            box = Box(area.x + number * (width + GUTTER), area.y, width, area.height)
            before = len(sheet.shapes)
            plan = _plan(sheet, column, _hung(sheet, box, STATES[column.style]), levels, "")
            plans.append(replace(plan, rules=tuple(sheet.shapes[before:])))
    state = sheet.state()
    for plan in _even(sheet, plans):
        _put(sheet, plan)
    if flows and sheet.overflowed(state):
        from deckgen.layout.flow import side_by_side  # only where something does not fit

        told = sheet.pen.problems[state[1]:]
        sheet.back(state)
        text = [plan for plan in plans if plan.words and not plan.drawn]
        side_by_side(sheet, [(plan.words, plan.levels, plan.box, plan.place, plan.rules) for plan in text])
        for plan in plans:
            if plan not in text:
                _put(sheet, plan)
        if not text:
            sheet.pen.problems[state[1]:] = told
    _level_panels(sheet, state[0])


def _level_panels(sheet: Sheet, first: int) -> None:
    """Panels of code that begin side by side are set as the smallest is, and as high as the highest where nothing is below.

    Those with line numbers, which are two frames, are left alone.
    """
    panels = {number: shape for number, shape in enumerate(sheet.shapes) if number >= first and isinstance(shape, Text)
              and shape.name.endswith(".code")}
    others = [shape.box for shape in sheet.shapes[first:] if not isinstance(shape, Line | Connector)]
    for number, panel in panels.items():
        beside = [each for each in panels.values() if abs(each.box.y - panel.box.y) < 1.0]
        styles = [line.style for each in beside for line in each.paragraphs if line.style is not None]
        size, pitch = min(style.size for style in styles), min(style.pitch for style in styles)  # no line becomes wider
        lines = tuple(each if each.style is None else replace(each, style=replace(each.style.at(size), pitch=pitch))
                      for each in panel.paragraphs)
        covers = any(box.y >= panel.box.bottom - 1.0 and box.x < panel.box.right and panel.box.x < box.right for box in others)
        rows = max(sum(len(line.breaks) for line in each.paragraphs) for each in ([panel] if covers else beside))
        high = rows * pitch + panel.inset[1] + panel.inset[3]
        sheet.shapes[number] = replace(panel, paragraphs=lines, box=replace(panel.box, height=high))


def _even(sheet: Sheet, plans: list[_Plan]) -> list[_Plan]:
    """Columns side by side are set in one size: that of the fullest."""
    drops = [0.0]
    for plan in plans:
        if plan.words and not plan.drawn:
            box, levels = plan.box, plan.levels
            fitted = fit(plan.words, levels, box.width, box.height, sheet.pen.face, is_spare(levels, box))
            if isinstance(fitted, Fitted) and fitted.styles:
                drops.append(max(own.size - style.size for own, style in zip(levels, fitted.styles, strict=True)))
    drop = max(drops)
    if not drop:
        return plans
    return [replace(plan, levels=tuple(style.lowered(drop) for style in plan.levels))
            for plan in plans]


def _hung(sheet: Sheet, box: Box, state: State) -> Box:
    """A rule along the top of a column that the layout gives none; what is left of its box."""
    y = box.y + RULE / 2
    sheet.add(*ruled(Line(box.x, y, box.right, y, "dk1", RULE), state, f"{sheet.pen.prefix}.rule"))
    return Box(box.x, box.y + RULE + UNDER_RULE, box.width, box.height - RULE - UNDER_RULE)


def _evidence(sheet: Sheet, slot: Slot) -> tuple[Style, ...]:
    """The levels of a place for evidence. In somebody's template it is made for lists, not for labels and big words."""
    if sheet.pen.theme.foreign and sheet.layout.role == "view":
        return tuple(sheet.pen.style(name) for name in EVIDENCE)
    return slot.levels


def _plan(sheet: Sheet, column: Column, box: Box, levels: Sequence[Style], place: str) -> _Plan:
    """Label, big words and lines: levels one, two and three of an evidence slot; in a slot of plain text a bold head."""
    pen = sheet.pen
    text = [content for content in column.body if is_textual(content)]
    drawn = [content for content in column.body if not is_textual(content)]
    evidence = sheet.layout.role in ("view", "view-three") or not place
    found: list[Paragraph] = []
    if evidence or column.big is not None:
        if not evidence:
            levels = [pen.style(name) for name in EVIDENCE]
        heads = ((column.label, 0), (column.big, 1))
        found += (Paragraph(pen.runs(words), level) for words, level in heads if words is not None)
        found += (replace(each, level=2) for each in paragraphs(text, pen))
        if column.big is None:
            levels = quiet(sheet, levels)
    else:
        foreign = pen.theme.foreign
        if column.label is not None:
            label = tuple(replace(run, bold=True) for run in pen.runs(column.label))
            found.append(Paragraph(label, marker="" if foreign else None))
        found += unmarked(text, pen) if foreign else paragraphs(text, pen)
    return _Plan(place, found, box, tuple(levels), drawn)


def _put(sheet: Sheet, plan: _Plan) -> None:
    """A column onto the page: its words, and below them what is drawn."""
    box, top = plan.box, 0.0
    if plan.words:
        room = box
        if plan.drawn:
            room = Box(box.x, box.y, box.width, min(height(plan.words, plan.levels, box.width, sheet.pen.face), box.height / 2))
            top = room.height + UNDER_RULE
        if plan.place:
            slot = sheet.slots[plan.place]
            sheet.put(plan.place, plan.words, box=None if room == slot.box else room,
                      levels=() if plan.levels == slot.levels else plan.levels)
        else:
            sheet.frame(plan.words, plan.levels, room)
    if plan.drawn:
        before = len(sheet.shapes)
        stack(sheet, plan.drawn, Box(box.x, box.y + top, box.width, box.height - top))
        if top and before < len(sheet.shapes) and isinstance(below := sheet.shapes[before], Table):
            head, *rows = below.rows  # it hangs from the column's own rule
            sheet.shapes[before] = replace(below, rows=(tuple([replace(cell, top=None) for cell in head]), *rows))


def quiet(sheet: Sheet, levels: Sequence[Style]) -> tuple[Style, ...]:
    """The levels of a column without big words: its label speaks at the size of a head, its lines follow at once."""
    head, lines = sheet.pen.style("column-head"), sheet.pen.style("cell")
    return head, levels[1], replace(lines, before=6.0, floor=min(levels[2].floor, lines.size))


def _side(sheet: Sheet, column: Column, place: str) -> None:
    """One side of a comparison: its head with the place in the text right after it, then what it says and where."""
    pen = sheet.pen
    head = sheet.slots.get(f"{place}-head")
    words = column.big if column.big is not None else column.label
    if head is not None and words is not None:
        sheet.rule(head.name, STATES[column.style])
        tag = column.label if column.big is not None else None
        room = None
        if tag is not None:
            style = pen.style("side-2")
            width = min(pen.width(tag, style), head.box.width / 2)
            most = head.box.width - width - TAG
            room = Box(head.box.x, head.box.y, min(pen.width(words, head.levels[0]), most), head.box.height)
        sheet.put(head.name, [Paragraph(pen.runs(words))], box=room)
        if tag is not None and room is not None:
            drop = 0.8 * (head.levels[0].pitch - style.pitch)
            sheet.add(pen.text(Box(room.right + TAG, head.box.y + drop, head.box.right - room.right - TAG, style.pitch),
                               (tag, replace(style, before=0.0)), name=f"{pen.prefix}.{place}.tag"))
    slot = sheet.slots[place]
    text = [content for content in column.body if is_textual(content)]
    found = [replace(each, level=min(number, 1)) for number, each in enumerate(paragraphs(text, pen))]
    drawn = [content for content in column.body if not is_textual(content)]
    if found and drawn:
        top = min(height(found, slot.levels, slot.box.width, pen.face), slot.box.height / 2)
        sheet.put(place, found, box=Box(slot.box.x, slot.box.y, slot.box.width, top))
        stack(sheet, drawn, Box(slot.box.x, slot.box.y + top + 12.0, slot.box.width, slot.box.height - top - 12.0))
    elif found:
        sheet.put(place, found)
    elif drawn:
        stack(sheet, drawn, slot.box)


def panel(sheet: Sheet, found: Sequence[Paragraph], box: Box) -> None:
    """What is said below the evidence. Where the view is not argued in full it is what the text lacks: in a dashed frame."""
    pen = sheet.pen
    styles = tuple(replace(pen.style(name), before=0.0) for name in ("cell", "cell"))
    if all(view.argued == "full" for view in sheet.entry.views):
        sheet.frame(found, styles, box)
        return
    red = [tuple(replace(run, colour="accent1") if run.bold else run for run in each.runs) for each in found]
    sheet.frame([replace(each, runs=runs) for each, runs in zip(found, red, strict=True)], styles, box,
                Stroke("accent1", 2.0, DASHED), (18.0, 12.0))


def panel_height(sheet: Sheet, found: Sequence[Paragraph], width: float) -> float:
    """The height that a panel needs."""
    return height(found, (sheet.pen.style("cell"),), width - 36.0, sheet.pen.face) + 30.0


def band(sheet: Sheet, found: Sequence[Paragraph]) -> None:
    """What both sides come to: a label where there are two paragraphs, and the question."""
    if not found:
        return
    label = () if len(found) > 1 else (Paragraph((Run(sheet.pen.word("question").text),)),)
    sheet.rule("band")
    sheet.put("band", [replace(each, level=min(number, 1)) for number, each in enumerate((*label, *found))])
