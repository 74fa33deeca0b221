"""A formula as a shape of its own, as PowerPoint writes one that stands alone:

    <mc:AlternateContent><mc:Choice xmlns:a14="…" Requires="a14"><p:sp>…<a:p><a14:m><m:oMathPara>…</m:oMathPara></a14:m></a:p>
    </p:sp></mc:Choice><mc:Fallback><p:sp>… a picture of it …</p:sp></mc:Fallback></mc:AlternateContent>

Here the fallback is no picture: it is drawn with text and lines, in the theme's colour, where the formula was measured to stand.
`Requires` names `p14` too, which every PowerPoint that knows `a14` knows: LibreOffice takes a choice that requires `a14` alone,
drops it where its formula editor is not installed, and stretches it in black where it is; so it draws the fallback instead.
"""

from __future__ import annotations

from collections.abc import Iterator

from deckgen.formats.powerpoint.drawing import emu, escape, fill, transform
from deckgen.formats.powerpoint.omml import M, math
from deckgen.maths.ink import Drawn, Glyphs
from deckgen.maths.stretched import PATHS
from deckgen.scene import Formula
from deckgen.text.paragraph import Colour
from deckgen.text.scripts import holds_han

MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
A14 = "http://schemas.microsoft.com/office/drawing/2010/main"
P14 = "http://schemas.microsoft.com/office/powerpoint/2010/main"
MATHS = '<a:latin typeface="Cambria Math" panose="02040503050406030204" pitchFamily="18" charset="0"/><a:ea typeface="+mn-ea"/>'
FACE = "Times New Roman"
"""What the fallback is set in: it, or a face with its widths, is everywhere."""
PITCH, BASE = 1.4, 0.8
"""The pitch of a line of the fallback by its size, and how far down its base line stands."""


def formula(shape: Formula, number: int, name: str, spoken: str, language: str) -> str:
    """The formula, and what is drawn in its place; `number` is that of its shape, those that follow are its parts'."""
    box = shape.box
    frame, size = transform(box.x, box.y, box.width, box.height), f' sz="{round(shape.size * 100)}"'
    own = f'<p:cNvPr id="{number}" name="{name}" descr="{spoken}"/>'
    native = (f'<p:sp><p:nvSpPr>{own}<p:cNvSpPr txBox="1"/><p:nvPr/></p:nvSpPr><p:spPr>{frame}<a:prstGeom prst="rect"><a:avLst/>'
              '</a:prstGeom><a:noFill/></p:spPr><p:txBody><a:bodyPr vert="horz" wrap="none" lIns="0" tIns="0" rIns="0" bIns="0" '
              'rtlCol="0" anchor="ctr"><a:noAutofit/></a:bodyPr><a:lstStyle><a:lvl1pPr marL="0" indent="0" algn="l"><a:lnSpc>'
              '<a:spcPct val="100000"/></a:lnSpc><a:spcBef><a:spcPts val="0"/></a:spcBef><a:spcAft><a:spcPts val="0"/></a:spcAft>'
              f'<a:buNone/><a:defRPr lang="{language}"{size} b="0" i="0">{fill(shape.colour)}{MATHS}</a:defRPr></a:lvl1pPr>'
              f'</a:lstStyle><a:p><a14:m><m:oMathPara xmlns:m="{M}"><m:oMathParaPr><m:jc m:val="left"/></m:oMathParaPr>'
              f"{math(shape.node)}</m:oMathPara></a14:m>"
              f'<a:endParaRPr lang="{language}"{size} dirty="0"/></a:p></p:txBody></p:sp>')
    x, y, width, height = emu(box.x), emu(box.y), emu(box.width), emu(box.height)
    parts = "".join(_parts(shape, number, language))
    drawn = (f'<p:grpSp><p:nvGrpSpPr>{own}<p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr><a:xfrm><a:off x="{x}" y="{y}"/>'
             f'<a:ext cx="{width}" cy="{height}"/><a:chOff x="{x}" y="{y}"/><a:chExt cx="{width}" cy="{height}"/></a:xfrm>'
             f"</p:grpSpPr>{parts}</p:grpSp>")
    return (f'<mc:AlternateContent xmlns:mc="{MC}"><mc:Choice xmlns:a14="{A14}" xmlns:p14="{P14}" Requires="a14 p14">{native}'
            f"</mc:Choice><mc:Fallback>{drawn}</mc:Fallback></mc:AlternateContent>")


def _parts(shape: Formula, number: int, language: str) -> Iterator[str]:
    x, y = shape.box.x, shape.line
    for count, each in enumerate(shape.ink, number + 1):
        head = f'<p:sp><p:nvSpPr><p:cNvPr id="{count}" name="Part {count}"/>'
        if isinstance(each, Glyphs):
            yield f'{head}<p:cNvSpPr txBox="1"/><p:nvPr/></p:nvSpPr>{_letters(each, x, y, shape.colour, language)}</p:sp>'
        else:
            yield f"{head}<p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr>{_sign(each, x, y, shape.colour)}</p:spPr></p:sp>"


def _letters(part: Glyphs, x: float, y: float, colour: Colour, language: str) -> str:
    pitch = PITCH * part.size
    top = y + part.y - BASE * pitch
    chinese = holds_han(part.text)
    east = "" if chinese else f'<a:ea typeface="{FACE}"/>'
    face = f'<a:latin typeface="{FACE}"/>{east}'
    weight = f' b="{int("bold" in part.look)}" i="{int("italic" in part.look)}"'
    own = language if chinese else "en-US"
    size = f' sz="{round(part.size * 100)}"'
    return (f'<p:spPr>{transform(x + part.x, top, part.width, pitch)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
            '<a:noFill/></p:spPr><p:txBody><a:bodyPr wrap="none" lIns="0" tIns="0" rIns="0" bIns="0" rtlCol="0" anchor="t">'
            f'<a:noAutofit/></a:bodyPr><a:lstStyle/><a:p><a:pPr algn="ctr"><a:lnSpc><a:spcPts val="{round(pitch * 100)}"/>'
            f'</a:lnSpc><a:spcBef><a:spcPts val="0"/></a:spcBef><a:buNone/></a:pPr><a:r>'
            f'<a:rPr lang="{own}"{size}{weight} dirty="0">'
            f"{fill(colour)}{face}</a:rPr><a:t>{escape(part.text)}</a:t></a:r></a:p></p:txBody>")


def _sign(part: Drawn, x: float, y: float, colour: Colour) -> str:
    frame = transform(x + part.x, y + part.y, part.width, part.height)
    if part.sign in "―•":
        return (f'{frame}<a:prstGeom prst="{"rect" if part.sign == "―" else "ellipse"}"><a:avLst/></a:prstGeom>{fill(colour)}'
                "<a:ln><a:noFill/></a:ln>")
    steps = "".join(_step(each, part) for each in PATHS.get(part.sign, PATHS["|"]))
    return (f'{frame}<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/><a:rect l="0" t="0" r="r" b="b"/><a:pathLst>'
            f'<a:path w="{emu(part.width)}" h="{emu(part.height)}" fill="none">{steps}</a:path></a:pathLst></a:custGeom>'
            f'<a:noFill/><a:ln w="{emu(part.weight)}" cap="flat">{fill(colour)}<a:round/></a:ln>')


_STEPS = {"M": "moveTo", "L": "lnTo", "C": "cubicBezTo"}


def _step(step: str, part: Drawn) -> str:
    kind, *numbers = step.split()
    points = zip(numbers[::2], numbers[1::2], strict=True)
    inner = "".join(f'<a:pt x="{round(emu(part.width) * float(x) / 100)}" y="{round(emu(part.height) * float(y) / 100)}"/>'
                    for x, y in points)
    return f"<a:{_STEPS[kind]}>{inner}</a:{_STEPS[kind]}>"


