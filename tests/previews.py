"""A preview that really runs: the server on a port of its own, in a thread, asked as a browser would ask."""

from __future__ import annotations

import http.client
import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from deckgen.preview.guard import TOKEN
from deckgen.preview.making import Wish
from deckgen.preview.serve import listening, serving

SECRET = "a-token-that-only-the-page-holds"
SMALL = """\
talk: {id: small, title: 小讲座, language: zh-CN}
variants: {short: {minutes: 3}, long: {minutes: 5, default: true}}
views:
  - {id: v1, short: 规模, says: 规模带来*质变*。}   # the sentence
sections:
  - id: s1
    title: 开头
    views: [v1]
    slides:
      - {id: one, title: {view: v1}, minutes: {short: 1, long: 1}}
      - id: two
        title: 两条路
        minutes: {long: 1}
        body:
          - points:
              - 先做大
              - 再做好   # kept
        notes: |
          第一句。

          第二句。
      - {id: three, title: 收束, minutes: {short: 1, long: 1}}
"""


class Answer(NamedTuple):
    """What the server said."""

    status: int
    headers: dict[str, str]
    text: str

    @property
    def json(self) -> Any:
        return json.loads(self.text)


class Running(NamedTuple):
    """A preview and how to ask it."""

    path: Path
    port: int

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}/"

    def ask(self, method: str, path: str, body: bytes | None = None, headers: dict[str, str] | None = None) -> Answer:
        """One request, as it is: `Host` and all else may be given."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            connection.putrequest(method, path, skip_host="Host" in (headers or {}))
            for name, value in (headers or {}).items():
                connection.putheader(name, value)
            if body is not None and "Transfer-Encoding" not in (headers or {}):
                connection.putheader("Content-Length", str(len(body)))
            connection.endheaders()
            if body is not None:
                connection.send(body)
            answer = connection.getresponse()
            return Answer(answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read().decode())
        finally:
            connection.close()

    def post(self, path: str, data: object, **headers: str) -> Answer:
        """What the page sends: JSON with its token."""
        given = {name.replace("_", "-"): each for name, each in headers.items()}
        own = {"Content-Type": "application/json", TOKEN: SECRET, **given}
        return self.ask("POST", path, json.dumps(data).encode(), own)

    def state(self) -> Any:
        return self.ask("GET", "/state.json").json

    def settled(self, version: int) -> Any:
        """The state once both passes over a change that came after `version` are done."""
        return self.until(lambda status: status["version"] > version and (not status["stands"] or status.get("whole", True)))

    def until(self, so: Callable[[Any], bool], seconds: float = 20.0) -> Any:
        """The state once its status is so."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            state = self.state()
            if so(state["status"]):
                return state
            time.sleep(0.02)
        raise AssertionError("the preview did not follow")


@contextmanager
def running(path: Path) -> Iterator[Running]:
    """A preview of an outline, until the block ends."""
    door = listening(0)
    port = door.getsockname()[1]
    server = serving(Wish(path), door, path.parent / "build", "edit://{file}:{line}", SECRET)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [door]})
    thread.start()
    try:
        end = time.monotonic() + 20
        while not server.started and time.monotonic() < end:
            time.sleep(0.01)
        yield Running(path, port)
    finally:
        server.should_exit = True
        thread.join(20)
        door.close()


def small(folder: Path, text: str = SMALL) -> Path:
    """A small talk in a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "outline.yaml"
    path.write_text(text, encoding="utf-8")
    return path
