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
    """`–`, `·`, or `1.` for numbers; empty for none."""
    marker_colour: Colour = ""
    face: Literal["text", "code"] = "text"
    caps: bool = False
    """Small letters are shown as capitals, which are wider."""
    tracking: float = 0.0
    """Extra space after each letter, in points."""
    share: float = 0.0
    """Where somebody's template counts the pitch as a share of the line (0.9 for 90 %): it then follows the size by itself."""
    after: float = 0.0
    """What of `before` such a template puts below the paragraph before instead."""

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
