"""The smallest outline that templates can be tried on, made by hand."""

from __future__ import annotations

from pathlib import Path

from deckgen.outline.model import Outline, Point, Points, Quote, Slide, Talk, Text, View
from deckgen.outline.program import Entry
from deckgen.source.span import Source, Span
from deckgen.source.words import Words

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
                                           "all_views": (view,), "variant": "", "outline": self.outline}

    def say(self, key: str, text: str) -> Words:
        self.words[key] = Words(text, key, Span(SOURCE, 1))
        return self.words[key]
