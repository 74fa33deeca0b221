"""A slide of a PowerPoint file that an outline uses: kept as it is in the deck, and known here by what it says.

    - use: theirs.pptx#3            by number, id or title; a range or a section's name takes several
      minutes: 2
      questions: [ … ]

Whoever reads outlines hands in how such files are read (`Decks`), for nobody below `formats/` knows them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Literal

from deckgen.value import value

Box = tuple[float, float, float, float]
"""Left, top, width and height on its own slide, in points."""


@value(frozen=True)
class Frame:
    """Something that stands on the slide: text in its box, a picture, or what is only named (`chart`, `diagram` …)."""

    kind: Literal["title", "text", "picture", "chart", "diagram", "media", "object"]
    box: Box
    paragraphs: tuple[str, ...] = ()
    size: float = 18.0
    """Of its text, in points."""
    align: Literal["left", "center", "right"] = "left"
    anchor: Literal["top", "middle", "bottom"] = "top"
    picture: bytes = b""
    """A PNG or JPEG file."""
    crop: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)


@value(frozen=True)
class Native:
    """A slide of a PowerPoint file: the file, the slide's number there, its id (empty for none of ours), and what it says."""

    path: Path
    number: int
    id: str
    title: str
    notes: str
    """Its paragraphs, with an empty line between each two."""
    frames: tuple[Frame, ...]
    size: tuple[float, float]
    """Of its deck's slides, in points."""
    hidden: bool
    deck: str
    """SHA-256 of the file."""
    talk: str = ""
    author: str = ""
    licence: str = ""
    date: str = ""
    credit: str = ""
    """What the deck says of a slide that it had from somebody else."""

    def __repr__(self) -> str:
        return f"Native({self.path.name}#{self.number})"


Decks = Callable[[Path, str], Sequence[Native]]
"""The slides of a file that are asked for. Raises Unusable where it can't be read, DeckgenError without a place for all else."""
