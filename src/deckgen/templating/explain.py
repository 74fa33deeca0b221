"""Jinja's errors, and Python's, in the words of somebody who writes templates."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass

from jinja2.exceptions import SecurityError, TemplateAssertionError, TemplateNotFound, TemplateSyntaxError
from jinja2.utils import missing

from deckgen.problem import did_you_mean
from deckgen.templating.limits import Limit
from deckgen.templating.sandbox import Missing, kind

_OPEN = re.compile(r"innermost block that needs to be closed is '(\w+)'")


UNSEEN = ("use", "as_")
"""Keys of a slide that are gone when a template sees it."""


def explain(error: Exception, context: Mapping[str, object], filters: Iterable[str]) -> tuple[str, str, str, str]:
    """Message, hint and rule for an error while a template was compiled or printed, and which letters of its line are wrong."""
    text = _sentence(str(error))
    stopped = "the template was stopped: "
    match error:
        case Missing(name=str(name), obj=obj):
            if obj is missing:
                hint = f"{did_you_mean(name, context)}a template is given {', '.join(context)}"
                return f"nothing here is named '{name}'", hint, "undefined-name", name
            known = _parts(obj)
            hint = did_you_mean(name, known) + (f"it has {', '.join(known)}" if known else "")
            return f"{kind(obj)} has no '{name}'", hint, "undefined-name", name
        case SecurityError():
            return text, "a template reads the fields of the outline, nothing behind them", "template-security", ""
        case Limit():
            return stopped + text, "print less, or loop over less", "template-limit", ""
        case RecursionError():
            return stopped + "it calls or includes itself without end", "", "template-limit", ""
        case MemoryError() | OverflowError():
            return stopped + (text or "it needs too much memory"), "print less, or loop over less", "template-limit", ""
        case TemplateAssertionError():
            wrong = text.split("'")[1] if text.count("'") >= 2 else text
            return text, did_you_mean(wrong, filters).rstrip(), "template-syntax", wrong
        case TemplateSyntaxError():
            if open_block := _OPEN.search(text):
                name = open_block[1]
                return f"{{% {name} %}} is not closed", f"close it with {{% end{name} %}}", "template-syntax", ""
            wrong = text.split("'")[1] if text.count("'") >= 2 else ""
            hint = "a value is printed with two braces on each side: {{ … }}" if wrong in ("{", "}") else ""
            return text, hint, "template-syntax", wrong
        case TemplateNotFound():
            hint = "a bare name is looked for beside this template, one with a folder from the top of `templates/`"
            return f"there is no template '{error.name}' to include", hint, "unknown-template", str(error.name)
        case UnicodeDecodeError():
            return "the template is not UTF-8", "save it as UTF-8", "template-syntax", ""
    return text or type(error).__name__, "", "template-error", ""


def _parts(obj: object) -> list[str]:
    """The names that a value answers to."""
    if is_dataclass(obj):
        return [field.name for field in fields(obj) if not (field.metadata.get("internal") or field.name in UNSEEN)]
    return [str(key) for key in obj] if isinstance(obj, Mapping) else []


def _sentence(text: str) -> str:
    """A message of Jinja's or Python's as ours are: no capital, no full stop, and no line of its own."""
    text = " ".join(text.split()).rstrip(".")
    return text[:1].lower() + text[1:]
