"""The laws of drawings, for figures that nobody wrote: looked after in the written file and where LibreOffice prints it.

Every kind of figure, in three languages and in places of three sizes. What a place is too small for is refused with a problem,
and counted. Some figures are looked at in the file with the other tests, and a few where they are printed; three hundred in both
with `pytest -m proof`. Each law is then broken on purpose, in the file itself, and seen to be broken.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

import brands
from conftest import needs
from deckgen.formats.powerpoint.write import write_pptx
from deckgen.formats.rendered import print_decks
from deckgen.pipeline import make_deck, open_talk
from deckgen.problem import DeckgenError, Problem
from deckgen.scene import Deck
from figure_checks import written_faults
from figure_outlines import FIGURES, LANGUAGES, SLOTS, Made, figures, outline
from figure_prints import printed_faults

ALL = len(FIGURES) * len(LANGUAGES) * len(SLOTS)
"""So many figures are one of each kind, in each language and place."""
MANY = 380
"""So many are made for three hundred to be drawn."""
HARD = ("flow-lanes-1", "layers-29", "matrix-37", "roads-37")
"""Figures of ordinary size that a whole page of the house does not hold: long English words in all boxes of lanes, of a matrix or
on roads; four regions with a word between each two."""

Refused = dict[Made, tuple[Problem, ...]]
Written = list[tuple[Path, list[Made]]]


def template(folder: Path) -> Path:
    """python-pptx's own template, 4:3."""
    path = folder / "brand.pptx"
    if not path.exists():
        with ZipFile(path, "w", ZIP_DEFLATED) as file:
            for name, data in brands.default().items():
                file.writestr(name, data)
    return path


def laid_out(shown: Sequence[Made], path: Path, write: bool = False) -> Deck:
    """A deck of figures of one language and place, written or not. Raises DeckgenError where one of them is refused."""
    source = path.with_suffix(".yaml")
    source.write_text(outline(shown), encoding="utf-8")
    talk = open_talk(source, theme=template(path.parent) if shown[0].slot == "foreign" else None)
    deck, _ = make_deck(talk)
    if write:
        write_pptx(deck, talk.theme, path)
    return deck


def drawn(wanted: Iterable[Made], folder: Path) -> tuple[Written, Refused]:
    """Decks of the figures that fit, by language and place; and what is said of the others."""
    groups: dict[tuple[str, str], list[Made]] = {}
    refused: Refused = {}
    for figure in wanted:
        try:
            laid_out([figure], folder / "one.pptx")
            groups.setdefault((figure.slot, figure.language), []).append(figure)
        except DeckgenError as error:
            refused[figure] = error.problems
    written = [(folder / f"{slot}-{language}.pptx", each) for (slot, language), each in groups.items()]
    for path, each in written:
        laid_out(each, path, write=True)
    return written, refused


def printed(decks: Sequence[Path], folder: Path) -> list[str]:
    """What is wrong with decks where they are printed."""
    for program in ("soffice", "pdftotext", "pdftohtml"):
        needs(program)
    print_decks(decks, folder)
    return [f"{deck.stem}, {fault}" for deck in decks for fault in printed_faults(deck, folder / f"{deck.stem}.pdf")]


def broken_laws(written: Written) -> list[str]:
    return [f"{path.stem}, {fault}" for path, _ in written for fault in written_faults(path)]


def refused_pages(refused: Refused) -> list[str]:
    """The refused figures of ordinary size that had a whole page."""
    return [each.name for each in refused if each.ordinary and each.slot == "page" and each.name not in HARD]


def test_figures_keep_the_laws_in_the_file(tmp_path: Path) -> None:
    written, refused = drawn(figures(ALL), tmp_path)
    assert broken_laws(written) == []
    assert refused_pages(refused) == []
    assert all(problem.hint and problem.span for problems in refused.values() for problem in problems)
    assert len(refused) <= ALL / 4


def test_figures_keep_the_laws_where_they_are_printed(tmp_path: Path) -> None:
    """One of each kind in Chinese on a page of its own, one in English and Chinese in somebody's template."""
    needs("soffice")
    written, _ = drawn((each for each in figures(ALL) if (each.slot, each.language) in
                        (("page", "zh"), ("foreign", "mixed"))), tmp_path)
    assert sum(len(each) for _, each in written) > len(FIGURES)
    assert printed([path for path, _ in written], tmp_path) == []


@pytest.mark.proof
def test_three_hundred_figures_keep_the_laws(tmp_path: Path) -> None:
    needs("soffice")
    written, refused = drawn(figures(MANY), tmp_path)
    shares(refused)
    assert sum(len(each) for _, each in written) >= 300
    assert broken_laws(written) == []
    assert printed([path for path, _ in written], tmp_path) == []
    assert refused_pages(refused) == []


def shares(refused: Refused) -> None:
    """Print how many figures of each kind each place refuses."""
    kinds = Counter((each.kind, each.slot) for each in figures(MANY))
    no = Counter((each.kind, each.slot) for each in refused)
    for kind in FIGURES:
        print(f"{kind:10}", *(f"{slot}: {no[kind, slot]} of {kinds[kind, slot]}" for slot in SLOTS), sep="  ")


# ---- each law broken on purpose --------------------------------------------------------------------------------------

PIPELINE = Made("flow", 0, "zh", "page", True, {
    "id": "pipeline", "title": "三步", "template": "figure",
    "body": [{"flow": {"steps": [{"name": "预训练", "text": "读大量文本"}, {"name": "微调", "text": "看示范"},
                                 {"name": "对齐", "text": "听比较"}], "numbered": False}}]})
BOX = r'<p:sp><p:nvSpPr><p:cNvPr id="{}"(?:(?!</p:sp>).)*</p:sp>'
Change = Callable[[str], str]


def box(xml: str, words: str) -> str:
    """The XML of the shape that says this."""
    return next(found[0] for found in re.finditer(BOX.format(r"\d+"), xml, re.S) if words in found[0])


def number(xml: str, words: str) -> str:
    found = re.search(r'id="(\d+)"', box(xml, words))
    assert found is not None
    return found[1]


def where(shape: str) -> tuple[int, int, int, int]:
    found = re.search(r'<a:off x="(\d+)" y="(\d+)"/><a:ext cx="(\d+)" cy="(\d+)"/>', shape)
    assert found is not None
    left, top, width, height = map(int, found.groups())
    return left, top, width, height


def put(xml: str, words: str, x: int = 0, y: int = 0, width: int = 0) -> str:
    """A shape moved and made wider, by EMU."""
    shape = box(xml, words)
    left, top, wide, high = where(shape)
    place = f'<a:off x="{left + x}" y="{top + y}"/><a:ext cx="{wide + width}" cy="{high}"/>'
    return xml.replace(shape, re.sub(r"<a:off [^>]*/><a:ext [^>]*/>", place, shape, count=1))


def within(xml: str, words: str, pattern: str, by: str) -> str:
    """Something changed inside one shape."""
    shape = box(xml, words)
    other, count = re.subn(pattern, by, shape)
    assert count, f"{words} has no {pattern}"
    return xml.replace(shape, other)


def past_the_second(xml: str, down: int = 0) -> str:
    """The first arrow goes on to the third box, straight through the second; or so far below the tops of the boxes."""
    arrow = next(found[0] for found in re.finditer(r"<p:cxnSp>(?:(?!</p:cxnSp>).)*</p:cxnSp>", xml, re.S)
                 if f'<a:endCxn id="{number(xml, "微调")}"' in found[0])
    far = where(box(xml, "对齐"))[0] - where(arrow)[0]
    other = re.sub(r'<a:ext cx="\d+"', f'<a:ext cx="{far}"', arrow, count=1)
    if down:
        other = re.sub(r' y="\d+"', f' y="{where(box(xml, "微调"))[1] + down}"', other, count=1)
    return xml.replace(arrow, re.sub(r'<a:endCxn id="\d+"', f'<a:endCxn id="{number(xml, "对齐")}"', other))


def buried(xml: str) -> str:
    """The second box painted after the third, over it."""
    shape = box(xml, "微调")
    left, top = where(box(xml, "对齐"))[:2]
    shape = put(shape, "微调", left - where(shape)[0], top - where(shape)[1])
    return xml.replace(box(xml, "微调"), "").replace("</p:grpSp>", f"{shape}</p:grpSp>")


WRITTEN: dict[str, tuple[Change, str]] = {
    "a box moved onto the next": (partial(put, words="微调", x=1_800_000), "overlap"),
    "a box off the page": (partial(put, words="对齐", x=2_000_000), "leaves the page"),
    "a box painted over another": (buried, "hides"),
    "a box moved away from its arrows": (partial(put, words="微调", y=300_000), "but glued to"),
    "a label that is too long": (partial(within, words="微调", pattern="看示范", by="看示范" * 40), "is outside its shape"),
    "a word that is wider than its box": (lambda xml: put(within(xml, "微调", "微调", "internationalization"), "international",
                                                          width=-1_100_000), "is outside its shape"),
    "a font made smaller": (partial(within, words="微调", pattern=r'sz="\d+"', by='sz="1200"'), "is set in 12 points"),
    "an end without glue": (lambda xml: re.sub(r"<a:endCxn [^>]*/>", "", xml, count=1), "is not glued"),
    "both ends without glue or head": (lambda xml: re.sub(r"<a:(?:stCxn|endCxn|tailEnd) [^>]*/>", "", xml), "is not glued"),
    "glue on another side": (lambda xml: re.sub(r'(<a:endCxn id="\d+" idx=)"\d+"', r'\1"0"', xml, count=1), "but glued to"),
    "glue on a shape that is gone": (lambda xml: re.sub(r'<a:endCxn id="\d+"', '<a:endCxn id="999"', xml, count=1),
                                     "is not there"),
    "an arrow through a foreign box": (past_the_second, "runs through box '微调"),
    "words on words": (lambda xml: put(within(xml, "微调", "<a:solidFill>.*?</a:ln>", "<a:noFill/>"), "微调", x=3_650_000),
                       "the words"),
}
PRINTED: dict[str, tuple[Change, str]] = {
    "a label that is too long": (WRITTEN["a label that is too long"][0], "is printed in no shape that says so"),
    "a font made smaller": (WRITTEN["a font made smaller"][0], "is printed in 12.0 points"),
    "a box moved onto the next": (partial(put, words="微调", x=3_000_000), "across the edge of"),
    "words on words": (WRITTEN["words on words"][0], "on one another"),
    "an arrow through words": (partial(past_the_second, down=600_000), "strikes"),
    "a word that is wider than its box": (WRITTEN["a word that is wider than its box"][0], "is cut where its line ends"),
}


def faulty(source: Path, change: Change, target: Path) -> Path:
    """A copy of a deck with its only drawing changed."""
    with ZipFile(source) as deck, ZipFile(target, "w", ZIP_DEFLATED) as copy:
        for name in deck.namelist():
            data = deck.read(name)
            if name.startswith("ppt/slides/slide") and "预训练" in data.decode():
                xml = data.decode()
                assert change(xml) != xml
                data = change(xml).encode()
            copy.writestr(name, data)
    return target


@pytest.mark.parametrize("name", WRITTEN)
def test_each_law_of_the_file_is_seen_to_be_broken(name: str, tmp_path: Path) -> None:
    laid_out([PIPELINE], tmp_path / "sound.pptx", write=True)
    assert written_faults(tmp_path / "sound.pptx") == []
    change, says = WRITTEN[name]
    found = written_faults(faulty(tmp_path / "sound.pptx", change, tmp_path / "faulty.pptx"))
    assert any(says in each for each in found), found


def test_each_law_of_printing_is_seen_to_be_broken(tmp_path: Path) -> None:
    needs("soffice")
    laid_out([PIPELINE], tmp_path / "sound.pptx", write=True)
    decks = [faulty(tmp_path / "sound.pptx", change, tmp_path / f"faulty{n}.pptx")
             for n, (change, _) in enumerate(PRINTED.values())]
    found = printed([tmp_path / "sound.pptx", *decks], tmp_path)
    assert not [each for each in found if each.startswith("sound")]
    for n, (name, (_, says)) in enumerate(PRINTED.items()):
        own = [each for each in found if each.startswith(f"faulty{n},")]
        assert any(says in each for each in own), (name, own)
