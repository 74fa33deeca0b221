"""Chinese is not set in italics: slanted Han is hard to read, and no typeface has it.

`_word_` and `<i>` are not read here; they would stand on the slide as typed.

Good:

    title: 这里的*质变*是关键

Bad:

    title: 这里的_质变_是关键

Emphasis is `*the brush*`, red and bold, or `**bold**`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from deckgen.checks.language.letters import HAN, slip
from deckgen.checks.rule import Subject
from deckgen.problem import Problem

ITALIC = f"(?<![A-Za-z0-9_\\0])_([^_\\n]*[{HAN}][^_\\n]*)_(?![A-Za-z0-9_])|<(?:i|em)>([^<\\n]*)</(?:i|em)>"


def look(subject: Subject) -> Iterator[Problem]:
    for words, text in subject.han:
        for each in re.finditer(ITALIC, text) if "_" in text or "<" in text else ():
            inner = next(group for group in each.groups() if group is not None)
            yield slip(words, *each.span(), f"'{each[0]}' asks for italics", f"type '*{inner}*' for emphasis")
