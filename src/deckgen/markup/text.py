"""The text inside elements: marks, looks and attributes, and what stands in the wrong place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from deckgen.markup.marks import STRAY, read_stretch, settle, split
from deckgen.markup.tree import Element, Tree
from deckgen.markup.vocabulary import ATTRIBUTES, BELONGS, INSTEAD, LOOKS, SLOTTED
from deckgen.outline.blocks import Block
from deckgen.outline.model import Outline
from deckgen.problem import Problem, did_you_mean
from deckgen.source.words import OPEN, Words
from deckgen.text.inline import ALLOWED, literal, plain_words
from deckgen.text.paragraph import Run, Runs

PRINTED = "put the filter or the slice on the words themselves: {{ slide.title | truncate(20) }}"


class Text:
    """Reads text of one slide; gathers `problems`, and the keys that were `used`."""

    def __init__(self, tree: Tree, outline: Outline) -> None:
        self.tree, self.outline = tree, outline
        self.problems: list[Problem] = []
        self.used: set[str] = set()

    def wrong(self, message: str, element: Element, hint: str = "", rule: str = "markup", wanted: str = "") -> None:
        """Keep a problem at an element, or at the letters on its line that are `wanted`."""
        self.problems.append(self.tree.problem(message, element.stamp, hint, rule, wanted or f"<{element.tag}"))

    def text(self, element: Element, children: Sequence[str | Element] | None = None) -> Runs:
        """The runs of an element that holds inline text."""
        runs: list[Run] = []
        self.inline(element.children if children is None else children, element, None, runs)
        return settle(runs)

    def inline(self, children: Sequence[str | Element], parent: Element, look: Run | None, runs: list[Run]) -> None:
        for child in children:
            if isinstance(child, str):
                runs += self.stretch(child, look, parent)
            elif child.tag == "br":
                runs.append(Run("\n"))
            elif child.tag == "a" or child.tag in LOOKS:
                added = LOOKS.get(child.tag) or Run("", link=self.target(child))
                if child.tag != "a":
                    self.attributes(child, ())
                self.inline(child.children, child, added if look is None else both(look, added), runs)
            else:
                self.misplaced(child, parent)

    def stretch(self, text: str, look: Run | None, element: Element) -> Runs:
        if OPEN not in text and STRAY.search(text) is None:
            return read_stretch(text, look, self.never)
        return read_stretch(self.unbroken(text, element), look, lambda key, changed: self.words(key, changed, element))

    def typed(self, element: Element) -> Runs:
        """What stands in `pre`, as typed, without the line breaks right inside the tags."""
        runs: list[Run] = []
        for child in element.children:
            if isinstance(child, Element):
                inner: list[Run] = []
                self.inline([child], element, Run("", code=True), inner)
                runs += inner
                continue
            for piece in split(self.unbroken(child, element)):
                if isinstance(piece, str):
                    runs.append(Run(piece, code=True))
                elif (words := self.words(*piece, element)) is not None:
                    runs += [replace(run, code=True) for run in literal(words)]
        if runs and runs[0].text.startswith("\n"):
            runs[0] = replace(runs[0], text=runs[0].text[1:])
        if runs:
            runs[-1] = replace(runs[-1], text=runs[-1].text.rstrip(" \n"))
        return tuple(run for run in runs if run.text)

    # ---- marks, attributes, places -----------------------------------------------------------------------------------

    def words(self, key: str, changed: str | None, element: Element) -> Words | None:
        """The words that a mark in text stands for."""
        found = self.outline.words.get(key)
        if found is not None:
            self.used.add(key)
            return found if changed is None else Words(changed, key, found.span, exact=False)
        if key in self.outline.blocks:
            self.misplaced(self.outline.blocks[key], element)
        else:
            self.wrong(f"no words have the address '{key}'", element, PRINTED, "broken-mark")
        return None

    def never(self, key: str, changed: str | None) -> Words | None:
        raise AssertionError(key)

    def unbroken(self, text: str, element: Element) -> str:
        """The text without marks that were cut, which are a problem."""
        if all(not isinstance(piece, str) or STRAY.search(piece) is None for piece in split(text)):
            return text
        self.wrong("the author's words were cut after they were printed", element, PRINTED, "broken-mark")
        return "".join(STRAY.sub("", piece) if isinstance(piece, str) else "" for piece in split(text))

    def elements(self, element: Element) -> Iterator[Element | Block]:
        """The children where only elements and blocks belong; anything else is a problem."""
        near = element
        for child in element.children:
            if isinstance(child, Element):
                near = child
                yield child
            elif child.strip():
                for piece in split(self.unbroken(child, element)):
                    if isinstance(piece, str):
                        if shown := " ".join(piece.split()):
                            self.wrong(f"'{shown[:30]}' stands in <{element.tag}> without an element around it", near,
                                       "put it into <p>", "bare-text", shown.split(" ")[0])
                    elif piece[0] in self.outline.blocks:
                        self.used.add(piece[0])
                        yield self.outline.blocks[piece[0]]
                    elif (words := self.words(*piece, element)) is not None:
                        self.wrong(f"'{plain_words(words)[:30]}' stands in <{element.tag}> without an element around it", near,
                                   "put it into <p>", "bare-text")

    def attributes(self, element: Element, more: tuple[str, ...]) -> dict[str, str]:
        """An element's attributes as plain text; those that it cannot have are a problem."""
        if not element.attributes:
            return {}
        known = ATTRIBUTES.get(element.tag, ()) + (more if element.tag in SLOTTED else ())
        for name in element.attributes:
            if name not in known and element.tag in BELONGS:
                hint = did_you_mean(name, known) + (f"it may have {', '.join(known)}" if known else "it has none")
                here = " here" if name == "slot" else ""
                self.wrong(f"<{element.tag}> has no attribute '{name}'{here}", element, hint, "unknown-attribute",
                           f"{name}=")
        return {name: self.plain(value, element) for name, value in element.attributes.items()}

    def plain(self, text: str, element: Element) -> str:
        if STRAY.search(text) is None:
            return text
        plain: list[str] = []
        for piece in split(self.unbroken(text, element)):
            if isinstance(piece, str):
                plain.append(piece)
            elif (words := self.words(*piece, element)) is not None:
                plain.append(plain_words(words))
        return "".join(plain)

    def target(self, element: Element) -> str:
        target = self.attributes(element, ()).get("href", "")
        if not ALLOWED.match(target):
            self.wrong(f"a link leads to '{target}'" if target else "<a> has no href", element,
                       "links lead to http, https or mailto", "link", target)
        return target

    def misplaced(self, child: Element | Block, parent: Element) -> None:
        if not isinstance(child, Element):
            self.wrong(f"a block ({child.block}) stands inside <{parent.tag}>", parent, "put it between elements: {{ block }}",
                       "misplaced-block")
        elif child.tag in BELONGS:
            hint = f"it belongs in {BELONGS[child.tag]}"
            self.wrong(f"<{child.tag}> stands in <{parent.tag}>", child, hint, "misplaced-element")
        else:
            hint = f"write <{INSTEAD[child.tag]}>" if child.tag in INSTEAD else did_you_mean(child.tag, BELONGS).rstrip()
            self.wrong(f"there is no element <{child.tag}>", child, hint or f"there are {', '.join(BELONGS)}", "unknown-element")


def both(look: Run, added: Run) -> Run:
    """Two looks in one."""
    return Run("", "", True, look.bold or added.bold, look.brush or added.brush, look.code or added.code,
               added.shift or look.shift, added.link or look.link)
