"""A reading group's session from start to end, as the README tells it: list, pick, restyle, credit, questions, go on with it."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from openxml_audit import OpenXmlValidator
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Inches, Pt

import copy_checks
from brands import changed
from conftest import ROOT
from deckgen.formats.powerpoint.identity import read_manifest
from sources import deckgen, parts_of, written

TALK, GALLERY = ROOT / "talk" / "outline.yaml", ROOT / "talk" / "gallery.yaml"


def their_deck(path: Path) -> Path:
    """A deck of another group's, of python-pptx, in its own look: 4:3, with a chart that can be worked out by anybody."""
    made = Presentation()
    made.core_properties.author, made.core_properties.title = "第三组", "涌现，还是尺子？"
    cover = made.slides.add_slide(made.slide_layouts[0])
    cover.shapes.title.text, cover.placeholders[1].text = "涌现，还是尺子？", "第三组"
    slide = made.slides.add_slide(made.slide_layouts[5])
    slide.shapes.title.text = "同样的进步，两把尺子"
    data: Any = CategoryChartData(number_format="0.00")  # type: ignore[no-untyped-call]
    shares = [each / 10 for each in range(5, 11)]
    data.categories = [f"{each:g}" for each in shares]
    data.add_series("每个字答对的比例 p", shares)
    data.add_series("五个字全对的比例 p⁵", [round(each ** 5, 3) for each in shares])
    chart = slide.shapes.add_chart(XL_CHART_TYPE.LINE, Inches(1), Inches(1.7), Inches(8), Inches(5), data).chart
    chart.has_legend, chart.legend.include_in_layout, chart.font.size = True, False, Pt(16)
    slide.notes_slide.notes_text_frame.text = "按字算，进步是匀速的；按整句算，同样的进步像突然出现。换一把尺子，涌现就不见了。"
    slide = made.slides.add_slide(made.slide_layouts[1])
    slide.shapes.title.text = "读之前，先问三句"
    frame = slide.placeholders[1].text_frame
    frame.text = "量的是什么？"
    for text in ("换一种量法还在吗？", "谁选的尺子？"):
        frame.add_paragraph().text = text
    # python-pptx numbers axes below zero, which no validator likes
    parts = {name: data.replace(b'val="-', b'val="') if name.startswith("ppt/charts/chart") else data
             for name, data in parts_of(made).items()}
    return written(changed(parts, "docProps/core.xml", r"(<dcterms:created[^>]*>)[^<]*", r"\g<1>2026-05-01T08:00:00Z"), path)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("session")
    their_deck(made / "theirs.pptx")
    return made


def run(*words: object) -> str:
    done = deckgen(*words)
    assert done.exit_code == 0, done.output
    return done.output


def slides(folder: Path) -> list[object]:
    return [f"{TALK}#means,mind", f"{GALLERY}#formula-attention", f"{folder / 'theirs.pptx'}#2"]


def test_list_says_what_there_is(folder: Path) -> None:
    assert "同样的进步，两把尺子" in run("list", TALK, folder / "theirs.pptx")


def test_pick_restyle_credit_and_questions(folder: Path) -> None:
    sources = [TALK, GALLERY, folder / "theirs.pptx"]
    before = [hashlib.sha256(path.read_bytes()).hexdigest() for path in sources]
    run("pick", *slides(folder), "-o", folder / "session.pptx", "--sheet", folder / "session.docx")
    run("build", TALK, "-o", folder / "look.pptx", "--to", "pptx", "-q")
    run("pick", *slides(folder), "-o", folder / "one-look.pptx", "--theme", folder / "look.pptx")
    for name, masters in (("session.pptx", 3), ("one-look.pptx", 1)):
        found = copy_checks.AnyDeck.open(folder / name)
        assert copy_checks.faults(found) == [] and len(found.kind("slideMaster")) == masters
        assert OpenXmlValidator().validate(folder / name).errors == []
        assert len(Presentation(str(folder / name)).slides) == 4
        manifest = read_manifest(folder / name)
        assert manifest is not None
        assert [each["from"].rpartition("/")[2] for each in manifest.credits.values()] == [
            "outline.yaml#means", "outline.yaml#mind", "gallery.yaml#formula-attention", "theirs.pptx#2"]
        assert list(manifest.credits.values())[3]["author"] == "第三组"
    said = run("list", folder / "session.pptx", "--lang", "zh")
    assert "取自 theirs.pptx#2，作者 第三组" in said.replace(", ", "，")
    sheet = "\n".join(each.text for each in Document(str(folder / "session.docx")).paragraphs)
    assert "四种手段里，去掉哪一种还能得到 ChatGPT？" in sheet and "什么样的观察，会让你不再相信心智语言？" in sheet
    assert "第三组 · 涌现，还是尺子？ · 2026-05-01" in sheet
    assert [hashlib.sha256(path.read_bytes()).hexdigest() for path in sources] == before


def test_go_on_with_it_as_an_outline(folder: Path) -> None:
    path = folder / "session.yaml"
    said = run("pick", *slides(folder), "-o", path)
    assert "--allow" in said
    text = path.read_text(encoding="utf-8")
    path.write_text(text.rstrip("\n") + "\n    questions: [换一把尺子，涌现还在吗？]\n    minutes: 3\n", encoding="utf-8")
    run("build", path, "--allow", ROOT / "talk", "-o", folder / "ours.pptx", "--to", "pptx,notes,sheet.md")
    assert "换一把尺子，涌现还在吗？（幻灯片 4）" in (folder / "ours.sheet.md").read_text(encoding="utf-8")
    assert "按整句算，同样的进步像突然出现" in (folder / "ours.notes.md").read_text(encoding="utf-8")
    listed = json.loads(run("list", folder / "ours.pptx", "--json"))["decks"][0]["slides"]
    assert [each["id"] for each in listed] == ["means", "mind", "formula-attention", "theirs-2"] and listed[3]["charts"] == 1
    assert copy_checks.faults(copy_checks.AnyDeck.open(folder / "ours.pptx")) == []


@pytest.fixture(scope="module")
def long(folder: Path) -> Path:
    """An outline with a slide that goes on to a second page."""
    points = ", ".join(f"第{number}点要说的话比一行长得多，这样整张幻灯片就要接到下一页上去才放得下" for number in range(1, 17))
    (folder / "o.yaml").write_text("talk: {id: o, title: 长, language: zh-CN}\nopening:\n- {id: first, title: 一, minutes: 1}\n"
                                   "- {id: scale, title: 二, minutes: 1, questions: [为什么？], "
                                   f"body: [{{points: [{points}]}}]}}\n", encoding="utf-8")
    run("build", folder / "o.yaml", "-o", folder / "o.pptx", "--to", "pptx", "-q")
    return folder / "o.yaml"


def ids(path: Path) -> list[str]:
    return [each["id"] for each in json.loads(run("list", path, "--json"))["decks"][0]["slides"]]


def test_further_pages_come_along(long: Path, tmp_path: Path) -> None:
    pages = len(ids(long.with_suffix(".pptx")))
    assert pages > 2
    (tmp_path / "o.pptx").write_bytes(long.with_suffix(".pptx").read_bytes())
    run("pick", f"{tmp_path / 'o.pptx'}#2-", "-o", tmp_path / "of-a-deck.yaml")
    run("build", tmp_path / "of-a-deck.yaml", "-o", tmp_path / "of-a-deck.pptx", "--to", "pptx", "-q")
    assert len(ids(tmp_path / "of-a-deck.pptx")) == pages - 1
    run("pick", f"{long}#scale~2", "-o", tmp_path / "null.yaml")
    run("build", tmp_path / "null.yaml", "--allow", long.parent, "-o", tmp_path / "null.pptx", "--to", "pptx", "-q")
    assert len(ids(tmp_path / "null.pptx")) == pages - 1
    run("pick", f"{long}#scale~2", "-o", tmp_path / "page.pptx", "--sheet", tmp_path / "page.md")
    assert "为什么？" in (tmp_path / "page.md").read_text(encoding="utf-8")


def test_no_file_of_somebodys_is_written_over(long: Path, tmp_path: Path) -> None:
    deck, sheet = tmp_path / "o.pptx", tmp_path / "mine.md"
    deck.write_bytes(long.with_suffix(".pptx").read_bytes())
    sheet.write_text("my own notes", encoding="utf-8")
    before = deck.read_bytes()
    assert deckgen("list", deck, "--html", deck).exit_code == 2 and deck.read_bytes() == before
    done = deckgen("pick", long, "-o", tmp_path / "p.pptx", "--sheet", sheet)
    assert done.exit_code == 2 and "--force" in done.output and sheet.read_text(encoding="utf-8") == "my own notes"
    run("pick", long, "-o", tmp_path / "p.pptx", "--sheet", sheet, "--force")
    run("pick", long, "-o", tmp_path / "p.pptx", "--sheet", sheet)
    assert "为什么？" in sheet.read_text(encoding="utf-8")


def test_an_outline_takes_no_options_of_a_deck_and_says_itself_as_json(long: Path, tmp_path: Path) -> None:
    for option in (("--theme", "x.potx"), ("--fit", "center"), ("--sheet", tmp_path / "s.md"), ("--force",)):
        assert deckgen("pick", long, "-o", tmp_path / "p.yaml", *option).exit_code == 2
    assert json.loads(run("pick", long, "-o", tmp_path / "p.yaml", "--json")) == {"file": str(tmp_path / "p.yaml")}
