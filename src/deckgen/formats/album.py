"""An album: a Markdown page that shows each slide beside the lines of the outline that it was made from."""

from __future__ import annotations

import os
from collections.abc import Mapping
from itertools import takewhile
from pathlib import Path
from textwrap import dedent

from deckgen.outline.model import Outline, Slide
from deckgen.outline.program import Program
from deckgen.text.inline import plain_words


def album_of(program: Program, outline: Outline, pictures: Mapping[str, Path], home: Path) -> str:
    """The page, as it stands in the folder `home`. `pictures` are named by page; a slide without one is left out."""
    found = [f"# {plain_words(outline.talk.title)}"]
    above = ""
    for entry in program.entries:
        pages = [path for page, path in pictures.items() if page.partition("~")[0] == entry.slide.id]
        if not pages:
            continue
        section = plain_words(entry.top.title) if entry.top is not None and entry.top.title is not None else ""
        if section != above:
            found += [f"## {section}"] if section else ["---"]
            above = section
        title = plain_words(entry.title) if entry.title is not None else entry.slide.id
        found += [f"### {title}"]
        found += [f"![{escaped(title)}]({Path(os.path.relpath(path, home)).as_posix()})" for path in pages]
        lines = lines_of(entry.slide)
        fence = "````" if "```" in lines else "```"
        found += [f"{fence}yaml\n{lines}\n{fence}"]
    return "\n\n".join(found) + "\n"


def lines_of(slide: Slide) -> str:
    """What was typed for a slide: its lines, as far as they stand further in than its dash, moved to the left edge."""
    if slide.span is None:
        return ""
    lines = slide.span.source.lines[slide.span.line - 1:]
    start = lines[0].index("-") if lines[0].lstrip().startswith("-") else 0
    inside = takewhile(lambda line: not line.strip() or len(line) - len(line.lstrip()) > start, lines[1:])
    return dedent("\n".join([lines[0], *inside])).rstrip()


def escaped(text: str) -> str:
    """Text in the brackets of Markdown."""
    return text.replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]")
