"""Frozen dataclasses that are quick to define and to make.

`dataclass` compiles six methods for each class: for the forty classes of the model 20 ms of every start, which is a tenth of
a small build. `value` lets it gather the fields and shares one set of methods. `fields` and `replace` work as ever, and to
a type checker the two are the same.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, FrozenInstanceError, dataclass, fields
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
            given = fields(cls)
            cls._names = tuple(field.name for field in given)
            cls._compared = tuple(field.name for field in given if field.compare)
            cls._defaults = {field.name: field.default for field in given if field.default is not MISSING}
            cls._factories = [(field.name, field.default_factory) for field in given if field.default_factory is not MISSING]
            for method in (__init__, __setattr__, __delattr__, __repr__, __eq__, __hash__):
                if method.__name__ not in cls.__dict__:
                    setattr(cls, method.__name__, method)
            return cls

        return decorate


def __init__(self: Any, *args: object, **given: object) -> None:
    state, names = self.__dict__, self._names
    state.update(self._defaults)
    if args:
        given.update(zip(names, args, strict=False))
    for name, factory in self._factories:
        if name not in given:
            state[name] = factory()
    state.update(given)
    if len(state) != len(names) or len(args) > len(names):
        raise TypeError(f"{type(self).__name__} takes {', '.join(names)}, not {', '.join(given)}")


def __setattr__(self: Any, name: str, _: object) -> None:
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def __delattr__(self: Any, name: str) -> None:
    raise FrozenInstanceError(f"cannot delete field {name!r}")


def __repr__(self: Any) -> str:
    shown = ", ".join(f"{name}={getattr(self, name)!r}" for name in self._compared
                      if name not in self._defaults or getattr(self, name) != self._defaults[name])
    return f"{type(self).__name__}({shown})"


def __eq__(self: Any, other: Any) -> bool:
    if type(self) is not type(other):
        return NotImplemented
    return all(getattr(self, name) == getattr(other, name) for name in self._compared)


def __hash__(self: Any) -> int:
    return hash(tuple(getattr(self, name) for name in self._compared))
