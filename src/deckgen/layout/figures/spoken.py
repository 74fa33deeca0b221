"""What a chart shows, in words, for those who can't see it: told from its numbers in the talk's language."""

from __future__ import annotations

from deckgen.layout.figures.beside import unit
from deckgen.layout.figures.numbers import Numbers, formats
from deckgen.layout.pen import Pen
from deckgen.outline.blocks import Axis, Chart, Series
from deckgen.source.words import Words
from deckgen.text.inline import plain_words

MANY = 14
"""So many numbers are told one by one; of more, where each series starts and ends, its lowest and its highest."""


def spoken(figure: Chart, pen: Pen) -> str:
    """The kind of chart and what it measures; then every number, or the course of each series; then the claim."""
    east = pen.language.startswith(("zh", "ja", "ko"))
    comma, stop, of = ("，", "。", "：") if east else (", ", ". ", ": ")
    word = {name: pen.word(f"chart-{name}").text for name in ("from", "to", "lowest", "highest", "missing")}
    values = [number for series in figure.series for number in series.values if number is not None]
    labels = formats(values, min(values), figure.format, unit(figure.y))[1]
    kind = [pen.word(f"chart-{figure.type}").text]
    kind += [pen.word(f"chart-{figure.stacked}").text] if figure.stacked else []
    kind += [pen.word("chart-log").text] if figure.scale != "linear" else []
    kind += [told for axis in (figure.y, figure.x) if axis is not None and (told := _axis(axis, east))]
    said = []
    for series in figure.series:
        names = [*map(plain_words, series.names or figure.categories)] or [f"{x:.10g}" for x in series.x]
        points = [(name, number) for name, number in zip(names, series.values, strict=False)]
        known = [(name, number) for name, number in points if number is not None]
        if len(values) <= MANY:
            gap = plain_words(figure.absent) if figure.absent is not None else word["missing"]
            told = comma.join(f"{name} {gap if number is None else _at(series, n, number, labels, figure)}".strip()
                              for n, (name, number) in enumerate(points))
        else:
            (first, a), (last, b) = known[0], known[-1]
            least, most = (pick(known, key=lambda point: point[1]) for pick in (min, max))
            parts = [f"{word['from']} {labels.written(a)} ({first}) {word['to']} {labels.written(b)} ({last})"] \
                if figure.type == "line" else []
            parts += [f"{word['lowest']} {labels.written(least[1])} ({least[0]})",
                      f"{word['highest']} {labels.written(most[1])} ({most[0]})"]
            told = comma.join(parts)
        lone = len(figure.series) == 1 and figure.y is not None and figure.y.name is not None
        said.append(told if lone else f"{plain_words(series.name)}{of}{told}")
    claim = [" ".join(plain_words(each) for each in (figure.claim.says, figure.claim.text) if each)] if figure.claim else []
    return stop.join([comma.join(kind), *said, *claim]).strip() + stop.strip()


def _axis(axis: Axis, east: bool) -> str:
    """What an axis measures."""
    name, of = (plain_words(each) if isinstance(each, Words) else "" for each in (axis.name, axis.unit))
    return f"{name}（{of}）" if east and name and of else f"{name} ({of})" if name and of else name or of


def _at(series: Series, n: int, number: float, labels: Numbers, figure: Chart) -> str:
    """A value; of a scattered point both of its measures."""
    if figure.type == "scatter":
        return f"({series.x[n]:.10g}, {labels.written(number)})"
    return labels.written(number)
