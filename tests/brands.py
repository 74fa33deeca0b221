"""Templates for tests: python-pptx's own default (4:3, as PowerPoint for Mac saved it), with parts of it changed."""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from pptx import Presentation
from pptx.util import Inches

Parts = dict[str, bytes]
PICTURE = (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89"
           b"\x00\x00\x00\rIDATx\x9cc\xf8\xff\xff?\x00\x05\xfe\x02\xfe\xa7V\xbd\xfa\x00\x00\x00\x00IEND\xaeB`\x82")
"""One white pixel."""
OBJ, BARE, PAIR = (f"ppt/slideLayouts/slideLayout{number}.xml" for number in (2, 6, 4))
"""The parts of Title and Content, Title Only and Two Content."""
MASTER = "ppt/slideMasters/slideMaster1.xml"


def default(samples: int = 0, picture: bool = False) -> Parts:
    """The parts of the template, with so many sample slides (with notes), and with a picture on its master."""
    deck = Presentation()
    for number in range(samples):
        slide = deck.slides.add_slide(deck.slide_layouts[1])
        slide.shapes.title.text = f"Sample {number}"
        slide.notes_slide.notes_text_frame.text = f"Sample notes {number}"
    if picture:
        deck.slide_masters[0].shapes._spTree.append(_picture(deck))
    held = BytesIO()
    deck.save(held)
    with ZipFile(held) as file:
        return {name: file.read(name) for name in file.namelist()}


def _picture(deck: Any) -> Any:
    """A picture on a slide that is thrown away, led over to the master."""
    slide = deck.slides.add_slide(deck.slide_layouts[6])
    shape = slide.shapes.add_picture(BytesIO(PICTURE), 0, 0, Inches(0.5), Inches(0.5))
    image = slide.part.related_part(shape._element.blip_rId)
    shape._element.blipFill.blip.rEmbed = deck.slide_masters[0].part.relate_to(
        image, "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image")
    shape._element.nvPicPr.cNvPr.set("id", "99")
    return shape._element


def wide() -> Parts:
    """The template on a 16:9 page, set as PowerPoint does since 2013: lines at 90 %, titles at the left, bodies of 28 points."""
    parts = changed(default(), "ppt/presentation.xml", r'<p:sldSz [^>]*/>', '<p:sldSz cx="12192000" cy="6858000"/>')
    for name, data in parts.items():
        if name.startswith(("ppt/slideMasters/slideMaster", "ppt/slideLayouts/slideLayout")):
            parts[name] = re.sub(r'(<a:(?:off x|ext cx)=")(\d+)"', lambda found: f'{found[1]}{int(found[2]) * 4 // 3}"',
                                 data.decode()).encode()
    tight = '<a:lnSpc><a:spcPct val="90000"/></a:lnSpc><a:spcBef>'
    parts = changed(parts, MASTER, "<a:spcBef>", tight)
    parts = changed(parts, MASTER, '<a:spcPct val="20000"/>', '<a:spcPts val="1000"/>')
    parts = changed(parts, MASTER, r'(<p:titleStyle><a:lvl1pPr algn=)"ctr"', r'\1"l"')
    for old, new in (("2400", "2000"), ("2800", "2400"), ("3200", "2800")):
        parts = changed(parts, MASTER, rf'(<p:bodyStyle>.*?<a:defRPr) sz="{old}"', rf'\1 sz="{new}"')
    return parts


def changed(parts: Parts, name: str, pattern: str, by: str, count: int = 0) -> Parts:
    """The parts with one of them changed; a pattern that is not there is a mistake in the test."""
    text, times = re.subn(pattern, by, parts[name].decode(), count=count, flags=re.DOTALL)
    assert times, f"{name} has no {pattern}"
    return {**parts, name: text.encode()}


def each_layout(parts: Parts, change: Callable[[str], str]) -> Parts:
    """The parts with every layout changed."""
    return {name: change(data.decode()).encode() if name.startswith("ppt/slideLayouts/slideLayout") else data
            for name, data in parts.items()}


def save(parts: Parts, path: Path) -> Path:
    """The template as a file."""
    with ZipFile(path, "w", ZIP_DEFLATED) as file:
        for name, data in parts.items():
            file.writestr(name, data)
    return path
