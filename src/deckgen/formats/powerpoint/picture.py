"""Pictures: the frame on the slide, and the files in the package, each of which is there once.

As PowerPoint writes an SVG: the PNG is the picture, and the drawing an extension that programs without SVG pass over.

    <p:pic>…<p:blipFill><a:blip r:embed="rId2"><a:extLst>
      <a:ext uri="{96DAC541-7B7A-43D3-8B79-37D633B846F1}"><asvg:svgBlip r:embed="rId3"/></a:ext></a:extLst></a:blip>
    <a:srcRect l="12500" r="12500"/><a:stretch><a:fillRect/></a:stretch></p:blipFill>…</p:pic>
"""

from __future__ import annotations

from collections.abc import Callable

from deckgen.formats.powerpoint.drawing import transform
from deckgen.formats.powerpoint.package import Package, Relations
from deckgen.scene import Picture

SVG = "http://schemas.microsoft.com/office/drawing/2016/SVG/main"
DPI = ('<a:ext uri="{28A0092B-C50C-407E-A947-70E740481C1C}"><a14:useLocalDpi '
       'xmlns:a14="http://schemas.microsoft.com/office/drawing/2010/main" val="0"/></a:ext>')
"""Keeps PowerPoint from saving the picture in fewer pixels."""


class Shelf:
    """The media of a package, numbered on from `last`; the same bytes stand there once."""

    def __init__(self, package: Package, last: int = 0) -> None:
        self.package, self.last = package, last
        self.known: dict[bytes, str] = {}

    def put(self, data: bytes, kind: str) -> str:
        """The file's path, seen from the slides' folder."""
        if data not in self.known:
            self.last += 1
            self.known[data] = f"../media/image{self.last}.{kind}"
            self.package.add(f"ppt/media/image{self.last}.{kind}", data)
        return self.known[data]


def picture(value: Picture, name: str, relations: Relations, media_part: Callable[[bytes, str], str]) -> str:
    """One picture; `name` is its `p:cNvPr`, with the alternative text or the mark of what is decorative."""
    media, box = value.media, value.box
    drawing = ""
    if media.kind == "svg":
        id = relations.add("image", media_part(media.stand_in, "png"))
        own = relations.add("image", media_part(media.data, "svg"))
        drawing = (f'<a:ext uri="{{96DAC541-7B7A-43D3-8B79-37D633B846F1}}"><asvg:svgBlip xmlns:asvg="{SVG}" r:embed="{own}"/>'
                   "</a:ext>")
    else:
        id = relations.add("image", media_part(media.data, media.kind))
    cut = "".join([f' {side}="{round(share * 100000)}"' for side, share in zip("ltrb", value.crop, strict=True) if share])
    return (f'<p:pic><p:nvPicPr>{name}<p:cNvPicPr><a:picLocks noChangeAspect="1"/></p:cNvPicPr><p:nvPr/></p:nvPicPr>'
            f'<p:blipFill><a:blip r:embed="{id}"><a:extLst>{DPI}{drawing}</a:extLst></a:blip>'
            f'{f"<a:srcRect{cut}/>" if cut else ""}<a:stretch><a:fillRect/></a:stretch></p:blipFill>'
            f'<p:spPr>{transform(box.x, box.y, box.width, box.height)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr>'
            "</p:pic>")
