"""Pages as SVG: well formed, true to the deck, the same in every build; nothing an author types becomes markup."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from functools import cache
from pathlib import Path

import pytest

from conftest import ROOT, TALK
from deckgen.checks.promises import promises
from deckgen.formats.svg.number_code import printed
from deckgen.formats.svg.page import page_svg
from deckgen.layout.figures.numbers import AXIS, BILLIONS, MILLIONS, SMALL_AXIS, TRILLIONS, Numbers
from deckgen.pipeline import Talk, make_deck, open_talk
from deckgen.scene import Deck

NAMES = {"svg", "style", "rect", "g", "text", "tspan", "path", "ellipse", "circle", "image", "clipPath", "a"}
SVG = "{http://www.w3.org/2000/svg}"
TALKS = {"talk": TALK, "gallery": ROOT / "talk" / "gallery.yaml", "gallery-en": ROOT / "talk" / "gallery-en.yaml"}


@cache
def drawn(name: str, theme: str = "") -> tuple[Talk, Deck, tuple[str, ...]]:
    """A talk, its deck and its pages as SVG."""
    talk = open_talk(TALKS[name], theme=Path(theme) if theme else None)
    deck, _ = make_deck(talk)
    return talk, deck, tuple(page_svg(page, deck, talk.theme, talk.face, n) for n, page in enumerate(deck.pages, 1))


@pytest.mark.parametrize("theme", ["", "default-dark"])
@pytest.mark.parametrize("name", TALKS)
def test_every_page_is_well_formed_and_closed(name: str, theme: str) -> None:
    _, deck, pages = drawn(name, theme)
    for page, text in zip(deck.pages, pages, strict=True):
        root = ET.fromstring(text)
        names = {each.tag.removeprefix(SVG) for each in root.iter()}
        assert names <= NAMES, page.id
        for each in root.iter():
            assert not any(attribute.startswith("on") or attribute == "style" for attribute in each.attrib), page.id
            assert each.get("href", "").startswith(("data:image/", "http", "")) and "script" not in each.get("href", "")


@pytest.mark.parametrize("name", TALKS)
def test_every_line_stands_as_it_was_promised(name: str) -> None:
    """Each measured line of each paragraph is one `text`, and says just its letters."""
    talk, deck, pages = drawn(name)
    for page, text, promised in zip(deck.pages, pages, promises(deck, talk.theme), strict=True):
        said = ["".join(each.itertext()) for each in ET.fromstring(text).iter(f"{SVG}text")]
        for promise in promised:
            start, words = 0, promise.text.upper() if promise.style.caps else promise.text
            for end in promise.breaks or (len(words),):
                line = words[start:end].rstrip(" \n")
                start = end
                assert not line or line in said, (page.id, line)


@pytest.mark.parametrize("name", TALKS)
def test_nothing_leaves_the_page(name: str) -> None:
    talk, deck, pages = drawn(name)
    for page, text in zip(deck.pages, pages, strict=True):
        for each in ET.fromstring(text).iter(f"{SVG}rect"):
            x, y, width, height = (float(each.get(key, 0)) for key in ("x", "y", "width", "height"))
            assert x >= -0.1 and y >= -0.1, page.id
            assert x + width <= talk.theme.width + 0.1 and y + height <= talk.theme.height + 0.1, page.id


def test_keys_lead_to_words() -> None:
    talk, deck, pages = drawn("talk")
    for page, text in zip(deck.pages, pages, strict=True):
        keys = {key for each in ET.fromstring(text).iter() if (key := each.get("data-key"))}
        assert keys and all(key in talk.outline.words or key in talk.outline.blocks for key in keys), page.id


def test_two_times_the_same() -> None:
    _, _, pages = drawn("gallery")
    talk = open_talk(TALKS["gallery"])
    deck, _ = make_deck(talk)
    assert pages == tuple(page_svg(page, deck, talk.theme, talk.face, n) for n, page in enumerate(deck.pages, 1))


EVIL = """\
talk: {id: t, title: T, language: zh-CN}
opening:
  - id: one
    title: '</text><script>x</script> & "<b>"'
    body:
      - points: ['[a](javascript:alert(1))', '[b](https://example.org/?a=1&b="2")', 'a < b && c']
"""


def test_words_never_become_markup(tmp_path: Path) -> None:
    path = tmp_path / "outline.yaml"
    path.write_text(EVIL, encoding="utf-8")
    talk = open_talk(path)
    deck, _ = make_deck(talk)
    root = ET.fromstring(page_svg(deck.pages[0], deck, talk.theme, talk.face, 1))
    assert not list(root.iter(f"{SVG}script"))
    assert "</text><script>x</script> & \"<b>\"" in "".join(root.itertext())
    links = [each.get("href") for each in root.iter(f"{SVG}a")]
    assert links == ['https://example.org/?a=1&b="2"']


NUMBERS = [Numbers(), MILLIONS, BILLIONS, TRILLIONS, AXIS, SMALL_AXIS, Numbers(((0, 1, 1, ""),), unit="%"),
           Numbers(((0, 1, 0, ""),), percent=True), Numbers(((1e3, 1, -1, ""), (0, 1, 0, "")), grouped=True, unit=" 亿")]


@pytest.mark.parametrize("numbers", NUMBERS, ids=lambda each: each.code)
def test_numbers_are_printed_as_they_were_measured(numbers: Numbers) -> None:
    for value in (0, 0.07, 0.5, 1, 17.95, 70, 999, 1000, 1234.5, 1.5e5, 7e6, 1.75e8, 1.5e9, 8.3e9, 1.75e11, 5.4e11, 1e12, 2.5e13):
        assert printed(value, numbers.code) == numbers.written(value)


def test_a_format_of_another_kind_is_refused() -> None:
    with pytest.raises(ValueError, match="no format code"):
        printed(1.0, "# ?/?")
