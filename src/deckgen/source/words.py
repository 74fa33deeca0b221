"""Words: the author's text that never forgets where it was typed.

Printed by a template, words become a **mark**: U+FDD0, key, U+FDD1. Both are noncharacters: legal in XML, never in
text (reading refuses them), so a mark needs no escaping and stands in text and in attributes alike. Words that were
changed on the way (`upper`, a slice, `+`) keep their key but are no longer exact; their mark carries the text as well:
U+FDD0, key, U+FDD2, text, U+FDD1.

Where two words are joined into one string (`+`), the key of the first stays. A template that joins with `~`, `|join`,
`%` or `|format` keeps every key, because then marks are joined.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, SupportsIndex

from deckgen.source.span import Span

OPEN, CLOSE, CARRIES = "\ufdd0", "\ufdd1", "\ufdd2"


class Words(str):
    """A string that knows its key (`scale/body/0/points/2`), its span, and whether it still is what was typed."""

    __slots__ = ("exact", "key", "span")
    key: str
    span: Span
    exact: bool

    def __new__(cls, text: str, key: str, span: Span, exact: bool = True) -> Words:
        self = super().__new__(cls, text)
        self.key, self.span, self.exact = key, span, exact
        return self

    def __html__(self) -> str:
        """The mark that a template prints; Jinja calls this instead of escaping."""
        if self.exact:
            return f"{OPEN}{self.key}{CLOSE}"
        text = str(self).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
        return f"{OPEN}{self.key}{CARRIES}{text}{CLOSE}"

    def __html_format__(self, spec: str) -> str:
        """The mark inside `'{:>8}'.format(words)`; a width or a precision makes other words of these."""
        return self.derived(format(str(self), spec)).__html__()

    def derived(self, text: str) -> Words:
        """The same address with another text; exact only when nothing changed."""
        return Words(text, self.key, self.span, self.exact and text == str(self))

    def __getitem__(self, index: SupportsIndex | slice) -> Words:
        return self.derived(str.__getitem__(self, index))

    def __add__(self, other: str) -> Words:
        if hasattr(other, "__html__") and not isinstance(other, Words):
            return NotImplemented  # markup stays markup: it adds this mark to itself
        return self.derived(str.__add__(self, other))

    def __radd__(self, other: str) -> Words:
        return self.derived(other + str(self))

    def __mul__(self, times: SupportsIndex) -> Words:
        return self.derived(str.__mul__(self, times))

    def __rmul__(self, times: SupportsIndex) -> Words:
        return self.derived(str.__rmul__(self, times))

    def __mod__(self, values: Any) -> Words:
        return self.derived(str.__mod__(self, values))

    def __reduce__(self) -> tuple[Any, ...]:
        return Words, (str(self), self.key, self.span, self.exact)


def _keeping(name: str) -> Callable[..., Words]:
    method = getattr(str, name)

    def call(self: Words, *args: Any, **kwargs: Any) -> Words:
        return self.derived(method(self, *args, **kwargs))

    call.__name__, call.__doc__ = name, f"str.{name}, with the key kept."
    return call


def _keeping_each(name: str) -> Callable[..., list[Words]]:
    method = getattr(str, name)

    def call(self: Words, *args: Any, **kwargs: Any) -> list[Words]:
        return [self.derived(piece) for piece in method(self, *args, **kwargs)]

    call.__name__, call.__doc__ = name, f"str.{name}, with the key kept in every piece."
    return call


for _name in ("upper", "lower", "title", "capitalize", "casefold", "swapcase", "strip", "lstrip", "rstrip", "replace",
              "removeprefix", "removesuffix", "center", "ljust", "rjust", "zfill", "expandtabs", "translate", "format",
              "format_map"):
    setattr(Words, _name, _keeping(_name))

for _name in ("split", "rsplit", "splitlines"):
    setattr(Words, _name, _keeping_each(_name))
