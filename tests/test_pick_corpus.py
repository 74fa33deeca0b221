"""Slides of real decks by others: every deck copied whole, all of them in one, some under another's masters.

The decks are no part of this repository. DECKGEN_CORPUS names a folder of them; without it these tests are skipped. They take
minutes, so they are asked for: `DECKGEN_CORPUS=… pytest -m proof tests/test_pick_corpus.py`.
"""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import time
import warnings
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from lxml import etree
from openxml_audit import OpenXmlValidator
from PIL import Image, ImageChops, ImageStat
from pptx import Presentation

import copy_checks
from conftest import needs
from copy_checks import AnyDeck, faults, layouts_used
from deckgen.formats.powerpoint.copy.listing import slides
from deckgen.formats.powerpoint.copy.opening import opened
from deckgen.formats.powerpoint.copy.picking import Picked, Wanted, pick
from deckgen.formats.powerpoint.copy.source import Source
from deckgen.formats.powerpoint.package import save
from deckgen.formats.powerpoint.write import write_pptx
from deckgen.formats.rendered import print_decks
from deckgen.formats.svg.page import page_svg
from deckgen.natives import natives
from deckgen.outline.reader import from_source
from deckgen.pipeline import make_deck, open_talk
from deckgen.problem import DeckgenError
from deckgen.source.span import Source as Source_

pytestmark = pytest.mark.proof
ENDINGS = (".pptx", ".pptm", ".ppsx", ".potx")
MOST = 0.01
"""Mean difference of a page's picture, of 1."""
SECONDS, BYTES = 30, 1_000_000_000
THEMED = 15, 2
"""Decks that are put under another's masters, and slides of each."""


@cache
def corpus() -> tuple[Path, ...]:
    """The decks of the folder."""
    folder = os.environ.get("DECKGEN_CORPUS")
    if not folder:
        pytest.skip("DECKGEN_CORPUS names no folder of decks: 0 decks looked at")
    return tuple(sorted(path for path in Path(folder).iterdir() if path.suffix.lower() in ENDINGS))


@cache
def sources() -> tuple[Source, ...]:
    """Those that can be opened and have slides."""
    found = []
    for path in corpus():
        try:
            source = opened(path)
        except DeckgenError:
            continue
        if source.slides:
            found.append(source)
    return tuple(found)


def whole(*decks: Source, theme: Source | None = None, most: int = 1 << 30) -> Picked:
    return pick([Wanted(source, each) for source in decks for each in slides(source)[:most]], theme)


def checked(path: Path, before: list[str]) -> list[str]:
    """New faults of a deck, and whether python-pptx opens it."""
    count = len(Presentation(str(path)).slides)
    found = copy_checks.new(faults(AnyDeck.open(path)), before)
    return found if count == len(AnyDeck.open(path).shown()) else [*found, "python-pptx sees other slides"]


def audited(path: Path) -> Counter[str]:
    """What openxml-audit finds, numbers apart."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = OpenXmlValidator(max_errors=100_000).validate(str(path)).errors
    return Counter(re.sub(r"\d+", "#", each.description) for each in found)


def test_every_deck_that_opens_is_copied_without_a_new_fault(tmp_path: Path) -> None:
    said = []
    for source in sources():
        path = tmp_path / f"{source.path.stem}.pptx"
        before = hashlib.sha256(source.path.read_bytes()).hexdigest()
        made = whole(source)
        save(path, made.entries)
        assert whole(source).entries == made.entries, "two runs, the same bytes"
        assert hashlib.sha256(source.path.read_bytes()).hexdigest() == before == source.digest
        said += [f"{source.name}: {fault}" for fault in checked(path, faults(AnyDeck.open(source.path)))]
        said += [f"{source.name}: {name} is not used" for name in layouts_used(AnyDeck.open(path))]
        said += [f"{source.name}: {error}" for error in audited(path) - audited(source.path)]
    assert said == []
    assert len(sources()) >= 0.9 * len(corpus()), "most decks open"


def test_every_deck_comes_into_an_outline_without_a_new_fault(tmp_path: Path) -> None:
    """All its slides by `use:`, between slides of ours: the file as sound as theirs, every sketch well-formed."""
    said = []
    for source in sources():
        text = (f'talk: {{id: x, title: X}}\nopening:\n  - {{id: a, title: A, minutes: 1}}\n  - use: "{source.path.name}#1-"\n'
                "    minutes: 1\n  - {id: z, title: Z, minutes: 1}\n")
        where = Source_(source.path.parent / "o.yaml", text)
        talk = open_talk(where.path, outline=from_source(where, (), natives))
        deck, _ = make_deck(talk)
        path = tmp_path / "out.pptx"
        write_pptx(deck, talk.theme, path)
        for number, page in enumerate(deck.pages, 1):
            etree.fromstring(page_svg(page, deck, talk.theme, talk.face, number).encode())
        said += [f"{source.name}: {fault}" for fault in checked(path, faults(AnyDeck.open(source.path)))]
        said += [f"{source.name}: {error}" for error in audited(path) - audited(source.path)]
        if len(deck.pages) != len(source.slides) + 2:
            said.append(f"{source.name}: {len(deck.pages) - 2} of {len(source.slides)} slides")
    assert said == []


def pictures(pdf: Path) -> list[Image.Image]:
    """The pages of a PDF as pictures."""
    folder = pdf.with_suffix("")
    folder.mkdir()
    subprocess.run([needs("pdftoppm"), "-r", "50", "-png", str(pdf), str(folder / "p")], check=True, capture_output=True)
    return [Image.open(path).convert("RGB") for path in sorted(folder.iterdir())]


def test_every_page_looks_as_it_did(tmp_path: Path) -> None:
    needs("soffice")
    old, new = tmp_path / "old", tmp_path / "new"
    pairs = []
    for folder in (old, new):
        folder.mkdir()
    for number, source in enumerate(sources()):
        if all(each.hidden for each in slides(source)):
            continue  # LibreOffice prints no page of such a deck, and says that it failed
        paths = old / f"{number}{source.path.suffix}", new / f"{number}.pptx"
        paths[0].write_bytes(source.path.read_bytes())
        save(paths[1], whole(source).entries)
        pairs.append((source, *paths))
    said, pages = [], 0
    print_decks([first for _, first, _ in pairs], old)
    print_decks([second for _, _, second in pairs], new)
    for source, first, second in pairs:
        one, two = (pictures(path.with_suffix(".pdf")) for path in (first, second))
        visible = sum(not each.hidden for each in slides(source))
        if not len(one) == len(two) == visible:
            said.append(f"{source.name}: {len(one)} pages were {len(two)}")
        for number, (was, now) in enumerate(zip(one, two, strict=False), 1):
            pages += 1
            gap = sum(ImageStat.Stat(ImageChops.difference(was, now)).mean) / 765 if was.size == now.size else 1.0
            if gap > MOST:
                said.append(f"{source.name}, page {number}: {gap:.4f}")
    assert said == []
    assert pages > len(pairs)


def masters_apart(decks: tuple[Source, ...]) -> int:
    """Different masters of the slides, told apart by what is in their parts and themes."""
    found = set()
    for source in decks:
        deck = AnyDeck.open(source.path)
        for slide in source.slides:
            layout = source.related(slide, "slideLayout")[0]
            master = source.related(layout, "slideMaster")[0]
            root = etree.fromstring(source.part(master))
            for each in root.findall("{*}sldLayoutIdLst"):
                root.remove(each)
            lines = [etree.tostring(root, method="c14n")]
            lines += sorted(source.part(target) for _, kind, target in deck.rows(master) if kind not in ("slideLayout",))
            style = etree.fromstring(source.part(source.main)).find("{*}defaultTextStyle")
            lines.append(b"" if style is None else etree.tostring(style))
            found.add((source.size, hashlib.sha256(b"".join(lines)).hexdigest()))
    return len(found)


def test_all_decks_in_one(tmp_path: Path) -> None:
    import resource

    path = tmp_path / "all.pptx"
    start = time.perf_counter()
    fresh = tuple(opened(source.path) for source in sources())
    made = whole(*fresh)
    save(path, made.entries)
    seconds = time.perf_counter() - start
    assert seconds <= SECONDS
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 <= BYTES
    before = [fault for source in sources() for fault in faults(AnyDeck.open(source.path))]
    assert checked(path, before) == []
    assert layouts_used(AnyDeck.open(path)) == []
    assert made.masters <= masters_apart(sources())
    needs("soffice")
    (printed,) = print_decks([path], tmp_path)
    assert len(printed) == sum(not each.hidden for source in sources() for each in slides(source))
    print(f"\n{len(made.slides)} slides of {len(fresh)} decks: {seconds:.1f} s, {made.masters} masters, {made.layouts} layouts")


def test_growth_is_linear() -> None:
    def seconds(times: int) -> float:
        wanted = [Wanted(source, each) for source in sources() for each in slides(source)] * times
        start = time.perf_counter()
        pick(wanted)
        return time.perf_counter() - start

    seconds(1)
    once, four = seconds(2), seconds(8)
    assert four < 4 * once * 1.25, f"{once:.2f} s for two times, {four:.2f} s for eight"


def test_slides_under_anothers_masters(tmp_path: Path) -> None:
    decks, most = THEMED
    themes = [source for source in sources()
              if len(source.related(source.related(source.main, "slideMaster")[0], "slideLayout")) > 9]
    for theme in (themes[0], themes[-1]):
        others = tuple(source for source in sources() if source is not theme)
        some = others[::max(1, len(others) // decks)][:decks]
        path = tmp_path / f"{theme.path.stem}.pptx"
        made = whole(*some, theme=theme, most=most)
        save(path, made.entries)
        assert made.masters == 1
        assert checked(path, [fault for source in (*some, theme) for fault in faults(AnyDeck.open(source.path))]) == []
        deck = AnyDeck.open(path)
        master = etree.fromstring(theme.part(theme.related(theme.related(theme.main, "slideMaster")[0], "theme")[0]))
        colours = [etree.tostring(each, method="c14n") for each in master.iter("{*}clrScheme")]
        (own,) = (target for _, kind, target in deck.rows(deck.kind("slideMaster")[0]) if kind == "theme")
        assert [etree.tostring(each, method="c14n") for each in deck.xml(own).iter("{*}clrScheme")] == colours
        for slide in Presentation(str(path)).slides:
            for shape in slide.placeholders:
                assert shape.width is not None, f"{slide.part.partname}: {shape.name} stands nowhere"
