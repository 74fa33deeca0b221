"""What deckgen says in Chinese: every sentence that a test has ever made it say, and every pair whole."""

from __future__ import annotations

import ast
import re
from itertools import chain, product
from pathlib import Path

import pytest
from click.testing import CliRunner

import test_rules
from deckgen.checks.rules import RULES
from deckgen.cli import main
from deckgen.messages import _PLACE, LANGUAGES, catalogue

PACKAGE = Path(__file__).parent.parent / "src" / "deckgen"
CASES = Path(__file__).parent / "cases"
ZH = catalogue("zh")
BLOCK = re.compile(r"^```problems\n(.*?)^```", re.M | re.S)
LINE = re.compile(r"^\d+(?::\d+)? (.*?)(?: \[[\w-]+\])?$")


def said_in_cases() -> list[str]:
    """The messages and hints that the text cases expect."""
    found: dict[str, None] = {}
    for file in sorted(CASES.glob("*.md")):
        for block in BLOCK.findall(file.read_text(encoding="utf-8")):
            for line in block.splitlines():
                message = LINE.match(line)
                found[message[1] if message else line.strip()] = None
    return [each for each in found if each]


def test_the_catalogue_knows_what_the_cases_say() -> None:
    assert ZH is not None
    assert [each for each in said_in_cases() if ZH.find(each) is None] == []


@pytest.mark.parametrize("rule", sorted(set(RULES) - test_rules.ELSEWHERE))
def test_the_catalogue_knows_what_the_rules_say(rule: str, tmp_path: Path) -> None:
    assert ZH is not None
    found = [problem for example in test_rules.examples(rule)["Bad"]
             for problem in test_rules.look(tmp_path, test_rules.outline_of(example)) if problem.rule == rule]
    assert found
    assert [text for problem in found for text in (problem.message, problem.hint) if text and ZH.find(text) is None] == []


SAYERS = {"Problem", "Unshown", "refuse", "say", "wrong", "complain", "fail", "_fail", "problem", "slip", "Unusable",
          "Unreadable", "Refused", "_problem", "unfit", "refusal"}
"""Functions that take a message, and a hint after it."""
SAMPLES = ("7", "x", "view", "7 lines", "text", "'x'", "x and y", "did you mean 'x'? ", "a space", "")
"""What may stand at a place."""


def sentences(node: ast.expr) -> list[list[str]]:
    """The sentences that an expression can make, each as the stretches between its places."""
    match node:
        case ast.Constant(value=str(text)):
            return [[text]]
        case ast.JoinedStr(values=values):
            parts = [[""]]
            for value in values:
                if isinstance(value, ast.Constant):
                    parts = [[*part[:-1], part[-1] + str(value.value)] for part in parts]
                else:
                    parts = [[*part, ""] for part in parts]
            return parts
        case ast.IfExp(body=body, orelse=orelse):
            return sentences(body) + sentences(orelse)
        case ast.BinOp(left=left, right=right):
            return [[*one[:-1], one[-1] + other[0], *other[1:]] for one in sentences(left) for other in sentences(right)]
    return [["", ""]]


def in_the_code() -> dict[str, list[str]]:
    """Every sentence with words of its own that the code hands to an author, and where."""
    found: dict[str, list[str]] = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            name = getattr(call.func, "attr", getattr(call.func, "id", "")) if isinstance(call, ast.Call) else ""
            if isinstance(call, ast.Call) and name in SAYERS:
                given = [*call.args, *(each.value for each in call.keywords if each.arg in ("message", "hint"))]
                for pieces in (each for argument in given for each in sentences(argument)):
                    if re.search(r"[a-z]{2,} [a-z]", "".join(pieces)):
                        found["{}".join(pieces)] = pieces
    return found


def known(pieces: list[str]) -> bool:
    """Whether the catalogue has a sentence, with something at each of its places."""
    assert ZH is not None
    fillings = product(SAMPLES, repeat=len(pieces) - 1) if len(pieces) <= 4 else ((each,) * (len(pieces) - 1) for each in SAMPLES)
    return any(ZH.find("".join(chain(*zip(pieces, (*filling, ""), strict=True)))) is not None for filling in fillings)


def test_the_catalogue_knows_every_sentence_of_the_code() -> None:
    assert [sentence for sentence, pieces in in_the_code().items() if not known(pieces)] == []


def test_both_languages_have_the_same_places() -> None:
    text = PACKAGE / "messages" / "zh.txt"
    pairs = [block.split("\n") for block in re.split(r"\n{2,}", text.read_text(encoding="utf-8").strip())
             if not block.startswith("#")]
    assert [pair for pair in pairs if len(pair) != 2] == []
    assert [english for english, said in pairs
            if {place[0] for place in _PLACE.findall(english)} != {place[0] for place in _PLACE.findall(said)}] == []
    assert len({english for english, _ in pairs}) == len(pairs), "each sentence stands once"


SLIP = "talk: {id: t, title: 'Talk', languge: en}\nopening: [{id: a, title: A}]\n"


@pytest.mark.parametrize(("environment", "outline", "options", "chinese"), [
    ({}, SLIP, (), False),
    ({}, SLIP.replace("Talk", "讲座"), (), True),
    ({"LANG": "zh_CN.UTF-8"}, SLIP, (), True),
    ({"LANG": "zh_CN.UTF-8"}, SLIP, ("--lang", "en"), False),
    ({"LANG": "en_US.UTF-8"}, SLIP, ("--lang", "zh"), True),
    ({"DECKGEN_LANG": "en"}, SLIP.replace("Talk", "讲座"), (), False),
])
def test_the_language_is_the_talks_the_terminals_or_as_asked(
        environment: dict[str, str], outline: str, options: tuple[str, ...], chinese: bool, tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DECKGEN_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    path = tmp_path / "o.yaml"
    path.write_text(outline, encoding="utf-8")
    done = CliRunner().invoke(main, ["check", *options, str(path)])
    assert ("错误: 没有“languge”这个键 [unknown-key]" in done.output) is chinese
    assert ("办法: 是不是“language”？" in done.output) is chinese
    assert ("1 个错误" in done.output) is chinese


def test_there_is_a_catalogue_for_each_language() -> None:
    assert [language for language in LANGUAGES if catalogue(language) is None] == ["en"]
