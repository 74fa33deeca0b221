"""The laws of drawings where they are printed: each word on the page held against the shapes of the written file.

`pdftotext -bbox-layout` tells where words are, `pdftohtml -xml` how large their letters are; which shape a word belongs to is
told by what the shape says and where it is. Every word stands inside its shape and on no line, no edge and no other word; none
is missing; none is cut where a line ends; none is printed smaller than the laws allow.
"""

from __future__ import annotations

import re
import subprocess
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import unescape
from itertools import combinations
from pathlib import Path
from unicodedata import normalize

from figure_checks import NEAR, is_marker, keeps, least, runs_through
from figure_geometry import Area
from figure_reading import Shape, Slide, slides
from package_checks import Deck

INK = 0.14
"""What of the height of a printed word's box is empty, above and below: it is as high as its face."""
ZOOM = 3
"""pdftohtml tells whole numbers; more than three times as large it does not draw."""
ROUNDED = 0.4
"""What a size of letters may be wrong by, told so."""

_pages = re.compile(r'<page width="([\d.]+)" height="([\d.]+)">(.*?)</page>', re.S)
_words = re.compile(r'<word xMin="(\S+)" yMin="(\S+)" xMax="(\S+)" yMax="(\S+)">(.*?)</word>', re.S)
_sheets = re.compile(r'<page number="\d+"[^>]*>(.*?)</page>', re.S)
_sizes = re.compile(r'<fontspec id="(\d+)" size="(\d+)"')
_texts = re.compile(r'<text top="(-?\d+)" left="(-?\d+)" width="(\d+)" height="(\d+)" font="(\d+)">(.*?)</text>', re.S)
_whole = re.compile(r"[A-Za-z0-9]+")


@dataclass(frozen=True)
class Printed:
    """Letters on a page and where their ink is; `size` is 0 where it was not told."""

    text: str
    area: Area
    size: float = 0.0


def printed_faults(deck: Path, pdf: Path) -> list[str]:
    """What is wrong with the drawings of a deck as they are printed, each with its slide's number."""
    shown = list(slides(Deck.open(deck)))
    words, letters = list(_told_words(pdf)), list(_told_letters(pdf))
    if not len(shown) == len(words) == len(letters):
        return [f"{len(shown)} slides are printed on {len(words)} pages"]
    return [f"slide {number}: {fault}" for number, each in enumerate(zip(shown, words, letters, strict=True), 1)
            for fault in faults(*each)]


def faults(slide: Slide, words: Sequence[Printed], letters: Sequence[Printed]) -> Iterator[str]:
    owned: dict[int, list[Printed]] = {}
    for word in words:
        owner = belongs(word, slide)
        if owner is None:
            yield f"'{word.text}' is printed in no shape that says so"
        elif not keeps(owner, word.area):
            yield f"'{word.text}' is printed outside its shape, '{owner.words}'"
        if owner is not None:
            owned.setdefault(owner.id, []).append(word)
    drawn = [(shape, owned.get(shape.id, [])) for shape in slide.drawn if shape.words]
    for shape, own in drawn:
        missing = Counter(squeezed(shape.text)) - Counter("".join(squeezed(word.text) for word in own))
        if missing:
            yield f"'{''.join(missing.elements())}' of '{shape.words}' is not printed in its place"
        printed = [normalize("NFKC", word.text) for word in own]
        for token in _whole.findall(normalize("NFKC", shape.text)) if not missing else ():
            if not any(token in each for each in printed):
                yield f"'{token}' of '{shape.words}' is cut where its line ends"
    yield from _touched(slide, drawn, owned)
    for letter in letters:
        owner = belongs(letter, slide)
        if owner is not None and owner.group and letter.text.strip() and letter.size < least(slide) - ROUNDED:
            yield f"'{letter.text}' is printed in {letter.size:.1f} points"


def _touched(slide: Slide, drawn: Iterable[tuple[Shape, list[Printed]]], owned: dict[int, list[Printed]]) -> Iterator[str]:
    """Words on lines, on edges and on words of other shapes."""
    seen = [shape for shape in slide.drawn if shape.seen]
    for shape, own in drawn:
        for word in own:
            for wire in slide.wires:
                if wire.group and runs_through(wire.points, word.area.grown(-NEAR)):
                    yield f"'{wire.name}' strikes '{word.text}'"
            for other in seen:
                if other.id == shape.id or is_marker(other) or other.area.holds(word.area, NEAR):
                    continue
                if other.area.meets(word.area, 1.5 * NEAR):
                    yield f"'{word.text}' is printed across the edge of '{other.words or other.name}'"
    for own, others in combinations(owned.values(), 2):
        for one in own:
            for two in others:
                if one.area.meets(two.area, NEAR):
                    yield f"'{one.text}' and '{two.text}' are printed on one another"


def belongs(printed: Printed, slide: Slide) -> Shape | None:
    """The smallest shape that says this and is where its middle is."""
    area, said = printed.area, squeezed(printed.text)
    x, y = (area.left + area.right) / 2, (area.top + area.bottom) / 2
    found = [shape for shape in slide.shapes
             if said in squeezed(shape.text) and shape.area.holds(Area(x, y, x, y), 2 * NEAR)]
    return min(found, key=lambda shape: (shape.area.right - shape.area.left) * (shape.area.bottom - shape.area.top), default=None)


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", normalize("NFKC", text))


def _told_words(pdf: Path) -> Iterator[list[Printed]]:
    for page in _pages.findall(_said(["pdftotext", "-bbox-layout", "-enc", "UTF-8", str(pdf), "-"])):
        found = []
        for left, top, right, bottom, text in _words.findall(page[2]):
            empty = INK * (float(bottom) - float(top))
            found.append(Printed(unescape(text), Area(float(left), float(top) + empty, float(right), float(bottom) - empty)))
        yield found


def _told_letters(pdf: Path) -> Iterator[list[Printed]]:
    """Pieces of lines with the size of their letters; a face is told once for all pages."""
    sizes: dict[str, float] = {}
    for sheet in _sheets.findall(_said(["pdftohtml", "-xml", "-i", "-stdout", "-zoom", f"{ZOOM}", str(pdf)])):
        sizes.update({name: int(size) / ZOOM for name, size in _sizes.findall(sheet)})
        found = []
        for top, left, wide, high, face, text in _texts.findall(sheet):
            x, y = int(left) / ZOOM, int(top) / ZOOM
            found.append(Printed(unescape(re.sub(r"<[^>]+>", "", text)), Area(x, y, x + int(wide) / ZOOM, y + int(high) / ZOOM),
                                 sizes[face]))
        yield found


def _said(call: list[str]) -> str:
    return subprocess.run(call, capture_output=True, check=True).stdout.decode("utf-8", errors="replace")
