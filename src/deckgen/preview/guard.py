"""Who may ask the preview for anything: a browser on this machine that was given its address, and nobody through it.

Three doors, after OWASP's cheat sheets on DNS rebinding and cross-site requests: `Host` must be the loopback address (a page of
somebody's domain that was pointed at 127.0.0.1 sends its own name), `Origin` must be ours where a browser sends one, and whatever
writes carries the token that only our own page holds. Bodies are small, methods few, and what we send may load nothing from
anywhere else.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

TOKEN = "x-deckgen-token"
LARGEST = 1_000_000
"""Bytes of a request's body."""
POLICY = ("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; "
          "form-action 'none'; frame-ancestors 'none'")
HEADERS: Mapping[str, str] = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
}


class Guard:
    """Asks every request for its papers before the application sees it."""

    def __init__(self, app: ASGIApp, port: int, token: str) -> None:
        self.app, self.token = app, token
        self.hosts = {f"{name}:{port}" for name in ("127.0.0.1", "localhost")}
        self.origins = {f"http://{host}" for host in self.hosts}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        why = self.refusal(scope) if scope["type"] == "http" else "this is no web socket"
        if why:
            await PlainTextResponse(f"{why}\n", 403, dict(HEADERS))(scope, receive, send)
            return

        async def dressed(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", []), *((a.encode(), b.encode()) for a, b in HEADERS.items())]
            await send(message)

        held = 0

        async def measured() -> Message:
            nonlocal held
            message = await receive()
            held += len(message.get("body", b""))
            if held > LARGEST:
                raise TooLarge
            return message

        await self.app(scope, measured, dressed)

    def refusal(self, scope: Scope) -> str:
        """Why a request is turned away; empty for a good one."""
        headers = Headers(scope=scope)
        if headers.get("host", "") not in self.hosts:
            return "the preview answers to its own address only"
        origin = headers.get("origin")
        if origin is not None and origin not in self.origins:
            return "the preview answers to its own pages only"
        if headers.get("sec-fetch-site", "none") in ("cross-site", "same-site"):
            return "the preview answers to its own pages only"
        if scope["method"] in ("GET", "HEAD"):
            return ""
        if not secrets.compare_digest(headers.get(TOKEN, ""), self.token):
            return "this needs the preview's token: load its page again"
        if headers.get("content-type", "").partition(";")[0].strip() != "application/json":
            return "this takes JSON only"
        length = headers.get("content-length", "0")
        if length.isdigit() and int(length) > LARGEST:
            return "that is more than an outline needs"
        return ""


class TooLarge(Exception):
    """A body that goes on and on: raised where it is read, and answered by the application."""

    def __str__(self) -> str:
        return "that is more than an outline needs"
