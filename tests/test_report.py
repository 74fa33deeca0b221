"""Problems for other programs."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner

from deckgen.cli import main

SLIPS = "talk: {id: t, title: '讲座,100%'}\nopening: [{id: a, title: 题, minutes: 1, template: txt}]\n"


def run(tmp_path: Path, *options: str, text: str = SLIPS) -> str:
    path = tmp_path / "a,b.yaml"
    path.write_text(text, encoding="utf-8")
    return CliRunner().invoke(main, ["check", *options, str(path)]).stdout


def test_annotations_for_github(tmp_path: Path) -> None:
    (line,) = run(tmp_path, "--format", "github").splitlines()
    path = str(tmp_path / "a,b.yaml").replace(",", "%2C").replace(":", "%3A")
    assert line == (f"::error file={path},line=2,col=51,endColumn=54,title=unknown-template"
                    "::no template named 'txt'%0Adid you mean 'text'? " + line.partition("mean 'text'? ")[2])


def test_sarif(tmp_path: Path) -> None:
    log = json.loads(run(tmp_path, "--format", "sarif", text=SLIPS.replace(", template: txt", "")))
    (only,) = log["runs"]
    assert log["version"] == "2.1.0" and only["columnKind"] == "unicodeCodePoints"
    (result,) = [each for each in only["results"] if each["ruleId"] == "half-width-mark"]
    assert only["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == "half-width-mark"
    assert only["tool"]["driver"]["rules"][result["ruleIndex"]]["defaultConfiguration"]["level"] == "warning"
    (place,) = result["locations"]
    assert place["physicalLocation"]["region"] == {"startLine": 1, "startColumn": 25, "endLine": 1, "endColumn": 26}
    assert place["physicalLocation"]["artifactLocation"]["uri"].startswith("file://")


def test_nothing_wrong_is_an_empty_log(tmp_path: Path) -> None:
    fine = "talk: {id: t, title: 讲座}\nopening: [{id: a, title: 题, minutes: 1, notes: 说一说。}]\n"
    assert run(tmp_path, "--format", "github", text=fine) == ""
    assert json.loads(run(tmp_path, "--format", "sarif", text=fine))["runs"][0]["results"] == []
