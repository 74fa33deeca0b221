"""Where a picture is: in the talk's folder or below it, and nowhere else.

An outline from somebody else must not carry files of this machine away in a deck. So no address, no absolute path, no `..`, and
no link that leads out.
"""

from __future__ import annotations

import os
import re
from pathlib import Path, PureWindowsPath

from deckgen.pictures.kinds import ENDINGS
from deckgen.pictures.unshown import Unshown
from deckgen.problem import did_you_mean

ADDRESS = re.compile(r"(?:[a-z][a-z0-9+.-]+:|//)", re.I)
"""What leads to another machine, or names its kind; a single letter is a drive."""
MOST = 2000
"""Files of the talk's folder that are looked through for one with a similar name."""
SHOWN = 5
BESIDE = "copy it into the talk's folder, and write its path from there"


def find(written: str, folder: Path) -> Path:
    """The file that a path written in an outline means. Raises Unshown."""
    text = written.strip()
    if ADDRESS.match(text):
        raise Unshown("pictures are never fetched", "download it into the talk's folder, and write its path from there",
                      "picture-address")
    if "\\" in text or PureWindowsPath(text).drive:
        raise Unshown(f"'{text}' is a path of one system alone",
                      f"write it from the talk's folder with `/`: {PureWindowsPath(text).name}", "picture-path")
    parts = text.split("/")
    if not text or text.startswith(("/", "~")) or ".." in parts or "\0" in text:
        said = f"'{text}' leads out of the talk's folder" if text else "the picture's path is empty"
        raise Unshown(said, BESIDE, "picture-path")
    path = folder / text
    try:
        real, home = path.resolve(), folder.resolve()
        found = path.is_file()
    except OSError:
        found = False
    if not found:
        raise _missing(text, path, folder)
    if not real.is_relative_to(home):
        raise Unshown(f"'{text}' is a link that leads out of the talk's folder", BESIDE, "picture-path")
    return real


def _missing(text: str, path: Path, folder: Path) -> Unshown:
    known = _pictures(folder)
    hint = did_you_mean(text, known) or did_you_mean(text, [name for name in known if name.rpartition("/")[2] == path.name])
    if path.is_dir():
        return Unshown(f"'{text}' is a folder", hint + "name a picture in it", "no-picture")
    if not hint:
        same = [name for name in known if Path(name).stem.lower() == path.stem.lower()]
        hint = f"did you mean '{same[0]}'? " if same else ""
    more = ", …" if len(known) > SHOWN else ""
    listed = f"pictures here: {', '.join(known[:SHOWN])}{more}" if known else "there is no picture in the talk's folder"
    return Unshown(f"there is no picture '{text}'", hint + listed, "no-picture")


def _pictures(folder: Path) -> list[str]:
    """The pictures in a folder and below it, by path; hidden folders are passed over."""
    found: list[str] = []
    seen = 0
    for here, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            seen += 1
            if seen > MOST:
                return found
            if name.rpartition(".")[2].lower() in ENDINGS:
                found.append((Path(here) / name).relative_to(folder).as_posix())
    return found
