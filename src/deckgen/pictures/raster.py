"""PNG and JPEG: whole, upright, in RGB, and no larger than a screen can show.

A file is kept byte for byte where nothing has to be done but taking off what says where and when it was taken. PowerPoint turns
no picture by its EXIF, and screens show no CMYK: such pictures are set upright and converted, and saved again.
"""

from __future__ import annotations

import warnings
from io import BytesIO
from typing import Any

from deckgen.pictures.bare import bare_jpeg, bare_png
from deckgen.pictures.unshown import Unshown
from deckgen.scene import Media

KEPT = 24_000_000
"""Pixels up to which a picture is kept as it is: what cameras in telephones make."""
SIDE = 2880
"""The longer side of a picture that was reduced: three pixels to the point over a whole page."""
QUALITY = 92
"""Of JPEGs that are saved again."""
UPRIGHT, ORIENTATION = 1, 0x0112
BROKEN = "open it in a program for pictures and save it again"


def raster(data: bytes) -> Media:
    """A PNG or JPEG, looked at. Raises Unshown."""
    from PIL import Image, UnidentifiedImageError

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return _looked_at(Image.open(BytesIO(data)), data)
    except Image.DecompressionBombError:
        raise Unshown("the picture has more than 178 megapixels", "save it smaller: a screen shows eight",
                      "picture-size") from None
    except UnidentifiedImageError:
        raise Unshown("the file is no picture that can be read", BROKEN, "broken-picture") from None
    except (OSError, SyntaxError, ValueError, EOFError) as error:
        cut = "truncated" in str(error) or (data.startswith(b"\x89PNG") and b"IEND" not in data)
        raise Unshown("the picture is cut off: its end is missing" if cut else "the picture is damaged", BROKEN,
                      "broken-picture") from error


def _looked_at(image: Any, data: bytes) -> Media:
    png = image.format == "PNG"
    if png and getattr(image, "is_animated", False):
        raise Unshown("the picture is an animated PNG", "a slide holds still: save the frame that you want", "picture-kind")
    width, height = image.size
    large = width * height > KEPT
    tells = not png or b"eXIf" in data  # asking a PNG without EXIF for it would read all of its pixels
    turned = tells and image.getexif().get(ORIENTATION, UPRIGHT) not in (0, UPRIGHT)
    if not (large or turned or image.mode == "CMYK"):
        if png:
            if not tells:
                image.verify()
            return Media(bare_png(data), "png", width, height)
        image.draft("RGB", (width // 8, height // 8))  # it reads all of the file, and makes few pixels of it
        image.load()
        return Media(bare_jpeg(data), "jpeg", width, height)
    return _made_again(image, png, large, (width, height))


def _made_again(image: Any, png: bool, large: bool, was: tuple[int, int]) -> Media:
    from PIL import ImageOps

    if large and not png:
        image.draft(image.mode if image.mode != "CMYK" else None, (SIDE, SIDE))
    image.load()
    image = ImageOps.exif_transpose(image)
    if large:
        if image.mode in ("P", "1", "I", "I;16"):
            image = image.convert("RGBA" if "transparency" in image.info else "RGB")
        image.thumbnail((SIDE, SIDE))
    profile = image.info.get("icc_profile")
    if image.mode == "CMYK":
        image, profile = _screen_colours(image, profile), None
    out = BytesIO()
    if png:
        image.save(out, "PNG", icc_profile=profile, exif=b"", pnginfo=None)
    else:
        image.save(out, "JPEG", quality=QUALITY, subsampling=0, icc_profile=profile, exif=b"")
    width, height = image.size
    return Media(out.getvalue(), "png" if png else "jpeg", width, height, reduced_from=was if large else None)


def _screen_colours(image: Any, profile: bytes | None) -> Any:
    """A picture for print in the colours of screens: by its own profile where it has one that can be read."""
    if profile:
        from PIL import ImageCms

        try:
            return ImageCms.profileToProfile(image, BytesIO(profile), ImageCms.createProfile("sRGB"), outputMode="RGB")
        except ImageCms.PyCMSError:
            pass
    return image.convert("RGB")
