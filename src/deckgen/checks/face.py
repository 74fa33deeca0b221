"""Typefaces that text cannot be measured in."""

from __future__ import annotations

from collections.abc import Iterator

from deckgen.outline.model import Outline
from deckgen.problem import Problem
from deckgen.text.widths import face
from deckgen.theme.model import Theme


def unknown_face(outline: Outline, theme: Theme) -> Iterator[Problem]:
    """The theme's face for Latin text or for code has no widths that we know: measured as the widest, its lines break early.

    Good: `latin: Arial`, Calibri, Times New Roman, or one of their free twins; `code: Consolas`. Bad: `latin: Papyrus`.
    """
    asked = outline.talk.theme
    look = asked.file if asked is not None and not theme.foreign else theme.name
    for name in face(theme.latin, theme.code).unknown:
        yield Problem(f"the face '{name}' of the theme '{look}' has no widths of its own: "
                      "it is measured as the widest that is known", outline.span("talk/theme"),
                      "expect lines that end early, or name a face in the theme that is known, such as Arial", "unknown-face",
                      "advice")
