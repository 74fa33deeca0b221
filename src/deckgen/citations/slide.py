"""The list of references: on a slide that the author wrote for it, else on one of its own at the very end.

A slide with the template `references` and no body takes the list. Where there is none, the list stands in the appendix: nobody
reads it out, and it counts for no minutes, but who asks is shown it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from deckgen.citations.citations import Citations, citations_of
from deckgen.citations.read import library_of
from deckgen.outline.model import Outline, Slide
from deckgen.outline.program import Entry, Program
from deckgen.source.words import Words

TEMPLATE = "references"


def citing(outline: Outline, program: Program, home: Path, title: str) -> tuple[Outline, Program, Citations | None]:
    """A talk with its references read from the folder `home`, and with a slide that lists those that it cites.

    Raises DeckgenError where the file is at fault, or a citation leads nowhere.
    """
    citations = citations_of(outline, program, library_of(outline, home))
    if citations is None:
        return outline, program, None
    program = with_list(program, citations, title)
    return replace(outline, words={**outline.words, **listed_words(citations, program)}), program, citations


def with_list(program: Program, citations: Citations, title: str) -> Program:
    """The program with a slide for the list, where it cites anything and no slide takes the list."""
    if not citations.works or any(takes_list(entry) for entry in program.entries):
        return program
    taken = {entry.slide.id for entry in program.entries}
    names = (TEMPLATE, *(f"{TEMPLATE}-{number}" for number in range(2, len(taken) + 2)))
    id = next(name for name in names if name not in taken)
    span = citations.library.source.span(0, 0)
    words = Words(title, "talk/references", span)
    slide = Slide(id=id, template=TEMPLATE, title=words, views=(), minutes=0.0, span=span)
    spoken = sum(entry.minutes for entry in program.entries)
    entry = Entry(slide, words, None, None, "backup", (), 0.0, spoken, True)
    return replace(program, entries=(*program.entries, entry))


def takes_list(entry: Entry) -> bool:
    """Whether the list goes on this slide."""
    return entry.shown and entry.slide.template == TEMPLATE and not entry.slide.body


def listed_words(citations: Citations, program: Program) -> dict[str, Words]:
    """What the list brings to the outline's words: its entries and, where it is ours, its title."""
    titles: Sequence[Words] = [entry.title for entry in program.entries if takes_list(entry) and entry.title is not None]
    return {**citations.words, **{each.key: each for each in titles if each.key == "talk/references"}}
