"""Numbers as Excel's format codes print them, as far as charts here use those: sections with a limit each, thousands, places,
percent, a factor of a thousand for each comma behind, and text in quotes (ECMA-376-1, 18.8.31)."""

from __future__ import annotations

import re
from functools import lru_cache

from deckgen.layout.figures.numbers import HALF_UP

_sections = re.compile(r'(?:[^;"]|"[^"]*")+').findall
_section = re.compile(r'(?:\[<([\d.]+)\])?(General|(?P<apart>#,##)?0(?:\.(?P<places>0+))?)(?P<thousands>,*)(?P<percent>%?)'
                      r'(?:"(?P<unit>[^"]*)")?').fullmatch


def printed(number: float, code: str) -> str:
    """A number as a format code prints it. Raises ValueError for a code that charts do not use."""
    for limit, general, apart, places, factor, behind in _read(code):
        if limit is not None and number >= limit:
            continue
        if general:
            return f"{number:.10g}{behind}"
        return f"{number * factor * HALF_UP:{',' if apart else ''}.{places}f}{behind}"
    raise ValueError(f"the format {code!r} has nothing for {number}")


@lru_cache(maxsize=64)
def _read(code: str) -> list[tuple[float | None, bool, bool, int, float, str]]:
    found = []
    for text in _sections(code):
        part = _section(text)
        if part is None:
            raise ValueError(f"no format code of a chart: {code!r}")
        factor = (100.0 if part["percent"] else 1.0) / 1000.0 ** len(part["thousands"])
        found.append((float(part[1]) if part[1] else None, part[2] == "General", bool(part["apart"]), len(part["places"] or ""),
                      factor, part["percent"] + (part["unit"] or "")))
    return found
