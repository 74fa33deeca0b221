"""Words of a slide that reach neither its page nor its notes, although its block is drawn.

`unprinted` tells of whole fields and blocks; this one finds the single label that a drawing has no place for.

Good:

    body: [{columns: [{label: 规模, body: [{text: 参数}]}, {label: 调教, body: [{text: 步骤}]}]}]

Bad:

    template: references
    body:
      - columns:
          - {label: 确定的, body: [{points: [Brown 等 2020]}]}
          - {label: 推测的, style: reading, body: [{points: [Ouyang 等 2022]}]}

The layout for references has its own words above its columns.
"""

from __future__ import annotations

from collections.abc import Iterator

from deckgen.checks.ledger import unheard
from deckgen.checks.rule import Subject
from deckgen.problem import Problem


def look(subject: Subject) -> Iterator[Problem]:
    printed = {key for markup in subject.markups if markup is not None for key in markup.left_out}
    for words in unheard(subject):
        if not any(words.key == key or words.key.startswith(f"{key}/") for key in printed):
            text = " ".join(words.split())
            yield Problem(f"'{text[:16]}' stands neither on slide '{words.key.partition('/')[0]}' nor in its notes", words.span,
                          "move it to where it is shown, or take it out")
