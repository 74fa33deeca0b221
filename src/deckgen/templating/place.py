"""Places in template files: what a stamp on an element means, and the span that a problem shows."""

from __future__ import annotations

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


def template_span(path: Path, line: int) -> Span:
    """A line of a template."""
    return Span(template_source(path), line)
