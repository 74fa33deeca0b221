"""The workbook behind a chart, so that "Edit Data" in PowerPoint opens the numbers.

       A         B          C
    1            参数        数据
    2  GPT-1     117000000  …
    3  GPT-2     1500000000 …

Minimal but whole: Excel asks for styles, a theme (the deck's own), and strings that stand in a table of their own. All but
the sheet and that table is the same in every workbook of a deck and packed once.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from io import BytesIO

from deckgen.formats.powerpoint.drawing import HEAD, R, escape, number
from deckgen.formats.powerpoint.package import Entry, Package, Relations, entry, write_zip

SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"

BOOK = (f'{HEAD}<workbook xmlns="{SHEET}" xmlns:r="{R}"><bookViews><workbookView xWindow="0" yWindow="0" windowWidth="16000" '
        'windowHeight="9000"/></bookViews><sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>')
STYLES = (f'{HEAD}<styleSheet xmlns="{SHEET}"><fonts count="1"><font><sz val="11"/><name val="Arial"/></font></fonts>'
          '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
          "</fills>"
          '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
          '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
          '<cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs>'
          '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>')


def column(number: int) -> str:
    """The letters of a column, counted from 0: A … Z, AA …"""
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


Column = tuple[str, Sequence[str | float | None]]
"""A column of a sheet: its head, and its cells; None leaves a cell empty."""


def workbook(columns: Sequence[Column], theme: bytes) -> bytes:
    """An .xlsx with these columns on `Sheet1`, their heads in the first row; empty text leaves its cell empty.

    `theme` is a theme part.
    """
    strings: dict[str, int] = {}
    count = 0

    def cell(place: str, value: str | float | None) -> str:
        nonlocal count
        if value is None or value == "":
            return ""
        if isinstance(value, str):
            count += 1
            return f'<c r="{place}" t="s"><v>{strings.setdefault(value, len(strings))}</v></c>'
        return f'<c r="{place}"><v>{number(value)}</v></c>'

    letters = [column(n) for n in range(len(columns))]
    heads = "".join([cell(f"{letter}1", name) for letter, (name, _) in zip(letters, columns, strict=True)])
    rows = [f'<row r="1">{heads}</row>']
    last = max(len(cells) for _, cells in columns) + 1
    for row in range(2, last + 1):
        cells = "".join([cell(f"{letter}{row}", held[row - 2]) for letter, (_, held) in zip(letters, columns, strict=True)
                         if row - 2 < len(held)])
        rows.append(f'<row r="{row}">{cells}</row>')
    sheet = (f'{HEAD}<worksheet xmlns="{SHEET}"><dimension ref="A1:{letters[-1]}{last}"/><sheetViews>'
             f'<sheetView tabSelected="1" workbookViewId="0"/></sheetViews><sheetFormatPr defaultRowHeight="15"/>'
             f'<cols><col min="1" max="1" width="24" customWidth="1"/></cols><sheetData>{"".join(rows)}</sheetData></worksheet>')
    table = "".join([f'<si><t xml:space="preserve">{escape(value)}</t></si>' for value in strings])
    shared = f'{HEAD}<sst xmlns="{SHEET}" count="{count}" uniqueCount="{len(strings)}">{table}</sst>'
    file = BytesIO()
    write_zip(file, [*frame(theme), entry("xl/worksheets/sheet1.xml", sheet.encode()),
                     entry("xl/sharedStrings.xml", shared.encode())])
    return file.getvalue()


@lru_cache(maxsize=1)
def frame(theme: bytes) -> tuple[Entry, ...]:
    """What all workbooks have in common."""
    package, relations = Package(), Relations()
    package.root.add("officeDocument", "xl/workbook.xml")
    relations.add("worksheet", "worksheets/sheet1.xml")
    relations.add("styles", "styles.xml")
    relations.add("sharedStrings", "sharedStrings.xml")
    relations.add("theme", "theme/theme1.xml")
    package.add("xl/workbook.xml", BOOK, relations)
    package.add("xl/styles.xml", STYLES)
    package.add("xl/theme/theme1.xml", theme)
    package.declare("xl/worksheets/sheet1")
    package.declare("xl/sharedStrings")
    return tuple(package.finished())
