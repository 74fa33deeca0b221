"""What the theme adds to a page: ruler, kicker, coverage mark, numeral, source line, footer.

The kicker names the page's views and its section, number and title last, as coverage looks for it when the file is read
back. The mark stands wherever a view's own sentence is the title, and wherever a view is not argued in full.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from deckgen.layout.marks import GAP, WIDTH, mark
from deckgen.layout.pen import Pen
from deckgen.layout.prose import paragraphs
from deckgen.layout.sheet import Sheet
from deckgen.markup import Content
from deckgen.outline.blocks import Columns, Image, Views
from deckgen.outline.model import Outline, Section, View
from deckgen.scene import Box, Chart, Connector, Credit, Formula, Group, Line, Picture, Segment, Shape, Table, Text
from deckgen.source.words import Words
from deckgen.text.fit import Overflow, balance, fit
from deckgen.text.inline import read_text
from deckgen.text.paragraph import Paragraph, Run, Runs, Style, plain
from deckgen.text.wrap import natural_width, wrap
from deckgen.theme.ruler import LEFT, RIGHT, TOP, State, segments, strokes

RED = "accent1"
CURRENT = 3.0
"""How thick the ruler is where the page stands."""
NAMED = 3
"""A page that serves more views than this belongs to none of them."""
SLACK = 0.5
"""What measuring adds to a line, in em."""
BEARINGS = {"0": 0.04, "1": 0.063, "2": 0.035, "3": 0.023, "4": 0.015, "5": 0.031, "6": 0.037, "7": 0.043, "8": 0.032, "9": 0.035}
"""The white left of a bold figure, in em: a big numeral is moved by it, so that its ink stands on the margin."""
SECTION_STATES: dict[str, State] = {"full": "full", "cut": "cut", "missing": "announced"}


def deck_ruler(outline: Outline) -> tuple[Segment, ...]:
    """One segment for each view when there are two to eight, else for each top-level section; more make one line."""
    if 2 <= len(outline.views) <= 8:
        return tuple(Segment(view.argued) for view in outline.views)
    if 2 <= len(outline.sections) <= 8:
        return tuple(Segment(SECTION_STATES[section.state]) for section in outline.sections)
    return ()


def own_segments(sheet: Sheet) -> tuple[int, ...]:
    """The ruler's segments that a page belongs to: all in a closing list, none in another list of all views."""
    outline, entry = sheet.outline, sheet.entry
    if not sheet.layout.ruler:
        return ()
    if 2 <= len(outline.views) <= 8:
        if lists_views(sheet):
            return tuple(range(len(outline.views))) if sheet.layout.role == "closing" else ()
        return tuple(sorted(sheet.number(view) - 1 for view in entry.views))
    if 2 <= len(outline.sections) <= 8 and entry.top is not None:
        return (outline.sections.index(entry.top),)
    return ()


def ruler(sheet: Sheet, parts: tuple[Segment, ...]) -> None:
    """The page's own segments, thick, over the grey ones of the master; without segments the part that is behind us."""
    colour = "lt1" if sheet.layout.dark else "dk1"
    if parts:
        places = segments(len(parts))
        for number in own_segments(sheet):
            x, width = places[number]
            sheet.add(*_named(strokes(x, width, parts[number].state, CURRENT, TOP, colour), sheet))
    elif sheet.layout.ruler and sheet.entry.top is not None and len(sheet.outline.sections) > 8:
        behind = (sheet.outline.sections.index(sheet.entry.top) + 1) / len(sheet.outline.sections)
        sheet.add(Line(LEFT, TOP, LEFT + (RIGHT - LEFT) * behind, TOP, colour, CURRENT, name=f"{sheet.pen.prefix}.ruler"))


def _named(lines: tuple[Line, ...], sheet: Sheet) -> tuple[Line, ...]:
    return tuple(replace(line, name=f"{sheet.pen.prefix}.ruler") for line in lines)


def lists_views(sheet: Sheet) -> bool:
    """Whether the page lists the views with marks of their own."""
    return any(isinstance(content, Views) for contents in sheet.markup.slots.values() for content in contents)


def title(sheet: Sheet) -> None:
    """The title, in two lines at most, broken where sense breaks."""
    runs = sheet.markup.title
    if not runs or "title" not in sheet.slots:
        return
    if sheet.page > 1 and _titled(sheet, (*runs, continued(sheet))):
        sheet.marked = True
    elif not _titled(sheet, runs):
        slot = sheet.slots["title"]
        if sheet.page == 1:
            *_, style = slot.levels[0].smaller()
            lines = len(wrap(runs, style, slot.box.width, sheet.pen.face))
            said = f"the title needs more than two lines: {lines} at the smallest size"
            if slot.box.height + 0.5 < 2 * style.pitch:
                said = f"the title needs {lines} lines at the smallest size, and its place holds one"
            sheet.pen.complain(said, runs, "say it in fewer words", "long-title")
        sheet.add(Text(slot.frame, (Paragraph(runs),), "title", (), slot.moved))
    sheet.filled.add("title")


def _titled(sheet: Sheet, runs: Runs) -> bool:
    """Set the title at the largest size at which it fits; False where none does."""
    slot = sheet.slots["title"]
    for style in slot.levels[0].smaller():
        found = _balanced(sheet, runs, style)
        if found is not None:
            sizes = () if style.size == slot.levels[0].size and not slot.unsaid else (style,)
            sheet.add(Text(slot.frame, (found,), "title", sizes, slot.moved or slot.unseen))
            return True
    return False


def continued(sheet: Sheet) -> Run:
    """What marks a further page of a slide, right after its title; a word in Latin letters stands apart from it."""
    word = sheet.pen.word("continued").text
    return Run(f"\N{NO-BREAK SPACE}{word}" if word.isascii() else word)


def _balanced(sheet: Sheet, runs: Runs, style: Style) -> Paragraph | None:
    """The title in a style, or None where it does not fit."""
    box = sheet.slots["title"].box
    broken = balance(runs, style, box.width, sheet.pen.face)
    if broken is None:
        return None
    text = plain(broken)
    ends = (*(place + 1 for place, char in enumerate(text) if char == "\n"), len(text))
    return Paragraph(broken, breaks=ends) if len(ends) * style.pitch <= box.height + 0.5 else None


def kicker(sheet: Sheet) -> None:
    """One small line above the title: the view in bold, then number and title of the section."""
    if "kicker" not in sheet.slots:
        return
    own = sheet.entry.slide.kicker
    runs = _led(sheet, sheet.pen.runs(own)) if own is not None else _kicker(sheet)
    if sheet.page > 1 and not sheet.marked:  # the title has no room for the mark, or there is none
        runs = (*runs, continued(sheet))
    if runs:
        sheet.put("kicker", [Paragraph(runs)], hint="give the slide a shorter `kicker:`")


def _led(sheet: Sheet, runs: Runs) -> Runs:
    """The author's own kicker: what stands before three spaces, or all of it, leads in bold."""
    if sheet.layout.role == "title" or not runs:
        return runs
    first, *others = runs
    lead, gap, rest = first.text.partition("   ")
    tail = (replace(first, text=gap + rest), *others) if gap else others
    return replace(first, text=lead, bold=True, colour="dk1"), *tail


def lead(sheet: Sheet) -> Runs:
    """What a kicker begins with: the views that the page serves, or what kind of page it is."""
    entry, pen = sheet.entry, sheet.pen
    if sheet.markup.role == "discussion":
        return (pen.word("discussion"),)
    if lists_views(sheet):
        return (pen.word("overview"),)
    if 0 < len(entry.views) <= NAMED:
        return view_runs(sheet, entry.views)
    return (pen.word("backup"),) if entry.part == "backup" else ()


def _kicker(sheet: Sheet) -> Runs:
    entry = sheet.entry
    if sheet.layout.role == "title":
        return ()
    bold = tuple(replace(run, bold=True, colour="dk1") for run in lead(sheet))
    section = section_runs(sheet, entry.section) if entry.section is not None else ()
    return (*bold, *((Run("   "),) if bold and section else ()), *section)


def view_runs(sheet: Sheet, views: Sequence[View]) -> Runs:
    """观点 5、6: views by their numbers."""
    return sheet.pen.word("view"), Run(" " + sheet.pen.word("comma").text.join(str(sheet.number(view)) for view in views))


def section_runs(sheet: Sheet, section: Section, sign: str = "§") -> Runs:
    """Number and title of a section as they stand in a kicker; a lost title is said to be lost."""
    pen = sheet.pen
    name = pen.runs(section.title) if section.title is not None else (pen.word("missing"),)
    if section.number is None:
        return name
    return (*((Run(sign),) if sign else ()), *pen.runs(section.number), Run("  "), *name)


def coverage(sheet: Sheet) -> None:
    """The status word at the right of the kicker line, and the mark left of it; another state stands before it."""
    slot = sheet.slots.get("mark")
    views = marked(sheet)
    if slot is None or not views:
        return
    pen, style = sheet.pen, slot.levels[0]
    states = list(dict.fromkeys(view.argued for view in views))
    right = slot.box.right
    for state in reversed(states):
        word = pen.word(state)
        width = natural_width((word,), style, pen.face)
        if state == states[-1]:
            sheet.put("mark", [Paragraph((word,))])
        else:
            sheet.add(pen.text(Box(right - width, slot.box.y, width, style.pitch), (word, style), name=f"{pen.prefix}.mark"))
        x = right - width + SLACK * style.size - GAP - WIDTH
        sheet.add(mark(pen, x, slot.box.y + style.pitch / 2, state))
        right = x - 2 * GAP


def marked(sheet: Sheet) -> list[View]:
    """The views whose marks a page shows: that of its title, else those that are not argued in full."""
    if lists_views(sheet) or len(sheet.entry.views) > NAMED:
        return []
    keys = {run.key for run in sheet.markup.title}
    own = [view for view in sheet.outline.views if view.says.key in keys]
    return own or [view for view in sheet.entry.views if view.argued != "full"]


def numeral(sheet: Sheet) -> None:
    """The big number of a view or a section, or 问. It is red only where nothing else on the page is."""
    slot = sheet.slots.get("numeral")
    if slot is None:
        return
    pen, entry = sheet.pen, sheet.entry
    text = next((run for each in paragraphs(sheet.contents("numeral"), pen) for run in each.runs), None)
    if text is not None:
        pass
    elif sheet.layout.role == "discussion":
        text = pen.word("ask")
    elif sheet.layout.role == "section":
        section = entry.section or entry.top
        if section is not None and section.number is not None:
            text = pen.runs(section.number)[0]
    else:
        keys = {run.key for run in sheet.markup.title}
        views = [view for view in sheet.outline.views if view.says.key in keys] or list(entry.views)
        if views:
            text = Run(str(sheet.number(views[0])))
    if text is None:
        return
    if any(is_red(shape) for shape in sheet.shapes):
        text = replace(text, colour="lt1" if sheet.layout.dark else "dk1")
    style = slot.levels[0]
    width = pen.width(text, style) - SLACK * style.size
    sizes = () if width <= slot.box.width else (style.at(int(style.size * slot.box.width / width)),)
    aside = BEARINGS.get(text.text[:1]) if sheet.layout.role in ("section", "view", "view-three") else None
    box = slot.box if aside is None else replace(slot.box, x=round(LEFT - aside * (*sizes, style)[0].size, 1))
    shape = Text(box, (Paragraph((text,)),), "numeral", sizes, box != slot.box)
    sheet.shapes.insert(1 if "title" in sheet.filled else 0, shape)
    sheet.filled.add("numeral")


def is_red(shape: Shape) -> bool:
    """Whether the brush, or a figure's red, is on a shape."""
    match shape:
        case Text():
            return shape.fill == RED or (shape.stroke is not None and shape.stroke.colour == RED) or _brushed(shape.paragraphs)
        case Line() | Connector() | Formula():
            return shape.colour == RED
        case Group():
            return any(is_red(each) for each in shape.shapes)
        case Table():
            return any(_brushed(cell.paragraphs) or any(edge is not None and edge.colour == RED for edge in (cell.top, cell.left))
                       for row in shape.rows for cell in row)
        case Chart():
            return any(series.colour == RED or RED in series.colours for series in shape.series)
        case Picture():
            return False


def _brushed(paragraphs: tuple[Paragraph, ...]) -> bool:
    return any(run.brush or run.colour == RED or (each.style is not None and each.style.colour == RED and run.colour is None)
               for each in paragraphs for run in each.runs)


def source(sheet: Sheet) -> None:
    """Where the page's words come from, on one line at the foot, with whose slide it is where that fits there too."""
    if "source" not in sheet.slots:
        return
    runs, borrowed = sources(sheet), credit(sheet)
    if borrowed is not None and borrowed.text and sheet.pen.theme.credit:
        more = (*runs, *((Run("   "),) if runs else ()), Run(borrowed.text))
        slot = sheet.slots["source"]
        if not isinstance(fit([Paragraph(more)], slot.levels, slot.box.width, slot.box.height, sheet.pen.face), Overflow):
            runs = more
    if runs:
        sheet.put("source", [Paragraph(runs)], hint="the source line holds one line: move the rest to the notes")


def sources(sheet: Sheet) -> Runs:
    """Where the page's words come from, and whose its pictures are."""
    said = [words for words in (sheet.entry.slide.source, *_credits(sheet.markup.slots.values())) if words is not None]
    found: list[Run] = []
    for words in dict.fromkeys(said):
        found += [*([Run("   ")] if found else []), *sheet.pen.runs(words)]
    return tuple(found)


def credit(sheet: Sheet) -> Credit | None:
    """Whose the slide is, where it was borrowed."""
    return credit_of(sheet.outline, sheet.entry.slide.id, sheet.pen)


def credit_of(outline: Outline, slide: str, pen: Pen) -> Credit | None:
    """Whose a slide is, where it was borrowed. What one's own talks lend each other is not shown."""
    from_ = outline.borrowed.get(slide)
    if from_ is None:
        return None
    ours = outline.talk.author
    said = from_.credit or " · ".join(filter(None, (from_.author, from_.talk, from_.licence, from_.date)))
    shown = from_.credit is not None or not (ours and ours == from_.author)
    word = pen.word("borrowed").text if pen.theme.has_word("borrowed") else ""
    text = f"{word} {plain(read_text(str(said), '', True))}".strip() if shown else ""
    return Credit(from_.public, text, from_.talk, from_.author, from_.licence, from_.date, from_.digest)


def _credits(places: Iterable[Iterable[Content]]) -> Iterator[Words]:
    """The credits of pictures, those in columns too."""
    for contents in places:
        for content in contents:
            if isinstance(content, Image) and content.credit is not None:
                yield content.credit
            elif isinstance(content, Columns):
                yield from _credits(column.body for column in content.columns)


def footer(sheet: Sheet) -> None:
    """The talk's title at the foot of every page."""
    if "footer" in sheet.slots:
        sheet.put("footer", [Paragraph(sheet.pen.runs(sheet.outline.talk.title))], hint="give the talk a shorter title")


def title_text(sheet: Sheet) -> str:
    """The title as one line of text."""
    return " ".join(plain((*sheet.markup.title, continued(sheet)) if sheet.marked else sheet.markup.title).split())
