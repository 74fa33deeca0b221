"""Widths of characters from tables, never from installed fonts: the same on every machine.

Han characters and full-width marks are exactly 1 em in every face that a Chinese deck meets, half-width forms 0.5. Latin
widths come from `advances.py` (regular and bold). Kerning is left out on purpose: PowerPoint's default text has none, and
where a renderer kerns, lines get shorter, not longer. What remains between this and a renderer is the slack of `wrap`:
half an em a line, a quarter at each border of Han and Latin.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache

from deckgen.text.advances import ADVANCES, UNITS
from deckgen.text.scripts import is_han, is_leftward

CODE = {
    "consolas": 0.55, "inconsolata": 0.5, "cascadia mono": 0.586, "cascadia code": 0.586, "source code pro": 0.6,
    "jetbrains mono": 0.6, "courier new": 0.6, "liberation mono": 0.6, "cousine": 0.6, "menlo": 0.602, "dejavu sans mono": 0.602,
}
"""The one width of all characters of a face for code."""
EMOJI = 2.0
"""Wider than any emoji of Segoe, Apple or Noto: each member of a joined sequence counts."""
TAB = 2.0
LEFTWARD = 0.8
"""Hebrew and Arabic letters, without tables: words take 0.4 to 0.7 em a letter in the faces that we looked at."""

SAME_WIDTHS = {
    "arial": "Arial", "helvetica": "Arial", "liberation sans": "Arial", "arimo": "Arial",
    "calibri": "Calibri", "carlito": "Calibri",
    "times new roman": "Times New Roman", "liberation serif": "Times New Roman", "tinos": "Times New Roman",
}


def _odd(char: str) -> float:
    """The width of a character that no Latin table holds, in em."""
    if char == "\t":
        return TAB
    category = unicodedata.category(char)
    if category in ("Mn", "Me", "Cf", "Cc") or "\U0001f3fb" <= char <= "\U0001f3ff":
        return 0.0
    if is_han(char):
        return 0.5 if unicodedata.east_asian_width(char) == "H" else 1.0
    if "\U0001f000" <= char <= "\U0001faff":
        return EMOJI
    return LEFTWARD if is_leftward(char) else 1.0


class Advances(dict[str, float]):
    """The widths of one face and weight; a character that is not in the table is worked out once."""

    def __missing__(self, char: str) -> float:
        width = self[char] = _odd(char)
        return width


class _Code(dict[str, float]):
    """The widths of a face for code: one for all that it holds itself."""

    def __init__(self, own: float) -> None:
        super().__init__()
        self.own = own

    def __missing__(self, char: str) -> float:
        width = _odd(char)
        if width and char != "\t" and not is_han(char) and width < EMOJI:
            width = self.own
        self[char] = width
        return width


@cache
def _table(latin: str, bold: bool) -> Advances:
    return Advances({char: width / UNITS for width, chars in ADVANCES[latin][bold].items() for char in chars})


@cache
def _widest(bold: bool) -> Advances:
    """For a face we have no table of: each character as wide as the widest we know."""
    widest = Advances()
    for latin in ADVANCES:
        for char, width in _table(latin, bold).items():
            widest[char] = max(widest.get(char, 0.0), width)
    return widest


class Tabled:
    """Faces measured from tables. `unknown` are names that have none: for these the widest of all stand in."""

    __slots__ = ("_tables", "unknown")

    def __init__(self, latin: str, code_face: str) -> None:
        family, own = SAME_WIDTHS.get(latin.casefold().strip()), CODE.get(code_face.casefold().strip())
        self.unknown = tuple(name for name, found in ((latin, family), (code_face, own)) if found is None)
        plain, bold = (_table(family, False), _table(family, True)) if family else (_widest(False), _widest(True))
        code = _Code(own or max(CODE.values()))
        self._tables: tuple[Mapping[str, float], ...] = (plain, bold, code, code)

    def advance(self, char: str, bold: bool = False, code: bool = False) -> float:
        return self._tables[bold + 2 * code][char]

    def advances(self, bold: bool = False, code: bool = False) -> Mapping[str, float]:
        return self._tables[bold + 2 * code]


@lru_cache(maxsize=32)
def face(latin: str = "Arial", code: str = "Consolas") -> Tabled:
    """The widths of a Latin face and a face for code, beside any East Asian one.

    Arial, Calibri, Times New Roman and their free twins are known, and the faces in `CODE`.
    """
    return Tabled(latin, code)
