"""What LibreOffice makes of a deck, held against what was promised: frames, numbers of lines, marks at line starts.

Words may leave their frame by a tenth of their size and a point: pdftotext gives a face's height, from which the ink is only
estimated, as high as the size and around the same middle. A mark at the end of a line may hang over the edge, as LibreOffice lets
it. Agreement in numbers of lines is counted twice: as promised, and with the slack of measuring (`text.wrap`) taken out, which
says how well the widths themselves are known. Code is set in Consolas, which has no free twin: where another face stood in for it
and is wider, the paragraph proves nothing and is only counted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate

from deckgen.checks.matching import Set, match
from deckgen.checks.promises import Promise, promises
from deckgen.formats.rendered import Printed
from deckgen.outline.model import Outline
from deckgen.problem import Problem
from deckgen.scene import Deck, Page
from deckgen.source.span import Span
from deckgen.text.face import Face
from deckgen.text.wrap import bound, lines, summed
from deckgen.theme.model import Theme
from deckgen.value import value

CLOSING = frozenset("，。、；：？！）］｝」』】》〉〕〗”’»›,.;:?!)]}")
"""Marks that must not stand at the start of a line (W3C clreq, prohibition rules for line start)."""
HANGING = frozenset("，。、；：,.;:")
"""Marks that LibreOffice lets hang over the edge of a line."""
LEEWAY = 1.0
SHARE = 0.1
FACE_HEIGHT = 1.3
"""How high pdftotext makes a word, as a share of its size."""

WIDER = 1.02

LINES = "render-lines"
KINDS = ("title", "body", "label")


@value(frozen=True)
class Tally:
    """Paragraphs counted: all, as many lines as promised, more, fewer, and equal when measured without slack."""

    paragraphs: int = 0
    equal: int = 0
    more: int = 0
    fewer: int = 0
    plain: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.paragraphs + other.paragraphs, self.equal + other.equal, self.more + other.more,
                     self.fewer + other.fewer, self.plain + other.plain)


@value(frozen=True)
class Rendered:
    """What was found in one deck: problems at the lines of their words, and agreement by kind of text.

    `wrapped` counts only paragraphs of more than one line, promised or printed, for a single line is easily foretold; `apart` are
    those with code in a wider face.
    """

    problems: tuple[Problem, ...]
    kinds: dict[str, Tally]
    wrapped: Tally
    apart: int = 0


def compare(deck: Deck, theme: Theme, face: Face, outline: Outline, pages: Sequence[Printed]) -> Rendered:
    """Hold a deck against its pages as they were printed, hidden ones too."""
    if len(pages) != len(deck.pages):
        raise ValueError(f"{len(deck.pages)} pages were laid out, {len(pages)} printed")
    problems: list[Problem] = []
    kinds: dict[str, Tally] = {kind: Tally() for kind in KINDS}
    wrapped, apart = Tally(), 0
    for page, promised, printed in zip(deck.pages, promises(deck, theme), pages, strict=True):
        if page.native is not None:
            continue  # the sketch of a slide that is kept as it is promises nothing
        grown: set[int] = set()
        for found in match(promised, printed):
            if _wider_code(found, face):
                apart += 1
                continue
            problems += _faults(found, printed, _Place(outline, page), grown)
            if found.promise.breaks and found.lines and not found.lost:
                tally = _tally(found, face)
                kinds[found.promise.kind] += tally
                if max(len(found.lines), len(found.promise.breaks)) > 1:
                    wrapped += tally
    return Rendered(tuple(problems), kinds, wrapped, apart)


def _wider_code(found: Set, face: Face) -> bool:
    """Whether a word of code was printed wider than it was measured: in another face than the theme's."""
    ends = accumulate(len(run.text) for run in found.promise.runs)
    table = face.advances(code=True)
    for run, end in zip(found.promise.runs, ends, strict=True):
        if not run.code:
            continue
        for piece in (piece for line in found.lines for piece in line if end - len(run.text) <= piece.at):
            text = piece.word.text
            if piece.at + len(text) <= end and text == found.promise.text[piece.at:piece.at + len(text)]:
                measured = sum(table[char] for char in text) * found.promise.style.size
                if piece.word.box.width > WIDER * measured:
                    return True
    return False


@value(frozen=True)
class _Place:
    """Where a problem is: on which page, by the id of its slide, so that variants say the same of it; and in the outline."""

    outline: Outline
    page: Page

    def span(self, promise: Promise) -> Span | None:
        """Where the first of the paragraph's words were typed, else where its slide starts."""
        for run in promise.runs:
            if run.key in self.outline.words:
                return self.outline.words[run.key].span
        return self.outline.span(self.page.slide)


def _faults(found: Set, page: Printed, at: _Place, grown: set[int]) -> Iterator[Problem]:
    """What is wrong with one paragraph. `grown` gathers the tables that a row has pushed down: told once for each."""
    promise, where = found.promise, at.page.id
    span, count, promised = at.span(promise), len(found.lines), len(promise.breaks)
    if found.lost:
        hint = "it runs off the page, or a face for it is missing: shorten it, or look at the page"
        if found.lines:
            yield Problem(f"LibreOffice prints less than there is on page '{where}': {found.lost} characters are not to be seen",
                          span, hint, "render-missing")
        else:
            yield Problem(f"LibreOffice prints nothing of the text on page '{where}'", span, hint, "render-missing")
    lines = _lines(count)
    for side, by in _outside(found, page):
        if side in ("top", "bottom") and promise.place == "its cell":
            if promise.block in grown:
                continue
            grown.add(promise.block)
        why = f"it takes {lines}, {promised} promised" if promised and count != promised else "its lines are as promised"
        yield Problem(f"text leaves {promise.place} on page '{where}': {by:.0f} points over the {side} edge; {why}", span,
                      "shorten it, or give it more room", "render-outside")
    for line in found.lines[1:]:
        start = line[0].at
        if promise.text[start] in CLOSING and promise.text[start - 1] != " ":
            yield Problem(f"a line starts with '{promise.text[start]}' on page '{where}'", span, "change the words before it",
                          "render-mark")
    if promised and count and not found.lost and count != promised:
        yield Problem(f"text takes {lines} on page '{where}', {promised} promised: '{_start(promise)}'", span, "", LINES,
                      "advice")


def _lines(count: int) -> str:
    return "1 line" if count == 1 else f"{count} lines"


def _start(promise: Promise) -> str:
    text = promise.text.replace("\n", " ")
    return text if len(text) <= 24 else text[:23] + "…"


def _outside(found: Set, page: Printed) -> Iterator[tuple[str, float]]:
    """The edges of its frame, or of the page, that a paragraph leaves, and by how many points at most."""
    frame = found.promise.frame
    edges = {"left": max(frame.x, 0.0), "top": max(frame.y, 0.0),
             "right": min(frame.right, page.width), "bottom": min(frame.bottom, page.height)}
    most: dict[str, float] = {}
    for line in found.lines:
        for piece in line:
            box = piece.word.box
            size = box.height / FACE_HEIGHT
            hanging = size if piece is line[-1] and piece.word.text[-1] in HANGING else 0.0
            middle = box.middle[1]
            for side, by in (("left", edges["left"] - box.x), ("top", edges["top"] - (middle - size / 2)),
                             ("right", box.right - hanging - edges["right"]), ("bottom", middle + size / 2 - edges["bottom"])):
                if by > LEEWAY + SHARE * size:
                    most[side] = max(by, most.get(side, 0.0))
    yield from most.items()


def _tally(found: Set, face: Face) -> Tally:
    printed, promised = len(found.lines), len(found.promise.breaks)
    return Tally(1, int(printed == promised), int(printed > promised), int(printed < promised),
                 int(printed == plain_count(found.promise, face)))


def plain_count(promise: Promise, face: Face) -> int:
    """How many lines a paragraph takes when a line is as wide as its room: the slack at the edge taken out."""
    sums, room = summed(promise.runs, promise.style, face), promise.room / promise.style.size + 1e-6
    return len(lines(bound(promise.text), sums, room, 0.0, office=True)[0])


def tallies(found: Iterable[Rendered]) -> dict[str, Tally]:
    """Agreement of all decks together: by kind, of all text, and of text of more than one line."""
    decks = list(found)
    kinds = {kind: sum((deck.kinds[kind] for deck in decks), Tally()) for kind in KINDS}
    return {"all": sum(kinds.values(), Tally()), "wrapped": sum((deck.wrapped for deck in decks), Tally()), **kinds}


NAMES = {"all": "all text", "wrapped": "of more than one line", "title": "titles", "body": "bodies", "label": "labels and cells"}


def summary(found: Iterable[Rendered]) -> list[str]:
    """Agreement in a few lines."""
    decks = list(found)
    out = ["printed by LibreOffice    paragraphs  lines equal  without slack  promised too few  too many"]
    for name, tally in tallies(decks).items():
        if tally.paragraphs:
            equal, plain = (f"{share(count, tally)} %" for count in (tally.equal, tally.plain))
            out.append(f"  {NAMES[name]:24}{tally.paragraphs:10}{equal:>13}{plain:>15}{tally.more:18}{tally.fewer:10}")
    if apart := sum(deck.apart for deck in decks):
        out.append(f"  not compared: {apart} with code, printed in a wider face than Consolas")
    return out


def as_data(found: Iterable[Rendered]) -> dict[str, object]:
    """The same for programs."""
    decks = list(found)
    figures = {name: {"paragraphs": tally.paragraphs, "equal": tally.equal, "without_slack": tally.plain, "too_few": tally.more,
                      "too_many": tally.fewer} for name, tally in tallies(decks).items()}
    return {**figures, "not_compared": sum(deck.apart for deck in decks)}


def share(count: int, tally: Tally) -> float:
    """Percent of a tally's paragraphs."""
    return round(100 * count / tally.paragraphs, 1)
