"""Words of the outline that reach nobody: the template does not print them, or the layout has no place for them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from deckgen.markup import Markup
from deckgen.outline.model import Outline
from deckgen.outline.program import Entry, Program
from deckgen.problem import Problem
from deckgen.scene import Deck
from deckgen.theme.model import Theme

FURNITURE = ("source", "kicker")
"""What the theme prints of a slide, not its template."""


def unprinted(outline: Outline, program: Program, markups: Sequence[Markup | None], deck: Deck,
              theme: Theme) -> Iterator[Problem]:
    """A slide says something that is neither on its page nor in its notes.

    Good: `template: title` with a `subtitle:`, which the cover prints. Bad: `template: text` with a `subtitle:`, which no line
    of the template mentions; a `source:` on the page that opens a section, where the theme has no source line.
    """
    layouts = {page.slide: theme.layouts[page.layout] for page in deck.pages}
    for entry, markup in zip(program.entries, markups, strict=True):
        if markup is None:
            continue
        slide = entry.slide
        for key in markup.left_out:
            what = _what(key, outline, entry)
            yield Problem(f"the template '{slide.template}' does not print the {what} of slide '{slide.id}'",
                          outline.span(key), "print it in the template, choose another template, or take it out", "unprinted",
                          "warning")
        for name in () if theme.foreign else FURNITURE:  # somebody's template has them in its footer and its body
            words, layout = getattr(slide, name), layouts[slide.id]
            if words is not None and name not in layout.slots:
                yield Problem(f"the layout '{layout.name}' has no place for the {name} of slide '{slide.id}'", words.span,
                              "move it to the notes, or choose another template", "unprinted", "warning")


def _what(key: str, outline: Outline, entry: Entry) -> str:
    """`subtitle`, `stop` of its data, or the kind of a block."""
    block = outline.blocks.get(key)
    return f"block '{block.block}'" if block is not None else key.removeprefix(f"{entry.slide.id}/").rpartition("/")[2]
