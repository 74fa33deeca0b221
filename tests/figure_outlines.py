"""Outlines of drawings that nobody wrote: every kind, seeded, in Chinese, in English and in both, for places of three sizes.

`FIGURES` has one small function for each kind, which gives the block as YAML has it: a new kind joins by a line there. What they
say is as long as it is in real talks: names of 2 to 8 Han characters or one to three words, lines of 4 to 16 characters or two
to six words. `ordinary` sizes are those that an author expects to fit on a page of its own; one in eight is fuller.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

import yaml

LANGUAGES = ("zh", "en", "mixed")
SLOTS = ("page", "beside", "foreign")
"""A whole page of the house; beside text; a whole page of somebody's 4:3 template."""

NAMES = {
    "zh": ("数据", "预训练", "数据清洗", "标注数据", "语言理解", "语言生成", "奖励模型", "指令微调", "知识蒸馏", "检索增强",
           "人工评测", "对齐", "推理", "部署上线", "用户反馈", "向量数据库", "注意力机制", "思维链", "工具调用", "强化学习",
           "因果推断", "符号处理", "多模态融合", "表示学习", "上下文学习", "质量检查", "课程设计", "期中考试", "小组讨论",
           "文献综述"),
    "en": ("Data", "Pretraining", "Cleaning", "Labelled data", "Understanding", "Generation", "Reward model", "Fine-tuning",
           "Distillation", "Retrieval", "Human review", "Alignment", "Inference", "Deployment", "User feedback",
           "Vector store", "Attention", "Chain of thought", "Tool use", "Reinforcement", "Causal inference", "Symbols",
           "Fusion", "Embeddings", "In-context learning", "Quality check", "Course plan", "Midterm exam", "Group work",
           "Literature review"),
    "mixed": ("GPT-4", "SFT", "RLHF", "Transformer 架构", "BERT 编码", "LoRA 微调", "RAG 检索", "Prompt 设计", "API 调用",
              "GPU 集群", "token 切分", "KV 缓存", "CoT 推理", "Agent 规划", "A/B 测试", "MoE 路由", "PPO 训练", "DPO",
              "BPE 分词", "softmax 层"),
}
LINES = {
    "zh": ("高质量、大规模", "先学奖励模型，再调策略", "从数据中学出规律", "并行，速度快", "近似，可能有歧义",
           "预测误差最小化", "只要人挑，不要人写", "内心感受，难以分享", "每条都要人写", "局限很大", "困难，进展慢",
           "目前的主要手段", "按要求回答问题", "合人的偏好"),
    "en": ("large and clean", "learn a reward, then a policy", "rules found in the data", "parallel and fast",
           "close, but ambiguous", "least prediction error", "people choose, nobody writes", "felt, hard to share",
           "each one by hand", "narrow by design", "slow so far", "what is used today", "answers as asked"),
    "mixed": ("看指标：scaling law", "用 PPO 调策略", "上下文 128k token", "按 API 计费", "在 GPU 上并行",
              "读 prompt，给答案", "BLEU 与人工评分", "next-token 预测", "先 SFT，再 RLHF"),
}
SHORT = {
    "zh": ("借鉴", "或", "反馈", "通过", "不通过", "主要", "产出"),
    "en": ("borrows", "or", "feedback", "yes", "no", "main", "gives"),
    "mixed": ("借鉴", "or", "反馈", "OK", "不通过", "主要", "token"),
}


class Teller:
    """Says names and lines of one language, no name twice in a figure."""

    def __init__(self, random: Random, language: str, full: bool, half: bool) -> None:
        self.random, self.language, self.full, self.half = random, language, full, half
        names = NAMES[language] if language != "mixed" else (*NAMES["mixed"], *NAMES["zh"][:14], *NAMES["en"][:6])
        self.names = random.sample(names, len(names))

    def name(self) -> str:
        return self.names.pop()

    def line(self, share: float = 1.0) -> str | None:
        share *= 0.4 if self.half and share < 1 else 1.0
        own = LINES[self.language] if self.language != "mixed" else (*LINES["mixed"], *LINES["zh"][:7])
        return self.random.choice(own) if self.random.random() < share else None

    def short(self, share: float = 1.0) -> str | None:
        return self.random.choice(SHORT[self.language]) if self.random.random() < share else None

    def count(self, low: int, high: int, most: int) -> int:
        """A number of things: an ordinary one, for half a page fewer, for a full figure up to `most`."""
        high = (low + high) // 2 if self.half else high
        return self.random.randint(high + 1, most) if self.full and most > high else self.random.randint(low, high)

    def likely(self, share: float) -> bool:
        return self.random.random() < share

    def node(self, share: float = 0.4, **more: Any) -> dict[str, Any]:
        """A box: a name, perhaps a line, now and then a reading or the thing to look at."""
        return bare(name=self.name(), text=self.line(share), style="reading" if self.likely(0.15) else None,
                    focus=True if self.likely(0.1) else None, **more)


def bare(**found: Any) -> dict[str, Any]:
    """What there is of it; `from_` and `in_` by their names in the outline."""
    return {name.rstrip("_"): value for name, value in found.items() if value is not None}


# ---- one function for each kind --------------------------------------------------------------------------------------


def flow(t: Teller) -> dict[str, Any]:
    gives = t.likely(0.4)
    count = t.count(3, 4 if gives else 5, 7)
    steps = [t.node(0.5, gives=t.line() if gives else None) for _ in range(count)]
    if t.likely(0.3):
        steps[0] = bare(name=t.name(), kind="context")
    base = bare(name=t.name(), text=t.line(0.5), under=[2, count]) if t.likely(0.3) else None
    return bare(steps=steps, base=base, gives=t.short() if gives else None, numbered=None if t.likely(0.6) else False)


def timeline(t: Teller) -> dict[str, Any]:
    lanes = [bare(name=t.name(), text=t.line(0.4)) for _ in range(2)] if t.likely(0.6) else []
    start, years = t.random.randint(1990, 2014), t.random.randint(5, 12)
    events = [bare(at=f"{start + t.random.randrange(years)}" + (f"-{t.random.randint(1, 12):02d}" if t.likely(0.3) else ""),
                   name=t.name(), text=t.line(0.2), lane=t.random.choice(lanes)["name"] if lanes else None,
                   style="reading" if t.likely(0.2) else None, focus=True if t.likely(0.1) else None)
              for _ in range(t.count(4, 8, 12))]
    span = start + t.random.randrange(years - 2)
    spans = [bare(from_=span, to=span + 2, name=t.name(), lane=lanes[0]["name"] if lanes else None)] if t.likely(0.3) else None
    ends = [next((event["name"] for event in events if event["lane"] == lane["name"]), None) for lane in lanes]
    arrow = bare(from_=ends[0], to=ends[1], name=t.line()) if lanes and all(ends) and t.likely(0.3) else None
    return bare(lanes=lanes or None, events=sorted(events, key=lambda event: str(event["at"])), spans=spans, arrow=arrow)


def matrix(t: Teller) -> dict[str, Any]:
    height, width = t.count(2, 3, 4), t.count(2, 3, 4)
    return bare(rows=[bare(name=t.name(), text=t.line(0.4), joined=t.random.choice((None, None, "or", "and")))
                      for _ in range(height)],
                columns=[bare(name=t.name(), text=t.line(0.4)) for _ in range(width)],
                cells=[[bare(name=t.line() or "", text=t.line(0.3), focus=True if t.likely(0.1) else None) for _ in range(width)]
                       for _ in range(height)])


def layers(t: Teller) -> dict[str, Any]:
    count = t.count(2, 3, 4)
    return bare(layers=[bare(name=t.name(), text=t.line(0.5), title=t.name() if t.likely(0.4) else None, note=t.line(0.3),
                             tag=t.short(0.2), between=t.short(0.2),
                             regions=[bare(name=t.name(), text=t.line(0.25)) for _ in range(t.random.randint(1, 4))])
                        for _ in range(count)], arrows="up" if t.likely(0.6) else None, carries=t.short(0.6))


def roads(t: Teller) -> dict[str, Any]:
    count = t.count(2, 3, 4)
    main = t.random.randrange(count)
    found = [bare(name=t.name(), text=t.line(0.6), gives=t.short(0.7), brings=t.line(0.5), weight="main" if n == main else None,
                  style="reading" if t.likely(0.15) else None, nodes=[bare(name=t.name()) for _ in range(t.random.randint(0, 2))])
             for n in range(count)]
    targets = [(n, node["name"]) for n, road in enumerate(found) for node in road["nodes"]]
    branches = [bare(from_=n if n else 2, to=name, name=t.short(0.8)) for n, name in targets[:1]] if t.likely(0.5) else None
    return bare(roads=found, to=bare(name="LLM" if t.likely(0.5) else t.name(), text=t.line(0.3)), branches=branches)


def rows(t: Teller) -> dict[str, Any]:
    return bare(box=bare(name="LLM" if t.likely(0.6) else t.name(), text=t.line(0.3)),
                rows=[bare(name=t.name(), text=t.line(0.3), in_=t.node(0.4), out=t.node(0.4)) for _ in range(t.count(2, 3, 5))],
                strip=bare(name=t.name(), label=t.short(0.5), text=t.line()) if t.likely(0.4) else None)


def flow_branches(t: Teller) -> dict[str, Any]:
    """Steps with a question: on, aside to a step that joins again, or back to an earlier one."""
    names = [t.name() for _ in range(t.count(4, 6, 9))]
    ask = t.random.randrange(1, len(names) - 1)
    back, skip = t.random.randrange(ask), t.random.randrange(ask + 1, len(names))
    arrows = [bare(to=names[ask + 1], name=t.short()), bare(to=names[back if t.likely(0.6) else skip], name=t.short(0.8))]
    steps = [bare(name=name, text=t.line(0.3), style="reading" if t.likely(0.1) else None) for name in names]
    steps[ask] = bare(name=names[ask], kind="decision", next=arrows if arrows[0]["to"] != arrows[1]["to"] else arrows[:1])
    return bare(steps=steps)


def flow_lanes(t: Teller) -> dict[str, Any]:
    lanes = [t.name() for _ in range(t.count(2, 3, 4))]
    steps = [bare(name=t.name(), text=t.line(0.2), lane=t.random.choice(lanes)) for _ in range(t.count(4, 6, 8))]
    if t.likely(0.5):
        steps[-2]["next"] = [bare(to=steps[0]["name"], name=t.short(0.7)), steps[-1]["name"]]
    return bare(lanes=lanes, steps=steps)


def cycle(t: Teller) -> dict[str, Any]:
    steps = [t.node(0.5, gives=t.short(0.3), label=t.short(0.2)) for _ in range(t.count(3, 5, 7))]
    return bare(steps=steps, style="reading" if t.likely(0.3) else None, focus=True if t.likely(0.2) else None)


def tree(t: Teller) -> dict[str, Any]:
    """Two levels below the root; texts at the leaves."""
    twigs = [bare(name=t.name(), children=[t.node(0.5) for _ in range(t.random.randint(1, t.count(2, 3, 4)))])
             for _ in range(t.count(2, 3, 4))]
    return bare(root=t.name(), children=twigs, direction="down" if t.likely(0.2) else None)


def graph(t: Teller) -> dict[str, Any]:
    """Each node is led to from an earlier one; a further line now and then, on or back."""
    nodes = [t.node(0.2) for _ in range(t.count(3, 5, 9))]
    names = [each["name"] for each in nodes]
    pairs = dict.fromkeys((t.random.randrange(max(n - 3, 0), n), n) for n in range(1, len(names)))
    for _ in range(t.random.randint(0, 2)):
        pairs[tuple(t.random.sample(range(len(names)), 2))] = None  # type: ignore[index]
    edges = [bare(from_=names[a], to=names[b], name=t.short(0.4), weight="main" if t.likely(0.2) else None,
                  style="reading" if t.likely(0.2) else None) for a, b in pairs]
    return bare(nodes=nodes, edges=edges, arrows="none" if t.likely(0.15) else None)


FIGURES: Mapping[str, Callable[[Teller], dict[str, Any]]] = {
    "flow": flow, "timeline": timeline, "matrix": matrix, "layers": layers, "roads": roads, "rows": rows,
    "flow-branches": flow_branches, "flow-lanes": flow_lanes, "cycle": cycle,
    "tree": tree, "graph": graph,
}


# ---- outlines --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, eq=False)
class Made:
    """One figure: its kind and number, which say everything else, and its slide."""

    kind: str
    number: int
    language: str
    slot: str
    ordinary: bool
    slide: Mapping[str, Any]


    @property
    def name(self) -> str:
        return f"{self.kind}-{self.number}"


def figures(count: int) -> Iterator[Made]:
    """So many figures, of each kind in turn."""
    kinds = list(FIGURES)
    return (made(kinds[n % len(kinds)], n // len(kinds)) for n in range(count))


def made(kind: str, number: int) -> Made:
    """The figure of this kind with this number. Languages take turns, then places."""
    language, slot = LANGUAGES[number % 3], SLOTS[number // 3 % 3]
    random = Random(f"{kind}/{number}")
    full = random.random() < 0.125
    teller = Teller(random, language, full, slot == "beside")
    block = {kind.partition("-")[0]: FIGURES[kind](teller)}
    body: list[Any] = [block]
    if slot == "beside":
        body.insert(0, {"points": [teller.line(), teller.line()]})
    template = "text-figure" if slot == "beside" else "figure"
    slide = {"id": f"{kind}-{number}", "title": f"{kind} {number}", "template": template, "body": body}
    return Made(kind, number, language, slot, not full, slide)


def outline(shown: Sequence[Made]) -> str:
    """The YAML of a talk that shows figures of one language, one on each slide."""
    return yaml.safe_dump({
        "talk": {"id": "figures", "title": "Figures", "language": "en" if shown[0].language == "en" else "zh-CN"},
        "sections": [{"id": "all", "title": "Figures", "slides": [dict(figure.slide) for figure in shown]}],
    }, allow_unicode=True, sort_keys=False, width=10 ** 9)
