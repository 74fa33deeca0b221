"""Outlines that nobody wrote: seeded, in Chinese, in English and in both, with much and with little on their slides.

The same number gives the same outline on every machine and Python. What is drawn: points of 1 to 60 items on up to three
levels, ledgers, quotes, texts, tables of 1 to 60 rows, columns, a flow, a matrix; long words, addresses, emphasis, superscripts;
titles of a word and of two full lines; notes.
"""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import Any

import yaml

from deckgen.outline.model import Outline
from deckgen.outline.reader import read_outline
from deckgen.pipeline import Talk, make_deck, open_talk
from deckgen.problem import DeckgenError
from deckgen.scene import Deck
from deckgen.value import value

WHO = ["编译器", "读书会的成员", "一台旧服务器", "语言模型", "数据库的索引", "值班的工程师", "第三版教材", "注意力机制",
       "图书馆目录", "评审人"]
DOES = ["重新解释了", "几乎忽略", "悄悄改变", "依赖于", "反复验证", "第一次记录下", "无法说明", "把握住", "绕开了", "放大"]
WHAT = ["输入的次序", "“意义”这个词", "《自然语言处理》第 3 章", "长尾数据", "缓存里的旧结果", "人类反馈的偏差", "推理的中间步骤",
        "——也就是上下文——的边界", "参数量与数据量之间的关系", "不可重复的实验"]
TAIL = ["", "", "", "，代价并不高", "；原因有三", "，但还没有人解释", "（见附录）", "……", "，所以要再测一遍", "：这是关键"]
NOUNS = ["compiler", "reading group", "cache", "language model", "index", "reviewer", "attention layer", "catalogue", "benchmark",
         "tokenizer", "engineer on call", "replication study"]
ACTS = ["explains", "hardly notices", "quietly changes", "depends on", "checks again", "cannot account for", "overstates",
        "avoids"]
ENDS = ["", "", ", at a price", "; nobody knows why", " (see the appendix)", ": this is the point", " - or so it seems",
        ", which is why we measure it twice"]
TERMS = ["GPT-4", "token", "SHA-256", "p99 latency", "HTTP/3", "Transformer", "RLHF", "3.5 GB/s", "75%", "$1,200", "C++17",
         "2,048 维"]
LONG = ["Donaudampfschifffahrtsgesellschaft", "internationalization", "antidisestablishmentarianism",
        "supercalifragilisticexpialidocious", "https://example.org/papers/2024/long-context-models?page=12&sort=asc",
        "https://example.org/a/b/c.html", "/usr/share/doc/deckgen/README"]
LANGUAGES = ("zh", "en", "mixed")
KINDS = ("points", "points", "points", "ledger", "text", "quote", "table", "table", "columns", "flow", "matrix", "view")


class Writer:
    """One outline in the making."""

    def __init__(self, seed: int) -> None:
        self.r = Random(f"deckgen-{seed}")
        self.language = LANGUAGES[seed % 3]

    def maybe(self, chance: float) -> bool:
        return self.r.random() < chance

    def chinese(self) -> str:
        text = self.r.choice(WHO) + self.r.choice(DOES) + self.r.choice(WHAT) + self.r.choice(TAIL)
        if self.language == "mixed" or self.maybe(0.15):
            term = self.r.choice(TERMS)
            text = self.r.choice((f"{term} {text}", f"{text}，{term} 也一样", f"在 {term} 里，{text}", f"{text}({term})"))
        return text

    def english(self) -> str:
        one, two = self.r.sample(NOUNS, 2)
        text = f"the {one} {self.r.choice(ACTS)} the {two}{self.r.choice(ENDS)}"
        return f"{text}, {self.r.choice(TERMS)} included" if self.maybe(0.2) else text

    def clause(self) -> str:
        chinese = self.language == "zh" or (self.language == "mixed" and self.maybe(0.7))
        return self.chinese() if chinese else self.english()

    def sentence(self, most: int = 3) -> str:
        clauses = [self.clause() for _ in range(self.r.randint(1, most))]
        if self.maybe(0.06):
            clauses.append(self.r.choice(LONG))
        if self.maybe(0.1):
            number = self.r.randrange(len(clauses))
            clauses[number] = self.r.choice(("**{}**", "*{}*", "{}^[1]^", "`{}`")).format(clauses[number].strip(" -"))
        if self.language == "en":
            return "; ".join(clauses) + "."
        return "，".join(clauses) + self.r.choice("。。。！？；")

    def word(self) -> str:
        if self.language == "en" or (self.language == "mixed" and self.maybe(0.3)):
            return self.r.choice(NOUNS)
        return self.r.choice(WHO)

    def headline(self) -> str:
        """A view's sentence: it has to go into two lines wherever it is shown."""
        while True:
            text = self.clause()
            if sum(1.0 if char > "\u2e80" else 0.6 for char in text) < 32:
                return text

    def title(self) -> str:
        kind = self.r.random()
        if kind < 0.2:
            return self.word()
        return self.clause() if kind < 0.75 or self.language == "en" else f"{self.clause()}，{self.clause()}"

    def points(self) -> list[Any]:
        count = self.r.randint(1, 8) if self.maybe(0.7) else self.r.randint(9, 60)
        most = self.r.choice((1, 1, 1, 2, 3))
        found: list[Any] = []
        while count > 0:
            count -= 1
            text = self.sentence(most) if self.maybe(0.8) else self.word()
            below = min(count, self.r.randint(1, 4)) if self.maybe(0.25) else 0
            if not below:
                found.append(text)
                continue
            count -= below
            deeper: list[Any] = [self.sentence(1) for _ in range(below)]
            if self.maybe(0.2):
                deeper[-1] = {"text": deeper[-1], "points": [self.word(), self.sentence(1)]}
            found.append({"text": text, "points": deeper})
        return found

    def table(self) -> dict[str, Any]:
        columns = self.r.randint(2, 5)
        rows = self.r.randint(1, 6) if self.maybe(0.7) else self.r.randint(7, 60)
        numbers = [column > 0 and self.maybe(0.4) for column in range(columns)]
        long = self.maybe(0.3)

        def cell(column: int) -> str:
            if numbers[column]:
                return f"{self.r.randrange(10, 99999):,}"
            return self.clause() if long and column == columns - 1 else self.word()

        return {"header": [self.word() for _ in range(columns)],
                "rows": [[cell(column) for column in range(columns)] for _ in range(rows)]}

    def body(self, kind: str) -> list[Any]:
        match kind:
            case "points":
                lead = [{"text": self.sentence(1)}] if self.maybe(0.2) else []
                return [*lead, {"points": {"points": self.points(), "numbered": self.maybe(0.2)}}]
            case "ledger":
                return [{"points": [{"text": self.word(), "gloss": self.clause()} for _ in range(self.r.randint(2, 4))]}]
            case "text":
                return [{"text": "\n\n".join(self.sentence() for _ in range(self.r.randint(1, 5)))}]
            case "quote":
                return [{"quote": {"text": "\n".join(self.clause() for _ in range(self.r.randint(1, 3))), "by": self.word()}}]
            case "table":
                return [{"table": self.table()}]
            case "flow":
                return [{"flow": {"steps": [{"name": self.r.choice(TERMS), "text": self.word(), "gives": self.word()}
                                            for _ in range(self.r.randint(3, 5))]}}]
            case "matrix":
                cells = [[{"name": self.word(), "text": self.clause()} for _ in range(2)] for _ in range(2)]
                return [{"matrix": {"rows": [self.word(), self.word()], "columns": [self.word(), self.word()], "cells": cells}}]
            case _:
                return [{"columns": [{"label": self.word(), "big": self.r.choice(TERMS), "body": [{"text": self.clause()}]}
                                     for _ in range(2)]}]

    def slide(self, number: int, view: str) -> dict[str, Any]:
        kind = self.r.choice(KINDS)
        notes = "\n\n".join(self.sentence() for _ in range(self.r.randint(1, 4)))
        title: object = {"view": view} if kind == "view" else self.title()
        return {"id": f"{kind}-{number}", "title": title, "minutes": 1, "body": self.body(kind), "notes": notes,
                **({"source": self.clause()} if self.maybe(0.5) else {})}

    def outline(self, theme: str) -> dict[str, Any]:
        views = [{"id": f"v{number}", "short": self.word(), "says": self.headline()} for number in range(1, self.r.randint(3, 5))]
        shown = [{"id": f"says-{view['id']}", "title": {"view": view["id"]}, "minutes": 1, "body": self.body("view"),
                  "notes": self.sentence()} for view in views]
        slides = [self.slide(number, "v1") for number in range(1, self.r.randint(7, 10))]
        return {"talk": {"id": "generated", "title": self.word(), "language": "en-US" if self.language == "en" else "zh-CN",
                         "theme": theme},
                "views": views,
                "sections": [{"id": "s1", "number": "1", "title": self.word(), "views": ["v1"], "slides": [*shown, *slides]}]}


@value(frozen=True)
class Refused:
    """What `build` refused of a slide: a title or a quotation, as it was before it was shortened."""

    slide: str
    rule: str
    text: str


@value(frozen=True)
class Made:
    """A generated outline that was laid out. `refused` is what was too long for its slot and can go on over no further page:
    a title for two lines, a quotation for its page. It was shortened until it fits; no slide is left out.
    """

    talk: Talk
    deck: Deck
    refused: tuple[Refused, ...]


def make(seed: int, folder: Path, theme: str = "default") -> Made:
    """The outline with this number, written into the folder, read again and laid out."""
    data = Writer(seed).outline(theme)
    path = folder / f"{seed}.yaml"
    refused: list[Refused] = []
    while True:
        path.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=1000), encoding="utf-8")
        outline = read_outline(path)
        talk = open_talk(path, outline=outline)
        try:
            return Made(talk, make_deck(talk)[0], tuple(refused))
        except DeckgenError as error:
            slides = {slide["id"]: slide for slide in data["sections"][0]["slides"]}
            refused += [shortened(slides[id], rule, error) for id, rule in too_long(outline, error)]


def too_long(outline: Outline, error: DeckgenError) -> list[tuple[str, str]]:
    """The slides that hold what does not fit, and by which rule. Any other problem is no outline's fault and goes on."""
    starts = {slide.span.line: slide.id for slide in outline.sections[0].slides if slide.span is not None}
    found: dict[tuple[str, str], None] = {}
    for problem in error.problems:
        if problem.rule not in ("fit", "long-title") or problem.span is None:
            raise error
        found[starts[max(line for line in starts if line <= problem.span.line)], problem.rule] = None
    return list(found)


def shortened(slide: dict[str, Any], rule: str, error: DeckgenError) -> Refused:
    """Take a third from a title, a line from a quotation. Whatever else does not fit should have gone on, and is a fault."""
    if rule == "long-title" and isinstance(slide["title"], str):
        whole = slide["title"]
        slide["title"] = whole[:len(whole) * 2 // 3].rstrip()
        return Refused(slide["id"], rule, whole)
    quote = slide["body"][0].get("quote", {"text": ""})
    whole, (*fewer, _) = quote["text"], quote["text"].split("\n")
    if not fewer:
        raise error
    quote["text"] = "\n".join(fewer)
    return Refused(slide["id"], rule, whole)
