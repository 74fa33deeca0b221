r"""Reading what a document's template prints: Markdown, and six words of our own on lines of their own.

    <picture page="recipe~2" width="60">   a page of the deck, so many millimetres wide
    <lines count="4">                      lines to write on
    <page>                                 a new sheet of paper
    <beside> … </beside>                   its pictures on the left, the rest beside them
    <small> … </small>, <large> … </large>

Of Markdown: `#` headings, paragraphs, `-` and `1.` lists, `|` tables with a row of heads, and what `text.inline` reads, which
knows what CommonMark does not: emphasis beside Chinese marks, the brush, sub- and superscript. Words of the author are escaped
before a template prints them (`quoted`), so that they are never taken for any of this.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import assert_never

from deckgen.documents.model import Beside, Block, Break, Heading, Lines, Para, Picture, Size, Table
from deckgen.problem import DeckgenError, Problem, did_you_mean
from deckgen.source.span import Span
from deckgen.text.inline import LIST, OWN_LINE, join_lines, read_text
from deckgen.text.paragraph import Numbering, Runs
from deckgen.value import value

WORDS: dict[str, tuple[str, ...]] = {"picture": ("page", "width"), "lines": ("count",), "page": (), "beside": (), "small": (),
                                     "large": ()}
"""Each word with the attributes that it must have."""
AROUND = ("beside", "small", "large")
"""Words that are closed."""
WIDEST, MOST = 170.0, 40
"""Millimetres between the margins, and lines on a sheet."""

_word = re.compile(r"</?([A-Za-z][\w-]*)((?:[^<>\"]|\"[^\"]*\")*)/?>").fullmatch
_attribute = re.compile(r'([\w-]+)\s*=\s*"([^"]*)"|(\S+)').finditer
_begun = re.compile(r"</?[A-Za-z]").match
_heading = re.compile(r"(#{1,3})\s+(.*)").fullmatch
_rule = re.compile(r"\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?").fullmatch
_cell = re.compile(r"(?<!\\)\|").split
_signs = re.compile(r"[\\*`\[\]~^|<]").sub
_start = re.compile(r"(#|[-+>](?=\s)|\d{1,3}(?=[.)]\s))").match


@value(frozen=True)
class Said:
    """A document as it was printed, the pages that it may show, and where in its templates a piece of it stands."""

    text: str
    pages: Sequence[str]
    place: Callable[[str], Span | None]


def quoted(text: str) -> str:
    """The author's plain words as Markdown that means just these letters, on one line."""
    text = _signs(r"\\\g<0>", join_lines(text.splitlines()) if "\n" in text else text)
    found = _start(text)
    if found is None:
        return text
    at = found.end() if text[0].isdigit() else 0
    return f"{text[:at]}\\{text[at:]}"


def read_document(said: Said) -> tuple[Block, ...]:
    """The blocks of a printed document. Raises DeckgenError with every fault, each at its line of the template."""
    reader = _Reader(said)
    for line in said.text.splitlines():
        reader.line(line)
    return reader.done()


class _Open:
    """A word that is not closed yet, and what it holds so far."""

    def __init__(self, name: str, typed: str) -> None:
        self.name, self.typed = name, typed
        self.blocks: list[Block] = []


class _Reader:
    """Reads line by line; `open` are the words that wait for their end, the document itself at the bottom."""

    def __init__(self, said: Said) -> None:
        self.said = said
        self.open = [_Open("", "")]
        self.problems: dict[Problem, None] = {}
        self.lines: list[str] = []
        self.marker, self.level, self.numbering = "", 0, Numbering()
        self.table: list[str] = []

    # ---- Markdown ----------------------------------------------------------------------------------------------------

    def line(self, line: str) -> None:
        """Take in one line."""
        text = line.strip()
        if self.table and not text.startswith("|"):
            self.finish()
        if not text:
            self.finish()
        elif word := _word(text):
            self.finish()
            self.numbering = Numbering()
            self.word(word[1].lower(), word[2].strip().removesuffix("/"), text)
        elif _begun(text):
            self.wrong("a word of a document stands alone on its line", text,
                       'such as <lines count="3">; the sign < is written \\<')
        elif heading := _heading(text):
            self.finish()
            self.numbering = Numbering()
            self.add(Heading(len(heading[1]), len(heading[1]), read_text(heading[2])))
        elif text.startswith("|"):
            if not self.table:
                self.finish()
            self.table.append(text)
        elif item := LIST.match(line):
            self.finish()
            self.level = min(len(item[1]) // 2, 2)
            number = self.numbering.next("" if item[2] else "1.", self.level)
            self.marker = f"{number}." if number else "–"
            self.lines = [line[item.end():].strip()]
        else:
            if OWN_LINE.match(text):
                self.finish()
            if not self.lines and not self.marker:
                self.numbering = Numbering()
            self.lines.append(text)

    def finish(self) -> None:
        """A paragraph, an item or a table ends here."""
        if self.lines:
            self.add(Para(read_text(join_lines(self.lines)), self.size, self.marker, self.level))
        if self.table:
            self.add(_table(self.table))
            self.numbering = Numbering()
        self.lines, self.table, self.marker, self.level = [], [], "", 0

    # ---- our own words -----------------------------------------------------------------------------------------------

    def word(self, name: str, rest: str, typed: str) -> None:
        """One of our words, opened or closed."""
        if name not in WORDS:
            self.wrong(f"a document has no word <{name}>", typed,
                       f"{did_you_mean(name, WORDS)}there are: {', '.join(f'<{each}>' for each in WORDS)}")
        elif typed.startswith("</"):
            self.close(name, typed)
        elif (given := self.given(name, rest, typed)) is not None:
            match name:
                case "picture":
                    self.picture(given, typed)
                case "lines":
                    if (count := self.measure(given["count"], MOST, typed, "lines")) is not None:
                        self.add(Lines(int(count)))
                case "page":
                    self.add(Break())
                case _:
                    if name == "beside" and any(each.name == "beside" for each in self.open):
                        self.wrong("<beside> stands in another one", typed, "close the first before it")
                    self.open.append(_Open(name, typed))

    def close(self, name: str, typed: str) -> None:
        if self.open[-1].name != name or len(self.open) == 1:
            waiting = f"<{self.open[-1].name}> is closed first" if len(self.open) > 1 else "nothing is open here"
            self.wrong(f"{typed} closes what is not open", typed, waiting)
            return
        ended = self.open.pop()
        if name != "beside":
            self.open[-1].blocks += ended.blocks
            return
        pictures = tuple(each for each in ended.blocks if isinstance(each, Picture))
        if not pictures:
            self.wrong("<beside> has no picture to stand beside", ended.typed, 'put a <picture page="…" width="…"> in it')
        self.add(Beside(pictures, tuple(each for each in ended.blocks if not isinstance(each, Picture))))

    def given(self, name: str, rest: str, typed: str) -> dict[str, str] | None:
        """The attributes of a word; None where they are not those that it has."""
        found = {each[1] or each[3]: each[2] or "" for each in _attribute(rest)}
        for each in found:
            if each not in WORDS[name]:
                has = ", ".join(WORDS[name])
                hint = f"{did_you_mean(each, WORDS[name])}it has {has}" if has else "it has none"
                self.wrong(f"<{name}> has no '{each}'", typed, hint)
                return None
        missing = [each for each in WORDS[name] if not found.get(each)]
        if missing:
            self.wrong(f"<{name}> needs '{missing[0]}'", typed, f'{missing[0]}="…"')
            return None
        return found

    def picture(self, given: dict[str, str], typed: str) -> None:
        width = self.measure(given["width"], WIDEST, typed, "millimetres")
        if given["page"] not in self.said.pages:
            known = ", ".join(self.said.pages)
            hint = did_you_mean(given["page"], self.said.pages)
            self.wrong(f"the deck has no page '{given['page']}'", typed, f"{hint}pages: {known}")
        elif width is not None:
            self.add(Picture(given["page"], width))

    def measure(self, text: str, most: float, typed: str, what: str) -> float | None:
        """A number from 1 to `most`; of lines a whole one."""
        try:
            number = float(int(text)) if what == "lines" else float(text)
        except ValueError:
            number = 0.0
        if 1 <= number <= most:
            return number
        self.wrong(f"'{text}' is no number of {what} from 1 to {most:g}", typed, "")
        return None

    # ---- what was read -----------------------------------------------------------------------------------------------

    @property
    def size(self) -> Size:
        names = [each.name for each in self.open]
        return "small" if "small" in names else "large" if "large" in names else "normal"

    def add(self, block: Block) -> None:
        self.open[-1].blocks.append(block)

    def wrong(self, message: str, typed: str, hint: str) -> None:
        self.problems[Problem(message, self.said.place(typed), hint, "document-word")] = None

    def done(self) -> tuple[Block, ...]:
        self.finish()
        for each in self.open[1:]:
            self.wrong(f"<{each.name}> is not closed", each.typed, f"close it with </{each.name}> on a line of its own")
        if self.problems:
            raise DeckgenError(self.problems)
        return _outlined(self.open[0].blocks)


def _outlined(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The headings' levels made an outline, as screen readers and PDF/UA want it: a first `#` is the title, the highest of the
    others is level 1, and none is more than one below the heading before it."""
    titled = bool(blocks) and isinstance(blocks[0], Heading) and blocks[0].level == 1
    others = [*headings(blocks)][int(titled):]
    above = min((each.level for each in others), default=1) - 1
    before = 0
    levels: dict[int, int] = {}
    for each in others:
        before = levels[id(each)] = min(each.level - above, before + 1)

    def outlined(block: Block) -> Block:
        match block:
            case Heading():
                return replace(block, level=levels.get(id(block), 0))
            case Beside():
                return replace(block, blocks=tuple(map(outlined, block.blocks)))
            case _:
                return block

    return tuple(map(outlined, blocks))


def headings(blocks: Sequence[Block]) -> Iterator[Heading]:
    """All headings in order."""
    for block in blocks:
        if isinstance(block, Heading):
            yield block
        elif isinstance(block, Beside):
            yield from headings(block.blocks)


def _table(lines: Sequence[str]) -> Table:
    """Lines between bars; the first row is that of the heads, with or without a rule below it. Short rows are filled up."""
    rows = [[read_text(cell.strip()) for cell in _cell(line.strip().removeprefix("|").removesuffix("|"))]
            for line in lines if not _rule(line)]
    columns = max(map(len, rows), default=0)
    full: list[tuple[Runs, ...]] = [(*row, *[()] * (columns - len(row))) for row in rows]
    return Table(full[0] if full else (), tuple(full[1:]))


def pages_shown(blocks: Sequence[Block]) -> list[str]:
    """The pages that a document shows, each once."""
    found: dict[str, None] = {}
    for block in blocks:
        match block:
            case Picture():
                found[block.page] = None
            case Beside():
                found.update(dict.fromkeys([*(each.page for each in block.pictures), *pages_shown(block.blocks)]))
            case Heading() | Para() | Table() | Lines() | Break():
                pass
            case _:
                assert_never(block)
    return list(found)
