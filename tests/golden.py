"""Pages as text, to be read like code: what stands where, in which lines, and what is glued to what. One line a shape, in order.

    flow  figure                                           the page and its layout
      title        48   64  864   88  流程从左往右读         a placeholder: its place, its lines parted by ⏎
      group        48  160  864  288  …                    its alternative text; what is in it stands further in
        text       48  160   91  206  lt1  accent3/1.5  20b 数据准备

Numbers are points, rounded. `pytest tests/test_gallery.py --golden` writes the files in `decks/` anew; then read the difference.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from deckgen.scene import Box, Chart, Connector, Formula, Group, Line, Page, Stroke, Table, Text
from deckgen.text.paragraph import Paragraph, plain


def as_text(page: Page) -> str:
    """One page, its notes left out."""
    return "\n".join([f"{page.id}  {page.layout}", *told(page.shapes, "  ")]) + "\n"


def told(shapes: Sequence[Any], indent: str) -> Iterator[str]:
    """A line for each shape. What has no words here yet says its kind and place."""
    for shape in shapes:
        match shape:
            case Text():
                yield indent + joined(f"{shape.slot or 'text':<9}", placed(shape.box), shape.fill, stroked(shape.stroke),
                                      shape.geometry if shape.geometry != "rect" else "",
                                      " ".join(f"{size.size:g}" for size in shape.sizes), words(shape.paragraphs))
            case Line():
                yield indent + joined("line     ", f"{shape.x1:.0f},{shape.y1:.0f} {shape.x2:.0f},{shape.y2:.0f}",
                                      stroked(Stroke(shape.colour, shape.width, shape.dash)))
            case Connector():
                ends = " → ".join(f"{end.shape.rpartition('.')[2]}.{end.side}" if end else "·"
                                  for end in (shape.start, shape.end))
                yield indent + joined("connector", " ".join(f"{x:.0f},{y:.0f}" for x, y in shape.points),
                                      stroked(Stroke(shape.colour, shape.width, shape.dash)), ends)
            case Table():
                yield indent + joined("table    ", placed(shape.box), shape.alt)
                for row in shape.rows:
                    yield indent + "  " + " | ".join(words(cell.paragraphs) for cell in row)
            case Chart():
                yield indent + joined("chart    ", placed(shape.box), shape.type, f"{shape.axis.low:g}–{shape.axis.high:g}",
                                      shape.alt)
                names = ", ".join(each.text for each in shape.categories)
                for data in shape.series:
                    yield f"{indent}  {data.name.text}: {names} = {', '.join(str(value) for value in data.values)}"
            case Formula():
                yield indent + joined("formula  ", placed(shape.box), f"{shape.size:g}", shape.said.text)
            case Group():
                yield indent + joined("group    ", placed(shape.box), shape.alt)
                yield from told(shape.shapes, indent + "  ")
            case _:
                yield indent + joined(f"{type(shape).__name__.lower():<9}", placed(shape.box), shape.alt)


def joined(*parts: str | None) -> str:
    return "  ".join(part for part in parts if part)


def placed(box: Box) -> str:
    return " ".join(f"{each:4.0f}" for each in (box.x, box.y, box.width, box.height))


def stroked(stroke: Stroke | None) -> str:
    return f"{stroke.colour}/{stroke.width:g}{'--' if stroke.dash else ''}" if stroke else ""


def words(paragraphs: Sequence[Paragraph]) -> str:
    """Each paragraph with its size and weight where it carries them, and the line breaks that were measured."""
    found = []
    for each in paragraphs:
        text = plain(each.runs)
        starts = (0, *each.breaks[:-1])
        lines = [text[a:b].strip() for a, b in zip(starts, (*starts[1:], len(text)), strict=True)]
        style = each.style
        size = f"{style.size:g}{'b' if style.bold else ''} " if style else ""
        found.append(size + "⏎".join(lines))
    return " ¶ ".join(found)
