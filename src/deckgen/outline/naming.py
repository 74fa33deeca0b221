"""Names inside a figure: what its parts are called, and words that must be one of these."""

from __future__ import annotations

from collections.abc import Iterator

from deckgen.outline.figures import Node
from deckgen.problem import Problem, did_you_mean
from deckgen.source.words import Words


def names_of(nodes: tuple[Node, ...]) -> list[str]:
    """What some parts are called, in order."""
    return [str(node.name) for node in nodes]


def named(word: Words | None, among: list[str], what: str) -> Iterator[Problem]:
    """A problem where a word is none of the names; `what` says what was looked for."""
    if word is not None and word not in among:
        hint = did_you_mean(word, among)
        rest = "there is: " + ", ".join(among) if among else "the figure has none"
        yield Problem(f"there is no {what} '{word}'", word.span, hint + rest, f"unknown-{what.split()[0]}")
