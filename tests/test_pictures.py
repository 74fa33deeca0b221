"""Pictures: which are taken, what is done to them, which are refused and in what words."""

from __future__ import annotations

import re
from base64 import b64encode
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile
from zlib import crc32

import pytest
from PIL import Image, ImageCms

import package_checks as checks
from deckgen.messages import catalogue
from deckgen.pictures.bare import bare_jpeg, bare_png
from deckgen.pictures.raster import KEPT, SIDE, raster
from deckgen.pictures.unshown import Unshown
from deckgen.pictures.vector import vector
from deckgen.pipeline import Built, build, make_deck, open_talk
from deckgen.problem import DeckgenError, Problem
from deckgen.scene import Group, Media, Picture, Shape, Text
from deckgen.text.paragraph import plain

ZH = catalogue("zh")
ORIENTATION, GPS = 0x0112, 0x8825
LEAF = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><path d="M0 20L20 0L40 20Z" fill="#17181B"/></svg>'


def saved(image: Image.Image, kind: str = "PNG", **more: Any) -> bytes:
    out = BytesIO()
    image.save(out, kind, **more)
    return out.getvalue()


def ramp(width: int = 60, height: int = 40, mode: str = "RGB") -> Image.Image:
    """Light at the left and above, so that turning and cutting show."""
    image = Image.new("L", (width, height))
    image.putdata([255 * (x * height + y * width) // (2 * width * height) for y in range(height) for x in range(width)])
    return image.convert(mode)


PNG, JPEG = saved(ramp()), saved(ramp(), "JPEG")


def talk(folder: Path, *blocks: str, files: dict[str, bytes] | None = None, more: str = "") -> Path:
    """An outline of one slide with these blocks, and the files beside it."""
    for name, data in (files or {"a.png": PNG}).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    path = folder / "outline.yaml"
    body = "".join(f"    - {block}\n" for block in blocks)
    path.write_text(f"talk: {{id: t, title: 图}}\nopening:\n- id: s\n  title: 图\n{more}  body:\n{body}", encoding="utf-8")
    return path


def shown(path: Path) -> list[Shape]:
    """The shapes of the one page, those of groups too."""
    page, = make_deck(open_talk(path))[0].pages

    def flat(shapes: tuple[Shape, ...]) -> list[Shape]:
        return [each for shape in shapes for each in (flat(shape.shapes) if isinstance(shape, Group) else [shape])]

    return flat(page.shapes)


def picture(path: Path) -> Picture:
    found, = (shape for shape in shown(path) if isinstance(shape, Picture))
    return found


def refusal(path: Path) -> Problem:
    with pytest.raises(DeckgenError) as error:
        make_deck(open_talk(path))
    problem, = error.value.problems
    assert problem.hint and problem.span is not None and said_in_chinese(problem)
    return problem


def said_in_chinese(said: Problem | Unshown) -> bool:
    """Whether the catalogue knows the message and the hint, all their parts too."""
    assert ZH is not None
    return ZH.find(said.message) is not None and ZH.find(said.hint) is not None


# ---- where pictures are ----------------------------------------------------------------------------------------------

OUTSIDE = [
    ("../secret.png", "leads out", "picture-path"), ("b/../../secret.png", "leads out", "picture-path"),
    ("/etc/hostname.png", "leads out", "picture-path"), ("~/a.png", "leads out", "picture-path"),
    ("https://example.org/a.png", "never fetched", "picture-address"), ("//host/a.png", "never fetched", "picture-address"),
    ("file:///etc/a.png", "never fetched", "picture-address"), ("data:image/png;base64,AAAA", "never fetched", "picture-address"),
    ("C:\\a.png", "one system", "picture-path"), ("b\\a.png", "one system", "picture-path"), ("b", "is a folder", "no-picture"),
    ("c.png", "there is no picture", "no-picture"),
]


@pytest.mark.parametrize(("src", "message", "rule"), OUTSIDE)
def test_only_files_of_the_talk_s_folder_are_taken(src: str, message: str, rule: str, tmp_path: Path) -> None:
    (tmp_path / "secret.png").write_bytes(PNG)
    folder = tmp_path / "talk"
    problem = refusal(talk(folder, f"image: {{src: '{src}', alt: 图}}", files={"a.png": PNG, "b/a.png": PNG}))
    assert message in problem.message and problem.rule == rule
    assert problem.span is not None and (problem.span.line, problem.span.column) == (6, 20)


def test_a_link_may_not_lead_out_of_the_folder(tmp_path: Path) -> None:
    folder = tmp_path / "talk"
    path = talk(folder, "image: {src: out.png, alt: 图}", files={"b/a.png": PNG})
    (tmp_path / "secret.png").write_bytes(PNG)
    (folder / "out.png").symlink_to(tmp_path / "secret.png")
    assert "is a link that leads out" in refusal(path).message
    (folder / "out.png").unlink()
    (folder / "out.png").symlink_to(folder / "b" / "a.png")
    assert picture(path).media.data == bare_png(PNG)


@pytest.mark.parametrize(("src", "meant"), [("pictures/scal.png", "pictures/scale.png"), ("scale.png", "pictures/scale.png"),
                                            ("pictures/scale.jpg", "pictures/scale.png")])
def test_a_file_that_is_not_there_is_guessed(src: str, meant: str, tmp_path: Path) -> None:
    path = talk(tmp_path, f"image: {{src: {src}, alt: 图}}", files={"pictures/scale.png": PNG, ".hidden/scal.png": PNG})
    assert f"did you mean '{meant}'?" in refusal(path).hint


# ---- what is no picture ----------------------------------------------------------------------------------------------

NONE = {
    "a.png": (JPEG, "the picture is a JPEG, but its name ends in '.png'"),
    "a.jpg": (PNG, "the picture is a PNG, but its name ends in '.jpg'"),
    "a": (PNG, "the picture is a PNG, but its name has no ending"),
    "b.png": (b"", "the picture's file is empty"),
    "c.png": (b"hello", "the file is no picture"),
    "d.png": (PNG[:-30], "the picture is cut off"),
    "e.jpg": (JPEG[:-30], "the picture is cut off"),
    "f.png": (PNG[:60] + bytes([PNG[60] ^ 255]) + PNG[61:], "the picture is damaged"),
    "g.gif": (saved(ramp(), "GIF"), "a GIF, which slides do not take"),
    "h.webp": (b"RIFF\0\0\0\0WEBPVP8 ", "a WebP, which slides do not take"),
    "i.heic": (b"\0\0\0\x18ftypheic\0\0\0\0", "a HEIC or AVIF, which slides do not take"),
    "j.pdf": (b"%PDF-1.7", "a PDF, which slides do not take"),
    "k.png": (saved(ramp(), "PNG", save_all=True, append_images=[ramp().rotate(90)]), "an animated PNG"),
    "l.svg": (b"<html><svg/></html>", "its first element is <html>"),
    "m.svg": (b'<svg viewBox="0 0 1 1"/>', "does not say that it is one"),
    "n.svg": (LEAF[:-20].encode(), "no well-formed XML"),
    "o.svg": (LEAF.replace('viewBox="0 0 40 20"', "").encode(), "does not say how large it is"),
    "p.svg": (LEAF.encode("utf-16"), "the file is no picture"),
    "q.svg": (f'<?xml version="1.0" encoding="GBK"?>{LEAF}'.encode(), "says that it is in GBK"),
}


@pytest.mark.parametrize("name", NONE)
def test_what_is_no_picture_is_refused_at_its_line(name: str, tmp_path: Path) -> None:
    data, message = NONE[name]
    assert message in refusal(talk(tmp_path, f"image: {{src: {name}, alt: 图}}", files={name: data})).message


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    path = talk(tmp_path, "image: {src: x.png, alt: 图}", "image: {src: y.png, alt: 图}")
    with pytest.raises(DeckgenError) as error:
        make_deck(open_talk(path))
    assert [problem.span.line for problem in error.value.problems if problem.span] == [6, 7]


# ---- PNG and JPEG ----------------------------------------------------------------------------------------------------


def opened(media: Media) -> Image.Image:
    return Image.open(BytesIO(media.data))


def test_a_picture_stays_as_it_is_but_for_what_it_tells() -> None:
    exif = Image.Exif()
    exif[0x010F] = "Camera"
    exif.get_ifd(GPS)[1] = "N"
    for kind in ("JPEG", "PNG"):
        data = saved(ramp(), kind, exif=exif)
        media = raster(data)
        assert b"Camera" in data and b"Camera" not in media.data
        assert opened(media).tobytes() == Image.open(BytesIO(data)).tobytes()
        assert not opened(media).getexif()


def test_a_profile_of_colours_stays() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    for kind in ("JPEG", "PNG"):
        assert opened(raster(saved(ramp(), kind, icc_profile=profile))).info["icc_profile"] == profile


def test_what_is_oddly_built_is_left_alone() -> None:
    odd = JPEG[:2] + b"rubbish" + JPEG[2:]
    assert bare_jpeg(odd) == odd


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_picture_stands_upright(kind: str) -> None:
    exif = Image.Exif()
    exif[ORIENTATION] = 6  # its right side is up
    media = raster(saved(ramp(60, 40), kind, exif=exif))
    assert (media.width, media.height) == (40, 60) == opened(media).size
    assert not opened(media).getexif().get(ORIENTATION)
    corner = opened(media).convert("L").crop((38, 0, 40, 2)).tobytes()
    assert max(corner) < 12, "what was dark, above at the left, is above at the right now"


def test_colours_of_print_become_colours_of_screens() -> None:
    media = raster(saved(Image.new("CMYK", (8, 8), (0, 255, 255, 0)), "JPEG"))
    red = opened(media).getpixel((4, 4))
    assert opened(media).mode == "RGB" and isinstance(red, tuple) and red[0] > 200 and max(red[1:]) < 40


def test_a_picture_that_is_too_large_is_reduced_and_that_is_told(tmp_path: Path) -> None:
    side = int(KEPT**0.5) + 10
    data = saved(Image.new("L", (side, side), 80))
    path = talk(tmp_path, "image: {src: a.png, alt: 图}", files={"a.png": data})
    deck, advice = make_deck(open_talk(path))
    told, = (problem for problem in advice if problem.rule == "reduced-picture")
    assert told.span is not None and told.span.line == 6 and told.severity == "advice"
    assert f"24 megapixels ({side} × {side})" in told.message and f"in {SIDE} × {SIDE}" in told.message
    assert opened(picture(path).media).size == (SIDE, SIDE)
    assert len(deck.pages) == 1


def test_a_picture_that_would_fill_the_memory_is_not_read() -> None:
    huge = bytearray(saved(Image.new("1", (1, 1))))
    huge[16:24] = (60_000).to_bytes(4) * 2
    huge[29:33] = crc32(huge[12:29]).to_bytes(4)
    with pytest.raises(Unshown, match="178 megapixels"):
        raster(bytes(huge))


def test_a_coarse_picture_is_told(tmp_path: Path) -> None:
    small = {"a.png": saved(ramp(200, 100))}
    path = talk(tmp_path, "image: {src: a.png, alt: 图}", files=small)
    told, = (each for each in make_deck(open_talk(path), "check")[1] if each.rule == "coarse-picture")
    assert "200 × 100 pixels, 1.0 to the point" in told.message and "240 pixels wide" in told.hint
    path = talk(tmp_path, "image: {src: a.png, alt: 图, fit: cover}", files=small)
    told, = (each for each in make_deck(open_talk(path), "check")[1] if each.rule == "coarse-picture")
    assert "0.2 to the point" in told.message
    path = talk(tmp_path, "image: {src: a.svg, alt: 图}", files={"a.svg": LEAF.encode()})
    assert not [each for each in make_deck(open_talk(path), "check")[1] if each.rule == "coarse-picture"]


# ---- SVG -------------------------------------------------------------------------------------------------------------


def drawing(inner: str, more: str = "", before: str = "") -> bytes:
    return (f'{before}<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 40 20"'
            f"{more}>\n{inner}</svg>").encode()


INSIDE = b64encode(PNG).decode()
UNSAFE = {
    "script": (drawing("<script>alert(1)</script>"), "runs a script"),
    "script elsewhere": (drawing('<x:script xmlns:x="http://www.w3.org/1999/xhtml"/>'), "runs a script"),
    "handler": (drawing('<rect onclick="go()"/>'), "runs a script when something happens (onclick)"),
    "handler in capitals": (drawing("<rect/>", ' onLoad="go()"'), "(onLoad)"),
    "foreign object": (drawing("<foreignObject/>"), "no drawing, <foreignObject>"),
    "web page": (drawing('<p xmlns="http://www.w3.org/1999/xhtml"/>'), "a piece of a web page, <p>"),
    "picture by address": (drawing('<image href="https://example.org/a.png"/>'), "'https://example.org/a.png'"),
    "picture of this machine": (drawing('<image xlink:href="/etc/hostname"/>'), "'/etc/hostname'"),
    "picture beside it": (drawing('<image href="a.png"/>'), "'a.png'"),
    "SVG in SVG": (drawing('<image href="data:image/svg+xml;base64,PHN2Zy8+"/>'), "leads out of its file"),
    "broken picture inside": (drawing(f'<image href="data:image/png;base64,{INSIDE[:80]}"/>'), "inside of the SVG"),
    "use by address": (drawing('<use href="other.svg#a"/>'), "'other.svg#a'"),
    "link": (drawing('<a href="https://example.org"><rect/></a>'), "'https://example.org'"),
    "script as link": (drawing('<a xlink:href="javascript:go()"><rect/></a>'), "'javascript:go()'"),
    "fill by address": (drawing('<rect fill="url(https://example.org/a#b)"/>'), "in 'fill'"),
    "fill in quotes": (drawing("<rect fill=\"url( 'a.svg#b')\"/>"), "in 'fill'"),
    "style by address": (drawing('<rect style="filter:URL(a.svg#b)"/>'), "in 'style'"),
    "hidden address": (drawing(r'<rect style="fill:u\72l(a.svg#b)"/>'), "in 'style'"),
    "import": (drawing('<style>@import "a.css";</style>'), "in its style sheet"),
    "font by address": (drawing("<style>@font-face{font-family:a}</style>"), "in its style sheet"),
    "set of pictures": (drawing("<style>rect{fill:image-set('a.png' 1x)}</style>"), "in its style sheet"),
    "style in pieces": (drawing("<style>rect{fill:u<![CDATA[rl(a.svg#b)}]]></style>"), "in its style sheet"),
    "base": (drawing('<use href="#a"/>', ' xml:base="https://example.org/"'), "leads out"),
    "style sheet": (drawing("", before='<?xml-stylesheet href="a.css"?>'), "<?xml-stylesheet?>"),
    "entities": (drawing("&x;", before='<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/hostname">]>'), "declares entities"),
    "entities of entities": (drawing("&b;", before='<!DOCTYPE svg [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]>'), "declares entities"),
    "movement": (drawing('<set attributeName="href" to="javascript:go()"/>'), "moves (<set>)"),
    "text": (drawing("<text>猫</text>"), "holds text"),
    "itself in itself": (drawing('<g id="a"><use href="#a"/></g>'), "inside of that part"),
    "more than it seems": (drawing('<g id="l0"><rect/></g>' + "".join(
        f'<g id="l{n}">' + f'<use href="#l{n - 1}"/>' * 10 + "</g>" for n in range(1, 8))), "more than 100,000 elements"),
    "too deep": (drawing("<g>" * 300 + "</g>" * 300), "more than 200 deep"),
    "too slim": (drawing("").replace(b"0 0 40 20", b"0 0 9000 1"), "a line, no picture"),
}


@pytest.mark.parametrize("name", UNSAFE)
def test_an_svg_that_runs_or_leads_out_is_refused(name: str) -> None:
    data, message = UNSAFE[name]
    with pytest.raises(Unshown, match=re.escape(message)) as refused:
        vector(data)
    assert refused.value.hint and said_in_chinese(refused.value)


@pytest.mark.parametrize("inner", [
    '<filter id="f"><feTurbulence numOctaves="1000000"/></filter><rect width="40" height="20" filter="url(#f)"/>',
    "".join(f'<mask id="m{n}">' + f'<rect width="40" height="20" mask="url(#m{n + 1})"/>' * 2 + "</mask>" for n in range(24))
    + '<rect width="40" height="20" mask="url(#m0)"/>'], ids=["filter", "masks"])
def test_an_svg_that_would_be_painted_for_hours_is_stopped(inner: str) -> None:
    with pytest.raises(Unshown, match="takes more than 1 s to draw"):
        vector(drawing(inner), seconds=1)


SAFE = {
    "plain": LEAF.encode(),
    "with a mark": b"\xef\xbb\xbf" + LEAF.encode(),
    "parts of its own": drawing('<defs><linearGradient id="g"/><g id="a"><rect width="9" height="9"/></g></defs>'
                                '<use xlink:href="#a" fill="url(#g)"/><rect style="fill:url(\'#g\')"/>'
                                "<style>rect{stroke:#C4301C}</style>"),
    "a picture inside": drawing(f'<image width="40" height="20" href="data:image/png;base64,{INSIDE}"/>'),
    "words of programs": drawing('<title>图</title><metadata><r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
                                 '<r:Description r:about="https://example.org"/></r:RDF></metadata>'),
    "a handler's like": drawing('<g xmlns:i="http://www.inkscape.org/namespaces/inkscape" i:onpath="true"/>'),
}


@pytest.mark.parametrize("name", SAFE)
def test_an_svg_that_is_only_a_drawing_is_taken(name: str) -> None:
    media = vector(SAFE[name])
    assert (media.kind, media.width, media.height) == ("svg", 40, 20)
    assert Image.open(BytesIO(media.stand_in)).size == (1920, 960)


def test_a_doctype_that_asks_for_nothing_is_left_out() -> None:
    head = '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN"\n "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">'
    assert vector((head + LEAF).encode()).data == LEAF.encode()


@pytest.mark.parametrize(("sides", "size"), [
    ('width="80" height="20"', (80, 20)), ('width="1in" height="2in"', (96, 192)), ('width="100%" viewBox="0 0 30 10"', (30, 10)),
    ('width="60" viewBox="0 0 30 10"', (60, 20)), ('height="5cm" viewBox="-1,-1,2e1,1e1"', (377.95, 188.98)),
])
def test_an_svg_says_how_large_it_is(sides: str, size: tuple[float, float]) -> None:
    media = vector(LEAF.replace('viewBox="0 0 40 20"', sides).encode())
    assert (media.width, media.height) == pytest.approx(size, abs=0.01)


# ---- on the page -----------------------------------------------------------------------------------------------------


def test_a_picture_is_as_large_as_its_place_allows(tmp_path: Path) -> None:
    wide = picture(talk(tmp_path, "image: {src: a.png, alt: 图}", files={"a.png": saved(ramp(2000, 500))}))
    assert (wide.box.x, wide.box.y, wide.box.width, wide.box.height) == (48, 160, 864, 216)
    high = picture(talk(tmp_path, "image: {src: a.svg, alt: 图}", files={"a.svg": LEAF.replace("40 20", "40 40").encode()}))
    assert (high.box.width, high.box.height) == (312, 312)
    small = picture(talk(tmp_path, "image: {src: a.png, alt: 图}"))
    assert (small.box.width, small.box.height) == (60, 40), "a point to the pixel, no more"


def test_a_picture_that_fills_its_place_is_cut_alike(tmp_path: Path) -> None:
    found = picture(talk(tmp_path, "image: {src: a.png, alt: 图, fit: cover}", files={"a.png": saved(ramp(1728, 1248))}))
    assert (found.box.width, found.box.height) == (864, 312)
    assert found.crop == pytest.approx((0, 0.25, 0, 0.25))
    found = picture(talk(tmp_path, "image: {src: a.png, alt: 图, fit: cover}", files={"a.png": saved(ramp(3456, 624))}))
    assert found.crop == pytest.approx((0.25, 0, 0.25, 0))


def caption(path: Path) -> Text:
    found, = (shape for shape in shown(path) if isinstance(shape, Text) and shape.name.endswith(".caption"))
    return found


def test_a_caption_stands_beside_a_narrow_picture_and_below_a_wide_one(tmp_path: Path) -> None:
    block = "image: {src: a.png, alt: 图, caption: 说明}"
    path = talk(tmp_path, block, files={"a.png": saved(ramp(600, 600))})
    own, beside = picture(path).box, caption(path)
    assert own.height == 312 and beside.box.x - own.right >= 24 and (beside.box.y, beside.anchor) == (own.y, "top")
    assert (beside.box.x - own.x) % 74 == 0, "on a column of the grid"
    path = talk(tmp_path, block, files={"a.png": saved(ramp(2000, 600))})
    own, below = picture(path).box, caption(path)
    assert below.box.y == own.bottom + 12 and below.box.bottom <= 472.01 and below.box.x == own.x
    assert own.width / own.height == pytest.approx(2000 / 600)


def test_a_caption_that_is_too_long_is_a_problem_at_its_line(tmp_path: Path) -> None:
    path = talk(tmp_path, f"image: {{src: a.png, alt: 图, caption: {'说明' * 300}}}", files={"a.png": saved(ramp(2000, 600))})
    assert "does not fit" in refusal(path).message


def test_a_credit_joins_the_source_line_once(tmp_path: Path) -> None:
    block = "image: {src: a.png, alt: 图, credit: 自拍}"
    path = talk(tmp_path, f"columns: [{{body: [{{{block}}}]}}, {{body: [{{{block}}}]}}]", more="  source: §1.1\n")
    source, = (shape for shape in shown(path) if isinstance(shape, Text) and shape.slot == "source")
    assert plain(source.paragraphs[0].runs) == "§1.1   自拍"
    assert {run.key for run in source.paragraphs[0].runs} == {"s/source", "", "s/body/0/columns/0/body/0/credit"}


# ---- in the file -----------------------------------------------------------------------------------------------------


@pytest.fixture
def built(tmp_path: Path) -> Built:
    """A slide with one PNG twice, an SVG and a picture that says nothing."""
    path = talk(tmp_path, "image: {src: a.png, alt: '渐变\"<&'}", "image: {src: b/same.png, alt: 又一次, fit: cover}",
                "image: {src: c.svg, alt: 山}", "image: {src: d.jpg, decorative: true}",
                files={"a.png": PNG, "b/same.png": PNG, "c.svg": LEAF.encode(), "d.jpg": JPEG})
    return build(open_talk(path), tmp_path / "deck.pptx")


def test_the_same_picture_is_in_the_file_once(built: Built) -> None:
    with ZipFile(built.files["pptx"]) as file:
        media = [name for name in file.namelist() if name.startswith("ppt/media/")]
        assert media == [f"ppt/media/image{n}.{kind}" for n, kind in ((1, "png"), (2, "png"), (3, "svg"), (4, "jpeg"))]
        assert file.read("ppt/media/image3.svg") == LEAF.encode()
        types = file.read("[Content_Types].xml").decode()
    assert 'Extension="svg" ContentType="image/svg+xml"' in types and 'Extension="jpeg" ContentType="image/jpeg"' in types


def test_the_file_says_what_is_shown(built: Built) -> None:
    with ZipFile(built.files["pptx"]) as file:
        xml = file.read("ppt/slides/slide1.xml").decode()
    names = re.findall(r"<p:pic><p:nvPicPr><p:cNvPr (.*?)<p:cNvPicPr>", xml)
    assert 'descr="渐变&quot;&lt;&amp;"' in names[0] and "decorative" not in names[0]
    assert "descr" not in names[3] and 'adec:decorative xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/' in names[3]
    assert xml.count("<asvg:svgBlip ") == 1 and xml.count("<a:srcRect ") == 1


def test_same_pictures_same_bytes(built: Built, tmp_path: Path) -> None:
    again = build(open_talk(tmp_path / "outline.yaml"), tmp_path / "again.pptx")
    assert again.files["pptx"].read_bytes() == built.files["pptx"].read_bytes()


def test_pictures_are_valid_for_powerpoint(built: Built) -> None:
    from openxml_audit import OpenXmlValidator

    assert OpenXmlValidator().validate(str(built.files["pptx"])).errors == []
    assert checks.faults(checks.Deck.open(built.files["pptx"])) == []


@pytest.mark.parametrize("fault", ["swapped", "unused", "twice", "rubbish"])
def test_the_check_of_pictures_sees_a_fault(fault: str, built: Built) -> None:
    deck = checks.Deck.open(built.files["pptx"])
    slide = "ppt/slides/slide1.xml"
    ids = {target: id for id, (_, target) in deck.relations(slide).items()}
    old, new = ids["ppt/media/image2.png"], ids["ppt/media/image3.svg"]
    match fault:
        case "swapped":
            deck.parts[slide] = deck.parts[slide].replace(f'a:blip r:embed="{old}"'.encode(), f'a:blip r:embed="{new}"'.encode())
        case "unused":
            deck.parts[slide] = re.sub(b"<asvg:svgBlip [^>]*/>", b"", deck.parts[slide])
        case "twice":
            deck.parts["ppt/media/image2.png"] = deck.parts["ppt/media/image1.png"]
        case _:
            deck.parts["ppt/media/image1.png"] = b"rubbish"
    assert list(checks.pictures_whole(deck))


def test_a_picture_and_code_may_come_at_a_click(tmp_path: Path) -> None:
    path = talk(tmp_path, "image: {src: a.png, alt: 图, caption: 说明, build: true}",
                "code: {language: python, text: x = 1, numbers: true, build: true}")
    deck, _ = make_deck(open_talk(path))
    assert deck.pages[0].clicks == 2
    built = build(open_talk(path), tmp_path / "deck.pptx")
    assert checks.faults(checks.Deck.open(built.files["pptx"])) == []
