"""Further pages as LibreOffice draws them: every word of every frame and cell inside it, and no word anywhere else."""

from __future__ import annotations

import subprocess
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from pathlib import Path
from re import compile as pattern

import pytest

from conftest import needs
from deckgen.formats.powerpoint.write import write_pptx
from deckgen.pipeline import make_deck
from deckgen.scene import Box, Deck, Page, Table, Text
from deckgen.text.paragraph import Paragraph, plain
from deckgen.theme.model import Theme
from generated import leaves, talk, texts

Word = tuple[float, float, float, float, str]
WORD = pattern(r'<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">(.*?)</word>').findall
MARKERS = frozenset("–·0123456789")
UNSEEN = frozenset("\u200b\u200e\u200f\ufeff\ufe0f")
SIDE = 1.5
"""How far, in points, a letter's box may reach beyond its frame at the sides."""


def rendered(files: list[Path], folder: Path) -> list[list[list[Word]]]:
    """The words of each page of each deck, with their boxes in points."""
    office, reader = needs("soffice"), needs("pdftotext")
    subprocess.run([office, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to", "pdf",
                    "--outdir", str(folder), *map(str, files)], check=True, capture_output=True, timeout=900)
    found = []
    for file in files:
        text = subprocess.run([reader, "-bbox-layout", str(folder / f"{file.stem}.pdf"), "-"], check=True, capture_output=True,
                              text=True, encoding="utf-8").stdout
        found.append([[(float(a), float(b), float(c), float(d), unescape(word)) for a, b, c, d, word in WORD(page)]
                      for page in text.split("<page ")[1:]])
    return found


def frames(page: Page, theme: Theme) -> Iterator[tuple[Box, tuple[Paragraph, ...]]]:
    """Each frame and cell of a page with its words; the numeral, whose box its one sign fills, is not looked at."""
    for shape in leaves(page.shapes):
        if isinstance(shape, Text) and shape.slot != "numeral":
            yield shape.box, shape.paragraphs
        elif isinstance(shape, Table):
            y = shape.box.y
            for number, (high, row) in enumerate(zip(shape.heights, shape.rows, strict=True)):
                x = shape.box.x
                for width, cell in zip(shape.widths, row, strict=True):
                    tall = sum(shape.heights[number:number + cell.rows])
                    if not cell.covered:
                        yield Box(x, y, width, tall), cell.paragraphs
                    x += width
                y += high


def astray(page: Page, words: list[Word], theme: Theme) -> list[str]:
    """What is drawn where it should not be, and what is not drawn: words whose middle third leaves their frame."""
    left = list(words)
    wrong = []
    for box, paragraphs in frames(page, theme):
        inside = [each for each in left if box.x - SIDE <= each[0] and each[2] <= box.right + SIDE
                  and box.y - 1 <= (2 * each[1] + each[3]) / 3 and (each[1] + 2 * each[3]) / 3 <= box.bottom + 1]
        left = [each for each in left if each not in inside]
        drawn = Counter(char for each in inside for char in each[4])
        own = Counter("".join("".join(plain(each.runs) for each in paragraphs).split()))
        for char in UNSEEN:
            del own[char], drawn[char]
        missing, more = own - drawn, drawn - own
        if missing or set(more) - MARKERS:
            wrong.append(f"{page.id}: {''.join(missing)!r} missing, {''.join(more)!r} too many in {box}")
    numeral = next((shape.box for shape in page.shapes if isinstance(shape, Text) and shape.slot == "numeral"), None)
    number = theme.layouts[page.layout].slots.get("number")
    rest = [word for x, _, right, _, word in left
            if not (number and x >= number.box.x and word == str(page.number)) and not (numeral and right < numeral.right + 20)]
    return [*wrong, *(f"{page.id}: {word!r} outside every frame" for word in rest)]


def check(folder: Path, seeds: range) -> tuple[list[str], int]:
    """What is astray in the decks of these seeds, and how many pages they have."""
    decks, files = [], []
    for seed in seeds:
        opened = talk(folder, seed)
        decks.append((make_deck(opened), opened.theme))
        files.append(folder / f"g{seed}.pptx")
        write_pptx(decks[-1][0], opened.theme, files[-1])
    wrong, count = [], 0
    for (deck, theme), found in zip(decks, rendered(files, folder), strict=True):
        assert len(found) == len(deck.pages)
        count += len(found)
        for page, words in zip(deck.pages, found, strict=True):
            wrong += [f"{deck.id} {each}" for each in astray(page, words, theme)]
    return wrong, count


def test_every_word_is_drawn_inside_its_frame(tmp_path: Path) -> None:
    wrong, count = check(tmp_path, range(3))
    assert wrong == [] and count > 20


def test_text_that_leaves_its_frame_or_stands_elsewhere_is_seen(tmp_path: Path) -> None:
    opened = talk(tmp_path, 1)
    made = make_deck(opened)
    page = replace(max(made.pages, key=lambda page: max(len(texts(shape)) for shape in page.shapes if isinstance(shape, Text))),
                   number=1)
    full = max((shape for shape in page.shapes if isinstance(shape, Text)), key=lambda shape: len(shape.paragraphs))

    def drawn(shape: Text) -> list[str]:
        """What is astray where the shape was drawn so, and the page says what it said before."""
        shapes = tuple(shape if each is full else each for each in page.shapes)
        file = tmp_path / "fault.pptx"
        write_pptx(Deck("fault", "", made.language, (replace(page, shapes=shapes),)), opened.theme, file)
        return astray(page, rendered([file], tmp_path)[0][0], opened.theme)

    assert drawn(full) == []
    for fault, told in ((replace(full, paragraphs=full.paragraphs * 4), "outside every frame"),
                        (replace(full, paragraphs=full.paragraphs[1:]), "missing"),
                        (replace(full, box=replace(full.box, x=full.box.x - 30), moved=True), "outside every frame")):
        assert any(told in each for each in drawn(fault)), told


@pytest.mark.proof
@pytest.mark.parametrize("first", range(3, 203, 20))
def test_every_word_of_many_decks_is_drawn_inside_its_frame(tmp_path: Path, first: int) -> None:
    wrong, count = check(tmp_path, range(first, first + 20))
    assert wrong == [] and count > 200
