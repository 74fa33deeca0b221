"""What must hold of a formula: LaTeX that can be read, and that PowerPoint has something for."""

from __future__ import annotations

from collections.abc import Iterator

from deckgen.maths.latex import Unreadable, formula
from deckgen.outline.blocks import Math
from deckgen.problem import Problem
from deckgen.source.letters import stretch


def math_problems(math: Math) -> Iterator[Problem]:
    """What is wrong with a formula, at its place inside the LaTeX."""
    latex = str(math.latex)
    try:
        formula(latex)
    except Unreadable as fault:
        yield Problem(fault.message, stretch(math.latex.span, latex, fault.start, fault.end), fault.hint, fault.rule)
