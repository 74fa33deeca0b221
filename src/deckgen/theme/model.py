"""A theme as the layout stage sees it: which layout plays a role, where its slots are, how text in them is set."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Literal

from deckgen.scene import Box, Line
from deckgen.text.paragraph import Colour, Style
from deckgen.value import value

Kind = Literal["title", "body", "footer", "number", "date", "header", "image", "area"]
Anchor = Literal["top", "middle", "bottom"]


@value(frozen=True)
class Slot:
    """A placeholder of a layout. `levels` are its text styles, first level first; `floor`s stand in the styles.

    `kind` is the placeholder type, or `area`: a rectangle that is no placeholder, where figures, tables and charts are
    drawn. `header` and `image` occur on the notes page only. `box` is the room for the text itself.
    """

    name: str
    kind: Kind
    box: Box
    levels: tuple[Style, ...]
    anchor: Anchor = "top"
    index: int = 0
    """PowerPoint's `idx`: the same meaning has the same number in every layout, so text survives a change of layout."""
    prompt: str = ""
    """Which of the theme's words PowerPoint shows while the placeholder is empty; where it is absent, `prompt-line`."""
    fill: Colour | None = None
    pad: tuple[float, float] = (0.0, 0.0)
    """How far the filled frame reaches beyond `box`: at the sides, and above and below."""

    margins: tuple[float, float, float, float] | None = None
    """Left, top, right, bottom: the padding of somebody else's placeholder, where it stands instead of `pad`."""
    moved: bool = False
    """Whether `box` is another place than the file's own, which pages must state."""
    unsaid: bool = False
    """Whether the file states no size for its text, so that programs differ in what they take: pages then state theirs."""
    plain: bool = False
    """Whether its text stands on something of the template's own, where a colour of ours may not be readable."""
    sign: str = ""
    """How the file that the placeholder was read from marks it; empty for our own."""
    states: str = ""
    """What pages must say of its frame, in the file's words, because the file says what we cannot follow."""

    @property
    def frame(self) -> Box:
        """The placeholder's own rectangle: the text's box with its padding."""
        return self.around(self.box)

    @property
    def unseen(self) -> bool:
        """Whether it stands above the page, where PowerPoint keeps a title that is only for listening and finding."""
        return self.box.bottom <= 0

    def around(self, box: Box) -> Box:
        """The rectangle that a placeholder needs for this room of text."""
        if self.margins is None:
            return box.inset(-self.pad[0], -self.pad[1])
        left, top, right, bottom = self.margins
        return Box(box.x - left, box.y - top, box.width + left + right, box.height + top + bottom)


@value(frozen=True)
class Layout:
    """One layout: its slots, its fixed lines, and whether it is the dark page of the theme."""

    name: str
    role: str
    shown: str
    """The name that PowerPoint shows."""
    type: str
    """PowerPoint's layout type (ST_SlideLayoutType), such as `title`, `obj`, `titleOnly`; empty for a layout of our own."""
    slots: Mapping[str, Slot]
    dark: bool = False
    ruler: bool = True
    lines: tuple[Line, ...] = ()
    """Always there, drawn by the layout."""
    rules: Mapping[str, Line] = field(default_factory=dict)
    """The rule that belongs to a slot. Not drawn by the layout: a page draws it where the slot is filled, solid or dashed
    by how far what stands under it is argued."""
    part: str = ""
    """The layout of somebody else's file that this is."""
    paint: Mapping[Colour, Colour] = field(default_factory=dict)
    """What stands for the house's colours on this layout; what is not named is drawn as it is."""
    ground: str = ""
    """The colour of somebody else's page, RRGGBB; empty for our own, which is `lt1`, on a dark page `dk1`."""


@value(frozen=True)
class Theme:
    """Everything that slides of one look have in common; measures in points."""

    name: str
    width: float
    height: float
    colours: Mapping[str, str]
    """Theme slot (dk1, lt1, dk2, lt2, accent1 … folHlink) to RRGGBB. `dk1` is ink and `lt1` the page, on a dark page too."""
    latin: str
    east_asian: str
    code: str
    layouts: Mapping[str, Layout]
    styles: Mapping[str, Style]
    """Named styles for what is drawn: `node`, `label`, `gloss`, `big`, `cell`, `head`, `mark`, …"""
    words: Mapping[str, Mapping[str, str]]
    """What the theme prints itself, by language tag (`zh`, `en`), then by name."""
    notes: Mapping[str, Slot]
    """The notes page: `header`, `image`, `minutes`, `body`, `footer`, `number`."""
    transition: Literal["", "fade"] = ""
    """How pages come: at once, or in a quiet cross-fade."""
    credit: bool = False
    """Whether the source line says whose a borrowed slide is; its notes say so in any case."""
    notes_width: float = 540.0
    notes_height: float = 720.0
    paper: Mapping[str, str] = field(default_factory=dict)
    """The colours of the notes page, which is printed: those of the slides where a dark theme gives it none of its own."""
    scale: float = 1.0
    """A point of the house's page in points of this one; pages are laid out at the house's size and brought to this one."""
    origin: object | None = None
    """What a file format keeps of the file that the theme was read from; None for a theme of tokens."""
    answers: Mapping[str, str] = field(default_factory=dict)
    """How each role found its layout in such a file: by the talk's own map, by type, by placeholders."""
    remarks: tuple[str, ...] = ()
    """What was left alone in it, and what is measured with care."""

    @property
    def foreign(self) -> bool:
        """Whether this is somebody else's template."""
        return self.origin is not None

    @property
    def dark(self) -> bool:
        """Whether its ink is lighter than its page."""
        return brightness(self.colours["dk1"]) > brightness(self.colours["lt1"])

    def has_word(self, name: str) -> bool:
        """Whether the theme knows this word, in English at least."""
        return name in self.words["en"]

    def words_in(self, language: str) -> Mapping[str, str]:
        """The theme's own words in a language: each by the tag itself, its first part, else in English."""
        tags = ("en", language.split("-")[0], language)
        return {name: word for tag in tags for name, word in self.words.get(tag, {}).items()}

    def word(self, name: str, language: str) -> str:
        """One of the theme's own words in a language."""
        for tag in (language, language.split("-")[0], "en"):
            if name in self.words.get(tag, {}):
                return self.words[tag][name]
        raise KeyError(name)


def brightness(colour: str) -> int:
    """How bright RRGGBB looks, roughly: enough to tell ink from page."""
    return sum(weight * int(colour[at:at + 2], 16) for at, weight in ((0, 2), (2, 5), (4, 1)))
