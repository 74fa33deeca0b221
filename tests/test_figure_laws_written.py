"""The laws of drawings, for figures that nobody wrote: looked after in the written file and where LibreOffice prints it.

Every kind of figure, in three languages and in places of three sizes. What a place is too small for is refused with a problem,
and counted. Forty figures are looked at in the file with the other tests, and a few where they are printed; three hundred in
both with `pytest -m proof`. Each law is then broken on purpose, and seen to be broken.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import brands
from deckgen.formats.powerpoint.write import write_pptx
from deckgen.pipeline import make_deck, open_talk
from deckgen.problem import DeckgenError, Problem
from figure_outlines import Made, outline

FEW, MANY = range(45), range(300)


def template(folder: Path) -> Path:
    """python-pptx's own template, 4:3."""
    path = folder / "brand.pptx"
    if not path.exists():
        with ZipFile(path, "w", ZIP_DEFLATED) as file:
            for name, data in brands.default().items():
                file.writestr(name, data)
    return path


def refusals(figures: Sequence[Made], folder: Path) -> dict[int, tuple[Problem, ...]]:
    """The figures that are refused, by number, with what is said of them."""
    found = {}
    for figure in figures:
        try:
            write([figure], folder / "one.pptx")
        except DeckgenError as error:
            found[figure.seed] = error.problems
    return found


def write(figures: Sequence[Made], path: Path) -> None:
    """A deck of figures of one language and place. Raises DeckgenError where one of them is refused."""
    source = path.with_suffix(".yaml")
    source.write_text(outline(figures), encoding="utf-8")
    talk = open_talk(source, theme=template(path.parent) if figures[0].slot == "foreign" else None)
    deck, _ = make_deck(talk)
    write_pptx(deck, talk.theme, path)


def decks(figures: Iterable[Made], folder: Path) -> tuple[list[tuple[Path, list[Made]]], dict[int, tuple[Problem, ...]]]:
    """Decks of the figures that fit, by language and place; and the others."""
    groups: dict[tuple[str, str], list[Made]] = {}
    for figure in figures:
        groups.setdefault((figure.slot, figure.language), []).append(figure)
    written, refused = [], {}
    for (slot, language), each in groups.items():
        refused.update(refusals(each, folder))
        fitting = [figure for figure in each if figure.seed not in refused]
        path = folder / f"{slot}-{language}.pptx"
        if fitting:
            write(fitting, path)
            written.append((path, fitting))
    return written, refused
