"""What an outline must also be, beyond its types: ids that differ, names that exist, numbers that make sense."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from deckgen.outline.model import Overlay, Section, Slide, View, ViewTitle
from deckgen.outline.plan import form
from deckgen.problem import Problem, did_you_mean
from deckgen.source.node import Mapping, Node, Scalar, Sequence, at
from deckgen.source.span import Span

_LEFTWARD = ("ar", "arc", "ckb", "dv", "fa", "he", "iw", "ps", "sd", "syr", "ug", "ur", "yi")
"""Languages that are written from right to left."""
_LANGUAGE = re.compile("[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")


class Parts(NamedTuple):
    """The slides, sections and views of an outline, each with the node that it was read from."""

    slides: list[tuple[Slide, Mapping]]
    sections: list[tuple[Section, Mapping]]
    views: list[tuple[View, Mapping]]
    lists: list[Mapping]
    """The `lines` of blocks that list the views."""


def outline_problems(root: Mapping, parts: Parts) -> Iterator[Problem]:
    """What is wrong between the parts of an outline. Names are taken from the text: a view that is at fault is still a view."""
    yield from _talk(root)
    views = _ids(root.items.get("views"))
    variants = list(named.items) if isinstance(named := root.items.get("variants"), Mapping) else []
    yield from _variants(root.items.get("variants"))
    yield from _twice(((slide.id, node) for slide, node in parts.slides), "slide")
    yield from _twice(((section.id, node) for section, node in parts.sections), "section")
    yield from _twice(((view.id, node) for view, node in parts.views), "view")
    for section, node in parts.sections:
        for number, name in enumerate(section.views):
            yield from _known(name, views, "view", at(node, "views", number))
    for lines in parts.lists:
        for name, key in lines.keys.items():
            yield from _known(name, views, "view", key.span)
    for slide, node in parts.slides:
        yield from _slide(slide, node, views, variants)
    if any(slide.needs for slide, _ in parts.slides):
        from deckgen.outline.needs import needs_problems  # few talks say what needs what

        yield from needs_problems(parts.slides)


def _talk(root: Mapping) -> Iterator[Problem]:
    talk = root.items.get("talk")
    if not isinstance(talk, Mapping):
        return
    day, language = talk.items.get("date"), talk.items.get("language")
    if isinstance(day, Scalar) and not day.empty and not _is_date(day.text):
        yield Problem(f"'{day.text}' is not a date", day.span, "write the year, month and day: 2025-03-01", "bad-date")
    if isinstance(language, Scalar) and not language.empty and not _LANGUAGE.fullmatch(language.text):
        yield Problem(f"'{language.text}' is not a language tag", language.span, "such as zh-CN or en-US", "bad-value")
    elif isinstance(language, Scalar) and language.text.lower().split("-")[0] in _LEFTWARD:
        yield Problem(f"a talk in '{language.text}' runs from right to left: its pages and drawings can't be laid out",
                      language.span, "words and paragraphs in it may stand in a talk in another language", "right-to-left")


def _is_date(text: str) -> bool:
    try:
        return bool(date.fromisoformat(text)) and len(text) == 10
    except ValueError:
        return False


def _variants(node: Node | None) -> Iterator[Problem]:
    first = None
    for name, variant in node.items.items() if isinstance(node, Mapping) else ():
        if not isinstance(variant, Mapping):
            continue
        yield from _not_negative(variant.items.get("minutes"))
        default = variant.items.get("default")
        if isinstance(default, Scalar) and default.text == "true":
            if first is not None:
                yield Problem(f"'{name}' is a second default variant", default.span,
                              f"'{first}' is the default already: keep one", "two-defaults")
            first = first or name


def _twice(named: Iterable[tuple[str, Mapping]], what: str) -> Iterator[Problem]:
    """Ids that stand twice, at the second one. A stand-in for an id that was not typed yields to one that was."""
    seen: dict[str, Span] = {}
    for name, node in sorted(named, key=lambda each: (not _typed(each[1]), at(each[1], "id").start)):
        span = at(node, "id")
        if name in seen:
            yield Problem(f"two {what}s have the id '{name}'", span if _typed(node) else seen[name],
                          f"the other one is on line {(seen[name] if _typed(node) else span).line}", "duplicate-id")
        else:
            seen[name] = span


def _typed(node: Mapping) -> bool:
    return "id" in node.items


def _known(name: str, among: list[str], what: str, span: Span) -> Iterator[Problem]:
    if name not in among:
        hint = did_you_mean(name, among)
        names = f"{what}s: {', '.join(among)}" if among else f"the outline has no {what}s"
        yield Problem(f"there is no {what} '{name}'", span, hint + names, f"unknown-{what}")


def _slide(slide: Slide, node: Mapping, views: list[str], variants: list[str]) -> Iterator[Problem]:
    minutes, title, when = node.items.get("minutes"), node.items.get("title"), node.items.get("when")
    if isinstance(minutes, Mapping):
        for name, key in minutes.keys.items():
            yield from _known(name, variants, "variant", key.span)
            yield from _not_negative(minutes.items[name])
    else:
        yield from _not_negative(minutes)
    if slide.kind == "pause" and slide.body:
        yield Problem("a pause has no page, so it has no body", node.keys["body"].span, "put the words into its notes",
                      "pause-body")
    elif slide.kind == "slide" and not slide.title and slide.template != "blank" and not _tried(title, node):
        yield Problem("a slide needs a title", at(node, "title"), "add `title: …`, or `template: blank` for a page without one",
                      "no-title")
    yield from _views_of(slide, node, views)
    for name, overlay in slide.when.items():
        if isinstance(when, Mapping):
            yield from _known(name, variants, "variant", when.keys[name].span)
            yield from _views_of(overlay, when.items[name], views)


def _tried(title: Node | None, node: Mapping) -> bool:
    """Whether a title was typed that could not be read, or may hide behind an unknown key."""
    return isinstance(title, Mapping | Sequence) or any(key not in form(Slide).fields for key in node.items)


def _views_of(holder: Slide | Overlay, node: Node, views: list[str]) -> Iterator[Problem]:
    if isinstance(holder.title, ViewTitle):
        yield from _known(holder.title.view, views, "view", at(node, "title", "view"))
    for number, name in enumerate(holder.views or ()):
        yield from _known(name, views, "view", at(node, "views", number))


def _ids(node: Node | None) -> list[str]:
    """The ids in a list, of items that could not be read too."""
    items = [each.items.get("id") for each in node.items if isinstance(each, Mapping)] if isinstance(node, Sequence) else []
    return [each.text for each in items if isinstance(each, Scalar)]


def _not_negative(node: Node | None) -> Iterator[Problem]:
    if isinstance(node, Scalar) and re.fullmatch(r"-[\d.]*[1-9][\d.]*", node.text):
        yield Problem("minutes cannot be negative", node.span, "write 0 for a slide that takes no time", "bad-minutes")
