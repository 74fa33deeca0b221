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

from deckgen.formats.powerpoint.drawing import HEAD, R, escape
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


def written(value: float) -> str:
    """A number as spreadsheets write it: no exponent and no `.0` where it can do without."""
    return f"{value:.15g}"


def workbook(categories: Sequence[str], series: Sequence[tuple[str, Sequence[float | None]]], theme: bytes) -> bytes:
    """An .xlsx with categories down column A of `Sheet1` and a column for each series; None leaves its cell empty.

    `theme` is a theme part.
    """
    strings: dict[str, int] = {}

    def text(place: str, value: str) -> str:
        return f'<c r="{place}" t="s"><v>{strings.setdefault(value, len(strings))}</v></c>'

    head = "".join([text(f"{column(n)}1", name) for n, (name, _) in enumerate(series, 1)])
    rows = [f'<row r="1">{head}</row>']
    for row, category in enumerate(categories, 2):
        numbers = [f'<c r="{column(n)}{row}"><v>{written(value)}</v></c>'
                   for n, (_, values) in enumerate(series, 1) if (value := values[row - 2]) is not None]
        rows.append(f'<row r="{row}">{text(f"A{row}", category)}{"".join(numbers)}</row>')
    sheet = (f'{HEAD}<worksheet xmlns="{SHEET}"><dimension ref="A1:{column(len(series))}{len(categories) + 1}"/><sheetViews>'
             f'<sheetView tabSelected="1" workbookViewId="0"/></sheetViews><sheetFormatPr defaultRowHeight="15"/>'
             f'<cols><col min="1" max="1" width="24" customWidth="1"/></cols><sheetData>{"".join(rows)}</sheetData></worksheet>')
    count = len(categories) + len(series)
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
