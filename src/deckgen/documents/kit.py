"""Which documents the kit holds, and how each is made. `--to` names them as `KINDS` does."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Literal

from deckgen.value import value

if TYPE_CHECKING:
    from deckgen.formats.notes import Cite
    from deckgen.outline.model import Outline
    from deckgen.outline.program import Program
    from deckgen.scene import Deck
    from deckgen.templating import Templates
    from deckgen.text.face import Face
    from deckgen.text.paragraph import Paragraph
    from deckgen.theme.model import Theme

Form = Literal["docx", "pdf", "md", "html", "srt", "show"]


@value(frozen=True)
class Kind:
    """One document: the template that prints it (none for the windows to speak from), its form, and what its file is called after
    the deck's name."""

    template: str
    form: Form
    suffix: str
    backup: bool = False
    """Whether it shows the pages of the backup too."""


KINDS: Mapping[str, Kind] = {
    "docx": Kind("script", "docx", ".script.docx"),
    "pdf": Kind("script", "pdf", ".script.pdf"),
    "teleprompter": Kind("teleprompter.html.j2", "html", ".teleprompter.html"),
    "srt": Kind("subtitles.srt.j2", "srt", ".srt"),
    "handout": Kind("handout", "docx", ".handout.docx"),
    "handout.pdf": Kind("handout", "pdf", ".handout.pdf"),
    "handout+backup": Kind("handout", "docx", ".handout+backup.docx", True),
    "handout+backup.pdf": Kind("handout", "pdf", ".handout+backup.pdf", True),
    "sheet": Kind("sheet", "docx", ".sheet.docx"),
    "sheet.pdf": Kind("sheet", "pdf", ".sheet.pdf"),
    "sheet.md": Kind("sheet", "md", ".sheet.md"),
    "html": Kind("", "show", ".html"),
}
"""`docx` and `pdf` are the lecturer's script; what others hold in hand can be edited, unless it is asked for otherwise."""


@value(frozen=True)
class Material:
    """All that documents are made from: one variant of a talk and the deck that was made of it."""

    program: Program
    outline: Outline
    deck: Deck
    theme: Theme
    face: Face
    templates: Templates
    omitted: tuple[str, ...] = ()
    cite: Cite | None = None
    references: Sequence[Paragraph] = ()
    art: Mapping[str, str] | None = None
    """Addresses of pictures below the pages: see `formats.svg.page`."""


def documents(material: Material, names: Sequence[str]) -> dict[str, bytes]:
    """The files of these names, as bytes. Raises DeckgenError for what is wrong in templates, Unusable where typst is missing."""
    makers: Mapping[Form, Callable[[Material, Kind], bytes]] = {"docx": _printed, "pdf": _printed, "md": _markdown,
                                                                "html": _teleprompter, "srt": _subtitles, "show": _show}
    return {name: makers[KINDS[name].form](material, KINDS[name]) for name in names}


def _printed(material: Material, kind: Kind) -> bytes:
    """A document on paper: printed by its template, read, and written by the writer of its form."""
    from deckgen.documents.model import Document
    from deckgen.documents.paper import ink_of
    from deckgen.documents.pictures import as_png, drawn
    from deckgen.documents.reader import Said, pages_shown, read_document
    from deckgen.text.inline import plain_words

    text = material.templates.document(kind.template, names_for(material, kind))
    pages = [page.id for page in material.deck.pages]
    blocks = read_document(Said(text, pages, lambda typed: material.templates.place(kind.template, typed)))
    title = plain_words(material.outline.talk.title)
    variant = material.program.name
    document = Document(title, f"{title} · {variant}" if variant else title, material.deck.language, material.deck.author, blocks)
    shown = drawn(material.deck, material.theme, material.face, pages_shown(blocks), material.art)
    ink = ink_of(material.theme)
    if kind.form == "pdf":
        from deckgen.documents.typst import write_pdf

        return write_pdf(document, ink, shown)
    from deckgen.documents.docx import write_docx

    return write_docx(document, ink, shown, as_png(shown))


def names_for(material: Material, kind: Kind) -> dict[str, object]:
    """What the template of a printed document can name."""
    from deckgen.documents.given import on_paper

    return on_paper(material.program, material.outline, material.deck, material.theme, material.omitted, material.cite,
                    material.references, kind.backup)


def _markdown(material: Material, kind: Kind) -> bytes:
    return material.templates.document(kind.template, names_for(material, kind) | {"paper": False}).encode()


def _subtitles(material: Material, kind: Kind) -> bytes:
    from deckgen.documents.subtitles import cues

    words = material.theme.words_in(material.deck.language)
    return material.templates.document(kind.template, {
        "cues": cues(material.program, words["pause"], material.cite), "words": words}).encode()


def _show(material: Material, kind: Kind) -> bytes:
    from deckgen.formats.html.show import show_html

    return show_html(material.deck, material.program, material.theme, material.face, material.art).encode()


def _teleprompter(material: Material, kind: Kind) -> bytes:
    from deckgen.documents.prompter import prompted

    return material.templates.document(kind.template, prompted(material)).encode()
