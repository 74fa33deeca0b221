"""What all tests share: where the real talk is, and how to build it once per process."""

from __future__ import annotations

import os
import shutil
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
TALK = ROOT / "talk" / "outline.yaml"
VARIANTS = ("opener", "talk", "lecture")


os.environ["DECKGEN_LANG"] = "en"
"""Tests compare messages as the code has them; those of the catalogue ask for its language."""


@cache
def needs(program: str) -> str:
    """The path of a program that some tests look through. Without it they skip on a laptop; under CI they fail."""
    found = shutil.which(program)
    if found is None:
        if os.environ.get("CI"):
            raise AssertionError(f"{program} is required under CI")
        pytest.skip(f"{program} is not installed")
    return found


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The real talk in its three variants, as `deckgen build` writes it: the decks by variant, their notes beside them."""
    from deckgen.pipeline import build, open_talk

    folder = tmp_path_factory.mktemp("talk")
    paths = {}
    for variant in VARIANTS:
        paths[variant] = folder / f"{variant}.pptx"
        build(open_talk(TALK, variant), paths[variant])
    return paths


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--golden", action="store_true", help="write the pages in tests/decks anew; then read the difference")
