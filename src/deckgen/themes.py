"""Where a talk's look comes from: tokens in a `theme.yaml`, the talk's own or built in, or somebody's .potx or .pptx."""

from __future__ import annotations

from pathlib import Path

from deckgen.outline.model import Look, Outline
from deckgen.problem import DeckgenError, Problem, Unusable, did_you_mean
from deckgen.templating import builtin
from deckgen.theme.model import Theme
from deckgen.theme.read import read_theme

DEFAULT = Path("themes/default/theme.yaml")
BRANDS = (".potx", ".pptx")
"""What somebody's template is called."""
OTHERS = (".ppt", ".pot", ".pps", ".ppsx", ".odp", ".otp", ".key", ".potm", ".pptm", ".pdf")
"""What presentations are called that are no theme as they are."""


def theme_of(outline: Outline, folders: list[Path], home: Path, instead: Path | None = None) -> Theme:
    """The theme that the talk names: somebody's template under the outline's folder, `home`, else one of tokens from its own
    `templates/themes/` or the built-in ones. `instead` is from the command line: a theme's name, or a template, which may lie
    anywhere.
    """
    if instead is not None and instead.suffix:
        return template(instead)
    asked = outline.talk.theme if instead is None else None
    name = str(asked.file if asked is not None else instead or "default")
    if asked is not None and name.lower().endswith(BRANDS):
        return _brand(asked, builtin() / DEFAULT, home)
    if asked is not None and asked.map:
        raise DeckgenError([Problem("only somebody's template takes a `map:`, a theme of its own names its layouts by role",
                                    next(iter(asked.map.values())).span, "take it out, or name a .potx or .pptx", "theme-map")])
    for folder in folders:
        path = folder / "themes" / name / "theme.yaml"
        if path.is_file():
            return read_theme(path, folders)
    known = sorted({path.parent.name for folder in folders for path in folder.glob("themes/*/theme.yaml")})
    hint = f"{did_you_mean(name, known)}themes: {', '.join(known)}"
    if Path(name).suffix.lower() in OTHERS:
        hint = "save it as .potx in PowerPoint or in the program that made it, and name that file"
    raise DeckgenError([Problem(f"no theme named '{name}'", outline.span("talk/theme") if asked is not None else None, hint,
                                "unknown-theme")])


def _brand(asked: Look, house: Path, home: Path) -> Theme:
    """Somebody's .potx or .pptx that the talk names. Raises DeckgenError where it can be none, or lies elsewhere."""
    from deckgen.formats.powerpoint.theme_in import read_brand

    path = home / str(asked.file)
    if not path.resolve().is_relative_to(home.resolve()):
        raise DeckgenError([Problem(f"the template '{asked.file}' lies outside of the outline's folder", asked.file.span,
                                    "copy it beside the outline, or name it on the command line: --theme FILE", "template-path")])
    try:
        return read_brand(path, read_theme(house), asked.map, asked.file.span)
    except OSError as error:
        near = sorted(each.name for each in path.parent.glob("*") if each.name.lower().endswith(BRANDS))
        raise DeckgenError([Problem(f"can't read the template '{asked.file}' ({error.strerror or error})", asked.file.span,
                                    f"{did_you_mean(path.name, near)}name a .potx or .pptx, seen from the outline's folder",
                                    "template")]) from None


def template(path: Path) -> Theme:
    """A template that the command line names, wherever it lies. Raises DeckgenError where it can be no theme."""
    from deckgen.formats.powerpoint.theme_in import read_brand

    if not path.name.lower().endswith(BRANDS):
        raise DeckgenError([Problem(f"the template {path.name} is no .potx and no .pptx", None,
                                    "save it as .potx in PowerPoint: the look is the same, without macros", "template")])
    try:
        return read_brand(path, read_theme(builtin() / DEFAULT), {})
    except OSError as error:
        raise Unusable(f"{path}: {error.strerror or error}") from None
