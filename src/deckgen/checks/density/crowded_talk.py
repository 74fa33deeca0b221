"""A talk that shows more in a minute than can be heard and read in one.

An average over the slides of the variant, so that a dense table may stand beside an airy figure. The fullest slides are named.

Good:

    opening: [{title: 题}]
    sections:
      - {id: s, title: 节, slides: [{id: a, title: 规模带来质变, minutes: 1}]}

Bad:

    opening: [{title: 题}]
    sections:
      - id: s
        title: 节
        slides:
          - id: a
            title: 规模带来质变，调教带来听话
            minutes: 0.1
            body: [{points: [参数有一千七百五十亿个, 数据有三千亿个词]}]
"""

from __future__ import annotations

from collections.abc import Iterator

from deckgen.checks.rule import Subject
from deckgen.problem import Problem

MOST = 120.0
"""Characters shown in a minute: six tenths of what is spoken in one."""
NAMED = 3


def look(subject: Subject) -> Iterator[Problem]:
    shown, told = subject.amounts, subject.told
    minutes = sum(entry.minutes for entry in told)
    total = sum(shown.get(entry.slide.id, 0.0) for entry in told)
    if minutes and total / minutes > MOST:
        fullest = sorted(told, key=lambda entry: -shown.get(entry.slide.id, 0.0))[:NAMED]
        names = ", ".join(entry.slide.id for entry in fullest)
        yield Problem(f"the slides show {total / minutes:.0f} characters a minute", fullest[0].slide.span,
                      f"about {MOST:.0f} can be read beside what is said; the fullest slides: {names}")
