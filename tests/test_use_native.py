"""Slides of PowerPoint files in an outline: kept as they are in the deck, known to checks, script and preview."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path
from xml.etree.ElementTree import fromstring

import pytest
from openxml_audit import OpenXmlValidator
from PIL import Image
from pptx import Presentation
from pptx.util import Inches

import copy_checks
from brands import changed
from conftest import needs
from deckgen.checks.ledger import account
from deckgen.formats.powerpoint.guard import untouched
from deckgen.formats.powerpoint.identity import read_manifest
from deckgen.formats.svg.page import page_svg
from deckgen.outline.record import compared
from deckgen.pipeline import Built, build, examine, make_deck, open_talk, read_talk
from deckgen.preview.making import Wish, first_pass, second_pass
from deckgen.preview.watching import folders
from deckgen.problem import DeckgenError
from deckgen.text.paragraph import plain
from sources import deck, deckgen, linked, parts_of, put, sectioned, tagged, written

OUTLINE = """\
talk: {{id: mine, title: 读书会}}
views: [{{id: v1, short: 规模, says: 规模带来*质变*}}]
opening: [{{id: a, title: 今天读什么, minutes: 1, notes: 大家好。}}]
sections:
  - id: s1
    title: 节
    slides:
      - {{id: s, title: 节, template: section, minutes: 0}}
      {}
closing: [{{id: z, title: {{view: v1}}, minutes: 1}}]
"""
CREDIT = "王老师 · 导读 · 2024-03-01"


def theirs(path: Path, titles: tuple[str, ...] = ("规模带来质变", "注意力：*不是*[解释]", "第三页"), small: bool = False) -> Path:
    """A deck of somebody else's, of python-pptx: author, title and date said, a chart and a picture on each slide."""
    parts = deck(titles, chart=not small, picture=not small)
    parts = changed(parts, "docProps/core.xml", r"<dc:title>.*?</dc:title>|<dc:title ?/>", "<dc:title>导读</dc:title>")
    creator = "<dc:creator>王老师</dc:creator>"
    parts = changed(parts, "docProps/core.xml", r"<dc:creator>.*?</dc:creator>|<dc:creator ?/>", creator)
    parts = changed(parts, "docProps/core.xml", r"(<dcterms:created[^>]*>)[^<]*", r"\g<1>2024-03-01T08:00:00Z")
    # python-pptx numbers axes below zero, which no validator likes
    return written({name: data.replace(b'val="-20', b'val="20').replace(b'val="-21', b'val="21')
                    if name.startswith("ppt/charts/chart") else data for name, data in parts.items()}, path)


def talk(folder: Path, slides: str) -> Path:
    """An outline whose section holds these slides."""
    path = folder / "o.yaml"
    path.write_text(OUTLINE.format(slides.strip().replace("\n", "\n      ")), encoding="utf-8")
    return path


def made(folder: Path, slides: str, name: str = "out.pptx") -> Built:
    return build(open_talk(talk(folder, slides)), folder / name)


def texts(path: Path, number: int) -> str:
    return str(Presentation(str(path)).slides[number - 1].shapes.title.text_frame.text)


@pytest.mark.parametrize(("asked", "number"), [("2", 2), ("第三页", 3), ("1002", 2), ("规模", 1)])
def test_a_slide_is_named_as_for_pick(asked: str, number: int, tmp_path: Path) -> None:
    theirs(tmp_path / "theirs.pptx")
    made(tmp_path, f"- use: theirs.pptx#{asked}")
    want = ("规模带来质变", "注意力：*不是*[解释]", "第三页")[number - 1]
    assert [texts(tmp_path / "out.pptx", each) for each in (1, 3, 4)] == ["今天读什么", want, "规模带来质变"]


def test_the_slide_itself_is_in_the_deck(tmp_path: Path) -> None:
    source = theirs(tmp_path / "theirs.pptx")
    before = hashlib.sha256(source.read_bytes()).hexdigest()
    found = made(tmp_path, "- use: theirs.pptx#2\n- {id: own, title: 我们怎么看, minutes: 1}\n- use: theirs.pptx#2\n  as: again")
    out = tmp_path / "out.pptx"
    shown = Presentation(str(out)).slides
    assert [shape.has_chart for shape in shown[2].shapes].count(True) == 1
    assert shown[2].notes_slide.notes_text_frame.text == "讲注意力：*不是*[解释]"
    any_deck = copy_checks.AnyDeck.open(out)
    assert copy_checks.faults(any_deck) == []
    assert OpenXmlValidator().validate(out).errors == []
    assert untouched(out) is True
    assert hashlib.sha256(source.read_bytes()).hexdigest() == before
    alone = make_deck(open_talk(talk(tmp_path, "- {id: own, title: 我们怎么看, minutes: 1}")))[0]
    names = {name.rpartition("/")[2] for name in any_deck.parts if name.startswith("ppt/slideLayouts/slideLayout")}
    assert len(names) == len(found.talk.theme.layouts) + 1, "all of ours, and the one that theirs needs"
    assert len(any_deck.kind("slideMaster")) == 2 and len(any_deck.kind("notesMaster")) == 1
    assert [page.slide for page in alone.pages] == ["a", "s", "own", "z"]


def test_two_builds_give_the_same_bytes(tmp_path: Path) -> None:
    theirs(tmp_path / "theirs.pptx")
    for name in ("one.pptx", "two.pptx"):
        made(tmp_path, "- use: theirs.pptx#1-3", name)
    assert (tmp_path / "one.pptx").read_bytes() == (tmp_path / "two.pptx").read_bytes()


def test_sections_ids_and_credit_are_ours(tmp_path: Path) -> None:
    written(sectioned(deck(("A", "B", "C")), "x", "y", "z"), tmp_path / "theirs.pptx")
    made(tmp_path, "- use: theirs.pptx#2\n- use: {from: theirs.pptx#3, credit: 李四，CC BY 4.0}\n  as: third")
    done = json.loads(deckgen("list", tmp_path / "out.pptx", "--json").stdout)
    rows = [(each["id"], each["section"]) for each in done["decks"][0]["slides"]]
    assert rows == [("a", "开场"), ("s", "节"), ("theirs-2", "节"), ("third", "节"), ("z", "收束")]
    manifest = read_manifest(tmp_path / "out.pptx")
    assert manifest is not None
    assert manifest.credits["theirs-2"]["from"] == "theirs.pptx#2"
    assert manifest.credits["third"]["text"] == "取自 李四，CC BY 4.0"
    again = deckgen("pick", f"{tmp_path / 'out.pptx'}#third", "-o", tmp_path / "again.pptx")
    assert again.exit_code == 0, again.output
    second = read_manifest(tmp_path / "again.pptx")
    assert second is not None and second.credits["third"] == manifest.credits["third"], "lent on, it stays whose it was"


def test_what_it_says_is_known(tmp_path: Path) -> None:
    theirs(tmp_path / "theirs.pptx")
    path = talk(tmp_path, "- use: theirs.pptx#2\n  minutes: 2\n  questions: [为什么？]")
    outline = read_talk(path)
    slide = outline.sections[0].slides[1]
    assert slide.title is not None and slide.native is not None
    assert {words.span.line for words in (slide.title, slide.notes, *slide.data.values()) if words is not None} == {9}  # type: ignore[union-attr]
    assert outline.borrowed["theirs-2"].author == "王老师" and outline.borrowed["theirs-2"].date == "2024-03-01"
    subject = examine(open_talk(path)).subject
    assert subject is not None
    page = subject.deck.pages[2]
    assert page.title == "注意力：*不是*[解释]" and page.minutes == 2
    assert [plain(each.runs) for each in page.notes] == ["讲注意力：*不是*[解释]"]
    claims = {each.id: each for each in account(subject).claims}
    assert claims["theirs-2"].stated, "its title stands in the ledger"
    assert account(subject).unheard == ()
    built = build(open_talk(path), tmp_path / "out.pptx", ("pptx", "notes", "sheet.md"))
    script, sheet = (built.files[name].read_text(encoding="utf-8") for name in ("notes", "sheet.md"))
    assert "讲注意力：" in script and CREDIT in script
    assert "为什么？（幻灯片 3）" in sheet and f"（幻灯片 3） · 取自 {CREDIT}" in sheet


def test_a_view_is_covered_by_its_title(tmp_path: Path) -> None:
    theirs(tmp_path / "theirs.pptx")
    path = talk(tmp_path, "- use: theirs.pptx#1")
    text = path.read_text(encoding="utf-8").replace("title: {view: v1}", "title: 完")
    path.write_text(text, encoding="utf-8")
    assert [view.id for view in build(open_talk(path), tmp_path / "out.pptx").coverage.views] == ["v1"]
    assert [view.id for view in examine(open_talk(path)).coverage.views] == ["v1"]
    path.write_text(text.replace("#1", "#3"), encoding="utf-8")
    with pytest.raises(DeckgenError, match="v1"):
        build(open_talk(path), tmp_path / "out.pptx", force=True)


def test_the_sketch_has_title_text_and_pictures(tmp_path: Path) -> None:
    theirs(tmp_path / "theirs.pptx")
    open_ = open_talk(talk(tmp_path, "- use: theirs.pptx#2"))
    made_deck, _ = make_deck(open_)
    svg = page_svg(made_deck.pages[2], made_deck, open_.theme, open_.face, 3)
    root = fromstring(svg)
    said = "".join(root.itertext())
    assert "注意力：*不是*[解释]" in said and "关于注意力：" in said and "原样取自 theirs.pptx#2" in said and "图表" in said
    assert "data:image/png" in svg


def test_groups_tables_and_their_places(tmp_path: Path) -> None:
    made_deck = Presentation()
    slide = made_deck.slides.add_slide(made_deck.slide_layouts[5])
    slide.shapes.title.text = "表"
    table = slide.shapes.add_table(2, 2, Inches(1), Inches(2), Inches(4), Inches(1)).table
    table.cell(1, 1).text = "右下"
    group = slide.shapes.add_group_shape()
    box = group.shapes.add_textbox(Inches(6), Inches(5), Inches(2), Inches(1))
    box.text_frame.text = "在组里"
    written(parts_of(made_deck), tmp_path / "theirs.pptx")
    slide_ = read_talk(talk(tmp_path, "- use: theirs.pptx#1")).sections[0].slides[1]
    assert slide_.native is not None
    places = {text: tuple(round(each) for each in frame.box) for frame in slide_.native.frames for text in frame.paragraphs}
    assert places["右下"] == (216, 180, 144, 36)
    assert places["在组里"] == (432, 360, 144, 72)


def test_another_size_is_fitted_and_told(tmp_path: Path) -> None:
    parts = changed(deck(("A",)), "ppt/presentation.xml", r'<p:sldSz [^>]*/>', '<p:sldSz cx="4572000" cy="2571750"/>')
    written(parts, tmp_path / "theirs.pptx")
    built = made(tmp_path, "- use: theirs.pptx#1")
    told = [each for each in built.advice if each.rule == "picked-size"]
    assert len(told) == 1 and told[0].span is not None and told[0].span.line == 9
    assert not told[0].hint, "there is no --fit here"
    found = [each for each in examine(open_talk(tmp_path / "o.yaml")).advice if each.rule == "picked-size"]
    assert [vars(each) | {"span": each.span.line} for each in found if each.span] == [
        vars(each) | {"span": 9} for each in told], "check says it as build does"


def test_a_slide_that_goes_on_and_a_section_are_several(tmp_path: Path) -> None:
    written(sectioned(tagged(deck(("A", "B", "C")), 3, "scale"), "x", "x2", "z"), tmp_path / "theirs.pptx")
    outline = read_talk(talk(tmp_path, "- use: theirs.pptx#1-2\n  as: p\n- use: theirs.pptx#z"))
    assert [each.id for each in outline.sections[0].slides] == ["s", "p-theirs-1", "p-theirs-2", "scale"]


def test_our_tag_goes_among_somebody_elses(tmp_path: Path) -> None:
    parts = changed(tagged(deck(("A",)), 1, "theirs"), "ppt/tags/tag1.xml", "DECKGEN_ID", "VENDOR")
    written(parts, tmp_path / "theirs.pptx")
    made(tmp_path, "- use: theirs.pptx#1\n  as: mine-now")
    listed = json.loads(deckgen("list", tmp_path / "out.pptx", "--json").output)["decks"][0]["slides"]
    assert [each["id"] for each in listed] == ["a", "s", "mine-now", "z"]
    assert copy_checks.faults(copy_checks.AnyDeck.open(tmp_path / "out.pptx")) == []


def test_an_odd_creation_id_and_missing_sizes_are_no_ones_fall(tmp_path: Path) -> None:
    parts = changed(deck(("A",)), "ppt/presentation.xml", r"<p:notesSz[^>]*/>", "<p:notesSz/>")
    parts = changed(parts, "ppt/slides/slide1.xml", "</p:cSld>", '<p:extLst><p:ext uri="{BB962C8B-B14F-4D97-AF65-F5344CB8AC3E}">'
                    '<p14:creationId xmlns:p14="http://schemas.microsoft.com/office/powerpoint/2010/main" val="abc"/></p:ext>'
                    "</p:extLst></p:cSld>")
    written(parts, tmp_path / "theirs.pptx")
    made(tmp_path, "- use: theirs.pptx#1")
    assert deckgen("pick", tmp_path / "theirs.pptx", "-o", tmp_path / "picked.pptx").exit_code == 0


def test_a_deck_named_as_ours_might_be_has_its_own_problems(tmp_path: Path) -> None:
    written(deck(("A",)), tmp_path / "deck.pptx")
    path = talk(tmp_path, "- use: deck.pptx#1")
    said = path.read_text(encoding="utf-8").replace("今天读什么", "'[今天](https://example.org/a)读什么'")
    path.write_text(said, encoding="utf-8")
    found = build(open_talk(path), tmp_path / "out.pptx")
    assert [each for each in found.advice if "example.org" in each.message + each.hint] == []


def test_two_decks_of_one_name_are_told_apart(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        written(linked(), tmp_path / folder / "theirs.pptx")
    built = made(tmp_path, "- use: a/theirs.pptx#1\n- use: b/theirs.pptx#2\n  as: other")
    told = [(each.message.partition(":")[0], each.span.line) for each in built.advice
            if each.rule == "picked-unlinked" and each.span is not None]
    lines = (tmp_path / "o.yaml").read_text(encoding="utf-8").split("\n")
    uses = [number for number, line in enumerate(lines, 1) if "use:" in line]
    assert told == [("a/theirs.pptx, slide 1", uses[0]), ("b/theirs.pptx, slide 2", uses[1])]


def test_hidden_and_untitled_slides(tmp_path: Path) -> None:
    parts = deck(("A", "B"))
    parts = changed(parts, "ppt/slides/slide1.xml", r"<p:sld ", '<p:sld show="0" ')
    parts = changed(parts, "ppt/slides/slide2.xml", r"<a:t>B</a:t>", "<a:t></a:t>")
    written(parts, tmp_path / "theirs.pptx")
    made(tmp_path, "- use: theirs.pptx#1\n- use: theirs.pptx#2\n  hidden: true")
    shown = [each.get("show") for each in (slide._element for slide in Presentation(str(tmp_path / "out.pptx")).slides)]
    assert shown == [None, None, "0", "0", None]
    made(tmp_path, "- use: theirs.pptx#1\n  hidden: false", "second.pptx")
    assert Presentation(str(tmp_path / "second.pptx")).slides[2]._element.get("show") is None


def test_what_changed_in_the_deck_is_outdated(tmp_path: Path) -> None:
    theirs(tmp_path / "theirs.pptx")
    path = talk(tmp_path, "- use: theirs.pptx#3")
    assert deckgen("outdated", path, "--write").exit_code == 0
    assert deckgen("outdated", path).exit_code == 0
    theirs(tmp_path / "theirs.pptx", ("规模带来质变", "二", "第三页改了"))
    assert deckgen("outdated", path).exit_code == 1
    assert [change.now for each in compared(read_talk(path), path) for change in each.changes] == [
        "第三页改了", "讲第三页改了", "关于第三页改了"]


def test_fix_leaves_their_words_alone(tmp_path: Path) -> None:
    theirs(tmp_path / "theirs.pptx", ("规模,带来质变", "B", "C"))
    path = talk(tmp_path, "- use: theirs.pptx#1")
    before = path.read_text(encoding="utf-8")
    done = deckgen("check", path, "--fix", "--yes")
    assert path.read_text(encoding="utf-8") == before
    assert "half-width" not in done.output


MISTAKES = [
    ("- use: no.pptx#1", "o.yaml:9:14 can't read 'no.pptx' (No such file or directory) [use-file] did you mean 'bad.pptx'? "
     "name a PowerPoint file, as seen from the file that uses it"),
    ("- use: theirs.pptx#9", "o.yaml:9:14 theirs.pptx has 3 slides, and none with the number or id 9 [use-id] "
     "deckgen list shows them"),
    ("- use: theirs.pptx#第四页", "o.yaml:9:14 theirs.pptx has no slide '第四页' [use-id] did you mean '第三页'? "
     "deckgen list shows its ids and titles"),
    ("- use: theirs.pptx", "o.yaml:9:14 'use' names a file and, after '#', a slide or a section [use-id] "
     "such as `use: other/outline.yaml#recipe`"),
    ("- use: bad.pptx#1", "o.yaml:9:14 the deck bad.pptx is a PDF [use-deck] name the .pptx that it was made from"),
    ("- use: ../theirs.pptx#1", None),
    ("- use: theirs.pptx#1\n  title: 我的", "o.yaml:10:9 a slide of a PowerPoint file is kept as it is, so 'title' can't be said "
     "here [use-key] write here only: minutes, weight, needs, hidden, draft, views, questions"),
    ("- use: theirs.pptx#1-2\n  questions: [问]", "o.yaml:10:9 a slide of a PowerPoint file is kept as it is, so 'questions' "
     "can't be said here [use-key] write here only: minutes, weight, hidden, draft, views"),
    ("- use: theirs.pptx#1\n  as: [x]", "o.yaml:10:13 'as' is one id [use-key] such as `as: theirs`"),
    ("- use: 'theirs.pptx#,'", "o.yaml:9:14 theirs.pptx has no slide ',' [use-id] deckgen list shows its ids and titles"),
    ("- use: theirs.pptx#1\n  id: x", "o.yaml:10:9 a used slide has its own id [use-key] write `as:` to give it another"),
    ("- use: theirs.pptx#1\n- use: theirs.pptx#1", "o.yaml:10:14 two slides have the id 'theirs-1' [duplicate-id] "
     "the other one is on line 9"),
]


@pytest.mark.parametrize(("slides", "problem"), MISTAKES, ids=[slides for slides, _ in MISTAKES])
def test_mistakes_are_told_where_use_stands(slides: str, problem: str | None, tmp_path: Path) -> None:
    theirs(tmp_path / "theirs.pptx", small=True)
    (tmp_path / "bad.pptx").write_bytes(b"%PDF-1.4")
    with pytest.raises(DeckgenError) as error:
        read_talk(talk(tmp_path, slides))
    told = [f"o.yaml:{each.span.line}:{each.span.column} {each.message} [{each.rule}] {each.hint}"
            for each in error.value.problems if each.span is not None]
    assert len(told) == len(error.value.problems) == 1
    if problem is None:
        assert "leads out of the outline's folder" in told[0]
    else:
        assert told == [problem]


def test_another_template_takes_them_too(tmp_path: Path) -> None:
    theirs(tmp_path / "theirs.pptx")
    brand = tmp_path / "brand.pptx"
    shutil.copy(theirs(tmp_path / "look.pptx", ("x",), small=True), brand)
    done = deckgen("build", talk(tmp_path, "- use: theirs.pptx#2"), "-o", tmp_path / "out.pptx", "--theme", brand)
    assert done.exit_code == 0, done.output
    assert copy_checks.faults(copy_checks.AnyDeck.open(tmp_path / "out.pptx")) == []
    assert texts(tmp_path / "out.pptx", 3) == "注意力：*不是*[解释]"


def test_a_slide_used_by_another_outline_comes_through_it(tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    theirs(tmp_path / "other" / "theirs.pptx")
    (tmp_path / "other" / "x.yaml").write_text("talk: {id: x, title: X}\nopening: [{use: theirs.pptx#3, as: three}]\n",
                                               encoding="utf-8")
    made(tmp_path, "- use: other/x.yaml#three")
    assert texts(tmp_path / "out.pptx", 3) == "第三页"


def test_a_box_over_the_page_is_still_a_sketch(tmp_path: Path) -> None:
    xml = ('<p:sp><p:nvSpPr><p:cNvPr id="90" name="b"/><p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr><a:xfrm><a:off x="0" y="0"/>'
           '<a:ext cx="0" cy="0"/></a:xfrm></p:spPr><p:txBody><a:bodyPr/><a:p><a:r><a:t>' + "字" * 400
           + "</a:t></a:r></a:p></p:txBody></p:sp>")
    written(put(deck(("A",)), 1, xml), tmp_path / "theirs.pptx")
    open_ = open_talk(talk(tmp_path, "- use: theirs.pptx#1"))
    made_deck, _ = make_deck(open_)
    assert "字" in page_svg(made_deck.pages[2], made_deck, open_.theme, open_.face, 3)


def test_the_preview_follows_outline_and_deck(tmp_path: Path) -> None:
    theirs(tmp_path / "theirs.pptx", small=True)
    wish = Wish(talk(tmp_path, "- use: theirs.pptx#2\n- {id: own, title: 我们, minutes: 1}"))
    before = second_pass(wish, None)
    wish.path.write_text(wish.path.read_text(encoding="utf-8").replace("title: 我们", "title: 我们怎么看"), encoding="utf-8")
    first = first_pass(wish, before)
    assert first is not None and first.drawn == second_pass(wish, first).drawn != before.drawn
    theirs(tmp_path / "theirs.pptx", ("A", "B", "C"), small=True)
    after = first_pass(wish, first)
    assert after is not None and "B" in after.drawn["theirs-2"].svg
    assert tmp_path.resolve() in folders(wish.path, first.talk.outline, None)


def test_the_kit_holds_it(tmp_path: Path) -> None:
    theirs(tmp_path / "theirs.pptx")
    done = deckgen("build", talk(tmp_path, "- use: theirs.pptx#2"), "-o", tmp_path / "out.pptx", "--to", "pptx,kit")
    assert done.exit_code == 0, done.output
    assert "注意力：" in (tmp_path / "out.teleprompter.html").read_text(encoding="utf-8")
    assert "原样取自" in (tmp_path / "out.html").read_text(encoding="utf-8")


def test_pictures_are_of_the_slide_itself(tmp_path: Path) -> None:
    needs("soffice")
    theirs(tmp_path / "theirs.pptx")
    path = talk(tmp_path, "- use: theirs.pptx#2")
    assert deckgen("pictures", path, "-o", tmp_path / "png", "--slide", "theirs-2").exit_code == 0
    with Image.open(tmp_path / "png" / "theirs-2.png") as drawn:
        colours = [colour for _, colour in drawn.convert("RGB").getcolors(1 << 20) or () if isinstance(colour, tuple)]
    assert any(colour[2] > colour[0] + 60 for colour in colours), "the chart's bars, which the sketch has not"
    done = deckgen("check", path, "--render")
    assert done.exit_code == 0, done.output
