"""The smallest outline that templates can be tried on, made by hand, and what they print of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from deckgen.markup import Content, Markup, Prose, Quotation, read_markup
from deckgen.outline.blocks import Point, Points, Quote, Text
from deckgen.outline.model import Outline, Slide, Talk, Variant, View
from deckgen.outline.program import Entry, Program
from deckgen.problem import DeckgenError, Problem
from deckgen.source.span import Source, Span
from deckgen.source.words import Words
from deckgen.templating import Templates
from deckgen.text.paragraph import Run, Runs

SOURCE = Source(Path("outline.yaml"), "talk: …\n")


class Small:
    """One slide `s` with a title that holds every kind of sign, a list, a paragraph, a quote, notes and `data`."""

    def __init__(self, title: str = "**重点** & a<b") -> None:
        self.words: dict[str, Words] = {}
        points = Points(key="s/body/0", points=(
            Point(text=self.say("s/body/0/points/0/text", "one *red* word")),
            Point(text=self.say("s/body/0/points/1/text", "二"), gloss=self.say("s/body/0/points/1/gloss", "释义"))))
        text = Text(key="s/body/1", text=self.say("s/body/1/text", "独立的一段"))
        quote = Quote(key="s/body/2", text=self.say("s/body/2/text", "第一行\n第二行"), by=self.say("s/body/2/by", "某人"))
        self.slide = Slide(id="s", template="t", title=self.say("s/title", title), body=(points, text, quote),
                           notes=self.say("s/notes", "讲稿*一*\n折行。\n\n- 二"), data={"stop": self.say("s/data/stop", "止")},
                           span=Span(SOURCE, 1))
        view = View(id="v1", short=self.say("v1/short", "短"), says=self.say("v1/says", "一个*观点*。"))
        talk = Talk(id="t", title=self.say("talk/title", "题目"))
        self.outline = Outline(talk=talk, views=(view,), words=self.words,
                               blocks={block.key: block for block in (points, text, quote)})
        self.entry = Entry(self.slide, self.words["s/title"], None, None, "opening", (view,), 1.0, 0.0, True)
        self.context: dict[str, object] = {"slide": self.slide, "talk": talk, "section": None, "top": None, "views": (view,),
                                           "all_views": (view,), "variant": "", "outline": self.outline,
                                           "program": Program("", Variant(), (self.entry,))}

    def say(self, key: str, text: str) -> Words:
        self.words[key] = Words(text, key, Span(SOURCE, 1))
        return self.words[key]


def templates(folder: Path, **files: str) -> Templates:
    """Templates of a talk with files of its own: `slides_t` is `slides/t.xml.j2`, `notes_t` is `notes/t.md.j2`."""
    for name, text in files.items():
        family, _, stem = name.partition("_")
        path = folder / family / (stem + (".xml.j2" if family == "slides" else ".md.j2"))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return Templates([folder])


def printed(folder: Path, body: str, small: Small, **parts: str) -> str:
    """A slide whose only paragraphs are `body`, as its template prints it."""
    slide = f'<slide role="text">\n<h1>{{{{ slide.title }}}}</h1>\n{body}\n</slide>\n'
    return templates(folder, slides_t=slide, **parts).slide("t", small.context, small.slide.span)


def read(folder: Path, body: str, **parts: str) -> Markup:
    return read_of(Small(), folder, body, **parts)


def read_of(small: Small, folder: Path, body: str, **parts: str) -> Markup:
    return read_markup(printed(folder, body, small, **parts), small.outline, "t", small.entry)


def problem(folder: Path, body: str, **parts: str) -> Problem:
    """The one problem that a template's body makes."""
    with pytest.raises(DeckgenError) as caught:
        read(folder, body, **parts)
    (found,) = caught.value.problems
    return found


def runs(contents: tuple[Content, ...]) -> Runs:
    found: list[Run] = []
    for each in contents:
        match each:
            case Prose():
                found += [run for paragraph in each.paragraphs for run in paragraph.runs]
            case Quotation():
                found += [run for line in (*each.lines, each.by) for run in line]
    return tuple(found)
