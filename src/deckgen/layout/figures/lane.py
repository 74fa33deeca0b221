"""One side of a timeline's band: what stands there, and how much room it needs."""

from __future__ import annotations

from dataclasses import dataclass, field

from deckgen.layout.figures.nodes import Lines
from deckgen.layout.figures.placing import Spot
from deckgen.layout.figures.years import BAR, RADIUS
from deckgen.outline.figures import Event, Node, Period

BAR_GAP = 11.0
DOT = 13.0
"""From the band's edge to the middle of a dot, where no bar is in between."""
FURTHER = 9.0
"""How much more where an arrow ends at the dot."""
LEADER, ROW_GAP = 14.0, 6.0


@dataclass
class Lane:
    """One side of the band: its events from left to right, its bars, and what they need."""

    node: Node | None
    above: bool
    events: list[Event]
    xs: list[float]
    bars: list[Period]
    stretches: list[tuple[float, float]]
    """What the bars cover, from left to right end."""
    labels: list[Lines] = field(default_factory=list)
    widths: list[float] = field(default_factory=list)
    spots: list[Spot] = field(default_factory=list)
    rows: list[float] = field(default_factory=list)
    """The height of each row of labels, the nearest to the band first."""
    name: Lines = ()
    name_wide: float = 0.0
    name_high: float = 0.0
    name_row: float = 0.0
    """The height of a row of its own for the lane's name, where it finds no room beside the labels."""
    name_right: bool = False
    leader: float = LEADER
    gap: float = ROW_GAP
    head: float = 0.0
    """Room beyond the labels, for the arrow's words."""
    over: bool = True
    """Whether the arrow's words have room along the arrow; else they stand beyond the label that it starts from."""
    from_name: bool = False
    """Whether the arrow starts at the name of its event: else at what is said in one line below it."""
    aimed: bool = False
    """Whether the arrow ends at one of its dots."""
    leg: float | None = None
    """Where an arrow from this lane comes down to the band."""
    fits: bool = True

    @property
    def base(self) -> float:
        """From the band's edge to where leaders start."""
        return BAR_GAP + BAR if self.bars and not self.beyond else self.middle + RADIUS

    @property
    def middle(self) -> float:
        """From the band's edge to the middle of the dots."""
        beyond = BAR_GAP + BAR if self.beyond else 0.0
        return BAR_GAP + BAR / 2 if self.bars and not beyond else beyond + DOT + (FURTHER if self.aimed else 0.0)

    @property
    def beyond(self) -> bool:
        """Whether the dots stand beyond the bars: where one that is hollow would lie on a bar."""
        return any(event.style == "reading" and self.covered(x) for event, x in zip(self.events, self.xs, strict=True))

    def covered(self, x: float) -> bool:
        """Whether a bar is where a leader comes down."""
        return any(a <= x <= b for a, b in self.stretches)

    @property
    def need(self) -> float:
        own = self.name_row + self.gap if self.name_row else 0.0
        block = self.block
        return (self.base if self.events or self.bars else 0.0) + (self.leader + block if block else 0.0) + own + self.head

    @property
    def block(self) -> float:
        """The height of the labels, and of the lane's name beside them."""
        labels = sum(self.rows) + self.gap * (len(self.rows) - 1) if self.rows else 0.0
        return max(labels, 0.0 if self.name_row else self.name_high)
