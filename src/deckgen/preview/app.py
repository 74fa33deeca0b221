"""The preview's face to the browser: a page, events, and a few things that it may ask for.

Everything that reads or changes the talk runs on the desk's own thread; this side only passes it on.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from inspect import signature
from pathlib import Path
from typing import Any, TypeVar

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route

from deckgen.formats.art import layout_art
from deckgen.formats.html.pages import Data
from deckgen.formats.html.show import STATIC as SHOW
from deckgen.formats.html.show import document, show_data
from deckgen.formats.svg.paint import said
from deckgen.formats.svg.text import sheet
from deckgen.messages import say
from deckgen.preview.desk import ACTS, Clash, Desk
from deckgen.preview.guard import TooLarge
from deckgen.preview.telling import show_pages
from deckgen.preview.watching import changes, folders
from deckgen.problem import DeckgenError, Unusable

STATIC = Path(__file__).parent / "static"
FILES = {"app.js": (STATIC, "text/javascript"), "app.css": (STATIC, "text/css"),
         "show.js": (SHOW, "text/javascript"), "show.css": (SHOW, "text/css")}
"""What is served as it is: these files and no others."""
PAUSE = 0.08
"""Seconds between the first pass over a change and the second: the browser paints meanwhile."""
LATER = 0.1
"""Seconds until a watch on other folders is set for sure."""
BEAT = 15.0
"""Seconds after which an idle connection is told that it lives."""
T = TypeVar("T")


class Preview:
    """One preview: the desk, whoever looks, and the watch on the talk's folders."""

    def __init__(self, desk: Desk, token: str, output: Path, editor: str) -> None:
        self.desk, self.token, self.output, self.editor = desk, token, output, editor
        self.thread = ThreadPoolExecutor(1, "desk")
        self.lookers: set[asyncio.Queue[str]] = set()
        self.loop: asyncio.AbstractEventLoop | None = None
        self.stop = asyncio.Event()
        self.tasks: set[asyncio.Future[Any]] = set()
        self.later: asyncio.Task[None] | None = None

    def application(self) -> Starlette:
        """The routes."""
        return Starlette(routes=[
            Route("/", self.page), Route("/static/{name}", self.file), Route("/faces.css", self.faces),
            Route("/state.json", self.state), Route("/show", self.show), Route("/show.json", self.show_json),
            Route("/art/{name}", self.art), Route("/events", self.events), Route("/words", self.words),
            *(Route(f"/{name}", getattr(self, name), methods=["POST"])
              for name in ("edit", "act", "undo", "redo", "choose", "build"))],
            exception_handlers={Asked: refused, TooLarge: refused})

    # ---- running ---------------------------------------------------------------------------------------------------------

    def tell(self, kind: str, data: Data) -> None:
        """An event for everybody who looks; called from the desk's thread."""
        text = f"event: {kind}\ndata: {json.dumps(data, ensure_ascii=False, separators=(',', ':'))}\n\n"
        if self.loop is not None:
            self.loop.call_soon_threadsafe(self._tell, text)

    def _tell(self, text: str) -> None:
        for queue in self.lookers:
            queue.put_nowait(text)

    async def at_desk(self, work: Callable[[], T]) -> T:
        """Something done on the desk's thread."""
        return await asyncio.get_running_loop().run_in_executor(self.thread, work)

    def begin(self) -> None:
        """Start to watch, in the loop that runs."""
        self.loop = asyncio.get_running_loop()
        for work in (self.watch(), self.dress()):
            self.tasks.add(asyncio.create_task(work))

    async def watch(self) -> None:
        """Follow the talk's files until the end; when it turns to other folders, watch those."""
        places: frozenset[Path] = frozenset()
        while not self.stop.is_set():
            again, places = bool(places), self.places()
            turn = asyncio.Event()
            ender = asyncio.create_task(self._either(turn))
            if again:  # what was saved while nobody watched
                asyncio.get_running_loop().call_later(LATER, self.look_again)
            async for paths in changes(places, turn):
                own = self.desk.wish.path.resolve()
                other = any(path.resolve() != own for path in paths)
                try:
                    if await self.at_desk(partial(self.desk.changed, other)):
                        self.second_pass()
                except Exception as error:  # a mistake of ours: it is shown on the terminal, and the preview goes on following
                    asyncio.get_running_loop().call_exception_handler({"message": "following a save", "exception": error})
                if self.places() != places:
                    turn.set()
            ender.cancel()

    def look_again(self) -> None:
        """Make everything anew, whether or not anything changed."""
        task = asyncio.ensure_future(self.at_desk(partial(self.desk.changed, True)))
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)

    async def _either(self, turn: asyncio.Event) -> None:
        await self.stop.wait()
        turn.set()

    def places(self) -> frozenset[Path]:
        """The folders that the talk is made from now."""
        made = self.desk.made
        return folders(self.desk.wish.path, made.talk.outline if made is not None else None, self.desk.wish.theme)

    def second_pass(self) -> None:
        """The second pass a little later, unless something changes again before."""
        if self.later is not None:
            self.later.cancel()
        self.later = asyncio.create_task(self._second_pass())

    async def _second_pass(self) -> None:
        await asyncio.sleep(PAUSE)
        if self.desk.made is not None and not self.desk.made.whole and not self.desk.faults:
            await self.at_desk(self.desk.finish)
        await self.dress()

    async def dress(self) -> None:
        """Have LibreOffice print what the talk's template draws, where it is somebody's, and lay it below the pages."""
        bare = self.desk.bare()
        if bare is None:
            return
        try:
            layouts = [page.layout for page in bare.deck.pages]
            art = await asyncio.to_thread(layout_art, bare.talk.theme, layouts, bare.deck.language)
        except Unusable:  # it is shown on its ground alone
            art = {}
        await self.at_desk(lambda: self.desk.dress(bare, art))

    def end(self) -> None:
        """Let everybody go."""
        self.stop.set()
        self._tell("")

    async def over(self) -> None:
        """Wait until nothing is under way any more."""
        if self.later is not None:
            self.later.cancel()
        await asyncio.gather(*self.tasks, return_exceptions=True)
        self.thread.shutdown()

    # ---- reading ---------------------------------------------------------------------------------------------------------

    async def page(self, _: Request) -> Response:
        """The preview's page; it alone holds the token."""
        text = (STATIC / "index.html").read_text(encoding="utf-8")
        made = self.desk.made
        language = made.deck.language if made is not None else "en"
        return Response(text.replace("{token}", said(self.token)).replace("{language}", said(language))
                        .replace("{editor}", said(self.editor)), media_type="text/html")

    async def file(self, request: Request) -> Response:
        """One of our own files."""
        found = FILES.get(request.path_params["name"])
        if found is None:
            return PlainTextResponse("there is no such file\n", 404)
        folder, kind = found
        return Response((folder / request.path_params["name"]).read_bytes(), media_type=kind)

    async def faces(self, _: Request) -> Response:
        """The style sheet of the theme's faces."""
        made = self.desk.made
        return Response(sheet(made.talk.theme) if made is not None else "", media_type="text/css")

    async def state(self, _: Request) -> Response:
        """Everything, for a page that has just been opened."""
        return JSONResponse(await self.at_desk(self.desk.whole))

    async def show(self, _: Request) -> Response:
        """The window that the talk is shown in, and spoken from."""
        made = self.desk.made
        if made is None:
            return PlainTextResponse("there is no deck yet: see the preview\n", 503)
        style = '<link rel="stylesheet" href="/static/show.css"><link rel="stylesheet" href="/faces.css">'
        scripts = ('<script type="application/json" id="deck" data-deck="/show.json" data-events="/events"></script>'
                   '<script src="/static/show.js"></script>')
        return Response(document(made.deck, made.talk.theme, style, scripts), media_type="text/html")

    async def show_json(self, _: Request) -> Response:
        """The whole deck, for that window."""
        made = self.desk.made
        if made is None:
            return PlainTextResponse("there is no deck yet\n", 503)
        return JSONResponse(show_data(made.deck, made.talk.program, made.talk.theme, show_pages(made)))

    async def art(self, request: Request) -> Response:
        """What somebody's template draws below the pages of a layout."""
        data = self.desk.art.get(request.path_params["name"])
        if data is None:
            return PlainTextResponse("there is no such picture\n", 404)
        return Response(data, media_type="image/png")

    async def events(self, request: Request) -> Response:
        """Server-sent events (HTML Living Standard, 9.2), until the browser goes away."""
        queue: asyncio.Queue[str] = asyncio.Queue()

        async def stream() -> AsyncIterator[str]:
            self.lookers.add(queue)
            try:
                yield "retry: 500\n\n"
                while not self.stop.is_set():
                    try:
                        yield await asyncio.wait_for(queue.get(), BEAT)
                    except TimeoutError:
                        yield ": still here\n\n"
            finally:
                self.lookers.discard(queue)

        return StreamingResponse(stream(), media_type="text/event-stream")

    async def words(self, request: Request) -> Response:
        """The words under a key, as they were typed."""
        key = request.query_params.get("key", "")
        return await self.answer(lambda: self.desk.words(key))

    # ---- writing ---------------------------------------------------------------------------------------------------------

    async def edit(self, request: Request) -> Response:
        """Other words: `{key, before, text}`; 409 with both where they were changed meanwhile."""
        asked = await body(request, key=str, before=str, text=str)

        def work() -> Data:
            clash = self.desk.edit(asked["key"], asked["before"], asked["text"])
            return {"clash": {"ours": clash.ours, "theirs": clash.theirs}} if isinstance(clash, Clash) else {}

        return await self.answer(work, then=self.second_pass)

    async def act(self, request: Request) -> Response:
        """Slides and items added, duplicated, moved, removed: `{do, with: {…}}`."""
        asked = await body(request, do=str, **{"with": dict})
        if asked["do"] not in ACTS:
            raise Asked(f"there is no '{asked['do']}'")
        if any(not isinstance(each, str | int) or isinstance(each, bool) for each in asked["with"].values()):
            raise Asked("arguments are words and numbers")
        try:
            signature(ACTS[asked["do"]]).bind(None, **asked["with"])
        except TypeError as error:
            raise Asked(str(error)) from None

        def work() -> Data:
            key, warnings = self.desk.act(asked["do"], asked["with"])
            return {"key": key, "warnings": [self.said(each) for each in warnings]}

        return await self.answer(work, then=self.second_pass)

    async def undo(self, request: Request) -> Response:
        """The last change taken back: `{really}`."""
        asked = await body(request, really=bool)
        return await self.answer(lambda: {"why": self.desk.undo(asked["really"])}, then=self.second_pass)

    async def redo(self, request: Request) -> Response:
        """What was taken back, done again: `{really}`."""
        asked = await body(request, really=bool)
        return await self.answer(lambda: {"why": self.desk.redo(asked["really"])}, then=self.second_pass)

    async def choose(self, request: Request) -> Response:
        """Another variant or another length: `{variant, minutes}`, null for the talk's own."""
        asked = await body(request)
        variant, minutes = asked.get("variant"), asked.get("minutes")
        if not isinstance(variant, str | None) or isinstance(minutes, bool) or not isinstance(minutes, int | float | None):
            raise Asked("a variant is a name, minutes are a number")
        return await self.answer(lambda: self.desk.choose(variant, minutes))

    async def build(self, request: Request) -> Response:
        """The deck and its notes, as `deckgen build` makes them."""
        await body(request)
        return await self.answer(lambda: self.desk.build(self.output))

    async def answer(self, work: Callable[[], Data], then: Callable[[], None] | None = None) -> Response:
        """What the desk says to something, or why not."""
        try:
            data = await self.at_desk(work)
        except DeckgenError as error:
            return JSONResponse({"problem": "; ".join(self.said(each.message) for each in error.problems)}, 409)
        except Unusable as error:
            return JSONResponse({"problem": self.said(str(error))}, 409)
        if then is not None:
            then()
        return JSONResponse(data, 409 if "clash" in data else 200)

    def said(self, sentence: str) -> str:
        """A sentence in the author's language."""
        made = self.desk.made
        return say(sentence, "zh" if made is not None and made.deck.language.startswith("zh") else "en")


class Asked(Exception):
    """A request that makes no sense."""


async def body(request: Request, **fields: type) -> dict[str, Any]:
    """A request's JSON, with these fields of these types."""
    try:
        data = json.loads(await request.body() or b"{}")
    except ValueError:
        raise Asked("this is no JSON") from None
    if not isinstance(data, dict) or any(not isinstance(data.get(name), kind) for name, kind in fields.items()):
        raise Asked(f"wanted: {', '.join(fields)}")
    return data


async def refused(_: Request, error: Exception) -> Response:
    """A request that makes no sense is answered with why."""
    return PlainTextResponse(f"{error}\n", 413 if isinstance(error, TooLarge) else 400)
