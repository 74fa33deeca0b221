"""Documents compiled once for all builds of a user, as Python keeps its own bytecode.

A notes template takes a twentieth of a small build to compile. Slides are compiled anew: their stamps count the files of this
build. Jinja keeps the bytecode in a folder that belongs to the user alone, and looks at the text of the template before it
believes it; what our own sandbox adds to a template is told apart by the age of its code.
"""

from __future__ import annotations

from pathlib import Path

from jinja2 import BytecodeCache, Environment, FileSystemBytecodeCache
from jinja2.bccache import Bucket

from deckgen import __version__


class Compiled(FileSystemBytecodeCache):
    """Jinja's cache, for documents alone."""

    def get_bucket(self, environment: Environment, name: str, filename: str | None, source: str) -> Bucket:
        if name.endswith(".md.j2"):
            return super().get_bucket(environment, name, filename, source)
        return Bucket(environment, "", "")

    def set_bucket(self, bucket: Bucket) -> None:
        if bucket.key:
            super().set_bucket(bucket)


def compiled() -> BytecodeCache | None:
    """The cache of this user; None where there is no folder that is the user's alone."""
    age = (Path(__file__).parent / "sandbox.py").stat().st_mtime_ns
    try:
        return Compiled(pattern=f"deckgen-{__version__}-{age}-%s.cache")
    except (RuntimeError, OSError):
        return None
