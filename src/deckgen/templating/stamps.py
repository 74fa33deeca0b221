"""Stamps: each opening tag that a slide template writes carries its template and line, `<p _l="0:12">`.

A template prints one long text; what Jinja knew of lines is gone when the markup turns out to be wrong. So tags are
stamped while the template is still being cut into tokens. Only tags whose name ends in the same stretch of template text
are stamped (`<h{{ n }}>` is not), and nothing inside comments and CDATA, where a stamp would be text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from jinja2.lexer import Token

from deckgen.templating.place import ATTRIBUTE

_TAG = re.compile(r"<!--|-->|<!\[CDATA\[|\]\]>|<[A-Za-z_][\w.-]*(?=[\s/>])")
_CLOSED_BY = {"<!--": "-->", "<![CDATA[": "]]>"}


def stamped(tokens: Iterable[Token], number: int) -> Iterator[Token]:
    """The tokens of the file with this number, its opening tags stamped."""
    waiting_for = ""
    for token in tokens:
        if token.type != "data" or not (waiting_for or "<" in token.value):
            yield token
            continue
        text, position, parts, line = token.value, 0, [], token.lineno
        for found in _TAG.finditer(text):
            word = found[0]
            if waiting_for:
                waiting_for = "" if word == waiting_for else waiting_for
            elif word in _CLOSED_BY:
                waiting_for = _CLOSED_BY[word]
            elif word not in ("-->", "]]>"):
                line += text.count("\n", position, found.end())
                parts += [text[position:found.end()], f' {ATTRIBUTE}="{number}:{line}"']
                position = found.end()
        yield Token(token.lineno, "data", "".join(parts) + text[position:])
