"""Text: every line where it was measured to end, on base lines of exact pitch.

A line whose pitch is given in points stands its face's descent above its end, as LibreOffice sets it; VISUAL's 0.8 of the pitch
is within two points of that up to 28 points, and higher above. Letters are not placed one by one: the
reader's face sets them, so a line reads well in any. Code alone is stretched to its measured width, for its face is known on
few machines.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from urllib.parse import urlsplit

from deckgen.formats.svg.paint import Paint, number, said
from deckgen.problem import columns
from deckgen.scene import Box
from deckgen.text.face import Face
from deckgen.text.paragraph import Numbering, Paragraph, Run, Runs, Style, plain
from deckgen.text.scripts import Script, from_right, holds_han, split_scripts
from deckgen.text.wrap import SMALL
from deckgen.theme.model import Slot, Theme
from deckgen.value import value

DESCENT = 0.212
"""How far below its base line a line ends, in sizes of its text: the descent of Arial and its twin."""
SHIFT = {1: 0.3, -1: -0.25}
"""How far sub- and superscripts are moved, in sizes of the text."""
SCHEMES = frozenset(("http", "https", "mailto"))
"""Where a link may lead: nothing that a browser would run."""
EAST = ("Microsoft YaHei", "PingFang SC", "Noto Sans CJK SC", "Source Han Sans SC")
WEST = {"Arial": ("Liberation Sans", "Helvetica"), "Calibri": ("Carlito",)}
CODE = ("Consolas", "Menlo", "Liberation Mono")
MATHS = ("Cambria Math", "STIX Two Math", "Latin Modern Math", "Times New Roman", "Liberation Serif")


@value(frozen=True)
class Setting:
    """A paragraph with the style that it has in its place."""

    paragraph: Paragraph
    style: Style


def in_slot(paragraphs: Sequence[Paragraph], slot: Slot, sizes: tuple[Style, ...]) -> list[Setting]:
    """Paragraphs of a placeholder: their levels' styles, at the sizes that fitting chose."""
    levels = sizes or slot.levels
    found = []
    for each in paragraphs:
        style = each.style or levels[min(each.level, len(levels) - 1)]
        if each.marker == "" and each.style is None:  # starts at the edge on the first level, else where its text does
            style = replace(style, marker="", hang=0.0, indent=0.0 if each.level == 0 else style.indent)
        elif each.marker is not None:
            style = replace(style, marker=each.marker)
        found.append(Setting(each, style))
    return found


def written_out(paragraphs: Sequence[Paragraph]) -> list[Setting]:
    """Paragraphs of figures and cells, which carry their styles."""
    return [Setting(each, each.style or Style(18, 26)) for each in paragraphs]


def block(settings: Sequence[Setting], room: Box, anchor: str, paint: Paint, face: Face) -> str:
    """All paragraphs in a room, which is the frame without its insets."""
    y = room.y
    height = sum(_before(settings, at) + len(_ends(each.paragraph)) * each.style.pitch for at, each in enumerate(settings))
    if anchor == "middle":
        y += (room.height - height) / 2
    elif anchor == "bottom":
        y += room.height - height
    numbering = Numbering()
    out = []
    for at, each in enumerate(settings):
        y += _before(settings, at)
        marker = each.style.marker
        if number_ := numbering.next(marker, each.paragraph.level):
            marker = str(number_)
        text, y = _paragraph(each, marker, room, y, paint, face)
        out.append(text)
    return "".join(out)


def _before(settings: Sequence[Setting], at: int) -> float:
    return settings[at].style.before if at else 0.0


def _ends(paragraph: Paragraph) -> tuple[int, ...]:
    return paragraph.breaks or (len(plain(paragraph.runs)),)


def _paragraph(value: Setting, marker: str, room: Box, y: float, paint: Paint, face: Face) -> tuple[str, float]:
    """The lines of a paragraph that starts at a height, and where the next one starts."""
    paragraph, style = value.paragraph, value.style
    text = plain(paragraph.runs)
    left, right = room.x + style.indent, room.right - paragraph.narrower
    turned = from_right(text)
    x, side = {"left": (left, "start"), "center": ((left + right) / 2, "middle"), "right": (right, "end")}[style.align]
    if turned:
        x, side = {"start": (right, "start"), "middle": (x, "middle"), "end": (left, "end")}[side]
    look = f' font-size="{number(style.size)}"{_weight(style.bold)} fill="{paint.colour(style.colour)}"'
    look += f' text-anchor="{side}"' if side != "start" else ""
    look += ' direction="rtl"' if turned else ""
    look += f' letter-spacing="{number(style.tracking)}"' if style.tracking else ""
    chinese = holds_han(text)
    out, start = [], 0
    if marker:
        base = number(y + style.pitch - DESCENT * style.size)
        out.append(f'<text x="{number(left - style.hang)}" y="{base}"{_marker(style, paint)}>{said(marker)}</text>')
    first = x - style.hang if style.hang and not marker and side == "start" and not turned else x
    for end in _ends(paragraph):
        line = _cut(paragraph.runs, start, end)
        at, first = first, x
        if line:
            spans = _spans(line, style, chinese, paint, face)
            out.append(f'<text x="{number(at)}" y="{number(y + style.pitch - DESCENT * style.size)}"{look}>{spans}</text>')
        y += style.pitch
        start = end
    drawn = "".join(out)
    return (f'<g data-click="{paragraph.click}">{drawn}</g>' if paragraph.click else drawn), y


def _marker(style: Style, paint: Paint) -> str:
    colour = style.marker_colour or style.colour
    return f' font-size="{number(style.size)}"{_weight(style.bold)} fill="{paint.colour(colour)}"'


def _weight(bold: bool) -> str:
    return ' font-weight="700"' if bold else ""


def _cut(runs: Runs, start: int, end: int) -> list[Run]:
    """The runs of a line, without the white space that hangs over its end."""
    found, at = [], 0
    for run in runs:
        piece = run.text[max(start - at, 0):max(end - at, 0)]
        at += len(run.text)
        if piece:
            found.append(replace(run, text=piece))
    while found and (kept := found[-1].text.rstrip(" \n")) != found[-1].text:
        if kept:
            found[-1] = replace(found[-1], text=kept)
            break
        found.pop()
    return found


def _spans(line: list[Run], style: Style, chinese: bool, paint: Paint, face: Face) -> str:
    """A line's runs: one `tspan` for each look and face. What is shifted up or down is moved back by the next."""
    out, shift = [], 0.0
    for run in line:
        size = run.size or style.size * (SMALL if run.shift else 1.0)
        wanted = -SHIFT.get(run.shift, 0.0) * style.size
        text = run.text.upper() if style.caps else run.text
        look = f' font-size="{number(size)}"' if size != style.size else ""
        if (run.bold or run.brush) and not style.bold:
            look += _weight(True)
        colour = run.colour or ("accent1" if run.brush else "hlink" if run.link else None)
        look += f' fill="{paint.colour(colour)}"' if colour else ""
        look += ' text-decoration="underline"' if run.link else ""
        look += f' data-key="{said(run.key)}"' if run.key else ""
        look += ' data-loose=""' if run.key and not run.exact else ""
        pieces = []
        for part, script in [(text, Script.LATIN)] if run.code else split_scripts(text, chinese):
            own = ""
            if wanted != shift:
                own, shift = f' dy="{number(wanted - shift)}"', wanted
            own += _face(run, script, text, style, size, face)
            pieces.append(f"<tspan{look}{own}>{said(part)}</tspan>" if look or own else said(part))
        spans = "".join(pieces)
        if run.link and urlsplit(run.link).scheme in SCHEMES:
            spans = f'<a href="{said(run.link)}" target="_blank" rel="noopener noreferrer">{spans}</a>'
        out.append(spans)
    return "".join(out)


def _face(run: Run, script: Script, text: str, style: Style, size: float, face: Face) -> str:
    if run.code:
        wide = (sum(map(columns, text)) * style.cell if style.cell
                else sum(map(face.advances(style.bold or run.bold, True).__getitem__, text))) * size
        stretch = f' textLength="{number(wide)}" lengthAdjust="spacingAndGlyphs"' if wide and text.strip() else ""
        return f' class="code"{stretch}'
    return ' class="east"' if script is Script.HAN_SYMBOL else ""


@lru_cache(maxsize=16)
def faces(latin: str, east_asian: str, code: str) -> str:
    """The style sheet of a page: the theme's faces, then free ones of their widths. Signs of the East Asian face are asked of it
    first; Han finds it by itself, and digits beside Han stay Latin."""
    west, east = _names(latin, *WEST.get(latin, ())), _names(east_asian, *EAST)
    return (f"text{{font-family:{west},{east},sans-serif;font-kerning:none;white-space:pre}}"
            f".east{{font-family:{east},{west},sans-serif}}.code{{font-family:{_names(code, *CODE)},{east},monospace}}"
            f".math text{{font-family:{_names(*MATHS)},{east},serif}}")


def sheet(theme: Theme) -> str:
    """The style sheet for pages of a theme."""
    return faces(theme.latin, theme.east_asian, theme.code)


def _names(*names: str) -> str:
    return ",".join(f"'{name}'" for name in dict.fromkeys(name.replace("'", "").replace("<", "") for name in names))
