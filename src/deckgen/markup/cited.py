"""Markup with marks in the place of the citations that a template printed. Blocks keep their words: these are read later."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from deckgen.markup.contents import Content, Grid, Markup, Prose, Quotation
from deckgen.text.paragraph import Paragraph, Runs

Cite = Callable[[Runs], Runs]


def with_marks(markup: Markup, on_slides: Cite, in_notes: Cite) -> Markup:
    """The same markup, with marks as they stand on slides and, in its notes, as they are spoken."""
    slots = {name: tuple(_content(each, on_slides) for each in contents) for name, contents in markup.slots.items()}
    return replace(markup, title=on_slides(markup.title), slots=slots, notes=_paragraphs(markup.notes, in_notes))


def _content(content: Content, cite: Cite) -> Content:
    match content:
        case Prose():
            return Prose(_paragraphs(content.paragraphs, cite))
        case Quotation():
            return Quotation(tuple(cite(line) for line in content.lines), cite(content.by))
        case Grid():
            rows = tuple(tuple(cite(cell) for cell in row) for row in content.rows)
            return Grid(tuple(cite(cell) for cell in content.header), rows)
        case _:
            return content


def _paragraphs(paragraphs: tuple[Paragraph, ...], cite: Cite) -> tuple[Paragraph, ...]:
    return tuple(replace(each, runs=cite(each.runs)) for each in paragraphs)
