"""What is wrong with an author's files, as values: where, what, why it matters and what to do next.

    talk/outline.yaml:14:15: error: no template named 'two-colums' [unknown-template]
        14 |     template: two-colums
           |               ^^^^^^^^^^
      hint: did you mean 'two-columns'?
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Literal

from deckgen.source.span import Span
from deckgen.value import value

if TYPE_CHECKING:
    from deckgen.source.edit import Edit


@value(frozen=True)
class Problem:
    """One fault. `message` is lower case, one sentence, no full stop; `hint` says what to do next; `rule` names it."""

    message: str
    span: Span | None = None
    hint: str = ""
    rule: str = ""
    severity: Literal["error", "warning", "advice"] = "error"
    edits: tuple[Edit, ...] = ()
    """What `check --fix` does about it, where that is certain."""


class DeckgenError(Exception):
    """Problems in the author's files, all that one stage found."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(problem.message for problem in self.problems))


class Unusable(Exception):
    """A path that is missing, unreadable or unwritable: usage or environment, not the author's text."""


def did_you_mean(name: str, among: Iterable[str]) -> str:
    """The start of a hint, with a space after it: the known name that is nearest to a mistyped one; empty where none is near."""
    from difflib import get_close_matches

    near = get_close_matches(name.lower(), list(among), 1, 0.6)
    return f"did you mean '{near[0]}'? " if near else ""


def so_many(count: int, noun: str) -> str:
    """`1 row`, `2 rows`."""
    return f"{count} {noun}" + ("" if count == 1 else "s")


WIDTH = 100
"""Columns of a source line that are shown; of a longer one, the part around the fault."""

_INK = {"error": "31", "warning": "33", "advice": "36"}
_UNSEEN = ("[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef\ufeff\ufffe\uffff]")


def as_it_is(text: str) -> str:
    """Sentences in the language of the code."""
    return text


def show_all(problems: Iterable[Problem], colour: bool = False, said: Callable[[str], str] = as_it_is) -> str:
    """Problems in the order of their places, an empty line between them; those without a place come last."""
    return "\n\n".join(show(problem, colour, said) for problem in in_order(problems))


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Problems by file, line and column; those without a place last."""
    return sorted(problems, key=_place)


def show(problem: Problem, colour: bool = False, said: Callable[[str], str] = as_it_is) -> str:
    """A problem with its line of the source, the place underlined, and its hint; without a newline at the end.

    `said` gives a sentence in the language of the author.
    The line under the source stands right where Han characters take two columns and combining marks none.
    """
    def ink(text: str, code: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if colour and text else text

    span, tone = problem.span, _INK[problem.severity]
    place = ink(f"{span}:", "1") + " " if span else ""
    rule = f" [{problem.rule}]" if problem.rule else ""
    shown = [f"{place}{ink(said(problem.severity) + ':', '1;' + tone)} {said(problem.message)}{rule}"]
    if span and 0 < span.line <= len(span.source.lines):
        line, gap, mark = _underlined(span)
        shown.append(ink(f"{span.line:6} | ", "2") + line)
        if mark:
            shown.append(ink("       | ", "2") + gap + ink(mark, "1;" + tone))
    if problem.hint:
        shown.append(f"  {ink(said('hint') + ':', '1')} {said(problem.hint)}")
    return "\n".join(shown)


def columns(text: str) -> int:
    """How many columns a terminal gives a text: two for wide characters, none for combining ones."""
    return sum(map(_columns, text))


def _columns(char: str) -> int:
    if char < "\u0300":
        return 1
    if unicodedata.combining(char) or unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in ("W", "F") else 1


def _underlined(span: Span) -> tuple[str, str, str]:
    """The source line, the gap below it and the carets; no carets where only the line is known."""
    line = re.sub(_UNSEEN, "\ufffd", span.source.lines[span.line - 1]).rstrip()
    at = min(span.column - 1, len(line))
    known = span.start >= 0
    stretch = line[at : at + max(span.end - span.start, 0)] if known else ""
    before, line = _clipped(line, at)
    gap = "".join(char if char == "\t" else " " * _columns(char) for char in before)
    room = max(WIDTH - columns(gap), 1)
    return line, gap, "^" * min(max(columns(stretch), 1), room) if known else ""


def _clipped(line: str, at: int) -> tuple[str, str]:
    """What stands before the place, and the line, cut to WIDTH columns around the place."""
    start = at
    if columns(line) <= WIDTH:
        start = 0
    else:
        room = WIDTH * 2 // 3 if columns(line[:at]) > WIDTH * 2 // 3 else WIDTH
        while start > 0 and columns(line[start - 1 : at]) <= room:
            start -= 1
    end, left = start, WIDTH
    while end < len(line) and (left := left - _columns(line[end])) >= 0:
        end += 1
    lead, tail = "…" if start else "", "…" if end < len(line) else ""
    return lead + line[start:at], lead + line[start:end] + tail


def _place(problem: Problem) -> tuple[bool, str, int, int]:
    span = problem.span
    return (False, str(span.source.path), span.line, span.column) if span else (True, "", 0, 0)
