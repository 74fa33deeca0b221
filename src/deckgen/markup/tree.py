"""The elements that a template printed, each with the template line that opened it."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn
from xml.parsers import expat

from deckgen.problem import DeckgenError, Problem
from deckgen.source.span import Span
from deckgen.templating.place import ATTRIBUTE, FILES, template_source, template_span

DEEPEST = 24
ALONE = "a template prints one <slide>, and nothing around it"
BARE_AMPERSAND = re.compile(r"&(?!#?\w+;)")


class Element:
    """One element: `children` are elements and stretches of text, in order; `stamp` is its file's number and its line."""

    __slots__ = ("attributes", "children", "stamp", "tag")

    def __init__(self, tag: str, attributes: dict[str, str], stamp: str) -> None:
        self.tag, self.attributes, self.stamp = tag, attributes, stamp
        self.children: list[str | Element] = []


class Tree:
    """A printed slide as elements; `root` is what the text holds on its first level. `where` turns a stamp into a span.

    Raises DeckgenError where the text is not well-formed: the template's line is that of the last opening tag before the
    fault, or of the tag that is not closed.
    """

    def __init__(self, text: str, template: str, slide: str) -> None:
        self.slide = slide
        self.files: dict[str, str] = {}
        self._template = template
        self._stamp = ""
        self.root = Element("", {}, "")
        self._open = [self.root]
        self._parser = parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.ProcessingInstructionHandler = self._file
        parser.StartDoctypeDeclHandler = self._doctype
        try:
            parser.Parse(text, True)
        except expat.ExpatError as error:
            self._explain(error, text)

    def where(self, stamp: str, wanted: str = "") -> Span:
        """The template line of a stamp, at the letters that are wanted; without a stamp, the file as it was named."""
        number, _, line = stamp.rpartition(":")
        path = self.files.get(number) or next(iter(self.files.values()), self._template)
        return template_span(Path(path), int(line) if line.isdigit() else 1, wanted)

    def problem(self, message: str, stamp: str, hint: str = "", rule: str = "markup", wanted: str = "") -> Problem:
        """A fault at an element, with the slide that was being printed."""
        if self.slide:
            hint = f"{hint}; this is in slide '{self.slide}'" if hint else f"this is in slide '{self.slide}'"
        return Problem(message, self.where(stamp, wanted), hint, rule)

    # ---- expat's handlers --------------------------------------------------------------------------------------------

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        stamp = attributes.pop(ATTRIBUTE, "")
        if stamp:
            self._stamp = stamp
        element = Element(tag, attributes, stamp or self._stamp)
        self._open[-1].children.append(element)
        self._open.append(element)
        if len(self._open) > DEEPEST:
            self._fail(f"<{tag}> is nested more than {DEEPEST} deep", self._stamp, "close each element where it ends")

    def _end(self, _tag: str) -> None:
        self._open.pop()

    def _text(self, text: str) -> None:
        children = self._open[-1].children
        if children and isinstance(children[-1], str):
            children[-1] += text
        else:
            children.append(text)

    def _file(self, target: str, data: str) -> None:
        if target == FILES:
            number, _, path = data.partition(" ")
            self.files[number] = path

    def _doctype(self, *_: object) -> None:
        self._fail("a template declares no DOCTYPE", self._stamp, "leave it out")

    # ---- what went wrong ---------------------------------------------------------------------------------------------

    def _fail(self, message: str, stamp: str, hint: str = "", wanted: str = "") -> NoReturn:
        raise DeckgenError([self.problem(message, stamp, hint, "not-well-formed", wanted)])

    def _explain(self, error: expat.ExpatError, text: str) -> NoReturn:
        inner = self._open[-1]
        rest = text.encode()[max(self._parser.ErrorByteIndex, 0):][:200].decode(errors="ignore")
        match expat.ErrorString(error.code):
            case "mismatched tag":
                wrong = rest.lstrip("</").split(">")[0].strip()
                self._fail(f"<{inner.tag}> is not closed before </{wrong}>", inner.stamp, f"close it with </{inner.tag}>",
                           f"<{inner.tag}")
            case "no element found" if len(self._open) > 1:
                self._fail(f"<{inner.tag}> is not closed", inner.stamp, f"close it with </{inner.tag}>", f"<{inner.tag}")
            case "no element found":
                self._fail("the template prints no <slide>", self._stamp, ALONE)
            case "junk after document element":
                self._fail("there is something after </slide>", self._stamp, ALONE)
            case "undefined entity":
                name = rest[1:].split(";")[0]
                self._fail(f"&{name}; is not known here", self._line_of(f"&{name};"), "type the character itself", f"&{name};")
            case "XML or text declaration not at start of entity":
                self._fail("a template needs no <?xml …?>", self._stamp, "leave it out")
            case "duplicate attribute":
                self._fail("an attribute is given twice", self._stamp, "keep one of them")
            case "syntax error":  # expat's name for text before the first element
                self._fail("there is text outside <slide>", self._stamp, ALONE)
            case message:
                ampersand = "&" in text[max(0, _offset(text, error) - 40):_offset(text, error) + 1] and "invalid token" in message
                if ampersand and (line := self._bare_ampersand()):
                    self._fail("& stands alone in the template's text", line, "write &amp; for it", "&")
                near = rest[:20].strip().splitlines()
                self._fail(f"this is no well-formed XML: {message}" + (f" near '{near[0]}'" if near else ""), self._stamp,
                           "in text, write &lt; for < and &amp; for &; close every element that is opened")

    def _line_of(self, text: str) -> str:
        """The stamp of the first template line, from the last opening tag on, that holds a text."""
        return self._search(lambda line: text in line) or self._stamp

    def _bare_ampersand(self) -> str:
        return self._search(lambda line: BARE_AMPERSAND.search(line) is not None)

    def _search(self, holds: Callable[[str], bool]) -> str:
        number, _, first = self._stamp.rpartition(":")
        start = int(first) if first.isdigit() else 1
        lines = template_source(self.where(self._stamp).source.path).lines
        for count, line in enumerate(lines[start - 1:], start):
            if holds(line):
                return f"{number}:{count}"
        return ""


def _offset(text: str, error: expat.ExpatError) -> int:
    lines = text.split("\n")
    return sum(len(line) + 1 for line in lines[:error.lineno - 1]) + error.offset
