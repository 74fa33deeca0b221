"""Speaker notes: one notes slide for each page that has any, tied to its slide and to the notes master both ways.

    <p:sp>…<p:ph type="sldImg" idx="2"/>…</p:sp>             the picture of the slide
    <p:sp>…<p:ph type="body" idx="1"/>…<a:p>…</a:p></p:sp>   what to say

The body is number 1 on the page, whatever it is on the master: PowerPoint looks for it there. Around it stand which slide it is,
how many minutes it takes, the talk, and the slide's number, where the theme's notes page has places for them.
"""

from __future__ import annotations

from functools import lru_cache

from deckgen.formats.powerpoint.drawing import HEAD, NAMESPACES, paragraph, paragraphs
from deckgen.formats.powerpoint.package import Relations
from deckgen.formats.powerpoint.slide import MAPPING, NUMBER_FIELD, TREE
from deckgen.scene import Deck, Page, Text
from deckgen.text.paragraph import Paragraph, Run, plain
from deckgen.theme.model import Theme

PLACES = {"header": "hdr", "date": "dt", "footer": "ftr", "number": "sldNum"}
IMAGE = ('<p:sp><p:nvSpPr><p:cNvPr id="2" name="Slide Image"/><p:cNvSpPr><a:spLocks noGrp="1" noRot="1" noChangeAspect="1"/>'
         '</p:cNvSpPr><p:nvPr><p:ph type="sldImg"{}/></p:nvPr></p:nvSpPr><p:spPr/></p:sp>')


def notes_slide(page: Page, deck: Deck, theme: Theme, position: int, relations: Relations) -> str:
    """One notes part. `relations` are those of the notes slide."""
    language = deck.language
    image = theme.notes.get("image")
    spoken = paragraphs([on_notes_level(each) for each in page.notes], language, relations.link, theme.code)
    shapes = [IMAGE.format(f' idx="{image.index}"' if image else ""), _shape(3, "Notes", 'type="body" idx="1"', spoken)]
    for id, slot in enumerate((slot for slot in theme.notes.values() if slot.kind in PLACES), 4):
        if slot.kind == "number":
            text = (f'<a:p><a:fld id="{NUMBER_FIELD}" type="slidenum"><a:rPr lang="en-US" altLang="{language}" dirty="0"/>'
                    f'<a:t>{position}</a:t></a:fld><a:endParaRPr lang="{language}" dirty="0"/></a:p>')
        else:
            words = {"header": whose(page), "date": minutes(page, theme, language), "footer": deck.footer}[slot.kind]
            text = _line(words, language)
        shapes.append(_shape(id, slot.name, f'type="{PLACES[slot.kind]}" sz="quarter" idx="{slot.index}"', text))
    return (f"{HEAD}<p:notes {NAMESPACES}>{TREE}{''.join(shapes)}</p:spTree></p:cSld>{MAPPING}</p:notes>")


def whose(page: Page) -> str:
    """The page's kicker and the id of its slide, as the author finds it in the outline."""
    kicker = next((shape for shape in page.shapes if isinstance(shape, Text) and shape.slot == "kicker"), None)
    words = [plain(each.runs) for each in kicker.paragraphs] if kicker else []
    return "   ".join([*words, page.slide])


def minutes(page: Page, theme: Theme, language: str) -> str:
    """How long the slide is spoken to; nothing for a page that goes on with it."""
    return f"{page.minutes:g} {theme.word('minutes', language)}" if page.minutes else ""


def on_notes_level(value: Paragraph) -> Paragraph:
    """The notes master keeps its first level for plain paragraphs and sets dashes from the second on."""
    if not value.marker:
        return Paragraph(value.runs)
    return Paragraph(value.runs, value.level + 1, marker=None if value.marker == "–" else value.marker)


@lru_cache(maxsize=256)
def _line(words: str, language: str) -> str:
    """One line, most of which stand on every page of notes."""
    return paragraph(Paragraph((Run(words),)), language)


def _shape(id: int, name: str, place: str, text: str) -> str:
    return (f'<p:sp><p:nvSpPr><p:cNvPr id="{id}" name="{name}"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr>'
            f"<p:ph {place}/></p:nvPr></p:nvSpPr><p:spPr/><p:txBody><a:bodyPr/><a:lstStyle/>{text}</p:txBody></p:sp>")
