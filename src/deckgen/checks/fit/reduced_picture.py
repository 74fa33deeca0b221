"""A picture with far more pixels than any screen shows: the deck holds a smaller one.

Good:

    body: [{image: {src: 3000 × 2000.jpg, alt: 上海的夜}}]

Bad:

    body: [{image: {src: 12000 × 9000.jpg, alt: 上海的夜}}]

Pictures of up to 24 megapixels keep their size in the deck. Larger ones are reduced to 2880 pixels on the longer side, three to
the point over a whole page; the file in the talk's folder stays as it is.
"""

from __future__ import annotations

from collections.abc import Iterator

from deckgen.checks.rule import Subject
from deckgen.problem import Problem


def look(subject: Subject) -> Iterator[Problem]:
    told: set[str] = set()
    for page in subject.deck.pages:
        for shape in page.pictures():
            media = shape.media
            if media.reduced_from is not None and shape.key not in told:
                told.add(shape.key)
                wide, high = media.reduced_from
                yield Problem(f"the picture has {wide * high / 1e6:.0f} megapixels ({wide} × {high}); the deck holds it in "
                              f"{media.width:g} × {media.height:g}", subject.outline.span(f"{shape.key}/src"),
                              "save it smaller, or leave it so")
