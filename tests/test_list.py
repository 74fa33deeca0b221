"""What `deckgen list` shows, and the page that it makes."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from brands import changed
from conftest import needs
from sources import deck, deckgen, sectioned, tagged, written


def test_list_shows_what_slides_are_taken_by(tmp_path: Path) -> None:
    parts = sectioned(tagged(deck(("一", "二"), chart=True, picture=True), 2, "scale"), "甲", "乙")
    path = written(changed(parts, "ppt/slides/slide2.xml", "<p:sld ", '<p:sld show="0" '), tmp_path / "a.pptx")
    lines = deckgen("list", path).output.splitlines()
    assert lines[1].split() == ["no.", "id", "title", "section", "layout", "holds"]
    assert "1001" in lines[2] and "Title and Content" in lines[2] and "2 characters of notes, 1 picture, 1 chart" in lines[2]
    assert "scale" in lines[3] and "hidden" in lines[3] and "乙" in lines[3]
    found = json.loads(deckgen("list", path, "--json").stdout)["decks"][0]
    assert found["size"] == [720, 540] and [each["id"] for each in found["slides"]] == ["1001", "scale"]
    assert found["slides"][1] | {"hidden": True, "charts": 1, "notes": 2} == found["slides"][1]
    assert "备注 2 字, 1 张图, 1 个图表" in deckgen("list", "--lang", "zh", path).output


def test_list_makes_one_page_that_needs_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr("deckgen.formats.rendered.OFFICES", ())
    path = written(deck(("<一> & 二",)), tmp_path / "a.pptx")
    done = deckgen("list", path, "--html", tmp_path / "slides.html")
    assert done.exit_code == 0 and "no pictures" in done.output
    page = (tmp_path / "slides.html").read_text(encoding="utf-8")
    assert "&lt;一&gt; &amp; 二" in page and "a.pptx#1001" in page
    assert not re.search(r'(?:src|href)="(?!data:)', page)


def test_list_draws_hidden_slides_too(tmp_path: Path) -> None:
    needs("soffice"), needs("pdftoppm")
    path = written(changed(deck(("一", "二")), "ppt/slides/slide2.xml", "<p:sld ", '<p:sld show="0" '), tmp_path / "a.pptx")
    assert deckgen("list", path, "--html", tmp_path / "slides.html").exit_code == 0
    assert (tmp_path / "slides.html").read_text(encoding="utf-8").count("data:image/jpeg;base64,") == 2


def test_an_empty_deck_is_listed_and_nothing_can_be_taken(tmp_path: Path) -> None:
    path = written(deck(()), tmp_path / "a.pptx")
    assert "no slides" in deckgen("list", path).output
    done = deckgen("pick", path, "-o", tmp_path / "out.pptx")
    assert done.exit_code == 1 and "the deck a.pptx has no slides" in done.output




def test_where_slides_first_came_from_stays_known(tmp_path: Path) -> None:
    path = written(tagged(deck(("一", "二")), 2, "scale"), tmp_path / "theirs.pptx")
    assert deckgen("pick", f"{path}#2", "-o", tmp_path / "mine.pptx").exit_code == 0
    assert deckgen("pick", f"{tmp_path / 'mine.pptx'}#scale", path, "-o", tmp_path / "ours.pptx").exit_code == 0
    assert "from theirs.pptx#scale" in deckgen("list", tmp_path / "mine.pptx").output
    found = json.loads(deckgen("list", tmp_path / "ours.pptx", "--json").stdout)["decks"][0]["slides"]
    assert [each["origin"] for each in found] == ["theirs.pptx#scale", "theirs.pptx#1001", "theirs.pptx#scale"]
