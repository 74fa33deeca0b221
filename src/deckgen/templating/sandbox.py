"""The Jinja environment: where words keep their keys, and where a template from somebody else can do no harm.

A template reads the values it is given and nothing else: no private attributes, no files (paths and sources are closed), no
change of any value, no chance and no clock, so the same input prints the same text. `limits` says how it is kept short.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from functools import cache, partial, wraps
from itertools import islice
from pathlib import PurePath
from types import ModuleType
from typing import Any

from jinja2 import StrictUndefined, Template, nodes
from jinja2.exceptions import TemplateRuntimeError, UndefinedError
from jinja2.lexer import TokenStream
from jinja2.runtime import Context, Undefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import missing
from markupsafe import Markup, escape

from deckgen.source.span import Source
from deckgen.source.words import OPEN, Words
from deckgen.templating.limits import ITEMS, Allowance, weigh, weigh_call, weigh_format, weigh_operation
from deckgen.templating.stamps import stamped

UNCHANGING = frozenset({"e", "escape", "safe", "forceescape", "string", "default", "d", "trim", "indent", "center", "striptags",
                        "join", "xmlattr", "urlize", "strip", "lstrip", "rstrip", "format"})
"""Filters and methods that leave letters alone, and may stand round text that already holds marks."""


class Missing(UndefinedError):
    """A name that is not there, with the value it was looked for in."""

    def __init__(self, message: str, obj: object, name: str | None) -> None:
        super().__init__(message)
        self.obj, self.name = obj, name


class Undefinable(StrictUndefined):
    """Undefined is an error, and the error remembers what was asked for."""

    __slots__ = ()

    def __init__(self, hint: str | None = None, obj: Any = missing, name: str | None = None,
                 exc: type[TemplateRuntimeError] = UndefinedError) -> None:
        raised: Any = partial(Missing, obj=obj, name=name) if exc is UndefinedError else exc
        super().__init__(hint, obj, name, raised)


class Sandbox(ImmutableSandboxedEnvironment):
    """Jinja as templates of slides and documents see it."""

    intercepted_binops = frozenset({"+", "*", "**", "%"})

    def __init__(self, **options: Any) -> None:
        super().__init__(undefined=Undefinable, finalize=self.printed, trim_blocks=True, lstrip_blocks=True,
                         keep_trailing_newline=True, auto_reload=False, optimized=False, **options)
        self.allowance = Allowance(lambda: 0.0, True)
        self.files: dict[str, int] = {}
        """A number for each template's file, in the order of compiling."""
        self.parts = False
        """Whether any template has included another."""
        del self.globals["lipsum"], self.filters["random"]
        self.filters = {name: self._kept(name, each) for name, each in self.filters.items()}
        self.filters |= {"format": self._format, "deckgen.paced": self._paced, "deckgen.said": self.printed,
                         "deckgen.weighed": weigh}
        self.policies["urlize.rel"] = None
        self.policies["json.dumps_kwargs"] = {"sort_keys": True, "ensure_ascii": False}

    def join_path(self, template: str, parent: str) -> str:
        """`{% include "points.xml.j2" %}` looks beside the template that says so; a name with a folder, from the top."""
        self.parts = True
        self.allowance.tick()
        return template if "/" in template else f"{parent.rpartition('/')[0]}/{template}"

    # ---- what may be printed -----------------------------------------------------------------------------------------

    def printed(self, value: Any) -> Any:
        """What `{{ … }}` prints of a value: an absent one nothing; what is no text, an error rather than Python's name for it."""
        if value is None:
            return ""
        if isinstance(value, str):
            self.allowance.spend(len(value))
            return value
        if isinstance(value, (int, float, Undefined)):
            return value
        if hasattr(value, "__html__"):
            return Markup(value.__html__())
        raise TemplateRuntimeError(f"{kind(value)} cannot be printed")

    def _kept(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """A filter that weighs what it does, and gives words back as words."""
        at = 1 if hasattr(function, "jinja_pass_arg") else 0

        @wraps(function)
        def call(*args: Any, **kwargs: Any) -> Any:
            value = args[at]
            self.allowance.tick()
            if name == "join" and not isinstance(value, (list, tuple, str)):
                value = list(islice(value, ITEMS + 1))
                args = (*args[:at], value, *args[at + 1:])
            if len(args) > 1 or kwargs:
                weigh_call(name, value, args[at + 1:], kwargs)
            if isinstance(value, Markup):
                refuse_marked(name, value)
            if name in ("forceescape", "striptags") and isinstance(value, Words):
                return escape(value)  # a mark holds nothing to escape, and no tags
            result = function(*args, **kwargs)
            if type(result) is str:
                if isinstance(value, Words):
                    result = value.derived(result)
                elif hasattr(value, "__html__") and not isinstance(value, str):
                    raise TemplateRuntimeError(f"{kind(value)} has no text that '{name}' could change")
            return weigh(result)

        return call

    def _format(self, text: str, *args: Any, **kwargs: Any) -> Any:
        if args and kwargs:
            raise TypeError("format takes values in order or by name, not both")
        return self.percent(text, kwargs or args)

    def percent(self, text: Any, values: Any) -> Any:
        """`'%s' % words`: in a slide the result is markup with the words' mark in it."""
        weigh_format(str(text), re.compile(r"%[^%a-zA-Z]*\*|\d{5}"))
        among = values if isinstance(values, tuple) else values.values() if isinstance(values, Mapping) else (values,)
        if self.allowance.marks and not isinstance(text, (Words, Markup)) and any(hasattr(each, "__html__") for each in among):
            text = Markup(escape(text))
        return text % values

    # ---- what may be done --------------------------------------------------------------------------------------------

    def _load_template(self, name: str, globals: Any) -> Template:
        """A template that was compiled in another build has a number too, for the places of its faults."""
        template = super()._load_template(name, globals)
        if template.filename is not None:
            self.files.setdefault(template.filename, len(self.files))
        return template

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        """Jinja's tree of a template, its loops paced and its joins (`~`) made of things that can be printed."""
        self.files.setdefault(str(filename), len(self.files))
        tree = super()._parse(source, name, filename)
        for each in list(tree.find_all((nodes.For, nodes.Concat))):
            if isinstance(each, nodes.For):
                said = sum(len(data.data) for data in each.find_all(nodes.TemplateData))
                each.iter = _filtered(each.iter, "deckgen.paced", nodes.Const(said))
            elif isinstance(each, nodes.Concat):
                each.nodes = [node if isinstance(node, nodes.Const) else _filtered(node, "deckgen.said") for node in each.nodes]
                each.nodes = [_filtered(nodes.Concat(each.nodes, lineno=each.lineno), "deckgen.weighed")]
        return tree.set_environment(self)  # type: ignore[return-value]

    def _tokenize(self, source: str, name: str | None, filename: str | None = None, state: str | None = None) -> TokenStream:
        """Jinja's tokens, those of slides stamped. Its own way to do this, an extension, costs 2 ms to import."""
        tokens = super()._tokenize(source, name, filename, state)
        if name is None or not name.endswith(".xml.j2"):
            return tokens
        return TokenStream(stamped(tokens, self.files[str(filename)]), name, filename)

    def _paced(self, items: Iterable[Any], said: int) -> Iterator[Any]:
        allowance = self.allowance
        for item in items:
            allowance.tick()
            allowance.spend(said)
            yield item

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        if operator == "%" and isinstance(left, str):
            return self.percent(left, right)
        weigh_operation(operator, left, right)
        return super().call_binop(context, operator, left, right)

    def call(__self, __context: Context, __obj: Any, *args: Any, **kwargs: Any) -> Any:
        __self.allowance.tick()
        owner, name = getattr(__obj, "__self__", None), getattr(__obj, "__name__", "")
        if isinstance(owner, str):
            weigh_call(name, owner, args, kwargs)
            if isinstance(owner, Markup):
                refuse_marked(name, owner)
        return weigh(super().call(__context, __obj, *args, **kwargs))

    def getattr(self, obj: Any, attribute: str) -> Any:
        if attribute in field_names(obj.__class__):  # most of what templates ask for, and safe: the outline's own fields
            return getattr(obj, attribute)
        return super().getattr(obj, attribute)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        if isinstance(obj, (PurePath, Source, ModuleType)) or attr in ("expandtabs", "translate", "encode"):
            return False
        return super().is_safe_attribute(obj, attr, value)

    def wrap_str_format(self, value: Any) -> Callable[..., Any] | None:
        if super().wrap_str_format(value) is None:
            return None
        text, name = value.__self__, value.__name__

        def call(*args: Any, **kwargs: Any) -> Any:
            weigh_format(text, re.compile(r"\d{5}"))
            weigh_call(name, text, args, kwargs)
            given = args[0].values() if name == "format_map" else (*args, *kwargs.values())
            marked = self.allowance.marks and any(hasattr(each, "__html__") for each in given)
            pattern = Markup(escape(str(text))) if marked else str(text)
            method = super(Sandbox, self).wrap_str_format(getattr(pattern, name))
            result = method(*args, **kwargs) if method else ""
            return text.derived(result) if isinstance(text, Words) and not marked else result

        return call


def _filtered(node: nodes.Node, name: str, *args: nodes.Expr) -> nodes.Filter:
    return nodes.Filter(node, name, list(args), [], None, None, lineno=node.lineno)


@cache
def field_names(kind_of: type) -> frozenset[str]:
    """The fields of one of the outline's classes; none for anything else."""
    if kind_of is Source or not is_dataclass(kind_of):
        return frozenset()
    return frozenset(field.name for field in fields(kind_of))


def kind(value: object) -> str:
    """A value's kind in a template author's words."""
    if value is None:
        return "what is absent here"
    if isinstance(value, (list, tuple)):
        return "a list"
    if isinstance(value, Mapping):
        return "a mapping"
    name = type(value).__name__.lower()
    return f"{'an' if name[0] in 'aeiou' else 'a'} {name}"


def refuse_marked(name: str, value: Markup) -> None:
    """Letters of a text that holds marks are not the words' own letters: changing or counting them would be wrong."""
    if OPEN in value and name not in UNCHANGING:
        raise TemplateRuntimeError(f"'{name}' stands round the author's words as they are already printed; put it on the words "
                                   f"themselves, as in {{{{ slide.title | {name} }}}}")
