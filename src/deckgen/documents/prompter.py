"""What the teleprompter's template is given: each slide with its time and its notes as HTML, and nothing that is typed twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from deckgen.documents.subtitles import spoken
from deckgen.formats.notes import cited
from deckgen.text.inline import plain_words, read_notes
from deckgen.text.paragraph import Paragraph, Run
from deckgen.value import value

if TYPE_CHECKING:
    from deckgen.documents.kit import Material


@value(frozen=True)
class Prompt:
    """One slide or pause: its page (empty for a pause), its title, its time in seconds, and its notes as HTML."""

    page: str
    title: str
    pause: bool
    start: str
    end: str
    clicks: int
    notes: Markup


def prompted(material: Material) -> dict[str, object]:
    """The names that the template has."""
    deck, cite = material.deck, material.cite
    numbers: dict[str, list[int]] = {}
    clicks: dict[str, int] = {}
    for number, page in enumerate(deck.pages, 1):
        numbers.setdefault(page.slide, []).append(number)
        clicks[page.slide] = clicks.get(page.slide, 0) + page.clicks
    prompts = []
    for each in spoken(material.program):
        entry = each.entry
        pages = numbers.get(entry.slide.id, [])
        paragraphs = cited(read_notes(entry.slide.notes), cite) if entry.slide.notes is not None else ()
        prompts.append(Prompt("–".join(str(number) for number in dict.fromkeys((pages[0], pages[-1]))) if pages else "",
                              plain_words(entry.title) if entry.title is not None else "", entry.slide.kind == "pause",
                              f"{each.start * 60:.3f}", f"{each.end * 60:.3f}", clicks.get(entry.slide.id, 0),
                              Markup("".join(_html(paragraphs)))))
    return {"title": plain_words(material.outline.talk.title), "language": deck.language, "variant": material.program.name,
            "prompts": prompts, "words": material.theme.words_in(deck.language)}


def _html(paragraphs: Iterable[Paragraph]) -> Iterator[str]:
    """Paragraphs, and lists as deep as they were typed."""
    open_: list[str] = []
    for each in paragraphs:
        kind = {"–": "ul", "1.": "ol"}.get(each.marker or "", "")
        depth = each.level + 1 if kind else 0
        while len(open_) > depth or (open_ and len(open_) == depth and open_[-1] != kind):
            yield f"</{open_.pop()}>"
        while len(open_) < depth:
            open_.append(kind)
            yield f"<{kind}>"
        tag = "li" if kind else "p"
        yield f"<{tag}>{''.join(map(_run, each.runs))}</{tag}>"
    while open_:
        yield f"</{open_.pop()}>"


def _run(run: Run) -> str:
    made = str(escape(run.text))
    for tag, there in (("code", run.code), ("strong", run.bold), ("em", run.brush), ("sub", run.shift < 0),
                       ("sup", run.shift > 0)):
        if there:
            made = f"<{tag}>{made}</{tag}>"
    return made
