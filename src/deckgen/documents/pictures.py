"""Pages of the deck as documents show them: drawn as SVG from the same values as the deck, and what they show in words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from deckgen.formats.svg.page import page_svg
from deckgen.scene import Chart, Deck, Formula, Group, Page, Picture, Shape, Table, Text
from deckgen.text.face import Face
from deckgen.text.scripts import HAN_RANGES
from deckgen.theme.model import Theme
from deckgen.value import value

PIXELS = 1000
"""Width of a picture in pixels: 260 to the inch where it is 95 mm wide."""
_text = re.compile(r">[^<]+").sub
_han = re.compile(f"[{''.join(f'{chr(first)}-{chr(last)}' for first, last in HAN_RANGES)}]+").sub


@value(frozen=True)
class Drawn:
    """A page as SVG and in words, and its height as a share of its width."""

    svg: str
    alt: str
    ratio: float


def drawn(deck: Deck, theme: Theme, face: Face, pages: Iterable[str], art: Mapping[str, str] | None = None,
          ) -> Mapping[str, Drawn]:
    """These pages of a deck, by id; `art`: see `page_svg`."""
    wanted = set(pages)
    return {page.id: Drawn(page_svg(page, deck, theme, face, number, art=art), in_words(page, number), theme.height / theme.width)
            for number, page in enumerate(deck.pages, 1) if page.id in wanted}


def as_png(pictures: Mapping[str, Drawn]) -> dict[str, bytes]:
    """Pictures as PNG, by id. Each asks the machine for its fonts anew, which is most of its time: several go at once, and what
    two documents show is drawn once."""
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor() as pool:
        return dict(zip(pictures, pool.map(_png, [each.svg for each in pictures.values()]), strict=True))


@lru_cache(maxsize=512)
def _png(svg: str) -> bytes:
    from resvg_py import svg_to_bytes

    return bytes(svg_to_bytes(svg_string=_with_faces(svg), width=PIXELS))


def _with_faces(svg: str) -> str:
    """Han asks for its own face, and each text holds a letter that no Han face has, too small to be seen.

    Browsers and typst look for each letter in turn; resvg takes for Han any face that has it, serif or not, and where that has
    the Latin letters beside it too, sets them in it as well.
    """
    head, end, drawn = svg.partition("</style>")
    drawn = _text(lambda text: _han(r'<tspan class="east">\g<0></tspan>', text[0]), drawn)
    return head + end + drawn.replace("</text>", '<tspan font-size="0.01">\u0138</tspan></text>')


def in_words(page: Page, number: int) -> str:
    """A page for those who cannot see it: its number and title, and what its figures claim, else its text."""
    figures = list(_claims(page.shapes))
    said = figures or [text for text in _texts(page.shapes) if text != page.title]
    return ". ".join(dict.fromkeys(each.strip().rstrip(".。") for each in (f"{number}", page.title, *said) if each.strip()))


def _claims(shapes: Sequence[Shape]) -> Iterator[str]:
    for shape in shapes:
        if isinstance(shape, (Group, Chart, Table, Formula, Picture)) and shape.alt:
            yield shape.alt


def _texts(shapes: Sequence[Shape]) -> Iterator[str]:
    """The text of placeholders, but for what stands on every page."""
    for shape in shapes:
        if isinstance(shape, Text) and shape.slot not in ("", "title", "kicker", "mark", "footer", "number", "date", "numeral"):
            yield from ("".join(run.text for run in each.runs) for each in shape.paragraphs)
