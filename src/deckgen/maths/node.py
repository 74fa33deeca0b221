"""The tree of a formula: a closed list of what can stand in one. Whoever draws or says formulas matches over `Node`."""

from __future__ import annotations

from typing import Literal

from deckgen.value import value

Look = Literal["italic", "upright", "bold", "bold-italic"]
Kind = Literal["plain", "binary", "relation", "opening", "closing", "mark"]
"""How a sign stands between its neighbours: `mark` is a comma or the like."""
Align = Literal["left", "center", "right"]


@value(frozen=True)
class Letters:
    """Letters and digits of one look, and signs that stand like them, such as ∞."""

    text: str
    look: Look = "italic"


@value(frozen=True)
class Text:
    """Words inside a formula; Chinese is set in the face of the theme."""

    text: str


@value(frozen=True)
class Sign:
    """An operator, a relation, a bracket that does not grow, or a mark."""

    text: str
    kind: Kind = "plain"


@value(frozen=True)
class Space:
    """White space, in em."""

    width: float


@value(frozen=True)
class Row:
    """Things side by side."""

    items: tuple[Node, ...] = ()


@value(frozen=True)
class Fraction:
    """One over another; without a bar the two of a binomial coefficient."""

    top: Node
    bottom: Node
    bar: bool = True


@value(frozen=True)
class Root:
    """A square root, or one of a degree."""

    body: Node
    degree: Node | None = None


@value(frozen=True)
class Scripts:
    """Subscript and superscript."""

    base: Node
    sub: Node | None = None
    sup: Node | None = None


@value(frozen=True)
class Limits:
    """What stands centred below and above something, such as the n→∞ of a limit."""

    base: Node
    under: Node | None = None
    over: Node | None = None


@value(frozen=True)
class Large:
    """A large operator (∑ ∫) with its bounds and what it works on; `limits`: the bounds stand below and above."""

    sign: str
    sub: Node | None
    sup: Node | None
    limits: bool
    body: Node


@value(frozen=True)
class Function:
    """The name of a function, such as log or lim with its limit, and what it is applied to."""

    name: Node
    body: Node


@value(frozen=True)
class Accent:
    """A mark over something; `sign` is the combining character."""

    sign: str
    body: Node


@value(frozen=True)
class Bar:
    """A line over something, or below it."""

    body: Node
    over: bool = True


@value(frozen=True)
class Brace:
    """A brace, or an arrow, as long as what stands below or above it."""

    sign: str
    body: Node
    over: bool


@value(frozen=True)
class Fence:
    """Brackets as high as what stands between them; an empty one is not there. Parts are parted by the same bar, as high."""

    opening: str
    closing: str
    parts: tuple[Node, ...]
    bar: str = ""


@value(frozen=True)
class Grid:
    """Rows of cells: a matrix; or, `lines`, equations one below the other that meet where their cells do."""

    rows: tuple[tuple[Node, ...], ...]
    columns: tuple[Align, ...]
    lines: bool = False


Node = (Letters | Text | Sign | Space | Row | Fraction | Root | Scripts | Limits | Large | Function | Accent | Bar | Brace | Fence
        | Grid)
