"""What a figure may contain. How each kind is drawn stands in the file of its name in `layout/figures/`.

`stages` names the lists whose items come one by one where a figure is built (`root/children` for a list further down), in the
order in which they are written; `between` those whose items join two of them, `from` and `to`, and come with the later one;
`onward` what an item says at the arrow to the next one.
"""

from __future__ import annotations

from dataclasses import field
from typing import ClassVar, Literal

from deckgen.outline.keyed import Built
from deckgen.source.words import Words
from deckgen.value import value

Style = Literal["text", "reading"]
"""In the text (solid) or the editor's reading (dashed)."""


@value(frozen=True, kw_only=True)
class Node:
    """A box of a figure: its name, and a smaller line or lines below it."""

    shorthand: ClassVar[str] = "name"
    name: Words
    text: Words | None = None
    style: Style = "text"
    focus: bool = False
    """The thing to look at: set in accent1."""


@value(frozen=True, kw_only=True)
class Arrow:
    """An arrow to another step of a flow, by its name; `name` is the word at the arrow, such as 不通过."""

    shorthand: ClassVar[str] = "to"
    to: Words
    name: Words | None = None
    style: Style = "text"
    focus: bool = False
    """The one path to look at: set in accent1."""


@value(frozen=True, kw_only=True)
class Step(Node):
    """One step of a flow; `context` marks what comes before or after the thing itself, `decision` a question."""

    gives: Words | None = None
    """What the step results in; shown under a rule inside the box."""
    kind: Literal["step", "context", "decision"] = "step"
    lane: Words | None = None
    """The name of the lane it stands in; without it, the lane of the step before."""
    next: tuple[Arrow, ...] | None = field(default=None, metadata={"lone": True})
    """Where its arrows go, to later steps or back to earlier ones; without it, to the next step; `[]` where it ends here."""


@value(frozen=True, kw_only=True)
class Base(Node):
    """What underlies several steps of a flow: a dark slab under the steps `under: [first, last]`, counted from 1."""

    under: tuple[int, ...] = ()


@value(frozen=True, kw_only=True)
class Flow(Built):
    """Steps from left to right, each an equal box; or with branches, loops and lanes, where steps say what comes `next`."""

    block: ClassVar[str] = "flow"
    stages: ClassVar[tuple[str, ...]] = ("steps",)
    steps: tuple[Step, ...]
    lanes: tuple[Node, ...] = ()
    """Who or what the steps belong to: a lane each, named at its start."""
    base: Base | None = None
    gives: Words | None = None
    """The label above each step's result, such as 学到."""
    numbered: bool | None = None
    """Number the base and the steps that are not context, the base first. Without it, only steps in a row are numbered."""
    style: Style = "text"
    """Whose the order of the steps is: the text's, or the editor's, with dashed arrows."""
    alt: Words | None = None

    @property
    def branches(self) -> bool:
        """Whether it is more than steps in a row."""
        return bool(self.lanes) or any(step.next is not None or step.kind == "decision" for step in self.steps)


@value(frozen=True, kw_only=True)
class CycleStep(Node):
    """One step of a cycle: `label` is a small line over its name, `gives` the word at the arrow to the next step."""

    label: Words | None = None
    gives: Words | None = None
    kind: Literal["step", "main"] = "step"
    """`main` is where the eye should start: the one dark box."""


@value(frozen=True, kw_only=True)
class Cycle(Built):
    """Steps that lead back to the first, clockwise from the top left: two rows of equal boxes, a race track."""

    block: ClassVar[str] = "cycle"
    stages: ClassVar[tuple[str, ...]] = ("steps",)
    onward: ClassVar[tuple[str, ...]] = ("gives",)
    steps: tuple[CycleStep, ...]
    style: Style = "text"
    """Whose the loop is: the text's, or the editor's, with dashed arrows."""
    focus: bool = False
    """The arrows are the thing to look at: set in accent1."""
    alt: Words | None = None


@value(frozen=True, kw_only=True)
class Event:
    """Something on a timeline. `at` is a year, or a year and month: `2018`, `2018-10`; `lane` names one of the lanes."""

    at: str
    name: Words
    text: Words | None = None
    style: Style = "text"
    focus: bool = False
    lane: Words | None = None


@value(frozen=True, kw_only=True)
class Period:
    """A stretch of time, drawn as a dark bar from the start of one year to the end of another."""

    from_: int
    to: int
    name: Words
    lane: Words | None = None


@value(frozen=True, kw_only=True)
class Leap:
    """The one arrow between the lanes of a timeline, from one event's name to another's."""

    from_: Words
    to: Words
    name: Words


@value(frozen=True, kw_only=True)
class Timeline(Built):
    """Events on a scale of years: the first lane above the band of years, the second below it."""

    block: ClassVar[str] = "timeline"
    stages: ClassVar[tuple[str, ...]] = ("events",)
    between: ClassVar[tuple[str, ...]] = ("arrow",)
    events: tuple[Event, ...]
    spans: tuple[Period, ...] = ()
    lanes: tuple[Node, ...] = ()
    arrow: Leap | None = None
    alt: Words | None = None


@value(frozen=True, kw_only=True)
class MatrixRow(Node):
    """The label of a row. Cells of a row are alternatives (`or`), or combined into one dark cell (`and`), or separate."""

    joined: Literal["or", "and"] | None = None


@value(frozen=True, kw_only=True)
class Matrix(Built):
    """Rows and columns of cells with labels; a cell's `text` holds its further lines."""

    block: ClassVar[str] = "matrix"
    stages: ClassVar[tuple[str, ...]] = ("rows", "cells")
    rows: tuple[MatrixRow, ...]
    columns: tuple[Node, ...]
    cells: tuple[tuple[Node, ...], ...]
    alt: Words | None = None


@value(frozen=True, kw_only=True)
class Layer(Node):
    """A band. `name` and `text` label it at the left; `title`, `note` and `tag` (such as 假说) stand inside the band."""

    regions: tuple[Node, ...] = ()
    title: Words | None = None
    note: Words | None = None
    tag: Words | None = None
    between: Words | None = None
    """A word between neighbouring regions, such as 或."""


@value(frozen=True, kw_only=True)
class Layers(Built):
    """Bands one above the other, lowest first; `arrows: up` joins each region to the band above, labelled `carries`."""

    block: ClassVar[str] = "layers"
    stages: ClassVar[tuple[str, ...]] = ("layers",)
    layers: tuple[Layer, ...]
    arrows: Literal["up", "none"] = "none"
    carries: Words | None = None
    alt: Words | None = None


@value(frozen=True, kw_only=True)
class Road(Node):
    """A lane that ends in the hero box: `gives` labels its end, `brings` stands inside the box at the lane's height."""

    gives: Words | None = None
    brings: Words | None = None
    weight: Literal["main", "thin"] = "thin"
    nodes: tuple[Node, ...] = ()


@value(frozen=True, kw_only=True)
class Branch:
    """A line from a road (counted from 1) to a node of another road, by the node's name."""

    from_: int
    to: Words
    name: Words | None = None


@value(frozen=True, kw_only=True)
class Roads(Built):
    """Lanes of different weight that meet in one box."""

    block: ClassVar[str] = "roads"
    stages: ClassVar[tuple[str, ...]] = ("roads",)
    between: ClassVar[tuple[str, ...]] = ("branches",)
    roads: tuple[Road, ...]
    to: Node
    branches: tuple[Branch, ...] = ()
    alt: Words | None = None


@value(frozen=True, kw_only=True)
class Job(Node):
    """One job of the box: what goes in and what comes out."""

    in_: Node
    out: Node


@value(frozen=True, kw_only=True)
class Strip(Node):
    """A further line under the rows: `name` at the left, `label` and `text` inside a frame."""

    label: Words | None = None


@value(frozen=True, kw_only=True)
class Rows(Built):
    """The same box doing several jobs, one row each."""

    block: ClassVar[str] = "rows"
    stages: ClassVar[tuple[str, ...]] = ("rows",)
    box: Node
    rows: tuple[Job, ...]
    strip: Strip | None = None
    alt: Words | None = None


@value(frozen=True, kw_only=True)
class Twig(Node):
    """A node of a tree with what branches off from it. `style: reading` dashes its box, and the line that leads to it."""

    children: tuple[Twig, ...] = ()


@value(frozen=True, kw_only=True)
class Tree(Built):
    """A root and what branches off from it: to the right, leaves as plain words with their texts in one column; or down."""

    block: ClassVar[str] = "tree"
    stages: ClassVar[tuple[str, ...]] = ("children",)
    root: Node
    children: tuple[Twig, ...]
    direction: Literal["right", "down"] | None = None
    """Where it grows; without it to the right, and down where only that fits."""
    alt: Words | None = None


@value(frozen=True, kw_only=True)
class Vertex(Node):
    """A node of a graph."""

    kind: Literal["node", "main"] = "node"
    """`main` is where the eye should start: the one dark box."""


@value(frozen=True, kw_only=True)
class Edge:
    """A line of a graph from one node to another, by their names; `name` is the word at the line."""

    from_: Words
    to: Words
    name: Words | None = None
    style: Style = "text"
    weight: Literal["main", "thin"] = "thin"
    focus: bool = False
    """The one line to look at: set in accent1."""


@value(frozen=True, kw_only=True)
class Graph(Built):
    """Nodes and lines between them. Where they stand is found by itself: lines lead to the right, or down, as far as they can."""

    block: ClassVar[str] = "graph"
    stages: ClassVar[tuple[str, ...]] = ("nodes",)
    between: ClassVar[tuple[str, ...]] = ("edges",)
    nodes: tuple[Vertex, ...]
    edges: tuple[Edge, ...]
    direction: Literal["right", "down"] | None = None
    """Where lines lead; without it, where the place has room."""
    arrows: Literal["to", "none"] = "to"
    """Whether lines have heads where they lead to."""
    alt: Words | None = None


Figure = Flow | Cycle | Timeline | Matrix | Layers | Roads | Rows | Tree | Graph
