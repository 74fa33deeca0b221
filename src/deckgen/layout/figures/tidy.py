"""Tidy trees: where the nodes of a tree stand across, so that parents are centred over their children and nothing overlaps.

After Reingold and Tilford (Tidier Drawings of Trees, 1981): each subtree is a shape of its own, moved as close to its neighbours
as its outline allows, so that a deep one may reach under a shallow one. Children that have room to move stand halfway between
the closest to the first and the closest to the last, so that a tree and its mirror image look alike.
"""

from __future__ import annotations

from collections.abc import Sequence

from deckgen.value import value

Outline = list[tuple[float, float]]
"""From where to where a subtree reaches on each level, seen from its root's middle, the root's own level first."""


@value(frozen=True)
class Branches:
    """A tree as lists: the nodes in the order of reading, each before what branches off from it."""

    children: Sequence[Sequence[int]]
    levels: Sequence[int]

    @property
    def depth(self) -> int:
        """How many levels there are."""
        return max(self.levels) + 1

    def first(self, count: int) -> Branches:
        """The tree of the first so many nodes."""
        return Branches([[child for child in below if child < count] for below in self.children[:count]], self.levels[:count])


def tidy(tree: Branches, sizes: Sequence[float], gap: float, between: float,
         far: Sequence[int] = ()) -> tuple[list[float], float]:
    """The middle of each node, the first edge at 0, and how far the tree reaches across.

    `sizes` is how much room each node takes across; `gap` is left between children of one node, `between` those of two; `far`
    is over how many levels each node reaches, where that is not its own alone.
    """
    at = [0.0] * len(sizes)
    outlines: list[Outline] = [[]] * len(sizes)
    for node in reversed(range(len(sizes))):
        below = tree.children[node]
        places = _apart([outlines[child] for child in below], gap, between)
        middle = (places[0] + places[-1]) / 2 if places else 0.0
        outline = [(-sizes[node] / 2, sizes[node] / 2)] * (far[node] if far else 1)
        for child, place in zip(below, places, strict=True):
            at[child] = place - middle
            for level, (low, high) in enumerate(outlines[child], 1):
                low, high = low + at[child], high + at[child]
                if level == len(outline):
                    outline.append((low, high))
                else:
                    outline[level] = min(outline[level][0], low), max(outline[level][1], high)
        outlines[node] = outline
    low, high = min(each[0] for each in outlines[0]), max(each[1] for each in outlines[0])
    at[0] = -low
    for node, below in enumerate(tree.children):
        for child in below:
            at[child] += at[node]
    return at, high - low


def _apart(outlines: Sequence[Outline], gap: float, between: float) -> list[float]:
    """Where subtrees stand side by side."""
    count = len(outlines)
    apart = {(a, b): _clear(outlines[a], outlines[b], gap, between) for b in range(count) for a in range(b)}
    first = [0.0] * count
    for b in range(1, count):
        first[b] = max(first[a] + apart[a, b] for a in range(b))
    last = list(first)
    for a in reversed(range(count - 1)):
        last[a] = min(last[b] - apart[a, b] for b in range(a + 1, count))
    return [(one + other) / 2 for one, other in zip(first, last, strict=True)]


def _clear(one: Outline, other: Outline, gap: float, between: float) -> float:
    """How far apart the roots of two subtrees stand at least."""
    return max(high - low + (between if level else gap)
               for level, ((_, high), (low, _)) in enumerate(zip(one, other, strict=False)))
