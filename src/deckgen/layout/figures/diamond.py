"""Questions in diamonds, whose lines are as long as the diamond is wide at their height."""

from __future__ import annotations

from dataclasses import replace

from deckgen.layout.figures.nodes import broken, whole
from deckgen.layout.pen import Pen
from deckgen.source.words import Words
from deckgen.text.paragraph import Runs, Style
from deckgen.text.wrap import wrap

REACH = 0.52
"""How far a line's ink reaches from its middle, with air, in em: words must not touch the slopes, and stand by their ink."""


def in_diamond(pen: Pen, name: Words, style: Style, width: float) -> tuple[Runs, float]:
    """A question broken so that it stands in a low diamond of a width, and the height of that; 0 where it never does.

    A line fits where the diamond is as wide as it at the line's far edge.
    """
    best: tuple[Runs, float] = ((), 0.0)
    runs = pen.runs(name)
    for share in (0.84, 0.7, 0.56):
        if not whole(pen, width * share, ((name, style),)):
            continue
        ends = wrap(runs, style, width * share, pen.face)
        set_ = broken(pen, ((name, style),), width * share)[0][0] if len(ends) > 1 else runs
        lines = _split(pen.runs(set_), wrap(pen.runs(set_), style, width * share, pen.face))
        if len(lines) > 3:
            continue
        high = 0.0
        for number, line in enumerate(lines):
            away = abs(number - (len(lines) - 1) / 2) * style.pitch + REACH * style.size
            high = max(high, 2 * away / (1 - pen.width(line, style) / width))
        if not best[1] or high < best[1] - 4.0:
            best = _joined(lines), high
    return best


def _split(runs: Runs, ends: tuple[int, ...]) -> list[Runs]:
    """The runs line by line."""
    lines, start = [], 0
    for end in ends:
        line, at = [], 0
        for run in runs:
            text = run.text[max(0, start - at):max(0, end - at)].strip("\n")
            if text:
                line.append(replace(run, text=text))
            at += len(run.text)
        lines.append(tuple(line))
        start = end
    return [line for line in lines if line]


def _joined(lines: list[Runs]) -> Runs:
    """Lines as runs with forced breaks."""
    return tuple(replace(run, text=run.text.rstrip(" ") + "\n") if run is line[-1] and line is not lines[-1] else run
                 for line in lines for run in line)
