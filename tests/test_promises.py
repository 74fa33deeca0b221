"""The promise of the project: every headline view is on a slide, in every variant, and every section in the lecture.

The six sentences and the thirteen titles are typed here from the essay, not read from the outline, and looked for with
python-pptx, not with deckgen's own reader.
"""

from __future__ import annotations

from pathlib import Path
from unicodedata import normalize

import pytest
from pptx import Presentation

from conftest import VARIANTS

SENTENCES = [
    "ChatGPT 的突破主要在于规模带来的质变和模型调教方式的发明。",
    "LLM 融合了实现人工智能的三条路径。",
    "LLM 的开发需要结合第三者体验和第一者体验。",
    "LLM 能近似生成心智语言。",
    "LLM 需要与多模态大模型结合,以产生对世界的认识。",
    "LLM 本身不具备逻辑推理能力,需要在其基础上增加推理能力。",
]
TITLES = [
    ("1", "LLM 强大之所在"),
    ("1.1", "LLM 的主要突破"),
    ("1.2", "历史演进"),
    ("2", "LLM 的特点"),
    ("2.1", "结合了人工智能三条路径"),
    ("2.2", "第三者体验和第一者体验"),
    ("2.3", "LLM 的优点和局限"),
    ("3", "重要研究课题"),
    ("4", "从人类智能角度看 LLM"),
    ("4.1", "人脑、心智、意识"),
    ("4.2", "LLM 的统一实现"),
    ("5", "LLM 与多模态处理"),
    ("5.1", "人的语言理解和世界理解"),
]


def squeeze(text: str) -> str:
    return "".join(normalize("NFKC", text).split())


def shown_titles(path: Path) -> set[str]:
    """Texts of the title placeholders of all slides that are not hidden."""
    titles = set()
    for slide in Presentation(str(path)).slides:
        if slide._element.get("show") != "0" and slide.shapes.title is not None:
            titles.add(squeeze(slide.shapes.title.text_frame.text.replace("\v", "")))
    return titles


def shown_paragraphs(path: Path) -> set[str]:
    return {
        squeeze("".join(run.text for run in paragraph.runs))
        for slide in Presentation(str(path)).slides
        if slide._element.get("show") != "0"
        for shape in slide.shapes
        if shape.has_text_frame
        for paragraph in shape.text_frame.paragraphs
    }


@pytest.mark.parametrize("variant", VARIANTS)
@pytest.mark.parametrize("number", range(6), ids=lambda n: f"v{n + 1}")
def test_every_view_is_the_title_of_a_slide(built: dict[str, Path], variant: str, number: int) -> None:
    assert squeeze(SENTENCES[number]) in shown_titles(built[variant])


@pytest.mark.parametrize(("number", "title"), TITLES, ids=lambda value: value if value[0].isdigit() else "")
def test_every_section_is_named_in_the_lecture(built: dict[str, Path], number: str, title: str) -> None:
    paragraphs = shown_paragraphs(built["lecture"])
    wanted = squeeze(title)
    assert any(text in (wanted, number + wanted) or text.endswith(f"§{number}{wanted}") for text in paragraphs)


def test_a_sentence_that_is_cut_is_not_found(built: dict[str, Path]) -> None:
    assert squeeze(SENTENCES[0])[:-2] not in shown_titles(built["lecture"])


@pytest.mark.parametrize("variant", VARIANTS)
def test_every_slide_has_a_title_and_notes(built: dict[str, Path], variant: str) -> None:
    for slide in Presentation(str(built[variant])).slides:
        assert slide.shapes.title is not None and slide.shapes.title.text_frame.text.strip()
        assert slide.has_notes_slide and slide.notes_slide.notes_text_frame is not None
        assert slide.notes_slide.notes_text_frame.text.strip()
