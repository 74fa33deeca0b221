"""Words of the outline that reach nobody: the template does not print them, or the layout has no place for them.

Good:

    template: title
    title: 六个观点看大模型
    subtitle: 读书会

Bad:

    template: text
    title: 六个观点看大模型
    subtitle: 读书会

No line of the template `text` mentions a subtitle. A `source:` on a page that opens a section reaches nobody either.
"""

from __future__ import annotations

from collections.abc import Iterator

from deckgen.checks.rule import Subject
from deckgen.outline.model import Outline
from deckgen.outline.program import Entry
from deckgen.problem import Problem

FURNITURE = ("source", "kicker")
"""What the theme prints of a slide, not its template."""


def look(subject: Subject) -> Iterator[Problem]:
    outline, theme = subject.outline, subject.theme
    layouts = {page.slide: theme.layouts[page.layout] for page in subject.deck.pages}
    for entry, markup in zip(subject.program.entries, subject.markups, strict=True):
        if markup is None:
            continue
        slide = entry.slide
        for key in markup.left_out:
            what = _what(key, outline, entry)
            yield Problem(f"the template '{slide.template}' does not print the {what} of slide '{slide.id}'",
                          outline.span(key), "print it in the template, choose another template, or take it out")
        for name in () if theme.foreign else FURNITURE:  # somebody's template has them in its footer and its body
            words, layout = getattr(slide, name), layouts[slide.id]
            if words is not None and name not in layout.slots:
                yield Problem(f"the layout '{layout.name}' has no place for the {name} of slide '{slide.id}'", words.span,
                              "move it to the notes, or choose another template")


def _what(key: str, outline: Outline, entry: Entry) -> str:
    """`subtitle`, `stop` of its data, or the kind of a block."""
    block = outline.blocks.get(key)
    return f"block '{block.block}'" if block is not None else key.removeprefix(f"{entry.slide.id}/").rpartition("/")[2]
