"""What one preview knows and does: the talk as it was made last, what is wrong with it now, and the edits behind it.

All of it happens on one thread, one thing after the other, so that two browsers and an editor never meet halfway. Whoever looks
is told by events: `deck` with the pages that changed, `status` with all that stands around them.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from zlib import crc32

from deckgen.formats.html.pages import Data
from deckgen.outline import editing
from deckgen.outline.editing import Meant
from deckgen.outline.keys import find
from deckgen.pipeline import Talk, build
from deckgen.preview.making import Made, Wish, first_pass, judge, second_pass
from deckgen.preview.telling import deck_event, status_event
from deckgen.problem import DeckgenError, Problem, Unusable
from deckgen.source.apply import encoded
from deckgen.source.history import Conflict, History
from deckgen.source.read import composed, read_source
from deckgen.source.save import on_disk, save
from deckgen.source.span import Source
from deckgen.value import value

Tell = Callable[[str, Data], None]
ACTS: Mapping[str, Callable[..., Meant]] = {
    "add-slide": editing.add_slide, "duplicate-slide": editing.duplicate_slide, "move-slide": editing.move_slide,
    "remove-slide": editing.remove_slide, "add-item": editing.add_item, "duplicate-item": editing.duplicate_item,
    "move-item": editing.move_item, "remove-item": editing.remove_item,
}
"""What can be done to slides and to whatever stands in a list, by the names that the page asks with."""


@value(frozen=True)
class Clash:
    """Words that were changed elsewhere while they were open here: both."""

    ours: str
    theirs: str


class Desk:
    """One talk, being previewed. Not for several threads at once.

    `tell` hears every event. The history holds this file's changes since the preview began, other programs' among them.
    """

    def __init__(self, wish: Wish, tell: Tell) -> None:
        self.wish, self.tell = wish, tell
        self.made: Made | None = None
        self.faults: tuple[Problem, ...] = ()
        """Why the file as it is now makes no deck; the deck before it stays."""
        self.version = 0
        self.history = History(on_disk(wish.path) or b"")
        self.foreign: set[int] = set()
        """How many changes lay in the history after each one that was not made here."""
        self.art: Mapping[str, bytes] = {}
        """What the talk's template draws below its pages, by the names that the browser asks for."""
        self.brand: tuple[str, int] | None = None
        """Whose art that is."""
        self.addresses: Mapping[str, str] = {}
        """Where the browser finds it, by layout."""
        self.spent = 0.0
        """Milliseconds from noticing the last change to having its pages."""

    # ---- making ----------------------------------------------------------------------------------------------------------

    def start(self) -> None:
        """The first deck. Nothing is raised for what is wrong in the author's files: it is told."""
        self._pass(self._whole)
        gc.disable()
        gc.freeze()

    def bare(self) -> Made | None:
        """The talk, where its template's own drawing is not known yet."""
        if self.made is None or self.wish.brand(self.made.talk) in (None, self.brand):
            return None
        return self.made

    def dress(self, made: Made, art: Mapping[str, bytes]) -> None:
        """Lay a template's own drawing, by layout, below the pages."""
        self.brand = self.wish.brand(made.talk)
        self.art = {f"{number}-{crc32(data)}.png": data for number, data in enumerate(art.values())}
        self.addresses = {layout: f"/art/{name}" for layout, name in zip(art, self.art, strict=True)}
        self._pass(self._whole)

    def _whole(self, talk: Talk | None = None) -> Made:
        return second_pass(self.wish, self.made, talk, self.addresses)

    def changed(self, other: bool) -> bool:
        """Something was saved: the first pass over it. `other` says that other files than the outline are meant too.

        False where nothing is new.
        """
        try:
            disk = on_disk(self.wish.path)
        except OSError as error:
            self._tell_faults((Problem(f"{self.wish.path}: {error.strerror or error}"),))
            return True
        if disk is None:
            self._tell_faults((Problem(f"{self.wish.path}: no such file; the deck before it stays until it is back"),))
            return True
        if disk == self.history.data and not other and not self.faults:
            return False
        if disk != self.history.data:
            self.history = self.history.taken_over(disk)
            self.foreign.add(len(self.history.done))
        if other or not self._pass(lambda: first_pass(self.wish, self.made)):
            self.finish(anew=True)
        return True

    def finish(self, anew: bool = False) -> None:
        """The second pass: everything with every rule. `anew`: read again too, not only what the first pass read."""
        read = self.made.talk if self.made is not None and not (anew or self.made.whole or self.faults) else None
        self._pass(lambda: self._whole(read))
        gc.collect()  # now nobody waits

    def _pass(self, make: Callable[[], Made | None]) -> bool:
        """One pass; False where it has nothing to show, and another is needed."""
        begun = time.perf_counter()
        try:
            made = make()
        except DeckgenError as error:
            self._tell_faults(error.problems)
            return True
        except Unusable as error:
            self._tell_faults((Problem(str(error)),))
            return True
        if made is None:
            return False
        before, self.made, self.faults = self.made, made, ()
        self.version += 1
        self.spent = (time.perf_counter() - begun) * 1000
        event = deck_event(made, before, self.version)
        if event is not None:
            self.tell("deck", event)
        if made.whole:  # the pages are on their way to the browser while the rules are asked
            try:
                self.made = judge(made)
            except DeckgenError as error:
                self._tell_faults(error.problems)
                return True
            self.tell("status", self.status())
        return True

    def _tell_faults(self, problems: tuple[Problem, ...]) -> None:
        self.faults = problems
        self.version += 1
        self.tell("status", self.status())

    def whole(self) -> Data:
        """Everything that a page which has just been opened needs."""
        deck = deck_event(self.made, None, self.version) if self.made is not None else None
        return {"deck": deck, "status": self.status()}

    def status(self) -> Data:
        """What stands around the pages: problems, coverage, time, what can be undone."""
        return status_event(self.made, self.faults, self.wish, self.version, len(self.history.done), len(self.history.undone),
                            self.spent)

    # ---- editing ---------------------------------------------------------------------------------------------------------

    def words(self, key: str) -> Data:
        """The words under a key as they were typed, and where. Raises DeckgenError where there are none."""
        source = self._source()
        self._refuse_lent(key)
        text = editing.typed(source, key)
        spot = find(composed(source), key)
        assert spot is not None
        return {"key": key, "text": text, "file": str(self.wish.path.resolve()), "line": spot.node.span.line,
                "column": spot.node.span.column, "item": bool(spot.items)}

    def _refuse_lent(self, key: str) -> None:
        """Raises DeckgenError for words of a slide that is used from another file."""
        lent = self.made.talk.outline.borrowed.get(key.partition("/")[0]) if self.made is not None else None
        if lent is not None:
            raise DeckgenError([Problem(f"these words come from {lent.path}: edit them there", lent.place)])

    def edit(self, key: str, before: str, text: str) -> Clash | None:
        """Other words under a key, as long as they are still those that were opened; else both are given back."""
        source = self._source()
        try:
            now = editing.typed(source, key)
        except DeckgenError:
            return Clash(text, "")
        if now != before:
            return Clash(text, now)
        self._make(source, editing.reword(source, key, text))
        return None

    def act(self, name: str, arguments: Mapping[str, object]) -> tuple[str, list[str]]:
        """Add, duplicate, move or remove a slide or an item. Gives the key of what should be looked at then, and warnings."""
        source = self._source()
        meant = ACTS[name](source, **arguments)
        self._make(source, meant)
        return meant.key, [problem.message for problem in meant.problems]

    def undo(self, really: bool = False) -> str:
        """Take the last change back. Where another program made it, only if it is meant `really`: else says so."""
        return self._step(len(self.history.done), self.history.undo, really)

    def redo(self, really: bool = False) -> str:
        """Make again what was taken back last."""
        return self._step(len(self.history.done) + 1, self.history.redo, really)

    def _step(self, number: int, step: Callable[[], History], really: bool) -> str:
        if self.history.conflict(on_disk(self.wish.path)):
            self.changed(False)
            return "the file was changed on disk meanwhile; look at it first"
        if number in self.foreign and not really:
            return "this change was made in another program"
        after = step()
        if after is not self.history:
            self._write(self.history.data, after.data)
            self.history = after
            self._remake()
        return ""

    def _source(self) -> Source:
        """The file as it is on disk now."""
        disk = on_disk(self.wish.path)
        if disk is not None and disk != self.history.data:
            self.changed(False)
        return read_source(self.wish.path)

    def _make(self, source: Source, meant: Meant) -> None:
        after = encoded(editing.made(source, meant))
        before = encoded(source)
        if after == before:
            return
        self._write(before, after)
        self.history = self.history.edited(after)
        self.foreign = {number for number in self.foreign if number < len(self.history.done)}
        self._remake()

    def _write(self, before: bytes, after: bytes) -> None:
        clash = save(self.wish.path, before, after)
        if isinstance(clash, Conflict):
            raise DeckgenError([Problem("the file was changed on disk in this very moment", hint="look at it, and edit again")])

    def _remake(self) -> None:
        if not self._pass(lambda: first_pass(self.wish, self.made)):
            self.finish(anew=True)

    # ---- the rest --------------------------------------------------------------------------------------------------------

    def choose(self, variant: str | None, minutes: float | None) -> Data:
        """Another variant, or another number of minutes."""
        self.wish = replace(self.wish, variant=variant, minutes=minutes)
        self._pass(self._whole)
        return {}

    def build(self, folder: Path) -> Data:
        """Build deck and notes of what is shown, as `deckgen build` does. Raises DeckgenError, Unusable."""
        talk = self.wish.talk()
        built = build(talk, folder / f"{talk.stem}.pptx")
        return {"files": [str(path) for path in built.files.values()]}
