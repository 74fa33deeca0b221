"""Which slides of a deck are meant: `deck.pptx#3-7`, `#2,5,9`, `#12-`, a title, an id; without `#` all of them.

What stands behind `#` is tried as one id or title before it is parted at commas, since titles have commas. A number is a position
while there are so many slides, else an id. Nothing is guessed: what fits several slides, or none, is a problem that names them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from pathlib import Path

from deckgen.formats.powerpoint.copy.listing import Slide
from deckgen.problem import DeckgenError, Problem, did_you_mean, so_many

RANGE = re.compile(r"(\d+)\s*[-–—~～]\s*(\d*)")
COMMAS = re.compile(r"[,，、;；]")
RULE = "unknown-slide"


def parted(asked: str) -> tuple[Path, str]:
    """A path, and what is asked of it: parted at the first `#` before which a file's name ends."""
    places = [number for number, char in enumerate(asked) if char == "#"]
    for place in (len(asked), *places):
        if Path(asked[:place]).is_file():
            return Path(asked[:place]), asked[place + 1:]
    path, _, rest = asked.partition("#")
    return Path(path), rest


def chosen(name: str, known: Sequence[Slide], asked: str) -> list[Slide]:
    """The slides that are asked for, in that order. Raises DeckgenError with all that can't be found."""
    if not known:
        raise DeckgenError([Problem(f"the deck {name} has no slides", None, "name another deck", RULE)])
    if not asked.strip():
        return list(known)
    whole = _named(known, asked)
    if len(whole) == 1:
        return whole
    found: list[Slide] = []
    problems: list[Problem] = []
    items = [each.strip() for each in COMMAS.split(asked) if each.strip()]
    for item in items:
        match = _one(name, known, item)
        if isinstance(match, Problem):
            problems.append(match)
        else:
            found += match
    if problems:
        if len(items) > 1 and all(isinstance(_one(name, known, each), Problem) for each in items):
            one = _one(name, known, asked)  # a title with commas in it
            problems = [one] if isinstance(one, Problem) else problems
        raise DeckgenError(problems)
    return found


def _one(name: str, known: Sequence[Slide], item: str) -> list[Slide] | Problem:
    named = RANGE.fullmatch(item)
    if item.isascii() and item.isdigit() and 1 <= int(item) <= len(known):
        return [known[int(item) - 1]]
    if named is not None:
        first, last = int(named[1]), int(named[2] or len(known))
        if not 1 <= first <= len(known) or not 1 <= last <= len(known):
            return Problem(f"{name} has {so_many(len(known), 'slide')}, not {max(first, last)}", None,
                           "deckgen list shows them", RULE)
        return list(known[first - 1:last]) if first <= last else list(known[last - 1:first])[::-1]
    found = _named(known, item)
    if len(found) == 1:
        return found
    if found:
        places = ", ".join(str(each.number) for each in found)
        return Problem(f"'{item}' could be any of the slides {places} of {name}", None, "name one by its number", RULE)
    if item.isascii() and item.isdigit():
        return Problem(f"{name} has {so_many(len(known), 'slide')}, and none with the number or id {item}", None,
                       "deckgen list shows them", RULE)
    names = {key.lower(): key for each in known for key in (each.tag, each.title) if key}
    near = did_you_mean(plain(item), [plain(each) for each in names])
    meant = next((names[each] for each in names if f"'{plain(each)}'" in near), "")
    return Problem(f"{name} has no slide '{item}'", None,
                   (f"did you mean '{meant}'? " if meant else "") + "deckgen list shows its ids and titles", RULE)


def _named(known: Sequence[Slide], item: str) -> list[Slide]:
    """The slides with this id; else with this title; else whose title begins so."""
    for test in (lambda each: item in (each.tag, each.creation),
                 lambda each: item == each.listed,
                 lambda each: plain(item) == plain(each.title),
                 lambda each: len(plain(item)) > 1 and plain(each.title).startswith(plain(item))):
        found = [each for each in known if item and test(each)]
        if found:
            return found
    return []


def plain(text: str) -> str:
    """A title to compare: as NFKC, small letters, no white space."""
    return "".join(unicodedata.normalize("NFKC", text).lower().split())
