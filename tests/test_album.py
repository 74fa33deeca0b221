"""Pictures of pages, and the album that shows each beside the lines that it was made from."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from conftest import ROOT, needs
from deckgen.cli import main
from deckgen.formats.album import album_of
from deckgen.pipeline import open_talk
from deckgen.themes import theme_of

OUTLINE = """\
talk: {id: small, title: "小[讲]座"}
opening:
  - {id: cover, title: 开场}
sections:
  - id: s1
    title: 第一节
    # 关于第一页
    slides:
      - id: one
        title: 第一页
        body:

          - text: |
              ```
      - id: two
        title: 第二页
  # 下一节
  - id: s2
    title: 第二节
    slides: [{id: three, title: 第三页}]
"""


def album(tmp_path: Path, *pages: str, text: str = OUTLINE) -> str:
    (tmp_path / "outline.yaml").write_text(text, encoding="utf-8")
    talk = open_talk(tmp_path / "outline.yaml")
    return album_of(talk.program, talk.outline, {page: tmp_path / "pictures" / f"{page}.png" for page in pages}, tmp_path)


def test_a_slide_stands_beside_the_lines_that_made_it(tmp_path: Path) -> None:
    assert album(tmp_path, "one", "two").split("\n\n", 1)[1] == """\
## 第一节

### 第一页

![第一页](pictures/one.png)

````yaml
- id: one
  title: 第一页
  body:

    - text: |
        ```
````

### 第二页

![第二页](pictures/two.png)

```yaml
- id: two
  title: 第二页
```
"""


def test_a_slide_that_goes_on_has_a_picture_for_each_page(tmp_path: Path) -> None:
    assert album(tmp_path, "one", "one~2").count("![第一页](pictures/one") == 2


def test_what_was_not_drawn_is_left_out_and_brackets_do_not_end_a_link(tmp_path: Path) -> None:
    text = album(tmp_path, "cover", text=OUTLINE.replace("title: 开场", "title: '开[场]'"))
    assert "第一页" not in text and "![开\\[场\\]](pictures/cover.png)" in text and text.startswith("# 小[讲]座\n")


def deckgen(*words: str) -> Result:
    return CliRunner().invoke(main, list(words))


def test_pictures_are_named_after_their_slides_and_as_wide_as_asked(tmp_path: Path) -> None:
    needs("soffice")
    needs("pdftoppm")
    from PIL import Image

    (tmp_path / "outline.yaml").write_text(OUTLINE, encoding="utf-8")
    done = deckgen("pictures", str(tmp_path / "outline.yaml"), "-o", str(tmp_path / "out"), "--slide", "two", "--width", "320",
                   "--theme", "default-dark", "--album", str(tmp_path / "album.md"))
    assert done.exit_code == 0, done.output
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["two.png"]
    with Image.open(tmp_path / "out" / "two.png") as image:
        assert image.size == (320, 180)
        assert image.convert("RGB").getpixel((5, 5)) == (0x16, 0x18, 0x1C)
    assert "](out/two.png)" in (tmp_path / "album.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("words, says", [
    (["--slide", "tow"], "there is no slide 'tow'; did you mean 'two'?"),
    (["--theme", "default-drak"], "did you mean 'default-dark'? themes: default, default-dark"),
    (["--theme", "brand.odp"], "the template brand.odp is no .potx and no .pptx"),
])
def test_what_is_not_there_is_told_before_anything_is_drawn(tmp_path: Path, words: list[str], says: str) -> None:
    (tmp_path / "outline.yaml").write_text(OUTLINE, encoding="utf-8")
    done = deckgen("pictures", str(tmp_path / "outline.yaml"), "-o", str(tmp_path / "out"), *words)
    assert done.exit_code and says in done.output
    assert not (tmp_path / "out").exists()


def test_a_theme_is_named_on_the_command_line(tmp_path: Path) -> None:
    (tmp_path / "outline.yaml").write_text(OUTLINE, encoding="utf-8")
    talk = open_talk(tmp_path / "outline.yaml")
    assert theme_of(talk.outline, [ROOT / "templates"], tmp_path, Path("default-dark")).dark


@pytest.mark.parametrize("page", ["README.md", "talk/gallery.md", "talk/gallery-en.md"])
def test_every_picture_that_is_shown_is_there(page: str) -> None:
    shown = re.findall(r"!\[[^\n]*?\]\(([^)]+)\)", (ROOT / page).read_text(encoding="utf-8"))
    assert shown and [name for name in shown if not (ROOT / page).parent.joinpath(name).is_file()] == []
