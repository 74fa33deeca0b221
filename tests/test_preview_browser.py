"""The preview as its author meets it: in Chromium, with clicks, keys and an input method."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from conftest import TALK, needs
from deckgen.formats.html.show import show_html
from deckgen.pipeline import make_deck, open_talk
from previews import SMALL, Running, running, small

SOON = 8000
"""Milliseconds that a page may take on a busy machine."""


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    needs("chromium")
    api = pytest.importorskip("playwright.sync_api")
    with api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"))
        yield browser
        browser.close()


class Window:
    """A browser's page on a preview, with what it complained about."""

    def __init__(self, chromium: Any, preview: Running, at: str = "", width: int = 1280) -> None:
        self.page = chromium.new_page(viewport={"width": width, "height": 800})
        self.page.set_default_timeout(SOON)
        self.complaints: list[str] = []
        self.page.on("console", lambda message: self.complaints.append(message.text) if message.type == "error" else None)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.goto(preview.address + at)
        self.page.wait_for_selector("#stage svg")
        self.page.wait_for_selector("body[data-status]")

    def open(self, key: str) -> None:
        self.page.locator(f'[data-key="{key}"]:not(.thumb *)').first.click()
        self.page.wait_for_selector(".editor textarea:focus")

    def type(self, text: str, key: str = "Enter") -> None:
        self.page.locator(".editor textarea").fill(text)
        self.page.keyboard.press(key)
        self.page.wait_for_selector(".editor", state="detached")

    def shows(self, text: str, place: str = "#stage") -> None:
        self.page.locator(place, has_text=text).first.wait_for()


@pytest.fixture
def preview(tmp_path: Path) -> Iterator[Running]:
    with running(small(tmp_path / "talk")) as found:
        yield found


def content(preview: Running) -> str:
    return preview.path.read_bytes().decode()


def test_words_are_changed_where_they_stand(chromium: Any, preview: Running) -> None:
    window = Window(chromium, preview, "#two")
    window.open("two/body/0/points/0")
    assert window.page.locator(".editor textarea").input_value() == "先做大"
    assert window.page.locator(".editor a").inner_text() == "outline.yaml:16:17"
    window.page.keyboard.press("Escape")
    window.page.wait_for_selector(".editor", state="detached")
    assert content(preview) == SMALL
    window.open("two/body/0/points/0")
    window.type("先把模型做**大**")
    window.shows("先把模型做大")
    assert content(preview) == SMALL.replace("先做大", "先把模型做**大**")
    window.page.click("#undo")
    window.shows("先做大")
    assert content(preview) == SMALL
    window.page.keyboard.press("Control+y")
    window.shows("先把模型做大")
    assert window.complaints == []


def test_an_input_method_keeps_its_enter(chromium: Any, preview: Running) -> None:
    """While letters are being composed, Enter belongs to the input method (UI Events, 5.7)."""
    window = Window(chromium, preview, "#two")
    window.open("two/title")
    session = window.page.context.new_cdp_session(window.page)
    window.page.keyboard.press("Control+a")
    session.send("Input.imeSetComposition", {"text": "sanlu", "selectionStart": 5, "selectionEnd": 5})
    enter = {"type": "rawKeyDown", "windowsVirtualKeyCode": 229, "key": "Process", "code": "Enter"}
    session.send("Input.dispatchKeyEvent", enter)
    assert window.page.locator(".editor").count() == 1
    session.send("Input.insertText", {"text": "三条路"})
    assert window.page.locator(".editor textarea").input_value() == "三条路"
    window.page.keyboard.press("Enter")
    window.shows("三条路")
    assert content(preview) == SMALL.replace("两条路", "三条路")


def test_notes_are_changed_below_the_slide(chromium: Any, preview: Running) -> None:
    window = Window(chromium, preview, "#two")
    window.open("two/notes")
    assert window.page.locator(".editor textarea").input_value() == "第一句。\n\n第二句。"
    window.type("第一句。\n\n再说一句。", "Control+Enter")
    window.shows("再说一句", "#notes")
    assert content(preview) == SMALL.replace("第二句", "再说一句")


def test_words_of_the_theme_say_whose_they_are(chromium: Any, preview: Running) -> None:
    window = Window(chromium, preview, "#one")
    window.page.locator('#stage g[data-slot="mark"] text').click()
    window.shows("来自模板或主题", "#said")
    assert window.page.locator(".editor").count() == 0


def test_slides_are_added_moved_and_removed(chromium: Any, preview: Running) -> None:
    window = Window(chromium, preview, "#two")
    thumbs = window.page.locator(".thumb")
    window.page.get_by_role("button", name="加一页").click()
    window.page.wait_for_function("() => document.querySelectorAll('.thumb').length === 4")
    window.shows("新的一页")
    window.page.get_by_role("button", name="下移").click()
    window.page.wait_for_function("() => document.querySelectorAll('.thumb')[3].ariaLabel.includes('新的一页')")
    window.page.get_by_role("button", name="删除").click()
    window.page.wait_for_function("() => document.querySelectorAll('.thumb').length === 3")
    assert content(preview) == SMALL and thumbs.count() == 3
    window.page.locator(".thumb").nth(1).click()
    window.page.get_by_role("button", name="复制").click()
    window.page.wait_for_function("() => document.querySelectorAll('.thumb').length === 4")
    window.page.keyboard.press("Control+z")
    window.page.wait_for_function("() => document.querySelectorAll('.thumb').length === 3")
    assert content(preview) == SMALL and window.complaints == []


def test_points_are_added_and_moved(chromium: Any, preview: Running) -> None:
    window = Window(chromium, preview, "#two")
    window.open("two/body/0/points/0")
    window.page.locator(".editor").get_by_role("button", name="下面加一条").click()
    window.page.wait_for_selector('.editor[aria-label="two/body/0/points/1"]')
    window.type("新的一条")
    window.shows("新的一条")
    assert content(preview) == SMALL.replace("              - 再做好", "              - 新的一条\n              - 再做好")
    window.open("two/body/0/points/1")
    window.page.locator(".editor").get_by_role("button", name="上移").click()
    window.page.wait_for_selector('.editor[aria-label="two/body/0/points/0"]')
    assert content(preview).index("新的一条") < content(preview).index("先做大")


def test_a_broken_file_shows_why_above_the_last_good_deck(chromium: Any, preview: Running) -> None:
    window = Window(chromium, preview, "#two")
    preview.path.write_text(SMALL.replace("title: 两条路", "title： 两条路"), encoding="utf-8")
    window.page.locator(".problem.error").wait_for()
    assert "12:" in window.page.locator(".problem.error a").inner_text()
    window.shows("两条路")
    window.shows("最近一次正确", "#problems")
    preview.path.write_text(SMALL.replace("两条路", "修好了"), encoding="utf-8")
    window.shows("修好了")
    window.page.locator(".problem.error").wait_for(state="detached")


def test_a_conflict_shows_both(chromium: Any, preview: Running) -> None:
    window = Window(chromium, preview, "#two")
    window.open("two/title")
    preview.path.write_text(SMALL.replace("两条路", "别人写的"), encoding="utf-8")
    window.shows("别人写的")
    window.page.locator(".editor textarea").fill("我写的")
    window.page.keyboard.press("Enter")
    window.shows("别人写的", ".editor .clash")
    assert "我写的" not in content(preview)
    window.page.get_by_role("button", name="用我的").click()
    window.shows("我写的")
    assert content(preview) == SMALL.replace("两条路", "我写的")


def test_two_browsers_see_each_other(chromium: Any, preview: Running) -> None:
    one, other = Window(chromium, preview, "#two"), Window(chromium, preview, "#two")
    one.open("two/title")
    one.type("从一边改")
    other.shows("从一边改")
    other.open("two/title")
    other.type("从另一边改")
    one.shows("从另一边改")


def test_the_keyboard_is_enough(chromium: Any, preview: Running) -> None:
    window = Window(chromium, preview, "#one")
    window.page.keyboard.press("ArrowDown")
    window.shows("先做大")
    window.page.locator('#stage [data-key="two/body/0/points/1"]').first.focus()
    window.page.keyboard.press("Enter")
    window.page.wait_for_selector(".editor textarea:focus")
    window.type("再做*好*")
    window.shows("再做好")
    focused = window.page.evaluate("() => document.activeElement.dataset.key")
    assert focused == "two/body/0/points/1"  # and one goes on from there


def test_a_script_in_words_does_not_run(chromium: Any, tmp_path: Path) -> None:
    evil = "<img src=x onerror='window.hacked=1'><script>window.hacked=1</script>"
    text = SMALL.replace("title: 两条路", f'title: "{evil}"').replace("第一句。", evil).replace("- 先做大", f'- "{evil}"')
    with running(small(tmp_path / "talk", text)) as preview:
        window = Window(chromium, preview, "#two")
        window.open("two/notes")
        window.page.keyboard.press("Escape")
        assert window.page.evaluate("() => window.hacked") is None


@pytest.mark.parametrize("width", [1280, 390])
def test_the_page_fits_its_window(chromium: Any, tmp_path: Path, width: int) -> None:
    shutil.copytree(TALK.parent, tmp_path / "talk")
    with running(tmp_path / "talk" / "outline.yaml") as preview:
        window = Window(chromium, preview, "#means", width)
        assert window.page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
        stage = window.page.locator("#stage").bounding_box()
        assert stage["x"] >= 0 and stage["x"] + stage["width"] <= width and stage["width"] > 0.6 * min(width, 1000)
        assert window.complaints == []


# ---- to speak from ---------------------------------------------------------------------------------------------------------


def speaker(page: Any) -> Any:
    """The speaker's window, opened from the one that shows."""
    with page.expect_popup() as opened:
        page.keyboard.press("p")
    opened.value.wait_for_selector(".presenter")
    return opened.value


def follow_each_other(page: Any, other: Any) -> None:
    """Wherever one goes, the other goes too; black is black in both."""
    other.keyboard.press("ArrowRight")
    page.wait_for_function("() => document.title.startsWith('2/')")
    page.keyboard.press("ArrowRight")
    other.wait_for_function("() => document.title.startsWith('3/')")
    other.keyboard.press("b")
    page.wait_for_selector(".show.dark")
    page.keyboard.press("b")
    other.wait_for_function("() => !document.querySelector('.dark-note')")
    other.keyboard.press("ArrowLeft")
    page.wait_for_function("() => document.title.startsWith('2/')")


def test_the_speaker_and_the_audience_follow_each_other(chromium: Any, preview: Running) -> None:
    page = chromium.new_page()
    page.set_default_timeout(SOON)
    page.goto(preview.address + "show")
    page.wait_for_selector(".slide svg")
    other = speaker(page)
    page.evaluate("() => { heard = []; told = new BroadcastChannel('deckgen-show'); }")
    page.evaluate("() => { told.onmessage = ({data}) => heard.push(data); }")
    follow_each_other(page, other)
    page.evaluate("() => told.postMessage(heard.find((each) => each.page === 'three'))")  # late, by the slower way
    page.evaluate("() => new Promise((done) => setTimeout(done, 100))")
    assert page.title().startswith("2/") and other.title().startswith("2/"), "an older place is no news"
    other.wait_for_function("() => document.querySelector('.notes').innerText.includes('第一句')")
    preview.path.write_text(SMALL.replace("第一句", "新的一句"), encoding="utf-8")
    other.wait_for_function("() => document.querySelector('.notes').innerText.includes('新的一句')")


def test_the_exported_file_needs_nothing(chromium: Any, tmp_path: Path) -> None:
    """One file, opened from a folder, with the network off: shows, speaks, keeps time, builds appear click by click."""
    points = "          - points:\n              - 先做大\n              - 再做好   # kept\n"
    assert points in SMALL
    text = SMALL.replace(points, "          - points: {build: true, points: [先做大, 再做好]}\n")
    talk = open_talk(small(tmp_path, text))
    deck, _ = make_deck(talk)
    path = tmp_path / "talk.html"
    path.write_text(show_html(deck, talk.program, talk.theme, talk.face), encoding="utf-8")
    assert show_html(deck, talk.program, talk.theme, talk.face) == path.read_text(encoding="utf-8")
    context = chromium.new_context(offline=True)
    page = context.new_page()
    page.set_default_timeout(SOON)
    page.clock.install()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(path.as_uri())
    page.wait_for_selector(".slide svg")
    page.keyboard.press("ArrowRight")
    hidden = "() => [...document.querySelectorAll('[data-click]')].filter((each) => each.classList.contains('later')).length"
    assert page.evaluate(hidden) == 2
    page.keyboard.press("ArrowRight")
    assert page.evaluate(hidden) == 1
    page.keyboard.press("ArrowRight")
    assert page.evaluate(hidden) == 0
    page.keyboard.press("Home")
    other = speaker(page)
    other.keyboard.press("End")
    page.wait_for_function("() => document.title.startsWith('3/')")
    assert asked == [path.as_uri()]
    context.close()


def test_the_clock_says_ahead_and_behind(chromium: Any, tmp_path: Path) -> None:
    talk = open_talk(small(tmp_path))
    deck, _ = make_deck(talk)
    path = tmp_path / "talk.html"
    path.write_text(show_html(deck, talk.program, talk.theme, talk.face), encoding="utf-8")
    page = chromium.new_page()
    page.set_default_timeout(SOON)
    page.clock.install()
    page.goto(path.as_uri() + "#presenter")
    page.wait_for_selector(".presenter")
    page.keyboard.press("ArrowRight")  # the second slide is planned from 01:00 to 02:00, and the clock starts
    page.clock.run_for(5000)
    assert page.locator(".plan.early").inner_text().startswith("01:00–02:00 · 快了 00:5")
    page.clock.run_for(75_000)
    assert page.locator(".plan:not(.early):not(.late)").count() == 1
    page.clock.run_for(120_000)
    assert "慢了 01:2" in page.locator(".plan.late").inner_text()
    assert page.locator(".time").inner_text() == "03:20"
    page.keyboard.press("t")
    page.clock.run_for(60_000)
    assert page.locator(".time").inner_text() == "03:20"
