"""Writing a file that others write too: only over what was read, and whole or not at all."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from deckgen.problem import Unusable
from deckgen.source.history import Conflict


def save(path: Path, before: bytes, after: bytes) -> Conflict | None:
    """Replaces a file that still holds `before`; else nothing is written, and both are given back.

    The new file is written beside, then renamed; permissions stay, and where the path is a link, it stays one. Raises Unusable
    where the path can't be read or written. Between the last look and the renaming lie microseconds, not none: file systems
    have no rename that compares.
    """
    real = Path(os.path.realpath(path))
    part = real.with_name(f".{real.name}.{os.getpid()}.part")
    try:
        if (disk := on_disk(real)) != before:
            return Conflict(disk, after)
        part.write_bytes(after)
        os.chmod(part, real.stat().st_mode & 0o7777)
        if (disk := on_disk(real)) != before:
            return Conflict(disk, after)
        os.replace(part, real)
    except OSError as error:
        raise Unusable(f"{path}: {error.strerror or error}") from None
    finally:
        with suppress(OSError):
            part.unlink()
    return None


def on_disk(path: Path) -> bytes | None:
    """The bytes of a file; None where there is none. Raises OSError where it can't be read."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
