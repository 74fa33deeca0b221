"""`deckgen pictures`: pages as PNG files, for a web page, a handout, a README."""

from __future__ import annotations

from pathlib import Path

import click

from deckgen.cli import say


@click.command(name="pictures")
@click.argument("outline", required=False, type=click.Path(path_type=Path))
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path, file_okay=False), metavar="FOLDER",
              help="Where the pictures go, each named after its slide.")
@click.option("--slide", "slides", multiple=True, metavar="ID", help="This slide only; may be said several times.")
@click.option("--variant", metavar="NAME", help="A variant of the outline; else its default one.")
@click.option("--theme", type=click.Path(path_type=Path), metavar="NAME | FILE",
              help="Another theme than the talk's own, or somebody's .potx or .pptx.")
@click.option("--width", type=click.IntRange(160, 3840), default=720, show_default=True, metavar="PIXELS",
              help="How wide they are.")
@click.option("--album", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE.md",
              help="Also write a Markdown page that shows each slide beside the lines of the outline that it was made from.")
@say.allowing
@click.option("-q", "--quiet", is_flag=True, help="Print errors only.")
def command(outline: Path | None, output: Path, slides: tuple[str, ...], variant: str | None, theme: Path | None, width: int,
            album: Path | None, allow: tuple[Path, ...], quiet: bool) -> None:
    """Draw pages as LibreOffice prints them. Needs LibreOffice and pdftoppm (poppler)."""
    from deckgen.pipeline import open_talk, pictures, read_talk
    from deckgen.problem import so_many

    with say.exits():
        (path,) = say.outlines((outline,) if outline is not None else ())
        talk = open_talk(path, variant, read_talk(path, allow), theme)
        found = pictures(talk, output, width, slides)
        if album is not None:
            from deckgen.formats.album import album_of

            say.write(album, album_of(talk.program, talk.outline, found, album.parent))
        if not quiet:
            click.echo(f"{output}: {so_many(len(found), 'picture')}" + (f"; {album}" if album else ""))
