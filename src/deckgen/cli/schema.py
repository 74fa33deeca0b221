"""`deckgen schema`: the JSON Schema of outlines."""

from __future__ import annotations

import json

import click


@click.command(name="schema")
def command() -> None:
    """Print the JSON Schema of outlines.

    Editors that know YAML schemas complete and check an outline whose first line is
    `# yaml-language-server: $schema=outline.schema.json`.
    """
    from deckgen.outline.schema import schema

    click.echo(json.dumps(schema(), ensure_ascii=False, indent=2))
