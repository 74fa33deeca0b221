"""Pictures without what they tell beside the picture: place, time, camera, editing history. No pixel is touched.

    PNG    signature, then chunks: length, name, data, checksum (W3C PNG, 5)
    JPEG   FFD8, then segments: FF, marker, length, data, up to FFDA, where the picture itself begins (ITU-T T.81, B.1)

Kept of a JPEG's application segments: JFIF (APP0), the colour profile (APP2) and Adobe's way of storing colours (APP14).
"""

from __future__ import annotations

TELLING = frozenset((b"tEXt", b"zTXt", b"iTXt", b"tIME", b"eXIf"))
"""Chunks of a PNG that are words, times and EXIF."""
SCAN, COMMENT = 0xDA, 0xFE
APPLICATION = range(0xE0, 0xF0)
KEPT = (0xE0, 0xE2, 0xEE)
MULTI = b"MPF\0"
"""A second picture behind the first one, for stereo or portraits, which APP2 may announce."""


def bare_png(data: bytes) -> bytes:
    """A sound PNG up to its end, without words and times."""
    parts, at = [data[:8]], 8
    while at + 12 <= len(data):
        end = at + 12 + int.from_bytes(data[at:at + 4])
        name = data[at + 4:at + 8]
        if name not in TELLING:
            parts.append(data[at:end])
        at = end
        if name == b"IEND":
            break
    return b"".join(parts)


def bare_jpeg(data: bytes) -> bytes:
    """A sound JPEG without EXIF, XMP, IPTC and comments. What is not built as the standard says is left as it is."""
    parts, at = [data[:2]], 2
    while at + 4 <= len(data):
        if data[at] != 0xFF:
            return data
        marker = data[at + 1]
        if marker == 0xFF:  # a fill byte
            at += 1
            continue
        if marker == SCAN:
            return b"".join([*parts, data[at:]])
        end = at + 2 + int.from_bytes(data[at + 2:at + 4])
        told = marker == COMMENT or (marker in APPLICATION and marker not in KEPT) or data[at + 4:at + 8] == MULTI
        if not told:
            parts.append(data[at:end])
        at = end
    return data
