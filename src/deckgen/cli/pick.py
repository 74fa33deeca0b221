"""`deckgen pick`: slides from any decks, natively, as a deck of their own."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from deckgen.cli import say

if TYPE_CHECKING:
    from deckgen.formats.powerpoint.copy.picking import Picked


@click.command(name="pick", short_help="Make a deck of slides from any decks and outlines.")
@click.argument("slides", nargs=-1, required=True, metavar="SOURCE[#SLIDES]...")
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path, dir_okay=False), metavar="DECK.pptx",
              help="The new deck.")
@click.option("--theme", default="source", show_default=True, metavar="source | FILE",
              help="Each slide in its own look, or all of them under the masters of a .potx or .pptx.")
@click.option("--fit", type=click.Choice(("scale", "center", "refuse")), default="scale", show_default=True,
              help="Slides of another size: made larger or smaller, set in the middle, or refused.")
@click.option("--variant", metavar="NAME", help="A variant of the outlines; else their default one.")
@say.allowing
@click.option("--force", is_flag=True, help="Replace a deck that was changed by hand, or is not ours; it stays as .bak.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object on stdout.")
@click.option("-q", "--quiet", is_flag=True, help="Print errors only.")
@say.in_language
def command(slides: tuple[str, ...], output: Path, theme: str, fit: str, variant: str | None, allow: tuple[Path, ...],
            force: bool, as_json: bool, quiet: bool) -> None:
    """Take slides from decks (.pptx, .pptm, .ppsx, .potx) and outlines (.yaml) in the order in which they are named.

    deck.pptx#3-7 and #2,5,9 are numbers, #12- goes to the end, #id and #title name one slide, and the name of a section all of its
    slides; a deck without # is taken whole. A slide that is named twice is there twice. Each keeps whose it is: deckgen list shows
    that. The sources themselves are never changed.
    """
    with say.exits(as_json):
        picked = _pick(slides, output, theme, fit, variant, allow, force)
        if as_json:
            say.data({"file": str(output), "slides": [vars(each) for each in picked.slides], "masters": picked.masters,
                      "layouts": picked.layouts, "problems": [say.as_data(each) for each in picked.problems]})
        elif not quiet:
            say.problems(picked.problems)
            say.line(f"{output}: {summary(picked)}")


def _pick(slides: Sequence[str], output: Path, theme: str, fit: str, variant: str | None, allow: tuple[Path, ...],
          force: bool) -> Picked:
    """Open, choose, copy, write. Raises DeckgenError with the problems of all decks, Unusable for paths."""
    from deckgen.formats.powerpoint.copy.opening import opened
    from deckgen.formats.powerpoint.copy.picking import pick
    from deckgen.formats.powerpoint.package import save
    from deckgen.lending import Lenders
    from deckgen.pipeline import beside, put_aside, refuse_changed
    from deckgen.problem import Unusable

    if output.suffix.lower() != ".pptx":
        raise Unusable(f"{output}: name the new deck .pptx")
    wanted = [each.wanted for each in Lenders(variant, allow).named(slides)]
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


def summary(picked: Picked) -> str:
    """`5 slides from 3 decks, 2 masters`."""
    from deckgen.problem import so_many

    decks = len({each.source for each in picked.slides})
    return f"{so_many(len(picked.slides), 'slide')} from {so_many(decks, 'deck')}, {so_many(picked.masters, 'master')}"
