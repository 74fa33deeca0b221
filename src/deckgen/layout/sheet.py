"""A sheet: one page while it is being filled, slot by slot."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from deckgen.layout.pen import Pen
from deckgen.markup import Content, Markup
from deckgen.outline.model import Outline, View
from deckgen.outline.program import Entry
from deckgen.problem import so_many
from deckgen.scene import Box, Line, Shape, Stroke, Text
from deckgen.text.fit import Fitted, Overflow, at_step, fit
from deckgen.text.paragraph import Paragraph, Style
from deckgen.theme.model import Layout, Slot
from deckgen.theme.ruler import State, strokes

Measured = tuple[Paragraph, tuple[Style, ...], float, float]

SPLIT = "shorten it, or split the slide in two"
WHOLE = ("title", "section", "quote", "discussion", "comparison", "references", "closing")
"""Roles whose contents are one thing to see at a time: they never go on over further pages."""
FURNITURE = ("kicker", "mark", "source", "date", "footer", "number", "numeral", "title")
"""Slots that the theme fills, and the title."""


@dataclass(repr=False, eq=False)
class Sheet:
    """What one page is made from, and the shapes on it so far, in reading order."""

    outline: Outline
    entry: Entry
    markup: Markup
    layout: Layout
    pen: Pen
    shapes: list[Shape] = field(default_factory=list)
    filled: set[str] = field(default_factory=set)
    lines: dict[Measured, Fitted | Overflow] = field(default_factory=dict)
    """Single paragraphs that were fitted before, on any page of the deck."""
    page: int = 1
    """Which page of its slide it is, from 1."""
    marked: bool = False
    """Whether the title of a further page says that it is one."""
    onward: list[list[Callable[[Sheet], None]]] = field(default_factory=list)
    """What does not fit here: for each further page of the slide what draws it."""

    @property
    def slots(self) -> Mapping[str, Slot]:
        return self.layout.slots

    def number(self, view: View) -> int:
        """A view's number in the talk, counted from 1."""
        return self.outline.views.index(view) + 1

    @property
    def flows(self) -> bool:
        """Whether what does not fit may go on over further pages."""
        return self.layout.role not in WHOLE

    def later(self, page: int, draw: Callable[[Sheet], None]) -> None:
        """Something for a further page of the slide, 1 being the next."""
        while len(self.onward) < page:
            self.onward.append([])
        self.onward[page - 1].append(draw)

    def state(self) -> tuple[int, int, set[str]]:
        """What is on the page now, to come `back` to."""
        return len(self.shapes), len(self.pen.problems), set(self.filled)

    def back(self, state: tuple[int, int, set[str]]) -> None:
        """Take from the page what was put there since, and forget its problems."""
        shapes, problems, self.filled = state
        del self.shapes[shapes:], self.pen.problems[problems:]

    def overflowed(self, state: tuple[int, int, set[str]]) -> bool:
        """Whether something did not fit since then, and nothing else was wrong."""
        found = self.pen.problems[state[1]:]
        return bool(found) and all(problem.rule == "fit" for problem in found)

    def add(self, *shapes: Shape) -> None:
        """Put shapes on the page, after those that are there."""
        self.shapes.extend(shapes)

    def put(self, name: str, paragraphs: Sequence[Paragraph], *, box: Box | None = None, levels: Sequence[Style] = (),
            hint: str = SPLIT, exact: bool = False) -> None:
        """Text into a placeholder, fitted: at the slot's own sizes, else smaller, else it is a problem.

        `box` moves the placeholder; `levels` are other styles than the slot's own; `exact` keeps their sizes.
        """
        if not paragraphs:
            return
        slot = self.slots[name]
        room, styles = box or slot.box, tuple(levels) or slot.levels
        kept, sizes = self.fitted(paragraphs, styles, room, hint, name, exact)
        frame = slot.around(room)
        sizes = sizes or (styles if levels or slot.unsaid else ())
        if any((style.bold, style.colour) != (own.bold, own.colour) for style, own in zip(sizes, slot.levels, strict=False)):
            kept, sizes = written(kept, sizes), ()  # the shape's list style says sizes and indents, not what else is different
        self.shapes.append(Text(frame, kept, name, sizes, box is not None or slot.moved))
        self.filled.add(name)

    def frame(self, paragraphs: Sequence[Paragraph], levels: Sequence[Style], box: Box, stroke: Stroke | None = None,
              inset: tuple[float, float] = (0.0, 0.0), exact: bool = False) -> None:
        """Text in a frame of its own, where there is no placeholder for it; with an outline it is centred in height."""
        kept, sizes = self.fitted(paragraphs, levels, box.inset(*inset), SPLIT, "text", exact)
        self.shapes.append(Text(box, written(kept, sizes or levels), stroke=stroke, anchor="middle" if stroke else "top",
                                inset=(*inset, *inset), id=self.pen.ident(), name=f"{self.pen.prefix}.text"))

    def fitted(self, paragraphs: Sequence[Paragraph], levels: Sequence[Style], room: Box, hint: str,
               name: str, exact: bool = False) -> tuple[tuple[Paragraph, ...], tuple[Style, ...]]:
        """Paragraphs with their lines, and the sizes that fitting chose where they are not those of `levels`."""
        deepest = len(levels) - 1
        paragraphs = [each if each.level <= deepest else replace(each, level=deepest) for each in paragraphs]
        if exact:
            return at_step(paragraphs, levels, room.width, self.pen.face, 0)[0], ()
        found = self._fit(paragraphs, levels, room)
        if isinstance(found, Overflow):
            self.pen.complain(f"text does not fit the slot '{name}' of the layout '{self.layout.name}': "
                              f"{so_many(found.lines, 'line')} too many at the smallest size", tuple(paragraphs), hint)
            return tuple(paragraphs), ()
        return found.paragraphs, found.styles

    def _fit(self, paragraphs: Sequence[Paragraph], levels: Sequence[Style], room: Box) -> Fitted | Overflow:
        """What `fit` says; a line that stands on many pages, such as the footer, is measured once."""
        key = paragraphs[0], tuple(levels), room.width, room.height
        if len(paragraphs) == 1 and key in self.lines:
            return self.lines[key]
        found = fit(paragraphs, levels, room.width, room.height, self.pen.face, spare=is_spare(levels, room))
        if len(paragraphs) == 1:
            self.lines[key] = found
        return found

    def rule(self, name: str, state: State = "full") -> None:
        """The rule that belongs to a slot, solid or dashed by how far what stands under it is argued."""
        rule = self.layout.rules.get(name)
        if rule is not None:
            self.add(*ruled(rule, state, f"{self.pen.prefix}.{name}.rule"))

    def contents(self, name: str) -> tuple[Content, ...]:
        """What the template put into a slot."""
        return tuple(self.markup.slots.get(name, ()))


def is_spare(levels: Sequence[Style], room: Box) -> bool:
    """Whether a frame keeps a spare line: one of running text (not of labels, which are bold), of four lines or more."""
    return len(levels) > 1 and not levels[0].bold and room.height >= 4 * levels[0].pitch


def written(paragraphs: Sequence[Paragraph], levels: Sequence[Style]) -> tuple[Paragraph, ...]:
    """Paragraphs that carry the style of their level with them."""
    found = []
    for each in paragraphs:
        style = each.style or levels[min(each.level, len(levels) - 1)]
        found.append(replace(each, level=0, style=style if each.marker is None else replace(style, marker=each.marker)))
    return tuple(found)


def ruled(rule: Line, state: State, name: str = "") -> tuple[Line, ...]:
    """A rule as the theme gives it, solid or dashed."""
    return tuple(replace(line, name=name)
                 for line in strokes(rule.x1, rule.x2 - rule.x1, state, rule.width, rule.y1, rule.colour))
