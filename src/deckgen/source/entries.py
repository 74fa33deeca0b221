"""Where the entries of a list or a mapping stand: from the comment above each to the comment behind it.

What belongs to an entry between lines: comment lines right above it, with no empty line between; the comment on its last line;
and comment lines right below it that stand further in than its dash or key. A comment with an empty line between it and the
entry below is a heading over what follows: it belongs to nobody and stays where it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from deckgen.source.node import Mapping, Node, Scalar, Sequence
from deckgen.source.span import Source
from deckgen.source.splice import END, Refused

_ALIAS = re.compile(r"[^\r\n#]*?\*[^\s,\]}]+")
_BLANK_LINE = re.compile(r"[ \t]*(?:\r\n|\r|\n)")
_COMMENT_LINE = re.compile(r"([ \t]*)#[^\r\n]*(?:\r\n|\r|\n|$)")
_BETWEEN = re.compile(r"(?:[\s,]|#[^\r\n]*)*")


class Entry(NamedTuple):
    """One entry, in offsets of the file: `head` is its dash or key, `start` the beginning of its first line, comments above
    counted in; where it does not begin its line, and between brackets, `start` is `head`. `end` is before the line's end."""

    start: int
    head: int
    end: int


def entries(source: Source, node: Sequence | Mapping) -> list[Entry]:
    """The entries of a list or mapping in order. Raises Refused where they can't be told apart."""
    if bracketed(node):
        return _between_brackets(source, node)
    heads = _dashes(source, node) if isinstance(node, Sequence) else [key.span.start for key in node.keys.values()]
    below = node.items if isinstance(node, Sequence) else list(node.items.values())
    if len(heads) != len(below):
        raise Refused("the items of this list cannot be told apart")
    found: list[Entry] = []
    for number, (head, item) in enumerate(zip(heads, below, strict=True)):
        limit = heads[number + 1] if number + 1 < len(heads) else len(source.text)
        start = line_start(source, head)
        alone = not source.text[start:head].strip(" ")
        if number and not alone:
            raise Refused("the items of this list cannot be told apart")
        if alone:
            start = _above(source, start, found[-1].end if found else 0)
        found.append(Entry(start if alone else head, head, _end(source, head, item, limit)))
    return found


def bracketed(node: Sequence | Mapping) -> bool:
    """Whether a list or mapping stands between brackets."""
    return node.span.source.text[node.span.start:node.span.start + 1] in ("[", "{")


def line_start(source: Source, at: int) -> int:
    """Where the line begins in which an offset is."""
    return max(source.text.rfind("\n", 0, at), source.text.rfind("\r", 0, at)) + 1


def line_stop(source: Source, at: int) -> int:
    """Where the line ends in which an offset is, before its line end."""
    found = END.search(source.text, at)
    return found.start() if found else len(source.text)


def scalars(node: Node) -> Iterator[Scalar]:
    """Every text in a node, keys too, in the order in which it holds them."""
    if isinstance(node, Scalar):
        yield node
    elif isinstance(node, Mapping):
        for key, value in zip(node.keys.values(), node.items.values(), strict=True):
            yield key
            yield from scalars(value)
    else:
        for each in node.items:
            yield from scalars(each)


def furniture(source: Source, entry: Entry, node: Node) -> str:
    """What an entry is typed with beside its texts: dashes, brackets, comments, anchors and aliases."""
    spans = sorted({(each.span.start, each.span.end) for each in scalars(node)
                    if entry.start <= each.span.start and each.span.end <= entry.end})
    at, pieces = entry.start, []
    for start, end in spans:
        pieces.append(source.text[at:start])
        at = end
    return "".join((*pieces, source.text[at:entry.end]))


def _dashes(source: Source, node: Sequence) -> list[int]:
    """The dashes of a list: lines that begin with one in its column, those inside quotes apart."""
    first, column = node.span.start, node.span.column - 1
    quoted = [each.span for each in scalars(node) if each.style in ("'", '"')]
    hidden = [(span.start, span.end) for span in quoted if END.search(source.text, span.start, span.end)]
    found = [first]
    for dash in re.compile(rf"(?<=[\r\n]) {{{column}}}-(?!\S)").finditer(source.text, first + 1, node.span.end):
        if not any(start < dash.end() <= end for start, end in hidden):
            found.append(dash.end() - 1)
    return found if source.text[first:first + 1] == "-" else []


def _end(source: Source, head: int, item: Node, limit: int) -> int:
    """The end of an entry's last line, comments that belong to it counted in."""
    end = item.span.end
    if not head <= item.span.start <= limit:
        alias = _ALIAS.match(source.text, head)  # its node stands at the anchor
        if alias is None:
            raise Refused("the items of this list cannot be told apart")
        end = alias.end()
    end = line_stop(source, max(end, head + 1))
    column = head - line_start(source, head)
    while (stop := END.match(source.text, end)) and (comment := _COMMENT_LINE.match(source.text, stop.end())):
        if len(comment[1]) <= column:
            break
        end = line_stop(source, stop.end())
    return end


def _above(source: Source, start: int, floor: int) -> int:
    """The beginning of the comment lines right above a line, none of them before `floor`."""
    while start > floor:
        end = start - (2 if source.text.startswith("\r\n", start - 2) else 1)
        above = line_start(source, end)
        if (above <= floor and floor) or not _COMMENT_LINE.match(source.text, above):
            break
        start = above
    return start


def blank_lines(source: Source, at: int) -> int:
    """Where the empty lines end that follow from the beginning of a line on."""
    while (blank := _BLANK_LINE.match(source.text, at)) is not None:
        at = blank.end()
    return at


def _between_brackets(source: Source, node: Sequence | Mapping) -> list[Entry]:
    if isinstance(node, Sequence):
        ends = [(each.span.start, each.span.end) for each in node.items]
    else:
        ends = [(key.span.start, max(key.span.end, value.span.end if value.span.start >= key.span.end else 0))
                for key, value in zip(node.keys.values(), node.items.values(), strict=True)]
    around = pairwise([(0, node.span.start + 1), *ends, (node.span.end - 1, 0)])
    for (_, end), (start, _) in around:
        if start < end or not _BETWEEN.fullmatch(source.text, end, start):
            raise Refused("an anchor or an alias stands in this list; edit it by hand")
    return [Entry(start, start, end) for start, end in ends]
