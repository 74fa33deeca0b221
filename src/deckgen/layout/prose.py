"""Text and points as the paragraphs of a placeholder: level 1 without a marker, "–" and "·" below it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TypeGuard

from deckgen.layout.pen import Pen
from deckgen.markup import Content, Prose, Quotation
from deckgen.outline.blocks import Point, Points, Quote, Text
from deckgen.text.paragraph import Click, Paragraph, Run, Runs, Style, counted, lines

Textual = Prose | Quotation | Text | Points | Quote

LEDGER = range(2, 6)
"""How many points with a gloss make a ledger."""
HANG = 1.4
"""Room for a number left of its point, in em."""


def is_ledger(content: Content) -> TypeGuard[Points]:
    """Points that all have a gloss, few enough to stand as rows. Those that come one by one can't: a table appears as a whole."""
    return (isinstance(content, Points) and not content.build and len(content.points) in LEDGER
            and all(point.gloss is not None and not point.points for point in content.points))


def is_textual(content: Content) -> TypeGuard[Textual]:
    """Contents that are set as paragraphs."""
    return isinstance(content, Prose | Quotation | Text | Points | Quote) and not is_ledger(content)


def paragraphs(contents: Iterable[Content], pen: Pen) -> tuple[Paragraph, ...]:
    """The paragraphs of text-like contents, one after the other; what is none is passed over."""
    found: list[Paragraph] = []
    for content in contents:
        match content:
            case Text():
                click: Click = "click" if content.build else ""
                found += (Paragraph(runs, click=click) for runs in pieces(pen.runs(content.text)))
            case Points():
                found += _points(content.points, pen, 0, content.numbered, "click" if content.build else "")
            case Prose():
                found += content.paragraphs
            case Quote():
                found += (Paragraph(line) for line in lines(pen.runs(content.text)))
                if content.by is not None:
                    found.append(Paragraph(pen.runs(content.by), 1, marker=""))
            case Quotation():
                found += (Paragraph(line) for line in content.lines)
                if content.by:
                    found.append(Paragraph(content.by, 1, marker=""))
            case _:
                pass
    return tuple(found)


def unmarked(contents: Iterable[Content], pen: Pen) -> list[Paragraph]:
    """The same for a slot whose first level has a bullet: only points keep it."""
    found: list[Paragraph] = []
    for content in contents:
        own = paragraphs([content], pen)
        bulleted = isinstance(content, Points | Prose)
        found += own if bulleted else [replace(each, marker="") if each.marker is None else each for each in own]
    return found


def _points(points: Sequence[Point], pen: Pen, level: int, numbered: bool = False,
            click: Click = "") -> list[Paragraph]:
    found = []
    heads = not level and 2 * sum(bool(point.points) for point in points) > len(points)  # most are heads of what stands below
    for point in points:
        runs = pen.runs(point.text)
        if point.gloss is not None:
            runs = (*(replace(run, bold=True) for run in runs), Run("  "), *pen.runs(point.gloss))
        elif heads:
            runs = tuple([run if run.shift else replace(run, bold=True) for run in runs])
        found.append(Paragraph(runs, level, marker="1." if numbered else None, click=click))
        found += _points(point.points, pen, level + 1, click="with" if click else "")
    return found


def numbered(found: Sequence[Paragraph], levels: Sequence[Style]) -> tuple[Sequence[Paragraph], tuple[Style, ...]]:
    """Paragraphs with room left of their numbers: the styles of the slot that holds them, empty where nothing is numbered.

    Where only some of the first level is numbered, the paragraphs carry their styles themselves.
    """
    first = [each.marker for each in found if each.level == 0 and counted(each.marker)]
    if not first:
        return found, ()
    hang = round(HANG * levels[0].size)
    shifted = (replace(levels[0], indent=hang, hang=hang, marker=first[0] or "", marker_colour="dk1"),
               *(replace(style, indent=style.indent + hang) for style in levels[1:]))
    if all(each.marker == first[0] for each in found if each.level == 0):
        return found, shifted
    carried, own = [], levels
    for each in found:
        if each.level == 0:
            own = (replace(shifted[0], marker=each.marker or ""), *shifted[1:]) if counted(each.marker) else levels
        carried.append(replace(each, style=own[min(each.level, len(own) - 1)], level=0, marker=None))
    return carried, ()


def further(found: Sequence[Paragraph], start: int, stop: int) -> list[Paragraph]:
    """Some of the paragraphs, for a page of their own: numbers go on where the page before left them.

    What came with a point on that page comes at a click here.
    """
    part = list(found[start:stop])
    if start and part[0].click:
        part[0] = replace(part[0], click="click")
    before = 0
    for each in reversed(found[:start]):
        if each.level == 0 and not counted(each.marker):
            break
        before += each.level == 0
    for place, each in enumerate(part):
        if each.level == 0:
            if not before or not counted(each.marker):
                break
            part[place] = replace(each, marker=f"{before + 1}.")
    return part


def pieces(runs: Runs) -> list[Runs]:
    """Runs cut at empty lines: the paragraphs of a text block."""
    if not any("\n\n" in run.text for run in runs):
        return [runs]
    found: list[list[Run]] = [[]]
    for run in runs:
        first, *others = run.text.split("\n\n")
        if first.strip("\n"):
            found[-1].append(replace(run, text=first.strip("\n")))
        for text in others:
            found.append([replace(run, text=text.strip("\n"))] if text.strip("\n") else [])
    return [tuple(piece) for piece in found if piece]
