"""What LaTeX can say and formulas in PowerPoint cannot: refused by its name, never left out."""

from __future__ import annotations

from collections.abc import Sequence

DEEPEST = 32
"""Levels of nesting that a formula may have; a slide can show about five."""
TOO_DEEP = f"a formula is nested {DEEPEST} levels deep at most"
REFUSED: dict[str, tuple[tuple[str, ...], str]] = {
    "menclose": (("boxed", "fbox", "cancel", "bcancel", "xcancel", "sout", "framebox"), "say in words what is meant"),
    "mphantom": (("phantom", "hphantom", "vphantom"), "use \\quad for room"),
    "mpadded": (("raisebox", "smash", "mathrlap", "mathllap", "mathclap", "rlap", "llap"), "leave it out"),
    "mmultiscripts": (("sideset", "prescript"), "put the marks behind the operator"),
}
"""Elements of MathML, with the commands that make them and what to do instead."""


class Unknown(Exception):
    """A construct that formulas in PowerPoint have nothing for: the LaTeX commands that make it, and what to do instead.

    `typed` is how it looks in LaTeX where no command makes it.
    """

    def __init__(self, commands: Sequence[str], hint: str = "", typed: str = "") -> None:
        super().__init__(hint)
        self.commands, self.hint, self.typed = tuple(commands), hint, typed
