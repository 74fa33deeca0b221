"""Tables: merged cells, what is looked at, numbers below each other; and where pages may part."""

from __future__ import annotations

from pathlib import Path

import pytest
from pptx import Presentation

from deckgen.layout import table
from deckgen.layout.pen import HAIR, HEAVY, THIN
from deckgen.outline.blocks import Cell as OwnCell
from deckgen.outline.blocks import RowGroup
from deckgen.outline.blocks import Table as Block
from deckgen.outline.table_rules import placed
from deckgen.pipeline import build, make_deck, open_talk
from deckgen.problem import DeckgenError
from deckgen.scene import Box, Cell, Table
from deckgen.source.words import Words
from deckgen.text.paragraph import plain
from deckgen.text.wrap import EDGE
from figures import FULL, pen, w

Given = str | OwnCell


def cell(text: str, rows: int = 1, columns: int = 1, highlight: bool = False) -> OwnCell:
    return OwnCell(text=w(text), rows=rows, columns=columns, highlight=highlight)


def row(*cells: Given) -> tuple[Words | OwnCell, ...]:
    return tuple(w(each) if isinstance(each, str) else each for each in cells)


def block(header: tuple[Words | OwnCell, ...], *rows: tuple[Words | OwnCell, ...], highlight: str = "",
          groups: tuple[RowGroup, ...] = ()) -> Block:
    return Block(key="s/body/0", header=header, rows=rows, groups=groups, highlight=(w(highlight),) if highlight else ())


def drawn(content: Block, box: Box = FULL) -> Table:
    by = pen(box)
    found = table.table(content, by)
    assert not by.problems, by.problems
    return found


def words(each: Cell) -> str:
    return "".join(plain(paragraph.runs) for paragraph in each.paragraphs)


def red(each: Cell) -> bool:
    return all(run.brush for paragraph in each.paragraphs for run in paragraph.runs)


MERGED = block(row("类", "任务", cell("从什么到什么", columns=2)), row(cell("理解", rows=2), "分类", "序列", "标签"),
               row("匹配", "两个序列", "标签"), row(cell("合起来", columns=2), cell("都是序列到序列", columns=2, highlight=True)))


def test_cells_take_the_next_free_place_as_in_html() -> None:
    starts, above = placed(MERGED.rows)
    assert starts == [[0, 1, 2, 3], [1, 2, 3], [0, 2]] and above == [set(), {0}, set()]


def test_merged_cells_keep_the_places_that_they_cover() -> None:
    found = drawn(MERGED)
    assert [len(each) for each in found.rows] == [4, 4, 4, 4]
    assert [(each.rows, each.columns) for each in found.rows[1]] == [(2, 1), (1, 1), (1, 1), (1, 1)]
    assert found.rows[0][2].columns == 2 and words(found.rows[3][2]) == "都是序列到序列" and red(found.rows[3][2])
    assert not red(found.rows[3][0])
    assert found.rows[1][0].bottom == THIN and found.rows[1][1].bottom == HAIR and found.rows[3][0].bottom == HEAVY


def test_columns_below_a_wide_merged_cell_become_wide_enough() -> None:
    wide = "一句横跨两栏的话，写得比两栏里任何一个字都长得多"
    found = drawn(block((), row("甲", "乙", "丙"), row("丁", cell(wide, columns=2))))
    (paragraph,) = found.rows[1][1].paragraphs
    assert len(paragraph.breaks) == 1


def test_rows_beside_a_merged_cell_are_high_enough_together() -> None:
    tall = cell("这一格里的话很长，长到要折很多行，" * 6, rows=2)
    found = drawn(block((), row(tall, "一", "这里的话也不短，所以第一格只能窄一点，" * 3), row("二", "三")))
    (paragraph,) = found.rows[0][0].paragraphs
    assert sum(found.heights[:2]) >= paragraph.height


def test_a_row_a_column_and_a_cell_are_looked_at() -> None:
    rows = row("GPT-2", "15", "2019"), row("GPT-3", "1750", "2020")
    found = drawn(block(row("模型", "参数", "年份"), *rows, highlight="GPT-3"))
    assert [[red(each) for each in cells] for cells in found.rows] == [[False] * 3, [False] * 3, [True] * 3]
    found = drawn(block(row("模型", "参数", "年份"), *rows, highlight="参数"))
    assert [[red(each) for each in cells] for cells in found.rows] == [[False, True, False]] * 3


def test_numbers_stand_at_the_right_with_their_points_below_each_other() -> None:
    found = drawn(block(row("模型", "参数", "词"), row("GPT-1", "1.17", "甲"), row("GPT-2", "15.42", "乙"),
                        row("GPT-3", "1750", "丙"), row("GPT-4", "未公开", "丁")))
    aligned = [cells[1].paragraphs[0].style for cells in found.rows]
    assert all(style is not None and style.align == "right" for style in aligned)
    assert all(cells[2].paragraphs[0].style.align == "left" for cells in found.rows)  # type: ignore[union-attr]
    insets = [cells[1].inset[2] for cells in found.rows[1:]]
    by = pen()
    point = by.width(".17", by.style("cell")) - EDGE * by.style("cell").size
    assert insets[0] == insets[1] == insets[3] and insets[2] - insets[0] == pytest.approx(point)


def test_numbers_end_below_the_ink_of_their_head_and_none_is_forgotten() -> None:
    found = drawn(block(row("模型", "参数（亿）", "词"), row("GPT-1", "1.2", ""), row("GPT-2", "", "乙"),
                        row("GPT-3", "1,750", "丙"), row("PaLM", "5,400", "")))
    head, one, none, big, _ = (cells[1] for cells in found.rows)
    assert head.inset[2] < one.inset[2] < big.inset[2] == none.inset[2]
    assert [plain(each.runs) for each in none.paragraphs] == ["–"] and found.rows[1][2].paragraphs == ()


def test_numbers_with_different_units_are_only_set_at_the_right() -> None:
    found = drawn(block(row("模型", "参数"), row("BERT", "340M"), row("GPT-2", "1.5B")))
    assert [cells[1].inset[2] for cells in found.rows[1:]] == [0.0, 0.0]


def test_words_among_too_few_numbers_make_no_column_of_numbers() -> None:
    found = drawn(block(row("项", "值"), row("甲", "3"), row("乙", "很难说"), row("丙", "看情况")))
    assert all(cells[1].paragraphs[0].style.align == "left" for cells in found.rows)  # type: ignore[union-attr]


LONG = "两百个字的格子也要放得下，放不下就要说。" * 10


def outline(folder: Path, body: str) -> Path:
    path = folder / "outline.yaml"
    head = "talk: {id: t, title: 题, language: zh-CN}\nopening:\n- id: s\n  title: 题\n  body:\n"
    path.write_text(f"{head}{body}\n", encoding="utf-8")
    return path


def tables(path: Path) -> list[Table]:
    deck, _ = make_deck(open_talk(path))
    return [shape for page in deck.pages for shape in page.shapes if isinstance(shape, Table)]


def test_cells_of_two_hundred_characters_go_on_over_pages_uncut(tmp_path: Path) -> None:
    rows = "\n".join(f"      - [第 {n} 行, {LONG}, {LONG}]" for n in range(4))
    found = tables(outline(tmp_path, f"  - table:\n      header: [甲, 乙, 丙]\n      rows:\n{rows}"))
    assert len(found) > 1 and [words(each) for part in found for cells in part.rows[1:] for each in cells[1:]] == [LONG] * 8
    styles = [paragraph.style for part in found for cells in part.rows for each in cells for paragraph in each.paragraphs]
    assert min(style.size for style in styles if style is not None) >= 16


def test_a_cell_that_is_higher_than_a_page_is_refused_at_its_line(tmp_path: Path) -> None:
    path = outline(tmp_path, f"  - table:\n      header: [甲, 乙]\n      rows:\n      - [短, 短]\n      - [第二行, {LONG * 6}]")
    with pytest.raises(DeckgenError) as caught:
        make_deck(open_talk(path))
    (problem,) = caught.value.problems
    assert problem.rule == "fit" and problem.span is not None and problem.span.line == 10


def test_pages_never_part_a_merged_cell(tmp_path: Path) -> None:
    rows = "\n".join(f"      - [{{text: 第 {n} 组, rows: 3}}, 一, 二]\n      - [三, 四]\n      - [五, 六]" for n in range(5))
    found = tables(outline(tmp_path, f"  - table:\n      header: [甲, 乙, 丙]\n      rows:\n{rows}"))
    assert len(found) > 1
    for part in found:
        assert (len(part.rows) - 1) % 3 == 0
        assert [words(cells[0]) != "" for cells in part.rows[1:]] == [True, False, False] * ((len(part.rows) - 1) // 3)
        assert all(cells[0].rows == 3 for cells in part.rows[1::3])


def test_a_merged_cell_that_is_higher_than_a_page_is_refused(tmp_path: Path) -> None:
    rows = "\n".join(["      - [{text: 一大组, rows: 14}, 一]", *(f"      - [{n}]" for n in range(13))])
    with pytest.raises(DeckgenError, match="rows do not fit on a page"):
        tables(outline(tmp_path, f"  - table:\n      header: [甲, 乙]\n      rows:\n{rows}"))


def test_powerpoint_s_own_words_for_merged_cells(tmp_path: Path) -> None:
    path = outline(tmp_path, "  - table:\n      header: [甲, {text: 乙, columns: 2}]\n      rows:\n"
                             "      - [{text: 一, rows: 2}, 二, 三]\n      - [{text: 四, columns: 2, highlight: true}]")
    build(open_talk(path), tmp_path / "deck.pptx")
    (frame,) = [shape for shape in Presentation(str(tmp_path / "deck.pptx")).slides[0].shapes if shape.has_table]
    grid = frame.table
    assert grid.first_row and (grid.cell(0, 1).span_width, grid.cell(1, 0).span_height, grid.cell(2, 1).span_width) == (2, 2, 2)
    assert grid.cell(0, 2).is_spanned and grid.cell(2, 0).is_spanned and grid.cell(2, 2).is_spanned
    (run,) = grid.cell(2, 1).text_frame.paragraphs[0].runs
    assert run.text == "四" and run.font.bold
