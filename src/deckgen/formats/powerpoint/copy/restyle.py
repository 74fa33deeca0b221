"""Slides under somebody else's masters: the look of a .potx or .pptx for slides of any deck.

The theme's first master comes whole, with all of its layouts. A slide's layout finds its like there by type, name and
placeholders, then by type and placeholders, then by type, and where it has no type of its own, by placeholders; else it comes
along under the theme's master, as it does in PowerPoint. Placeholders become the layout's (see `places`); one without a like
keeps its content and its place. Colour maps and theme overrides of slides and charts fall away, so that colours and faces of the
scheme follow the theme. What is written in colours and faces of its own does not follow: it is listed, never changed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from lxml import etree

from deckgen.formats.powerpoint.copy.book import Part
from deckgen.formats.powerpoint.copy.decking import styles_of
from deckgen.formats.powerpoint.copy.fitting import Policy, refit
from deckgen.formats.powerpoint.copy.keeping import Fitting
from deckgen.formats.powerpoint.copy.masters import Masters, Style
from deckgen.formats.powerpoint.copy.names import C, a, local, p
from deckgen.formats.powerpoint.copy.opening import unfit
from deckgen.formats.powerpoint.copy.places import Place, become, frame, kinds, pairs, place_of, places, put, reading
from deckgen.formats.powerpoint.copy.report import Report, where
from deckgen.formats.powerpoint.copy.source import Source
from deckgen.problem import Problem

UNTYPED = ("cust", "")
OPENERS = ("title", "secHead")
"""Types of layouts that are for nothing but what they are called."""
SAME = {"tx": "obj"}
"""Types of layouts that are one: a title with text, of old and of now."""
SHOWN = 6
"""Colours and faces that are named in a message."""


class Restyling(Fitting):
    """Each slide under a layout of the theme."""

    def __init__(self, masters: Masters, theme: Source, report: Report, policy: Policy) -> None:
        super().__init__(theme.size, policy, report)
        self.masters, self.theme = masters, theme
        found = theme.related(theme.main, "slideMaster")
        names = theme.related(found[0], "slideLayout") if found else []
        if not names:
            raise unfit(theme.path, "has no layouts", "name another .potx or .pptx")
        self.master = masters.master(theme, found[0], Style())
        self.offered = [(name, theme.tree(name), masters.under(self.master, theme, name, Style())) for name in names]
        self._found: dict[tuple[int, str], tuple[Part, Any]] = {}
        self.own: dict[str, tuple[dict[int, None], dict[str, None], dict[str, None]]] = {}

    def below(self, source: Source) -> Callable[[str, Any], bool] | None:
        scaled = super().below(source)

        def change(kind: str, root: Any) -> bool:
            done = scaled(kind, root) if scaled is not None else False
            for each in root.findall(f"{C}clrMapOvr") if "chart+xml" in kind else ():
                root.remove(each)
                done = True
            return done

        return change

    def layout(self, source: Source, slide: str, root: Any, number: int) -> Part:
        found = source.related(slide, "slideLayout")
        if not found:
            raise unfit(source.path, f"can't be read: {slide} has no layout", "open it in PowerPoint and save it again")
        key = id(source), found[0]
        if key not in self._found:
            own = source.tree(found[0])
            match = self.match(own)
            if match is not None:
                self._found[key] = match
            else:
                by = self.of(source)

                def change(kind: str, layout: Any) -> bool:
                    refit(layout, by)
                    plain(layout)
                    return True

                part = self.masters.under(self.master, source, found[0], Style(f"under {by.scale:.6g} {by.dx} {by.dy}", change))
                self._found[key] = part, part.root
        if not any(part is self._found[key][0] for _, _, part in self.offered):
            self.report.tell("layout", source, number)
            self._leftovers(source, number, [source.tree(found[0])])
        return self._found[key][0]

    def match(self, own: Any) -> tuple[Part, Any] | None:
        """The theme's layout that is like this one; None where there is none."""
        kind, name, holds = facts(own)
        tests: list[Callable[[tuple[str, str, Any]], bool]] = [lambda other: other == (kind, name, holds)]
        if kind:
            tests += [lambda other: (other[0], other[2]) == (kind, holds), lambda other: other[0] == kind]
        tests.append(lambda other: other[2] == holds and bool(holds) and other[0] not in OPENERS)
        for test in tests:
            for _, root, part in self.offered:
                if test(facts(root)):
                    return part, root
        return None

    def finish(self, source: Source, slide: str, root: Any, layout: Part, number: int) -> None:
        found = source.related(slide, "slideLayout")[0]
        masters = source.related(found, "slideMaster")
        own_layout, own_master = source.tree(found), source.tree(masters[0]) if masters else source.tree(found)
        plain(root)
        by = self.of(source)
        target = self._found[id(source), found][1]
        wanted = [(each, frame(each, own_layout, own_master)) for each in places(root)]
        wanted.sort(key=lambda row: reading(row[0].shape, row[1]))
        frames = {id(each.shape): xfrm for each, xfrm in wanted}
        offered = sorted(((each, self._frame(each)) for each in places(target)), key=lambda row: reading(row[0].shape, row[1]))
        for each, other in pairs([each for each, _ in wanted], offered):
            xfrm = frames[id(each.shape)]
            if other is not None:
                become(each, other)
            elif each.sort in ("title", "body"):
                self.report.tell("place", source, number)
            if place_of(each.shape) is None and (other is None or local(each.shape) == "pic"):
                put(each.shape, xfrm)
        refit(root, by)
        if not by.still:
            self.report.tell("size" if by.scale != 1 else "placed" if self.policy == "center" else "middle", source, number)
        self._leftovers(source, number, [root, *(source.tree(each) for kind in ("chart", "diagramData")
                                                 for each in source.related(slide, kind))])

    def _frame(self, own: Place) -> Any:
        """Where a placeholder of the theme's layout stands."""
        found = place_of(own.shape)
        return found if found is not None else frame(own, self.master.part.root, self.master.part.root)

    def _leftovers(self, source: Source, number: int, roots: Sequence[Any]) -> None:
        """Remember colours and faces that will not follow the theme."""
        slides, colours, faces = self.own.setdefault(source.name, ({}, {}, {}))
        styles = styles_of(source)
        used = [styles[id] for root in roots for each in root.iter(f"{a}tableStyleId") if (id := each.text or "") in styles]
        for root in (*roots, *used):
            for kind, said in hard(root):
                (colours if kind == "colour" else faces)[said] = None
                slides[number] = None

    def problems(self) -> Iterator[Problem]:
        for name, (slides, colours, faces) in self.own.items():
            if slides:
                said = [", ".join([*list(found)[:SHOWN], *(["…"] if len(found) > SHOWN else [])])
                        for found in (colours, faces) if found]
                yield Problem(f"{name}, {where(slides)}: colours and faces of their own do not follow the theme", None,
                              "; ".join(said), "picked-own", "advice")


def facts(layout: Any) -> tuple[str, str, Any]:
    """What a layout is known by: type, name, placeholders."""
    kind, named = layout.get("type", ""), layout.find(f"{p}cSld")
    kind = SAME.get(kind, kind)
    return "" if kind in UNTYPED else kind, named.get("name", "") if named is not None else "", kinds(layout)


def plain(root: Any) -> None:
    """Let a slide or layout see the theme's colours through its master's map, like all others."""
    for each in root.findall(f"{p}clrMapOvr"):
        for inner in list(each):
            each.remove(inner)
        etree.SubElement(each, f"{a}masterClrMapping")


def hard(root: Any) -> Iterator[tuple[str, str]]:
    """Colours and faces that are written out: `colour FF0000`, `face Calibri`."""
    for each in root.iter(f"{a}srgbClr", f"{a}latin", f"{a}ea"):
        name = local(each)
        if name == "srgbClr":
            yield "colour", each.get("val", "").upper()
        elif each.get("typeface") and not each.get("typeface", "").startswith("+"):
            yield "face", each.get("typeface", "")
