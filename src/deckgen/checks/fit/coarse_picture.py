"""A picture with so few pixels that they are seen on a projector.

Good:

    body: [{image: {src: 1600 × 900.png, alt: 上海的夜}}]

Bad:

    body: [{image: {src: 320 × 240.png, alt: 上海的夜}}]

Less than 1.2 pixels to the point is soft on any screen: 1036 across the page's contents. A PNG or JPEG that is shown whole is
enlarged to one pixel a point at most; one that fills its place, as far as that needs. SVGs are sharp at every size.
"""

from __future__ import annotations

from collections.abc import Iterator

from deckgen.checks.rule import Subject
from deckgen.problem import Problem

LEAST = 1.2
"""Pixels to the point of the house's page."""


def look(subject: Subject) -> Iterator[Problem]:
    scale = subject.theme.scale
    for page in subject.deck.pages:
        for shape in page.pictures():
            media = shape.media
            shown = media.width * (1 - shape.crop[0] - shape.crop[2])
            found = shown / shape.box.width * scale
            if media.kind != "svg" and found < LEAST - 0.001:
                yield Problem(f"the picture has {media.width:g} × {media.height:g} pixels, {found:.1f} to the point",
                              subject.outline.span(f"{shape.key}/src"),
                              f"take one that is {round(LEAST * shape.box.width / scale * media.width / shown)} pixels wide, "
                              "or show it smaller")
