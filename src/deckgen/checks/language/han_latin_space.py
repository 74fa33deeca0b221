"""A space between Han and Latin letters, or none: either is good, both in one talk are not.

The talk's own habit is the one that most of its words follow; the others are named. Digits are left alone.

Good:

    title: 大模型 LLM 与人
    notes: 先说 LLM 是什么。

Bad:

    title: 大模型 LLM 与人
    notes: 先说 LLM 是什么，再说GPT。

`check --fix` follows the habit of the talk.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from deckgen.checks.language.letters import HAN, around, slip
from deckgen.checks.rule import Subject
from deckgen.problem import Problem
from deckgen.source.words import Words

BORDER = f"(?<=[{HAN}])( ?)(?=[A-Za-z])|(?<=[A-Za-z])( ?)(?=[{HAN}])"
LATIN = re.compile("[A-Za-z]")


def look(subject: Subject) -> Iterator[Problem]:
    spaced: list[tuple[Words, int, int]] = []
    tight: list[tuple[Words, int, int]] = []
    for words, text in subject.han:
        for each in re.finditer(BORDER, text) if LATIN.search(text) else ():
            (spaced if each[0] else tight).append((words, *each.span()))
    habit, few, better = ("a space", tight, " ") if len(spaced) >= len(tight) else ("no space", spaced, "")
    for words, start, end in few:
        yield slip(words, start, end,
                   f"the talk has {habit} between Han and Latin letters, but not in '{around(words, start, end)}'",
                   "follow one habit", better)
