"""A whole deck in one HTML file: to show, with clicks; to speak from, in a second window; to leaf through. It asks nothing of a
network, and works from a folder or a stick."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from deckgen.formats.html.pages import page_data
from deckgen.formats.svg.page import page_svg
from deckgen.formats.svg.paint import said
from deckgen.formats.svg.text import sheet
from deckgen.outline.program import Program
from deckgen.scene import Deck
from deckgen.text.face import Face
from deckgen.theme.model import Theme

STATIC = Path(__file__).parent / "static"
POLICY = ("default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; "
          "form-action 'none'")
"""What a browser may load for the file: nothing from anywhere."""


def show_html(deck: Deck, program: Program, theme: Theme, face: Face, art: Mapping[str, str] | None = None) -> str:
    """The file. The same deck gives the same text. `art`: see `page_svg`."""
    pages = page_data(deck, program, lambda page, position: page_svg(page, deck, theme, face, position, styled=False, art=art))
    data = show_data(deck, program, theme, pages)
    return document(deck, theme, f'<meta http-equiv="Content-Security-Policy" content="{said(POLICY)}">'
                    f"<style>{static('show.css')}{sheet(theme)}</style>",
                    f'<script type="application/json" id="deck">{embedded(data)}</script><script>{static("show.js")}</script>')


def show_data(deck: Deck, program: Program, theme: Theme, pages: object) -> dict[str, object]:
    """What the browser's side is given: the deck's name and size, its minutes and words, and the pages."""
    return {"id": deck.id, "variant": deck.variant, "title": deck.title, "language": deck.language, "width": theme.width,
            "height": theme.height, "minutes": program.minutes, "words": show_words(theme, deck.language), "pages": pages}


def show_words(theme: Theme, language: str) -> Mapping[str, str]:
    """The theme's words for the windows, in the deck's language."""
    return {name.removeprefix("show-"): word for name, word in theme.words_in(language).items() if name.startswith("show-")}


def document(deck: Deck, theme: Theme, head: str, scripts: str) -> str:
    """The page around both windows; `head` brings the style, `scripts` the deck."""
    return (f'<!doctype html><html lang="{said(deck.language)}"><head><meta charset="utf-8">'
            f'<meta name="viewport" content="width=device-width, initial-scale=1"><title>{said(deck.title)}</title>{head}</head>'
            f'<body><main id="stage" tabindex="-1"></main>{scripts}</body></html>\n')


@lru_cache(maxsize=8)
def static(name: str) -> str:
    """One of the files that are shipped with the program."""
    return (STATIC / name).read_text(encoding="utf-8")


def embedded(data: object) -> str:
    """JSON that can stand inside a script element: nothing in it ends the element or starts a comment."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
