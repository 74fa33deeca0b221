"""PowerPoint files: what is written, seen by three other readers (python-pptx, openpyxl, a validator) and by our own."""

from __future__ import annotations

import re
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from lxml import etree
from openpyxl import load_workbook
from pptx import Presentation
from pptx.util import Pt

import handmade
from arrows import path as path_of
from deckgen.formats.powerpoint.connector import geometry
from deckgen.formats.powerpoint.drawing import colour, dash, levels, paragraph, stroke
from deckgen.formats.powerpoint.read import deck_titles, read_back
from deckgen.formats.powerpoint.workbook import column, workbook
from deckgen.formats.powerpoint.write import write_pptx
from deckgen.problem import Unusable
from deckgen.scene import Box, Cell, Deck, Group, Line, Page, Stroke, Table, Text
from deckgen.text.paragraph import Paragraph, Run, Style
from handmade import words

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"


def write(path: Path, *pages: Page, **more: object) -> Path:
    """A deck of these pages, written."""
    deck = Deck("test", "题", "zh-CN", pages, footer="脚注", **more)  # type: ignore[arg-type]
    write_pptx(deck, handmade.theme(), path)
    return path


def part(path: Path, name: str) -> etree._Element:
    with ZipFile(path) as file:
        return etree.fromstring(file.read(name))


def text_of(path: Path, name: str) -> str:
    with ZipFile(path) as file:
        return file.read(name).decode()


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("powerpoint") / "deck.pptx"
    write_pptx(handmade.deck(), handmade.theme(), path)
    return path


# ---- read by others --------------------------------------------------------------------------------------------------


def test_a_validator_finds_nothing(written: Path) -> None:
    from openxml_audit import OpenXmlValidator

    result = OpenXmlValidator().validate(str(written))
    assert [str(error) for error in result.errors] == []


def test_a_validator_finds_nothing_in_the_workbook(written: Path, tmp_path: Path) -> None:
    from openxml_audit import OpenXmlValidator

    book = tmp_path / "book.xlsx"
    with ZipFile(written) as file:
        book.write_bytes(file.read("ppt/embeddings/Microsoft_Excel_Worksheet1.xlsx"))
    assert [str(error) for error in OpenXmlValidator().validate(str(book)).errors] == []


def test_python_pptx_reads_titles_notes_and_links(written: Path) -> None:
    slides = list(Presentation(str(written)).slides)
    assert [slide.shapes.title.text_frame.text for slide in slides] == [page.title for page in handmade.deck().pages]
    assert slides[0].notes_slide.notes_text_frame.text == "先说结论。\n再举三个例子：\nGPT-3\n第二步"
    links = [run.hyperlink.address for shape in slides[0].shapes if shape.has_text_frame
             for each in shape.text_frame.paragraphs for run in each.runs if run.hyperlink.address]
    assert links == ["https://example.org/?a=1&b=2"]


def test_python_pptx_reads_the_table(written: Path) -> None:
    table = next(shape for shape in Presentation(str(written)).slides[3].shapes if shape.has_table)
    cells = [[cell.text for cell in row.cells] for row in table.table.rows]
    assert cells == [["组", "任务", "数"], ["理解", "分类", "1"], ["", "匹配", ""], ["合计两项", "", "2"]]
    assert table.table.cell(1, 0).span_height == 2 and table.table.cell(2, 0).is_spanned
    assert table.table.cell(3, 0).span_width == 2 and table.table.cell(3, 1).is_spanned
    assert table._element.xpath(".//p:cNvPr/@descr") == ["六类任务"]


def test_python_pptx_reads_the_charts(written: Path) -> None:
    slides = Presentation(str(written)).slides
    bars, columns = (next(shape.chart for shape in slides[n].shapes if shape.has_chart) for n in (4, 5))
    assert list(bars.plots[0].categories) == ["NRM", "GPT-2", "GPT-3", "ChatGPT"]
    assert list(bars.plots[0].series[0].values) == [70e6, 1.5e9, 175e9, None]
    assert [(series.name, list(series.values)) for series in columns.plots[0].series] == [
        ("训练", [3.0, 4.5, 6.0, 7.25]), ("推理", [1.0, 2.0, 2.5, 3.0])]
    assert (bars.value_axis.minimum_scale, bars.value_axis.maximum_scale) == (1e7, 1e12)
    assert (bars.has_legend, columns.has_legend) == (False, True)


def test_the_workbook_holds_the_numbers() -> None:
    data = workbook([("", ["甲 & 乙", "甲 & 乙", "丙"]), ("参数", (1.5e9, None, 70.0)), ("<B>", (0.25, 2.0, 3.0))], b"<theme/>")
    assert list(load_workbook(BytesIO(data))["Sheet1"].values) == [
        (None, "参数", "<B>"), ("甲 & 乙", 1500000000, 0.25), ("甲 & 乙", None, 2), ("丙", 70, 3)]


@pytest.mark.parametrize(("number", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")])
def test_columns_of_a_sheet(number: int, letters: str) -> None:
    assert column(number) == letters


# ---- text ------------------------------------------------------------------------------------------------------------


def runs_of(xml: str) -> list[tuple[str, str]]:
    return re.findall(r'<a:r><a:rPr lang="([^"]+)".*?<a:t>(.*?)</a:t>', xml)


def test_every_run_names_its_language() -> None:
    chinese = paragraph(words("用 GPT-3 做例子", None), "zh-CN")
    assert runs_of(chinese) == [("zh-CN", "用 "), ("en-US", "GPT-3 "), ("zh-CN", "做例子")]
    assert runs_of(paragraph(words("about 规模", None), "en-GB")) == [("en-GB", "about "), ("zh-CN", "规模")]


def test_a_style_is_written_out_where_nothing_is_inherited() -> None:
    own = paragraph(words("规模", Style(20, 30, bold=True, colour="dk2")), "zh-CN")
    assert 'sz="2000" b="1"' in own and '<a:spcPts val="3000"/>' in own and 'val="tx2"' in own
    assert "sz=" not in paragraph(words("规模", None), "zh-CN")


def test_the_brush_is_bold_and_red() -> None:
    assert '<a:rPr lang="zh-CN" altLang="en-US" b="1" dirty="0"><a:solidFill><a:schemeClr val="accent1"/>' in \
        paragraph(Paragraph((Run("质变", brush=True),)), "zh-CN")


def test_symbols_that_both_faces_own_get_one_face() -> None:
    xml = paragraph(words("数据 → 模型", None), "zh-CN")
    assert re.search(r'<a:latin typeface="\+mn-lt"/><a:ea typeface="\+mn-lt"/><a:sym typeface="\+mn-lt"/></a:rPr><a:t>→', xml)


def test_quotes_are_wide_in_a_run_of_their_own_among_han() -> None:
    xml = paragraph(Paragraph((Run("“"), Run("GPT", bold=True), Run("”的突破"))), "zh-CN")
    assert re.search(r'<a:ea typeface="\+mn-ea"/><a:sym typeface="\+mn-ea"/></a:rPr><a:t>“</a:t>', xml)


def test_forced_breaks_stay_in_the_paragraph() -> None:
    xml = paragraph(words("上\n下", None), "zh-CN")
    assert xml.count("<a:p>") == 1 and xml.count("<a:br>") == 1


def test_what_xml_would_misread_is_escaped() -> None:
    assert "<a:t>a &lt; b &amp; “c”</a:t>" in paragraph(Paragraph((Run("a < b & “c”"),)), "en-US")


@pytest.mark.parametrize(("value", "xml"), [
    ("dk1", '<a:schemeClr val="tx1"/>'),
    ("accent3", '<a:schemeClr val="accent3"/>'),
    ("lt2/88", '<a:schemeClr val="bg2"><a:lumMod val="88000"/></a:schemeClr>'),
    ("accent1/60+40", '<a:schemeClr val="accent1"><a:lumMod val="60000"/><a:lumOff val="40000"/></a:schemeClr>'),
])
def test_colours_go_through_the_masters_map(value: str, xml: str) -> None:
    assert colour(value) == xml


def test_dashes_count_in_parts_of_the_width() -> None:
    assert dash((7, 4), 2) == '<a:custDash><a:ds d="350000" sp="200000"/></a:custDash>'
    assert stroke(None, "a:lnT") == "<a:lnT><a:noFill/></a:lnT>"


def test_a_fitted_shape_writes_only_what_differs_from_its_slot() -> None:
    own = (Style(24, 36, before=18), Style(20, 30, before=12, indent=24, hang=24, marker="–"))
    smaller = levels((own[0].at(22), own[1]), own)
    assert 'sz="2200"' in smaller and '<a:spcPts val="3300"/>' in smaller
    assert "marL" not in smaller and "bu" not in smaller
    numbered = levels((replace(own[0], indent=28, hang=28, marker="1."), own[1]), own)
    assert '<a:lvl1pPr marL="355600" indent="-355600">' in numbered and "buAutoNum" in numbered
    assert levels((), own) == "<a:lstStyle/>"


# ---- slides ----------------------------------------------------------------------------------------------------------


def test_placeholders_are_named_and_follow_the_layout(written: Path) -> None:
    title = part(written, "ppt/slides/slide1.xml").find(f".//{P}sp")
    assert title.find(f".//{P}cNvPr").get("name") == "dg.text.title"
    assert len(title.find(f"{P}spPr")) == 0 and len(title.find(f"{P}txBody/{A}bodyPr")) == 0
    assert "dg.text.title" in text_of(written, "ppt/slides/slide2.xml"), "a continued page has its slide's name"


def test_a_moved_placeholder_says_where(tmp_path: Path) -> None:
    moved = Text(Box(36, 160, 864, 312), (words("「引」", None),), slot="body", moved=True)
    path = write(tmp_path / "m.pptx", handmade.page("a", moved, layout="text"))
    body = part(path, "ppt/slides/slide1.xml").findall(f".//{P}sp")[1]
    assert body.find(f"{P}spPr/{A}xfrm/{A}off").get("x") == str(Pt(36))


def test_the_number_is_a_field_and_the_layout_decides_on_it(tmp_path: Path) -> None:
    cover = Page("cover", "cover", "title", "题", (Text(Box(0, 0, 1, 1), (words("题", None),), slot="title"),))
    path = write(tmp_path / "n.pptx", cover, handmade.page("a"))
    assert 'type="slidenum"' not in text_of(path, "ppt/slides/slide1.xml")
    field = part(path, "ppt/slides/slide2.xml").find(f".//{A}fld")
    assert (field.get("type"), field.findtext(f"{A}t")) == ("slidenum", "2")


def test_hidden_slides_are_hidden(written: Path) -> None:
    shown = [part(written, f"ppt/slides/slide{n}.xml").get("show") for n in (5, 6)]
    assert shown == [None, "0"]


def test_nothing_has_a_style_or_is_a_text_box(written: Path) -> None:
    with ZipFile(written) as file:
        for name in file.namelist():
            if name.startswith("ppt/slides/slide"):
                assert b"p:style" not in file.read(name) and b"txBox" not in file.read(name)


def test_what_says_nothing_is_decorative(tmp_path: Path) -> None:
    """A screen reader passes over lines and empty groups, never over words, and reads what a group claims."""
    line = Line(48, 30, 172, 30)
    label = Text(Box(0, 0, 50, 50), (words("词"),))
    box = Box(0, 0, 200, 200)
    shapes = (line, Group((line,), box), Group((line, label), box), Group((line,), box, alt="论点 <1>\n在此"))
    tree = part(write(tmp_path / "d.pptx", handmade.page("a", *shapes)), "ppt/slides/slide1.xml").find(f".//{P}spTree")
    mark = "./*/*[local-name()='cNvPr']//*[local-name()='decorative']"
    silent = {tag: [bool(each.xpath(mark)) for each in tree.findall(P + tag)] for tag in ("cxnSp", "grpSp")}
    assert silent == {"cxnSp": [True], "grpSp": [True, False, False]}
    assert tree.findall(f"{P}grpSp")[2].find(f".//{P}cNvPr").get("descr") == "论点 <1>\n在此"


def test_creation_ids_hang_on_ids_alone(tmp_path: Path) -> None:
    def ids(path: Path, count: int) -> list[str]:
        texts = [text_of(path, f"ppt/slides/slide{n}.xml") for n in range(1, count + 1)]
        return [found for text in texts for found in re.findall(r'creationId [^>]*val="(\d+)"', text)]

    one = ids(write(tmp_path / "1.pptx", handmade.page("a"), handmade.page("b")), 2)
    two = ids(write(tmp_path / "2.pptx", handmade.page("b", title="别的"), handmade.page("c"), handmade.page("a")), 3)
    assert one == [two[2], two[0]] and len(set(two)) == 3


# ---- connectors ------------------------------------------------------------------------------------------------------


def way(start: tuple[float, float], end: tuple[float, float], *stops: float, upright: bool) -> tuple[tuple[float, float], ...]:
    """The corners of a line that turns at each stop, measured across and down in turn."""
    points = [start]
    for number, stop in enumerate((*stops, end[(len(stops) + upright) % 2])):
        x, y = points[-1]
        points.append((x, stop) if (number % 2 == 0) == upright else (stop, y))
    return (*points, end)


ENDS = [(x, y) for x in (40.0, 100.0, 160.0) for y in (30.0, 100.0, 210.0)]
WAYS = [((100.0, 100.0), *bend, (x, y)) for x, y in ENDS if x != 100 and y != 100 for bend in ((), ((x, 100.0),), ((100.0, y),))]
WAYS += [way((100.0, 100.0), end, *stops, upright=upright) for end in ENDS[:4] + ENDS[5:] for upright in (False, True)
         for stops in ((130.0,), (60.0,), (250.0,), (120.0, 250.0), (60.0, 20.0), (130.0, 250.0, 190.0), (70.0, 20.0, 220.0))]


@pytest.mark.parametrize("points", WAYS, ids=str)
def test_connectors_are_drawn_through_their_corners(points: tuple[tuple[float, float], ...]) -> None:
    found = path_of(geometry(points))
    assert len(found) == len(points)
    for (x, y), (px, py) in zip(points, found, strict=True):
        assert (px, py) == pytest.approx((x, y), abs=0.11), "a tenth of a point, where the ends are level"


def test_a_fifth_bend_is_refused() -> None:
    with pytest.raises(ValueError, match="5 bends"):
        geometry(way((0, 0), (50, 50), 10, 20, 30, 40, upright=False))


def test_connectors_are_glued_to_sides(written: Path) -> None:
    tree = part(written, "ppt/slides/slide3.xml")
    names = {each.get("id"): each.get("name") for each in tree.iter(f"{P}cNvPr")}
    starts, ends = ([(names[each.get("id")], each.get("idx")) for each in tree.iter(A + tag)] for tag in ("stCxn", "endCxn"))
    assert starts == [("Shape 10", "3"), ("Shape 11", "3"), ("Shape 11", "1")]
    assert ends == [("Shape 11", "0"), ("Shape 12", "4"), ("Shape 10", "2"), ("Reader 14", "1")]
    assert len(list(tree.iter(f"{A}tailEnd"))) == 3, "one of the four has no head"


# ---- tables ----------------------------------------------------------------------------------------------------------


def test_a_cell_merged_both_ways_covers_its_square(tmp_path: Path) -> None:
    hair = Stroke("lt2/88", 1)
    gap = Cell()
    rows = ((Cell((words("空"),), rows=2, columns=2, bottom=hair), gap, Cell()), (gap, gap, Cell()))
    table = Table(Box(48, 160, 300, 80), (100, 100, 100), (40, 40), rows)
    path = write(tmp_path / "t.pptx", handmade.page("a", table, layout="table"))
    cells = [[{key: each.get(key) for key in each.attrib} for each in row.findall(f"{A}tc")]
             for row in part(path, "ppt/slides/slide1.xml").iter(f"{A}tr")]
    assert cells == [
        [{"rowSpan": "2", "gridSpan": "2"}, {"rowSpan": "2", "hMerge": "1"}, {}],
        [{"gridSpan": "2", "vMerge": "1"}, {"hMerge": "1", "vMerge": "1"}, {}],
    ]
    lower = part(path, "ppt/slides/slide1.xml").findall(f".//{A}tr")[1]
    assert [each.find(f"{A}tcPr/{A}lnB").get("w") for each in lower.findall(f"{A}tc")] == ["12700", "12700", None]


def test_empty_cells_are_no_taller_than_their_row(written: Path) -> None:
    sizes = [each.get("sz") for each in part(written, "ppt/slides/slide4.xml").findall(f".//{A}tc//{A}endParaRPr")]
    assert set(sizes) == {"1600", "2000"}


def test_a_short_row_is_our_mistake(tmp_path: Path) -> None:
    table = Table(Box(0, 0, 200, 40), (100, 100), (40,), ((Cell(),),))
    with pytest.raises(ValueError, match="1 cells for 2 columns"):
        write(tmp_path / "s.pptx", handmade.page("a", table, layout="table"))


# ---- the file --------------------------------------------------------------------------------------------------------


def test_sections_are_real(written: Path) -> None:
    xml = text_of(written, "ppt/presentation.xml")
    assert re.findall(r'p14:section name="([^"]+)"', xml) == ["1 &amp; 2", "附录"]
    assert re.findall(r'p14:sldId id="(\d+)"', xml) == [str(256 + n) for n in range(6)]


def test_the_date_is_the_authors_or_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def created(name: str, **more: object) -> list[str]:
        path = write(tmp_path / name, handmade.page("a"), **more)
        return re.findall(r"<dcterms:created[^>]*>(.*?)<", text_of(path, "docProps/core.xml"))

    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    assert created("none.pptx") == []
    assert created("own.pptx", date="2025-03-01") == ["2025-03-01T00:00:00Z"]
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert created("epoch.pptx") == ["2023-11-14T22:13:20Z"]
    assert created("both.pptx", date="2025-03-01") == ["2025-03-01T00:00:00Z"]


def test_properties_say_what_the_deck_is(written: Path) -> None:
    deck = Presentation(str(written))
    core = deck.core_properties
    assert (core.title, core.author, core.language) == ("六个观点", "某人", "zh-CN")
    assert "李航 &lt;§5.1&gt;" in text_of(written, "docProps/custom.xml")


def test_notes_say_which_slide_and_how_long(written: Path) -> None:
    tree = part(written, "ppt/notesSlides/notesSlide1.xml")
    said = {each.find(f".//{P}ph").get("type"): "".join(each.itertext(f"{A}t")) for each in tree.iter(f"{P}sp")}
    assert said["hdr"] == "text" and said["dt"] == "1.5 分钟" and said["sldNum"] == "1"
    body = next(each for each in tree.iter(f"{P}sp") if each.find(f".//{P}ph").get("type") == "body")
    assert [each.xpath("string(*/@lvl)") for each in body.iter(f"{A}p")] == ["", "", "1", "2"]


def test_pages_without_notes_have_no_notes_slide(written: Path) -> None:
    with ZipFile(written) as file:
        assert [name for name in file.namelist() if name.startswith("ppt/notesSlides/n")] == ["ppt/notesSlides/notesSlide1.xml"]


# ---- read by us ------------------------------------------------------------------------------------------------------


def test_pages_are_read_back(written: Path) -> None:
    pages = read_back(written)
    assert [(page.title, page.hidden) for page in pages] == [(page.title, page.hidden) for page in handmade.deck().pages]
    first = "规模带来的质变 → 1011 个 token，见 论文，Cn x < y"
    assert pages[0].paragraphs[1:4] == (first, "“语言模型”…… 第二行", "第一步")
    assert "合计两项" in pages[3].paragraphs


def unusable(path: Path) -> str:
    with pytest.raises(Unusable) as found:
        deck_titles(path)
    assert str(path) in str(found.value)
    return str(found.value)


def test_what_is_no_deck_is_said_to_be_none(tmp_path: Path, written: Path) -> None:
    assert "No such file" in unusable(tmp_path / "missing.pptx")
    text = tmp_path / "text.pptx"
    text.write_text("text")
    assert "not a PowerPoint file" in unusable(text)
    locked = tmp_path / "locked.pptx"
    locked.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    assert "password" in unusable(locked)
    book = tmp_path / "book.pptx"
    book.write_bytes(workbook([("", ["a"]), ("b", (1.0,))], b"<theme/>"))
    assert "xl/workbook.xml is no presentation" in unusable(book)
    whole = written.read_bytes()
    cut = tmp_path / "cut.pptx"
    cut.write_bytes(whole[:len(whole) // 2])
    assert "damaged" in unusable(cut)
    scratched = tmp_path / "scratched.pptx"
    at = whole.index(b"ppt/slides/slide1.xml") + 60
    scratched.write_bytes(whole[:at] + bytes(200) + whole[at + 200:])
    assert "damaged" in unusable(scratched)


def test_decks_of_others_are_read(tmp_path: Path) -> None:
    """Slides are followed through relationships: a slide that was moved and one that was removed, and no title at all."""
    theirs = Presentation()
    for number, title in enumerate(("一", "二", "三")):
        theirs.slides.add_slide(theirs.slide_layouts[number]).shapes.title.text = title
    theirs.slides.add_slide(theirs.slide_layouts[6])
    listed = theirs.slides._sldIdLst
    listed.append(listed[0])
    listed.remove(listed[0])
    theirs.save(str(tmp_path / "theirs.pptx"))
    assert deck_titles(tmp_path / "theirs.pptx") == [("三", False), ("", False), ("一", False)]


def test_the_strict_dialect_is_read(written: Path, tmp_path: Path) -> None:
    """PowerPoint's "Strict Open XML": other namespaces, other relationship types, the same elements."""
    strict = tmp_path / "strict.pptx"
    with ZipFile(written) as file, ZipFile(strict, "w") as out:
        for name in file.namelist():
            data = file.read(name)
            for word in (b"presentationml/2006/main", b"drawingml/2006/main", b"officeDocument/2006/relationships"):
                own = b"http://purl.oclc.org/ooxml/" + word.replace(b"2006/", b"")
                data = data.replace(b"http://schemas.openxmlformats.org/" + word, own)
            out.writestr(name, data)
    assert read_back(strict) == read_back(written)


def test_code_is_set_in_the_themes_face(tmp_path: Path) -> None:
    body = Text(Box(48, 160, 864, 312), (Paragraph((Run("ls", code=True), Run(" 和 "))),), "body")
    page = Page("a", "a", "text", "题", (body,))
    path = tmp_path / "x.pptx"
    write_pptx(Deck("t", "题", "zh-CN", (page,)), replace(handmade.theme(), code="Courier New"), path)
    xml = text_of(path, "ppt/slides/slide1.xml")
    assert xml.count('<a:latin typeface="Courier New"/>') == 1 and "Consolas" not in xml
