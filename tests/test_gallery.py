"""The gallery: every block, layout and figure has its page; in all themes and both languages, sound, and drawn as it was."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import get_args

import pytest
from openxml_audit import OpenXmlValidator

import brands
import package_checks
from conftest import ROOT, TALK
from deckgen.formats.powerpoint.write import write_pptx
from deckgen.outline.blocks import Block, Columns
from deckgen.pipeline import Talk, make_deck, open_talk
from deckgen.problem import Problem
from deckgen.scene import Box, Deck, Page, Text
from deckgen.theme.read import read_theme
from golden import as_text

CHINESE, ENGLISH = TALK.with_name("gallery.yaml"), TALK.with_name("gallery-en.yaml")
GALLERIES = (CHINESE, ENGLISH)
DECKS = ROOT / "tests" / "decks"
THEMES = ("default", "default-dark")


@cache
def talk(outline: Path, theme: str = "default") -> Talk:
    found = open_talk(outline)
    templates = ROOT / "templates"
    return replace(found, theme=read_theme(templates / "themes" / theme / "theme.yaml", [templates]))


@cache
def made(outline: Path, theme: str = "default") -> tuple[Deck, tuple[Problem, ...]]:
    return make_deck(talk(outline, theme))


def kinds(body: tuple[Block, ...]) -> list[str]:
    """The kinds of blocks in a body, those in columns after their columns."""
    found = []
    for block in body:
        found.append(block.block)
        if isinstance(block, Columns):
            found += [kind for column in block.columns for kind in kinds(column.body)]
    return found


def blocks(outline: Path) -> dict[str, list[str]]:
    """The kinds of blocks on each slide."""
    return {entry.slide.id: kinds(entry.slide.body) for entry in talk(outline).program.entries}


# ---- what is in it ---------------------------------------------------------------------------------------------------


def test_every_block_has_a_page() -> None:
    shown = {kind for each in blocks(CHINESE).values() for kind in each}
    assert {each.block for each in get_args(Block)} - shown == set()


@pytest.mark.parametrize("outline", GALLERIES, ids=lambda path: path.stem)
def test_every_layout_has_a_page(outline: Path) -> None:
    deck, _ = made(outline)
    assert {*talk(outline).theme.layouts} - {page.layout for page in deck.pages} == set()


def test_the_english_gallery_shows_what_the_chinese_one_does() -> None:
    chinese, english = blocks(CHINESE), blocks(ENGLISH)
    assert {id: each for id, each in chinese.items() if id in english} == english


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("outline", GALLERIES, ids=lambda path: path.stem)
def test_every_page_is_whole_and_nobody_has_a_word_to_say(outline: Path, theme: str) -> None:
    deck, advice = made(outline, theme)
    assert [page.id for page in deck.pages if page.id != page.slide and page.layout != "references"] == []
    assert advice == ()


@pytest.mark.parametrize("outline", GALLERIES, ids=lambda path: path.stem)
def test_the_rules_have_nothing_against_what_is_to_be_copied(outline: Path) -> None:
    assert [problem for problem in make_deck(talk(outline), "check")[1] if problem.severity != "advice"] == []


# ---- in every theme --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("outline", GALLERIES, ids=lambda path: path.stem)
def test_others_find_nothing_wrong(outline: Path, theme: str, tmp_path: Path) -> None:
    path = tmp_path / "deck.pptx"
    write_pptx(made(outline, theme)[0], talk(outline, theme).theme, path)
    assert [str(error) for error in OpenXmlValidator().validate(path).errors] == []
    assert package_checks.faults(package_checks.Deck.open(path)) == []


@pytest.mark.parametrize("outline", GALLERIES, ids=lambda path: path.stem)
def test_nor_in_somebody_s_template(outline: Path, tmp_path: Path) -> None:
    found = open_talk(outline, theme=brands.save(brands.default(), tmp_path / "brand.pptx"))
    path = tmp_path / "deck.pptx"
    write_pptx(make_deck(found)[0], found.theme, path)
    assert [str(error) for error in OpenXmlValidator().validate(path).errors] == []
    assert package_checks.faults(package_checks.Deck.open(path)) == []


# ---- drawn as it was -------------------------------------------------------------------------------------------------


def pages(outline: Path) -> dict[str, str]:
    """The gallery as text, one file for each of its parts."""
    deck, _ = made(outline)
    files = {entry.slide.id: entry.top.id if entry.top is not None else entry.part for entry in talk(outline).program.entries}
    found: dict[str, list[str]] = {}
    for page in deck.pages:
        found.setdefault(f"{files[page.slide]}.txt", []).append(as_text(page))
    return {name: "\n".join(texts) for name, texts in found.items()}


@pytest.mark.parametrize("outline", GALLERIES, ids=lambda path: path.stem)
def test_pages_are_drawn_as_they_were(outline: Path, request: pytest.FixtureRequest) -> None:
    folder, found = DECKS / outline.stem, pages(outline)
    if request.config.getoption("--golden"):
        folder.mkdir(parents=True, exist_ok=True)
        for path in folder.iterdir():
            path.unlink()
        for name, text in found.items():
            (folder / name).write_text(text, encoding="utf-8", newline="\n")
    kept = {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir()}
    assert found == kept, "where this is meant, `pytest tests/test_gallery.py --golden` keeps it"


def test_a_box_that_moved_is_seen() -> None:
    one, other = (as_text(Page("a", "a", "text", "", (Text(Box(x, 0, 10, 10)),))) for x in (0, 1))
    assert one != other
