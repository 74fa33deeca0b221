"""Formulas: what LaTeX becomes, what is refused and where, how much room it takes, and what is written."""

from __future__ import annotations

import re
from pathlib import Path
from zipfile import ZipFile

import pytest
from lxml import etree

import formulas
from deckgen.formats.powerpoint.omml import math
from deckgen.layout.pages import lay_out
from deckgen.maths import latex as reading
from deckgen.maths.ink import Drawn, Glyphs
from deckgen.maths.latex import LONGEST, Unreadable, formula
from deckgen.maths.measures import cambria, times
from deckgen.maths.refusal import REFUSED as ELEMENTS
from deckgen.maths.setting import set_formula
from deckgen.maths.spoken import spoken
from deckgen.messages import catalogue
from deckgen.pipeline import build, open_talk, render
from deckgen.problem import DeckgenError
from deckgen.scene import Deck, Formula, Text

CASES = re.split(r"^## ", (Path(__file__).parent / "cases" / "formulas.md").read_text(encoding="utf-8"), flags=re.M)[1:]
FENCE = re.compile(r"^```(\w+)\n(.*?)^```", re.M | re.S)
ZH = catalogue("zh")


def blocks(case: str) -> dict[str, str]:
    return {kind: text.rstrip("\n") for kind, text in FENCE.findall(case)}


def omml(latex: str) -> etree._Element:
    return etree.fromstring(math(formula(latex)).replace("<m:oMath>", f'<m:oMath xmlns:m="{formulas.M}">', 1))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.partition("\n")[0])
def test_latex_becomes(case: str) -> None:
    given = blocks(case)
    tree = omml(given["latex"])
    assert formulas.disorder(tree) == []
    assert " ".join(formulas.short(each) for each in tree) == " ".join(given["omml"].split())
    assert spoken(formula(given["latex"])) == given["said"]


@pytest.mark.parametrize(("latex", "change"), [
    (r"\frac{a}{b}", lambda f: f.insert(0, f[-1])),
    (r"\sum_{i}^{n}x", lambda f: f.append(f[1])),
    (r"\sqrt{x}", lambda f: f.remove(f[-1])),
    (r"\hat{x}", lambda f: f.append(f[0])),
], ids=["den first", "sub last", "a root of nothing", "properties last"])
def test_disorder_is_seen(latex: str, change: object) -> None:
    tree = omml(latex)
    change(tree[0])  # type: ignore[operator]
    assert formulas.disorder(tree)


def test_an_empty_argument_is_seen_and_never_written() -> None:
    tree = omml(r"\frac{}{b}+\sum")
    assert formulas.disorder(tree) == []
    tree[0][0].clear()
    assert formulas.disorder(tree) == ["num is empty"]


# ---- what is refused -------------------------------------------------------------------------------------------------

REFUSED = [r"\cancel{x}", r"\boxed{x}", r"\phantom{x}", r"\color{red}x", r"\textcolor{red}{x}", r"\big(x\big)", r"\Bigg|x",
           r"\textstyle x", r"\scriptstyle x", r"\frac{\displaystyle x}{2}", r"\tfrac12", r"\cfrac12", r"\xrightarrow{a}",
           r"\sideset{}{'}\sum", r"\raisebox{1em}{x}", r"\textbf{ab}", r"\begin{align}a&=b\end{align}",
           r"\begin{equation}a\end{equation}", r"\begin{array}{c}a\\\hline b\end{array}", r"\left(a\middle|b\middle/c\right)",
           r"\begin{aligned}a&=\&\end{aligned}"]


@pytest.mark.parametrize("latex", REFUSED)
def test_what_powerpoint_has_nothing_for_is_refused_by_its_name(latex: str) -> None:
    with pytest.raises(Unreadable) as told:
        formula("x+" + latex)
    fault = told.value
    place = ("x+" + latex)[fault.start:fault.end]
    assert re.fullmatch(r"\\(&|[A-Za-z]+(\{\w+\})?)", place)
    assert place in fault.message and fault.rule == "unknown-command" and fault.hint


@pytest.mark.parametrize(("latex", "place", "rule"), [
    (r"a+\frob x", r"\frob", "unknown-command"), (r"\begin{foo}x\end{foo}", "foo", "unknown-command"),
    (r"a}b", "}", "bad-formula"),
    (r"x^a^b", "^", "bad-formula"), (r"\frac{a", "", "bad-formula"), ("$x$", "$", "bad-formula"),
    (r"a &= b \\ &= \frob", r"\frob", "unknown-command"), (r"困惑度 = \frob", r"\frob", "unknown-command"),
    (r"\tag{1} x", r"\tag", "bad-formula"), (r"{a & b}", "&", "bad-formula"), ("  ", "  ", "bad-formula"),
    ("% x", "% x", "bad-formula"),
    (r"x + {}^a X", r"{}^", "unknown-command"), ("_2 F", "_", "unknown-command"),
])
def test_the_fault_has_its_place(latex: str, place: str, rule: str) -> None:
    with pytest.raises(Unreadable) as told:
        formula(latex)
    assert (latex[told.value.start:told.value.end], told.value.rule) == (place, rule)


@pytest.mark.parametrize("latex", ["{" * 5000 + "x" + "}" * 5000, r"\sqrt " * 1000 + "x", r"\left(" * 200 + r"\right)" * 200,
                                   r"\frac1{" * 40 + "x" + "}" * 40, r"\newcommand{\a}{\a\a}\a", "x" * (LONGEST + 1)])
def test_no_formula_brings_it_down(latex: str) -> None:
    with pytest.raises(Unreadable):
        formula(latex)


def test_all_that_is_said_of_formulas_is_said_in_chinese() -> None:
    assert ZH is not None
    said = {text.replace("{}", "x") for _, *texts, _ in reading._SAID for text in texts if text}
    said |= {hint for _, hint in ELEMENTS.values()}
    for latex in REFUSED:
        with pytest.raises(Unreadable) as told:
            formula(latex)
        said |= {told.value.message, told.value.hint}
    assert [text for text in sorted(said) if ZH.find(text) is None] == []


# ---- how much room it takes ------------------------------------------------------------------------------------------

LATEX = [blocks(case)["latex"] for case in CASES]


@pytest.mark.parametrize("latex", LATEX)
def test_all_that_is_drawn_stands_in_the_room_that_was_reckoned(latex: str) -> None:
    for measures in (cambria(), times()):
        found = set_formula(formula(latex), measures, 28.0)
        for each in found.ink:
            assert each.x >= -0.5 and each.x + each.width <= found.width + 2.0
            if isinstance(each, Drawn):
                assert -found.height - 0.5 <= each.y and each.y + each.height <= found.depth + 0.5
            else:
                assert -found.height <= each.y <= found.depth + 0.01


@pytest.mark.parametrize("latex", LATEX)
def test_letters_stand_beside_each_other(latex: str) -> None:
    """No two pieces of text on one line overlap."""
    glyphs = [each for each in set_formula(formula(latex), times(), 28.0).ink if isinstance(each, Glyphs)]
    for at, one in enumerate(glyphs):
        for other in glyphs[at + 1:]:
            if abs(one.y - other.y) < 1.0:
                assert one.x + one.width <= other.x + 0.5 or other.x + other.width <= one.x + 0.5, (one, other)


def test_room_grows_with_the_size_and_the_content() -> None:
    small, large = (set_formula(formula(r"\frac{a}{b}"), cambria(), size) for size in (20.0, 40.0))
    assert large.width == pytest.approx(2 * small.width) and large.height == pytest.approx(2 * small.height)
    line = set_formula(formula("(a)"), cambria(), 20.0)
    tall = set_formula(formula(r"\left(\frac{a}{b}\right)"), cambria(), 20.0)
    assert tall.height + tall.depth > 1.8 * (line.height + line.depth)


def test_what_is_drawn_for_others_stands_in_the_room_that_powerpoint_needs() -> None:
    for latex in LATEX:
        room, drawn = (set_formula(formula(latex), measures, 28.0) for measures in (cambria(), times()))
        assert drawn.width <= room.width * 1.1 and drawn.height + drawn.depth <= (room.height + room.depth) * 1.1


# ---- on the page -----------------------------------------------------------------------------------------------------

TALK = "talk: {{id: t, title: 题, language: zh-CN}}\nopening:\n  - id: a\n    title: 公式\n    notes: 讲。\n    body:\n{body}"


def laid(tmp_path: Path, body: str) -> Deck:
    path = tmp_path / "talk.yaml"
    path.write_text(TALK.format(body=body), encoding="utf-8")
    talk = open_talk(path)
    return lay_out(talk.program, talk.outline, render(talk), talk.theme, talk.face)


def shown(deck: Deck) -> list[Formula]:
    return [shape for page in deck.pages for shape in page.shapes if isinstance(shape, Formula)]


def test_a_formula_alone_is_larger_than_one_among_text(tmp_path: Path) -> None:
    alone, = shown(laid(tmp_path, "      - math: E=mc^2\n"))
    among, = shown(laid(tmp_path, "      - text: 能量\n      - math: E=mc^2\n"))
    first, second = shown(laid(tmp_path, "      - math: E=mc^2\n" * 2))
    assert (alone.size, among.size, first.size, second.size) == (44.0, 36.0, 36.0, 36.0), "short ones lead together"
    long = shown(laid(tmp_path, "      - math: E=mc^2\n      - math: a+b+c+d+e+f+g+h+i+j+k+l+m=n+o+p+q\n"))
    assert [each.size for each in long] == [28.0, 28.0], "all of one size"
    assert alone.box.x == among.box.x == first.box.x == 48.0
    assert alone.box.y - 160.0 < 472.0 - alone.box.bottom and second.box.y > first.box.bottom + 30.0, "no void below"


def test_names_stand_in_one_column_at_the_axis(tmp_path: Path) -> None:
    body = r"      - math: {name: 能量, latex: E=mc^2}" "\n" r"      - math: {name: 概率, latex: 'p=\frac{1}{\frac{n}{2}}'}" "\n"
    deck = laid(tmp_path, body)
    names = [shape for shape in deck.pages[0].shapes if isinstance(shape, Text) and shape.name.endswith(".name")]
    assert [each.box.x for each in shown(deck)] == [196.0, 196.0] and [each.box.x for each in names] == [48.0, 48.0]
    for name, found in zip(names, shown(deck), strict=True):
        assert name.box.middle[1] == pytest.approx(found.line - 0.27 * found.size)


def test_letters_of_a_column_have_their_scripts_at_one_depth() -> None:
    found = [set_formula(formula(each), times(), 28.0) for each in ("y_1", "x_1")]
    assert len({each.ink[1].y for each in found}) == 1


def test_a_long_formula_steps_down_and_its_scripts_stay_readable(tmp_path: Path) -> None:
    long = "+".join(f"x_{{{number}}}" for number in range(10, 26))
    found, = shown(laid(tmp_path, f"      - text: 和\n      - math: {long}\n"))
    assert 22.0 <= found.size < 28.0
    assert min(each.size for each in found.ink if isinstance(each, Glyphs)) >= 16.0
    assert found.box.right <= 912.0


def test_scripts_at_scripts_keep_a_formula_from_stepping_down(tmp_path: Path) -> None:
    long = "+".join(f"x^{{a_{{{number}}}}}" for number in range(10, 30))
    with pytest.raises(DeckgenError) as told:
        laid(tmp_path, f"      - text: 和\n      - math: {long}\n")
    problem, = told.value.problems
    assert problem.rule == "fit" and "wider" in problem.message and problem.span is not None
    assert (problem.span.line, problem.span.column) == (8, 15)


def test_formulas_that_do_not_fit_one_page_go_on(tmp_path: Path) -> None:
    deck = laid(tmp_path, r"      - math: '\frac{a}{b}'" "\n" * 6)
    assert len(deck.pages) > 1 and len(shown(deck)) == 6
    assert all(shape.box.bottom <= 472.5 for shape in shown(deck))


def test_number_and_caption(tmp_path: Path) -> None:
    deck = laid(tmp_path, "      - math: {latex: E=mc^2, number: (1), caption: c 是光速}\n")
    found, = shown(deck)
    number, caption = (shape for shape in deck.pages[0].shapes if isinstance(shape, Text) and not shape.slot)
    assert number.box.right == 912.0 and number.box.middle[1] == pytest.approx(found.line - 0.27 * found.size)
    assert caption.box.y >= found.box.bottom and found.alt == "E = mc²"


def test_alt_text_of_the_author_wins(tmp_path: Path) -> None:
    found, = shown(laid(tmp_path, "      - math: {latex: E=mc^2, alt: 质能方程}\n"))
    assert found.alt == "质能方程"


def written(tmp_path: Path, body: str) -> etree._Element:
    path = tmp_path / "talk.yaml"
    path.write_text(TALK.format(body=body), encoding="utf-8")
    build(open_talk(path), tmp_path / "talk.pptx")
    with ZipFile(tmp_path / "talk.pptx") as package:
        assert not [name for name in package.namelist() if "notesSlide" in name and b"oMath" in package.read(name)]
        return etree.fromstring(package.read("ppt/slides/slide1.xml"))


def test_what_is_written(tmp_path: Path) -> None:
    slide = written(tmp_path, r"      - math: '\sqrt{x}'" "\n")
    native, = slide.iter(f"{{{formulas.A14}}}m")
    fallback, = slide.iter("{*}Fallback")
    assert formulas.disorder(native) == []
    frame = native.getparent().getparent()
    face = frame.find(f".//{{{formulas.A}}}defRPr")
    assert face.get("sz") == "4400" and face.find(f"{{{formulas.A}}}latin").get("typeface") == "Cambria Math"
    names = [each for each in slide.iter("{*}cNvPr") if each.get("descr") == "√x"]
    assert len(names) == 2 and names[0].get("id") == names[1].get("id")
    assert "".join(fallback.itertext()).strip() == "x"
    colours = {each.get("val") for each in fallback.iter(f"{{{formulas.A}}}schemeClr")}
    assert colours == {"tx1"} and not list(fallback.iter(f"{{{formulas.A}}}srgbClr"))


def test_a_built_formula_appears_as_a_whole(tmp_path: Path) -> None:
    slide = written(tmp_path, "      - math: {latex: E=mc^2, number: (1), build: true}\n")
    own = next(each.get("id") for each in slide.iter("{*}cNvPr") if each.get("descr") == "E = mc²")
    assert own in {each.get("spid") for each in slide.iter("{*}spTgt")}
