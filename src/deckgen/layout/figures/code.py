"""Code: a panel of paper with lines as they were typed, in a few of the theme's inks.

Every character takes one cell, a Han character two, so that what stands in columns in an editor does so here. Of the sizes, each
with air between the lines and without, it takes the largest at which the fewest lines are parted. A line that is too long for
all of them goes on below, four cells further in. Copied from the slide it is the program again: a line is a paragraph, and
line numbers stand in a frame of their own. What is no program but sentences in Chinese stands in the face of text.

Colour is never alone: keywords are bold, strings have their quotes, comments their sign, lines to look at are bold throughout.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import accumulate

from deckgen.layout.pen import Pen
from deckgen.outline.blocks import Code
from deckgen.problem import columns as cells
from deckgen.problem import so_many
from deckgen.scene import Box, Group, Text
from deckgen.text.paragraph import Paragraph, Run, Style, plain
from deckgen.text.scripts import holds_han
from deckgen.text.widths import CODE
from deckgen.text.wrap import GAP
from deckgen.theme.model import Layout
from deckgen.theme.palette import READABLE, contrast, looks
from deckgen.value import value

SIDE, ABOVE, BELOW = 24.0, 6.0, 18.0
"""Between the panel's edges and the code; above there is air in the first line already."""
TIGHT = 1.45
"""The least pitch, in sizes."""
TAB, HANG = 4, 4
"""Cells of a tab, and how far a line that goes on stands further in."""
LEAST = 24
"""Cells that a panel must be wide."""
CELL, BORDER = max(CODE.values()), GAP
"""What a cell is measured as, and a border of Han, in em: code stays inside where another face stands in for the theme's."""
AFTER = " ,;([{=+|&"
"""Where a long line may part: behind these, or beside Han."""
DANGLING = tuple(f" {word} " for word in ("for", "in", "if", "else", "and", "or", "not", "is", "as", "import", "with", "lambda"))
"""What belongs to the row below."""

STRONG = ("Keyword", "Operator.Word", "Comment.Preproc", "Name.Tag", "Generic.Heading", "Generic.Subheading", "Generic.Strong")
"""Pygments' tokens that are set in bold."""

Line = tuple[Run, ...]


@value(frozen=True)
class Set:
    """Code at one size: its paragraphs, the rows that each takes, and the size."""

    paragraphs: tuple[Paragraph, ...]
    rows: tuple[int, ...]
    style: Style

    @property
    def height(self) -> float:
        return sum(self.rows) * self.style.pitch + ABOVE + BELOW


def draw(code: Code, pen: Pen, layout: Layout) -> tuple[Text | Group, ...]:
    """The panel in the pen's box, as high as its lines."""
    lines = coloured(code, pen, layout)
    digits = len(str(len(lines))) if code.numbers else 0
    style, box = pen.style("code"), pen.box
    if not _prose(code):
        style = replace(style, cell=pen.face.advance("0", code=True))
    sets = [_set(lines, each, most) for each in _sizes(style)
            if (most := (box.width - 2 * SIDE - _gutter(digits, each)) / each.size) >= LEAST * CELL]
    if not sets:
        pen.complain("code needs a wider place", code.text, "give it a slide of its own, or fewer columns")
        return ()
    fitting = [each for each in sets if each.height <= box.height + 0.01]
    if not fitting:
        many = -int((box.height - sets[-1].height) // sets[-1].style.pitch)
        pen.complain(f"the code does not fit its place: {so_many(many, 'line')} too many at the smallest size", code.text,
                     "show the lines that you talk about, or give it a slide of its own")
    return _panel(min(fitting, key=lambda each: sum(each.rows), default=sets[-1]), code, pen, digits,
                  _inks(pen, layout)["accent1"])


def _sizes(style: Style) -> Iterator[Style]:
    """Sizes to try in order, each with its own pitch and then a closer one."""
    for size in style.smaller():
        yield size
        yield replace(size, pitch=min(size.pitch, round(size.size * TIGHT, 2)))


def _gutter(digits: int, style: Style) -> float:
    """The room of line numbers left of the code, in whole points."""
    return float(round((digits + 2) * CELL * style.size)) if digits else 0.0


# ---- colours ---------------------------------------------------------------------------------------------------------


def coloured(code: Code, pen: Pen, layout: Layout) -> list[Line]:
    """The lines of the code as runs; empty lines at the start and the end are left out."""
    from pygments.lexers import get_lexer_by_name

    text = "\n".join(_spaced(line) for line in code.text.strip("\n").split("\n"))
    run = partial(Run, key=code.text.key, exact=code.text.exact and text == code.text.strip("\n"), code=not _prose(code))
    ink = _inks(pen, layout)
    lines: list[list[Run]] = [[]]
    lexer = get_lexer_by_name(code.language.strip(), stripnl=False)
    for token, part in lexer.get_tokens(text):
        colour, bold = _look(str(token))
        red = len(lines) in code.highlight and colour != "dk2"
        for number, piece in enumerate(part.split("\n")):
            if number:
                lines.append([])
                red = len(lines) in code.highlight and colour != "dk2"
            if piece:
                tint = "accent1" if red else colour
                lines[-1].append(run(piece, bold=bold or red, colour=ink[tint] if tint else None))
    return [_joined(line) for line in lines[:text.count("\n") + 1]]  # a lexer's text ends with a newline


def _prose(code: Code) -> bool:
    """Whether it is sentences in Chinese, such as a prompt: those stand in the face of text, and in no cells."""
    text = str(code.text)
    return code.language.strip() == "text" and holds_han(text) and not any(
        char.isascii() and not (char.isdigit() or char == "\n") for char in text)


def _spaced(line: str) -> str:
    """A line with its tabs as spaces, up to the next multiple of four cells, and none at its end."""
    if "\t" not in line:
        return line.rstrip()
    out = ""
    for part in line.split("\t"):
        out += part
        out += " " * (TAB - cells(out) % TAB)
    return out.rstrip()


def _look(token: str) -> tuple[str, bool]:
    """The ink of a Pygments token and whether it is bold; no ink is the panel's own."""
    kind = token.removeprefix("Token.")
    if kind.startswith("Comment") and not kind.startswith("Comment.Preproc"):
        return "dk2", False
    if kind.startswith(("Literal.String.Escape", "Literal.String.Interpol", "Generic.Inserted")):
        return "accent2", True
    if kind.startswith("Literal.String"):
        return "accent2", False
    if kind.startswith(("Generic.Deleted", "Generic.Output", "Generic.Traceback")):
        return "dk2", False
    if kind.startswith("Generic.Prompt"):
        return "dk2", True
    return "", kind.startswith(STRONG)


def _inks(pen: Pen, layout: Layout) -> dict[str, str]:
    """The inks that can be read on the panel; for one that can't, the text's own."""
    colours, paint = pen.theme.colours, layout.paint
    ground = looks(paint.get("lt2", "lt2"), colours)
    return {ink: ink if contrast(looks(paint.get(ink, ink), colours), ground) >= READABLE else "dk1"
            for ink in ("dk2", "accent1", "accent2")}


def _joined(line: Sequence[Run]) -> Line:
    """Neighbours of one look in one run; spaces have any look."""
    found: list[Run] = []
    for run in line:
        if found and ((found[-1].bold, found[-1].colour) == (run.bold, run.colour) or not run.text.strip()):
            found[-1] = replace(found[-1], text=found[-1].text + run.text)
        else:
            found.append(run)
    return tuple(found)


# ---- lines -----------------------------------------------------------------------------------------------------------


def _set(lines: Sequence[Line], style: Style, most: float) -> Set:
    """The lines as paragraphs, those wider than so many em parted."""
    made, rows = [], []
    for line in lines:
        text = plain(line)
        hang = min(len(text) - len(text.lstrip()) + HANG, int(most / CELL) // 2)
        ends = _ends(text, most, hang)
        left = round(hang * (style.cell or CELL) * style.size, 2)
        own = style if len(ends) == 1 else replace(style, indent=left, hang=left)
        runs = _parted(line, ends[:-1])
        stops = tuple(end + number + 1 for number, end in enumerate(ends[:-1]))
        made.append(Paragraph(runs, style=own, breaks=(*stops, len(plain(runs)))))
        rows.append(len(ends))
    return Set(tuple(made), tuple(rows), style)


def _ends(text: str, most: float, hang: int) -> list[int]:
    """Where the rows of a line end, which are as few as they can be: behind a sign that parts it, in as few brackets as the later
    half of the row has, before a word such as `for`, as far on as that goes; else wherever there is no more room."""
    wide = [cells(char) for char in text]
    sums = [0.0, *accumulate(each * CELL + BORDER * (n > 0 and each != wide[n - 1]) for n, each in enumerate(wide))]
    depths = [0, *accumulate((char in "([{") - (char in ")]}") for char in text)]
    first = len(text) - len(text.lstrip())

    def places(start: int, room: float) -> list[int]:
        """Where a row may end, the last first; where there is no more room if no sign parts it."""
        at = max(bisect_right(sums, sums[start] + room) - 1, start + 1)
        return [each for each in range(at, max(start, first), -1) if text[each - 1] in AFTER or wide[each - 1] == 2] or [at]

    def rows(start: int, room: float) -> int:
        count = 1
        while sums[-1] - sums[start] > room:
            start, room, count = places(start, room)[0], most - hang * CELL, count + 1
        return count

    ends: list[int] = []
    start, room = 0, most
    while sums[-1] - sums[start] > room:
        found, few = places(start, room), rows(start, room)
        late = [each for each in found if sums[each] - sums[start] >= room / 2 and rows(each, most - hang * CELL) < few]
        part = min(late or found[:1], key=lambda each: (depths[each], text[:each].endswith(DANGLING), -each))
        ends.append(part)
        start, room = part, most - hang * CELL
    return [*ends, len(text)]


def _parted(line: Line, ends: Sequence[int]) -> Line:
    """A line with forced breaks at these offsets."""
    runs: list[Run] = []
    offset = 0
    for run in line:
        text = run.text
        for end in reversed([end for end in ends if offset < end <= offset + len(run.text)]):
            text = f"{text[:end - offset]}\n{text[end - offset:]}"
        runs.append(run if text is run.text else replace(run, text=text))
        offset += len(run.text)
    return tuple(runs)


def _panel(found: Set, code: Code, pen: Pen, digits: int, red: str) -> tuple[Text | Group, ...]:
    """The panel, and where lines are numbered the column left of it; `red` is the ink of lines to look at."""
    box = pen.box
    high, gutter = min(found.height, box.height), _gutter(digits, found.style)
    left = gutter + SIDE / 2 if digits else 0.0
    panel = Text(Box(box.x + left, box.y, box.width - left, high), found.paragraphs, fill="lt2",
                 inset=(SIDE / 2 if digits else SIDE, ABOVE, SIDE, BELOW), id=pen.ident(), name=f"{pen.prefix}.code")
    if not digits:
        return (panel,)
    plainly = replace(found.style, colour="dk2", align="right", cell=0.0)
    numbers: list[Paragraph] = []
    for number, rows in enumerate(found.rows, 1):
        seen = number in code.highlight
        run = Run(str(number) + "\n" * (rows - 1), code=True, bold=seen, colour=red if seen else None)
        numbers.append(Paragraph((run,), style=plainly, breaks=tuple(range(len(str(number)) + 1, len(run.text) + 1)) or (1,)))
    column = Text(Box(box.x, box.y, left, high), tuple(numbers), fill="lt2", inset=(0.0, ABOVE, SIDE / 2, BELOW), id=pen.ident(),
                  name=f"{pen.prefix}.numbers")
    return (Group((column, panel), Box(box.x, box.y, box.width, high), f"{pen.prefix}.listing"),)
