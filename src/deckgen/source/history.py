"""What was done to a file, to be undone and done again to the byte; and whether somebody else was there meanwhile."""

from __future__ import annotations

from dataclasses import field

from deckgen.value import value


@value(frozen=True)
class Patch:
    """One change of a file: `new` stands where `old` stood, `start` bytes from the beginning."""

    start: int
    old: bytes
    new: bytes

    @classmethod
    def between(cls, before: bytes, after: bytes) -> Patch:
        """The shortest one stretch in which two files differ."""
        most = min(len(before), len(after))
        start = _alike(before, after, most)
        end = _alike(before[::-1], after[::-1], most - start)
        return cls(start, before[start:len(before) - end], after[start:len(after) - end])

    def made(self, data: bytes) -> bytes:
        """The bytes with this change. Raises ValueError where they are not those that it was made for."""
        end = self.start + len(self.old)
        if data[self.start:end] != self.old:
            raise ValueError("the file is not the one that was changed")
        return data[:self.start] + self.new + data[end:]

    @property
    def undo(self) -> Patch:
        """The change that takes this one back."""
        return Patch(self.start, self.new, self.old)


@value(frozen=True)
class Conflict:
    """A file that somebody else changed: what is on disk (None where it is gone), and what it was left as or should become."""

    disk: bytes | None = field(repr=False)
    ours: bytes = field(repr=False)


@value(frozen=True)
class History:
    """A file as we left it, and the changes behind it: `done` may be undone from the last on, `undone` done again."""

    data: bytes = field(repr=False)
    done: tuple[Patch, ...] = ()
    undone: tuple[Patch, ...] = ()

    def edited(self, after: bytes) -> History:
        """With one more change; what was undone is forgotten. The same where nothing changes."""
        if after == self.data:
            return self
        return History(after, (*self.done, Patch.between(self.data, after)))

    def undo(self) -> History:
        """The last change taken back; the same where there is none."""
        if not self.done:
            return self
        last = self.done[-1]
        return History(last.undo.made(self.data), self.done[:-1], (*self.undone, last))

    def redo(self) -> History:
        """What was taken back last, made again; the same where there is nothing."""
        if not self.undone:
            return self
        last = self.undone[-1]
        return History(last.made(self.data), (*self.done, last), self.undone[:-1])

    def conflict(self, disk: bytes | None) -> Conflict | None:
        """Whether the file on disk is still the one that we left, byte for byte; both where it is not."""
        return None if disk == self.data else Conflict(disk, self.data)

    def taken_over(self, disk: bytes) -> History:
        """With what somebody else wrote as one more change, so that it can be undone like our own."""
        return self.edited(disk)


def _alike(one: bytes, other: bytes, most: int) -> int:
    """How many bytes two files begin with alike, `most` at most; by halves, since comparing a slice is quick."""
    low, high = 0, most
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low
