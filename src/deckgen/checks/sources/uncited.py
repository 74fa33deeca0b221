"""A reference that no slide cites is not listed, and whoever looks for it looks in vain.

Good:

    talk: {id: t, title: 讲座, references: references.yaml}
    opening: [{title: 规模带来质变 [@brown2020]}]

Bad:

    talk: {id: t, title: 讲座, references: references.yaml}
    opening: [{title: 规模带来质变}]

Cite it where it is said, in the notes if need be, or take it out of the file. A shared file of references, of which a talk
cites a few, is told so once and for all: `check: {uncited: off}`.
"""

from __future__ import annotations

from collections.abc import Iterator

from deckgen.checks.rule import Subject
from deckgen.problem import Problem


def look(subject: Subject) -> Iterator[Problem]:
    if subject.citations is None:
        return
    from deckgen.citations.citations import cited_keys, citing_words  # most talks have no references

    cited = {key for words in citing_words(subject.outline) for key in cited_keys(words)}
    for reference in subject.citations.library.references.values():
        if reference.key not in cited:
            yield Problem(f"nothing cites the reference '{reference.key}'", reference.span,
                          f"cite it with [@{reference.key}], or take it out")
