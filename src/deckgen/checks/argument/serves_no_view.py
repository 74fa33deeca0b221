"""A slide that carries none of the talk's views.

Opening, closing and backup are exempt, and so are talks without views.

Good:

    views: [{id: v1, short: 规模, says: 规模带来质变。}]
    sections:
      - {id: s1, title: 节, views: [v1], slides: [{id: a, title: {view: v1}}, {id: b, title: 参数涨了两千倍}]}

Bad:

    views: [{id: v1, short: 规模, says: 规模带来质变。}]
    sections:
      - {id: s1, title: 节, slides: [{id: a, title: {view: v1}}, {id: b, title: 参数涨了两千倍}]}

Name its views, `views: [v1]`, on the slide or on its section; or leave it out.
"""

from __future__ import annotations

from collections.abc import Iterator

from deckgen.checks.rule import Subject
from deckgen.problem import Problem


def look(subject: Subject) -> Iterator[Problem]:
    for entry in subject.told if subject.outline.views else ():
        if not entry.views:
            yield Problem(f"slide '{entry.slide.id}' serves no view", subject.asked(entry),
                          "name its views on the slide or on its section, or leave it out")
