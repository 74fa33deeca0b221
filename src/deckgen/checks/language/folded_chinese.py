"""A line that YAML folds becomes a space, and Chinese has none between its words.

Good:

    notes: |
      第一句话，
      第二句话。

Bad:

    notes: >
      大模型的能力来自规模和
      调教两件事。

Write such text on one line, or after `|`, where each line stays a line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from deckgen.checks.language.letters import WIDE, around, slip
from deckgen.checks.rule import Subject
from deckgen.problem import Problem
from deckgen.source.letters import letters

SPACE = f"(?<=[{WIDE}]) (?=[{WIDE}])"

LINE_END = re.compile(r"[ \t]*[\r\n]")


def look(subject: Subject) -> Iterator[Problem]:
    for words in subject.prose:
        typed = words.span.source.text[words.span.start:words.span.end]
        if "\n" not in typed or typed.startswith("|"):
            continue
        places = letters(words.span, words)
        for each in re.finditer(SPACE, words):
            if places is not None and LINE_END.match(words.span.source.text, places[each.start()]):
                yield slip(words, max(each.start() - 1, 0), each.start(),
                           f"the end of this line becomes a space in '{around(words, *each.span())}'",
                           "write it on one line, or after `|`")
