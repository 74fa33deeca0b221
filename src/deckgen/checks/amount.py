"""How much text there is, counted alike in Chinese and in English: in Han characters, a Latin word for one and a half."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from deckgen.checks.texts import FURNITURE, Seen, charts
from deckgen.outline.choose import HAN_A_MINUTE, WORDS_A_MINUTE, counted
from deckgen.scene import Page
from deckgen.text.paragraph import plain

WORD = HAN_A_MINUTE / WORDS_A_MINUTE


def amount(text: str) -> float:
    """The characters of a text."""
    han, words = counted(text)
    return han + WORD * words


def amounts(shown: Iterable[tuple[Page, Sequence[Seen]]]) -> dict[str, float]:
    """The characters that each slide shows, by its id, furniture apart; of a continued slide those of its fullest page."""
    found: dict[str, float] = {}
    for page, paragraphs in shown:
        texts = [plain(each.runs) for each in paragraphs if each.slot not in FURNITURE]
        texts += [plain(chart.categories) for chart in charts(page.shapes)]
        found[page.slide] = max(found.get(page.slide, 0.0), amount("\n".join(texts)))
    return found
