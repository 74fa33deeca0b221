"""Pages: which words stand where, what fits, and what is said of what does not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import permutations
from pathlib import Path

import pytest

from deckgen.layout.furniture import is_red
from deckgen.layout.pages import lay_out
from deckgen.pipeline import make_deck, open_talk, render
from deckgen.problem import DeckgenError
from deckgen.scene import Box, Chart, Connector, Deck, Group, Line, Page, Shape, Table, Text
from deckgen.text.face import SquareFont
from deckgen.text.paragraph import plain
from deckgen.theme.ruler import State, segments, strokes
from handmade import theme

HEAD = """\
talk: {id: test, title: 一次讲座, language: zh-CN}
views:
  - {id: v1, short: 甲, says: 第一个观点在于*规模*。}
  - {id: v2, short: 乙, says: 第二个观点没有论证完。, argued: cut}
  - {id: v3, short: 丙, says: 第三个观点只有预告。, argued: announced}
"""
SECTION = """\
sections:
  - id: s1
    number: "1.1"
    title: 主要突破
    views: [v1]
    slides:
"""


def deck(tmp_path: Path, slides: str, head: str = HEAD + SECTION, square: bool = False) -> Deck:
    """The deck of an outline; with `square`, every character is as wide as it is high."""
    path = tmp_path / "outline.yaml"
    path.write_text(head + "".join(f"      {line}\n" for line in slides.strip("\n").splitlines()), encoding="utf-8")
    talk = open_talk(path)
    return lay_out(talk.program, talk.outline, render(talk), talk.theme, SquareFont()) if square else make_deck(talk)[0]


def only(tmp_path: Path, slide: str, square: bool = False) -> Page:
    (page,) = deck(tmp_path, slide, square=square).pages
    return page


def showing(tmp_path: Path, blocks: str, square: bool = False) -> Page:
    """The page of a slide with these blocks."""
    return only(tmp_path, f"- {{id: a, title: 一页, body: [{blocks}]}}", square)


def own_ruler(page: Page) -> list[Line]:
    """The page's own lines over the ruler of the master."""
    return [shape for shape in page.shapes if isinstance(shape, Line) and shape.name.endswith(".ruler")]


def placed(page: Page, slot: str) -> Text:
    """The placeholder of a slot."""
    (found,) = (shape for shape in page.shapes if isinstance(shape, Text) and shape.slot == slot)
    return found


def problems(tmp_path: Path, slides: str) -> list[str]:
    with pytest.raises(DeckgenError) as caught:
        deck(tmp_path, slides)
    return [f"{problem.span.line if problem.span else 0}: {problem.message}" for problem in caught.value.problems]


def leaves(shapes: tuple[Shape, ...]) -> Iterator[Shape]:
    for shape in shapes:
        if isinstance(shape, Group):
            yield from leaves(shape.shapes)
        else:
            yield shape


def said(page: Page) -> dict[str, list[str]]:
    """The paragraphs of each placeholder."""
    return {shape.slot: [plain(each.runs) for each in shape.paragraphs]
            for shape in page.shapes if isinstance(shape, Text) and shape.slot}


def tables(page: Page) -> list[Table]:
    return [shape for shape in page.shapes if isinstance(shape, Table)]


def cells(table: Table) -> list[list[str]]:
    return [["".join(plain(each.runs) for each in cell.paragraphs) for cell in row] for row in table.rows]


def marks(page: Page) -> list[Group]:
    return [shape for shape in page.shapes if isinstance(shape, Group) and shape.name.endswith(".mark")]


# ---- furniture -------------------------------------------------------------------------------------------------------


def test_the_kicker_names_view_and_section(tmp_path: Path) -> None:
    assert said(only(tmp_path, "- {id: a, title: 一页}"))["kicker"] == ["观点 1   §1.1  主要突破"]


def test_the_kicker_names_two_views(tmp_path: Path) -> None:
    assert said(only(tmp_path, "- {id: a, title: 一页, views: [v2, v3]}"))["kicker"] == ["观点 2、3   §1.1  主要突破"]


def test_a_kicker_of_its_own_replaces_it(tmp_path: Path) -> None:
    assert said(only(tmp_path, "- {id: a, title: 一页, kicker: 总览}"))["kicker"] == ["总览"]


def test_the_words_of_the_kicker_know_their_keys(tmp_path: Path) -> None:
    page = only(tmp_path, "- {id: a, title: 一页}")
    kicker = placed(page, "kicker")
    assert [run.text for run in kicker.paragraphs[0].runs if run.key] == ["1.1", "主要突破"]


def test_the_mark_stands_beside_a_views_own_sentence(tmp_path: Path) -> None:
    page = only(tmp_path, "- {id: a, title: {view: v1}}")
    assert said(page)["mark"] == ["已论证"]
    assert [group.alt for group in marks(page)] == ["已论证"]


def test_a_slide_of_an_argued_view_has_no_mark(tmp_path: Path) -> None:
    assert "mark" not in said(only(tmp_path, "- {id: a, title: 一页}"))


def test_views_that_are_not_argued_are_always_marked(tmp_path: Path) -> None:
    page = only(tmp_path, "- {id: a, title: 一页, views: [v2, v3]}")
    assert said(page)["mark"] == ["仅有预告"]
    (other,) = (shape for shape in page.shapes if isinstance(shape, Text) and shape.name == "dg.a.mark")
    first, second = sorted(marks(page), key=lambda group: group.box.x)
    assert (first.alt, second.alt) == ("论证中断", "仅有预告") and first.box.right < other.box.right < second.box.x


def test_the_pages_own_segments_are_ink(tmp_path: Path) -> None:
    page = only(tmp_path, "- {id: a, title: 一页, views: [v2]}")
    assert [(line.x1, line.width, line.colour, line.dash is None) for line in own_ruler(page)] == [
        (344, 3, "dk1", True), (pytest.approx(492, abs=20), 3, "dk1", False)]


def test_sections_make_the_ruler_where_there_are_no_views(tmp_path: Path) -> None:
    head = ("talk: {id: t, title: 讲座}\nsections:\n  - {id: a, title: 甲, slides: [{id: x, title: 一}]}\n"
            "  - {id: b, state: cut, title: 乙, slides: [{id: y, title: 二}]}\n")
    found = deck(tmp_path, "", head)
    assert [part.state for part in found.ruler] == ["full", "cut"]
    assert [[line.x1 for line in own_ruler(page)][:1] for page in found.pages] == [[48], [492]]


def test_parts_are_named_by_number_and_title(tmp_path: Path) -> None:
    head = "opening: [{id: o, title: 开始}]\nbackup: [{id: z, title: 附}]\n" + HEAD + SECTION
    found = [(part.name, part.pages) for part in deck(tmp_path, "- {id: a, title: 一页}", head).parts]
    assert found == [("开场", ("o",)), ("1.1 主要突破", ("a",)), ("附录", ("z",))]


def test_a_source_of_two_lines_belongs_in_the_notes(tmp_path: Path) -> None:
    (found,) = problems(tmp_path, f"- id: a\n  title: 一页\n  source: {'很长的出处' * 20}")
    assert found.startswith("14: text does not fit the slot 'source'")


def test_a_pause_has_no_page(tmp_path: Path) -> None:
    assert len(deck(tmp_path, "- {id: a, title: 一页}\n- {id: p, kind: pause, minutes: 3}").pages) == 1


# ---- titles ----------------------------------------------------------------------------------------------------------


def test_a_title_steps_down_before_it_overflows(tmp_path: Path) -> None:
    # 864 points hold 26 square characters of 32, half an em spare; 28 characters a line need 30.
    page = only(tmp_path, f"- {{id: a, title: {'字' * 56}}}", square=True)
    title = placed(page, "title")
    assert [style.size for style in title.sizes] == [30]
    assert plain(title.paragraphs[0].runs).count("\n") == 1


def test_a_title_of_three_lines_is_a_problem(tmp_path: Path) -> None:
    assert problems(tmp_path, f"- id: a\n  title: {'字' * 70}") == [
        "13: the title needs more than two lines: 3 at the smallest size"]


def test_the_title_comes_first_and_keeps_the_views_words(tmp_path: Path) -> None:
    page = only(tmp_path, "- {id: a, title: {view: v1}}")
    first = page.shapes[0]
    assert isinstance(first, Text) and first.slot == "title"
    assert page.title == "第一个观点在于规模。"
    assert {run.key for run in first.paragraphs[0].runs} == {"views/v1/says"}


# ---- text ------------------------------------------------------------------------------------------------------------


def test_points_are_paragraphs_of_the_body(tmp_path: Path) -> None:
    page = showing(tmp_path, "{text: 先说}, {points: [一, {text: 二, points: [三]}]}")
    body = placed(page, "body")
    assert [(plain(each.runs), each.level) for each in body.paragraphs] == [("先说", 0), ("一", 0), ("二", 0), ("三", 1)]
    assert body.sizes == ()


def test_all_problems_are_told_at_once(tmp_path: Path) -> None:
    slide = f"- {{title: {'字' * 70}, body: [{{text: {'说了很多' * 200}}}]}}"
    assert len(problems(tmp_path, f"{slide}\n{slide}")) == 4


def test_numbers_get_room_left_of_the_points(tmp_path: Path) -> None:
    page = showing(tmp_path, "{points: {numbered: true, points: [一, 二]}}")
    body = placed(page, "body")
    assert body.sizes[0].marker == "1." and body.sizes[0].hang == body.sizes[0].indent > 24


def test_text_below_a_table_follows_it_as_a_remark(tmp_path: Path) -> None:
    page = showing(tmp_path, "{table: {header: [甲], rows: [[一]]}}, {text: 再说}")
    remark = placed(page, "body")
    assert remark.box.y == pytest.approx(tables(page)[0].box.bottom + 12)
    assert [style.size for style in remark.sizes] == [20]


# ---- tables ----------------------------------------------------------------------------------------------------------


def test_glosses_make_a_ledger(tmp_path: Path) -> None:
    page = showing(tmp_path, "{points: [{text: 快, gloss: 很快}, {text: 好, gloss: 很好}, {text: 省, gloss: 很省}]}")
    (ledger,) = tables(page)
    assert cells(ledger) == [["1", "快", "很快"], ["2", "好", "很好"], ["3", "省", "很省"]]
    assert set(ledger.heights) == {104}
    assert "body" not in said(page)


def test_a_group_is_named_once(tmp_path: Path) -> None:
    page = only(tmp_path, """
- id: a
  title: 一页
  body:
    - table:
        header: [任务, 例]
        groups: [{name: 理解, rows: 2}, {name: 生成, rows: 1}]
        rows: [[分类, 文本], [匹配, 搜索], [翻译, 中英]]
""")
    (table,) = tables(page)
    assert cells(table) == [["", "任务", "例"], ["理解", "分类", "文本"], ["", "匹配", "搜索"], ["生成", "翻译", "中英"]]
    assert [row[0].rows for row in table.rows[1:]] == [2, 1, 1]
    above = table.rows[3][1].top
    assert above is not None and (above.colour, above.width) == ("dk1", 1)


def test_groups_must_add_up(tmp_path: Path) -> None:
    assert problems(tmp_path, "- {id: a, title: 一页, body: [{table: {groups: [{name: 甲, rows: 3}], rows: [[一], [二]]}}]}")


def test_numbers_are_set_right(tmp_path: Path) -> None:
    page = showing(tmp_path, "{table: {header: [模型, 参数], rows: [[NRM, 70M], [PaLM, 540B], [GPT-4, –]]}}")
    aligned = [row[1].paragraphs[0].style for row in tables(page)[0].rows]
    assert [style.align for style in aligned if style is not None] == ["right"] * 4


def test_columns_fill_the_width_and_rows_fit_their_lines(tmp_path: Path) -> None:
    page = showing(tmp_path, f"{{table: {{rows: [[甲, {'很长的话' * 30}], [乙, 短]]}}}}", square=True)
    (table,) = tables(page)
    assert sum(table.widths) == pytest.approx(864)
    for height, row in zip(table.heights, table.rows, strict=True):
        assert height >= max(len(each.breaks) * each.style.pitch for cell in row for each in cell.paragraphs if each.style)


def test_missing_rows_are_one_row_that_ends_dashed(tmp_path: Path) -> None:
    page = showing(tmp_path, "{table: {header: [发话, 回复], missing: 没有保存}}")
    (table,) = tables(page)
    cell = table.rows[1][0]
    assert cells(table) == [["发话", "回复"], ["没有保存", ""]]
    assert cell.columns == 2 and cell.left is None and cell.inset[0] == 0, "the words start where the heads do"
    assert cell.bottom is not None and cell.bottom.dash is not None


# ---- views -----------------------------------------------------------------------------------------------------------

OVERVIEW = HEAD + "closing:\n  - {id: z, template: closing, title: 三行, body: [{views: {states: false}}]}\n" + SECTION


def test_the_overview_shows_every_view_with_its_sign(tmp_path: Path) -> None:
    page = deck(tmp_path, "- {id: a, template: overview, title: 总览, body: [{views: {}}]}").pages[0]
    assert cells(tables(page)[0])[1] == ["2", "第二个观点没有论证完。", "", "论证中断"]
    assert [group.alt for group in marks(page)] == ["已论证", "论证中断", "仅有预告"]
    assert not is_red(tables(page)[0])


def test_marks_stand_at_half_the_height_of_the_letters_in_their_rows(tmp_path: Path) -> None:
    page = deck(tmp_path, "- {id: a, template: overview, title: 总览, body: [{views: {}}]}").pages[0]
    (table,) = tables(page)
    for number, group in enumerate(marks(page)):
        style = table.rows[number][1].paragraphs[0].style
        assert style is not None and {cell.paragraphs[0].style.pitch for cell in table.rows[number] if cell.paragraphs
                                      and cell.paragraphs[0].style} == {style.pitch}
        middle = table.box.y + (number + 0.5) * table.heights[0]
        assert group.box.middle[1] == pytest.approx(middle + 0.3 * style.pitch - 0.38 * style.size)


def test_the_closing_belongs_to_all_views(tmp_path: Path) -> None:
    page = deck(tmp_path, "- {id: a, title: 一页}", OVERVIEW).pages[1]
    assert {line.x1 for line in own_ruler(page)} >= {48, 344, 640}
    assert [row[1][:4] for row in cells(tables(page)[0])] == ["第一个观", "第二个观", "第三个观"]


def test_the_cover_shows_the_argument(tmp_path: Path) -> None:
    page = deck(tmp_path, "- {id: a, template: title, title: 一次讲座}").pages[0]
    assert [(group.box.width, group.box.height, group.alt) for group in marks(page)] == [
        (272, 10, "已论证"), (272, 10, "论证中断"), (272, 10, "仅有预告")]


def test_the_numeral_is_red_only_where_nothing_else_is(tmp_path: Path) -> None:
    brushed, quiet = deck(tmp_path, "- {template: view, title: {view: v1}}\n- {template: view, title: {view: v2}}").pages
    assert [placed(page, "numeral").paragraphs[0].runs[0].colour for page in (brushed, quiet)] == ["dk1", None]


# ---- columns ---------------------------------------------------------------------------------------------------------


def test_evidence_hangs_from_rules_that_say_how_far_it_is_argued(tmp_path: Path) -> None:
    page = only(tmp_path, """
- id: a
  template: view
  title: {view: v1}
  body:
    - columns:
        - {label: 甲, big: 大, body: [{text: 一}]}
        - {label: 乙, big: 小, style: reading, body: [{text: 二}]}
""")
    rules = [shape for shape in page.shapes if isinstance(shape, Line) and shape.y1 == 253.5]
    assert [line.dash is None for line in rules] == [True, False]
    assert said(page)["left"] == ["甲", "大", "一"]


def test_three_columns_take_the_layout_for_three(tmp_path: Path) -> None:
    columns = "{columns: [{label: 甲}, {label: 乙}, {label: 丙}]}"
    page = only(tmp_path, f"- {{id: a, template: view, title: {{view: v1}}, body: [{columns}]}}")
    assert page.layout == "view-three"
    assert [said(page)[slot] for slot in ("left", "middle", "right")] == [["甲"], ["乙"], ["丙"]]


def test_columns_side_by_side_have_one_size(tmp_path: Path) -> None:
    page = only(tmp_path, """
- id: a
  template: two-columns
  title: 一页
  body:
    - columns:
        - {label: 满, body: [{points: [一, 二, 三, 四, 五, 六]}]}
        - {label: 空, body: [{points: [一]}]}
""")
    left, right = (placed(page, slot) for slot in ("left", "right"))
    assert [style.size for style in left.sizes] == [style.size for style in right.sizes]
    assert left.sizes[0].size < 24


def test_a_comparison_ends_in_a_question(tmp_path: Path) -> None:
    page = only(tmp_path, """
- id: a
  template: comparison
  title: {view: v3}
  body:
    - columns:
        - {label: §1.1, big: 有？, body: [{text: 说有}]}
        - {label: 开篇, big: 没有？, style: reading, body: [{text: 说没有}]}
    - text: 哪一种？
""")
    found = said(page)
    assert (found["left-head"], found["right"], found["band"]) == (["有？"], ["说没有"], ["可以讨论的一处", "哪一种？"])


# ---- faults of templates ---------------------------------------------------------------------------------------------


def own_template(tmp_path: Path, markup: str) -> list[str]:
    folder = tmp_path / "templates" / "slides"
    folder.mkdir(parents=True)
    (folder / "mine.xml.j2").write_text(markup, encoding="utf-8")
    return problems(tmp_path, "- {id: a, template: mine, title: 一页}")


def test_a_slot_that_the_layout_lacks_is_a_problem(tmp_path: Path) -> None:
    (found,) = own_template(tmp_path, '<slide role="text"><h1>{{ slide.title }}</h1><p slot="bandd">词</p></slide>')
    assert found == "12: the layout 'text' has no slot 'bandd'"


# ---- laws ------------------------------------------------------------------------------------------------------------

BLOCKS = {
    "text": "text: 一段话，说得不长不短，正好够一行多一点，再加上几个字，看它折不折行。",
    "points": "points: [第一点, {text: 第二点, points: [下一级]}]",
    "ledger": "points: [{text: 快, gloss: 量过再写}, {text: 准, gloss: 一个字也不少}]",
    "table": "table: {header: [甲, 乙], rows: [[一, 二], [三, 四]]}",
    "flow": "flow: {steps: [准备, 训练, 使用], alt: 三步}",
    "columns": "columns: [{label: 左, body: [{text: 一}]}, {label: 右, body: [{text: 二}]}]",
    "quote": "quote: {text: 引一句话, by: 某人}",
}
PAIRS = list(permutations(BLOCKS, 2))
ROLES = ("text", "figure", "view", "two-columns", "comparison", "text-figure", "table", "quote")


LEVELS = {(layout.name, slot.name): slot.levels for layout in theme().layouts.values() for slot in layout.slots.values()}


def box(shape: Shape) -> Box:
    if isinstance(shape, Line):
        return Box(min(shape.x1, shape.x2), min(shape.y1, shape.y2), abs(shape.x2 - shape.x1), abs(shape.y2 - shape.y1))
    if isinstance(shape, Connector):
        xs, ys = zip(*shape.points, strict=True)
        return Box(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))
    return shape.box


def outside(page: Page) -> list[Shape]:
    """Shapes that leave the page."""
    return [shape for shape in leaves(page.shapes)
            if box(shape).x < -0.01 or box(shape).y < -0.01 or box(shape).right > 960.01 or box(shape).bottom > 540.01]


def inked(page: Page) -> list[Box]:
    """Where words and drawings are: text as high as its lines, not as its frame."""
    found = []
    for shape in page.shapes:
        if isinstance(shape, Text) and shape.slot not in ("numeral",):
            styles = shape.sizes or LEVELS.get((page.layout, shape.slot), ())
            set_ = [each.style or styles[min(each.level, len(styles) - 1)] for each in shape.paragraphs]
            high = sum(len(each.breaks) * style.pitch for each, style in zip(shape.paragraphs, set_, strict=True))
            found.append(Box(shape.box.x, shape.box.y, shape.box.width, min(high, shape.box.height)))
        elif isinstance(shape, Table | Chart) or (isinstance(shape, Group) and not shape.name.endswith(".mark")):
            found.append(shape.box)
    return found


def overlaps(page: Page) -> list[tuple[Box, Box]]:
    boxes = inked(page)
    return [(a, b) for number, a in enumerate(boxes) for b in boxes[:number]
            if min(a.right, b.right) - max(a.x, b.x) > 0.5 and min(a.bottom, b.bottom) - max(a.y, b.y) > 0.5]


@pytest.mark.parametrize("role", ROLES)
def test_what_fits_stays_on_its_page_and_apart(tmp_path: Path, role: str) -> None:
    slides = [f"- {{id: {a}-{b}, template: {role}, title: {{view: v2}}, body: [{{{BLOCKS[a]}}}, {{{BLOCKS[b]}}}]}}"
              for a, b in PAIRS]
    try:
        found = deck(tmp_path, "\n".join(slides))
    except DeckgenError as error:
        full = {problem.span.line - 12 for problem in error.problems if problem.span}
        slides = [slide for number, slide in enumerate(slides) if number not in full]
        found = deck(tmp_path, "\n".join(slides))
    assert len(found.pages) >= 25
    assert [page.id for page in found.pages if outside(page)] == []
    assert [page.id for page in found.pages if overlaps(page)] == []
    for page in found.pages:
        assert all(any(plain(each.runs).strip() for each in shape.paragraphs)
                   for shape in page.shapes if isinstance(shape, Text) and shape.slot)


def test_a_shape_beside_the_page_or_over_another_is_seen(tmp_path: Path) -> None:
    page = showing(tmp_path, "{table: {rows: [[一]]}}")
    table = tables(page)[0]
    astray = replace(table, box=Box(800, 160, 864, 40))
    assert outside(replace(page, shapes=(astray,))) == [astray]
    assert overlaps(replace(page, shapes=(table, astray)))


# ---- geometry --------------------------------------------------------------------------------------------------------


def test_six_segments_stand_on_the_grid() -> None:
    assert segments(6) == tuple((48 + 148 * number, 124) for number in range(6))


@pytest.mark.parametrize("state", ["cut", "announced"])
@pytest.mark.parametrize(("width", "thickness"), [(40, 5), (124, 1), (124, 10), (222.7, 3), (420, 3)])
def test_the_last_dash_ends_on_the_edge(width: float, thickness: float, state: State) -> None:
    line = strokes(100, width, state, thickness)[-1]
    assert line.dash is not None
    on, off = line.dash
    count = (line.x2 - line.x1 + off) / (on + off)
    assert count == pytest.approx(round(count)) and line.x2 == 100 + width
