"""What this machine has: versions, programs, and the fonts that stand in for those of a theme."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from importlib.metadata import PackageNotFoundError, requires, version

from deckgen.templating import builtin
from deckgen.theme.model import Theme
from deckgen.value import value

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "microsoft-edge", "firefox")
TWINS = {("Arial", "Liberation Sans"), ("Calibri", "Carlito"), ("Times New Roman", "Liberation Serif"),
         ("Courier New", "Liberation Mono"), ("Cambria", "Caladea")}
"""Faces whose letters are equally wide."""
PATIENCE = 20.0
"""Seconds that a program may take to say who it is."""


@value(frozen=True)
class Fact:
    """One thing: what it is, what there is of it, and what to know about it where something is."""

    name: str
    found: str
    note: str = ""


def facts(theme: Theme) -> list[Fact]:
    """All of it: Python, packages, programs, fonts."""
    return [Fact("python", ".".join(map(str, sys.version_info[:3]))), *packages(), *programs(), *fonts(theme)]


def packages() -> list[Fact]:
    """What deckgen needs to run, against the versions that it was tested with (constraints.txt, where that is at hand)."""
    file = builtin().parent / "constraints.txt"
    tested = dict(re.findall(r"^([\w.-]+)==([^\s;]+)", file.read_text(encoding="utf-8"), re.M)) if file.is_file() else {}
    tested = {plain(name): number for name, number in tested.items()}
    found = []
    for line in requires("deckgen") or ():
        name, _, condition = line.partition(";")
        if "extra" in condition:
            continue
        name = re.split(r"[<>=!~ \[]", name.strip())[0]
        try:
            number = version(name)
        except PackageNotFoundError:
            found.append(Fact(name, "none", "pip install -c constraints.txt -e ."))
            continue
        other = tested.get(plain(name), number)
        found.append(Fact(name, number, "" if number == other else f"tested with {other}"))
    return found


def plain(name: str) -> str:
    """The name of a package as PyPI compares it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def programs() -> list[Fact]:
    """What decks can be looked at with; none is needed to build."""
    office, pages = shutil.which("soffice"), shutil.which("pdftotext")
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    return [
        Fact("LibreOffice", said(office, "--version") if office else "none", "" if office else "check --render needs it"),
        Fact("pdftotext", said(pages, "-v") if pages else "none", "" if pages else "check --render needs it"),
        Fact("browser", said(browser, "--version") if browser else "none"),
    ]


def said(program: str, option: str) -> str:
    """The first line of what a program says of itself, else where it is."""
    try:
        done = subprocess.run([program, option], capture_output=True, text=True, check=False, timeout=PATIENCE)
    except (OSError, subprocess.TimeoutExpired):
        return program
    lines = (done.stdout + done.stderr).strip().splitlines()
    return lines[0].strip() if lines else program


def fonts(theme: Theme) -> list[Fact]:
    """The faces that a theme names, and what this machine would draw instead."""
    match = shutil.which("fc-match")
    found = []
    faces = ("Latin", theme.latin, ""), ("Chinese", theme.east_asian, ":lang=zh-cn"), ("code", theme.code, "")
    for use, name, language in faces:
        if not name:
            continue
        if match is None:
            found.append(Fact(f"{use} font", name, "unknown whether it is here: no fontconfig"))
            continue
        drawn = said_of(match, f"{name}{language}")
        same = name in drawn
        twin = any((name, each) in TWINS for each in drawn)
        note = "" if same else f"drawn here with {drawn[0] if drawn else 'nothing'}" + (", as wide" if twin else "")
        found.append(Fact(f"{use} font", name, note))
    return found


def said_of(match: str, pattern: str) -> list[str]:
    """The names of the family that fontconfig takes for a pattern."""
    try:
        done = subprocess.run([match, pattern, "-f", "%{family}"], capture_output=True, text=True, check=False, timeout=PATIENCE)
    except (OSError, subprocess.TimeoutExpired):
        return []
    return [name.strip() for name in done.stdout.split(",") if name.strip()]
