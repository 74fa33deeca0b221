"""`deckgen pick`: slides from any decks, natively, as a deck of their own."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from deckgen.cli import say

if TYPE_CHECKING:
    from deckgen.formats.powerpoint.copy.picking import Picked
    from deckgen.lending import Named
    from deckgen.session import Sheet


@click.command(name="pick")
@click.argument("slides", nargs=-1, required=True, metavar="SOURCE[#SLIDES]...")
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path, dir_okay=False), metavar="DECK.pptx",
              help="The new deck.")
@click.option("--theme", default="source", show_default=True, metavar="source | FILE",
              help="Each slide in its own look, or all of them under the masters of a .potx or .pptx, or of an outline.")
@click.option("--fit", type=click.Choice(("scale", "center", "refuse")), default="scale", show_default=True,
              help="Slides of another size: made larger or smaller, set in the middle, or refused.")
@click.option("--sheet", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
              help="Also the questions of the slides, as a sheet: .docx, .md or .pdf. Outlines hold them, decks do not.")
@click.option("--variant", metavar="NAME", help="A variant of the outlines; else their default one.")
@say.allowing
@click.option("--force", is_flag=True, help="Replace a deck that was changed by hand, or is not ours; it stays as .bak. "
              "Replace a sheet that says something else.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object on stdout.")
@click.option("-q", "--quiet", is_flag=True, help="Print errors only.")
@say.in_language
def command(slides: tuple[str, ...], output: Path, theme: str, fit: str, sheet: Path | None, variant: str | None,
            allow: tuple[Path, ...], force: bool, as_json: bool, quiet: bool) -> None:
    """Take slides from decks (.pptx, .pptm, .ppsx, .potx) and outlines (.yaml) in the order in which they are named.

    With -o FILE.yaml they become an outline that uses them, to add questions, notes and slides of one's own to.

    deck.pptx#3-7 and #2,5,9 are numbers, #12- goes to the end, #id and #title name one slide, and the name of a section all of
    its slides; a deck without # is taken whole. A slide that is named twice is there twice. Each keeps whose it is: deckgen list
    shows that. The sources themselves are never changed.
    """
    with say.exits(as_json):
        from deckgen.lending import Lenders
        from deckgen.problem import Unusable, so_many

        named = Lenders(variant, allow).named(slides)
        if output.suffix.lower() in (".yaml", ".yml"):
            if (theme, fit, sheet, force) != ("source", "scale", None, False):
                raise Unusable("--theme, --fit, --sheet and --force are for a deck; an outline is built with options of its own")
            said = _outline(named, output)
            if as_json:
                say.data({"file": str(output)})
            elif not quiet:
                say.line(said)
            return
        asked = questions(named, output, sheet) if sheet is not None else None
        if sheet is not None and asked is not None and not force and sheet.exists() and sheet.read_bytes() != asked.data:
            raise Unusable(f"{sheet}: there is such a file already, and it says something else; --force replaces it")
        picked = _pick(named, output, theme, fit, {sheet: asked.data} if sheet is not None and asked is not None else {},
                       allow, force)
        if as_json:
            say.data({"file": str(output), "slides": [vars(each) for each in picked.slides], "masters": picked.masters,
                      "layouts": picked.layouts, "problems": [say.as_data(each) for each in picked.problems]})
        elif not quiet:
            say.problems(picked.problems)
            say.line(f"{output}: {summary(picked)}")
            if asked is not None:
                say.line(f"{sheet}: {so_many(asked.questions, 'question')} of {so_many(asked.slides, 'slide')}")


def _outline(named: Sequence[Named], output: Path) -> str:
    """Write the slides as an outline that uses them, and say how it is built; one that is there is left alone."""
    from deckgen.lending import folders
    from deckgen.problem import Unusable
    from deckgen.session import outline_of

    if output.exists():
        raise Unusable(f"{output}: there is such a file already; name another one")
    say.write(output, outline_of(named, output))
    home = output.resolve().parent
    outside = [each for each in folders(named) if not each.is_relative_to(home)]
    more = "".join(f" --allow {os.path.relpath(each)}" for each in outside)
    return f"{output}: an outline of the slides; deckgen build {output}{more}"


def questions(named: Sequence[Named], output: Path, sheet: Path) -> Sheet:
    """The sheet of these slides. Raises Unusable where its file is named otherwise than a sheet can be."""
    from deckgen.problem import Unusable
    from deckgen.session import SHEETS, sheet_of

    if sheet.suffix.lower() not in SHEETS:
        raise Unusable(f"{sheet}: name the sheet .docx, .md or .pdf")
    return sheet_of(named, output.stem, SHEETS[sheet.suffix.lower()])


def _pick(named: Sequence[Named], output: Path, theme: str, fit: str, beside_it: Mapping[Path, bytes],
          allow: tuple[Path, ...], force: bool) -> Picked:
    """Copy, write, and what goes beside it too. Raises DeckgenError with the problems of all decks, Unusable for paths."""
    from deckgen.formats.powerpoint.copy.picking import pick
    from deckgen.formats.powerpoint.package import save
    from deckgen.lending import Lenders
    from deckgen.pipeline import beside, put_aside, refuse_changed
    from deckgen.problem import Unusable

    if output.suffix.lower() != ".pptx":
        raise Unusable(f"{output}: name the new deck .pptx")
    wanted = [each.wanted for each in named]
    look = None if theme == "source" else Lenders(None, allow).lender(Path(theme)).source
    for each in (*(each.source for each in wanted), *((look,) if look is not None else ())):
        if output.exists() and output.samefile(each.path):
            raise Unusable(f"{output}: a deck that slides are taken from is never replaced; name another file")
    if not force:
        refuse_changed(output)
    picked = pick(wanted, look, fit, output.stem)  # type: ignore[arg-type]
    files = {"pptx": output, **{str(path): path for path in beside_it}}
    with beside(files, files) as parts:
        save(parts["pptx"], picked.entries)
        for path, data in beside_it.items():
            parts[str(path)].write_bytes(data)
        if force:
            put_aside(output)
    return picked


def summary(picked: Picked) -> str:
    """`5 slides from 3 decks, 2 masters`."""
    from deckgen.problem import so_many

    decks = len({each.source for each in picked.slides})
    return f"{so_many(len(picked.slides), 'slide')} from {so_many(decks, 'deck')}, {so_many(picked.masters, 'master')}"
