"""The order in which slides join a deck as it gets longer, and the deck for so many minutes.

One order serves all budgets, so that a shorter deck is always a subset of a longer one:

1. For each headline view the slide that has it for its title: without them the argument is not complete.
2. The slides of the shortest variant, those with the most `weight` first, equals as they stand in the outline.
3. The same of the next longer variant, and so on. A variant that plans no minutes comes after those that do.

A slide joins with its minutes and words (`when:`) of the shortest variant that has it, and brings what it `needs` in the same
step. The deck for N minutes is the longest run of steps, from the first, that N minutes hold. The backup is in every deck and
counts for nothing; its slides bring nothing.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from itertools import accumulate
from typing import NamedTuple
from unicodedata import normalize

from deckgen.outline.choose import Place, default_variant, entry_of, minutes_in, placed, spoken_minutes
from deckgen.outline.model import Outline, Slide, Variant, ViewTitle
from deckgen.outline.program import Budget, Entry, Program
from deckgen.problem import DeckgenError, Problem
from deckgen.source.words import Words

DUST = 1e-6
"""What a sum of minutes may be over for the way in which numbers are kept."""


class Joiner(NamedTuple):
    """A slide as it joins: with the minutes and the words of `variant`, the shortest that has it.

    `rank` orders the slides of the whole talk: how long the variant is, then the weight, then the place in the outline.
    """

    slide: Slide
    place: Place
    variant: str
    minutes: float
    counted: bool
    rank: tuple[int, float, int]


Step = tuple[Joiner, ...]
"""Slides that join at once: one, after what it needs."""


def fit(outline: Outline, minutes: float) -> Program:
    """The deck for so many minutes. Raises DeckgenError where they do not hold the views, or not a single slide."""
    steps, views = joining(outline)
    sums = list(accumulate((sum(each.minutes for each in step) for step in steps), initial=0.0))
    least = max(1, views) if steps else 0
    if not sums[least] <= minutes + DUST:
        raise DeckgenError([_too_few(outline, minutes, sums[least], views > 0)])
    count = max(number for number, total in enumerate(sums) if total <= minutes + DUST and number >= least)
    joined = {each.slide.id: each for step in steps[:count] for each in step}
    by_id = {view.id: view for view in outline.views}
    words = _words(outline, joined)
    entries: list[Entry] = []
    start = 0.0
    for slide, place in placed(outline):
        if place[0] == "backup":
            entries.append(entry_of(slide, default_variant(outline), place, by_id, 0.0, start, True))
        elif (joiner := joined.get(slide.id)) is not None:
            entries.append(entry_of(slide, words[slide.id], place, by_id, joiner.minutes, start, joiner.counted))
            start += joiner.minutes
    left = tuple(entry_of(each.slide, each.variant, each.place, by_id, each.minutes, 0.0, each.counted)
                 for step in steps[count:] for each in step)
    budget = Budget(minutes, left, len(steps[count]) if left else 0)
    return Program(budget_name(minutes), Variant(minutes=minutes), tuple(entries), budget)


def budget_name(minutes: float) -> str:
    """What a deck for so many minutes is called, in the names of its files too: `10-minutes`."""
    return f"{minutes:g}-minutes"


def joining(outline: Outline) -> tuple[list[Step], int]:
    """All steps in their order, and how many of them are there for the views."""
    joiners = {joiner.slide.id: joiner for joiner in _joiners(outline)}
    ranked = sorted((joiner for joiner in joiners.values() if _in_a_variant(joiner)), key=lambda joiner: joiner.rank)
    said = _sentences(outline)
    carriers: dict[str, Joiner] = {}
    for joiner in ranked:
        if (view := _says(joiner.slide, joiner.variant, said)) is not None:
            carriers.setdefault(view, joiner)
    first = sorted(carriers.values(), key=lambda joiner: joiner.rank)
    joined: set[str] = set()
    steps: list[Step] = []
    views = 0
    for number, joiner in enumerate((*first, *ranked)):
        step = tuple(_with_needs(joiner, joiners, joined))
        if step:
            steps.append(step)
        if number < len(first):
            views = len(steps)
    return steps, views


def _joiners(outline: Outline) -> Iterator[Joiner]:
    """Every slide that is not in the backup. One that no variant has can still be needed, and is counted from its notes."""
    default = default_variant(outline)
    lengths = _by_length(outline) or [""]
    for position, (slide, place) in enumerate(placed(outline)):
        if place[0] == "backup":
            continue
        for tier, name in enumerate(lengths):
            spoken = minutes_in(slide, name, name == default, place[0])
            if spoken is not None:
                yield Joiner(slide, place, name, *spoken, (tier, -slide.weight, position))
                break
        else:
            yield Joiner(slide, place, default, spoken_minutes(slide.notes), False, (len(lengths), -slide.weight, position))


def _by_length(outline: Outline) -> list[str]:
    """The variants, the shortest first; those that plan no minutes last."""
    return sorted(outline.variants, key=lambda name: math.inf if (planned := outline.variants[name].minutes) is None else planned)


def _in_a_variant(joiner: Joiner) -> bool:
    return not (isinstance(joiner.slide.minutes, Mapping) and joiner.variant not in joiner.slide.minutes)


def _with_needs(joiner: Joiner, joiners: Mapping[str, Joiner], joined: set[str]) -> Iterator[Joiner]:
    """What a slide needs and is not in yet, each after what it needs itself; then the slide. They count as joined."""
    if joiner.slide.id in joined:
        return
    joined.add(joiner.slide.id)
    for name in joiner.slide.needs:
        if name in joiners:  # the backup is there anyway
            yield from _with_needs(joiners[name], joiners, joined)
    yield joiner


# ---- which view a slide says -----------------------------------------------------------------------------------------


def _sentences(outline: Outline) -> dict[str, str]:
    """The views by their sentences: a title may be one, typed again."""
    return {_bare(view.says): view.id for view in outline.views}


def _bare(text: str) -> str:
    return "".join(normalize("NFKC", text).replace("*", "").split())


def _says(slide: Slide, variant: str, said: Mapping[str, str]) -> str | None:
    """The view that a slide has for its title in a variant, where it is shown."""
    overlay = slide.when.get(variant)
    hidden = overlay.hidden if overlay is not None and overlay.hidden is not None else slide.hidden
    title = overlay.title if overlay is not None and overlay.title is not None else slide.title
    return None if hidden or slide.kind == "pause" else _view_in(title, said)


def _view_in(title: Words | ViewTitle | None, said: Mapping[str, str]) -> str | None:
    if isinstance(title, ViewTitle):
        return title.view
    return said.get(_bare(title)) if title is not None else None


def _words(outline: Outline, joined: Mapping[str, Joiner]) -> dict[str, str]:
    """The variant in whose words each slide speaks: its own, but that no sentence is said twice.

    In a short variant a slide may speak for a view (`when: {opener: {title: {view: v4}}}`) that has a slide of its own in the
    longer ones. Once that one has joined, the first goes back to what it says beside it.
    """
    said = _sentences(outline)
    own: dict[str, Joiner] = {}
    for joiner in sorted(joined.values(), key=lambda joiner: joiner.rank):
        view = _says(joiner.slide, joiner.variant, said)
        if view is not None and view == _view_in(joiner.slide.title, said):
            own.setdefault(view, joiner)
    found = {}
    for id, joiner in joined.items():
        view = _says(joiner.slide, joiner.variant, said)
        other = own.get(view, joiner) if view is not None else joiner
        beside = minutes_in(joiner.slide, other.variant, other.variant == default_variant(outline), joiner.place[0])
        found[id] = other.variant if beside is not None else joiner.variant
    return found


def _too_few(outline: Outline, minutes: float, needed: float, views: bool) -> Problem:
    least = f"{math.ceil(needed * 100 - DUST) / 100:g}"
    message = (f"the views alone take {least} minutes, {minutes:g} are too few" if views else
               f"the first slide alone takes {least} minutes, {minutes:g} are too few")
    return Problem(message, outline.talk.title.span,
                   f"ask for `--minutes {least}` at least, or shorten their minutes in the shortest variant", "too-few-minutes")
