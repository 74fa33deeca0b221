"""What used slides said when the outline last took note of them: a file beside it, by which later changes are seen.

    outline.yaml  ─▶  outline.used.json    {"recipe": {"from": "other/outline.yaml#recipe", "hash": "3d23…", "words": {…}}}

A build always takes what a source says now; the record is what its author looked at and agreed to. `deckgen outdated --write`
writes it, and nothing else does, so it belongs with the outline under version control. It holds the words, not only their hash,
since the file that they came from need not have a history.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher
from pathlib import Path
from typing import Literal

from deckgen.outline.model import Borrowed, Outline
from deckgen.problem import Unusable
from deckgen.value import value

Kind = Literal["same", "changed", "moved", "new", "gone"]
TOKEN = re.compile(r"[a-zA-Z0-9]+|\s+|.", re.S)
"""What is compared: a Latin word or number, a run of blanks, or one character."""


@value(frozen=True)
class Change:
    """One word or field that is otherwise: its key in the slide, what it was and what it is; empty where there was or is none."""

    key: str
    before: str
    now: str

    def parts(self) -> Iterator[tuple[Literal["same", "out", "in"], str]]:
        """The text piece by piece: what stayed, what went out and what came in."""
        old, new = TOKEN.findall(self.before), TOKEN.findall(self.now)
        for how, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
            if how == "equal":
                yield "same", "".join(old[a:b])
                continue
            if b > a:
                yield "out", "".join(old[a:b])
            if d > c:
                yield "in", "".join(new[c:d])


@value(frozen=True)
class Compared:
    """A used slide beside the record: `new` is not in it yet, `moved` comes from elsewhere with the same words, `gone` is used
    no more.
    """

    slide: str
    kind: Kind
    source: str
    before: str = ""
    """Where it came from, where that was elsewhere."""
    changes: tuple[Change, ...] = ()
    borrowed: Borrowed | None = None


def record_of(path: Path) -> Path:
    """The record of an outline."""
    return path.with_name(f"{path.stem}.used.json")


def recorded(outline: Outline) -> str:
    """The record as it would be written now."""
    data = {slide: {"from": each.name, "hash": each.digest, "words": dict(each.words)}
            for slide, each in sorted(outline.borrowed.items())}
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def compared(outline: Outline, path: Path) -> list[Compared]:
    """Every used slide beside the record of the outline at `path`, in the outline's order, then those that are used no more."""
    known = _read(record_of(path))
    found = [_compared(slide, each, known.get(slide)) for slide, each in outline.borrowed.items()]
    gone = {slide: str(each["from"]) for slide, each in known.items() if slide not in outline.borrowed}
    return [*found, *(Compared(slide, "gone", source) for slide, source in gone.items())]


def _compared(slide: str, now: Borrowed, then: Mapping[str, object] | None) -> Compared:
    if then is None:
        return Compared(slide, "new", now.name, borrowed=now)
    before = "" if then["from"] == now.name else str(then["from"])
    if then["hash"] == now.digest:
        return Compared(slide, "moved" if before else "same", now.name, before, borrowed=now)
    words = then["words"]
    assert isinstance(words, dict)
    return Compared(slide, "changed", now.name, before, tuple(_changes(words, now.words)), now)


def _changes(then: Mapping[str, str], now: Mapping[str, str]) -> Iterator[Change]:
    """What is otherwise, the texts in their order: an item that came in changes none behind it, whose keys count on."""
    old, new = list(then.items()), list(now.items())
    signs = [[(re.sub(r"\d+", "", key), text) for key, text in each] for each in (old, new)]
    for how, a, b, c, d in SequenceMatcher(None, signs[0], signs[1], autojunk=False).get_opcodes():
        if how == "equal":
            continue
        for (was, before), (key, text) in zip(old[a:b], new[c:d], strict=False):
            yield Change(key if key == was else f"{was} → {key}", before, text)
        yield from (Change(key, text, "") for key, text in old[a + min(b - a, d - c):b])
        yield from (Change(key, "", text) for key, text in new[c + min(b - a, d - c):d])


def _read(path: Path) -> dict[str, dict[str, object]]:
    """The record in a file; empty where there is none. Raises Unusable where it is none of ours."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        if not all({"from", "hash", "words"} <= set(each) and isinstance(each["words"], dict) for each in data.values()):
            raise ValueError
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise Unusable(f"{path}: {error.strerror or error}") from None
    except (ValueError, AttributeError, TypeError):
        raise Unusable(f"{path}: no record of used slides; write it anew with `deckgen outdated --write`, "
                       "after deleting it") from None
    return dict(data)
