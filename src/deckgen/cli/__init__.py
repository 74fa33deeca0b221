"""The command line: one verb, one file, imported when it is called. The only place that prints.

Exit codes: 0 fine, 1 problems inside the author's files, 2 usage or environment.
"""

from __future__ import annotations

import atexit
import gc
from importlib import import_module

import click

from deckgen import __version__

VERBS = {
    "new": "Make a talk that builds at once: a small one, or the draft of an essay.",
    "build": "Make the deck and its notes.",
    "check": "Check an outline without leaving files; or ask any deck which views its titles show.",
    "preview": "See every save in the browser, edit on the slide, speak from it.",
    "explain": "Print the manual page of a rule, or list all rules.",
    "list": "Show what is on the slides of any deck or outline.",
    "pick": "Make a deck of slides from any decks and outlines, natively.",
    "pictures": "Draw pages as PNG files, and a page that shows each beside its lines.",
    "outdated": "Say which used slides have changed at their source, word by word.",
    "doctor": "Say what this machine has, or which layouts of a template play which role.",
    "schema": "Print the JSON Schema that editors use for outlines.",
}


class Verbs(click.Group):
    """A group that imports a verb's module only when that verb is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in VERBS:
            return None
        command: click.Command = import_module(f"deckgen.cli.{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(VERBS.items()))

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in VERBS and not args[0].startswith("-"):
            from deckgen.problem import did_you_mean

            ctx.fail(f"no command '{args[0]}'; {did_you_mean(args[0], VERBS)}commands: {', '.join(VERBS)}")
        return super().resolve_command(ctx, args)


@click.group(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="deckgen")
def main() -> None:
    """An outline of an essay becomes a PowerPoint deck with speaker notes.

    With no outline named, deckgen takes talk/outline.yaml in the working directory.
    """
    gc.disable()  # a build is short and makes no cycles to speak of; looking for them takes a tenth of it
    atexit.register(gc.freeze)  # and Python would look once more at its end
    click.get_current_context().call_on_close(gc.enable)
