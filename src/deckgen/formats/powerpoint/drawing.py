"""DrawingML in small pieces: measures, colours, lines, text properties, runs.

PowerPoint measures in EMU (12,700 to the point) and in hundredths of a point for type. A run as we write it:

    <a:r><a:rPr lang="zh-CN" altLang="en-US" b="1"/><a:t>规模</a:t></a:r>

Fonts stand in the theme and never on runs, except for symbols that both faces own (→ × …): those go in a run of their own
with `a:latin`, `a:ea` and `a:sym` set to one theme face, or two arrows in one line come from two fonts.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache

from deckgen.scene import Stroke
from deckgen.text.paragraph import Colour, Paragraph, Run, Style, counted, plain
from deckgen.text.scripts import Script, from_right, holds_han, split_cells, split_scripts

A = "http://schemas.openxmlformats.org/drawingml/2006/main"
P = "http://schemas.openxmlformats.org/presentationml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
NAMESPACES = f'xmlns:a="{A}" xmlns:r="{R}" xmlns:p="{P}"'
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

SLOTS = {"dk1": "tx1", "lt1": "bg1", "dk2": "tx2", "lt2": "bg2"}
"""Theme slots as slides name them: through the master's colour map, so that a dark master turns them round."""


def escape(text: str) -> str:
    """Text for XML content or a double-quoted attribute."""
    if "&" in text:
        text = text.replace("&", "&amp;")
    if "<" in text:
        text = text.replace("<", "&lt;")
    if ">" in text:
        text = text.replace(">", "&gt;")
    return text.replace('"', "&quot;") if '"' in text else text


def attribute(text: str) -> str:
    """Text for an attribute that keeps its line breaks, such as an alternative text."""
    return escape(text).replace("\n", "&#10;")


def emu(points: float) -> int:
    """Points in English metric units."""
    return round(points * 12700)


def number(value: float) -> str:
    """A number as charts and spreadsheets write it: no exponent and no `.0` where it can do without."""
    return f"{value:.15g}"


@lru_cache(maxsize=256)
def colour(value: Colour) -> str:
    """A colour of the theme, with its shade: `lt2/88`, `accent1/60+40`."""
    slot, _, shade = value.partition("/")
    slot = SLOTS.get(slot, slot)
    if not shade:
        return f'<a:schemeClr val="{slot}"/>'
    mod, _, off = shade.partition("+")
    extra = f'<a:lumOff val="{int(off) * 1000}"/>' if off else ""
    return f'<a:schemeClr val="{slot}"><a:lumMod val="{int(mod) * 1000}"/>{extra}</a:schemeClr>'


def fill(value: Colour | None) -> str:
    """A solid fill, or none."""
    return f"<a:solidFill>{colour(value)}</a:solidFill>" if value else "<a:noFill/>"


def dash(pattern: tuple[float, float] | None, width: float) -> str:
    """A dash pattern in points; `a:custDash` counts in thousandths of a percent of the line's width."""
    if pattern is None:
        return '<a:prstDash val="solid"/>'
    on, off = (round(part / width * 100000) for part in pattern)
    return f'<a:custDash><a:ds d="{on}" sp="{off}"/></a:custDash>'


def stroke(value: Stroke | None, tag: str = "a:ln", more: str = "") -> str:
    """The outline of a shape or the border of a cell; `more` follows the dash (join, head and tail ends)."""
    if value is None:
        return f"<{tag}><a:noFill/></{tag}>"
    join = more or ('<a:miter lim="800000"/>' if tag == "a:ln" else "")
    return (f'<{tag} w="{emu(value.width)}" cap="flat" cmpd="sng" algn="ctr">{fill(value.colour)}'
            f"{dash(value.dash, value.width)}{join}</{tag}>")


ALIGNED = {"left": "l", "center": "ctr", "right": "r"}
TURNED = {"left": "r", "center": "ctr", "right": "l"}
"""From right to left PowerPoint's indents count from the right by themselves; sides are named as they are seen."""


def transform(x: float, y: float, width: float, height: float, tag: str = "a:xfrm", attributes: str = "") -> str:
    """Offset and extent."""
    return (f'<{tag}{attributes}><a:off x="{emu(x)}" y="{emu(y)}"/><a:ext cx="{emu(width)}" cy="{emu(height)}"/></{tag}>')


@lru_cache(maxsize=512)
def properties(style: Style, tag: str = "a:pPr", runs: bool = True, margin: float | None = None,
               turned: bool = False) -> str:
    """Paragraph properties of a style: spacing in exact points, indent, marker; with `a:defRPr` where `runs`.

    `margin` is how much earlier than their frame the lines of a paragraph end; `turned` is one from right to left.
    """
    aligned = side(style, turned) if turned else f' algn="{ALIGNED[style.align]}"'
    attributes = f' marL="{emu(style.indent)}"{right(margin)} indent="{-emu(style.hang)}"{aligned}'
    spacing = (f'<a:lnSpc><a:spcPts val="{round(style.pitch * 100)}"/></a:lnSpc>'
               f'<a:spcBef><a:spcPts val="{round(style.before * 100)}"/></a:spcBef><a:spcAft><a:spcPts val="0"/></a:spcAft>')
    default = f"<a:defRPr{size(style)}>{fill(style.colour)}</a:defRPr>" if runs else ""
    return f"<{tag}{attributes}>{spacing}{bullet(style)}{default}</{tag}>"


def right(margin: float | None) -> str:
    """The right margin of a paragraph, where it is said."""
    return "" if margin is None else f' marR="{emu(margin)}"'


def side(style: Style | None, turned: bool) -> str:
    """Direction and alignment of a paragraph from right to left, whose style says how it would stand from left to right."""
    return f' algn="{TURNED[style.align if style is not None else "left"]}" rtl="1"' if turned else ""


def bullet(style: Style, marker: str | None = None) -> str:
    """The marker of a paragraph: a character, a number, or none."""
    sign = style.marker if marker is None else marker
    if not sign:
        return "<a:buNone/>"
    tint = f"<a:buClr>{colour(style.marker_colour)}</a:buClr>" if style.marker_colour else ""
    if first := counted(sign):
        start = f' startAt="{first}"' if first > 1 else ""
        return f'{tint}<a:buFont typeface="+mj-lt"/><a:buAutoNum type="arabicPlain"{start}/>'
    return f'{tint}<a:buFont typeface="+mj-ea"/><a:buChar char="{escape(sign)}"/>'


def size(style: Style) -> str:
    """Size and weight as attributes of run properties."""
    return f' sz="{round(style.size * 100)}" b="{int(style.bold)}"'


LATIN = "+mn-lt"
"""The theme's Latin face for text, as runs name it."""
FACES = {
    Script.LATIN: "",
    Script.HAN: "",
    Script.LATIN_SYMBOL: '<a:latin typeface="+mn-lt"/><a:ea typeface="+mn-lt"/><a:sym typeface="+mn-lt"/>',
    Script.HAN_SYMBOL: '<a:latin typeface="+mn-ea"/><a:ea typeface="+mn-ea"/><a:sym typeface="+mn-ea"/>',
    Script.HEBREW: "",
    Script.ARABIC: "",
}
LEFTWARD = {Script.HEBREW: "he-IL", Script.ARABIC: "ar-SA"}


SAME = '<a:ea typeface="{0}"/><a:sym typeface="{0}"/>'


@lru_cache(maxsize=2048)
def looks(language: str, attributes: str, tint: Colour | None, code: str, apart: str = "") -> dict[Script, str]:
    """Run properties for each script, still open, so that a link can follow; `code` is the face for code, empty for text.

    Code is not spelled; `apart` is the attribute that sets its Han characters two cells wide.
    """
    east = language if language.startswith(("zh", "ja", "ko")) else "zh-CN"
    west = "en-US" if east == language else language
    unspelled = ' noProof="1"' if code else ""
    rest = f'{attributes}{unspelled} dirty="0">{fill(tint) if tint else ""}'
    found = {}
    for script, faces in FACES.items():
        own, other = (east, west) if script in (Script.HAN, Script.HAN_SYMBOL) else (LEFTWARD.get(script, west), east)
        named = faces
        if code and script is not Script.HAN_SYMBOL:
            named = f'<a:latin typeface="{escape(code)}"/>' + (SAME.format(escape(code)) if script is Script.LATIN_SYMBOL else "")
        wide = apart if own == east else ""
        found[script] = f'<a:rPr lang="{own}" altLang="{other}"{wide}{rest}{named}'
    return found


def run(value: Run, language: str, style: Style | None = None, link: Callable[[str], str] | None = None,
        code: str = LATIN, chinese: bool = False) -> str:
    """A run as one `a:r` per script, forced breaks as `a:br`. `style` is written out where the text inherits nothing.

    `link` turns an address into a relationship id; `code` is the face that code is set in; `chinese` says that the run stands
    among Han, where quotes are wide.
    """
    bold = value.bold or value.brush
    tint = value.colour or ("accent1" if value.brush else None)
    if style is not None:
        attributes = f' sz="{round((value.size or style.size) * 100)}" b="{int(style.bold or bold)}"'
        tint = tint or style.colour
    else:
        attributes = ' b="1"' if bold else ""
    if value.shift:
        attributes += f' baseline="{30000 if value.shift > 0 else -25000}"'
    click = f'<a:hlinkClick r:id="{link(value.link)}"/>' if value.link and link else ""
    apart = f' spc="{round((2 * style.cell - 1) * style.size * 100)}"' if style is not None and style.cell else ""
    starts = looks(language, attributes, tint, code if value.code else "", apart)
    lines = ["".join([f"<a:r>{starts[script]}{click}</a:rPr><a:t>{escape(text)}</a:t></a:r>"
                      for text, script in (split_cells(line) if apart else split_scripts(line, chinese))])
             for line in value.text.split("\n")]
    return f"<a:br>{starts[Script.HAN]}</a:rPr></a:br>".join(lines)


def paragraph(value: Paragraph, language: str, link: Callable[[str], str] | None = None, code: str = LATIN,
              levels: Sequence[Style] = (), after: bool = False) -> str:
    """One `a:p`. Without a style of its own it inherits its slot's level, one of `levels` where the slot has any.

    `after` says that one before it has a right margin: LibreOffice hands that on to those that don't say theirs.
    """
    style, margin = value.style, value.narrower if value.narrower or after else None
    turned = from_right(plain(value.runs))
    if style is not None:
        head, attributes = properties(style, runs=False, margin=margin, turned=turned), size(style)
    else:
        own = levels[min(value.level, len(levels) - 1)] if turned and levels else None
        head, attributes = inherited(value.level, value.marker, margin, side(own, turned)), ""
    if len(value.runs) == 1:
        runs = run(value.runs[0], language, style, link, code)
    else:
        chinese = any([holds_han(each.text) for each in value.runs])
        runs = "".join([run(each, language, style, link, code, chinese) for each in value.runs])
    return f'<a:p>{head}{runs}<a:endParaRPr lang="{language}"{attributes} dirty="0"/></a:p>'


@lru_cache(maxsize=64)
def inherited(level: int, marker: str | None, margin: float | None = None, aligned: str = "") -> str:
    """Paragraph properties that name the level, and the marker where it is not the level's own.

    Without its marker a paragraph starts where its text does; on the first level at the edge of the frame.
    """
    attributes = f' lvl="{level}"' if level else ""
    attributes = f"{right(margin)}{attributes}{aligned}"
    if marker is None:
        return f"<a:pPr{attributes}/>" if attributes else ""
    start = "" if marker else ' indent="0"' if level else ' marL="0" indent="0"'
    return f"<a:pPr{start}{attributes}>{bullet(Style(12, 12), marker)}</a:pPr>"


def empty(language: str, style: Style | None = None) -> str:
    """A paragraph without text, as tall as its style; every text body needs at least one."""
    return f'<a:p><a:endParaRPr lang="{language}"{size(style) if style else ""} dirty="0"/></a:p>'


def paragraphs(values: Sequence[Paragraph], language: str, link: Callable[[str], str] | None = None, code: str = LATIN,
               levels: Sequence[Style] = ()) -> str:
    """The paragraphs of a text body."""
    first = next((number for number, each in enumerate(values) if each.narrower), len(values))
    return "".join([paragraph(each, language, link, code, levels, number > first)
                    for number, each in enumerate(values)]) or empty(language)


KINSOKU = ' eaLnBrk="1" hangingPunct="0"'
"""No closing mark starts a line and none hangs over its end, as was measured: templates of others may say otherwise."""
THEME_FACES = (f'<a:lstStyle><a:lvl1pPr{KINSOKU}><a:defRPr><a:latin typeface="+mn-lt"/><a:ea typeface="+mn-ea"/></a:defRPr>'
               "</a:lvl1pPr></a:lstStyle>")
"""The list style of shapes and cells in somebody's template, whose defaults may name another face than its theme does."""


def broken_as_measured(count: int) -> str:
    """A list style that says only where lines may end, on so many levels."""
    return f"<a:lstStyle>{''.join([f'<a:lvl{number}pPr{KINSOKU}/>' for number in range(1, count + 1)])}</a:lstStyle>"


@lru_cache(maxsize=512)
def levels(styles: tuple[Style, ...], own: tuple[Style, ...] = (), more: str = "") -> str:
    """A shape's list style: per level the pitch, the space above and the size that fitting chose.

    Indent and marker only where they are not the slot's `own`: what is not written follows the layout. So does the pitch where
    the layout counts it as a share of the line. `more` are further attributes of every level.
    """
    rows = []
    for number, style in enumerate(styles):
        like = own[number] if number < len(own) else None
        attributes, sign = "", ""
        if like is None or (style.indent, style.hang) != (like.indent, like.hang):
            attributes = f' marL="{emu(style.indent)}" indent="{-emu(style.hang)}"'
        if like is None or (style.marker, style.marker_colour) != (like.marker, like.marker_colour):
            sign = bullet(style)
        pitch, after = f'<a:lnSpc><a:spcPts val="{round(style.pitch * 100)}"/></a:lnSpc>', ""
        if like is not None and like.share and style.share == like.share:
            pitch = ""
        if like is not None and like.after:
            after = '<a:spcAft><a:spcPts val="0"/></a:spcAft>'
        rows.append(f'<a:lvl{number + 1}pPr{attributes}{more}>{pitch}'
                    f'<a:spcBef><a:spcPts val="{round(style.before * 100)}"/></a:spcBef>{after}{sign}'
                    f'<a:defRPr sz="{round(style.size * 100)}"/></a:lvl{number + 1}pPr>')
    return f"<a:lstStyle>{''.join(rows)}</a:lstStyle>" if rows else "<a:lstStyle/>"
