"""What the reader says about values that it cannot read, in the author's terms."""

from __future__ import annotations

import re
from typing import TypeVar, get_args

from deckgen.outline.blocks import Block
from deckgen.outline.plan import Form
from deckgen.problem import Problem, did_you_mean
from deckgen.source.node import Mapping, Node, Scalar, Sequence
from deckgen.source.span import Span

T = TypeVar("T")

BLOCK_NAMES = tuple(cls.block for cls in get_args(Block))


class Faults:
    """The problems of one file in the order met. Most methods give back the `fault` that stands for the value."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def say(self, message: str, span: Span, hint: str, rule: str) -> None:
        self.problems.append(Problem(message, span, hint, rule))

    def slipped(self, node: Node) -> bool:
        """Whether a slip of the pen explains the node; then it is noted."""
        from deckgen.source.causes import mistyped

        slip = mistyped(node) if isinstance(node, Scalar) else None
        if slip:
            self.problems.append(slip)
        return slip is not None

    # ---- values ----

    def wrong(self, node: Node, key: str, expected: str, fault: T, hint: str = "") -> T:
        if expected != "text" and self.slipped(node):
            return fault
        if isinstance(node, Scalar) and node.empty:
            self.say(f"{subject(key)} is empty", node.span, f"it should be {expected}", "wrong-type")
            return fault
        found = f"'{_short(node.text)}'" if isinstance(node, Scalar) and expected != "a list" else node.kind
        if not hint and expected in ("text", "an id") and isinstance(node, Mapping | Sequence):
            hint = f"if this is text, put it in quotes: {_in_quotes(node.span)}"
        elif not hint and expected == "a list":
            hint = ("start each item with `- `" if isinstance(node, Mapping) else
                    f"write [{_short(node.text)}], or an item a line, each after `- `" if isinstance(node, Scalar) else "")
        self.say(f"{subject(key)} should be {expected}, not {found}", node.span, hint, "wrong-type")
        return fault

    def number(self, node: Node, key: str, expected: str, fault: T) -> T:
        hint = ""
        if isinstance(node, Scalar):
            text = node.text
            if re.fullmatch(r"\d[\d,，_ ]*[,，_ ][\d,，_ ]*(\.\d+)?", text):
                hint = "write digits alone, without separators" + (": " + re.sub(r"[^\d.]", "", text) if text.isascii() else "")
            elif text.lower().lstrip("+-.") in ("nan", "inf"):
                hint = "write `~` where a value is missing"
            elif re.match(r"\.?\d[\d.]*[^\d.]+$", text):
                hint = "write the number alone, without a unit"
            else:
                hint = "write it without a fraction" if re.fullmatch(r"\d+\.\d+", text) else "write it in digits, such as 5"
        return self.wrong(node, key, expected, fault, hint)

    def choice(self, node: Node, key: str, among: tuple[str, ...], fault: T) -> T:
        if not isinstance(node, Scalar):
            return self.wrong(node, key, _either(among), fault)
        if not self.slipped(node):
            self.say(f"{subject(key)} cannot be '{_short(node.text)}'", node.span,
                     did_you_mean(node.text, among) + "it is " + _either(among), "bad-value")
        return fault

    def bad_id(self, node: Scalar, fault: T) -> T:
        if not self.slipped(node):
            alone = re.sub(r"(\.xml)?\.j2$", "", node.text.rpartition("/")[2])
            hint = f"write the name alone: {alone}" if node.text.endswith(".j2") and alone else (
                "an id is letters of any script, digits, `.`, `_` and `-`")
            self.say(f"'{_short(node.text)}' cannot be an id" if node.text else "an id is empty", node.span, hint, "bad-id")
        return fault

    def reserved_id(self, node: Scalar) -> None:
        self.say(f"'{node.text}' cannot be the id of a slide", node.span,
                 "this name belongs to the outline itself: choose another", "bad-id")

    def hollow(self, node: Node, key: str, fault: T) -> T:
        """A list that must hold something, and doesn't."""
        if isinstance(node, Sequence):
            self.say(f"{subject(key)} is empty", node.span, "give it at least one item", "empty-list")
        return fault

    # ---- keys ----

    def unknown_key(self, node: Mapping, name: str, shape: Form) -> None:
        key = node.keys[name]
        if self.slipped(key):
            return
        known = tuple(shape.fields)
        hint = did_you_mean(name, known) + "known here: " + ", ".join(known)
        if name in BLOCK_NAMES and "body" in known:
            hint = f"a block goes into the body: `body:`, then `- {name}: …`"
        elif shape.shorthand and not name.isascii():
            hint = f"if this is text, put it in quotes: {_in_quotes(key.span)}"
        self.say(f"unknown key '{_short(name)}'", key.span, hint, "unknown-key")

    def empty(self, node: Mapping, name: str) -> None:
        self.say(f"'{name}' is empty", node.keys[name].span, "it needs a value", "missing-field")

    def missing(self, node: Mapping, key: str, name: str, shape: Form) -> None:
        others = ", ".join(field.key for field in shape.fields.values() if field.required)
        self.say(f"{subject(key, shape)} needs '{name}'", node.span, f"needed here: {others}", "missing-field")

    def record(self, node: Node, key: str, shape: Form, fault: T) -> T:
        """Something else where a mapping with certain keys should be."""
        if self.slipped(node):
            return fault
        keys = ", ".join(shape.fields)
        if isinstance(node, Scalar) and node.empty:
            self.say(f"{subject(key, shape)} is empty", node.span, f"its keys: {keys}", "missing-field")
        else:
            self.say(f"{subject(key, shape)} should hold keys, but is {node.kind}", node.span, f"its keys: {keys}", "wrong-type")
        return fault

    # ---- blocks ----

    def block(self, node: Node, key: str, known: tuple[str, ...], fault: T) -> T:
        blocks = "blocks: " + ", ".join(known)
        if isinstance(node, Mapping) and node.items:
            names = list(node.items)
            main = next((name for name in names if name in known), "")
            other = next(name for name in names if name != main)
            hint = f"indent '{other}' under '{main}', or start a new block with `- `" if main else blocks
            self.say(f"a block has one key, but this one also has '{_short(other)}'", node.keys[other].span, hint, "block-keys")
        elif not self.slipped(node):
            hint = f"write `- text: {_short(node.text)}`" if isinstance(node, Scalar) and node.text else blocks
            self.say(f"a block starts with its kind, but this is {node.kind}", node.span, hint, "wrong-type")
        return fault

    def unknown_block(self, key: Scalar, known: tuple[str, ...], fault: T) -> T:
        if not self.slipped(key):
            self.say(f"unknown block '{_short(key.text)}'", key.span,
                     did_you_mean(key.text, known) + "blocks: " + ", ".join(known), "unknown-block")
        return fault


def subject(key: str, shape: Form | None = None) -> str:
    """The value under a key, as a message calls it."""
    if shape and shape.block:
        return f"'{shape.block}'"
    *above, last = key.split("/")
    if not last.isdecimal() or not above:
        return f"'{last}'" if last else "the outline"
    holder = next((part for part in reversed(above) if not part.isdecimal()), "")
    return f"an item of '{holder}'"


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 24 else text[:23] + "…"


def _either(among: tuple[str, ...]) -> str:
    return " or ".join(", ".join(f"'{each}'" for each in among).rsplit(", ", 1))


def _in_quotes(span: Span) -> str:
    from deckgen.source.causes import quoted

    return quoted(span.source, span.start)
