"""Runs, styles and paragraphs: text as it is set, each stretch with the address of the author's words behind it."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from deckgen.value import value

Colour = str
"""A theme slot (`dk1`, `accent1`), with an optional shade: `lt2/88`, `accent1/60+40`; see `scene`."""


@value(frozen=True)
class Run:
    """Text of one look. `key` is empty for words of a template or a theme; a newline is a forced line break.

    `brush` is the lecturer's red (bold and accent1); `shift` is -1 for a subscript, 1 for a superscript;
    `colour` and `bold` override the paragraph's style where they are not None / False.
    """

    text: str
    key: str = ""
    exact: bool = True
    bold: bool = False
    brush: bool = False
    code: bool = False
    shift: int = 0
    link: str = ""
    colour: str | None = None


Runs = tuple[Run, ...]


def plain(runs: Runs) -> str:
    """The text of runs alone."""
    return "".join(run.text for run in runs)


@value(frozen=True)
class Style:
    """How a paragraph is set: `size` and `pitch` (baseline to baseline) in points, exact on every machine.

    `floor` is the smallest size that fitting may use, 0 for a size that never changes; `before` the space above, in points
    (none above the first paragraph); `indent` where the text starts and `hang` how far the marker hangs left of it.
    """

    size: float
    pitch: float
    bold: bool = False
    colour: Colour = "dk1"
    floor: float = 0.0
    before: float = 0.0
    align: Literal["left", "center", "right"] = "left"
    indent: float = 0.0
    hang: float = 0.0
    marker: str = ""
    """`–`, `·`, or `1.` for numbers, which count from the one that is given; empty for none."""
    marker_colour: Colour = ""
    face: Literal["text", "code"] = "text"

    def at(self, size: float) -> Style:
        """The same style at another size, pitch and spaces in proportion."""
        by = size / self.size
        return replace(self, size=size, pitch=round(self.pitch * by, 2), before=round(self.before * by, 2))


@value(frozen=True)
class Paragraph:
    """Runs with their level. `style` is written out for figures and cells; None inherits the slot's level.

    `breaks` are the offsets in the text where lines were measured to end; writers do not write them, checks compare them.
    """

    runs: Runs
    level: int = 0
    style: Style | None = None
    breaks: tuple[int, ...] = ()
    marker: str | None = None
    """Overrides the level's marker: empty for none, `1.` for a number."""


def counted(marker: str | None) -> int:
    """The number that a marker counts from: 1 for `1.`; 0 for any other marker."""
    return int(marker[:-1]) if marker is not None and marker.endswith(".") and marker[:-1].isdecimal() else 0
