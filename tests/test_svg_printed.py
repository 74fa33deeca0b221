"""What the SVG of a page shows against what LibreOffice prints of the file: the same lines, in the same places.

Footers are left out: LibreOffice prints them as fields, three points higher than their text. So are numerals above 100 points,
whose box it draws lower by a hundredth of their size, code, which it sets in another face, and what stands below a paragraph that
takes fewer lines than were promised.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import pytest

from conftest import ROOT, TALK, needs
from deckgen.checks.matching import Set, match
from deckgen.checks.promises import promises
from deckgen.formats.powerpoint.write import write_pptx
from deckgen.formats.rendered import print_decks
from deckgen.formats.svg.page import page_svg
from deckgen.pipeline import make_deck, open_talk

TEXT = "{http://www.w3.org/2000/svg}text"
MIDDLE = 0.3
"""How far above its base line pdftotext's box of a word has its middle, in sizes."""
LARGE = 100.0


class Drawn(NamedTuple):
    """A line of the SVG: its letters, where it starts, ends or has its middle, its base line, its size."""

    text: str
    x: float
    y: float
    size: float
    side: str


class Compared(NamedTuple):
    """A line of both: how far apart they are, across and down."""

    page: str
    text: str
    across: float
    down: float


@pytest.mark.parametrize("path", [
    TALK, pytest.param(ROOT / "talk" / "gallery.yaml", marks=pytest.mark.proof),
    pytest.param(ROOT / "talk" / "gallery-en.yaml", marks=pytest.mark.proof)], ids=lambda path: path.stem)
def test_the_same_lines_in_the_same_places(path: Path, tmp_path: Path) -> None:
    needs("soffice")
    needs("pdftotext")
    talk = open_talk(path)
    deck, _ = make_deck(talk)
    deck = replace(deck, pages=tuple(replace(page, hidden=False) for page in deck.pages))
    write_pptx(deck, talk.theme, tmp_path / "deck.pptx")
    (printed,) = print_decks([tmp_path / "deck.pptx"], tmp_path)
    paragraphs = other = 0
    lines: list[Compared] = []
    for number, (page, promised, seen) in enumerate(zip(deck.pages, promises(deck, talk.theme), printed, strict=True), 1):
        drawn = [Drawn("".join(each.itertext()), float(each.get("x", 0)), float(each.get("y", 0)),
                       float(each.get("font-size", 0)), each.get("text-anchor", "start"))
                 for each in ET.fromstring(page_svg(page, deck, talk.theme, talk.face, number)).iter(TEXT)]
        sets = [found for found in match(promised, seen) if found.lines and not found.lost]
        shorter = {found.promise.block for found in sets if len(found.lines) != max(1, len(found.promise.breaks))}
        paragraphs += len(sets)
        other += sum(len(found.lines) != max(1, len(found.promise.breaks)) for found in sets)
        for found in sets:
            if found.promise.block not in shorter and not any(run.code for run in found.promise.runs):
                lines += compared(page.id, found, drawn)
    assert paragraphs > 400 and other <= 0.005 * paragraphs
    assert len(lines) > 0.8 * paragraphs
    assert [line for line in lines if abs(line.across) > 0.5] == []
    far = [line for line in lines if abs(line.down) > 2.0]
    assert len(far) <= 0.02 * len(lines) and all(abs(line.down) < 3.0 for line in far), far


def compared(page: str, found: Set, drawn: list[Drawn]) -> Iterator[Compared]:
    """The lines of a paragraph that stand on the page but once, as both have them."""
    promise, start = found.promise, 0
    if promise.place == "the slot 'footer'":
        return
    words = promise.text.upper() if promise.style.caps else promise.text
    once = Counter(each.text for each in drawn)
    own: list[Drawn | None] = []
    for end in promise.breaks or (len(words),):
        text, start = words[start:end].rstrip(" \n"), end
        own += [each for each in drawn if each.text == text] if text and once[text] == 1 else [None] if text else []
    if len(own) != len(found.lines):
        return
    for line, pieces in zip(own, found.lines, strict=True):
        if line is None or line.size > LARGE:
            continue
        left, right = min(piece.word.box.x for piece in pieces), max(piece.word.box.right for piece in pieces)
        at = {"start": left, "middle": (left + right) / 2, "end": right}[line.side]
        middle = sum(piece.word.box.middle[1] for piece in pieces) / len(pieces)
        yield Compared(page, line.text, at - line.x, middle - (line.y - MIDDLE * line.size))
