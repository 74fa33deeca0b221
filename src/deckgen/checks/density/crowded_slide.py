"""A slide with so many words that the room reads instead of listening.

Counted are Han characters, with one and a half for each Latin word, on the fullest page of the slide; kicker, source and footer
are left out. Tables, code and quotations may hold twice as many: they are there to be pointed at.

Good:

    title: 规模带来质变
    body: [{points: [参数, 数据]}]

Bad:

    title: 规模带来质变
    body:
      - text: 大模型的能力来自规模和调教两件事，规模指的是参数的数量和训练数据的数量，调教指的是让模型听懂人的意图的那些步骤。
      - text: 规模大到一定程度的时候，原来做不到的事情忽然能做到了，这就是人们说的涌现；涌现是真的还是度量的方式造成的，还在争论。
      - text: 调教分成三步，先用人写的问答教它怎么回答，再让人给它的回答排序，最后用强化学习让它学会人更喜欢的回答，缺一步都不行。
"""

from __future__ import annotations

from collections.abc import Iterator

from deckgen.checks.rule import Subject
from deckgen.outline.blocks import Quote, Table
from deckgen.problem import Problem

MOST = 160.0


def look(subject: Subject) -> Iterator[Problem]:
    found = subject.amounts
    for entry in subject.told:
        pointed = any(isinstance(block, Table | Quote) or block.block == "code" for block in entry.slide.body)
        count = found.get(entry.slide.id, 0.0)
        if count > MOST * (2 if pointed else 1):
            yield Problem(f"slide '{entry.slide.id}' shows {count:.0f} characters", entry.slide.span,
                          f"about {MOST:.0f} are read while one listens: move words to the notes, or split the slide")
