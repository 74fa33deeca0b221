"""The talk says that it is in one language, and its words are in another: screen readers and spelling go by what it says.

Good:

    talk: {id: t, title: 讲座, language: zh-CN}

Bad:

    talk: {id: t, title: 六个观点看大模型, language: en-US}

Foreign words inside are marked by their script, run by run; this is about the talk as a whole.
"""

from __future__ import annotations

from collections.abc import Iterator

from deckgen.checks.rule import Subject
from deckgen.outline.choose import counted
from deckgen.problem import Problem

ENOUGH = 1000
"""Words that are looked at: a talk says sooner what it speaks."""


def look(subject: Subject) -> Iterator[Problem]:
    outline = subject.outline
    han, latin = counted("\n".join(subject.prose[:ENOUGH]))
    east = outline.talk.language.lower().split("-")[0] in ("zh", "ja", "ko", "yue")
    if (han > latin and not east) or (latin and not han and east):
        tongue = "Chinese" if han else "no Chinese"
        yield Problem(f"the talk's language is {outline.talk.language}, but its words are {tongue}",
                      outline.span("talk/language") or outline.talk.title.span, "set `language:`, such as zh-CN or en-US")
