"""`deckgen list`: what is on the slides of any deck."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from deckgen.cli import say

if TYPE_CHECKING:
    from deckgen.formats.powerpoint.copy.listing import Slide
    from deckgen.formats.powerpoint.copy.source import Source
    from deckgen.lending import Lender

LONGEST = 44
"""Columns that a title may take on the terminal."""
SMALL = 320
"""Pixels across that slides are drawn in."""


@click.command(name="list")
@click.argument("decks", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="SOURCE...")
@click.option("--json", "as_json", is_flag=True, help="One JSON object on stdout.")
@click.option("--html", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
              help="Also write one page with all slides, as pictures where LibreOffice is there.")
@click.option("--variant", metavar="NAME", help="A variant of the outlines; else their default one.")
@say.allowing
@say.in_language
def command(decks: tuple[Path, ...], as_json: bool, html: Path | None, variant: str | None, allow: tuple[Path, ...]) -> None:
    """Number, id, title, section, layout, notes and what else each slide holds: what `deckgen pick` takes slides by; and whose
    it is, where it was borrowed.

    Reads .pptx, .pptm, .ppsx, .potx and outlines, and changes nothing.
    """
    with say.exits(as_json):
        from deckgen.lending import Lenders
        from deckgen.problem import Unusable

        if html is not None and html.suffix.lower() not in (".html", ".htm"):
            raise Unusable(f"{html}: name the page .html")
        found = Lenders(variant, allow).all(decks)
        if html is not None:
            _page(html, found)
        if as_json:
            say.data({"decks": [
                {"file": str(each.source.path), "sha256": each.source.digest, "size": [side / 12700 for side in each.source.size],
                 "slides": [{**vars(slide)} for slide in each.deck.slides]} for each in found]})
            return
        for each in found:
            click.echo(f"{each.source.path}:")
            click.echo(table(each.deck.slides, say.saying()))
        if html is not None:
            say.line(f"{html}: the slides as a page")


def table(slides: Sequence[Slide], said: say.Said) -> str:
    """The slides as rows; columns that no slide has anything in are left out."""
    from deckgen.cli.doctor import table as aligned

    head = [said(each) for each in ("no.", "id", "title", "section", "layout", "holds")]
    rows = [(str(each.number), each.id, short(each.title) or "–", each.section, each.layout, holds(each, said))
            for each in slides]
    kept = [number for number in range(len(head)) if number < 3 or any(row[number] for row in rows)]
    if not rows:
        return said("no slides")
    return aligned([[row[number] for number in kept] for row in (head, *rows)])


def holds(slide: Slide, said: say.Said) -> str:
    """What a slide holds, in words: `hidden, 120 characters of notes, 2 pictures`."""
    from deckgen.problem import so_many

    counts = ((slide.pictures, "picture"), (slide.charts, "chart"), (slide.tables, "table"), (slide.diagrams, "diagram"),
              (slide.media, "film or sound"), (slide.objects, "embedded object"))
    found = ["hidden"] if slide.hidden else []
    if slide.credit or slide.origin:
        found.append(f"from {slide.credit.get('from') or slide.origin}")
    if by := slide.credit.get("author"):
        found.append(f"by {by}" + (f", {slide.credit['licence']}" if "licence" in slide.credit else ""))
    if slide.notes:
        found.append(f"{slide.notes} characters of notes")
    found += [so_many(count, noun) if noun != "film or sound" or count == 1 else f"{count} films or sounds"
              for count, noun in counts if count]
    return ", ".join(map(said, found))


def short(text: str) -> str:
    """A title in one line, cut where it is longer than LONGEST columns."""
    from deckgen.problem import columns

    text = " ".join(text.split())
    if columns(text) <= LONGEST:
        return text
    while columns(text) > LONGEST - 1:
        text = text[:-1]
    return text + "…"


def _page(path: Path, found: Sequence[Lender]) -> None:
    """The slides as one HTML page."""
    from deckgen.formats.contact_sheet import Card, Deck, page

    said = say.saying()
    decks = []
    for lender in found:
        source, slides = lender.source, lender.deck.slides
        drawn = thumbnails(source, slides)
        decks.append(Deck(source.name, tuple(
            Card(each.number, each.id, each.title, ", ".join(filter(None, (each.section, each.layout, holds(each, said)))),
                 each.hidden, picture)
            for each, picture in zip(slides, drawn, strict=True)), source.size[0] / source.size[1]))
    say.write(path, page(decks, say.language()))


def thumbnails(source: Source, slides: Sequence[Slide]) -> list[bytes | None]:
    """Each slide as LibreOffice draws it, a JPEG; None for all of them where it is not there, or fails.

    Hidden slides are not printed, so what is drawn is a copy in which all are shown.
    """
    from io import BytesIO
    from tempfile import TemporaryDirectory

    from PIL import Image

    from deckgen.formats.powerpoint.copy.picking import Wanted, pick
    from deckgen.formats.powerpoint.package import save
    from deckgen.formats.rendered import draw_pages
    from deckgen.problem import Unusable

    if not slides:
        return []
    with TemporaryDirectory() as name:
        copy = Path(name) / "deck.pptx"
        save(copy, pick([Wanted(source, each) for each in slides], unhidden=True).entries)
        try:
            drawn = draw_pages(copy, Path(name), SMALL)
        except Unusable as error:
            say.line(f"no pictures: {error}", err=True)
            return [None] * len(slides)
        if len(drawn) != len(slides):
            return [None] * len(slides)
        found: list[bytes | None] = []
        for path in drawn:
            with Image.open(path) as image, BytesIO() as held:
                image.convert("RGB").save(held, "JPEG", quality=80, optimize=True)
                found.append(held.getvalue())
        return found
