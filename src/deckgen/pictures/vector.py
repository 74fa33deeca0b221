"""SVG: looked through before any program draws it, and a PNG of it for programs that draw none.

A drawing is taken as it is, or refused; never are parts of it taken out in silence. Unshown is what runs (scripts, handlers,
animation), what leads out of the file (links, pictures, styles and entities by address) and what looks different on each machine:
text, since a PNG of it would show this machine's fonts. Only a DOCTYPE without entities, which drawing programs write and nobody
needs, is left out.

    <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 200"> … <use href="#leaf"/> … </svg>
"""

from __future__ import annotations

import re
import subprocess
import sys
from xml.parsers import expat

from deckgen.pictures.unshown import Unshown
from deckgen.scene import Media

SVG = "http://www.w3.org/2000/svg"
HREFS = ("href", "http://www.w3.org/1999/xlink href")
RUNS = ("script", "handler", "listener")
MOVES = ("animate", "animateMotion", "animateTransform", "animateColor", "set", "discard")
TEXT = ("text", "tspan", "textPath", "tref", "altGlyph", "flowRoot")
FOREIGN = ("foreignObject", "iframe", "audio", "video", "canvas", "embed", "object")
LARGEST = 10_000_000
DEEPEST = 200
DRAWN = 100_000
"""Elements that are drawn in all, those of `use` each time."""
ACROSS = 1920
"""The longer side of the PNG in pixels: two to the point over a whole page."""
SLIMMEST = 40.0
SECONDS = 10.0
PAINT = """
import sys, resvg_py
text, (width, height) = sys.stdin.buffer.read().decode(), map(int, sys.argv[1:])
sys.stdout.buffer.write(resvg_py.svg_to_bytes(svg_string=text, skip_system_fonts=True, dpi=96.0, width=width, height=height))
"""
UNITS = {"": 1.0, "px": 1.0, "pt": 4 / 3, "pc": 16.0, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0, "q": 96 / 101.6}
SELF_HELD = re.compile(r"data:image/(?:png|jpe?g);base64,", re.I)

_length = re.compile(r"\s*\+?(\d*\.?\d+(?:e[+-]?\d+)?)\s*([a-z]*)\s*", re.I)
_outside = re.compile(r"""(?:(?:url|src)\(\s*(?!["']?\s*\#)|image(?:-set)?\(|@import|@font-face|\\)""", re.I)
"""In CSS: anything by address, and escapes, behind which one could hide."""
_doctype = re.compile(r"<!DOCTYPE[^\[>]*>")
OUTLINES = "turn text into outlines (in Inkscape: Path, Object to Path), or draw it as a figure of the outline"
PLAIN = "save it as a plain SVG without it"


def vector(data: bytes, seconds: float = SECONDS) -> Media:
    """An SVG, looked through, with its PNG, which may take so long to paint. Raises Unshown."""
    if len(data) > LARGEST:
        raise Unshown(f"the SVG is a file of {len(data) / 1e6:.0f} MB", "simplify it, or save it as a PNG", "picture-size")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Unshown("the SVG is not in UTF-8", "save it as UTF-8", "broken-picture") from None
    reading = _Reading()
    reading.read(text)
    width, height = reading.size()
    text = _doctype.sub("", text, count=1)
    return Media(text.encode(), "svg", width, height, _painted(text, width, height, seconds))


def _painted(text: str, width: float, height: float, seconds: float) -> bytes:
    """The drawing as a PNG. Fonts are not asked for, and the drawing names nothing outside of it.

    A few filters or masks can keep any program busy for hours, so it is painted in a process that can be stopped.
    """
    by = ACROSS / max(width, height)
    sides = [str(max(round(side * by), 1)) for side in (width, height)]
    try:
        done = subprocess.run([sys.executable, "-c", PAINT, *sides], input=text.encode(), capture_output=True, timeout=seconds,
                              check=False)
    except subprocess.TimeoutExpired:
        raise Unshown(f"the SVG takes more than {seconds:g} s to draw",
                      "simplify its filters, masks and patterns, or save it as a PNG", "picture-size") from None
    if done.returncode or not done.stdout:
        said = done.stderr.decode(errors="replace").strip().rpartition("\n")[2].removeprefix("ValueError: ")
        raise Unshown(f"the SVG cannot be drawn: {said or 'it is too much'}", "open it in a drawing program and save it again",
                      "broken-picture")
    return done.stdout


class _Reading:
    """Goes through an SVG, element by element."""

    def __init__(self) -> None:
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.depth = 0
        self.root: dict[str, str] = {}
        self.style = ""
        """The text of the style sheet that is open."""
        self.ids: list[str] = []
        """Ids of the elements that are open, empty where they have none."""
        self.own: dict[str, int] = {"": 0}
        """How many elements each id holds, without what they use."""
        self.uses: dict[str, list[str]] = {"": []}

    def read(self, text: str) -> None:
        parser = self.parser
        parser.StartElementHandler, parser.EndElementHandler = self.start, self.end
        parser.CharacterDataHandler = self.characters
        parser.StartDoctypeDeclHandler = self.doctype
        parser.ProcessingInstructionHandler = self.instruction
        parser.XmlDeclHandler = self.declaration
        try:
            parser.Parse(text, True)
        except expat.ExpatError as error:
            raise Unshown(f"the SVG is no well-formed XML: {expat.ErrorString(error.code)} (line {error.lineno} of the picture)",
                          "it may be cut off: save it again", "broken-picture") from None
        if self.drawn("", ()) > DRAWN:
            raise Unshown(f"the SVG draws more than {DRAWN:,} elements", "simplify it, or save it as a PNG", "picture-size")

    def refuse(self, message: str, hint: str = PLAIN, rule: str = "unsafe-svg") -> Unshown:
        return Unshown(f"{message} (line {self.parser.CurrentLineNumber} of the picture)", hint, rule)

    # ---- expat's handlers --------------------------------------------------------------------------------------------

    def declaration(self, _version: str, encoding: str | None, _alone: int) -> None:
        if encoding is not None and encoding.lower() not in ("utf-8", "utf8", "us-ascii", "ascii"):
            raise self.refuse(f"the SVG says that it is in {encoding}", "save it as UTF-8", "broken-picture")

    def doctype(self, _name: str, _system: str | None, _public: str | None, inner: int) -> None:
        if inner:
            raise self.refuse("the SVG declares entities")

    def instruction(self, target: str, _data: str) -> None:
        if target != "xpacket":
            raise self.refuse(f"the SVG holds an instruction for another program, <?{target}?>")

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        space, _, name = tag.rpartition(" ")
        if self.depth == 0:
            if (space, name) != (SVG, "svg"):
                raise self.refuse(f"the file is no SVG: its first element is <{name}>" if space != "" or name != "svg" else
                                  "the SVG does not say that it is one", f'its first element is <svg xmlns="{SVG}">',
                                  "picture-kind")
            self.root = attributes
        self.depth += 1
        if self.depth > DEEPEST:
            raise self.refuse(f"the SVG is nested more than {DEEPEST} deep", "simplify it, or save it as a PNG", "picture-size")
        if space in (SVG, "") or name in (*RUNS, *FOREIGN):
            self.element(name)
        elif "xhtml" in space:
            raise self.refuse(f"the SVG holds a piece of a web page, <{name}>")
        for key, value in attributes.items():
            self.attribute(name, key, value)
        self.count(attributes)
        if name == "use":
            target = next((attributes[key] for key in HREFS if key in attributes), "")
            for id in {"", *self.ids}:
                self.uses[id].append(target.strip().removeprefix("#"))
        if name == "style":
            self.style = " "

    def element(self, name: str) -> None:
        if name in RUNS:
            raise self.refuse("the SVG runs a script")
        if name in MOVES:
            raise self.refuse(f"the SVG moves (<{name}>)", "a slide holds still: save the state that you want")
        if name in FOREIGN:
            raise self.refuse(f"the SVG holds something that is no drawing, <{name}>")
        if name in TEXT:
            raise self.refuse("the SVG holds text, which looks different with each machine's fonts", OUTLINES, "svg-text")

    def attribute(self, element: str, key: str, value: str) -> None:
        space, _, name = key.rpartition(" ")
        if name.lower().startswith("on") and not space:
            raise self.refuse(f"the SVG runs a script when something happens ({name})")
        if key in HREFS or name == "src" or key.endswith("namespace base"):
            held = value.strip()
            if element in ("image", "feImage") and SELF_HELD.match(held):
                self.held(held)
            elif not held.startswith("#"):
                raise self.refuse(f"the SVG leads out of its file, to '{held[:40]}'")
        elif _outside.search(value) and (not space or name == "style"):
            raise self.refuse(f"the SVG leads out of its file in '{name}'")

    def held(self, value: str) -> None:
        """A picture inside of the drawing is held to what holds for pictures."""
        from base64 import b64decode

        from deckgen.pictures.raster import raster

        try:
            raster(b64decode(value.partition(",")[2]))
        except ValueError:
            raise self.refuse("a picture inside of the SVG is damaged", "save it again", "broken-picture") from None
        except Unshown as no:
            raise self.refuse(f"inside of the SVG, {no.message}", no.hint, no.rule) from None

    def count(self, attributes: dict[str, str]) -> None:
        """One more element for all that are open."""
        id = attributes.get("id", "")
        for each in {"", *self.ids}:
            self.own[each] += 1
        self.ids.append(id)
        if id and id not in self.own:
            self.own[id], self.uses[id] = 1, []

    def characters(self, text: str) -> None:
        if self.style:
            self.style += text

    def end(self, _tag: str) -> None:
        self.depth -= 1
        self.ids.pop()
        if self.style:
            if _outside.search(self.style):
                raise self.refuse("the SVG leads out of its file in its style sheet")
            self.style = ""

    # ---- how much, and how large -------------------------------------------------------------------------------------

    def drawn(self, id: str, within: tuple[str, ...], known: dict[str, int] | None = None) -> int:
        """How many elements are drawn for an id, with what they use; one that uses itself is refused."""
        known = {} if known is None else known
        if id not in known:
            if id in within:
                raise Unshown("the SVG uses a part of itself inside of that part", PLAIN, "unsafe-svg")
            known[id] = self.own.get(id, 0) + sum(self.drawn(each, (*within, id), known) for each in self.uses.get(id, ()))
        return known[id]

    def size(self) -> tuple[float, float]:
        """Width and height in pixels, from the attributes, else from the view box. Raises Unshown."""
        box = [float(part) for part in re.findall(r"-?\d*\.?\d+(?:[eE][+-]?\d+)?", self.root.get("viewBox", ""))]
        sides = [_pixels(self.root.get(name, "")) for name in ("width", "height")]
        if len(box) == 4 and box[2] > 0 and box[3] > 0:
            width, height = sides
            if width and not height:
                sides[1] = width * box[3] / box[2]
            elif height and not width:
                sides[0] = height * box[2] / box[3]
            elif not width:
                sides = [box[2], box[3]]
        width, height = sides
        if not width or not height:
            raise Unshown("the SVG does not say how large it is", "give it a viewBox, or width and height", "picture-size")
        if not 1 / SLIMMEST <= width / height <= SLIMMEST:
            raise Unshown(f"the SVG is {width:g} × {height:g}: a line, no picture", "give its viewBox the sides of the drawing",
                          "picture-size")
        return width, height


def _pixels(text: str) -> float:
    """A length in pixels; 0 where none is said, or only a share."""
    found = _length.fullmatch(text)
    return float(found[1]) * UNITS.get(found[2].lower(), 0.0) if found else 0.0
