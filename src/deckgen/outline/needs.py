"""What `needs:` must agree on: slides that exist, by the ids that they were given, and none that leads back to itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from deckgen.outline.model import Slide
from deckgen.problem import Problem, did_you_mean
from deckgen.source import node


def needs_problems(slides: Sequence[tuple[Slide, node.Mapping]]) -> Iterator[Problem]:
    """Needs that no slide answers, and each ring of needs once, at the need that closes it."""
    named = {slide.id: slide for slide, typed in slides if "id" in typed.items}
    places = {slide.id: typed for slide, typed in slides}
    for slide, typed in slides:
        for number, name in enumerate(slide.needs):
            if name not in named:
                yield Problem(f"there is no slide '{name}'", node.at(typed, "needs", number),
                              did_you_mean(name, named) + "`needs:` names slides by their `id:`", "unknown-slide")
    for ring in _rings(named):
        last = named[ring[-2]]
        yield Problem(f"slide '{ring[0]}' needs itself: {' → '.join(ring)}",
                      node.at(places[last.id], "needs", last.needs.index(ring[-1])), "take one of these needs out",
                      "needs-itself")


def _rings(slides: Mapping[str, Slide]) -> Iterator[list[str]]:
    """The ways from a slide back to itself: `a`, `b`, `a`. Each slide is gone through once."""
    done: set[str] = set()
    for start in slides:
        way: list[str] = []
        todo: list[tuple[str, bool]] = [(start, False)]
        while todo:
            name, left = todo.pop()
            if left:
                way.pop()
                done.add(name)
            elif name in way:
                yield [*way[way.index(name):], name]
            elif name in slides and name not in done:
                way.append(name)
                todo.append((name, True))
                todo += [(each, False) for each in reversed(slides[name].needs)]
