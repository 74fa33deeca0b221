"""Layout: each slide's markup in the slots of its theme's layout, as pages whose shapes are placed and measured."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from difflib import get_close_matches

from deckgen.layout import furniture
from deckgen.layout.pen import Pen
from deckgen.layout.roles import fill
from deckgen.layout.sheet import Measured, Sheet
from deckgen.markup import Markup
from deckgen.outline.model import Columns, Outline
from deckgen.outline.program import Entry, Program
from deckgen.problem import DeckgenError, Problem
from deckgen.scene import Box, Deck, Page, Part, Segment
from deckgen.text.face import Face
from deckgen.text.fit import Fitted, Overflow
from deckgen.text.inline import plain_words
from deckgen.theme.model import Layout, Theme


def lay_out(program: Program, outline: Outline, markups: Sequence[Markup | None], theme: Theme, face: Face) -> Deck:
    """The pages of one variant, with what holds for the whole file. Raises DeckgenError with everything that does not fit."""
    problems: list[Problem] = []
    scale = theme.scale
    if scale != 1:
        from deckgen.theme.scaling import scaled_theme

        theme = scaled_theme(theme, 1 / scale)
    parts = furniture.deck_ruler(outline)
    pages: list[Page] = []
    lines: dict[Measured, Fitted | Overflow] = {}
    for entry, markup in zip(program.entries, markups, strict=True):
        if markup is None:
            continue
        layout = find_layout(theme, markup, entry, problems)
        if layout is not None:
            pen = Pen(Box(0, 0, theme.width, theme.height), theme, face, outline.talk.language, f"dg.{entry.slide.id}", problems,
                      words=outline.words, home=entry.slide.span)
            sheet = Sheet(outline, entry, _placed(markup), layout, pen, lines=lines)
            page = _page if not theme.foreign else _foreign
            pages.append(page(sheet, parts, len(pages) + 1))
    if theme.foreign:
        from deckgen.layout.finish import finished

        pages = [finished(page, scale, theme.layouts[page.layout].paint,
                          [name for name, slot in theme.layouts[page.layout].slots.items() if slot.plain]) for page in pages]
    if problems:
        raise DeckgenError(problems)
    talk = outline.talk
    title, subject = plain_words(talk.title), plain_words(talk.source.title) if talk.source is not None else ""
    return Deck(talk.id, title, talk.language, tuple(pages), _parts(program, outline, theme), parts, title, subject=subject,
                date=talk.date, variant=program.name)


def find_layout(theme: Theme, markup: Markup, entry: Entry, problems: list[Problem]) -> Layout | None:
    """The layout that plays the markup's role; a view with three columns of evidence has one of its own."""
    role = markup.role
    three = "third" in markup.slots or any(isinstance(content, Columns) and len(content.columns) == 3
                                            for content in markup.slots.get("body", ()))
    if role == "view" and three and "view-three" in theme.layouts:
        role = "view-three"
    if role in theme.layouts:
        return theme.layouts[role]
    for layout in theme.layouts.values():
        if layout.role == role:
            return layout
    near = get_close_matches(role, theme.layouts, 1)
    hint = f"did you mean '{near[0]}'?" if near else f"known roles: {', '.join(theme.layouts)}"
    problems.append(Problem(f"no layout of the theme plays the role '{role}' that the template '{entry.slide.template}' asks for",
                            entry.slide.span, hint, "unknown-role"))
    return None


def _placed(markup: Markup) -> Markup:
    """Three columns that a template wrote stand left, in the middle and right."""
    if "third" not in markup.slots:
        return markup
    names = {"right": "middle", "third": "right"}
    return replace(markup, slots={names.get(name, name): contents for name, contents in markup.slots.items()})


def _page(sheet: Sheet, parts: tuple[Segment, ...], number: int) -> Page:
    entry = sheet.entry
    furniture.title(sheet)
    furniture.kicker(sheet)
    furniture.coverage(sheet)
    furniture.ruler(sheet, parts)
    fill(sheet)
    furniture.numeral(sheet)
    furniture.source(sheet)
    furniture.footer(sheet)
    segments = furniture.own_segments(sheet) if parts else ()
    id = entry.slide.id
    return Page(id, id, sheet.layout.name, furniture.title_text(sheet), tuple(sheet.shapes), sheet.markup.notes, segments,
                entry.minutes, entry.slide.hidden, entry.part == "backup", number)


def _foreign(sheet: Sheet, parts: tuple[Segment, ...], number: int) -> Page:
    """A page in somebody's template: of the layouts that may take it the first that does, else what the first one lacks."""
    from deckgen.layout.foreign import attempts, fill, footer

    problems = sheet.pen.problems
    lacking: list[Problem] = []
    for layout in attempts(sheet.pen.theme, sheet.markup, sheet.layout):
        pen = replace(sheet.pen, problems=[])
        tried = replace(sheet, layout=layout, pen=pen, shapes=[], filled=set())
        furniture.title(tried)
        fill(tried)
        footer(tried)
        if not pen.problems:
            break
        lacking = lacking or pen.problems
    else:
        problems += lacking
    id = sheet.entry.slide.id
    return Page(id, id, layout.name, furniture.title_text(tried), tuple(tried.shapes), tried.markup.notes, (),
                sheet.entry.minutes, sheet.entry.slide.hidden, sheet.entry.part == "backup", number)


def _parts(program: Program, outline: Outline, theme: Theme) -> tuple[Part, ...]:
    """Opening, the top-level sections, closing and backup, in the order of the program; parts without pages are left out."""
    names: dict[str, str] = {}
    pages: dict[str, list[str]] = {}
    for entry in program.entries:
        if not entry.shown:
            continue
        top = entry.top if entry.part == "section" else None
        key = f"section/{top.id}" if top is not None else entry.part
        if key not in names:
            names[key] = _name(entry, outline, theme)
        pages.setdefault(key, []).append(entry.slide.id)
    return tuple(Part(names[key], tuple(ids)) for key, ids in pages.items())


def _name(entry: Entry, outline: Outline, theme: Theme) -> str:
    if entry.part != "section" or entry.top is None:
        return theme.word(entry.part, outline.talk.language)
    words = [plain_words(each) for each in (entry.top.number, entry.top.title) if each is not None]
    return " ".join(words) or entry.top.id
