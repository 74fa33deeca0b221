"""Blanks at the end of a line: nobody sees them, and every comparison of two outlines shows them.

Good:

    title: 规模带来质变

Bad:

    title: 规模带来质变␠␠

(␠ stands for a space.) `check --fix` takes them away.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from deckgen.checks.rule import Subject
from deckgen.problem import Problem
from deckgen.source.edit import Trim

BLANKS = re.compile(r"[ \t]+(?=[\r\n]|\Z)")

ENDS = (" \n", "\t\n", " \r", "\t\r")


def look(subject: Subject) -> Iterator[Problem]:
    source = subject.outline.source
    if source is None or not (source.text.endswith((" ", "\t")) or any(end in source.text for end in ENDS)):
        return
    values = sorted((words.span.start, words.span.end) for words in subject.outline.words.values())
    starts = [start for start, _ in values]
    for each in BLANKS.finditer(source.text):
        at = bisect_right(starts, each.start()) - 1
        if at < 0 or each.start() >= values[at][1]:  # inside a block of text they may mean something
            span = source.span(*each.span())
            yield Problem("the line ends in blanks", span, "take them away", edits=(Trim(span),))
