"""Places in template files: what a stamp on an element means, and the span that a problem shows."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from deckgen.source.span import Source, Span

ATTRIBUTE = "_l"
"""The attribute that stamps an opening tag: `_l="2:14"` is line 14 of file 2."""

FILES = "template"
"""The processing instruction in front of a rendered slide that names a file: `<?template 2 templates/slides/text.xml.j2?>`."""


@lru_cache(maxsize=64)
def template_source(path: Path) -> Source:
    """A template's text, read again to show a line of it; empty where there is no such file."""
    try:
        return Source(path, path.read_text(encoding="utf-8", errors="replace"))
    except OSError:
        return Source(path, "")


def template_span(path: Path, line: int, wanted: str = "") -> Span:
    """A line of a template, at the letters that are wanted where it has them; those of a name are no part of a longer one."""
    source = template_source(path)
    if wanted and 0 < line <= len(source.lines):
        edges = (r"(?<!\w)" if wanted[0].isalnum() else "", r"(?!\w)" if wanted[-1].isalnum() else "")
        found = re.search(edges[0] + re.escape(wanted) + edges[1], source.lines[line - 1])
        if found:
            before = sum(map(len, source.text.splitlines(keepends=True)[:line - 1]))
            return source.span(before + found.start(), before + found.end())
    return Span(source, line)


def unclosed(source: Source) -> Span | None:
    """The innermost block of a template that is never closed, of those that have an end; None where all are."""
    open_blocks: list[re.Match[str]] = []
    for tag in re.finditer(_TAG, re.sub(_COMMENT, lambda found: " " * len(found[0]), source.text)):
        name = tag[1]
        if name in BLOCKS and not (name == "set" and "=" in tag[0]):
            open_blocks.append(tag)
        elif open_blocks and name == f"end{open_blocks[-1][1]}":
            open_blocks.pop()
    return source.span(*open_blocks[-1].span()) if open_blocks else None


BLOCKS = ("for", "if", "macro", "call", "filter", "set", "block", "with", "autoescape", "raw")
_TAG = r"\{%[-+]?\s*(\w+)[^%]*[-+]?%\}"
_COMMENT = r"(?s)\{#.*?#\}"
