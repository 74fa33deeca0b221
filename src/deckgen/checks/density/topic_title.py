"""A title that only names its topic leaves the room to find out what is claimed.

Good:

    title: 规模大到一定程度，能力忽然出现

Bad:

    title: 背景介绍

Say in the title what the slide shows; fewer than five characters say too little to claim anything. Title pages, overviews,
openers, quotations, discussions, references, closing and blank pages are exempt.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from deckgen.checks.amount import amount
from deckgen.checks.rule import Subject
from deckgen.problem import Problem
from deckgen.text.inline import plain_words

EXEMPT = ("section", "title", "discussion", "references", "quote", "closing", "blank", "overview")
TOPICS = re.compile(
    "(?:背景|介绍|简介|概述|概览|综述|总结|小结|结论|结果|方法|实验|讨论|展望|意义|目录|内容|定义|概念|原理|现状)$")
SHORTEST = 5.0
"""Characters below which a title cannot claim anything."""


def look(subject: Subject) -> Iterator[Problem]:
    for entry in subject.told:
        if entry.title is None or entry.slide.template in EXEMPT:
            continue
        text = plain_words(entry.title).strip()
        if "TODO" not in text and (amount(text) < SHORTEST or TOPICS.search(text)):
            yield Problem(f"the title '{text}' names a topic, and claims nothing", entry.title.span,
                          "say in one sentence what this slide shows")
