"""Putting right what is certain: the edits that problems carry, made together where they can be, one by one where not."""

from __future__ import annotations

from collections.abc import Iterable

from deckgen.problem import Problem
from deckgen.source.apply import Refused, apply
from deckgen.source.span import Source


def mend(source: Source, found: Iterable[Problem]) -> tuple[Source, int]:
    """The source with what its problems certainly ask for, and how many of them were put right.

    An edit that touches another, or that would change more than it means to, is left for the author.
    """
    asked = [problem for problem in found if problem.edits and all(edit.span.source is source for edit in problem.edits)]
    try:
        return apply(source, [edit for problem in asked for edit in problem.edits]), len(asked)
    except Refused:
        kept: list[Problem] = []
        made = source
        for problem in asked:
            try:
                made = apply(source, [edit for each in (*kept, problem) for edit in each.edits])
                kept.append(problem)
            except Refused:
                pass
        return made, len(kept)
