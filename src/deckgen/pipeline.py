"""The way through the house: read → render → lay out → write → read back, on one screen.

Nothing here prints. Files are written beside their target and renamed at the very end, so that a build that fails leaves
the old files as they were.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from deckgen.checks.coverage import Coverage, Shown, cover
from deckgen.checks.rule import Stage, Subject
from deckgen.checks.rules import look, unknown
from deckgen.formats.notes import script
from deckgen.formats.powerpoint.guard import untouched
from deckgen.formats.powerpoint.read import read_back
from deckgen.formats.powerpoint.write import write_pptx
from deckgen.layout.pages import lay_out
from deckgen.markup import Markup, read_markup
from deckgen.natives import natives, placed, sized
from deckgen.outline.blocks import Image
from deckgen.outline.choose import choose, default_variant
from deckgen.outline.model import Outline
from deckgen.outline.program import Entry, Program
from deckgen.outline.reader import read_outline
from deckgen.problem import DeckgenError, Problem, Unusable, did_you_mean
from deckgen.scene import Deck, Media
from deckgen.templating import Templates, builtin
from deckgen.text.face import Face
from deckgen.text.inline import plain_words
from deckgen.text.widths import face
from deckgen.theme.model import Theme
from deckgen.themes import theme_of
from deckgen.value import value

if TYPE_CHECKING:
    from deckgen.checks.render import Rendered
    from deckgen.citations.citations import Citations


COLOURS = 96
"""Colours of a picture of a page: ink, paper, red and the steps between them."""


@value(frozen=True)
class Talk:
    """One variant of an outline, or its deck for so many minutes, on its way: read, chosen, and the means to draw it."""

    outline: Outline
    program: Program
    templates: Templates
    theme: Theme
    citations: Citations | None = None

    @property
    def is_default(self) -> bool:
        """Whether this is the variant that is built when none is named."""
        return self.program.budget is None and self.program.name == default_variant(self.outline)

    @property
    def stem(self) -> str:
        """What its files are called, without an ending: the talk's id, and which of its decks this is."""
        return ".".join((self.outline.talk.id, *(() if self.is_default else (self.program.name,))))

    @property
    def face(self) -> Face:
        """What its text is measured with."""
        return face(self.theme.latin, self.theme.code)


@value(frozen=True)
class Built:
    """What a build made: the deck, its files by format, and what they were found to carry."""

    talk: Talk
    deck: Deck
    files: Mapping[str, Path]
    coverage: Coverage
    advice: tuple[Problem, ...]
    subject: Subject | None = None
    """What the rules looked at, where it was examined."""


def read_talk(path: Path, allow: tuple[Path, ...] = ()) -> Outline:
    """The outline in a file, with the slides that it uses of other outlines and of PowerPoint files. Raises as `read_outline`."""
    return read_outline(path, allow, natives)


def open_talk(path: Path, variant: str | None = None, outline: Outline | None = None, theme: Path | None = None,
              minutes: float | None = None) -> Talk:
    """Read an outline (unless it is handed in) and choose a variant of it, or the slides for so many `minutes`.

    `theme` is a template to use instead of its own. Templates of outlines that slides are used of are found after its own and
    the built-in ones. Raises DeckgenError where there is no such variant, or too few minutes.
    """
    outline = outline or read_talk(path)
    folders = [path.parent / "templates", builtin()]
    lent = dict.fromkeys(source.path.parent / "templates" for source in outline.sources[1:])
    templates = Templates([*folders, *lent])
    talk = Talk(outline, chosen(outline, variant, minutes), templates, theme_of(outline, folders, path.parent, theme))
    if not cites(outline):
        return talk
    from deckgen.citations.slide import citing  # most talks cite nothing

    title = talk.theme.word("references", outline.talk.language) if talk.theme.has_word("references") else "References"
    outline, program, citations = citing(outline, talk.program, path.parent, title)
    return replace(talk, outline=outline, program=program, citations=citations)


def cites(outline: Outline) -> bool:
    """Whether a talk may cite anything. Most do not."""
    return outline.talk.references is not None or any("[@" in source.text for source in outline.sources)


def chosen(outline: Outline, variant: str | None, minutes: float | None) -> Program:
    """The slides of a variant, or for so many minutes. Raises DeckgenError where there are none such."""
    if minutes is None:
        return choose(outline, variant)
    from deckgen.outline.joining import fit  # most builds ask for a variant

    return fit(outline, minutes)


def render(talk: Talk) -> list[Markup | None]:
    """Every shown slide through its template; None for pauses. All problems of all slides at once."""
    markups: list[Markup | None] = []
    problems: dict[Problem, None] = {}
    for entry in talk.program.entries:
        if not entry.shown or entry.slide.native is not None:
            markups.append(None)
            continue
        try:
            name = str(entry.slide.template)
            asked = talk.outline.span(f"{entry.slide.id}/template") or entry.slide.span
            text = talk.templates.slide(name, context(entry, talk), asked)
            markup = read_markup(text, talk.outline, name, entry)
            if talk.citations is not None:
                from deckgen.markup.cited import with_marks

                markup = with_marks(markup, talk.citations, entry)
            markups.append(markup)
        except DeckgenError as error:
            problems.update(dict.fromkeys(error.problems))
    if problems:
        raise DeckgenError(problems)
    return markups


def context(entry: Entry, talk: Talk) -> dict[str, object]:
    """What a slide's template can name."""
    outline = talk.outline
    return {"slide": entry.slide, "talk": outline.talk, "section": entry.section, "top": entry.top, "views": entry.views,
            "all_views": outline.views, "variant": talk.program.name, "program": talk.program, "outline": outline}


def make_deck(talk: Talk, stage: Stage = "build", once: bool = True) -> tuple[Deck, tuple[Problem, ...]]:
    """Render and lay out; the deck, and what the rules of the stage find. `once`: those of the outline alone too."""
    subject = laid_out(talk)
    return subject.deck, (*unknown(talk.outline), *look(subject, stage, once))


def laid_out(talk: Talk) -> Subject:
    """A talk with what was made of it, as the rules look at it."""
    markups = render(talk)
    citations = talk.citations
    deck = lay_out(talk.program, talk.outline, markups, talk.theme, talk.face, citations.on_slides if citations else None,
                   media(talk.outline))
    return Subject(talk.outline, talk.program, markups, deck, talk.theme, talk.is_default, citations)


def media(outline: Outline) -> Mapping[str, Media]:
    """The outline's pictures by the keys of their blocks. Most decks hold none."""
    if not any(isinstance(block, Image) for block in outline.blocks.values()):
        return {}
    from deckgen.pictures import read_pictures

    return read_pictures(outline)


def build(talk: Talk, target: Path, formats: tuple[str, ...] = ("pptx", "notes"), force: bool = False,
          strict: bool = False) -> Built:
    """Make the files of one variant. `target` is the deck's path; the notes and the documents of the kit stand beside it.

    Raises DeckgenError, the old files untouched, where the author's files have problems (`strict`: or what is worth knowing),
    where the file as written misses a view, or where the deck that would be replaced was changed by hand; Unusable where a path
    cannot be written.
    """
    deck, found = make_deck(talk, "strict" if strict else "build")
    if strict and found:
        raise DeckgenError(found)
    stem = target.name.removesuffix(".pptx")
    kit = [name for name in formats if name not in ("pptx", "notes")]
    files = {"pptx": target, "notes": target.with_name(f"{stem}.notes.md")}
    if kit:
        from deckgen.documents.kit import KINDS

        files |= {name: target.with_name(stem + KINDS[name].suffix) for name in kit}
    wanted = {name: files[name] for name in formats}
    if "pptx" in wanted and not force:
        refuse_changed(target)
    with beside(files, wanted) as parts:
        told = write_pptx(deck, talk.theme, parts["pptx"])
        coverage = covered(talk, deck, parts["pptx"])
        if coverage.problems:
            raise DeckgenError(coverage.problems)
        omitted = tuple(plain_words(section.title) for section in coverage.missing_sections if section.title is not None)
        parts["notes"].write_text(script(talk.program, talk.outline, deck, talk.theme, talk.templates, omitted,
                                         talk.citations.in_notes if talk.citations else None),
                                  encoding="utf-8", newline="\n")
        if kit:
            for name, made in kit_of(talk, deck, kit, omitted).items():
                parts[name].write_bytes(made)
        if force and "pptx" in wanted:
            put_aside(target)
    return Built(talk, deck, wanted, coverage, (*coverage.advice, *found, *placed(talk.outline, told)))


def kit_of(talk: Talk, deck: Deck, names: Sequence[str], omitted: tuple[str, ...]) -> dict[str, bytes]:
    """Documents of the teaching kit, by the names of `documents.kit`; `omitted` are titles of sections that were left out."""
    from deckgen.documents.kit import Material, documents

    citations = talk.citations
    references = [replace(each, runs=citations.in_notes(each.runs)) for each in citations.entries()] if citations else []
    return documents(Material(talk.program, talk.outline, deck, talk.theme, talk.face, talk.templates, omitted,
                              citations.in_notes if citations else None, references, art_below(talk, deck)), names)


def art_below(talk: Talk, deck: Deck) -> dict[str, str]:
    """What somebody's template draws below the pages, as addresses by layout; nothing where LibreOffice is not there to say."""
    if not talk.theme.foreign:
        return {}
    from deckgen.formats.art import as_addresses, layout_art

    try:
        return as_addresses(layout_art(talk.theme, [page.layout for page in deck.pages], deck.language))
    except Unusable:
        return {}


def examine(talk: Talk, once: bool = True) -> Built:
    """Everything that `build` does but write, and every rule. Not `once`: without the rules of the outline alone.

    Coverage is that of the pages as they were laid out; a build reads it from the file that it wrote.
    """
    return judged(talk, laid_out(talk), once)


def judged(talk: Talk, subject: Subject, once: bool = True) -> Built:
    """The second half of `examine`: coverage and the rules, over pages that are laid out."""
    from deckgen.checks.texts import laid

    deck = subject.deck
    coverage = counted(talk, deck, laid(deck))
    told = {problem.span for problem in coverage.problems}
    found = (*unknown(talk.outline), *(each for each in look(subject, "check", once) if each.span not in told))
    return Built(talk, deck, {}, coverage, (*coverage.advice, *found, *sized(talk.outline, talk.theme)), subject)


def print_out(examined: Sequence[Built], tell: Callable[[int], None]) -> list[Rendered]:
    """Every deck as LibreOffice prints it, held against what the layout promised; hidden pages are printed too.

    `tell` hears the number of the deck that is printed, from 1. Raises Unusable where LibreOffice or pdftotext is missing.
    """
    from tempfile import TemporaryDirectory

    from deckgen.checks.render import compare
    from deckgen.formats.rendered import print_decks

    with TemporaryDirectory() as name:
        folder = Path(name)
        paths = [folder / f"{number}.pptx" for number in range(1, len(examined) + 1)]
        for path, built in zip(paths, examined, strict=True):
            pages = tuple(replace(page, hidden=False) for page in built.deck.pages)
            write_pptx(replace(built.deck, pages=pages), built.talk.theme, path)
        printed = print_decks(paths, folder, lambda path: tell(int(path.stem)))
    return [compare(built.deck, built.talk.theme, built.talk.face, built.talk.outline, pages)
            for built, pages in zip(examined, printed, strict=True)]


def pictures(talk: Talk, folder: Path, width: int, slides: Sequence[str] = ()) -> dict[str, Path]:
    """Pages as LibreOffice prints them, as PNG files in `folder`, each named after its page; of these slides only, if any.

    Hidden pages are drawn too. What is flat is kept in few colours, which is a third of the bytes. Raises Unusable where a
    program is missing, or a slide.
    """
    from tempfile import TemporaryDirectory

    from PIL import Image

    from deckgen.formats.rendered import draw_pages

    deck, _ = make_deck(talk)
    known = {page.slide: None for page in deck.pages}
    for name in slides:
        if name not in known:
            raise Unusable(f"there is no slide '{name}'; {did_you_mean(name, known)}the slides: {', '.join(known)}")
    pages = tuple(replace(page, hidden=False) for page in deck.pages)
    found = {}
    with TemporaryDirectory() as name:
        path = Path(name) / "deck.pptx"
        write_pptx(replace(deck, pages=pages, parts=()), talk.theme, path, loose=True)
        folder.mkdir(parents=True, exist_ok=True)
        for page, drawn in zip(pages, draw_pages(path, Path(name), width), strict=True):
            if slides and page.slide not in slides:
                continue
            found[page.id] = folder / f"{page.id}.png"
            with Image.open(drawn) as image:
                image.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(found[page.id], optimize=True)
    return found


def covered(talk: Talk, deck: Deck, path: Path) -> Coverage:
    """Coverage of a file that was just written, read back from it."""
    pages = read_back(path)
    if len(pages) != len(deck.pages):
        raise AssertionError(f"{len(deck.pages)} pages were laid out, {len(pages)} read back")
    return counted(talk, deck, pages)


def counted(talk: Talk, deck: Deck, pages: Sequence[Shown]) -> Coverage:
    """Coverage of pages, as they were laid out or read back: those of the backup do not count."""
    shown = [page for page, own in zip(pages, deck.pages, strict=True) if not own.backup]
    return cover(talk.outline, talk.program, shown, strict_sections=talk.is_default, named=not talk.theme.foreign)


def refuse_changed(target: Path) -> None:
    """Stop before a deck that was changed by hand, or that is not ours, is replaced."""
    if target.exists() and untouched(target) is not True:
        raise DeckgenError([Problem(
            f"{target} was changed after deckgen wrote it, or was not made by deckgen; it is left as it is",
            hint="build to another path with -o, or replace it with --force (the old file stays as .bak)", rule="changed-deck")])


def put_aside(target: Path) -> None:
    """Keep a deck that was changed by hand, or that is not ours, as `.bak`."""
    if target.exists() and untouched(target) is not True:
        os.replace(target, target.with_name(target.name + ".bak"))


@contextmanager
def beside(files: Mapping[str, Path], wanted: Mapping[str, Path]) -> Iterator[dict[str, Path]]:
    """Paths to write to, next to their targets; the wanted ones are renamed into place when the block ends without an error."""
    parts = {name: path.with_name(f".{path.name}.{os.getpid()}.part") for name, path in files.items()}
    try:
        try:
            for path in parts.values():
                path.parent.mkdir(parents=True, exist_ok=True)
            yield parts
            for name, path in wanted.items():
                os.replace(parts[name], path)
        except OSError as error:
            raise Unusable(f"{error.filename2 or error.filename}: {error.strerror}") from error
    finally:
        for path in parts.values():
            with suppress(OSError):
                path.unlink()
