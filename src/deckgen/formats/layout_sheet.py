"""A sheet that draws a theme's layouts: each as the roles see it on the colour of its ground, its slots as named rectangles with
their sizes."""

from __future__ import annotations

from html import escape

from deckgen.scene import Box
from deckgen.theme.model import Layout, Slot, Theme
from deckgen.theme.palette import contrast

WIDE, GAP, HEAD, ACROSS = 300.0, 24.0, 24.0, 3
"""A page on the sheet, in points: its width, the room between, the line above; and how many stand side by side."""
FACE = 'font-family="Arial, Microsoft YaHei, Noto Sans CJK SC, sans-serif"'


def sheet(theme: Theme) -> str:
    """The sheet as SVG. Roles that use one layout alike share a drawing."""
    groups: dict[tuple[str, tuple[tuple[str, Box], ...]], list[str]] = {}
    for role, layout in theme.layouts.items():
        key = layout.part or layout.name, tuple((name, slot.box) for name, slot in layout.slots.items())
        groups.setdefault(key, []).append(role)
    high = WIDE * theme.height / theme.width
    count = len(groups)
    down = -(-count // ACROSS)
    width, height = GAP + ACROSS * (WIDE + GAP), GAP + down * (high + HEAD + GAP)
    pages = []
    for number, roles in enumerate(groups.values()):
        x, y = GAP + number % ACROSS * (WIDE + GAP), GAP + number // ACROSS * (high + HEAD + GAP)
        pages.append(_page(theme, theme.layouts[roles[0]], roles, x, y + HEAD, WIDE / theme.width))
    return (f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:g}" height="{height:g}" viewBox="0 0 {width:g} {height:g}">'
            f'<rect width="{width:g}" height="{height:g}" fill="#E8E8E8"/>{"".join(pages)}</svg>\n')


def _page(theme: Theme, layout: Layout, roles: list[str], x: float, y: float, by: float) -> str:
    words = f"{', '.join(roles)}: {layout.shown}" + (f" ({layout.type})" if layout.type else "")
    ground = layout.ground or theme.colours["dk1" if layout.dark else "lt1"]
    ink = "#FFFFFF" if contrast(ground, "FFFFFF") > contrast(ground, "111111") else "#111111"
    shapes = "".join([_slot(name, slot, by, ink) for name, slot in layout.slots.items()])
    return (f'<text x="{x:g}" y="{y - 8:g}" font-size="10" {FACE}>{escape(words)}</text><g transform="translate({x:g} {y:g})">'
            f'<rect width="{theme.width * by:g}" height="{theme.height * by:g}" fill="#{ground}" '
            f'stroke="#888888"/>{shapes}</g>')


def _slot(name: str, slot: Slot, by: float, ink: str) -> str:
    box = slot.box
    dash = ' stroke-dasharray="4 3"' if slot.kind == "area" else ""
    size = f" {slot.levels[0].size:g}↓{slot.levels[0].floor:.3g}" if slot.levels else ""
    label = min(9.0, max(box.height * by * 0.8, 4.0))
    return (f'<rect x="{box.x * by:.2f}" y="{box.y * by:.2f}" width="{box.width * by:.2f}" height="{box.height * by:.2f}" '
            f'fill="{ink}" fill-opacity="0.06" stroke="{ink}" stroke-opacity="0.6"{dash}/>'
            f'<text x="{box.x * by + 4:.2f}" y="{box.y * by + label + 1:.2f}" font-size="{label:.1f}" fill="{ink}" {FACE}>'
            f"{escape(name + size)}</text>")
