"""`deckgen doctor`: what this machine has, or what a template can do."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from deckgen.cli import say

if TYPE_CHECKING:
    from deckgen.theme.model import Slot, Theme

HOW = {"map": "the talk's map", "type": "its type", "places": "its placeholders"}


@click.command(name="doctor", short_help="Say what this machine has, or which layouts of a template play which role.")
@click.option("--theme", type=click.Path(path_type=Path), metavar="FILE", help="A .potx or .pptx: its roles, slots and floors.")
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="SHEET.svg", help="Draw the template's layouts as well.")
def command(theme: Path | None, output: Path | None) -> None:
    """Without a theme: Python, the programs and the fonts that deckgen and its tests can use. None of them is needed to build.

    With one: which of its layouts plays which role, what their slots hold, and what is left alone. Exit 1 where it can't be used.
    """
    if output is not None and theme is None:
        raise click.UsageError("-o draws the layouts of a template: name it with --theme FILE")
    with say.exits():
        if theme is None:
            for name, found in machine():
                click.echo(f"{name:<14}{found}")
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


def machine() -> list[tuple[str, str]]:
    """Programs and fonts by name, and what there is of them."""
    office, pages, fonts = (shutil.which(name) for name in ("soffice", "pdftotext", "fc-list"))
    return [
        ("python", ".".join(map(str, sys.version_info[:3]))),
        ("LibreOffice", office or "none: tests that look at rendered pages skip"),
        ("pdftotext", pages or "none: tests that look at rendered pages skip"),
        ("Chinese fonts", chinese(fonts) if fonts else "unknown: no fc-list here"),
    ]


def chinese(program: str) -> str:
    """The families that fontconfig knows for Chinese, the first few of them."""
    listed = subprocess.run([program, ":lang=zh-cn", "family"], capture_output=True, text=True, check=False, timeout=20).stdout
    families = sorted({line.split(",")[0].strip() for line in listed.splitlines() if line.strip()})
    more = f" and {len(families) - 3} more" if len(families) > 3 else ""
    return ", ".join(families[:3]) + more if families else "none: a renderer here shows boxes; PowerPoint has its own"


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
