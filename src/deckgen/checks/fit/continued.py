"""A slide that goes on over further pages is a slide to rewrite.

Text that does not fit at its floor is continued, so that nothing is lost an hour before a talk; but who listens sees one thought
torn in two. Split the slide where the thought turns, or say it in fewer words. (A list of references is looked up, not heard.)

Good:

    body: [{points: [规模, 调教]}]

Bad:

    body: [{points: [一, 二, 三, 四, 五, 六, 七, 八, 九, 十, 十一, 十二, 十三, 十四, 十五, 十六]}]
"""

from __future__ import annotations

from collections.abc import Iterator

from deckgen.checks.rule import Subject
from deckgen.problem import Problem


def look(subject: Subject) -> Iterator[Problem]:
    for entry in subject.program.entries:
        pages = subject.pages.get(entry.slide.id, ())
        if len(pages) > 1 and entry.slide.template != "references":
            yield Problem(f"slide '{entry.slide.id}' goes on over {len(pages)} pages", entry.slide.span,
                          "a continued slide is a slide to rewrite")
