"""The lecturer's script: notes as they are read aloud."""

from __future__ import annotations

import textwrap
from itertools import pairwise
from pathlib import Path

import pytest

from deckgen.formats.notes import clock, spoken
from deckgen.source.span import Source, Span
from deckgen.source.words import Words
from deckgen.templating import Templates
from deckgen.text.inline import read_notes

SOURCE = Source(Path("outline.yaml"), "")


@pytest.mark.parametrize(("typed", "read"), [
    ("先说一件事，\n再说第二件。", "先说一件事，再说第二件。"),
    ("GPT-3\nand after", "GPT-3 and after"),
    ("一段。\n\n又一段。", "一段。\n\n又一段。"),
    ("三件事：\n- 甲\n- 乙\n  - 丙", "三件事：\n\n- 甲\n- 乙\n  - 丙"),
    ("1. 先\n1. 后\n\n完。", "1. 先\n2. 后\n\n完。"),
    ("看*红字*，看**黑体**，敲 `ls`", "看**红字**，看**黑体**，敲 `ls`"),
    ("从 C~1~ 到 C~n~，10^11^ 个", "从 C₁ 到 Cₙ，10¹¹ 个"),
    ("见[论文](https://example.org/a)", "见[论文](https://example.org/a)"),
    ("", ""),
])
def test_notes_read_well_as_they_are(typed: str, read: str) -> None:
    assert spoken(read_notes(Words(typed, "s/notes", Span(SOURCE, 1)))) == read


@pytest.mark.parametrize(("minutes", "shown"), [(0, "00:00"), (1.5, "01:30"), (61.25, "61:15")])
def test_the_clock(minutes: float, shown: str) -> None:
    assert clock(minutes) == shown


def test_every_slide_of_the_real_talk_has_its_time(built: dict[str, Path]) -> None:
    text = built["opener"].with_suffix("").with_suffix(".notes.md").read_text(encoding="utf-8")
    assert text.startswith("# 六个观点看大模型\n\n讲稿 · opener · ")
    assert "本版略去 · " in text and "\n- ━━╌╌ 观点 5 · 多模态 · 论证中断\n" in text
    times = [line for line in text.splitlines() if line.startswith("**") and "–" in line]
    ends = [line[2:13].split("–") for line in times]
    assert len(ends) > 5 and all(first[1] == second[0] for first, second in pairwise(ends))


def test_the_script_says_what_to_say_when() -> None:
    def entry(**own: object) -> dict[str, object]:
        return {"page": "1", "title": "题", "section": "", "views": (), "minutes": "1.5", "clock": "00:00–01:30",
                "notes": "", "source": "", "questions": (), "part": "section", "pause": False,
                "hidden": False, "clicks": "", **own}

    views = [{"number": n, "short": "规模", "mark": "━━╌╌", "state": "论证中断"} for n in (5, 6)]
    words = {"notes": "讲稿", "minutes": "分钟", "backup": "附录", "source": "出处", "pause": "停顿", "hidden": "隐藏",
             "questions": "讨论题", "omitted": "略去", "view": "观点"}
    text = Templates([]).document("script", {
        "talk": {"title": "六个观点"}, "paper": False, "variant": "opener", "minutes": "5", "words": words,
        "omitted": ("历史", "局限"), "budget": None,
        "entries": [
            entry(page="1–2", title="规模", section="§1.1 突破", views=views, notes="第一段。\n\n- 二", source="§1.1",
                  questions=("为什么？",)),
            entry(page="", title="", pause=True, clock="01:30–04:30", minutes="3"),
            entry(page="3", hidden=True, clock="04:30", minutes=""),
            entry(page="4", title="术语", part="backup", notes="只备查。"), entry(page="5", title="数字", part="backup")]})
    assert text == textwrap.dedent("""\
        # 六个观点

        讲稿 · opener · 5 分钟

        略去 · 历史 · 局限

        ## 1–2 · 规模

        **00:00–01:30** · 1.5 分钟 · §1.1 突破

        - ━━╌╌ 观点 5 · 规模 · 论证中断
        - ━━╌╌ 观点 6 · 规模 · 论证中断

        第一段。

        - 二

        讨论题

        - 为什么？

        出处 · §1.1

        ## 停顿

        **01:30–04:30** · 3 分钟

        ## 3 · 题 · 隐藏

        **04:30**

        # 附录

        ## 4 · 术语

        只备查。

        ## 5 · 数字

        """)
