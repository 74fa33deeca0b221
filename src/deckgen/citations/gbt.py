"""GB/T 7714-2025, in force since 1 July 2026: how references are listed.

Each entry follows the language of its work: 等 or et al., 译 or trans, 3 版 or 3rd ed, and how wide the marks between its parts
are.

    严蔚敏，吴伟民. 数据结构[M]. 北京：清华大学出版社，1997.
    Boobier T. AI and the future of banking[M]. Chichester: John Wiley & Sons, 2020: 35.

The standard sets "." and "[ ]" at half width and all other marks at full width, in foreign entries too (clause 7); who needs it
to the letter asks for `marks: full`. Between Latin words each program sets these marks apart, and ends lines at them, in a way of
its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from deckgen.citations.model import KINDS, Name, Reference
from deckgen.text.scripts import holds_han
from deckgen.value import value

SHOWN = 3
"""Of more authors than these only the first three are named."""
OTHERS = ("others", "et al.", "等")
"""What stands for authors that the file leaves out."""
DATED = ("EB", "PP", "CP", "DS")
"""Works that live on the net: their date stands in parentheses, followed by the day on which they were looked at."""
ORDINALS = {1: "st", 2: "nd", 3: "rd"}

Piece = tuple[str, str]
"""Text, and the address that it leads to."""


@value(frozen=True)
class Marks:
    """What parts the elements of an entry: at full width, or at half width with a space."""

    comma: str = "，"
    colon: str = "："
    opening: str = "（"
    closing: str = "）"
    semicolon: str = "；"


WIDE = Marks()
NARROW = Marks(", ", ": ", " (", ")", "; ")


def entry(work: Reference, full: bool = False, year: str | None = None) -> tuple[Piece, ...]:
    """A work as it is listed, all marks at full width or by its language.

    With a `year` in the way of author and year, where that stands behind the authors.
    """
    marks = WIDE if full or work.chinese else NARROW
    lead = people(work.authors, work.chinese, marks)
    if lead and year is not None:
        lead = f"{lead}{marks.comma}{year}"
    parts = (lead, _title(work) + _mark(work), *_body(work, marks, not lead or year is None))
    text = ". ".join(part.removesuffix(".") for part in parts if part) + "."
    return (text.replace("]. //", "]//"), ""), *_address(work)


def people(names: Sequence[Name], chinese: bool, marks: Marks = WIDE) -> str:
    """The first three names, and that there are more."""
    known = [name for name in names if name.whole not in OTHERS]
    shown = marks.comma.join(_name(name) for name in known[:SHOWN])
    more = len(known) > SHOWN or len(known) < len(names)
    return f"{shown}{marks.comma}{'等' if chinese else 'et al.'}" if shown and more else shown


def cited(work: Reference) -> str:
    """Whom a mark in the text names: the first author, and that there are others; without authors the title."""
    if not work.authors:
        return work.title
    first = work.authors[0]
    name = first.whole or (_name(first) if holds_han(first.family) else " ".join(filter(None, (first.particle, first.family))))
    if len(work.authors) == 1:
        return name
    return f"{name} 等" if work.chinese else f"{name} et al."


def _name(name: Name) -> str:
    """`Peebles P Z Jr`, `De Morgan A`, `钱学森`: the family name first, of the others the first letters."""
    if name.whole:
        return name.whole
    if holds_han(name.family) or holds_han(name.given):
        return name.family + name.given
    letters = " ".join("-".join(part[0] for part in each.split("-") if part) for each in re.split(r"[\s.]+", name.given) if each)
    return " ".join(filter(None, (name.particle, name.family, letters, name.suffix.rstrip("."))))


def _title(work: Reference) -> str:
    if work.type == "standard" and work.number:
        return f"{work.number} {work.title}"
    if work.type in ("report", "patent") and work.number:
        return f"{work.title}{'：' if work.chinese else ': '}{work.number}"
    return work.title


def _mark(work: Reference) -> str:
    """What kind of work it is, and whether it is read on the net: `[J/OL]`."""
    kind = KINDS[work.type]
    online = bool(link(work)) or (kind in ("EB", "PP"))
    return f"[{kind}{'/OL' if online else ''}]"


def _body(work: Reference, marks: Marks, dated: bool) -> Iterator[str]:
    """What follows the title, sentence by sentence; `dated` where the year stands here."""
    kind = KINDS[work.type]
    if work.translators:
        word = "译" if work.chinese else "trans"
        yield f"{people(work.translators, work.chinese, marks)}{marks.comma}{word}"
    if kind in DATED:
        yield from _net(work, marks, dated)
        return
    if work.type in ("article-journal", "article-magazine"):
        yield _in_journal(work, marks, dated)
        return
    if work.type == "article-newspaper":
        day = f"{work.issued if dated else ''}{_round(work.issue or work.pages, marks).strip()}"
        yield marks.comma.join(filter(None, (work.container, day)))
        return
    inside = work.type in ("chapter", "entry-encyclopedia", "paper-conference")
    if inside and work.container:
        yield f"//{'. '.join(filter(None, (people(work.editors, work.chinese, marks).removesuffix('.'), work.container)))}"
    elif inside and work.event:
        yield work.event
    if work.edition:
        yield _edition(work)
    yield _published(work, marks, dated)


def _net(work: Reference, marks: Marks, dated: bool) -> Iterator[str]:
    """`V2. arXiv（2012-03-18）[2020-06-24]`."""
    if work.version:
        yield work.version
    where = work.container or work.publisher if KINDS[work.type] != "EB" else ""
    when = _round(work.issued, marks) if dated else ""
    yield f"{where}{when if where else when.strip()}{f'[{work.accessed}]' if work.accessed else ''}"


def _in_journal(work: Reference, marks: Marks, dated: bool) -> str:
    """`清华大学学报，2012，52（11）：1518-1523`."""
    year = (work.issued if not (work.volume or work.issue or work.pages) else work.year) if dated else ""
    number = _round(work.issue, marks).strip()
    volume = marks.comma.join(filter(None, (year, work.volume))) + number
    found = marks.comma.join(filter(None, (work.container, volume)))
    return f"{found}{marks.colon}{work.pages}" if work.pages else found


def _published(work: Reference, marks: Marks, dated: bool) -> str:
    """`北京：清华大学出版社，2023：35`."""
    year = (work.issued if work.type in ("report", "patent") and not work.publisher else work.year) if dated else ""
    place = marks.colon.join(filter(None, (work.place, work.publisher)))
    found = marks.comma.join(filter(None, (place, year)))
    if not work.pages:
        return found
    return f"{found}{marks.colon}{work.pages}" if found else work.pages


def _edition(work: Reference) -> str:
    """`3 版`, `3rd ed`; the first edition is not named, words stay as they are."""
    if not work.edition.isdecimal():
        return work.edition
    number = int(work.edition)
    if number < 2:
        return ""
    if work.chinese:
        return f"{number} 版"
    ending = "th" if number % 100 in (11, 12, 13) else ORDINALS.get(number % 10, "th")
    return f"{number}{ending} ed"


def _round(text: str, marks: Marks) -> str:
    return f"{marks.opening}{text}{marks.closing}" if text else ""


def link(work: Reference) -> str:
    """Where it is read: by its DOI, else its address, else its number in arXiv; empty for what is in print alone."""
    if work.doi:
        return f"https://doi.org/{work.doi.removeprefix('https://doi.org/')}"
    if work.url:
        return work.url
    number = work.number.removeprefix("arXiv:").removeprefix("arxiv:")
    return f"https://arxiv.org/abs/{number}" if work.container.lower() == "arxiv" and re.match(r"[\w./-]+$", number) else ""


def _address(work: Reference) -> Iterable[Piece]:
    """The DOI, else the address; whoever has the one needs no other."""
    target = link(work)
    if work.doi:
        return (" DOI:", ""), (work.doi.removeprefix("https://doi.org/"), target), (".", "")
    return ((" ", ""), (target, target), (".", "")) if target else ()
