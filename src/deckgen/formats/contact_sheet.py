"""All slides of decks on one web page, which needs nothing else: pictures stand inside of it.

Without pictures a card shows the slide's title where the picture would be. Below stands its address, as `deckgen pick` takes it;
one click selects all of it.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from html import escape

from deckgen.value import value


@value(frozen=True)
class Card:
    """One slide: its picture as a JPEG, or none."""

    number: int
    id: str
    title: str
    about: str
    hidden: bool
    picture: bytes | None = None


@value(frozen=True)
class Deck:
    """A deck's name, its slides, and how wide they are for their height."""

    name: str
    cards: tuple[Card, ...]
    shape: float


STYLE = """
:root { color-scheme: light dark; --ink: #1f2328; --soft: #59636e; --paper: #fff; --line: #d1d9e0 }
@media (prefers-color-scheme: dark) { :root { --ink: #f0f6fc; --soft: #9198a1; --paper: #151b23; --line: #3d444d } }
body { margin: 0 auto; padding: 1.5rem; max-width: 84rem; color: var(--ink); background: var(--paper);
       font: 15px/1.5 system-ui, "Microsoft YaHei", "PingFang SC", sans-serif }
h2 { font-size: 1.15rem; margin: 2rem 0 .75rem; overflow-wrap: anywhere }
ol { list-style: none; margin: 0; padding: 0; display: grid; gap: 1.25rem;
     grid-template-columns: repeat(auto-fill, minmax(15rem, 1fr)) }
figure { margin: 0 }
.shot { display: grid; place-items: center; width: 100%; border: 1px solid var(--line); border-radius: 4px; overflow: hidden;
        text-align: center; color: var(--soft); box-sizing: border-box }
.shot img { display: block; width: 100%; height: 100% }
.hidden .shot { opacity: .55; border-style: dashed }
.title { font-weight: 600; margin-top: .4rem }
.about { color: var(--soft); font-size: .85rem }
code { font-size: .85rem; user-select: all; overflow-wrap: anywhere; color: var(--soft) }
""".strip()


def page(decks: Sequence[Deck], language: str) -> str:
    """The page."""
    rows = "\n".join(_deck(each) for each in decks)
    title = escape(", ".join(each.name for each in decks))
    return (f'<!doctype html>\n<html lang="{"zh-CN" if language == "zh" else "en"}"><head><meta charset="utf-8">'
            f'<meta name="viewport" content="width=device-width, initial-scale=1"><title>{title}</title>\n'
            f"<style>\n{STYLE}\n</style></head>\n<body>\n{rows}\n</body></html>\n")


def _deck(deck: Deck) -> str:
    return f"<h2>{escape(deck.name)}</h2>\n<ol>\n" + "\n".join(_card(deck, each) for each in deck.cards) + "\n</ol>"


def _card(deck: Deck, card: Card) -> str:
    shown = escape(card.title) or "–"
    inner = shown
    if card.picture is not None:
        inner = f'<img alt="{escape(card.title)}" src="data:image/jpeg;base64,{b64encode(card.picture).decode()}">'
    hidden = ' class="hidden"' if card.hidden else ""
    address = f"{deck.name}#{card.id}"
    return (f'<li{hidden}><figure><div class="shot" style="aspect-ratio:{deck.shape:.4g}">{inner}</div><figcaption>'
            f'<div class="title">{card.number}. {shown}</div><div class="about">{escape(card.about)}</div>'
            f"<code>{escape(address)}</code></figcaption></figure></li>")
