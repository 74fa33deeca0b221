"""Other words for a value that is typed already: in its own quotes or block, as few letters anew as can be."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from deckgen.source.edit import Reword
from deckgen.source.letters import HEADER, letters
from deckgen.source.node import Scalar
from deckgen.source.span import Source
from deckgen.source.spelling import block, escaped, says, ways
from deckgen.source.splice import Refused, Splice, line_end, spliced


def respelled(source: Source, node: Scalar, group: Sequence[Reword], text: str, flow: bool, column: int) -> list[Splice]:
    """The splices that make a value say `text`: as few letters as can be in its own quotes, else the whole of it in others.

    `group` is how it comes to say so; `flow`: brackets hold the value; `column`: how far in the key or dash of it stands.
    Raises Refused where YAML has no way to type it there.
    """
    kept = node.text != "" or node.style not in ("'", '"')  # nobody chose the quotes of an empty value
    pieces = _pieces(source, node, group) if kept and (text or node.style not in ("|", ">")) else []
    if pieces and says(spliced(source.text, pieces, node.span.start, node.span.end), text, flow, column):
        return pieces
    for typed in _spellings(source, node, text, flow, column):
        if says(typed, text, flow, column):
            return [Splice(node.span.start, node.span.end, typed)]
    raise Refused(f"line {node.span.line} cannot hold these words")


def _pieces(source: Source, node: Scalar, group: Iterable[Reword]) -> list[Splice]:
    places = letters(node.span, node.text)
    if places is None:
        return []
    indent = _indent(source, node)
    end = line_end(source)
    pieces = []
    for edit in group:
        new = edit.text
        match node.style:
            case '"':
                new = escaped(new)
            case "'":
                new = new.replace("'", "''")
            case "|":
                new = new.replace("\n", end + " " * indent)
            case ">":
                new = new.replace("\n", end * 2 + " " * indent)
        pieces.append(Splice(places[edit.start], places[edit.end], new))
    return pieces


def _spellings(source: Source, node: Scalar, text: str, flow: bool, column: int) -> Iterator[str]:
    """Ways to type a text, the value's own first."""
    alone = not flow and not node.style and re.compile(r"[ \t]*(?:[\r\n]|$)").match(source.text, node.span.end)
    if node.style in ("|", ">") or ("\n" in text and alone):
        indent = _indent(source, node)
        head = HEADER.match(source.text, node.span.start) if node.style else None
        first = head[0].replace(">", "|", 1).rstrip("\r\n") if head else "|"
        yield block(text, indent, line_end(source), first) if text else first
        if text.lstrip("\n").startswith(" ") and 0 < indent - column < 10:  # says where the lines begin
            yield block(text, indent, line_end(source), re.sub(r"^\|\d?", f"|{indent - column}", first))
    yield from ways(text, node.style if node.text else "")


def _indent(source: Source, node: Scalar) -> int:
    """How far the lines of a block of text stand in; for a value that is none yet, two further than its own line's key."""
    if node.style in ("|", ">"):
        head = HEADER.match(source.text, node.span.start)
        lines = source.text[head.end():node.span.end].splitlines() if head else []
        own = node.text.split("\n")
        for line, made in zip(lines, own, strict=False):
            if line.strip():
                return len(line) - len(line.lstrip(" ")) - (len(made) - len(made.lstrip(" ")) if node.style == "|" else 0)
    line = source.lines[node.span.line - 1][:node.span.column - 1]
    return len(re.match(r"[ ]*(?:- +)*", line)[0]) + 2  # type: ignore[index]
