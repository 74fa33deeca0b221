"""What a lecturer should know about the slides that were taken: gathered while copying, one sentence for each kind and deck."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from deckgen.formats.powerpoint.copy.source import Relation, Source
from deckgen.problem import Problem, so_many


class Report:
    """Findings by deck and kind, with the numbers of the slides (in their own deck) that they are about.

    Decks are `sources`: those of one name are told apart by their folders.
    """

    def __init__(self, sources: Sequence[Source]) -> None:
        names = [each.name for each in sources]
        self.names = {source: name if names.count(name) == 1 else _apart(source, sources)
                      for source, name in zip(sources, names, strict=True)}
        self._found: dict[tuple[Source, str], dict[int, None]] = {}
        self._plain: dict[tuple[Source, Problem], None] = {}
        self._outside: dict[Source, dict[tuple[int, str], None]] = {}

    def tell(self, kind: str, source: Source, slide: int) -> None:
        """One more slide of a deck that this happened to; 0 for its layouts and masters."""
        self._found.setdefault((source, kind), {})[slide] = None

    def say(self, source: Source, message: str, hint: str, rule: str) -> None:
        """A sentence of its own about a deck."""
        self._plain[source, Problem(f"{self.names[source]}: {message}", None, hint, rule, "advice")] = None

    def outside(self, source: Source, slide: int, relation: Relation) -> None:
        """Something that a slide takes, or links to, from outside of the package."""
        kind = "link" if relation.kind == "hyperlink" else relation.kind
        self._outside.setdefault(source, {})[slide, f"{kind}: {relation.target}"] = None

    def problems(self) -> Iterator[tuple[Source, Problem]]:
        """All of it as advice, each with the deck that it is about."""
        yield from self._plain
        for (source, kind), slides in self._found.items():
            message, hint = SENTENCES[kind]
            yield source, Problem(f"{self.names[source]}, {where(slides)}: {message}", None, hint, f"picked-{kind}", "advice")
        for source, found in self._outside.items():
            hosts = list(dict.fromkeys(said for _, said in found))
            shown = "; ".join(hosts[:3]) + ("; …" if len(hosts) > 3 else "")
            place = f"{self.names[source]}, {where(dict.fromkeys(slide for slide, _ in found))}"
            yield source, Problem(f"{place}: {so_many(len(hosts), 'link')} to the outside kept, nothing was fetched", None, shown,
                                  "picked-outside", "advice")


def _apart(source: Source, sources: Sequence[Source]) -> str:
    """A deck's name with as many of its folders as tell it from the others."""
    parts = source.path.parts
    for many in range(2, len(parts) + 1):
        if sum(each.path.parts[-many:] == parts[-many:] for each in sources) == 1:
            return "/".join(parts[-many:])
    return source.name


def where(slides: dict[int, None]) -> str:
    """`slides 1, 3–5`, as a person writes them."""
    from deckgen.formats.powerpoint.copy.opening import numbers

    named = sorted(each for each in slides if each)
    if not named:
        return "master or layout"
    return ("slide " if len(named) == 1 else "slides ") + numbers(named)


SENTENCES = {
    "unlinked": ("a link to a slide that was not taken is off, its text stays", "pick that slide as well to keep the link"),
    "macro": ("a button that ran a macro does nothing any more", ""),
    "show": ("a button that started a custom show is off", "pick all slides of that show to keep it"),
    "zoom": ("a zoom to slides that were not taken is a picture now", "pick those slides as well to keep it"),
    "notes": ("its notes have no notes master and were left behind", "open the deck in PowerPoint and save it again"),
    "comments": ("its comments have no author and were left behind", "open the deck in PowerPoint and save it again"),
    "size": ("moved and scaled to the size of the new slides", "--fit center keeps their size, --fit refuse stops instead"),
    "placed": ("moved to the middle of the new slides, in their own size", "--fit scale makes them larger or smaller"),
    "middle": ("moved to the middle of the new slides, in their own size", ""),
    "layout": ("the theme has no layout like its own, which came along under the theme's master", ""),
    "place": ("a placeholder finds no place in the theme's layout and keeps its own", ""),
    "copy": ("taken more than once: each copy after the first has a new id", ""),
}
"""What is said of each kind of finding, and what to do."""
