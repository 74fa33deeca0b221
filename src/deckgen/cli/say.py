"""What every verb says alike: problems on stderr, counts, one JSON object on stdout, exit codes."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TextIO

import click

from deckgen.messages import LANGUAGES, say
from deckgen.problem import DeckgenError, Problem, Unusable, show_all
from deckgen.source.span import Source

DEFAULT = Path("talk/outline.yaml")
LANG = "deckgen.lang"
Said = Callable[[str], str]
"""How sentences are said in the author's language."""
HAN = ("\u3400", "\u9fff")
"""First and last of the characters that say that a file is Chinese. (To compile a pattern of them takes two milliseconds.)"""


def outlines(paths: tuple[Path, ...]) -> tuple[Path, ...]:
    """The outlines that were named, or the talk of the working directory."""
    if paths:
        return paths
    if not DEFAULT.exists():
        raise Unusable(f"{DEFAULT}: no such file; name an outline, or work in a folder that has talk/outline.yaml")
    return (DEFAULT,)


def coloured(stream: TextIO) -> bool:
    """Whether a stream takes colour: a terminal, and NO_COLOR not set (no-color.org)."""
    return stream.isatty() and not os.environ.get("NO_COLOR")


def in_language(command: Callable[..., None]) -> Callable[..., None]:
    """The option `--lang` for a verb."""
    def keep(ctx: click.Context, _: click.Parameter, value: str | None) -> None:
        ctx.meta[LANG] = value

    return click.option("--lang", type=click.Choice(LANGUAGES), expose_value=False, callback=keep,
                        help="Of the messages; else the talk's, or your terminal's.")(command)


allowing = click.option("--allow", multiple=True, type=click.Path(path_type=Path, file_okay=False), metavar="DIR",
                        help="A further folder that `use:` may take slides from; else the outline's own alone.")
"""The option `--allow` for a verb that reads outlines."""


def language(*sources: Source) -> str:
    """The language of messages: what was asked for, else Chinese where a file that they are about is, or the terminal."""
    context = click.get_current_context(silent=True)
    asked = (context.meta.get(LANG) if context is not None else None) or os.environ.get("DECKGEN_LANG")
    if asked in LANGUAGES:
        return asked
    return "zh" if any(HAN[0] <= char <= HAN[1] for source in sources for char in source.text) else spoken()


def spoken() -> str:
    """The language of the terminal: Chinese where it says so, else English."""
    named = next((value for name in ("LC_ALL", "LC_MESSAGES", "LANG") if (value := os.environ.get(name))), "")
    return "zh" if named.lower().startswith("zh") else "en"


def saying(*sources: Source) -> Callable[[str], str]:
    """How sentences about these files are said."""
    return partial(say, language=language(*sources))


def line(text: str, *sources: Source, err: bool = False) -> None:
    """A sentence about these files, on a line."""
    click.echo(say(text, language(*sources)), err=err)


def of(found: Iterable[Problem]) -> tuple[Source, ...]:
    """The files that problems are about."""
    return tuple({id(problem.span.source): problem.span.source for problem in found if problem.span is not None}.values())


def problems(found: Iterable[Problem]) -> None:
    """Problems on stderr, in order of their places."""
    found = tuple(found)
    colour = coloured(sys.stderr)
    text = show_all(found, colour, saying(*of(found)))
    if text:
        click.echo(text, err=True, color=colour)


def count(found: Iterable[Problem]) -> str:
    """`2 errors, 1 warning`."""
    names = [problem.severity for problem in found]
    plural = {"error": "errors", "warning": "warnings", "advice": "pieces of advice"}
    single = {"error": "error", "warning": "warning", "advice": "piece of advice"}
    return ", ".join(f"{number} {plural[kind] if number > 1 else single[kind]}"
                     for kind in ("error", "warning", "advice") if (number := names.count(kind)))


def as_data(problem: Problem) -> dict[str, object]:
    """A problem as JSON: stable names, line and column from 1."""
    span = problem.span
    return {"rule": problem.rule, "severity": problem.severity, "message": problem.message, "hint": problem.hint,
            "file": str(span.source.path) if span else None, "line": span.line if span else None,
            "column": span.column if span else None}


def write(path: Path, text: str) -> None:
    """A text file, whole or not at all."""
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.write_text(text, encoding="utf-8", newline="\n")
        os.replace(part, path)
    except OSError as error:
        raise Unusable(f"{path}: {error.strerror or error}") from None
    finally:
        part.unlink(missing_ok=True)


def data(value: Mapping[str, object]) -> None:
    """One JSON object on stdout."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


@contextmanager
def exits(as_json: bool = False) -> Iterator[None]:
    """Turn what the stages raise into words and an exit code: 1 for the author's files, 2 for paths."""
    try:
        yield
    except DeckgenError as error:
        problems(error.problems)
        line(f"{count(error.problems)}; nothing was written", *of(error.problems), err=True)
        if as_json:
            data({"problems": [as_data(problem) for problem in error.problems]})
        sys.exit(1)
    except Unusable as error:
        click.echo(f"deckgen: {say(str(error), language())}", err=True)
        sys.exit(2)
