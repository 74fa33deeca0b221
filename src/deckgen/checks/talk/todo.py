"""What was left to be written later.

`TODO` is what `deckgen new --from ESSAY` puts where only a person can write; `FIXME`, `TBD`, 待补, 待补充, 待写 and 待定 say the
same.

Good:

    title: 规模带来质变

Bad:

    title: TODO 说成一句话：规模
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from deckgen.checks.language.letters import slip
from deckgen.checks.rule import Subject
from deckgen.problem import Problem

SIGNS = ("TODO", "FIXME", "TBD", "待")
MARK = re.compile(r"(?<![A-Za-z])(?:TODO|FIXME|TBD)(?![A-Za-z])|待补充?|待写|待定")


def look(subject: Subject) -> Iterator[Problem]:
    for words in subject.prose if any(sign in subject.typed for sign in SIGNS) else ():
        for found in MARK.finditer(words):
            yield slip(words, *found.span(), f"'{found[0]}' is left in '{' '.join(words.split())[:24]}'", "write what is missing")
