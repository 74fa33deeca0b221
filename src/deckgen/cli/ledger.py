"""`deckgen check --ledger`: the argument ledger as text, as Markdown, or as data."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from deckgen.checks.ledger import Account, Carried, Ledger, Place
from deckgen.problem import so_many
from deckgen.source.span import Span

SHOWN = 8
"""Places of one text of the theme that are listed."""


def text(ledger: Ledger, name: str) -> Iterator[str]:
    """The ledger for a terminal, line by line."""
    yield f"{name}: which words of the outline stand where"
    for title, accounts in (("views", ledger.views), ("sections", ledger.sections)):
        if accounts:
            yield f"\n{title}"
        for each in accounts:
            yield f"  {each.id}  {plain(each.name)}  [{each.state}]  {each.span}"
            yield f"      stated   {stated(each)}"
            for carried in each.carried:
                yield f"      page {carried.page:<3} {carried.slide}: {did(carried)}{lines(carried.spans)}"
    if ledger.claims:
        yield "\nclaims"
    for each in ledger.claims:
        yield f"  {each.id}  {plain(each.name)}  {each.span}\n      stated   {stated(each)}"
    yield "\nwords of the outline that reach neither a slide nor its notes" + ("" if ledger.unheard else ": none")
    for words in ledger.unheard:
        yield f"  {words.span}  {short(words)}"
    yield "\nwords on slides that come from the theme or a template" + ("" if ledger.added else ": none")
    for said, places in ledger.added:
        yield f"  '{short(said)}'  {where(places[:SHOWN])}" + (f" and {len(places) - SHOWN} more" if len(places) > SHOWN else "")


def markdown(ledger: Ledger, name: str) -> Iterator[str]:
    """The ledger as a Markdown document."""
    yield f"# {name}"
    for title, accounts in (("Views", ledger.views), ("Sections", ledger.sections), ("Claims", ledger.claims)):
        if not accounts:
            continue
        yield f"\n## {title}\n\n| id | words | state | stated on | argued on | outline |\n|---|---|---|---|---|---|"
        for each in accounts:
            argued = "<br>".join(f"{carried.page} {carried.slide}: {did(carried)}" for carried in each.carried)
            yield (f"| {each.id} | {cell(plain(each.name))} | {each.state} | {cell(stated(each))} | {cell(argued)} "
                   f"| {each.span} |")
    yield "\n## Words that nobody hears\n"
    yield from (f"- {words.span} {short(words)}" for words in ledger.unheard) if ledger.unheard else ("None.",)
    yield "\n## Words of the theme and of templates\n"
    yield from (f"- {cell(short(said))}: {where(places)}" for said, places in ledger.added) if ledger.added else ("None.",)


def as_data(ledger: Ledger) -> dict[str, object]:
    """The ledger as JSON; every line and column counts from 1."""
    return {"views": [_account(each) for each in ledger.views], "sections": [_account(each) for each in ledger.sections],
            "claims": [_account(each) for each in ledger.claims],
            "unheard": [{"key": words.key, "text": str(words), **_at(words.span)} for words in ledger.unheard],
            "added": [{"text": said, "places": [_place(each) for each in places]} for said, places in ledger.added]}


def plain(name: str) -> str:
    """A sentence without the signs of its emphasis."""
    return name.replace("*", "")


def stated(account: Account) -> str:
    """Where the words of an account stand as they are."""
    return where([place for place in account.stated if not place.notes]) or "on no page"


def where(places: Sequence[Place]) -> str:
    return ", ".join(f"page {place.page} {place.slide} ({place.shape}{f' {place.paragraph}' if place.notes else ''})"
                     for place in places)


def did(carried: Carried) -> str:
    """`5 passages in left, right; 3 paragraphs of notes`."""
    parts = [f"{so_many(carried.passages, 'passage')} in {', '.join(carried.shapes)}"] if carried.passages else []
    parts += [f"{so_many(carried.notes, 'paragraph')} of notes"] if carried.notes else []
    return "; ".join(parts) or "nothing"


def lines(spans: Sequence[Span]) -> str:
    """The lines of the outline that a slide's words were typed on."""
    return f"  (lines {spans[0].line}–{spans[-1].line})" if spans else ""


def short(words: str) -> str:
    """Words on one line, the beginning of them."""
    line = " ".join(words.split())
    return line if len(line) <= 40 else line[:39] + "…"


def cell(said: str) -> str:
    """Text inside a Markdown table."""
    return said.replace("|", "\\|").replace("\n", " ")


def _account(account: Account) -> dict[str, object]:
    return {"id": account.id, "text": plain(account.name), "state": account.state, **_at(account.span),
            "stated": [_place(each) for each in account.stated],
            "carried": [{"page": each.page, "slide": each.slide, "shapes": list(each.shapes), "passages": each.passages,
                         "notes": each.notes, "lines": [span.line for span in each.spans]} for each in account.carried]}


def _place(place: Place) -> dict[str, object]:
    return {"page": place.page, "slide": place.slide, "shape": place.shape, "paragraph": place.paragraph or None}


def _at(span: Span | None) -> dict[str, object]:
    return {"file": str(span.source.path) if span else None, "line": span.line if span else None,
            "column": span.column if span else None}
