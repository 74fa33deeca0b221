"""The lecturer's script: a notes document, printed by a Jinja template from the same values as the deck."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace

from deckgen.outline.model import Outline, Section, View
from deckgen.outline.program import Entry, Program
from deckgen.scene import Deck
from deckgen.source.words import Words
from deckgen.templating import Templates
from deckgen.text.inline import plain_words, read_inline, read_notes
from deckgen.text.paragraph import Numbering, Paragraph, Run, Runs, plain
from deckgen.theme.model import Theme
from deckgen.value import value

Cite = Callable[[Runs], Runs]
TEMPLATE = "script.md.j2"
MARKS = {"full": "━━━━", "cut": "━━╌╌", "announced": "╌╌╌╌"}
"""The coverage mark as text: how far the essay argues a view."""
LOWERED = str.maketrans("0123456789+-=()aehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ")
RAISED = str.maketrans("0123456789+-=()in", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁱⁿ")


@value(frozen=True)
class ViewLine:
    """A view as the script shows it: its number in the talk, its short name, and how far it is argued, as a mark and in words."""

    number: int
    short: str
    mark: str
    state: str


@value(frozen=True)
class OutLine:
    """A slide that a deck for so many minutes leaves out. `minutes` is empty for one that takes no time."""

    title: str
    minutes: str


@value(frozen=True)
class BudgetLine:
    """The minutes that the deck was chosen for, those that nothing fills, and what would fill more, in the order of joining."""

    minutes: str
    left_over: str
    left_out: tuple[OutLine, ...]


@value(frozen=True)
class Line:
    """One slide or pause of the script. `page` counts from 1, `5–7` for a slide on several; it is empty for a pause."""

    page: str
    title: str
    section: str
    views: tuple[ViewLine, ...]
    minutes: str
    """Empty for a slide that takes no time."""
    clock: str
    """Where the clock stands when the slide appears, and when it is done: `02:00–03:30`."""
    notes: str
    source: str
    credit: str
    """Whose the slide is, where it was borrowed."""
    questions: tuple[str, ...]
    part: str
    pause: bool
    hidden: bool
    clicks: str
    """How many clicks it takes until all of the slide is there; empty where it is there at once."""
    id: str = ""
    pages: tuple[str, ...] = ()
    """The pages of the slide by name, for whoever draws them; none for a pause."""
    top: str = ""
    """The section of the first level that the slide stands in."""


def script(program: Program, outline: Outline, deck: Deck, theme: Theme, templates: Templates, omitted: tuple[str, ...],
           cite: Cite | None = None) -> str:
    """The script as Markdown: every slide with its page, minutes and running clock. `omitted` are section titles left out.

    `cite` puts marks in the place of citations, where the talk cites.
    """
    return templates.document(TEMPLATE, told(program, outline, deck, theme, omitted, cite))


def told(program: Program, outline: Outline, deck: Deck, theme: Theme, omitted: tuple[str, ...],
         cite: Cite | None = None) -> dict[str, object]:
    """What the template of a notes document can name."""
    words = theme.words_in(deck.language)
    pages: dict[str, dict[str, int]] = {}
    clicks: dict[str, int] = {}
    credits = {page.slide: page.credit.text for page in deck.pages if page.credit is not None}
    for number, page in enumerate(deck.pages, 1):
        pages.setdefault(page.slide, {})[page.id] = number
        clicks[page.slide] = clicks.get(page.slide, 0) + page.clicks
    numbers = {view.id: number for number, view in enumerate(outline.views, 1)}
    return {
        "talk": outline.talk,
        "variant": program.name,
        "minutes": f"{program.minutes:g}",
        "entries": [_line(entry, pages.get(entry.slide.id, {}), clicks.get(entry.slide.id, 0), numbers, words, cite,
                          credits.get(entry.slide.id, ""))
                    for entry in program.entries],
        "words": words,
        "omitted": omitted,
        "paper": False,
        "budget": _budget(program, words, cite),
    }


def clock(minutes: float) -> str:
    """Minutes as a running clock, `mm:ss`."""
    seconds = round(minutes * 60)
    return f"{seconds // 60:02d}:{seconds % 60:02d}"


def spoken(paragraphs: Iterable[Paragraph]) -> str:
    """Paragraphs as Markdown that reads well as it is: each on one line, lists as lists, formulas with small digits."""
    out: list[str] = []
    numbering, before = Numbering(), ""
    for each in paragraphs:
        number = numbering.next(each.marker, each.level)
        sign = {"–": "- ", "1.": f"{number}. "}.get(each.marker or "", "")
        if out and not (sign and before):
            out.append("")
        out.append("  " * each.level + sign + "".join(_written(each.runs)))
        before = sign
    return "\n".join(out)


def _written(runs: Iterable[Run]) -> Iterator[str]:
    for run in runs:
        text = run.text.translate(LOWERED if run.shift < 0 else RAISED) if run.shift else run.text
        sign = "**" if not run.code and (run.bold or run.brush) else ""
        said = fenced(text) if run.code else f"{sign}{text}{sign}"
        yield f"[{text}]({run.link})" if run.link else said


def fenced(code: str) -> str:
    """Code as Markdown: between more backticks than it holds, apart from its own by a space (CommonMark, 6.1)."""
    fence = "`" * (max((len(each) for each in re.findall("`+", code)), default=0) + 1)
    apart = " " if code.startswith("`") or code.endswith("`") else ""
    return f"{fence}{apart}{code}{apart}{fence}"


def _budget(program: Program, words: Mapping[str, str], cite: Cite | None) -> BudgetLine | None:
    budget = program.budget
    if budget is None:
        return None
    return BudgetLine(f"{budget.minutes:g}", f"{program.left_over:g}", tuple(
        OutLine(in_words(entry.title, cite) or (words["pause"] if not entry.shown else entry.slide.id),
                f"{entry.minutes:g}" if entry.minutes else "") for entry in budget.left_out))


def in_words(text: Words | None, cite: Cite | None) -> str:
    """The plain words of a text, with the marks of its citations; nothing of none."""
    if text is None:
        return ""
    return plain_words(text) if cite is None else plain(cite(read_inline(text)))


def _line(entry: Entry, pages: Mapping[str, int], clicks: int, numbers: Mapping[str, int], words: Mapping[str, str],
          cite: Cite | None, credit: str) -> Line:
    slide = entry.slide

    def view_line(view: View) -> ViewLine:
        return ViewLine(numbers[view.id], plain_words(view.short), MARKS[view.argued], words[view.argued])

    return Line(
        page="–".join(dict.fromkeys(str(each(pages.values())) for each in (min, max))) if pages else "",
        title=in_words(entry.title, cite),
        section=_named(entry.section),
        views=tuple(view_line(view) for view in entry.views),
        minutes=f"{entry.minutes:g}" if entry.minutes else "",
        clock="–".join(dict.fromkeys((clock(entry.start), clock(entry.start + entry.minutes)))),
        notes=spoken(cited(read_notes(slide.notes), cite)) if slide.notes is not None else "",
        source="   ".join(filter(None, (in_words(slide.source, cite), credit))),
        credit=credit,
        questions=tuple(in_words(question, cite) for question in slide.questions),
        part=entry.part,
        pause=slide.kind == "pause",
        hidden=slide.hidden,
        id=slide.id,
        pages=tuple(pages),
        top=_named(entry.top),
        clicks=f"{clicks} {words.get('click' if clicks == 1 else 'clicks', '')}".strip() if clicks else "",
    )


def cited(paragraphs: Iterable[Paragraph], cite: Cite | None) -> Iterable[Paragraph]:
    """Paragraphs with marks in the place of citations, where the talk cites."""
    return paragraphs if cite is None else [replace(each, runs=cite(each.runs)) for each in paragraphs]


def _named(section: Section | None) -> str:
    """A section's number and title, as far as it has them."""
    if section is None:
        return ""
    number = f"§{plain_words(section.number)}" if section.number is not None else ""
    title = plain_words(section.title) if section.title is not None else ""
    return " ".join(filter(None, (number, title)))
