"""Words in the middle of a box stand there by their ink: by arithmetic for both programs, and measured in LibreOffice's print."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from conftest import needs
from deckgen.layout.centring import centred, low
from deckgen.pipeline import build, make_deck, open_talk
from deckgen.scene import Box, Group, Text
from deckgen.text.paragraph import Paragraph, Run, Style

STYLES = [Style(16, 22), Style(18, 24), Style(20, 28), Style(24, 34), Style(28, 39.67), Style(48, 58)]


def said(text: str, style: Style) -> tuple[Paragraph, ...]:
    return (Paragraph((Run(text),), style=style, breaks=(len(text),)),)


@pytest.mark.parametrize("style", STYLES, ids=lambda each: f"{each.size:g}")
@pytest.mark.parametrize(("text", "middle"), [("策略模型", 0.38), ("GPT-3", 0.36)])
def test_both_programs_are_right_within_about_a_point(text: str, middle: float, style: Style) -> None:
    """The base line at 0.8 of the pitch (PowerPoint), and at the pitch less 0.21 of the size (LibreOffice)."""
    by = low(said(text, style))
    for base in (0.8 * style.pitch, style.pitch - 0.21 * style.size):
        assert abs(base - middle * style.size - style.pitch / 2 - by) <= 1.1


def test_room_is_taken_above_before_it_is_added_below() -> None:
    paragraphs, box = said("策略模型", Style(20, 28)), Box(0, 0, 120, 46)
    by = low(paragraphs)
    assert centred(paragraphs, box, (8.0, 4.0, 8.0, 4.0)) == (8.0, round(4 - by, 2), 8.0, round(4 + by, 2))
    assert centred(paragraphs, box, (0.0, 0.0, 0.0, 0.0)) == (0.0, 0.0, 0.0, round(2 * by, 2))
    assert centred(paragraphs, Box(0, 0, 120, 28), (0.0, 0.0, 0.0, 0.0)) == (0.0, 0.0, 0.0, 0.0), "no room, no step"
    assert centred((), box, (1.0, 2.0, 3.0, 4.0)) == (1.0, 2.0, 3.0, 4.0)


TALK = """
talk: {id: ink, title: 墨, language: zh-CN}
sections:
  - id: one
    title: 一
    slides:
      - id: boxes
        title: 框
        body:
          - flow: {steps: [回答, 国家, {name: 图书, next: [回答]}]}
"""


def test_ink_stands_in_the_middle_in_print(tmp_path: Path) -> None:
    office, draws = needs("soffice"), needs("pdftoppm")
    outline = tmp_path / "talk.yaml"
    outline.write_text(TALK, encoding="utf-8")
    talk = open_talk(outline)
    build(talk, tmp_path / "ink.pptx")
    page = make_deck(talk)[0].pages[0]
    boxes = [shape.box for group in page.shapes if isinstance(group, Group) for shape in group.shapes
             if isinstance(shape, Text) and shape.fill and shape.paragraphs]
    assert len(boxes) == 3
    subprocess.run([office, f"-env:UserInstallation=file://{tmp_path}/office", "--headless", "--convert-to", "pdf", "--outdir",
                    str(tmp_path), str(tmp_path / "ink.pptx")], check=True, capture_output=True, timeout=120)
    subprocess.run([draws, "-r", "216", "-gray", "-singlefile", str(tmp_path / "ink.pdf"), str(tmp_path / "ink")], check=True)
    _, size, _, pixels = (tmp_path / "ink.pgm").read_bytes().split(b"\n", 3)
    wide = int(size.split()[0])
    for box in boxes:
        left, right, top, bottom = (round(3 * each) for each in (box.x + 6, box.right - 6, box.y + 4, box.bottom - 4))
        dark = [y for y in range(top, bottom) if min(pixels[y * wide + left:y * wide + right]) < 110]
        assert abs((dark[0] + dark[-1] + 1) / 6 - box.middle[1]) <= 1.3
