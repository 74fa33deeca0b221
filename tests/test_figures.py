"""Drawings: what each kind of figure shows."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import Any, Literal

import pytest

from deckgen.layout.figures.nodes import phrased
from deckgen.layout.figures.placing import FEW, FLAGS, MIDDLE, POLE, Label, place
from deckgen.outline.figures import Branch, Flow, Job, Layer, Layers, Leap, Period, Road, Roads, Rows, Timeline
from deckgen.scene import Connector, Line, Shape, Text
from deckgen.text.paragraph import plain
from figures import (
    DRAW,
    EXPERIENCE,
    FULL,
    HALF,
    MIND,
    ORIGINS,
    PIPELINE,
    SEQUENCES,
    THREE_ROADS,
    colour,
    drawn,
    event,
    holding,
    node,
    pen,
    said,
    step,
    w,
)


def test_a_flow_counts_its_base_first_and_lays_it_under_its_steps() -> None:
    shapes = drawn(PIPELINE)
    slab, first, last = (holding(shapes, words) for words in ("①　Transformer", "②　预训练", "④　RLHF"))
    assert (slab.box.x, slab.box.right) == (first.box.x, last.box.right)
    assert slab.fill == "dk1" and colour(slab) == "lt1"
    assert holding(shapes, "数据准备").box.width < first.box.width == last.box.width
    assert not [shape for shape in shapes if "accent1" in str(shape)]


def test_a_flow_breaks_its_lines_after_a_comma() -> None:
    assert "语言建模，\n也就是数据压缩" in said(holding(drawn(PIPELINE), "②　预训练"))


def test_seven_steps_stand_in_two_rows_each_read_from_left_to_right() -> None:
    shapes = drawn(Flow(steps=tuple(step(name) for name in "采洗去分预对部")))
    boxes = [holding(shapes, f"{chr(0x2460 + n)}\u3000").box for n in range(7)]
    assert [round(box.y) for box in boxes] == [round(boxes[0].y)] * 4 + [round(boxes[4].y)] * 3
    assert boxes[4].y > boxes[0].bottom and boxes[4].x == boxes[0].x < boxes[5].x


def test_the_main_road_is_thick_and_red_and_the_name_stands_at_its_height() -> None:
    shapes = drawn(THREE_ROADS)
    widths = [(shape.width, shape.colour) for shape in shapes if isinstance(shape, Connector)]
    assert widths == [(1.75, "dk1")] * 3 + [(8.0, "accent1")] * 3 + [(1.75, "dk1")]
    ends = [shape.points[-1][1] for shape in shapes if isinstance(shape, Connector) and shape.width == 8]
    assert holding(shapes, "LLM").box.middle[1] == pytest.approx(ends[-1])
    assert colour(holding(shapes, "主要")) == colour(holding(shapes, "从数据中学习")) == "accent1"
    assert colour(holding(shapes, "输入经验知识")) == "dk1"


def test_a_branch_moves_its_node_out_of_another_road_s_way() -> None:
    shapes = drawn(Roads(roads=(Road(name=w("甲"), nodes=(node("一"),)), Road(name=w("乙"), nodes=(node("二"),)),
                                Road(name=w("丙"), weight="main", nodes=(node("三"),))),
                         to=node("合"), branches=(Branch(from_=1, to=w("三")),)))
    assert holding(shapes, "三").box.x > holding(shapes, "二").box.right


def test_rows_of_a_matrix_choose_or_combine() -> None:
    shapes = drawn(EXPERIENCE)
    either, plus = holding(shapes, "或"), holding(shapes, "＋")
    assert either.box.bottom < plus.box.y and plus.fill == "accent1"
    dark = [shape for shape in shapes if isinstance(shape, Text) and shape.fill == "dk1"]
    assert len(dark) == 1 and dark[0].box.x == holding(shapes, "机器学习").box.x and dark[0].box.right == FULL.right
    assert colour(holding(shapes, "收集、清洗")) == "lt1"


def test_each_region_sends_its_arrow_to_the_band_above() -> None:
    shapes = drawn(MIND)
    arrows = [shape for shape in shapes if isinstance(shape, Connector)]
    upper = next(shape for shape in shapes if isinstance(shape, Text) and shape.fill == "lt2")
    assert len(arrows) == 5 and {arrow.points[-1][1] for arrow in arrows} == {upper.box.bottom}
    above, between, below = (holding(shapes, words).box for words in ("意识", "处理结果", "下意识"))
    assert above.bottom <= between.y and between.bottom <= below.y


def test_words_in_bands_stand_left_and_their_regions_start_at_one_line() -> None:
    shapes = drawn(MIND)
    assert holding(shapes, "听觉").box.x == holding(shapes, "心智语言").box.x
    assert holding(shapes, "脑神经网络").box.right < holding(shapes, "听觉").box.x


def test_the_order_of_steps_may_be_the_editors() -> None:
    arrows = [shape for shape in drawn(Flow(steps=(step("甲", "一"), step("乙", "二")), style="reading"))
              if isinstance(shape, Connector)]
    assert [arrow.dash for arrow in arrows] == [(7.0, 4.0)]


def test_three_layers_find_room() -> None:
    low = Layer(name=w("感知"), title=w("传感器"), regions=tuple(node(name) for name in ("摄像头", "麦克风", "触觉", "雷达")))
    middle = Layer(name=w("表示"), title=w("嵌入"), regions=(node("视觉", "图像块"), node("语言", "词元")))
    high = Layer(name=w("决策"), title=w("规划"), note=w("一次只做一件事"), tag=w("假说"))
    drawn(Layers(layers=(low, middle, high), arrows="up", carries=w("特征")))


def test_the_box_spans_its_rows_and_the_focus_is_red_wherever_it_turns_up() -> None:
    shapes = drawn(SEQUENCES)
    box = holding(shapes, "LLM")
    assert box.box.y == holding(shapes, "语言理解").box.y and box.box.bottom == holding(shapes, "语言转换").box.bottom
    red = [said(shape) for shape in shapes
           if isinstance(shape, Text) and shape.stroke is not None and shape.stroke.colour == "accent1"]
    assert red == ["心智语言\n近似，可能有歧义", "心智语言"]
    assert [shape.points[0][1] for shape in shapes if isinstance(shape, Connector)] == sorted(
        2 * [holding(shapes, name).box.middle[1] for name in ("语言理解", "语言生成", "语言转换")])


def test_a_timeline_gives_a_year_its_middle_and_a_month_its_place() -> None:
    shapes = drawn(ORIGINS)
    dots = sorted(shape.box.middle[0] for shape in shapes if isinstance(shape, Text) and shape.geometry == "ellipse")
    years = {said(shape): shape.box for shape in shapes if isinstance(shape, Text) and said(shape).isdecimal()}
    column = years["2013"].x - years["2012"].x
    assert years["2012"].x == FULL.x and 0.94 * FULL.width <= 12 * column < FULL.width, "the last label has room at its dot"
    assert any(x == pytest.approx(FULL.x + 7.5 * column) for x in dots)  # 2019
    assert any(x == pytest.approx(FULL.x + (11 + 2.5 / 12) * column) for x in dots)  # March 2023
    hollow = [shape for shape in shapes if isinstance(shape, Text) and shape.geometry == "ellipse" and shape.fill == "lt1"
              and shape.stroke is not None and shape.stroke.colour in ("dk1", "accent1")]
    assert len(hollow) == 4 == sum("†" in said(shape) for shape in shapes)


def test_an_arrow_of_a_timeline_joins_two_lanes() -> None:
    shapes = drawn(ORIGINS)
    arrow, stem = (shape for shape in shapes if isinstance(shape, Connector))
    assert (arrow.colour, stem.colour, arrow.head, stem.head) == ("accent1", "accent1", True, False) and len(arrow.points) == 3
    (dot,) = (shape for shape in shapes if isinstance(shape, Text) and stem.end is not None and shape.id == stem.end.shape)
    assert dot.geometry == "ellipse" and stem.points[-1] == (dot.box.middle[0], dot.box.y)
    years = [holding(shapes, str(year)).box for year in range(2012, 2024)]
    assert arrow.points[-1][1] == pytest.approx(years[0].y) and stem.points[0][1] == pytest.approx(years[0].bottom)
    assert len({round(b.middle[0] - a.middle[0], 3) for a, b in pairwise(years)}) == 1, "the years stand at equal steps"


CROWDED = [Label(433, 128), Label(503, 69), Label(573, 69), Label(643, 69), Label(763, 128), Label(810, 96), Label(833, 73)]


def test_few_labels_hang_where_most_can_stand_in_the_middle() -> None:
    assert place(CROWDED, 219, 912, None, None, 0, 3, MIDDLE) is None
    spots = place(CROWDED, 219, 912, None, None, 0, 3, FEW)
    assert spots is not None and [spot.hangs for spot in spots] == [False] * 5 + [True] * 2
    for (x, wide), spot in zip(CROWDED, spots, strict=True):
        assert spot.left == (x + POLE if spot.hangs else x - wide / 2), "in the middle over its dot, or at its leader"
    assert all(one.row != other.row for one, other in pairwise(spots)), "neighbours do not read as one phrase"
    assert max(spot.row for spot in spots[:4]) == 1, "a third row is for what has no place in two"


def test_labels_of_dates_close_together_are_flags_in_stairs() -> None:
    close = [Label(x, 120) for x in (100, 130, 160, 400)]
    assert place(close, 0, 600, None, None, 0, 3, MIDDLE) is None
    spots = place(close, 0, 600, None, None, 0, 3, FLAGS)
    assert spots is not None and [spot.left for spot in spots] == [x + POLE for x, _ in close]
    assert [spot.row for spot in spots] == [2, 1, 0, 0], "a leader passes before the labels that are nearer to the band"


def test_what_is_said_below_a_name_folds_before_labels_take_a_second_row() -> None:
    def timeline(*texts: str) -> list[Text]:
        events = tuple(event(str(2010 + n), f"第{n}项", text=w(text.replace("\n", ""))) for n, text in enumerate(texts))
        shapes = drawn(Timeline(events=events))
        return [holding(shapes, f"第{n}项\n{text}") for n, text in enumerate(texts)]

    short = timeline("一二三四五", "一二三四五", "一二三四五", "一二三四五", "一二三四五", "一二三四五")
    folded = timeline(*["一二三四五，\n六七八九"] * 6)
    assert len({label.box.y for label in short}) == len({label.box.y for label in folded}) == 1
    assert folded[0].box.height > short[0].box.height


def test_filled_and_hollow_dots_of_a_lane_stand_beyond_its_bar() -> None:
    def dots(style: Literal["text", "reading"]) -> list[Text]:
        figure = Timeline(events=(event("2017", "甲"), replace(event("2019", "乙"), style=style)),
                          spans=(Period(from_=2017, to=2020, name=w("段")),))
        found = [shape for shape in drawn(figure) if isinstance(shape, Text)]
        bar = next(shape for shape in found if said(shape) == "段")
        return [shape for shape in found if shape.geometry == "ellipse" and shape.box.bottom < bar.box.y]

    assert not dots("text")
    filled, hollow = dots("reading")
    assert (filled.fill, hollow.fill) == ("dk1", "lt1") and filled.stroke == hollow.stroke


def test_labels_take_a_second_row_only_where_one_is_too_narrow() -> None:
    def rows(*apart: str) -> set[float]:
        shapes = drawn(Timeline(events=tuple(event(at, f"第{at}项") for at in apart)))
        return {holding(shapes, f"第{at}项").box.y for at in apart}

    assert len(rows("2001", "2004", "2008")) == 1 < len(rows("2001", "2001-09", "2002-02", "2008"))
    assert place([Label(100, 300), Label(110, 300)], 0, 400, None, None, 0, 1) is None


def test_a_text_is_broken_after_its_marks_where_that_costs_no_line() -> None:
    by = pen()
    note = by.style("note")
    assert plain(phrased(by, w("提示、上下文学习"), note, 100)) == "提示、\n上下文学习"
    assert plain(phrased(by, w("提示、上下文学习"), note, 400)) == "提示、上下文学习"


def test_where_connectors_end_beside_the_middle_shapes_have_sites_for_them() -> None:
    lanes, mind = (next(shape for shape in drawn(figure) if isinstance(shape, Text) and shape.fill == "lt2")
                   for figure in (crossing("2015"), MIND))
    assert [side for side, _ in lanes.sites] == ["top"] and [side for side, _ in mind.sites] == ["bottom"] * 5
    llm = holding(drawn(SEQUENCES), "LLM")
    assert [side for side, _ in llm.sites] == ["left", "right"] * 2, "the row in the middle takes the middles of the sides"


def crossing(end: str, **more: Any) -> Timeline:
    """An arrow from the first lane to 2015 of the second, and something of the first lane in its way."""
    return Timeline(lanes=(node("甲"), node("乙")), arrow=Leap(from_=w("起"), to=w("到"), name=w("借鉴")),
                    events=(event(end, "挡", "甲"), event("2018", "起", "甲"), event("2015", "到", "乙"),
                            event("2012", "初", "乙")), **more)


def test_an_arrow_comes_down_beside_an_event_of_the_same_date() -> None:
    (arrow,) = (shape for shape in drawn(crossing("2015")) if isinstance(shape, Connector) and shape.head)
    (other,) = (shape for shape in drawn(crossing("2013")) if isinstance(shape, Connector) and shape.head)
    assert abs(arrow.points[-1][0] - other.points[-1][0]) == pytest.approx(18)


def test_an_arrow_through_a_bar_is_refused() -> None:
    by = pen()
    DRAW["timeline"](crossing("2013", spans=(Period(from_=2014, to=2016, name=w("丙"), lane=w("甲")),)), by)
    assert [problem.rule for problem in by.problems] == ["fit"]


def test_labels_stand_in_the_middle_or_at_their_leaders() -> None:
    shapes = drawn(replace(ORIGINS, events=tuple(each for each in ORIGINS.events if str(each.name) != "BERT")))
    names = ("Transformer", "GPT-1", "GPT-2", "GPT-3", "InstructGPT†", "ChatGPT†", "GPT-4†")
    labels = [holding(shapes, name) for name in names]
    dots = {shape.box.middle[0] for shape in shapes if isinstance(shape, Text) and shape.geometry == "ellipse"}
    poles = {shape.x1: max(shape.y1, shape.y2) for shape in shapes if isinstance(shape, Line) and shape.x1 == shape.x2
             and shape.colour != "lt1"}
    hung = 0
    for label in labels:
        if min(abs(label.box.middle[0] - x) for x in dots) > 0.01:
            x = min(poles, key=lambda x: min(abs(label.box.x - x), abs(label.box.right - x)))
            assert min(abs(label.box.x - x), abs(label.box.right - x)) == pytest.approx(POLE)
            assert label.box.y < poles[x] < label.box.bottom, "the leader runs on beside its label"
            hung += 1
    assert 0 < hung <= 3


def test_a_bar_is_named_between_its_dots_else_behind_it() -> None:
    events = tuple(event(at, name) for at, name in (("2017", "甲"), ("2018", "乙"), ("2019", "丙"), ("2022", "丁")))

    def shapes(name: str, *more: str) -> tuple[Shape, ...]:
        return drawn(Timeline(events=(*events, *(event(at, "戊") for at in more)),
                              spans=(Period(from_=2017, to=2019, name=w(name)),)))

    assert holding(shapes("先做大再说"), "先做大再说").fill == "dk1"
    found = shapes("先做大再说别的")
    (bar,) = (shape for shape in found if isinstance(shape, Text) and shape.fill == "dk1" and shape.geometry == "rect")
    name = holding(found, "先做大再说别的").box
    assert bar.box.right < name.x < bar.box.right + 20.0 and not said(bar)
    assert holding(shapes("先做大再说别", "2020"), "先做大再说别").fill == "dk1", "where a dot comes soon"


def test_labels_that_crowd_go_up_like_stairs() -> None:
    crowd = [Label(480, 94), Label(653, 152), Label(808, 89), Label(826, 107), Label(844, 136)]
    assert place(crowd, 48, 912, None, None, 0, 2) is None
    found = place(crowd, 48, 912, None, None, 0, 3)
    assert found is not None and [spot.row for spot in found[2:]] == [0, 1, 2]


def test_a_lane_s_name_stands_at_the_right_where_the_left_is_taken() -> None:
    shapes = drawn(Timeline(lanes=(node("研究"),), events=(event("2001", "一", "研究"), event("2009", "二", "研究"),
                                                         event("2012", "三", "研究"), event("2020", "四", "研究"))), HALF)
    assert holding(shapes, "研究").box.right <= HALF.right


def test_a_branch_takes_the_column_that_makes_fewer() -> None:
    roads = tuple(Road(name=w(name), nodes=(node(f"{name}一"), node(f"{name}二"))) for name in "甲乙")
    shapes = drawn(Roads(roads=roads, to=node("终"), branches=(Branch(from_=2, to=w("甲一")),)))
    assert holding(shapes, "甲一").box.x < holding(shapes, "乙一").box.x == holding(shapes, "甲二").box.x


def test_a_box_that_does_several_jobs_keeps_its_words_whole() -> None:
    job = Job(name=w("问答"), in_=node("问题"), out=node("回答"))
    hero = holding(drawn(Rows(box=node("Labelled data"), rows=(job, job))), "Labelled")
    narrow = holding(drawn(Rows(box=node("BPE 分词"), rows=(job, job)), HALF), "BPE")
    assert hero.paragraphs[0].breaks is None or "Labelled" in said(hero)
    assert narrow.paragraphs[0].style is not None and narrow.paragraphs[0].style.size < 48


def test_words_of_any_band_stand_below_where_its_regions_are_else_too_narrow() -> None:
    bands = tuple(Layer(name=w(name), note=w("parallel and fast"), regions=tuple(node(each) for each in (
        "Reinforcement", "Embeddings", "Retrieval", "Distillation"))) for name in ("Low", "High"))
    shapes = drawn(Layers(layers=bands, arrows="up"))
    notes = [shape for shape in shapes if isinstance(shape, Text) and said(shape).startswith("parallel")]
    regions = [shape for shape in shapes if isinstance(shape, Text) and said(shape) == "Reinforcement"]
    assert all(any(note.box.y >= region.box.bottom for region in regions) for note in notes)
