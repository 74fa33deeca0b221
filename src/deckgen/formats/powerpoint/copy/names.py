"""Namespaces, relationship types and content types that copying meets."""

from __future__ import annotations

from typing import Any

from lxml import etree

from deckgen.formats.powerpoint.drawing import A, P, R
from deckgen.formats.powerpoint.package import KINDS, OFFICE

a, p, r = f"{{{A}}}", f"{{{P}}}", f"{{{R}}}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
P14 = "{http://schemas.microsoft.com/office/powerpoint/2010/main}"
P15 = "{http://schemas.microsoft.com/office/powerpoint/2012/main}"
P188 = "{http://schemas.microsoft.com/office/powerpoint/2018/8/main}"
PC = "{http://schemas.microsoft.com/office/powerpoint/2013/main/command}"

SLIDE, LAYOUT, MASTER, NOTES, NOTES_MASTER, THEME, PRESENTATION = (KINDS[f"ppt/{name}"] for name in (
    "slides/slide", "slideLayouts/slideLayout", "slideMasters/slideMaster", "notesSlides/notesSlide", "notesMasters/notesMaster",
    "theme/theme", "presentation"))
HANDOUT = OFFICE + "presentationml.handoutMaster+xml"
STYLES = OFFICE + "presentationml.tableStyles+xml"
COMMENTS = OFFICE + "presentationml.comments+xml"
AUTHORS = OFFICE + "presentationml.commentAuthors+xml"
THREADS = "application/vnd.ms-powerpoint.comments+xml"
PEOPLE = "application/vnd.ms-powerpoint.authors+xml"
PEOPLE_RELATION = "http://schemas.microsoft.com/office/2018/10/relationships/authors"
MAINS = {
    PRESENTATION: False,
    OFFICE + "presentationml.template.main+xml": False,
    OFFICE + "presentationml.slideshow.main+xml": False,
    "application/vnd.ms-powerpoint.presentation.macroEnabled.main+xml": True,
    "application/vnd.ms-powerpoint.template.macroEnabled.main+xml": True,
    "application/vnd.ms-powerpoint.slideshow.macroEnabled.main+xml": True,
    "application/vnd.ms-powerpoint.addin.macroEnabled.main+xml": True,
}
"""Content types of a presentation part, and whether such a deck may hold macros."""

ENDINGS = {
    "png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg", "jpe": "image/jpeg", "gif": "image/gif", "bmp": "image/bmp",
    "tif": "image/tiff", "tiff": "image/tiff", "svg": "image/svg+xml", "emf": "image/x-emf", "wmf": "image/x-wmf",
    "wdp": "image/vnd.ms-photo", "mp3": "audio/mpeg", "wav": "audio/wav", "m4a": "audio/mp4", "wma": "audio/x-ms-wma",
    "mp4": "video/mp4", "m4v": "video/mp4", "mov": "video/quicktime", "avi": "video/avi", "wmv": "video/x-ms-wmv",
    "xml": "application/xml", "xlsx": OFFICE + "spreadsheetml.sheet", "bin": OFFICE + "oleObject",
    "vml": OFFICE + "vmlDrawing",
}
"""Content types by ending, for files that forget to state them."""


def whole(text: str | None, unsaid: int = 0) -> int:
    """A whole number as it is written in an attribute; `unsaid` where it is none."""
    try:
        return int(text) if text is not None else unsaid
    except ValueError:
        return unsaid


def canonical(element: Any) -> bytes:
    """An element in the form in which equal ones have equal bytes (Exclusive XML Canonicalization, W3C 2002)."""
    try:
        written: bytes = etree.tostring(element, method="c14n", exclusive=True)
    except etree.C14NError:  # a namespace that is no absolute address
        written = etree.tostring(element)
    return written


def local(element: Any) -> str:
    """The name of an element without its namespace; empty for comments."""
    tag = element.tag
    return tag[tag.find("}") + 1:] if isinstance(tag, str) else ""
