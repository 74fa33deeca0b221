"""Code: as typed, two cells to a Han character, in inks that can be read, and inside its place in any face for code."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from random import Random
from zipfile import ZipFile

import pytest

import package_checks as checks
from deckgen.layout.figures import code
from deckgen.layout.pen import Pen
from deckgen.outline.blocks import Code
from deckgen.pipeline import build, make_deck, open_talk
from deckgen.problem import DeckgenError
from deckgen.problem import columns as cells
from deckgen.scene import Box, Deck, Group, Text
from deckgen.source.span import Source, Span
from deckgen.source.words import Words
from deckgen.text.paragraph import plain
from deckgen.text.widths import CODE, face
from deckgen.theme.palette import contrast, looks
from handmade import theme

SPAN = Span(Source(Path("outline.yaml"), ""), 1)
FULL, HALF, SMALL = Box(48, 160, 864, 312), Box(492, 200, 420, 272), Box(48, 160, 346, 200)
WIDEST = max(CODE.values())

SEQUENCE = '''# 一对数据：输入 x，输出 y
x = "译成英文：今天下雨"
y = "It is raining today."

seq = x + " : " + y            # 拼成一个序列
loss = -sum(log_p(w, seq[:i]) for i, w in enumerate(seq))
'''


def w(text: str) -> Words:
    return Words(text, "s/body/0/text", SPAN)


def block(text: str, language: str = "python", numbers: bool = False, highlight: Sequence[int] = ()) -> Code:
    return Code(text=w(text), language=w(language), numbers=numbers, highlight=tuple(highlight))


def drawn(value: Code, box: Box = FULL) -> tuple[Text, Text | None, Pen]:
    """The panel of code, its line numbers, and the pen with what did not fit."""
    pen = Pen(box, theme(), face("Arial"), "zh-CN", "dg.s")
    shape, = code.draw(value, pen, theme().layouts["text"]) or (None,)
    if isinstance(shape, Group):
        numbers, panel = shape.shapes
        assert isinstance(numbers, Text) and isinstance(panel, Text)
        return panel, numbers, pen
    assert isinstance(shape, Text)
    return shape, None, pen


def said(panel: Text) -> list[str]:
    return [plain(each.runs) for each in panel.paragraphs]


def looks_of(panel: Text, line: int) -> dict[str, tuple[str | None, bool]]:
    return {run.text.strip(): (run.colour, run.bold) for run in panel.paragraphs[line - 1].runs}


def size(panel: Text) -> float:
    style = panel.paragraphs[0].style
    assert style is not None
    return style.size


# ---- how it looks ----------------------------------------------------------------------------------------------------


def test_code_is_set_as_it_was_typed() -> None:
    panel, _, _ = drawn(block(f"\n{SEQUENCE}\n"))
    assert said(panel) == SEQUENCE.rstrip("\n").split("\n")
    assert all(run.code and run.key == "s/body/0/text" for each in panel.paragraphs for run in each.runs)
    assert (panel.box.width, panel.box.height, size(panel)) == (864, 6 * 34 + 24, 20)


def test_colour_is_never_the_only_sign() -> None:
    panel, _, _ = drawn(block(SEQUENCE, highlight=[5]))
    assert looks_of(panel, 1) == {"# 一对数据：输入 x，输出 y": ("dk2", False)}
    assert looks_of(panel, 2) == {"x =": (None, False), '"译成英文：今天下雨"': ("accent2", False)}
    assert looks_of(panel, 5) == {'seq = x + " : " + y': ("accent1", True), "# 拼成一个序列": ("dk2", False)}
    assert looks_of(panel, 6)["for"] == looks_of(panel, 6)["in"] == (None, True)


def test_the_inks_can_be_read_on_the_panel_and_where_they_cannot_the_text_s_own_stands_in() -> None:
    colours = theme().colours
    panel, _, _ = drawn(block(SEQUENCE, highlight=[5]))
    for each in panel.paragraphs:
        for run in each.runs:
            assert contrast(looks(run.colour or "dk1", colours), looks(str(panel.fill), colours)) >= 4.5
    pale = {**colours, "accent1": "F4B0A0", "accent2": "B0C4DE", "dk2": "AAAAAA"}
    pen = Pen(FULL, theme(), face("Arial"), "zh-CN", "dg.s")
    pen.theme = type(pen.theme)(**{**vars(pen.theme), "colours": pale})
    shape, = code.draw(block(SEQUENCE, highlight=[5]), pen, theme().layouts["text"])
    assert isinstance(shape, Text)
    assert {run.colour for each in shape.paragraphs for run in each.runs} == {None, "dk1"}


@pytest.mark.parametrize(("language", "text", "word", "look"), [
    ("json", '{"a": 1}', '"a"', (None, True)), ("diff", "-old\n+new", "+new", ("accent2", True)),
    ("bash", "for x in *; do echo $x; done", "for", (None, True)), ("sql", "SELECT 1", "SELECT", (None, True)),
    ("text", "for x in y", "for x in y", (None, False)), ("c", "#include <a.h>", "#include <a.h>", (None, True)),
    ("html", "<b>x</b>", "b", (None, True)), ("python", "is_a not in b", "not in", (None, True)),
])
def test_languages_have_their_words(language: str, text: str, word: str, look: tuple[str | None, bool]) -> None:
    panel, _, _ = drawn(block(text, language))
    found = {each: own for line in range(1, len(panel.paragraphs) + 1) for each, own in looks_of(panel, line).items()}
    assert found[word] == look


def test_tabs_are_spaces_to_the_next_of_four_cells() -> None:
    panel, _, _ = drawn(block("\tx\n中\ty\na\t\tb\t", "text"))
    assert said(panel) == ["    x", "中  y", "a       b"]


def test_line_numbers_stand_beside_the_code_line_for_line() -> None:
    long = "call(" + ", ".join(f"argument_{n}" for n in range(20)) + ")"
    panel, numbers, pen = drawn(block(f"a = 1\n{long}\nb = 2", numbers=True, highlight=[3]))
    assert numbers is not None and pen.problems == []
    assert (numbers.box.right, numbers.box.y, numbers.box.height) == (panel.box.x, panel.box.y, panel.box.height)
    rows = [len(each.breaks) for each in panel.paragraphs]
    assert rows[1] > 2 and [text.count("\n") + 1 for text in said(numbers)] == rows
    assert [text.strip("\n") for text in said(numbers)] == ["1", "2", "3"]
    assert said(panel)[0] == "a = 1", "numbers are no part of the program"
    last = numbers.paragraphs[2].runs[0]
    assert (last.colour, last.bold) == ("accent1", True)


def test_a_long_line_goes_on_further_in_and_is_one_paragraph() -> None:
    long = "    return [" + " + ".join(f"weight_{n} * value_{n}" for n in range(9)) + "]"
    panel, _, _ = drawn(block(f"def f():\n{long}"))
    lines = said(panel)
    assert lines[1].replace("\n", "") == long and lines[1].count("\n") == 2
    assert all(part.endswith((" ", ",", "(", "[")) for part in lines[1].split("\n")[:-1])
    style = panel.paragraphs[1].style
    assert style is not None and style.indent == style.hang == pytest.approx(8 * 0.55 * style.size)
    assert size(panel) == 18, "the largest size at which no more lines are parted"


def test_sizes_step_down_before_a_line_is_parted() -> None:
    panel, _, _ = drawn(block("x" * 75, "text"))
    assert said(panel) == ["x" * 75] and size(panel) == 18
    panel, _, _ = drawn(block("\n".join(["x"] * 9), "text"))
    style = panel.paragraphs[0].style
    assert style is not None and (style.size, style.pitch) == (20, 29), "lines come closer"


# ---- laws ------------------------------------------------------------------------------------------------------------

PIECES = ["for x in range(10):", "    y = f(x)  # 调用 f", "print('你好，世界')", "", "\tif a and b: return None",
          "SELECT * FROM t;", "模型 = 训练(数据)", "x" * 200, "“引号”——和……", "http://example.org/" + "a/" * 60, "中文" * 70,
          "        deep = 1", "é ü → ≤ λ"]


def faults(panel: Text, box: Box, typed: str) -> list[str]:
    """What is wrong with a panel, measured in the widest face for code there is."""
    found = []
    style = panel.paragraphs[0].style
    assert style is not None
    left, top, right, bottom = panel.inset
    rows = 0
    for each in panel.paragraphs:
        assert each.style is not None
        for number, row in enumerate(plain(each.runs).split("\n")):
            rows += 1
            start = each.style.indent if number else 0.0
            if start + cells(row) * WIDEST * style.size > panel.box.width - left - right + 0.01:
                found.append(f"too wide: {row[:20]}")
    if rows * style.pitch + top + bottom > box.height + 0.01 or panel.box.bottom > box.bottom + 0.01:
        found.append("too high")
    if style.size < 16:
        found.append("too small")
    text = "\n".join(plain(each.runs).replace("\n", "") for each in panel.paragraphs)
    if [line.split() for line in text.split("\n")] != [line.split() for line in typed.strip("\n").split("\n")]:
        found.append("not what was typed")
    return found


@pytest.mark.parametrize("seed", range(60))
def test_made_up_code_fits_or_is_a_problem(seed: int) -> None:
    random = Random(seed)
    for box in (FULL, HALF, SMALL):
        text = "\n".join(["x", *random.choices(PIECES, k=random.randint(1, 9)), "x"])
        value = block(text, random.choice(["python", "text", "sql"]), random.random() < 0.5, [random.randint(1, 3)])
        panel, _, pen = drawn(value, box)
        if pen.problems:
            problem, = pen.problems
            assert problem.rule == "fit" and "too many at the smallest size" in problem.message
        else:
            assert faults(panel, box, text) == []
        assert drawn(value, box)[0] == panel


def test_the_laws_see_a_fault() -> None:
    panel, _, _ = drawn(block(SEQUENCE))
    assert faults(panel, FULL, SEQUENCE) == []
    assert "too high" in faults(panel, Box(48, 160, 864, 200), SEQUENCE)
    assert "not what was typed" in faults(panel, FULL, SEQUENCE.replace("seq", "sequence", 1))
    narrow = Text(Box(48, 160, 500, 228), panel.paragraphs, inset=panel.inset)
    assert any(each.startswith("too wide") for each in faults(narrow, FULL, SEQUENCE))


# ---- on a page -------------------------------------------------------------------------------------------------------


def talk(folder: Path, body: str, more: str = "") -> Path:
    path = folder / "outline.yaml"
    path.write_text(f"talk: {{id: t, title: 讲座}}\nopening:\n- id: s\n  title: 程序\n{more}  body:\n{body}", encoding="utf-8")
    return path


def yaml(text: str = SEQUENCE, more: str = "") -> str:
    lines = "".join(f"        {line}\n" if line else "\n" for line in text.rstrip("\n").split("\n"))
    return f"  - code:\n      language: python\n{more}      text: |\n{lines}"


def deck(path: Path) -> Deck:
    return make_deck(open_talk(path))[0]


def panels(tmp_path: Path, left: str, right: str) -> list[Text]:
    """The panels of two columns."""
    page, = deck(talk(tmp_path, f"  - columns: [{{label: 左, body: [{left}]}}, {{label: 右, body: [{right}]}}]\n")).pages
    return [shape for shape in page.shapes if isinstance(shape, Text) and shape.name.endswith(".code")]


def test_panels_side_by_side_are_alike_but_cover_nothing(tmp_path: Path) -> None:
    long = 'code: {language: python, text: "' + "\\n".join(f"value_{n} = compute({n})" for n in range(9)) + '"}'
    short = "code: {language: python, text: a = 1}"
    one, other = panels(tmp_path, f"{{{short}}}", f"{{{long}}}")
    assert one.box.height == other.box.height and size(one) == size(other)
    many = 'code: {language: python, text: "' + "\\n".join(f"v{n} = {n}" for n in range(8)) + '"}'
    one, other = panels(tmp_path, f"{{{many}}}", "{code: {language: python, text: " + "x" * 36 + "}}")
    assert size(one) == size(other) == 16, "the one has closer lines, the other smaller letters; no line becomes wider"
    found = panels(tmp_path, f"{{{short}}}, {{{short}}}", f"{{{long}}}")
    first, second, _ = sorted(found, key=lambda panel: (panel.box.x, panel.box.y))
    assert first.box.bottom <= second.box.y, "what is below in its own column stays clear"


def test_what_to_take_away_follows_the_panel(tmp_path: Path) -> None:
    page, = deck(talk(tmp_path, yaml() + "  - text: 预测下一个词\n")).pages
    panel, takeaway = (next(shape for shape in page.shapes if isinstance(shape, Text) and name in (shape.name, shape.slot))
                       for name in ("dg.s.1.code", "body"))
    assert page.layout == "code" and page.shapes.index(panel) < page.shapes.index(takeaway)
    assert takeaway.moved and takeaway.box.y == panel.box.bottom + 24 and takeaway.box.bottom == 472


def test_code_beside_other_things_is_drawn_where_they_are(tmp_path: Path) -> None:
    columns = "  - columns: [{body: [{code: {language: sql, text: SELECT 1}}]}, {body: [{text: 文}]}]\n"
    page, = deck(talk(tmp_path, columns)).pages
    panel = next(shape for shape in page.shapes if isinstance(shape, Text) and shape.name.endswith(".code"))
    assert panel.box.x == 48 and panel.box.width == 420
    page, = deck(talk(tmp_path, "  - text: 先说一句：\n" + yaml("x = 1"))).pages
    panel = next(shape for shape in page.shapes if isinstance(shape, Text) and shape.name.endswith(".code"))
    assert page.layout == "code" and panel.box.y > 190


def test_too_much_code_is_a_problem_at_its_line(tmp_path: Path) -> None:
    path = talk(tmp_path, yaml("\n".join(f"x{n} = {n}" for n in range(20))))
    with pytest.raises(DeckgenError) as error:
        deck(path)
    problem, = error.value.problems
    assert problem.message == "the code does not fit its place: 8 lines too many at the smallest size"
    assert problem.span is not None and problem.span.line == 8 and "show the lines that you talk about" in problem.hint


def test_han_is_two_cells_wide_in_the_file(tmp_path: Path) -> None:
    """What stands in one column stands at one place: measured from the XML, with the widths of Consolas and of any Han face."""
    text = "a = 1234567890  # one\n一二三 = 6      # 二\n“x” = '→'       # three"
    built = build(open_talk(talk(tmp_path, yaml(text))), tmp_path / "deck.pptx")
    with ZipFile(built.files["pptx"]) as file:
        xml = file.read("ppt/slides/slide1.xml").decode()
    panel = xml[xml.index('name="dg.s.1.code'):]
    places = []
    for paragraph in re.findall(r"<a:p>.*?</a:p>", panel.partition("</p:txBody>")[0]):
        x = 0.0
        for properties, words in re.findall(r"<a:rPr ([^>]*)>.*?<a:t>(.*?)</a:t>", paragraph):
            assert 'noProof="1"' in properties and 'sz="2000"' in properties
            if words.startswith("#"):
                places.append(round(x, 3))
            apart = int(found[1]) / 100 if (found := re.search(r'spc="(\d+)"', properties)) else 0.0
            han = re.search("[\u4e00-\u9fff]", words) is not None
            assert (apart > 0) == han
            x += len(words) * (20 + apart if han else 11)
    assert places == [pytest.approx(16 * 11)] * 3


def test_code_is_valid_for_powerpoint(tmp_path: Path) -> None:
    from openxml_audit import OpenXmlValidator

    built = build(open_talk(talk(tmp_path, yaml(more="      numbers: true\n      highlight: [1, 5]\n"))), tmp_path / "deck.pptx")
    assert OpenXmlValidator().validate(str(built.files["pptx"])).errors == []
    assert checks.faults(checks.Deck.open(built.files["pptx"])) == []
