"""The preview at work: a port on this machine alone, a browser, and an end at Ctrl+C."""

from __future__ import annotations

import asyncio
import secrets
import socket
import webbrowser
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import uvicorn
from starlette.applications import Starlette

from deckgen.preview.app import Preview
from deckgen.preview.desk import Desk
from deckgen.preview.guard import Guard
from deckgen.preview.making import Wish
from deckgen.problem import Unusable

LOOPBACK = "127.0.0.1"


def serve(wish: Wish, port: int, output: Path, editor: str, look: bool, tell: Callable[[str], None]) -> None:
    """Preview a talk until Ctrl+C. `port` 0 takes a free one; `look` opens a browser; `tell` hears the address.

    Raises Unusable where the outline is missing or the port is taken.
    """
    if not wish.path.is_file():
        raise Unusable(f"{wish.path}: no such file")
    with listening(port) as door:
        address = f"http://{LOOPBACK}:{door.getsockname()[1]}/"
        server = serving(wish, door, output, editor)
        tell(address)
        if look:
            with suppress(webbrowser.Error):
                webbrowser.open(address)
        with suppress(KeyboardInterrupt):
            asyncio.run(server.serve(sockets=[door]))


class Serving(uvicorn.Server):
    """A server that lets those who listen to events go before it waits for them."""

    def __init__(self, config: uvicorn.Config, end: Callable[[], None]) -> None:
        super().__init__(config)
        self.end = end

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self.end()
        await super().shutdown(sockets)


def serving(wish: Wish, door: socket.socket, output: Path, editor: str, token: str = "") -> Serving:
    """The server of one preview, behind its guard."""
    guard, preview = application(wish, door.getsockname()[1], output, editor, token)
    return Serving(uvicorn.Config(guard, log_level="warning", lifespan="on", access_log=False, server_header=False, ws="none",
                                  http="h11", timeout_graceful_shutdown=2), preview.end)


def listening(port: int) -> socket.socket:
    """A socket on the loopback address. Raises Unusable where the port is taken."""
    door = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        door.bind((LOOPBACK, port))
        door.listen()
    except OSError as error:
        door.close()
        raise Unusable(f"port {port} can't be used ({error.strerror}); name another, or leave --port out") from None
    return door


def application(wish: Wish, port: int, output: Path, editor: str, token: str = "") -> tuple[Guard, Preview]:
    """The guarded application. It starts to watch with the server, and ends with it."""
    token = token or secrets.token_urlsafe(24)
    preview: Preview
    desk = Desk(wish, lambda kind, data: preview.tell(kind, data))
    preview = Preview(desk, token, output, editor)

    @asynccontextmanager
    async def life(_: Starlette) -> AsyncIterator[None]:
        await preview.at_desk(desk.start)
        preview.begin()
        yield
        preview.end()
        await preview.over()

    inner = preview.application()
    inner.router.lifespan_context = life
    return Guard(inner, port, token), preview
