"""Slide markup: the small XML vocabulary that templates print, read into contents for the slots of a role.

    <slide role="text">
      <h1>the slide's title, by its mark</h1>
      <ul><li>words of the outline, by their marks, or the template's own</li></ul>
      <aside class="notes">the notes, by their mark</aside>
    </slide>

The elements are HTML's own: `slide h1 p ul ol li table tr th td blockquote pre columns column aside`, and inside text
`b i code a sub sup br`, where `i` is the brush. A child of `slide` may name its slot, `<p slot="band">`; so may a `column`,
which is then a container for that slot. A block of the outline stands by its mark alone, between elements.
"""

from __future__ import annotations

from deckgen.markup.contents import Content, Grid, Markup, Prose, Quotation
from deckgen.markup.reader import read_markup

__all__ = ["Content", "Grid", "Markup", "Prose", "Quotation", "read_markup"]
