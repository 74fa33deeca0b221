"""Slides picked from outlines, whose they are, and their questions as a sheet."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import copy_checks
from brands import changed
from conftest import ROOT
from deckgen.formats.powerpoint.identity import read_manifest
from deckgen.pipeline import build, open_talk, read_talk
from sources import deck, deckgen, picked, written

OUTLINE = """\
talk: {id: x, title: 王的讲座, author: 王五, licence: CC BY 4.0, date: 2025-03-01}
variants: {short: {minutes: 5}, long: {default: true}}
opening: [{id: hi, title: 开场白, minutes: {short: 1, long: 1}}]
sections:
  - id: s1
    number: '1'
    title: 甲
    slides:
      - {id: recipe, title: 配方, minutes: {short: 1, long: 3}, questions: [为什么是这三步？]}
      - {id: long, title: 长, minutes: {long: 3}, body: [{points: LONG}]}
    sections:
      - {id: s1.1, title: 里, slides: [{id: inner, title: 里面, minutes: {long: 1}, questions: [里面呢？, 外面呢？]}]}
  - id: s2
    title: 乙
    slides:
      - {id: brief, title: 短, minutes: {short: 1}}
      - {id: s2o, title: 乙, template: section, minutes: {long: 0}}
""".replace("LONG", json.dumps([f"第{n}条，说得长一点，好让一页放不下，要接着往下写" for n in range(1, 26)], ensure_ascii=False))


@pytest.fixture
def outline(tmp_path: Path) -> Path:
    path = tmp_path / "wang" / "o.yaml"
    path.parent.mkdir()
    path.write_text(OUTLINE, encoding="utf-8")
    return path


def ids(folder: Path, *words: object) -> list[str]:
    done = deckgen("pick", *words, "-o", folder / "out.pptx", "--json")
    assert done.exit_code == 0, done.output
    assert copy_checks.faults(copy_checks.AnyDeck.open(folder / "out.pptx")) == []
    return [each["id"] for each in json.loads(done.stdout)["slides"]]


@pytest.mark.parametrize(("asked", "found"), [
    ("#recipe", ["recipe"]), ("#配方", ["recipe"]), ("#2", ["recipe"]), ("#s1.1", ["inner"]), ("#里", ["inner"]),
    ("#recipe,hi", ["recipe", "hi"]),
])
def test_slides_are_named_by_id_title_number_and_section(asked: str, found: list[str], outline: Path, tmp_path: Path) -> None:
    assert ids(tmp_path, f"{outline}{asked}") == found


def test_a_slide_that_goes_on_comes_with_its_pages_and_one_id(outline: Path, tmp_path: Path) -> None:
    found = ids(tmp_path, f"{outline}#long")
    assert len(found) > 1 and set(found) == {"long"}
    twice = ids(tmp_path, f"{outline}#long", f"{outline}#long")
    assert twice == [*found, *["long-2"] * len(found)]
    manifest = read_manifest(tmp_path / "out.pptx")
    assert manifest is not None
    assert [each.id for each in manifest.slides["long-2"]][:2] == ["long-2", "long-2~2"]
    assert {key.partition("/")[0] for each in manifest.slides["long-2"] for _, _, key, _ in each.words if "body" in key} == {
        "long-2"}, "its words are known under the new id"
    whole = ids(tmp_path, outline)
    assert whole == ["hi", "recipe", *found, "inner", "s2o"]
    assert ids(tmp_path, f"{outline}#甲") == ["recipe", *found, "inner"], "a section with those inside"


def test_a_variant_is_asked_for(outline: Path, tmp_path: Path) -> None:
    assert ids(tmp_path, outline, "--variant", "short") == ["hi", "recipe", "brief"]
    done = deckgen("pick", f"{outline}#brief", "-o", tmp_path / "no.pptx")
    assert done.exit_code == 1 and "has no slide 'brief'" in done.output and "--variant: short" in done.output
    done = deckgen("list", outline, "--variant", "short", "--json")
    assert [each["id"] for each in json.loads(done.stdout)["decks"][0]["slides"]] == ["hi", "recipe", "brief"]


def test_problems_of_an_outline_are_told_at_its_lines(outline: Path, tmp_path: Path) -> None:
    outline.write_text(OUTLINE.replace("title: 配方", "titel: 配方"), encoding="utf-8")
    done = deckgen("pick", f"{outline}#recipe", f"{outline}#hi", "-o", tmp_path / "no.pptx")
    assert done.exit_code == 1 and "o.yaml:9:" in done.output
    assert not (tmp_path / "no.pptx").exists()


def test_credit_comes_along_and_is_listed(outline: Path, tmp_path: Path) -> None:
    foreign = written(deck(("A", "B")), tmp_path / "theirs.pptx")
    picked(tmp_path, f"{outline}#recipe", f"{foreign}#2")
    manifest = read_manifest(tmp_path / "out.pptx")
    assert manifest is not None
    credit = manifest.credits["recipe"]
    assert credit["from"] == "wang/o.yaml#recipe" and credit["text"] == "王五 · 王的讲座 · CC BY 4.0 · 2025-03-01"
    assert {name: credit[name] for name in ("author", "talk", "licence", "date")} == {
        "author": "王五", "talk": "王的讲座", "licence": "CC BY 4.0", "date": "2025-03-01"}
    assert manifest.credits["1002"]["from"] == "theirs.pptx#2" and len(manifest.credits["1002"]["hash"]) == 16
    assert "by 王五, CC BY 4.0" in deckgen("list", tmp_path / "out.pptx", "--lang", "en").output
    assert "作者 王五，CC BY 4.0" in deckgen("list", tmp_path / "out.pptx", "--lang", "zh").output
    (tmp_path / "out.pptx").rename(tmp_path / "first.pptx")
    picked(tmp_path, tmp_path / "first.pptx")
    again = read_manifest(tmp_path / "out.pptx")
    assert again is not None and again.credits == manifest.credits, "picked on, a slide stays whose it was"


def test_a_deck_of_ours_says_the_same_as_its_outline(outline: Path, tmp_path: Path) -> None:
    build(open_talk(outline), tmp_path / "built.pptx")
    picked(tmp_path, f"{tmp_path / 'built.pptx'}#recipe")
    manifest = read_manifest(tmp_path / "out.pptx")
    assert manifest is not None
    assert manifest.credits["recipe"]["text"] == "王五 · 王的讲座 · CC BY 4.0 · 2025-03-01"
    assert manifest.credits["recipe"]["from"] == "built.pptx#recipe"


def test_a_copy_that_powerpoint_made_is_no_further_page(outline: Path, tmp_path: Path) -> None:
    """PowerPoint gives a duplicate a new creation id and the same tag."""
    ids(tmp_path, f"{outline}#long")
    parts = dict(copy_checks.AnyDeck.open(tmp_path / "out.pptx").parts)
    parts = changed(parts, "ppt/slides/slide2.xml", r'(p14:creationId [^>]*val=")\d+', r"\g<1>77")
    path = written(parts, tmp_path / "changed.pptx")
    done = deckgen("pick", f"{path}#long", "-o", tmp_path / "x.pptx")
    assert done.exit_code == 1 and "could be any of the slides" in done.output


def test_two_runs_give_the_same_bytes(outline: Path, tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        done = deckgen("pick", outline, f"{ROOT / 'talk' / 'gallery.yaml'}#2-4", "-o", tmp_path / name / "out.pptx",
                       "--sheet", tmp_path / name / "out.docx")
        assert done.exit_code == 0, done.output
    for name in ("out.pptx", "out.docx"):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


def test_questions_become_a_sheet(outline: Path, tmp_path: Path) -> None:
    foreign = written(deck(("A", "B")), tmp_path / "theirs.pptx")
    done = deckgen("pick", f"{outline}#recipe,long,inner", f"{foreign}#2", f"{outline}#recipe", "-o", tmp_path / "out.pptx",
                   "--sheet", tmp_path / "sheet.md")
    assert done.exit_code == 0, done.output
    sheet = (tmp_path / "sheet.md").read_text(encoding="utf-8")
    listed = json.loads(deckgen("list", tmp_path / "out.pptx", "--json").stdout)["decks"][0]["slides"]
    inner = next(each["number"] for each in listed if each["id"] == "inner")
    assert "为什么是这三步？（幻灯片 1）" in sheet and f"里面呢？（幻灯片 {inner}）" in sheet
    assert f"为什么是这三步？（幻灯片 {len(listed)}）" in sheet
    assert f"- B（幻灯片 {len(listed) - 1}）" in sheet and "王五 · 王的讲座 · CC BY 4.0" in sheet


def test_a_sheet_of_another_kind_is_refused_and_nothing_written(outline: Path, tmp_path: Path) -> None:
    done = deckgen("pick", f"{outline}#recipe", "-o", tmp_path / "out.pptx", "--sheet", tmp_path / "sheet.txt")
    assert done.exit_code == 2 and "name the sheet .docx, .md or .pdf" in done.output
    assert not (tmp_path / "out.pptx").exists()


def test_slides_become_an_outline_to_go_on_with(outline: Path, tmp_path: Path) -> None:
    foreign = written(deck(("A", "B")), tmp_path / "theirs.pptx")
    session = tmp_path / "session.yaml"
    words = ("pick", f"{outline}#recipe,recipe", f"{foreign}#2", "-o", session)
    done = deckgen(*words)
    assert done.exit_code == 0, done.output
    text = session.read_text(encoding="utf-8")
    assert '- use: "wang/o.yaml#recipe"\n    as: recipe-2\n  - use: "theirs.pptx#2"' in text
    assert [each.id for each in read_talk(session).opening] == ["recipe", "recipe-2", "theirs-2"]
    assert deckgen("build", session, "-o", tmp_path / "s.pptx").exit_code == 0
    again = deckgen(*words)
    assert again.exit_code == 2 and "there is such a file already" in again.output and session.read_text(encoding="utf-8") == text
