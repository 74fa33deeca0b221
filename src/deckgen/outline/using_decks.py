"""Slides of PowerPoint files in an outline: `use: theirs.pptx#3`.

They are kept as they are, so nothing of them can be said otherwise here: what may stand beside the `use:` is how they are used.
Their title, notes and text read as if they stood at the `use:`, for checks, the ledger and the script.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from deckgen.outline.model import Borrowed
from deckgen.outline.native import Decks, Native
from deckgen.outline.using import OF_SECTION, Taken, digest, refusal, seen_from
from deckgen.problem import DeckgenError, Problem, Unusable, did_you_mean
from deckgen.source.node import Mapping, Node, Scalar
from deckgen.source.span import Source, Span
from deckgen.source.words import Words

BESIDE = ("minutes", "weight", "needs", "hidden", "draft", "views", "questions")
"""What may be said of a slide that is kept as it is."""
LEADING = re.compile(r"^(\d*)([-–•+#>.)])", re.M)
"""What would begin a list in notes."""


def natives(entry: Mapping, asked: Scalar, credit: Scalar | None, path: Path, wanted: str, home: Path, into: Source,
            decks: Decks | None) -> list[Taken]:
    """The slides of a PowerPoint file that an entry stands for. Raises DeckgenError."""
    found = _found(asked.span, path, wanted, decks)
    several = len(found) > 1
    _agree(entry, several)
    renamed = entry.items.get("as")
    if renamed is not None and not isinstance(renamed, Scalar):
        raise refusal("'as' is one id", renamed.span, "such as `as: theirs`", "use-key")
    taken = []
    for each in found:
        id = _id(each)
        if renamed is not None:
            id = f"{renamed.text}-{id}" if several else renamed.text
        node = _node(each, id, entry, renamed or asked)
        said = {"title": each.title, "notes": each.notes,
                **{f"text/{number}": text for number, text in enumerate(_texts(each))}}
        words = {key: text for key, text in said.items() if text}
        own = credit if credit is not None else Scalar(each.credit, "", asked.span) if each.credit else None
        taken.append(Taken(node, Borrowed(
            into, seen_from(home, path), each.id or str(each.number), asked.span, asked.span, "", each.talk, each.author,
            each.licence, each.date, digest(words) if decks is not None else "", words,
            Words(own.text, f"{id}/use/credit", own.span) if own is not None else None, each)))
    return taken


def _found(span: Span, path: Path, wanted: str, decks: Decks | None) -> Sequence[Native]:
    if decks is None:
        return [Native(path, 0, "", wanted, "", (), (0.0, 0.0), False, "")]
    try:
        return decks(path, wanted)
    except Unusable as error:
        near = sorted(each.name for each in path.parent.glob("*.p[op]*")) if path.parent.is_dir() else []
        raise refusal(f"can't read '{path.name}' ({str(error).rpartition(': ')[2]})", span,
                      f"{did_you_mean(path.name, near)}name a PowerPoint file, as seen from the file that uses it",
                      "use-file") from None
    except DeckgenError as error:
        raise DeckgenError([Problem(each.message, span, each.hint, "use-id" if each.rule == "unknown-slide" else "use-deck")
                            for each in error.problems]) from None


def _agree(entry: Mapping, several: bool) -> None:
    for name, key in entry.keys.items():
        if name == "id":
            raise refusal("a used slide has its own id", key.span, "write `as:` to give it another", "use-key")
        known = OF_SECTION if several else BESIDE
        if name not in ("use", "as", *known):
            raise refusal(f"a slide of a PowerPoint file is kept as it is, so '{name}' can't be said here", key.span,
                          f"write here only: {', '.join(known)}", "use-key")


def _id(native: Native) -> str:
    """The slide's own id, else the file's name and its number."""
    name = re.sub(r"[^\w.-]+", "-", native.path.stem).strip("-.") or "slide"
    return native.id or f"{name}-{native.number}"


def _texts(native: Native) -> list[str]:
    """What stands on the slide below its title."""
    return [text for frame in native.frames if frame.kind != "title" for text in frame.paragraphs]


def _node(native: Native, id: str, entry: Mapping, asked: Scalar) -> Mapping:
    """The slide as an outline would have typed it: every word at the `use:`."""
    def typed(text: str) -> Scalar:
        return Scalar(text, "\"", asked.span)

    items: dict[str, Node] = {"id": typed(id)}
    if native.title:
        items["title"] = typed(literal(native.title))
    else:
        items["template"] = typed("blank")
    if native.hidden:
        items["hidden"] = Scalar("true", "", asked.span)
    if native.notes:
        items["notes"] = typed(LEADING.sub(r"\1\\\2", literal(native.notes)))
    texts = _texts(native)
    if texts:
        keys = [str(number) for number in range(1, len(texts) + 1)]
        items["data"] = Mapping({key: typed(literal(text)) for key, text in zip(keys, texts, strict=True)},
                                {key: typed(key) for key in keys}, asked.span)
    beside = {name: each for name, each in entry.items.items() if name not in ("use", "as")}
    keys_of = {name: typed(name) for name in items}
    return Mapping({**items, **beside}, {**keys_of, **{name: entry.keys[name] for name in beside}}, entry.span)


def literal(text: str) -> str:
    """Text that reads as itself where Markdown is read."""
    return re.sub(r"([\\`*\[\]~^])", r"\\\1", text)
