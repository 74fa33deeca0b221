"""The references that a talk cites, from a file beside its outline: CSL as YAML or JSON, or BibTeX.

CSL (citationstyles.org) is what Zotero and pandoc write; its JSON is read as YAML is, so that every entry knows its line.
"""

from __future__ import annotations

from pathlib import Path

from deckgen.citations.model import Library
from deckgen.outline.model import Outline
from deckgen.problem import DeckgenError, Problem, Unusable
from deckgen.source.read import read_source

NAMES = ("references.yaml", "references.yml", "references.json", "references.bib")
"""What is looked for where the talk names no file, the first that is there."""


def library_of(outline: Outline, home: Path) -> Library | None:
    """The references of the talk; None where it names no file and none of the usual ones lies in `home`.

    Raises DeckgenError with every fault of the file, at the file's own lines.
    """
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
