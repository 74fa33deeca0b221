"""Reading an essay: Markdown, plain text, or a Word document.

Word says which paragraphs are headings and items. Markdown is read by markdown-it-py. Plain text is read as Chinese manuscripts
are typed: a short line that begins with a number (`1.2 `, `一、`, `第三章`) and does not end like a sentence is a heading, its
depth by its number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from deckgen.drafting.essay import NUMBERED, Essay, Piece, essay
from deckgen.problem import Unusable
from deckgen.source.read import read_source

SUFFIXES = (".md", ".txt", ".docx")
LONGEST = 40
"""Letters of a line that may be a heading."""
ITEM = re.compile(r"\s*(?:[-*•·–—]\s+|\d{1,2}[)）]\s*|[①-⑳]\s*)(.+)")
SENTENCE = re.compile(r".*[。，；：！？.,;:!?…]")


def read_essay(path: Path) -> Essay:
    """The essay in a file. Raises Unusable where there is none or it is of another kind, DeckgenError where it isn't UTF-8."""
    match path.suffix.lower():
        case ".md" | ".markdown":
            pieces = markdown(read_source(path).text)
        case ".txt":
            pieces = plain(read_source(path).text)
        case ".docx":
            pieces = word(path)
        case _:
            raise Unusable(f"{path}: an essay is a file of {', '.join(SUFFIXES)}")
    return essay(pieces, path.stem)


def markdown(text: str) -> Iterator[Piece]:
    """Headings, paragraphs and items of lists; code, tables and quotations are passed over, signs of emphasis stay."""
    from markdown_it import MarkdownIt

    kind, level, skipped = "paragraph", 0, 0
    for token in MarkdownIt().parse(text):
        match token.type:
            case "heading_open":
                kind, level = "heading", int(token.tag[1:])
            case "list_item_open":
                kind = "item"
            case "heading_close" | "bullet_list_close" | "ordered_list_close":
                kind, level = "paragraph", 0
            case "blockquote_open":
                skipped += 1
            case "blockquote_close":
                skipped -= 1
            case "inline" if not skipped and not token.content.startswith("|"):
                words = " ".join(token.content.split())
                yield Piece(kind, words, level)  # type: ignore[arg-type]


def plain(text: str) -> Iterator[Piece]:
    """The first line is the title, where it is short; paragraphs are lines, or what empty lines part."""
    lines = text.replace("\r\n", "\n").split("\n")
    first = next((number for number, line in enumerate(lines) if line.strip()), -1)
    for number, line in enumerate(lines):
        words = line.strip()
        numbered = NUMBERED.fullmatch(words)
        item = ITEM.fullmatch(line)
        if not words:
            continue
        if len(words) <= LONGEST and not SENTENCE.fullmatch(words) and (number == first or numbered):
            yield Piece("heading", words, 1 if numbered is None else 1 + depth(numbered[1]))
        elif item is not None:
            yield Piece("item", item[1])
        else:
            yield Piece("paragraph", words)


def depth(number: str) -> int:
    """How deep a heading with this number stands: 1 for `一`, `第二章` and `3`, 2 for `3.1` and `（一）`."""
    return 2 if number.startswith("（") or number.endswith("节") else 1 + number.count(".")


def word(path: Path) -> Iterator[Piece]:
    """Paragraphs by their styles: Title, Heading 1 to 9, List …; others are items where Word numbers them."""
    from docx import Document
    from docx.opc.exceptions import PackageNotFoundError

    try:
        document = Document(str(path))
    except (PackageNotFoundError, KeyError, ValueError, OSError) as error:
        raise Unusable(f"{path}: no Word document, or a damaged one") from error
    titled = any(paragraph.style is not None and paragraph.style.name == "Title" for paragraph in document.paragraphs)
    for paragraph in document.paragraphs:
        name = (paragraph.style.name if paragraph.style is not None else None) or ""
        words = " ".join(paragraph.text.split())
        if name == "Title":
            yield Piece("heading", words, 1)
        elif found := re.fullmatch(r"Heading (\d)", name):
            yield Piece("heading", words, int(found[1]) + titled)
        elif name.startswith("List") or (paragraph._p.pPr is not None and paragraph._p.pPr.numPr is not None):
            yield Piece("item", words)
        else:
            yield Piece("paragraph", words)
