"""Both ways of installing find the templates: a wheel that carries them, and the checkout's own src."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from conftest import ROOT

BUILD = "from deckgen.cli import main; main(['build', r'{talk}', '-q', '-o', r'{out}'])"


def run(code: str, source: Path, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run Python in a folder of its own that sees one copy of deckgen and nothing of the checkout."""
    environment = {**os.environ, "PYTHONPATH": str(source), "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run([sys.executable, "-c", code], cwd=folder, env=environment, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built without network and unpacked."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run([sys.executable, "-m", "pip", "wheel", "-q", "--no-build-isolation", "--no-deps", "--no-index", "-w", folder,
                    str(ROOT)], check=True, capture_output=True)
    (path,) = folder.glob("deckgen-*.whl")
    with zipfile.ZipFile(path) as archive:
        archive.extractall(folder / "unpacked")
    return folder / "unpacked"


def test_a_wheel_carries_its_templates(wheel: Path, tmp_path: Path) -> None:
    out = tmp_path / "wheel.pptx"
    where = run("import deckgen.templating as t; print(t.builtin())", wheel, tmp_path)
    assert Path(where.stdout.strip()) == wheel / "deckgen" / "templates", where.stderr
    done = run(BUILD.format(talk=ROOT / "talk" / "outline.yaml", out=out), wheel, tmp_path)
    assert done.returncode == 0, done.stderr
    assert out.exists()


def test_the_checkout_finds_its_templates(tmp_path: Path) -> None:
    out = tmp_path / "checkout.pptx"
    where = run("import deckgen.templating as t; print(t.builtin())", ROOT / "src", tmp_path)
    assert Path(where.stdout.strip()) == ROOT / "templates", where.stderr
    done = run(BUILD.format(talk=ROOT / "talk" / "outline.yaml", out=out), ROOT / "src", tmp_path)
    assert done.returncode == 0, done.stderr


def test_nothing_of_one_machine_is_in_the_tree() -> None:
    """No absolute paths of a machine and no registry hosts in what is kept."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout.decode().split("\0")
    signs = ["/ho" + "me/", "/ro" + "ot/", "/wo" + "rk/", "pypi" + ".org", "registry" + ".npmjs"]
    for name in filter(None, listed):
        path = ROOT / name
        if path.suffix in (".py", ".md", ".yaml", ".toml", ".txt", ".j2", ".json", "") and path.is_file():
            text = path.read_text(encoding="utf-8", errors="ignore")
            assert not [sign for sign in signs if sign in text], name
