"""Text that does not fit goes on over further pages: what parts where, what stays together, what is said of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from zipfile import ZipFile

import pytest
from click.testing import CliRunner

import generated
import package_checks
from deckgen.cli import main
from deckgen.formats.powerpoint.write import write_pptx
from deckgen.layout.pages import lay_out
from deckgen.layout.parting import Item, part
from deckgen.pipeline import make_deck, open_talk, render
from deckgen.problem import DeckgenError
from deckgen.scene import Deck, Group, Page, Shape, Table, Text
from deckgen.text.face import SquareFont
from deckgen.text.paragraph import Paragraph, Run, counted, plain
from generated import BODY, LAWS, by_slide, talk

HEAD = """\
talk: {id: test, title: 一次讲座, language: zh-CN}
views:
  - {id: v1, short: 甲, says: 第一个观点在于*规模*。}
  - {id: v2, short: 乙, says: 第二个观点没有论证完。, argued: cut}
sections:
  - id: s1
    number: "1.1"
    title: 主要突破
    views: [v1]
    slides:
      - {id: first, title: {view: v1}, minutes: 1}
      - {id: second, title: {view: v2}, minutes: 1}
"""


def outline(tmp_path: Path, slide: str, head: str = HEAD) -> Path:
    path = tmp_path / "outline.yaml"
    path.write_text(head + "".join(f"      {line}\n" for line in slide.strip("\n").splitlines()), encoding="utf-8")
    return path


def pages(tmp_path: Path, slide: str, square: bool = True, head: str = HEAD) -> list[Page]:
    """The pages of one slide, the third of the talk; with `square`, every character is as wide as it is high."""
    opened = open_talk(outline(tmp_path, slide, head))
    made = (lay_out(opened.program, opened.outline, render(opened), opened.theme, SquareFont()) if square
            else make_deck(opened)[0])
    return list(made.pages[2:])


def showing(tmp_path: Path, *blocks: str, template: str = "text") -> list[Page]:
    return pages(tmp_path, f"- {{id: a, template: {template}, title: 一页, minutes: 2, body: [{', '.join(blocks)}]}}")


def points(*texts: str) -> str:
    return f"{{points: [{', '.join(texts)}]}}"


def problem(tmp_path: Path, slide: str, square: bool = True) -> str:
    with pytest.raises(DeckgenError) as caught:
        pages(tmp_path, slide, square)
    (found,) = caught.value.problems
    return f"{found.span.line if found.span else 0}: {found.message}"


def said(page: Page) -> list[str]:
    """What a page says: each slot's paragraphs with `|` between them, each table's rows with `/`."""
    found = []
    for shape in page.shapes:
        if isinstance(shape, Text) and shape.slot in BODY:
            found.append("|".join(plain(each.runs) for each in shape.paragraphs))
        elif isinstance(shape, Table):
            found.append("/".join(" ".join("".join(plain(each.runs) for each in cell.paragraphs) for cell in row).strip()
                                  for row in shape.rows))
    return found


def body(page: Page) -> Text:
    (found,) = (shape for shape in page.shapes if isinstance(shape, Text) and shape.slot == "body")
    return found


LONG = "字" * 40
"""Two lines at 24 and 22 points, one at 20."""


# ---- parting ---------------------------------------------------------------------------------------------------------


def parted(text: str, room: float) -> str | None:
    """Items from their heights; `+` is kept with what is before it, `*` may stand alone, `~` is loath to begin a page."""
    items = [Item(float(word.strip("+*~")), kept=word.startswith("+"), alone=word.endswith("*"), loath=3.0 * word.endswith("~"))
             for word in text.split()]
    found = part(items, room)
    return None if found is None else " | ".join(" ".join(text.split()[start:stop]) for start, stop in found.pages)


@pytest.mark.parametrize(("items", "expected"), [
    ("1 1 1 1", "1 1 1 1"),
    ("3 3 3 3", "3 3 | 3 3"),
    ("1 1 1 1 1 1 1 1 1 1 1 1", "1 1 1 1 1 1 | 1 1 1 1 1 1"),
    ("3 3 3 3 3 3 3", "3 3 3 | 3 3 | 3 3"),
    ("4 4 4 +4", "4 4 | 4 +4"),
    ("2 2 2 +2 +2 2", "2 2 | 2 +2 +2 2"),
    ("9 2 2 9", "9 | 2 2 | 9"),
    ("6 6", "6 | 6"),
    ("5 6 6", "5 | 6 | 6"),
    ("2 2 8*", "2 2 | 8*"),
    ("2 2 8* 2 2", "2 2 | 8* | 2 2"),
    ("2 2 2 2 2 2", "2 2 2 | 2 2 2"),
    ("2 2 2 2~ 2 2", "2 2 2 2~ | 2 2"),
    ("11", None),
    ("6 +6", None),
])
def test_items_part_at_good_places(items: str, expected: str | None) -> None:
    assert parted(items, 10) == expected


def test_what_is_repeated_above_takes_room_on_each_page() -> None:
    rows = [Item(2, top=3) for _ in range(6)]
    found = part([replace(rows[0], above=3), *rows[1:]], 9)
    assert found is not None and found.pages == ((0, 3), (3, 6))
    assert part(rows, 4.9) is None


# ---- text ------------------------------------------------------------------------------------------------------------


def test_a_slide_goes_on_under_its_title(tmp_path: Path) -> None:
    first, second = showing(tmp_path, points(*(f"{number}{LONG}" for number in range(9))))
    assert (first.id, second.id, second.slide) == ("a", "a~2", "a")
    assert (first.title, second.title) == ("一页", "一页（续）")
    assert (first.minutes, second.minutes) == (2, 0)
    assert [len(body(page).paragraphs) for page in (first, second)] == [5, 4]


def test_all_pages_have_one_size_the_largest_with_the_fewest_pages(tmp_path: Path) -> None:
    # At 24 and 22 points a page holds three of these: 2 × 36 + 18 each, of 276; at 20 six: 30 + 15 each, of 282.
    found = showing(tmp_path, points(*[LONG] * 8))
    assert [[style.size for style in body(page).sizes[:1]] for page in found] == [[20], [20]]
    # Of short ones a page holds five at 24 points and six at 20: three pages either way.
    comfortable = showing(tmp_path, points(*["短"] * 14))
    assert [len(body(page).paragraphs) for page in comfortable] == [5, 5, 4]
    assert {body(page).sizes for page in comfortable} == {()}


def test_a_lead_in_stays_with_its_list(tmp_path: Path) -> None:
    texts = ["短"] * 5 + ["如下："] + ["短"] * 3
    first, second = showing(tmp_path, points(*texts))
    assert said(second)[0].startswith("如下：")
    assert said(first) == ["短|短|短|短|短"]


def test_a_point_stays_with_the_first_below_it(tmp_path: Path) -> None:
    texts = ["短"] * 4 + ["{text: 上, points: [下, 下, 下, 下, 下]}"]
    first, second = showing(tmp_path, points(*texts))
    assert said(first) == ["短|短|短|短"] and said(second) == ["上|下|下|下|下|下"]


def test_numbers_go_on(tmp_path: Path) -> None:
    eight = "一, {text: 二, points: [甲]}, 三, 四, 五, 六, 七, 八"
    first, second = showing(tmp_path, f"{{points: {{numbered: true, points: [{eight}]}}}}")
    assert [counted(body(page).sizes[0].marker) for page in (first, second)] == [1, 5]
    assert said(second) == ["五|六|七|八"]


def test_a_paragraph_that_no_page_holds_is_a_problem_at_its_line(tmp_path: Path) -> None:
    slide = f"- id: a\n  title: 一页\n  body:\n    - points:\n      - 短\n      - {'字' * 500}\n      - 短"
    assert problem(tmp_path, slide) == "18: a paragraph does not fit on a page: 3 lines too many at the smallest size"


def test_what_belongs_together_and_fits_no_page_is_a_problem(tmp_path: Path) -> None:
    slide = f"- id: a\n  title: 一页\n  body:\n    - text: {'字' * 250}：\n    - text: {'字' * 250}"
    found = problem(tmp_path, slide)
    assert found == "16: paragraphs that belong together do not fit on a page: 3 lines too many at the smallest size"


def test_two_long_paragraphs_may_stand_alone(tmp_path: Path) -> None:
    found = showing(tmp_path, points(*["字" * 250] * 2))
    assert [len(body(page).paragraphs) for page in found] == [1, 1]


@pytest.mark.parametrize("template", ["quote", "discussion", "comparison"])
def test_what_is_seen_at_a_time_never_goes_on(tmp_path: Path, template: str) -> None:
    blocks = {"quote": f"quote: {{text: '{'字' * 300}'}}", "discussion": points(*[LONG] * 8)[1:-1],
              "comparison": f"columns: [{{label: 甲, body: [{points(*[LONG] * 5)}]}}, {{label: 乙}}]"}
    slide = f"- {{id: a, template: {template}, title: 一页, body: [{{{blocks[template]}}}]}}"
    assert "too many at the smallest size" in problem(tmp_path, slide)


def test_the_notes_stay_with_the_first_page(tmp_path: Path) -> None:
    first, second = pages(tmp_path, f"- {{id: a, title: 一页, notes: 先说这个。, body: [{points(*[LONG] * 8)}]}}")
    assert [[plain(each.runs) for each in page.notes] for page in (first, second)] == [["先说这个。"], ["讲稿见前页。"]]
    silent = pages(tmp_path, f"- {{id: a, title: 一页, body: [{points(*[LONG] * 8)}]}}")
    assert [page.notes for page in silent] == [(), ()]


def test_a_title_without_room_for_the_mark_leaves_it_to_the_kicker(tmp_path: Path) -> None:
    title = "一二三四五六七八九十" * 6
    _, second = pages(tmp_path, f"- {{id: a, title: {title}, body: [{points(*[LONG] * 8)}]}}")
    kicker = next(shape for shape in second.shapes if isinstance(shape, Text) and shape.slot == "kicker")
    assert second.title == title and plain(kicker.paragraphs[0].runs).endswith("主要突破（续）")


def test_the_mark_stands_apart_in_english(tmp_path: Path) -> None:
    head = HEAD.replace("zh-CN", "en")
    _, second, *_ = pages(tmp_path, f"- {{id: a, title: More of it, body: [{points(*['word ' * 30] * 12)}]}}", head=head)
    assert second.title == "More of it (cont.)"


# ---- columns, tables, several blocks ---------------------------------------------------------------------------------


def test_columns_go_on_by_themselves(tmp_path: Path) -> None:
    columns = f"{{columns: [{{label: 左, body: [{points(*'一二三四五六七八')}]}}, {{label: 右, body: [{points(*'一二三')}]}}]}}"
    first, second = showing(tmp_path, columns, template="two-columns")
    assert said(first) == ["左|一|二|三|四", "右|一|二|三"]
    assert said(second) == ["五|六|七|八"]


def rows(count: int) -> str:
    return ", ".join(f"[行{number}, 值]" for number in range(count))


def test_a_table_goes_on_under_its_head(tmp_path: Path) -> None:
    found = showing(tmp_path, f"{{table: {{header: [名, 值], rows: [{rows(60)}]}}}}")
    tables = [shape for page in found for shape in page.shapes if isinstance(shape, Table)]
    assert [len(table.rows) for table in tables] == [9, 9, 9, 9, 8, 8, 8, 8]
    assert {said(page)[0].split("/")[0] for page in found} == {"名 值"}
    assert len({table.widths for table in tables}) == 1 and len({high for table in tables for high in table.heights[1:]}) == 1
    assert all(table.box.bottom <= 472 and len(row) == 2 for table in tables for row in table.rows)


def test_a_group_is_named_again_where_it_goes_on(tmp_path: Path) -> None:
    groups = "[{name: 甲组, rows: 3}, {name: 乙组, rows: 9}]"
    first, second = showing(tmp_path, f"{{table: {{groups: {groups}, rows: [{rows(12)}]}}}}")
    (table,) = (shape for shape in second.shapes if isinstance(shape, Table))
    assert said(first)[0].count("组") == 2 and said(second)[0].startswith("乙组 行6")
    assert [(row[0].rows, bool(row[0].paragraphs)) for row in table.rows][:2] == [(6, True), (1, False)]


def test_the_name_of_a_group_stays_beside_its_last_row(tmp_path: Path) -> None:
    """It stands beside the middle of a tall first row only as far as it ends with the group's last row, as LibreOffice asks."""
    groups = "[{name: 一个要折行的组名一个要折行的组名一个要折行的组名, rows: 2}]"
    (page,) = showing(tmp_path, f"{{table: {{groups: {groups}, rows: [[{'字' * 200}, {'值' * 40}], [行, 值]]}}}}")
    (table,) = (shape for shape in page.shapes if isinstance(shape, Table))
    name = table.rows[0][0]
    lines = name.paragraphs[0]
    assert lines.style is not None and len(lines.breaks) > 1
    assert name.inset[1] + len(lines.breaks) * lines.style.pitch <= table.heights[1]


def test_a_row_that_no_page_holds_is_a_problem_at_its_line(tmp_path: Path) -> None:
    slide = f"- id: a\n  title: 一页\n  body:\n    - table:\n        rows:\n        - [甲, 乙]\n        - [甲, {'字' * 900}]"
    assert problem(tmp_path, slide).startswith("19: a row does not fit on a page: ")


def test_a_ledger_goes_on_with_its_numbers(tmp_path: Path) -> None:
    glosses = [f"{{text: 词{number}, gloss: {'字' * 110}}}" for number in range(4)]
    first, second = showing(tmp_path, points(*glosses))
    assert [said(page)[0].split("/")[0][:4] for page in (first, second)] == ["1 词0", "3 词2"]


def test_rows_of_a_ledger_may_differ_before_they_part(tmp_path: Path) -> None:
    glosses = [f"{{text: 词, gloss: {'字' * count}}}" for count in (100, 5, 5)]
    (page,) = showing(tmp_path, points(*glosses))
    (table,) = (shape for shape in page.shapes if isinstance(shape, Table))
    assert table.heights[0] > table.heights[1]


def test_a_table_that_fits_on_a_page_moves_whole(tmp_path: Path) -> None:
    first, second = showing(tmp_path, points(*[LONG] * 3), f"{{table: {{rows: [{rows(5)}]}}}}")
    assert [said(first)[0].count("|"), said(second)] == [2, ["行0 值/行1 值/行2 值/行3 值/行4 值"]]


def test_a_figure_moves_whole_and_what_leads_to_it_too(tmp_path: Path) -> None:
    first, second = showing(tmp_path, points(*["短"] * 5), "{text: 画出来：}", "{flow: {steps: [一, 二, 三], alt: 三步}}")
    assert said(first)[0].endswith("短") and said(second)[0].endswith("画出来：")
    assert [any(isinstance(shape, Group) for shape in page.shapes) for page in (first, second)] == [False, True]


def test_text_that_does_not_fit_beside_its_figure_stands_above_it(tmp_path: Path) -> None:
    flow = "{flow: {steps: [一, 二, 三], alt: 三步}}"
    first, second = showing(tmp_path, points(*["字" * 30] * 6), flow, template="text-figure")
    assert body(first).box.width == 864 and sum(said(page)[0].count("字") for page in (first, second)) == 180
    assert [any(isinstance(shape, Group) for shape in page.shapes) for page in (first, second)] == [False, True]


# ---- what the author hears -------------------------------------------------------------------------------------------


def test_it_is_announced_with_slide_and_line_and_strict_refuses_it(tmp_path: Path) -> None:
    path = outline(tmp_path, f"- {{id: a, title: 一页, minutes: 1, body: [{points(*[LONG] * 8)}]}}")
    out = tmp_path / "deck.pptx"
    found = CliRunner().invoke(main, ["build", str(path), "-o", str(out)])
    assert found.exit_code == 0 and "3 slides on 4 pages" in found.output
    assert "outline.yaml:13:9: advice: slide 'a' goes on over 2 pages [continued]" in found.output
    assert "## 3–4 · 一页" in out.with_name("deck.notes.md").read_text(encoding="utf-8")
    refused = CliRunner().invoke(main, ["build", str(path), "-o", str(tmp_path / "no.pptx"), "--strict"])
    assert refused.exit_code == 1 and not (tmp_path / "no.pptx").exists()


def test_a_view_is_covered_by_the_first_of_its_pages(tmp_path: Path) -> None:
    path = outline(tmp_path, "- {id: b, title: 一页, minutes: 1}",
                   HEAD.replace("{view: v1}", f"{{view: v1}}, template: text, body: [{points(*[LONG] * 8)}]"))
    found = CliRunner().invoke(main, ["build", str(path), "-o", str(tmp_path / "deck.pptx")])
    assert found.exit_code == 0 and "2 of 2 views" in found.output


def test_the_file_is_sound(tmp_path: Path) -> None:
    """Numbers that go on, repeated heads and groups, pages of one slide in one section: as validators see them."""
    from openxml_audit import OpenXmlValidator

    blocks = (f"{{points: {{numbered: true, points: [{', '.join([LONG] * 12)}]}}}}",
              f"{{table: {{header: [名, 值], groups: [{{name: 甲, rows: 3}}, {{name: 乙, rows: 27}}], rows: [{rows(30)}]}}}}")
    opened = open_talk(outline(tmp_path, "\n".join(
        f"- {{id: s{number}, title: 一页, notes: 讲。, body: [{block}]}}" for number, block in enumerate(blocks))))
    made, path = make_deck(opened)[0], tmp_path / "deck.pptx"
    write_pptx(made, opened.theme, path)
    assert [str(error) for error in OpenXmlValidator().validate(str(path)).errors] == []
    with ZipFile(path) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    assert package_checks.faults(package_checks.Deck(parts)) == []
    slides = [parts[f"ppt/slides/slide{number}.xml"].decode() for number in range(1, len(made.pages) + 1)]
    assert len({slide.partition("creationId")[2] for slide in slides}) == len(slides)
    assert 'startAt="7"' in slides[3] and len(made.pages) == 8


# ---- bad input -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("text", "expected"), [
    ("x" * 300, 1),
    ("🙂" * 40, 1),
    ("שלום עולם " * 20, 1),
    ("مرحبا بالعالم " * 120, 0),
    ("https://example.org/" + "a-long-path/" * 20, 1),
])
def test_odd_words_build_or_are_refused(tmp_path: Path, text: str, expected: int) -> None:
    slide = f"- {{id: a, title: 一页, body: [{{text: '{text.strip()}'}}]}}"
    if expected:
        assert len(pages(tmp_path, slide, square=False)) == expected
    else:
        assert "too many at the smallest size" in problem(tmp_path, slide, square=False)


def test_a_slot_narrower_than_a_word_cuts_it(tmp_path: Path) -> None:
    words = ", ".join("{label: understanding, body: [{text: internationalization}]}" for _ in range(9))
    (page,) = pages(tmp_path, f"- {{id: a, title: 一页, body: [{{columns: [{words}]}}]}}", square=False)
    assert all(len(shape.paragraphs[1].breaks) > 1 for shape in page.shapes if isinstance(shape, Text) and not shape.slot)


def test_a_title_of_400_characters_is_a_problem(tmp_path: Path) -> None:
    found = problem(tmp_path, f"- id: a\n  title: {'字' * 400}")
    assert found == "14: the title needs more than two lines: 14 at the smallest size"


# ---- laws ------------------------------------------------------------------------------------------------------------


def broken(tmp_path: Path, seed: int) -> tuple[Deck, list[tuple[str, list[str]]]]:
    """The deck of a generated outline, and the laws that it breaks."""
    opened = talk(tmp_path, seed)
    made = make_deck(opened)[0]
    return made, [(law.__name__, found) for law in LAWS if (found := law(opened.outline, made, opened.theme))]


@pytest.mark.parametrize("seed", range(20))
def test_laws_hold_on_generated_outlines(tmp_path: Path, seed: int) -> None:
    made, found = broken(tmp_path, seed)
    assert any(len(pages) > 1 for pages in by_slide(made).values())
    assert found == []


@pytest.mark.proof
@pytest.mark.parametrize("seed", range(20, 200))
def test_laws_hold_on_many_more(tmp_path: Path, seed: int) -> None:
    assert broken(tmp_path, seed)[1] == []


Change = Callable[[Page], Page]


def changed(deck: Deck, id: str, change: Change) -> Deck:
    return replace(deck, pages=tuple(change(page) if page.id == id else page for page in deck.pages))


def with_body(change: Callable[[Text], Shape]) -> Change:
    return lambda page: replace(page, shapes=tuple(change(shape) if shape is body(page) else shape for shape in page.shapes))


def _moved(deck: Deck) -> Deck:
    """All but one of the first page's paragraphs moved to the second."""
    first, second = (body(page).paragraphs for page in deck.pages[2:4])
    deck = changed(deck, "a", with_body(lambda text: replace(text, paragraphs=first[:1])))
    return changed(deck, "a~2", with_body(lambda text: replace(text, paragraphs=(*first[1:], *second)[:4])))


FAULTS: dict[str, list[Callable[[Deck], Deck]]] = {
    "every_word_once": [
        lambda deck: changed(deck, "a~2", with_body(lambda text: replace(text, paragraphs=text.paragraphs[:-1]))),
        lambda deck: changed(deck, "a~2", with_body(lambda text: replace(text, paragraphs=text.paragraphs[:1] * 2))),
    ],
    "nothing_too_small": [
        lambda deck: changed(deck, "a", with_body(lambda text: replace(text, sizes=tuple(each.at(18) for each in text.sizes)))),
    ],
    "nothing_overflows": [
        lambda deck: changed(deck, "a", with_body(lambda text: replace(text, paragraphs=text.paragraphs * 2))),
        lambda deck: changed(deck, "a", with_body(lambda text: replace(text, box=replace(text.box, y=200.0)))),
    ],
    "two_on_a_page": [_moved],
    "kept_together": [
        lambda deck: changed(deck, "a", with_body(
            lambda text: replace(text, paragraphs=(*text.paragraphs[:-1], Paragraph((Run("如下："),)))))),
        lambda deck: changed(deck, "a~2", with_body(
            lambda text: replace(text, paragraphs=(replace(text.paragraphs[0], level=1), *text.paragraphs[1:])))),
    ],
    "one_size": [lambda deck: changed(deck, "a~2", with_body(lambda text: replace(text, sizes=())))],
    "further_pages": [
        lambda deck: changed(deck, "a~2", lambda page: replace(page, id="b")),
        lambda deck: changed(deck, "a~2", lambda page: replace(page, title="一页")),
        lambda deck: changed(deck, "a~2", lambda page: replace(page, minutes=1.0)),
    ],
}


@pytest.mark.parametrize("law", LAWS)
def test_each_law_sees_its_fault(tmp_path: Path, law: Callable[..., list[str]]) -> None:
    slide = f"- {{id: a, title: 一页, minutes: 1, notes: 讲。, body: [{points(*[f'{number}{LONG}' for number in range(8)])}]}}"
    opened = open_talk(outline(tmp_path, slide))
    made = make_deck(opened)[0]
    assert law(opened.outline, made, opened.theme) == []
    for fault in FAULTS[law.__name__]:
        assert law(opened.outline, fault(made), opened.theme) != [], law.__name__


def test_a_row_cut_short_and_columns_that_shift_are_seen(tmp_path: Path) -> None:
    opened = open_talk(outline(tmp_path, f"- {{id: a, title: 一页, body: [{{table: {{rows: [{rows(30)}]}}}}]}}"))
    made = make_deck(opened)[0]

    def with_table(change: Callable[[Table], Table]) -> Deck:
        return changed(made, "a~2", lambda page: replace(page, shapes=tuple(
            change(shape) if isinstance(shape, Table) else shape for shape in page.shapes)))

    short = with_table(lambda table: replace(table, heights=(10.0, *table.heights[1:])))
    shifted = with_table(lambda table: replace(table, widths=table.widths[::-1]))
    assert generated.nothing_overflows(opened.outline, short, opened.theme) == ["a~2"]
    assert generated.one_size(opened.outline, shifted, opened.theme) == ["a"]
