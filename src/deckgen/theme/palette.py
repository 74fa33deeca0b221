"""What stands for the house's colours in somebody else's template.

The house draws with ink, paper, a second voice, a grey, and one colour that says "look here". A template has twelve colours of
its own, and nobody promised that its `lt2` is a paper that ink can be read on. So each is taken where it does its work, by
contrast as WCAG 2.1 measures it, and else made from the template's own ink or ground.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from colorsys import hls_to_rgb, rgb_to_hls
from functools import lru_cache

from deckgen.text.paragraph import Colour

READABLE, LARGE, PLAIN = 4.5, 3.0, 7.0
"""Contrasts: of text, of large or bold text and of drawings, and of text that lies on a coloured box."""
APART, CALM = 1.06, 2.4
"""The least and the most that a box may differ from the page that it lies on."""
DISTINCT = 0.3
"""The saturation from which a colour is more than a grey."""


def luminance(colour: str) -> float:
    """Relative luminance of RRGGBB."""
    parts = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in _parts(colour))
    red, green, blue = parts
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@lru_cache(maxsize=1024)
def contrast(one: str, other: str) -> float:
    """From 1, no difference, to 21, black on white."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def shaded(colour: str, percent: float, more: float = 0.0) -> str:
    """A colour at a part of its lightness, so many percent of white's added: what `lt2/88` and `accent1/60+40` mean."""
    hue, light, strength = rgb_to_hls(*_parts(colour))
    light = min(max(light * percent / 100 + more / 100, 0.0), 1.0)
    return "".join(f"{round(part * 255):02X}" for part in hls_to_rgb(hue, light, strength))


def looks(colour: Colour, colours: Mapping[str, str]) -> str:
    """A colour as it is seen, in RRGGBB."""
    slot, _, shade = colour.partition("/")
    if not shade:
        return colours[slot]
    percent, _, more = shade.partition("+")
    return shaded(colours[slot], float(percent), float(more or 0))


def paint(colours: Mapping[str, str], ground: str) -> dict[Colour, Colour]:
    """The template's colours for each of the house's, on pages of this ground (RRGGBB). What stays as it is is left out."""
    ink, under = ("dk1", "lt1") if contrast(colours["dk1"], ground) >= contrast(colours["lt1"], ground) else ("lt1", "dk1")
    light = luminance(ground) > luminance(colours[ink])

    def first(options: Iterable[Colour], *needs: tuple[str, float], coloured: bool = False) -> Colour:
        """The first that keeps its contrasts; else the ink, with which all else is written."""
        for each in options:
            seen = looks(each, colours)
            strong = rgb_to_hls(*_parts(seen))[2] >= DISTINCT
            if all(contrast(seen, other) >= need for other, need in needs) and (strong or not coloured):
                return each
        return ink

    pen = looks(ink, colours)
    papers = ("lt2", f"{under}/95", f"{under}/90") if light else ("lt2", f"{under}/85+15", f"{under}/75+25")
    paper = next((each for each in papers if contrast(seen := looks(each, colours), pen) >= PLAIN
                  and APART <= contrast(seen, ground) <= CALM), under)
    seen = looks(paper, colours)
    greys = (f"{ink}/65+35", f"{ink}/75+25") if light else (f"{ink}/75", f"{ink}/85")
    accents = [f"accent{number}" for number in range(1, 7)]
    deeper = [f"{each}/75" if light else f"{each}/60+40" for each in accents]
    found = {
        "dk1": ink, "lt1": under, "lt2": paper,
        "lt2/88": f"{under}/85" if light else f"{under}/65+35",
        "dk2": first(("dk2", *greys), (ground, READABLE), (seen, READABLE)),
        "accent1": first((*accents, *deeper), (ground, LARGE), (seen, LARGE), coloured=True),
        "accent3": first((f"{ink}/50+50", f"{ink}/65+35") if light else (f"{ink}/65", f"{ink}/75"), (ground, LARGE)),
    }
    second = [each for each in (*accents, *deeper) if each != found["accent1"]]
    found["accent2"] = first(second, (ground, LARGE), coloured=True)
    return {house: own for house, own in found.items() if house != own}


def _parts(colour: str) -> tuple[float, float, float]:
    return int(colour[0:2], 16) / 255, int(colour[2:4], 16) / 255, int(colour[4:6], 16) / 255
