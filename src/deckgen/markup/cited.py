"""Markup with marks in the place of the citations that a template printed, and with the list of references where it belongs.

Blocks keep their words: these are read later.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from deckgen.citations.citations import Citations
from deckgen.citations.slide import takes_list
from deckgen.markup.contents import Content, Grid, Markup, Prose, Quotation
from deckgen.outline.program import Entry
from deckgen.text.paragraph import Paragraph, Runs

Cite = Callable[[Runs], Runs]


def with_marks(markup: Markup, citations: Citations, entry: Entry) -> Markup:
    """The markup of a slide, with marks as they stand on slides and, in its notes, as they are spoken."""
    cite = citations.on_slides
    slots = {name: tuple(_content(each, cite) for each in contents) for name, contents in markup.slots.items()}
    if not slots and takes_list(entry):
        slots = {"body": (Prose(citations.entries()),)}
    return replace(markup, title=cite(markup.title), slots=slots, notes=_paragraphs(markup.notes, citations.in_notes))


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
