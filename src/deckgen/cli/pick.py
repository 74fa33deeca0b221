"""`deckgen pick`: slides from any decks, natively, as a deck of their own."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from deckgen.cli import say

if TYPE_CHECKING:
    from deckgen.formats.powerpoint.copy.picking import Picked, Wanted
    from deckgen.formats.powerpoint.copy.source import Source

OUTLINES = (".yaml", ".yml")


@click.command(name="pick", short_help="Make a deck of slides from any decks, natively.")
@click.argument("slides", nargs=-1, required=True, metavar="DECK[#SLIDES]...")
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path, dir_okay=False), metavar="DECK.pptx",
              help="The new deck.")
@click.option("--theme", default="source", show_default=True, metavar="source | FILE",
              help="Each slide in its own look, or all of them under the masters of a .potx or .pptx.")
@click.option("--fit", type=click.Choice(("scale", "center", "refuse")), default="scale", show_default=True,
              help="Slides of another size: made larger or smaller, set in the middle, or refused.")
@click.option("--force", is_flag=True, help="Replace a deck that was changed by hand, or is not ours; it stays as .bak.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object on stdout.")
@click.option("-q", "--quiet", is_flag=True, help="Print errors only.")
@say.in_language
def command(slides: tuple[str, ...], output: Path, theme: str, fit: str, force: bool, as_json: bool, quiet: bool) -> None:
    """Take slides from decks (.pptx, .pptm, .ppsx, .potx) in the order in which they are named.

    deck.pptx#3-7 and #2,5,9 are numbers, #12- goes to the end, #id and #title name one slide; a deck without # is taken whole. A
    slide that is named twice is there twice. The decks themselves are never changed.
    """
    with say.exits(as_json):
        picked = _pick(slides, output, theme, fit, force)
        if as_json:
            say.data({"file": str(output), "slides": [vars(each) for each in picked.slides], "masters": picked.masters,
                      "layouts": picked.layouts, "problems": [say.as_data(each) for each in picked.problems]})
        elif not quiet:
            say.problems(picked.problems)
            say.line(f"{output}: {summary(picked)}")


def _pick(slides: Sequence[str], output: Path, theme: str, fit: str, force: bool) -> Picked:
    """Open, choose, copy, write. Raises DeckgenError with the problems of all decks, Unusable for paths."""
    from deckgen.formats.powerpoint.copy.opening import opened
    from deckgen.formats.powerpoint.copy.picking import pick
    from deckgen.formats.powerpoint.package import save
    from deckgen.pipeline import beside, put_aside, refuse_changed
    from deckgen.problem import Unusable

    if output.suffix.lower() != ".pptx":
        raise Unusable(f"{output}: name the new deck .pptx")
    wanted = chosen(slides)
    look = None if theme == "source" else opened(Path(theme))
    for each in (*(each.source for each in wanted), *((look,) if look is not None else ())):
        if output.exists() and output.samefile(each.path):
            raise Unusable(f"{output}: a deck that slides are taken from is never replaced; name another file")
    if not force:
        refuse_changed(output)
    picked = pick(wanted, look, fit, output.stem)  # type: ignore[arg-type]
    with beside({"pptx": output}, {"pptx": output}) as parts:
        save(parts["pptx"], picked.entries)
        if force:
            put_aside(output)
    return picked


def chosen(asked: Sequence[str]) -> list[Wanted]:
    """The slides that are named, in that order; each deck is opened once. Raises DeckgenError with the problems of all decks."""
    from deckgen.formats.powerpoint.copy.choosing import chosen as slides_of
    from deckgen.formats.powerpoint.copy.choosing import parted
    from deckgen.formats.powerpoint.copy.listing import Slide, slides
    from deckgen.formats.powerpoint.copy.opening import sound
    from deckgen.formats.powerpoint.copy.picking import Wanted
    from deckgen.problem import DeckgenError, Problem

    decks: dict[Path, tuple[Source, list[Slide]] | None] = {}
    found: list[Wanted] = []
    problems: list[Problem] = []
    for each in asked:
        path, rest = parted(each)
        key = path.resolve()
        try:
            if key not in decks:
                decks[key] = None
                source = source_of(path)
                with sound():
                    decks[key] = source, slides(source)
            deck = decks[key]
            if deck is not None:
                found += [Wanted(deck[0], slide) for slide in slides_of(path.name, deck[1], rest)]
        except DeckgenError as error:
            problems += error.problems
    if problems:
        raise DeckgenError(problems)
    return found


def source_of(path: Path) -> Source:
    """A file as something to take slides from: a deck. An outline would be built first, and its deck be read from memory."""
    from deckgen.formats.powerpoint.copy.opening import opened
    from deckgen.problem import Unusable

    if path.suffix.lower() in OUTLINES:
        raise Unusable(f"{path}: an outline; build it, and take slides from its deck")
    return opened(path)


def summary(picked: Picked) -> str:
    """`5 slides from 3 decks, 2 masters`."""
    from deckgen.problem import so_many

    decks = len({each.source for each in picked.slides})
    return f"{so_many(len(picked.slides), 'slide')} from {so_many(decks, 'deck')}, {so_many(picked.masters, 'master')}"
