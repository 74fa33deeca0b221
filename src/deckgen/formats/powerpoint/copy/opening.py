"""Opening a deck that anybody may have made: what it is, whether it is safe to read, and if not, why.

A zip says itself how large its entries are, and Python reads no more of each than it says; so limits on what is said are limits
on what is read. Refused are: passwords, damage, other programs' files, part names that lead out of the package, document type
declarations, and bombs: too many entries, too much in all, or an entry that unpacks to hundreds of times its size.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile, ZipFile, ZipInfo

from deckgen.formats.powerpoint.copy.names import MAINS
from deckgen.formats.powerpoint.copy.source import STRICT, Damaged, Source
from deckgen.formats.powerpoint.read import OLE
from deckgen.problem import DeckgenError, Problem, Unusable

ENTRIES = 65_535
"""Entries that a deck may have: all that a plain zip can hold."""
TOTAL = 2_000_000_000
"""Bytes that a deck may unpack to."""
RATIO, LARGE = 200, 10_000_000
"""How many times its packed size an entry of more than LARGE bytes may be. XML packs to a thirtieth; a bomb to a thousandth."""
MIMETYPE = b"application/vnd.oasis.opendocument"
RULE = "source-deck"


def opened(path: Path) -> Source:
    """The deck in a file. Raises Unusable for a path that can't be read, DeckgenError with one problem for anything else."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise Unusable(f"{path}: {error.strerror or error}") from None
    return read(path, data)


def read(path: Path, data: bytes) -> Source:
    """The deck in these bytes; `path` is what messages call it."""
    try:
        with sound():
            return _read(path, data)
    except BadZipFile:
        raise not_a_zip(path, data) from None
    except RuntimeError:  # how zipfile says that it would need a password
        raise unfit(path, "is encrypted", "save it without a password") from None
    except (zlib.error, LookupError, ValueError, EOFError, NotImplementedError) as error:
        raise unfit(path, f"is damaged ({error})", "open it in PowerPoint and save it again") from None


@contextmanager
def sound() -> Iterator[None]:
    """What is read inside is to be sound: a damaged part becomes a problem of its deck. Raises DeckgenError."""
    try:
        yield
    except Damaged as error:
        raise unfit(error.path, f"can't be read: {error}", "open it in PowerPoint and save it again") from None


def unfit(path: Path, message: str, hint: str) -> DeckgenError:
    """Why nothing can be taken from a file."""
    return DeckgenError([Problem(f"the deck {path.name} {message}", None, hint, RULE)])


def not_a_zip(path: Path, data: bytes) -> DeckgenError:
    """What a file is that is no zip, or a broken one."""
    if data.startswith(OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            return unfit(path, "has a password", "open it in PowerPoint, take the password off, and save it as .pptx")
        return unfit(path, "is an old .ppt, or has a password", "save it as .pptx without a password")
    if data.startswith(b"PK\3\4"):
        return unfit(path, "is cut short or damaged", "fetch it again, or open it in PowerPoint and save it again")
    if data.startswith(b"%PDF"):
        return unfit(path, "is a PDF", "name the .pptx that it was made from")
    return unfit(path, "is no PowerPoint file", "name a .pptx, .pptm, .ppsx or .potx")


def _read(path: Path, data: bytes) -> Source:
    file = ZipFile(BytesIO(data))
    _safe(path, file)
    names = {each.lower() for each in file.namelist()}
    if "mimetype" in names and file.read("mimetype").startswith(MIMETYPE):
        raise unfit(path, "is an OpenDocument file", "save it as .pptx in the program that made it")
    if "[content_types].xml" not in names:
        raise unfit(path, "is no PowerPoint file", "name a .pptx, .pptm, .ppsx or .potx")
    source = Source(path, file, hashlib.sha256(data).hexdigest())
    # zipfile finds a broken part only when it reads it; a deck is to be whole before anything is taken from it
    broken = file.testzip()
    if broken is not None:
        raise unfit(path, f"is damaged: {broken} can't be unpacked",
                      "fetch it again, or open it in PowerPoint and save it again")
    _no_dtd(path, file)
    source.strict = any(STRICT in file.read(each) for each in file.namelist() if each.lower() == "_rels/.rels")
    source.main = next((each.target for each in source.relations("").values() if each.kind == "officeDocument"), "")
    if not source.main or not source.has(source.main):
        raise unfit(path, "is no PowerPoint file", "name a .pptx, .pptm, .ppsx or .potx")
    source.strict = source.strict or STRICT in file.read(source.names[source.main.lower()])
    kind = source.type_of(source.main)
    if kind not in MAINS and not source.presentation.tag.endswith("}presentation"):
        raise unfit(path, f"is {what(kind)}", "name a .pptx, .pptm, .ppsx or .potx")
    source.macros = MAINS.get(kind, False) and bool(source.related(source.main, "vbaProject"))
    return source


def what(kind: str) -> str:
    """What a file is, by the content type of its main part."""
    named = {"wordprocessingml": "a Word document", "spreadsheetml": "an Excel workbook", "ms-excel": "an Excel workbook",
             "ms-word": "a Word document", "visio": "a Visio drawing"}
    return next((said for word, said in named.items() if word in kind), "no presentation")


def _safe(path: Path, file: ZipFile) -> None:
    """Raises DeckgenError where a zip is a bomb, or names parts that no package may have."""
    entries = file.infolist()
    if len(entries) > ENTRIES:
        raise unfit(path, f"has {len(entries)} entries, more than a deck can have", "fetch it from somebody you trust")
    total = sum(each.file_size for each in entries)
    if total > TOTAL:
        raise unfit(path, f"would unpack to {total // 1_000_000} MB", "take its largest films out")
    seen: set[str] = set()
    for each in entries:
        if each.file_size > LARGE and each.file_size > RATIO * max(each.compress_size, 1):
            raise unfit(path, f"is a zip bomb: {each.filename} unpacks to {each.file_size // max(each.compress_size, 1)} times "
                          "its size", "fetch it from somebody you trust")
        if each.flag_bits & 1:
            raise unfit(path, "is encrypted", "save it without a password")
        if odd(each):
            raise unfit(path, f"names a part '{each.filename}', which leads out of the package",
                          "fetch it from somebody you trust")
        if each.filename.lower() in seen:
            raise unfit(path, f"holds {each.filename} twice", "open it in PowerPoint and save it again")
        seen.add(each.filename.lower())


def odd(each: ZipInfo) -> bool:
    """Whether an entry's name could lead anywhere else than into its own package."""
    name = each.orig_filename
    return name.startswith(("/", "\\")) or "\0" in name or ":" in name or ".." in name.replace("\\", "/").split("/")


def _no_dtd(path: Path, file: ZipFile) -> None:
    """Raises DeckgenError for a document type declaration in any XML part, read or not: parts are copied as they are."""
    for each in file.infolist():
        if each.filename.lower().endswith((".xml", ".rels")):
            with file.open(each) as part:
                head = part.read(4096)
            if b"<!DOCTYPE" in head or "<!DOCTYPE".encode("utf-16-le") in head or "<!DOCTYPE".encode("utf-16-be") in head:
                raise unfit(path, f"can't be read: {each.filename} has a document type declaration (DTD), which no deck needs",
                              "fetch it from somebody you trust")


def numbers(found: Iterable[int]) -> str:
    """Positions as a person writes them: `1, 3–5`."""
    rows: list[list[int]] = []
    for each in sorted(set(found)):
        if rows and rows[-1][1] == each - 1:
            rows[-1][1] = each
        else:
            rows.append([each, each])
    return ", ".join(str(first) if first == last else f"{first}–{last}" for first, last in rows)
