"""What is said about an author's faults: `tests/cases/*-problems.md` hold a title, an outline or a part of one, and the problems.

A part is set into a small outline that has two variants and two views; lines are counted in the part. Characters that
cannot be seen are written `⟨U+000B⟩`.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

import pytest

from deckgen.outline.reader import from_source
from deckgen.problem import DeckgenError
from deckgen.source.span import Source

HEAD = """\
talk: {id: t, title: 题}
variants: {short: {minutes: 10}, long: {minutes: 50, default: true}}
views: [{id: v1, short: 一, says: 观点一。}, {id: v2, short: 二, says: 观点二。}]
"""
BEFORE = {"yaml": "", "outline": HEAD, "slides": HEAD + "opening:\n", "body": HEAD + "opening:\n- id: s\n  title: 题\n  body:\n"}


class Case(NamedTuple):
    title: str
    kind: str
    text: str
    expected: str


def cases(path: Path) -> list[Case]:
    """The cases of a file, in order."""
    pattern = r"^## ([^\n]+)\n\n```(\w+)\n(.*?)```\n\n```problems\n(.*?)\n?```$"
    return [Case(*found.groups()) for found in re.finditer(pattern, path.read_text(encoding="utf-8"), re.M | re.S)]


def said(case: Case) -> str:
    """What reading says: `line:column message [rule]`, and the hint below; `nothing` where all is well."""
    before = BEFORE[case.kind]
    seen = re.sub("⟨U\\+([0-9A-F]+)⟩", lambda found: chr(int(found.group(1), 16)), case.text)
    try:
        from_source(Source(Path("outline.yaml"), before + seen))
    except DeckgenError as error:
        places = sorted(((problem.span.line, problem.span.column, problem) for problem in error.problems if problem.span),
                        key=lambda place: place[:2])
        return "\n".join(f"{line - before.count(chr(10))}:{column} {problem.message} [{problem.rule}]"
                         + (f"\n    {problem.hint}" if problem.hint else "") for line, column, problem in places)
    return "nothing"


FILES = sorted((Path(__file__).parent / "cases").glob("*-problems.md"))


@pytest.mark.parametrize("case", [case for path in FILES for case in cases(path)], ids=lambda case: case.title)
def test_the_author_is_told(case: Case) -> None:
    assert said(case) == case.expected


def test_every_case_is_found() -> None:
    headings = [line for path in FILES for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("## ")]
    found = [case.title for path in FILES for case in cases(path)]
    assert found == [line.removeprefix("## ") for line in headings] and len(found) == len(set(found)) > 100
