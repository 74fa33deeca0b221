"""How much of a figure that is too large would fit, for the problem that says so."""

from __future__ import annotations

from collections.abc import Callable


def most_that_fit(count: int, fits: Callable[[int], bool]) -> int:
    """The largest number of first things below `count` that fit, one at least. Found by halving."""
    low, high = 1, count
    while high - low > 1:
        middle = (low + high) // 2
        if fits(middle):
            low = middle
        else:
            high = middle
    return low
