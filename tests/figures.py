"""Figures by hand, those of the talk among them, and the laws that hold for every drawing that claims to fit."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import combinations, pairwise
from math import dist
from pathlib import Path
from typing import Any

from deckgen.layout.figures import cycle, flow, graph, layers, matrix, roads, rows, timeline, tree
from deckgen.layout.pen import Pen, middle
from deckgen.outline.figures import (
    Base,
    Branch,
    Event,
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
    Step,
    Strip,
    Timeline,
)
from deckgen.scene import Box, Connector, End, Line, Shape, Text
from deckgen.source.span import Source, Span
from deckgen.source.words import Words
from deckgen.text.paragraph import plain
from deckgen.text.widths import face
from handmade import theme

FULL, HALF, LOW = Box(48, 160, 864, 312), Box(492, 160, 420, 312), Box(48, 160, 624, 150)
"""The whole body, half of its width, and half of its height on a page of 4:3."""
SPAN = Span(Source(Path("outline.yaml"), ""), 1)


def pen(box: Box = FULL) -> Pen:
    return Pen(box, theme(), face("Arial"), "zh-CN", "dg.test")


def w(text: str) -> Words:
    return Words(text, text, SPAN)


def some(text: str | None) -> Words | None:
    return w(text) if text else None


def node(name: str, text: str | None = None, **more: Any) -> Node:
    return Node(name=w(name), text=some(text), **more)


def step(name: str, text: str | None = None, gives: str | None = None, **more: Any) -> Step:
    return Step(name=w(name), text=some(text), gives=some(gives), **more)


def said(shape: Shape) -> str:
    return "\n".join(plain(each.runs) for each in shape.paragraphs) if isinstance(shape, Text) else ""


def holding(shapes: Sequence[Shape], words: str) -> Text:
    """The one shape whose words begin so."""
    (found,) = (shape for shape in shapes if isinstance(shape, Text) and said(shape).replace("\u00a0", " ").startswith(words))
    return found


def colour(shape: Text) -> str:
    style = shape.paragraphs[0].style
    assert style is not None
    return style.colour


# ---- figures of the talk ---------------------------------------------------------------------------------------------

PIPELINE = Flow(
    steps=(step("数据准备", "高质量、大规模", kind="context"), step("预训练", "语言建模，也就是数据压缩", "知识和能力"),
           step("SFT", "X → Y", "基本行为"), step("RLHF", "先学奖励模型，再调策略模型", "整体行为"),
           step("使用", "提示、上下文学习", kind="context")),
    base=Base(name=w("Transformer"), text=w("表示能力强，适合有组合性的语言"), under=(2, 4)), gives=w("学到"))
THREE_ROADS = Roads(
    roads=(Road(name=w("输入经验知识"), text=w("局限很大"), gives=w("兼具特点"), brings=w("知识由人授予"),
                nodes=(node("符号处理"),)),
           Road(name=w("实现人类大脑"), text=w("困难，进展慢"), gives=w("借鉴"), brings=w("受人脑启发的网络")),
           Road(name=w("从数据中学习"), text=w("目前的主要手段"), gives=w("主要"), weight="main",
                nodes=(node("机器学习"), node("深度学习")))),
    to=node("LLM"), branches=(Branch(from_=2, to=w("深度学习"), name=w("借鉴")),))
EXPERIENCE = Matrix(
    rows=(MatrixRow(name=w("传统 AI"), text=w("下围棋"), joined="or"), MatrixRow(name=w("LLM"), joined="and")),
    columns=(node("第三者体验", "观察、总结、可分享"), node("第一者体验", "内心感受，难以分享")),
    cells=((node("机器学习", "从大师的棋谱中学出规律"), node("符号处理", "大师把经验写成规则")),
           (node("深度网络，大规模数据", "预测误差最小化"), node("收集、清洗、标注数据", "提示，上下文学习"))))
MIND = Layers(
    layers=(Layer(name=w("下意识"), text=w("并行，快"), title=w("脑神经网络"), note=w("各脑区负责一种功能"),
                  regions=tuple(node(name) for name in ("听觉", "视觉", "运动", "语言", "数学 等"))),
            Layer(name=w("意识"), text=w("串行，慢"), title=w("工作空间"), tag=w("假说"), between=w("或"),
                  regions=(node("心智语言", "心智计算论"), node("表象", "具身认知论")))),
    arrows="up", carries=w("处理结果"))
SEQUENCES = Rows(
    box=node("LLM"),
    rows=(Job(name=w("语言理解"), in_=node("自然语言"), out=node("心智语言", "近似，可能有歧义", focus=True)),
          Job(name=w("语言生成"), in_=node("心智语言", focus=True), out=node("自然语言")),
          Job(name=w("语言转换"), in_=node("自然语言 A"), out=node("自然语言 B"))),
    strip=Strip(name=w("训练数据"), label=w("[ seq : seq ]"), text=w("输入与输出拼成一个序列，用语言模型来学")))


def event(at: str, name: str, lane: str | None = None, **more: Any) -> Event:
    return Event(at=at, name=w(name), lane=some(lane), **more)


ORIGINS = Timeline(
    lanes=(node("对话研究"), node("大模型一线", "Google、OpenAI")),
    spans=(Period(from_=2012, to=2017, name=w("对话研究，华为诺亚方舟实验室"), lane=w("对话研究")),),
    events=(event("2015", "NRM", text=w("首个 seq2seq 对话系统")),
            event("2017", "深度强化学习", focus=True, text=w("先学奖励模型，再调策略")),
            *(event(at, name, "大模型一线") for at, name in
              (("2017", "Transformer"), ("2018", "GPT-1"), ("2019", "GPT-2"), ("2020", "GPT-3"))),
            *(event(at, name, "大模型一线", style="reading") for at, name in
              (("2018-10", "BERT"), ("2022-03", "InstructGPT"), ("2022-11", "ChatGPT"), ("2023-03", "GPT-4")))),
    arrow=Leap(from_=w("深度强化学习"), to=w("InstructGPT"), name=w("与 RLHF 同样的两步")))

TALK = (PIPELINE, THREE_ROADS, EXPERIENCE, MIND, SEQUENCES, ORIGINS)


# ---- the laws --------------------------------------------------------------------------------------------------------


def ink(shape: Text, by: Pen) -> Box:
    """Where a shape's words are, inside its frame."""
    left, top, right, bottom = shape.inset
    room = Box(shape.box.x + left, shape.box.y + top, shape.box.width - left - right, shape.box.height - top - bottom)
    pairs = [(each.runs, each.style) for each in shape.paragraphs if each.style is not None]
    style = pairs[0][1]
    high = by.height(room.width, *pairs)
    wide = min(max(by.width(runs, each) - each.size / 2 for runs, each in pairs), room.width)
    x = room.x + {"left": 0.0, "center": (room.width - wide) / 2, "right": room.width - wide}[style.align]
    y = room.y + {"top": 0.0, "middle": (room.height - high) / 2, "bottom": room.height - high}[shape.anchor]
    return Box(x, y, wide, high)


def in_diamond(shape: Text, by: Pen) -> bool:
    """Whether the corners of every line are inside the diamond; a line reaches nine tenths of its size."""
    (paragraph,), box = shape.paragraphs, shape.box
    style, lines = paragraph.style, plain(paragraph.runs).split("\n")
    assert style is not None and not shape.wrap
    for number, line in enumerate(lines):
        away = abs(number - (len(lines) - 1) / 2) * style.pitch + 0.45 * style.size
        wide = by.width(line, style) - style.size / 2
        if wide / box.width + 2 * away / box.height > 1.001:
            return False
    return True


def apart(a: Box, b: Box, by: float = 0.5) -> bool:
    return a.right <= b.x + by or b.right <= a.x + by or a.bottom <= b.y + by or b.bottom <= a.y + by


def within(inner: Box, outer: Box, by: float = 0.6) -> bool:
    return (inner.x >= outer.x - by and inner.y >= outer.y - by and inner.right <= outer.right + by
            and inner.bottom <= outer.bottom + by)


def strokes(shape: Shape) -> list[Box]:
    """The straight pieces of a line, as boxes without width."""
    match shape:
        case Connector():
            points = shape.points
        case Line():
            points = ((shape.x1, shape.y1), (shape.x2, shape.y2))
        case _:
            return []
    return [Box(min(a[0], b[0]), min(a[1], b[1]), abs(a[0] - b[0]), abs(a[1] - b[1])) for a, b in pairwise(points)]


def crosses(line: Box, box: Box, by: float = 1.0) -> bool:
    """Whether a stroke runs through the inside of a box."""
    if box.width <= 2 * by or box.height <= 2 * by:
        return False
    box = box.inset(by)
    return line.x < box.right and line.right > box.x and line.y < box.bottom and line.bottom > box.y


def site(shape: Text, end: End) -> tuple[float, float]:
    """Where an end is glued: the middle of a side, or another place that the shape offers."""
    if end.at == 0.5:
        return middle(shape.box, end.side)
    assert (end.side, end.at) in shape.sites
    x, y = middle(shape.box, end.side)
    if end.side in ("left", "right"):
        return x, shape.box.y + end.at * shape.box.height
    return shape.box.x + end.at * shape.box.width, y


def faults(shapes: Sequence[Shape], by: Pen) -> Iterator[str]:
    """What is wrong with a drawing that claims to fit."""
    texts = [shape for shape in shapes if isinstance(shape, Text)]
    speaking = [(shape, ink(shape, by)) for shape in texts if shape.paragraphs]
    boxes = [shape for shape in texts if (shape.fill or shape.stroke) and shape.geometry == "rect"]
    known = {shape.id: shape for shape in texts}
    for shape in texts:
        if not within(shape.box, by.box):
            yield f"{said(shape)!r} is outside the slot: {shape.box}"
        for each in shape.paragraphs:
            if each.style is not None and each.style.size < 16:
                yield f"{said(shape)!r} is set at {each.style.size}"
    for shape, words in speaking:
        if not within(words, shape.box):
            yield f"{said(shape)!r} is larger than its box: {words} in {shape.box}"
        if shape.geometry == "diamond" and not in_diamond(shape, by):
            yield f"{said(shape)!r} stands out of its diamond"
    for (a, one), (b, other) in combinations(speaking, 2):
        if not apart(one, other):
            yield f"{said(a)!r} stands on {said(b)!r}"
    for a, b in combinations(boxes, 2):
        if not (apart(a.box, b.box) or within(a.box, b.box) or within(b.box, a.box)):
            yield f"box {said(a)!r} overlaps box {said(b)!r}"
    for line in shapes:
        for stroke in strokes(line):
            if not within(stroke, by.box):
                yield f"a line leaves the slot: {line}"
            for shape, words in speaking:
                if crosses(stroke, words):
                    yield f"a line strikes {said(shape)!r}"
        if isinstance(line, Connector):
            for end, point in ((line.start, line.points[0]), (line.end, line.points[-1])):
                if end is not None and dist(site(known[end.shape], end), point) > 0.6:
                    yield f"a connector is not at the site it names: {point}"
            ends = {end.shape for end in (line.start, line.end) if end is not None}
            for shape in boxes:
                if shape.id not in ends and shape.paragraphs and any(crosses(stroke, shape.box) for stroke in strokes(line)):
                    yield f"a connector runs through {said(shape)!r}"


DRAW: dict[str, Callable[[Any, Pen], tuple[Shape, ...]]] = {
    "flow": flow.draw, "matrix": matrix.draw, "roads": roads.draw, "layers": layers.draw, "rows": rows.draw,
    "timeline": timeline.draw, "cycle": cycle.draw, "tree": tree.draw, "graph": graph.draw}


def drawn(figure: Any, box: Box = FULL) -> tuple[Shape, ...]:
    """A drawing that fits, with the laws looked after."""
    by = pen(box)
    shapes = DRAW[figure.block](figure, by)
    assert not by.problems, by.problems
    assert list(faults(shapes, by)) == []
    return shapes
