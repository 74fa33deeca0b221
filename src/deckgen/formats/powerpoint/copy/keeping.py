"""Slides in their own look: each under a copy of its own layout and master, as large as the new deck's slides."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from copy import deepcopy
from typing import Any, Protocol

from deckgen.formats.powerpoint.copy.book import Part
from deckgen.formats.powerpoint.copy.defaults import difference, freeze, sign, style_of
from deckgen.formats.powerpoint.copy.fitting import Fit, Policy, chart_text, fit, redraw, refit
from deckgen.formats.powerpoint.copy.masters import Masters, Style
from deckgen.formats.powerpoint.copy.opening import unfit
from deckgen.formats.powerpoint.copy.report import Report
from deckgen.formats.powerpoint.copy.source import Source
from deckgen.problem import DeckgenError, Problem


class Look(Protocol):
    """How slides come to look in the new deck."""

    size: tuple[int, int]

    def ready(self, sources: Sequence[Source]) -> None:
        """Look at all decks before the first slide is copied. Raises DeckgenError where their slides can't be taken."""

    def below(self, source: Source) -> Callable[[str, Any], bool] | None:
        """How parts below a slide change."""

    def layout(self, source: Source, slide: str, root: Any, number: int) -> Part:
        """The layout of a slide in the new deck."""

    def finish(self, source: Source, slide: str, root: Any, layout: Part, number: int) -> None:
        """Change the slide itself, after its relationships are settled."""

    def problems(self) -> Iterator[Problem]:
        """What it has to say beyond the report."""


class Fitting:
    """Slides of other sizes, by one policy."""

    def __init__(self, size: tuple[int, int], policy: Policy, report: Report) -> None:
        self.size, self.policy, self.report = size, policy, report

    def ready(self, sources: Sequence[Source]) -> None:
        """Raises DeckgenError where `policy` refuses, with all decks of another size."""
        if self.policy == "refuse":
            other = [each for each in sources if not self.of(each).still]
            if other:
                raise DeckgenError([Problem(
                    f"the slides of {each.name} are {inches(each.size)}, those of the new deck {inches(self.size)}", None,
                    "take --fit scale or --fit center", "slide-size") for each in other])

    def of(self, source: Source) -> Fit:
        """How slides of this deck come into the new one."""
        return fit(source.size, self.size, self.policy)

    def below(self, source: Source) -> Callable[[str, Any], bool] | None:
        """How charts and drawings change with their slide."""
        by = self.of(source)
        if by.scale == 1:
            return None

        def change(kind: str, root: Any) -> bool:
            if "drawingml.chart+xml" in kind:
                chart_text(root, by)
            elif "chartshapes+xml" in kind:
                refit(root, by, whole=False)
            elif "diagramDrawing+xml" in kind:
                redraw(root, by)
            else:
                return False
            return True

        return change


def inches(size: tuple[int, int]) -> str:
    """A size as PowerPoint shows it."""
    return " × ".join(f"{each / 914400:.4g}" for each in size) + " in"


class Keeping(Fitting):
    """Each slide under its own layout."""

    def __init__(self, masters: Masters, base: Source, report: Report, policy: Policy) -> None:
        super().__init__(base.size, policy, report)
        self.masters, self.base = masters, base
        self._styles: dict[int, tuple[Style, list[Any]]] = {}

    def style(self, source: Source) -> tuple[Style, list[Any]]:
        """How masters of a deck change, and what its free boxes are to say themselves."""
        if id(source) not in self._styles:
            by, own, target = self.of(source), deepcopy(style_of(source.presentation)), style_of(self.base.presentation)
            refit(own, by, whole=False)
            levels = difference(own, target) if sign(own) != sign(target) else []

            def change(kind: str, root: Any) -> bool:
                refit(root, by)
                if levels:
                    freeze(root, levels, own)
                return True

            marks = [] if by.still else [f"{by.scale:.6g} {by.dx} {by.dy}"]
            if levels:
                marks.append(sign(own))
            self._styles[id(source)] = Style(" ".join(marks), change if marks else None), levels
        return self._styles[id(source)]

    def layout(self, source: Source, slide: str, root: Any, number: int) -> Part:
        found = source.related(slide, "slideLayout")
        if not found:
            raise unfit(source.path, f"can't be read: {slide} has no layout", "open it in PowerPoint and save it again")
        return self.masters.layout(source, found[0], self.style(source)[0])

    def finish(self, source: Source, slide: str, root: Any, layout: Part, number: int) -> None:
        by = self.of(source)
        refit(root, by)
        if not by.still:
            self.report.tell("size" if by.scale != 1 else "placed" if self.policy == "center" else "middle", source, number)
        levels = self.style(source)[1]
        if levels:
            freeze(root, levels, None)

    def problems(self) -> Iterator[Problem]:
        yield from ()
