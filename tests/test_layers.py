"""Imports run one way. The list is the house, from the ground up; a module imports only rooms below its own."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOMS = [
    "value",
    "source.span",
    "source.edit",
    "text.scripts",
    "text.paragraph",
    "text.face",
    "problem",
    "messages",
    "source",
    "maths",
    "outline",
    "text",
    "citations",
    "templating",
    "markup",
    "scene",
    "pictures",
    "theme",
    "layout",
    "formats",
    "documents",
    "checks",
    "themes",
    "natives",
    "pipeline",
    "lending",
    "session",
    "drafting",
    "preview",
    "cli",
]
PACKAGE = Path(__file__).parent.parent / "src" / "deckgen"
MODULES = sorted(path for path in PACKAGE.rglob("*.py") if path.name not in ("__main__.py",) and path != PACKAGE / "__init__.py")


def room(module: str) -> int:
    """The floor that a module stands on: the longest name in the list that it starts with."""
    name = module.removeprefix("deckgen.")
    fits = [each for each in ROOMS if name == each or name.startswith(each + ".")]
    if not fits:
        raise AssertionError(f"{module} has no room in the list")
    return ROOMS.index(max(fits, key=len))


def name_of(path: Path) -> str:
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(("deckgen", *(part for part in parts if part != "__init__")))


def imports(tree: ast.AST) -> set[str]:
    """Every deckgen module that is imported anywhere in a file, late imports too."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("deckgen."):
            found.add(node.module)
        elif isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names if alias.name.startswith("deckgen."))
    return found


def upward(module: str, tree: ast.AST) -> list[str]:
    return sorted(target for target in imports(tree) if room(target) > room(module))


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_imports_run_one_way(path: Path) -> None:
    assert upward(name_of(path), ast.parse(path.read_text(encoding="utf-8"))) == []


def test_an_import_upwards_is_seen() -> None:
    tree = ast.parse("def f():\n    from deckgen.layout.pages import lay_out")
    assert upward("deckgen.outline.model", tree) == ["deckgen.layout.pages"]


@pytest.mark.parametrize("path", [p for p in MODULES if "powerpoint" not in p.parts], ids=name_of)
def test_only_the_powerpoint_room_knows_python_pptx(path: Path) -> None:
    nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    names = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    names |= {node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)}
    assert not [name for name in names if name.split(".")[0] == "pptx"]


@pytest.mark.parametrize("words", [["--help"], ["--version"], ["build", "--help"], ["check", "--help"],
                                   ["pick", "--help"], ["list", "--help"]], ids=" ".join)
def test_help_imports_nothing_heavy(words: list[str]) -> None:
    code = (f"import sys; sys.argv = ['deckgen', *{words!r}]\n"
            "from deckgen.cli import main\n"
            "try:\n    main()\n"
            "except SystemExit:\n    pass\n"
            "heavy = {'pptx', 'jinja2', 'lxml', 'rich', 'markdown_it', 'yaml'} & set(sys.modules)\n"
            "sys.exit(f'imported: {sorted(heavy)}' if heavy else 0)")
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_a_build_imports_nothing_heavy(tmp_path: Path) -> None:
    outline = PACKAGE.parent.parent / "talk" / "outline.yaml"
    code = (f"import sys; sys.argv = ['deckgen', 'build', {str(outline)!r}, '-q', '-o', {str(tmp_path / 'x.pptx')!r}]\n"
            "from deckgen.cli import main\n"
            "try:\n    main()\n"
            "except SystemExit as end:\n    assert not end.code\n"
            "heavy = {'pptx', 'lxml', 'rich', 'markdown_it', 'PIL', 'urllib.request', 'ssl', 'pybtex', 'deckgen.citations',\n"
            "         'deckgen.formats.powerpoint.timing', 'deckgen.layout.builds', 'deckgen.maths', 'math_core',\n"
            "         'deckgen.documents', 'deckgen.formats.svg', 'docx', 'typst', 'resvg_py'}\n"
            "heavy &= set(sys.modules)\n"
            "sys.exit(f'imported: {sorted(heavy)}' if heavy else 0)")
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
