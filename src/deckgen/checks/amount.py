"""How much text there is, counted alike in Chinese and in English: in Han characters, a Latin word for one and a half."""

from __future__ import annotations

from deckgen.checks.texts import FURNITURE, charts, seen
from deckgen.outline.choose import HAN_A_MINUTE, WORDS_A_MINUTE, counted
from deckgen.scene import Deck
from deckgen.text.paragraph import plain
from deckgen.theme.model import Theme

WORD = HAN_A_MINUTE / WORDS_A_MINUTE


def amount(text: str) -> float:
    """The characters of a text."""
    han, words = counted(text)
    return han + WORD * words


def amounts(deck: Deck, theme: Theme) -> dict[str, float]:
    """The characters that each slide shows, by its id, furniture apart; of a continued slide those of its fullest page."""
    found: dict[str, float] = {}
    for page in deck.pages:
        shown = sum(amount(plain(each.runs)) for each in seen(page, theme) if each.slot not in FURNITURE)
        shown += sum(amount(plain(chart.categories)) for chart in charts(page.shapes))
        found[page.slide] = max(found.get(page.slide, 0.0), shown)
    return found
