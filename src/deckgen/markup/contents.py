"""What markup is read into: contents, each in a slot."""

from __future__ import annotations

from collections.abc import Mapping

from deckgen.outline.blocks import Block
from deckgen.text.paragraph import Paragraph, Runs
from deckgen.value import value


@value(frozen=True)
class Prose:
    """Paragraphs and lists that a template wrote: `p`, `ul`, `ol`, `pre`.

    Items of `ul` have the level's own marker (None), those of `ol` `1.`, paragraphs none (empty).
    """

    paragraphs: tuple[Paragraph, ...]


@value(frozen=True)
class Quotation:
    """A `blockquote`: its lines, and whose words they are (its `cite`)."""

    lines: tuple[Runs, ...]
    by: Runs = ()


@value(frozen=True)
class Grid:
    """A `table` that a template wrote."""

    header: tuple[Runs, ...]
    rows: tuple[tuple[Runs, ...], ...]


Content = Prose | Quotation | Grid | Block


@value(frozen=True)
class Markup:
    """What one template printed for one slide: its role, and the contents of each slot in order.

    `title` is the `h1`; `notes` the `<aside class="notes">` as paragraphs (levels for lists).
    """

    role: str
    title: Runs
    slots: Mapping[str, tuple[Content, ...]]
    notes: tuple[Paragraph, ...] = ()
    left_out: tuple[str, ...] = ()
    """Keys of the slide's own title, subtitle, blocks, notes and `data` that the template did not print."""
