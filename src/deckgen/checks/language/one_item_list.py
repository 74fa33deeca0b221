"""A list of one item that full-width commas hold together was meant to have several.

Good:

    body: [{points: [规模, 调教, 对齐]}, {points: ["规模、调教和对齐，一样不少"]}]

Bad:

    body: [{points: [规模，调教，对齐]}]

Between brackets YAML parts items at `,` alone. Quotes round the item say that it is meant as one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from deckgen.checks.language.letters import slip
from deckgen.checks.rule import Subject
from deckgen.problem import Problem

COMMA = re.compile("[，、]")
LONE = re.compile(r"\[[^\[\],\n]*[，、][^\[\],\n]*\]")
NEAR = 40
"""Letters beside an item in which its brackets are looked for."""


def look(subject: Subject) -> Iterator[Problem]:
    for key, words in subject.outline.words.items() if LONE.search(subject.typed) else ():
        found = COMMA.search(words) if key.endswith(("/0", "/0/text")) else None
        if found is None:
            continue
        text, start, end = words.span.source.text, words.span.start, words.span.end
        if text[start] not in "\"'" and text[max(start - NEAR, 0):start].rstrip().endswith("[") and (
                text[end:end + NEAR].lstrip().startswith("]")):
            items = ", ".join(part.strip() for part in COMMA.split(words))
            yield slip(words, *found.span(), "this list has one item, which a full-width comma holds together",
                       f"write [{items}], or put the item in quotes")
