"""Speed, by ratios and slopes, never by seconds: a slow machine passes, slow code does not.

CPU time is measured, the best of several, since a busy machine only ever adds to it. Rounds are taken until the bar is met, up
to a number that only slow code uses up.
"""

from __future__ import annotations

import gc
import json
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from deckgen.pipeline import build, open_talk

GROWTH = 1.3
"""How much more a slide of a long deck may cost than one of a short deck."""
SHARE = 0.75
"""The most that a small build may take of what python-pptx takes for the same slides."""
SHORT, LONG = 200, 1000

Slide = tuple[str, list[str], str]
"""Title, points, notes."""

WHO = ["操作系统", "分布式缓存", "版本控制", "编译器前端", "机器学习模型", "消息队列", "虚拟内存", "网络协议栈"]
HOW = ["通过幂等写入", "结合三路合并", "依靠一致性哈希", "利用语法分析树", "围绕梯度下降过程", "对比边界条件用例",
       "结合页面置换策略"]
WHY = ["让错误尽早暴露", "减少重复计算", "保证结果可复现", "缩短反馈周期", "提高系统吞吐量"]
WITH = ["Raft", "HTTP/3", "CI pipeline", "cache line", "SQL", "p99 latency"]

WITH_PYTHON_PPTX = """
import json, sys
from pptx import Presentation

with open(sys.argv[1], encoding="utf-8") as file:
    slides = json.load(file)
deck = Presentation()
for title, points, notes in slides:
    slide = deck.slides.add_slide(deck.slide_layouts[1])
    slide.shapes.title.text = title
    frame = slide.placeholders[1].text_frame
    frame.text = points[0]
    for point in points[1:]:
        frame.add_paragraph().text = point
    slide.notes_slide.notes_text_frame.text = notes
deck.save(sys.argv[2])
"""


def slides(count: int, series: int = 0) -> list[Slide]:
    """So many slides of Chinese with a few English words in it, no two texts alike, nor those of two series."""

    def said(at: int) -> str:
        return f"{WHO[at % 8]}{HOW[at % 7]}{WHY[at % 5]}（{WITH[at % 6]} {series}.{at}）"

    return [(f"第 {n} 节：{WHO[n % 8]}与 {WITH[n % 6]}", [said(9 * n + at) for at in range(4 + n % 3)],
             "因此，".join(f"{said(31 * n + at)[:-1]}）。" for at in range(5))) for n in range(1, count + 1)]


def outline(folder: Path, count: int, series: int = 0) -> Path:
    """An outline of so many slides; JSON's strings are YAML's too."""
    lines = ["talk: {id: speed, title: 讲义, language: zh-CN}", "sections:", "  - id: all", "    title: 讲义", "    slides:"]
    for number, (title, points, notes) in enumerate(slides(count, series)):
        lines += [f"      - id: s{number}", f"        title: {quoted(title)}", "        body:", "          - points:"]
        lines += [f"              - {quoted(point)}" for point in points]
        lines += [f"        notes: {quoted(notes)}"]
    path = folder / f"{count}.yaml"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


@contextmanager
def collected() -> Iterator[None]:
    """Without Python's collector, as the command runs."""
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def test_a_slide_of_a_long_deck_costs_no_more_than_one_of_a_short_deck(tmp_path: Path) -> None:
    best = dict.fromkeys((1, SHORT, LONG), float("inf"))
    growth = float("inf")
    for turn in range(5):
        for count in best:
            path = outline(tmp_path, count, turn * LONG + count)  # new texts each time: no cache knows them
            with collected():
                start = time.process_time()
                build(open_talk(path), tmp_path / "deck.pptx", force=True)
                best[count] = min(best[count], time.process_time() - start)
        growth = (best[LONG] - best[SHORT]) / (LONG - SHORT) / ((best[SHORT] - best[1]) / (SHORT - 1))
        if growth <= GROWTH:
            break
    assert growth <= GROWTH, {count: round(seconds, 3) for count, seconds in best.items()}


def cpu(*command: str) -> float:
    """The CPU time of a process, its start and end included."""
    given = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    process = os.posix_spawn(command[0], command, given)
    _, status, usage = os.wait4(process, 0)
    assert status == 0, command
    return usage.ru_utime + usage.ru_stime


def test_a_small_build_takes_less_than_python_pptx_does(tmp_path: Path) -> None:
    path = outline(tmp_path, 24)
    (tmp_path / "slides.json").write_text(json.dumps(slides(24)), encoding="utf-8")
    (tmp_path / "plain.py").write_text(WITH_PYTHON_PPTX, encoding="utf-8")
    plain = sys.executable, str(tmp_path / "plain.py"), str(tmp_path / "slides.json"), str(tmp_path / "plain.pptx")
    ours = sys.executable, "-m", "deckgen", "build", str(path), "-o", str(tmp_path / "ours.pptx"), "-q"
    cpu(*plain)  # the first of each compiles its modules
    cpu(*ours)
    pairs: list[tuple[float, float]] = []
    share = float("inf")
    while len(pairs) < 15 and (len(pairs) < 2 or share > SHARE):
        pairs.append((cpu(*ours), cpu(*plain)))
        share = min(min(own for own, _ in pairs) / min(other for _, other in pairs),
                    median(own / other for own, other in pairs))
    assert share <= SHARE, [f"{own:.3f} s of {other:.3f} s" for own, other in pairs]
