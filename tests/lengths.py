"""Outlines that nobody wrote, as plain data, and what a deck for so many minutes is by its definition.

The definition is written down here a second time, from the data alone and by trying: nothing is shared with `outline/joining.py`.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

Data = dict[str, Any]
QUARTERS = (0, 0.25, 0.5, 0.75, 1, 1.25, 1.5, 2, 3)


class Inventor:
    """An outline for a seed: variants of all kinds, nested sections, pauses, hidden slides, needs, weights, missing minutes."""

    def __init__(self, seed: int) -> None:
        self.r = random.Random(seed)
        self.r.random()
        self.variants = {name: minutes for name, minutes in zip(
            self.r.sample(["甲版", "short", "b", "long"], self.r.randint(0, 3)), self.r.sample([5, 10, 25, 50, None], 3),
            strict=False)}
        shortest = min(self.variants, key=lambda name: self.variants[name] or 1e9, default=None)
        self.shortest = shortest
        self.slides: list[Data] = []

    def maybe(self, chance: float) -> bool:
        return self.r.random() < chance

    def minutes(self) -> object:
        """A number for all variants, some of the variants, or nothing (None)."""
        if self.maybe(0.15):
            return None
        if not self.variants or self.maybe(0.1):
            return self.r.choice(QUARTERS)
        names = self.r.sample(list(self.variants), self.r.randint(1, len(self.variants)))
        return {name: self.r.choice(QUARTERS) for name in names}

    def slide(self) -> Data:
        number = len(self.slides)
        slide: Data = {"id": f"s-{number}", "title": f"标题 {number}", "minutes": self.minutes(),
                       "notes": "说" * self.r.randint(0, 500)}
        if self.maybe(0.4):
            slide["weight"] = self.r.choice([-1, 0, 0.5, 2, 3, 3])
        if self.maybe(0.1):
            slide |= {"kind": "pause"}
        elif self.maybe(0.1):
            slide["hidden"] = True
        self.slides.append(slide)
        return slide

    def says(self, view: Data) -> Iterator[Data]:
        """The slides that have a view for their title: one in all variants; or one in the shortest and another in the rest."""
        first = self.slide()
        first.pop("hidden", None), first.pop("kind", None)
        title = {"view": view["id"]} if self.maybe(0.8) else view["says"].replace("*", "")
        first["minutes"] = {name: self.r.choice(QUARTERS) for name in self.variants} if self.variants else self.r.choice(QUARTERS)
        yield first
        if self.shortest is not None and len(self.variants) > 1 and self.maybe(0.4):
            first["when"] = {self.shortest: {"title": title}}
            second = self.slide()
            second.pop("hidden", None), second.pop("kind", None)
            second |= {"title": title, "minutes": {name: 1 for name in self.variants if name != self.shortest}}
            yield second
        else:
            first["title"] = title
        if self.maybe(0.5):
            yield self.decoy(title)

    def decoy(self, title: object) -> Data:
        """A slide with a view's title that nobody sees, and which would be the first to join."""
        slide = self.slide() | {"title": title, "weight": 9, "minutes": self.r.choice(QUARTERS)}
        slide.pop("hidden", None), slide.pop("kind", None)
        unseen: list[Data] = [{"hidden": True}, {"kind": "pause"}, {"when": {self.shortest: {"hidden": True}}}]
        return slide | self.r.choice(unseen if self.shortest is not None else unseen[:2])

    def outline(self) -> Data:
        views = [{"id": f"v{number}", "short": f"观{number}", "says": f"第*{number}*个观点，说得很长。"}
                 for number in range(self.r.randint(0, 5))]
        slides = [slide for view in views for slide in self.says(view)] + [self.slide() for _ in range(self.r.randint(3, 25))]
        self.r.shuffle(slides)
        way = self.r.sample(slides, len(slides))
        for at, slide in enumerate(way[1:], 1):
            if self.maybe(0.25):
                slide["needs"] = [each["id"] for each in self.r.sample(way[:at], min(at, self.r.randint(1, 2)))]
        backup = [{"id": f"more-{number}", "title": f"备用 {number}", "minutes": 3, "needs": [way[0]["id"]]}
                  for number in range(2)]
        way[-1].setdefault("needs", []).append("more-0")
        cuts = sorted(self.r.choices(range(len(slides) + 1), k=5))
        parts = [slides[a:b] for a, b in zip([0, *cuts], [*cuts, len(slides)], strict=True)]
        for slide in slides:
            if slide["minutes"] is None:
                del slide["minutes"]
        data: Data = {"talk": {"id": "t", "title": "讲座"}}
        if self.variants:
            data["variants"] = {name: {} if minutes is None else {"minutes": minutes} for name, minutes in self.variants.items()}
            data["variants"][self.r.choice(list(self.variants))]["default"] = True
        deep = {"id": "s1.1.1", "title": "深", "slides": parts[3]}
        inner = {"id": "s1.1", "title": "一一", "slides": parts[2], "sections": [deep]}
        return data | {"views": views, "opening": parts[0], "closing": parts[5], "backup": backup, "sections": [
            {"id": "s1", "title": "一", "slides": parts[1], "sections": [inner]},
            {"id": "s2", "title": "二", "slides": parts[4]}]}


# ---- the definition --------------------------------------------------------------------------------------------------


def in_order(data: Data) -> list[Data]:
    """All slides but the backup, as the talk goes."""
    def within(section: Data) -> list[Data]:
        return [*section.get("slides", []), *(each for inner in section.get("sections", []) for each in within(inner))]

    return [*data.get("opening", []), *(each for section in data.get("sections", []) for each in within(section)),
            *data.get("closing", [])]


def lengths_of(data: Data) -> list[str]:
    variants = data.get("variants", {})
    return sorted(variants, key=lambda name: (variants[name].get("minutes") is None, variants[name].get("minutes") or 0))


def default_of(data: Data) -> str | None:
    variants = data.get("variants", {})
    return next((name for name in variants if variants[name].get("default")), next(iter(variants), None))


def home(slide: Data, data: Data) -> tuple[int, float, str | None]:
    """The shortest variant that has a slide: how many are shorter, the slide's minutes in it, its name."""
    names = lengths_of(data)
    minutes = slide.get("minutes")
    if isinstance(minutes, dict):
        at = min(names.index(name) for name in minutes)
        return at, minutes[names[at]], names[at]
    if minutes is not None:
        return 0, minutes, names[0] if names else None
    name = default_of(data)
    spoken = 0 if slide.get("hidden") else max(0.5, (len(slide["notes"]) * 4 + 100) // 200 / 4)
    return names.index(name) if name else 0, spoken, name


def said_by(slide: Data, data: Data) -> str | None:
    """The view that a slide says in the shortest variant that has it."""
    there = slide | slide.get("when", {}).get(home(slide, data)[2], {})
    if there.get("hidden") or there.get("kind") == "pause":
        return None
    title = there["title"]
    if isinstance(title, dict):
        return str(title["view"])
    return next((view["id"] for view in data["views"] if view["says"].replace("*", "") == title), None)


def steps_of(data: Data) -> tuple[list[set[str]], int]:
    """The order of joining: at each step the best of those that are out, with all that it needs. And how many are for views."""
    slides = in_order(data)
    by_id = {slide["id"]: slide for slide in slides}

    def worth(slide: Data) -> tuple[int, float, int]:
        return home(slide, data)[0], -slide.get("weight", 1), slides.index(slide)

    carriers = {min((slide for slide in slides if said_by(slide, data) == view["id"]), key=worth)["id"] for view in data["views"]}
    out, steps, views = set(by_id), [], 0
    while out:
        best = min((by_id[id] for id in out), key=lambda slide: (slide["id"] not in carriers, *worth(slide)))
        step = {best["id"]}
        while more := {need for id in step for need in by_id[id].get("needs", ()) if need in by_id} - step:
            step |= more
        steps.append(step & out)
        out -= step
        if best["id"] in carriers:
            views = len(steps)
    return steps, views


def deck_of(data: Data, minutes: float) -> tuple[set[str], float, float | None] | None:
    """The longest run of steps that fits: its slides, their minutes, those of the next step. None where the views do not fit."""
    steps, views = steps_of(data)
    spoken = {slide["id"]: home(slide, data)[1] for slide in in_order(data)}
    best = None
    for count in range(max(views, 1), len(steps) + 1):
        deck = set().union(*steps[:count])
        total = sum(spoken[id] for id in deck)
        if total <= minutes:
            best = deck, total, sum(spoken[id] for id in steps[count]) if count < len(steps) else None
    return best
