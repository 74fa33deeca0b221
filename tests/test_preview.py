"""The preview without a browser: what is told at a save, how edits go into the file, what happens when two want the same words.
"""

from __future__ import annotations

import os
import re
import shutil
import socket
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from urllib.request import urlopen

import pytest
from PIL import Image

from brands import MASTER, changed, default, save
from conftest import ROOT, TALK, needs
from deckgen.messages import say
from deckgen.pipeline import art_below, make_deck, open_talk
from deckgen.preview.making import Wish, first_pass, second_pass
from deckgen.preview.serve import listening
from deckgen.preview.words import WORDS
from deckgen.problem import Unusable
from previews import SMALL, Running, running, small


@pytest.fixture
def preview(tmp_path: Path) -> Iterator[Running]:
    with running(small(tmp_path / "talk")) as found:
        yield found


def version(preview: Running) -> int:
    return int(preview.state()["status"]["version"])


def text(preview: Running) -> str:
    return preview.path.read_bytes().decode()


def saved(preview: Running, content: str) -> None:
    """Saved as careful editors save: written beside, then renamed."""
    beside = preview.path.with_name("outline.yaml~new")
    beside.write_text(content, encoding="utf-8")
    os.replace(beside, preview.path)


# ---- what is told ----------------------------------------------------------------------------------------------------------


def test_a_page_that_opens_gets_everything(preview: Running) -> None:
    state = preview.state()
    assert [page["id"] for page in state["deck"]["pages"]] == ["one", "two", "three"]
    assert "先做大" in state["deck"]["svg"]["two"] and "第一句" in state["deck"]["notes"]["two"]
    status = state["status"]
    assert status["variants"] == ["short", "long"] and status["variant"] == "long" and status["stands"]
    assert status["views"] == [{"id": "v1", "short": "规模", "argued": "full", "covered": True, "slide": "one"}]
    assert (status["spoken"], status["allowed"]) == (3, 5)


def test_a_save_is_followed(preview: Running) -> None:
    before = version(preview)
    saved(preview, SMALL.replace("先做大", "先做*很大*"))
    state = preview.settled(before)
    assert "很大" in state["deck"]["svg"]["two"]


def test_only_the_changed_page_is_sent(tmp_path: Path) -> None:
    from deckgen.preview.telling import deck_event

    path = small(tmp_path)
    before = second_pass(Wish(path), None)
    path.write_text(SMALL.replace("先做大", "先做很大"), encoding="utf-8")
    made = first_pass(Wish(path), before)
    assert made is not None
    event = deck_event(made, before, 2)
    assert event is not None and list(event["svg"]) == ["two"] and event["notes"] == {}  # type: ignore[call-overload]
    whole = second_pass(Wish(path), made, made.talk)
    assert deck_event(whole, made, 3) is None


@pytest.mark.parametrize("old, new", [
    ("title: 两条路", "title: 三条路"), ("先做大", "先做"), ("第二句。", "另一句。"), ("title: 开头", "title: 开端"),
    ("says: 规模带来*质变*。", "says: 规模带来*飞跃*。"), ("minutes: {long: 1}", "minutes: {long: 2}"),
    ("      - {id: three, title: 收束, minutes: {short: 1, long: 1}}\n", ""),
    ("      - id: two\n", "      - {id: extra, title: 多一页}\n      - id: two\n"),
    ("title: 小讲座", "title: 大讲座"),
])
def test_both_passes_come_to_the_same_pages(tmp_path: Path, old: str, new: str) -> None:
    path = small(tmp_path)
    before = second_pass(Wish(path), None)
    assert old in SMALL
    path.write_text(SMALL.replace(old, new), encoding="utf-8")
    first, anew = first_pass(Wish(path), before), second_pass(Wish(path), None)
    if first is None:
        assert old.startswith(("title: 小讲座", "title: 开头", "says"))  # on every page
        return
    assert [page.id for page in first.deck.pages] == [page.id for page in anew.deck.pages]
    after = second_pass(Wish(path), first, first.talk)
    assert {id: each.svg for id, each in after.drawn.items()} == {id: each.svg for id, each in anew.drawn.items()}
    assert {id: each.svg for id, each in first.drawn.items()} == {id: each.svg for id, each in anew.drawn.items()}


def test_every_line_of_the_talk_may_change(tmp_path: Path) -> None:
    """A word more in each slide of the real talk in turn: the first pass shows what a whole one shows."""
    shutil.copytree(TALK.parent, tmp_path / "talk")
    path = tmp_path / "talk" / "outline.yaml"
    original = path.read_text(encoding="utf-8")
    before = second_pass(Wish(path), None)
    talk = open_talk(path)
    spans = [talk.outline.words[key].span for key in talk.outline.words if key.endswith("/source")][::4]
    assert len(spans) > 4
    for span in spans:
        end = span.end - (original[span.end - 1] in "\"'")
        path.write_text(original[:end] + "再添" + original[end:], encoding="utf-8")
        first, anew = first_pass(Wish(path), before), second_pass(Wish(path), None)
        assert first is not None
        assert {id: each.svg for id, each in first.drawn.items()} == {id: each.svg for id, each in anew.drawn.items()}


# ---- what goes wrong -------------------------------------------------------------------------------------------------------


def test_the_last_good_deck_stays_while_the_file_is_broken(preview: Running) -> None:
    before = version(preview)
    saved(preview, SMALL.replace("title: 两条路", "titel: 两条路"))
    state = preview.settled(before)
    assert not state["status"]["stands"] and len(state["deck"]["pages"]) == 3
    problem = state["status"]["problems"][0]
    assert (problem["line"], problem["column"], problem["slide"]) == (12, 9, "two") and "title" in problem["hint"]
    saved(preview, SMALL)
    assert preview.settled(state["status"]["version"])["status"]["stands"]


def test_a_file_that_is_gone_comes_back(preview: Running) -> None:
    before = version(preview)
    preview.path.unlink()
    state = preview.settled(before)
    assert not state["status"]["stands"] and len(state["deck"]["pages"]) == 3
    preview.path.write_text(SMALL.replace("两条路", "又一条路"), encoding="utf-8")
    state = preview.settled(state["status"]["version"])
    assert state["status"]["stands"] and "又一条路" in state["deck"]["svg"]["two"]


def test_a_file_that_cannot_be_read_is_told(preview: Running) -> None:
    """A folder in the outline's place: told, and followed when the outline is back."""
    before = version(preview)
    preview.path.unlink()
    preview.path.mkdir()
    state = preview.until(lambda status: status["version"] > before and not status["stands"])
    assert len(state["deck"]["pages"]) == 3
    preview.path.rmdir()
    preview.path.write_text(SMALL.replace("两条路", "又一条路"), encoding="utf-8")
    back = preview.until(lambda status: status["stands"] and status["version"] > state["status"]["version"])
    assert "又一条路" in back["deck"]["svg"]["two"]


def test_a_template_that_breaks_is_told_at_its_line(preview: Running) -> None:
    folder = preview.path.parent / "templates" / "slides"
    before = version(preview)
    folder.mkdir(parents=True)
    (folder / "mine.xml.j2").write_text("<slide role='text'>\n<h1>{{ slide.titel }}</h1></slide>", encoding="utf-8")
    saved(preview, SMALL.replace("{id: three,", "{id: three, template: mine,"))
    state = preview.settled(before)
    problem = state["status"]["problems"][0]
    assert problem["file"].endswith("mine.xml.j2") and problem["line"] == 2
    (folder / "mine.xml.j2").write_text("<slide role='text'>\n<h1>{{ slide.title }}</h1></slide>", encoding="utf-8")
    assert preview.settled(state["status"]["version"])["status"]["stands"]  # the template's folder is watched


def test_a_picture_may_become_a_huge_one_or_none(tmp_path: Path) -> None:
    """A hundred megapixels are made smaller; what is no picture any more is told, and the last good deck stays."""
    folder = tmp_path / "talk"
    folder.mkdir()
    Image.new("1", (40, 30)).save(folder / "a.png")
    text = SMALL.replace("title: 收束,", "title: 收束, body: [{image: {src: a.png, alt: 图}}],")
    with running(small(folder, text)) as preview:
        first = preview.state()
        assert "<image" in first["deck"]["svg"]["three"]
        Image.new("1", (12_000, 9_000)).save(folder / "a.png")
        before = first["status"]["version"]
        large = preview.until(lambda status: status["version"] > before and status["stands"])  # half of it was no picture
        assert first["deck"]["svg"]["three"] != large["deck"]["svg"]["three"] and len(large["deck"]["svg"]["three"]) < 2_000_000
        (folder / "a.png").write_bytes(b"no picture")
        broken = preview.until(lambda status: not status["stands"])
        assert broken["status"]["problems"][0]["line"] and len(broken["deck"]["pages"]) == 3


def test_a_port_in_use_is_said() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(Unusable, match="can't be used"):
            listening(taken.getsockname()[1])


# ---- editing ---------------------------------------------------------------------------------------------------------------


def test_words_are_opened_as_they_were_typed(preview: Running) -> None:
    words = preview.ask("GET", "/words?key=views/v1/says").json
    assert (words["text"], words["line"], words["column"], words["item"]) == ("规模带来*质变*。", 4, 31, False)
    assert preview.ask("GET", "/words?key=two/body/0/points/1").json["item"] is True
    assert "problem" in preview.ask("GET", "/words?key=two/nothing").json


def test_an_edit_changes_its_span_and_nothing_else(preview: Running) -> None:
    answer = preview.post("/edit", {"key": "two/body/0/points/1", "before": "再做好", "text": "再做得*更好*: 很好"})
    assert answer.status == 200
    assert text(preview) == SMALL.replace("- 再做好   # kept", "- '再做得*更好*: 很好'   # kept")
    assert "更好" in preview.state()["deck"]["svg"]["two"]
    assert preview.post("/undo", {"really": False}).json == {"why": ""}
    assert text(preview) == SMALL
    assert preview.post("/redo", {"really": False}).json == {"why": ""}
    assert "更好" in text(preview)


def test_notes_keep_their_lines(preview: Running) -> None:
    edit = {"key": "two/notes", "before": "第一句。\n\n第二句。", "text": "第一句。\n\n换一句。\n"}
    assert preview.post("/edit", edit).status == 200
    assert text(preview) == SMALL.replace("第二句", "换一句")


def test_two_that_change_the_same_words_see_both(preview: Running) -> None:
    assert preview.post("/edit", {"key": "two/title", "before": "两条路", "text": "甲"}).status == 200
    answer = preview.post("/edit", {"key": "two/title", "before": "两条路", "text": "乙"})
    assert answer.status == 409 and answer.json["clash"] == {"ours": "乙", "theirs": "甲"}
    assert preview.post("/edit", {"key": "two/title", "before": "甲", "text": "乙"}).status == 200
    assert text(preview) == SMALL.replace("两条路", "乙")


def test_an_edit_keeps_what_another_program_did_meanwhile(preview: Running) -> None:
    saved(preview, SMALL.replace("title: 收束", "title: 结语"))
    assert preview.post("/edit", {"key": "two/title", "before": "两条路", "text": "甲"}).status == 200
    assert text(preview) == SMALL.replace("title: 收束", "title: 结语").replace("两条路", "甲")
    assert preview.post("/undo", {"really": False}).json == {"why": ""}
    assert text(preview) == SMALL.replace("title: 收束", "title: 结语")
    assert "another program" in preview.post("/undo", {"really": False}).json["why"]
    assert text(preview) != SMALL
    assert preview.post("/undo", {"really": True}).json == {"why": ""}
    assert text(preview) == SMALL


def test_slides_come_and_go(preview: Running) -> None:
    answer = preview.post("/act", {"do": "add-slide", "with": {"after": "two", "title": "新的一页"}})
    assert answer.status == 200
    key = answer.json["key"]
    pages = [page["id"] for page in preview.state()["deck"]["pages"]]
    assert pages == ["one", "two", key, "three"]
    assert preview.post("/act", {"do": "move-slide", "with": {"slide": key, "after": "three"}}).status == 200
    assert [page["id"] for page in preview.state()["deck"]["pages"]] == ["one", "two", "three", key]
    assert preview.post("/act", {"do": "remove-slide", "with": {"slide": key}}).status == 200
    assert text(preview) == SMALL
    assert preview.post("/act", {"do": "duplicate-slide", "with": {"slide": "two"}}).json["key"] == "two-2"
    assert preview.post("/undo", {"really": False}).status == 200
    assert text(preview) == SMALL


def test_points_come_and_go(preview: Running) -> None:
    key = "two/body/0/points/0"
    assert preview.post("/act", {"do": "move-item", "with": {"key": key, "by": 1}}).json["key"] == "two/body/0/points/1"
    assert text(preview).index("再做好") < text(preview).index("先做大")
    assert preview.post("/undo", {"really": False}).status == 200
    assert preview.post("/act", {"do": "remove-item", "with": {"key": key}}).status == 200
    assert text(preview) == SMALL.replace("              - 先做大\n", "")


def test_a_view_that_falls_out_is_told(preview: Running) -> None:
    answer = preview.post("/act", {"do": "remove-slide", "with": {"slide": "one"}})
    assert answer.status == 200 and answer.json["warnings"]
    views = preview.settled(0)["status"]["views"]
    assert [view["covered"] for view in views] == [False]


def test_words_of_a_used_slide_are_edited_in_their_own_file(tmp_path: Path) -> None:
    small(tmp_path / "talk" / "other", SMALL.replace("id: small", "id: other"))
    text = SMALL.replace("      - {id: three,", "      - {use: other/outline.yaml#two, as: lent}\n      - {id: three,")
    with running(small(tmp_path / "talk", text)) as preview:
        assert "先做大" in preview.state()["deck"]["svg"]["lent"]
        assert "other/outline.yaml" in preview.ask("GET", "/words?key=lent/title").json["problem"]
        before = version(preview)
        (tmp_path / "talk" / "other" / "outline.yaml").write_text(SMALL.replace("先做大", "先做很大"), encoding="utf-8")
        assert "先做很大" in preview.settled(before)["deck"]["svg"]["lent"]


# ---- the rest --------------------------------------------------------------------------------------------------------------


def test_variants_and_lengths(preview: Running) -> None:
    assert preview.post("/choose", {"variant": "short", "minutes": None}).status == 200
    assert [page["id"] for page in preview.state()["deck"]["pages"]] == ["one", "three"]
    assert preview.post("/choose", {"variant": None, "minutes": 3}).status == 200
    status = preview.state()["status"]
    assert status["minutes"] == 3 and status["spoken"] <= 3


def test_a_template_of_others_shows_its_own_drawing(tmp_path: Path) -> None:
    """What its master draws lies below the pages, as LibreOffice prints it; the same in a file to speak from."""
    needs("soffice")
    needs("pdftoppm")
    folder = tmp_path / "talk"
    folder.mkdir()
    box = ('<p:sp><p:nvSpPr><p:cNvPr id="99" name="Box"/><p:cNvSpPr/><p:nvPr userDrawn="1"/></p:nvSpPr><p:spPr><a:xfrm>'
           '<a:off x="0" y="0"/><a:ext cx="914400" cy="914400"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
           '<a:solidFill><a:srgbClr val="FF0000"/></a:solidFill></p:spPr></p:sp>')
    save(changed(default(), MASTER, "</p:spTree>", f"{box}</p:spTree>"), folder / "brand.pptx")
    text = SMALL.replace("language: zh-CN", "language: zh-CN, theme: brand.pptx")
    with running(small(folder, text)) as preview:
        state = preview.until(lambda status: "/art/" in preview.ask("GET", "/show.json").text, seconds=60)
        address = state["deck"]["svg"]["two"].partition('href="')[2].partition('"')[0]
        with urlopen(preview.address.rstrip("/") + address) as answer, Image.open(BytesIO(answer.read())) as art:
            seen = art.convert("RGB")
            assert (seen.getpixel((30, 30)), seen.getpixel((600, 600))) == ((255, 0, 0), (255, 255, 255))
    talk = open_talk(folder / "outline.yaml")
    deck, _ = make_deck(talk)
    assert set(art_below(talk, deck)) == {page.layout for page in deck.pages}


def test_build_makes_the_files(preview: Running) -> None:
    answer = preview.post("/build", {})
    assert answer.status == 200, answer.text
    assert all(Path(name).is_file() for name in answer.json["files"])


def test_the_shown_windows_have_the_deck(preview: Running) -> None:
    assert "/show.json" in preview.ask("GET", "/show").text
    data = preview.ask("GET", "/show.json").json
    assert [page["id"] for page in data["pages"]] == ["one", "two", "three"] and data["words"]["black"] == "黑屏"


def test_the_page_has_every_word_that_it_says() -> None:
    static = ROOT / "src/deckgen/preview/static"
    said = set(re.findall(r'\b(?:t|act|button)\("([^"]+)"', (static / "app.js").read_text(encoding="utf-8")))
    said |= set(re.findall(r'data-word="([^"]+)"', (static / "index.html").read_text(encoding="utf-8")))
    assert len(said) > 25 and said <= set(WORDS)
    assert [word for word in WORDS if word != "of" and say(word, "zh") == word] == []


def test_what_is_shipped() -> None:
    for name in ("index.html", "app.js", "app.css"):
        assert (ROOT / "src/deckgen/preview/static" / name).is_file()
    assert sum(len(path.read_text(encoding="utf-8").splitlines())
               for path in (ROOT / "src/deckgen/preview/static").glob("*.js")) < 500  # small enough to read
