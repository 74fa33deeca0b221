"""What a reading group makes of the slides that it picked: an outline to go on with, and the questions as a sheet.

Questions stand in outlines and in no deck; so slides of decks bring none, but stand among the sources at the sheet's end.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from deckgen.documents.kit import Material, documents
from deckgen.formats.powerpoint.copy import crediting, picking
from deckgen.lending import Named
from deckgen.outline.model import Outline, Slide, Variant
from deckgen.outline.model import Talk as About
from deckgen.outline.program import Entry, Program
from deckgen.outline.using import seen_from
from deckgen.scene import Credit, Deck, Page
from deckgen.source.span import Source, Span
from deckgen.source.spelling import spelled
from deckgen.source.words import Words
from deckgen.templating import Templates, builtin
from deckgen.text.scripts import holds_han
from deckgen.text.widths import face
from deckgen.theme.model import Theme
from deckgen.themes import theme_of

SHEETS = {".docx": "sheet", ".md": "sheet.md", ".pdf": "sheet.pdf"}
"""The sheet among the documents of the kit, by the ending of its file."""


class Sheet(NamedTuple):
    """A sheet, how many questions it has, and how many of the slides bring any."""

    data: bytes
    questions: int
    slides: int


def outline_of(named: Sequence[Named], path: Path) -> str:
    """The outline that uses these slides, in this order, as it would be typed into a file at `path`.

    It has their questions too; its author adds minutes and notes, and more.
    """
    id = spelled(_plain(path.stem), True)
    lines = [f"talk: {{id: {id}, title: {_typed(path.stem)}, language: {language(named)}}}", "opening:"]
    taken: set[str] = set()
    for before, each in zip([None, *named], named, strict=False):
        slide, source = each.slide, each.lender.source
        if each.lender.talk is not None and goes_on(before, each):
            continue
        asked = f"{seen_from(path.resolve().parent, source.path.resolve())}#{slide.tag if each.lender.talk else slide.number}"
        id = slide.tag or f"{_plain(source.path.stem)}-{slide.number}"
        lines.append(f"  - use: {_typed(asked)}")
        fresh, times = id, 1
        while fresh in taken:
            times += 1
            fresh = f"{id}-{times}"
        taken.add(fresh)
        if fresh != id:
            lines.append(f"    as: {spelled(fresh)}")
    return "\n".join(lines) + "\n"


def goes_on(before: Named | None, each: Named) -> bool:
    """Whether it is a further page of the slide before it."""
    return before is not None and picking.goes_on(before.wanted, each.wanted)


def language(named: Sequence[Named]) -> str:
    """That of the first outline; without one Chinese where a title is."""
    known = [each.lender.talk.outline.talk.language for each in named if each.lender.talk is not None]
    return (known or ["zh-CN" if any(holds_han(each.slide.title) for each in named) else "en"])[0]


def sheet_of(named: Sequence[Named], title: str, kind: str) -> Sheet:
    """The questions of these slides, whose they are, and room for one's own: `kind` is one of the sheets of the kit.

    Raises Unusable for a PDF where typst is missing.
    """
    source = Source(Path(f"{title}.yaml"), "")
    nowhere = Span(source, 0, 0)
    theme = _theme(source)
    entries: list[Entry] = []
    pages: list[Page] = []
    for number, (before, each) in enumerate(zip([None, *named], named, strict=False), 1):
        said = Words(each.slide.title, f"{number}/title", nowhere, False)
        entry = _entry(each, str(number), said)
        if not goes_on(before, each):
            entries.append(entry)
        pages.append(Page(f"{number}", entries[-1].slide.id, "", each.slide.title, (),
                          credit=_credit(each, theme, language(named))))
    about = About(id="session", title=Words(title, "talk/title", nowhere, False), language=language(named))
    deck = Deck("session", title, about.language, tuple(pages))
    material = Material(Program("", Variant(), tuple(entries)), Outline(talk=about), deck, theme, face(theme.latin, theme.code),
                        Templates([builtin()]))
    asked = [len(entry.slide.questions) for entry in entries]
    return Sheet(documents(material, [kind])[kind], sum(asked), sum(map(bool, asked)))


def _entry(each: Named, id: str, said: Words) -> Entry:
    """What is known of a slide: all that its outline says, or its title alone."""
    talk = each.lender.talk
    entries = talk.program.entries if talk is not None else ()
    found = next((entry for entry in entries if entry.slide.id == each.slide.tag), None)
    if found is None:
        return Entry(Slide(id=id, title=said), said, None, None, "opening", (), 0.0, 0.0, True)
    return replace(found, slide=replace(found.slide, id=id), section=None, top=None, part="opening", views=(), minutes=0.0)


def _credit(each: Named, theme: Theme, language: str) -> Credit:
    known = crediting.credit(each.lender.source, each.slide)
    text = known.get("text", "")
    if not each.slide.credit and text:
        text = f"{theme.word('borrowed', language)} {text}"
    return Credit(known["from"], text or known["from"])


def _theme(source: Source) -> Theme:
    nowhere = Span(source, 0, 0)
    return theme_of(Outline(talk=About(id="session", title=Words("", "talk/title", nowhere, False))), [builtin()], Path(), None)


def _typed(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)  # JSON's strings are YAML's


def _plain(text: str) -> str:
    return re.sub(r"[^\w.-]+", "-", text).strip("-.") or "session"
