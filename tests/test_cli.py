"""What the organiser types, and what comes back: exit codes, files, words."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from conftest import ROOT, TALK
from deckgen.cli import main

SMALL = """\
talk: {id: small, title: 小讲座}
views:
  - {id: v1, short: 一, says: 第一个观点。}
sections:
  - id: s1
    number: "1"
    title: 第一节
    slides:
      - id: one
        title: {view: v1}
        body:
          - points: [甲, 乙]
        notes: 说一说。
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working directory with a small talk in it."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "talk").mkdir()
    (tmp_path / "talk" / "outline.yaml").write_text(SMALL, encoding="utf-8")
    return tmp_path


def deckgen(*words: str) -> Result:
    return CliRunner().invoke(main, list(words))


def files(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file() and "talk" not in path.parts)


def test_build_alone_makes_the_talk_of_the_folder(folder: Path) -> None:
    done = deckgen("build")
    assert done.exit_code == 0
    assert files(folder) == ["build/small.notes.md", "build/small.pptx"]
    assert ": 1 slide, " in done.output
    assert "1 of 1 views" in done.output


def test_minutes_that_are_estimated_are_said(folder: Path) -> None:
    assert "names no minutes" in deckgen("build").output


def test_strict_refuses_them(folder: Path) -> None:
    done = deckgen("build", "--strict")
    assert done.exit_code == 1
    assert files(folder) == []


def test_output_names(folder: Path) -> None:
    assert deckgen("build", "-q", "-o", "x.pptx").exit_code == 0
    assert deckgen("build", "-q", "-o", "out/", "--to", "notes").exit_code == 0
    assert files(folder) == ["out/small.notes.md", "x.notes.md", "x.pptx"]


def test_json_is_one_object(folder: Path) -> None:
    done = CliRunner().invoke(main, ["build", "--json"])
    deck = json.loads(done.stdout)["decks"][0]
    assert deck["views"] == {"covered": ["v1"], "missing": []}
    assert deck["files"]["pptx"] == str(Path("build/small.pptx"))
    assert [problem["rule"] for problem in deck["problems"]] == ["minutes-estimated"]


def test_a_deck_changed_by_hand_is_not_replaced(folder: Path) -> None:
    from pptx import Presentation

    deckgen("build", "-q")
    path = folder / "build" / "small.pptx"
    deck = Presentation(str(path))
    assert deck.slides[0].shapes.title is not None
    deck.slides[0].shapes.title.text_frame.text = "我的题目"
    deck.save(str(path))
    edited = path.read_bytes()
    done = deckgen("build")
    assert done.exit_code == 1 and "--force" in done.output
    assert path.read_bytes() == edited
    assert deckgen("build", "-q", "--force").exit_code == 0
    assert (folder / "build" / "small.pptx.bak").read_bytes() == edited


def test_an_untouched_deck_is_replaced(folder: Path) -> None:
    assert deckgen("build", "-q").exit_code == deckgen("build", "-q").exit_code == 0


def test_somebody_elses_file_is_not_replaced(folder: Path) -> None:
    (folder / "x.pptx").write_bytes(b"not a deck")
    assert deckgen("build", "-o", "x.pptx").exit_code == 1
    assert (folder / "x.pptx").read_bytes() == b"not a deck"


@pytest.mark.parametrize(("words", "said"), [
    (["build", "nowhere.yaml"], "nowhere.yaml"),
    (["build", "-o", "talk/outline.yaml/x.pptx"], "talk/outline.yaml"),
    (["build", "--to", "epub"], "epub"),
    (["build", "-o", "x.ppt"], "x.ppt"),
    (["built"], "build"),
    (["check", "nowhere.pptx"], "nowhere.pptx"),
])
def test_usage_and_paths_exit_with_two(folder: Path, words: list[str], said: str) -> None:
    done = deckgen(*words)
    assert done.exit_code == 2, done.output
    assert said in done.output
    assert files(folder) == []


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read and write everything")
def test_an_unreadable_outline(folder: Path) -> None:
    (folder / "talk" / "outline.yaml").chmod(0)
    assert deckgen("build").exit_code == 2


def test_an_unknown_variant_names_the_known_ones(folder: Path) -> None:
    done = CliRunner().invoke(main, ["build", str(TALK), "--variant", "lectur", "-o", "x.pptx"])
    assert done.exit_code == 1
    assert "lecture" in done.output


def test_check_leaves_nothing(folder: Path) -> None:
    done = deckgen("check")
    assert done.exit_code == 0, done.output
    assert files(folder) == []


def test_check_tells_every_problem(folder: Path) -> None:
    path = folder / "talk" / "outline.yaml"
    path.write_text(SMALL.replace("number:", "nummer:").replace("notes:", "note:"), encoding="utf-8")
    done = deckgen("check")
    assert done.exit_code == 1
    assert "outline.yaml:6:" in done.output and "outline.yaml:13:" in done.output and "2 errors" in done.output


def test_check_reads_anybodys_deck(folder: Path) -> None:
    from pptx import Presentation

    deck = Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    assert slide.shapes.title is not None
    slide.shapes.title.text_frame.text = "第一个 观点。"
    deck.save("theirs.pptx")
    done = deckgen("check", "theirs.pptx")
    assert done.exit_code == 0 and "slide 1" in done.output, done.output
    slide.shapes.title.text_frame.text = "别的"
    deck.save("theirs.pptx")
    assert deckgen("check", "theirs.pptx").exit_code == 1


def test_the_committed_schema_is_the_models() -> None:
    done = deckgen("schema")
    assert done.output == (ROOT / "talk" / "outline.schema.json").read_text(encoding="utf-8")


def test_the_talk_points_to_its_schema() -> None:
    first = TALK.read_text(encoding="utf-8").split("\n")[0]
    assert first == "# yaml-language-server: $schema=outline.schema.json"


def test_a_talks_own_template_wins(folder: Path) -> None:
    own = folder / "talk" / "templates" / "slides"
    own.mkdir(parents=True)
    shutil.copy(ROOT / "templates" / "slides" / "view.xml.j2", own / "mine.xml.j2")
    path = folder / "talk" / "outline.yaml"
    path.write_text(SMALL.replace("id: one", "id: one\n        template: mine"), encoding="utf-8")
    assert deckgen("build", "-q").exit_code == 0


def test_doctor_says_what_this_machine_has(folder: Path) -> None:
    facts = {each["name"]: each for each in json.loads(deckgen("doctor", "--json").stdout)["machine"]}
    assert facts["click"]["found"] and facts["python"]["found"].startswith("3.")
    assert facts["Latin font"]["found"] == "Arial" and {"LibreOffice", "browser", "Chinese font"} <= set(facts)


def test_doctor_names_a_package_of_another_version(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from deckgen.cli import machine

    monkeypatch.setattr(machine, "version", lambda name: "0.1")
    assert "tested with 8." in next(fact.note for fact in machine.packages() if fact.name == "click")
