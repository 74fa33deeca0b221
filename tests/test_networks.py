"""Trees and graphs: what they show, the laws for made-up ones in three places, and that the laws see a fault."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any

import pytest

import handmade
from arrows import LANGUAGES, loose_ends, lost_corners
from conftest import needs
from deckgen.layout.figure import draw_figure, told
from deckgen.layout.figures import graph
from deckgen.layout.figures.most import most_that_fit
from deckgen.layout.figures.network import Spaces, placed
from deckgen.layout.figures.tidy import Branches, tidy
from deckgen.layout.pen import Pen
from deckgen.outline.figures import Edge, Graph, Tree, Twig, Vertex
from deckgen.scene import Box, Connector, End, Group, Page, Shape, Text
from figures import DRAW, FULL, HALF, LOW, colour, drawn, faults, holding, node, pen, said, w
from networks import any_graph, any_tree
from test_powerpoint import part, write

MAKE: dict[str, Callable[[Random, str, int], Any]] = {"tree": any_tree, "graph": any_graph}
PLACES = {"full": (FULL, {"tree": 12, "graph": 8}), "half": (HALF, {"tree": 8, "graph": 5}),
          "low": (LOW, {"tree": 6, "graph": 4})}
"""A place, and how many nodes are tried in it."""
SEEDS = 12


def twig(name: str, *children: Twig, text: str | None = None, **more: Any) -> Twig:
    return Twig(name=w(name), text=w(text) if text else None, children=children, **more)


def edge(start: str, end: str, name: str | None = None, **more: Any) -> Edge:
    return Edge(from_=w(start), to=w(end), name=w(name) if name else None, **more)


def net(nodes: str, *edges: Edge, **more: Any) -> Graph:
    return Graph(nodes=tuple(Vertex(name=w(name)) for name in nodes.split()), edges=edges, **more)


def lines(shapes: tuple[Shape, ...]) -> list[Connector]:
    return [shape for shape in shapes if isinstance(shape, Connector)]


# ---- trees -----------------------------------------------------------------------------------------------------------

TASKS = Tree(root=node("语言处理"), children=(
    twig("理解", twig("分类", text="文本分类"), twig("匹配", text="搜索、阅读理解"),
         twig("标注和语义分析", text="分词、句法分析")),
    twig("生成", twig("序列生成", text="由语言模型生成"), twig("序列到序列", text="机器翻译、对话、摘要"),
         twig("序贯决策", text="多轮对话", style="reading"))))


def test_a_parent_stands_in_the_middle_of_its_children() -> None:
    shapes = drawn(TASKS)
    names = ("语言处理", "理解", "生成", "分类", "匹配", "标注和语义分析", "序列生成", "序贯决策")
    at = {name: holding(shapes, name).box.middle[1] for name in names}
    assert at["理解"] == pytest.approx((at["分类"] + at["标注和语义分析"]) / 2) == pytest.approx(at["匹配"])
    assert at["生成"] == pytest.approx((at["序列生成"] + at["序贯决策"]) / 2)
    assert at["语言处理"] == pytest.approx((at["理解"] + at["生成"]) / 2)


def test_leaves_are_plain_words_and_their_texts_one_column() -> None:
    shapes = drawn(TASKS)
    assert holding(shapes, "语言处理").fill == "dk1" and holding(shapes, "理解").fill == "lt2"
    assert holding(shapes, "分类").fill is None and holding(shapes, "分类").stroke is None
    assert len({holding(shapes, words).box.x for words in ("文本分类", "搜索", "分词", "由语言", "机器翻译", "多轮")}) == 1


def test_leaves_are_alike_to_the_edges_of_the_place() -> None:
    names = [twig(name, text="学生、桌子") for name in ("名词", "动词", "形容词", "介词", "连词", "助词")]
    shapes = drawn(Tree(root=node("汉语的词"), children=(twig("实词", *names[:3]), twig("虚词", *names[3:]))))
    leaves = [holding(shapes, str(each.name)) for each in names]
    assert len({(round(each.box.height, 3), each.inset) for each in leaves}) == 1
    assert FULL.y - 0.01 <= leaves[0].box.y and leaves[-1].box.bottom <= FULL.bottom + 0.01


def test_lines_to_children_share_a_trunk_and_only_the_reading_is_dashed() -> None:
    shapes = drawn(TASKS)
    root = holding(shapes, "语言处理").id
    own = [line for line in lines(shapes) if line.start and line.start.shape == root]
    assert len({line.points[1][0] for line in own}) == 1 and not any(line.head for line in lines(shapes))
    assert [line.dash is not None for line in lines(shapes)] == [False] * 7 + [True]


def test_a_tree_grows_down_in_rows() -> None:
    shapes = drawn(replace(TASKS, direction="down"))
    rows = [holding(shapes, name).box for name in ("语言处理", "理解", "分类")]
    assert rows[0].bottom < rows[1].y and rows[1].bottom < rows[2].y
    assert holding(shapes, "分类").box.y == holding(shapes, "序贯决策").box.y


def test_a_deep_subtree_reaches_under_a_shallow_one() -> None:
    shallow_then_deep = Branches(((1, 2), (), (3,), ()), (0, 1, 1, 2))
    at, wide = tidy(shallow_then_deep, (10, 10, 10, 50), 4, 8)
    assert at[2] - at[1] == 14 and at[3] == at[2] and wide == 50


def test_children_with_room_stand_halfway_so_that_a_mirror_image_looks_alike() -> None:
    tree = Branches(((1, 3, 4), (2,), (), (), (5,), ()), (0, 1, 2, 1, 1, 2))
    at, wide = tidy(tree, (10, 10, 60, 10, 10, 60), 4, 8)
    assert at[3] == pytest.approx(wide / 2) == pytest.approx(at[0])


def test_a_tree_that_is_too_large_says_how_much_of_it_fits() -> None:
    by = pen(LOW)
    large = Tree(root=node("根"), children=tuple(twig(f"第 {n} 枝", *(twig(f"叶 {n}.{k}") for k in range(5))) for n in range(10)))
    assert DRAW["tree"](large, by) == ()
    (problem,) = by.problems
    assert problem.message.startswith("the tree has 61 nodes, and only the first ") and problem.rule == "fit"
    fits = int(problem.message.split()[9])
    assert 3 <= fits < 20


def test_a_tree_that_is_too_deep_is_refused_at_once() -> None:
    deep = twig("底")
    for _ in range(200):
        deep = twig("层", deep)
    by = pen()
    DRAW["tree"](Tree(root=node("根"), children=(deep,)), by)
    assert by.problems[0].message.startswith("the tree has 202 nodes, and only the first ")


def test_a_direction_that_does_not_fit_is_named() -> None:
    wide = Tree(root=node("词"), direction="down", children=tuple(twig(f"第 {n} 类词", text="很长的一句说明") for n in range(9)))
    by = pen(HALF)
    DRAW["tree"](wide, by)
    assert by.problems[0].hint == "take out `direction: down`"
    drawn(replace(wide, direction=None), HALF)


# ---- graphs ----------------------------------------------------------------------------------------------------------

RLHF = Graph(
    nodes=(*(Vertex(name=w(name)) for name in ("人", "示范", "比较", "奖励模型")), Vertex(name=w("策略模型"), kind="main"),
           Vertex(name=w("回答"))),
    edges=(edge("人", "示范", "写"), edge("人", "比较", "挑"), edge("示范", "策略模型", "SFT"), edge("比较", "奖励模型", "训练"),
           edge("奖励模型", "策略模型", "打分", weight="main", focus=True), edge("策略模型", "回答", "生成"),
           edge("回答", "奖励模型", "送审", style="reading")))


def test_lines_lead_to_the_right_as_far_as_they_can() -> None:
    shapes = drawn(RLHF)
    at = [holding(shapes, name).box for name in ("人", "比较", "奖励模型", "策略模型", "回答")]
    assert all(a.right < b.x for a, b in pairwise(at))
    assert holding(shapes, "策略模型").fill == "dk1"


def test_weight_style_and_focus_of_lines_are_seen_without_colour() -> None:
    found = lines(drawn(RLHF))
    assert {line.width for line in found if line.colour == "accent1"} == {5.0}
    assert {line.width for line in found if line.dash} == {1.75}
    assert sum(line.head for line in found) == len(RLHF.edges)
    assert not any(line.head for line in lines(drawn(replace(RLHF, arrows="none"))))


def test_a_word_stands_beside_its_own_line() -> None:
    shapes = drawn(RLHF)
    word, (line,) = holding(shapes, "打分"), [line for line in lines(shapes) if line.width == 5]
    assert word.box.bottom <= line.points[0][1] and line.points[0][0] < word.box.middle[0] < line.points[-1][0]
    assert colour(word) == "accent1" and word.fill is None


def test_each_line_has_a_place_of_its_own_on_a_crowded_side() -> None:
    shapes = drawn(net("甲 乙 丙 丁", edge("甲", "乙"), edge("甲", "丙"), edge("甲", "丁")))
    starts = [line.start for line in lines(shapes) if line.start and line.start.shape == holding(shapes, "甲").id]
    assert len(starts) == 3 == len({(start.side, start.at) for start in starts})


def test_rings_loops_pieces_and_lonely_nodes_are_drawn() -> None:
    drawn(net("甲 乙 丙", edge("甲", "乙"), edge("乙", "丙"), edge("丙", "甲")))
    loop = drawn(net("甲 乙", edge("甲", "甲", "再来"), edge("甲", "乙")))
    assert {end.shape for line in lines(loop) for end in (line.start, line.end) if end} >= {holding(loop, "甲").id}
    drawn(net("甲 乙 丙 丁", edge("甲", "乙"), edge("丙", "丁")))
    lonely = drawn(net("甲 乙 丙", edge("甲", "乙")))
    assert holding(lonely, "丙").box.x > holding(lonely, "乙").box.right


def test_a_graph_that_is_too_large_says_how_much_of_it_fits() -> None:
    names = " ".join(f"节点{n}" for n in range(60))
    edges = [edge(f"节点{n}", f"节点{n // 2}") for n in range(1, 60)]
    by = pen(HALF)
    assert DRAW["graph"](net(names, *edges), by) == ()
    (problem,) = by.problems
    assert problem.message.startswith("the graph has 60 nodes, and only the first ") and problem.rule == "fit"


def test_words_that_do_not_fit_are_told_apart_from_nodes_that_do_not() -> None:
    words = "这一条线上写了太多太多的字所以怎么也放不下去"
    by = pen(LOW)
    ends = (("甲", "乙"), ("乙", "丙"), ("甲", "丙"), ("丙", "乙"))
    DRAW["graph"](net("甲 乙 丙", *(edge(start, end, words) for start, end in ends)), by)
    assert by.problems[0].message == "the words at the lines of the graph do not fit here"


def test_a_graph_without_alternative_text_tells_its_lines() -> None:
    assert told(replace(RLHF, edges=RLHF.edges[:2]), pen()) == "人 写 → 示范、人 挑 → 比较、奖励模型、策略模型、回答"


def test_the_library_places_the_same_graph_the_same_way() -> None:
    """The numbers are those of the tested version: a change in them is a change in every graph that was ever drawn."""
    sizes = ((100.0, 40.0),) * 4
    edges = ((0, 1, 1.0), (0, 2, 1.0), (1, 3, 1.0), (2, 3, 4.0))
    found = placed(sizes, edges, False, Spaces(60.0, 30.0, 20.0), 900.0)
    assert found == placed(sizes, edges, False, Spaces(60.0, 30.0, 20.0), 900.0)
    assert [(x - found.middles[0][0], y - found.middles[0][1]) for x, y in found.middles] == GOLDEN
    assert [len(way.points) for way in found.ways] == [3, 2, 3, 2]


GOLDEN = [(0.0, 0.0), (160.0, -70.0), (160.0, 0.0), (320.0, 0.0)]


@pytest.mark.parametrize("most", [1, 2, 7, 19])
def test_the_most_that_fit_is_found_by_halving(most: int) -> None:
    assert most_that_fit(20, lambda count: count <= most) == most


# ---- the laws, in three places -----------------------------------------------------------------------------------------


def made(kind: str, place: str, seed: int) -> tuple[tuple[Shape, ...], Pen, Tree | Graph]:
    box, most = PLACES[place]
    by = pen(box)
    figure = MAKE[kind](Random(f"{kind}/{place}/{seed}"), LANGUAGES[seed % 3], most[kind])
    return DRAW[kind](figure, by), by, figure


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("kind", MAKE)
def test_made_up_ones_keep_the_laws(kind: str, place: str) -> None:
    fits = 0
    for seed in range(SEEDS):
        shapes, by, _ = made(kind, place, seed)
        if by.problems:
            assert {problem.rule for problem in by.problems} == {"fit"} and all(problem.hint for problem in by.problems), seed
            continue
        fits += 1
        assert list(faults(shapes, by)) == [], seed
        assert all(each.start and each.end for each in lines(shapes)), seed
    assert fits >= SEEDS * (0.7 if place == "full" else 0.4)


@cache
def pages() -> list[Page]:
    found = []
    for kind in MAKE:
        for seed in range(SEEDS):
            place = "full" if seed % 2 else "half"
            by = pen(PLACES[place][0])
            by.prefix = f"dg.{kind}{seed}"
            shapes = draw_figure(made(kind, place, seed)[2], by)
            if not by.problems:
                found.append(handmade.page(f"{kind}{seed}", *shapes))
    return found


def test_written_connectors_are_on_their_sites_and_run_through_nothing(tmp_path: Path) -> None:
    every = pages()
    deck = write(tmp_path / "networks.pptx", *every)
    for number, page in enumerate(every, 1):
        assert list(loose_ends(part(deck, f"ppt/slides/slide{number}.xml"))) == [], page.id


def test_libreoffice_turns_where_it_was_told_to(tmp_path: Path) -> None:
    office, cairo = needs("soffice"), needs("pdftocairo")
    every = pages()
    deck = write(tmp_path / "networks.pptx", *every)
    subprocess.run([office, f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless", "--convert-to", "pdf",
                    "--outdir", str(tmp_path), str(deck)], check=True, capture_output=True, timeout=240)
    for number, page in enumerate(every, 1):
        printed = subprocess.run([cairo, "-svg", "-f", str(number), "-l", str(number), str(tmp_path / "networks.pdf"), "-"],
                                 check=True, capture_output=True, text=True, timeout=60).stdout
        assert lost_corners(part(deck, f"ppt/slides/slide{number}.xml"), printed) == [], page.id


def test_a_further_site_is_numbered_after_the_four_of_a_rectangle(tmp_path: Path) -> None:
    box = replace(handmade.node("a", 60, 200), box=Box(60, 200, 100, 80), sites=(("right", 0.25), ("top", 0.1)))
    other = replace(handmade.node("b", 300, 180), box=Box(300, 180, 100, 80))
    line = Connector(((160, 220), (300, 220)), End("a", "right", 0.25), End("b", "left"))
    deck = write(tmp_path / "site.pptx", handmade.page("a", box, other, line))
    slide = part(deck, "ppt/slides/slide1.xml")
    assert [each.get("idx") for each in slide.iter("{*}stCxn")] == ["4"]
    assert list(loose_ends(slide)) == []


def moved(shapes: tuple[Shape, ...], name: str) -> tuple[Shape, ...]:
    """A drawing with one node out of its place."""
    return tuple(replace(shape, box=replace(shape.box, x=shape.box.x + 30, y=shape.box.y + 60))
                 if isinstance(shape, Text) and said(shape) == name else shape for shape in shapes)


def test_the_laws_see_a_node_that_was_moved() -> None:
    by = pen()
    shapes = moved(graph.draw(RLHF, by), "比较")
    assert "not at the site" in "\n".join(faults(shapes, by))


def test_the_reading_of_the_deck_sees_a_node_that_was_moved(tmp_path: Path) -> None:
    (group,) = draw_figure(RLHF, pen())
    assert isinstance(group, Group)
    deck = write(tmp_path / "moved.pptx", handmade.page("a", replace(group, shapes=moved(group.shapes, "人"))))
    assert "a connector ends at" in "\n".join(loose_ends(part(deck, "ppt/slides/slide1.xml")))
