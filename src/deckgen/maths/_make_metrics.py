"""Writes `metrics.py`, the shipped measures of what formulas are made of, from free fonts.

    python -m deckgen.maths._make_metrics [FOLDER WITH FONTS]

Needs fonttools, and the fonts that Debian packages as fonts-crosextra-caladea (the widths of Cambria), fonts-liberation (those of
Times New Roman) and fonts-texgyre-math (TeX Gyre Pagella Math: what the others lack). Same fonts, same bytes.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from deckgen.maths.letters import alphanumeric
from deckgen.maths.node import Look

FACES = {
    "CAMBRIA": ("Caladea-Regular.ttf", "Caladea-Italic.ttf", "Caladea-Bold.ttf", "Caladea-BoldItalic.ttf"),
    "TIMES": ("LiberationSerif-Regular.ttf", "LiberationSerif-Italic.ttf", "LiberationSerif-Bold.ttf",
              "LiberationSerif-BoldItalic.ttf"),
}
LOOKS: tuple[Look, ...] = ("upright", "italic", "bold", "bold-italic")
REST = "texgyrepagella-math.otf"
LETTERS = (*range(0x21, 0x7F), *range(0x391, 0x3AA), *range(0x3B1, 0x3CA), 0x3D1, 0x3D5, 0x3D6, 0x3F0, 0x3F1, 0x3F5, 0x2202,
           0x2207)
SIGNS = (0xAC, 0xB1, 0xB7, 0xD7, 0xF7, 0x131, 0x237, 0x2016, 0x2020, 0x2021, 0x2022, 0x2026, *range(0x2032, 0x2035), 0x210F,
         *range(0x2102, 0x2136), *range(0x2190, 0x21E0), *range(0x2200, 0x22FF), 0x2308, 0x2309,
         0x230A, 0x230B, 0x25A1, 0x25B3, 0x25CB, 0x27E8, 0x27E9, *range(0x27F5, 0x27FB), *range(0x2A00, 0x2A07), 0x2A7D, 0x2A7E,
         0x2AAF, 0x2AB0, *range(0x1D49C, 0x1D6A4))
HEAD = '''"""Measures of characters in 1/1000 em: a generated table, written by `deckgen.maths._make_metrics`; do not edit.

Read from {sources}.
Each maps (width, height above the line, depth below it) to all the characters that have them; widths are rounded up to
1/100 em, heights and depths to 1/20.
"""

from __future__ import annotations

Table = dict[tuple[int, int, int], str]
'''
STEP = 50
TABULAR = 560
"""The width of digits in Cambria, all alike; its free twin has them of several widths."""


def measured(font: Any, chars: dict[int, int], face: str = "") -> dict[tuple[int, int, int], str]:
    """Measures to characters; `chars` maps each code to that of the glyph that is measured for it."""
    from fontTools.pens.boundsPen import BoundsPen

    names, glyphs, advances, units = font.getBestCmap(), font.getGlyphSet(), font["hmtx"], font["head"].unitsPerEm
    found: dict[tuple[int, int, int], str] = {}
    for code, drawn in chars.items():
        if drawn not in names:
            continue
        pen = BoundsPen(glyphs)
        glyphs[names[drawn]].draw(pen)
        _, low, _, high = pen.bounds or (0, 0, 0, 0)
        width = -int(-advances[names[drawn]][0] * 1000 / units // 10) * 10
        if chr(code) in "0123456789" and face == "CAMBRIA":
            width = max(width, TABULAR)
        key = (width, _up(high * 1000 / units), _up(-low * 1000 / units))
        found[key] = found.get(key, "") + chr(code)
    return dict(sorted(found.items()))


def _up(value: float) -> int:
    return -int(-value // STEP) * STEP


def lines(name: str, table: dict[tuple[int, int, int], str], indent: str = "    ") -> list[str]:
    out = [f"{indent}{name}{{"]
    row = f"{indent}   "
    for key, chars in table.items():
        pieces = [json.dumps(chars[at:at + 60], ensure_ascii=False) for at in range(0, len(chars), 60)]
        word = f"{key}: {pieces[0]}," if len(pieces) == 1 else f"{key}: ({' '.join(pieces)}),"
        if len(row) + len(word) >= 129:
            out.append(row)
            row = f"{indent}   "
        row += " " + word
    return [*out, row, f"{indent}}},"]


def main(folder: Path) -> None:
    from fontTools.ttLib import TTFont

    paths = {path.name: path for path in sorted([*folder.rglob("*.ttf"), *folder.rglob("*.otf")])}
    rest = TTFont(paths[REST])
    out: list[str] = []
    sources = []
    for face, files in FACES.items():
        out.append(f"{face}: tuple[Table, ...] = (")
        for file in files:
            font = TTFont(paths[file])
            sources.append(font["name"].getDebugName(4))
            out += lines("", measured(font, {code: code for code in (*LETTERS, *SIGNS) if code < 0x1D400}, face))
        out.append(")")
    out.append("REST: tuple[Table, ...] = (")
    for look in LOOKS:
        wanted = {code: ord(alphanumeric(chr(code), look)) for code in LETTERS if code > 0x7F}
        out += lines("", measured(rest, wanted | ({code: code for code in SIGNS} if look == "upright" else {})))
    out.append(")")
    sources.append(rest["name"].getDebugName(4))
    text = HEAD.format(sources=", ".join(sources[:5]) + ",\n" + ", ".join(sources[5:]))
    (Path(__file__).parent / "metrics.py").write_text(text + "\n".join(out) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path("/usr/share/fonts"))
