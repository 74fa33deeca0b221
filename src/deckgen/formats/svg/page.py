"""One page as an SVG document: its ground, what its layout always draws, then its shapes in reading order."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Mapping
from math import hypot
from typing import assert_never
from zlib import crc32

from deckgen.formats.svg.paint import Paint, frame, head_size, number, said, through
from deckgen.formats.svg.text import block, in_slot, sheet, written_out
from deckgen.scene import (
    Box,
    Chart,
    Connector,
    Deck,
    Formula,
    Group,
    Line,
    Page,
    Picture,
    Shape,
    Stroke,
    Table,
    Text,
)
from deckgen.text.face import Face
from deckgen.text.paragraph import Click, Paragraph, Run
from deckgen.theme.model import Layout, Slot, Theme
from deckgen.theme.ruler import ruler

TYPES = {"png": "image/png", "jpeg": "image/jpeg", "svg": "image/svg+xml"}


def page_svg(page: Page, deck: Deck, theme: Theme, face: Face, position: int, styled: bool = True,
             art: Mapping[str, str] | None = None) -> str:
    """A page of a deck as SVG; `position` is its number, from 1. Not `styled`: without the style sheet of its faces, for a
    document that holds many pages and has it once (`text.sheet`). `art` has addresses of pictures that lie below the pages of
    layouts, by their names: what somebody's template draws.
    """
    layout = theme.layouts[page.layout]
    writer = Writer(Paint(theme, layout, deck.language), face)
    native = page.native is not None  # somebody else's slide has nothing of our layout
    number_slot = layout.slots.get("number") if not native else None
    counted = Text(number_slot.frame, (Paragraph((Run(str(position)),)),), "number") if number_slot is not None else None
    size = f"{number(theme.width)} {number(theme.height)}"
    below = (art or {}).get(page.layout, "") if not native else ""
    picture = (f'<image width="{number(theme.width)}" height="{number(theme.height)}" preserveAspectRatio="none" '
               f'href="{said(below)}" aria-hidden="true"/>' if below else "")
    style = f"<style>{sheet(theme)}</style>" if styled else ""
    return (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size}" lang="{said(deck.language)}" '
            f'xml:space="preserve" role="img" aria-label="{said(page.title)}">{style}'
            f'<rect width="{number(theme.width)}" height="{number(theme.height)}" fill="{writer.paint.ground}"/>{picture}'
            f"{_always(layout, deck, theme, writer.paint) if not native else ''}{writer.shapes(page.shapes)}"
            f"{writer.shapes([counted]) if counted else ''}</svg>")


def _always(layout: Layout, deck: Deck, theme: Theme, paint: Paint) -> str:
    """The lines of the layout, and the grey ruler."""
    own = () if theme.foreign or not layout.ruler else ruler(deck.ruler)
    return "".join([_line(each, paint) for each in (*own, *layout.lines)])


def _line(line: Line, paint: Paint) -> str:
    return paint.path(((line.x1, line.y1), (line.x2, line.y2)), Stroke(line.colour, line.width, line.dash))


class Writer:
    """Writes the shapes of one page."""

    def __init__(self, paint: Paint, face: Face) -> None:
        self.paint, self.face = paint, face

    def shapes(self, shapes: Iterable[Shape]) -> str:
        """Shapes in their order."""
        return "".join([self._shape(shape) for shape in shapes])

    def _shape(self, shape: Shape) -> str:
        match shape:
            case Text(slot=""):
                return self._text(shape)
            case Text():
                return self._placeholder(shape, self.paint.layout.slots[shape.slot])
            case Line():
                return _line(shape, self.paint)
            case Connector():
                return self._connector(shape)
            case Table():
                from deckgen.formats.svg.table import table
                return _group(table(shape, self.paint, self.face), shape.name, shape.alt, shape.click)
            case Chart():
                from deckgen.formats.svg.chart import chart
                return _group(chart(shape, self.paint, self.face), shape.name, shape.alt, shape.click)
            case Formula():
                from deckgen.formats.svg.formula import formula
                return _group(formula(shape, self.paint), shape.name, "", shape.click)
            case Picture():
                return _picture(shape)
            case Group():
                return _group(self.shapes(shape.shapes), shape.name, shape.alt, shape.click)
            case _:
                assert_never(shape)

    def _placeholder(self, text: Text, slot: Slot) -> str:
        if slot.unseen:
            return ""
        ground = self.paint.rectangle(text.box, slot.fill)
        left, top, right, bottom = slot.margins or (slot.pad[0], slot.pad[1], slot.pad[0], slot.pad[1])
        box = text.box
        room = Box(box.x + left, box.y + top, box.width - left - right, box.height - top - bottom)
        words = block(in_slot(text.paragraphs, slot, text.sizes), room, slot.anchor, self.paint, self.face)
        return f'<g data-slot="{said(slot.name)}">{ground}{words}</g>'

    def _text(self, text: Text) -> str:
        box, (left, top, right, bottom) = text.box, text.inset
        room = Box(box.x + left, box.y + top, box.width - left - right, box.height - top - bottom)
        words = block(written_out(text.paragraphs), room, text.anchor, self.paint, self.face)
        return self._geometry(text) + words

    def _geometry(self, text: Text) -> str:
        box, look = text.box, self.paint.fill(text.fill) + self.paint.stroke(text.stroke)
        if not (text.fill or text.stroke):
            return ""
        x, y = box.middle
        match text.geometry:
            case "ellipse":
                return (f'<ellipse cx="{number(x)}" cy="{number(y)}" rx="{number(box.width / 2)}" '
                        f'ry="{number(box.height / 2)}"{look}/>')
            case "diamond":
                return f'<path d="{through(((x, box.y), (box.right, y), (x, box.bottom), (box.x, y)))}Z"{look}/>'
            case _:
                return f"<rect{frame(box)}{look}/>"

    def _connector(self, line: Connector) -> str:
        look, points = Stroke(line.colour, line.width, line.dash), list(line.points)
        if not line.head:
            return self.paint.path(points, look)
        (x1, y1), (x2, y2) = points[-2:]
        length = hypot(x2 - x1, y2 - y1) or 1.0
        size = min(head_size(line.width), length)
        along, across = ((x2 - x1) / length, (y2 - y1) / length), (-(y2 - y1) / length, (x2 - x1) / length)
        base = x2 - along[0] * size, y2 - along[1] * size
        points[-1] = base[0] + along[0], base[1] + along[1]  # the line ends inside its head
        corners = ((x2, y2), (base[0] + across[0] * size / 2, base[1] + across[1] * size / 2),
                   (base[0] - across[0] * size / 2, base[1] - across[1] * size / 2))
        return f'{self.paint.path(points, look)}<path d="{through(corners)}Z"{self.paint.fill(line.colour)}/>'


def _group(inner: str, name: str, alt: str, click: Click) -> str:
    if not (alt or click):
        return f"<g>{inner}</g>" if name else inner
    label = f' aria-label="{said(alt)}"' if alt else ""
    return f"<g{label}" + (f' data-click="{click}"' if click else "") + f">{inner}</g>"


def _picture(shape: Picture) -> str:
    """A picture inside the document; of an SVG its PNG, which cannot run anything."""
    media, box = shape.media, shape.box
    data, kind = (media.stand_in, "png") if media.kind == "svg" and media.stand_in else (media.data, media.kind)
    left, top, right, bottom = shape.crop
    width, height = box.width / (1 - left - right), box.height / (1 - top - bottom)
    whole = Box(box.x - left * width, box.y - top * height, width, height)
    address = f"data:{TYPES[kind]};base64,{b64encode(data).decode()}"
    label = f' role="img" aria-label="{said(shape.alt)}"' if shape.alt else ' aria-hidden="true"'
    image = f'<image{frame(whole)} preserveAspectRatio="none" href="{address}"{label}/>'
    key = f' data-key="{said(shape.key)}"' if shape.key else ""
    if any(shape.crop):
        clip = f"clip-{crc32(f'{shape.key} {frame(box)}'.encode())}"
        return f'<g{key}><clipPath id="{clip}"><rect{frame(box)}/></clipPath><g clip-path="url(#{clip})">{image}</g></g>'
    return f"<g{key}>{image}</g>"
