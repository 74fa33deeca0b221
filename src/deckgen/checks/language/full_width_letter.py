"""Latin letters and digits are half-width in Chinese text too.

Good:

    title: GPT-4 有多少参数

Bad:

    title: ＧＰＴ-４ 有多少参数

`check --fix` types them half-width.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from unicodedata import normalize

from deckgen.checks.language.letters import language, slip
from deckgen.checks.rule import Subject
from deckgen.problem import Problem

LETTERS = re.compile("[０-９Ａ-Ｚａ-ｚ]+")


def look(subject: Subject) -> Iterator[Problem]:
    for words in filter(LETTERS.search, subject.prose) if LETTERS.search(subject.typed) else ():
        for each in LETTERS.finditer(language(words)):
            better = normalize("NFKC", each[0])
            yield slip(words, *each.span(), f"'{each[0]}' is typed full-width", f"type '{better}'", better)
