r"""MathML, as math-core makes it of LaTeX, into the tree of a formula. What PowerPoint has nothing for is refused by its name.

    \left(\frac{a}{b}\right)  →  <mrow><mo>(</mo><mfrac><mi>a</mi><mi>b</mi></mfrac><mo>)</mo></mrow>

Brackets that do not grow come with `stretchy="false"`; the name of a function is followed by U+2061; the missing side of
`\left.` is U+2063.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from html.entities import html5
from xml.etree import ElementTree

from deckgen.maths.letters import plain
from deckgen.maths.node import (
    Accent,
    Align,
    Bar,
    Brace,
    Fence,
    Fraction,
    Function,
    Grid,
    Large,
    Letters,
    Limits,
    Node,
    Root,
    Row,
    Scripts,
    Sign,
    Space,
    Text,
)
from deckgen.maths.refusal import DEEPEST, REFUSED, TOO_DEEP, Unknown
from deckgen.maths.signs import ACCENTS, FENCES, INTEGRALS, LARGE, kind_of
from deckgen.text.scripts import is_han

Element = ElementTree.Element
APPLY, NOTHING = "\u2061", "\u2063"
DOT = Sign(".")
SMALL = 0.2
"""A step back of less than this (`\\!`) only mends TeX's own spacing."""
TIMES = frozenset("×⋅·∘∙∗*÷")
"""Operations that stay inside what a large operator works on."""
_ENTITY = re.compile(r"&(?!lt;|gt;|amp;|quot;|apos;|#)(\w+;)")
_VARIANT = re.compile("[\ufe00-\ufe0f]")
_BRACES = {"⏞": True, "⏟": False, "→": True, "←": True, "⏜": True, "⏝": False, "⎴": True, "⎵": False}


def read(mathml: str) -> Node:
    """The tree of a `math` element. Raises Unknown."""
    root = ElementTree.fromstring(_ENTITY.sub(lambda name: html5[name[1]], mathml))
    return _row(list(root), True, 0)


def _row(elements: Sequence[Element], display: bool, depth: int) -> Node:
    items = _items(elements, display, depth)
    return items[0] if len(items) == 1 else Row(tuple(items))


def _items(elements: Sequence[Element], display: bool, depth: int) -> list[Node]:
    """Elements side by side. A large operator takes what follows it, up to the next relation, plus or minus."""
    if depth > DEEPEST:
        raise Unknown((), TOO_DEEP)
    items: list[Node] = []
    at = 0
    while at < len(elements):
        element, rest = elements[at], elements[at + 1:]
        at += 1
        if element.tag == "mo" and element.text == APPLY and items:
            return [*items[:-1], Function(items[-1], Row(tuple(_items(rest, display, depth + 1))))]
        if (large := _large(element, display, depth)) is not None:
            body, after = _operand(_items(rest, display, depth + 1))
            return [*items, replace(large, body=Row(tuple(body))), *after]
        found = _node(element, display, depth + 1)
        if _is_name(_core(element)) and rest and rest[0].tag != "mo":
            found, at = Function(found, _node(rest[0], display, depth + 1)), at + 1
        _join(items, found)
    return items


def _core(element: Element) -> Element:
    """What scripts stand at; the element itself where there are none."""
    return element[0] if element.tag in _SCRIPTED and len(element) else element


def _is_name(element: Element) -> bool:
    """Whether it is the name of a function; inside tables names are operators."""
    return element.tag == "mo" and len(element.text or "") > 1 and (element.text or "").replace(" ", "").isalpha()


def _join(items: list[Node], found: Node) -> None:
    """Put a node behind others: letters that belong to one word, and words, become one."""
    before = items[-1] if items else None
    if isinstance(found, Row):
        for each in found.items:
            _join(items, each)
    elif isinstance(found, Sign) and found.kind == "binary" and _unary(before):
        items.append(Sign(found.text))
    elif found == DOT and items[-2:] == [DOT, DOT]:
        items[-2:] = [Sign("…")]
    elif isinstance(found, Scripts) and isinstance(found.base, Sign) and found.base.kind == "closing":
        items.append(_bracketed(items, found))
    elif isinstance(found, Letters) and isinstance(before, Letters) and found.look == before.look == "upright":
        items[-1] = Letters(before.text + found.text, "upright")
    elif isinstance(found, Text) and isinstance(before, Text):
        items[-1] = Text(before.text + found.text)
    else:
        items.append(found)


def _bracketed(items: list[Node], found: Scripts) -> Node:
    """Scripts at a bracket belong to all between it and the one that opens it, which is taken from the items."""
    inside = 1
    for at in range(len(items) - 1, -1, -1):
        each = items[at]
        if isinstance(each, Sign):
            inside += (each.kind == "closing") - (each.kind == "opening")
            if not inside and isinstance(found.base, Sign):
                part = Row(tuple(items[at + 1:]))
                del items[at:]
                return replace(found, base=Fence(each.text, found.base.text, (part,)))
    return found


def _unary(before: Node | None) -> bool:
    """Whether a plus or minus after this is a sign of what follows, not an operation."""
    return before is None or (isinstance(before, Sign) and before.kind in ("binary", "relation", "opening", "mark"))


def _operand(items: Sequence[Node]) -> tuple[Sequence[Node], Sequence[Node]]:
    """What a large operator works on, and what follows that."""
    inside = 0
    for at, each in enumerate(items):
        if not isinstance(each, Sign):
            continue
        inside += (each.kind == "opening") - (each.kind == "closing")
        if inside < 0 or (not inside and each.kind in ("relation", "binary", "mark") and each.text not in TIMES):
            return items[:at], items[at:]
    return items, ()


def _large(element: Element, display: bool, depth: int) -> Large | None:
    """A large operator with its bounds, still without what it works on."""
    core = _core(element)
    if core.tag != "mo" or (core.text or "") not in LARGE:
        return None
    sub, sup = _scripts(element, depth) if core is not element else (None, None)
    below = element.tag in ("munder", "mover", "munderover") and (display or core.text in INTEGRALS)
    return Large(core.text or "", sub, sup, below, Row())


def _scripts(element: Element, depth: int) -> tuple[Node | None, Node | None]:
    """What stands below and above the first child."""
    lower, upper = _SCRIPTED[element.tag]
    return tuple(_node(element[at], False, depth + 1) if at else None for at in (lower, upper))  # type: ignore[return-value]


_SCRIPTED = {"msub": (1, 0), "msup": (0, 1), "msubsup": (1, 2), "munder": (1, 0), "mover": (0, 1), "munderover": (1, 2)}


def _node(element: Element, display: bool, depth: int) -> Node:
    if depth > DEEPEST:
        raise Unknown((), TOO_DEEP)
    text = _VARIANT.sub("", element.text or "")
    match element.tag:
        case "mi":
            return _letters(text, element.get("mathvariant") == "normal" or len(text) > 1)
        case "mn":
            return Letters(text, "upright")
        case "mo":
            return _sign(text, element)
        case "mtext":
            return _text(text, element)
        case "mspace":
            return _space(element)
        case "mrow":
            return _group(element, display, depth)
        case "mfrac":
            return _fraction(element, display, depth)
        case "msqrt":
            return Root(_row(list(element), display, depth))
        case "mroot":
            return Root(_node(element[0], display, depth + 1), _node(element[1], False, depth + 1))
        case "msub" | "msup" | "msubsup":
            if element[0].tag == "mrow" and not len(element[0]):
                raise Unknown((), "a subscript or superscript needs something before it that it belongs to",
                              r"\{\s*\}\s*[_^]|(?:^|(?<=[{&]))\s*[_^]")
            return Scripts(_node(element[0], display, depth + 1), *_scripts(element, depth))
        case "munder" | "mover" | "munderover":
            return _limits(element, display, depth)
        case "mtable":
            return _grid(element, depth)
        case tag:
            raise Unknown(*REFUSED.get(tag, ((), f"formulas in PowerPoint have nothing like <{tag}>")))


def _letters(text: str, upright: bool) -> Node:
    if is_han(text[0]):
        return Text(text)
    letters = [plain(each) for each in text]
    looks = {look for _, look in letters}
    if len(looks) == 1 and (look := letters[0][1]) is not None:
        return Letters("".join(letter for letter, _ in letters), look)
    italic = not upright and (text.isalpha() or text == "∂") and text < "\u2100"
    return Letters(text, "italic" if italic or text == "∂" else "upright")


def _sign(text: str, element: Element) -> Node:
    if element.get("minsize"):
        raise Unknown(("big", "Big", "bigg", "Bigg", "bigl", "bigr", "bigm", "Bigl", "Bigr", "Bigm", "biggl", "biggr", "biggm",
                       "Biggl", "Biggr", "Biggm"), "write \\left( … \\right): these grow with what stands between them")
    kind = kind_of(text)
    if _is_name(element):
        return Letters(text, "upright")
    if text == "|" or text == "‖":
        kind = {"prefix": "opening", "postfix": "closing"}.get(element.get("form", ""), "plain")  # type: ignore[assignment]
    return Sign("" if text == NOTHING else text, kind)


def _text(text: str, element: Element) -> Node:
    if not len(element):
        text = text.replace("\u00a0", " ")
        return Space(0.25) if text == " " else Text(text)
    raise Unknown(("textbf", "textit", "texttt", "textsf", "textsc", "underline", "emph", "textsl", "textmd", "textup"),
                  "words in a formula are plain: write \\text{…}")


def _space(element: Element) -> Node:
    width = float((element.get("width") or "0em").removesuffix("em"))
    if back := re.search(r"margin-left:\s*-([\d.]+)em", element.get("style", "")):
        if float(back[1]) > SMALL:
            raise Unknown(("hspace", "kern", "mspace", "mkern", "negthinspace", "negmedspace", "negthickspace"),
                          "a formula can't step back: leave it out")
        width = 0.0
    return Space(width) if width > 0 else Row()


def _group(element: Element, display: bool, depth: int) -> Node:
    if "color" in element.get("style", ""):
        raise Unknown(("color", "textcolor", "colorbox"), "formulas are in the theme's ink; say in words what to look at")
    if element.get("displaystyle") == "false" or element.get("scriptlevel", "0") != "0":
        raise Unknown(("textstyle", "scriptstyle", "scriptscriptstyle"), "PowerPoint chooses the sizes inside a formula itself")
    if element.get("displaystyle") == "true" and not display:
        raise Unknown(("displaystyle",), "PowerPoint chooses the sizes inside a formula itself")
    if len(element) > 1 and _grows(element[0]) and _grows(element[-1]):
        return _fence(element, display, depth)
    return _row(list(element), display, depth)


def _grows(element: Element) -> bool:
    """Whether it is a bracket that grows, as `\\left` and `\\right` make them."""
    return element.tag == "mo" and element.get("stretchy") != "false" and (element.text or "") in _ENDS


_ENDS = FENCES | {NOTHING}


def _fence(element: Element, display: bool, depth: int) -> Node:
    ends = ["" if each.text == NOTHING else each.text or "" for each in (element[0], element[-1])]
    parts: list[list[Element]] = [[]]
    bars: list[str] = []
    for each in element[1:-1]:
        if each.tag == "mo" and each.get("stretchy") == "true" and (each.text or "") in FENCES:
            bars.append(each.text or "")
            parts.append([])
        else:
            parts[-1].append(each)
    if len(set(bars)) > 1:
        raise Unknown(("middle",), "one pair of brackets is parted by one kind of bar")
    if not any(ends) and not bars:
        return _row(parts[0], display, depth)
    return Fence(ends[0], ends[1], tuple(_row(part, display, depth) for part in parts), bars[0] if bars else "")


def _fraction(element: Element, display: bool, depth: int) -> Node:
    asked = element.get("displaystyle")
    if (asked == "true" and not display) or asked == "false" or element.get("style"):
        raise Unknown(("tfrac", "cfrac", "dfrac", "tbinom", "dbinom"),
                      "write \\frac or \\binom: PowerPoint chooses the sizes inside a formula itself")
    top, bottom = (_node(each, False, depth + 1) for each in element)
    return Fraction(top, bottom, element.get("linethickness") is None)


def _limits(element: Element, display: bool, depth: int) -> Node:
    base, last = element[0], element[-1]
    if len(element) == 2 and last.tag == "mo" and (element.get("accent") or element.get("accentunder")):
        return _accent(element, last.text or "", display, depth)
    if last.tag in ("mover", "munder", "munderover") and any(each.tag == "mspace" for each in last):
        raise Unknown(("xrightarrow", "xleftarrow", "xleftrightarrow", "xRightarrow", "xLeftarrow", "xLeftrightarrow", "xmapsto",
                       "xhookrightarrow", "xhookleftarrow"), "write \\overset{…}{\\longrightarrow}")
    return Limits(_node(base, display, depth + 1), *_scripts(element, depth))


def _accent(element: Element, sign: str, display: bool, depth: int) -> Node:
    over = element.tag == "mover"
    body = _node(element[0], display, depth + 1)
    if sign == "\u0332":
        return Bar(body, over)
    if over and sign in ACCENTS:
        return Accent(ACCENTS[sign], body)
    if _BRACES.get(sign) == over or sign in "→←":
        return Brace(sign, body, over)
    raise Unknown((), f"formulas in PowerPoint have no '{sign}' as long as what it belongs to")


def _grid(table: Element, depth: int) -> Node:
    rows = [list(row) for row in table]
    if "width: 100%" in table.get("style", ""):  # align* and its like stand between two columns that center them
        if any(len(row[-1]) for row in rows):
            raise Unknown(("begin{align}", "begin{gather}", "begin{equation}", "begin{multline}", "begin{alignat}",
                           "begin{eqnarray}"),
                          "write align*, gather* or multline*; `number:` of the block numbers it")
        rows = [row[1:-1] for row in rows]
    styles = [[cell.get("style", "") for cell in row] for row in rows]
    if any("border" in style for row in styles for style in row):
        raise Unknown(("hline", "hdashline", "begin{array}"), "matrices have no lines: leave them out, or use a table")
    count = max((len(row) for row in rows), default=0)
    columns: list[Align] = [_align(next((row[at] for row in styles if at < len(row)), "")) for at in range(count)]
    cells = [tuple(_row(list(cell), table.get("displaystyle") == "true", depth + 1) for cell in row) for row in rows]
    lines = table.get("displaystyle") == "true" or any("padding-right: 0" in style for row in styles for style in row)
    if lines and any(each.text == "&" for each in table.iter()):
        raise Unknown(("&",), "in lines that meet it would be a place to meet: say it in words")
    return Grid(tuple(row + (Row(),) * (count - len(row)) for row in cells), tuple(columns), lines)


def _align(style: str) -> Align:
    return "right" if "right;" in style and "text-align" in style else "left" if "text-align: left" in style else "center"
