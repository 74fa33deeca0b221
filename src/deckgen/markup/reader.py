"""Elements into contents: which slot they go to, how the words inside are read, and what stands in the wrong place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from deckgen.markup.contents import Content, Grid, Markup, Prose, Quotation
from deckgen.markup.marks import settle, split
from deckgen.markup.text import Text
from deckgen.markup.tree import Element, Tree
from deckgen.markup.vocabulary import COLUMNS, LEVELS, ROLES
from deckgen.outline.blocks import Block
from deckgen.outline.model import Outline
from deckgen.outline.program import Entry
from deckgen.problem import DeckgenError, did_you_mean, so_many
from deckgen.source.words import Words
from deckgen.text.inline import read_notes
from deckgen.text.paragraph import Paragraph, Run, Runs, lines


def read_markup(text: str, outline: Outline, template: str, entry: Entry | None = None) -> Markup:
    """What a template printed, as contents of slots. Raises DeckgenError with every fault, at the template's lines."""
    tree = Tree(text, template, entry.slide.id if entry else "")
    reader = Reader(tree, outline)
    markup = reader.slide(tree.root, entry)
    if reader.problems:
        raise DeckgenError(dict.fromkeys(reader.problems))
    return markup


class Reader(Text):
    """Reads one slide into its slots."""

    def __init__(self, tree: Tree, outline: Outline) -> None:
        super().__init__(tree, outline)
        self.slots: dict[str, list[Content]] = {}
        self.columns = 0

    # ---- the slide and its slots -------------------------------------------------------------------------------------

    def slide(self, root: Element, entry: Entry | None) -> Markup:
        top = root.children[0]
        assert isinstance(top, Element)  # well-formed XML has exactly one element on its first level
        title: Runs | None = None
        notes: tuple[Paragraph, ...] = ()
        if top.tag != "slide":
            self.wrong(f"the template prints <{top.tag}> where <slide> belongs", top,
                       'put <slide role="text"> around it', "no-slide")
            return Markup("", (), {})
        role = self.attributes(top, ()).get("role", "")
        if role not in ROLES:
            said = f"there is no role '{role}'" if role else "<slide> names no role"
            self.wrong(said, top, f"{did_you_mean(role, ROLES)}roles: {', '.join(ROLES)}", "unknown-role", role)
        for child in self.elements(top):
            if isinstance(child, Element) and child.tag == "h1":
                slot = self.attributes(child, ("slot",)).get("slot") or "title"
                if title is not None or slot != "title":
                    self.wrong("a slide has one <h1>, its title" if slot == "title" else "<h1> goes to the slot 'title'", child)
                title = self.text(child)
            elif isinstance(child, Element) and child.tag == "aside":
                given = self.attributes(child, ())
                if given.get("class") != "notes" and not set(given) - {"class"}:
                    self.wrong("<aside> holds nothing but notes", child, 'write <aside class="notes">')
                notes += self.notes(child)
            elif isinstance(child, Element) and child.tag == "columns":
                self.attributes(child, ())
                for column in self.elements(child):
                    if isinstance(column, Element) and column.tag == "column":
                        self.column(column)
                    else:
                        self.misplaced(column, child)
            elif isinstance(child, Element) and child.tag == "column":
                self.column(child)
            else:
                slot = self.attributes(child, ("slot",)).get("slot", "") if isinstance(child, Element) else ""
                self.content(child, slot or "body", top)
        if not title and entry is not None and entry.title and not self.problems:
            self.wrong("the template prints no title", top, "print it: <h1>{{ slide.title }}</h1>", "no-title")
        slots = {name: tuple(contents) for name, contents in self.slots.items()}
        return Markup(role, title or (), slots, notes, self.left_out(entry))

    def column(self, element: Element) -> None:
        slot = self.attributes(element, ("slot",)).get("slot")
        if not slot:
            if self.columns == len(COLUMNS):
                self.wrong("a slide has at most three columns", element, "put the rest on another slide, or use a table")
                return
            slot = COLUMNS[self.columns]
            self.columns += 1
        for child in self.elements(element):
            if isinstance(child, Element):
                self.attributes(child, ())
            self.content(child, slot, element)

    def content(self, child: Element | Block, slot: str, parent: Element) -> None:
        """One child of a slide or a column, into its slot."""
        contents = self.slots.setdefault(slot, [])
        if not isinstance(child, Element):
            contents.append(child)
            return
        match child.tag:
            case "p" | "pre" | "ul" | "ol":
                paragraphs = tuple(self.prose(child))
                if contents and isinstance(contents[-1], Prose):
                    contents[-1] = Prose(contents[-1].paragraphs + paragraphs)
                elif paragraphs:
                    contents.append(Prose(paragraphs))
            case "blockquote":
                contents.append(self.quotation(child))
            case "table":
                contents.append(self.grid(child))
            case _:
                self.misplaced(child, parent)
        if not contents:
            del self.slots[slot]

    def left_out(self, entry: Entry | None) -> tuple[str, ...]:
        """The slide's own words and blocks that were not printed."""
        if entry is None:
            return ()
        slide = entry.slide
        words = (entry.title, slide.subtitle, slide.notes, *slide.data.values())
        keys = [each.key for each in words if isinstance(each, Words)] + [block.key for block in slide.body]
        return tuple(key for key in keys if key not in self.used and not any(each.startswith(f"{key}/") for each in self.used))

    # ---- paragraphs, lists, quotes, tables ---------------------------------------------------------------------------

    def prose(self, element: Element, level: int = 0) -> Iterator[Paragraph]:
        """The paragraphs of a `p`, `pre`, `ul` or `ol`; empty ones are left out."""
        if element.tag == "p":
            if runs := self.text(element):
                yield Paragraph(runs, marker="")
            return
        if element.tag == "pre":
            if runs := self.typed(element):
                yield Paragraph(runs, marker="")
            return
        if level == LEVELS:
            self.wrong("a list has at most three levels", element, "move the inner points up")
            return
        for item in self.elements(element):
            if not isinstance(item, Element) or item.tag != "li":
                self.misplaced(item, element)
                continue
            self.attributes(item, ())
            lists = [each for each in item.children if isinstance(each, Element) and each.tag in ("ul", "ol")]
            if runs := self.text(item, [each for each in item.children if each not in lists] if lists else None):
                yield Paragraph(runs, level, marker="1." if element.tag == "ol" else None)
            for each in lists:
                self.attributes(each, ())
                yield from self.prose(each, level + 1)

    def quotation(self, element: Element) -> Quotation:
        paragraphs = [each for each in element.children if isinstance(each, Element) and each.tag == "p"]
        if paragraphs:
            runs: list[Run] = []
            for child in self.elements(element):
                if isinstance(child, Element) and child.tag == "p":
                    self.attributes(child, ())
                    runs += [*([Run("\n")] if runs else []), *self.text(child)]
                else:
                    self.misplaced(child, element)
        else:
            runs = list(self.text(element))
        return Quotation(tuple(lines(tuple(runs))), self.stretch(element.attributes.get("cite", ""), None, element))

    def grid(self, element: Element) -> Grid:
        header: tuple[Runs, ...] = ()
        rows: list[tuple[Runs, ...]] = []
        for row in self.elements(element):
            if not isinstance(row, Element) or row.tag != "tr":
                self.misplaced(row, element)
                continue
            self.attributes(row, ())
            cells: list[Runs] = []
            tags = set()
            for cell in self.elements(row):
                if isinstance(cell, Element) and cell.tag in ("th", "td"):
                    self.attributes(cell, ())
                    tags.add(cell.tag)
                    runs = self.text(cell)
                    cells.append(runs)
                else:
                    self.misplaced(cell, row)
            if tags == {"th"} and not header and not rows:
                header = tuple(cells)
            elif cells:
                rows.append(tuple(cells))
        width = len(header or (rows[0] if rows else ()))
        odd = next((len(row) for row in rows if len(row) != width), None)
        if odd is not None:
            self.wrong(f"a row of this table has {so_many(odd, 'cell')}, {width} expected", element,
                       "print as many cells in each row")
        return Grid(header, tuple(rows))

    def notes(self, element: Element) -> tuple[Paragraph, ...]:
        """The paragraphs of the notes: words are read with their paragraphs and lists, `p`, `ul` and `ol` as elsewhere."""
        paragraphs: list[Paragraph] = []
        for child in element.children:
            if isinstance(child, Element):
                if child.tag in ("p", "ul", "ol"):
                    self.attributes(child, ())
                    paragraphs += self.prose(child)
                else:
                    self.misplaced(child, element)
                continue
            lead: list[Run] = []
            for piece in split(self.unbroken(child, element)):
                if isinstance(piece, str):
                    lead += self.stretch(piece, None, element)
                elif (words := self.words(*piece, element)) is not None:
                    read = read_notes(words)
                    before = settle([*lead, *read[0].runs]) if read else ()
                    paragraphs += [replace(read[0], runs=before), *read[1:]] if read else []
                    lead = []
            if rest := settle(lead):
                paragraphs.append(Paragraph(rest, marker=""))
        return tuple(paragraphs)
