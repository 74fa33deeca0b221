"""All rules, and how they are asked: which levels the outline gives them, and on which of its lines they are silenced.

    talk:
      check: {half-width-mark: off, no-notes: warning}
    …
      title: 版本号是 1,2  # deckgen: ignore half-width-mark
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from deckgen.checks.rule import Rule, Stage, Subject
from deckgen.outline.model import Outline
from deckgen.problem import Problem, did_you_mean
from deckgen.source.span import Source

RULES = {rule.name: rule for rule in (
    Rule("half-width-mark", "language", "warning", once=True),
    Rule("straight-quotes", "language", "warning", once=True),
    Rule("double-space", "language", "warning", once=True),
    Rule("ellipsis", "language", "warning", once=True),
    Rule("full-width-letter", "language", "warning", once=True),
    Rule("han-latin-space", "language", "advice", once=True),
    Rule("folded-chinese", "language", "warning", once=True),
    Rule("one-item-list", "language", "warning", once=True),
    Rule("italic-chinese", "language", "warning", once=True),
    Rule("trailing-blank", "language", "advice", once=True),
    Rule("missing-id", "language", "advice", once=True),
    Rule("many-points", "density", "advice"),
    Rule("crowded-slide", "density", "advice"),
    Rule("crowded-talk", "density", "advice"),
    Rule("topic-title", "density", "advice"),
    Rule("continued", "fit", "advice", "build"),
    Rule("cut-word", "fit", "warning", "build"),
    Rule("at-floor", "fit", "advice"),
    Rule("unknown-face", "fit", "advice", "build"),
    Rule("reduced-picture", "fit", "advice", "build"),
    Rule("coarse-picture", "fit", "advice"),
    Rule("too-long", "talk", "warning", "build"),
    Rule("todo", "talk", "warning", once=True),
    Rule("unbuilt", "talk", "warning", "strict"),
    Rule("too-short", "talk", "advice"),
    Rule("draft", "talk", "advice", "build"),
    Rule("parted", "talk", "advice", "build"),
    Rule("minutes-estimated", "talk", "advice", "build"),
    Rule("pace", "talk", "advice"),
    Rule("hurried", "talk", "advice"),
    Rule("no-notes", "talk", "advice"),
    Rule("untitled", "access", "warning", "strict"),
    Rule("same-title", "access", "warning", "strict"),
    Rule("poor-alt", "access", "warning", "strict", once=True),
    Rule("reading-order", "access", "warning", "strict"),
    Rule("contrast", "access", "warning", "strict"),
    Rule("wrong-language", "access", "warning", "strict", once=True),
    Rule("headless-table", "access", "warning", "strict"),
    Rule("link-text", "access", "warning", "strict", once=True),
    Rule("no-evidence", "argument", "warning", "strict"),
    Rule("empty-section", "argument", "warning", "strict"),
    Rule("serves-no-view", "argument", "advice", "strict"),
    Rule("unprinted", "argument", "warning", "build"),
    Rule("unheard", "argument", "warning"),
    Rule("uncited", "sources", "advice", once=True),
    Rule("credit-missing", "sources", "warning", once=True),
    Rule("unsourced-chart", "sources", "warning"),
    Rule("unsourced-number", "sources", "advice"),
)}

STAGES: tuple[Stage, ...] = ("build", "strict", "check")
IGNORE = r"#\s*deckgen:\s*ignore\s+([\w-]+(?:\s*,\s*[\w-]+)*)\s*$"


def look(subject: Subject, stage: Stage, once: bool = True) -> Iterator[Problem]:
    """What the rules of a stage, and of those before it, find. Not `once`: without those that need only one variant."""
    asked = STAGES[:STAGES.index(stage) + 1]
    levels = subject.outline.talk.check
    found = (replace(problem, rule=rule.name, severity=level) for rule in RULES.values()
             if rule.stage in asked and (once or not rule.once) and (level := levels.get(rule.name, rule.level)) != "off"
             for problem in rule.module.look(subject))
    yield from silenced(found, subject.outline)


def unknown(outline: Outline) -> Iterator[Problem]:
    """Rules that the outline names and that do not exist."""
    for name in outline.talk.check:
        if name not in RULES:
            yield Problem(f"there is no rule '{name}'", outline.span(f"talk/check/{name}"),
                          did_you_mean(name, RULES) + "`deckgen explain` lists them", "unknown-rule")


def silenced(found: Iterable[Problem], outline: Outline) -> Iterator[Problem]:
    """Problems without those that a comment silences: in their own line, in the line where their value begins, or alone above."""
    ignored = {(source, line): names for source in outline.sources if "deckgen:" in source.text
               for line, names in _ignored(source).items()}
    values = [(words.span, ignored[words.span[:2]]) for words in outline.words.values()
              if words.span[:2] in ignored] if ignored else []
    for problem in found:
        span = problem.span
        if span is None or not ignored or not (
                problem.rule in ignored.get(span[:2], ())
                or any(own.source is span.source and own.start <= span.start < own.end and problem.rule in names
                       for own, names in values)):
            yield problem


def _ignored(source: Source) -> dict[int, set[str]]:
    """The rules that are silent, by line."""
    found: dict[int, set[str]] = {}
    for number, line in enumerate(source.lines, 1):
        comment = re.search(IGNORE, line)
        if comment:
            alone = line.lstrip(" -").startswith("#")
            found.setdefault(number + alone, set()).update(re.split(r"\s*,\s*", comment[1]))
    return found
