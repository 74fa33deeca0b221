"""Each check of what copying can break is seen to fail on a fault that was put there."""

from __future__ import annotations

import pytest

from brands import changed
from copy_checks import AnyDeck, faults
from sources import (
    PRESENTATION,
    commented,
    linked,
    picked,
    sectioned,
    shown,
    written,
)

SPACE = "http://schemas.openxmlformats.org/presentationml/2006/main"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"


# ---- the checks can fail ---------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> AnyDeck:
    """A deck with links, sections, a custom show and comments, without a fault."""
    folder = tmp_path_factory.mktemp("sound")
    return picked(folder, written(sectioned(linked(), "甲", "乙", "丙"), folder / "a.pptx"),
                  written(shown(), folder / "b.pptx"), written(commented("李航"), folder / "c.pptx"))


SPOILT: dict[str, tuple[str, str, str, str]] = {
    "a target that is not there": ("ppt/slides/_rels/slide1.xml.rels", r"slide2\.xml", "slide99.xml", "not there"),
    "an id that is not known": ("ppt/slides/slide1.xml", 'r:id="rIdTo"', 'r:id="rIdNo"', "not known"),
    "a slide without layout": ("ppt/slides/_rels/slide1.xml.rels", "relationships/slideLayout", "relationships/other",
                               "has 0 layouts"),
    "two slides with one id": (PRESENTATION, r'(<p:sldId [^>]*)id="257"', r'\1id="256"', "slide ids"),
    "a layout's id below its range": ("ppt/slideMasters/slideMaster1.xml", r'(<p:sldLayoutId [^>]*)id="\d+"', r'\1id="77"',
                                      "ids of masters"),
    "a shape's id twice": ("ppt/slides/slide1.xml", r'(<p:cNvPr [^>]*)id="3"', r'\1id="2"', "is there 2 times"),
    "a slide in no section": (PRESENTATION, r'<p14:sldId id="256"/>', "", "sections"),
    "a custom show of nothing": (PRESENTATION, r'(<p:sld [^>]*r:id=")\w+"', r'\1rIdNo"', "custom show"),
    "a button for no show": ("ppt/slides/slide6.xml", r"customshow\?id=0", "customshow?id=7", "button for the custom show 7"),
    "an effect for nothing": ("ppt/slides/slide1.xml", "</p:clrMapOvr>", (
        '</p:clrMapOvr><p:timing><p:bldLst><p:bldP spid="99" grpId="0"/></p:bldLst></p:timing>'), "aims at 99"),
    "children out of order": (PRESENTATION, r"(<p:sldSz [^>]*/>)(<p:notesSz [^>]*/>)", r"\2\1", "children"),
    "a comment by nobody": ("ppt/comments/comment1.xml", 'authorId="0"', 'authorId="5"', "by nobody"),
    "notes of no slide": ("ppt/slides/_rels/slide1.xml.rels", r"<Relationship [^>]*notesSlide[^>]*/>", "", "points back"),
    "a part that nothing reaches": ("ppt/_rels/presentation.xml.rels", r"<Relationship [^>]*viewProps[^>]*/>", "",
                                    "is not reached"),
}


@pytest.mark.parametrize("name", SPOILT)
def test_each_check_can_fail(name: str, sound: AnyDeck) -> None:
    part, pattern, by, says = SPOILT[name]
    assert faults(sound) == []
    spoilt = AnyDeck(changed(sound.parts, part, pattern, by), sound.entries)
    assert any(says in fault for fault in faults(spoilt)), faults(spoilt)
