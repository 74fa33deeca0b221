"""Dots that stand for an omission are one sign: …… in Chinese (six dots, two letters wide), … in English.

Good:

    title: 写诗、编程、翻译……

Bad:

    title: 写诗、编程、翻译...

Two full stops in a row, 。。, and a single … beside Chinese are found too. `check --fix` types it as it should be.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from deckgen.checks.language.letters import WIDE, around, language, slip
from deckgen.checks.rule import Subject
from deckgen.problem import Problem

DOTS = re.compile(r"(?<!\.)\.{3,}(?!\.)|。{2,}|(?<!…)…(?!…)")


def look(subject: Subject) -> Iterator[Problem]:
    for words in subject.prose:
        if "..." not in words and "。。" not in words and "…" not in words:
            continue
        text = language(words)
        for each in DOTS.finditer(text):
            before, after = text[:each.start()].rstrip(" \"'*"), text[each.end():].lstrip(" \"'*")
            better = "……" if re.match(f"[{WIDE}]", before[-1:] or after[:1]) else "…"
            if each[0] != better:
                yield slip(words, *each.span(), f"'{each[0]}' stands for an omission in '{around(words, *each.span())}'",
                           f"type '{better}'", better)
