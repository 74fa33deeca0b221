"""The proof: LibreOffice prints outlines that nobody wrote, and no law of the layout is broken on any of them.

Twenty outlines in the default theme, and six each in somebody's template of 4:3 and of 16:9, are printed with the other tests;
two hundred in each with `pytest -m proof`. The laws: text stands inside its frame and its page; no line starts with a closing
mark; no title or body takes more lines than it was promised, and of the labels at most two in a hundred; without the slack of
measuring, at least 95 of 100 paragraphs take exactly as many lines as measured; nothing is set below its floor; all the author's
words are in the deck once; what was refused is too long. Each law is then broken on purpose, and seen to be broken.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from brands import default, save, wide
from conftest import needs
from deckgen.checks.matching import squeezed
from deckgen.checks.promises import promises
from deckgen.checks.render import Rendered, Tally, compare, tallies
from deckgen.formats.powerpoint.write import write_pptx
from deckgen.formats.rendered import print_decks
from deckgen.layout.pen import Pen
from deckgen.scene import Box, Deck, Group, Page, Shape, Table, Text
from deckgen.text.inline import plain_words, read_text
from deckgen.text.paragraph import Paragraph, Run, Style, plain
from deckgen.text.widths import face
from deckgen.text.wrap import lines, summed
from deckgen.theme.model import Theme
from invented import Made, make

TEMPLATES = {"4:3": default, "16:9": wide}
THEMES = ("default", *TEMPLATES)
REFUSED = 1.85
"""The least that a title of more than two lines fills at its smallest size, in lines, before any slack of measuring."""
BATCH = 50
"""Decks for one call of LibreOffice."""
FULL = 12
"""The number of an outline with titles, bodies, a table and a figure, in Chinese: the one that is made faulty."""


def outlines(count: int, folder: Path, theme: str) -> list[Made]:
    """Generated outlines in a theme, which is the built-in one or a template that lies beside them."""
    if theme not in TEMPLATES:
        return [make(seed, folder, theme) for seed in range(count)]
    save(TEMPLATES[theme](), folder / "brand.pptx")
    return [make(seed, folder, "brand.pptx") for seed in range(count)]


def printed(decks: Sequence[tuple[Made, Deck]], folder: Path) -> list[Rendered]:
    """What LibreOffice makes of decks, each held against what its outline's own deck promised."""
    needs("soffice")
    needs("pdftotext")
    found = []
    for start in range(0, len(decks), BATCH):
        batch = decks[start:start + BATCH]
        paths = [folder / f"{start + number}.pptx" for number in range(len(batch))]
        for path, (made, deck) in zip(paths, batch, strict=True):
            write_pptx(deck, made.talk.theme, path)
        for pages, (made, _) in zip(print_decks(paths, folder), batch, strict=True):
            theme = made.talk.theme
            found.append(compare(made.deck, theme, face(theme.latin), made.talk.outline, pages))
    return found


def broken_prints(found: Iterable[Rendered]) -> list[str]:
    """The laws of printing that decks break, in words."""
    decks = list(found)
    counts = tallies(decks)
    said = [f"{problem.rule}: {problem.message}" for deck in decks for problem in deck.problems if problem.severity == "error"]
    for kind, allowed in (("title", 0.0), ("body", 0.0), ("label", 2.0)):
        if 100 * counts[kind].more > allowed * counts[kind].paragraphs:
            said.append(f"promised too few lines: {counts[kind].more} of {counts[kind].paragraphs} of kind {kind}")
    if 100 * counts["all"].plain < 95 * counts["all"].paragraphs:
        said.append(f"measured without slack: only {counts['all'].plain} of {counts['all'].paragraphs} equal")
    return said


def below_floors(deck: Deck, theme: Theme) -> list[str]:
    """Texts that are smaller than the smallest size that their slot or their own style allows."""
    said = []
    for page in deck.pages:
        slots = theme.layouts[page.layout].slots
        for shape in shapes(page.shapes):
            if isinstance(shape, Text) and shape.slot:
                pairs = zip(shape.sizes, slots[shape.slot].levels, strict=False)
                said += [f"{page.id}: {shape.slot} at {style.size:g}" for style, own in pairs
                         if style.size < (own.floor or own.size)]
            said += [f"{page.id}: {plain(each.runs)} at {each.style.size:g}" for each in paragraphs(shape)
                     if each.style is not None and each.style.size < each.style.floor]
    return said


def shapes(found: Iterable[Shape]) -> Iterable[Shape]:
    for shape in found:
        yield shape
        yield from shapes(getattr(shape, "shapes", ()))


def paragraphs(shape: Shape) -> Iterable[Paragraph]:
    match shape:
        case Text():
            yield from shape.paragraphs
        case Table():
            yield from (each for row in shape.rows for cell in row for each in cell.paragraphs)
        case _:
            pass


def not_once(made: Made, deck: Deck) -> list[str]:
    """Keys of titles and bodies whose words are not in the deck exactly once; titles and table heads may be on further pages."""
    texts: dict[str, str] = {}
    pages: dict[str, set[str]] = {}
    for page in deck.pages:
        for run in (run for shape in shapes(page.shapes) for each in paragraphs(shape) for run in each.runs):
            texts[run.key] = texts.get(run.key, "") + run.text
            pages.setdefault(run.key, set()).add(page.id)
    said = []
    for key, words in made.talk.outline.words.items():
        slide, _, field = key.partition("/")
        if slide in made.talk.outline.spans and field.startswith(("body/", "title")):
            again = len(pages.get(key, "1")) if field == "title" or "/header/" in field else 1
            own, shown = squeezed(plain_words(words))[0], squeezed(texts.get(key, ""))[0]
            if shown != own * again:
                said.append(f"{key}: '{own}' is in the deck as '{shown}'")
    return said


def unjust(made: Made, theme: Theme) -> list[str]:
    """Titles and quotations that were refused although they fit, or nearly."""
    said = []
    for each in made.refused:
        page = next(page for page in made.deck.pages if page.slide == each.slide)
        slot = theme.layouts[page.layout].slots["title" if each.rule == "long-title" else "quote"]
        *_, style = slot.levels[0].smaller()
        parts = [read_text(line, "", True) for line in each.text.split("\n")]
        room, sums = slot.box.width / style.size, [summed(runs, style, face(theme.latin)) for runs in parts]
        if each.rule == "long-title":
            fills, least = sums[0][-1] / room, REFUSED
        else:
            fills = sum(len(lines(plain(runs), ends, room, 0.0)[0]) for runs, ends in zip(parts, sums, strict=True))
            least = slot.box.height / style.pitch - 1
        if fills < least:
            said.append(f"{each.slide}: refused, though it fills only {fills:.2f} lines: '{each.text}'")
    return said


def broken_laws(found: Sequence[Made], folder: Path) -> list[str]:
    said = []
    for made in found:
        said += [*below_floors(made.deck, made.talk.theme), *not_once(made, made.deck), *unjust(made, made.talk.theme)]
    return said + broken_prints(printed([(made, made.deck) for made in found], folder))


@pytest.mark.parametrize(("theme", "count"), [("default", 20), ("4:3", 6), ("16:9", 6)])
def test_some_outlines_hold_what_was_promised(theme: str, count: int, tmp_path: Path) -> None:
    found = outlines(count, tmp_path, theme)
    assert sum(len(made.deck.pages) for made in found) > 7 * count
    assert broken_laws(found, tmp_path) == []


@pytest.mark.proof
@pytest.mark.parametrize("theme", THEMES)
def test_two_hundred_outlines_hold_what_was_promised(theme: str, tmp_path: Path) -> None:
    found = outlines(200, tmp_path, theme)
    assert sum(len(made.deck.pages) for made in found) > 1500
    assert broken_laws(found, tmp_path) == []


GLUED = ("语言模型放大缓存里的旧结果：这是关键，https://example.org/a/b/c.html？",
         "SHA-256 语言模型放大旧结果，https://example.org/papers/2024/long-context-models?page=12&sort=asc！",
         "见（https://example.org/papers/2024/long-context-models?page=12&sort=asc）。", "路径 /usr/share/doc/deckgen/README？",
         "长词 Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen！然后")


def test_no_line_starts_with_the_mark_behind_an_address(tmp_path: Path) -> None:
    """In frames of many widths; LibreOffice cuts an address that is longer than its line wherever the line is full."""
    made = make(FULL, tmp_path)
    theme, style = made.talk.theme, Style(16, 20)
    pen = Pen(Box(0, 0, 960, 540), theme, face(theme.latin), "zh-CN", "glued")
    pages = []
    for number in range(40):
        width = 150 + 8.3 * number
        texts = [Text(Box(20 + place % 2 * 460, 10 + place // 2 * 178, width, 160), (pen.set(text, style, width),), id=f"{place}")
                 for place, text in enumerate(GLUED)]
        pages.append(Page(f"p{number}", f"p{number}", "figure", "", tuple(texts)))
    tight, free = (replace(made.deck, parts=(), pages=tuple(each)) for each in (pages, map(unnarrowed, pages)))
    held, fallen = printed([(replace(made, deck=deck), deck) for deck in (tight, free)], tmp_path)
    assert [problem.message for problem in held.problems if problem.severity == "error"] == []
    assert sum(problem.rule == "render-mark" for problem in fallen.problems) >= 5


def unnarrowed(page: Page) -> Page:
    """A page whose paragraphs all go to the edge of their frames."""
    return replace(page, shapes=tuple(replace(shape, paragraphs=tuple(replace(each, narrower=0.0) for each in shape.paragraphs))
                                      for shape in page.shapes if isinstance(shape, Text)))


# ---- each law broken on purpose --------------------------------------------------------------------------------------


def changed(deck: Deck, change: Callable[[Text], Text], kind: str) -> Deck:
    """The deck with a text of every page changed after it was measured: a placeholder with this name, or one of a figure."""
    def each(shape: Shape) -> Shape:
        if isinstance(shape, Group):
            return replace(shape, shapes=tuple(each(inner) for inner in shape.shapes))
        return change(shape) if isinstance(shape, Text) and shape.slot == kind and shape.paragraphs else shape

    return replace(deck, pages=tuple(replace(page, shapes=tuple(each(shape) for shape in page.shapes)) for page in deck.pages))


def narrower(text: Text) -> Text:
    return replace(text, box=replace(text.box, width=text.box.width * 0.5), moved=True)


def lower(text: Text) -> Text:
    return replace(text, box=replace(text.box, y=480.0), moved=True)


def split_at_a_mark(text: Text) -> Text:
    def runs(found: tuple[Run, ...]) -> tuple[Run, ...]:
        return tuple(replace(run, text=run.text.replace("，", "\n，", 1)) for run in found)

    return replace(text, paragraphs=tuple(replace(each, runs=runs(each.runs)) for each in text.paragraphs))


FAULTS: dict[str, tuple[Callable[[Text], Text], str, str]] = {
    "a title's frame made narrower": (narrower, "title", "of kind title"),
    "a body's frame made narrower": (narrower, "body", "of kind body"),
    "a figure's frames made narrower": (narrower, "", "of kind label"),
    "a frame moved to the foot": (lower, "body", "render-outside"),
    "lines that start with a mark": (split_at_a_mark, "body", "render-mark"),
    "a frame off the page": (lambda text: replace(text, box=Box(48, 530, 864, 300), moved=True), "body", "render-missing"),
}


def test_each_law_of_printing_is_seen_to_be_broken(tmp_path: Path) -> None:
    """One outline with one fault in each copy, all printed in one call."""
    made = make(FULL, tmp_path)
    faulty = [changed(made.deck, change, kind) for change, kind, _ in FAULTS.values()]
    results = printed([(made, deck) for deck in faulty], tmp_path)
    for (name, (_, _, says)), result in zip(FAULTS.items(), results, strict=True):
        assert any(says in each for each in broken_prints([result])), name


def test_widths_that_are_wrong_are_seen() -> None:
    good, bad = Tally(100, 99, 0, 1, 96), Tally(100, 80, 0, 20, 94)
    for tally, broken in ((good, 0), (bad, 1)):
        assert len(broken_prints([Rendered((), {"title": Tally(), "body": tally, "label": Tally()}, Tally())])) == broken


def test_a_refusal_without_need_is_seen(tmp_path: Path) -> None:
    made = make(8, tmp_path)
    assert made.refused and unjust(made, made.talk.theme) == []
    short = replace(made, refused=tuple(replace(each, text="一句话") for each in made.refused))
    assert len(unjust(short, made.talk.theme)) == len(made.refused)


def test_text_below_its_floor_is_seen(tmp_path: Path) -> None:
    made = make(FULL, tmp_path)
    theme = made.talk.theme
    assert below_floors(made.deck, theme) == []
    small = changed(made.deck, lambda text: replace(text, sizes=(replace(theme.styles["title"], size=26.0),)), "title")
    assert len(below_floors(small, theme)) == len(made.deck.pages)


def test_words_that_are_missing_or_twice_are_seen(tmp_path: Path) -> None:
    made = make(FULL, tmp_path)
    assert not_once(made, made.deck) == []
    for change in (lambda text: replace(text, paragraphs=text.paragraphs[1:]),
                   lambda text: replace(text, paragraphs=(*text.paragraphs, text.paragraphs[0]))):
        assert not_once(made, changed(made.deck, change, "body"))


def test_what_generated_outlines_promise_covers_all_kinds(tmp_path: Path) -> None:
    found = [make(seed, tmp_path) for seed in range(6)]
    kinds = Counter(each.kind for made in found for page in promises(made.deck, made.talk.theme) for each in page)
    assert min(kinds[kind] for kind in ("title", "body", "label")) > 20
