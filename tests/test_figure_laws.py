"""The laws of drawings, for the talk's figures and for made-up ones; and that the laws see a fault."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import Any

import pytest

from deckgen.layout.figures import flow, timeline
from deckgen.layout.pen import Pen
from deckgen.outline.figures import (
    Base,
    Branch,
    Flow,
    Job,
    Layer,
    Layers,
    Leap,
    Matrix,
    MatrixRow,
    Node,
    Period,
    Road,
    Roads,
    Rows,
    Strip,
    Timeline,
)
from deckgen.scene import Shape, Text
from figures import DRAW, FULL, HALF, ORIGINS, PIPELINE, TALK, drawn, event, faults, holding, node, pen, some, step, w


@pytest.mark.parametrize("figure", TALK, ids=lambda each: each.block)
def test_the_talk_s_figures_keep_the_laws(figure: Any) -> None:
    drawn(figure)


@pytest.mark.parametrize("figure", TALK, ids=lambda each: each.block)
def test_a_figure_is_drawn_the_same_twice(figure: Any) -> None:
    assert drawn(figure) == drawn(figure)


def test_the_laws_see_a_box_that_moved() -> None:
    by = pen()
    shapes = list(flow.draw(PIPELINE, by))
    n = shapes.index(holding(shapes, "②　预训练"))
    box = shapes[n]
    assert isinstance(box, Text)
    shapes[n] = replace(box, box=replace(box.box, x=box.box.x + 60))
    found = "\n".join(faults(shapes, by))
    assert "overlaps box" in found and "not at the site" in found


def test_the_laws_see_words_that_touch_and_lines_that_strike() -> None:
    by = pen()
    shapes = list(timeline.draw(ORIGINS, by))
    label = min((holding(shapes, name) for name in ("GPT-1", "GPT-2", "GPT-3")), key=lambda each: each.box.y)
    n = shapes.index(label)
    for aside in (-48, 48):  # a leader of an outer row passes at one side of it or the other
        shapes[n] = replace(label, box=replace(label.box, x=label.box.x + aside))
        if any("strikes" in each for each in faults(shapes, by)):
            break
    else:
        raise AssertionError("no line strikes the label")
    shapes[n] = replace(label, box=holding(shapes, "Transformer").box)
    assert any("stands on" in each for each in faults(shapes, by))


# ---- made-up figures -------------------------------------------------------------------------------------------------

NAMES = ("数据", "预训练", "标注数据", "语言理解", "奖励模型", "SFT", "RLHF", "Transformer", "知识蒸馏", "检索增强", "对齐",
         "评测", "GPT-4")
LINES = ("语言建模", "先学奖励模型，再调策略", "看指标：scaling law", "高质量、大规模", "从数据中学出规律", "提示，上下文学习",
         "并行，快", "近似，可能有歧义")


def names(random: Random, count: int) -> list[str]:
    return random.sample(NAMES, count)


def line(random: Random, share: float = 0.6) -> str | None:
    return random.choice(LINES) if random.random() < share else None


def any_node(random: Random, name: str, share: float = 0.3) -> Node:
    return node(name, line(random, share), style=random.choice(("text", "text", "reading")), focus=random.random() < 0.15)


def any_flow(random: Random) -> Flow:
    gives = random.random() < 0.5
    count = random.randint(2, 5 if gives else 8)
    under = sorted(random.sample(range(1, count + 1), 2))
    base = Base(name=w("Transformer"), text=some(line(random)), under=tuple(under)) if random.random() < 0.3 else None
    kinds = ["step"] * count if random.random() < 0.5 else ["context", *["step"] * (count - 1)]
    return Flow(steps=tuple(step(name, line(random), random.choice(LINES[:1] + NAMES[:5]) if gives else None, kind=kind)
                            for kind, name in zip(kinds, names(random, count), strict=True)),
                base=base, gives=some(random.choice(("学到", ""))), numbered=random.random() < 0.5)


def any_matrix(random: Random) -> Matrix:
    height, width = random.randint(1, 3), random.randint(2, 3)
    return Matrix(rows=tuple(MatrixRow(name=w(name), text=some(line(random, 0.4)), joined=random.choice((None, "or", "and")))
                             for name in names(random, height)),
                  columns=tuple(any_node(random, name) for name in names(random, width)),
                  cells=tuple(tuple(any_node(random, name, 0.6) for name in names(random, width)) for _ in range(height)))


def any_roads(random: Random) -> Roads:
    count = random.randint(2, 3)
    main = random.randrange(count)
    used = iter(names(random, 12))
    found = tuple(Road(name=w(next(used)), text=some(line(random)), gives=w(next(used)[:4]), brings=some(line(random, 0.5)),
                       weight="main" if n == main else "thin", nodes=tuple(node(next(used)) for _ in range(random.randint(0, 2))))
                  for n in range(count))
    targets = [(n, each.name) for n, road in enumerate(found) for each in road.nodes if n]
    branches = tuple(Branch(from_=n, to=name, name=w("借鉴")) for n, name in targets[:1])
    return Roads(roads=found, to=node("LLM"), branches=branches)


def any_layers(random: Random) -> Layers:
    count = random.randint(2, 3)
    return Layers(layers=tuple(Layer(name=w(name), title=some(random.choice(("工作空间", ""))),
                                     tag=some(random.choice(("假说", ""))), note=some(line(random, 0.3)),
                                     between=some(random.choice(("或", ""))),
                                     regions=tuple(node(each, line(random, 0.3) if count < 3 and n else None)
                                                   for each in names(random, random.randint(1, 3))))
                               for n, name in enumerate(("感知", "表示", "决策")[:count])),
                  arrows=random.choice(("up", "none")), carries=w("结果"))


def any_rows(random: Random) -> Rows:
    jobs = tuple(Job(name=w(name), in_=any_node(random, random.choice(NAMES)), out=any_node(random, random.choice(NAMES)))
                 for name in names(random, random.randint(1, 4)))
    strip = Strip(name=w("训练"), label=w("[ a : b ]"), text=w(random.choice(LINES))) if random.random() < 0.5 else None
    return Rows(box=node(random.choice(("LLM", "模型"))), rows=jobs, strip=strip)


def any_timeline(random: Random) -> Timeline:
    lanes = (node("论文"), node("产品", "公开发布"))
    events = tuple(event(f"{random.randint(2012, 2021)}" + (f"-{random.randint(1, 12)}" if random.random() < 0.4 else ""), name,
                         random.choice(("论文", "产品")), text=some(line(random, 0.2)), style=random.choice(("text", "reading")))
                   for name in names(random, random.randint(3, 9)))
    spans = (Period(from_=2012, to=2014, name=w("早期"), lane=w("论文")),) if random.random() < 0.5 else ()
    ends = [next((each.name for each in events if each.lane == lane and (lane == "论文" or int(each.at[:4]) > 2014)), None)
            for lane in ("论文", "产品")]
    arrow = Leap(from_=ends[0], to=ends[1], name=w("同样的办法")) if ends[0] and ends[1] and random.random() < 0.5 else None
    return Timeline(lanes=lanes, events=events, spans=spans, arrow=arrow)


MAKE = {"flow": any_flow, "matrix": any_matrix, "roads": any_roads, "layers": any_layers, "rows": any_rows,
        "timeline": any_timeline}
CASES = [(kind, seed) for kind in MAKE for seed in range(12)]


def made(kind: str, seed: int) -> tuple[tuple[Shape, ...], Pen]:
    by = pen(FULL if seed % 4 else HALF)
    return DRAW[kind](MAKE[kind](Random(f"{kind}/{seed}")), by), by


@pytest.mark.parametrize(("kind", "seed"), CASES)
def test_what_fits_keeps_the_laws(kind: str, seed: int) -> None:
    shapes, by = made(kind, seed)
    if by.problems:
        assert {problem.rule for problem in by.problems} == {"fit"} and all(problem.hint for problem in by.problems)
    else:
        assert list(faults(shapes, by)) == []


def test_most_of_them_fit() -> None:
    fits = [not made(kind, seed)[1].problems for kind, seed in CASES if seed % 4]
    assert sum(fits) >= 0.85 * len(fits)
