"""Somebody's template as a theme: which of its layouts plays which role, and what its placeholders hold.

A role finds its layout by the talk's own map, else by the layout's type, else by its placeholders; never by the name that is
shown, which is in the language of whoever made the template. All roles come from one master, the first that can play `text`;
only the talk's own map may name a layout of another.

    title                              type title, else a centred title
    section                            secHead, else what plays title
    text view quote code discussion closing   obj or tx, else the title and the largest body
    figure chart table                 titleOnly, the drawing where `text` has its body; else what plays text
    two-columns comparison             twoObj, else two like bodies side by side, else the body in halves
    text-figure references             what plays text, its body parted
    blank                              blank, else titleOnly, else what plays text
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from xml.etree.ElementTree import ParseError

from deckgen.formats.powerpoint.brand import Brand, open_brand, refused
from deckgen.formats.powerpoint.brand_pages import HELD, TITLES, LayoutPage, area, layouts, over_art
from deckgen.formats.powerpoint.inherit import Found, Source, p
from deckgen.problem import DeckgenError, Problem, did_you_mean
from deckgen.scene import Box
from deckgen.source.span import Span
from deckgen.source.words import Words
from deckgen.text.paragraph import Style
from deckgen.text.widths import face
from deckgen.theme.model import Kind, Layout, Slot, Theme
from deckgen.theme.palette import contrast, paint
from deckgen.theme.scaling import halves, scaled_style

TEXT = ("text", "view", "quote", "code", "discussion", "closing")
DRAWN = ("figure", "chart", "table")
PAIRED = ("two-columns", "comparison")
ROLES = ("title", "section", *TEXT, *DRAWN, *PAIRED, "text-figure", "references", "blank")
FURNITURE: Mapping[str, Kind] = {"ftr": "footer", "sldNum": "number"}
FLOORS = {"title": 28.0, "subtitle": 20.0, "body": 20.0, "footer": 12.0, "number": 12.0}
"""The house's smallest sizes, on its own page."""
SHARE = 0.7
"""How small text may get beside its own size, where that is less than the house's floor."""
OWN_GROUND = 2.0
"""Text that differs less from the page stands on something else."""
LEAST = 16.0
"""No text of a drawing is smaller, on the house's page."""
HOUSE = 960.0, 540.0
BODY = 24.0
"""The house's size of running text."""
LEAST_BODY = 0.3, 0.2
"""The least width and height of a body for text, as parts of the page."""
SPLIT, GUTTER = 0.4, 24.0
"""What text takes of the body beside a figure, and the room between."""
PICTURES = "pic", "chart", "tbl", "dgm", "media", "clipArt"
NOTES: Mapping[str, tuple[str, Kind]] = {"hdr": ("header", "header"), "sldImg": ("image", "image"), "dt": ("minutes", "date"),
                                         "body": ("body", "body"), "ftr": ("footer", "footer"), "sldNum": ("number", "number")}


def read_brand(path: Path, house: Theme, named: Mapping[str, Words], span: Span | None = None) -> Theme:
    """The theme in a .potx or .pptx. `house` lends its words and its named styles; `named` is the talk's own map.

    Raises DeckgenError where the file can be no theme, where a role that must be played can't be, or where the map is wrong;
    OSError where the file can't be read.
    """
    brand = open_brand(path, span)
    try:
        return _Theme(brand, house, named, span).theme()
    except (ParseError, ValueError, LookupError, StopIteration) as error:
        raise refused(path, f"is damaged ({error})", "open it in PowerPoint and save it again",
                      span) from error


class _Theme:
    def __init__(self, brand: Brand, house: Theme, named: Mapping[str, Words], span: Span | None) -> None:
        self.brand, self.house, self.named, self.span = brand, house, named, span
        root = brand.tree(brand.main)
        size = root.find(f"{p}sldSz")
        self.width, self.height = ((int(size.get("cx", "0")) / 12700, int(size.get("cy", "0")) / 12700) if size is not None
                                   else (720.0, 540.0))
        scale = min(self.width / HOUSE[0], self.height / HOUSE[1])
        self.scale = 1.0 if abs(scale - 1) < 0.01 else round(scale, 4)
        self.remarks: list[str] = []
        self.sources: dict[str, Source] = {}
        self.pages: list[LayoutPage] = []
        for master in self._masters():
            theme = brand.related(master, "theme")
            source = self.sources[master] = Source(root, brand.tree(master), brand.tree(theme[0]))
            self.pages += layouts(brand, master, source, self.width, self.height)

    # ---- the file ----------------------------------------------------------------------------------------------------

    def _masters(self) -> list[str]:
        root = self.brand.tree(self.brand.main)
        known = self.brand.relations(self.brand.main)
        ids = [next(value for key, value in each.attrib.items() if key.endswith("}id"))
               for each in root.iterfind(f"{p}sldMasterIdLst/{p}sldMasterId")]
        return [known[id].target for id in ids]

    # ---- roles -------------------------------------------------------------------------------------------------------

    def theme(self) -> Theme:
        if not any(page.title for page in self.pages):
            raise refused(self.brand.path, "has no layout with a title that can be filled",
                          "give one of its layouts an upright title placeholder", self.span)
        plays, master = self._master()
        answers: dict[str, tuple[LayoutPage, str]] = {role: self._answer(role, plays, master) for role in ROLES}
        problems: list[Problem] = []
        for role, words in self.named.items():
            try:
                answers[role] = self._by_name(role, words, master), "map"
            except DeckgenError as error:
                problems += error.problems
        layouts = {}
        for role, (page, how) in answers.items():
            try:
                layouts[role] = self._compose(role, page, answers["text"][0], how)
            except DeckgenError as error:
                problems += error.problems
        if problems:
            raise DeckgenError(problems)
        return self._whole(layouts, answers, master)

    def _master(self) -> tuple[LayoutPage, str]:
        """The layout that plays `text`, and its master: the first with one by type, else the first with one at all."""
        masters = list(self.sources)
        for look in (self._text_by_type, self._text_by_places):
            for master in masters:
                page = look(master)
                if page is not None:
                    return page, master
        raise refused(self.brand.path, "has no layout with a title and a body: nothing can play the role 'text'",
                      "give it a layout like PowerPoint's own Title and Content", self.span)

    def _text_by_type(self, master: str) -> LayoutPage | None:
        return next((page for kind in ("obj", "tx") for page in self._of(master)
                     if page.type == kind and self._holds_text(page)), None)

    def _text_by_places(self, master: str) -> LayoutPage | None:
        pages = [page for page in self._of(master) if self._holds_text(page) and page.type not in ("title", "secHead")]
        return max(pages, key=lambda page: area(page.main.box) if page.main else 0.0, default=None)

    def _holds_text(self, page: LayoutPage) -> bool:
        return page.title is not None and page.main is not None and self._large(page.main)

    def _large(self, found: Found) -> bool:
        return found.box.width >= LEAST_BODY[0] * self.width and found.box.height >= LEAST_BODY[1] * self.height

    def _of(self, master: str) -> list[LayoutPage]:
        return [page for page in self.pages if page.master == master]

    def _answer(self, role: str, text: LayoutPage, master: str) -> tuple[LayoutPage, str]:
        """The layout of a role, and how it was found."""
        pages = self._of(master)
        how = "type" if text.type in ("obj", "tx") else "places"

        def first(kind: str, also: Callable[[LayoutPage], bool]) -> LayoutPage | None:
            return next((page for page in pages if page.type == kind and page.title is not None and also(page)), None)

        bare = (first("titleOnly", lambda page: True)
                or next((page for page in pages if page.title is not None and not page.bodies
                         and page.type not in ("title", "secHead", "blank")
                         and all(each.type in (*TITLES, "dt", "ftr", "sldNum") for each in page.found)), None))
        opening = first("title", lambda page: True)
        if role == "title":
            if opening is not None:
                return opening, "type"
            centred = next((page for page in pages if page.title is not None and page.title.type == "ctrTitle"), None)
            return (centred or bare or text), "places" if centred or bare else how
        if role == "section":
            own = first("secHead", lambda page: True)
            return (own, "type") if own is not None else self._answer("title", text, master)
        if role in DRAWN and bare is not None and self._room(bare, text) is not None:
            return bare, "type" if bare.type == "titleOnly" else "places"
        if role in PAIRED:
            two = first("twoObj", lambda page: page.pair is not None)
            if two is not None:
                return two, "type"
            pairs = [page for page in pages if page.title is not None and page.pair is not None and len(page.bodies) == 2
                     and self._large(page.bodies[1]) and not any(each.type in PICTURES for each in page.found)]
            two = max(pairs, key=lambda page: area(page.bodies[1].box), default=None)
            return (two, "places") if two is not None else (text, how)
        if role == "blank":
            empty = next((page for page in pages if page.type == "blank"), None)
            if empty is not None or bare is not None:
                return (empty, "type") if empty is not None else (bare or text, "places")
        return text, how

    def _by_name(self, role: str, words: Words, master: str) -> LayoutPage:
        """The layout that the talk's own map names: of the master in use where it has one of this name."""
        if role not in ROLES:
            raise DeckgenError([Problem(f"no role is named '{role}'", words.span,
                                        f"{did_you_mean(role, ROLES)}roles: {', '.join(ROLES)}", "theme-map")])
        found = [page for page in self.pages if page.name == str(words)]
        if not found:
            names = list(dict.fromkeys(page.name for page in self.pages))
            raise DeckgenError([Problem(f"{self.brand.path.name} has no layout named '{words}'", words.span,
                                        f"{did_you_mean(words, names)}its layouts: {', '.join(names)}", "theme-map")])
        return next((page for page in found if page.master == master), found[0])

    def _room(self, page: LayoutPage, text: LayoutPage) -> Box | None:
        """Where a page without a body is drawn on: where `text` has its body, below the title; None where that is too little."""
        body, title = self._body(text), page.title
        if page is text:
            return body
        if title is None or title.box.right <= body.x or title.box.x >= body.right or title.box.y >= body.bottom:
            return body
        top = max(body.y, title.box.bottom)
        return Box(body.x, top, body.width, body.bottom - top) if body.bottom - top >= 0.6 * body.height else None

    def _body(self, page: LayoutPage) -> Box:
        """The room of a layout that plays `text`."""
        assert page.main is not None
        return self._text_room(page.main)

    @staticmethod
    def _text_room(found: Found) -> Box:
        left, top, right, bottom = found.insets
        box = found.box
        return Box(box.x + left, box.y + top, max(box.width - left - right, 1.0), max(box.height - top - bottom, 1.0))

    # ---- layouts as values -------------------------------------------------------------------------------------------

    def _compose(self, role: str, page: LayoutPage, text: LayoutPage, how: str) -> Layout:
        """A layout as a role uses it. Raises DeckgenError where it was named for the role and lacks what that needs."""
        slots: dict[str, Slot] = {}
        title, main = page.title, page.main
        if title is not None:
            slots["title"] = self._slot(page, "title", "title", title, FLOORS["title"])
        elif role != "blank":
            raise self._lacks(role, page, "a title")
        if role == "title":
            second = next((each for each in page.found if each.type == "subTitle"), None) or main
            if second is not None:
                slots["subtitle"] = self._slot(page, "subtitle", "body", second, FLOORS["subtitle"])
        elif role == "section":
            second = main or next((each for each in page.found if each.type == "subTitle"), None)
            if second is not None:
                slots["body"] = self._slot(page, "body", "body", second, FLOORS["body"])
        elif role in TEXT:
            if main is None:
                raise self._lacks(role, page, "a body")
            slots["body"] = self._slot(page, "body", "body", main, FLOORS["body"])
        elif role in PAIRED and page.pair is not None:
            for name, each in zip(("left", "right"), page.pair, strict=True):
                slots[name] = self._slot(page, name, "body", each, FLOORS["body"])
        else:
            self._parted(role, page, text, slots)
        for each in page.found:
            kind = FURNITURE.get(each.type)
            if kind is not None and kind not in slots:
                slots[kind] = self._slot(page, kind, kind, each, FLOORS[kind])
        colours = paint(page.colours, page.ground)
        dark = contrast(page.ground, "FFFFFF") > contrast(page.ground, "000000")
        return Layout(role, role, page.name, page.type, slots, dark=dark, ruler=False, part=page.part, paint=colours,
                      ground=page.ground)

    def _parted(self, role: str, page: LayoutPage, text: LayoutPage, slots: dict[str, Slot]) -> None:
        """The rectangle of the body: whole for a drawing, in two for text beside a figure, or for a list in two columns."""
        body = page.main
        room = self._text_room(body) if body is not None else self._room(page, text) or self._body(text)
        gutter = GUTTER * self.scale
        if role == "text-figure" and body is not None:
            own = self._slot(page, "body", "body", body, FLOORS["body"])
            width = (room.width - gutter) * SPLIT
            slots["body"] = replace(own, box=Box(room.x, room.y, width, room.height), moved=True)
            beside = Box(room.x + width + gutter, room.y, room.width - width - gutter, room.height)
            slots["figure"] = Slot("figure", "area", beside, ())
        elif role == "references":
            width = (room.width - gutter) / 2
            slots["left"] = Slot("left", "area", Box(room.x, room.y, width, room.height), ())
            slots["right"] = Slot("right", "area", Box(room.right - width, room.y, width, room.height), ())
        else:
            slots["body"] = Slot("body", "area", room, ())

    def _lacks(self, role: str, page: LayoutPage, what: str) -> DeckgenError:
        span = self.named[role].span if role in self.named else self.span
        return DeckgenError([Problem(f"the layout '{page.name}' has no place for {what}, which the role '{role}' needs", span,
                                     "name another of its layouts", "theme-map")])

    def _slot(self, page: LayoutPage, name: str, kind: Kind, found: Found, floor: float) -> Slot:
        levels = tuple(replace(style, floor=halves(min(floor * self.scale, SHARE * style.size))) for style in found.levels)
        states = "" if found.wraps else ' wrap="square"'
        return Slot(name, kind, self._text_room(found), levels, found.anchor, found.number,  # type: ignore[arg-type]
                    margins=found.insets, moved=found.moved, unsaid=found.unsaid,
                    plain=bool(found.ink) and contrast(found.ink, page.ground) < OWN_GROUND, sign=found.sign, states=states)

    # ---- the whole ---------------------------------------------------------------------------------------------------

    def _whole(self, layouts: Mapping[str, Layout], answers: Mapping[str, tuple[LayoutPage, str]], master: str) -> Theme:
        source, text = self.sources[master], answers["text"][0]
        self._remark(answers, master)
        latin = self._faces(answers)
        return Theme(
            name=self.brand.path.stem, width=self.width, height=self.height, colours=source.through(source.mapping), latin=latin,
            east_asian=source.fonts["+mn-ea"] or self.house.east_asian, code=self.house.code, layouts=layouts,
            styles=self._named_styles(text.main.levels[0].size if text.main else BODY), words=self.house.words,
            notes=self._notes(),
            scale=self.scale, origin=self.brand, answers={role: how for role, (_, how) in answers.items()},
            remarks=tuple(self.remarks))

    def _named_styles(self, body: float) -> dict[str, Style]:
        """The house's styles for what is drawn, at the size of this page, smaller where the template's own text is."""
        by = self.scale * min(1.0, max(0.8, body / self.scale / BODY))
        styles = self.house.styles
        floors = {name: min(style.floor or style.size, max(SHARE * style.size, LEAST)) for name, style in styles.items()}
        return {name: scaled_style(replace(style, floor=halves(floors[name])), by) for name, style in styles.items()}

    def _faces(self, answers: Mapping[str, tuple[LayoutPage, str]]) -> str:
        """The Latin face to measure with: one that all text is set in, else their names, which no table has."""
        pages = {id(page): page for page, _ in answers.values()}.values()
        faces = list(dict.fromkeys(each.face for page in pages for each in page.found if each.type in HELD and each.face))
        latin = ", ".join(faces) or "Arial"
        if not getattr(face(latin), "known", True):
            self.remarks.append(f"text in {latin} is measured by the widest face we know")
        return latin

    def _notes(self) -> Mapping[str, Slot]:
        """The notes page of the file; the house's where it has none."""
        masters = self.brand.related(self.brand.main, "notesMaster")
        if not masters or masters[0] not in self.brand.parts:
            return self.house.notes
        found: dict[str, Slot] = {}
        for mark in self.brand.tree(masters[0]).iter(f"{p}ph"):
            known = NOTES.get(mark.get("type", ""))
            if known is not None and known[0] not in found:
                found[known[0]] = Slot(known[0], known[1], Box(0, 0, 0, 0), (), index=int(mark.get("idx", "0")))
        return {name: found[name] for name, _ in NOTES.values() if name in found}

    def _remark(self, answers: Mapping[str, tuple[LayoutPage, str]], master: str) -> None:
        """What is left alone: placeholders on the layouts in use, and further masters."""
        pages: dict[str, LayoutPage] = {page.part: page for page, _ in answers.values()}
        for page in pages.values():
            self.remarks += [f"{page.name}: the placeholder '{each.name}' is left alone: {why}" for each, why in page.left]
        text = answers["text"][0]
        for name in dict.fromkeys(over_art(self.brand, text, self._body(text))):
            self.remarks.append(f"{text.name}: '{name}' is drawn in the body, where text and figures stand")
        others = [each for each in self.sources if each != master and each not in {page.master for page in pages.values()}]
        if others:
            count = "one more master" if len(others) == 1 else f"{len(others)} more masters"
            self.remarks.append(f"{count} in the file, kept and not used; `map:` can name their layouts")
        if not any(each.type == "ftr" for page in pages.values() for each in page.found):
            self.remarks.append("no layout in use has a footer: pages cannot name their section")


