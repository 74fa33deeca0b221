"""Small decks to take slides from: made with python-pptx, then changed part by part into what other programs write."""

from __future__ import annotations

import re
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from click.testing import CliRunner, Result
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Inches

import copy_checks
from brands import PICTURE, Parts, changed
from deckgen.cli import main

CREATION = ('<p:extLst><p:ext uri="{{BB962C8B-B14F-4D97-AF65-F5344CB8AC3E}}"><p14:creationId '
            'xmlns:p14="http://schemas.microsoft.com/office/powerpoint/2010/main" val="{id}"/></p:ext></p:extLst>')
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
SPACE = "http://schemas.openxmlformats.org/presentationml/2006/main"
PRESENTATION = "ppt/presentation.xml"
RELS = "ppt/_rels/presentation.xml.rels"


def parts_of(deck: Any) -> Parts:
    """The parts of a deck of python-pptx."""
    held = BytesIO()
    deck.save(held)
    with ZipFile(held) as file:
        return {name: file.read(name) for name in file.namelist()}


def deck(titles: tuple[str, ...] = ("一", "二", "三"), notes: bool = True, chart: bool = False, picture: bool = False) -> Parts:
    """A deck with a slide for each title, with creation ids 1001, 1002 …"""
    return dict(_deck(titles, notes, chart, picture))


@cache
def _deck(titles: tuple[str, ...], notes: bool, chart: bool, picture: bool) -> Parts:
    made = Presentation()
    for title in titles:
        slide = made.slides.add_slide(made.slide_layouts[1])
        slide.shapes.title.text = title
        slide.placeholders[1].text_frame.text = f"关于{title}"
        if notes:
            slide.notes_slide.notes_text_frame.text = f"讲{title}"
        if chart:
            data: Any = CategoryChartData()  # type: ignore[no-untyped-call]
            data.categories = ["甲", "乙"]
            data.add_series("数", (1, 2))
            slide.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, Inches(1), Inches(2), Inches(4), Inches(3), data)
        if picture:
            slide.shapes.add_picture(BytesIO(PICTURE), 0, 0, Inches(1), Inches(1))
    parts = parts_of(made)
    for number in range(1, len(titles) + 1):
        parts = changed(parts, f"ppt/slides/slide{number}.xml", "</p:cSld>", CREATION.format(id=1000 + number) + "</p:cSld>")
    return parts


def related(parts: Parts, part: str, id: str, kind: str, target: str, outside: bool = False) -> Parts:
    """The parts with one more relationship; `kind` is the last word of an office type, or a whole type."""
    folder, _, name = part.rpartition("/")
    rels = f"{folder}/_rels/{name}.rels"
    row = (f'<Relationship Id="{id}" Type="{kind if ":" in kind else f"{OFFICE}/{kind}"}" Target="{target}"'
           f'{" TargetMode=" + chr(34) + "External" + chr(34) if outside else ""}/>')
    had = parts.get(rels, f'<Relationships xmlns="{PACKAGE}"></Relationships>'.encode())
    return {**parts, rels: had.replace(b"</Relationships>", row.encode() + b"</Relationships>")}


def typed(parts: Parts, name: str, kind: str, data: str | bytes) -> Parts:
    """The parts with one more, of this content type."""
    types = parts["[Content_Types].xml"].replace(
        b"</Types>", f'<Override PartName="/{name}" ContentType="{kind}"/></Types>'.encode())
    return {**parts, "[Content_Types].xml": types, name: data.encode() if isinstance(data, str) else data}


def put(parts: Parts, number: int, xml: str) -> Parts:
    """The parts with something at the end of a slide's shapes."""
    return changed(parts, f"ppt/slides/slide{number}.xml", "</p:spTree>", xml.replace("\\", r"\\") + "</p:spTree>")


def box(id: int, text: str, click: str = "", run: str = "") -> str:
    """A free text box; `click` is the inside of its hyperlink, `run` properties of its text."""
    link = f'<a:hlinkClick xmlns:r="{OFFICE}" {click}/>' if click else ""
    return (f'<p:sp><p:nvSpPr><p:cNvPr id="{id}" name="box {id}">{link}</p:cNvPr><p:cNvSpPr txBox="1"/><p:nvPr/></p:nvSpPr>'
            '<p:spPr><a:xfrm><a:off x="914400" y="914400"/><a:ext cx="1828800" cy="457200"/></a:xfrm><a:prstGeom prst="rect">'
            '<a:avLst/></a:prstGeom></p:spPr><p:txBody><a:bodyPr/><a:lstStyle/><a:p><a:r>'
            f'<a:rPr lang="zh-CN"{run}/><a:t>{text}</a:t></a:r></a:p></p:txBody></p:sp>')


def listed(parts: Parts, xml: str, before: str = "<p:notesSz") -> Parts:
    """The parts with something in the presentation, before an element of it."""
    return changed(parts, PRESENTATION, before, xml + before)


def sectioned(parts: Parts, *names: str) -> Parts:
    """The parts with a section for each slide."""
    ids = re.findall(r'<p:sldId [^>]*\bid="(\d+)"', parts[PRESENTATION].decode())
    rows = "".join(f'<p14:section name="{name}" id="{{{number:08X}-0000-0000-0000-000000000000}}"><p14:sldIdLst>'
                   f'<p14:sldId id="{id}"/></p14:sldIdLst></p14:section>'
                   for number, (name, id) in enumerate(zip(names, ids, strict=True)))
    text = parts[PRESENTATION].decode()
    text = re.sub(r"<p:extLst>.*</p:extLst>", "", text, flags=re.S)
    return {**parts, PRESENTATION: text.replace("</p:presentation>", (
        '<p:extLst><p:ext uri="{521415D9-36F7-43E2-AB2F-B90AF26B5E84}"><p14:sectionLst '
        f'xmlns:p14="http://schemas.microsoft.com/office/powerpoint/2010/main">{rows}</p14:sectionLst></p:ext></p:extLst>'
        "</p:presentation>")).encode()}


def tagged(parts: Parts, number: int, id: str) -> Parts:
    """The parts with deckgen's id on a slide."""
    kind = "application/vnd.openxmlformats-officedocument.presentationml.tags+xml"
    name = f"ppt/tags/tag{number}.xml"
    space = "http://schemas.openxmlformats.org/presentationml/2006/main"
    parts = typed(parts, name, kind, f'<p:tagLst xmlns:p="{space}"><p:tag name="DECKGEN_ID" val="{id}"/></p:tagLst>')
    parts = related(parts, f"ppt/slides/slide{number}.xml", "rIdTag", "tags", f"../tags/tag{number}.xml")
    return changed(parts, f"ppt/slides/slide{number}.xml", "</p:spTree>",
                   f'</p:spTree><p:custDataLst><p:tags xmlns:r="{OFFICE}" r:id="rIdTag"/></p:custDataLst>')


def linked() -> Parts:
    """A → B → C, each by a click on a box."""
    parts = deck(("A", "B", "C"))
    for number, target in ((1, 2), (2, 3)):
        parts = put(parts, number, box(50, "去", 'r:id="rIdTo" action="ppaction://hlinksldjump"'))
        parts = related(parts, f"ppt/slides/slide{number}.xml", "rIdTo", "slide", f"slide{target}.xml")
    return parts


def shown() -> Parts:
    """A custom show of the first two slides, and a button for it on the third."""
    ids = re.findall(r'<Relationship [^>]*Id="(\w+)"[^>]*relationships/slide"|relationships/slide"[^>]*Id="(\w+)"',
                     deck()[RELS].decode())
    first, second = [one or other for one, other in ids][:2]
    parts = changed(deck(), PRESENTATION, r"(<p:notesSz [^>]*/>)", (
        rf'\1<p:custShowLst><p:custShow name="短" id="5"><p:sldLst><p:sld xmlns:r="{OFFICE}" r:id="{first}"/>'
        rf'<p:sld xmlns:r="{OFFICE}" r:id="{second}"/></p:sldLst></p:custShow></p:custShowLst>'))
    return put(parts, 3, box(50, "放", 'r:id="" action="ppaction://customshow?id=5&amp;return=true"'))


def commented(name: str, initials: str = "LH") -> Parts:
    """A comment of the old kind with a reply."""
    kind = "application/vnd.openxmlformats-officedocument.presentationml."
    parts = typed(deck(("A",)), "ppt/commentAuthors.xml", kind + "commentAuthors+xml",
                  f'<p:cmAuthorLst xmlns:p="{SPACE}"><p:cmAuthor id="3" name="{name}" initials="{initials}" lastIdx="2" '
                  'clrIdx="0"/></p:cmAuthorLst>')
    parts = typed(parts, "ppt/comments/comment1.xml", kind + "comments+xml", (
        f'<p:cmLst xmlns:p="{SPACE}"><p:cm authorId="3" idx="1"><p:pos x="1" y="1"/><p:text>问</p:text></p:cm>'
        '<p:cm authorId="3" idx="2"><p:pos x="1" y="1"/><p:text>答</p:text><p:extLst>'
        '<p:ext uri="{C676402C-5697-4E1C-873F-D02D1690AC5C}"><p15:threadingInfo '
        'xmlns:p15="http://schemas.microsoft.com/office/powerpoint/2012/main"><p15:parentCm authorId="3" idx="1"/>'
        "</p15:threadingInfo></p:ext></p:extLst></p:cm></p:cmLst>"))
    parts = related(parts, "ppt/slides/slide1.xml", "rIdC", "comments", "../comments/comment1.xml")
    return related(parts, PRESENTATION, "rIdAuthors", "commentAuthors", "commentAuthors.xml")


def written(parts: Parts, path: Path) -> Path:
    """The parts as a file."""
    with ZipFile(path, "w", ZIP_DEFLATED) as file:
        for name, data in parts.items():
            file.writestr(name, data)
    return path


def deckgen(*words: object) -> Result:
    """What comes back of a command."""
    return CliRunner().invoke(main, [str(word) for word in words])


def picked(folder: Path, *words: object) -> copy_checks.AnyDeck:
    """The deck of a run that went well, held against all checks."""
    done = deckgen("pick", *words, "-o", folder / "out.pptx")
    assert done.exit_code == 0, done.output
    found = copy_checks.AnyDeck.open(folder / "out.pptx")
    assert copy_checks.faults(found) == []
    return found


def said(folder: Path, *words: object) -> str:
    """What such a run said."""
    done = deckgen("pick", *words, "-o", folder / "out.pptx")
    assert done.exit_code == 0, done.output
    return done.output
