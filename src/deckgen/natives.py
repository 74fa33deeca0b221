"""Slides of PowerPoint files in an outline: who reads them for the reader of outlines, and what is to be known of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from deckgen.outline.model import Outline
from deckgen.problem import Problem
from deckgen.theme.model import Theme

if TYPE_CHECKING:
    from deckgen.outline.native import Native


def natives(path: Path, asked: str) -> Sequence[Native]:
    """Slides of a PowerPoint file for an outline. Raises Unusable, DeckgenError."""
    from deckgen.formats.powerpoint.copy.native import read_natives  # most outlines use none

    return read_natives(path, asked)


def placed(outline: Outline, told: Sequence[tuple[Path, Problem]]) -> list[Problem]:
    """What is to be known of PowerPoint files, at the first `use:` of each."""
    places = {each.native.path: each.asked for each in reversed(list(outline.borrowed.values()))
              if each.native is not None}
    return [replace(each, span=places.get(path), hint="" if each.hint.startswith("--") else each.hint) for path, each in told]


def sized(outline: Outline, theme: Theme) -> list[Problem]:
    """Slides that a build will fit to the size of the pages; it says so itself."""
    theirs = [each for each in outline.borrowed.values() if each.native is not None]
    if not theirs:
        return []
    from deckgen.formats.powerpoint.copy.native import sized as told_of

    return [replace(told, span=each.asked) for each in theirs if each.native is not None
            and (told := told_of(each.native, (theme.width, theme.height))) is not None]
