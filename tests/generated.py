"""Outlines made by a seeded generator: far too much of everything, in Chinese, English and both, and the laws that hold for them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import Any

import yaml

from deckgen.layout.stack import GAP
from deckgen.outline.model import Outline
from deckgen.pipeline import Talk, open_talk
from deckgen.scene import Deck, Group, Page, Shape, Table, Text
from deckgen.text.face import Face
from deckgen.text.fit import height
from deckgen.text.inline import read_inline
from deckgen.text.paragraph import Paragraph, Style, plain
from deckgen.text.widths import face
from deckgen.theme.model import Theme

HAN = "规模带来质变模型调教方式的发明数据参数训练推理语言知识对话反馈能力逻辑感知世界认识开发者体验第三者第一者心智近似生成结合多模态"
WORDS = ("scale", "model", "feedback", "the", "of", "training", "language", "reasoning", "a", "to", "understanding", "parameters")
ODD = ("https://example.org/a/very/long/path/to/some/page.html?query=1&more=2", "internationalization" * 4, "x" * 60, "175B",
       "10^11^", "**重点**", "*质变*", "🙂🙂🙂", "“引号”——破折号……", "שלום עולם", "مرحبا بالعالم", "3.5%", "C₁…Cₙ")


def words(random: Random, count: int, language: str) -> str:
    """A sentence of about so many Han characters, or half as many English words."""
    if language == "en":
        return " ".join(random.choice(WORDS) for _ in range(max(count // 3, 1))) + "."
    text = ""
    while len(text) < count:
        text += "".join(random.choice(HAN) for _ in range(random.randint(2, 9))) + random.choice("，，、。")
        if language == "mixed" and random.random() < 0.5:
            text += f" {random.choice(WORDS)} "
    return text.rstrip("，、。 ") + "。"


def sentence(random: Random, most: int, language: str) -> str:
    text = words(random, random.randint(1, most), language)
    if random.random() < 0.06:
        text += " " + random.choice(ODD)
    return text[:-1] + "：" if text.endswith("。") and random.random() < 0.1 else text


def point(random: Random, language: str, depth: int, most: int) -> Any:
    text = sentence(random, most, language)
    if depth == 0 or random.random() > 0.3:
        return text
    return {"text": text, "points": [point(random, language, depth - 1, most // 2 + 1) for _ in range(random.randint(1, 4))]}


def points(random: Random, language: str, most: tuple[int, ...] = (12, 40, 90)) -> Any:
    found: dict[str, Any] = {"points": [point(random, language, 2, random.choice(most))
                                        for _ in range(random.randint(1, random.choice((6, 20, 60))))]}
    if random.random() < 0.2:
        found["numbered"] = True
    return {"points": found}


def narrow(random: Random, language: str) -> Any:
    """Points for a place that holds a few short lines."""
    return points(random, language, (8, 16))


def ledger(random: Random, language: str) -> Any:
    return {"points": [{"text": words(random, 3, language)[:-1], "gloss": sentence(random, 150, language)}
                       for _ in range(random.randint(2, 5))]}


def table(random: Random, language: str) -> Any:
    columns, rows = random.randint(1, 5), random.randint(1, random.choice((6, 20, 60)))
    found: dict[str, Any] = {"rows": [[sentence(random, random.choice((3, 10, 25)), language) for _ in range(columns)]
                                      for _ in range(rows)]}
    if random.random() < 0.8:
        found["header"] = [words(random, 3, language) for _ in range(columns)]
    if random.random() < 0.3:
        first = random.randint(0, rows)
        found["groups"] = [{"name": words(random, 5, language), "rows": count} for count in (first, rows - first) if count]
    return {"table": found}


def columns(random: Random, language: str) -> Any:
    return {"columns": [{"label": words(random, 4, language), "body": [narrow(random, language)]}
                        for _ in range(random.choice((2, 2, 3)))]}


def text(random: Random, language: str) -> Any:
    return {"text": sentence(random, 60, language)}


def flow(random: Random, language: str) -> Any:
    return {"flow": {"steps": [words(random, 3, language)[:-1] for _ in range(3)], "alt": "三步"}}


KINDS: tuple[tuple[str, tuple[Callable[[Random, str], Any], ...]], ...] = (
    ("text", (points,)), ("text", (text, points)), ("text", (points, points, text)), ("table", (table,)), ("text", (ledger,)),
    ("text", (text, table)), ("text", (points, table, text)), ("two-columns", (columns,)), ("text", (text, ledger, flow)),
    ("text-figure", (points, flow)), ("figure", (text, flow, table)), ("blank", (points,)), ("view", (narrow,)))


def outline(seed: int, slides: int = 4) -> str:
    """The YAML of a talk; every view and section is on a slide, so that it builds."""
    random = Random(seed)
    language = ("zh", "en", "mixed")[seed % 3]
    made: list[dict[str, Any]] = [{"id": "view", "title": {"view": "v1"}, "template": random.choice(("text", "view")), "minutes": 1,
                                   "body": [narrow(random, language)], "notes": words(random, 90, language)}]
    for number in range(slides - 1):
        role, blocks = random.choice(KINDS)
        made.append({"id": f"s{number}", "template": role, "title": words(random, random.choice((5, 15, 30)), language)[:-1],
                     "minutes": 1, "body": [block(random, language) for block in blocks],
                     "source": "§1", "notes": words(random, 60, language)})
    return yaml.safe_dump({
        "talk": {"id": f"g{seed}", "title": "一次讲座", "language": "en" if language == "en" else "zh-CN"},
        "views": [{"id": "v1", "short": "甲", "says": "第一个观点在于*规模*。"}],
        "sections": [{"id": "a", "number": "1", "title": "突破", "views": ["v1"], "slides": made}],
    }, allow_unicode=True, sort_keys=False, width=10 ** 9)


def talk(folder: Path, seed: int) -> Talk:
    """A generated outline, opened."""
    path = folder / f"g{seed}.yaml"
    path.write_text(outline(seed), encoding="utf-8")
    return open_talk(path)


# ---- what is on the pages --------------------------------------------------------------------------------------------


def leaves(shapes: tuple[Shape, ...]) -> Iterator[Shape]:
    for shape in shapes:
        if isinstance(shape, Group):
            yield from leaves(shape.shapes)
        else:
            yield shape


def texts(shape: Shape) -> tuple[Paragraph, ...]:
    """The paragraphs of a shape, or of a table's cells row by row."""
    if isinstance(shape, Table):
        return tuple(each for row in shape.rows for cell in row for each in cell.paragraphs)
    return shape.paragraphs if isinstance(shape, Text) else ()


def styles(shape: Text, page: Page, theme: Theme) -> tuple[Style, ...]:
    """The levels of a text as it is set."""
    own = theme.layouts[page.layout].slots[shape.slot].levels if shape.slot else ()
    return shape.sizes or own or tuple(each.style for each in shape.paragraphs if each.style is not None)


BODY = ("body", "left", "middle", "right", "")


def lines(page: Page) -> list[tuple[str, list[Paragraph]]]:
    """The running text of a page, slot by slot; a figure's words are none."""
    return [(shape.slot, list(shape.paragraphs)) for shape in page.shapes if isinstance(shape, Text) and shape.slot in BODY]


def by_slide(deck: Deck) -> dict[str, list[Page]]:
    found: dict[str, list[Page]] = {}
    for page in deck.pages:
        found.setdefault(page.slide, []).append(page)
    return found


# ---- laws: each says what breaks it ----------------------------------------------------------------------------------


def every_word_once(outline: Outline, deck: Deck, theme: Theme) -> list[str]:
    """Each of the author's words is in the deck exactly once; titles, heads of tables, group names and furniture apart."""
    said: dict[str, str] = {}
    for page in deck.pages:
        for shape in leaves(page.shapes):
            for each in texts(shape):
                for run in each.runs:
                    said[run.key] = said.get(run.key, "") + run.text
    wrong = []
    for key, own in outline.words.items():
        repeated = not key.partition("/")[2].startswith("body") or "/header/" in key or "/groups/" in key or key.endswith("/alt")
        if not repeated and "".join(said.get(key, "").split()) != "".join(plain(read_inline(own)).split()):
            wrong.append(key)
    return wrong


def nothing_too_small(outline: Outline, deck: Deck, theme: Theme) -> list[str]:
    """No text is below its floor."""
    wrong = []
    for page in deck.pages:
        for shape in leaves(page.shapes):
            slot = theme.layouts[page.layout].slots.get(shape.slot) if isinstance(shape, Text) else None
            levels = slot.levels if slot else ()
            if isinstance(shape, Text) and any(size.size < own.floor for size, own in zip(shape.sizes, levels, strict=False)):
                wrong.append(page.id)
            if any(each.style is not None and each.style.size < max(each.style.floor, 12) for each in texts(shape)):
                wrong.append(page.id)
    return wrong


def nothing_overflows(outline: Outline, deck: Deck, theme: Theme) -> list[str]:
    """Measured again, every text is inside its frame, every row of a table as high as its words, all above the foot."""
    wrong, own = [], face(theme.latin)
    for page in deck.pages:
        ends: list[float] = []
        for shape in page.shapes:
            if isinstance(shape, Text) and shape.slot in BODY:
                high = height(shape.paragraphs, styles(shape, page, theme), shape.box.width, own)
                if high > shape.box.height + 0.1 or shape.box.bottom > 472.1:
                    wrong.append(page.id)
                ends.append(shape.box.y)
                ends.append(shape.box.y + high)
            elif isinstance(shape, Table):
                ends += [shape.box.y, shape.box.y + sum(shape.heights)]
                if sum(shape.heights) + shape.box.y > 472.6 or not _rows_hold(shape, own):
                    wrong.append(page.id)
        if page.layout not in COLUMNS and any(below < above + GAP / 2 for above, below in zip(ends[1::2], ends[2::2], strict=False)):
            wrong.append(page.id)
    return wrong


def _rows_hold(table: Table, own: Face) -> bool:
    for number, (high, row) in enumerate(zip(table.heights, table.rows, strict=True)):
        for column, cell in enumerate(row):
            width = table.widths[column] - cell.inset[0] - cell.inset[2]
            room = high if cell.rows == 1 else sum(table.heights[number:number + cell.rows])
            needed = height(cell.paragraphs, [each.style for each in cell.paragraphs if each.style] or [Style(12, 12)], width, own)
            if needed > room + 0.1:
                return False
    return True


def two_on_a_page(outline: Outline, deck: Deck, theme: Theme) -> list[str]:
    """No further page, and no page that goes on, holds a single paragraph or row, unless a second would not fit beside it."""
    wrong, own = [], face(theme.latin)
    for slide, pages in by_slide(deck).items():
        if len(pages) == 1:
            continue
        for slot in BODY[:-1]:
            found = [(page, shape) for page in pages for shape in page.shapes if isinstance(shape, Text) and shape.slot == slot]
            if sum(len(shape.paragraphs) for _, shape in found) < 4:
                continue
            for place, (page, shape) in enumerate(found):
                others = [each for each in page.shapes if isinstance(each, Table | Group) and not each.name.endswith(".mark")]
                others += [each for each in page.shapes if isinstance(each, Text) and each.slot == ""]
                if len(shape.paragraphs) > 1 or others:
                    continue
                levels = styles(shape, page, theme)
                chains = [_chain(found[at][1].paragraphs, way) for at, way in ((place + 1, 1), (place - 1, -1)) if 0 <= at < len(found)]
                if any(height((*shape.paragraphs, *each), levels, shape.box.width, own) + levels[0].pitch <= shape.box.height
                       for each, left in chains if left != 1):
                    wrong.append(page.id)
        tables = [shape for page in pages for shape in page.shapes if isinstance(shape, Table)]
        own_rows = [each.heights[int(each.header):] for each in tables]
        if len(pages) == len(tables) and sum(map(len, own_rows)) >= 4:
            for place, (page, rows) in enumerate(zip(pages, own_rows, strict=True)):
                near = [own_rows[at][end] for at, end in ((place + 1, 0), (place - 1, -1))
                        if 0 <= at < len(pages) and len(own_rows[at]) != 2]
                if len(rows) < 2 and not lines(page) and any(sum(tables[place].heights) + high <= 312 for high in near):
                    wrong.append(page.id)
    return wrong


def _chain(paragraphs: tuple[Paragraph, ...], way: int) -> tuple[tuple[Paragraph, ...], int]:
    """The first (or last) paragraphs of a page that belong together, and how many are left without them."""
    ordered = list(paragraphs[::way])
    count = 1
    while count < len(ordered) and _belongs(*ordered[count - 1:count + 1][::way]):
        count += 1
    return tuple(ordered[:count]), len(ordered) - count


def kept_together(outline: Outline, deck: Deck, theme: Theme) -> list[str]:
    """No page ends in a lead-in or in a point whose first sub-point is on the next page."""
    wrong = []
    for pages in by_slide(deck).values():
        for before, after in zip(pages, pages[1:], strict=False):
            ends = [shape for shape in before.shapes if _is_content(shape)]
            starts = [shape for shape in after.shapes if _is_content(shape)]
            if before.layout not in COLUMNS:
                ends, starts = ends[-1:], starts[:1]
            for last in ends:
                for first in starts:
                    if not isinstance(last, Text) or (len(ends) > 1 and isinstance(first, Text) and first.slot != last.slot):
                        continue
                    lead = last.paragraphs[-1]
                    if not isinstance(first, Text):
                        high = last.box.y + 36 + GAP + first.box.height if isinstance(first, Table | Group) else 0.0
                        wrong += [before.id] if plain(lead.runs).endswith(LEADS) and high < 300 else []
                    elif _belongs(lead, first.paragraphs[0]):
                        wrong.append(before.id)
    return wrong


COLUMNS = ("two-columns", "view", "view-three")
LEADS = ("：", ":")


def _is_content(shape: Shape) -> bool:
    return (isinstance(shape, Text) and shape.slot in BODY) or isinstance(shape, Table) or (
        isinstance(shape, Group) and not shape.name.endswith(".mark"))


def _belongs(before: Paragraph, own: Paragraph) -> bool:
    leads = [plain(each.runs).endswith(LEADS) for each in (before, own)]
    return _depth(own) > _depth(before) or (leads[0] and not (leads[1] and _depth(own) == _depth(before)))


def _depth(paragraph: Paragraph) -> int:
    """How deep a paragraph stands: by its level, or by its marker where it carries its style."""
    return paragraph.level if paragraph.style is None else {"–": 1, "·": 2}.get(paragraph.style.marker, 0)


def one_size(outline: Outline, deck: Deck, theme: Theme) -> list[str]:
    """The text of a slide is set in one size on all its pages."""
    wrong = []
    for slide, pages in by_slide(deck).items():
        for slot in BODY[:-1]:
            sizes = {tuple(style.size for style in styles(shape, page, theme)[:1]) for page in pages
                     for shape in page.shapes if isinstance(shape, Text) and shape.slot == slot and not
                     any(each.style for each in shape.paragraphs)}
            if len(sizes) > 1:
                wrong.append(slide)
        widths = {shape.widths for page in pages for shape in page.shapes if isinstance(shape, Table)}
        if len(widths) > sum(1 for shape in pages[0].shapes if isinstance(shape, Table)) and len(pages) > 1 and len(widths) > 2:
            wrong.append(slide)
    return wrong


def further_pages(outline: Outline, deck: Deck, theme: Theme) -> list[str]:
    """Further pages are named after their slide, bear its title with a mark, and neither its minutes nor its notes."""
    wrong = []
    for slide, pages in by_slide(deck).items():
        first = pages[0]
        for number, page in enumerate(pages[1:], 2):
            if "title" not in theme.layouts[page.layout].slots:
                continue
            marked = page.title.replace("\N{NO-BREAK SPACE}", " ").removesuffix(theme.word("continued", deck.language)).rstrip()
            kicker = any(shape.slot == "kicker" and plain(shape.paragraphs[0].runs).endswith(theme.word("continued", deck.language))
                         for shape in page.shapes if isinstance(shape, Text))
            if (page.id != f"{slide}~{number}" or marked != first.title or page.minutes or (marked == page.title and not kicker)
                    or page.notes == first.notes or page.segments != first.segments or page.number != first.number + number - 1):
                wrong.append(page.id)
    return wrong


LAWS = (every_word_once, nothing_too_small, nothing_overflows, two_on_a_page, kept_together, one_size, further_pages)
