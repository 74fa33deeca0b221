"""What outlines are held together by: ids that the author gives, and keys, the addresses of words and blocks."""

from __future__ import annotations

from dataclasses import field
from typing import Annotated

from deckgen.source.words import CLOSE, OPEN
from deckgen.value import value

Id = Annotated[str, "id"]
"""Letters of any script, digits, `.`, `_`, `-`."""


@value(frozen=True, kw_only=True)
class Keyed:
    """A block: it knows its key (`scale/body/0`) and prints a mark in a template, as words do."""

    key: str = field(default="", compare=False, metadata={"internal": True})

    def __html__(self) -> str:
        return f"{OPEN}{self.key}{CLOSE}"


@value(frozen=True, kw_only=True)
class Built(Keyed):
    """A block that can come bit by bit while the talk is given."""

    build: bool = False
    """Appears at clicks: points one by one with what is below them, figures in stages, anything else as a whole."""
