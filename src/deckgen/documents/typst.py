"""A document as PDF, set by typst: bookmarks, tags and alternative text, no dates; the same bytes each time on one machine.

Pages of the deck stay drawings, sharp at any size. Typst takes its fonts from the machine, so the faces that the theme names
have free ones behind them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, assert_never

from deckgen.documents.model import Beside, Block, Break, Document, Heading, Lines, Para, Picture, Table
from deckgen.documents.paper import (
    GAP,
    HEADINGS,
    INDENT,
    MARGIN,
    RULED,
    SIZES,
    TOGETHER,
    WIDTH,
    Ink,
    faces_for_han,
    fitted,
    shares,
    stand_ins,
)
from deckgen.documents.pictures import Drawn
from deckgen.problem import Unusable
from deckgen.text.paragraph import Run, Runs, plain
from deckgen.text.scripts import HAN_MARKS, holds_han

MISSING = "PDF needs typst, which is not installed: pip install 'deckgen[pdf]'"


def write_pdf(document: Document, ink: Ink, drawn: Mapping[str, Drawn]) -> bytes:
    """The file. Raises Unusable where typst is missing, or a face for Chinese that has to be set."""
    try:
        from typst import Fonts, TypstError, compile
    except ImportError:
        raise Unusable(MISSING) from None
    source = _source(document, ink, drawn)
    if holds_han(source) and not {*faces_for_han(ink.east_asian)} & {*Fonts().families()}:
        raise Unusable(f"PDF needs a face for Chinese: install {ink.east_asian} or Noto Sans CJK SC")
    files: Any = {"main.typ": source.encode(), **{f"{page}.svg": each.svg.encode() for page, each in drawn.items()}}
    try:
        made = compile(files,  # a mapping of names to bytes, which its types do not know
                       format="pdf", pdf_standards=["ua-1"])
    except TypstError as error:
        raise AssertionError(f"typst refuses our own source: {error.message}") from error
    assert isinstance(made, bytes)
    return made


def _source(document: Document, ink: Ink, drawn: Mapping[str, Drawn]) -> str:
    return _style(document, ink) + "\n\n" + _Writer(ink, drawn).blocks(document.blocks, WIDTH - 2 * MARGIN)


def _style(document: Document, ink: Ink) -> str:
    """How all of the document is set. Latin comes first in Chinese text too, but for the marks that are wide beside Han."""
    language, _, region = document.language.partition("-")
    covers = ', covers: regex("[^“”‘’—…]")' if language in ("zh", "ja", "ko") else ""
    latin = [f"(name: {_said(each)}{covers})" for each in stand_ins(ink.latin)]
    faces = ", ".join([*latin, *map(_said, faces_for_han(ink.east_asian))])
    code = ", ".join(map(_said, (ink.code, "Liberation Mono", *faces_for_han(ink.east_asian))))
    where = f", region: {_said(region.lower())}" if len(region) == 2 else ""
    tongue = f"lang: {_said(language.lower() if 2 <= len(language) <= 3 else 'en')}{where}"
    author = _said(document.author) if document.author else "()"
    (size, pitch), (small, _) = SIZES["normal"], SIZES["small"]
    title, lead = HEADINGS[0][0], HEADINGS[0][1] - HEADINGS[0][0]
    black, grey, second, link = (f"rgb({_said(each)})" for each in (ink.ink, ink.grey, ink.second, ink.link))
    over = f"stroke: (top: 1.5pt + {black}), inset: (top: 8pt), "
    lines = [
        f"#set document(title: {_said(document.title)}, author: {author}, date: none)",
        f"#set text(font: ({faces}), size: {size}pt, fill: {black}, {tongue}, top-edge: 0.8em, bottom-edge: -0.2em)",
        f"#set par(leading: {pitch - size}pt, spacing: {pitch - size + 8}pt, justify: false)",
        f'#set page(paper: "a4", margin: (x: {MARGIN}mm, top: {MARGIN}mm, bottom: 18mm), footer-descent: 30%, footer: '
        f"context text({small}pt, fill: {second})[#{_said(document.foot)} #h(1fr) "
        "#counter(page).display() / #counter(page).final().first()])",
        f"#let west(body) = text(font: ({', '.join(map(_said, (*stand_ins(ink.latin), *faces_for_han(ink.east_asian))))}), body)",
        f"#show raw: set text(font: ({code}), size: 1em)",
        f"#show link: set text(fill: {link})",
        f"#show title: set text({title}pt)",
        f"#show title: set par(leading: {lead}pt)",
        f"#set table(stroke: (_, y) => (top: if y == 0 {{ 1.5pt + {black} }} else {{ 0.5pt + {grey} }}, bottom: 0.5pt + {grey}), "
        "inset: (x: 0pt, y: 4pt))",
        "#show heading: set block(above: 0pt, below: 0pt)",
    ]
    for look, ((size, pitch), above, below) in enumerate(zip(HEADINGS[1:], (30, 26, 16), (14, 12, 9), strict=True), 1):
        lines.append(f"#let head{look}(level, body) = block(width: 100%, above: {above}pt, below: {below}pt, sticky: true, "
                     f"{over if look == 1 else ''}{{ show heading: set text({size}pt); set par(leading: {pitch - size}pt); "
                     "heading(level: level, body) })")
    return "\n".join(lines)


class _Writer:
    def __init__(self, ink: Ink, drawn: Mapping[str, Drawn]) -> None:
        self.ink, self.drawn = ink, drawn

    def blocks(self, blocks: Sequence[Block], width: float, sticky: bool = False) -> str:
        out: list[str] = []
        at = 0
        while at < len(blocks):
            block = blocks[at]
            at += 1
            match block:
                case Heading():
                    out.append(self._heading(block))
                case Para(marker=""):
                    made = self._sized(block, f"par({self._runs(block.runs)})")
                    held = at < len(blocks) and isinstance(blocks[at], Lines)
                    out.append(f"#block(sticky: true)[{made}]" if held else made)
                case Para():
                    items = [block]
                    while at < len(blocks) and isinstance(item := blocks[at], Para) and item.marker:
                        items.append(item)
                        at += 1
                    out += [self._sized(each, self._item(each)) for each in items]
                case Table():
                    out.append(self._table(block))
                case Picture():
                    out.append(self._picture(block, width))
                case Lines():
                    line = f"line(length: 100%, stroke: 0.6pt + rgb({_said(self.ink.grey)}))"
                    ruled = f"block(width: 100%, height: {RULED}mm, above: 0pt, below: 0pt, align(bottom, {line}))"
                    lines = f"for _ in range({block.count}) {{ {ruled} }}"
                    out.append(f"#block(width: 100%, breakable: {_flag(block.count > TOGETHER)}, above: 0pt, below: 18pt, "
                               f"pdf.artifact({{ {lines} }}))")
                case Break():
                    out.append("#pagebreak(weak: true)")
                case Beside():
                    following = blocks[at] if at < len(blocks) else None
                    out.append(self._beside(block, width, isinstance(following, Para)))
                case _:
                    assert_never(block)
        return "\n\n".join(out)

    def _heading(self, block: Heading) -> str:
        runs = self._runs(block.runs)
        return f"#head{block.look}({block.level}, {runs})" if block.level else f"#title({runs})"

    def _sized(self, block: Para, made: str) -> str:
        if block.size == "normal":
            return f"#{made}"
        size, pitch = SIZES[block.size]
        weight = ', weight: "bold"' if block.size == "large" else f", fill: rgb({_said(self.ink.second)})"
        return f"#{{ set text({size}pt{weight}); set par(leading: {pitch - size}pt, spacing: {pitch - size + 2}pt); {made} }}"

    def _item(self, block: Para) -> str:
        """One item as a list of its own, so that lists of both kinds can be mixed as typed."""
        inset = f"indent: {INDENT * block.level}pt, body-indent: 8pt"
        if block.marker == "–":
            return f"list(marker: [–], {inset}, {self._runs(block.runs)})"
        return f"enum(numbering: \"1.\", start: {block.marker[:-1]}, {inset}, {self._runs(block.runs)})"

    def _picture(self, block: Picture, width: float) -> str:
        drawn = self.drawn[block.page]
        wide = fitted(block.width, drawn.ratio, width)
        return (f"#block(stroke: 0.5pt + rgb({_said(self.ink.grey)}), inset: 0.5pt, above: 0pt, below: 6pt, "
                f"image({_said(block.page + '.svg')}, width: {wide}mm, alt: {_said(drawn.alt)}))")

    def _beside(self, block: Beside, width: float, sticky: bool) -> str:
        left = min(max((each.width for each in block.pictures), default=0.0), width - 40)
        right = width - left - GAP
        cells = ", ".join(f"[{self.blocks(each, room)}]" for each, room in ((block.pictures, left), (block.blocks, right)))
        return (f"#block(breakable: false, sticky: {_flag(sticky)}, above: 14pt, below: 17pt, "
                f"grid(columns: ({left}mm, {right}mm), column-gutter: {GAP}mm, {cells}))")

    def _table(self, block: Table) -> str:
        small = SIZES["small"]
        head = ", ".join(f"strong({self._runs(cell)})" for cell in block.header)
        cells = ", ".join(self._runs(cell) for row in block.rows for cell in row)
        widths = ", ".join(f"{each:.4f}fr" for each in shares(block))
        return (f"#{{ set text({small[0]}pt); set par(leading: {small[1] - small[0]}pt); table(columns: ({widths}), "
                f"table.header({head}), {cells}) }}")

    def _runs(self, runs: Runs) -> str:
        """Runs as one value: what stands in braces is joined."""
        text = plain(runs)
        if not text:
            return "[]"
        made = "{ " + "; ".join(self._run(run) for run in runs) + " }"
        return made if holds_han(text) or not {*HAN_MARKS} & {*text} else f"west({made})"

    def _run(self, run: Run) -> str:
        made = f"raw({_said(run.text)})" if run.code else f"[#{_said(run.text)}]"
        if run.shift:
            made = f"{'super' if run.shift > 0 else 'sub'}({made})"
        if run.brush:
            made = f"text(fill: rgb({_said(self.ink.brush)}), strong({made}))"
        elif run.bold:
            made = f"strong({made})"
        return f"link({_said(run.link)}, {made})" if run.link else made


def _flag(on: bool) -> str:
    return "true" if on else "false"


def _said(text: str) -> str:
    """A text as typst's own literal."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'
