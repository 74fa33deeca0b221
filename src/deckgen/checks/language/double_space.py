"""Two spaces where one is meant.

Good:

    title: 从 GPT-1 到 GPT-4

Bad:

    title: 从  GPT-1 到 GPT-4

Three and more are taken for a gap that is meant; code keeps its spaces. `check --fix` takes the second one away.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from deckgen.checks.language.letters import around, language, slip
from deckgen.checks.rule import Subject
from deckgen.problem import Problem

SPACES = re.compile(r"(?<=[^\s\0])  (?=[^\s\0])")


def look(subject: Subject) -> Iterator[Problem]:
    for words in subject.prose:
        if "  " in words:
            for each in SPACES.finditer(language(words)):
                yield slip(words, *each.span(), f"two spaces stand in '{around(words, *each.span())}'", "leave one", " ")
