"""Where a line may end: UAX #14 (Unicode 16) as far as slides go, with the Chinese rules of W3C's clreq.

No closing mark, small kana or `…` at a line start, no opening mark at a line end; `——` and `……` whole; Latin words whole, and
numbers with their units (`175B`, `10^11`, `3.5%`, `$5`); a hyphen or a slash between letters may end a line.

Where we differ from UAX #14, on purpose:
- quotation marks beside Han open and close like brackets, whatever else they touch: 所谓|“GPT”|的;
- `·` after Han and `／ ～ ＋ ＝` never start a line; neither does `—` within `——`;
- a soft hyphen gives no opportunity: PowerPoint shows none;
- left out: South East Asian scripts without spaces, Hebrew hyphens, jamo, aksara.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

_LISTS = {
    "SP": " ",
    "BK": "\n\r\v\f\x85\u2028\u2029",
    "ZW": "\u200b",
    "ZWJ": "\u200d",
    "WJ": "\u2060\ufeff",
    "GL": "\u00a0\u2007\u2011\u202f",
    "OP": "([{¡¿‚„⁅⁽₍⌈⌊⟨⟪〈《「『【〔〖〘〚〝﴿︗︵︷︹︻︽︿﹁﹃﹇﹙﹛﹝（［｛｟｢",
    "CL": "}⁆⁾₎⌉⌋⟩⟫、。〉》」』】〕〗〙〛〞〟﴾︐︑︒︘︶︸︺︼︾﹀﹂﹄﹈﹐﹒﹚﹜﹞），．］｝｠｡｣､",
    "CP": ")]",
    "QU": "\"'«»‘’‛“”‟‹›",
    "EX": "!?︕︖﹖﹗！？",
    "NS": "‼‽⁇⁈⁉々〜〻〼゛゜ゝゞ゠・ヽヾ︓︔﹔﹕：；･ﾞﾟぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶー"
          "ㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿｧｨｩｪｫｬｭｮｯｰ／～＋＝",
    "IS": ",.:;;⁄",
    "SY": "/",
    "HY": "-",
    "BA": "|\t\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u2010\u2012\u2013‧\u205f\u3000",
    "BB": "´ˈˌ",
    "B2": "—",
    "IN": "․‥…⋯︙",
    "PR": "+\\±№−∓＄￡￥￦",
    "PO": "%¢°‰‱′″‴‵‶‷⁗℃℉﹪％￠",
}


def _wide(char: str) -> bool:
    return unicodedata.east_asian_width(char) in "WFH"


class _Classes(dict[str, str]):
    """Line breaking class by character; what is in no list is worked out once from its Unicode properties."""

    def __missing__(self, char: str) -> str:
        category = unicodedata.category(char)
        if "\U0001f1e6" <= char <= "\U0001f1ff":
            found = "RI"
        elif category in ("Mn", "Me", "Mc", "Cf", "Cc") or "\U0001f3fb" <= char <= "\U0001f3ff":
            found = "CM"
        elif category == "Sc":
            found = "PR"
        elif category == "Nd" and not _wide(char):
            found = "NU"
        elif _wide(char) or "\U0001f000" <= char <= "\U0001faff":
            found = "ID"
        else:
            found = "AL"
        self[char] = found
        return found


CLASSES = _Classes({char: name for name, chars in _LISTS.items() for char in chars})

_NEVER_BEFORE = frozenset(("CL", "CP", "EX", "SY", "WJ"))
_BOUND = frozenset(("CL", "CP", "EX", "NS", "IS"))
_LETTERS = frozenset(("AL", "NU"))
_OPENING, _CLOSING = "“‘«‹", "”’»›"
_AFTER_CLOSING = frozenset(("SP", "BK", "ZW", "GL", "WJ", "CL", "QU", "CP", "EX", "IS", "SY"))
_BEFORE_OPENING = frozenset(("SP", "BK", "ZW", "GL", "OP", "QU"))


def _base(text: str, at: int) -> int:
    """The character that the combining marks up to `at` stand on."""
    while at > 0 and CLASSES[text[at]] in ("CM", "ZWJ") and CLASSES[text[at - 1]] not in ("SP", "ZW", "BK"):
        at -= 1
    return at


def _ends_number(text: str, at: int) -> bool:
    """Whether a number ends at `at`, with the marks inside it: `1,000.`"""
    while at > 0 and CLASSES[text[at]] in ("SY", "IS"):
        at -= 1
    return CLASSES[text[at]] == "NU"


def breakable(text: str, at: int) -> bool:
    """Whether a line may end before `text[at]`; spaces belong to the line that they end."""
    after, last = CLASSES[text[at]], CLASSES[text[at - 1]]
    if last == "BK":
        return True
    if after == last == "ID":  # two Han characters, nearly always
        return True
    if after in ("SP", "ZW", "BK") or last == "ZWJ":
        return False
    if last == "ZW":
        return True
    if after in _NEVER_BEFORE:
        return False
    if after in ("CM", "ZWJ"):
        if last != "SP":
            return False
        after = "AL"
    start = _base(text, at - 1)
    before, char = CLASSES[text[start]], text[start]
    if before in ("CM", "ZWJ"):
        before = "AL"
    if before == "SP":
        return _breakable_after_space(text, at, after)
    if before in ("WJ", "GL", "OP", "BB") or after == "IS":
        return False
    if after == "GL":
        return before in ("BA", "HY")
    if before == "QU" or after == "QU":
        return _breakable_at_quote(text, start, at)
    if before == after == "B2" or after in ("BA", "HY", "NS", "IN"):
        return False
    if text[at] == "·" and before == "ID":
        return False
    if before in ("HY", "BA") and after == "AL" and (before == "HY" or char == "\u2010"):
        return not (start == 0 or CLASSES[text[start - 1]] in ("SP", "ZW", "GL", "BK"))
    return not _number_or_word(text, start, at, before, after)


def _breakable_after_space(text: str, at: int, after: str) -> bool:
    start = at - 1
    while start >= 0 and text[start] == " ":
        start -= 1
    if start < 0:
        return not (after == "IS" and not _digit_follows(text, at))
    start = _base(text, start)
    before, char = CLASSES[text[start]], text[start]
    if before in ("OP", "ZW"):
        return before == "ZW"
    if char in _OPENING and (start == 0 or CLASSES[text[start - 1]] in _BEFORE_OPENING):
        return False
    if text[at] in _CLOSING and (at + 1 == len(text) or CLASSES[text[at + 1]] in _AFTER_CLOSING):
        return False
    if after == "IS":
        return _digit_follows(text, at)
    return after != "WJ" and not (before in ("CL", "CP") and after == "NS") and not (before == after == "B2")


def _digit_follows(text: str, at: int) -> bool:
    return at + 1 < len(text) and CLASSES[text[at + 1]] == "NU"


def _breakable_at_quote(text: str, start: int, at: int) -> bool:
    before, after = text[start], text[at]
    if CLASSES[after] == "QU":
        if after in _OPENING and _wide(before):
            return True
        return after in _OPENING and before in _CLOSING and _wide_around(text, start, at)
    if before in _CLOSING and CLASSES[after] not in ("NS", "BA", "HY", "IN"):
        return _wide(after)
    return False


def _wide_around(text: str, start: int, at: int) -> bool:
    """Whether two quotations that touch, ”“, stand in Chinese."""
    return start > 0 and _wide(text[start - 1]) and at + 1 < len(text) and _wide(text[at + 1])


def _number_or_word(text: str, start: int, at: int, before: str, after: str) -> bool:
    """Whether two characters belong to one word, number, or number with its unit."""
    if before in _LETTERS and after in _LETTERS:
        return True
    if after == "NU":
        return before in ("PR", "PO", "HY", "IS", "CP") or (before == "SY" and _ends_number(text, start))
    if after in ("PR", "PO"):
        if before == "AL" or (before == "ID" and after == "PO"):
            return True
        if before in ("CL", "CP") and start > 0:
            return _ends_number(text, start - 1)
        return _ends_number(text, start)
    if before in ("PR", "PO"):
        if after == "OP":
            inside = [CLASSES[each] for each in text[at + 1:at + 3]]
            return inside[:1] == ["NU"] or inside == ["IS", "NU"]
        return after == "AL" or (before == "PR" and after == "ID")
    if after == "AL":
        return before == "IS" or (before == "CP" and not _wide(text[start]))
    if after == "OP":
        return before in _LETTERS and not _wide(text[at])
    if before == after == "RI":
        first = start
        while first > 0 and CLASSES[text[first - 1]] == "RI":
            first -= 1
        return (at - first) % 2 == 1
    return False


def closes(char: str) -> bool:
    """Whether a mark belongs to what stands before it, so that no line should start with it."""
    return CLASSES[char] in _BOUND or char in _CLOSING


def opportunities(text: str) -> Iterator[int]:
    """Every offset inside the text at which a line may end."""
    return (at for at in range(1, len(text)) if breakable(text, at))
