"""Notes that take much longer to speak than the minutes of their slides allow.

Reckoned are 200 characters or 130 words a minute, over all slides of the default variant that have notes, but for the backup: one
may be hurried where another waits. A quarter more than the minutes is allowed. The slides that are most over are named.

Good:

    title: 规模带来质变
    minutes: 1
    notes: 先说规模，再说调教。

Bad:

    title: 规模带来质变
    minutes: 0.1
    notes: 先说规模，再说调教。规模指的是参数的数量和训练数据的数量，调教指的是让模型听懂人的意图的那些步骤。
"""

from __future__ import annotations

from collections.abc import Iterator

from deckgen.checks.amount import amount
from deckgen.checks.rule import Subject
from deckgen.outline.choose import HAN_A_MINUTE
from deckgen.problem import Problem

MOST = 1.25
"""How much longer than planned the notes may take."""
NAMED = 3


def look(subject: Subject) -> Iterator[Problem]:
    if not subject.default:
        return
    spoken = {entry.slide.id: amount(entry.slide.notes or "") / HAN_A_MINUTE for entry in subject.program.entries
              if entry.part != "backup" and entry.slide.notes}
    entries = [entry for entry in subject.program.entries if entry.slide.id in spoken]
    minutes, total = sum(entry.minutes for entry in entries), sum(spoken.values())
    if total > MOST * minutes:
        worst = sorted(entries, key=lambda entry: entry.minutes - spoken[entry.slide.id])[:NAMED]
        names = ", ".join(f"{entry.slide.id} ({spoken[entry.slide.id]:.1f} for {entry.minutes:g})" for entry in worst)
        first = worst[0].slide
        yield Problem(f"the notes take {total:.1f} minutes to speak, their slides have {minutes:g}",
                      first.notes.span if first.notes is not None else first.span,
                      f"shorten them, or give their slides more minutes; most over: {names}")
