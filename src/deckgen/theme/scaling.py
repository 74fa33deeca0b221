"""A theme at another size: everything that is measured in points, by one factor."""

from __future__ import annotations

from dataclasses import replace
from math import floor

from deckgen.scene import Box, Line
from deckgen.text.paragraph import Style
from deckgen.theme.model import Layout, Slot, Theme


def scaled_box(box: Box, by: float) -> Box:
    """A rectangle, places and sizes alike."""
    return Box(box.x * by, box.y * by, box.width * by, box.height * by)


def scaled_line(line: Line, by: float) -> Line:
    """A rule, with its width and its dashes."""
    dash = (line.dash[0] * by, line.dash[1] * by) if line.dash is not None else None
    return replace(line, x1=line.x1 * by, y1=line.y1 * by, x2=line.x2 * by, y2=line.y2 * by, width=line.width * by, dash=dash)


def scaled_style(style: Style, by: float) -> Style:
    """A style, with its floor, its indents and its spaces."""
    return replace(style, size=style.size * by, pitch=style.pitch * by, floor=style.floor * by, before=style.before * by,
                   after=style.after * by, indent=style.indent * by, hang=style.hang * by, tracking=style.tracking * by)


def scaled_slot(slot: Slot, by: float) -> Slot:
    """A slot with all its levels."""
    margins = slot.margins
    if margins is not None:
        margins = margins[0] * by, margins[1] * by, margins[2] * by, margins[3] * by
    return replace(slot, box=scaled_box(slot.box, by), levels=tuple(scaled_style(each, by) for each in slot.levels),
                   pad=(slot.pad[0] * by, slot.pad[1] * by), margins=margins)


def scaled_layout(layout: Layout, by: float) -> Layout:
    """A layout with its slots and rules."""
    return replace(layout, slots={name: scaled_slot(slot, by) for name, slot in layout.slots.items()},
                   lines=tuple(scaled_line(line, by) for line in layout.lines),
                   rules={name: scaled_line(line, by) for name, line in layout.rules.items()})


def scaled_theme(theme: Theme, by: float) -> Theme:
    """A theme whose page, layouts and styles are so many times as large. Notes pages stay as they are."""
    return replace(theme, width=theme.width * by, height=theme.height * by, scale=theme.scale * by,
                   layouts={name: scaled_layout(layout, by) for name, layout in theme.layouts.items()},
                   styles={name: scaled_style(style, by) for name, style in theme.styles.items()})


def halves(size: float) -> float:
    """A size of text as it is written, rounded down: half points; on a page as small as a stamp tenths."""
    parts = 2 if size >= 9 else 10
    return floor(size * parts + 0.01) / parts
