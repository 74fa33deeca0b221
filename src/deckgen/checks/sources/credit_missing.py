"""A slide that was borrowed, and nothing says whose it is or what may be done with it.

Good:

    talk: {id: t, title: 讲座, author: 李四, licence: CC BY 4.0}
    opening: [{id: a, title: 规模带来质变}, {use: "outline.yaml#a", as: b}]

Bad:

    talk: {id: t, title: 讲座}
    opening: [{id: a, title: 规模带来质变}, {use: "outline.yaml#a", as: b}]

The outline that it comes from says so once for all of its slides: `talk: {author: …, licence: …}`. Where that file is not yours,
say it where you use the slide: `use: {from: other.yaml#a, credit: 李四，CC BY 4.0}`. Slides of the same author need no licence.
"""

from __future__ import annotations

from collections.abc import Iterator

from deckgen.checks.rule import Subject
from deckgen.problem import Problem


def look(subject: Subject) -> Iterator[Problem]:
    told = set()
    for slide in subject.outline.borrowed.values():
        own = slide.author and slide.author == subject.outline.talk.author
        if slide.credit is not None or own or (slide.author and slide.licence) or slide.asked in told:
            continue
        told.add(slide.asked)
        lacks = " and no ".join(name for name, said in (("author", slide.author), ("licence", slide.licence)) if not said)
        yield Problem(f"'{slide.path}' names no {lacks} for its slides", slide.asked,
                      "say it here: `use: {from: …, credit: …}`" if slide.native is not None
                      else "add these to its talk, or say it here: `use: {from: …, credit: …}`")
