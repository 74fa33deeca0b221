"""`deckgen check`: an outline in all its variants, or anybody's deck against an outline's views."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from deckgen.cli import lengths, say

if TYPE_CHECKING:
    from deckgen.pipeline import Built
    from deckgen.problem import Problem

DECKS = (".pptx", ".potx", ".ppsx", ".pptm", ".potm", ".ppsm", ".ppt")


@click.command(name="check")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path), metavar="[OUTLINE | DECK.pptx]...")
@click.option("--against", type=click.Path(path_type=Path), default=say.DEFAULT, show_default=True, metavar="OUTLINE",
              help="The outline whose views a deck is compared with.")
@click.option("--variant", metavar="NAME", help="This variant of the outline only; else all of them.")
@lengths.minutes_option
@click.option("--strict", is_flag=True, help="Warnings and advice count as errors.")
@click.option("--ledger", is_flag=True, help="Print where the words of each view, section and claim stand.")
@click.option("--markdown", is_flag=True, help="With --ledger: as Markdown.")
@click.option("--render", is_flag=True,
              help="Print every variant with LibreOffice and compare frames and lines with what was measured.")
@say.allowing
@click.option("--fix", is_flag=True, help="Put right what is certain, shown as a diff first, then check.")
@click.option("--yes", is_flag=True, help="With --fix: write without asking.")
@click.option("--format", "form", type=click.Choice(["text", "github", "sarif"]), default="text", show_default=True,
              help="How problems are told: to people, to GitHub's workflows, or as SARIF on stdout.")
@say.in_language
@click.option("-v", "--verbose", is_flag=True, help="With --render: list every text whose lines are counted differently.")
@click.option("-q", "--quiet", is_flag=True, help="Print problems only.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object on stdout, prose on stderr.")
def command(files: tuple[Path, ...], against: Path, variant: str | None, minutes: float | None, strict: bool, ledger: bool,
            markdown: bool, render: bool, allow: tuple[Path, ...], fix: bool, yes: bool, form: str, verbose: bool, quiet: bool,
            as_json: bool) -> None:
    """Check an outline in every variant: schema, templates, fit, coverage, and every rule. No files are left.

    Given a deck, made by any program, say which of the outline's views its slide titles show.

    `deckgen explain` lists the rules; the outline's `talk.check` switches them off, raises or lowers them, and a comment
    `# deckgen: ignore RULE` silences one on its line.

    --render needs LibreOffice and pdftotext (poppler). Text that leaves its frame or its page is an error at the line of its
    words, as is a line that starts with a closing mark. The last lines say how well the numbers of lines were foretold.
    """
    _agree((verbose and not render, "--verbose goes with --render"), (yes and not fix, "--yes goes with --fix"),
           (minutes is not None and bool(variant), "--minutes chooses among the slides of all variants: leave --variant out"),
           (markdown and not ledger, "--markdown goes with --ledger"), (fix and as_json, "--fix prints a diff, not JSON"),
           (form != "text" and (as_json or ledger or fix), f"--format {form} prints problems alone"))
    alone = as_json or form != "text"
    """Stdout belongs to another program; prose goes to stderr."""
    with say.exits(as_json):
        decks = [path for path in files if path.suffix.lower() in DECKS]
        talks = say.outlines(tuple(path for path in files if path not in decks)) if len(decks) < len(files) or not files else ()
        found: dict[Problem, None] = {}
        lines: list[str] = []
        shown: list[dict[str, object]] = []
        if render:
            _ready(talks)
        for path in talks if fix else ():
            lines += _fixed(path, yes, allow)
        examined = [built for path in talks for built in _outline(path, variant, minutes, allow, found, lines)]
        for path in decks:
            _deck(path, against, found, lines, shown)
        more = _render(examined, verbose, quiet, found, lines) if render else {}
        if minutes is not None:
            more |= {"budgets": [lengths.budget_data(built.talk.program) for built in examined]}
        if borrowed := _borrowed(examined):
            more |= {"borrowed": [{"slide": slide, **each} for slide, each in borrowed.items()]}
        if ledger:
            more |= {"ledgers": _ledgers(examined, bool(variant) or minutes is not None, markdown, as_json)}
        problems = _told(found, form)
        if as_json:
            say.data({"problems": [say.as_data(problem) for problem in problems], "decks": shown, **more})
        if not quiet:
            about = [built.talk.outline.source for built in examined if built.talk.outline.source is not None] or say.of(found)
            for line in (*lines, say.count(found) or "no problems"):
                say.line(line, *about, err=alone)
    sys.exit(1 if any(problem.severity == "error" or strict for problem in found) else 0)


def _agree(*wrong: tuple[bool, str]) -> None:
    """Options that do not go together."""
    for is_wrong, message in wrong:
        if is_wrong:
            raise click.UsageError(message)


def _told(found: Iterable[Problem], form: str) -> list[Problem]:
    """Tell the problems in the order of their places; the same again."""
    from deckgen.problem import in_order

    problems = in_order(found)
    if form == "text":
        say.problems(problems)
    elif form == "github":
        from deckgen.cli.report import github

        if problems:
            click.echo(github(problems))
    else:
        from deckgen.cli.report import sarif

        say.data(sarif(problems))
    return problems


def _outline(path: Path, variant: str | None, minutes: float | None, allow: tuple[Path, ...], found: dict[Problem, None],
             lines: list[str]) -> list[Built]:
    """The variants that can be built."""
    from deckgen.pipeline import examine, open_talk, read_talk
    from deckgen.problem import DeckgenError

    try:
        outline = read_talk(path, allow)
    except DeckgenError as error:
        found.update(dict.fromkeys(error.problems))
        return []
    examined: list[Built] = []
    for name in [variant] if variant or minutes is not None else list(outline.variants) or [""]:
        try:
            built = examine(open_talk(path, name or None, outline, minutes=minutes), not examined)
        except DeckgenError as error:
            found.update(dict.fromkeys(error.problems))
            continue
        examined.append(built)
        found.update(dict.fromkeys((*built.coverage.problems, *built.advice)))
        coverage = built.coverage
        views = len(coverage.views) + len(coverage.missing_views)
        lines.append(f"{_name(built)}: {len(built.deck.pages)} pages, {built.talk.program.minutes:g} minutes, "
                     f"{len(coverage.views)} of {views} views")
        lines += lengths.budget_lines(built.talk)
    lines += [f"{path}: '{slide}' is used from {each['from']}" + (f": {each['text']}" if "text" in each else "")
              for slide, each in _borrowed(examined).items()]
    return examined


def _borrowed(examined: Iterable[Built]) -> dict[str, dict[str, str]]:
    """Whose the used slides are, by their ids here."""
    return {page.slide: page.credit.as_data() for built in examined for page in built.deck.pages if page.credit is not None}


def _name(built: Built) -> str:
    """The outline, and the variant where it has several."""
    source, name = built.talk.outline.source, built.talk.program.name
    return f"{source.path if source is not None else ''}" + (f" [{name}]" if name else "")


def _ledgers(examined: list[Built], every: bool, markdown: bool, as_json: bool) -> list[dict[str, object]]:
    """Print the ledgers, or give them as data: of `every` talk here, else of those in their default variant."""
    from deckgen.checks.ledger import account
    from deckgen.cli import ledger

    found = []
    for built in examined:
        if built.subject is None or not (every or built.talk.is_default):
            continue
        made = account(built.subject)
        found.append({"outline": _name(built), **ledger.as_data(made)})
        if not as_json:
            for line in (ledger.markdown if markdown else ledger.text)(made, _name(built)):
                click.echo(line)
    return found


def _fixed(path: Path, yes: bool, allow: tuple[Path, ...]) -> list[str]:
    """What was put right; an outline that cannot be read is left for the check to tell of."""
    from deckgen.cli.fix import fix
    from deckgen.problem import DeckgenError, so_many

    try:
        mended, elsewhere = fix(path, yes, allow)
    except DeckgenError:
        return []
    told = [f"{path}: {so_many(mended, 'slip')} put right"] if mended else []
    return [*told, *(f"{so_many(count, 'slip')} left in {other}, which slides are used of: deckgen check --fix {other}"
                     for other, count in elsewhere.items())]


def _ready(talks: tuple[Path, ...]) -> None:
    """Whether there is something to print, and something to print it with, before anything is built."""
    from deckgen.formats.rendered import office, poppler

    if not talks:
        raise click.UsageError("--render prints outlines; of a deck only the titles are asked")
    office()
    poppler("pdftotext")


def _render(examined: list[Built], verbose: bool, quiet: bool, found: dict[Problem, None],
            lines: list[str]) -> dict[str, object]:
    """Print the decks, add what is wrong to the problems and the figures to the lines; the figures again as data."""
    from deckgen.checks.render import LINES, as_data, summary
    from deckgen.pipeline import print_out

    def tell(number: int) -> None:
        if sys.stderr.isatty() and not quiet:
            click.echo(f"\rLibreOffice prints deck {number} of {len(examined)} ", err=True, nl=False)

    results = print_out(examined, tell)
    if sys.stderr.isatty() and not quiet:
        click.echo("\r" + " " * 50 + "\r", err=True, nl=False)
    for result in results:
        found.update(dict.fromkeys(problem for problem in result.problems if verbose or problem.rule != LINES))
    lines += summary(results)
    return {"render": as_data(results)}


def _deck(path: Path, against: Path, found: dict[Problem, None], lines: list[str], shown: list[dict[str, object]]) -> None:
    from deckgen.checks.coverage import squeeze
    from deckgen.formats.powerpoint.read import deck_titles
    from deckgen.pipeline import read_talk
    from deckgen.problem import Problem
    from deckgen.text.inline import plain_words

    outline = read_talk(against)
    titles = deck_titles(path)
    lines.append(f"{path}: {len(titles)} slides")
    where: dict[str, int | None] = {}
    for view in outline.views:
        sentence = squeeze(plain_words(view.says))
        at = next((n for n, (title, hidden) in enumerate(titles, 1) if not hidden and squeeze(title) == sentence), None)
        where[view.id] = at
        lines.append(f"  {view.id} {view.short}: " + (f"slide {at}" if at else "no slide title shows it"))
        if not at:
            found[Problem(f"{path}: view '{view.id}' is the title of no shown slide", view.says.span,
                          "give it a slide whose title is this sentence", "view-missing")] = None
    shown.append({"deck": str(path), "slides": len(titles), "views": where})
