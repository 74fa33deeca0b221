"""A document as a Word file: editable, printable, the same bytes each time.

Every run names both of its faces and both of its languages, since Word sets Han in whatever the reader's own language suggests
where they are left out, and `hint` for quotes and dashes that belong to the East Asian face:

    <w:rPr><w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:eastAsia="Microsoft YaHei" w:cs="Arial" w:hint="eastAsia"/>
      <w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr>

Lists are Word's own, so that they go on numbering when they are edited; lines to write on are a tab with a leader, which prints
everywhere and is not read aloud.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from io import BytesIO
from typing import Any, assert_never
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document as new_document
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Mm

from deckgen.documents.model import Beside, Block, Break, Document, Heading, Lines, Para, Picture, Table
from deckgen.documents.paper import GAP, HEADINGS, HEIGHT, INDENT, MARGIN, RULED, SIZES, TOGETHER, WIDTH, Ink, fitted, shares
from deckgen.documents.pictures import Drawn
from deckgen.text.paragraph import Run, Runs, plain
from deckgen.text.scripts import Script, holds_han, split_scripts

NS = ('xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
      'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
      'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"')
LONGEST = 255
"""Letters of a property that python-docx takes."""
EPOCH = (1980, 1, 1, 0, 0, 0)
STYLES = {"normal": "Normal", "small": "Small", "large": "Large"}
ARIAL = 1.15
"""The height of a line of Arial, in sizes."""
HAN = (Script.HAN, Script.HAN_SYMBOL)


def write_docx(document: Document, ink: Ink, drawn: Mapping[str, Drawn], pictures: Mapping[str, bytes]) -> bytes:
    """The file. `pictures` are PNG by the id of their page."""
    return _Writer(document, ink, drawn, pictures).file()


class _Writer:
    def __init__(self, document: Document, ink: Ink, drawn: Mapping[str, Drawn], pictures: Mapping[str, bytes]) -> None:
        self.document, self.ink, self.drawn, self.pictures = document, ink, drawn, pictures
        self.word = new_document()
        self.lists = 1
        self.list_of: dict[int, int] = {}
        """Which of Word's lists goes on, by level."""
        self.shown = 0

    def file(self) -> bytes:
        """All parts, in a zip without times."""
        self._settings()
        self._styles()
        self._numbering()
        body = self.word.element.body
        last = body.sectPr
        for each in list(body):
            if each is not last:
                body.remove(each)
        for element in self._blocks(self.document.blocks, WIDTH - 2 * MARGIN):
            last.addprevious(element)
        self._sheet()
        return _same_bytes(self.word)

    # ---- blocks ------------------------------------------------------------------------------------------------------

    def _blocks(self, blocks: Sequence[Block], width: float, keep: bool = False) -> list[Any]:
        found: list[Any] = []
        breaking = False
        for at, block in enumerate(blocks):
            following = blocks[at + 1] if at + 1 < len(blocks) else None
            made: list[Any] = []
            match block:
                case Heading():
                    made = [self._heading(block)]
                case Para():
                    made = [self._para(block, keep or isinstance(following, Lines))]
                case Table():
                    made = [self._table(block, width), self._space(6)]
                case Picture():
                    made = [self._paragraph("Small", self._picture(block, width), '<w:keepNext/>' if keep else "")]
                case Lines():
                    held = block.count <= TOGETHER
                    made = [self._ruled(width, keep or (held and at < block.count)) for at in range(1, block.count + 1)]
                    made.append(self._space(12))
                case Break():
                    breaking = True
                case Beside():
                    held = isinstance(following, Para)
                    made = [self._beside(block, width, held), self._space(8, held)]
                case _:
                    assert_never(block)
            if breaking and made:
                first = made[0] if made[0].tag == qn("w:p") else self._space(1)
                made = made if first is made[0] else [first, *made]
                first.get_or_add_pPr().get_or_add_pageBreakBefore()
                breaking = False
            found += made
        return found

    def _heading(self, block: Heading) -> Any:
        if not block.level:
            return self._paragraph("Title", self._runs(block.runs))
        outline = "" if block.level == block.look else f'<w:outlineLvl w:val="{block.level - 1}"/>'
        return self._paragraph(f"Heading{block.look}", self._runs(block.runs), outline)

    def _para(self, block: Para, keep: bool) -> Any:
        more = "<w:keepNext/>" if keep else ""
        if block.marker:
            if block.marker == "1.":
                self.lists += 1
                self._number_anew(self.lists, block.level)
                self.list_of[block.level] = self.lists
            number = self.list_of[block.level] if block.marker != "–" else 1
            more += f'<w:numPr><w:ilvl w:val="{block.level}"/><w:numId w:val="{number}"/></w:numPr><w:spacing w:after="60"/>'
        return self._paragraph(STYLES[block.size], self._runs(block.runs), more)

    def _paragraph(self, style: str, runs: str, more: str = "") -> Any:
        return parse_xml(f'<w:p {NS}><w:pPr><w:pStyle w:val="{style}"/>{more}</w:pPr>{runs}</w:p>')

    def _space(self, points: float, keep: bool = False) -> Any:
        """An empty paragraph of exactly this height: between two tables Word wants one."""
        size = f'<w:sz w:val="{max(2, round(points))}"/>'
        keeping = "<w:keepNext/>" if keep else ""
        exact = f'<w:spacing w:before="0" w:after="0" w:line="{round(points * 20)}" w:lineRule="exact"/>'
        return parse_xml(f"<w:p {NS}><w:pPr>{keeping}{exact}<w:rPr>{size}</w:rPr></w:pPr></w:p>")

    def _ruled(self, width: float, keep: bool) -> Any:
        """A tab with a leader. Its height is room above it: LibreOffice gives a line of nothing but tabs no other."""
        before = RULED * 72 / 25.4 - SIZES["small"][0] * ARIAL
        leader = f'<w:tab w:val="right" w:leader="underscore" w:pos="{_twips(width)}"/>'
        more = (f'{"<w:keepNext/>" if keep else ""}<w:tabs>{leader}</w:tabs>'
                f'<w:spacing w:before="{round(before * 20)}" w:after="0" w:line="240" w:lineRule="auto"/>')
        return self._paragraph("Small", f'<w:r><w:rPr><w:color w:val="{self.ink.grey}"/></w:rPr><w:tab/></w:r>', more)

    def _picture(self, block: Picture, width: float) -> str:
        from lxml import etree

        drawn = self.drawn[block.page]
        wide = fitted(block.width, drawn.ratio, width)
        inline = self.word.part.new_pic_inline(BytesIO(self.pictures[block.page]), Mm(wide), Mm(wide * drawn.ratio))
        self.shown += 1
        for side in ("distT", "distB", "distL", "distR"):  # LibreOffice takes an eighth of an inch where nothing is said
            inline.set(side, "0")
        inline.docPr.set("id", str(self.shown))
        inline.docPr.set("name", f"{block.page} {self.shown}")
        inline.docPr.set("descr", drawn.alt)
        frame = f'<a:ln {NS} w="6350"><a:solidFill><a:srgbClr val="{self.ink.grey}"/></a:solidFill></a:ln>'
        inline.graphic.graphicData.pic.spPr.append(parse_xml(frame))
        text: str = etree.tostring(inline, encoding="unicode")
        return f"<w:r><w:drawing>{text}</w:drawing></w:r>"

    def _beside(self, block: Beside, width: float, keep: bool) -> Any:
        left = min(max((each.width for each in block.pictures), default=0.0), width - 40)
        widths = (left + GAP, width - left - GAP)
        cells = self._blocks(block.pictures, left, keep), self._blocks(block.blocks, widths[1], keep)
        return self._grid(widths, [[cell or [self._space(1)] for cell in cells]], plain_grid=True)

    def _table(self, block: Table, width: float) -> Any:
        widths = [width * each for each in shares(block)]
        header = tuple(tuple(replace(run, bold=True) for run in cell) for cell in block.header)
        rows = [[[self._paragraph("Cell", self._runs(cell))] for cell in row] for row in (header, *block.rows)]
        return self._grid(widths, rows, plain_grid=False)

    def _grid(self, widths: Sequence[float], rows: Sequence[Sequence[Sequence[Any]]], plain_grid: bool) -> Any:
        """A table; a plain grid only sets things side by side, and says so by having neither rules nor heads."""
        grey, ink = self.ink.grey, self.ink.ink
        rules = "" if plain_grid else (f'<w:tblBorders><w:top w:val="single" w:sz="12" w:space="0" w:color="{ink}"/>'
                                       f'<w:bottom w:val="single" w:sz="4" w:space="0" w:color="{grey}"/>'
                                       f'<w:insideH w:val="single" w:sz="4" w:space="0" w:color="{grey}"/></w:tblBorders>')
        look = f'<w:tblLook w:val="0000" w:firstRow="{int(not plain_grid)}" w:lastRow="0" w:firstColumn="0" w:lastColumn="0"/>'
        columns = "".join(f'<w:gridCol w:w="{_twips(each)}"/>' for each in widths)
        grid = f"<w:tblGrid>{columns}</w:tblGrid>"
        table = parse_xml(f'<w:tbl {NS}><w:tblPr><w:tblW w:w="{_twips(sum(widths))}" w:type="dxa"/>{rules}'
                          f'<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="0" w:type="dxa"/>'
                          f'<w:right w:w="0" w:type="dxa"/></w:tblCellMar>{look}</w:tblPr>{grid}</w:tbl>')
        for at, row in enumerate(rows):
            head = "" if plain_grid or at else "<w:tblHeader/>"
            line = parse_xml(f"<w:tr {NS}><w:trPr><w:cantSplit/>{head}</w:trPr></w:tr>")
            for width, held in zip(widths, row, strict=True):
                cell = parse_xml(f'<w:tc {NS}><w:tcPr><w:tcW w:w="{_twips(width)}" w:type="dxa"/></w:tcPr></w:tc>')
                for each in held:
                    cell.append(each)
                line.append(cell)
            table.append(line)
        return table

    # ---- text --------------------------------------------------------------------------------------------------------

    def _runs(self, runs: Runs) -> str:
        chinese = holds_han(plain(runs))
        return "".join(self._run(run, text, script) for run in runs for text, script in split_scripts(run.text, chinese))

    def _run(self, run: Run, text: str, script: Script) -> str:
        looks = self._face(self.ink.code if run.code else self.ink.latin, script in HAN)
        looks += "<w:b/>" if run.bold or run.brush else ""
        colour = self.ink.brush if run.brush else self.ink.link if run.link else ""
        looks += f'<w:color w:val="{colour}"/>' if colour else ""
        looks += f'<w:vertAlign w:val="{"superscript" if run.shift > 0 else "subscript"}"/>' if run.shift else ""
        looks += self._language()
        made = f'<w:r><w:rPr>{looks}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'
        if not run.link:
            return made
        from docx.opc.constants import RELATIONSHIP_TYPE

        id = self.word.part.relate_to(run.link, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        return f'<w:hyperlink r:id="{id}">{made}</w:hyperlink>'

    def _face(self, latin: str, east: bool) -> str:
        hint = ' w:hint="eastAsia"' if east else ""
        own = quoteattr(latin)
        return f"<w:rFonts{hint} w:ascii={own} w:hAnsi={own} w:eastAsia={quoteattr(self.ink.east_asian)} w:cs={own}/>"

    def _language(self) -> str:
        own = self.document.language
        eastern = own.split("-")[0] in ("zh", "ja", "ko")
        return f'<w:lang w:val={quoteattr("en-US" if eastern else own)} w:eastAsia={quoteattr(own if eastern else "zh-CN")}/>'

    # ---- what holds for the whole file -------------------------------------------------------------------------------

    def _styles(self) -> None:
        """The styles that we use, as we mean them; python-docx brings those of Word 2013, in Japanese faces."""
        styles = self.word.styles.element
        looks = self._face(self.ink.latin, False) + f'<w:color w:val="{self.ink.ink}"/>'
        normal, small = SIZES["normal"], SIZES["small"]
        wanted = [("Normal", "Normal", normal, "", "", 8.0), ("Small", "Small", small, "", self.ink.second, 2.0),
                  ("Large", "Large", SIZES["large"], "<w:b/>", "", 2.0), ("Cell", "Cell", small, "", "", 0.0),
                  ("Footer", "footer", small, "", self.ink.second, 0.0)]
        wanted += [(("Title", "Title") if not level else (f"Heading{level}", f"heading {level}")) + (size, "<w:b/>", "", after)
                   for level, (size, after) in enumerate(zip(HEADINGS, (10.0, 8.0, 6.0, 3.0), strict=True))]
        for id, name, (size, pitch), bold, colour, after in wanted:
            old = styles.find(f"{qn('w:style')}[@{qn('w:styleId')}='{id}']")
            if old is not None:
                styles.remove(old)
            heading = id.startswith("Heading")
            level = f'<w:outlineLvl w:val="{int(id[-1]) - 1}"/>' if heading else ""
            rule = (f'<w:pBdr><w:top w:val="single" w:sz="12" w:space="6" w:color="{self.ink.ink}"/></w:pBdr>'
                    if id == "Heading1" else "")
            before = {"Heading1": 18, "Heading2": 16, "Heading3": 10, "Cell": 3}.get(id, 0)
            ink = f'<w:color w:val="{colour or self.ink.ink}"/>'
            main = ' w:default="1"' if id == "Normal" else ""
            based = "" if id == "Normal" else '<w:basedOn w:val="Normal"/>'
            follows = '<w:next w:val="Normal"/>' if heading or id == "Title" else ""
            styles.append(parse_xml(
                f'<w:style {NS} w:type="paragraph"{main} w:styleId="{id}">'
                f'<w:name w:val="{name}"/>{based}{follows}<w:qFormat/>'
                f"<w:pPr>{'<w:keepNext/><w:keepLines/>' if heading or id == 'Title' else '<w:widowControl/>'}{rule}"
                f'<w:spacing w:before="{before * 20}" w:after="{round((3.0 if id == "Cell" else after) * 20)}" '
                f'w:line="{round(pitch * 20)}" w:lineRule="{"atLeast" if id in STYLES.values() else "exact"}"/>{level}</w:pPr>'
                f"<w:rPr>{self._face(self.ink.latin, False)}{bold}{ink}"
                f'<w:sz w:val="{round(size * 2)}"/><w:szCs w:val="{round(size * 2)}"/>{self._language()}</w:rPr></w:style>'))
        defaults = styles.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
        for each in list(defaults):
            defaults.remove(each)
        for each in parse_xml(f"<w:rPr {NS}>{looks}{self._language()}</w:rPr>"):
            defaults.append(each)

    def _numbering(self) -> None:
        """Two kinds of list; number 1 is that of dashes, each numbered list begins a further one."""
        part: Any = self.word.part.numbering_part.element
        for each in list(part):
            part.remove(each)
        for id, kinds in enumerate((("bullet", "–"), ("decimal", ""))):
            levels = "".join(
                f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{kinds[0]}"/>'
                f'<w:lvlText w:val="{kinds[1] or f"%{level + 1}."}"/><w:lvlJc w:val="left"/>'
                f'<w:pPr><w:ind w:left="{round(INDENT * 20 * (level + 1))}" w:hanging="{round(INDENT * 20)}"/></w:pPr></w:lvl>'
                for level in range(3))
            part.append(parse_xml(f'<w:abstractNum {NS} w:abstractNumId="{id}"><w:multiLevelType w:val="multilevel"/>{levels}'
                                  "</w:abstractNum>"))
        part.append(parse_xml(f'<w:num {NS} w:numId="1"><w:abstractNumId w:val="0"/></w:num>'))

    def _number_anew(self, number: int, level: int) -> None:
        part: Any = self.word.part.numbering_part.element
        again = f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="1"/></w:lvlOverride>'
        part.append(parse_xml(f'<w:num {NS} w:numId="{number}"><w:abstractNumId w:val="1"/>{again}</w:num>'))

    def _sheet(self) -> None:
        """A4 with its margins, and the foot of each sheet: what it is, and the number of the page."""
        section = self.word.sections[0]
        section.page_width, section.page_height = Mm(WIDTH), Mm(HEIGHT)
        section.left_margin = section.right_margin = section.top_margin = Mm(MARGIN)
        section.bottom_margin, section.footer_distance = Mm(18), Mm(9)
        foot: Any = section.footer._element
        for each in list(foot):
            foot.remove(each)
        numbers = " / ".join(f'<w:fldSimple w:instr="{field}"><w:r><w:rPr>{self._face(self.ink.latin, False)}{self._language()}'
                             f"</w:rPr><w:t>1</w:t></w:r></w:fldSimple>" for field in ("PAGE", "NUMPAGES"))
        numbers = numbers.replace("> / <", '><w:r><w:t xml:space="preserve"> / </w:t></w:r><')
        tabs = f'<w:tabs><w:tab w:val="right" w:pos="{_twips(WIDTH - 2 * MARGIN)}"/></w:tabs>'
        foot.append(self._paragraph("Footer", f"{self._runs((Run(self.document.foot),))}<w:r><w:tab/></w:r>{numbers}", tabs))

    def _settings(self) -> None:
        """What the file says of itself: a title and a language; no times, no program, no picture of somebody's first page."""
        core: Any = self.word.core_properties._element
        for each in list(core):
            core.remove(each)
        self.word.core_properties.title = self.document.title[:LONGEST]
        self.word.core_properties.language = self.document.language
        if self.document.author:
            self.word.core_properties.author = self.document.author[:LONGEST]
        package = self.word.part.package
        assert package is not None
        for id, relation in list(package.rels.items()):
            if relation.reltype.endswith("/thumbnail"):
                del package.rels[id]
        settings: Any = self.word.settings.element
        mode = 'w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"'
        for compat in settings.findall(qn("w:compat")):
            for each in list(compat):
                compat.remove(each)
            compat.append(parse_xml(f"<w:compatSetting {NS} {mode}/>"))


def _twips(millimetres: float) -> int:
    return round(millimetres / 25.4 * 1440)


def _same_bytes(word: Any) -> bytes:
    """The package with its parts as python-docx orders them, and no time on any."""
    made, again = BytesIO(), BytesIO()
    word.save(made)
    with ZipFile(made) as old, ZipFile(again, "w") as new:
        for name in old.namelist():
            info = ZipInfo(name, EPOCH)
            info.compress_type = ZIP_DEFLATED
            new.writestr(info, old.read(name))
    return again.getvalue()
