"""Charts: where things stand beside the plot, which bars are red, how numbers are written."""

from __future__ import annotations

from dataclasses import replace

import pytest

from deckgen.layout.figures import chart
from deckgen.layout.figures.numbers import BILLIONS, axis, formats
from deckgen.outline.blocks import Chart, Claim, Series
from deckgen.scene import Box, Line
from deckgen.scene import Chart as ChartShape
from figures import FULL, HALF, holding, pen, w

PARAMETERS = Chart(
    type="bar", scale="log", categories=tuple(w(name) for name in ("NRM", "GPT-1", "GPT-2", "GPT-3", "ChatGPT")),
    series=(Series(name=w("参数"), values=(70e6, 117e6, 1.5e9, 175e9, None)),), highlight=(w("NRM"), w("GPT-2"), w("GPT-3")),
    absent=w("未公开"), claim=Claim(from_=w("NRM"), to=w("GPT-3"), says=w("× 2500"), text=w("五年之间")))


def test_a_bracket_runs_from_bar_to_bar() -> None:
    by = pen()
    shapes = chart.draw(PARAMETERS, by)
    (native,) = (shape for shape in shapes if isinstance(shape, ChartShape))
    long = max((shape for shape in shapes if isinstance(shape, Line)), key=lambda line: abs(line.y2 - line.y1))
    row = native.plot.height / 5
    assert (long.y1, long.y2) == pytest.approx((native.plot.y + row / 2, native.plot.y + 3.5 * row))
    absent = holding(shapes, "未公开")
    assert absent.box.middle[1] == pytest.approx(native.plot.y + 4.5 * row, abs=1.5)
    assert holding(shapes, "× 2500").box.x > long.x1 > native.plot.right
    assert native.box.right <= long.x1 - 6 and not by.problems


def test_red_is_the_pair_of_the_claim_and_ink_what_else_is_highlighted() -> None:
    (native, *_) = chart.draw(PARAMETERS, pen())
    assert isinstance(native, ChartShape)
    assert native.series[0].colours == ("accent1", None, "dk1", "accent1", None)
    assert [note is not None and note.bold for note in native.series[0].notes] == [True, False, True, True, False]
    (native, *_) = chart.draw(replace(PARAMETERS, claim=None), pen())
    assert isinstance(native, ChartShape)
    assert native.series[0].colours == ("accent1", None, "accent1", "accent1", None)


@pytest.mark.parametrize("box", [FULL, HALF], ids=["full", "half"])
def test_values_have_room_at_the_ends_of_their_bars(box: Box) -> None:
    by = pen(box)
    (native, *_) = chart.draw(replace(PARAMETERS, claim=None), by)
    assert isinstance(native, ChartShape)
    style = by.style("axis", bold=True)
    assert native.plot.x - box.x >= max(by.width(name, style) for name in ("ChatGPT", "GPT-1"))
    longest = native.plot.x + native.plot.width * (11.243 - 7) / 5 + by.width("175B", style)
    assert longest <= box.right and native.plot.right <= box.right


def test_an_axis_in_powers_of_ten_leaves_the_shortest_bar_some_length() -> None:
    assert axis([70e6, 540e9], log=True) == (1e7, 1e12, 10)
    assert axis([1.2e7, 5e7], log=True) == (1e6, 1e8, 10)
    assert axis([12, 96], log=False) == (0, 100, 25)
    assert axis([-3, 7], log=False) == (-5, 7.5, 2.5)


def test_numbers_are_written_as_their_format_says() -> None:
    assert BILLIONS.code == '[<1000000000]0,,"M";[<10000000000]0.0,,,"B";0,,,"B"'
    assert [BILLIONS.written(number) for number in (70e6, 1.5e9, 175e9)] == ["70M", "1.5B", "175B"]
    scale, labels = formats([70e6, 540e9], 1e7, log=True)
    assert scale.code == '[<1000000000]0,,"M";[<1000000000000]0,,,"B";0,,,,"T"' and labels is BILLIONS
    assert formats([12.5, 88], 0)[1].code == "General" and formats([12.5, 88], 0)[1].written(12.5) == "12.5"
