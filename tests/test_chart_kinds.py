"""Every kind of chart: its XML, its workbook, its words; that made-up ones keep to their place; that crowds are refused."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from io import BytesIO
from itertools import pairwise
from math import dist
from pathlib import Path
from random import Random
from typing import Any
from zipfile import ZipFile

import pytest
from lxml import etree
from openpyxl import load_workbook
from pptx import Presentation
from pptx.enum.chart import XL_CHART_TYPE

import package_checks as checks
from deckgen.formats.powerpoint.chart import numbers as book
from deckgen.layout.figures import chart
from deckgen.layout.figures.bars import spread
from deckgen.layout.figures.numbers import axis, formats, part
from deckgen.layout.figures.spoken import spoken
from deckgen.layout.figures.spots import Field, Job, meet
from deckgen.layout.pen import Pen
from deckgen.outline.blocks import Axis, Chart, Claim, Series
from deckgen.pipeline import build, open_talk
from deckgen.scene import Box, Line, Shape, Text
from deckgen.scene import Chart as ChartShape
from figures import FULL, HALF, apart, ink, pen, said, w, within

GALLERY = Path(__file__).parent.parent / "talk" / "gallery.yaml"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


def series(name: str, *values: float | None, **more: Any) -> Series:
    names = tuple(w(each) for each in more.pop("names", ()))
    return Series(name=w(name), values=values, names=names, **more)


def a_chart(type: str, categories: str, *given: Series, **more: Any) -> Chart:
    return Chart(type=type, categories=tuple(w(each) for each in categories.split()), series=given, **more)  # type: ignore[arg-type]


def drawn(figure: Chart, by: Pen | None = None) -> ChartShape:
    (native, *_) = chart.draw(figure, by or pen())
    assert isinstance(native, ChartShape)
    return native


THREE = (series("城镇", 26.4, 36.2, 49.7, 63.9), series("少年", 27.7, 22.9, 16.6, 18.0), series("老人", 5.6, 7.0, 8.9, 13.5))
YEARS = "1990 2000 2010 2020"
MODELS = series("模型", 168, 300, 300, 1400, x=(137, 175, 178, 70), names=("LaMDA", "GPT-3", "Jurassic-1", "Chinchilla"))


# ---- written ---------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def gallery(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("gallery") / "gallery.pptx"
    build(open_talk(GALLERY), path)
    return path


def charts(path: Path) -> dict[str, etree._Element]:
    with ZipFile(path) as file:
        return {name: etree.fromstring(file.read(name)) for name in file.namelist()
                if re.match(r"ppt/charts/chart\d+\.xml", name)}


def test_all_parts_of_the_gallery_fit_each_other(gallery: Path) -> None:
    deck = checks.Deck.open(gallery)
    assert [fault for check in checks.CHECKS for fault in check(deck)] == []


def test_python_pptx_knows_every_kind(gallery: Path) -> None:
    found = {shape.chart.chart_type for slide in Presentation(str(gallery)).slides for shape in slide.shapes if shape.has_chart}
    assert found >= {
        XL_CHART_TYPE.BAR_CLUSTERED, XL_CHART_TYPE.BAR_STACKED, XL_CHART_TYPE.COLUMN_CLUSTERED, XL_CHART_TYPE.COLUMN_STACKED_100,
        XL_CHART_TYPE.LINE_MARKERS, XL_CHART_TYPE.XY_SCATTER, XL_CHART_TYPE.PIE}


def test_charts_use_the_theme_alone(gallery: Path) -> None:
    for name, tree in charts(gallery).items():
        assert not list(tree.iter(f"{A}srgbClr", f"{A}sysClr")), name
        assert {each.get("typeface") for each in tree.iter(f"{A}latin", f"{A}ea", f"{A}sym")} <= {"+mn-lt", "+mn-ea"}, name
        assert all(each.get("lang") for each in tree.iter(f"{A}rPr", f"{A}endParaRPr")), name
        assert min(int(each.get("sz", "0")) for each in tree.iter(f"{A}defRPr", f"{A}rPr")) >= 1600, name
        assert tree.find(f"{C}lang") is not None


def test_the_log_base_comes_first_and_every_chart_has_an_alternative_text(gallery: Path) -> None:
    scalings = [each for tree in charts(gallery).values() for each in tree.iter(f"{C}scaling")
                if each.find(f"{C}logBase") is not None]
    assert len(scalings) >= 1 and all(each[0].tag == f"{C}logBase" for each in scalings)
    described = [shape._element.xpath(".//p:cNvPr/@descr") for slide in Presentation(str(gallery)).slides
                 for shape in slide.shapes if shape.has_chart]
    assert len(described) >= 10 and all(each and each[0] for each in described)


@pytest.mark.parametrize("figure", [
    a_chart("line", YEARS, *THREE), a_chart("bar", YEARS, *THREE[:2]), a_chart("column", YEARS, *THREE, stacked="share"),
    a_chart("bar", "甲 乙", series("数", 1.5, None))], ids=["line", "bars", "share", "gap"])
def test_the_workbook_holds_the_data(figure: Chart) -> None:
    native = drawn(figure)
    rows = list(load_workbook(BytesIO(book(native, b"<theme/>")))["Sheet1"].iter_rows(values_only=True))
    assert rows[0] == (None, *(str(each.name) for each in figure.series))
    assert rows[1:] == [(str(name), *(each.values[n] for each in figure.series)) for n, name in enumerate(figure.categories)]


def test_the_workbook_of_points_holds_names_and_both_measures() -> None:
    native = drawn(Chart(type="scatter", series=(MODELS,), x=Axis(name=w("参数"), unit=w("十亿"))))
    rows = list(load_workbook(BytesIO(book(native, b"<theme/>")))["Sheet1"].iter_rows(values_only=True))
    assert rows == [(None, "参数（十亿）", "模型"), ("LaMDA", 137, 168), ("GPT-3", 175, 300), ("Jurassic-1", 178, 300),
                    ("Chinchilla", 70, 1400)]


# ---- looks -----------------------------------------------------------------------------------------------------------


def test_series_differ_by_more_than_colour() -> None:
    lines = drawn(a_chart("line", YEARS, *THREE)).series
    assert len({each.marker for each in lines}) == 3
    five = drawn(a_chart("bar", "甲 乙", *(series(name, 3, 4) for name in "一二三四五"), stacked="sum")).series
    assert len({(each.colour, each.pattern) for each in five}) == 5 and "accent1" not in {each.colour for each in five}
    guess = drawn(a_chart("line", YEARS, series("量", 1, 2, 3, 4), series("估计", 2, 3, 4, 5, style="reading"))).series
    assert [each.reading for each in guess] == [False, True]


def test_red_is_what_is_highlighted_alone() -> None:
    lines = drawn(a_chart("line", YEARS, *THREE, highlight=(w("少年"),))).series
    assert [each.colour == "accent1" for each in lines] == [False, True, False] and lines[1].width > lines[0].width
    points = drawn(Chart(type="scatter", series=(MODELS,), highlight=(w("GPT-3"),))).series[0]
    assert points.colours == (None, "accent1", None, None)


def test_lines_are_named_where_they_end() -> None:
    native = drawn(a_chart("line", YEARS, *THREE))
    assert native.legend is None
    for data in native.series:
        assert [note is not None and note.series for note in data.notes] == [False, False, False, True]


def test_names_of_lines_that_end_together_are_moved_apart() -> None:
    native = drawn(a_chart("line", "1 2", *(series(name, 1, 10 + n / 100) for n, name in enumerate("甲乙丙"))))
    ends = []
    for data in native.series:
        note = data.notes[1]
        assert note is not None
        ends.append(native.plot.bottom - native.plot.height * (data.values[1] or 0) / native.axis.high + note.down)
    assert sorted(ends, reverse=True) == pytest.approx(ends) and ends[0] - ends[1] >= 24 - 0.01 and ends[1] - ends[2] >= 24 - 0.01


def test_bars_name_their_series_in_the_first_row_and_columns_above_or_beside() -> None:
    bars = drawn(a_chart("bar", YEARS, *THREE[:2]))
    named = [note is not None and note.series for note in bars.series[0].notes]
    assert bars.legend is None and named == [True, False, False, False]
    native, *heads = chart.draw(a_chart("column", YEARS, *THREE[:2]), pen())
    assert isinstance(native, ChartShape) and native.legend is None and [said(each) for each in heads] == ["城镇", "少年"]
    long = [series(f"{name} in all the provinces of the country", 3, 4, 5, 6) for name in ("towns", "children")]
    assert drawn(a_chart("column", YEARS, *long)).legend is not None
    by = pen()
    shapes = chart.draw(a_chart("column", YEARS, *THREE, stacked="share"), by)
    assert isinstance(shapes[0], ChartShape) and shapes[0].legend is None
    assert [said(shape) for shape in shapes[1:]] == ["城镇", "少年", "老人"]


def test_names_wider_than_their_columns_stand_in_a_key_behind_the_name_of_the_axis() -> None:
    data = (series("0–14 years", 27.7, 22.9, 16.6, 18.0), series("65 and over", 5.6, 7.0, 8.9, 13.5))
    figure = a_chart("column", YEARS, *data, y=Axis(name=w("share")), highlight=(w("65 and over"),))
    native, title, *key = chart.draw(figure, pen())
    assert isinstance(native, ChartShape) and native.legend is None
    texts = [each for each in (title, *key) if isinstance(each, Text)]
    assert [said(each) for each in texts] == ["share", "", "0–14 years", "", "65 and over"]
    assert all(one.box.right < other.box.x for one, other in pairwise(texts)) and texts[0].box.x == FULL.x
    assert all(each.box.bottom < native.plot.y - native.size for each in texts), "above the values"
    looks = [each.paragraphs[0].style for each in texts if said(each)][1:]
    assert [look and (look.colour, look.bold) for look in looks] == [("dk1", False), ("accent1", True)]


def test_what_each_step_multiplies_stands_on_the_line_of_the_numbers() -> None:
    native, title = chart.draw(a_chart("bar", "GPT-1 GPT-2 GPT-3", series("参数", 1.17, 15.42, 1750), scale="log"), pen())
    assert isinstance(native, ChartShape) and isinstance(title, Text) and said(title).endswith("10")
    assert title.box.y == pytest.approx(FULL.y, abs=2.0) and title.box.right + 20.0 < native.plot.x


def test_a_pie_whose_series_is_marked_has_no_red_slice() -> None:
    figure = a_chart("pie", "一 二 三 四 五", series("整体", 30, 25, 20, 15, 10), insist=True, highlight=(w("整体"),))
    shape = drawn(figure, pen(FULL))
    assert len(shape.series[0].colours) == 5 and "accent1" not in shape.series[0].colours


@pytest.mark.parametrize("place", [FULL, HALF, replace(FULL, x=420.0, width=492.0)])
def test_a_pie_stands_in_the_middle_of_its_place(place: Box) -> None:
    plot = drawn(a_chart("pie", "海洋 陆地", series("地球", 71, 29), insist=True), pen(place)).plot
    assert plot.middle[0] == pytest.approx(place.middle[0])


def test_parts_too_small_for_their_value_have_none() -> None:
    data = drawn(a_chart("column", "甲 乙", series("大", 99, 50), series("小", 1, 50), stacked="share")).series[1]
    assert data.notes[0] is None and data.notes[1] is not None


def test_labels_that_are_wanted_or_not() -> None:
    one = a_chart("line", YEARS, THREE[0])
    assert all(drawn(one).series[0].notes)
    ends = drawn(Chart(type="line", categories=one.categories, series=one.series, labels="ends")).series[0].notes
    assert [note is not None for note in ends] == [True, False, False, True]
    assert drawn(Chart(type="line", categories=one.categories, series=one.series, labels="none")).series[0].notes == ()


def test_the_author_s_number_format_and_unit() -> None:
    scale, labels = formats([1234.5], 0, "#,##0.0", " 亿", 500)
    assert labels.code == '#,##0.0" 亿"' and labels.written(1234.5) == "1,234.5 亿" and scale.written(500) == "500 亿"
    assert formats([0.25], 0, "0.0%")[1].written(0.256) == "25.6%" and formats([1], 0, "0.0")[1].written(17.95) == "18.0"
    scale, _ = formats([0.25e9, 1.542e9], 0, step=0.5e9)
    assert [scale.written(each) for each in (0, 0.5e9, 2e9)] == ["0", "0.5B", "2.0B"]


def test_lines_may_start_near_their_values_and_bars_may_not() -> None:
    assert axis([80, 92], False, zero=False)[:2] == (80, 95) and axis([80, 92], False)[0] == 0
    assert axis([168, 1400], True, zero=False) == (100, 2000, 10)
    assert axis([3, 7], False, ends=(0, 8)) == (0, 8, 2)


def test_thousands_are_apart_and_smaller_numbers_as_typed() -> None:
    labels = formats([1.17, 15.42, 1750], 0.1, log=True)[1]
    assert [labels.written(each) for each in (1.17, 1750, 175000)] == ["1.17", "1,750", "175,000"]
    assert labels.code == "[<1000]General;#,##0" and formats([12.5, 999], 0)[1].code == "General"


# ---- nothing strikes a label -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("type", ["bar", "column"])
def test_no_grid_where_every_bar_says_its_value(type: str) -> None:
    assert drawn(a_chart(type, YEARS, THREE[0])).axis.shown == "no"
    assert drawn(a_chart(type, YEARS, THREE[0], scale="log")).axis.shown == "ticks"
    assert drawn(a_chart(type, YEARS, THREE[0], labels="none")).axis.shown == "grid"


def test_no_label_of_a_line_touches_a_grid_line() -> None:
    assert drawn(a_chart("line", YEARS, THREE[0])).axis.shown == "no"
    many = drawn(a_chart("line", YEARS, *THREE))
    assert many.axis.shown == "grid" and all(note is None for data in many.series for note in data.notes[:-1])
    for seed in range(60):
        values = [Random(seed).uniform(5, 95) for _ in range(4)]
        native = drawn(a_chart("line", YEARS, series("数", *values), series("别", *reversed(values)), highlight=(w("2000"),)))
        if native.axis.shown != "grid":
            continue
        scale, plot = native.axis, native.plot
        lines = [plot.bottom - plot.height * part(scale.low + n * scale.step, scale.low, scale.high, False) for n in range(9)]
        for data in native.series:
            note, value = data.notes[1] if data.notes else None, data.values[1]
            if note is not None and value is not None and note.at in ("above", "below"):
                y = plot.bottom - plot.height * part(value, scale.low, scale.high, False) + (-20 if note.at == "above" else 20)
                assert all(abs(y - each) > 8 for each in lines if each >= plot.y - 1), seed


def test_thin_parts_that_are_looked_at_say_their_value_outside() -> None:
    def words(**more: Any) -> list[str]:
        given = a_chart("column", YEARS, *THREE[:2], series("老人", 2, 3, 4.5, 8), stacked="share", **more)
        return [said(shape) for shape in chart.draw(given, pen())[1:]]

    assert words()[3:] == [] and words(highlight=(w("老人"),))[3:] == ["2", "3", "4.5", "8"]


def test_stacked_bars_say_how_much_they_are_together() -> None:
    native, *rest = chart.draw(a_chart("bar", "甲 乙", series("城", 6.5, 9), series("乡", 7, 5), stacked="sum"), pen())
    assert isinstance(native, ChartShape) and [said(shape) for shape in rest] == ["13.5", "14"]
    assert len({data.outline.width for data in native.series if data.outline is not None}) == 1


@pytest.mark.parametrize("values, left", [((10, 40, 90), True), ((90, 40, 10), False)])
def test_the_name_of_an_axis_stands_where_no_column_reaches(values: tuple[float, ...], left: bool) -> None:
    for type in ("column", "line"):
        figure = a_chart(type, "甲 乙 丙", series("数", *values), y=Axis(name=w("占全国人口的比例")))
        native, *rest = chart.draw(figure, pen())
        (title,) = titles(figure, rest)
        assert isinstance(native, ChartShape) and native.plot.height >= 0.75 * FULL.height
        assert title.box.x == pytest.approx(FULL.x) if left else title.box.right == pytest.approx(FULL.right)


def far(point: tuple[float, float], box: Box) -> float:
    return dist(point, (min(max(point[0], box.x), box.right), min(max(point[1], box.y), box.bottom)))


def test_a_name_is_nearest_to_its_own_point() -> None:
    random, room, led = Random(7), Box(0, 0, 400, 240), 0
    for _ in range(200):
        points = [(random.uniform(20, 300), random.uniform(20, 220)) for _ in range(random.randint(2, 9))]
        points.append((points[0][0] + random.uniform(1.1, 6), points[0][1] + random.uniform(-3, 3)))
        field = Field(room, room, 24, points, [])
        jobs = [Job(point, random.uniform(30, 90), ("right", "above", "below", "left"), afar=True) for point in points]
        for job, place in zip(jobs, field.all(jobs) or (), strict=False):
            others = [point for point in points if point != job.spot]
            led += place.leader is not None
            if place.leader is None:
                assert all(far(other, place.box) > far(job.spot, place.box) for other in others)
            else:
                assert dist(place.leader[0], job.spot) < 8 and all(
                    dist(place.leader[0], other) > dist(place.leader[0], job.spot) for other in others)
    assert led > 5


def test_points_that_nearly_meet_are_named_at_their_own_sides_or_on_a_leader() -> None:
    near = series("模型", 300, 300, 1400, x=(175, 178, 700), names=("GPT-3", "Jurassic-1", "Chinchilla"))
    notes = drawn(Chart(type="scatter", series=(near,))).series[0].notes
    assert [note.at for note in notes if note] == ["left", "right", "right"]
    native, *rest = chart.draw(Chart(type="scatter", series=(replace(MODELS, x=(137, 175, 178, 700)),)), pen())
    assert isinstance(native, ChartShape) and sum(isinstance(each, Line) for each in rest) == 1


def test_series_keep_their_colours_where_a_category_is_looked_at() -> None:
    figure = a_chart("bar", "甲 乙", series("参数", 175, 70), series("词元", 300, 1400), highlight=(w("乙"),))
    for data in drawn(figure).series:
        assert not any(data.colours) and [note is not None and note.colour for note in data.notes] == ["dk1", "accent1"]


# ---- spoken ----------------------------------------------------------------------------------------------------------


def test_a_chart_tells_its_numbers_in_the_talk_s_language() -> None:
    figure = a_chart("bar", "GPT-2 GPT-3 GPT-4", series("参数", 15, 1750, None), scale="log", absent=w("未公开"),
                     y=Axis(name=w("参数"), unit=w("亿")))
    assert spoken(figure, pen()) == "条形图，对数轴，参数（亿）。GPT-2 15，GPT-3 1,750，GPT-4 未公开。"
    english = Pen(FULL, pen().theme, pen().face, "en-US", "dg.test")
    assert spoken(a_chart("line", "2019 2020", series("Size", 15, 1750), series("Data", 1, 2)), english) == \
        "Line chart. Size: 2019 15, 2020 1,750. Data: 2019 1, 2020 2."


def test_of_many_numbers_the_course_is_told() -> None:
    many = a_chart("line", " ".join(str(year) for year in range(2000, 2020)), series("数", *(float(n) for n in range(20))))
    assert spoken(many, pen()) == "折线图。数：从 0 (2000) 到 19 (2019)，最低 0 (2000)，最高 19 (2019)。"


# ---- crowds ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("figure", "message"), [
    (a_chart("column", " ".join(f"很长很长的名字{n}" for n in range(12)), series("数", *(1.0,) * 12)), "do not fit below"),
    (a_chart("column", " ".join(str(n) for n in range(60)), series("数", *(1.0,) * 60)), "do not fit"),
    (a_chart("bar", " ".join(str(n) for n in range(40)), series("数", *(1.0,) * 40)), "too many"),
    (a_chart("line", " ".join(f"第{n}种说法" for n in range(30)), series("数", *(1.0,) * 30)), "do not fit below"),
    (a_chart("line", YEARS, *(series(f"{n} 一条线的名字长得没有道理，把线都挤没了", 1, 2, 3, 4) for n in range(2))), "no room"),
    (Chart(type="scatter", series=(series("点", *(1.0,) * 30, x=(1.0,) * 30, names=[f"点{n}" for n in range(30)]),)), "no room"),
    (a_chart("pie", f"一个{'特别' * 17}长的名字 乙", series("数", 1, 2), insist=True), "no room"),
], ids=["names", "columns", "bars", "points", "lines", "cloud", "pie"])
def test_what_does_not_fit_is_refused(figure: Chart, message: str) -> None:
    by = pen(HALF)
    chart.draw(figure, by)
    assert any(message in problem.message and problem.span is not None and problem.hint for problem in by.problems)


def test_dates_below_a_line_are_left_out_evenly() -> None:
    by = pen(HALF)
    years = " ".join(str(year) for year in range(2000, 2020))
    native = drawn(a_chart("line", years, series("数", *(float(n) for n in range(20)))), by)
    assert native.skip > 1 and not by.problems


def test_labels_find_places_that_greed_does_not() -> None:
    field = Field(Box(0, 0, 200, 100), Box(0, 0, 220, 100), 24, [(100, 50), (103, 50)], [])
    order = ("right", "above", "below", "left")
    jobs = [Job((100, 50), 40, order), Job((103, 50), 40, order)]  # type: ignore[arg-type]
    assert field.all(jobs) is not None and not meet(*field.taken)
    crowd = Field(Box(0, 0, 200, 100), Box(0, 0, 220, 100), 24, [(100, 50)] * 9, [])
    assert crowd.all([Job((100, 50), 40, order)] * 9) is None  # type: ignore[arg-type]


def test_spreading_keeps_order_and_distance() -> None:
    random = Random(4)
    for _ in range(200):
        wanted = [random.uniform(0, 100) for _ in range(random.randint(1, 5))]
        found = spread(wanted, 20, 0, 100)
        order = sorted(range(len(wanted)), key=lambda n: wanted[n])
        assert all(found[b] - found[a] >= 20 - 1e-6 for a, b in pairwise(order))
        assert all(-1e-6 <= each <= 100 + 1e-6 for each in found)


def random_chart(random: Random) -> Chart:
    kind = random.choice(["bar", "column", "line", "scatter", "pie", "share", "sum"])
    count, many = random.randint(2, 9), random.randint(1, 4)
    log = random.random() < 0.3 and kind in ("bar", "column", "line", "scatter")

    def name() -> str:
        words = ["GPT-3", "城镇", "六十五岁以上的人", "Common Crawl", "BERT-large 2018", "乙"]
        return random.choice(words) + str(random.randint(0, 99999))

    def number() -> float:
        size = 10 ** random.uniform(0.1, 11)
        return round(size if log or kind in ("pie", "share", "sum") or random.random() < 0.8 else -size, 2)

    own = random.choice([None, Axis(name=w("人口"), unit=w("亿人")), Axis(unit=w("%")),
                         Axis(name=w("Share of all the people there are"))])
    if kind == "scatter":
        given = tuple(series(name(), *(number() for _ in range(count)), x=tuple(float(n + 1) for n in range(count)),
                             names=[name() for _ in range(count)] if random.random() < 0.5 else []) for _ in range(many))
        return Chart(type="scatter", series=given, scale="log" if log else "linear", x=own, y=own)
    names = list(dict.fromkeys(name() for _ in range(count)))
    if kind == "pie":
        return a_chart("pie", "甲 乙 丙", series("数", 1, 2, 3), insist=True)
    given = tuple(series(name() + str(n), *(number() for _ in names)) for n in range(many))
    stacked = kind if kind in ("share", "sum") else None
    type = random.choice(["bar", "column"]) if stacked else kind
    claim = Claim(from_=w(names[0]), to=w(names[-1]), says=w("× 2500"), text=w("五年之间")) \
        if len(names) > 1 and random.random() < 0.3 else None
    return Chart(type=type, stacked=stacked, categories=tuple(map(w, names)), series=given,  # type: ignore[arg-type]
                 scale="log" if log else "linear", y=own, claim=claim, x=Axis(name=w("年份")) if random.random() < 0.3 else None)


def titles(figure: Chart, rest: Sequence[Shape]) -> list[Text]:
    """The names of axes among what stands beside a chart."""
    names = [str(axis.name) for axis in (figure.x, figure.y) if axis is not None and axis.name is not None]
    return [each for each in rest if isinstance(each, Text) and any(said(each).startswith(name) for name in names)]


def chart_faults(figure: Chart, native: Shape, rest: Sequence[Shape], by: Pen) -> Iterator[str]:
    """What is wrong with a chart that claims to fit."""
    assert isinstance(native, ChartShape)
    if not within(native.plot, by.box) or native.plot.height < 40 or native.plot.width < 60:
        yield f"the plot is out of its place, or next to nothing: {native.plot}"
    if native.size < 16:
        yield f"labels are set at {native.size}"
    words = [*(ink(shape, by) for shape in rest if isinstance(shape, Text) and shape.paragraphs),
             *([native.legend] if native.legend else [])]
    for n, one in enumerate(words):
        if not within(one, by.box, 1.0):
            yield f"words are out of their place: {one}"
        if not all(apart(one, other, 1.0) for other in words[n + 1:]):
            yield f"words stand on words: {one}"
    if not all(apart(title.box, native.plot) for title in titles(figure, rest)):
        yield "the name of an axis stands in the plot"
    if any(data.notes and len(data.notes) != len(data.values) for data in native.series):
        yield "notes without points"


@pytest.mark.parametrize("box", [FULL, HALF, Box(48, 160, 420, 260)], ids=["full", "half", "small"])
def test_made_up_charts_keep_to_their_place_or_are_refused(box: Box) -> None:
    kept = 0
    for seed in range(120):
        by = pen(box)
        figure = random_chart(Random(seed))
        native, *rest = chart.draw(figure, by)
        if by.problems:
            assert all(problem.span is not None for problem in by.problems), seed
            continue
        kept += 1
        assert list(chart_faults(figure, native, rest, by)) == [], seed
    assert kept > 25


def test_the_laws_see_what_is_wrong() -> None:
    by = pen()
    figure = a_chart("column", YEARS, *THREE, stacked="share", y=Axis(name=w("人口")))
    native, *rest = chart.draw(figure, by)
    assert isinstance(native, ChartShape)
    (title,) = titles(figure, rest)
    assert list(chart_faults(figure, native, rest, by)) == []
    out = replace(native, plot=replace(native.plot, x=native.plot.x + 300))
    inside = [replace(each, box=native.plot) if each is title else each for each in rest]
    for wrong, words, told in ((out, rest, "out of its place"), (replace(native, size=14.0), rest, "set at 14"),
                               (native, inside, "stands in the plot"), (native, [*rest, rest[0]], "words stand on words")):
        assert told in "\n".join(chart_faults(figure, wrong, words, by))
