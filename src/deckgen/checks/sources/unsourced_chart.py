"""A chart whose numbers come from nowhere.

Good:

    body: [{chart: {type: bar, categories: [GPT-2, GPT-3], series: [{name: 参数, values: [15, 1750]}]}}]
    source: OpenAI 的两篇论文

Bad:

    body: [{chart: {type: bar, categories: [GPT-2, GPT-3], series: [{name: 参数, values: [15, 1750]}]}}]

Say whose numbers they are in the slide's `source:`, or cite it: `[@key]`.
"""

from __future__ import annotations

from collections.abc import Iterator

from deckgen.checks.rule import Subject
from deckgen.checks.sources.named import sourced
from deckgen.outline.blocks import Chart
from deckgen.problem import Problem


def look(subject: Subject) -> Iterator[Problem]:
    for entry in subject.program.entries:
        for block in entry.slide.body:
            if isinstance(block, Chart) and not sourced(entry, subject):
                yield Problem(f"the chart on slide '{entry.slide.id}' has no source", subject.outline.span(block.key),
                              "say whose numbers these are: `source: …`")
