"""Made-up trees and graphs, in Chinese, English and both."""

from __future__ import annotations

from random import Random

from arrows import NAMES, TEXTS, WORDS, shuffled
from deckgen.outline.figures import Edge, Graph, Node, Tree, Twig, Vertex
from deckgen.source.words import Words
from figures import some, w


def any_tree(random: Random, language: str, most: int) -> Tree:
    """A tree of so many nodes at most, two or three levels below the root."""
    names = shuffled(random, NAMES[language])
    left = random.randint(2, most)

    def twig(level: int) -> Twig:
        nonlocal left
        left -= 1
        below: list[Twig] = []
        while level < 3 and left > 0 and random.random() < (0.75 if level == 1 else 0.3) and len(below) < 4:
            below.append(twig(level + 1))
        name = names.pop() if names else random.choice(NAMES[language])
        return Twig(name=w(name), text=some(random.choice(TEXTS[language])) if random.random() < 0.4 else None,
                    children=tuple(below), style=random.choice(("text", "text", "reading")), focus=random.random() < 0.08)

    root = Node(name=w(names.pop()), text=some(random.choice(TEXTS[language])) if random.random() < 0.2 else None)
    children: list[Twig] = []
    while left > 0 and len(children) < 5:
        children.append(twig(1))
    return Tree(root=root, children=tuple(children), direction=random.choice((None, None, "right", "down")))


def any_graph(random: Random, language: str, most: int) -> Graph:
    """A graph of so many nodes at most: lines on, some back, a loop now and then, a node without a line."""
    names = shuffled(random, NAMES[language])[:random.randint(2, most)]
    pairs = [(a, b) for a in range(len(names)) for b in range(len(names)) if a < b or (a > b and random.random() < 0.15)]
    chosen = random.sample(pairs, min(len(pairs), max(1, round(len(names) * random.choice((0.8, 1.0, 1.3))))))
    if random.random() < 0.1:
        chosen.append((0, 0))
    share = random.choice((0.0, 0.4, 0.8))

    def word() -> Words | None:
        return some(random.choice(WORDS[language])) if random.random() < share else None

    nodes = tuple(Vertex(name=w(name), text=some(random.choice(TEXTS[language])) if random.random() < 0.2 else None,
                         kind="main" if not n and random.random() < 0.3 else "node") for n, name in enumerate(names))
    edges = tuple(Edge(from_=w(names[a]), to=w(names[b]), name=word(),
                       style=random.choice(("text", "text", "reading")), weight=random.choice(("thin", "thin", "main")),
                       focus=random.random() < 0.08) for a, b in chosen)
    return Graph(nodes=nodes, edges=edges, direction=random.choice((None, None, "right", "down")),
                 arrows=random.choice(("to", "to", "none")))
