"""What each role does with its contents: which block goes into which slot of the layout."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from deckgen.layout.furniture import NAMED, section_runs, view_runs
from deckgen.layout.prose import is_ledger, is_textual, paragraphs
from deckgen.layout.sheet import FURNITURE, Sheet
from deckgen.layout.stack import GAP, body, stack
from deckgen.markup import Content, Grid
from deckgen.outline.blocks import Code, Columns, Math, Points, Table, Views
from deckgen.problem import did_you_mean
from deckgen.scene import Box, Text
from deckgen.text.fit import height
from deckgen.text.paragraph import Paragraph, Run, plain
from deckgen.text.title import balance
from deckgen.text.wrap import natural_width
from deckgen.theme.model import Slot
from deckgen.theme.ruler import RIGHT, strokes

CONTENT = Box(48.0, 160.0, 864.0, 312.0)
"""Where a page's contents stand in a layout that has no place for them."""
MAIN = ("left", "middle", "right")
"""Slots beside the body whose contents may go on over further pages."""
AFTER_LAST = 10.0
BASELINE = 0.8
"""Where in a line of exact pitch the letters stand."""
BESIDE_UPPER = 0.45
"""How much of the height that text beside a drawing leaves is above it."""
BELOW = 0.42
"""How much of the height what is drawn below columns has."""
DASHES = 4.0


def fill(sheet: Sheet) -> None:
    """The contents of every slot onto the page. What few decks hold is read from its file when it first comes."""
    for name in sheet.markup.slots:
        if name != "body" and name not in sheet.slots:
            sheet.pen.complain(f"the layout '{sheet.layout.name}' has no slot '{name}'",
                               paragraphs(sheet.contents(name), sheet.pen),
                               did_you_mean(name, _open(sheet)) + f"its slots: {', '.join(_open(sheet))}", "unknown-slot")
    contents = sheet.contents("body")
    match sheet.layout.role:
        case "title":
            _cover(sheet)
        case "section":
            _opener(sheet, contents)
            contents = ()
        case "closing":
            contents = _closing(sheet, contents)
        case "discussion":
            contents = _discussion(sheet, contents)
        case "quote":
            from deckgen.layout.quote import quote
            contents = quote(sheet, contents)
        case "code":
            from deckgen.layout.listing import listing
            contents = listing(sheet, contents)
        case "comparison":
            contents = _comparison(sheet, contents)
        case "references":
            from deckgen.layout.references import references
            contents = references(sheet, contents)
        case _:
            pass
    for name, each in sheet.markup.slots.items():
        if name in sheet.slots and name not in ("body", *FURNITURE) and name not in sheet.filled:
            _slot(sheet, sheet.slots[name], each)
    if contents:
        _body(sheet, contents)


def _open(sheet: Sheet) -> list[str]:
    return [name for name in sheet.slots if name not in FURNITURE]


def _slot(sheet: Sheet, slot: Slot, contents: Sequence[Content]) -> None:
    """What a template put into a slot by name; a single column speaks for itself."""
    if slot.name == "band":
        from deckgen.layout.columns import band
        band(sheet, paragraphs(contents, sheet.pen))
        return
    before = len(sheet.shapes)
    sheet.rule(slot.name)
    rules = tuple(sheet.shapes[before:])
    plain_columns = [column for content in contents if isinstance(content, Columns) for column in content.columns]
    if len(plain_columns) == 1:
        contents = plain_columns[0].body
    stack(sheet, contents, slot.box, slot.name if slot.levels else "", slot.levels, sheet.flows and slot.name in MAIN, rules)


def _body(sheet: Sheet, contents: Sequence[Content]) -> None:
    """Contents that no slot was named for."""
    slot = sheet.slots.get("body")
    area = next((each for name, each in sheet.slots.items() if each.kind == "area" and name not in sheet.filled | {"body"}), None)
    if slot is None:
        _places(sheet, contents)
    elif area is not None and slot.levels:
        text = [content for content in contents if is_textual(content)]
        drawn = [content for content in contents if not is_textual(content)]
        state = sheet.state()
        stack(sheet, text, _level(sheet, text, slot) if any(_fills(each) for each in drawn) else slot.box, "body", slot.levels)
        if text and sheet.flows and sheet.overflowed(state):  # beside its figure the text does not fit: then above it
            sheet.back(state)
            stack(sheet, (*text, *drawn), join([slot.box, area.box]), "body", slot.levels, flows=True)
        else:
            stack(sheet, drawn, area.box if text else join([slot.box, area.box]), flows=sheet.flows)
    else:
        stack(sheet, contents, slot.box, "body" if slot.levels else "", slot.levels, sheet.flows)


def _fills(content: Content) -> bool:
    """Whether a drawing takes the height of its place: else it begins at the top, as tables, code and lists do."""
    return not isinstance(content, Table | Grid | Points | Code | Math)


def _level(sheet: Sheet, text: Sequence[Content], slot: Slot) -> Box:
    """The place of text beside a drawing that is higher: in its upper middle, in a theme of our own."""
    box = slot.box
    spare = box.height - height(paragraphs(text, sheet.pen), slot.levels, box.width, sheet.pen.face)
    down = max(spare, 0.0) * BESIDE_UPPER if text and not sheet.pen.theme.foreign else 0.0
    return Box(box.x, box.y + down, box.width, box.height - down)


def _places(sheet: Sheet, contents: Sequence[Content]) -> None:
    """Contents of a layout that has places side by side, or none: columns into these, anything else over their whole width."""
    places = [sheet.slots[name] for name in ("left", "middle", "right") if name in sheet.slots]
    free = [slot.box for name, slot in sheet.slots.items() if name not in (*FURNITURE, *sheet.filled)]
    area = join(free) if free else CONTENT
    found = next((content for content in contents if isinstance(content, Columns)), None)
    rest = [content for content in contents if content is not found]
    if found is not None and places:
        text = paragraphs(rest, sheet.pen) if all(is_textual(each) for each in rest) else ()
        from deckgen.layout.columns import columns, panel, panel_height
        below = panel_height(sheet, text, area.width) if text else _below(sheet, rest, area) if rest else -GAP
        upper = Box(area.x, area.y, area.width, area.height - below - GAP)
        columns(sheet, found.columns, upper, sheet.flows)
        lower = Box(area.x, upper.bottom + GAP, area.width, below)
        if text:
            panel(sheet, text, lower)
        else:
            stack(sheet, rest, lower)
        return
    rules = [sheet.layout.rules[slot.name] for slot in places if slot.name in sheet.layout.rules]
    whole = [replace(rules[0], x2=rules[-1].x2, name=f"{sheet.pen.prefix}.rule")] if rules else []
    sheet.add(*whole)
    text_first = places and places[0].levels
    stack(sheet, contents, area, "left" if text_first else "", body(sheet), sheet.flows, whole)


def _below(sheet: Sheet, contents: Sequence[Content], area: Box) -> float:
    """The height of what is drawn below columns: less than theirs, and for the frame of missing rows no more than that needs."""
    only = contents[0] if len(contents) == 1 else None
    if isinstance(only, Table) and only.missing is not None:
        from deckgen.layout.table import missing_height
        return min(missing_height(only, sheet.pen, area.width), area.height / 2)
    return area.height * BELOW


def join(boxes: Sequence[Box]) -> Box:
    """The smallest box around boxes."""
    x, y = min(box.x for box in boxes), min(box.y for box in boxes)
    return Box(x, y, max(box.right for box in boxes) - x, max(box.bottom for box in boxes) - y)


def _cover(sheet: Sheet) -> None:
    """The talk's views as bars, where the template gives nothing in their place."""
    if "body" in sheet.slots and not sheet.contents("body") and 2 <= len(sheet.outline.views) <= 8:
        from deckgen.layout.views import views
        views(sheet, Views(), sheet.slots["body"].box)


def _opener(sheet: Sheet, contents: Sequence[Content]) -> None:
    """A section's own sections, and the views that it argues, each by what the template gives or by the outline."""
    pen, section, views = sheet.pen, sheet.entry.top or sheet.entry.section, sheet.entry.views
    found = list(paragraphs((*sheet.contents("list"), *contents), pen))
    if not found and section is not None:
        found = [Paragraph(section_runs(sheet, each, "")) for each in section.sections if each.title is not None]
    if "list" in sheet.slots:
        sheet.put("list", [replace(each, level=0, marker=None) for each in found])
        _standing(sheet, bool(found))
    if "view" not in sheet.slots or len(views) > NAMED:
        return
    said = [run for each in paragraphs(sheet.contents("view"), pen) for run in each.runs]
    if not said:
        for view in views:
            said += [*([Run(" · ")] if said else []), *pen.runs(view.says if len(views) == 1 else view.short)]
    if views:
        said = [*(replace(run, bold=True) for run in view_runs(sheet, views)), Run("   "), *said]
    runs = tuple(replace(run, brush=False) for run in said)
    if runs:
        slot = sheet.slots["view"]
        sheet.put("view", [Paragraph(balance(runs, slot.levels[0], slot.box.width, pen.face) or runs)])


def _standing(sheet: Sheet, listed: bool) -> None:
    """Title and list stand on the numeral's foot: the last line of the list, or of a title without one, on its line."""
    if not {"title", "list", "numeral"} <= set(sheet.slots) or sheet.pen.theme.foreign:
        return
    numeral, gap = sheet.slots["numeral"], sheet.slots["list"].box.y - sheet.slots["title"].box.bottom
    foot = numeral.box.y + BASELINE * numeral.levels[0].pitch
    names = ("list", "title") if listed else ("title",)
    for name in names:
        place = next(place for place, shape in enumerate(sheet.shapes) if isinstance(shape, Text) and shape.slot == name)
        shape, slot = sheet.shapes[place], sheet.slots[name]
        assert isinstance(shape, Text)
        pitch = (*shape.sizes, *slot.levels)[0].pitch
        high = pitch * sum(len(each.breaks) for each in shape.paragraphs)
        bottom = foot + (1 - BASELINE) * pitch if name == names[0] else foot - gap
        sheet.shapes[place] = replace(shape, box=replace(slot.box, y=bottom - high, height=high), moved=True)
        foot = bottom - high


def _closing(sheet: Sheet, contents: Sequence[Content]) -> tuple[Content, ...]:
    """The list of views, the place where the text stops, and what comes next.

    Texts of the body go to the lines that the template left free, in order. After the place where the text stops dashes run on
    to the margin.
    """
    pen = sheet.pen
    if "list" in sheet.slots:
        listed = (*sheet.contents("list"), *(content for content in contents if not is_textual(content)))
        stack(sheet, listed, sheet.slots["list"].box)
    lines = {name: list(paragraphs(sheet.contents(name), pen)) for name in ("stop", "last", "prompt") if name in sheet.slots}
    if "prompt" in lines and not lines["prompt"] and lines.get("stop") and lines.get("last"):
        lines["prompt"], lines["last"] = lines["last"], []
    text = list(paragraphs(contents, pen))
    free = [name for name, given in lines.items() if not given]
    if len(text) < len(free) and free[:1] == ["stop"]:
        free = free[1:]
    if text and not free:
        pen.complain("the closing page has no line left for this text", text, "take it out, or give it a slide of its own")
    for name in free:
        lines[name] = text[:1] if name != free[-1] else text
        text = text[1:]
    if lines.get("last") and not lines.get("stop"):
        lines["stop"] = [Paragraph((pen.word("stop"),))]
    for name, given in lines.items():
        sheet.put(name, [replace(each, level=0) for each in given])
    if lines.get("stop"):
        _dashes(sheet, lines["last"][0] if lines["last"] else None)
    sheet.filled.update(("list", *lines))
    return ()


def _dashes(sheet: Sheet, last: Paragraph | None) -> None:
    """Dashes to the margin, for what the text does not say any more: after the last line, or in its place."""
    slot = sheet.slots["last"]
    style, x = slot.levels[0], slot.box.x
    if last is not None:
        x += natural_width(last.runs, style, sheet.pen.face) - style.size / 2 + AFTER_LAST
    if x < RIGHT - 40 and (last is None or "\n" not in plain(last.runs)):
        sheet.add(*(replace(each, name=f"{sheet.pen.prefix}.stop")
                    for each in strokes(x, RIGHT - x, "announced", DASHES, slot.box.y + style.pitch * 0.55)))


def _discussion(sheet: Sheet, contents: Sequence[Content]) -> tuple[Content, ...]:
    """Steps with a verb each, and how long and with whom."""
    contents = (*sheet.contents("steps"), *contents)
    todo = [content for content in contents if is_ledger(content)]
    if todo and "steps" in sheet.slots:
        from deckgen.layout.ledger import steps
        sheet.add(steps(todo[0], sheet.pen.within(sheet.slots["steps"].box, "steps")))
    sheet.filled.add("steps")
    rest = [content for content in contents if content not in todo[:1]]
    text = [content for content in rest if is_textual(content)]
    if "time" in sheet.slots and not sheet.contents("time") and todo and text:
        sheet.put("time", paragraphs(text, sheet.pen))
        rest = [content for content in rest if not is_textual(content)]
    if rest and "steps" in sheet.slots:
        stack(sheet, rest, sheet.slots["steps"].box)
        rest = []
    return tuple(rest)


def _comparison(sheet: Sheet, contents: Sequence[Content]) -> tuple[Content, ...]:
    """Two sides, and the question below them."""
    found = next((content for content in contents if isinstance(content, Columns) and len(content.columns) == 2), None)
    if found is None:
        return tuple(contents)
    from deckgen.layout.columns import band, columns
    columns(sheet, found.columns, CONTENT)
    text = paragraphs(contents, sheet.pen)
    rest = [content for content in contents if content is not found and not is_textual(content)]
    if "band" not in sheet.slots:
        return tuple(content for content in contents if content is not found)
    if rest or sheet.contents("band"):
        stack(sheet, [content for content in contents if content is not found], sheet.slots["band"].box)
    else:
        band(sheet, text)
    return ()

