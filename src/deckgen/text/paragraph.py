"""Runs, styles and paragraphs: text as it is set, each stretch with the address of the author's words behind it."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
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
    size: float = 0.0
    """A size of its own in points; 0 for the paragraph's."""
    cite: bool = False
    """A citation as it was typed, `[@key]`, before the mark that stands for it is known."""


Runs = tuple[Run, ...]

Click = Literal["", "click", "with"]
"""When something appears in the show: from the start, at a click of its own, or with what appeared at the click before."""


def plain(runs: Runs) -> str:
    """The text of runs alone."""
    return "".join(run.text for run in runs)


def lines(runs: Runs) -> list[Runs]:
    """Runs parted at their line breaks; empty lines are left out."""
    found: list[list[Run]] = [[]]
    for run in runs:
        first, *others = run.text.split("\n")
        if first:
            found[-1].append(run if not others else replace(run, text=first))
        for text in others:
            found.append([replace(run, text=text)] if text else [])
    return [tuple(line) for line in found if line]


STEP = 2.0
"""How far sizes step down at a time, in points."""


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
    caps: bool = False
    """Small letters are shown as capitals, which are wider."""
    tracking: float = 0.0
    """Extra space after each letter, in points."""
    share: float = 0.0
    """Where somebody's template counts the pitch as a share of the line (0.9 for 90 %): it then follows the size by itself."""
    cell: float = 0.0
    """Of code in columns: the width of a cell in em; Han characters are set two cells wide. 0 for all other text."""
    after: float = 0.0
    """What of `before` such a template puts below the paragraph before instead."""

    def at(self, size: float) -> Style:
        """The same style at another size, pitch and spaces in proportion."""
        return _at(self, size)

    def lowered(self, by: float) -> Style:
        """The style so many points smaller, as far as its floor; one without a floor keeps its size."""
        size = max(self.size - by, min(self.floor or self.size, self.size))
        return self if size == self.size else self.at(size)

    def smaller(self) -> list[Style]:
        """The style itself and its smaller sizes, in steps of two points down to its floor."""
        steps = int(max(self.size - self.floor, 0.0) // STEP) if self.floor else 0
        return [self.lowered(STEP * step) for step in range(steps + 1)]


@lru_cache(maxsize=512)
def _at(style: Style, size: float) -> Style:
    """A deck has few styles, and every fitted text tries their smaller sizes."""
    by = size / style.size
    return replace(style, size=size, pitch=round(style.pitch * by, 2), before=round(style.before * by, 2))


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
    click: Click = ""
    narrower: float = 0.0
    """How much earlier than its frame its lines end, in points; see `wrap`."""

    @property
    def height(self) -> float:
        """The height of its lines in points, where it carries its style and was broken into lines; else 0."""
        return len(self.breaks) * self.style.pitch if self.style is not None else 0.0


def counted(marker: str | None) -> int:
    """The number that a marker counts from: 1 for `1.`; 0 for any other marker."""
    return int(marker[:-1]) if marker is not None and marker.endswith(".") and marker[:-1].isdecimal() else 0


class Numbering:
    """Counts the paragraphs of numbered lists, by level: what stands deeper leaves a list open, all else on its level ends it."""

    def __init__(self) -> None:
        self.counts: dict[int, int] = {}

    def next(self, marker: str | None, level: int) -> int:
        """The number of the next paragraph; 0 for one whose marker is no number."""
        self.counts = {at: number for at, number in self.counts.items() if at <= level}
        first = counted(marker)
        if not first:
            self.counts.pop(level, None)
            return 0
        self.counts[level] = self.counts.get(level, first - 1) + 1
        return self.counts[level]
