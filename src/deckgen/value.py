"""Frozen dataclasses that are quick to define.

`dataclass` compiles half a dozen methods for each class, about a millisecond: for the hundred small classes of this house
a third of a small build. `value` lets it gather the fields, shares all methods but `__init__`, and compiles that one when
the first instance is made. `fields` and `replace` work as ever, and to a type checker the two are the same.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, FrozenInstanceError, dataclass, fields
from operator import attrgetter
from typing import TYPE_CHECKING, Any, TypeVar

__all__ = ["value"]

C = TypeVar("C", bound=type)

if TYPE_CHECKING:
    from dataclasses import dataclass as value
else:

    def value(*, frozen: bool, kw_only: bool = False) -> Callable[[C], C]:
        """A class decorator for `dataclass(frozen=True)`; the arguments say so to readers and type checkers."""
        assert frozen

        def decorate(cls: C) -> C:
            dataclass(init=False, repr=False, eq=False, kw_only=kw_only)(cls)
            names = [field.name for field in fields(cls) if field.compare]
            cls._compared = attrgetter(*names) if names else type  # one call in C: styles and boxes are keys of many caches
            own = cls.__dict__
            if "__init__" not in own:
                cls.__init__ = _first
            for method in (__setattr__, __delattr__, __repr__, __eq__, __hash__):
                if method.__name__ not in own:
                    setattr(cls, method.__name__, method)
            return cls

        return decorate


def _first(self: Any, *args: object, **given: object) -> None:
    """The `__init__` of a class that has no instance yet: compile the real one, put it in place, call it."""
    cls = next(base for base in type(self).__mro__ if base.__dict__.get("__init__") is _first)
    made = _compiled(cls)
    type.__setattr__(cls, "__init__", made)
    made(self, *args, **given)


def _compiled(cls: type) -> Callable[..., None]:
    known: dict[str, object] = {}
    plain: list[str] = ["self"]
    keyword: list[str] = []
    lines = ["_fields_ = self.__dict__"]
    for field in fields(cls):
        name, form = field.name, field.name
        if field.default is not MISSING:
            known[f"_{name}"] = field.default
            form = f"{name}=_{name}"
        elif field.default_factory is not MISSING:
            known[f"_{name}"], known["_missing"] = field.default_factory, MISSING
            form = f"{name}=_missing"
            lines.append(f"if {name} is _missing: {name} = _{name}()")
        (keyword if field.kw_only else plain).append(form)
        lines.append(f"_fields_[{name!r}] = {name}")
    head = ", ".join(plain + (["*", *keyword] if keyword else []))
    made: dict[str, Callable[..., None]] = {}
    exec(f"def __init__({head}):\n " + "\n ".join(lines), known, made)
    return made["__init__"]


def __setattr__(self: Any, name: str, _: object) -> None:
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def __delattr__(self: Any, name: str) -> None:
    raise FrozenInstanceError(f"cannot delete field {name!r}")


def __repr__(self: Any) -> str:
    given = {field.name: field.default for field in fields(self) if field.compare}
    shown = ", ".join(f"{name}={own!r}" for name, default in given.items() if (own := getattr(self, name)) != default)
    return f"{type(self).__name__}({shown})"


def __eq__(self: Any, other: Any) -> bool:
    if type(self) is not type(other):
        return NotImplemented
    return bool(self._compared(self) == self._compared(other))


def __hash__(self: Any) -> int:
    return hash(self._compared(self))
