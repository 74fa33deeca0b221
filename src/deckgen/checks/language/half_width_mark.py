"""A half-width mark beside Han stands too close and too light.

Chinese text has full-width marks (GB/T 15834); `,` and `:` from a keyboard that was still in English are the commonest slip
there is. Marks between Latin letters and digits keep their width: `GPT-3.5`, `10:30`, `1,000`.

Good:

    title: 规模，带来质变

Bad:

    title: 规模,带来质变

`check --fix` puts the full-width mark there, and takes the space after it away.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from deckgen.checks.language.letters import HAN, around, slip
from deckgen.checks.rule import Subject
from deckgen.problem import Problem

FULL = str.maketrans(",;:?!.()", "，；：？！。（）")
AFTER, BEFORE = f"(?<=[{HAN}）”》])", f"(?=[{HAN}“（《])"
MARK = f"{AFTER}[,;:?!](?![,;:?!]) *|{AFTER}\\.(?![\\w.]) *|(?<=[^\\s,;:?!.])[,;:?!]{BEFORE}"
BRACKETS = f"\\(([^()\\n]*[{HAN}][^()\\n]*)\\)"
SOME = re.compile(r"[,;:?!.(]")


def look(subject: Subject) -> Iterator[Problem]:
    for words, text in subject.han:
        if not SOME.search(text):
            continue
        found = [(each.start(), each.end(), each[0].rstrip().translate(FULL)) for each in re.finditer(MARK, text)]
        for each in re.finditer(BRACKETS, text):
            found += [(each.start(), each.start() + 1, "（"), (each.end() - 1, each.end(), "）")]
        for start, end, better in sorted(found):
            mark = words[start:end].rstrip()
            yield slip(words, start, end, f"a half-width '{mark}' stands beside Han in '{around(words, start, end)}'",
                       f"type '{better}'", better)
