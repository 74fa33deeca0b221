"""`deckgen new`: what it makes builds at once, and nothing is wrong with it but what is left to write."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from deckgen.cli import main
from deckgen.drafting.outline import point
from deckgen.drafting.read import read_essay
from deckgen.outline.reader import read_outline
from deckgen.pipeline import make_deck, open_talk

MARKDOWN = """\
# 大模型的三个问题

开头说一说背景,然后进入正题。

## 1 幻觉从哪里来

模型只学过文字怎么接下去，没有学过哪句话是真的。它说错的时候和说对的时候一样流畅。

- 训练数据里本来就有错
- 问到没见过的事，它也会接着说
- **没有**一个地方存着“真假”

### 1.1 怎样减轻

1. 先检索再回答
2. 让它说出处

```python
print("不是讲稿")
```

> 引文跳过

## 2 推理

这一节只有一段话，而且这段话的第一句非常非常长，长到一页幻灯片的一个要点无论如何也放不下，只好在逗号的地方断开来。第二句短。
"""

PLAIN = """\
大模型的三个问题

一、幻觉从哪里来
模型只学过文字怎么接下去。
（一）训练数据
① 数据里有错
② 数据会过期
二、推理
这一节只有一段话。
"""


def new(folder: Path, *options: str) -> Result:
    return CliRunner().invoke(main, ["new", str(folder), *options])


def rules(outline: Path) -> set[str]:
    return {problem.rule for problem in make_deck(open_talk(outline), "check")[1]}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_small_talk_builds_and_nothing_is_wrong_with_it(lang: str, tmp_path: Path) -> None:
    assert new(tmp_path / "我的 talk", "--lang", lang).exit_code == 0
    outline = tmp_path / "我的 talk" / "talk" / "outline.yaml"
    assert outline.read_text(encoding="utf-8").startswith("# yaml-language-server: $schema=outline.schema.json\n")
    assert outline.with_name("outline.schema.json").exists()
    assert read_outline(outline).talk.id == "我的-talk"
    assert rules(outline) == set()
    assert CliRunner().invoke(main, ["build", "-q", str(outline), "-o", str(tmp_path / "x.pptx")]).exit_code == 0


def essay_of(kind: str, folder: Path) -> Path:
    path = folder / f"essay.{kind}"
    if kind == "docx":
        from docx import Document

        document = Document()
        document.add_heading("大模型的三个问题", 0)
        document.add_heading("1 幻觉从哪里来", 1)
        document.add_paragraph("模型只学过文字怎么接下去。")
        document.add_heading("1.1 怎样减轻", 2)
        for text in ("先检索再回答", "让它说出处"):
            document.add_paragraph(text, style="List Bullet")
        document.add_heading("2 推理", 1)
        document.save(str(path))
    else:
        path.write_text(MARKDOWN if kind == "md" else PLAIN, encoding="utf-8")
    return path


@pytest.mark.parametrize("kind", ["md", "txt", "docx"])
def test_a_draft_builds_and_only_its_todos_are_left(kind: str, tmp_path: Path) -> None:
    done = new(tmp_path / "t", "--from", str(essay_of(kind, tmp_path)))
    assert done.exit_code == 0 and "TODOs are yours to write" in done.output
    outline = tmp_path / "t" / "talk" / "outline.yaml"
    assert rules(outline) == {"todo"}
    read = read_outline(outline)
    assert read.talk.title == "大模型的三个问题" and read.talk.language == "zh-CN"
    first, second = read.sections
    assert first.title == "幻觉从哪里来" and second.title == "推理"
    assert len(first.sections) == 1
    built = CliRunner().invoke(main, ["build", "-q", str(outline), "-o", str(tmp_path / "x.pptx")])
    assert built.exit_code == 0


def test_what_a_draft_takes_from_the_essay(tmp_path: Path) -> None:
    new(tmp_path / "t", "--from", str(essay_of("md", tmp_path)))
    words = read_outline(tmp_path / "t" / "talk" / "outline.yaml").words
    assert words["s1-1/body/0/points/0"] == "训练数据里本来就有错"
    assert words["s1-1/notes"].startswith("模型只学过文字怎么接下去，没有学过哪句话是真的。")
    assert words["s1.1-1/body/0/points/1"] == "让它说出处"
    assert words["cover/notes"] == "开头说一说背景，然后进入正题。", "its slips are put right"
    assert not any("不是讲稿" in each or "引文跳过" in each for each in words.values())
    assert words["s2-1/body/0/points/0"] == "这一节只有一段话，而且这段话的第一句非常非常长"


@pytest.mark.parametrize(("text", "said"), [
    ("一句话。第二句。", "一句话"),
    ("是什么？是这样。", "是什么？"),
    ("很长" * 20, "TODO " + "很长" * 13 + "……"),
    ("One sentence. Another one.", "One sentence"),
    ("word " * 30, "TODO " + ("word " * 10).strip() + "…"),
])
def test_a_point_is_a_short_sentence(text: str, said: str) -> None:
    assert point(text) == said


def test_nothing_is_replaced(tmp_path: Path) -> None:
    assert new(tmp_path).exit_code == 0
    outline = tmp_path / "talk" / "outline.yaml"
    outline.write_text("mine", encoding="utf-8")
    done = new(tmp_path)
    assert done.exit_code == 2 and "is there already" in done.output
    assert outline.read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize(("name", "data", "code", "said"), [
    ("nothing.md", None, 2, "no such file"), ("essay.pdf", b"%PDF", 2, "an essay is a file of .md, .txt, .docx"),
    ("essay.docx", b"no zip", 2, "no Word document"), ("essay.txt", "大模型".encode("gbk"), 1, "not UTF-8"),
])
def test_an_essay_that_cannot_be_read(name: str, data: bytes | None, code: int, said: str, tmp_path: Path) -> None:
    if data is not None:
        (tmp_path / name).write_bytes(data)
    done = new(tmp_path / "t", "--from", str(tmp_path / name))
    assert done.exit_code == code and said in done.output
    assert not (tmp_path / "t").exists()


def test_an_empty_essay_is_a_draft_of_one_slide(tmp_path: Path) -> None:
    (tmp_path / "空.md").write_text("", encoding="utf-8")
    assert new(tmp_path / "t", "--from", str(tmp_path / "空.md")).exit_code == 0
    assert read_essay(tmp_path / "空.md").title == "空"
    outline, target = tmp_path / "t" / "talk" / "outline.yaml", tmp_path / "x.pptx"
    assert CliRunner().invoke(main, ["build", "-q", str(outline), "-o", str(target)]).exit_code == 0
