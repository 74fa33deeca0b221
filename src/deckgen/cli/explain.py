"""`deckgen explain`: the manual page of a rule, or the list of all."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Sequence
from functools import partial
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
@say.in_language
def command(rule: str | None, as_json: bool) -> None:
    """Say what a rule looks for and why, with a good and a bad example. Without a name: every rule and its level; with the name
    of a family: the rules of that family."""
    from deckgen.checks.rules import RULES
    from deckgen.messages import say as said
    from deckgen.problem import Unusable, did_you_mean

    with say.exits(as_json):
        family = [each for each in RULES.values() if each.family == rule]
        if rule is not None and rule not in RULES and not family:
            near = did_you_mean(rule, [*RULES, *dict.fromkeys(each.family for each in RULES.values())])
            raise Unusable(f"there is no rule '{rule}'; {near}`deckgen explain` lists them; an error has no page, its message "
                           "says what to do")
        asked = family or ([RULES[rule]] if rule else list(RULES.values()))
        told = partial(said, language=say.language(), of="rules")
        if as_json:
            say.data({"rules": [as_data(each) for each in asked]})
        elif rule in RULES:
            _page(asked[0], told)
        else:
            _list(asked, told)


def as_data(rule: Rule) -> dict[str, object]:
    """A rule as JSON, which is English."""
    return {"rule": rule.name, "family": rule.family, "level": rule.level, "page": rule.page}


def paragraphs(page: str, told: Callable[[str], str]) -> Iterator[str]:
    """A page's paragraphs, each on a line; examples stay as they are."""
    for paragraph in page.split("\n\n"):
        yield paragraph if paragraph.startswith("    ") else told(" ".join(paragraph.split()))


def _page(rule: Rule, told: Callable[[str], str]) -> None:
    """The page of a rule, its paragraphs as wide as the terminal."""
    click.echo(f"{click.style(rule.name, bold=True)}  {told(rule.family)} · {say.saying()(rule.level)}\n")
    width = min(shutil.get_terminal_size((80, 24)).columns, WIDEST)
    for paragraph in paragraphs(rule.page, told):
        if paragraph.startswith("    "):
            click.echo(click.style(paragraph, fg="cyan"))
        elif paragraph.endswith((":", "：")) and len(paragraph) < SHORT:
            click.echo(click.style(paragraph, bold=True))
        else:
            click.echo("\n".join(wrapped(paragraph, width)))
        click.echo()


def wrapped(text: str, width: int) -> Iterator[str]:
    """A text in lines of so many columns, ended where lines may end: between Han too, before no mark."""
    from deckgen.problem import columns
    from deckgen.text.breaks import opportunities

    start = last = 0
    for end in (*opportunities(text), len(text)):
        if columns(text[start:end].rstrip()) > width and last > start:
            yield text[start:last].rstrip()
            start = last
        last = end
    yield text[start:]


def _list(rules: Sequence[Rule], told: Callable[[str], str]) -> None:
    """Family by family, each rule with the first line of its page."""
    from deckgen.problem import columns

    levels = {rule.level: say.saying()(rule.level) for rule in rules}
    wide, high = max(len(rule.name) for rule in rules), max(map(columns, levels.values()))
    family = ""
    for rule in rules:
        if rule.family != family:
            click.echo(("\n" if family else "") + told(rule.family))
            family = rule.family
        level = levels[rule.level]
        click.echo(f"  {rule.name:<{wide}}  {level}{' ' * (high - columns(level))}  {next(paragraphs(rule.page, told))}")
