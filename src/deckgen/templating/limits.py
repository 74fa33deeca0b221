"""How much one slide or document may take, so that a template from somebody else cannot hang or swell a build.

- It ends. Every turn of a loop, every filter, call and include looks at the clock, so one second is passed by at most one
  single operation; what is printed, into blocks and macros too, is counted as it is printed, 10 MB in all.
- No single operation grows without bound: a text has at most a million characters, a list or range a hundred thousand
  items; `*`, `**`, `%`, `|format`, `|replace`, `|join` and widths are weighed before they are carried out.

Jinja's own compiling is not bounded: a template of a million lines takes the time that it takes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from jinja2.exceptions import TemplateRuntimeError

SECONDS = 1.0
PRINTED = 10_000_000
TEXT = 1_000_000
ITEMS = 100_000
FORMAT = 10_000


class Limit(TemplateRuntimeError):
    """A template did more than a slide may."""


class Allowance:
    """What one rendering may still use. `marks` says whether words print marks: in slides, not in documents."""

    def __init__(self, clock: Callable[[], float], marks: bool) -> None:
        self.clock, self.marks = clock, marks
        self.until = clock() + SECONDS
        self.left = PRINTED

    def tick(self) -> None:
        if self.clock() > self.until:
            raise Limit(f"it takes longer than {SECONDS:g} second")

    def spend(self, characters: int) -> None:
        self.left -= characters
        if self.left < 0:
            raise Limit(f"it prints more than {PRINTED // 1_000_000} MB")


def weigh(value: Any) -> Any:
    """The value itself, unless it is larger than a slide could want."""
    if isinstance(value, (str, list, tuple)):
        _bounded(value, len(value))
    return value


def weigh_operation(operator: str, left: Any, right: Any) -> None:
    """Refuse `*`, `**` and `+` whose result would be out of all proportion."""
    if operator == "+":
        if hasattr(left, "__len__") and hasattr(right, "__len__"):
            _bounded(left, len(left) + len(right))
    elif isinstance(left, int) and isinstance(right, int):
        bits = left.bit_length() * right if operator == "**" else left.bit_length() + right.bit_length()
        if bits > 10_000:
            raise Limit("it makes a number too large to print")
    elif operator == "*":
        for each, times in ((left, right), (right, left)):
            if hasattr(each, "__len__") and isinstance(times, int):
                _bounded(each, len(each) * times)


def weigh_call(name: str, value: Any, args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> None:
    """Refuse a filter or a method of a text whose numbers would make something huge of it."""
    for each in (*args, *kwargs.values()):
        if isinstance(each, int) and not -ITEMS <= each <= ITEMS:
            raise Limit(f"the number {each if -10**12 < each < 10**12 else '…'} is too large for '{name}'")
    given = args[0] if args else next(iter(kwargs.values()), "")
    if name == "replace" and len(args) >= 2 and isinstance(value, str):
        _bounded("", str(value).count(str(given)) * len(str(args[1])))
    elif name == "join":
        glue, items = (value, given) if isinstance(value, str) and not isinstance(given, str) else (given, value)
        said = sum(len(each) for each in items if isinstance(each, str)) if isinstance(items, (list, tuple)) else 0
        _bounded("", len(str(glue)) * (len(items) if hasattr(items, "__len__") else ITEMS) + said)
    elif name in ("indent", "wordwrap", "urlize"):
        sizes = [len(each) if isinstance(each, str) else int(each or 0) for each in (*args, *kwargs.values())]
        _bounded("", len(value) * max(sizes, default=1) // 10 if isinstance(value, str) else 0)


def weigh_format(text: str, refused: re.Pattern[str]) -> None:
    """Refuse a format that is itself huge or asks for widths of five digits."""
    if len(text) > FORMAT or refused.search(text):
        raise Limit("the format asks for too wide a text")


def _bounded(like: Any, size: int) -> None:
    if isinstance(like, (str, bytes)):
        if size > TEXT:
            raise Limit(f"it makes a text of more than {TEXT:,} characters")
    elif size > ITEMS:
        raise Limit(f"it makes a list of more than {ITEMS:,} items")
