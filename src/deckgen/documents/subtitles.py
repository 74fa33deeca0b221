"""Subtitles: what is said, in pieces of two short lines, each with its time.

A slide's minutes are shared among its pieces in proportion to how long they take to speak, so a piece ends where the next one
begins and the last of a slide ends where the clock of the script says. A slide of no minutes (an opener of one sentence) is
spoken in the time of the slide behind it, at the end in that of the one before. At most two lines of 20 Han characters or 42
Latin ones, as broadcasters have them (Netflix' timed text style guides: 16 to 20 Chinese, 42 English).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from deckgen.formats.notes import Cite
from deckgen.outline.choose import HAN_A_MINUTE, WORDS_A_MINUTE, counted
from deckgen.outline.program import Entry, Program
from deckgen.problem import columns
from deckgen.text.breaks import opportunities
from deckgen.text.inline import read_notes
from deckgen.text.paragraph import plain
from deckgen.text.scripts import holds_han
from deckgen.text.title import torn
from deckgen.value import value

HAN_LINE, LATIN_LINE = 40, 42
"""Columns of a line; a Han character takes two."""
MARK = 0.004
"""Minutes that a comma or a full stop takes."""

_sentence = re.compile(r".+?(?:[。！？!?；;…]+[”’」』）)\"']*|(?<=[a-z)\]\"'])\.(?=\s)|$)\s*", re.S).findall
_marks = re.compile(r"[，。、；：！？,.;:!?…—]").findall


@value(frozen=True)
class Cue:
    """A subtitle: its number, its start and end as `00:01:02,500`, and its lines."""

    number: int
    start: str
    end: str
    lines: tuple[str, ...]


@value(frozen=True)
class Spoken:
    """An entry that is spoken, with the minutes from its start to its end as they are really shared."""

    entry: Entry
    start: float
    end: float


def spoken(program: Program) -> list[Spoken]:
    """What is spoken in the talk, without hidden slides and backup; those without minutes have a share of a neighbour's."""
    entries = [each for each in program.entries
               if each.part != "backup" and not (each.slide.hidden and not each.minutes)
               and (each.minutes or each.slide.notes is not None)]
    groups: list[list[Entry]] = [[]]
    for entry in entries:
        groups[-1].append(entry)
        if entry.minutes:
            groups.append([])
    rest = groups.pop()
    if groups:
        groups[-1] += rest
    found = []
    for group in groups:
        timed = next(each for each in group if each.minutes)
        weights = [weight(each.slide.notes or "") for each in group]
        total = sum(weights)
        at = timed.start
        for entry, own in zip(group, weights, strict=True):
            share = timed.minutes * own / total if total else timed.minutes * (entry is timed)
            found.append(Spoken(entry, at, at + share))
            at += share
    return found


def cues(program: Program, pause: str, cite: Cite | None = None) -> list[Cue]:
    """All subtitles in order. `pause` is what stands where nothing is said, in brackets."""
    found: list[Cue] = []
    for each in spoken(program):
        pieces = list(_pieces(each.entry, cite))
        if not pieces:
            if each.entry.slide.kind != "pause":
                continue
            pieces = [(f"[{pause}]",)]
        weights = [weight("".join(lines)) or 1.0 for lines in pieces]
        total, said = sum(weights), 0.0
        for lines, own in zip(pieces, weights, strict=True):
            start = each.start + (each.end - each.start) * said / total
            said += own
            end = each.start + (each.end - each.start) * said / total
            found.append(Cue(len(found) + 1, _time(start * 60), _time(end * 60), lines))
    return found


def weight(text: str) -> float:
    """How long a text takes to speak, in minutes."""
    han, words = counted(text)
    return han / HAN_A_MINUTE + words / WORDS_A_MINUTE + MARK * len(_marks(text))


def _time(seconds: float) -> str:
    thousandths = round(seconds * 1000)
    minutes, rest = divmod(thousandths, 60_000)
    return f"{minutes // 60:02d}:{minutes % 60:02d}:{rest // 1000:02d},{rest % 1000:03d}"


def _pieces(entry: Entry, cite: Cite | None) -> Iterator[tuple[str, ...]]:
    """The lines of each subtitle."""
    for paragraph in read_notes(entry.slide.notes) if entry.slide.notes is not None else ():
        text = plain(paragraph.runs if cite is None else cite(paragraph.runs))
        wide = HAN_LINE if holds_han(text) else LATIN_LINE
        short = ""
        for sentence in _sentence(text):
            sentence = sentence.strip()
            if short and columns(short + sentence) <= wide:  # short sentences share a line
                short = f"{short} {sentence}" if short.isascii() else short + sentence
                continue
            if short:
                yield from _shown(short, wide)
            short = sentence
        if short:
            yield from _shown(short, wide)


def _shown(text: str, wide: int) -> Iterator[tuple[str, ...]]:
    """A sentence as subtitles: on one line, on two that end at sense, else parted where it breathes."""
    if columns(text) <= wide:
        yield (text,)
        return
    ends = [(at, text[:at].strip(), text[at:].strip()) for at in opportunities(text)]
    options = [(at, first, second) for at, first, second in ends if columns(first) <= wide and columns(second) <= wide]
    if options:
        _, first, second = min(options, key=lambda each: _cost(text, *each))
        yield first, second
    elif ends:
        _, first, second = min(ends, key=lambda each: _cost(text, *each))
        yield from _shown(first, wide)
        yield from _shown(second, wide)
    else:
        yield (text,)


def _cost(text: str, at: int, first: str, second: str) -> float:
    """How uneven the two sides of a break are, and what they are torn from."""
    return abs(columns(first) - columns(second)) / columns(text) + torn(text, at)
