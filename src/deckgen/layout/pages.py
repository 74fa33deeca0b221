"""Layout: each slide's markup in the slots of its theme's layout, as pages whose shapes are placed and measured."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial

from deckgen.layout import furniture
from deckgen.layout.pen import Pen
from deckgen.layout.roles import fill
from deckgen.layout.sheet import Measured, Sheet
from deckgen.markup import Markup
from deckgen.outline.blocks import Columns
from deckgen.outline.model import Outline
from deckgen.outline.program import Entry, Program
from deckgen.problem import DeckgenError, Problem, did_you_mean
from deckgen.scene import Box, Deck, Media, Page, Part, Segment
from deckgen.text.face import Face
from deckgen.text.fit import Fitted, Overflow
from deckgen.text.inline import plain_words
from deckgen.text.paragraph import Paragraph, Run, Runs
from deckgen.theme.model import Layout, Theme

Draw = Callable[[Sheet], None]


def lay_out(program: Program, outline: Outline, markups: Sequence[Markup | None], theme: Theme, face: Face,
            cite: Callable[[Runs], Runs] | None = None, pictures: Mapping[str, Media] | None = None) -> Deck:
    """The pages of one variant, with what holds for the whole file. Raises DeckgenError with everything that does not fit.

    `cite` puts marks in the place of citations, where the talk cites; `pictures` are the outline's, by the keys of their blocks.
    """
    problems: list[Problem] = []
    scale = theme.scale
    if scale != 1:
        from deckgen.theme.scaling import scaled_theme

        theme = scaled_theme(theme, 1 / scale)
    parts = furniture.deck_ruler(outline)
    pages: list[Page] = []
    lines: dict[Measured, Fitted | Overflow] = {}
    for entry, markup in zip(program.entries, markups, strict=True):
        if entry.slide.native is not None:
            from deckgen.layout.native import native_page  # most talks use none

            pages.append(native_page(entry, outline, theme, Pen(
                Box(0, 0, theme.width, theme.height), theme, face, outline.talk.language, f"dg.{entry.slide.id}", problems)))
            continue
        if markup is None:
            continue
        layout = find_layout(theme, markup, entry, problems)
        if layout is not None:
            pen = Pen(Box(0, 0, theme.width, theme.height), theme, face, outline.talk.language, f"dg.{entry.slide.id}", problems,
                      words=outline.words, home=entry.slide.span, cite=cite, pictures=pictures or {})
            sheet = Sheet(outline, entry, _placed(markup), layout, pen, lines=lines)
            pages += _pages(sheet, parts) if not theme.foreign else _foreign(sheet)
    if theme.foreign or any(layout.paint for layout in theme.layouts.values()):
        from deckgen.layout.finish import finished

        pages = [page if page.native is not None and scale == 1 else finished(page, scale, theme.layouts[page.layout].paint,
                          [name for name, slot in theme.layouts[page.layout].slots.items() if slot.plain]) for page in pages]
    if problems:
        raise DeckgenError(problems)
    talk = outline.talk
    title, subject = plain_words(talk.title), plain_words(talk.source.title) if talk.source is not None else ""
    named = parts_of(program, outline, theme, pages)
    author = plain_words(talk.author) if talk.author is not None else ""
    return Deck(talk.id, title, talk.language, tuple(pages), named, parts, title, author=author, subject=subject, date=talk.date,
                variant=program.name, licence=plain_words(talk.licence) if talk.licence is not None else "")


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
    hint = did_you_mean(role, theme.layouts) + f"roles of the theme: {', '.join(theme.layouts)}"
    problems.append(Problem(f"no layout of the theme plays the role '{role}' that the template '{entry.slide.template}' asks for",
                            entry.slide.span, hint, "unknown-role"))
    return None


def _placed(markup: Markup) -> Markup:
    """Three columns that a template wrote stand left, in the middle and right."""
    if "third" not in markup.slots:
        return markup
    names = {"right": "middle", "third": "right"}
    return replace(markup, slots={names.get(name, name): contents for name, contents in markup.slots.items()})


def _pages(sheet: Sheet, parts: tuple[Segment, ...]) -> list[Page]:
    """The page of a slide, and those on which it goes on; all bear the slide's title, kicker, mark, source and segments."""
    def drawn(sheet: Sheet, draw: Draw) -> Page:
        furniture.title(sheet)
        furniture.kicker(sheet)
        furniture.coverage(sheet)
        furniture.ruler(sheet, parts)
        draw(sheet)
        furniture.numeral(sheet)
        furniture.source(sheet)
        furniture.footer(sheet)
        return _page(sheet)

    return [drawn(sheet, fill), *_onward(sheet, drawn)]


def _onward(sheet: Sheet, drawn: Callable[[Sheet, Draw], Page]) -> Iterator[Page]:
    """The further pages of a slide: `drawn` makes a page of a sheet and of what draws its contents."""
    for place, draws in enumerate(sheet.onward, 2):
        pen = replace(sheet.pen, prefix=f"{sheet.pen.prefix}~{place}", count=0)
        later = replace(sheet, pen=pen, shapes=[], filled=set(), onward=[], page=place)

        def draw(further: Sheet, draws: Sequence[Draw] = draws) -> None:
            for each in draws:
                each(further)

        yield drawn(later, draw)


def _page(sheet: Sheet) -> Page:
    entry = sheet.entry
    slide, first = entry.slide.id, sheet.page == 1
    notes, credit = sheet.markup.notes if first else _pointer(sheet), None
    if sheet.outline.borrowed:
        credit = furniture.credit(sheet)
        if credit is not None and credit.text and first:
            notes = (*notes, Paragraph((Run(credit.text),), marker=""))
    return Page(slide if first else f"{slide}~{sheet.page}", slide, sheet.layout.name, furniture.title_text(sheet),
                tuple(sheet.shapes), notes, entry.minutes if first else 0.0, entry.slide.hidden, entry.part == "backup", credit)


def _pointer(sheet: Sheet) -> tuple[Paragraph, ...]:
    """The notes of a further page: where the slide's notes stand. All of them belong to its first page."""
    if not sheet.markup.notes or not sheet.pen.theme.has_word("notes-before"):
        return ()
    return (Paragraph((sheet.pen.word("notes-before"),), marker=""),)


def _foreign(sheet: Sheet) -> list[Page]:
    """The pages in somebody's template: of the layouts that may take the slide the first that does; else it goes on over
    further pages in the first layout where it can; else what is in the way of the layout that lacks least is a problem.
    """
    from deckgen.layout.foreign import attempts, fill, footer

    def drawn(sheet: Sheet, draw: Draw) -> Page:
        furniture.title(sheet)
        draw(sheet)
        footer(sheet)
        return _page(sheet)

    lacking: list[Problem] = []
    for flows in (False, True):
        for layout in attempts(sheet.pen.theme, sheet.markup, sheet.layout):
            pen = replace(sheet.pen, problems=[])
            tried = replace(sheet, layout=layout, pen=pen, shapes=[], filled=set(), onward=[])
            page = drawn(tried, partial(fill, flows=flows))
            if not pen.problems:
                return [page, *_onward(tried, drawn)]
            if not lacking or len(pen.problems) < len(lacking):
                lacking = pen.problems
    sheet.pen.problems += lacking
    return [page]


def parts_of(program: Program, outline: Outline, theme: Theme, made: Sequence[Page]) -> tuple[Part, ...]:
    """Opening, the top-level sections, closing and backup, in the order of the program; parts without pages are left out."""
    ids: dict[str, list[str]] = {}
    for page in made:
        ids.setdefault(page.slide, []).append(page.id)
    names: dict[str, str] = {}
    pages: dict[str, list[str]] = {}
    for entry in program.entries:
        if not entry.shown:
            continue
        top = entry.top if entry.part == "section" else None
        key = f"section/{top.id}" if top is not None else entry.part
        if key not in names:
            names[key] = _name(entry, outline, theme)
        pages.setdefault(key, []).extend(ids[entry.slide.id])
    return tuple(Part(names[key], tuple(ids)) for key, ids in pages.items())


def _name(entry: Entry, outline: Outline, theme: Theme) -> str:
    if entry.part != "section" or entry.top is None:
        return theme.word(entry.part, outline.talk.language)
    words = [plain_words(each) for each in (entry.top.number, entry.top.title) if each is not None]
    return " ".join(words) or entry.top.id
