"""`deckgen explain`: the manual page of a rule, or the list of all."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import click

from deckgen.cli import say

if TYPE_CHECKING:
    from deckgen.checks.rule import Rule

WIDEST = 100
"""Columns of a paragraph on the widest terminal."""
SHORT = 30
"""Letters of a heading such as `Good:`."""


@click.command(name="explain")
@click.argument("rule", required=False)
@click.option("--json", "as_json", is_flag=True, help="One JSON object on stdout.")
def command(rule: str | None, as_json: bool) -> None:
    """Say what a rule looks for and why, with a good and a bad example. Without a name: every rule and its level."""
    from deckgen.checks.rules import RULES
    from deckgen.problem import Unusable, did_you_mean

    with say.exits(as_json):
        if rule is not None and rule not in RULES:
            raise Unusable(f"there is no rule '{rule}'; {did_you_mean(rule, RULES)}`deckgen explain` lists them")
        asked = [RULES[rule]] if rule else list(RULES.values())
        if as_json:
            say.data({"rules": [as_data(each) for each in asked]})
        elif rule:
            _page(RULES[rule])
        else:
            _list(asked)


def as_data(rule: Rule) -> dict[str, object]:
    """A rule as JSON."""
    return {"rule": rule.name, "family": rule.family, "level": rule.level, "page": rule.page}


def _page(rule: Rule) -> None:
    """The page of a rule, its paragraphs as wide as the terminal; examples stay as they are."""
    click.echo(f"{click.style(rule.name, bold=True)}  {rule.family}, {rule.level}\n")
    width = min(shutil.get_terminal_size((80, 24)).columns, WIDEST)
    for paragraph in rule.page.split("\n\n"):
        if paragraph.startswith("    "):
            click.echo(click.style(paragraph, fg="cyan"))
        elif paragraph.endswith(":") and "\n" not in paragraph and len(paragraph) < SHORT:
            click.echo(click.style(paragraph, bold=True))
        else:
            click.echo(click.wrap_text(" ".join(paragraph.split()), width))
        click.echo()


def _list(rules: list[Rule]) -> None:
    """Family by family, each rule with the first line of its page."""
    wide = max(len(rule.name) for rule in rules)
    family = ""
    for rule in rules:
        if rule.family != family:
            click.echo(("\n" if family else "") + rule.family)
            family = rule.family
        click.echo(f"  {rule.name:<{wide}}  {rule.level:<7}  {rule.page.splitlines()[0]}")
