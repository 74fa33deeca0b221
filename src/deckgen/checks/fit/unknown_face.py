"""The theme's face for Latin text or for code has no widths that we know: measured as the widest, its lines break early.

Known are Arial, Calibri, Times New Roman and their free twins for text, Consolas and its like for code. In a theme of one's own:

Good:

    latin: Arial

Bad:

    latin: Papyrus
"""

from __future__ import annotations

from collections.abc import Iterator

from deckgen.checks.rule import Subject
from deckgen.problem import Problem
from deckgen.text.widths import face


def look(subject: Subject) -> Iterator[Problem]:
    theme, asked = subject.theme, subject.outline.talk.theme
    named = asked.file if asked is not None and not theme.foreign else theme.name
    for name in face(theme.latin, theme.code).unknown:
        yield Problem(f"the face '{name}' of the theme '{named}' has no widths of its own: "
                      "it is measured as the widest that is known", subject.outline.span("talk/theme"),
                      "expect lines that end early, or name a face in the theme that is known, such as Arial")
