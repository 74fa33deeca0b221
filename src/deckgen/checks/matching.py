"""Which printed words are which paragraph: texts are found in the stream of a page's words, in the order of painting.

Both sides are compared in NFKC without white space, since renderers cut words as they like. Markers, page numbers and the
words of charts belong to nobody. Where a text stands on a page more than once, the one inside the frame is taken, then the
next one in order. Words of Hebrew and Arabic are turned round first: pdftotext gives them as they are seen, from left to right.
What is found only in part has lost the rest: pdftotext is silent about letters off the page.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from unicodedata import category, normalize

from deckgen.checks.promises import Promise
from deckgen.formats.rendered import Printed, Word
from deckgen.scene import Box
from deckgen.text.scripts import is_leftward
from deckgen.value import value

TAKEN = "\ufdd0"
"""Stands in the stream for letters that a paragraph has claimed."""
NEW_LINE = 0.6
"""How far a word's middle must lie from the last one's to be on another line, as a share of the pitch. A superscript rises by
less than 0.4, lines are a whole pitch apart."""
LEAST = 0.3
"""The share of a text that must be found for it to count as printed in part."""
_clusters = re.compile(r"[^\W_](?:[\u0300-\u036f\u1ab0-\u1aff\u20d0-\u20ff\u3099\u309a\ufe00-\ufe0f])*|.", re.S).findall


@value(frozen=True)
class Piece:
    """A printed word of a paragraph, or as much of one as belongs to it; `at` is its offset in the paragraph's text."""

    word: Word
    at: int


@value(frozen=True)
class Set:
    """A paragraph as it was printed: its lines from top to bottom, and how many of its letters are nowhere on the page."""

    promise: Promise
    lines: tuple[tuple[Piece, ...], ...]
    lost: int

    @property
    def starts(self) -> tuple[int, ...]:
        """The offsets in the text at which its lines begin."""
        return tuple(line[0].at for line in self.lines)


def squeezed(text: str) -> tuple[str, list[int]]:
    """Text as it is compared, and for each of its characters the offset in what it was made from."""
    out: list[str] = []
    places: list[int] = []
    at = 0
    for cluster in _clusters(text):
        kept = [char for char in normalize("NFKC", cluster) if not char.isspace() and category(char) not in ("Cf", "Cc")]
        out += kept
        places += [at] * len(kept)
        at += len(cluster)
    return "".join(out), places


def logical(words: Sequence[Word]) -> list[Word]:
    """Words in the order in which they are read: stretches of a line that run from right to left are turned round."""
    found: list[Word] = []
    start = 0
    for number, word in enumerate(words):
        if number < start or not _is_turned(word):
            continue
        stop = number + 1
        for place in range(number + 1, len(words)):
            if not _follows(words[place - 1].box, words[place].box):
                break
            stop = place + 1 if _is_turned(words[place]) else stop
        found += words[start:number]
        found += [replace(each, text=each.text[::-1]) if _is_turned(each) else each for each in reversed(words[number:stop])]
        start = stop
    return [*found, *words[start:]]


def _is_turned(word: Word) -> bool:
    return any(is_leftward(char) for char in word.text)


def _follows(one: Box, other: Box) -> bool:
    """Whether a word stands right of another on its line."""
    return other.x >= one.right - 1 and abs(one.middle[1] - other.middle[1]) < one.height / 4


class Stream:
    """The letters of a page in the order of painting, each with its word; letters are claimed one paragraph at a time."""

    def __init__(self, page: Printed) -> None:
        self.words = logical(page.words)
        self.owners: list[int] = []
        letters: list[str] = []
        for number, word in enumerate(self.words):
            text, _ = squeezed(word.text)
            letters.append(text)
            self.owners += [number] * len(text)
        self.letters = "".join(letters)

    def find(self, text: str, frame: Box, after: int) -> int:
        """Where a text stands that nobody has claimed: inside the frame if it can be, else next in order; -1 where nowhere."""
        found = [(self._inside(at, len(text), frame), at >= after, self._begins(at), -at) for at in self._all(text)]
        return -max(found)[3] if found else -1

    def _all(self, text: str) -> Iterator[int]:
        at = self.letters.find(text)
        while at >= 0:
            yield at
            at = self.letters.find(text, at + 1)

    def _begins(self, at: int) -> bool:
        return at == 0 or self.owners[at - 1] != self.owners[at]

    def _inside(self, at: int, length: int, frame: Box) -> float:
        """The share of the letters whose words have their middle in the frame."""
        inside = 0
        for owner in self.owners[at:at + length]:
            x, y = self.words[owner].box.middle
            inside += frame.x - 2 <= x <= frame.right + 2 and frame.y - 2 <= y <= frame.bottom + 2
        return round(inside / length, 2)

    def claim(self, at: int, length: int) -> None:
        self.letters = self.letters[:at] + TAKEN * length + self.letters[at + length:]

    def parts(self, text: str) -> list[tuple[int, int, int]]:
        """Stretches of a text that stand in the stream one after the other: offset in the text, offset here, length."""
        blocks = SequenceMatcher(None, text, self.letters, autojunk=False).get_matching_blocks()
        found = [(block.a, block.b, block.size) for block in blocks if block.size]
        return found if sum(size for _, _, size in found) >= LEAST * len(text) else []

    def claim_scattered(self, letters: Counter[str], frame: Box, owners: set[int]) -> int:
        """Claim letters wherever they stand in the frame or in these words, and say how many were there: right-to-left text is
        painted backwards, and what another face sets comes last."""
        found = 0
        for at, letter in enumerate(self.letters):
            if letters[letter] > 0 and (self.owners[at] in owners or self._inside(at, 1, frame)):
                letters[letter] -= 1
                self.claim(at, 1)
                found += 1
        return found


def match(promises: Sequence[Promise], page: Printed) -> list[Set]:
    """Each promised paragraph with the words that were printed for it, in the order of the promises."""
    stream = Stream(page)
    texts = [squeezed(promise.text) for promise in promises]
    found: dict[int, list[tuple[int, int, int]]] = {}
    after = 0
    for number, (promise, (text, _)) in enumerate(zip(promises, texts, strict=True)):
        at = stream.find(text, promise.frame, after) if text else -1
        if at >= 0:
            found[number] = [(0, at, len(text))]
            stream.claim(at, len(text))
            after = at + len(text) if at >= after else after
    lost = dict.fromkeys(range(len(promises)), 0)
    for number, (promise, (text, _)) in enumerate(zip(promises, texts, strict=True)):
        if text and number not in found:
            parts = found[number] = stream.parts(text)
            missing, owners = Counter(text), set()
            for offset, at, length in parts:
                missing.subtract(text[offset:offset + length])
                owners.update(stream.owners[at:at + length])
                stream.claim(at, length)
            gone = missing.total()
            lost[number] = gone - stream.claim_scattered(missing, promise.frame, owners)
    return [_set(promise, texts[number], found.get(number, []), stream, lost[number]) for number, promise in enumerate(promises)]


def _set(promise: Promise, text: tuple[str, list[int]], parts: Sequence[tuple[int, int, int]], stream: Stream,
         lost: int) -> Set:
    pieces: list[Piece] = []
    last = -1
    for offset, at, length in parts:
        for step in range(length):
            owner = stream.owners[at + step]
            if owner != last:
                pieces.append(Piece(stream.words[owner], text[1][offset + step]))
                last = owner
    lines: list[list[Piece]] = []
    for piece in pieces:
        y = piece.word.box.middle[1]
        if not lines or abs(y - lines[-1][-1].word.box.middle[1]) > NEW_LINE * promise.style.pitch:
            lines.append([])
        lines[-1].append(piece)
    return Set(promise, tuple(map(tuple, lines)), lost)
