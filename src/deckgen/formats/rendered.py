"""Decks as another program prints them: LibreOffice makes PDFs, poppler's pdftotext tells where each word stands, and its
pdftoppm what the pages look like.

    soffice -env:UserInstallation=file:///…/profile --headless --convert-to pdf --outdir … one.pptx two.pptx
    pdftotext -raw -bbox one.pdf -     <word xMin="196.00" yMin="82.11" xMax="318.77" yMax="122.33">ChatGPT</word>

All decks go through one call of LibreOffice, in a profile of their own, for its start is what costs. With `-raw` words come in
the order in which they were painted, which is the order of the shapes; `-bbox-layout` would join what stands side by side.
pdftotext is silent about what lies off the page. Where fontconfig is at work, Microsoft YaHei and its like are set in a free face
of the same widths: left to itself it takes DejaVu, whose quotes and dashes are narrow.
"""

from __future__ import annotations

import os
import re
import signal
import subprocess
from collections.abc import Callable, Sequence
from contextlib import suppress
from html import unescape
from pathlib import Path
from shutil import which
from threading import Timer
from xml.sax.saxutils import escape

from deckgen.problem import Unusable
from deckgen.scene import Box
from deckgen.value import value

OFFICES = (
    "/usr/lib/libreoffice/program/soffice", "/usr/lib64/libreoffice/program/soffice", "/snap/bin/libreoffice",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "C:/Program Files/LibreOffice/program/soffice.com", "C:/Program Files (x86)/LibreOffice/program/soffice.com",
)
"""Where LibreOffice is when it is not on the PATH."""
PATIENCE = 60.0, 30.0
"""Seconds that LibreOffice may take to start, and for each deck."""

HAN = ("Noto Sans CJK SC", "Source Han Sans SC", "Noto Sans SC", "WenQuanYi Zen Hei")
"""Free faces whose Han characters and full-width marks are 1 em, best first."""
LIKE = {
    **dict.fromkeys(("Microsoft YaHei", "DengXian", "等线", "SimHei", "SimSun", "PingFang SC", "Hiragino Sans GB"), HAN),
    "Arial": ("Liberation Sans", "Arimo"), "Helvetica": ("Liberation Sans", "Arimo"), "Calibri": ("Carlito",),
    "Times New Roman": ("Liberation Serif", "Tinos"),
}
"""Faces that decks name, and free ones of the same widths."""

_pages = re.compile(r'<page width="([\d.]+)" height="([\d.]+)">(.*?)</page>', re.S).finditer
_words = re.compile(r'<word xMin="(\S+)" yMin="(\S+)" xMax="(\S+)" yMax="(\S+)">(.*?)</word>', re.S).finditer


@value(frozen=True)
class Word:
    """Letters that were painted together; `box` is as high as their face, which is more than their ink."""

    text: str
    box: Box


@value(frozen=True)
class Printed:
    """One page as it was printed, in points, its words in the order in which they were painted."""

    width: float
    height: float
    words: tuple[Word, ...]


def office() -> str:
    """LibreOffice's program. Raises Unusable where there is none."""
    for name in ("soffice", "libreoffice"):
        if found := which(name):
            return found
    for path in OFFICES:
        if os.access(path, os.X_OK):
            return path
    raise Unusable("LibreOffice was not found: install it, or put its soffice on the PATH; only --render and `pictures` need it")


def poppler(name: str) -> str:
    """One of poppler's programs. Raises Unusable where there is none."""
    if found := which(name):
        return found
    raise Unusable(f"{name} was not found: install poppler (poppler-utils), or put {name} on the PATH")


def print_decks(decks: Sequence[Path], folder: Path, tell: Callable[[Path], None] | None = None) -> list[tuple[Printed, ...]]:
    """The pages of each deck as LibreOffice prints them; hidden ones are not printed.

    `folder` takes the PDFs, so names of decks must differ. `tell` hears of each deck as LibreOffice turns to it. Raises Unusable
    where a program is missing, fails or hangs.
    """
    program, text = office(), poppler("pdftotext")
    if not decks:
        return []
    _convert(program, decks, folder, tell or (lambda deck: None))
    return [_read(text, folder / f"{deck.stem}.pdf") for deck in decks]


def draw_pages(deck: Path, folder: Path, width: int) -> list[Path]:
    """The pages of a deck as LibreOffice prints them, as PNG files in `folder`, so many pixels wide. Raises Unusable as above."""
    program, draw = office(), poppler("pdftoppm")
    _convert(program, [deck], folder, lambda deck: None)
    done = subprocess.run([draw, "-png", "-scale-to-x", str(width), "-scale-to-y", "-1", str(folder / f"{deck.stem}.pdf"),
                           str(folder / "page")], capture_output=True, check=False)
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip()
        raise Unusable(f"pdftoppm could not read {deck.stem}.pdf: {said or done.returncode}")
    return sorted(folder.glob("page-*.png"))


def _convert(program: str, decks: Sequence[Path], folder: Path, tell: Callable[[Path], None]) -> None:
    profile = (folder / "profile").resolve().as_uri()
    call = [program, f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf", "--outdir", str(folder),
            *(str(deck) for deck in decks)]
    named = {deck.name: deck for deck in decks}
    start, each = PATIENCE
    said = folder / "office.txt"
    with said.open("w", encoding="utf-8") as errors, subprocess.Popen(
            call, stdout=subprocess.PIPE, stderr=errors, text=True, errors="replace", env={**os.environ, **_fonts(folder)},
            start_new_session=True) as process:
        watch = Timer(start + each * len(decks), _end, [process])
        watch.daemon = True
        watch.start()
        try:
            assert process.stdout is not None
            for line in process.stdout:
                if line.startswith("convert ") and (deck := named.get(Path(line[8:].partition(" -> ")[0]).name)):
                    tell(deck)
            process.wait()
        except BaseException:
            _end(process)
            raise
        finally:
            hung = not watch.is_alive()
            watch.cancel()
    missing = [deck for deck in decks if not (folder / f"{deck.stem}.pdf").is_file()]
    if hung or process.returncode or missing:
        why = "did not finish" if hung else f"stopped with code {process.returncode}" if process.returncode else "made no PDF"
        last = said.read_text(encoding="utf-8").strip().splitlines()[-1:]
        raise Unusable(f"LibreOffice {why} of {(missing or decks)[0].name}" + (f": {last[0]}" if last else ""))


def _end(process: subprocess.Popen[str]) -> None:
    """End LibreOffice and what it has started: its program is a script that starts another."""
    if hasattr(os, "killpg"):
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()


def _fonts(folder: Path) -> dict[str, str]:
    """What the environment must say for fontconfig to take faces of the same widths; an author's own setting stays."""
    if "FONTCONFIG_FILE" in os.environ or not Path("/etc/fonts/fonts.conf").is_file():
        return {}
    rules = "".join(
        f'<match target="pattern"><test name="family"><string>{escape(name)}</string></test>'
        + f'<edit name="family" mode="assign" binding="strong">{"".join(f"<string>{each}</string>" for each in (*like, name))}'
        + "</edit></match>"
        for name, like in LIKE.items())
    path = folder / "fonts.conf"
    path.write_text(f'<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd"><fontconfig>'
                    f"<include>/etc/fonts/fonts.conf</include>{rules}</fontconfig>", encoding="utf-8")
    return {"FONTCONFIG_FILE": str(path)}


def _read(program: str, path: Path) -> tuple[Printed, ...]:
    done = subprocess.run([program, "-raw", "-bbox", "-enc", "UTF-8", str(path), "-"], capture_output=True, check=False)
    if done.returncode:
        raise Unusable(f"pdftotext could not read {path.name}: {done.stderr.decode(errors='replace').strip() or done.returncode}")
    return read_boxes(done.stdout.decode("utf-8", errors="replace"))


def read_boxes(text: str) -> tuple[Printed, ...]:
    """What `pdftotext -bbox` says, page by page."""
    found = []
    for page in _pages(text):
        words = []
        for word in _words(page[3]):
            left, top, right, bottom = (float(word[place]) for place in range(1, 5))
            words.append(Word(unescape(word[5]), Box(left, top, right - left, bottom - top)))
        found.append(Printed(float(page[1]), float(page[2]), tuple(words)))
    return tuple(found)
