"""Pages in somebody's template: what the house has slots for and a template has not finds its place in the body, or falls away.

A template has a title, a body or two, and often a footer. There is no kicker, no coverage mark, no source line, no ruler and no
numeral, and none is drawn over its art: view, word and section stand on the footer line; the source is a small last line of the
body. Views, tables, charts and figures are drawn where the body is, in the template's colours. Where the layout of a role has no
room for a slide's contents, others are tried in order, and the first that takes all of them is used.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from deckgen.layout import furniture
from deckgen.layout.columns import columns, panel, panel_height
from deckgen.layout.prose import is_textual, numbered, paragraphs, unmarked
from deckgen.layout.references import references
from deckgen.layout.sheet import Sheet
from deckgen.layout.stack import GAP, stack
from deckgen.markup import Content, Markup, Prose
from deckgen.outline.blocks import Columns, Views
from deckgen.scene import Box
from deckgen.text.fit import Overflow, fit, height
from deckgen.text.paragraph import Paragraph, Run, Runs, Style
from deckgen.theme.model import Layout, Slot, Theme

FALLEN = ("numeral", "label")
"""Slots whose contents only repeat what else is on the page."""
DERIVED = ("list", "view")
"""Slots of a section's page that the template fills from the outline: left out where there is no room."""
MIXED = 24.0
"""The most that text beside a drawing is set in, on the house's page: templates like 32."""
HEADED = ("view", "comparison")


def attempts(theme: Theme, markup: Markup, layout: Layout) -> Iterator[Layout]:
    """The layouts to try for a page, in order: the role's own first, but columns go where there are two places for them."""
    found: list[Layout] = []
    contents = [content for each in markup.slots.values() for content in each]
    pair = theme.layouts["two-columns"]
    sides = [content for content in contents if isinstance(content, Columns)]
    two = len(sides) == 1 and len(sides[0].columns) == 2
    if two and "left" in pair.slots and layout.role in (*HEADED, "text", "two-columns"):
        found.append(replace(pair, role="view" if layout.role in HEADED else "two-columns"))
    found.append(layout)
    if any(not is_textual(content) for content in contents):
        found.append(theme.layouts["figure"])
    found.append(theme.layouts["text"])
    seen: list[tuple[str, tuple[str, ...]]] = []
    for each in found:
        key = each.part, tuple(each.slots)
        if key not in seen:
            seen.append(key)
            yield each


def fill(sheet: Sheet, flows: bool = False) -> None:
    """The contents of every slot onto the page, and where they come from.

    Where it `flows`, the body goes on over further pages.
    """
    if sheet.layout.role == "title" and "subtitle" in sheet.slots:
        _cover(sheet)
    elif sheet.markup.role == "section" and sheet.layout.role == "section":
        _section(sheet)
    else:
        _page(sheet, flows)


def gathered(sheet: Sheet) -> list[Content]:
    """What the page holds, in the order in which the template says it."""
    found: list[Content] = []
    for name, contents in sheet.markup.slots.items():
        if name in FALLEN:
            continue
        if name == "view" and sheet.markup.role == "section":
            contents = _of_section(sheet)
        found += contents
    if sheet.markup.role == "title" and "subtitle" not in sheet.markup.slots and sheet.entry.slide.subtitle is not None:
        found.insert(0, Prose((Paragraph(sheet.pen.runs(sheet.entry.slide.subtitle), marker=""),)))
    return found


def _of_section(sheet: Sheet) -> tuple[Content, ...]:
    """观点 1   the view's sentence, or the short names of several."""
    views = sheet.entry.views
    said = [run for each in paragraphs(sheet.contents("view"), sheet.pen) for run in each.runs]
    if not views or not said or len(views) > furniture.NAMED:
        return ()
    lead = (replace(run, bold=True) for run in furniture.view_runs(sheet, views))
    return (Prose((Paragraph((*lead, Run("   "), *(replace(run, brush=False) for run in said)), marker=""),)),)


# ---- the three kinds of page -----------------------------------------------------------------------------------------


def _cover(sheet: Sheet) -> None:
    """Subtitle, the views by their short names, the author's kicker and source: in the one placeholder that covers have."""
    slot, pen = sheet.slots["subtitle"], sheet.pen
    texts: list[Paragraph] = []
    views: list[Paragraph] = []
    for content in gathered(sheet):
        if isinstance(content, Views):
            runs: list[Run] = []
            for number, view in enumerate(sheet.outline.views, 1):
                runs += [Run(f"{'　' if runs else ''}{number} "), *pen.runs(content.lines.get(view.id, view.short))]
            views = [Paragraph(tuple(runs), marker="", style=_small(slot.levels[0], pen.style("cell").size))]
        elif is_textual(content):
            texts += [replace(each, level=0) for each in unmarked([content], pen)]
        else:
            pen.complain(f"the cover layout '{sheet.layout.shown}' has no place for a drawing", (), "put it on a page of its own")
    kicker = sheet.entry.slide.kicker if "footer" not in sheet.slots else None
    small = [_note(sheet, slot, pen.runs(words)) for words in (kicker, furniture.sources(sheet)) if words]
    options = [[*texts, *views, *small], [*texts, *small]] if views else [[*texts, *small]]
    sheet.put("subtitle", _first_that_fits(sheet, slot, options), hint="shorten the subtitle or the source")


def _section(sheet: Sheet) -> None:
    """Its sections and its view, as far as the layout has room; the author's own contents always."""
    slot, pen = sheet.slots.get("body"), sheet.pen
    own = [content for name, contents in sheet.markup.slots.items() if name not in (*FALLEN, *DERIVED) for content in contents]
    if slot is None or any(not is_textual(content) for content in own):
        if own:
            pen.complain(f"the section layout '{sheet.layout.shown}' has no place for contents", (),
                         "give them a slide of their own")
        return
    found = [replace(each, level=0) for each in unmarked(own, pen)]
    listed = [replace(each, level=0, marker="") for each in paragraphs(sheet.contents("list"), pen)]
    view = list(paragraphs(_of_section(sheet), pen)) if "view" in sheet.markup.slots else []
    source = _source(sheet, slot)
    options = [[*listed, *view, *found, *source], [*listed, *found, *source], [*view, *found, *source], [*found, *source]]
    sheet.put("body", _first_that_fits(sheet, slot, options))


def _page(sheet: Sheet, flows: bool) -> None:
    """Text into the body, columns into their places, drawings where the body is."""
    contents, pen, slots = gathered(sheet), sheet.pen, sheet.slots
    body = slots.get("body")
    if sheet.layout.role == "references" and "left" in slots:
        _references(sheet, contents)
        return
    if "left" in slots and "right" in slots:
        _sides(sheet, contents, [slots["left"], slots["right"]])
        return
    if body is None:
        if contents:
            pen.complain(f"the layout '{sheet.layout.shown}' has no body", (), "use a template of slides that has one")
        return
    if body.levels and "figure" not in slots and all(is_textual(content) for content in contents):
        found, shifted = numbered(unmarked(contents, pen) if body.levels[0].marker else paragraphs(contents, pen), body.levels)
        found = [*found, *_source(sheet, body)]
        if flows:
            stack(sheet, [Prose(tuple(found))], body.box, "body", shifted, flows=True)
        else:
            sheet.put("body", found, levels=shifted)
        return
    room, figure = body.box, slots.get("figure")
    if figure is not None:
        text = [content for content in contents if is_textual(content)]
        drawn = [content for content in contents if not is_textual(content)]
        whole = _foot(sheet, Box(room.x, room.y, figure.box.right - room.x, room.height))
        if text and drawn:
            found, shifted = numbered(unmarked(text, pen), body.levels)
            place = Box(room.x, room.y, room.width, whole.height)
            sheet.put("body", found, levels=shifted or _quiet(body), box=None if place == room else place)
            stack(sheet, drawn, Box(figure.box.x, whole.y, figure.box.width, whole.height))
            return
        room = whole
    else:
        room = _foot(sheet, room)
    if body.levels:
        contents = [Prose(tuple(unmarked([content], pen))) if is_textual(content) else content for content in contents]
        stack(sheet, contents, room, "body", _quiet(body), flows)
    else:
        stack(sheet, contents, room, flows=flows)


def _sides(sheet: Sheet, contents: Sequence[Content], places: Sequence[Slot]) -> None:
    """Columns in the two places; what else there is below them."""
    pen = sheet.pen
    found = next((content for content in contents if isinstance(content, Columns) and len(content.columns) == 2), None)
    left, right = places[0].box, places[1].box
    top = max(left.y, right.y)
    area = _foot(sheet, Box(left.x, top, right.right - left.x, min(left.bottom, right.bottom) - top))
    rest = [content for content in contents if content is not found]
    if found is None:
        stack(sheet, rest, area)
        return
    if rest:
        text = paragraphs(rest, pen) if all(is_textual(each) for each in rest) else ()
        below = panel_height(sheet, text, area.width) if text else area.height / 2
        lower = Box(area.x, area.bottom - below, area.width, below)
        area = Box(area.x, area.y, area.width, area.height - below - GAP)
        if text:
            panel(sheet, text, lower)
        else:
            stack(sheet, rest, lower)
    columns(sheet, found.columns, area)


def _references(sheet: Sheet, contents: Sequence[Content]) -> None:
    """Numbered entries in two columns, above what is said of them."""
    left, right = sheet.slots["left"].box, sheet.slots["right"].box
    area = _foot(sheet, Box(left.x, left.y, right.right - left.x, left.height))
    inner = replace(sheet, layout=replace(sheet.layout, slots={
        **sheet.slots, "left": replace(sheet.slots["left"], box=Box(left.x, left.y, left.width, area.height)),
        "right": replace(sheet.slots["right"], box=Box(right.x, right.y, right.width, area.height))}))
    rest = references(inner, contents)
    if rest:
        stack(sheet, rest, area)


# ---- text ------------------------------------------------------------------------------------------------------------


def _quiet(body: Slot) -> tuple[Style, ...]:
    """The body's levels beside a drawing: no larger than the house would set them."""
    by = min(1.0, MIXED / body.levels[0].size)
    if by == 1.0:
        return body.levels
    return tuple(style.at(max(style.size * by, min(style.floor, style.size))) for style in body.levels)


def _small(like: Style, size: float) -> Style:
    """A paragraph's own style: as its level, at this size or the level's, if that is less, without bullet and indent."""
    own = like.at(min(size, like.size))
    return replace(own, indent=0.0, hang=0.0, marker="", share=0.0, after=0.0, floor=min(like.floor, own.size))


def _note(sheet: Sheet, slot: Slot, runs: Runs) -> Paragraph:
    """A small line at the end of a text: where it comes from."""
    house = sheet.pen.style("source")
    style = replace(_small(slot.levels[0], house.size), colour="dk2", bold=False, floor=house.floor,
                    before=slot.levels[0].before / 2)
    return Paragraph(runs, style=style, marker="")


def _source(sheet: Sheet, slot: Slot) -> list[Paragraph]:
    runs = furniture.sources(sheet)
    return [_note(sheet, slot, runs)] if runs else []


def _foot(sheet: Sheet, area: Box) -> Box:
    """The source along the foot of a drawing's rectangle; what is left of that above it."""
    runs, pen = furniture.sources(sheet), sheet.pen
    if not runs:
        return area
    style = pen.style("source")
    found = [Paragraph(runs)]
    high = height(found, [style], area.width, pen.face)
    sheet.frame(found, [style], Box(area.x, area.bottom - high, area.width, high))
    return Box(area.x, area.y, area.width, area.height - high - style.pitch / 2)


def _first_that_fits(sheet: Sheet, slot: Slot, options: Sequence[Sequence[Paragraph]]) -> Sequence[Paragraph]:
    """The first text that its slot takes at some size; else the last, whose fault is then reported."""
    for each in options[:-1]:
        if not each or not isinstance(fit(each, slot.levels, slot.box.width, slot.box.height, sheet.pen.face), Overflow):
            return each
    return options[-1]


# ---- the footer line -------------------------------------------------------------------------------------------------


def footer(sheet: Sheet) -> None:
    """View, how far it is argued, and section, on the line of the footer; the talk's title where there is none of these.

    Where the line is too short for all, the view goes first, then the section's number: its title is what coverage looks for.
    """
    slot = sheet.slots.get("footer")
    if slot is None:
        return
    pen, entry = sheet.pen, sheet.entry
    if entry.slide.kicker is not None:
        options = [pen.runs(entry.slide.kicker), pen.runs(sheet.outline.talk.title)]
    else:
        section = furniture.section_runs(sheet, entry.section) if entry.section is not None else ()
        views = furniture.marked(sheet)
        lead = furniture.lead(sheet)
        word = tuple(Run(f" {text}") for text in dict.fromkeys(pen.word(view.argued).text for view in views)) if views else ()
        gap = (Run("   "),) if section and (lead or word) else ()
        options = [(*lead, *word, *gap, *section), section]
        if entry.section is not None and entry.section.title is not None:
            options.append(pen.runs(entry.section.title))
        options.append(pen.runs(sheet.outline.talk.title))
    options = [runs for runs in options if runs]
    plain = [[Paragraph(tuple(replace(run, bold=False, brush=False, colour=None) for run in runs))] for runs in options]
    chosen = next((each for each in plain
                   if not isinstance(fit(each, slot.levels, slot.box.width, slot.box.height, pen.face), Overflow)), None)
    if chosen is not None:
        sheet.put("footer", chosen)
