"""A figure that somebody will ask about, on a slide that names no source.

Meant are amounts: `175B`, `1750 亿`, `97.5%`, `300,000`. Years and small numbers are not.

Good:

    title: GPT-3 有 1750 亿个参数
    source: Brown 等（2020）

Bad:

    title: GPT-3 有 1750 亿个参数
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from deckgen.checks.rule import Subject
from deckgen.checks.sources.named import sourced
from deckgen.problem import Problem
from deckgen.source.letters import stretch

UNIT = r"%|％|‰|亿|万|[KMBT](?![A-Za-z])|倍|美元|元|billion|million|trillion"
AMOUNT = re.compile(rf"(?<![\w.-])(?:\d[\d,]*(?:\.\d+)?\s?(?:{UNIT})|\d{{1,3}}(?:,\d{{3}})+|\d{{5,}})")
DIGIT = re.compile("[0-9]")
ELSEWHERE = ("notes", "when", "questions", "data")
"""What of a slide is not on it, or not of this variant."""


def look(subject: Subject) -> Iterator[Problem]:
    for entry in subject.told:
        if sourced(entry, subject):
            continue
        prefix = f"{entry.slide.id}/"
        for words in subject.words.get(entry.slide.id, ()):
            if words.key.removeprefix(prefix).startswith(ELSEWHERE):
                continue
            found = AMOUNT.search(words) if DIGIT.search(words) else None
            if found:
                place = stretch(words.span, words, *found.span())
                yield Problem(f"'{found[0]}' on slide '{entry.slide.id}' has no source", place,
                              "say where it comes from: `source: …`")
                break
