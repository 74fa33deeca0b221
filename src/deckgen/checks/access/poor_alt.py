"""Alternative text that tells a blind listener nothing: a file name, or the word for a picture.

Good:

    body: [{flow: {alt: 预训练之后依次是微调和对齐, steps: [预训练, 微调, 对齐]}}]

Bad:

    body: [{flow: {alt: figure3.png, steps: [预训练, 微调, 对齐]}}]

Say what the drawing claims. Without `alt:` one is made of the drawing's own words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from deckgen.checks.rule import Subject
from deckgen.problem import Problem

POOR = re.compile(
    r".*\.(?:png|jpe?g|gif|svg|webp|bmp|tiff?|emf|wmf|pptx?)|(?:img|dsc|image|picture|photo|figure|fig|chart|screenshot|untitled)"
    r"[\W_]*\d*|(?:图|图片|图像|照片|截图|示意图|插图|流程图|图表|表格?)[\W_]*\d*", re.I)


def look(subject: Subject) -> Iterator[Problem]:
    for key, words in subject.outline.words.items():
        if key.endswith("/alt") and POOR.fullmatch(words.strip()):
            yield Problem(f"the alternative text '{words.strip()}' says nothing of what is shown", words.span,
                          "say in a sentence what it claims")
