"""Why a file cannot be read as YAML, in one message that names the cause and the place where it can be mended.

libyaml notices a fault where it can't go on, which is often a line or more after the slip: `title：论文` with a full-width
colon is "could not find expected ':'" at the start of the next line. Each function here knows one family of slips.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import yaml
from yaml._yaml import CParser

from deckgen.problem import Problem
from deckgen.source.node import Scalar
from deckgen.source.span import Source, Span

_NAMES = {0x0B: "a line break inside a paragraph, from PowerPoint", 0x2028: "an invisible line break",
          0x2029: "an invisible paragraph break", 0x85: "an invisible line break", 0xFEFF: "an invisible byte order mark"}

_FULL_COLON = re.compile(r"[\w.-]+(：)")
_NO_SPACE = re.compile(r"[\w.-]+(:)(?=[^\s:/])")
_NO_DASH_SPACE = re.compile(r"(-)(?=[^\s-])")
_WIDE_BLANK = re.compile("[\u3000\u00a0\u2000-\u200b]+")
_ITEM = re.compile(r"[ \t]*(?:- +)*")
_KEYED = re.compile(r"[ \t]*(?:- +)*[a-z_]+: +")
_VALUED = re.compile(r"[ \t]*(?:- +)*[^\s:][^:]*: *[^\s#|>]")


def character(source: Source, offset: int) -> Problem:
    """A character that is never text."""
    code = ord(source.text[offset])
    name = _NAMES.get(code, "a control character" if code < 0xA0 else "a noncharacter")
    return Problem(f"{name} (U+{code:04X}) is no part of a text", source.span(offset, offset + 1),
                   "delete it; it often comes along when text is pasted", "control-character")


def mistyped(node: Scalar) -> Problem | None:
    """The slip behind a plain scalar that stands where something else should: `title：论文`, `title:论文`, `-论点`."""
    if node.style or node.span.start < 0:
        return None
    source, start = node.span.source, node.span.start
    return _slip(source, start, node.text)


def _slip(source: Source, start: int, text: str) -> Problem | None:
    blank = _WIDE_BLANK.match(text)
    if blank:
        return Problem("the line is indented with a full-width or no-break space", source.span(start, start + blank.end()),
                       "indent with plain spaces", "full-width-space")
    for pattern, message, hint, rule in (
        (_FULL_COLON, "a full-width colon '：' stands after a key", "write `{}: ` with a plain colon and a space",
         "full-width-colon"),
        (_NO_SPACE, "a space is missing after the colon", "write `{}: `, then the value", "missing-space"),
        (_NO_DASH_SPACE, "a space is missing after the dash", "write `- `, then the item", "missing-space"),
    ):
        found = pattern.match(text)
        if found:
            at = start + found.start(1)
            return Problem(message, source.span(at, at + 1), hint.format(text[:found.start(1)]), rule)
    return None


def cause(source: Source, error: yaml.MarkedYAMLError) -> Problem:
    """The one Problem behind what libyaml says."""
    return _Fault(source, error).problem()


def quoted(source: Source, start: int) -> str:
    """The value that starts at an offset, up to the end of its line, as it looks in quotes."""
    line_start = max(source.text.rfind("\n", 0, start), source.text.rfind("\r", 0, start)) + 1
    value = re.split(r"[\r\n]", source.text[start:], maxsplit=1)[0].rstrip()
    if re.search(r"(?:^|[:,\[{]|- )\s*[\[{]", source.text[line_start:start]):
        value = re.split(r"[,\]}]", value, maxsplit=1)[0]
    if "'" not in value and ('"' in value or "\\" in value):
        return f"'{value}'"
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


class _Fault:
    """One complaint of libyaml beside the text that it is about."""

    def __init__(self, source: Source, error: yaml.MarkedYAMLError) -> None:
        self.source, self.text = source, source.text
        self.said = str(error.problem or "")
        self.context = str(error.context or "")
        mark, begun = error.problem_mark, error.context_mark
        self.at: int = mark.index if mark else 0
        self.begun: int = begun.index if begun else self.at
        self.char = self.text[self.at : self.at + 1]

    def problem(self) -> Problem:
        for known, family in FAMILIES:
            if known in self.said or known in self.context:
                found = family(self)
                if found:
                    return found
        return Problem(f"this is not YAML: {self.said}", self.span(self.at), rule="yaml")

    # ---- places ----

    def span(self, start: int, length: int = 1) -> Span:
        return self.source.span(start, min(start + length, len(self.text)))

    def number(self, offset: int) -> int:
        """The line of an offset, from 0."""
        return self.source.span(offset, offset).line - 1

    def line_start(self, offset: int) -> int:
        return offset - self.source.span(offset, offset).column + 1

    def before(self, offset: int) -> str:
        """The line up to an offset."""
        return self.text[self.line_start(offset) : offset]

    def above(self, offset: int) -> tuple[int, str]:
        """The last line above that is neither empty nor a comment: its start and its text."""
        start = self.line_start(offset)
        while start > 0:
            start = self.line_start(start - 1 if self.text[start - 2 : start] != "\r\n" else start - 2)
            line = re.split(r"[\r\n]", self.text[start:], maxsplit=1)[0]
            if line.strip() and not line.lstrip().startswith("#"):
                return start, line
        return 0, ""

    def tokens(self) -> list[Any]:
        """The tokens before the fault."""
        parser, found = CParser(self.text), []
        try:
            while (token := parser.get_token()) is not None and token.start_mark.index < self.at:
                found.append(token)
        except yaml.YAMLError:
            pass
        return [token for token in found if token.end_mark.index > token.start_mark.index]

    def needs_quotes(self, start: int) -> Problem:
        sign = self.text[start : start + 1]
        return Problem(f"a value that starts with '{sign}' needs quotes", self.span(start), f"write {quoted(self.source, start)}",
                       "needs-quotes")

    # ---- families ----

    def tab(self) -> Problem | None:
        if self.char != "\t":
            return None
        return Problem("a tab in the indentation", self.span(self.at), "indent with spaces, two for each level", "tab")

    def escape(self) -> Problem:
        at = self.text.rfind("\\", 0, self.at + 1)
        return Problem("a backslash inside double quotes starts an escape", self.span(at, 2),
                       "write `\\\\` for a backslash, or use single quotes", "escape")

    def sign(self) -> Problem:
        """`*重点*`, `@x`, `` `code` ``, `&x`, `!x`, `%x`: signs that mean something to YAML."""
        return self.needs_quotes(self.begun)

    def block_text(self) -> Problem:
        """`| x` or `> x`."""
        sign = self.text[self.begun]
        return Problem(f"text cannot start on the line of its '{sign}'", self.span(self.begun),
                       f"start it on the next line, indented; if the sign is text, write {quoted(self.source, self.begun)}",
                       "needs-quotes")

    def lone_line(self) -> Problem:
        """A line where a key is expected: `title：论文`, `title:论文`, `-论点`, or text that was meant to go on."""
        start = self.begun
        line = re.split(r"[\r\n]", self.text[start:], maxsplit=1)[0].rstrip()
        return _slip(self.source, start, line) or Problem(
            "this line is neither `key: value` nor part of the text above", self.span(start, len(line)),
            "a key ends in a colon and a space; text that goes on is indented under its key, best after `|`", "lone-line")

    def colon(self) -> Problem:
        """`: ` where no key can be: in a plain value, or on a line that is indented too far, or after a slip above."""
        before = self.before(self.at)
        if re.search(r":\s", before):
            known = _KEYED.match(before) or _ITEM.match(before)
            value = self.line_start(self.at) + (known.end() if known else 0)
            return Problem("': ' inside a value without quotes", self.span(self.at), f"write {quoted(self.source, value)}",
                           "needs-quotes")
        start, line = self.above(self.at)
        item = _ITEM.match(line)
        first = item.end() if item else 0
        slip = _slip(self.source, start + first, line[first:])
        if slip:
            return slip
        here = self.line_start(self.at) + len(before) - len(before.lstrip())
        if _VALUED.match(line):
            return Problem("this line is indented further than the one above, which has its value already", self.span(here),
                           f"start it in column {first + 1}, like the key above", "indentation")
        return Problem("a key cannot stand here", self.span(here), "look at the indentation, and for quotes that are missing",
                       "indentation")

    def tight_colon(self) -> Problem:
        """`{id:x}` inside brackets."""
        return Problem("a space is missing after the colon", self.span(self.at), "put a space after it, or the value in quotes",
                       "missing-space")

    def dash(self) -> Problem:
        return Problem("a list cannot start on the line of its key", self.span(self.at),
                       f"start it on the next line; if this is text, write {quoted(self.source, self.at)}", "needs-quotes")

    def unfinished_block(self) -> Problem:
        """Text after a closing quote or bracket, or a line that does not line up."""
        before = self.before(self.at)
        tokens = self.tokens()
        last = tokens[-1] if tokens else None
        if last is not None and before.strip():
            if isinstance(last, yaml.ScalarToken) and last.style in ("'", '"'):
                return self.after_quote(last)
            if isinstance(last, yaml.FlowSequenceEndToken | yaml.FlowMappingEndToken):
                return self.needs_quotes(_opening(tokens))
        slip = _slip(self.source, self.at, re.split(r"[\r\n]", self.text[self.at :], maxsplit=1)[0])
        if slip:
            return slip
        item, column = self.char == "-" and self.text[self.at + 1 : self.at + 2] in (" ", "\n", "\r", ""), len(before)
        if column == len(self.before(self.begun)):
            return Problem("a list item stands among keys" if item else "a key stands among list items", self.span(self.at),
                           "indent it under the key it belongs to" if item else "indent it, or start it with `- `", "indentation")
        return Problem("this line does not line up with the lines above it", self.span(self.at),
                       f"the lines above start in column {self.open_columns()}: use one of these", "indentation")

    def open_columns(self) -> str:
        """The columns of the blocks that are open above the fault, as words."""
        found: list[int] = []
        for line in reversed(self.source.lines[: self.number(self.at)]):
            item, indent = _ITEM.match(line), len(line) - len(line.lstrip())
            if not line.strip() or line.lstrip().startswith("#"):
                continue
            for column in (item.end() if item and ":" in line else len(line), indent):
                if not found or column < found[-1]:
                    found.append(column)
            if indent == 0:
                break
        return " or ".join(str(column + 1) for column in reversed(found))

    def after_quote(self, token: Any) -> Problem:
        start, sign = token.start_mark.index, token.style
        if token.start_mark.line != token.end_mark.line:
            return self.unclosed_quote(start)
        hint = "inside double quotes write `\\\"`, or use “ ”" if sign == '"' else "inside single quotes write '' for a quote"
        return Problem("text goes on after the closing quote", self.span(self.at), hint + ", or put the whole value in quotes",
                       "needs-quotes")

    def unclosed_quote(self, start: int | None = None) -> Problem:
        at = self.begun if start is None else start
        return Problem("a quote is not closed", self.span(at), f"close it with {self.text[at : at + 1]} at the end of the value",
                       "unclosed-quote")

    def flow(self) -> Problem:
        """Inside `[…]` or `{…}`: not closed, a comma missing or full-width, or text that needs quotes."""
        opening = self.text[self.begun : self.begun + 1]
        closing = "]" if opening == "[" else "}"
        unclosed = Problem(f"'{opening}' is not closed", self.span(self.begun), f"close it with '{closing}'", "unclosed-bracket")
        tokens = self.tokens()
        last = tokens[-1] if tokens else None
        if self.char in ("", "]", "}"):
            return unclosed
        if self.number(self.at) != self.number(self.begun):
            indent = len(self.before(self.at)) - len(self.before(self.at).lstrip())
            line = self.before(self.begun)
            if indent <= len(line) - len(line.lstrip()):
                return unclosed
        if isinstance(last, yaml.ScalarToken):
            start = last.start_mark.index
            typed = self.text[start : last.end_mark.index]
            wide = re.search("[，、]", typed) if not last.style else None
            if last.style in ("'", '"'):
                return self.after_quote(last)
            inside = self.char == ":" and len(tokens) > 1 and isinstance(tokens[-2], yaml.ValueToken)
            if inside and not wide and not re.search(r"\s[a-z_]+$", typed):
                return Problem("': ' inside a value without quotes", self.span(self.at), f"write {quoted(self.source, start)}",
                               "needs-quotes")
            if wide:
                return Problem(f"a full-width comma '{wide.group()}' separates nothing here", self.span(start + wide.start()),
                               "write a plain comma and a space, or put the value in quotes", "full-width-comma")
        elif isinstance(last, yaml.FlowSequenceEndToken | yaml.FlowMappingEndToken):
            return Problem("a comma is missing here", self.span(self.at),
                           "separate items with `, `, or put text with brackets in quotes", "missing-comma")
        return Problem("a comma is missing before this, or quotes around it", self.span(self.at),
                       "separate items with `, `; put text with `: ` in quotes", "missing-comma")

    def no_content(self) -> Problem | None:
        """`]`, `}` or `,` where a value should start; or the end of the file inside brackets."""
        if self.at >= len(self.text.rstrip()):
            opening = _opening(self.tokens())
            return Problem(f"'{self.text[opening : opening + 1]}' is not closed", self.span(opening), "close it",
                           "unclosed-bracket")
        return self.needs_quotes(self.at)

    def after_document(self) -> Problem:
        return Problem("the file goes on after its end", self.span(self.at),
                       "remove `...`, or a bracket too many, above", "second-document")


def _opening(tokens: list[Any]) -> int:
    """Where the bracket opens that the last tokens close, or that none closes."""
    depth = 0
    for number, token in enumerate(reversed(tokens)):
        if isinstance(token, yaml.FlowSequenceEndToken | yaml.FlowMappingEndToken):
            depth += 1
        elif isinstance(token, yaml.FlowSequenceStartToken | yaml.FlowMappingStartToken):
            depth -= 1
            if depth < 0 or (depth == 0 and number > 0):
                return int(token.start_mark.index)
    return 0


FAMILIES: tuple[tuple[str, Callable[[_Fault], Problem | None]], ...] = (
    ("found character that cannot start any token", _Fault.tab),
    ("tab character", _Fault.tab),
    ("found character that cannot start any token", _Fault.sign),
    ("unknown escape character", _Fault.escape),
    ("hexdecimal number", _Fault.escape),
    ("Unicode character escape", _Fault.escape),
    ("scanning an alias", _Fault.sign),
    ("scanning an anchor", _Fault.sign),
    ("scanning a tag", _Fault.sign),
    ("scanning a block scalar", _Fault.block_text),
    ("scanning a directive", _Fault.sign),
    ("found unexpected ':'", _Fault.tight_colon),
    ("could not find expected ':'", _Fault.lone_line),
    ("mapping values are not allowed", _Fault.colon),
    ("mapping keys are not allowed", _Fault.sign),
    ("block sequence entries are not allowed", _Fault.dash),
    ("while scanning a quoted scalar", _Fault.unclosed_quote),
    ("did not find expected key", _Fault.unfinished_block),
    ("did not find expected '-' indicator", _Fault.unfinished_block),
    ("while parsing a flow", _Fault.flow),
    ("did not find expected node content", _Fault.no_content),
    ("did not find expected <document start>", _Fault.after_document),
)
"""What libyaml says, in its problem or its context, and who knows more about it; the first that finds something speaks."""
