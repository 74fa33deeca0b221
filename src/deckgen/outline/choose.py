"""Choosing the slides of one variant, in order, each made plain: its title as words, its template and views filled in."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields

from deckgen.outline.blocks import Chart, Code, Columns, Image, Math, Points, Quote, Table, Text
from deckgen.outline.figures import Figure
from deckgen.outline.model import Outline, Overlay, Section, Slide, Variant, View, ViewTitle
from deckgen.outline.program import Entry, Part, Program
from deckgen.problem import DeckgenError, Problem, did_you_mean
from deckgen.source.words import Words

HAN_A_MINUTE, WORDS_A_MINUTE = 200, 130
"""How fast a lecture is spoken."""

_HAN = (range(0x3400, 0xA000), range(0xF900, 0xFB00), range(0x20000, 0x323B0))


class _Kinds(dict[int, str]):
    """For `str.translate`: whether a character is Han, part of a word, or may join two parts of one; worked out once.

    A pattern with all Han characters in it takes a millisecond to compile.
    """

    def __missing__(self, code: int) -> str:
        char = chr(code)
        kind = "H" if any(code in each for each in _HAN) else "w" if char.isalnum() else "-" if char in "'’.-" else " "
        self[code] = kind
        return kind


_KINDS = _Kinds()
_words = re.compile("w+(?:-w+)*").findall
_OVERLAID = tuple(each.name for each in fields(Overlay))

Place = tuple[Part, Section | None, Section | None, tuple[str, ...]]
"""The part of the talk, the innermost section, the top-level section above it, and the section's views."""


def choose(outline: Outline, variant: str | None = None) -> Program:
    """The slides of a variant; of the default one without a name. Raises DeckgenError where there is no such variant."""
    name = default_variant(outline) if variant is None else variant
    if (variant is not None or name) and name not in outline.variants:
        raise DeckgenError([_no_variant(outline, name)])
    views = {view.id: view for view in outline.views}
    default = name == default_variant(outline)
    entries, start = [], 0.0
    for slide, place in placed(outline):
        spoken = minutes_in(slide, name, default, place[0])
        if spoken is None:
            continue
        minutes, counted = spoken
        entry = entry_of(slide, name, place, views, minutes, start, counted)
        start += minutes
        entries.append(entry)
    return Program(name, outline.variants.get(name, Variant()), tuple(entries))


def default_variant(outline: Outline) -> str:
    """The variant that is built when none is named: the one marked so, else the first; empty where there are none."""
    marked = [name for name, variant in outline.variants.items() if variant.default]
    return (marked or [*outline.variants, ""])[0]


def spoken_minutes(notes: str | None) -> float:
    """The minutes that notes take to speak, in quarters, at least half a minute."""
    han, words = counted(notes or "")
    minutes = han / HAN_A_MINUTE + words / WORDS_A_MINUTE
    return max(0.5, math.floor(minutes * 4 + 0.5) / 4)


def counted(text: str) -> tuple[int, int]:
    """How many Han characters and how many other words a text has."""
    kinds = str(text).translate(_KINDS)
    return kinds.count("H"), len(_words(kinds))


def template_for(slide: Slide, by_view: bool) -> str:
    """The template of a slide that names none; `by_view` where its title is a view."""
    body = slide.body
    drawings = sum(isinstance(block, Figure | Chart | Image) for block in body)
    if by_view:
        return "figure" if len(body) == 1 and (drawings or isinstance(body[0], Math)) else "view"
    if len(body) == 1:
        match body[0]:
            case Table():
                return "table"
            case Chart():
                return "chart"
            case Quote():
                return "quote"
            case _ if drawings or isinstance(body[0], Math):
                return "figure"
    if sum(isinstance(block, Code) for block in body) == 1 and all(isinstance(block, Text | Points | Code) for block in body):
        return "code"
    if any(isinstance(block, Columns) for block in body):
        return "two-columns"
    if drawings == 1 and all(isinstance(block, Text | Points | Figure | Chart | Image) for block in body):
        return "text-figure"
    return "text"


def _no_variant(outline: Outline, name: str) -> Problem:
    names = list(outline.variants)
    hint = did_you_mean(name, names)
    return Problem(f"the outline has no variant '{name}'", outline.talk.title.span,
                   hint + (f"variants: {', '.join(names)}" if names else "it has none: leave the name out"), "unknown-variant")


def placed(outline: Outline) -> Iterator[tuple[Slide, Place]]:
    """Every slide in the order of the talk, with its place."""
    yield from ((slide, ("opening", None, None, ())) for slide in outline.opening)
    for section in outline.sections:
        yield from _within(section, section, ())
    yield from ((slide, ("closing", None, None, ())) for slide in outline.closing)
    yield from ((slide, ("backup", None, None, ())) for slide in outline.backup)


def _within(section: Section, top: Section, above: tuple[str, ...]) -> Iterator[tuple[Slide, Place]]:
    views = section.views or above
    yield from ((slide, ("section", section, top, views)) for slide in section.slides)
    for inner in section.sections:
        yield from _within(inner, top, views)


def minutes_in(slide: Slide, name: str, default: bool, part: Part) -> tuple[float, bool] | None:
    """The slide's minutes in a variant, and whether they were given; None where the slide is not in it."""
    if part == "backup":
        return 0.0, True
    given = slide.minutes
    if isinstance(given, Mapping):
        return (given[name], True) if name in given else None
    if given is not None:
        return given, True
    if not default:
        return None
    return (0.0 if slide.hidden else spoken_minutes(slide.notes)), False


def _overlaid(slide: Slide, name: str) -> Slide:
    """The slide with the fields that are different in a variant."""
    overlay = slide.when.get(name)
    if overlay is None:
        return slide
    return _with(slide, {field: value for field in _OVERLAID if (value := getattr(overlay, field)) is not None})


def entry_of(written: Slide, variant: str, place: Place, views: Mapping[str, View], minutes: float, start: float,
             counted: bool) -> Entry:
    """A slide made plain, in the words of a variant."""
    slide = _overlaid(written, variant)
    part, section, top, inherited = place
    of_view = views.get(slide.title.view) if isinstance(slide.title, ViewTitle) else None
    title: Words | None = of_view.says if of_view else slide.title if isinstance(slide.title, Words) else None
    names: Iterable[str] = (slide.views if slide.views is not None else (of_view.id,) if of_view else inherited)
    shown = tuple(views[name] for name in names if name in views)
    template = slide.template or template_for(slide, of_view is not None)
    plain = _with(slide, {"title": title, "views": tuple(view.id for view in shown), "template": template})
    return Entry(plain, title, section, top, part, shown, minutes, start, counted, variant)


def _with(slide: Slide, changes: Mapping[str, object]) -> Slide:
    """`dataclasses.replace` for slides, in a fifth of its time: a thousand slides are made plain on every build."""
    made = object.__new__(Slide)
    made.__dict__.update(slide.__dict__, **changes)
    return made
