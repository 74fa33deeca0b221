"""What kind of picture a file is: told by its first bytes, and held against its name."""

from __future__ import annotations

from typing import Literal

from deckgen.pictures.unshown import Unshown

Kind = Literal["png", "jpeg", "svg"]

ENDINGS = {"png": "png", "jpg": "jpeg", "jpeg": "jpeg", "jpe": "jpeg", "svg": "svg"}
NAMES = {"png": "a PNG", "jpeg": "a JPEG", "svg": "an SVG"}
LARGEST = 200_000_000
"""Bytes of a picture's file."""

STILL = "a slide holds still: save the frame that you want as a PNG"
AS_PNG = "save it as a PNG, or a photograph as a JPEG"
OTHERS = (
    (b"GIF8", "a GIF", STILL),
    (b"BM", "a BMP", AS_PNG),
    (b"II*\0", "a TIFF", AS_PNG),
    (b"MM\0*", "a TIFF", AS_PNG),
    (b"%PDF", "a PDF", "save the page as an SVG with its text as outlines, or as a PNG"),
    (b"%!PS", "PostScript", "save it as an SVG with its text as outlines, or as a PNG"),
    (b"\x1f\x8b", "compressed", "unpack it: an .svgz becomes an .svg"),
    (b"\0\0\1\0", "an icon", AS_PNG),
    (b"\xd7\xcd\xc6\x9a", "a Windows metafile", "save it as an SVG"),
)


def kind_of(data: bytes, suffix: str) -> Kind:
    """What the bytes are. Raises Unshown for what is no picture of a kind that slides take, and where the name says another."""
    found = _told(data)
    ending = suffix.removeprefix(".").lower()
    if ENDINGS.get(ending) != found:
        right = next(each for each, kind in ENDINGS.items() if kind == found)
        raise Unshown(f"the picture is {NAMES[found]}, but its name ends in '{suffix}'" if suffix else
                      f"the picture is {NAMES[found]}, but its name has no ending",
                      f"rename it: its name should end in '.{right}'", "picture-kind")
    return found


def _told(data: bytes) -> Kind:
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if data.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    if not data.strip():
        raise Unshown("the picture's file is empty", "save it again", "picture-kind")
    for start, name, hint in OTHERS:
        if data.startswith(start):
            raise _other(name, hint)
    if data[8:12] == b"WEBP":
        raise _other("a WebP", AS_PNG)
    if data[4:8] == b"ftyp":
        raise _other("a film" if data[8:11] in (b"mp4", b"iso", b"qt ") else "a HEIC or AVIF", AS_PNG)
    head = data[:4096].removeprefix(b"\xef\xbb\xbf").lstrip()
    if head.startswith(b"<") and (b"<svg" in data or b":svg" in data):
        return "svg"
    raise Unshown("the file is no picture", "pictures are PNG, JPEG or SVG", "picture-kind")


def _other(name: str, hint: str) -> Unshown:
    return Unshown(f"the picture is {name}, which slides do not take", hint, "picture-kind")
