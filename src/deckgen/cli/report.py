"""Problems for other programs: JSON of our own, annotations of GitHub's workflows, and SARIF 2.1.0 for code scanning."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from deckgen import __version__
from deckgen.checks.rules import RULES
from deckgen.problem import Problem

GITHUB = {"error": "error", "warning": "warning", "advice": "notice"}
SARIF = {"error": "error", "warning": "warning", "advice": "note"}
SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def github(found: Iterable[Problem]) -> str:
    """One workflow command a line: `::warning file=…,line=…,col=…,title=…::message`."""
    return "\n".join(_command(problem) for problem in found)


def _command(problem: Problem) -> str:
    span = problem.span
    place = {"file": str(span.source.path), "line": span.line, "col": span.column} if span else {}
    if span and 0 <= span.start < span.end and "\n" not in span.source.text[span.start:span.end]:
        place["endColumn"] = span.column + span.end - span.start
    given = ",".join(f"{name}={_escaped(str(value), ':,')}" for name, value in (place | {"title": problem.rule}).items())
    said = problem.message + (f"\n{problem.hint}" if problem.hint else "")
    return f"::{GITHUB[problem.severity]} {given}::{_escaped(said)}"


def _escaped(text: str, more: str = "") -> str:
    for char in "%\r\n" + more:
        text = text.replace(char, f"%{ord(char):02X}")
    return text


def sarif(found: Iterable[Problem]) -> dict[str, object]:
    """A log of one run. Columns count characters, as ours do."""
    found = list(found)
    names = list(dict.fromkeys(problem.rule for problem in found))
    driver = {"name": "deckgen", "version": __version__, "rules": [_rule(name) for name in names]}
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [{
        "tool": {"driver": driver}, "columnKind": "unicodeCodePoints",
        "results": [_result(problem, names.index(problem.rule)) for problem in found]}]}


def _rule(name: str) -> dict[str, object]:
    if name not in RULES:
        return {"id": name}
    page, _, _ = RULES[name].page.partition("\n")
    return {"id": name, "shortDescription": {"text": page}, "help": {"text": RULES[name].page},
            "defaultConfiguration": {"level": SARIF[RULES[name].level]}}


def _result(problem: Problem, number: int) -> dict[str, object]:
    said = problem.message + (f"\n{problem.hint}" if problem.hint else "")
    result: dict[str, object] = {"ruleId": problem.rule, "ruleIndex": number, "level": SARIF[problem.severity],
                                 "message": {"text": said}}
    span = problem.span
    if span:
        region: dict[str, object] = {"startLine": span.line, "startColumn": span.column}
        if 0 <= span.start < span.end:
            last = span.source.span(span.end, span.end)
            region |= {"endLine": last.line, "endColumn": last.column}
        path = span.source.path
        uri = path.as_uri() if path.is_absolute() else Path(path).as_posix()
        result["locations"] = [{"physicalLocation": {"artifactLocation": {"uri": uri}, "region": region}}]
    return result
