"""What the parts of a flow or a cycle must agree on: names that arrows and lanes find, and what only steps in a row can have."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from deckgen.outline.figures import Cycle, Flow
from deckgen.outline.naming import named, names_of
from deckgen.problem import Problem
from deckgen.source.node import Node as Typed
from deckgen.source.node import at


def flow_problems(figure: Flow | Cycle, node: Typed) -> Iterator[Problem]:
    """What is wrong inside a flow or a cycle, which was read from `node`."""
    yield from _flow(figure, node) if isinstance(figure, Flow) else _cycle(figure, node)


def _flow(flow: Flow, node: Typed) -> Iterator[Problem]:
    under = flow.base.under if flow.base else ()
    last = len(flow.steps)
    if under and (len(under) != 2 or under[0] > under[-1]):
        yield Problem("`under` takes the first and the last step", at(node, "base", "under"), "such as [2, 4]", "flow-under")
        return
    for number, step in enumerate(under):
        if not 1 <= step <= last:
            yield Problem(f"there is no step {step}", at(node, "base", "under", number),
                          f"steps count from 1 to {last}", "flow-under")
    if flow.branches:
        yield from _branching(flow, node)
    else:
        yield from (problem for step in flow.steps for problem in named(step.lane, [], "lane"))


def _branching(flow: Flow, node: Typed) -> Iterator[Problem]:
    """Arrows lead to steps by their names, so these must be told apart; base and results belong to steps in a row."""
    names, lanes = names_of(flow.steps), names_of(flow.lanes)
    for number, step in enumerate(flow.steps):
        if str(step.name) in names[:number]:
            yield Problem(f"there are two steps '{step.name}'", step.name.span,
                          "arrows find a step by its name: give each its own", "same-name")
        yield from named(step.lane, lanes, "lane")
        for arrow in step.next or ():
            yield from named(arrow.to, names, "step")
            if arrow.to == step.name:
                yield Problem(f"'{step.name}' leads to itself", arrow.to.span,
                              "say in its text that it is repeated, or name another step", "self-arrow")
        if step.next is not None and len({str(arrow.to) for arrow in step.next}) < len(step.next):
            yield Problem(f"two arrows lead from '{step.name}' to one step", at(node, "steps", number, "next"),
                          "join them: one arrow, one word", "same-arrow")
        if step.gives is not None:
            yield Problem("a result under a step is drawn only where steps stand in a row", step.gives.span,
                          "write it as the step's `text`, or as the `name` of its arrow", "flow-result")
        if step.kind == "decision" and step.text is not None:
            yield Problem("a decision holds its question alone", step.text.span,
                          "put the question into `name`, and the answers at its arrows", "decision-text")
    joined = {str(word) for step in flow.steps for arrow in step.next or () for word in (step.name, arrow.to)}
    joined |= {str(word) for step, after in pairwise(flow.steps) if step.next is None for word in (step.name, after.name)}
    for step in flow.steps:
        if len(flow.steps) > 1 and str(step.name) not in joined:
            yield Problem(f"no arrow leads to '{step.name}' or from it", step.name.span,
                          "name it in the `next:` of another step", "lone-step")
    for lane in lanes:
        if lanes.count(lane) > 1:
            yield Problem(f"there are two lanes '{lane}'", at(node, "lanes"), "give each its own name", "same-name")
            break
    if flow.base is not None:
        yield Problem("a base is drawn only under steps in a row", flow.base.name.span,
                      "take it out, or take out `next` and `lanes`", "flow-base")
    if flow.gives is not None:
        yield Problem("a label for results needs steps in a row", flow.gives.span, "take it out", "flow-result")


def _cycle(cycle: Cycle, node: Typed) -> Iterator[Problem]:
    if len(cycle.steps) < 2:
        yield Problem("a cycle has at least two steps", at(node, "steps"), "add the others, or write `text:`", "short-cycle")
    main = [step for step in cycle.steps if step.kind == "main"]
    if len(main) > 1:
        yield Problem("only one step of a cycle is the main one", main[1].name.span, "take out the second `kind: main`",
                      "two-main")
