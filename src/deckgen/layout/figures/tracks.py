"""Where the steps of a flow stand: ranks in the direction of reading, tracks beside each other.

An arrow to a later step in the author's list leads forward, one to an earlier step is a loop back. A step's rank is one more than
that of any step that leads forward to it. Tracks are the lanes; without lanes a step goes on in the track of the first step
that leads to it, and further branches take tracks of their own beside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from deckgen.value import value

MANY = 5
"""More columns than these are closed up first."""


@value(frozen=True)
class Wire:
    """One arrow, by the numbers of its steps. Only wires of one `look` may share a stretch."""

    start: int
    end: int
    look: str = ""
    labelled: bool = False

    @property
    def back(self) -> bool:
        return self.end < self.start


@value(frozen=True)
class Grid:
    """A column and a row for each step; `down` where ranks run downwards instead of to the right."""

    cells: tuple[tuple[int, int], ...]
    columns: int
    rows: int
    down: bool = False


def grids(count: int, wires: Sequence[Wire], lanes: Sequence[int], many: int) -> list[Grid]:
    """Ways to place so many steps, the plainest first. `lanes` is a lane for each step, empty without lanes; `many` of them."""
    forward = [wire for wire in wires if not wire.back]
    if lanes:
        wide, close = (_laned(count, forward, lanes, tight) for tight in (False, True))
        order = [wide, close] if max(wide) < MANY else [close, wide]
        across = [_across(ranks, lanes, many) for ranks in (order if close != wide else [wide])]
        return [*across, *(_turned(each) for each in reversed(across))]
    ranks = _ranks(count, forward, [wire for wire in wires if wire.back])
    tracks = _tracks(ranks, forward)
    plain = _across(ranks, tracks, max(tracks) + 1)
    folded = [_folded(ranks, tracks, parts) for parts, least in ((2, 4), (3, 9)) if plain.columns >= least]
    return [plain, *folded, _turned(plain), *map(_turned, folded)]


def _ranks(count: int, forward: Sequence[Wire], back: Sequence[Wire]) -> list[int]:
    """A rank for each step; one that nothing leads to stands just before the first that it leads to."""
    ranks = [0] * count
    for step in range(count):
        ranks[step] = max((ranks[wire.start] + 1 for wire in forward if wire.end == step), default=0)
    for step in _returning(count, forward, back):
        ranks[step] = ranks[next(wire.start for wire in forward if wire.end == step)]
    for step in reversed(range(count)):
        after = [ranks[wire.end] for wire in forward if wire.start == step]
        if after and not any(wire.end == step for wire in forward):
            ranks[step] = max(min(after) - 1, 0)
    return ranks


def _returning(count: int, forward: Sequence[Wire], back: Sequence[Wire]) -> list[int]:
    """The steps that only lead back from one of two branches: each stands beside the step that it comes from."""
    found = []
    for step in range(count):
        before = [wire.start for wire in forward if wire.end == step]
        alone = len(before) == 1 and not any(wire.start == step for wire in forward)
        if alone and any(wire.start == step for wire in back) and len({w.end for w in forward if w.start == before[0]}) == 2:
            found.append(step)
    return found


def _tracks(ranks: Sequence[int], forward: Sequence[Wire]) -> list[int]:
    """A track for each step, the topmost 0."""
    tracks: dict[int, int] = {}
    taken: set[tuple[int, int]] = set()
    order = sorted(range(len(ranks)), key=lambda step: (ranks[step], step))
    wanted: dict[int, int] = {}
    for step in order:
        before = [tracks[wire.start] for wire in forward if wire.end == step and wire.start in tracks]
        home = sorted(before)[len(before) // 2] if len(before) > 2 else before[0] if before else 0
        track = home if len(before) > 2 else wanted.get(step, home)
        for beside in (0, 1, -1, 2, -2, 3, -3, 4, -4, 5, -5):
            if (ranks[step], track + beside) not in taken:
                track += beside
                break
        tracks[step] = track
        taken.add((ranks[step], track))
        for child, at in _spread(step, track, ranks, forward).items():
            wanted.setdefault(child, at)
    top = min(tracks.values())
    return [tracks[step] - top for step in range(len(ranks))]


def _spread(step: int, track: int, ranks: Sequence[int], forward: Sequence[Wire]) -> dict[int, int]:
    """The tracks of a step's branches: the first goes straight on, others beside it; of three the middle one goes on."""
    children = list(dict.fromkeys(wire.end for wire in forward if wire.start == step))
    children.sort(key=lambda child: ranks[child] == ranks[step])
    first = -1 if len(children) == 3 else 0
    return {child: track + first + number for number, child in enumerate(children)}


def _laned(count: int, forward: Sequence[Wire], lanes: Sequence[int], tight: bool) -> list[int]:
    """Ranks in lanes: two steps of a lane never share a place; `tight` lets a step stand right across from the one before."""
    ranks: list[int] = []
    taken: set[tuple[int, int]] = set()
    for step in range(count):
        before = [wire.start for wire in forward if wire.end == step]
        rank = max((ranks[each] + (lanes[each] == lanes[step] or not tight) for each in before), default=0)
        if not before:
            rank = max((other for other, lane in taken if lane == lanes[step]), default=-1) + 1
        while not taken.isdisjoint(_covered(rank, step, before, ranks, lanes)):
            rank += 1
        ranks.append(rank)
        taken |= _covered(rank, step, before, ranks, lanes)
    return ranks


def _covered(rank: int, step: int, before: Sequence[int], ranks: Sequence[int], lanes: Sequence[int]) -> set[tuple[int, int]]:
    """The places that a step takes: its own, and those that a straight way across the lanes to it passes."""
    found = {(rank, lanes[step])}
    for each in before:
        if ranks[each] == rank:
            found |= {(rank, lane) for lane in range(min(lanes[each], lanes[step]) + 1, max(lanes[each], lanes[step]))}
    return found


def _across(ranks: Sequence[int], tracks: Sequence[int], many: int) -> Grid:
    return Grid(tuple(zip(ranks, tracks, strict=True)), max(ranks) + 1, many)


def _turned(grid: Grid) -> Grid:
    return Grid(tuple((row, column) for column, row in grid.cells), grid.rows, grid.columns, down=True)


def _folded(ranks: Sequence[int], tracks: Sequence[int], parts: int) -> Grid:
    """The ranks in so many parts, one below the other, each read from the left again, with only the tracks that it needs."""
    per = ceil((max(ranks) + 1) / parts)
    used = [sorted({track for rank, track in zip(ranks, tracks, strict=True) if rank // per == part}) for part in range(parts)]
    above = [sum(map(len, used[:part])) for part in range(parts)]
    cells = tuple((rank % per, above[rank // per] + used[rank // per].index(track))
                  for rank, track in zip(ranks, tracks, strict=True))
    return Grid(cells, per, sum(map(len, used)))
