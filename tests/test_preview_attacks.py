"""Who tries to get in through the preview, and what comes of it: nothing. A good request beside each shows that the door opens
for those who may come."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from deckgen.preview.guard import LARGEST, TOKEN
from previews import SECRET, SMALL, Running, running, small

PICTURE = "PHN2ZyB4bWxucz0iaHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmciLz4="


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    folder = tmp_path_factory.mktemp("guarded")
    (folder / "secret.txt").write_text("nobody may read this", encoding="utf-8")
    with running(small(folder / "talk")) as found:
        yield found


EDIT = {"key": "two/title", "before": "两条路", "text": "改了"}


def unharmed(preview: Running) -> None:
    """The outline is as it was."""
    assert preview.path.read_text(encoding="utf-8") == SMALL


def problems_of(folder: Path, text: str, **files: bytes) -> list[str]:
    """The rules of the problems that a preview of this outline tells, with files beside it."""
    path = small(folder, text)
    for name, data in files.items():
        (folder / name.replace("_", ".")).write_bytes(data)
    with running(path) as preview:
        status = preview.state()["status"]
        assert not status["stands"]
        return [problem["rule"] for problem in status["problems"]]


def test_a_good_request_comes_in(preview: Running) -> None:
    assert preview.ask("GET", "/").status == 200
    assert SECRET in preview.ask("GET", "/").text
    assert preview.post("/choose", {"variant": "long", "minutes": None}, Origin=f"http://127.0.0.1:{preview.port}").status == 200


def test_a_foreign_origin_is_refused(preview: Running) -> None:
    for origin in ("https://evil.example", "null", f"http://127.0.0.1:{preview.port + 1}"):
        assert preview.post("/edit", EDIT, Origin=origin).status == 403
        assert preview.ask("GET", "/state.json", headers={"Origin": origin}).status == 403
    assert preview.ask("GET", "/state.json", headers={"Sec-Fetch-Site": "cross-site"}).status == 403
    unharmed(preview)


def test_a_name_that_was_bound_to_this_machine_is_refused(preview: Running) -> None:
    for host in ("evil.example", f"evil.example:{preview.port}", "127.0.0.1", f"[::1]:{preview.port}", ""):
        answer = preview.ask("GET", "/", headers={"Host": host})
        assert answer.status in (400, 403) and SECRET not in answer.text
    assert preview.ask("GET", "/", headers={"Host": f"localhost:{preview.port}"}).status == 200


def test_paths_lead_nowhere(preview: Running) -> None:
    for path in ("/static/../app.py", "/static/%2e%2e/app.py", "/static/..%2fapp.py", "/static//etc/passwd", "/../secret.txt",
                 "/%2e%2e/secret.txt", "/static/app.py", "/secret.txt", "/outline.yaml", "/static/..\\app.py"):
        answer = preview.ask("GET", path)
        assert answer.status == 404 and "nobody may" not in answer.text and "import" not in answer.text
    assert preview.ask("GET", "/static/app.js").status == 200


def test_a_write_without_the_token_is_refused(preview: Running) -> None:
    json = {"Content-Type": "application/json"}
    for headers in (json, {**json, TOKEN: ""}, {**json, TOKEN: SECRET[:-1]}, {**json, "Cookie": f"token={SECRET}"}):
        for path in ("/edit", "/act", "/undo", "/redo", "/choose", "/build"):
            assert preview.ask("POST", path, b"{}", headers).status == 403
    assert preview.ask("POST", f"/edit?token={SECRET}", b"{}", json).status == 403
    unharmed(preview)


def test_a_form_is_refused(preview: Running) -> None:
    """A form of somebody's page is sent without asking first; it can't say that it is JSON."""
    for kind in ("application/x-www-form-urlencoded", "multipart/form-data", "text/plain"):
        assert preview.post("/edit", EDIT, Content_Type=kind).status == 403
    unharmed(preview)


def test_other_methods_are_refused(preview: Running) -> None:
    for method in ("PUT", "DELETE", "PATCH", "OPTIONS"):
        assert preview.ask(method, "/edit", b"{}", {"Content-Type": "application/json", TOKEN: SECRET}).status == 405


def test_an_oversized_body_is_refused(preview: Running) -> None:
    assert preview.post("/edit", {**EDIT, "text": "大" * LARGEST}).status in (403, 413)
    chunk = b"40000\r\n" + b"x" * 0x40000 + b"\r\n"
    headers = {"Content-Type": "application/json", TOKEN: SECRET, "Transfer-Encoding": "chunked"}
    assert preview.ask("POST", "/edit", chunk * 6 + b"0\r\n\r\n", headers).status == 413
    unharmed(preview)


def test_requests_that_make_no_sense_are_answered(preview: Running) -> None:
    for path, data in (("/edit", {}), ("/edit", {"key": 1}), ("/edit", []), ("/act", {"do": "__init__", "with": {}}),
                       ("/act", {"do": "move-slide", "with": {"slide": {"a": 1}}}),
                       ("/act", {"do": "move-slide", "with": {"x": 1}}),
                       ("/choose", {"variant": 3}), ("/choose", {"minutes": "5"}), ("/undo", {"really": 1})):
        assert preview.post(path, data).status == 400, (path, data)
    assert preview.post("/choose", {"variant": "nowhere"}).status == 200  # told as a problem of the talk
    assert preview.state()["status"]["problems"][0]["rule"] == "unknown-variant"
    assert preview.post("/choose", {"variant": None}).status == 200
    unharmed(preview)


def test_a_picture_outside_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "outside.png").write_bytes(b"\x89PNG")
    body = "body: [{image: {src: ../outside.png, alt: 外面}}]"
    assert problems_of(tmp_path / "talk", SMALL.replace("title: 收束,", f"title: 收束, {body},")) == ["picture-path"]


def test_a_link_that_leads_out_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "outside.png").write_bytes(b"\x89PNG")
    folder = tmp_path / "talk"
    folder.mkdir()
    try:
        os.symlink(tmp_path / "outside.png", folder / "inside.png")
    except OSError:
        pytest.skip("this system makes no symbolic links")
    body = "body: [{image: {src: inside.png, alt: 里面}}]"
    assert problems_of(folder, SMALL.replace("title: 收束,", f"title: 收束, {body},")) == ["picture-path"]


def test_a_theme_outside_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "brand.potx").write_bytes(b"PK")
    assert problems_of(tmp_path / "talk", SMALL.replace("language: zh-CN", "language: zh-CN, theme: ../brand.potx")) == [
        "template-path"]


def test_a_template_gets_at_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "talk" / "templates" / "slides"
    folder.mkdir(parents=True)
    for inside in ("''.__class__", "talk.title.__init__.__globals__", "slide|attr('__class__')"):
        (folder / "mine.xml.j2").write_text('<slide role="text"><h1>{{ ' + inside + " }}</h1></slide>", encoding="utf-8")
        found = problems_of(tmp_path / "talk", SMALL.replace("{id: three,", "{id: three, template: mine,"))
        assert found and all(found), inside


def test_a_script_in_words_stays_words(tmp_path: Path) -> None:
    evil = "<script>window.hacked=1</script><img src=x onerror=window.hacked=1>"
    path = small(tmp_path / "talk", SMALL.replace("title: 两条路", f"title: '{evil}'").replace("第一句。", evil))
    with running(path) as preview:
        deck = preview.state()["deck"]
        for text in (*deck["svg"].values(), *deck["notes"].values()):
            assert "<script" not in text and "<img" not in text
        assert "&lt;script&gt;" in deck["notes"]["two"]
        shown = preview.ask("GET", "/show.json").text
        assert "<script" not in shown.replace('"title":"' + evil, "")


def test_a_script_in_a_picture_is_a_problem(tmp_path: Path) -> None:
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>alert(1)</script></svg>'
    body = "body: [{image: {src: a.svg, alt: 图}}]"
    assert problems_of(tmp_path / "talk", SMALL.replace("title: 收束,", f"title: 收束, {body},"), a_svg=svg)


def test_a_link_that_runs_is_no_link(tmp_path: Path) -> None:
    text = SMALL.replace("- 先做大", '- "[点我](javascript:alert(1)) 和 [这里](https://example.org)"').replace(
        "第一句。", "[点我](javascript:alert(1))")
    with running(small(tmp_path / "talk", text)) as preview:
        deck = preview.state()["deck"]
        for each in (*deck["svg"].values(), *deck["notes"].values()):
            assert 'href="javascript' not in each
        assert 'href="https://example.org"' in deck["svg"]["two"]


def test_every_answer_brings_its_policy(preview: Running) -> None:
    for path in ("/", "/state.json", "/static/app.js", "/faces.css", "/show", "/nowhere"):
        headers = preview.ask("GET", path).headers
        assert "default-src 'none'" in headers["content-security-policy"]
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert "access-control-allow-origin" not in headers
