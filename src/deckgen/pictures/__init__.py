"""Pictures: found in the talk's folder, looked at, and made ready for the deck. Nothing is ever fetched.

Imported only where an outline holds an `image`. A picture is looked at once, however many slides and variants show it.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from deckgen.outline.blocks import Image
from deckgen.outline.model import Outline
from deckgen.pictures.finding import find
from deckgen.pictures.kinds import LARGEST, kind_of
from deckgen.pictures.unshown import Unshown
from deckgen.problem import DeckgenError, Problem
from deckgen.scene import Media


def read_pictures(outline: Outline) -> Mapping[str, Media]:
    """Every picture of an outline, by the key of its block. Raises DeckgenError with all that can't be shown, at their lines.

    A picture lies in the folder of the outline that names it: of a used slide, its own.
    """
    if outline.source is None:
        return {}
    wanted = {key: block for key, block in outline.blocks.items() if isinstance(block, Image)}
    found: dict[str, Media] = {}
    problems: list[Problem] = []
    for key, image in wanted.items():
        try:
            path = find(str(image.src), image.src.span.source.path.parent)
            state = path.stat()
            found[key] = _looked_at(path, state.st_mtime_ns, state.st_size)
        except Unshown as no:
            problems.append(Problem(no.message, image.src.span, no.hint, no.rule))
    if problems:
        raise DeckgenError(problems)
    return found


@lru_cache(maxsize=256)
def _looked_at(path: Path, _changed: int, size: int) -> Media:
    if size > LARGEST:
        raise Unshown(f"the picture is a file of {size / 1e6:.0f} MB", f"{LARGEST / 1e6:.0f} MB is the most: save it smaller",
                      "picture-size")
    data = path.read_bytes()
    if kind_of(data, path.suffix) == "svg":
        from deckgen.pictures.vector import vector

        return vector(data)
    from deckgen.pictures.raster import raster

    return raster(data)
