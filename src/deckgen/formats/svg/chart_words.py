"""The words of charts: numbers of axes, names of categories, labels at points, and the legend."""

from __future__ import annotations

from collections.abc import Callable

from deckgen.formats.svg.paint import Paint
from deckgen.formats.svg.text import block, written_out
from deckgen.scene import Box, Chart, Data
from deckgen.text.face import Face
from deckgen.text.paragraph import Colour, Paragraph, Run, Style, plain
from deckgen.text.wrap import natural_width, wrap

AIR = 6.0
"""Between an axis and its words."""
PITCH = 1.2
KEY = 10.0
"""The side of a sign in the legend."""
Point = tuple[float, float]


class Words:
    """Writes words in the size of one chart."""

    def __init__(self, chart: Chart, paint: Paint, face: Face) -> None:
        self.chart, self.paint, self.face = chart, paint, face

    def style(self, colour: Colour, bold: bool = False, side: str = "start") -> Style:
        """How words are set: as programs set one line of them."""
        size = self.chart.size
        align = {"start": "left", "middle": "center", "end": "right"}[side]
        return Style(size, round(size * PITCH, 2), bold, colour, align=align)  # type: ignore[arg-type]

    def text(self, words: Run | str, x: float, y: float, side: str, colour: Colour, bold: bool = False,
             ground: Colour | None = None) -> str:
        """Words in one line around a middle at `y`; `x` is where they start, end, or have their middle."""
        run = words if isinstance(words, Run) else Run(words)
        style = self.style(colour, bold, side)
        wide = natural_width((run,), style, self.face)
        left = {"start": x, "middle": x - wide / 2, "end": x - wide}[side]
        box = Box(left, y - style.pitch / 2, wide, style.pitch)
        below = self.paint.rectangle(box, ground) if ground else ""
        return below + block(written_out([Paragraph((run,), style=style)]), box, "middle", self.paint, self.face)

    def name(self, name: Run, x: float, y: float, side: str, room: float, middle: bool = False) -> str:
        """The name of a category, in as many lines as its room asks for; `y` is its top, or its middle."""
        style = self.style(self.chart.ink, False, side)
        runs = (name,)
        ends = wrap(runs, style, max(room + style.size / 2, 2 * style.size), self.face) if plain(runs) else (0,)
        wide = max(room, 1.0)
        left = {"start": x, "middle": x - wide / 2, "end": x - wide}[side]
        height = style.pitch * len(ends)
        top = y - height / 2 if middle else y
        return block(written_out([Paragraph(runs, style=style, breaks=ends)]), Box(left, top, wide, height), "top", self.paint,
                     self.face)

    def legend(self, box: Box, key: Callable[[Data, Box], str]) -> str:
        """The names of the series in a row, each behind its sign."""
        style = self.style(self.chart.ink)
        widths = [natural_width((data.name,), style, self.face) + KEY + AIR for data in self.chart.series]
        apart = (box.width - sum(widths)) / (len(widths) + 1) if len(widths) else 0.0
        apart = max(min(apart, 40.0), 8.0)
        x, y = box.x + max((box.width - sum(widths) - apart * (len(widths) - 1)) / 2, 0.0), box.middle[1]
        out = []
        for data, wide in zip(self.chart.series, widths, strict=True):
            out.append(key(data, Box(x, y - KEY / 2, KEY, KEY)))
            out.append(self.text(data.name, x + KEY + AIR, y, "start", self.chart.ink))
            x += wide + apart
        return "".join(out)

