"""What deckgen says to the author, in the author's language.

The code speaks English, where it is read; a catalogue (`zh.txt`) holds each of its sentences with the same in another language:

    there is no {what!} '{name}'
    没有名为“{name}”的{what}

`{name}` stands for letters that are taken over as they are, `{n}` and `{all}` for numbers, `{what!}` for what is itself looked
up. A sentence that the catalogue lacks stays English; tests see to it that there is none. Composed hints are matched piece by
piece: an entry may end in `{rest!}`. What few commands say has a catalogue of its own (`rules.zh.txt`: the pages of the rules).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

LANGUAGES = ("en", "zh")
NUMBER, NUMBERS = r"[\d.,]+", ("n", "all")
_PLACE = re.compile(r"\{(\w+)(!?)\}")


class Entry(NamedTuple):
    """A sentence of the catalogue: `sign` is the longest stretch of it without a place, which a text must contain."""

    pattern: re.Pattern[str]
    sign: str
    looked_up: frozenset[str]
    said: str


class Catalogue:
    """The sentences of one language."""

    def __init__(self, text: str) -> None:
        pairs = [block.split("\n") for block in re.split(r"\n{2,}", text.strip()) if not block.startswith("#")]
        self.plain: dict[str, str] = {}
        entries: list[Entry] = []
        for english, said in pairs:
            if _PLACE.search(english):
                entries.append(_entry(english, said))
            else:
                self.plain[english] = said
        self.entries = sorted(entries, key=lambda entry: -len(_PLACE.sub("", entry.pattern.pattern)))

    def said(self, text: str) -> str:
        """A sentence in this language; as it is where the catalogue has none like it."""
        return self.find(text) or text

    def find(self, text: str) -> str | None:
        """The same, None where the catalogue lacks it or a part of it."""
        if text in self.plain:
            return self.plain[text]
        for entry in self.entries:
            if entry.sign in text and (found := entry.pattern.fullmatch(text)) is not None:
                parts = {name: self.find(part) if name in entry.looked_up and part else part
                         for name, part in found.groupdict().items()}
                if None not in parts.values():
                    return filled(entry.said, parts)  # type: ignore[arg-type]
        return None


def filled(template: str, parts: Mapping[str, str]) -> str:
    """A sentence with what stands at its places."""
    return _PLACE.sub(lambda place: parts[place[1]], template)


def _entry(english: str, said: str) -> Entry:
    pieces, at = [], 0
    seen: set[str] = set()
    for place in _PLACE.finditer(english):
        name = place[1]
        letters = NUMBER if name in NUMBERS else ".*?"
        pieces += [re.escape(english[at:place.start()]), f"(?P={name})" if name in seen else f"(?P<{name}>{letters})"]
        seen.add(name)
        at = place.end()
    pattern = re.compile("".join((*pieces, re.escape(english[at:]))), re.S)
    looked_up = frozenset(place[1] for place in _PLACE.finditer(english) if place[2])
    return Entry(pattern, max(_PLACE.split(english)[::3], key=len), looked_up, _PLACE.sub(r"{\1}", said))


@cache
def catalogue(language: str, of: str = "") -> Catalogue | None:
    """The catalogue of a language, of what `of` names; None for English."""
    if language == "en":
        return None
    name = f"{of}.{language}.txt" if of else f"{language}.txt"
    return Catalogue((Path(__file__).parent / name).read_text(encoding="utf-8"))


def say(text: str, language: str, of: str = "") -> str:
    """A sentence in a language."""
    known = catalogue(language, of)
    return known.said(text) if known is not None else text
