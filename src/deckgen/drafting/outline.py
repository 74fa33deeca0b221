"""An outline written from an essay: one slide or more for each heading, its points the first sentences of what stands under it.

What only a person can write is marked TODO, and `deckgen check` names each. The essay's own text goes into the notes, to be cut.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import count
from typing import NamedTuple

from deckgen.drafting.essay import Essay, Part, Piece
from deckgen.outline.choose import counted, spoken_minutes
from deckgen.source.spelling import spelled

MOST = 5
"""Points on a slide."""
LONGEST = 26
"""Letters of a point; of a Latin text twice as many."""
END = re.compile(r"(?<=[。！？；!?;])|(?<=[.:])\s|(?<=[：])")
CLAUSE = re.compile(r"(?<=[，、,])")


class Tongue(NamedTuple):
    """The words that a draft puts in, in one language."""

    tag: str
    about: str
    view: str
    short: str
    title: str
    page: str
    point: str
    notes: str
    source: str


ZH = Tongue("zh-CN", "由 {} 的标题、列表和段落生成。每一处 TODO 都要由人来写，deckgen check 会逐一指出。",
            "TODO 用一句话写出第一个观点。", "TODO", "TODO 说成一句话：{}", "，第 {} 页", "TODO 要点", "TODO 讲稿", "《{}》")
EN = Tongue("en-US", "Made of the headings, lists and paragraphs of {}. Every TODO is yours to write; deckgen check names each.",
            "TODO: state the first view in one sentence.", "TODO", "TODO: say in one sentence: {}", " ({})", "TODO: a point",
            "TODO: what you will say", "{}")


def drafted(essay: Essay, name: str, ident: str) -> str:
    """The outline as YAML; `name` is the essay's file, `ident` the talk's id."""
    tongue = ZH if is_chinese(essay) else EN
    lines = ["# yaml-language-server: $schema=outline.schema.json", f"# {tongue.about.format(name)}", "",
             "talk:", f"  id: {ident}", f"  title: {spelled(essay.title)}", f"  language: {tongue.tag}",
             "  source:", f"    title: {spelled(essay.title)}", "",
             "views:", f"  - {{id: v1, short: {tongue.short}, says: {spelled(tongue.view, flow=True)}}}", "",
             "opening:", "  - id: cover", "    template: title", f"    title: {spelled(essay.title)}", "    minutes: 0.5",
             *block("    notes", notes(essay.text) or tongue.notes), "", "sections:"]
    parts = essay.parts or (Part(essay.title, "", essay.text),)
    for number, part in enumerate(parts, 1):
        lines += section(part, f"s{number}", "  ", essay, tongue, first=number == 1)
    return "\n".join(lines) + "\n"


def section(part: Part, ident: str, indent: str, essay: Essay, tongue: Tongue, first: bool) -> Iterator[str]:
    """A section with its slides, and those below it."""
    yield f"{indent}- id: {ident}"
    if part.number:
        yield f'{indent}  number: "{part.number}"'
    yield f"{indent}  title: {spelled(part.title)}"
    yield f"{indent}  views: [v1]"
    yield f"{indent}  slides:"
    if first:
        yield from view(indent + "    ", tongue)
    if part.parts and not part.text:
        yield from opener(part, ident, indent + "    ")
        yield from inner(part, ident, indent, essay, tongue)
        return
    for number, (points, text) in enumerate(pages(part), 1):
        heading = " ".join(filter(None, (part.number, part.title))) + (tongue.page.format(number) if number > 1 else "")
        spoken = notes(text) or tongue.notes
        source = tongue.source.format(essay.title) + (f" {part.number}" if part.number else "")
        yield f"{indent}    - id: {ident}-{number}"
        yield f"{indent}      title: {spelled(tongue.title.format(heading))}"
        yield f"{indent}      minutes: {max(1.0, spoken_minutes(spoken)):g}"
        yield f"{indent}      body:"
        yield f"{indent}        - points:"
        yield from (f"{indent}            - {spelled(point)}" for point in points or [tongue.point])
        yield f"{indent}      source: {spelled(source)}"
        yield from block(f"{indent}      notes", spoken)
    yield from inner(part, ident, indent, essay, tongue)


def inner(part: Part, ident: str, indent: str, essay: Essay, tongue: Tongue) -> Iterator[str]:
    """The sections below a section."""
    if part.parts:
        yield f"{indent}  sections:"
    for number, below in enumerate(part.parts, 1):
        yield from section(below, f"{ident}.{number}", indent + "    ", essay, tongue, first=False)


def opener(part: Part, ident: str, indent: str) -> Iterator[str]:
    """The page that opens a section which says nothing itself."""
    yield f"{indent}- id: {ident}-0"
    yield f"{indent}  template: section"
    yield f"{indent}  title: {spelled(part.title)}"
    yield f"{indent}  minutes: 0"


def view(indent: str, tongue: Tongue) -> Iterator[str]:
    """The slide of the view that has yet to be found."""
    yield f"{indent}- id: view-1"
    yield f"{indent}  title: {{view: v1}}"
    yield f"{indent}  minutes: 1"
    yield f"{indent}  body: [{{points: [{spelled(tongue.point, flow=True)}]}}]"
    yield f"{indent}  notes: {spelled(tongue.notes)}"


def pages(part: Part) -> Iterator[tuple[list[str], Sequence[Piece]]]:
    """The points of each slide, with the pieces that they come from: items where there are any, else paragraphs."""
    items = [piece for piece in part.text if piece.kind == "item"]
    sayable = items or list(part.text)
    if not sayable:
        yield [], ()
    for start in count(0, MOST):
        if start >= len(sayable):
            break
        chosen = sayable[start:start + MOST]
        yield [point(piece.text) for piece in chosen], part.text if start == 0 and items else () if items else chosen


def point(text: str) -> str:
    """The first sentence of a text; of a long one as many clauses as are short enough."""
    first = END.split(text.strip(), maxsplit=1)[0].strip().rstrip("。；：.;:")
    if size(first) <= LONGEST:
        return first
    kept = ""
    for clause in CLAUSE.split(first):
        if kept and size(kept + clause) > LONGEST:
            break
        kept += clause
    kept = kept.rstrip("，、, ")
    return kept if size(kept) <= LONGEST else cut(kept)


def cut(text: str) -> str:
    """As much of a text as is short enough, a Latin word whole."""
    while size(text) > LONGEST:
        shorter = text.rpartition(" ")[0] if " " in text[-20:] else text[:-1]
        text = shorter or text[:-1]
    return f"TODO {text}……" if counted(text)[0] else f"TODO {text}…"


def size(text: str) -> float:
    """How long a text is, in Han characters."""
    return sum(1.0 if char > "\u2e80" else 0.5 for char in text)


def notes(text: Iterable[Piece]) -> str:
    """What is said, as the essay has it, paragraph by paragraph."""
    return "\n\n".join(piece.text for piece in text)


def block(key: str, text: str) -> Iterator[str]:
    """A key with a text of several lines."""
    indent = " " * (len(key) - len(key.lstrip()) + 2)
    yield f"{key}: |" + ("2" if text.startswith(" ") else "")
    yield from (indent + line if line else "" for line in text.split("\n"))


def is_chinese(essay: Essay) -> bool:
    """Whether the essay has more Han characters than other words."""
    def said(parts: Sequence[Part]) -> Iterator[str]:
        for part in parts:
            yield part.title
            yield from (piece.text for piece in part.text)
            yield from said(part.parts)

    han, words = counted("\n".join((essay.title, *(piece.text for piece in essay.text), *said(essay.parts))))
    return han > words
