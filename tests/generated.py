"""Outlines made by a seeded generator: too much of everything, in Chinese, English and both; and the laws that hold for them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise
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

HAN = "规模带来质变模型调教方式的发明数据参数训练推理语言知识对话反馈能力逻辑感知世界认识开发者体验第三者第一者心智近似生成结合态"
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


def points(random: Random, language: str, most: tuple[int, ...] = (12, 40, 90), depth: int = 2) -> Any:
    found: dict[str, Any] = {"points": [point(random, language, depth, random.choice(most))
                                        for _ in range(random.randint(1, random.choice((6, 20, 60))))]}
    if random.random() < 0.2:
        found["numbered"] = True
    return {"points": found}


def narrow(random: Random, language: str) -> Any:
    """Points for a place that holds a few short lines."""
    return points(random, language, (8, 16), 1)


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
    made: list[dict[str, Any]] = [{
        "id": "view", "title": {"view": "v1"}, "template": random.choice(("text", "view")), "minutes": 1,
        "body": [narrow(random, language)], "notes": words(random, 90, language)}]
    for number in range(slides - 1):
        role, blocks = random.choice(KINDS)
        made.append({"id": f"s{number}", "template": role, "title": words(random, random.choice((5, 15, 25)), language)[:25],
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
        pairs = zip(ends[1::2], ends[2::2], strict=False)
        if page.layout not in COLUMNS and any(below < above + GAP / 2 for above, below in pairs):
            wrong.append(page.id)
    return wrong


def _rows_hold(table: Table, own: Face) -> bool:
    for number, (high, row) in enumerate(zip(table.heights, table.rows, strict=True)):
        for column, cell in enumerate(row):
            width = table.widths[column] - cell.inset[0] - cell.inset[2]
            room = high if cell.rows == 1 else sum(table.heights[number:number + cell.rows])
            own_styles = [each.style for each in cell.paragraphs if each.style] or [Style(12, 12)]
            needed = height(cell.paragraphs, own_styles, width, own)
            if needed + (cell.inset[1] + cell.inset[3] if cell.paragraphs else 0.0) > room + 0.1:
                return False
    return True


def two_on_a_page(outline: Outline, deck: Deck, theme: Theme) -> list[str]:
    """No page of a slide that goes on holds a single paragraph or row, unless what is on the next or the last page, down to
    the place where it may part, would not fit beside it or would leave a single one there."""
    wrong = []
    for pages in by_slide(deck).values():
        for slot in BODY[:-1]:
            found = [next((shape for shape in page.shapes if isinstance(shape, Text) and shape.slot == slot), None)
                     for page in pages]
            if len(pages) > 1 and sum(len(shape.paragraphs) for shape in found if shape) >= 4:
                wrong += [page.id for at, page in enumerate(pages) if _lonely(at, pages, found, theme)]
        tables = [shape for page in pages for shape in page.shapes if isinstance(shape, Table)]
        rows = [each.heights[int(each.header):] for each in tables]
        if len(pages) == len(tables) and sum(map(len, rows)) >= 4:
            for at, page in enumerate(pages):
                near = [rows[place][end] for place, end in ((at + 1, 0), (at - 1, -1))
                        if 0 <= place < len(pages) and len(rows[place]) != 2]
                if len(rows[at]) < 2 and not lines(page) and any(sum(tables[at].heights) + high <= 312 for high in near):
                    wrong.append(page.id)
    return wrong


def _lonely(at: int, pages: list[Page], found: list[Text | None], theme: Theme) -> bool:
    """Whether a page has one paragraph where it could have more."""
    shape, page = found[at], pages[at]
    if shape is None or len(shape.paragraphs) > 1 or sum(_is_content(each) for each in page.shapes) > 1:
        return False
    levels = styles(shape, page, theme)
    for place, way in ((at + 1, 1), (at - 1, -1)):
        other = found[place] if 0 <= place < len(pages) else None
        if other is not None and sum(_is_content(each) for each in pages[place].shapes) == 1:
            chain, left = _chain(other.paragraphs, way)
            high = height((*shape.paragraphs, *chain), levels, shape.box.width, face(theme.latin)) + levels[0].pitch
            if left != 1 and high <= shape.box.height:
                return True
    return False


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
        for before, after in pairwise(pages):
            ends = [shape for shape in before.shapes if _is_content(shape)]
            starts = [shape for shape in after.shapes if _is_content(shape)]
            if before.layout not in COLUMNS:
                ends, starts = ends[-1:], starts[:1]
            for last in ends:
                for first in starts:
                    if not isinstance(last, Text) or (before.layout in COLUMNS and _side(first) != last.box.x):
                        continue
                    lead = last.paragraphs[-1]
                    if isinstance(first, Text):
                        wrong += [before.id] if _belongs(lead, first.paragraphs[0]) else []
                    elif isinstance(first, Table | Group) and first.box.height < 150 and plain(lead.runs).endswith(LEADS):
                        wrong.append(before.id)
    return wrong


COLUMNS = ("two-columns", "view", "view-three")
LEADS = ("：", ":")


def _side(shape: Shape) -> float:
    return shape.box.x if isinstance(shape, Text | Table) else 0.0


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
    """The text of a slide is set in one size on all its pages, and its table in the same columns."""
    wrong = []
    for slide, pages in by_slide(deck).items():
        for slot in BODY[:-1]:
            sizes = {tuple(style.size for style in styles(shape, page, theme)[:1]) for page in pages
                     for shape in page.shapes if isinstance(shape, Text) and shape.slot == slot and not
                     any(each.style for each in shape.paragraphs)}
            if len(sizes) > 1:
                wrong.append(slide)
        if len({shape.widths for page in pages for shape in page.shapes if isinstance(shape, Table)}) > 1:
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
            mark = theme.word("continued", deck.language)
            kicker = any(shape.slot == "kicker" and plain(shape.paragraphs[0].runs).endswith(mark)
                         for shape in page.shapes if isinstance(shape, Text))
            if (page.id != f"{slide}~{number}" or marked != first.title or page.minutes or (marked == page.title and not kicker)
                    or (first.notes and page.notes == first.notes)):
                wrong.append(page.id)
    return wrong


LAWS = (every_word_once, nothing_too_small, nothing_overflows, two_on_a_page, kept_together, one_size, further_pages)
