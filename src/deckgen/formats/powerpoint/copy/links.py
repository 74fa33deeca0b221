"""Where links of a copied slide lead: to the copy of the slide that they led to, or nowhere.

    <a:hlinkClick r:id="rId3" action="ppaction://hlinksldjump"/>      by a relationship; without its target the element goes
    <a:hlinkClick r:id="" action="ppaction://hlinkshowjump?jump=nextslide"/>      leads wherever it stands: left alone
    <a:hlinkClick r:id="" action="ppaction://customshow?id=0"/>      by the number of a custom show
    <a:hlinkClick r:id="" action="ppaction://macro?name=Quiz"/>      macros are not copied
    <pslz:sldZmObj sldId="257" cId="1890452"/>      a zoom, by slide id and creation id, with a picture as its older form
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from deckgen.formats.powerpoint.copy.graph import Rule, remove
from deckgen.formats.powerpoint.copy.names import MC, local
from deckgen.formats.powerpoint.copy.report import Report
from deckgen.formats.powerpoint.copy.source import Relation, Source

CLICKS = ("hlinkClick", "hlinkHover", "hlinkMouseOver")
SHOW = re.compile(r"(ppaction://customshow\?id=)(\d+)")


class Places:
    """Where the slides of the sources stand in the new deck: their numbers there, from 1, in order."""

    def __init__(self, wanted: Sequence[tuple[Source, str]], report: Report) -> None:
        self.report = report
        self.numbers: dict[tuple[int, str], list[int]] = {}
        for number, (source, part) in enumerate(wanted, 1):
            self.numbers.setdefault((id(source), part), []).append(number)
        self.times = [self.numbers[id(source), part].index(number) for number, (source, part) in enumerate(wanted, 1)]
        """How often each slide was taken before."""

    def find(self, source: Source, part: str, seen_from: int = 0) -> int | None:
        """The copy of a slide that another one links to: of several the one that was taken the same time around."""
        found = self.numbers.get((id(source), part))
        if not found:
            return None
        if seen_from in found:
            return seen_from
        return found[min(self.times[seen_from - 1] if seen_from else 0, len(found) - 1)]

    def rule(self, source: Source, seen_from: int = 0, number: int = 0) -> Rule:
        """Where relationships to slides lead; `number` is the slide's in its own deck, for the report."""
        def led(relation: Relation) -> str | None:
            place = self.find(source, relation.target, seen_from)
            if place is None:
                self.report.tell("unlinked", source, number)
                return None
            return slide_name(place)

        return led


def slide_name(number: int) -> str:
    """The part of the new deck's slide."""
    return f"ppt/slides/slide{number}.xml"


def actions(root: Any, source: Source, number: int, shows: Mapping[int, int], report: Report) -> None:
    """Take out buttons for macros and for custom shows that did not come; number the others anew."""
    for each in [each for each in root.iter() if local(each) in CLICKS]:
        action = each.get("action", "")
        if action.startswith("ppaction://macro"):
            report.tell("macro", source, number)
            remove(each)
        elif (show := SHOW.match(action)) is not None:
            new = shows.get(int(show[2]))
            if new is None:
                report.tell("show", source, number)
                remove(each)
            else:
                each.set("action", f"{show[1]}{new}{action[show.end():]}")


def zooms(root: Any, source: Source, number: int, slides: Callable[[str], tuple[int, str] | None], parts: Mapping[str, str],
          report: Report) -> None:
    """Lead zooms to the copies: `slides` knows new ids and creation ids by old ids, `parts` new section ids by old ones."""
    for each in list(root.iter()):
        name = local(each)
        if name == "sldZmObj":
            found = slides(each.get("sldId", ""))
            if found is None:
                _flatten(each, source, number, report)
                continue
            each.set("sldId", str(found[0]))
            if found[1] and each.get("cId"):
                each.set("cId", found[1])
        elif name in ("sectionZmObj", "summaryZmObj") or (name.endswith("ZmObj") and each.get("sectionId")):
            part = parts.get(each.get("sectionId", ""))
            if part is None:
                _flatten(each, source, number, report)
            else:
                each.set("sectionId", part)


def _flatten(element: Any, source: Source, number: int, report: Report) -> None:
    """Put the older form, a picture, in the place of a zoom."""
    both = next((above for above in element.iterancestors() if above.tag == f"{MC}AlternateContent"), None)
    if both is None or both.getparent() is None:
        return
    report.tell("zoom", source, number)
    older = both.find(f"{MC}Fallback")
    for each in list(older) if older is not None else []:
        both.addprevious(each)
    remove(both)
