"""Pictures: as large as their place allows, never stretched, without a frame; what they show below or beside them.

A picture that is high and narrow leaves room at its right: its caption stands there, level with the picture's head, where one
looks first, and the picture keeps its whole height. What the first paragraph of a caption says is the point; more explain it.
"""

from __future__ import annotations

from dataclasses import replace
from math import ceil

from deckgen.layout.pen import Pen
from deckgen.layout.prose import pieces
from deckgen.outline.blocks import Image
from deckgen.scene import Box, Media, Picture, Text
from deckgen.source.words import Words
from deckgen.text.inline import plain_words
from deckgen.text.paragraph import Runs, Style
from deckgen.text.title import balance

GAP, GUTTER = 12.0, 24.0
"""Between a picture and its caption, below it and beside it."""
COLUMN = 74.0
"""From one column of the page to the next, its gutter included: a caption beside a picture starts there, where it has room."""
BESIDE = 198.0, 420.0
"""How wide a caption beside a picture is: three columns at least, six at most."""
LARGE = 0.9
"""How much of the picture's height a caption beside it may take in larger letters."""
SHARE = 0.5
"""The part of its place that a caption may take from the picture."""


def draw(image: Image, pen: Pen) -> tuple[Picture | Text, ...]:
    """The picture in the pen's box, and its caption."""
    media, room = pen.pictures[image.key], pen.box
    name, alt = f"{pen.prefix}.image", plain_words(image.alt) if image.alt is not None and not image.decorative else ""

    def picture(box: Box, crop: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)) -> Picture:
        return Picture(box, media, crop, image.key, name, alt)

    if image.caption is None:
        return (picture(*_placed(image, media, room)),)
    label = f"{pen.prefix}.caption"
    whole, crop = _placed(image, media, room)
    start = room.x + COLUMN * ceil((whole.right + GUTTER - room.x) / COLUMN)
    if room.right - start < BESIDE[0]:
        start = whole.right + GUTTER
    left = room.right - start
    if image.fit == "contain" and left >= BESIDE[0]:
        wide = min(left, BESIDE[1])
        place = Box(start, whole.y, wide, whole.height)
        lead, more = pen.style("lead"), pen.style("cell")
        for first, rest in ((lead.at(28), replace(more.at(24), before=16.0)), (lead, replace(more, before=12.0))):
            lines = _lines(image.caption, pen, wide, (first, rest))
            if pen.height(wide, *lines) <= place.height * (LARGE if first is not lead else 1.0):
                return picture(whole), pen.text(place, *lines, name=label)
    lines = _lines(image.caption, pen, room.width, (pen.style("cell"), pen.style("cell")))
    high = min(pen.height(room.width, *lines), room.height * SHARE)
    box, crop = _placed(image, media, replace(room, height=room.height - high - GAP))
    return picture(box, crop), pen.text(Box(room.x, box.bottom + GAP, room.width, high), *lines, name=label)


def _lines(caption: Words, pen: Pen, width: float, styles: tuple[Style, Style]) -> list[tuple[Runs, Style]]:
    """The paragraphs of a caption, the first in a style of its own; two lines break at sense, as those of a title."""
    found = [(runs, styles[min(place, 1)]) for place, runs in enumerate(pieces(pen.runs(caption)))]
    return [(balance(runs, style, width, pen.face) or runs, style) for runs, style in found]


def _placed(image: Image, media: Media, room: Box) -> tuple[Box, tuple[float, float, float, float]]:
    """Where the picture stands in its room, at the left and above, and what is cut off of it."""
    if image.fit == "contain":
        by = min(room.width / media.width, room.height / media.height)
        if media.kind != "svg":
            by = min(by, 1.0)  # fewer pixels than points are seen as squares
        return Box(room.x, room.y, media.width * by, media.height * by), (0.0, 0.0, 0.0, 0.0)
    own, wanted = media.width / media.height, room.width / room.height
    if own > wanted:
        side = (1 - wanted / own) / 2
        return room, (side, 0.0, side, 0.0)
    above = (1 - own / wanted) / 2
    return room, (0.0, above, 0.0, above)
