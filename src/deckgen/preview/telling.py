"""What the browser is told, as data: pages, and all that stands around them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from deckgen.formats.html.pages import Data, notes_html, page_data, page_facts
from deckgen.messages import say
from deckgen.outline.choose import default_variant
from deckgen.outline.model import Outline
from deckgen.preview.making import Made, Wish
from deckgen.preview.words import words
from deckgen.problem import Problem, in_order
from deckgen.text.inline import plain_words


def deck_event(made: Made, before: Made | None, version: int) -> Data | None:
    """The order of the pages with what is known of each, and the pictures and notes of those that changed; None where nothing
    did."""
    kept = before.drawn if before is not None else {}
    fresh = {id: each for id, each in made.drawn.items() if id not in kept or kept[id].svg != each.svg}
    spoken = {id: each for id, each in made.drawn.items() if id not in kept or kept[id].page.notes != each.page.notes}
    order = page_facts(made.deck, made.talk.program)
    if before is not None and not fresh and not spoken and order == page_facts(before.deck, before.talk.program):
        return None
    return {"version": version, "pages": order, "svg": {id: each.svg for id, each in fresh.items()},
            "notes": {id: notes_html(each.page.notes) for id, each in spoken.items()}}


def show_pages(made: Made) -> list[Data]:
    """The pages as the windows that the talk is spoken from want them: all with pictures and notes."""
    return page_data(made.deck, made.talk.program, lambda page, _: made.drawn[page.id].svg)


def status_event(made: Made | None, faults: Sequence[Problem], wish: Wish, version: int, undo: int, redo: int,
                 spent: float) -> Data:
    """Problems, coverage, time, density, and what can be undone or chosen."""
    outline = made.talk.outline if made is not None else None
    language = "zh" if outline is not None and outline.talk.language.startswith("zh") else "en"
    found = faults or (made.problems if made is not None else ())
    slides = dict(_lines(outline)) if outline is not None else {}
    data: Data = {
        "version": version, "file": str(wish.path), "stands": not faults, "language": language, "words": words(language),
        "problems": [_problem(each, language, slides, wish) for each in in_order(found)],
        "undo": undo, "redo": redo, "spent": round(spent, 1)}
    if made is None or outline is None:
        return data
    program, coverage = made.talk.program, made.coverage
    missing = {view.id for view in coverage.missing_views} if coverage is not None else set()
    carriers = {entry.title.key.split("/")[1]: entry.slide.id for entry in program.entries
                if entry.title is not None and entry.title.key.startswith("views/")}
    sections = (len(coverage.sections), len(coverage.sections) + len(coverage.missing_sections)) if coverage else (0, 0)
    return {
        **data, "whole": made.whole, "title": plain_words(outline.talk.title),
        "variants": list(outline.variants), "variant": program.name,
        "default": default_variant(outline), "minutes": wish.minutes, "spoken": program.minutes,
        "allowed": wish.minutes or program.variant.minutes,
        "views": [{"id": view.id, "short": plain_words(view.short), "argued": view.argued, "covered": view.id not in missing,
                   "slide": carriers.get(view.id, "")} for view in outline.views],
        "sections": sections,
        "density": {slide: round(amount) for slide, amount in made.subject.amounts.items()} if made.subject is not None else {}}


def _lines(outline: Outline) -> Iterator[tuple[int, str]]:
    """The line where each slide starts, with its id."""
    sections = (section for top in outline.sections for section in top.walk())
    within = (slide for section in sections for slide in section.slides)
    for slide in (*outline.opening, *within, *outline.closing, *outline.backup):
        if slide.span is not None and slide.span.source is outline.source:
            yield slide.span.line, slide.id


def _problem(problem: Problem, language: str, slides: Mapping[int, str], wish: Wish) -> Data:
    span = problem.span
    data: Data = {"message": say(problem.message, language), "hint": say(problem.hint, language) if problem.hint else "",
                  "rule": problem.rule, "severity": problem.severity}
    if span is None:
        return data
    slide = ""
    if span.source.path == wish.path:
        slide = slides.get(max((line for line in slides if line <= span.line), default=0), "")
    text = span.source.lines[span.line - 1] if 0 < span.line <= len(span.source.lines) else ""
    return {**data, "file": str(span.source.path.resolve()), "line": span.line, "column": span.column, "text": text[:400],
            "slide": slide}
