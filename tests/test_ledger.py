"""The argument ledger: every word of the outline with where it stands in the deck, and the words without a partner."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pytest
from click.testing import CliRunner

from conftest import TALK, VARIANTS
from deckgen.checks.ledger import Ledger, account
from deckgen.cli import main
from deckgen.formats.powerpoint.read import read_back
from deckgen.pipeline import laid_out, open_talk

SMALL = """\
talk: {id: t, title: 讲座}
views:
- {id: v1, short: 规模, says: 规模带来*质变*。}
sections:
- id: s1
  number: "1"
  title: 主要突破
  views: [v1]
  slides:
  - id: a
    title: {view: v1}
    body: [{points: [参数多了, 数据多了]}]
    notes: |
      先说参数。

      再说数据。
  - id: b
    title: 另一句话
    body: [{text: 正文在这里}]
"""


def ledger_of(tmp_path: Path, text: str = SMALL) -> Ledger:
    path = tmp_path / "o.yaml"
    path.write_text(text, encoding="utf-8")
    return account(laid_out(open_talk(path)))


@cache
def of_the_talk(variant: str) -> Ledger:
    return account(laid_out(open_talk(TALK, variant)))


def test_a_view_with_the_slides_that_argue_it(tmp_path: Path) -> None:
    (view,) = ledger_of(tmp_path).views
    assert [(place.page, place.slide, place.shape) for place in view.stated] == [(1, "a", "title")]
    first, second = view.carried
    assert (first.slide, first.shapes, first.passages, first.notes) == ("a", ("left",), 2, 2)
    assert [span.line for span in first.spans] == [12, 12, 13]
    assert (second.slide, second.passages, second.notes) == ("b", 1, 0)


def test_a_section_is_stated_in_the_kicker_and_a_claim_in_its_title(tmp_path: Path) -> None:
    ledger = ledger_of(tmp_path)
    (section,) = ledger.sections
    assert [(place.page, place.shape) for place in section.stated] == [(1, "kicker"), (2, "kicker")]
    assert [(claim.id, claim.name, [place.shape for place in claim.stated]) for claim in ledger.claims] == [
        ("a", "规模带来*质变*。", ["title"]), ("b", "另一句话", ["title"])]


def test_words_of_the_theme_are_listed_as_such(tmp_path: Path) -> None:
    added = dict(ledger_of(tmp_path).added)
    assert "观点" in added and "参数多了" not in added
    assert {place.shape for place in added["观点"]} == {"kicker"}


@pytest.mark.parametrize("variant", VARIANTS)
def test_every_view_of_the_talk_is_stated_and_argued_in_every_variant(variant: str) -> None:
    for view in of_the_talk(variant).views:
        assert any(place.shape == "title" for place in view.stated), view.id
        assert any(carried.passages for carried in view.carried), view.id


def test_every_section_of_the_talk_that_was_preserved_is_stated_in_the_lecture() -> None:
    assert [section.id for section in of_the_talk("lecture").sections if section.state != "missing" and not section.stated] == []


@pytest.mark.parametrize("variant", VARIANTS)
def test_every_word_of_the_talk_is_heard(variant: str) -> None:
    assert [words.key for words in of_the_talk(variant).unheard] == []


def test_what_the_ledger_says_is_in_the_file(built: dict[str, Path]) -> None:
    """The ledger is made of the laid-out deck; the written one has the same words on the same pages."""
    pages = read_back(built["lecture"])
    outline = open_talk(TALK).outline
    for each in of_the_talk("lecture").claims:
        title = outline.words[each.name.key] if hasattr(each.name, "key") else each.name
        for place in each.stated:
            if place.shape == "title":
                shown = "".join(pages[place.page - 1].title.split())
                assert shown.startswith("".join(title.replace("*", "").split())), (each.id, place)


def test_it_is_printed_as_text_as_markdown_and_as_data(tmp_path: Path) -> None:
    path = tmp_path / "o.yaml"
    path.write_text(SMALL, encoding="utf-8")
    text = CliRunner().invoke(main, ["check", "--ledger", "-q", str(path)]).stdout
    assert f"  v1  规模带来质变。  [full]  {path}:3:29" in text
    assert "page 1   a: 2 passages in left; 2 paragraphs of notes  (lines 12–13)" in text
    table = CliRunner().invoke(main, ["check", "--ledger", "--markdown", "-q", str(path)]).stdout
    assert "| v1 | 规模带来质变。 | full | page 1 a (title) |" in table
    data = json.loads(CliRunner().invoke(main, ["check", "--ledger", "--json", "-q", str(path)]).stdout)
    (ledger,) = data["ledgers"]
    assert ledger["views"][0]["stated"] == [{"page": 1, "slide": "a", "shape": "title", "paragraph": None}]
    assert ledger["views"][0]["line"] == 3 and ledger["unheard"] == []


def test_it_is_a_page_of_the_backup_on_request(tmp_path: Path) -> None:
    path, target = tmp_path / "o.yaml", tmp_path / "o.pptx"
    path.write_text(SMALL + "backup:\n- {id: where, template: ledger, title: 各在哪几节论证}\n", encoding="utf-8")
    assert CliRunner().invoke(main, ["build", "-q", str(path), "-o", str(target)]).exit_code == 0
    assert read_back(target)[-1].paragraphs[:8] == ("各在哪几节论证", "附录", "观点", "论证所在", "页数", "规模", "§1", "2")
