"""What the annotations of `outline/model.py` say, as plain kinds: read by the reader, printed by the JSON Schema."""

from __future__ import annotations

import sys
import types
from collections.abc import Mapping
from dataclasses import MISSING, fields
from functools import cache
from typing import Annotated, Any, Literal, NamedTuple, Union, get_args, get_origin

from deckgen.source.words import Words
from deckgen.value import value


@value(frozen=True)
class Scalar:
    """One value: `words` keep their place, `plain` is text for the program alone."""

    of: Literal["words", "plain", "id", "number", "whole", "flag"]


@value(frozen=True)
class Choice:
    """One of a few words."""

    among: tuple[str, ...]


@value(frozen=True)
class Listed:
    """A list. A `lone` one may be written as its only item."""

    item: Kind
    lone: bool = False


@value(frozen=True)
class Named:
    """A mapping whose keys the author chooses."""

    item: Kind


@value(frozen=True)
class Record:
    """A class of the model."""

    cls: type


@value(frozen=True)
class Blocks:
    """One of several blocks, each under its own key."""

    among: tuple[type, ...]


@value(frozen=True)
class Either:
    """A single value, or a mapping in its place."""

    scalar: Kind
    mapping: Kind


@value(frozen=True)
class Maybe:
    """A value that may be left empty."""

    kind: Kind


Kind = Scalar | Choice | Listed | Named | Record | Blocks | Either | Maybe


class Field(NamedTuple):
    """A key that the author may type, and the field of the class that it fills."""

    key: str
    name: str
    kind: Kind
    required: bool


class Form(NamedTuple):
    """A class of the model as the author meets it."""

    cls: type
    fields: dict[str, Field]
    shorthand: str | None
    block: str | None


_SCALARS: dict[Any, Scalar] = {Words: Scalar("words"), str: Scalar("plain"), float: Scalar("number"), int: Scalar("whole"),
                               bool: Scalar("flag")}


@cache
def form(cls: type) -> Form:
    """The form of a class: its fields without the internal ones, in the order of the model."""
    found = {}
    for each in fields(cls):
        if each.metadata.get("internal"):
            continue
        kind = kind_of(_hint(str(each.type), cls.__module__))
        if each.metadata.get("lone"):
            kind = _lone(kind)
        key = each.name.removesuffix("_")
        found[key] = Field(key, each.name, kind, each.default is MISSING and each.default_factory is MISSING)
    return Form(cls, found, getattr(cls, "shorthand", None), block_name(cls))


def _lone(kind: Kind) -> Kind:
    """A list that may be written as its only item."""
    match kind:
        case Listed(item):
            return Listed(item, lone=True)
        case Maybe(inner):
            return Maybe(_lone(inner))
        case _:
            return kind


def block_name(cls: type) -> str | None:
    """The key under which a class stands in a body; None for what is no block."""
    return getattr(cls, "block", None)


@cache
def _hint(annotation: str, module: str) -> Any:
    """What an annotation means in its module. `typing.get_type_hints` would compile the same few again for every field."""
    return eval(annotation, vars(sys.modules[module]))


@cache
def kind_of(hint: Any) -> Kind:
    """The kind that a type hint asks for. Hints that the model has no use for are a mistake in the model: TypeError."""
    if hint in _SCALARS:
        return _SCALARS[hint]
    origin, args = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return Scalar("id")
    if origin is Literal:
        return Choice(args)
    if origin is tuple:
        return Listed(kind_of(args[0]))
    if origin is not None and isinstance(origin, type) and issubclass(origin, Mapping):
        return Named(kind_of(args[1]))
    if origin in (Union, types.UnionType):
        return _union([arg for arg in args if arg is not type(None)], type(None) in args)
    if isinstance(hint, type):
        return Record(hint)
    raise TypeError(f"the outline's model cannot hold {hint!r}")


def _union(parts: list[Any], empty: bool) -> Kind:
    kind: Kind
    if len(parts) == 1:
        kind = kind_of(parts[0])
    elif all(hasattr(part, "block") for part in parts):
        kind = Blocks(tuple(parts))
    else:
        scalar, mapping = (kind_of(part) for part in parts)
        kind = Either(scalar, mapping)
    return Maybe(kind) if empty else kind
