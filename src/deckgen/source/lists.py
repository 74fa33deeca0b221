"""Items of a list, and keys of a mapping, added, moved and taken out as splices of the lines or letters that hold them.

Inside a list items change places and everything between them (empty lines, headings in comments) keeps its own. A new item
between lines has the empty lines before it that its neighbours have. Into another list an item goes with its lines moved in
or out; between lines and brackets it is typed anew, which is refused where a comment or an anchor would be lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from deckgen.source.edit import AddItem, Data, DuplicateItem, ItemEdit, MoveItem
from deckgen.source.entries import Entry, blank_lines, bracketed, entries, furniture, line_start, line_stop
from deckgen.source.node import Mapping as Pairs
from deckgen.source.node import Scalar, Sequence
from deckgen.source.span import Source
from deckgen.source.spelling import between, stacked
from deckgen.source.splice import END, Refused, Splice, line_end, spliced

_DASH = re.compile(r"-([ \t]+)(?=[^\s#])")
_COLON = re.compile(r"[ \t]*:")


class Held(NamedTuple):
    """A list, the key whose value it is, if it is one, and whether brackets hold both."""

    node: Sequence
    key: Scalar | None
    flow: bool

    @property
    def hollow(self) -> bool:
        """`key: []` on a line of its own, which becomes lines with its first item."""
        return self.key is not None and not self.flow and not self.node.items

    @property
    def brackets(self) -> bool:
        """Whether its items stand between brackets, or will."""
        return bracketed(self.node) and not self.hollow

    @property
    def column(self) -> int:
        """How far in its dashes stand, or will."""
        return self.key.span.column + 1 if self.hollow and self.key else self.node.span.column - 1


def item_splices(source: Source, edit: ItemEdit, lists: Mapping[int, Held], rewords: Iterable[Splice],
                 item: Data) -> list[Splice]:
    """The splices of one edit of a list. `rewords` are those of a copy; `item` is what the item says. `lists` by their starts."""
    held = lists[edit.span.start]
    if isinstance(edit, AddItem):
        _in_range(edit.at, len(held.node.items) + 1)
        return inserted(source, held, edit.at, None, item)
    _in_range(edit.at, len(held.node.items))
    if isinstance(edit, DuplicateItem):
        return _duplicated(source, held, edit.at, rewords)
    if not isinstance(edit, MoveItem):
        return removed(source, held.node, edit.at, held.key)
    if edit.to.start == edit.span.start:
        _in_range(edit.place, len(held.node.items))
        return _permuted(source, held.node, edit.at, edit.place)
    target = lists[edit.to.start]
    _in_range(edit.place, len(target.node.items) + 1)
    own = entries(source, held.node)[edit.at]
    if own.start <= target.node.span.start < own.end:
        raise Refused("an item cannot move into itself")
    raw = None if held.brackets or target.brackets else _full(source, own)
    if raw is None and re.search(r"[#&*]", furniture(source, own, held.node.items[edit.at])):
        raise Refused("between lines and brackets an item is typed anew, and its comments or anchors would be lost")
    if raw is not None:
        raw = shifted(raw, target.column - held.column)
    return [*removed(source, held.node, edit.at, held.key), *inserted(source, target, edit.place, raw, item)]


def shifted(text: str, by: int) -> str:
    """Lines moved in by so many columns; out where it is negative, as far as their blanks go."""
    if by >= 0:
        return re.sub(r"(?<![^\r\n])(?=[^\r\n])", " " * by, text)
    return re.sub(rf"(?<![^\r\n]) {{1,{-by}}}", "", text)


# ---- out -------------------------------------------------------------------------------------------------------------


def removed(source: Source, node: Sequence | Pairs, at: int, key: Scalar | None = None) -> list[Splice]:
    """An entry taken out, with the empty lines or the comma that parted it from the next, or from the one before if it is the
    last. Of an only item `[]` is left."""
    found = entries(source, node)
    own, last = found[at], at == len(found) - 1
    if bracketed(node):
        return _out_of_brackets(source, node, found, at)
    if len(found) == 1:
        return _emptied(source, node, own, key)
    text = source.text
    if last:
        return [Splice(_ink_before(source, own.start), own.end, "")]
    after = blank_lines(source, _next_line(source, own.end))
    begin = line_start(source, own.start)
    if begin == own.start:
        return [Splice(own.start, after, "")]
    if after == line_start(source, found[at + 1].head):
        return [Splice(own.start, found[at + 1].head, "")]
    return [Splice(begin + len(text[begin:own.start].rstrip(" ")), _next_line(source, own.end), line_end(source))]


def _emptied(source: Source, node: Sequence | Pairs, own: Entry, key: Scalar | None) -> list[Splice]:
    if isinstance(node, Pairs):
        raise Refused("this is the only key here")
    if own.start > line_start(source, own.start):
        return [Splice(own.start, own.end, "[]")]
    colon = _COLON.match(source.text, key.span.end) if key is not None else None
    if colon is None or source.text[colon.end():line_stop(source, colon.end())].split("#")[0].strip():
        raise Refused("this is the only item of its list; take the list out")
    return [Splice(colon.end(), colon.end(), " []"), Splice(_ink_before(source, own.start), own.end, "")]


def _out_of_brackets(source: Source, node: Sequence | Pairs, found: list[Entry], at: int) -> list[Splice]:
    own = found[at]
    if at < len(found) - 1:
        return [Splice(own.start, found[at + 1].start, "")]
    behind = source.text[own.end:node.span.end - 1]
    comma = re.match(r"\s*,", behind)
    alone = [Splice(own.start, own.end + (comma.end() if comma else 0), "")]  # comments around it stay, one comma before them too
    if at == 0:
        noted = "#" in source.text[node.span.start:own.start] + behind
        return alone if noted else [Splice(node.span.start + 1, node.span.end - 1, "")]
    before = found[at - 1].end
    return alone if "#" in source.text[before:own.start] else [Splice(before, own.end, "")]


# ---- in --------------------------------------------------------------------------------------------------------------


def inserted(source: Source, held: Held, at: int, raw: str | None, item: Data) -> list[Splice]:
    """A new item: `raw` lines with their comments and indentation, or what it should say, typed here."""
    node, column, end = held.node, held.column, line_end(source)
    found = entries(source, node)
    if held.hollow and held.key is not None:
        return _first(source, held.key, node, raw or f"{' ' * column}- {stacked(item, column + 2, end, nested=True)}")
    if held.brackets:
        return [_into_brackets(source, node, found, at, between(item))]
    if raw is None:
        raw = " " * column + _typed(source, node, found, at, item)
    gap = end * (1 + _gap(source, found, at))
    if at:
        return [Splice(found[at - 1].end, found[at - 1].end, gap + raw)]
    first = found[0]
    begin = line_start(source, first.start)
    if begin == first.start:
        return [Splice(begin, begin, raw + gap)]
    if END.search(raw[:_head(raw)]):  # comments above it: they need lines of their own
        return [Splice(begin + len(source.text[begin:first.start].rstrip(" ")), first.start, end + raw + gap + " " * column)]
    return [Splice(first.start, first.start, raw[column:] + gap + " " * column)]


def _first(source: Source, key: Scalar, node: Sequence, raw: str) -> list[Splice]:
    """The lines of a first item in the place of `[]`, below the line of its key and what stands behind it."""
    colon = _COLON.match(source.text, key.span.end)
    stop = line_stop(source, node.span.end)
    if colon is None or source.text[colon.end():node.span.start].strip(" ") or source.text[node.span.start + 1:
            node.span.end - 1].strip():
        raise Refused("this list cannot take an item; edit it by hand")
    return [Splice(colon.end(), node.span.end, ""), Splice(stop, stop, line_end(source) + raw)]


def _duplicated(source: Source, held: Held, at: int, rewords: Iterable[Splice]) -> list[Splice]:
    node = held.node
    found = entries(source, node)
    own = found[at]
    if "&" in re.sub(r"#[^\r\n]*", "", furniture(source, own, node.items[at])):
        raise Refused("an anchor would stand twice; edit it by hand")
    copy = spliced(source.text, rewords, own.head, own.end)
    if bracketed(node):
        return [_into_brackets(source, node, found, at + 1, copy)]
    return inserted(source, held, at + 1, " " * held.column + copy, "")


def _into_brackets(source: Source, node: Sequence, found: list[Entry], at: int, typed: str) -> Splice:
    if not found:
        return Splice(node.span.start + 1, node.span.end - 1, typed)
    near = min(max(at - 1, 0), len(found) - 2)
    comma = source.text[found[near].end:found[near + 1].start] if len(found) > 1 else ", "
    if not re.fullmatch(r",\s*", comma):
        comma = ", "
    if at:
        return Splice(found[at - 1].end, found[at - 1].end, comma + typed)
    return Splice(found[0].start, found[0].start, typed + comma)


def _typed(source: Source, node: Sequence, found: list[Entry], at: int, item: Data) -> str:
    """A new item as its neighbour is typed: as much room behind the dash, and between brackets where that is."""
    near = min(max(at - 1, 0), len(found) - 1)
    dash = _DASH.match(source.text, found[near].head)
    room = dash[1] if dash and "\t" not in dash[1] else " "
    own = node.items[near]
    if not isinstance(own, Scalar) and bracketed(own) and not isinstance(item, str):
        return f"-{room}{between(item)}"
    return f"-{room}{stacked(item, node.span.column + len(room), line_end(source), nested=True)}"


def _gap(source: Source, found: list[Entry], at: int) -> int:
    """The empty lines that part the items around a place; those behind an only item, where it is of several lines."""
    near = found[min(max(at - 1, 0), max(len(found) - 2, 0))]
    if len(found) == 1 and not END.search(source.text, near.head, near.end):
        return 0
    begin = _next_line(source, near.end)
    end = blank_lines(source, begin)
    return len(END.findall(source.text, begin, end)) if end < len(source.text) else 0


# ---- from place to place ---------------------------------------------------------------------------------------------


def _permuted(source: Source, node: Sequence, at: int, place: int) -> list[Splice]:
    found = entries(source, node)
    order = list(range(len(found)))
    order.insert(place, order.pop(at))
    made = []
    for slot, number in zip(found, order, strict=True):
        own = found[number]
        if own is slot:
            continue
        if bracketed(node):
            made.append(Splice(slot.start, slot.end, source.text[own.start:own.end]))
            continue
        begin, text = line_start(source, slot.start), _full(source, own)
        if begin == slot.start:
            made.append(Splice(slot.start, slot.end, text))
        elif own.start < line_start(source, own.head):
            made.append(Splice(begin + len(source.text[begin:slot.start].rstrip(" ")), slot.end, line_end(source) + text))
        else:
            made.append(Splice(slot.start, slot.end, source.text[own.head:own.end]))
    return made


def _full(source: Source, entry: Entry) -> str:
    """An item's lines, the first one indented even where it does not begin its line."""
    if entry.start > (begin := line_start(source, entry.start)):
        return " " * (entry.start - begin) + source.text[entry.start:entry.end]
    return source.text[entry.start:entry.end]


def _head(raw: str) -> int:
    """Where the dash stands in lines that may begin with comments."""
    found = re.match(r"(?:[ \t]*#[^\r\n]*(?:\r\n|\r|\n))* *", raw)
    return found.end() if found else 0


def _next_line(source: Source, at: int) -> int:
    found = END.match(source.text, at)
    return found.end() if found else at


def _ink_before(source: Source, at: int) -> int:
    """The end of the last line before an offset that is not empty, its own line's beginning aside."""
    at = line_start(source, at)
    while at:
        end = at - (2 if source.text.startswith("\r\n", at - 2) else 1)
        begin = line_start(source, end)
        if source.text[begin:end].strip(" \t"):
            return end
        at = begin
    return 0


def _in_range(at: int, count: int) -> None:
    if not 0 <= at < count:
        raise Refused("there is no such item any more")
