"""Tables: native ones, whose borders stand on the cells.

    <a:tc gridSpan="2"><a:txBody>…</a:txBody><a:tcPr marL="0" … anchor="ctr"><a:lnL><a:noFill/></a:lnL>…</a:tcPr></a:tc>

Cells inherit no text style, so sizes stand on every run and on `a:endParaRPr`. Borders that are not there are written as
`a:noFill`, or renderers invent one. A merged cell keeps the cells that it covers: in the grid each row has all its columns.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from deckgen.formats.powerpoint.drawing import empty, emu, fill, paragraphs, stroke
from deckgen.scene import Cell, Table
from deckgen.text.paragraph import Style

NO_STYLE_NO_GRID = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
ANCHORS = {"top": "", "middle": ' anchor="ctr"', "bottom": ' anchor="b"'}


def table(value: Table, language: str, link: Callable[[str], str], code: str, plain: str = "<a:lstStyle/>") -> str:
    """The `a:tbl` of a table; `code` is the face that code is set in, `plain` the cells' list style."""
    covered = covering(value)
    header = ' firstRow="1"' if value.header else ""
    grid = "".join([f'<a:gridCol w="{emu(width)}"/>' for width in value.widths])
    rows = []
    for number, (height, row) in enumerate(zip(value.heights, value.rows, strict=True)):
        if len(row) != len(value.widths):
            raise ValueError(f"row {number + 1} of table '{value.name}' has {len(row)} cells for {len(value.widths)} columns")
        blank = empty(language, style_of(row))
        cells = []
        for column, cell in enumerate(row):
            below, right = 0, 0
            text = paragraphs(cell.paragraphs, language, link, code) if cell.paragraphs else blank
            if (number, column) in covered:
                cell, below, right = covered[number, column]
                text = blank
            cells.append(f"<a:tc{spans(cell, below, right)}><a:txBody><a:bodyPr/>{plain}{text}</a:txBody>"
                         f"{properties(cell)}</a:tc>")
        rows.append(f'<a:tr h="{emu(height)}">{"".join(cells)}</a:tr>')
    return (f"<a:tbl><a:tblPr{header}><a:tableStyleId>{NO_STYLE_NO_GRID}</a:tableStyleId></a:tblPr>"
            f"<a:tblGrid>{grid}</a:tblGrid>{''.join(rows)}</a:tbl>")


def covering(value: Table) -> dict[tuple[int, int], tuple[Cell, int, int]]:
    """Places (row, column) under a merged cell: the cell, and how far below and right of its first place they are."""
    return {(row + below, column + right): (cell, below, right)
            for row, cells in enumerate(value.rows) for column, cell in enumerate(cells) if cell.rows > 1 or cell.columns > 1
            for below in range(cell.rows) for right in range(cell.columns) if below or right}


def spans(cell: Cell, below: int, right: int) -> str:
    """Spans and merges as PowerPoint writes them: each edge of a merged cell states how far it goes on."""
    return ((f' rowSpan="{cell.rows}"' if cell.rows > 1 and not below else "")
            + (f' gridSpan="{cell.columns}"' if cell.columns > 1 and not right else "")
            + (' hMerge="1"' if right else "") + (' vMerge="1"' if below else ""))


def style_of(row: Sequence[Cell]) -> Style | None:
    """The style that an empty cell of the row takes, so that it does not raise the row."""
    return next((each.style for cell in row for each in cell.paragraphs if each.style is not None), None)


def properties(cell: Cell) -> str:
    """Insets, anchor, borders and fill; covered places repeat those of the cell that covers them, for there edges are drawn."""
    left, top, right, bottom = cell.inset
    return (f'<a:tcPr marL="{emu(left)}" marR="{emu(right)}" marT="{emu(top)}" marB="{emu(bottom)}"{ANCHORS[cell.anchor]}>'
            f'{stroke(cell.left, "a:lnL")}{stroke(cell.right, "a:lnR")}{stroke(cell.top, "a:lnT")}{stroke(cell.bottom, "a:lnB")}'
            f"{fill(cell.fill)}</a:tcPr>")
