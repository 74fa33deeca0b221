"""`deckgen preview`: the talk in a browser, at every save."""

from __future__ import annotations

from pathlib import Path

import click

from deckgen.cli import say

EDITORS = {
    "vscode": "vscode://file/{file}:{line}:{column}", "cursor": "cursor://file/{file}:{line}:{column}",
    "zed": "zed://file/{file}:{line}:{column}", "idea": "idea://open?file={file}&line={line}&column={column}",
    "sublime": "subl://open?url=file://{file}&line={line}&column={column}", "none": "",
}
"""How programs are asked to open a file at a place."""


@click.command(name="preview")
@click.argument("outline", required=False, type=click.Path(path_type=Path))
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="Of this machine; else a free one.")
@click.option("--variant", metavar="NAME", help="To begin with; the page has them all.")
@click.option("--theme", type=click.Path(path_type=Path), metavar="NAME | FILE", help="Another theme than the talk's own.")
@click.option("--editor", default="vscode", show_default=True, metavar="NAME | ADDRESS",
              help=f"What the name of a file opens: {', '.join(EDITORS)}, or an address with {{file}}, {{line}} and {{column}}.")
@click.option("--no-browser", "quiet", is_flag=True, help="Print the address only.")
@say.allowing
@say.in_language
def command(outline: Path | None, port: int, variant: str | None, theme: Path | None, editor: str, quiet: bool,
            allow: tuple[Path, ...]) -> None:
    """The talk in a browser on this machine: every save shows, words are edited where they stand, notes and clock beside.

    Ends at Ctrl+C. Nobody else on the network can see it.
    """
    from deckgen.preview.making import Wish
    from deckgen.preview.serve import serve

    with say.exits():
        path = say.outlines((outline,) if outline is not None else ())[0]
        link = EDITORS.get(editor, editor)
        serve(Wish(path, variant, None, theme, allow), port, Path("build"), link, not quiet, lambda address: say.line(
            f"{path} is shown at {address}; Ctrl+C ends it"))
