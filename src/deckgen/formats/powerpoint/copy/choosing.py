"""Which slides of a deck are meant: `deck.pptx#3-7`, `#2,5,9`, `#12-`, a title, an id; without `#` all of them.

A slide that goes on over further pages is all of them; the name of a section is all of its slides.
What stands behind `#` is tried as one id or title before it is parted at commas, since titles have commas. A number is a position
while there are so many slides, else an id. Nothing is guessed: what fits several slides, or none, is a problem that names them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from deckgen.formats.powerpoint.copy.listing import Slide
from deckgen.problem import DeckgenError, Problem, did_you_mean, so_many

RANGE = re.compile(r"(\d{1,9})\s*[-–—~～]\s*(\d{0,9})")
COMMAS = re.compile(r"[,，、;；]")
RULE = "unknown-slide"
HINT = "deckgen list shows its ids and titles"


def parted(asked: str) -> tuple[Path, str]:
    """A path, and what is asked of it: parted at the first `#` before which a file's name ends."""
    places = [number for number, char in enumerate(asked) if char == "#"]
    for place in (len(asked), *places):
        if Path(asked[:place]).is_file():
            return Path(asked[:place]), asked[place + 1:]
    path, _, rest = asked.partition("#")
    return Path(path), rest


class Deck(NamedTuple):
    """The slides that can be named: those of a deck, or of the deck that an outline becomes."""

    name: str
    slides: Sequence[Slide]
    groups: Mapping[str, Sequence[Slide]] = {}
    """Slides by the names of what holds them: sections, by name; those of an outline by id, number and title."""
    elsewhere: Mapping[str, str] = {}
    """Ids that only other variants of an outline have, with the names of these."""


def by_section(found: Sequence[Slide]) -> dict[str, list[Slide]]:
    """A deck's slides by the names of its sections."""
    groups: dict[str, list[Slide]] = {}
    for each in found:
        if each.section:
            groups.setdefault(each.section, []).append(each)
    return groups


def chosen(deck: Deck, asked: str) -> list[Slide]:
    """The slides that are asked for, in that order. Raises DeckgenError with all that can't be found."""
    name, known = deck.name, deck.slides
    if not known:
        raise DeckgenError([Problem(f"the deck {name} has no slides", None, "name another deck", RULE)])
    if not asked.strip():
        return list(known)
    whole = _named(deck, asked)
    if len(whole) == 1:
        return whole[0]
    found: list[Slide] = []
    problems: list[Problem] = []
    items = [each.strip() for each in COMMAS.split(asked) if each.strip()]
    if not items:
        raise DeckgenError([Problem(f"{name} has no slide '{asked.strip()}'", None, HINT, RULE)])
    for item in items:
        match = _one(deck, item)
        if isinstance(match, Problem):
            problems.append(match)
        else:
            found += match
    if problems:
        if len(items) > 1 and all(isinstance(_one(deck, each), Problem) for each in items):
            one = _one(deck, asked)  # a title with commas in it
            problems = [one] if isinstance(one, Problem) else problems
        raise DeckgenError(problems)
    return found


def _one(deck: Deck, item: str) -> list[Slide] | Problem:
    name, known = deck.name, deck.slides
    named = RANGE.fullmatch(item)
    if item.isascii() and item.isdigit() and len(item) < 10 and 1 <= int(item) <= len(known):
        return [known[int(item) - 1]]
    if named is not None:
        first, last = int(named[1]), int(named[2] or len(known))
        if not 1 <= first <= len(known) or not 1 <= last <= len(known):
            return Problem(f"{name} has {so_many(len(known), 'slide')}, not {max(first, last)}", None,
                           "deckgen list shows them", RULE)
        return list(known[first - 1:last]) if first <= last else list(known[last - 1:first])[::-1]
    found = _named(deck, item)
    if len(found) == 1:
        return found[0]
    if found:
        places = ", ".join(str(each.number) for one in found for each in one)
        return Problem(f"'{item}' could be any of the slides {places} of {name}", None, "name one by its number", RULE)
    if item.isascii() and item.isdigit():
        return Problem(f"{name} has {so_many(len(known), 'slide')}, and none with the number or id {item}", None,
                       "deckgen list shows them", RULE)
    if item in deck.elsewhere:
        return Problem(f"this variant of {name} has no slide '{item}'", None,
                       f"name one that has it with --variant: {deck.elsewhere[item]}", RULE)
    names = {key.lower(): key for each in known for key in (each.tag, each.title) if key}
    names |= {key.lower(): key for key in deck.groups}
    near = did_you_mean(plain(item), [plain(each) for each in names])
    meant = next((names[each] for each in names if f"'{plain(each)}'" in near), "")
    return Problem(f"{name} has no slide '{item}'", None,
                   (f"did you mean '{meant}'? " if meant else "") + HINT, RULE)


def _named(deck: Deck, item: str) -> list[list[Slide]]:
    """The slides with this id; else with this title; else those of a section; else whose title begins so. Each with its pages."""
    for test in (lambda each: item in (each.tag, each.creation),
                 lambda each: item == each.page,
                 lambda each: item == each.listed,
                 lambda each: plain(item) == plain(each.title)):
        found = [each for each in deck.slides if item and test(each)]
        if found:
            return _joined(deck, found)
    groups = [list(slides) for name, slides in deck.groups.items() if plain(name) == plain(item)]
    if groups:
        return groups[:1]
    return _joined(deck, [each for each in deck.slides if len(plain(item)) > 1 and plain(each.title).startswith(plain(item))])


def _joined(deck: Deck, found: Sequence[Slide]) -> list[list[Slide]]:
    """The slides with the pages on which they go on; of such pages none stands alone unless it was asked for alone."""
    rows: list[list[Slide]] = []
    for each in found:
        if rows and each.page and each.tag == rows[-1][-1].tag and rows[-1][-1].page and each.page != each.tag:
            rows[-1].append(each)
        else:
            rows.append([each])
    return rows


def plain(text: str) -> str:
    """A title to compare: as NFKC, small letters, no white space."""
    return "".join(unicodedata.normalize("NFKC", text).lower().split())
