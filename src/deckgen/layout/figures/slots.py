"""Which column each node of the roads stands in, so that branches from lane to lane pass beside the nodes of others."""

from __future__ import annotations

from deckgen.outline.figures import Branch, Roads


def slots_of(figure: Roads) -> list[list[int]]:
    """A slot for each node, from the left. No node of the lanes that a branch leaves and passes is in its way.

    The branch's target moves on, or they do, whichever makes fewer columns.
    """
    slots = [list(range(len(road.nodes))) for road in figure.roads]
    for count, branch in enumerate(figure.branches, 1):
        road, n = target(figure, branch)
        later, aside = [list(each) for each in slots], [list(each) for each in slots]
        while later[road][n] in _in_the_way(figure, branch, later):
            later[road][n:] = [slot + 1 for slot in later[road][n:]]
        for k in _crossed(figure, branch):
            if (at := aside[road][n]) in aside[k]:
                first = aside[k].index(at)
                aside[k][first:] = [slot + 1 for slot in aside[k][first:]]
        free = all(aside[road][n] not in _in_the_way(figure, each, aside)
                   for each in figure.branches[:count] for road, n in [target(figure, each)])
        slots = aside if free and last(aside) < last(later) else later
    return slots


def _crossed(figure: Roads, branch: Branch) -> list[int]:
    """The lane that a branch leaves, and those that it passes."""
    road, _ = target(figure, branch)
    low, high = sorted((road, branch.from_ - 1))
    return [k for k in range(low, high + 1) if k != road]


def _in_the_way(figure: Roads, branch: Branch, slots: list[list[int]]) -> set[int]:
    return {slot for k in _crossed(figure, branch) for slot in slots[k]}


def last(slots: list[list[int]]) -> int:
    return max((slot for each in slots for slot in each), default=-1)


def target(figure: Roads, branch: Branch) -> tuple[int, int]:
    """The road and place of the node that a branch leads to, on another road: the outline's rules have seen to it."""
    return next((n, k) for n, road in enumerate(figure.roads) if n != branch.from_ - 1
                for k, node in enumerate(road.nodes) if str(node.name) == str(branch.to))
