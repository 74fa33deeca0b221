"""`deckgen outdated`: which used slides say something else at their source than when the outline took note of them."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from deckgen.cli import say

if TYPE_CHECKING:
    from deckgen.outline.record import Change, Compared

SAID = {"new": "not noted yet", "gone": "used no more", "changed": "changed", "moved": "the same words, now from another place"}


@click.command(name="outdated")
@click.argument("outline", required=False, type=click.Path(path_type=Path))
@click.option("--write", is_flag=True, help="Take note of what all of them say now: OUTLINE.used.json beside the outline.")
@say.allowing
@say.in_language
@click.option("-q", "--quiet", is_flag=True, help="Print nothing where nothing changed.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object on stdout, prose on stderr.")
def command(outline: Path | None, write: bool, allow: tuple[Path, ...], quiet: bool, as_json: bool) -> None:
    """Compare every slide that comes in by `use:` with what it said when it was last noted.

    Exit code 1 where one has changed. What has changed is in the deck at the next build in any case; --write says that you saw
    it.
    """
    from deckgen.outline.record import compared, record_of, recorded
    from deckgen.pipeline import read_talk

    with say.exits(as_json):
        (path,) = say.outlines((outline,) if outline is not None else ())
        read = read_talk(path, allow)
        found = compared(read, path)
        changed = [each for each in found if each.kind == "changed"]
        sources = read.sources
        if as_json:
            say.data({"slides": [_data(each) for each in found]})
        for each in found if not as_json else ():
            if each.kind != "same" and not (quiet and not changed):
                _show(each)
        if write:
            say.write(record_of(path), recorded(read))
            say.line(f"{record_of(path)}: notes what {_slides(len(read.borrowed))} now", *sources, err=as_json)
        elif not quiet:
            say.line(f"{path}: {len(changed)} of {len(read.borrowed)} used slides changed at their source", *sources, err=as_json)
            if any(each.kind == "new" for each in found):
                say.line("take note of them with --write", *sources, err=as_json)
    sys.exit(1 if changed and not write else 0)


def _slides(count: int) -> str:
    return "1 used slide says" if count == 1 else f"{count} used slides say"


def _show(each: Compared) -> None:
    place = f" ({each.borrowed.place})" if each.borrowed is not None else ""
    click.echo(f"{each.slide}  {each.before + ' → ' if each.before else ''}{each.source}{place}: "
               + say.saying(*([each.borrowed.source] if each.borrowed is not None else []))(SAID[each.kind]))
    for change in each.changes:
        click.echo(f"  {change.key}: {_words(change)}")


def _words(change: Change) -> str:
    """What was and what is, in one line: `规模[-带来-]{+就是+}质变`, in colours on a terminal."""
    inks = say.coloured(sys.stdout)
    marks = {"same": ("", ""), "out": ("\x1b[31m[-", "-]\x1b[0m") if inks else ("[-", "-]"),
             "in": ("\x1b[32m{+", "+}\x1b[0m") if inks else ("{+", "+}")}
    return "".join(f"{marks[how][0]}{text}{marks[how][1]}" for how, text in change.parts()).replace("\n", " ⏎ ")


def _data(each: Compared) -> dict[str, object]:
    return {"slide": each.slide, "state": each.kind, "from": each.source, **({"before": each.before} if each.before else {}),
            "changes": [{"key": change.key, "before": change.before, "now": change.now} for change in each.changes]}
