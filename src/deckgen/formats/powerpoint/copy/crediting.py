"""Whose the slides of a deck are, and what a new deck says of that.

A slide that bears a credit in the manifest of its deck keeps it: whoever lent it is named however often it is lent on. Any other
is its deck's own, and is credited to what the file says of itself: the author, the title and the date among its properties, and
for a deck of ours the licence.

    docProps/core.xml: <dc:creator>王老师</dc:creator><dc:title>读书会</dc:title><dcterms:created>2026-05-01T08:00:00Z</…>

The new deck has a manifest of its own, in which each slide stands with its pages, its words by their keys where these are known,
and its credit.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from deckgen.formats.powerpoint.copy.listing import Slide
from deckgen.formats.powerpoint.copy.names import local, whole
from deckgen.formats.powerpoint.copy.source import Damaged, Source
from deckgen.formats.powerpoint.identity import Written, as_text

CORE = "core-properties"
UNNAMED = re.compile(r"(PowerPoint Presentation|PowerPoint 演示文稿|Presentation\d*|演示文稿\d*|幻灯片 \d+|Slide \d+)", re.I)
"""Titles that programs give to decks that have none."""


class Fresh(NamedTuple):
    """A slide of the new deck: its place there, from 1, its id and its creation id."""

    number: int
    id: str
    creation: str
    listed: int


def facts(source: Source) -> dict[str, str]:
    """What a deck says of itself: `talk`, `author`, `licence`, `date`; what it does not say is left out."""
    found: dict[str, str] = {}
    for name in [each.target for each in source.relations("").values() if each.kind == CORE and each.part and each.there][:1]:
        try:
            root = source.tree(name)
        except Damaged:
            break
        said = {local(each): " ".join((each.text or "").split()) for each in root if isinstance(each.tag, str)}
        title = said.get("title", "")
        found = {"talk": "" if UNNAMED.fullmatch(title) else title, "author": said.get("creator", ""),
                 "date": said.get("created", "")[:10]}
    found["licence"] = source.manifest.licence if source.manifest is not None else ""
    return {name: found[name] for name in ("talk", "author", "licence", "date") if found.get(name)}


def credit(source: Source, slide: Slide) -> dict[str, str]:
    """Whose a slide is, under the names of `scene.Credit`; a credit that it bears already stays as it is."""
    if slide.credit:
        return dict(slide.credit)
    own = facts(source)
    text = " · ".join(own[name] for name in ("author", "talk", "licence", "date") if name in own)
    return {"from": f"{source.name}#{slide.tag or slide.number}", **({"text": text} if text else {}), **own,
            "hash": digest(source, slide)}


def digest(source: Source, slide: Slide) -> str:
    """What a slide is, as a few letters that change when it does."""
    return hashlib.sha256(source.part(source.listed[slide.number - 1][1])).hexdigest()[:16]


def manifest(deck: str, taken: Sequence[tuple[Source, Slide, Fresh]], checksums: Mapping[str, int]) -> str:
    """What the new deck says of its making; `checksums` are those of its parts."""
    slides: dict[str, dict[str, Any]] = {}
    for source, slide, fresh in taken:
        row = slides.setdefault(fresh.id, {"id": fresh.id, "pages": [], "credit": credit(source, slide)})
        row["pages"].append(page(source, slide, fresh, checksums))
    return as_text(deck, "", "", list(slides.values()))


def page(source: Source, slide: Slide, fresh: Fresh, checksums: Mapping[str, int]) -> dict[str, Any]:
    """A page as it stands in the new deck, its words under its new id."""
    old = written(source, slide)
    was = slide.tag
    words = [[shape, place, f"{fresh.id}{key[len(was):]}" if key.startswith(f"{was}/") else key, text]
             for shape, place, key, text in (old.words if old is not None else ())]
    return {"id": f"{fresh.id}{slide.page[len(was):]}", "slide": fresh.listed, "creation": whole(fresh.creation),
            "crc": checksums.get(f"ppt/slides/slide{fresh.number}.xml", 0),
            "notes": checksums.get(f"ppt/notesSlides/notesSlide{fresh.number}.xml", 0), "words": words}


def written(source: Source, slide: Slide) -> Written | None:
    """A page as its own deck's manifest knows it."""
    if source.manifest is None or not slide.page:
        return None
    return next((each for each in source.manifest.slides.get(slide.tag, ()) if each.id == slide.page), None)
