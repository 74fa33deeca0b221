"""What the signs of formulas are: operators, relations, brackets, and those that work on what follows them."""

from __future__ import annotations

from deckgen.maths.node import Kind

BINARY = frozenset("+−±∓×÷⋅·∘∙∗*∪∩⊎⊓⊔∧∨⊕⊖⊗⊘⊙∖⋆†‡≀◁▷△▽")
RELATIONS = frozenset("=<>≠≡≢≈≃≅≇∼≁∝≤≥≰≱≪≫≦≧⩽⩾≺≻⪯⪰≼≽⊂⊃⊆⊇⊄⊅⊊⊋⊑⊒∈∉∋⊢⊣⊨⊥∥∣∤≔≕≜≝≐≍⋈⌢⌣:∴∵")
MARKS = frozenset(",;")
OPENING, CLOSING = frozenset("([{⟨⌊⌈"), frozenset(")]}⟩⌋⌉")
LARGE = frozenset("∑∏∐∫∬∭∮∯⋃⋂⨄⨆⋁⋀⨁⨂⨀")
INTEGRALS = frozenset("∫∬∭∮∯")
FENCES = frozenset("()[]{}⟨⟩⌊⌋⌈⌉|‖/\\↑↓⟦⟧")

ACCENTS = {"ˆ": "\u0302", "^": "\u0302", "˜": "\u0303", "~": "\u0303", "¯": "\u0305", "˘": "\u0306", "˙": "\u0307",
           "¨": "\u0308", "˚": "\u030a", "ˇ": "\u030c", "`": "\u0300", "´": "\u0301", "\u0302": "\u0302", "\u0303": "\u0303",
           "\u030c": "\u030c", "\u20d7": "\u20d7", "\u20db": "\u20db", "\u20d6": "\u20d6"}
"""Marks over letters, to the combining character that Office knows them by."""


def kind_of(sign: str) -> Kind:
    """How a sign stands between its neighbours."""
    if sign in BINARY:
        return "binary"
    if sign in RELATIONS or "\u2190" <= sign <= "\u21ff" or "\u27f0" <= sign <= "\u27ff":
        return "relation"
    if sign in MARKS:
        return "mark"
    return "opening" if sign in OPENING else "closing" if sign in CLOSING else "plain"
