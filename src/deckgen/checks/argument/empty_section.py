"""A section of the essay that has no slide of its own: the page that opens its chapter may name it, and nobody speaks of it.

Good:

    sections:
      - {id: s1, title: 节, slides: [{title: 规模带来质变}]}

Bad:

    sections:
      - {id: s1, title: 节, slides: [{title: 规模带来质变}], sections: [{id: s1.1, title: 小节}]}

Asked of the default variant. A section that the essay itself lacks (`state: missing`) needs none, nor one whose own sections have
slides.
"""

from __future__ import annotations

from collections.abc import Iterator

from deckgen.checks.rule import Subject
from deckgen.problem import Problem


def look(subject: Subject) -> Iterator[Problem]:
    shown = {entry.section.id for entry in subject.program.entries
             if entry.section is not None and entry.shown and not entry.slide.hidden}
    for top in subject.outline.sections if subject.default else ():
        for section in top.walk():
            if section.state != "missing" and not any(each.id in shown for each in section.walk()):
                span = section.title.span if section.title is not None else section.span
                yield Problem(f"section '{section.id}' has no slide", span,
                              "give it one, or say that the essay lacks it: `state: missing`")
