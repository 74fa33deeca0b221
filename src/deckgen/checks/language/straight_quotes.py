"""Straight quotes are typewriter quotes; Chinese text has “ and ”.

Good:

    title: 他称之为“心智语言”

Bad:

    title: '他称之为"心智语言"'

`check --fix` turns a pair round Han into “ and ”, or ‘ and ’; a quote without its other half is only reported.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from deckgen.checks.language.letters import HAN, around, slip
from deckgen.checks.rule import Subject
from deckgen.problem import Problem

PAIR = f"\"([^\"\\n]*)\"|(?<![A-Za-z])'([^'\\n]*[{HAN}][^'\\n]*)'(?![A-Za-z])"
LONE = f"(?<=[{HAN}])\"|\"(?=[{HAN}])"


def look(subject: Subject) -> Iterator[Problem]:
    for words, text in subject.han:
        if '"' not in text and "'" not in text:
            continue
        paired = set()
        for each in re.finditer(PAIR, text):
            start, last = each.start(), each.end() - 1
            beside = re.search(f"[{HAN}]", text[max(start - 1, 0):last + 2])
            paired |= {start, last}
            if beside:
                marks = "“”" if text[start] == '"' else "‘’"
                for at, better in ((start, marks[0]), (last, marks[1])):
                    yield slip(words, at, at + 1, f"a straight quote stands beside Han in '{around(words, at, at + 1)}'",
                               f"type {better}", better)
        for each in re.finditer(LONE, text):
            if each.start() not in paired:
                yield slip(words, each.start(), each.end(),
                           f"a straight quote stands beside Han in '{around(words, each.start(), each.end())}'",
                           "type “ or ”; its other half is missing")
