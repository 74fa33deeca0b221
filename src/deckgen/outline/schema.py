"""The JSON Schema of an outline, for editors: completion, and a first check while typing.

It is written from the same plan as the reader reads by. An editor's YAML makes numbers of `2018` and truth of `true` before
the schema sees them, so text allows these too; what a schema cannot say (names that must exist) only `deckgen check` says.
"""

from __future__ import annotations

import ast
import inspect
from dataclasses import MISSING, fields
from functools import cache
from typing import Any

from deckgen.outline import blocks, figures, keyed, model, plan
from deckgen.outline.model import Outline
from deckgen.outline.plan import Field, Kind, form

Schema = dict[str, object]

_TEXT = ["string", "number", "boolean"]
_SCALARS: dict[str, Schema] = {
    "words": {"type": _TEXT},
    "plain": {"type": _TEXT},
    "id": {"type": ["string", "number"], "pattern": "^[^\\s/:,#~\\[\\]{}\"']+$"},
    "number": {"type": "number"},
    "whole": {"type": "integer"},
    "flag": {"type": "boolean"},
}
_EMPTY: Schema = {"type": "null"}


def schema() -> dict[str, object]:
    """The schema as plain data (draft 2020-12), the same on every call and machine."""
    defs: dict[str, Schema] = {}
    _define(Outline, defs)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "deckgen outline",
        "description": _doc(Outline),
        **defs.pop("Outline"),
        "$defs": dict(sorted(defs.items())),
    }


def _define(cls: type, defs: dict[str, Schema]) -> None:
    """Puts a class and all that it holds into the definitions."""
    if cls.__name__ in defs:
        return
    defs[cls.__name__] = {}  # classes hold themselves: points in points
    shape = form(cls)
    whole: Schema = {
        "type": "object",
        "properties": {field.key: _field(cls, field, defs) for field in shape.fields.values()},
        "additionalProperties": False,
    }
    required = [field.key for field in shape.fields.values() if field.required]
    if required:
        whole["required"] = required
    if shape.shorthand:
        whole = {"anyOf": [_kind(shape.fields[shape.shorthand].kind, defs), whole]}
    elif not required:
        whole["type"] = ["object", "null"]
    defs[cls.__name__] = whole if cls is Outline else {"description": _doc(cls), **whole}


def _field(cls: type, field: Field, defs: dict[str, Schema]) -> Schema:
    kind = field.kind.kind if isinstance(field.kind, plan.Maybe) else field.kind
    found = _kind(kind, defs) if field.required else _or_empty(_kind(kind, defs))
    told = _attribute_docs().get((cls.__name__, field.name)) or next(
        (doc for base in cls.__mro__ if (doc := _attribute_docs().get((base.__name__, field.name)))), "")
    default = next(each.default for each in fields(cls) if each.name == field.name)
    if default is not MISSING and isinstance(default, str | bool):
        found = {**found, "default": default}
    return {"description": told, **found} if told else found


def _kind(kind: Kind, defs: dict[str, Schema]) -> Schema:
    match kind:
        case plan.Scalar(of):
            return dict(_SCALARS[of])
        case plan.Choice(among):
            return {"enum": list(among)}
        case plan.Listed(item, lone):
            several: Schema = {"type": "array", "items": _kind(item, defs)}
            return {"anyOf": [several, _kind(item, defs)]} if lone else several
        case plan.Named(item):
            return {"type": "object", "additionalProperties": _kind(item, defs)}
        case plan.Either(scalar, mapping):
            return {"anyOf": [_kind(scalar, defs), _kind(mapping, defs)]}
        case plan.Maybe(inner):
            return _or_empty(_kind(inner, defs))
        case plan.Blocks(among):
            return _blocks(among, defs)
        case plan.Record(cls):
            _define(cls, defs)
            return {"$ref": f"#/$defs/{cls.__name__}"}


def _blocks(among: tuple[type, ...], defs: dict[str, Schema]) -> Schema:
    if "Block" not in defs:
        defs["Block"] = {}
        properties = {form(cls).block or "": {"description": _doc(cls), **_kind(plan.Record(cls), defs)} for cls in among}
        defs["Block"] = {"description": "One block of a body: its kind is its only key.", "type": "object",
                         "properties": properties, "additionalProperties": False, "minProperties": 1, "maxProperties": 1}
    return {"$ref": "#/$defs/Block"}


def _or_empty(found: Schema) -> Schema:
    """The same, or nothing at all."""
    kind = found.get("type")
    if kind is not None:
        kinds = kind if isinstance(kind, list) else [kind]
        return {**found, "type": kinds if "null" in kinds else [*kinds, "null"]}
    if "enum" in found:
        return {"enum": [*found["enum"], None]}  # type: ignore[misc]
    if "anyOf" in found:
        return {**found, "anyOf": [*found["anyOf"], _EMPTY]}  # type: ignore[misc]
    return {"anyOf": [found, _EMPTY]}


def _doc(cls: type) -> str:
    return " ".join((cls.__doc__ or "").split())


@cache
def _attribute_docs() -> dict[tuple[str, str], str]:
    """The strings below the fields in the model's source, by class and field."""
    found: dict[tuple[str, str], str] = {}
    for node in [each for part in (keyed, figures, blocks, model) for each in ast.parse(inspect.getsource(part)).body]:
        last: Any = None
        for line in node.body if isinstance(node, ast.ClassDef) else ():
            if isinstance(line, ast.AnnAssign) and isinstance(line.target, ast.Name):
                last = line.target.id
            elif isinstance(line, ast.Expr) and isinstance(line.value, ast.Constant) and last and isinstance(node, ast.ClassDef):
                found[node.name, last] = " ".join(str(line.value.value).split())
            else:
                last = None
    return found
