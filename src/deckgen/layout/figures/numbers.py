"""How a chart writes its numbers, and where its axis starts and ends.

A format is kept as sections, so that the code for PowerPoint and our own measuring of a label agree. The codes work in
PowerPoint and in LibreOffice; each takes two conditions at most.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import ceil, floor, log10

from deckgen.outline.number_format import NUMBER_FORMAT
from deckgen.value import value

HALF_UP = 1 + 1e-12
"""Spreadsheets round 17.95 to 18.0, although the binary number is a little less."""


@value(frozen=True)
class Numbers:
    """A number format: sections `(limit, divisor, decimals, suffix)`, the last one without a limit; none for Excel's General."""

    sections: tuple[tuple[float, float, int, str], ...] = ()
    grouped: bool = False
    """Thousands apart by commas."""
    percent: bool = False
    unit: str = ""
    """Stands behind every number."""

    @property
    def code(self) -> str:
        """The format in Excel's language."""
        if not self.sections:
            return "General" + _quoted(self.unit)
        parts = []
        for limit, divisor, decimals, suffix in self.sections:
            shown = ("#,##0" if self.grouped else "0") + ("." + "0" * decimals if decimals else "")
            shown = shown if decimals >= 0 else "General"
            shown += "," * round(log10(divisor) / 3) + ("%" if self.percent else "")
            parts.append((f"[<{limit:.0f}]" if limit else "") + shown + _quoted(suffix + self.unit))
        return ";".join(parts)

    def written(self, value: float) -> str:
        """A value as it will be printed."""
        for limit, divisor, decimals, suffix in self.sections:
            if (not limit or value < limit) and decimals < 0:
                return f"{value:.10g}{suffix}{self.unit}"
            if not limit or value < limit:
                shown = (value * 100 if self.percent else value / divisor) * HALF_UP
                return f"{shown:{',' if self.grouped else ''}.{decimals}f}{'%' if self.percent else ''}{suffix}{self.unit}"
        return f"{value:.10g}{self.unit}"


def _quoted(text: str) -> str:
    """Text between numbers' digits, in Excel's language; it has no way to write a quote inside."""
    return '"' + text.replace('"', "”") + '"' if text else ""


PLAIN = Numbers()
MANY = 1_000
"""From such numbers on, thousands are set apart by commas, in all numbers of the chart."""
MILLIONS = Numbers(((1e6, 1e3, 0, "K"), (1e7, 1e6, 1, "M"), (0, 1e6, 0, "M")))
BILLIONS = Numbers(((1e9, 1e6, 0, "M"), (1e10, 1e9, 1, "B"), (0, 1e9, 0, "B")))
TRILLIONS = Numbers(((1e9, 1e6, 0, "M"), (1e12, 1e9, 0, "B"), (0, 1e12, 1, "T")))
AXIS = Numbers(((1e9, 1e6, 0, "M"), (1e12, 1e9, 0, "B"), (0, 1e12, 0, "T")))
SMALL_AXIS = Numbers(((1e3, 1, 0, ""), (1e6, 1e3, 0, "K"), (0, 1e6, 0, "M")))


def formats(values: Sequence[float], low: float, code: str | None = None, unit: str = "", step: float = 1.0,
            log: bool = False) -> tuple[Numbers, Numbers]:
    """The formats of the axis, which starts at `low` and has lines every `step`, and of the values; `code` the author's."""
    if code is not None and (typed := NUMBER_FORMAT.fullmatch(code)):
        own = Numbers(((0, 1, len(typed[2] or ""), ""),), bool(typed[1]), bool(typed[3]), unit)
        places = len(f"{step * 100 if own.percent else step:.6g}".partition(".")[2])
        return replace(own, sections=((0, 1, places, ""),)), own
    if not values or max(values) < 1e6 or min(values) < 0:
        apart = max(values, default=0.0) >= MANY or (log and max(values, default=0.0) > MANY / 10)  # whose axis goes on to MANY
        scale, labels = (_apart([step]), _apart(values)) if apart else (PLAIN, PLAIN)
    else:
        small = max(values) < 1e9 or 0 < low < 1e6
        labels = MILLIONS if small else TRILLIONS if max(values) >= 1e12 else BILLIONS
        scale = (SMALL_AXIS if small else AXIS) if log else _even(max(values), step)
    return (replace(scale, unit=unit), replace(labels, unit=unit)) if unit else (scale, labels)


def axis(values: Sequence[float], log: bool, zero: bool = True, ends: tuple[float | None, float | None] = (None, None),
         ) -> tuple[float, float, float]:
    """The lowest and highest value of the axis and the step of its grid lines: powers of ten, or round numbers.

    They hold 0 where `zero`, and where it is not much farther away than the values are apart; `ends` are the author's own.
    """
    if log:
        known = [value for value in values if value > 0] or [1.0]
        low = 10.0 ** floor(log10(min(known)) + 1e-9)
        if zero and min(known) < 1.5 * low:  # a bar needs some length
            low /= 10
        power = 10.0 ** floor(log10(max(known)) + 1e-9)  # lines may end inside a step, bars end with one
        parts = (1.0, 10.0) if zero else (1.0, 2.0, 5.0, 10.0)
        high = next(part * power for part in parts if part * power >= max(known) * 0.999999)
        low, high = ends[0] or low, ends[1] or high
        return low, max(high, low * 10), 10.0
    least, most = min(values, default=0.0), max(values, default=0.0)
    near = zero or not (least > 0.5 * most > 0 or most < 0.5 * least < 0)
    low = ends[0] if ends[0] is not None else min(least, 0.0) if near else least
    high = ends[1] if ends[1] is not None else max(most, 0.0) if near else most
    if high <= low:
        high = low + (abs(low) or 1.0)
    rough = (high - low) / 4
    power = 10.0 ** floor(log10(rough))
    step = next(part * power for part in (1.0, 2.0, 2.5, 5.0, 10.0) if part * power >= rough * 0.999)
    return (low if ends[0] is not None else _tidy(floor(low / step + 1e-9) * step),
            high if ends[1] is not None else _tidy(ceil(high / step - 1e-9) * step), step)


def _apart(values: Sequence[float]) -> Numbers:
    """Thousands apart by commas; smaller numbers as typed."""
    places = max((len(f"{value:.10g}".partition(".")[2]) for value in values if value >= 1e3), default=0)
    return Numbers(((1e3, 1, -1, ""), (0, 1, places, "")), grouped=True)


def _even(most: float, step: float) -> Numbers:
    """All numbers of a linear axis in one of K, M, B, T, but 0."""
    divisor, suffix = next((each for each in ((1e12, "T"), (1e9, "B"), (1e6, "M")) if most >= each[0]), (1e3, "K"))
    decimals = len(f"{step / divisor:.6g}".partition(".")[2])
    return Numbers(((step / 2, 1, 0, ""), (0, divisor, decimals, suffix)))


def _tidy(value: float) -> float:
    """A multiple of a round step, without what binary fractions leave behind."""
    return float(f"{value:.12g}")


def part(value: float, low: float, high: float, log: bool) -> float:
    """How far along the axis a value lies, from 0 to 1."""
    return (log10(value) - log10(low)) / (log10(high) - log10(low)) if log else (value - low) / (high - low)
