"""Pages of a deck as a browser gets them: each as SVG, with its notes, its clicks and the clock."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from deckgen.formats.svg.paint import said
from deckgen.formats.svg.text import SCHEMES
from deckgen.outline.program import Entry, Program
from deckgen.scene import Deck, Page
from deckgen.text.inline import plain_words
from deckgen.text.paragraph import Numbering, Paragraph, Run

Data = dict[str, object]
Draw = Callable[[Page, int], str]
"""A page and its position, from 1, as SVG."""


def page_data(deck: Deck, program: Program, draw: Draw) -> list[Data]:
    """The pages in order, with their pictures and notes."""
    return [{**facts, "svg": draw(page, position), "notes": notes_html(page.notes)}
            for position, (facts, page) in enumerate(zip(page_facts(deck, program), deck.pages, strict=True), 1)]


def page_facts(deck: Deck, program: Program) -> list[Data]:
    """What is known of each page, in order.

    `start` and `minutes` are those of the slide, and stand with its first page; `pause` is what is spoken after it, without one.
    """
    entries = {entry.slide.id: entry for entry in program.entries}
    pauses = pauses_after(program.entries)
    parts = {page: part.name for part in deck.parts for page in part.pages}
    found: list[Data] = []
    part = ""
    for position, page in enumerate(deck.pages, 1):
        entry = entries[page.slide]
        part = parts.get(page.id, part)  # a page that was added since the parts were named stands in that of the one before
        found.append({
            "id": page.id, "slide": page.slide, "number": position, "part": part, "title": page.title, "hidden": page.hidden,
            "backup": page.backup, "draft": entry.slide.draft, "minutes": page.minutes, "start": entry.start,
            "clicks": page.clicks, "pause": pauses.get(page.slide, "")})
    return found


def pauses_after(entries: Sequence[Entry]) -> Mapping[str, str]:
    """What is spoken after a slide without a page of its own, by the slide's id, with its minutes: `休息 5`."""
    found: dict[str, str] = {}
    last = ""
    for entry in entries:
        if entry.shown:
            last = entry.slide.id
        elif last:
            title = plain_words(entry.title) if entry.title is not None else ""
            found[last] = " · ".join(filter(None, (found.get(last), f"{title} {entry.minutes:g}".strip())))
    return found


def notes_html(paragraphs: Iterable[Paragraph]) -> str:
    """Speaker notes as HTML: a `p` for each paragraph, which names the outline key of its words."""
    return "".join(_paragraphs(paragraphs))


def _paragraphs(paragraphs: Iterable[Paragraph]) -> Iterator[str]:
    numbering = Numbering()
    for each in paragraphs:
        number = numbering.next(each.marker, each.level)
        sign = f"{number}. " if number else f"{each.marker} " if each.marker else ""
        key = next((run.key for run in each.runs if run.key), "")
        look = f' class="level-{each.level}"' if each.level else ""
        look += f' data-key="{said(key)}"' if key else ""
        yield f"<p{look}>{said(sign)}{''.join(map(_run, each.runs))}</p>"


def _run(run: Run) -> str:
    text = said(run.text).replace("\n", "<br>")
    if run.shift:
        text = f"<sup>{text}</sup>" if run.shift > 0 else f"<sub>{text}</sub>"
    if run.code:
        text = f"<code>{text}</code>"
    if run.bold or run.brush:
        text = f"<b>{text}</b>"
    if run.link.partition(":")[0] in SCHEMES:
        text = f'<a href="{said(run.link)}" target="_blank" rel="noopener noreferrer">{text}</a>'
    return text
