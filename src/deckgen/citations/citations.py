"""Citations of one variant: which works its slides cite, in which order, and what stands for them in the text.

`[@vaswani2017; @brown2020]` becomes `[1–2]` in the way of numbers, raised, and `（Vaswani et al.，2017；Brown et al.，2020）` in
the way of author and year. Every mark keeps the key of the words that it stands in, every entry of the list that of its
reference, so that what does not fit is told at the author's own lines.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from functools import cached_property
from itertools import groupby

from deckgen.citations.gbt import NARROW, WIDE, cited, entry
from deckgen.citations.model import Library, Reference
from deckgen.outline.model import Citing, Outline
from deckgen.outline.program import Entry, Program
from deckgen.problem import DeckgenError, Problem, did_you_mean
from deckgen.source.span import Span
from deckgen.source.words import Words
from deckgen.text.inline import read_inline
from deckgen.text.paragraph import Paragraph, Run, Runs
from deckgen.value import value

CITE = "[@"
VERBATIM = ("code", "math")
TEXTUAL = ("text", "points", "quote", "columns", "views")
"""Blocks whose words run on, or that hold such blocks."""
UNCITABLE = {"talk": "the talk's own words", "views": "a view's own words", "sections": "a section's title"}
"""Words that are compared with each other or stand on many pages."""
HOME = "talk/references/"
"""Where the keys of entries begin."""
_ITEM = re.compile(r"@(?P<key>\w(?:[\w:./+-]*\w)?)(?:[,，]\s*(?P<place>[^;；\]]+?))?\s*(?=[;；\]])")
_PAGE = re.compile(r"(?:pp?\.\s*|第\s*)?(\d[\d,，\s–—-]*)(?:\s*页)?$")
_TYPED = re.compile(r"(?<![\\`])\[@[^\[\]\n]*(?:\](?!\()|(?=[\[\n]|$))")


@value(frozen=True)
class Citations:
    """The works that a variant cites, numbered as they are met, and how they are cited."""

    library: Library
    citing: Citing
    works: tuple[Reference, ...]
    chinese: bool
    drawn: tuple[str, ...] = ()
    """How the keys of words in tables, charts and figures begin, whose letters are too small to raise marks above them."""

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        return {work.key: number for number, work in enumerate(self.works, 1)}

    @cached_property
    def words(self) -> Mapping[str, Words]:
        """The entries' words by key, for whoever looks for their place."""
        return {f"{HOME}{work.key}": Words(work.title, f"{HOME}{work.key}", work.span) for work in self.works}

    def on_slides(self, runs: Runs) -> Runs:
        """Runs whose citations are marks, raised where the author did not ask for marks in the line, and there is a line: what is
        small, or is nothing but a mark, stands in it.
        """
        return self._marked(runs, self.citing.style == "numeric" and self.citing.numbers == "raised")

    def in_notes(self, runs: Runs) -> Runs:
        """The same for what is spoken, where nothing is raised."""
        return self._marked(runs, False)

    def _marked(self, runs: Runs, raised: bool) -> Runs:
        if not any(run.cite for run in runs):
            return runs
        found: list[Run] = []
        for run in runs:
            if not run.cite:
                found.append(run)
                continue
            above = raised and bool(found) and not run.key.endswith("/source") and not run.key.startswith(self.drawn)
            if above and found[-1].text.endswith(" "):
                found[-1] = replace(found[-1], text=found[-1].text[:-1], exact=False)
            found += [replace(run, text=text, cite=False, exact=False, bold=False, brush=False, shift=int(above))
                      for text in self._marks(run.text, above)]
        return tuple(run for run in found if run.text)

    def _marks(self, typed: str, above: bool) -> Iterator[str]:
        """What stands for a group of citations, as typed; pages follow their number at once where both are raised."""
        items = [(found["key"], page(found["place"] or "")) for found in _ITEM.finditer(typed)]
        marks = WIDE if self.chinese else NARROW
        if self.citing.style == "author-year":
            said = [f"{cited(self.library.references[key])}{marks.comma}{self._years[key]}"
                    f"{marks.colon + place if place else ''}" for key, place in items]
            opening = marks.opening.strip() if self.chinese else "("
            yield f"{opening}{marks.semicolon.join(said)}{marks.closing}"
            return
        for place, group in groupby(items, lambda item: item[1]):
            numbers = [self.numbers[key] for key, _ in group]
            if place:
                yield from (f"[{number}]{'' if above else marks.colon}{place}" for number in numbers)
            else:
                yield f"[{ranges(numbers)}]"

    @cached_property
    def _years(self) -> Mapping[str, str]:
        """The year of each work, with a letter where an author is cited with several of one year."""
        same = Counter((cited(work), work.year) for work in self.works)
        met: Counter[tuple[str, str]] = Counter()
        years = {}
        for work in self._listed:
            who = cited(work), work.year
            years[work.key] = (work.year or "n.d.") + (chr(ord("a") + met[who]) if same[who] > 1 else "")
            met[who] += 1
        return years

    @cached_property
    def _listed(self) -> Sequence[Reference]:
        """In the order of the list: by number; by author, Chinese works first, in the order of their characters in GBK, which
        for common ones is that of pinyin."""
        if self.citing.style == "numeric":
            return self.works
        return sorted(self.works, key=lambda work: (not work.chinese, cited(work).lower().encode("gb18030"), work.issued))

    def entries(self) -> tuple[Paragraph, ...]:
        """The list of references: a paragraph each, its number before it."""
        numbers, found = self.numbers, []
        for work in self._listed:
            numeric = self.citing.style == "numeric"
            lead = [Run(f"[{numbers[work.key]}]"), Run(" ")] if numeric else []
            said = entry(work, self.citing.marks == "full", None if numeric else self._years[work.key])
            found.append(Paragraph((*lead, *(Run(text, f"{HOME}{work.key}", False, link=link if _web(link) else "")
                                             for text, link in said)), marker=""))
        return tuple(found)


def citations_of(outline: Outline, program: Program, library: Library | None) -> Citations | None:
    """The citations of a variant; None where nothing is cited at all. Raises DeckgenError where a citation leads nowhere."""
    words = list(citing_words(outline))
    problems = [problem for each in words for problem in _problems(each, library)]
    if problems:
        raise DeckgenError(problems)
    if library is None:
        return None
    keys = dict.fromkeys(key for entry in program.entries for each in _said(entry, outline) for key in cited_keys(each))
    works = tuple(library.references[key] for key in keys)
    drawn = tuple(f"{key}/" for key, block in outline.blocks.items() if block.block not in TEXTUAL)
    return Citations(library, outline.talk.references or Citing(), works, outline.talk.language.lower().startswith("zh"), drawn)


def citing_words(outline: Outline) -> Iterator[Words]:
    """All words of an outline that may hold citations, in the order in which they were typed."""
    verbatim = tuple(f"{key}/" for key, block in outline.blocks.items() if block.block in VERBATIM)
    for key, words in outline.words.items():
        if CITE in words and not (verbatim and key.startswith(verbatim)):
            yield words


def cited_keys(words: Words) -> Iterator[str]:
    """The keys that words cite."""
    yield from (found["key"] for run in read_inline(words) if run.cite for found in _ITEM.finditer(run.text))


def page(place: str) -> str:
    """Where in the work: pages as their numbers, anything else as typed."""
    found = _PAGE.fullmatch(place.strip())
    return re.sub(r"[-—]", "–", found[1]).strip() if found else place.strip()


def ranges(numbers: Iterable[int]) -> str:
    """`1，3–5`: two or more in a row are joined, as GB/T 7714 has it."""
    parts: list[list[int]] = []
    for number in sorted(set(numbers)):
        if parts and number == parts[-1][-1] + 1:
            parts[-1].append(number)
        else:
            parts.append([number])
    return ",".join(str(part[0]) if len(part) == 1 else f"{part[0]}–{part[-1]}" for part in parts)


def _web(address: str) -> bool:
    return address.lower().startswith(("http://", "https://"))


def _said(entry: Entry, outline: Outline) -> Iterator[Words]:
    """What a slide says, in the order in which it is met; its notes last."""
    slide = entry.slide
    for each in (slide.kicker, entry.title, slide.subtitle, slide.body, slide.data, slide.source, slide.questions, slide.notes):
        yield from _within(each)


def _within(value: object) -> Iterator[Words]:
    if isinstance(value, Words):
        if CITE in value:
            yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from _within(each)
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from _within(each)
    elif is_dataclass(value) and getattr(value, "block", "") not in VERBATIM:
        for field in fields(value):
            yield from _within(getattr(value, field.name))


def _problems(words: Words, library: Library | None) -> Iterator[Problem]:
    """What is wrong with the citations in some words, each at its place."""
    kind = words.key.partition("/")[0]
    if kind in UNCITABLE:
        if any(True for _ in cited_keys(words)):
            yield Problem(f"{UNCITABLE[kind]} cannot cite", words.span, "cite on a slide, where it is said", "citation")
        return
    known = library.references if library is not None else {}
    met: Counter[str] = Counter()
    for key in cited_keys(words):
        met[key] += 1
        if key in known:
            continue
        span = _place(words, f"@{key}", met[key])
        if library is None:
            yield Problem(f"'{key}' is cited, and there are no references", span,
                          "put references.yaml, .json or .bib beside the outline, or name the file: `talk: {references: …}`",
                          "unknown-reference")
        else:
            near = did_you_mean(key, known)
            yield Problem(f"there is no reference '{key}'", span, f"{near}they stand in {library.source.path.name}; "
                          "to show a bracket as it is, write \\[@", "unknown-reference")
    sound = {found for run in read_inline(words) if run.cite for found in re.findall(r"\[[^\]]*\]", run.text)}
    for found in _TYPED.finditer(words):
        if found[0] not in sound and not any(run.code and found[0] in run.text for run in read_inline(words)):
            yield Problem(f"'{found[0]}' can't be read as a citation", _place(words, found[0], 1),
                          "write [@key], [@key; @other] or [@key, p. 5]", "citation")


def _place(words: Words, typed: str, count: int) -> Span:
    """Where the `count`-th occurrence of something stands in words, as they were typed."""
    span, at = words.span, words.span.start - 1
    text = span.source.text
    for _ in range(count):
        later = re.compile(rf"{re.escape(typed)}(?![\w:./+-]*\w)").search(text, at + 1, span.end)
        if later is None:
            return span
        at = later.start()
    return span.source.span(at, at + len(typed))
