"""A slide of somebody's PowerPoint file on a page: in the deck it is the slide itself, everywhere else this sketch of it.

The sketch has its title, its texts in their boxes, its pictures, and a name where a chart or a drawing is; a line below says
where it comes from. Text is set as large as the slide says, or smaller until it fits: it is somebody else's, so nothing here is
an error.
"""

from __future__ import annotations

from collections.abc import Iterator

from deckgen.layout.furniture import credit_of
from deckgen.layout.pen import Pen
from deckgen.outline.model import Borrowed, Outline
from deckgen.outline.native import Frame, Native
from deckgen.outline.program import Entry
from deckgen.scene import Box, Media, Page, Picture, Shape, Stroke, Text
from deckgen.text.inline import plain_words, read_inline, read_notes
from deckgen.text.paragraph import Paragraph, Run, Runs, Style
from deckgen.theme.model import Layout, Theme

INSET = (7.2, 3.6, 7.2, 3.6)
"""What PowerPoint leaves between a frame and its text, in points."""
PITCH = 1.2
SMALLEST, STEP = 6.0, 0.9
FRAME = Stroke("accent3", 0.75, (3.0, 3.0))
LABEL = 12.0


def native_page(entry: Entry, outline: Outline, theme: Theme, pen: Pen) -> Page:
    """The page of a slide that is kept as it is."""
    slide, borrowed = entry.slide, outline.borrowed[entry.slide.id]
    assert slide.native is not None
    notes = read_notes(slide.notes) if slide.notes is not None else ()
    title = plain_words(entry.title) if entry.title is not None else ""
    shapes = tuple(_sketch(slide.native, entry, pen))
    return Page(slide.id, slide.id, bare(theme).name, title, (*shapes, _below(borrowed, pen)), notes, entry.minutes, slide.hidden,
                entry.part == "backup", credit_of(outline, slide.id, pen), slide.native)


def bare(theme: Theme) -> Layout:
    """The layout of the theme with the least on it."""
    return next((each for each in theme.layouts.values() if each.role == "blank"),
                min(theme.layouts.values(), key=lambda each: len(each.slots)))


def _sketch(native: Native, entry: Entry, pen: Pen) -> Iterator[Shape]:
    page = pen.box
    scale = min(page.width / native.size[0], page.height / native.size[1])
    left, top = (page.width - scale * native.size[0]) / 2, (page.height - scale * native.size[1]) / 2
    if left > 1 or top > 1:
        yield Text(Box(left, top, scale * native.size[0], scale * native.size[1]), stroke=FRAME, name=pen.ident())
    words = iter(entry.slide.data.values())
    for frame in native.frames:
        x, y, wide, high = (scale * each for each in frame.box)
        box = Box(left + x, top + y, max(wide, 1.0), max(high, 1.0))
        if frame.kind == "picture" and frame.picture:
            kind = "png" if frame.picture.startswith(b"\x89PNG") else "jpeg"
            yield Picture(box, Media(frame.picture, kind, box.width, box.height), frame.crop, name=pen.ident())  # type: ignore[arg-type]
        elif frame.kind == "title":
            runs = [read_inline(entry.title) if entry.title is not None else (Run(" ".join(frame.paragraphs)),)]
            yield _text(frame, box, runs, scale, pen)
        elif frame.kind == "text":
            yield _text(frame, box, [read_inline(each) if (each := next(words, None)) is not None else (Run(said),)
                                     for said in frame.paragraphs], scale, pen)
        else:
            style = Style(LABEL, LABEL * PITCH, colour="dk2", align="center")
            name = pen.word(f"native-{frame.kind}") if pen.theme.has_word(f"native-{frame.kind}") else Run(frame.kind)
            yield Text(box, (pen.set((name,), style, box.width),), stroke=FRAME, anchor="middle", name=pen.ident())


def _text(frame: Frame, box: Box, runs: list[Runs], scale: float, pen: Pen) -> Text:
    """Text in its frame, smaller until it fits or can't be read any more."""
    room = max(box.width - INSET[0] - INSET[2], LABEL)
    size = max(frame.size * scale, SMALLEST)
    while True:
        style = Style(size, size * PITCH, align=frame.align)
        found = tuple(pen.set(each, style, room) for each in runs)
        if size <= SMALLEST or sum(max(len(each.breaks), 1) for each in found) * style.pitch <= box.height:
            return Text(box, found, anchor=frame.anchor, inset=INSET, name=pen.ident())
        size = max(size * STEP, SMALLEST)


def _below(borrowed: Borrowed, pen: Pen) -> Text:
    """Where the slide comes from, small, at the foot."""
    word = pen.word("native").text if pen.theme.has_word("native") else "as it is in"
    style = Style(LABEL, LABEL * PITCH, colour="dk2")
    runs = (Run(f"{word} {borrowed.public}".strip()),)
    height = style.pitch + 4
    return Text(Box(pen.box.x + 24, pen.box.bottom - height - 2, pen.box.width - 48, height),
                (Paragraph(runs, style=style, breaks=(len(runs[0].text),)),), fill="lt1", name=pen.ident())
