"""What the parts of a graph must agree on: nodes that differ, lines between nodes that there are, each drawn once."""

from __future__ import annotations

from collections.abc import Iterator

from deckgen.outline.figures import Graph
from deckgen.outline.naming import named
from deckgen.problem import Problem
from deckgen.source.node import Node as Typed
from deckgen.source.node import at


def graph_problems(graph: Graph, node: Typed) -> Iterator[Problem]:
    """What is wrong inside a graph, which was read from `node`. Rings, loops and nodes without a line are no fault."""
    names: dict[str, None] = {}
    for each in graph.nodes:
        if str(each.name) in names:
            yield Problem(f"there are two nodes '{each.name}'", each.name.span,
                          "lines find a node by its name: give each its own", "same-name")
        names[str(each.name)] = None
    if len(graph.nodes) < 2:
        yield Problem("a graph has at least two nodes", at(node, "nodes"), "add the others, or write `text:`", "short-graph")
    main = [each for each in graph.nodes if each.kind == "main"]
    if len(main) > 1:
        yield Problem("only one node is the main one", main[1].name.span, "take out the second `kind: main`", "two-main")
    drawn: set[tuple[str, str]] = set()
    for number, edge in enumerate(graph.edges):
        ends = str(edge.from_), str(edge.to)
        for end in (edge.from_, edge.to):
            yield from named(end, list(names), "node")
        if ends in drawn:
            yield Problem(f"there are two lines from '{edge.from_}' to '{edge.to}'", at(node, "edges", number),
                          "make them one, with the words of both", "same-line")
        drawn |= {ends} if graph.arrows == "to" else {ends, ends[::-1]}
