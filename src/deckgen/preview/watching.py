"""Which folders a talk is made from, and when something in them changes.

Folders are watched, not files: editors replace a file by renaming another over it. They are watched without those below them, so
that an outline in somebody's home does not set a watch on all of it.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

from watchfiles import Change, DefaultFilter, awatch

from deckgen.outline.blocks import Image
from deckgen.outline.model import Outline

STEP, MOST = 4, 60
"""Milliseconds: how long nothing more may happen until changes are told, and how long they are gathered at most."""


class Ours(DefaultFilter):
    """Leaves out what is half written, and what programs keep for themselves."""

    def __call__(self, change: Change, path: str) -> bool:
        name = Path(path).name
        return super().__call__(change, path) and not name.endswith((".part", ".bak", ".lock")) and not name.startswith("~$")


def folders(path: Path, outline: Outline | None, theme: Path | None) -> frozenset[Path]:
    """The folders that hold the outline, those that it uses slides of, its templates and themes, pictures and references."""
    home = path.parent
    found = {home}
    own = home / "templates"
    if own.is_dir():
        found |= {own, *(each for each in own.rglob("*") if each.is_dir())}
    if theme is not None:
        found.add(theme.parent)
    if outline is not None:
        named = [str(block.src) for block in outline.blocks.values() if isinstance(block, Image)]
        named += [str(outline.talk.references)] if outline.talk.references is not None else []
        named += [str(outline.talk.theme.file)] if outline.talk.theme is not None else []
        found |= {(home / name).parent for name in named} | {source.path.parent for source in outline.sources}
        found |= {each.native.path.parent for each in outline.borrowed.values() if each.native is not None}
    return frozenset(each.resolve() for each in found if each.is_dir())


async def changes(places: frozenset[Path], stop: asyncio.Event) -> AsyncIterator[frozenset[Path]]:
    """The files that changed, each time some did, until `stop`."""
    async for found in awatch(*sorted(places), watch_filter=Ours(), step=STEP, debounce=MOST, stop_event=stop, recursive=False,
                              ignore_permission_denied=True):
        yield frozenset(Path(name) for _, name in found)
