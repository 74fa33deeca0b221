"""Where each letter of a value was typed: through quotes, escapes, indentation and folded lines back to the file."""

from __future__ import annotations

import re
from itertools import accumulate

from deckgen.source.span import Source, Span

HEADER = re.compile(r"[|>][0-9+-]*[ \t]*(?:#[^\r\n]*)?(?:\r\n|\r|\n|$)")
LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|$)")
BLANK = " \t\r\n"
_ESCAPED = {"x": 2, "u": 4, "U": 8}


def stretch(span: Span, text: str, start: int, end: int) -> Span:
    """The place of `text[start:end]`, where `text` is what YAML made of the value at `span`.

    The whole value where that can't be told.
    """
    places = letters(span, text) if span.start >= 0 else None
    if places is None:
        return span
    return span.source.span(places[start], max(places[end] if end == start else places[end - 1] + 1, places[start]))


def letters(span: Span, text: str) -> list[int] | None:
    """The offset in the file of every letter, and of the end; None where they can't be told.

    Letters that a fold made of a line end all stand where that begins.
    """
    source, start, end = span.source, span.start, span.end
    match source.text[start:start + 1]:
        case "|" | ">" as style:
            head = HEADER.match(source.text, start, end)
            if head is None:
                return None
            return _literal(source, head.end(), end, text) if style == "|" else _aligned(source.text, head.end(), end, text, "")
        case "'" | '"' as style:
            return _aligned(source.text, start + 1, end - 1, text, style)
        case _:
            return _aligned(source.text, start, end, text, "")


def _literal(source: Source, start: int, end: int, text: str) -> list[int] | None:
    typed = LINE.findall(source.text[start:end])
    starts = [*accumulate(map(len, typed), initial=start)]
    lines = text.split("\n")
    indent = next((len(line) - len(line.lstrip(" ")) - (len(own) - len(own.lstrip(" ")))
                   for line, own in zip(typed, lines, strict=False) if line.strip()), 0)
    places: list[int] = []
    for at, line in enumerate(lines):
        if at >= len(typed) or typed[at].rstrip("\r\n")[indent:] != line:
            return None
        first = starts[at] + min(indent, len(typed[at].rstrip("\r\n")))
        places += range(first, first + len(line) + 1)
    return places


def _aligned(typed: str, at: int, end: int, text: str, style: str) -> list[int] | None:
    """Typed text and what YAML made of it, walked side by side; white space that holds a line end matches any white space."""
    at = _after_blanks(typed, at, end) if not style else at
    places: list[int] = []
    while len(places) < len(text):
        if at >= end:
            return None
        letter, made = typed[at], text[len(places)]
        if style == '"' and letter == "\\":
            if typed[at + 1] in "\r\n":
                at = _after_blanks(typed, at + 1, end)
                continue
            places.append(at)
            at += 2 + _ESCAPED.get(typed[at + 1], 0)
        elif letter in BLANK and "\n" in (run := typed[at:_after_blanks(typed, at, end)]).replace("\r", "\n"):
            if made not in " \t\n":
                return None
            while len(places) < len(text) and text[len(places)] in " \t\n":
                places.append(at)
            at += len(run)
        elif letter == made:
            places.append(at)
            at += 2 if style == "'" and letter == "'" else 1
        else:
            return None
    return [*places, at]


def _after_blanks(typed: str, at: int, end: int) -> int:
    while at < end and typed[at] in BLANK:
        at += 1
    return at
