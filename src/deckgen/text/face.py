"""What measuring needs to know of a typeface."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from deckgen.value import value


class Face(Protocol):
    """Widths of characters in em. `unknown` names the faces that are not measured by tables of their own, but as the widest."""

    @property
    def unknown(self) -> tuple[str, ...]: ...

    def advance(self, char: str, bold: bool = False, code: bool = False) -> float:
        """How far one character moves the pen, in em; 0 for combining marks."""

    def advances(self, bold: bool = False, code: bool = False) -> Mapping[str, float]:
        """The same as a table, for long texts; it answers for every character."""


class _Square(dict[str, float]):
    def __missing__(self, char: str) -> float:
        return 1.0


_SQUARE = _Square()


@value(frozen=True)
class SquareFont:
    """For tests: every character is as wide as it is high."""

    unknown: tuple[str, ...] = ()

    def advance(self, char: str, bold: bool = False, code: bool = False) -> float:
        return 1.0

    def advances(self, bold: bool = False, code: bool = False) -> Mapping[str, float]:
        return _SQUARE
