"""How documents look on paper: one place for sizes and colours, which all writers keep."""

from __future__ import annotations

from collections.abc import Mapping

from deckgen.documents.model import Size, Table
from deckgen.formats.rendered import HAN, LIKE
from deckgen.problem import columns
from deckgen.text.paragraph import plain
from deckgen.theme.model import Theme
from deckgen.value import value

WIDTH, HEIGHT, MARGIN = 210.0, 297.0, 20.0
"""A4 and its margins, in millimetres."""
GAP = 6.0
"""Between a picture and what stands beside it."""
RULED, TOGETHER = 8.0, 8
"""From one line to write on to the next, for handwriting, Chinese too; and how many lines are never parted over two sheets."""
SIZES: Mapping[Size, tuple[float, float]] = {"small": (9.5, 15.0), "normal": (12.0, 21.0), "large": (18.0, 26.0)}
"""Size and pitch of text in points. A script is read at arm's length, standing: twelve points on twenty-one."""
HEADINGS = ((24.0, 32.0), (14.0, 20.0), (13.0, 19.0), (10.5, 16.0))
"""The title, then headings of levels 1, 2 and 3."""
INDENT = 18.0
"""How far a list is set in for each level, in points."""


@value(frozen=True)
class Ink:
    """The faces and colours of a theme for paper, RRGGBB."""

    latin: str
    east_asian: str
    code: str
    ink: str
    second: str
    brush: str
    grey: str
    link: str


def ink_of(theme: Theme) -> Ink:
    """A theme's ink on paper: that of its notes page, which is printed too."""
    colours = {**theme.colours, **theme.paper}
    return Ink(theme.latin, theme.east_asian or "Microsoft YaHei", theme.code, colours["dk1"], colours["dk2"], colours["accent1"],
               colours["accent3"], colours["hlink"])


def fitted(width: float, ratio: float, room: float) -> float:
    """How wide a picture is set: as asked for where pages are 16:9; higher pages are made so narrow that they are no higher."""
    return min(width * min(1.0, 9 / 16 / ratio), room)


def stand_ins(face: str) -> tuple[str, ...]:
    """A face, and free ones of the same widths where it is not on the machine."""
    return (face, *LIKE.get(face, ()))


def faces_for_han(face: str) -> tuple[str, ...]:
    """Faces that can set Chinese, the best first: the theme's, those like it, then any free one."""
    return tuple(dict.fromkeys((*stand_ins(face), *HAN)))


def shares(table: Table) -> list[float]:
    """How wide the columns of a table are, as shares of the whole: each by its longest cell, as far as a line may be long."""
    rows = (table.header, *table.rows)
    longest = [max(8, *(min(columns(plain(row[at])), 48) for row in rows)) for at in range(len(table.header))]
    return [each / sum(longest) for each in longest]
