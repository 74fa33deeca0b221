"""Sections and custom shows of the new deck.

    <p14:section name="方法" id="{GUID}"><p14:sldIdLst><p14:sldId id="256"/>…     every slide in exactly one, or there are none
    <p:custShow name="Short" id="0"><p:sldLst><p:sld r:id="rId4"/>…              by relationships of the presentation

Slides that follow each other out of one section are one section, under its name; where others have sections, slides of a deck
without any are one under the deck's name. A custom show comes along when all of its slides did.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from lxml import etree

from deckgen.formats.powerpoint.copy.links import Places
from deckgen.formats.powerpoint.copy.names import P14, p, r, whole
from deckgen.formats.powerpoint.copy.source import Source
from deckgen.formats.powerpoint.write import FIRST_SLIDE, guid
from deckgen.value import value

EXTENSION = "{521415D9-36F7-43E2-AB2F-B90AF26B5E84}"


@value(frozen=True)
class Section:
    """A section: its name, its id, and the numbers of its slides."""

    name: str
    id: str
    numbers: tuple[int, ...]
    source: Source
    was: str
    """Its id in the deck that it comes from; empty for a deck without sections."""


def sections(wanted: Sequence[tuple[Source, str]]) -> list[Section]:
    """The sections of the new deck, from the slides in order, each with its id in its own deck's list; none where no deck has
    any.
    """
    known = {key: _of(source) for key, source in {id(source): source for source, _ in wanted}.items()}
    if not any(known.values()):
        return []
    found: list[Section] = []
    for number, (source, listed) in enumerate(wanted, 1):
        was, name = known[id(source)].get(listed, ("", source.path.stem))
        last = found[-1] if found else None
        if last is not None and last.source is source and last.was == was:
            found[-1] = Section(last.name, last.id, (*last.numbers, number), source, was)
        else:
            found.append(Section(name, guid(f"{source.digest} {was} {name} {len(found)}"), (number,), source, was))
    return found


def _of(source: Source) -> dict[str, tuple[str, str]]:
    return {each.get("id", ""): (section.get("id", ""), section.get("name", ""))
            for section in source.presentation.iter(f"{P14}section") for each in section.iter(f"{P14}sldId")}


def section_list(found: Sequence[Section]) -> Any:
    """The extension of the presentation that holds the sections."""
    holder = etree.Element(f"{p}ext", {"uri": EXTENSION})
    rows = etree.SubElement(holder, f"{P14}sectionLst", nsmap={"p14": P14[1:-1]})
    for each in found:
        section = etree.SubElement(rows, f"{P14}section", {"name": each.name, "id": each.id})
        slides = etree.SubElement(section, f"{P14}sldIdLst")
        for number in each.numbers:
            etree.SubElement(slides, f"{P14}sldId", {"id": str(FIRST_SLIDE + number - 1)})
    return holder


@value(frozen=True)
class Show:
    """A custom show: its name, its number, and those of its slides."""

    name: str
    id: int
    numbers: tuple[int, ...]
    source: Source
    was: int


def shows(sources: Sequence[Source], places: Places) -> list[Show]:
    """The custom shows that came whole, numbered anew; of two with one name the second is numbered."""
    found: list[Show] = []
    for source in sources:
        known = source.relations(source.main)
        for each in source.presentation.iterfind(f"{p}custShowLst/{p}custShow"):
            targets = [known[key].target if (key := slide.get(f"{r}id", "")) in known else "" for slide in each.iter(f"{p}sld")]
            numbers = [places.find(source, target) for target in targets]
            if not numbers or None in numbers:
                continue
            name, number = each.get("name", ""), 1
            while any(other.name == name for other in found):
                number += 1
                name = f"{each.get('name', '')} {number}"
            found.append(Show(name, len(found), tuple(n for n in numbers if n is not None), source, whole(each.get("id"))))
    return found


def show_list(found: Sequence[Show], ids: Sequence[str]) -> Any:
    """The presentation's list of shows; `ids` are the relationships of its slides, in order."""
    rows = etree.Element(f"{p}custShowLst")
    for each in found:
        show = etree.SubElement(rows, f"{p}custShow", {"name": each.name, "id": str(each.id)})
        slides = etree.SubElement(show, f"{p}sldLst")
        for number in each.numbers:
            etree.SubElement(slides, f"{p}sld", {f"{r}id": ids[number - 1]})
    return rows
