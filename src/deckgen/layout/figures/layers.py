"""Layers: bands one above the other, the lowest dark. What works in parallel is many equal boxes, each with its arrow up.

The arrows start at the regions and end on the band above. A rectangle offers connectors only the middle of each side, so
the upper ends are placed on the band's edge, not glued; the lowest band names itself below its regions, out of the arrows' way.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from deckgen.layout.figures.nodes import (
    GAP,
    HERO,
    IN_BAND,
    IN_HERO,
    ORDINARY,
    STEPS,
    Lines,
    Look,
    label_width,
    look,
    lowered,
    natural,
    row_label,
    whole,
)
from deckgen.layout.pen import Drawn, Pen
from deckgen.outline.model import Layer, Layers, Node
from deckgen.scene import Box, Connector, End, Shape, Text

PAD = 18.0
INNER = 14.0


@dataclass
class Band:
    """A layer with its place: the words at its side, the regions' common size, and the height that all this needs."""

    layer: Layer
    dark: bool
    words: Lines
    note: Lines
    tag: Lines
    regions: list[Lines]
    side: float
    """Width of the words before the regions; 0 where they stand below."""
    region: float
    """Width of a region."""
    between: float
    caption: float
    """Height of the words below the regions."""
    need: float
    fits: bool


def draw(figure: Layers, pen: Pen) -> Drawn:
    """The layers as shapes, the upper band first, arrows last."""
    box = pen.box
    count = len(figure.layers)
    up = figure.arrows == "up"
    labels = [row_label(pen, layer) for layer in figure.layers]
    carries: Lines = ((figure.carries, pen.style("node")),)
    named = any(layer.name or layer.text for layer in figure.layers)
    left = label_width(pen, [*labels, carries] if figure.carries else labels, 0.25) if named else 0.0
    x = box.x + (left + GAP if left else 0.0)
    width = box.right - x
    gap = 40.0 if up else 14.0
    bands: list[Band] = []
    for by in STEPS:
        bands = [_band(pen, layer, n == 0 and count > 1, width, by) for n, layer in enumerate(figure.layers)]
        if all(band.fits for band in bands) and sum(band.need for band in bands) + gap * (count - 1) <= box.height + 0.1:
            break
    total = sum(band.need for band in bands)
    spare = box.height - total - gap * (count - 1)
    if up and count > 1 and spare > 0:
        more = min(spare, 36.0 * (count - 1))
        gap += more / (count - 1)
        spare -= more
    scale = (total + spare) / total if spare < 0 or spare > 0 else 1.0
    scale = min(scale, 1.8)
    y = box.y + max(0.0, box.height - total * scale - gap * (count - 1)) / 2
    shapes: list[Shape] = []
    lines: list[Shape] = []
    tops: dict[int, tuple[Text, list[Text]]] = {}
    for n in range(count - 1, -1, -1):
        band, label = bands[n], labels[n]
        place = Box(x, y, width, band.need * scale)
        if left:
            shapes.append(pen.text(Box(box.x, y, left, place.height), *label, anchor="middle"))
        body, regions, words = _draw(pen, band, place)
        tops[n] = body, regions
        shapes += [body, *regions, *words]
        if n and figure.carries and up and n == 1 and left:
            shapes.append(pen.text(Box(box.x, place.bottom, left, gap), *carries, anchor="middle"))
        y = place.bottom + gap
    if up:
        for n in range(count - 1):
            lines += _arrows(pen, *tops[n], tops[n + 1][0])
    first = [shape for shape in shapes if isinstance(shape, Text) and any(shape is body for body, _ in tops.values())]
    rest = [shape for shape in shapes if not any(shape is each for each in first)]
    return tuple([*first, *lines, *rest])


def _band(pen: Pen, layer: Layer, dark: bool, width: float, by: float) -> Band:
    kind = HERO if dark else look(layer, ORDINARY)
    words = lowered(((layer.title, pen.style("node", kind.ink)),), by)
    note = lowered(((layer.note, pen.style("gloss", kind.second, align="right" if dark and layer.title else "")),), by)
    tag = lowered(((layer.tag, pen.style("tag", "lt1" if dark else "").at(18)),), by)
    count = len(layer.regions)
    regions = [lowered(_region(pen, node, dark), by) for node in layer.regions]
    word = layer.between
    between = 12.0
    if word:
        between = max(natural(pen, lowered(((word, pen.style("node", "dk2")),), by)) + 20.0, 44.0)
    side = caption = 0.0
    said = any(text for text, _ in (*words, *note, *tag))
    if dark and count:
        caption = max((pen.height(width - 2 * INNER, line) for line in (*words, *note, *tag) if line[0]), default=0.0)
        if natural(pen, words) + natural(pen, note) + natural(pen, tag) + 2 * GAP > width - 2 * INNER and said:
            caption = pen.height(width - 2 * INNER, *words, *note, *tag)
    elif count and said:
        side = max(natural(pen, words), natural(pen, tag), min(natural(pen, note), width * 0.24))
        side = min(max(side, width * 0.2), width * 0.3) + GAP - 6.0
    pad = INNER if dark else PAD
    region = (width - 2 * pad - side - between * (count - 1)) / count if count else 0.0
    inner = region - 16.0
    fits = all(whole(pen, inner, each) for each in regions)
    high = max((pen.height(inner, *each) + (24.0 if not dark else 20.0) for each in regions), default=0.0)
    high = max(high, 42.0) if count else 0.0
    if count == 0:
        need = pen.height(width - 2 * PAD, *words, *note, *tag) + 2 * INNER
    elif side:
        need = max(high, pen.height(side - GAP + 6.0, *words, *note, *tag) + 10.0) + 2 * (PAD - 2.0)
    else:
        need = high + caption + (8.0 if caption else 0.0) + 2 * INNER - (2.0 if caption else 0.0)
    return Band(layer, dark, words, note, tag, regions, side, region, between, caption, need, fits)


def _region(pen: Pen, node: Node, dark: bool) -> Lines:
    kind = look(node, IN_HERO if dark else IN_BAND)
    big = pen.style("node" if dark else "node-big", kind.ink, align="center")
    return (node.name, big), (node.text, pen.style("gloss", align="center"))


def _draw(pen: Pen, band: Band, place: Box) -> tuple[Text, list[Text], list[Text]]:
    """A band's body, its regions, and the words in it."""
    layer, dark = band.layer, band.dark
    kind: Look = HERO if dark else look(layer, ORDINARY)
    if not layer.regions:
        body = pen.text(place, *band.words, *band.note, *band.tag, anchor="middle", fill=kind.fill, stroke=kind.stroke,
                        inset=(PAD, 4.0, PAD, 4.0))
        return body, [], []
    body = pen.text(place, fill=kind.fill, stroke=kind.stroke)
    pad = INNER if dark else PAD
    top = place.y + pad
    high = place.height - 2 * pad - (band.caption + 6.0 if band.caption else 0.0)
    x = place.x + pad + band.side
    regions: list[Text] = []
    words: list[Text] = []
    for n, (node, lines) in enumerate(zip(layer.regions, band.regions, strict=True)):
        own = look(node, IN_HERO if dark else IN_BAND)
        if n and layer.between:
            words.append(pen.text(Box(x - band.between, top, band.between, high),
                                  (layer.between, pen.style("node", "lt1" if dark else "dk2", align="center")), anchor="middle"))
        regions.append(pen.text(Box(x, top, band.region, high), *lines, anchor="middle", fill=own.fill, stroke=own.stroke,
                                inset=(8.0, 4.0, 8.0, 4.0)))
        x += band.region + band.between
    if band.side:
        words += _aside(pen, band, Box(place.x + pad, top, band.side - GAP + 6.0, high))
    elif band.caption:
        words += _caption(pen, band, Box(place.x + pad, top + high + 6.0, place.width - 2 * pad, band.caption))
    return body, regions, words


def _aside(pen: Pen, band: Band, place: Box) -> list[Text]:
    """Title and note at the top, the tag at the bottom."""
    lines = tuple(line for line in (*band.words, *band.note) if line[0])
    high = pen.height(place.width, *lines) if lines else 0.0
    words = [pen.text(Box(place.x, place.y, place.width, high), *lines)] if lines else []
    if band.layer.tag:
        own = pen.height(place.width, *band.tag)
        words.append(pen.text(Box(place.x, place.bottom - own, place.width, own), *band.tag, anchor="bottom"))
    return words


def _caption(pen: Pen, band: Band, place: Box) -> list[Text]:
    """Title at the left, tag beside it, note at the right; one below the other where they do not fit on a line."""
    parts = [lines for lines in (band.words, band.tag, band.note) if lines[0][0]]
    if sum(natural(pen, lines) for lines in parts) + 2 * GAP > place.width and len(parts) > 1:
        plain = tuple((text, replace(style, align="left")) for lines in parts for text, style in lines)
        return [pen.text(place, *plain, anchor="middle")]
    words = []
    x = place.x
    for lines in parts:
        wide = natural(pen, lines)
        left = place.right - wide if lines is band.note and lines[0][1].align == "right" else x
        words.append(pen.text(Box(left, place.y, wide, place.height), *lines, anchor="middle"))
        x = left + wide + GAP / 2
    return words


def _arrows(pen: Pen, body: Text, regions: list[Text], above: Text) -> list[Shape]:
    if not regions:
        return [pen.join(body, "top", above, "bottom")]
    return [Connector(((region.box.middle[0], region.box.y), (region.box.middle[0], above.box.bottom)), End(region.id, "top"))
            for region in regions]
