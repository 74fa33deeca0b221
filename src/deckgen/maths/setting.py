"""Setting a formula: every part measured and placed, by the rules of TeX (The TeXbook, appendix G) and of OpenType's MATH table.

PowerPoint sets formulas itself; this tells beforehand how much room it needs, and where things stand for programs that can't. The
distances are those of TeX Gyre Pagella Math, which are the widest of five free faces; the scale of scripts is Cambria Math's.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import assert_never

from deckgen.maths.ink import Drawn, Glyphs, Ink, Set
from deckgen.maths.letters import plain
from deckgen.maths.measures import ITALIC, Measures
from deckgen.maths.node import (
    Accent,
    Bar,
    Brace,
    Fence,
    Fraction,
    Function,
    Grid,
    Large,
    Letters,
    Limits,
    Look,
    Node,
    Root,
    Row,
    Scripts,
    Sign,
    Space,
    Text,
)
from deckgen.maths.signs import INTEGRALS

SCALES = 1.0, 0.73, 0.6
"""The size of letters, of scripts, and of scripts at scripts."""
AXIS = 0.27
"""How high above the line fraction bars, minus signs and the middles of brackets stand."""
RULE, WEIGHT = 0.06, 0.05
"""The thickness of bars, and of what is drawn with a line."""
GAP = 0.16
"""Between a fraction bar and what stands above and below it, on a line of its own; elsewhere a little less."""
THIN, MEDIUM, THICK = 3 / 18, 4 / 18, 5 / 18
"""Spaces round marks and functions, operations, relations."""
SUP, SUP_TALL, SUB, SUB_DEEP = 0.36, 0.26, 0.22, 0.12
"""How far scripts are raised and lowered: at least, and counted from the top and the bottom of what they stand at."""
SCRIPT_GAP, TUCK = 0.16, 0.35
"""Between scripts; how far the lower bound goes in under an integral, as a share of its width."""
LINE = 1.1
"""The height of brackets round what is no higher than a line."""
LIMIT_GAP, UNDER_GAP = 0.14, 0.24
"""Above what has limits, and below it, where an arrow or a letter would else touch the foot of lim or max."""
LARGE, INTEGRAL, INLINE = 1.42, 2.3, 1.1
"""The height of large operators on a line of their own, of integrals, and of both in fractions."""
STRUT, DEEP, LEADING, APART = 0.78, 0.28, 0.16, 0.7
"""The least height and depth of a row, and the room between the rows of a matrix and between lines."""
COLUMN, PAIR, CASE = 1.0, 2.0, 1.0
"""The room between columns of a matrix, between equations side by side, and before the condition of a case."""


def set_formula(node: Node, measures: Measures, size: float) -> Set:
    """A formula in a size, with the measures of a face."""
    return _Setter(measures, size).set(node, 0, True)


def shifted(part: Set, x: float, y: float) -> Iterable[Ink]:
    """What is drawn of a part, moved."""
    return (replace(each, x=each.x + x, y=each.y + y) for each in part.ink)


class _Setter:
    def __init__(self, measures: Measures, size: float) -> None:
        self.measures, self.size = measures, size

    def em(self, level: int) -> float:
        return self.size * SCALES[min(level, 2)]

    def set(self, node: Node, level: int, display: bool) -> Set:
        em = self.em(level)
        match node:
            case Letters(text, look):
                return self.glyphs(text, look, em)
            case Sign(text):  # "given" is a sign that few faces own: another face's would be heavier, and stand higher
                return self.glyphs("|" if text == "∣" else text, "upright", em)
            case Text(text):
                return self.glyphs(text, "upright", em)
            case Space(width):
                return Set(width * em, 0.0, 0.0)
            case Row(items):
                return self.row(items, level, display)
            case Fraction():
                return self.fraction(node, level, display)
            case Root():
                return self.root(node, level, display)
            case Scripts(base, sub, sup):
                return self.scripts(self.set(base, level, display), sub, sup, level, level_with=isinstance(base, Letters))
            case Limits(base, under, over):
                return self.limits(self.set(base, level, display), under, over, level)
            case Large():
                return self.large(node, level, display)
            case Function(name, body):
                gap = 0.0 if _opens(body) else THIN * em
                return beside([self.set(name, level, display), self.set(body, level, display)], gap)
            case Accent(sign, body):
                return self.accent(sign, body, self.set(body, level, display), em)
            case Bar(body, over):
                return self.bar(self.set(body, level, display), over, em)
            case Brace(sign, body, over):
                return self.brace(sign, self.set(body, level, display), over, em)
            case Fence():
                return self.fence(node, level, display)
            case Grid():
                return self.grid(node, level)
            case _:
                assert_never(node)

    # ---- letters ----

    def glyphs(self, text: str, look: Look, em: float) -> Set:
        found = [self.measures.of(char, look) if look != "upright" else self.of(char) for char in text]
        width = sum(wide for wide, _, _ in found) * em
        lean = ITALIC * em if look in ("italic", "bold-italic") else 0.0
        if not text:
            return Set(0.0, 0.0, 0.0)
        return Set(width + lean, max(high for _, high, _ in found) * em, max(0.0, *(deep for _, _, deep in found)) * em,
                   (Glyphs(0.0, 0.0, width, text, em, look),))

    def of(self, char: str) -> tuple[float, float, float]:
        """Signs of Unicode's other alphabets are as wide as they are; bold and italic ones as their letters."""
        letter, look = plain(char)
        return self.measures.of(letter, look or "upright")

    # ---- one beside the other ----

    def row(self, items: Sequence[Node], level: int, display: bool, first: bool = True) -> Set:
        """Things side by side; `first` is false for a row that goes on after what stands left of it."""
        em, x = self.em(level), 0.0
        ink: list[Ink] = []
        height = depth = 0.0
        for at, item in enumerate(items):
            part = self.set(item, level, display)
            before = items[at - 1] if at else None
            if at or not first:
                x += _before(item, before, level) * em
            ink += shifted(part, x, 0.0)
            x += part.width + _after(item, items[at + 1] if at < len(items) - 1 else None, level) * em
            height, depth = max(height, part.height), max(depth, part.depth)
        return Set(x, height, depth, tuple(ink))

    def fence(self, node: Fence, level: int, display: bool) -> Set:
        em = self.em(level)
        parts = [self.set(part, level, display) for part in node.parts]
        axis = AXIS * em
        reach = max(max((each.height - axis, each.depth + axis)) for each in parts) + 0.03 * em
        high = max(2 * reach, LINE * em)
        found: list[Set] = []
        for at, part in enumerate(parts):
            sign = node.opening if not at else node.bar
            found += [self.bracket(sign, high, em), part]
        return beside([*found, self.bracket(node.closing, high, em)], 0.04 * em)

    def bracket(self, sign: str, high: float, em: float) -> Set:
        if not sign:
            return Set(0.12 * em, 0.0, 0.0)
        if high <= LINE * em and sign in "()[]{}":
            return self.glyphs(sign, "upright", em)
        narrow = sign in "|‖"
        wide = (0.14 if sign == "|" else 0.3) * em if narrow else min(0.36 * em + 0.05 * high, 0.65 * em)
        top = high / 2 + AXIS * em
        return Set(wide + 0.12 * em, top, high - top, (Drawn(0.06 * em, -top, wide, high, sign, WEIGHT * em),))

    # ---- one over the other ----

    def fraction(self, node: Fraction, level: int, display: bool) -> Set:
        em, inner = self.em(level), level if display else level + 1
        top, bottom = self.set(node.top, inner, False), self.set(node.bottom, inner, False)
        wide, axis, rule = max(top.width, bottom.width) + 0.2 * em, AXIS * em, RULE * em
        gap = (GAP if display else GAP * 0.75) * em
        up = max(axis + rule / 2 + gap + top.depth, (0.72 if display else 0.46) * em)
        down = max(bottom.height + gap + rule / 2 - axis, (0.66 if display else 0.32) * em)
        bar = (Drawn(0.04 * em, -axis - rule / 2, wide - 0.08 * em, rule, "―"),) if node.bar else ()
        return Set(wide + 0.08 * em, up + top.height, down + bottom.depth,
                   (*shifted(top, (wide - top.width) / 2, -up), *shifted(bottom, (wide - bottom.width) / 2, down), *bar))

    def root(self, node: Root, level: int, display: bool) -> Set:
        em = self.em(level)
        body = self.set(node.body, level, display)
        height, depth = max(body.height, 0.5 * em) + (GAP + RULE) * em, max(body.depth, 0.1 * em) + 0.06 * em
        hook = min(0.55 * em + 0.08 * (height + depth), 0.85 * em)
        ink: list[Ink] = []
        x = 0.0
        if node.degree is not None:
            degree = self.set(node.degree, 2, False)
            x = max(degree.width - 0.35 * em, 0.0)
            ink += shifted(degree, max(0.35 * em - degree.width, 0.0), -(height + depth) * 0.55 + depth)
        ink += [Drawn(x, -height, hook, height + depth, "√", WEIGHT * em),
                Drawn(x + hook, -height - WEIGHT * em / 2, body.width + 0.08 * em, WEIGHT * em, "―")]
        ink += shifted(body, x + hook, 0.0)
        return Set(x + hook + body.width + 0.14 * em, height + 0.1 * em, depth, tuple(ink))

    def scripts(self, base: Set, sub: Node | None, sup: Node | None, level: int, tucked: float = 0.0,
                level_with: bool = False) -> Set:
        """Scripts at a base; `level_with` those of other letters, whatever hangs below the line of its own; the lower one may be
        `tucked` under a slanted sign."""
        em = self.em(level)
        low = self.set(sub, level + 1, False) if sub is not None else None
        top = self.set(sup, level + 1, False) if sup is not None else None
        up = max(SUP * em, base.height - SUP_TALL * em, (top.depth if top else 0.0) + 0.19 * em)
        down = max(SUB * em, 0.0 if level_with else base.depth + SUB_DEEP * em, (low.height if low else 0.0) - 0.32 * em)
        if low and top:
            down = max(down, low.height - (up - top.depth) + SCRIPT_GAP * em)
        x = base.width
        ink = [*base.ink, *(shifted(low, x - tucked, down) if low else ()), *(shifted(top, x, -up) if top else ())]
        wide = max(low.width if low else 0.0, top.width if top else 0.0)
        return Set(x + wide + 0.05 * em, max(base.height, up + top.height if top else 0.0),
                   max(base.depth, down + low.depth if low else 0.0), tuple(ink))

    def limits(self, base: Set, under: Node | None, over: Node | None, level: int) -> Set:
        em = self.em(level)
        low = self.set(under, level + 1, False) if under is not None else None
        top = self.set(over, level + 1, False) if over is not None else None
        wide = max(each.width for each in (base, low, top) if each)
        ink: list[Ink] = [*shifted(base, (wide - base.width) / 2, 0.0)]
        height, depth = base.height, base.depth
        if low:
            down = depth + UNDER_GAP * em + max(low.height, 0.3 * em)
            ink += shifted(low, (wide - low.width) / 2, down)
            depth = down + low.depth
        if top:
            up = height + LIMIT_GAP * em + max(top.depth, 0.05 * em)
            ink += shifted(top, (wide - top.width) / 2, -up)
            height = up + top.height
        return Set(wide, height, depth, tuple(ink))

    def large(self, node: Large, level: int, display: bool) -> Set:
        em = self.em(level)
        goal = ((INTEGRAL if node.sign in INTEGRALS else LARGE) if display else INLINE) * em
        wide, high, deep = self.measures.of(node.sign, "upright")
        size = goal / (high + deep)
        if node.sign in INTEGRALS:  # a longer integral is hardly wider
            wide = wide * em / size * (1.15 if display else 1.0)
        top = goal / 2 + AXIS * em
        sign = Set(wide * size, top, goal - top, (Glyphs(0.0, goal - top - deep * size, wide * size, node.sign, size),))
        whole = sign
        if node.limits and (node.sub is not None or node.sup is not None):
            whole = self.limits(sign, node.sub, node.sup, level)
        elif node.sub is not None or node.sup is not None:
            whole = self.scripts(sign, node.sub, node.sup, level, TUCK * sign.width if node.sign in INTEGRALS else 0.0)
        return beside([whole, self.set(node.body, level, display)], THIN * em)

    def accent(self, sign: str, node: Node, body: Set, em: float) -> Set:
        """A mark over something, in the middle of its ink: over a slanted letter a little to the right of its width's."""
        last = node.text[-1:] if isinstance(node, Letters) and "italic" in node.look else ""
        skew = 0.0 if last in "bhkl" else 0.09 if last.isupper() or last in "dft" else 0.04
        own = body.width - (ITALIC * em if last else 0.0)
        wide = max(min(own, 3 * em) * 0.9, 0.36 * em) if own > em * 0.9 else 0.36 * em
        high = RULE * em if sign == "\u0305" else 0.17 * em
        top = max(body.height, 0.47 * em) + 0.1 * em + high
        x = max((own - wide) / 2 + skew * em * bool(last), 0.0)
        return Set(max(body.width, wide), top + 0.04 * em, body.depth, (*body.ink, *_mark(sign, x, -top, wide, high, em)))

    def bar(self, body: Set, over: bool, em: float) -> Set:
        y = -body.height - 0.18 * em if over else body.depth + 0.12 * em
        extra = 0.24 * em
        return Set(body.width, body.height + (extra if over else 0.0), body.depth + (0.0 if over else extra),
                   (*body.ink, Drawn(0.0, y, body.width, RULE * em, "―")))

    def brace(self, sign: str, body: Set, over: bool, em: float) -> Set:
        high, wide = 0.26 * em, max(body.width, 0.8 * em)
        y = -body.height - 0.1 * em - high if over else body.depth + 0.1 * em
        extra = high + 0.14 * em
        return Set(wide, body.height + (extra if over else 0.0), body.depth + (0.0 if over else extra),
                   (*shifted(body, (wide - body.width) / 2, 0.0), Drawn(0.0, y, wide, high, sign, WEIGHT * em)))

    # ---- rows and columns ----

    def grid(self, node: Grid, level: int) -> Set:
        em = self.em(level)
        cells = [[self.cell(cell, at > 0 and node.lines and node.columns[at - 1] == "right", level, node.lines)
                  for at, cell in enumerate(row)] for row in node.rows]
        count = len(node.columns)
        widths = [max(row[at].width for row in cells) for at in range(count)]
        gaps = [0.0 if not at else _column_gap(node, at) * em for at in range(count)]
        heights = [max(STRUT * em, *(cell.height for cell in row)) for row in cells]
        depths = [max(DEEP * em, *(cell.depth for cell in row)) for row in cells]
        leading = (APART if node.lines else LEADING) * em
        total = sum(heights) + sum(depths) + leading * (len(cells) - 1)
        ink: list[Ink] = []
        y = -(total / 2 + AXIS * em)
        for row, high, deep in zip(cells, heights, depths, strict=True):
            y, x = y + high, 0.0
            for at, cell in enumerate(row):
                x += gaps[at]
                spare = widths[at] - cell.width
                ink += shifted(cell, x + {"left": 0.0, "center": spare / 2, "right": spare}[node.columns[at]], y)
                x += widths[at]
            y += deep + leading
        return Set(sum(widths) + sum(gaps), total / 2 + AXIS * em, total / 2 - AXIS * em, tuple(ink))

    def cell(self, node: Node, goes_on: bool, level: int, display: bool) -> Set:
        return self.row(node.items if isinstance(node, Row) else (node,), level, display, not goes_on)


DOTS = {"\u0307": 1, "\u0308": 2, "\u20db": 3}


def _mark(sign: str, x: float, y: float, wide: float, high: float, em: float) -> Iterable[Ink]:
    """An accent: a line of its own form, or dots."""
    if sign not in DOTS:
        return [Drawn(x, y, wide, high, "―")] if sign == "\u0305" else [Drawn(x, y, wide, high, sign, WEIGHT * em)]
    dot, count, middle = 0.1 * em, DOTS[sign], x + wide / 2
    return [Drawn(middle + (at - (count - 1) / 2) * 1.7 * dot - dot / 2, y + high - dot, dot, dot, "•") for at in range(count)]


def beside(parts: Sequence[Set], gap: float) -> Set:
    """Parts on one line."""
    x = 0.0
    ink: list[Ink] = []
    for part in parts:
        ink += shifted(part, x, 0.0)
        x += part.width + (gap if part.width else 0.0)
    return Set(max(x - gap, 0.0), max(part.height for part in parts), max(part.depth for part in parts), tuple(ink))


def _column_gap(node: Grid, at: int) -> float:
    if not node.lines:
        return COLUMN
    before, own = node.columns[at - 1], node.columns[at]
    return 0.0 if (before, own) == ("right", "left") else CASE if before == own == "left" else PAIR


def _opens(node: Node) -> bool:
    """Whether it starts with a bracket."""
    match node:
        case Row(items):
            return bool(items) and _opens(items[0])
        case Sign(kind="opening") | Fence():
            return True
    return False


_SIGNED = {"relation": THICK, "binary": MEDIUM}


def _before(item: Node, before: Node | None, level: int) -> float:
    if isinstance(item, Sign):
        return _SIGNED.get(item.kind, 0.0) if not level else 0.0
    closed = isinstance(before, Sign) and before.kind != "closing"
    return THIN if isinstance(item, Large | Function) and before is not None and not closed else 0.0


def _after(item: Node, following: Node | None, level: int) -> float:
    if following is None:
        return 0.0
    if isinstance(item, Sign):
        return THIN if item.kind == "mark" and not level else _SIGNED.get(item.kind, 0.0) if not level else 0.0
    return THIN if isinstance(item, Large | Function) and not isinstance(following, Sign) else 0.0
