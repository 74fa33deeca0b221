"""Slides of PowerPoint files for outlines: what they say and where it stands, enough to be checked, spoken to and sketched.

Places are as they are said or inherited; sizes of text as the first run, its frame, the layout or the master says them. Tables
are their cells, row by row. What is drawn in other ways (charts, SmartArt, films) has a place and a name.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal, NamedTuple

from deckgen.formats.powerpoint.copy import crediting
from deckgen.formats.powerpoint.copy.choosing import Deck, by_section, chosen
from deckgen.formats.powerpoint.copy.fitting import fit
from deckgen.formats.powerpoint.copy.listing import CHARTS, DIAGRAM, Slide, is_film, notes_text, slides
from deckgen.formats.powerpoint.copy.names import MC, a, local, p, r, whole
from deckgen.formats.powerpoint.copy.opening import opened, sound
from deckgen.formats.powerpoint.copy.places import FOOT, TITLES, above, like, place_of, places
from deckgen.formats.powerpoint.copy.report import SENTENCES
from deckgen.formats.powerpoint.copy.source import Source
from deckgen.outline.native import Box, Frame, Native
from deckgen.problem import Problem, Unusable

POINT = 12700
ALIGN: dict[str, Literal["left", "center", "right"]] = {"ctr": "center", "r": "right"}
ANCHOR: dict[str, Literal["top", "middle", "bottom"]] = {"ctr": "middle", "b": "bottom"}
SIGNS = {b"\x89PNG": "png", b"\xff\xd8\xff": "jpeg"}


class Moved(NamedTuple):
    """How what stands in a group comes onto the slide: scaled first, then moved, in EMU."""

    across: float = 1.0
    down: float = 1.0
    x: float = 0.0
    y: float = 0.0


def read_natives(path: Path, asked: str) -> list[Native]:
    """The slides of a file that are asked for. Raises Unusable, and DeckgenError with problems that have no place."""
    source, found = held(path)
    with sound():
        return [_native(source, each) for each in chosen(Deck(source.name, found, by_section(found)), asked)]


def held(path: Path) -> tuple[Source, Sequence[Slide]]:
    """A deck and its slides, read once as long as the file stays as it is: a preview asks again at every letter."""
    try:
        state = path.stat()
    except OSError as error:
        raise Unusable(f"{path}: {error.strerror or error}") from None
    return _held(path, state.st_mtime_ns, state.st_size)


@lru_cache(maxsize=16)
def _held(path: Path, changed: int, size: int) -> tuple[Source, Sequence[Slide]]:
    source = opened(path)
    with sound():
        return source, slides(source)


def sized(native: Native, pages: tuple[float, float]) -> Problem | None:
    """What is to be known of a slide of another size than the pages, in points; None where it fits as it is."""
    own, target = ((round(each[0] * POINT), round(each[1] * POINT)) for each in (native.size, pages))
    by = fit(own, target, "scale")
    if by.still:
        return None
    kind = "size" if by.scale != 1 else "middle"
    return Problem(f"{native.path.name}, slide {native.number}: {SENTENCES[kind][0]}", None, "", f"picked-{kind}", "advice")


def _native(source: Source, slide: Slide) -> Native:
    part = source.listed[slide.number - 1][1]
    said = crediting.credit(source, slide)
    size = source.size[0] / POINT, source.size[1] / POINT
    root = source.tree(part)
    layouts = source.related(part, "slideLayout")
    masters = source.related(layouts[0], "slideMaster") if layouts else []
    trees = [source.tree(each[0]) if each else None for each in (layouts, masters)]
    notes = "\n\n".join(filter(None, (line.strip() for line in notes_text(source, part).split("\n"))))
    tree = root.find(f"{p}cSld/{p}spTree")
    frames = tuple(_frames(source, part, tree, Moved(), trees)) if tree is not None else ()
    id = slide.page.replace("~", "-") or slide.tag
    return Native(source.path, slide.number, id, " ".join(slide.title.split()), notes, frames, size, slide.hidden, source.digest,
                  said.get("talk", ""), said.get("author", ""), said.get("licence", ""), said.get("date", ""),
                  said.get("text", "") if slide.credit else "")


def _frames(source: Source, part: str, holder: Any, by: Moved, trees: Sequence[Any]) -> Iterator[Frame]:
    """What stands on a slide, or in one of its groups."""
    for each in holder:
        name = local(each) if isinstance(each.tag, str) else ""
        if each.tag == f"{MC}AlternateContent":
            older = each.find(f"{MC}Fallback")
            if older is not None:
                yield from _frames(source, part, older, by, trees)
        elif name == "grpSp":
            yield from _frames(source, part, each, _within(each, by), trees)
        elif name == "sp":
            yield from _text(each, by, trees)
        elif name == "pic":
            yield from _picture(source, part, each, by, trees)
        elif name == "graphicFrame":
            yield from _graphic(each, by, trees)


def _within(group: Any, by: Moved) -> Moved:
    xfrm = group.find(f"{p}grpSpPr/{a}xfrm")
    if xfrm is None or any(xfrm.find(f"{a}{name}") is None for name in ("off", "ext", "chOff", "chExt")):
        return by
    (x, y), (wide, high), (x0, y0), (wide0, high0) = (
        tuple(whole(xfrm.find(f"{a}{name}").get(key)) for key in keys)
        for name, keys in (("off", "xy"), ("ext", ("cx", "cy")), ("chOff", "xy"), ("chExt", ("cx", "cy"))))
    across, down = (wide / wide0 if wide0 else 1.0), (high / high0 if high0 else 1.0)
    return Moved(by.across * across, by.down * down, by.x + by.across * (x - across * x0), by.y + by.down * (y - down * y0))


def _box(shape: Any, by: Moved, trees: Sequence[Any]) -> tuple[Box | None, Any]:
    """Where a shape stands, and the placeholder of the layout that it takes after."""
    xfrm, model = place_of(shape), None
    own = next((each for each in places(shape.getparent()) if each.shape is shape), None)
    if own is not None and trees[0] is not None:
        model = like(own, places(trees[0]))
        if xfrm is None and model is not None:
            xfrm = place_of(model.shape)
        if xfrm is None and trees[1] is not None:
            master = above(model or own, places(trees[1]))
            xfrm = place_of(master.shape) if master is not None else None
    if xfrm is None:
        return None, model
    off, ext = xfrm.find(f"{a}off"), xfrm.find(f"{a}ext")
    x, y, wide, high = (whole(off.get("x")), whole(off.get("y")), whole(ext.get("cx")), whole(ext.get("cy")))
    return ((by.x + by.across * x) / POINT, (by.y + by.down * y) / POINT, by.across * wide / POINT, by.down * high / POINT), model


def _text(shape: Any, by: Moved, trees: Sequence[Any]) -> Iterator[Frame]:
    mark = shape.find(f"{p}nvSpPr/{p}nvPr/{p}ph")
    kind = mark.get("type", "obj") if mark is not None else ""
    body = shape.find(f"{p}txBody")
    said = paragraphs(body) if body is not None else ()
    if not said or kind in FOOT:
        return
    box, model = _box(shape, by, trees)
    if box is None:
        return
    upward = [each for each in (shape, model.shape if model is not None else None) if each is not None]
    frame = next((value for each in upward for found in each.iterfind(f"{p}txBody/{a}bodyPr")
                  if (value := found.get("anchor"))), "")
    title = kind in TITLES
    first = next(iter(body.iter(f"{a}p")))
    properties = first.find(f"{a}pPr")
    align = next((value for value in (properties.get("algn") if properties is not None else None,
                                      *(style.get("algn") for style in _levels(upward, title, kind, trees))) if value), "l")
    yield Frame("title" if title else "text", box, said, _size(shape, upward, title, kind, trees),
                ALIGN.get(align, "left"), ANCHOR.get(frame, "middle" if title and not frame else "top"))


def paragraphs(body: Any) -> tuple[str, ...]:
    """The paragraphs of a frame that say anything, each on one line."""
    found = ("".join((each.text or "") if local(each) == "t" else " " for each in paragraph.iter(f"{a}t", f"{a}br"))
             for paragraph in body.iter(f"{a}p"))
    return tuple(" ".join(each.split()) for each in found if each.strip())


def _levels(upward: Sequence[Any], title: bool, kind: str, trees: Sequence[Any]) -> Iterator[Any]:
    """What says how the first level of a frame's text looks, the nearest first."""
    for each in upward:
        yield from each.iterfind(f"{p}txBody/{a}lstStyle/{a}lvl1pPr")
    if trees[1] is not None and (title or kind):
        yield from trees[1].iterfind(f"{p}txStyles/{p}{'titleStyle' if title else 'bodyStyle'}/{a}lvl1pPr")


def _size(shape: Any, upward: Sequence[Any], title: bool, kind: str, trees: Sequence[Any]) -> float:
    runs = [whole(each.get("sz")) for each in shape.iterfind(f"{p}txBody/{a}p/{a}r/{a}rPr") if each.get("sz")]
    styles = [whole(each.get("sz")) for level in _levels(upward, title, kind, trees)
              for each in level.iterfind(f"{a}defRPr") if each.get("sz")]
    return ([*runs[:1], *styles] or [1800])[0] / 100


def _picture(source: Source, part: str, shape: Any, by: Moved, trees: Sequence[Any]) -> Iterator[Frame]:
    box, _ = _box(shape, by, trees)
    if box is None:
        return
    if is_film(shape):
        yield Frame("media", box)
        return
    blip = shape.find(f"{p}blipFill/{a}blip")
    relation = source.relations(part).get(blip.get(f"{r}embed", "") if blip is not None else "")
    data = source.part(relation.target) if relation is not None and relation.part and relation.there else b""
    cut = shape.find(f"{p}blipFill/{a}srcRect")
    left, top, right, bottom = (whole(cut.get(key)) / 100000 if cut is not None else 0.0 for key in "ltrb")
    known = any(data.startswith(sign) for sign in SIGNS)
    yield Frame("picture", box, picture=data if known else b"", crop=(left, top, right, bottom))


def _graphic(shape: Any, by: Moved, trees: Sequence[Any]) -> Iterator[Frame]:
    box, _ = _box(shape, by, trees)
    if box is None:
        return
    table = next(shape.iter(f"{a}tbl"), None)
    if table is not None:
        yield from _cells(table, box)
        return
    uri = next((each.get("uri", "") for each in shape.iter(f"{a}graphicData")), "")
    yield Frame("chart" if uri in CHARTS else "diagram" if uri == DIAGRAM else "object", box)


def _cells(table: Any, box: Box) -> Iterator[Frame]:
    across = [whole(each.get("w")) / POINT for each in table.iterfind(f"{a}tblGrid/{a}gridCol")]
    y = box[1]
    for row in table.iterfind(f"{a}tr"):
        high, x = whole(row.get("h")) / POINT, box[0]
        for cell, wide in zip(row.iterfind(f"{a}tc"), across, strict=False):
            body = cell.find(f"{a}txBody")
            said = paragraphs(body) if body is not None else ()
            if said:
                sizes = [whole(each.get("sz")) for each in body.iter(f"{a}rPr") if each.get("sz")]
                yield Frame("text", (x, y, wide, high), said, (sizes or [1800])[0] / 100)
            x += wide
        y += high
