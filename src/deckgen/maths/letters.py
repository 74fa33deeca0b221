"""The letters of formulas: the mathematical alphabets of Unicode, and the small letters that stand above and below the line."""

from __future__ import annotations

from functools import cache

from deckgen.maths.node import Look

_LATIN = {"bold": 0x1D400, "italic": 0x1D434, "bold-italic": 0x1D468}
_GREEK = {"bold": 0x1D6A8, "italic": 0x1D6E2, "bold-italic": 0x1D71C}
_DIGITS = {"bold": 0x1D7CE}
_CAPITALS, _SMALL = "ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡϴΣΤΥΦΧΨΩ∇", "αβγδεζηθικλμνξοπρςστυφχψω∂ϵϑϰϕϱϖ"
_PLANCK = "\u210e"
"""The italic h, which Unicode had before it had the others."""

LOWERED = str.maketrans("0123456789+-=()aehijklmnoprstuvx−βγρφχ", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ₋ᵦᵧᵨᵩᵪ")
RAISED = str.maketrans("0123456789+-=()abcdefghijklmnoprstuvwxyz−⊤*′", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ⁻ᵀ*′")


@cache
def _alphabet(look: Look) -> dict[str, str]:
    found: dict[str, str] = {}
    if start := _LATIN.get(look):
        for place in range(26):
            found[chr(0x41 + place)] = chr(start + place)
            found[chr(0x61 + place)] = chr(start + 26 + place)
        if look == "italic":
            found["h"] = _PLANCK
    if start := _GREEK.get(look):
        found.update((letter, chr(start + place)) for place, letter in enumerate(_CAPITALS + _SMALL))
    if start := _DIGITS.get(look):
        found.update((str(place), chr(start + place)) for place in range(10))
    return found


@cache
def _plain() -> dict[str, tuple[str, Look]]:
    looks: tuple[Look, ...] = ("bold", "italic", "bold-italic")
    return {sign: (letter, look) for look in looks for letter, sign in _alphabet(look).items()}


def alphanumeric(letter: str, look: Look) -> str:
    """A letter as Unicode's mathematical alphabets have it in that look; itself where they don't."""
    return _alphabet(look).get(letter, letter)


def plain(sign: str) -> tuple[str, Look | None]:
    """A sign of a mathematical alphabet as the letter that it is, and its look; None where it is no such sign."""
    return _plain().get(sign, (sign, None))
