"""Writes `advances.py`, the shipped tables of character widths, from free fonts of equal widths.

    python -m deckgen.text._make_widths [FOLDER WITH FONTS]

Needs fonttools, and the fonts that Debian packages as fonts-liberation and fonts-crosextra-carlito: Liberation Sans has the
widths of Arial, Liberation Serif those of Times New Roman, Carlito those of Calibri. Same fonts, same bytes.
"""

from __future__ import annotations

import sys
import unicodedata
from pathlib import Path

FONTS = {
    "Arial": ("LiberationSans-Regular.ttf", "LiberationSans-Bold.ttf"),
    "Calibri": ("Carlito-Regular.ttf", "Carlito-Bold.ttf"),
    "Times New Roman": ("LiberationSerif-Regular.ttf", "LiberationSerif-Bold.ttf"),
}
RANGES = (
    (0x20, 0x7E), (0xA0, 0x17F), (0x192, 0x192), (0x1CD, 0x1DC), (0x218, 0x21B), (0x2C6, 0x2DD), (0x370, 0x3FF), (0x400, 0x491),
    (0x1E80, 0x1EF9), (0x2000, 0x205F), (0x2070, 0x209C), (0x20A0, 0x20BF), (0x2100, 0x218B), (0x2190, 0x21FF), (0x2200, 0x22FF),
    (0x2310, 0x2321), (0x25CA, 0x25CA), (0x25E6, 0x25E6), (0xFB00, 0xFB04),
)
HEAD = '''"""Widths of characters in 1/2048 em: a generated table, written by `deckgen.text._make_widths`; do not edit.

Read from the free fonts of equal widths: {sources}.
Each face is a pair, regular and bold; each maps a width to all the characters that have it.
"""

from __future__ import annotations

UNITS = 2048
ADVANCES: dict[str, tuple[dict[int, str], dict[int, str]]] = {{
'''


def read(path: Path) -> tuple[dict[int, str], str]:
    """Width to characters, and the font's name with its version."""
    from fontTools.ttLib import TTFont

    font = TTFont(path)
    names, glyphs, advances = font["name"], font.getBestCmap(), font["hmtx"]
    units = font["head"].unitsPerEm
    widths: dict[int, str] = {}
    for first, last in RANGES:
        for code in range(first, last + 1):
            char = chr(code)
            if code in glyphs and unicodedata.category(char) not in ("Mn", "Me", "Cf", "Cc"):
                width = round(advances[glyphs[code]][0] * 2048 / units)
                widths[width] = widths.get(width, "") + char
    version = names.getDebugName(5).split(";")[0].removeprefix("Version ")
    return dict(sorted(widths.items())), f"{names.getDebugName(4)} {version}"


def literal(chars: str) -> str:
    """A string literal; spaces and signs that an editor hides are written as escapes."""
    return '"' + "".join(
        f"\\u{ord(char):04x}" if unicodedata.category(char) in ("Zs", "Zl", "Zp", "Cf", "Co") and char != " " else
        "\\" + char if char in '"\\' else char for char in chars) + '"'


def filled(widths: dict[int, str], room: int = 118) -> list[str]:
    """The entries of a table, as many on a line as there is room for; long ones are cut into pieces."""
    lines = [""]
    for width, chars in widths.items():
        pieces = [literal(chars[at:at + 60]) for at in range(0, len(chars), 60)]
        words = [f"{width}: {pieces[0]},"] if len(pieces) == 1 else [f"{width}: ({pieces[0]}", *pieces[1:-1], f"{pieces[-1]}),"]
        for word in words:
            if lines[-1] and len(lines[-1]) + len(word) >= room:
                lines.append("")
            lines[-1] += (" " if lines[-1] else "") + word
    return [" " * 8 + line for line in lines]


def main(folder: Path) -> None:
    paths = {path.name: path for path in sorted(folder.rglob("*.ttf"))}
    sources, body = [], []
    for face, files in FONTS.items():
        body.append(f'    "{face}": ({{')
        for number, name in enumerate(files):
            widths, source = read(paths[name])
            sources.append(source)
            body += filled(widths)
            body.append("    }, {" if number == 0 else "    }),")
    text = HEAD.format(sources=",\n".join((", ".join(sources[:3]), ", ".join(sources[3:])))) + "\n".join(body) + "\n}\n"
    (Path(__file__).parent / "advances.py").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path("/usr/share/fonts"))
