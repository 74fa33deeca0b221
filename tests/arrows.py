"""Made-up flows that branch and made-up cycles, in Chinese, English and both; and what a written deck's connectors do.

The second part reads the XML alone, by the standard's own rules: it shares nothing with the layout or the writer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from random import Random
from typing import Any, NamedTuple

from lxml import etree

from deckgen.outline.figures import Arrow, Cycle, CycleStep, Flow, Node, Step
from figures import some, w

NAMES = {
    "zh": ("数据", "预训练", "标注", "语言理解", "奖励模型", "查资料", "起草", "检索增强", "评测", "上线", "收集反馈", "对齐"),
    "en": ("Collect data", "Label", "Pretrain", "Fine-tune", "Evaluate", "Ship it", "Review", "Retrieve", "Rewrite",
           "Human check", "Deploy", "Monitor"),
    "mixed": ("SFT", "RLHF", "用 GPT-4 打分", "Transformer", "清洗 token", "RAG 检索", "A/B 测试", "看 loss", "Agent 调用",
              "LoRA 微调", "部署 API", "读 log"),
}
QUESTIONS = {"zh": ("通过？", "够好吗？", "要工具？"), "en": ("Good?", "Enough?", "Needs a tool?"),
             "mixed": ("loss 降了？", "过 CI？", "OK？")}
WORDS = {"zh": ("是", "否", "不通过", "换个问法再查"), "en": ("yes", "no", "try again", "too many errors"),
         "mixed": ("OK", "不 OK", "loss 高", "token 不够")}
TEXTS = {"zh": ("找出相关段落", "看指标", "每条都要人写"), "en": ("one at a time", "compare with the guess", "short"),
         "mixed": ("scaling law", "看 loss 曲线", "batch 再大些")}
LANGUAGES = ("zh", "en", "mixed")


def shuffled(random: Random, among: tuple[str, ...]) -> list[str]:
    return random.sample(among, len(among))


def any_branching(random: Random, language: str, most: int) -> Flow:
    """Steps with questions, fan-outs, loops back and lanes."""
    names, questions = shuffled(random, NAMES[language]), shuffled(random, QUESTIONS[language])
    count = random.randint(3, most)
    asks = [bool(0 < n < count - 1 and questions and random.random() < 0.3) for n in range(count)]
    said = [questions.pop() if ask else names.pop() for ask in asks]
    lanes = [names.pop() for _ in range(random.randint(2, 3))] if random.random() < 0.35 else []
    steps = []
    for n, name in enumerate(said):
        follows: tuple[Arrow, ...] | None = None
        others = [each for each in range(count) if each not in (n, n + 1)]
        if asks[n]:
            yes, no = random.sample(WORDS[language], 2)
            follows = (Arrow(to=w(said[n + 1]), name=w(yes)),
                       Arrow(to=w(said[random.choice(others)]), name=w(no), focus=random.random() < 0.2))
        elif n and random.random() < 0.15:
            follows = (*([Arrow(to=w(said[n + 1]))] if n + 1 < count else []),
                       Arrow(to=w(said[random.choice(others)]), style=random.choice(("text", "reading"))))
        text = some(random.choice(TEXTS[language])) if not asks[n] and random.random() < 0.25 else None
        steps.append(Step(name=w(name), text=text, kind="decision" if asks[n] else "step", next=follows,
                          lane=some(random.choice(lanes)) if lanes else None, focus=random.random() < 0.08))
    if not lanes and all(step.next is None for step in steps):
        steps[0] = Step(name=w(said[0]), next=(Arrow(to=w(said[1])), Arrow(to=w(said[-1]))))
    return Flow(steps=tuple(steps), lanes=tuple(Node(name=w(lane)) for lane in lanes))


def any_cycle(random: Random, language: str, most: int) -> Cycle:
    names = shuffled(random, NAMES[language])
    return Cycle(style=random.choice(("text", "reading")), focus=random.random() < 0.3, steps=tuple(
        CycleStep(name=w(names.pop()), text=some(random.choice(TEXTS[language])) if random.random() < 0.5 else None,
              label=some(random.choice(TEXTS[language])) if random.random() < 0.2 else None,
              gives=some(random.choice(WORDS[language])) if random.random() < 0.35 else None,
              kind="main" if not n and random.random() < 0.4 else "step") for n in range(random.randint(2, most))))


# ---- connectors as they are written ----------------------------------------------------------------------------------

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
Point = tuple[float, float]


def corners(preset: str, adjusted: list[float], width: float, height: float) -> list[Point]:
    """The path of a preset in its own box, as presetShapeDefinitions.xml (ECMA-376) has it."""
    match preset, adjusted:
        case "line", []:
            return [(0.0, 0.0), (width, height)]
        case "bentConnector2", []:
            return [(0.0, 0.0), (width, 0.0), (width, height)]
        case "bentConnector3", [a]:
            return [(0.0, 0.0), (a * width, 0.0), (a * width, height), (width, height)]
        case "bentConnector4", [a, b]:
            return [(0.0, 0.0), (a * width, 0.0), (a * width, b * height), (width, b * height), (width, height)]
        case "bentConnector5", [a, b, c]:
            return [(0.0, 0.0), (a * width, 0.0), (a * width, b * height), (c * width, b * height), (c * width, height),
                    (width, height)]
    raise AssertionError((preset, adjusted))


def path(xml: str) -> list[Point]:
    """The corners, in points, that PowerPoint draws for a transform and a preset: flipped, then turned about the middle."""
    turn = re.search(r'rot="(\d+)"', xml)
    x, y, width, height = (int(each) / 12700 for each in re.findall(r'\b(?:x|y|cx|cy)="(-?\d+)"', xml)[:4])
    adjusted = [int(each) / 100000 for each in re.findall(r'fmla="val (-?\d+)"', xml)]
    (preset,) = re.findall(r'prst="(line|bent\w+)"', xml)
    found = []
    for px, py in corners(preset, adjusted, width, height):
        px, py = (width - px if "flipH" in xml else px), (height - py if "flipV" in xml else py)
        dx, dy = px - width / 2, py - height / 2
        for _ in range(int(turn[1]) // 5400000 if turn else 0):
            dx, dy = -dy, dx
        found.append((x + width / 2 + dx, y + height / 2 + dy))
    return found


class Frame(NamedTuple):
    """A written shape: left, top, right, bottom, its words."""

    left: float
    top: float
    right: float
    bottom: float
    words: str
    further: tuple[Point, ...] = ()
    """Sites that a shape of its own geometry lists after the four."""

    def site(self, number: int) -> Point:
        """A connection site of a rectangle or a diamond: top, left, bottom, right."""
        x, y = (self.left + self.right) / 2, (self.top + self.bottom) / 2
        return [(x, self.top), (self.left, y), (x, self.bottom), (self.right, y), *self.further][number]


def listed(sp: Any, x: float, y: float, width: float, height: float) -> tuple[Point, ...]:
    """The sites of a shape's own geometry after the first four, where its guides put them."""
    guides = {"l": x, "r": x + width, "t": y, "b": y + height}
    for guide in sp.iter(f"{A}gd"):
        sign, extent, share, whole = guide.get("fmla").split()
        assert sign == "*/"
        start, length = (y, height) if extent == "h" else (x, width)
        guides[guide.get("name")] = start + length * int(share) / int(whole)
    return tuple((guides[at.get("x")], guides[at.get("y")]) for at in list(sp.iter(f"{A}pos"))[4:])


def loose_ends(slide: Any) -> Iterator[str]:
    """What is wrong with the connectors of a slide: an end that is not on the site it names, a leg through a foreign shape."""
    frames = {}
    for sp in slide.iter(f"{P}sp"):
        numbers = [int(each) / 12700 for tag in ("off", "ext") for one in sp.iter(A + tag)
                   if "uri" not in one.attrib for each in one.attrib.values()]
        if len(numbers) == 4:
            x, y, width, height = numbers
            words = "".join(each.text or "" for each in sp.iter(f"{A}t"))
            frames[sp.find(f".//{P}cNvPr").get("id")] = Frame(x, y, x + width, y + height, words, listed(sp, x, y, width, height))
    for connector in slide.iter(f"{P}cxnSp"):
        ends = [connector.find(f".//{A}{tag}") for tag in ("stCxn", "endCxn")]
        points = path(etree.tostring(connector.find(f"{P}spPr")).decode())
        if any(end is None for end in ends):
            if len(points) > 2 or connector.find(f".//{A}tailEnd") is not None:
                yield "a connector that is not glued"
            continue
        for end, (x, y) in zip(ends, (points[0], points[-1]), strict=True):
            sx, sy = frames[end.get("id")].site(int(end.get("idx")))
            if abs(x - sx) > 0.2 or abs(y - sy) > 0.2:
                yield f"a connector ends at {x, y}, not at {sx, sy}"
        own = {end.get("id") for end in ends}
        for (x1, y1), (x2, y2) in pairwise(points):
            for number, frame in frames.items():
                if frame.words and number not in own and min(x1, x2) < frame.right - 1 and max(x1, x2) > frame.left + 1 \
                        and min(y1, y2) < frame.bottom - 1 and max(y1, y2) > frame.top + 1:
                    yield f"a connector runs through '{frame.words}'"


SVG = "{http://www.w3.org/2000/svg}"


def painted(page: str) -> list[Point]:
    """The corners of all lines of a page, as `pdftocairo -svg` has them."""
    found = []
    for each in etree.fromstring(page.encode()).iter(f"{SVG}path"):
        if each.get("stroke", "none") == "none" and "stroke:" not in each.get("style", ""):
            continue
        moved = re.findall(r"-?[\d.]+(?:e-?\d+)?", each.get("transform", ""))
        a, b, c, d, e, f = map(float, moved) if len(moved) == 6 else (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
        for x, y in re.findall(r"(-?[\d.]+)[ ,](-?[\d.]+)", each.get("d", "")):
            found.append((a * float(x) + c * float(y) + e, b * float(x) + d * float(y) + f))
    return found


def lost_corners(slide: Any, page: str) -> list[Point]:
    """The corners of a slide's connectors that are not where they were written, to a point and a half."""
    there = painted(page)
    return [(x, y) for connector in slide.iter(f"{P}cxnSp")
            for x, y in path(etree.tostring(connector.find(f"{P}spPr")).decode())[1:-1]
            if not any(abs(x - across) < 1.5 and abs(y - down) < 1.5 for across, down in there)]
