"""Marks in printed text, put back into the author's words; and white space, as HTML reads it.

A stretch of text is read as a whole: `**{{ slide.title }}**` in a template is bold, so marks take part in it as letters and
are replaced by their words afterwards.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from deckgen.source.words import CARRIES, CLOSE, OPEN, Words
from deckgen.text.inline import glue, literal, read_inline, read_text
from deckgen.text.paragraph import Run, Runs

MARK = re.compile(f"{OPEN}([^{OPEN}{CLOSE}{CARRIES}]*)(?:{CARRIES}([^{OPEN}{CLOSE}{CARRIES}]*))?{CLOSE}")
STRAY = re.compile(f"[{OPEN}{CLOSE}{CARRIES}]")
SPACE = re.compile(r"[ \t\r\n]+")
SOFT = "\r"
"""A line break of the template beside an element or a mark: what it means depends on the neighbours."""

Resolve = Callable[[str, str | None], Words | None]
"""The words behind a mark: its key, and the text where they were changed."""


def split(text: str) -> Iterator[str | tuple[str, str | None]]:
    """A stretch of text as its template text and its marks: (key, text where the words were changed)."""
    position = 0
    for found in MARK.finditer(text):
        if found.start() > position:
            yield text[position:found.start()]
        yield found[1], found[2]
        position = found.end()
    if position < len(text):
        yield text[position:]


def read_stretch(text: str, look: Run | None, words_of: Resolve) -> Runs:
    """One stretch of inline text as runs, `look` added to each. The template's own words have no key."""
    if OPEN not in text:
        return styled(read_text(collapse(text)), look)
    whole = MARK.fullmatch(text)
    if whole:
        words = words_of(whole[1], whole[2])
        return () if words is None else styled(literal(words) if look and look.code else read_inline(words), look)
    found: list[Words | None] = []
    parts: list[str] = []
    for piece in split(text):
        if isinstance(piece, str):
            parts.append(piece)
        else:
            parts.append(f"{OPEN}{len(found)}{CLOSE}")
            found.append(words_of(*piece))
    runs: list[Run] = []
    for run in read_text(collapse("".join(parts))):
        for piece in split(run.text):
            if isinstance(piece, str):
                runs.append(replace(run, text=piece))
            elif (words := found[int(piece[0])]) is not None:
                runs += styled(literal(words) if run.code else read_inline(words), run)
    return styled(tuple(runs), look)


def styled(runs: Runs, look: Run | None) -> Runs:
    """Runs with the looks of `look` added."""
    if look is None:
        return runs
    return tuple(replace(run, bold=run.bold or look.bold, brush=run.brush or look.brush, code=run.code or look.code,
                         shift=run.shift or look.shift, link=run.link or look.link) for run in runs)


def collapse(text: str) -> str:
    """White space as one space; a line break between Chinese characters as nothing, at the edges as `SOFT`."""
    if not SPACE.search(text):
        return text

    def space(found: re.Match[str]) -> str:
        before, after = text[found.start() - 1:found.start()], text[found.end():found.end() + 1]
        if "\n" not in found[0]:
            return " "
        if not before or not after or STRAY.match(before) or STRAY.match(after):
            return SOFT
        return glue(before, after)

    return SPACE.sub(space, text)


def settle(runs: list[Run]) -> Runs:
    """Runs of one paragraph with the template's white space settled: none at the edges, one space where two meet."""
    if all(run.key for run in runs):
        return tuple(runs)
    settled: list[Run] = []
    last = ""
    for index, run in enumerate(runs):
        text = run.text
        if not run.key and (SOFT in text or " " in (text[:1], text[-1:])):
            if text[0] in " \r" and last in ("", " ", "\n"):
                text = text[1:]
            if SOFT in text:
                following = next((each.text[0] for each in runs[index + 1:] if each.text), "")
                text = _soft(last, text, following)
            if not text:
                continue
            run = replace(run, text=text)
        settled.append(run)
        last = text[-1:]
    while settled and not settled[-1].key and settled[-1].text[-1:] in (" ", SOFT):
        text = settled[-1].text.rstrip(" \r")
        settled[-1:] = [replace(settled[-1], text=text)] if text else []
    return tuple(settled)


def _soft(before: str, text: str, after: str) -> str:
    """A stretch with its soft breaks resolved; `before` and `after` are the characters around it."""
    parts: list[str] = []
    for index, char in enumerate(text):
        if char == SOFT:
            left = parts[-1][-1:] if parts else before
            right = text[index + 1:index + 2] or after
            char = "" if left in ("", " ", "\n") or right in (" ", SOFT, "\n") else glue(left, right)
            if not char:
                continue
        parts.append(char)
    return "".join(parts)
