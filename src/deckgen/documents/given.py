"""What the templates of the kit can name: what the script's template is given, fit for paper, and what only the kit needs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from deckgen.documents.reader import quoted
from deckgen.formats.notes import LOWERED, MARKS, RAISED, Cite, Line, cited, clock, fenced, in_words, told
from deckgen.outline.blocks import Block, Column, Columns, Point, Points, Table
from deckgen.outline.model import Outline
from deckgen.outline.program import Entry, Program
from deckgen.scene import Deck
from deckgen.source.words import Words
from deckgen.text.inline import plain_words, read_notes
from deckgen.text.paragraph import Paragraph, Run
from deckgen.theme.model import Theme
from deckgen.value import value

T = TypeVar("T")


@value(frozen=True)
class PageLine:
    """A page that the audience is shown: its id and number, its title, and whether it is of the backup."""

    id: str
    number: int
    title: str
    backup: bool


@value(frozen=True)
class Stretch:
    """A part of the talk in the running order: a section of the first level, the opening, the closing."""

    name: str
    pages: str
    clock: str
    minutes: str


@value(frozen=True)
class ViewSaid:
    """A view as the reading group has it: its number, its sentence, and how far it is argued, as a mark and in words."""

    number: int
    short: str
    says: str
    mark: str
    state: str


@value(frozen=True)
class Gloss:
    """A lead word of a slide and its gloss."""

    text: str
    gloss: str


@value(frozen=True)
class Listed:
    """A table of a slide, as plain text: its heads and its rows."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@value(frozen=True)
class Task:
    """A slide on which the audience is asked to do something, and what: lead words with glosses."""

    title: str
    steps: tuple[Gloss, ...]


GLOSSARY = "glossary"
"""How the ids of slides begin whose tables are the glossary. Without one, it is what points are glossed with."""
FOLDED = 12
"""A table of two columns with more rows than this is set in two halves side by side."""


def on_paper(program: Program, outline: Outline, deck: Deck, theme: Theme, omitted: tuple[str, ...], cite: Cite | None,
             references: Sequence[Paragraph], backup: bool) -> dict[str, object]:
    """The names of a printed document. All text is Markdown that means its letters; `notes` keep their looks.

    `backup`: the pages of the backup are asked for.
    """
    given = told(program, outline, deck, theme, omitted, cite)
    lines: Sequence[Line] = given["entries"]  # type: ignore[assignment]
    names = given["words"]
    assert isinstance(names, Mapping)
    entries = [replace(_quoted(line), notes=notes_of(entry, cite)) for entry, line in zip(program.entries, lines, strict=True)]
    source = outline.talk.source
    return {name: each if name == "talk" else _quoted(each) for name, each in given.items() if name != "entries"} | {
        "entries": entries,
        "paper": True,
        "order": _quoted(_order(program, lines, names)),
        "pages": _quoted([page for page in _pages(deck) if backup or not page.backup]),
        "tasks": _quoted([Task(line.title, steps) for entry, line in zip(program.entries, lines, strict=True)
                          if entry.slide.template == "discussion" and not line.hidden and (steps := _glosses(entry, cite))]),
        "glossary": _quoted(_glossary(program, names, cite)),
        "views": _quoted([ViewSaid(number, plain_words(view.short), plain_words(view.says), MARKS[view.argued],
                                   names[view.argued]) for number, view in enumerate(outline.views, 1)]),
        "origin": " · ".join(quoted(plain_words(each)) for each in ((source.author, source.title, source.note) if source else ())
                             if each is not None),
        "references": [_written(each) for each in references] or [
            quoted(" ".join(filter(None, (each.text, each.gloss)))) for entry in program.entries
            if entry.slide.template == "references" for each in _glosses(entry, cite, bare=True)],
    }


def _pages(deck: Deck) -> Iterator[PageLine]:
    """Pages for the audience: never hidden ones."""
    for number, page in enumerate(deck.pages, 1):
        if not page.hidden:
            yield PageLine(page.id, number, page.title, page.backup)


def _order(program: Program, lines: Sequence[Line], words: Mapping[str, str]) -> list[Stretch]:
    """The parts of the talk with their pages and times, those of no time left out."""
    groups: dict[str, list[tuple[Entry, Line]]] = {}
    for entry, line in zip(program.entries, lines, strict=True):
        if entry.part != "backup":
            groups.setdefault(line.top or words.get(entry.part, entry.part), []).append((entry, line))
    found = []
    for name, held in groups.items():
        pages = [page for _, line in held for page in line.page.split("–") if page]
        start, minutes = held[0][0].start, sum(entry.minutes for entry, _ in held)
        if minutes:
            found.append(Stretch(name, "–".join(dict.fromkeys((pages[0], pages[-1]))) if pages else "",
                                 f"{clock(start)}–{clock(start + minutes)}", f"{minutes:g}"))
    return found


def _glosses(entry: Entry, cite: Cite | None, bare: bool = False) -> tuple[Gloss, ...]:
    """The points of a slide that have a gloss; `bare`: those without one too."""
    return tuple(Gloss(in_words(point.text, cite), in_words(point.gloss, cite)) for block in _blocks(entry.slide.body)
                 if isinstance(block, Points) for point in _points(block.points) if bare or point.gloss is not None)


def _glossary(program: Program, words: Mapping[str, str], cite: Cite | None) -> list[Listed]:
    """Tables of words: those of the glossary's slides, of like heads joined; else one of all points with a gloss."""
    tables: dict[tuple[str, ...], list[tuple[str, ...]]] = {}
    for entry in program.entries:
        if entry.slide.id.startswith(GLOSSARY):
            for block in _blocks(entry.slide.body):
                if isinstance(block, Table) and block.header:
                    head, *rows = [tuple(in_words(cell if isinstance(cell, Words) else cell.text, cite) for cell in row)
                                   for row in (block.header, *block.rows)]
                    tables.setdefault(head, []).extend(rows)
    if not tables:
        rows = [(each.text, each.gloss) for entry in program.entries
                if entry.slide.template not in ("discussion", "references") and not entry.slide.hidden
                for each in _glosses(entry, cite)]
        if rows:
            tables[words["term"], words["gloss"]] = list(dict.fromkeys(rows))
    return [_folded(head, rows) for head, rows in tables.items()]


def _folded(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> Listed:
    if len(head) != 2 or len(rows) <= FOLDED:
        return Listed(head, tuple(rows))
    half = (len(rows) + 1) // 2
    second = [*rows[half:], ("", "")]
    return Listed(head * 2, tuple(row + second[at] for at, row in enumerate(rows[:half])))


def _blocks(blocks: Sequence[Block]) -> Iterator[Block]:
    """Blocks, and those in columns."""
    for block in blocks:
        yield block
        if isinstance(block, Columns):
            for column in block.columns:
                assert isinstance(column, Column)
                yield from _blocks(column.body)


def _points(points: Sequence[Point]) -> Iterator[Point]:
    for point in points:
        yield point
        yield from _points(point.points)


# ---- text as Markdown ------------------------------------------------------------------------------------------------


def _quoted(value: T) -> T:
    """A value with all its text quoted, in whatever it holds."""
    found: Any = value
    if isinstance(value, Words):
        found = value
    elif isinstance(value, str):
        found = quoted(value)
    elif isinstance(value, (list, tuple)):
        found = type(value)(_quoted(each) for each in value)
    elif isinstance(value, Mapping):
        found = {key: _quoted(each) for key, each in value.items()}
    elif is_dataclass(value) and not isinstance(value, type):
        kept = ("id", "pages", "part")
        names = [each.name for each in fields(value) if each.name not in kept]
        found = replace(value, **{name: _quoted(getattr(value, name)) for name in names})
    return found  # type: ignore[no-any-return]


def notes_of(entry: Entry, cite: Cite | None) -> str:
    """Notes as they are read aloud, every look kept: paragraphs and lists as Markdown."""
    out: list[str] = []
    before = ""
    for each in cited(read_notes(entry.slide.notes), cite) if entry.slide.notes is not None else ():
        sign = {"–": "- ", "1.": "1. "}.get(each.marker or "", "")
        if out and not (sign and before):
            out.append("")
        out.append("  " * each.level + sign + _written(each))
        before = sign
    return "\n".join(out)


def _written(paragraph: Paragraph) -> str:
    """A paragraph's runs in our Markdown, so that reading it gives them back."""
    text = ""
    for run in paragraph.runs:
        text += _run(run, quoted(run.text) if not text else quoted("\u2060" + run.text)[1:], text)
    return text


def _run(run: Run, said: str, before: str) -> str:
    if run.shift:
        if run.text.isascii() and run.text.replace("-", "").isalnum() and before[-1:].isalnum():
            return f"~{run.text}~" if run.shift < 0 else f"^{run.text}^"
        return said.translate(LOWERED if run.shift < 0 else RAISED)
    sign = "**" if run.bold else "*" if run.brush else ""
    if run.code:
        said = fenced(run.text)
    said = f"{sign}{said}{sign}"
    return f"[{said}]({run.link})" if run.link else said
