"""Reading theme.yaml: tokens in a few short words, such as `body: 24/36 floor 20 before 18` or `at: 48 160 864 312`.

The file is read as outlines are: every scalar is text, and a fault of YAML is told with its cause. A fault of the theme names
its path (`layouts/text/slots/body`), whose place is looked up only then. All faults are gathered first.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar, get_args

from deckgen.problem import DeckgenError, Problem, so_many
from deckgen.scene import Box, Line
from deckgen.source.node import Mapping as Keys
from deckgen.source.node import Node, Scalar
from deckgen.source.read import compose, read_source
from deckgen.source.span import Span
from deckgen.text.paragraph import Colour, Style
from deckgen.theme.model import Anchor, Kind, Layout, Slot, Theme

COLOURS = ("dk1", "lt1", "dk2", "lt2", "accent1", "accent2", "accent3", "accent4", "accent5", "accent6", "hlink", "folHlink")
KINDS: Mapping[str, Kind] = {"title": "title", "footer": "footer", "number": "number", "date": "date"}
NOTES: Mapping[str, tuple[Kind, int]] = {
    "header": ("header", 0), "minutes": ("date", 1), "image": ("image", 2),
    "body": ("body", 3), "footer": ("footer", 4), "number": ("number", 5),
}
"""The six places of a notes page, with the numbers that PowerPoint gives them; minutes stand where it has the date."""
TOP = ("name", "like", "page", "colours", "paint", "fonts", "styles", "indexes", "furniture", "layouts", "notes", "words",
       "transition", "credit")
TYPES = ("", "title", "secHead", "obj", "tx", "titleOnly", "twoObj", "twoTxTwoObj", "blank", "objTx", "picTx", "chart", "tbl")
"""Those of PowerPoint's layout types that a theme may name (ST_SlideLayoutType, ISO/IEC 29500-1, 19.7.15)."""
NEEDED = {"title": "title", "text": "title body"}
_COLOUR = re.compile(r"(dk1|lt1|dk2|lt2|accent[1-6])(/\d+(\+\d+)?)?$")
_HEX = re.compile(r"[0-9A-Fa-f]{6}$")

T = TypeVar("T")
Tree = Mapping[str, Any]


def read_theme(path: Path, folders: Sequence[Path] = ()) -> Theme:
    """The theme in a theme.yaml; one that is `like` another says only what is different, and `folders` is where that is found.

    Raises `Unusable` where the file can't be read, DeckgenError with all its faults.
    """
    root = compose(read_source(path))
    tree = plain(root)
    reader = _Reader()
    theme = reader.theme(_whole(tree, path, folders, place(root, "like")) if "like" in tree else tree, path.parent.name)
    if reader.faults:
        raise DeckgenError(Problem(f"{path}: {message}" if path else message, place(root, path), hint, "theme")
                           for path, message, hint in reader.faults)
    return theme


def _whole(tree: dict[str, Any], path: Path, folders: Sequence[Path], asked: Span) -> Any:
    """A theme laid over the one that it is like, which may be like a further one.

    A theme of a talk may bear the name of the one built in and be like it.
    """
    below, seen = tree, [path]
    while "like" in below:
        name = str(below["like"])
        files = [folder / "themes" / name / "theme.yaml" for folder in folders]
        found = next((each for each in files if each.is_file() and each not in seen), None)
        if found is None:
            raise DeckgenError([Problem(f"{path}: there is no theme '{name}' to be like", asked,
                                        "name one of the talk's own, or one that is built in: default", "theme")])
        seen.append(found)
        below = plain(compose(read_source(found)))
        tree = over(below, tree)
    return tree


def over(below: Any, above: Any) -> Any:
    """Two trees, one above the other: mappings are joined, all else is what stands above."""
    if not (isinstance(below, dict) and isinstance(above, dict)):
        return above
    return below | {name: over(below[name], each) if name in below else each for name, each in above.items()}


def plain(node: Node) -> Any:
    """Text, lists and mappings alone, without their places."""
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Keys):
        return {name: plain(each) for name, each in node.items.items()}
    return [plain(each) for each in node.items]


def place(root: Keys, path: str) -> Span:
    """Where a path ends in the file: at its value, or at its key where that holds further keys; else what it would stand in."""
    node: Node = root
    span = root.span
    for name in path.split("/"):
        if not isinstance(node, Keys) or name not in node.items:
            break
        key, node = node.keys[name], node.items[name]
        span = node.span if isinstance(node, Scalar) and not node.empty else key.span
    return span


class _Reader:
    """Reads the tree from the top, and keeps every fault as (path, message, hint)."""

    def __init__(self) -> None:
        self.faults: list[tuple[str, str, str]] = []
        self.styles: dict[str, Style] = {}
        self.indexes: dict[str, int] = {}

    def fault(self, path: str, message: str, hint: str = "") -> None:
        self.faults.append((path, message, hint))

    def take(self, path: str, otherwise: T, read: Callable[..., T], *given: object) -> T:
        """What `read` makes of the value at `path`; its ValueError becomes a fault."""
        try:
            return read(*given)
        except ValueError as error:
            self.fault(path, str(error))
            return otherwise

    def tree(self, value: object, path: str, known: tuple[str, ...] = ()) -> Tree:
        """A mapping, with no names but the known ones."""
        if not isinstance(value, dict):
            self.fault(path, "a mapping is needed here")
            return {}
        for name in value:
            if known and name not in known:
                self.fault(f"{path}/{name}" if path else name, "a theme has no such entry", f"known here: {', '.join(known)}")
        return value

    def theme(self, value: object, name: str) -> Theme:
        top = self.tree(value, "", TOP)
        colours = self.colours(top.get("colours"), "colours", COLOURS)
        fonts = self.tree(top.get("fonts"), "fonts", ("latin", "east-asian", "code"))
        for each, text in self.tree(top.get("styles"), "styles").items():
            self.styles[each] = self.take(f"styles/{each}", Style(12, 16), style, text)
        for each, text in self.tree(top.get("indexes"), "indexes").items():
            self.indexes[each] = int(self.take(f"indexes/{each}", [0.0], numbers, text, 1)[0])
        for index, times in Counter(self.indexes.values()).items():
            if times > 1:
                self.fault("indexes", f"{index} is given to {times} slots", "text would change places with the layout")
        furniture = self.slots(top.get("furniture", {}), "furniture")
        paint = {self.take("paint", "", colour, each): self.take(f"paint/{each}", "", colour, text)
                 for each, text in self.tree(top.get("paint", {}), "paint").items()}
        layouts = {each: self.layout(each, tree, furniture, paint)
                   for each, tree in self.tree(top.get("layouts"), "layouts").items()}
        for each, slots in NEEDED.items():
            for slot in slots.split():
                if each not in layouts or slot not in layouts[each].slots:
                    self.fault(f"layouts/{each}", f"a theme needs this layout, with the slot {slot!r}")
        notes = self.tree(top.get("notes"), "notes", ("page", "colours", "slots"))
        notes_slots = self.tree(notes.get("slots"), "notes/slots", tuple(NOTES))
        if "body" not in notes_slots:
            self.fault("notes/slots", "the notes page needs the slot 'body'")
        words = {tag: self.tree(each, f"words/{tag}") for tag, each in self.tree(top.get("words"), "words").items()}
        if "en" not in words:
            self.fault("words", "the theme's own words are needed in English, `en`, at least")
        width, height = self.take("page", [960.0, 540.0], numbers, top.get("page"), 2)
        notes_width, notes_height = self.take("notes/page", [540.0, 720.0], numbers, notes.get("page"), 2)
        return Theme(
            name=str(top.get("name", name)), width=width, height=height, colours=colours,
            latin=str(fonts.get("latin", "Arial")), east_asian=str(fonts.get("east-asian", "Microsoft YaHei")),
            code=str(fonts.get("code", "Consolas")), layouts=layouts, styles=self.styles, words=words,
            notes={each: self.notes_slot(each, tree) for each, tree in notes_slots.items()},
            transition="fade" if self.one_of("transition", top.get("transition", "no"), ("no", "fade")) == "fade" else "",
            credit=self.one_of("credit", top.get("credit", "notes"), ("page", "notes")) == "page",
            notes_width=notes_width, notes_height=notes_height,
            paper=colours | self.colours(notes.get("colours", {}), "notes/colours"))

    def one_of(self, path: str, value: object, among: tuple[str, ...]) -> str:
        """One of a few words."""
        if value not in among:
            self.fault(path, f"this is {' or '.join(among)}")
        return str(value)

    def colours(self, value: object, path: str, needed: tuple[str, ...] = ()) -> dict[str, str]:
        """Slots of a theme and their colours, in PowerPoint's order."""
        tree = self.tree(value, path, COLOURS)
        for slot in needed or tree:
            if not _HEX.match(str(tree.get(slot, ""))):
                self.fault(f"{path}/{slot}", "six hexadecimal digits are needed, such as 17181B")
        return {slot: str(tree[slot]) for slot in COLOURS if slot in tree}

    def layout(self, name: str, value: object, furniture: Mapping[str, Slot], paint: Mapping[Colour, Colour]) -> Layout:
        path = f"layouts/{name}"
        tree = self.tree(value, path, ("shown", "role", "type", "dark", "ruler", "furniture", "slots", "lines", "rules"))
        slots = self.slots(tree.get("slots", {}), f"{path}/slots")
        for wanted in tree.get("furniture", furniture):
            if wanted in furniture:
                slots.setdefault(wanted, furniture[wanted])
            else:
                self.fault(f"{path}/furniture", f"no furniture is named {wanted!r}")
        kind = str(tree.get("type", ""))
        if kind not in TYPES:
            self.fault(f"{path}/type", f"PowerPoint has no such layout type: {kind!r}")
        nothing = Line(0, 0, 0, 0)
        lines = tuple(self.take(f"{path}/lines", nothing, line, text) for text in tree.get("lines", ()))
        rules = {slot: self.take(f"{path}/rules/{slot}", nothing, line, text)
                 for slot, text in self.tree(tree.get("rules", {}), f"{path}/rules", tuple(slots)).items()}
        return Layout(name, str(tree.get("role", name)), str(tree.get("shown", name)), kind, slots, tree.get("dark") == "yes",
                      tree.get("ruler") != "no", lines, rules, paint=paint)

    def slots(self, value: object, path: str) -> dict[str, Slot]:
        return {name: self.slot(name, each, f"{path}/{name}") for name, each in self.tree(value, path).items()}

    def slot(self, name: str, value: object, path: str) -> Slot:
        tree = self.tree(value, path, ("at", "text", "anchor", "pad", "fill"))
        box = Box(*self.take(f"{path}/at", [0.0] * 4, numbers, tree.get("at"), 4))
        levels = self.levels(tree, path)
        if not levels:
            return Slot(name, "area", box, ())
        kind = KINDS.get(name, "body")
        if kind != "title" and name not in self.indexes:
            self.fault(path, "the slot has no number", "give it one under `indexes` that no other slot has")
        pad = self.take(f"{path}/pad", [0.0, 0.0], numbers, tree.get("pad", "0 0"), 2)
        ground = self.take(f"{path}/fill", None, colour, tree["fill"]) if "fill" in tree else None
        anchor = tree.get("anchor", "top")
        if anchor not in get_args(Anchor):
            self.fault(f"{path}/anchor", f"top, middle or bottom is needed here, not {anchor!r}")
        return Slot(name, kind, box, levels, anchor, self.indexes.get(name, 0) if kind != "title" else 0,
                    f"prompt-{name}" if kind in ("title", "body") else "", ground, (pad[0], pad[1]))

    def notes_slot(self, name: str, value: object) -> Slot:
        path = f"notes/slots/{name}"
        tree = self.tree(value, path, ("at", "text"))
        kind, index = NOTES.get(name, ("body", 3))
        box = Box(*self.take(f"{path}/at", [0.0] * 4, numbers, tree.get("at"), 4))
        return Slot(name, kind, box, self.levels(tree, path), index=index, prompt="prompt-body" if kind == "body" else "")

    def levels(self, tree: Tree, path: str) -> tuple[Style, ...]:
        names = str(tree.get("text", "")).split()
        for name in names:
            if name not in self.styles:
                self.fault(f"{path}/text", f"no style is named {name!r}")
        return tuple(self.styles[name] for name in names if name in self.styles)


def numbers(value: object, count: int) -> list[float]:
    """So many numbers with spaces between them."""
    try:
        found = [float(part) for part in str(value).split()]
    except ValueError:
        found = []
    if len(found) != count:
        raise ValueError(f"{so_many(count, 'number')} needed here" + (f", not '{value}'" if value else ""))
    return found


def line(text: object) -> Line:
    """A rule from `x1 y1 x2 y2 width colour`."""
    places, _, tint = str(text).rpartition(" ")
    x1, y1, x2, y2, width = numbers(places, 5)
    return Line(x1, y1, x2, y2, colour(tint), width)


def colour(text: object) -> Colour:
    """A theme slot, with its shade."""
    if not isinstance(text, str) or not _COLOUR.match(text):
        raise ValueError(f"{text!r} is no colour of a theme, such as dk1, lt2/88 or accent1/60+40")
    return text


def style(text: object) -> Style:
    """A style from its short form: `24/36 bold dk2 floor 20 before 18 indent 24 hang 24 marker – right`."""
    words = iter(str(text).split())
    size, slash, pitch = next(words, "").partition("/")
    if not slash:
        raise ValueError("a style starts with size/pitch, such as 24/36")
    found: dict[str, Any] = {"size": numbers(size, 1)[0], "pitch": numbers(pitch, 1)[0]}
    for word in words:
        if word in ("floor", "before", "indent", "hang"):
            found[word] = numbers(next(words, ""), 1)[0]
        elif word == "marker":
            found[word] = next(words, "")
        elif word in ("left", "center", "right"):
            found["align"] = word
        elif word == "bold":
            found["bold"] = True
        else:
            found["colour"] = colour(word)
    found.setdefault("floor", found["size"])
    return Style(**found)
