"""References in BibTeX, by pybtex's scanner, which knows where each entry stands; LaTeX's accents are turned into letters."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Mapping

from deckgen.citations.csl import day
from deckgen.citations.gbt import OTHERS
from deckgen.citations.model import Name, Reference
from deckgen.problem import Problem
from deckgen.source.span import Source, Span
from deckgen.text.scripts import holds_han

TYPES = {
    "article": "article-journal", "book": "book", "booklet": "book", "manual": "book", "proceedings": "book",
    "inbook": "chapter", "incollection": "chapter", "inproceedings": "paper-conference", "conference": "paper-conference",
    "phdthesis": "thesis", "mastersthesis": "thesis", "thesis": "thesis", "techreport": "report", "report": "report",
    "online": "webpage", "electronic": "webpage", "www": "webpage", "preprint": "article", "software": "software",
    "dataset": "dataset", "standard": "standard", "patent": "patent", "newspaper": "article-newspaper",
}
FIELDS = {
    "container": ("journal", "journaltitle", "booktitle"), "publisher": ("publisher", "school", "institution", "organization"),
    "place": ("address", "location"), "volume": ("volume",), "issue": ("number", "issue"), "pages": ("pages",),
    "edition": ("edition",), "version": ("version",), "url": ("url",), "doi": ("doi",), "language": ("langid", "language"),
    "accessed": ("urldate",),
}
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
LANGUAGES = {"chinese": "zh", "english": "en", "american": "en", "british": "en"}
NUMBERED = ("report", "standard", "patent")
"""Types whose `number` is their own, not that of an issue."""


def read_bibtex(source: Source) -> tuple[dict[str, Reference], list[Problem]]:
    """The references by key, and every fault of the file."""
    import latexcodec  # registers the codec `ulatex`
    from pybtex.database.input.bibtex import LowLevelParser, UndefinedMacro
    from pybtex.scanner import PybtexSyntaxError

    assert latexcodec
    found: dict[str, Reference] = {}
    problems: list[Problem] = []
    text = source.text.replace("\r\n", "\n").replace("\r", "\n")
    lines = Source(source.path, text, source.bom)

    def wrong(message: str, span: Span, hint: str) -> None:
        problems.append(Problem(message, span, hint, "bad-references"))

    def misread(error: PybtexSyntaxError) -> None:
        if isinstance(error, UndefinedMacro):
            return  # a month or a journal by its abbreviation: nothing is lost but that
        at = min(error.parser.pos, len(text))
        said = str(error).split("\n")[0].removeprefix("syntax error in ").partition(": ")[2] or str(error)
        wrong(f"this is not BibTeX: {said}", lines.span(at, min(at + 1, len(text))), "mend it here, or export the file anew")

    parser = LowLevelParser(text, handle_error=misread, filename=str(source.path))
    for command, body in parser:
        kind = str(command).lower()
        if kind in ("string", "preamble", "comment"):
            continue
        key, fields = body
        if not key or problems:
            continue
        start = text.find(str(key), parser.command_start)
        span = lines.span(start, start + len(str(key)))
        if key in found:
            first = found[key].span.line
            wrong(f"the reference '{key}' stands twice", span, f"the first one is on line {first}; keep one of them")
            continue
        values = {str(name).lower(): _letters("".join(parts)) for name, parts in fields}
        people = {str(name).lower(): "".join(parts) for name, parts in fields}
        if not values.get("title"):
            wrong(f"the reference '{key}' has no title", span, "give it `title = {…}`")
            continue
        found[key] = _reference(str(key), kind, values, people, span)
    return found, problems


def _reference(key: str, kind: str, values: Mapping[str, str], people: Mapping[str, str], span: Span) -> Reference:
    type = _type(kind, values)
    given = {name: next((values[each] for each in names if values.get(each)), "") for name, names in FIELDS.items()}
    given["pages"] = re.sub(r"[-–—]+", "-", given["pages"])
    given["language"] = LANGUAGES.get(given["language"].lower(), given["language"])
    if type in NUMBERED:
        given["number"], given["issue"] = given["issue"], ""
    if type == "article":
        given.update(container=values.get("archiveprefix") or values.get("eprinttype") or "arXiv", issue="",
                     number=values.get("eprint") or _arxiv(values))
    authors, editors, translators = (tuple(_names(people.get(name, ""))) for name in ("author", "editor", "translator"))
    return Reference(key, type, values["title"], span, authors, editors, translators, issued=_issued(values), **given)


def _type(kind: str, values: Mapping[str, str]) -> str:
    """A preprint is an article or something else that says where it was deposited, and nothing of a journal."""
    held = values.get("journal", "") or values.get("journaltitle", "") or values.get("booktitle", "")
    deposited = "eprint" in values or "arxiv" in (held + values.get("howpublished", "") + values.get("note", "")).lower()
    if kind in ("article", "misc", "unpublished", "online") and deposited and (not held or "arxiv" in held.lower()):
        return "article"
    return TYPES.get(kind, "webpage" if values.get("url") else "document")


def _arxiv(values: Mapping[str, str]) -> str:
    found = re.search(r"\d{4}\.\d{4,5}", " ".join(values.values()))
    return found[0] if found else ""


def _issued(values: Mapping[str, str]) -> str:
    date = values.get("date", "")
    if date:
        return day(date.partition("/")[0].split("-"))
    month = values.get("month", "")[:3].lower()
    number = str(MONTHS.index(month) + 1) if month in MONTHS else month if month.isdecimal() else ""
    return day((values.get("year", ""), number))


def _names(text: str) -> Iterable[Name]:
    """Names parted by `and`; one in braces is an institution, `others` stands for all that were left out."""
    from pybtex.bibtex.utils import split_name_list
    from pybtex.database import Person

    for each in split_name_list(" ".join(text.split())):
        if not each:
            continue
        if each.startswith("{") or each in OTHERS or (holds_han(each) and "," not in each):
            yield Name(whole=_letters(each))
            continue
        person = Person(each)
        given = " ".join([*person.first_names, *person.middle_names])
        yield Name(_letters(" ".join(person.last_names)), _letters(given), _letters(" ".join(person.prelast_names)),
                   _letters(" ".join(person.lineage_names)))


def _letters(text: str) -> str:
    """A value without LaTeX: accents as letters, braces gone."""
    latex = "\\" in text or "~" in text or "--" in text
    plain = codecs.lookup("ulatex").decode(text)[0] if latex else text  # type: ignore[arg-type]  # from str to str
    return " ".join(plain.replace("{", "").replace("}", "").replace("\N{NO-BREAK SPACE}", " ").split())
