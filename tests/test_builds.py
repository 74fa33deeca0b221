"""Builds: what appears at which click, written as PowerPoint writes it, each stage of a figure with what belongs to it."""

from __future__ import annotations

import re
from pathlib import Path
from zipfile import ZipFile

import pytest
from lxml import etree

import package_checks as checks
from deckgen.formats.powerpoint.write import write_pptx
from deckgen.pipeline import build, make_deck, open_talk
from deckgen.scene import Connector, Deck, Group, Line, Table, Text
from deckgen.text.paragraph import plain

HEAD = """
talk: {id: t, title: 讲座}
sections:
- id: s1
  title: 节
  slides:
  - id: a
    title: 题
    body:
"""

POINTS = HEAD + """
    - points:
        build: true
        points:
        - {text: 预训练, points: [大量文本]}
        - {text: SFT}
"""

POWERPOINT = (
    '<p:par><p:cTn id="3" fill="hold"><p:stCondLst><p:cond delay="indefinite"/></p:stCondLst><p:childTnLst><p:par>'
    '<p:cTn id="4" fill="hold"><p:stCondLst><p:cond delay="0"/></p:stCondLst><p:childTnLst><p:par><p:cTn id="5" presetID="1" '
    'presetClass="entr" presetSubtype="0" fill="hold" grpId="0" nodeType="clickEffect"><p:stCondLst><p:cond delay="0"/>'
    '</p:stCondLst><p:childTnLst><p:set><p:cBhvr><p:cTn id="6" dur="1" fill="hold"><p:stCondLst><p:cond delay="0"/>'
    '</p:stCondLst></p:cTn><p:tgtEl>…</p:tgtEl><p:attrNameLst><p:attrName>style.visibility</p:attrName></p:attrNameLst>'
    '</p:cBhvr><p:to><p:strVal val="visible"/></p:to></p:set></p:childTnLst></p:cTn></p:par></p:childTnLst></p:cTn></p:par>'
    "</p:childTnLst></p:cTn></p:par>")
"""One click of the effect Appear, as PowerPoint 2010 saved it in a deck that tests its own file format."""


def laid(tmp_path: Path, outline: str) -> Deck:
    path = tmp_path / "outline.yaml"
    path.write_text(outline, encoding="utf-8")
    return make_deck(open_talk(path))[0]


def written(tmp_path: Path, outline: str) -> Path:
    path = tmp_path / "outline.yaml"
    path.write_text(outline, encoding="utf-8")
    build(open_talk(path), tmp_path / "deck.pptx")
    return tmp_path / "deck.pptx"


def slide(path: Path, number: int = 1) -> str:
    with ZipFile(path) as file:
        return file.read(f"ppt/slides/slide{number}.xml").decode()


def stages(tmp_path: Path, figure: str) -> list[str]:
    """What each group of a built figure says, first what is there from the start; → for each arrow."""
    (page,) = laid(tmp_path, HEAD + "    - " + figure.strip().replace("\n", "\n    ") + "\n").pages
    groups = [shape for shape in page.shapes if isinstance(shape, Group)]
    assert "" not in [group.click for group in groups[1:]]
    return ["start" * (not group.click) + " ".join(
        "→" if isinstance(shape, Connector) else plain(tuple(run for each in shape.paragraphs for run in each.runs))
        for shape in group.shapes if isinstance(shape, Connector | Text) and (isinstance(shape, Connector) or shape.paragraphs)
    ).replace("\N{IDEOGRAPHIC SPACE}", "") for group in groups]


# ---- points ------------------------------------------------------------------------------------------------------------


def test_a_click_is_written_as_powerpoint_writes_it(tmp_path: Path) -> None:
    found = slide(written(tmp_path, POINTS))
    first = re.search(r'<p:par><p:cTn id="3".*?(?=<p:par><p:cTn id="9")', found)
    assert first is not None
    alone = re.sub(r'<p:par><p:cTn id="7".*?</p:set></p:childTnLst></p:cTn></p:par>', "", first[0])
    assert re.sub(r"(<p:tgtEl>).*?(</p:tgtEl>)", r"\1…\2", alone) == POWERPOINT


def test_points_come_one_by_one_and_what_is_below_comes_along(tmp_path: Path) -> None:
    root = etree.fromstring(slide(written(tmp_path, POINTS)).encode())
    effects = [(each.get("nodeType"), each.find(".//p:pRg", checks.NS).get("st"))
               for each in root.iterfind(".//p:cTn[@presetID]", checks.NS)]
    assert effects == [("clickEffect", "0"), ("withEffect", "1"), ("clickEffect", "2")]
    (listed,) = root.iterfind(".//p:bldP", checks.NS)
    target = root.find(".//p:spTgt", checks.NS)
    assert (listed.get("build"), listed.get("spid")) == ("p", target.get("spid"))


def test_points_with_a_gloss_come_one_by_one_as_a_list(tmp_path: Path) -> None:
    (page,) = laid(tmp_path, HEAD + "    - points: {build: true, points: [{text: 一, gloss: 甲}, {text: 二, gloss: 乙}]}\n").pages
    assert page.clicks == 2
    assert not [shape for shape in page.shapes if isinstance(shape, Table)]


def test_further_pages_build_what_stands_on_them(tmp_path: Path) -> None:
    points = "".join(f"        - {{text: 第 {n} 点说的是规模与调教, points: [一, 二, 三]}}\n" for n in range(5))
    path = written(tmp_path, HEAD + "    - points:\n        build: true\n        points:\n" + points)
    pages = laid(tmp_path, (tmp_path / "outline.yaml").read_text(encoding="utf-8")).pages
    assert len(pages) > 1 and sum(page.clicks for page in pages) >= 5 and all(page.clicks for page in pages)
    assert checks.faults(checks.Deck.open(path)) == []


def test_a_slide_without_builds_has_no_timeline(tmp_path: Path) -> None:
    assert "<p:timing>" not in slide(written(tmp_path, HEAD + "    - points: [一, 二]\n"))


# ---- tables, charts, figures -------------------------------------------------------------------------------------------


def test_tables_and_charts_come_as_a_whole(tmp_path: Path) -> None:
    path = written(tmp_path, HEAD + """
    - table: {build: true, header: [甲, 乙], rows: [[一, 二]]}
    - chart: {build: true, type: bar, categories: [甲, 乙], series: [{name: 数, values: [1, 2]}]}
""")
    found = slide(path)
    assert found.count('nodeType="clickEffect"') == 2
    assert re.search(r'<p:bldLst><p:bldGraphic spid="\d+" grpId="0"><p:bldAsOne/></p:bldGraphic></p:bldLst>', found)
    assert checks.faults(checks.Deck.open(path)) == []


def test_a_flow_comes_step_by_step_with_the_arrows_to_each_step(tmp_path: Path) -> None:
    assert stages(tmp_path, """flow:
    build: true
    gives: 学到
    steps: [{name: 预训练, gives: 知识}, {name: SFT, gives: 行为}, RLHF]
    base: Transformer""") == ["start①Transformer", "②预训练 学到知识", "③SFT 学到行为 →", "④RLHF →"]


def test_an_arrow_comes_with_the_later_of_its_steps_and_so_do_its_word_and_its_pieces(tmp_path: Path) -> None:
    assert stages(tmp_path, """flow:
    build: true
    lanes: [人, 机]
    steps:
      - {name: 问, lane: 人}
      - {name: 够吗？, lane: 机, kind: decision, next: [{to: 答, name: 够}, {to: 问, name: 不够}]}
      - {name: 答, lane: 机, next: {to: 问, name: 再问}}""") == ["start人 机", "问", "够吗？ → 不够 →", "答 够 → 再问 →"]
    assert stages(tmp_path, """flow:
    build: true
    steps: [{name: 问, next: [查, 答]}, 查, {name: 够吗？, kind: decision, next: [{to: 答, name: 够}, {to: 查, name: 不够}]}, 答]
    """) == ["问", "查 →", "够吗？ → 不够 → →", "答 → 够 →"]


def test_a_cycle_closes_with_its_last_step(tmp_path: Path) -> None:
    assert stages(tmp_path, """cycle:
    build: true
    steps: [{name: 甲, gives: 一}, {name: 乙, gives: 二}, {name: 丙, gives: 三}]""") == ["甲", "乙 一 →", "丙 二 → 三 →"]


def test_roads_come_with_what_they_bring_and_branches_with_the_later_road(tmp_path: Path) -> None:
    assert stages(tmp_path, """roads:
    build: true
    to: LLM
    roads: [{name: 经验, brings: 知识}, {name: 数据, weight: main, nodes: [学习]}]
    branches: [{from: 1, to: 学习, name: 借用}]""") == ["startLLM", "→ ① 经验 知识", "→ → → ② 数据 学习 借用"]


def test_layers_come_from_below_with_the_arrows_to_the_later_one(tmp_path: Path) -> None:
    assert stages(tmp_path, """layers:
    build: true
    arrows: up
    carries: 结果
    layers: [{name: 下, regions: [视觉, 听觉]}, {name: 上, title: 意识}]""") == ["下 视觉 听觉", "→ → 上 意识 结果"]


def test_a_matrix_comes_row_by_row_under_its_heads(tmp_path: Path) -> None:
    assert stages(tmp_path, """matrix:
    build: true
    rows: [{name: 小, joined: or}, {name: 大, joined: and}]
    columns: [甲, 乙]
    cells: [[一, 二], [三, 四]]""") == ["start甲 乙", "小 一 或 二", "大 三 四 ＋"]


def test_rows_come_one_by_one_to_the_box_that_is_there(tmp_path: Path) -> None:
    assert stages(tmp_path, """rows:
    build: true
    box: LLM
    rows: [{name: 理解, in: 话, out: 意}, {name: 生成, in: 意, out: 话}]""") == ["startLLM", "理解 话 意 → →", "生成 意 话 → →"]


def test_events_come_in_the_order_in_which_they_are_told(tmp_path: Path) -> None:
    found = stages(tmp_path, """timeline:
    build: true
    lanes: [甲, 乙]
    events: [{at: "2020", name: GPT-3, lane: 乙}, {at: "2017", name: Transformer, lane: 甲}]
    arrow: {from: Transformer, to: GPT-3, name: 用于}""")
    assert [("GPT-3" in each, "Transformer" in each, "→" in each) for each in found] == [
        (False, False, False), (True, False, False), (False, True, True)]


def test_dots_and_leaders_of_an_event_come_with_it(tmp_path: Path) -> None:
    events = '[{at: "2017", name: 甲}, {at: "2020", name: 乙}]'
    (page,) = laid(tmp_path, HEAD + f"    - timeline: {{build: true, events: {events}}}\n").pages
    first, *others = (shape for shape in page.shapes if isinstance(shape, Group))
    for group in others:
        assert [type(shape) for shape in group.shapes] == [Line, Text, Text]
    assert {shape.colour for shape in first.shapes if isinstance(shape, Line)} == {"lt1"}, "what parts the years, and no leader"


@pytest.mark.parametrize("kind", ["flow", "matrix", "layers", "roads", "rows", "timeline"])
def test_every_figure_of_the_talk_can_be_built(kind: str, tmp_path: Path) -> None:
    """Nothing is lost, and what is written keeps its cross references."""
    path = Path(__file__).parent.parent / "talk" / "outline.yaml"
    text = path.read_text(encoding="utf-8")
    plainly = laid(tmp_path, text)
    built = laid(tmp_path, re.sub(rf"( +)- {kind}:\n( +)", rf"\1- {kind}:\n\2build: true\n\2", text))
    write_pptx(built, open_talk(path).theme, tmp_path / "deck.pptx")
    assert checks.faults(checks.Deck.open(tmp_path / "deck.pptx")) == []
    waiting = [page for page in built.pages if page.clicks]
    assert waiting

    def leaves(deck: Deck, slide: str) -> list[str]:
        shapes = next(page for page in deck.pages if page.id == slide).shapes
        return sorted(repr(leaf) for shape in shapes for leaf in (shape.shapes if isinstance(shape, Group) else (shape,)))

    for page in waiting:
        assert leaves(built, page.id) == leaves(plainly, page.id)


# ---- notes, transition, faults -----------------------------------------------------------------------------------------


def test_the_script_says_how_often_to_click(tmp_path: Path) -> None:
    written(tmp_path, POINTS)
    assert "· 2 次点击 ·" in (tmp_path / "deck.notes.md").read_text(encoding="utf-8")


def test_a_theme_may_ask_for_a_quiet_transition(tmp_path: Path) -> None:
    house = Path(__file__).parent.parent / "templates" / "themes" / "default" / "theme.yaml"
    own = tmp_path / "templates" / "themes" / "soft"
    own.mkdir(parents=True)
    own.joinpath("theme.yaml").write_text("transition: fade\n" + house.read_text(encoding="utf-8"), encoding="utf-8")
    found = slide(written(tmp_path, POINTS.replace("title: 讲座", "title: 讲座, theme: soft")))
    assert '</p:clrMapOvr><p:transition spd="med"><p:fade/></p:transition><p:timing>' in found
    assert "<p:transition" not in slide(written(tmp_path, POINTS))


FAULTS = {
    "a shape that is not there": ('<p:spTgt spid="', '<p:spTgt spid="9'),
    "a paragraph that is not there": ('<p:pRg st="2" end="2"/>', '<p:pRg st="3" end="3"/>'),
    "numbers with a gap": ('<p:cTn id="6"', '<p:cTn id="60"'),
    "an effect that no build lists": ("<p:bldLst>", '<p:bldLst><p:bldP spid="1" grpId="7"/>'),
    "a build without effects": ('grpId="0" build="p"', 'grpId="1" build="p"'),
}


@pytest.mark.parametrize("name", FAULTS)
def test_the_check_of_builds_sees(name: str, tmp_path: Path) -> None:
    deck = checks.Deck.open(written(tmp_path, POINTS))
    assert list(checks.builds_aimed(deck)) == []
    old, new = (each.encode() for each in FAULTS[name])
    part = "ppt/slides/slide1.xml"
    assert old in deck.parts[part]
    deck.parts[part] = deck.parts[part].replace(old, new, 1)
    assert list(checks.builds_aimed(deck)) != []
