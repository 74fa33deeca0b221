"""Which face sets a character, the Latin or the East Asian one: stretches for language tags and fonts.

Han, kana, hangul, full-width marks, circled numbers (①) and geometric signs (※ ● ★) belong to the East Asian face. Circled
numbers say so on a run of their own: some programs count them among the letters beside them, and ② 预训练 and ③ SFT look unlike.
Signs that both faces own must not be left to chance, or two arrows in one line come from two fonts:
`→ × ≈ ·` always go to the Latin face, quotes, dashes and dots (`“ ” ‘ ’ — …`) to the East Asian one where the text is
Chinese, and stay Latin in Latin text and inside a Latin word (`Turing’s`).

Hebrew and Arabic find the face for complex scripts by themselves, but want their language named. A paragraph whose first letter
is one of theirs runs from right to left.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from enum import Enum
from functools import lru_cache
from itertools import groupby
from unicodedata import bidirectional, east_asian_width


class Script(Enum):
    """A stretch's face. The two kinds of symbols want the face named on the run; letters find it by themselves."""

    LATIN = "latin"
    HAN = "han"
    LATIN_SYMBOL = "latin symbol"
    HAN_SYMBOL = "han symbol"
    HEBREW = "hebrew"
    ARABIC = "arabic"
    __hash__ = object.__hash__  # members are single; Enum's own hash is a call of Python, and these are keys of caches


HAN_RANGES = (
    (0x1100, 0x11FF), (0x203B, 0x203B), (0x2460, 0x24FF), (0x25A0, 0x25C9), (0x25CB, 0x25E5), (0x25E7, 0x25FF), (0x2600, 0x2612),
    (0x2640, 0x2640), (0x2642, 0x2642), (0x2776, 0x2793), (0x2E80, 0xA4CF), (0xA960, 0xA97F), (0xAC00, 0xD7FF), (0xF900, 0xFAFF),
    (0xFE10, 0xFE1F), (0xFE30, 0xFE6F), (0xFF00, 0xFFEF), (0x1B000, 0x1B2FF), (0x20000, 0x3FFFF),
)
"""Characters that the East Asian face always sets: letters, full-width marks, signs. First and last of each range."""
LATIN_SIGNS = "×÷±·•≈≠≤≥≡∞√∑∏∫∂∆←↑→↓↔↕†‡"
HAN_MARKS = "“”‘’—…"
"""Wide beside Han, narrow in Latin text."""

_HEBREW = "\u0590-\u05ff\ufb1d-\ufb4f"
_ARABIC = "\u0600-\u08ff\ufb50-\ufdff\ufe70-\ufefe\U00010800-\U00010fff\U0001e800-\U0001efff"
"""Scripts that run from right to left; the smaller ones count as Arabic."""
_is_hebrew, _is_arabic = re.compile(f"[{_HEBREW}]").match, re.compile(f"[{_ARABIC}]").match
_leftward = re.compile(f"[\u200f{_HEBREW}{_ARABIC}]").search
_BOUNDS = [bound for first, last in HAN_RANGES for bound in (first, last + 1)]


class _Kinds(dict[int, str]):
    """For `str.translate`: what kind of character each is; worked out once."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        kind = "H" if bisect_right(_BOUNDS, code) % 2 else " " if char.isspace() else "L" if char.isalpha() else "n"
        if code >= 0x0590 and kind != "H":
            kind = "W" if _is_hebrew(char) else "B" if _is_arabic(char) else kind
        self[code] = kind
        return kind


_KINDS = _Kinds({**{ord(char): "S" for char in LATIN_SIGNS}, **{ord(char): "M" for char in HAN_MARKS}, ord("’"): "A"})
_inner_apostrophes = re.compile("(?<=L)A(?=L)").sub
_circled = re.compile("[①-⓿❶-➓]+").finditer
_stretches = re.compile("[n ]*(?:(H)[Hn ]*|(L)[Ln ]*|(W)[Wn ]*|(B)[Bn ]*)|([MO])[MO]*|(S)S*|[n ]+").finditer
"""Letters with the neutral characters before and after them; marks and circled numbers (O); signs; what is left between these."""
_SCRIPTS = (Script.LATIN, Script.HAN, Script.LATIN, Script.HEBREW, Script.ARABIC, Script.HAN_SYMBOL, Script.LATIN_SYMBOL)
"""By the group of `_stretches`."""


@lru_cache(maxsize=8192)
def kinds(text: str) -> str:
    """A letter for each character: `H` Han, `L` Latin and the like, `W` Hebrew, `B` Arabic, `M` marks that are wide beside Han,
    `S` signs of the Latin face, `n` neutral (digits, ASCII marks), and a space."""
    found = text.translate(_KINDS)
    if "A" in found:
        found = _inner_apostrophes("L", found).replace("A", "M")
    return found


def from_right(text: str) -> bool:
    """Whether a paragraph runs from right to left, as its first letter does (UAX #9, rule P2)."""
    if text.isascii() or not _leftward(text):
        return False
    return next((kind for char in text if (kind := bidirectional(char)) in ("L", "R", "AL")), "L") != "L"


def is_leftward(char: str) -> bool:
    """Whether a character belongs to a script that runs from right to left."""
    return _KINDS[ord(char)] in ("W", "B")


def is_han(char: str) -> bool:
    """Whether the East Asian face always sets this character."""
    return _KINDS[ord(char)] == "H"


def holds_han(text: str) -> bool:
    """Whether a text has a character of the East Asian face, so that its quotes and dashes are wide."""
    return not text.isascii() and "H" in text.translate(_KINDS)


@lru_cache(maxsize=8192)
def _split(text: str, chinese: bool) -> tuple[tuple[str, Script], ...]:
    types = kinds(text)
    chinese = chinese or "H" in types
    if not chinese:
        types = types.replace("M", "L")
    for found in _circled(text):
        types = types[:found.start()] + "O" * len(found[0]) + types[found.end():]
    return tuple([(text[found.start():found.end()], _SCRIPTS[found.lastindex or 0]) for found in _stretches(types)])


def split_cells(text: str) -> list[tuple[str, Script]]:
    """The stretches of a run of code: wide characters, ASCII, and other signs, which the face for code has to set as well."""
    return [("".join(stretch), script) for script, stretch in groupby(text, _celled)]


def _celled(char: str) -> Script:
    if char.isascii():
        return Script.LATIN
    return Script.HAN if east_asian_width(char) in ("W", "F") else Script.LATIN_SYMBOL


def split_scripts(text: str, chinese: bool = False) -> tuple[tuple[str, Script], ...]:
    """The stretches of a run in order; joined, they are the run.

    Spaces, digits and ASCII marks join the letters before them; at the start, or after a symbol, those that follow. `chinese`
    says that the run stands in a paragraph with Han, so that its quotes are wide although it has no Han itself.
    """
    if text.isascii():
        return ((text, Script.LATIN),) if text else ()
    return _split(text, chinese)
