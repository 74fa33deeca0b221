"""A link whose words do not say where it leads.

Good:

    body: [{text: "见[论文全文](https://arxiv.org/abs/2005.14165)"}]

Bad:

    body: [{text: "全文[点击这里](https://arxiv.org/abs/2005.14165)"}]

A screen reader reads links out of their sentence. An address that is typed out is its own text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from deckgen.checks.language.letters import slip
from deckgen.checks.rule import Subject
from deckgen.problem import Problem

LINK = re.compile(r"\[([^\[\]\n]*)\]\((?:https?://|mailto:)[^\s()]+\)")
EMPTY = re.compile(
    r"(?:请?(?:点击|点|戳|看|见)?(?:这里|此处|这儿|这|此)|点击|链接|网址|详情|更多|全文"
    r"|(?:click )?(?:here|this|link)|more|read more|see here)?", re.I)


def look(subject: Subject) -> Iterator[Problem]:
    for words in subject.prose:
        for each in LINK.finditer(words) if "](" in words else ():
            if EMPTY.fullmatch(each[1].strip()):
                yield slip(words, *each.span(1), f"the link text '{each[1]}' does not say where it leads",
                           "name what is behind the link")
