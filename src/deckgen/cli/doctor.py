"""`deckgen doctor`: what this machine has, or what a template can do."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from deckgen.cli import say

if TYPE_CHECKING:
    from deckgen.theme.model import Slot, Theme

HOW = {"map": "the talk's map", "type": "its type", "places": "its placeholders"}


@click.command(name="doctor")
@click.option("--theme", type=click.Path(path_type=Path), metavar="FILE", help="A .potx or .pptx: its roles, slots and floors.")
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="SHEET.svg", help="Draw the template's layouts as well.")
@click.option("--json", "as_json", is_flag=True, help="What this machine has, as one JSON object.")
def command(theme: Path | None, output: Path | None, as_json: bool) -> None:
    """Without a theme: Python and the packages against the versions that deckgen was tested with, the programs that decks are
    looked at with, and the fonts of the talk's theme with what this machine draws instead.

    With one: which of its layouts plays which role, what their slots hold, and what is left alone. Exit 1 where it can't be used.
    """
    if as_json and theme is not None:
        raise click.UsageError("--json tells of this machine: leave --theme out")
    if output is not None and theme is None:
        raise click.UsageError("-o draws the layouts of a template: name it with --theme FILE")
    with say.exits():
        if theme is None:
            _machine(as_json)
            return
        from deckgen.themes import template

        read = template(theme)
        click.echo(f"{theme}: {read.width:g} × {read.height:g} pt, {read.latin or 'no Latin face'} and {read.east_asian}")
        click.echo(table(rows(read)))
        for remark in read.remarks:
            click.echo(f"note: {remark}")
        if output is not None:
            from deckgen.formats.layout_sheet import sheet

            say.write(output, sheet(read))
            click.echo(f"{output}: the layouts drawn")


def _machine(as_json: bool) -> None:
    """What there is, with the theme of the talk in this folder, else the built-in one."""
    from deckgen.cli.machine import facts
    from deckgen.pipeline import open_talk, read_talk
    from deckgen.templating import builtin
    from deckgen.theme.read import read_theme
    from deckgen.themes import DEFAULT

    path = say.DEFAULT
    theme = open_talk(path, outline=read_talk(path)).theme if path.exists() else read_theme(builtin() / DEFAULT)
    found = facts(theme)
    if as_json:
        say.data({"machine": [{"name": each.name, "found": each.found, "note": each.note} for each in found]})
    else:
        click.echo(table([(each.name, each.found, each.note) for each in found]))


def rows(theme: Theme) -> list[tuple[str, ...]]:
    """The table of roles: each with its layout, how that was found, and its slots."""
    found: list[tuple[str, ...]] = [("role", "layout", "found by", "slots: width × height, size↓floor in points")]
    for role, layout in theme.layouts.items():
        slots = "; ".join([said(name, slot) for name, slot in layout.slots.items()])
        found.append((role, layout.shown, HOW[theme.answers[role]], slots or "none"))
    return found


def said(name: str, slot: Slot) -> str:
    """A slot in short: `title 648 × 99, 44↓21`; a place for drawings has no sizes."""
    room = f"{name} {slot.box.width:.0f} × {slot.box.height:.0f}"
    if not slot.levels:
        return room
    first, last = slot.levels[0], slot.levels[-1]
    deeper = f", {last.size:g}" if slot.kind == "body" and last.size != first.size else ""
    floor = min(level.floor for level in slot.levels) if deeper else first.floor
    return f"{room}, {first.size:g}{deeper}↓{floor:.3g}"


def table(found: Sequence[Sequence[str]]) -> str:
    """Rows as text, columns two spaces apart, aligned where Han characters are two columns wide."""
    from deckgen.problem import columns

    widths = [max(columns(row[number]) for row in found) for number in range(len(found[0]))]
    lines = ["  ".join([text + " " * (width - columns(text)) for text, width in zip(row, widths, strict=True)]).rstrip()
             for row in found]
    return "\n".join(lines)
