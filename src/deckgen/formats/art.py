"""What somebody's template draws below its slots: masters' and layouts' pictures, shapes and grounds, as LibreOffice prints them.

Only a program that knows all of PowerPoint's drawing can say how they look. So a deck of empty slides is printed, one for each
layout, and what is on them is laid under the pages that are drawn as SVG.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from deckgen.formats.powerpoint.write import write_pptx
from deckgen.formats.rendered import draw_pages
from deckgen.scene import Deck, Page
from deckgen.theme.model import Theme

WIDTH = 1280
COLOURS = 128
"""Pixels and colours of a page's art: it lies below text."""


def layout_art(theme: Theme, names: Iterable[str], language: str) -> dict[str, bytes]:
    """The art of these layouts of a theme, as PNG by their names. Raises Unusable where LibreOffice or poppler is missing."""
    from PIL import Image

    names = list(dict.fromkeys(names))
    bare = {name: replace(layout, slots={key: slot for key, slot in layout.slots.items() if key != "number"})
            for name, layout in theme.layouts.items()}
    pages = tuple(Page(f"p{number}", f"p{number}", name, "", ()) for number, name in enumerate(names))
    deck = Deck("art", "", language, pages)
    found = {}
    with TemporaryDirectory() as folder:
        path = Path(folder) / "art.pptx"
        write_pptx(deck, replace(theme, layouts=bare), path, loose=True)
        for name, drawn in zip(names, draw_pages(path, Path(folder), WIDTH), strict=True):
            with Image.open(drawn) as image:
                small = drawn.with_suffix(".small.png")
                image.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(small, optimize=True)
            found[name] = small.read_bytes()
    return found


def as_addresses(art: Mapping[str, bytes]) -> dict[str, str]:
    """Art as addresses that hold it themselves, for a document that stands alone."""
    return {name: f"data:image/png;base64,{b64encode(data).decode()}" for name, data in art.items()}
