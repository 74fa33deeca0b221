"""Layers: bands one above the other, the lowest dark. What works in parallel is many equal boxes, each with its arrow up.

The arrows start over the regions and end on the band above, glued where they meet the bands' edges. What a band says stands in
one column at its left, out of the arrows' way; where that leaves its regions too little width, the words stand below them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal, get_args

from deckgen.layout.figures.nodes import (
    GAP,
    HERO,
    IN_BAND,
    IN_HERO,
    ORDINARY,
    STEPS,
    Lines,
    broken,
    label_width,
    line_count,
    look,
    lowered,
    natural,
    row_label,
    whole,
)
from deckgen.layout.pen import Drawn, Pen, Readable, glue, sited
from deckgen.outline.figures import Layer, Layers, Node
from deckgen.scene import Box, Connector, Shape, Text
from deckgen.text.paragraph import plain

ROOMY, TIGHT, TIGHTEST = 16.0, 10.0, 8.0
"""The padding of a band."""
NARROW = 600.0
"""A narrower figure stands beside text, and has the names of its layers in the bands."""
BESIDE = 14.0
"""From what the arrows carry to the first of them."""
Below = Literal["none", "lowest", "narrow"]
ATTEMPTS: tuple[tuple[bool, Below, float], ...] = (
    *((False, below, by) for by in (0.0, 2.0, 4.0) for below in get_args(Below)[:2]),
    *((True, below, by) for by in STEPS for below in get_args(Below)[::2]))
"""Whether bands are tight, which of them have their words below their regions (none, the lowest, or each whose regions are else
too narrow), and how much smaller texts are."""


@dataclass
class Band:
    """A layer with its texts at one size, and the height that it needs."""

    layer: Layer
    dark: bool
    pad: float
    words: Lines
    note: Lines
    tag: Lines
    regions: list[Lines]
    side: float
    """The width of the words before the regions; 0 where they stand below, or there are none."""
    region: float
    between: float
    caption: float
    """The height of the words below the regions."""
    need: float
    fits: bool

    @property
    def parts(self) -> list[Lines]:
        """What the band says beside its regions."""
        return [lines for lines in (self.words, self.tag, self.note) if lines[0][0]]


def draw(figure: Layers, pen: Pen) -> Drawn:
    """The layers as shapes: the bands, the arrows, then from top to bottom what stands in them and beside them."""
    box, count, up = pen.box, len(figure.layers), figure.arrows == "up"
    inside = box.width < NARROW and not figure.carries and all(
        layer.regions and layer.title is None and layer.note is None for layer in figure.layers)
    if inside:  # names before the bands would read as one more column of the text beside the figure
        figure = replace(figure, layers=tuple(replace(layer, title=layer.name, note=layer.text) for layer in figure.layers))
    labels = [() if inside else row_label(pen, layer) for layer in figure.layers]
    carries: Lines = ((figure.carries, pen.style("node")),)
    left = 0.0 if inside else label_width(pen, [*labels, carries] if up else labels, 0.25 if box.width > NARROW else 0.3)
    x = box.x + left + GAP if left else box.x
    gap = 40.0 if up else 14.0
    bands: list[Band] = []
    for tight, below, by in ATTEMPTS:
        gap = (22.0 if by > 4 else 30.0 if tight else 40.0) if up else (8.0 if tight else 14.0)
        bands = _bands(figure, pen, box.right - x, by, tight, below)
        labels = [() if inside else broken(pen, lowered(row_label(pen, layer), by), left) for layer in figure.layers]
        for band, label in zip(bands, labels, strict=True):
            band.need = max(band.need, pen.height(left, *label))
        fits = all(band.fits for band in bands) and all(whole(pen, left, label) for label in labels)
        if fits and sum(band.need for band in bands) + gap * (count - 1) <= box.height + 0.1:
            break
    else:
        pen.complain("the layers are too full for this place", figure.layers[0].name,
                     "shorten them, or give the figure a slide of its own")
    total = sum(band.need for band in bands)
    spare = max(0.0, box.height - total - gap * (count - 1))
    if up and count > 1:
        wider = min(spare / (count - 1) / 2, 24.0)
        gap, spare = gap + wider, spare - wider * (count - 1)
    scale = min((total + spare) / total, 2.2) if total else 1.0
    y = box.y
    bodies: list[Text] = []
    regions: list[list[Text]] = []
    words: list[Shape] = []
    for n in range(count - 1, -1, -1):
        place = Box(x, y, box.right - x, bands[n].need * scale)
        if left:
            words.append(pen.text(Box(box.x, y, left, place.height), *labels[n], anchor="middle"))
        body, boxes, more = _draw(pen, bands[n], place)
        bodies.insert(0, body)
        regions.insert(0, boxes)
        words += [*boxes, *more]
        y = place.bottom + gap
    if up and count > 1 and figure.carries:
        words.append(_carries(pen, carries, Box(box.x, bodies[1].box.bottom, left, gap), bodies[0], regions[0]))
    arrows = [arrow for n in range(count - 1) for arrow in _arrows(pen, bodies[n], regions[n], bodies[n + 1])] if up else []
    return sited((*bodies, *arrows, *words))


def _bands(figure: Layers, pen: Pen, width: float, by: float, tight: bool, below: Below) -> list[Band]:
    """The bands measured; their regions start at one line where that leaves all of them room."""
    dark = len(figure.layers) > 1
    bands = [_band(pen, layer, dark and n == 0, width, by, tight, below == "lowest" and dark and n == 0)
             for n, layer in enumerate(figure.layers)]
    if below == "narrow":
        bands = [band if band.fits else _band(pen, band.layer, band.dark, width, by, tight, True) for band in bands]
    side = max(band.side for band in bands)
    level = [_band(pen, band.layer, band.dark, width, by, tight, False, side) if band.side else band for band in bands]
    return level if all(band.fits for band in level) else bands


def _band(pen: Pen, layer: Layer, dark: bool, width: float, by: float, tight: bool, below: bool, least: float = 0.0) -> Band:
    """Measure a band whose words before the regions are at least so wide; or that has them `below` the regions."""
    kind = HERO if dark else look(layer, ORDINARY)
    pad = ROOMY if not tight else TIGHT if by < 6 else TIGHTEST
    count = len(layer.regions)
    inner = width - 2 * pad
    words = lowered(((layer.title, pen.style("node", kind.ink)),), by)
    note = lowered(((layer.note, pen.style("gloss", kind.second)),), by)
    tag = lowered(((layer.tag, pen.style("tag", "lt1" if dark else "").at(18)),), by)
    regions = [lowered(_region(pen, node, dark), by) for node in layer.regions]
    between = 12.0 if count < 5 else 10.0
    if layer.between:
        between = max(natural(pen, lowered(((layer.between, pen.style("node")),), by)) + 20.0, 44.0)
    band = Band(layer, dark, pad, words, note, tag, regions, 0.0, 0.0, between, 0.0, 0.0, True)
    if not count or below:
        band.caption = _caption_height(pen, band, inner)
    if not count:
        band.need = max(band.caption + 2 * pad, 42.0)
        return band
    if band.parts and not band.caption:
        phrases = tuple((_phrases(text), style) for text, style in note)
        side = max(natural(pen, words), natural(pen, tag), min(natural(pen, phrases), width * 0.27))
        band.side = max(min(max(side, width * (0.12 if tight else 0.2)), width * 0.3), least)
        band.note = broken(pen, note, band.side)
        band.fits = all(whole(pen, band.side, lines) for lines in band.parts)
    band.region = (inner - (band.side + GAP - 6.0 if band.side else 0.0) - between * (count - 1)) / count
    room = band.region - 2 * _pad(band.region)
    band.regions = [broken(pen, each, room) for each in regions]
    band.fits &= all(whole(pen, room, each) and _fair(pen, each, room) for each in band.regions)
    high = max(max(pen.height(room, *each) for each in band.regions) + (10.0 if tight else 22.0), 38.0 if tight else 42.0)
    if band.side:
        high = max(high, sum(pen.height(band.side, *lines) for lines in band.parts) + (0.0 if tight else 6.0))
    band.need = high + 2 * pad + (band.caption + 4.0 if band.caption else 0.0)
    return band


def _phrases(text: Readable) -> str:
    """A note with a line for each of its phrases, to see how wide these are."""
    return str(text or "").replace("，", "，\n").replace("；", "；\n").replace(", ", ",\n").replace("; ", ";\n")


def _region(pen: Pen, node: Node, dark: bool) -> Lines:
    kind = look(node, IN_HERO if dark else IN_BAND)
    big = replace(pen.style("node" if dark else "node-big", kind.ink, align="center"), floor=16.0)
    return (node.name, big), (node.text, pen.style("gloss", align="center"))


def _pad(region: float) -> float:
    return 8.0 if region > 100 else 4.0


def _fair(pen: Pen, lines: Lines, width: float) -> bool:
    """Whether a short name is broken at its spaces only, a longer one into two lines at most."""
    text, style = lines[0]
    words = plain(pen.runs(text))
    return line_count(pen, text, style, width) <= (len(words.split()) if len(words) < 5 else 2)


def _draw(pen: Pen, band: Band, place: Box) -> tuple[Text, list[Text], list[Text]]:
    """A band's body, its regions, and the words in it."""
    layer, pad = band.layer, band.pad
    kind = HERO if band.dark else look(layer, ORDINARY)
    body = pen.text(place, fill=kind.fill, stroke=None if kind is ORDINARY and layer.regions else kind.stroke)
    inner = place.inset(pad)
    if not layer.regions:
        return body, [], _caption(pen, band, inner)
    high = inner.height - (band.caption + 4.0 if band.caption else 0.0)
    x = inner.x + (band.side + GAP - 6.0 if band.side else 0.0)
    regions: list[Text] = []
    words: list[Text] = []
    for n, (node, lines) in enumerate(zip(layer.regions, band.regions, strict=True)):
        own = look(node, IN_HERO if band.dark else IN_BAND)
        if n and layer.between:
            word = pen.style("node", "lt1" if band.dark else "dk2", align="center")
            words.append(pen.text(Box(x - band.between, inner.y, band.between, high), (layer.between, word), anchor="middle"))
        regions.append(pen.text(Box(x, inner.y, band.region, high), *lines, anchor="middle", fill=own.fill, stroke=own.stroke,
                                inset=(_pad(band.region), 2.0, _pad(band.region), 2.0)))
        x += band.region + band.between
    if band.side:
        words += _aside(pen, band, Box(inner.x, inner.y, band.side, high))
    elif band.caption:
        words += _caption(pen, band, Box(inner.x, inner.y + high + 4.0, inner.width, band.caption))
    return body, regions, words


def _aside(pen: Pen, band: Band, place: Box) -> list[Text]:
    """The title, the tag right below what it is about, the note; the tag of a whole layer below all that is said of it."""
    titled = band.layer.title is not band.layer.name
    parts = (*band.words, *band.tag, *band.note) if titled else (*band.words, *band.note, *band.tag)
    lines, top = tuple(line for line in parts if line[0]), band.pad > 10 and titled
    return [pen.text(place, *lines, anchor="top" if top else "middle")] if lines else []


def _in_line(pen: Pen, parts: list[Lines], width: float) -> bool:
    return sum(natural(pen, lines) for lines in parts) + GAP * (len(parts) - 1) <= width


def _caption_height(pen: Pen, band: Band, width: float) -> float:
    if _in_line(pen, band.parts, width):
        return max((pen.height(width, *lines) for lines in band.parts), default=0.0)
    return sum(pen.height(width, *lines) for lines in band.parts)


def _caption(pen: Pen, band: Band, place: Box) -> list[Text]:
    """Title and tag at the left, the note at the right; one below the other where they do not fit on a line."""
    if not _in_line(pen, band.parts, place.width):
        return [pen.text(place, *(line for lines in band.parts for line in lines), anchor="middle")]
    words = []
    x = place.x
    for lines in band.parts:
        wide = natural(pen, lines)
        if lines is band.note and len(band.parts) > 1:
            x = place.right - wide
            lines = tuple((text, replace(style, align="right")) for text, style in lines)
        words.append(pen.text(Box(x, place.y, wide, place.height), *lines, anchor="middle"))
        x += wide + GAP / 2
    return words


def _carries(pen: Pen, lines: Lines, place: Box, body: Text, regions: list[Text]) -> Text:
    """What the arrows carry: before the first of them, or in the column of names where it is too near."""
    first = regions[0].box.middle[0] if regions else body.box.middle[0]
    wide = natural(pen, lines)
    if first - BESIDE - wide > body.box.x:
        place = Box(first - BESIDE - wide, place.y, wide, place.height)
        lines = tuple((text, replace(style, align="right")) for text, style in lines)
    return pen.text(place, *lines, anchor="middle")


def _arrows(pen: Pen, body: Text, regions: list[Text], above: Text) -> list[Connector]:
    """From the band's edge over each region to the band above; from the middle of a band that has none."""
    if not regions:
        return [pen.join(body, "top", above, "bottom")]
    arrows = []
    for region in regions:
        start, end = (region.box.middle[0], body.box.y), (region.box.middle[0], above.box.bottom)
        arrows.append(Connector((start, end), glue(body, "top", start), glue(above, "bottom", end)))
    return arrows
