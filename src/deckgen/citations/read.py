"""The references that a talk cites, from a file beside its outline: CSL as YAML or JSON, or BibTeX.

CSL (citationstyles.org) is what Zotero and pandoc write; its JSON is read as YAML is, so that every entry knows its line.
"""

from __future__ import annotations

from pathlib import Path

from deckgen.citations.model import Library
from deckgen.outline.model import Borrowed, Outline
from deckgen.problem import DeckgenError, Problem, Unusable
from deckgen.source.read import read_source

NAMES = ("references.yaml", "references.yml", "references.json", "references.bib")
"""What is looked for where the talk names no file, the first that is there."""


def library_of(outline: Outline, home: Path) -> Library | None:
    """The references of the talk, and those of other outlines that slides used of them cite; None where there is no file.

    Raises DeckgenError with every fault of the files, at their own lines, and where a key means two works.
    """
    library = _own(outline, home)
    for slide in outline.borrowed.values():
        said = " ".join(slide.words.values())
        if "[@" not in said or slide.source is outline.source:
            continue
        lent = _lent(slide)
        cited = {key: each for key, each in lent.references.items() if f"@{key}" in said} if lent is not None else {}
        if lent is None or not cited:
            continue
        own = library.references if library is not None else {}
        twice = [key for key, each in cited.items() if key in own and own[key].title != each.title]
        if twice:
            raise DeckgenError([Problem(
                f"'{key}' is one work in {lent.source.path.name} and another in {own[key].span.source.path}", slide.asked,
                "give one of the two another key", "reference-twice") for key in twice])
        library = Library(library.source if library is not None else lent.source, {**cited, **own})
    return library


def _lent(slide: Borrowed) -> Library | None:
    """The references of the outline that a slide was taken from."""
    home = slide.source.path.parent
    names = (slide.references,) if slide.references else NAMES
    path = next((home / name for name in names if (home / name).is_file()), None)
    return read_library(path) if path is not None and path.resolve().is_relative_to(home.resolve()) else None


def _own(outline: Outline, home: Path) -> Library | None:
    """The references of the talk itself; None where it names no file and none of the usual ones lies in `home`."""
    asked = outline.talk.references
    if asked is None or asked.file is None:
        found = next((home / name for name in NAMES if (home / name).is_file()), None)
        return read_library(found) if found is not None else None
    path = home / str(asked.file)
    if not path.resolve().is_relative_to(home.resolve()):
        raise DeckgenError([Problem(f"the references '{asked.file}' lie outside of the outline's folder", asked.file.span,
                                    "copy the file beside the outline", "references-path")])
    if path.suffix.lower() not in (".yaml", ".yml", ".json", ".bib"):
        raise DeckgenError([Problem(f"references cannot be read from '{asked.file}'", asked.file.span,
                                    "they are CSL (.yaml, .json) or BibTeX (.bib)", "references-path")])
    try:
        return read_library(path)
    except Unusable as error:
        raise DeckgenError([Problem(f"can't read the references: {error}", asked.file.span,
                                    "name a file as seen from the outline's folder", "references-path")]) from None


def read_library(path: Path) -> Library:
    """The references in a file. Raises DeckgenError with all its faults, Unusable where there is no such file."""
    source = read_source(path)
    if path.suffix.lower() == ".bib":
        from deckgen.citations.bibtex import read_bibtex

        references, problems = read_bibtex(source)
    else:
        from deckgen.citations.csl import read_csl

        references, problems = read_csl(source)
    if problems:
        raise DeckgenError(problems)
    return Library(source, references)
