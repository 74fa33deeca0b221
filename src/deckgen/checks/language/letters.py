"""What the rules about typing share: words without what is no language, and a slip at its exact letters."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from deckgen.problem import Problem
from deckgen.source.edit import Reword
from deckgen.source.letters import stretch
from deckgen.source.words import Words

# Patterns with HAN or WIDE in them take two milliseconds each to compile: rules keep them as text, and look first whether their
# marks are there at all.
HAN = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U000323af"
WIDE = HAN + "，。、；：？！（）《》〈〉「」『』【】〔〕“”‘’…—·"
_OTHER = r"`+[^`]*`+|\]\([^)\s]*\)|(?:https?://|mailto:|www\.)[^\s\u3000-\u9fff\uff00-\uffef]+|[\w.+-]+@[\w-]+\.[\w.]+|\[@[^\]]*\]"


def language(words: Words) -> str:
    """The words with every letter of code, addresses and citations put out, each where it was."""
    return re.sub(_OTHER, lambda found: "\0" * len(found[0]), words) if _SIGNS.search(words) else str(words)


def slip(words: Words, start: int, end: int, message: str, hint: str, better: str | None = None) -> Problem:
    """A problem at some letters of the author's words; `better` is what should certainly stand there."""
    edits = (Reword(words.span, start, end, better),) if better is not None else ()
    return Problem(message, stretch(words.span, words, start, end), hint, edits=edits)


def around(words: str, start: int, end: int) -> str:
    """The letters of a slip with a few beside them, for a message."""
    return " ".join(words[max(start - 4, 0):end + 4].split())


def chinese(prose: Iterable[Words]) -> Iterator[tuple[Words, str]]:
    """Words that may hold Han, with what of them is language."""
    return ((words, language(words)) for words in prose if not words.isascii())


_SIGNS = re.compile(r"[`@]|\]\(|://|mailto:|www\.")
