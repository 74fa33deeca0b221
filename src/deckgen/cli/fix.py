"""`deckgen check --fix`: what is certain is put right, shown as a diff before it is written."""

from __future__ import annotations

import sys
from collections import Counter
from difflib import unified_diff
from pathlib import Path

import click

from deckgen.cli import say
from deckgen.problem import Unusable, so_many
from deckgen.source.span import Source

ROUNDS = 5
"""How often the rules look again: what one puts right can be another's slip."""


def fix(path: Path, yes: bool, allow: tuple[Path, ...] = ()) -> tuple[int, dict[Path, int]]:
    """Put an outline right and say how many slips are gone; and how many are left in files that it uses slides of.

    Those are somebody else's, or have an outline's worth of slides of their own: they are mended when they are asked for.
    Without `yes` the author is asked, where there is a terminal.
    """
    from deckgen.source.read import read_source

    source = read_source(path)
    made, count, elsewhere = mended(source, allow)
    if not count:
        return 0, elsewhere
    click.echo("".join(_coloured(source.text, made.text, str(path))), nl=False)
    asked = sys.stdin.isatty() and sys.stdout.isatty()
    question = say.saying(source)(f"write {so_many(count, 'change')} to {path}?")
    if not yes and not (asked and click.confirm(question, default=False)):
        say.line(f"{path} is left as it is" + ("" if asked else "; --yes writes what is shown"), source, err=True)
        return 0, elsewhere
    _write(path, source, made)
    return count, elsewhere


def mended(source: Source, allow: tuple[Path, ...] = ()) -> tuple[Source, int, dict[Path, int]]:
    """An outline with all that is certain put right, how many slips that was, and how many are left in which other files."""
    from deckgen.checks.mending import mend
    from deckgen.natives import natives
    from deckgen.outline.reader import from_source
    from deckgen.pipeline import make_deck, open_talk

    count = 0
    elsewhere: dict[Path, int] = {}
    for _ in range(ROUNDS):
        found = make_deck(open_talk(source.path, outline=from_source(source, allow, natives)), "check")[1]
        elsewhere = dict(Counter(edits[0].span.source.path for each in found
                                 if (edits := each.edits) and edits[0].span.source is not source))
        source, done = mend(source, found)
        count += done
        if not done:
            break
    return source, count, elsewhere


def _coloured(before: str, after: str, name: str) -> list[str]:
    """The change as a diff, line ends shown as plain ones."""
    old, new = (text.replace("\r\n", "\n").splitlines(keepends=True) for text in (before, after))
    lines = unified_diff(old, new, name, name)
    inks = {"-": "31", "+": "32", "@": "36"}
    shown = (line if line.endswith("\n") else line + "\n\\ no line end\n" for line in lines)
    if not say.coloured(sys.stdout):
        return list(shown)
    return [f"\x1b[{inks[line[0]]}m{line}\x1b[0m" if line[0] in inks else line for line in shown]


def _write(path: Path, source: Source, made: Source) -> None:
    """The outline, whole or not at all, unless somebody else wrote it meanwhile."""
    from deckgen.source.apply import encoded
    from deckgen.source.save import save

    if save(path, encoded(source), encoded(made)) is not None:
        raise Unusable(f"{path}: the file was changed meanwhile; look again")
