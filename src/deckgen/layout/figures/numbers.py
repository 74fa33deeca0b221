"""How a chart writes its numbers, and where its axis starts and ends.

A format is kept as sections, so that the code for PowerPoint and our own measuring of a label agree. The codes work in
PowerPoint and in LibreOffice; each takes two conditions at most.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, floor, log10

from deckgen.value import value


@value(frozen=True)
class Numbers:
    """A number format: sections `(limit, divisor, decimals, suffix)`, the last one without a limit; none for Excel's General."""

    sections: tuple[tuple[float, float, int, str], ...] = ()

    @property
    def code(self) -> str:
        """The format in Excel's language."""
        if not self.sections:
            return "General"
        parts = []
        for limit, divisor, decimals, suffix in self.sections:
            shown = "0" + ("." + "0" * decimals if decimals else "") + "," * round(log10(divisor) / 3)
            parts.append((f"[<{limit:.0f}]" if limit else "") + shown + (f'"{suffix}"' if suffix else ""))
        return ";".join(parts)

    def written(self, value: float) -> str:
        """A value as it will be printed."""
        for limit, divisor, decimals, suffix in self.sections:
            if not limit or value < limit:
                return f"{value / divisor:.{decimals}f}{suffix}"
        return f"{value:.10g}"


PLAIN = Numbers()
MILLIONS = Numbers(((1e6, 1e3, 0, "K"), (1e7, 1e6, 1, "M"), (0, 1e6, 0, "M")))
BILLIONS = Numbers(((1e9, 1e6, 0, "M"), (1e10, 1e9, 1, "B"), (0, 1e9, 0, "B")))
TRILLIONS = Numbers(((1e9, 1e6, 0, "M"), (1e12, 1e9, 0, "B"), (0, 1e12, 1, "T")))
AXIS = Numbers(((1e9, 1e6, 0, "M"), (1e12, 1e9, 0, "B"), (0, 1e12, 0, "T")))
SMALL_AXIS = Numbers(((1e3, 1, 0, ""), (1e6, 1e3, 0, "K"), (0, 1e6, 0, "M")))


def formats(values: Sequence[float], low: float) -> tuple[Numbers, Numbers]:
    """The formats of the axis, which starts at `low`, and of the values."""
    if not values or max(values) < 1e6 or min(values) < 0:
        return PLAIN, PLAIN
    if max(values) < 1e9 or 0 < low < 1e6:
        return SMALL_AXIS, MILLIONS
    return AXIS, TRILLIONS if max(values) >= 1e12 else BILLIONS


def axis(values: Sequence[float], log: bool) -> tuple[float, float, float]:
    """The lowest and highest value of the axis and the step of its grid lines: powers of ten, or round numbers that hold 0."""
    if log:
        known = [value for value in values if value > 0] or [1.0]
        low = 10.0 ** floor(log10(min(known)))
        if min(known) < 1.5 * low:  # a bar needs some length
            low /= 10
        return low, max(10.0 ** ceil(log10(max(known)) - 1e-9), low * 10), 10.0
    high, low = max([*values, 0.0]), min([*values, 0.0])
    if high == low:
        return 0.0, 1.0, 1.0
    rough = (high - low) / 4
    power = 10.0 ** floor(log10(rough))
    step = next(part * power for part in (1.0, 2.0, 2.5, 5.0, 10.0) if part * power >= rough * 0.999)
    return floor(low / step + 1e-9) * step, ceil(high / step - 1e-9) * step, step


def part(value: float, low: float, high: float, log: bool) -> float:
    """How far along the axis a value lies, from 0 to 1."""
    return (log10(value) - log10(low)) / (log10(high) - log10(low)) if log else (value - low) / (high - low)
