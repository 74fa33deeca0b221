"""`deckgen new`: a talk that builds at once, to be edited."""

from __future__ import annotations

import json
import re
from pathlib import Path

import click

from deckgen.cli import say
from deckgen.problem import Unusable


@click.command(name="new")
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@click.option("--from", "essay", type=click.Path(path_type=Path), metavar="ESSAY",
              help="Draft it from an essay: .md, .txt or .docx.")
@click.option("--lang", type=click.Choice(["zh", "en"]), help="Of the small talk; else your terminal's.")
@click.option("-q", "--quiet", is_flag=True, help="Print nothing when all is well.")
def command(folder: Path, essay: Path | None, lang: str | None, quiet: bool) -> None:
    """Make DIR/talk/outline.yaml, and the schema that editors complete and check it with.

    From an essay: sections are its headings, points the first sentences below them, notes its own text. What only you can write
    is marked TODO, and `deckgen check` names each.
    """
    with say.exits():
        target = folder / "talk" / "outline.yaml"
        if target.exists():
            raise Unusable(f"{target} is there already; choose another folder")
        ident = re.sub(r"[^\w.-]+", "-", (essay.stem if essay else folder.resolve().name)).strip("-.") or "talk"
        text = draft(essay, ident) if essay else small(lang or say.spoken(), ident)
        from deckgen.outline.schema import schema

        say.write(target.with_name("outline.schema.json"), json.dumps(schema(), ensure_ascii=False, indent=2) + "\n")
        say.write(target, text)
        todo = sum(line.count("TODO") for line in text.splitlines() if not line.startswith("#"))
        if not quiet:
            say.line(f"{target}" + (f": {todo} TODOs are yours to write" if todo else ""))
            say.line(f"next: cd {folder} && deckgen build")


def small(lang: str, ident: str) -> str:
    """The small talk."""
    from deckgen.templating import builtin

    return (builtin() / "talks" / f"{lang}.yaml").read_text(encoding="utf-8").replace("{{ id }}", ident)


def draft(essay: Path, ident: str) -> str:
    """The draft of an essay, its slips of typing put right as `check --fix` would."""
    from deckgen.cli.fix import mended
    from deckgen.drafting.outline import drafted
    from deckgen.drafting.read import read_essay
    from deckgen.source.span import Source

    text = drafted(read_essay(essay), essay.name, ident)
    return mended(Source(Path("outline.yaml"), text))[0].text
