"""References as values: what kind of work, by whom, where and when, whatever file they were read from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from deckgen.source.span import Source, Span
from deckgen.text.scripts import holds_han
from deckgen.value import value

KINDS = {
    "article-journal": "J", "article-magazine": "J", "article-newspaper": "N", "article": "PP", "book": "M", "chapter": "M",
    "entry-encyclopedia": "M", "paper-conference": "C", "thesis": "D", "report": "R", "standard": "S", "patent": "P",
    "webpage": "EB", "post": "EB", "post-weblog": "EB", "software": "CP", "dataset": "DS", "document": "Z",
}
"""Types of CSL 1.0.2 with the marks of GB/T 7714-2025, 4.2; `article` is CSL's name for a preprint."""


@value(frozen=True)
class Name:
    """A person by family and given name, or whoever is named as a whole: an institution, or a Chinese name as it is written."""

    family: str = ""
    given: str = ""
    particle: str = ""
    suffix: str = ""
    whole: str = ""


@value(frozen=True)
class Reference:
    """One work. Dates are `2017`, `2017-06` or `2017-06-12`; empty is what its file does not say."""

    key: str
    type: str
    title: str
    span: Span
    authors: tuple[Name, ...] = ()
    editors: tuple[Name, ...] = ()
    translators: tuple[Name, ...] = ()
    container: str = ""
    """The journal, newspaper, book, proceedings or archive that it stands in."""
    event: str = ""
    publisher: str = ""
    place: str = ""
    issued: str = ""
    accessed: str = ""
    volume: str = ""
    issue: str = ""
    pages: str = ""
    edition: str = ""
    number: str = ""
    """Of a report, a standard, a patent or a preprint."""
    version: str = ""
    url: str = ""
    doi: str = ""
    language: str = ""

    @property
    def chinese(self) -> bool:
        """Whether the work is in Chinese: as its file says, else by its title."""
        return self.language.lower().startswith("zh") if self.language else holds_han(self.title)

    @property
    def year(self) -> str:
        """The year alone."""
        return self.issued.partition("-")[0]


@value(frozen=True)
class Library:
    """The references of one file, by their keys."""

    source: Source
    references: Mapping[str, Reference] = field(default_factory=dict)
