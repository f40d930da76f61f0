"""The gate in front of every request: guard, size and time of bodies, cookies, headers, and errors told as problems.

Bodies are read whole, up to LIMIT bytes within PATIENCE seconds, before a route sees them.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from http.cookies import CookieError, SimpleCookie
from typing import Any

from models import BadInputError
from optimizer.serve.codes import BoardError
from optimizer.serve.guard import HEADERS, OPEN_PATHS, SAFE, Guard, client_of

Message = dict[str, Any]
Scope = dict[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]
LIMIT, PATIENCE, MONTH = 64 * 1024, 10.0, 30 * 24 * 3600
CLIENT_COOKIE, PASS_COOKIE = "lodeplan_client", "lodeplan_pass"


class Gate:
    """The board's outermost layer."""

    def __init__(self, app: App, guard: Guard) -> None:
        self._app, self._guard = app, guard

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request in or tell why not."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self._app(scope, receive, send)
            return
        headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]}
        cookies = _cookies(headers.get("cookie", ""))
        client, new = client_of(cookies.get(CLIENT_COOKIE, ""))
        scope["state"] = {**scope.get("state", {}), "client": client, "guard": self._guard}
        dressed = _dressed(send, client if new else None)
        try:
            self._guard.admit(scope["method"], scope["path"], headers, client)
            if not self._open(scope["path"]) and not self._guard.signed_in(client, cookies.get(PASS_COOKIE, "")):
                await self._strange(scope, dressed)
                return
            inside = receive if scope["method"] in SAFE else await _whole(receive, headers)
            await self._app(scope, inside, dressed)
        except BoardError as error:
            await _tell(dressed, error.status, error)

    def _open(self, path: str) -> bool:
        return any(path == one or (one.endswith("/") and path.startswith(one)) for one in OPEN_PATHS)

    async def _strange(self, scope: Scope, send: Send) -> None:
        if scope["path"] == "/":
            await send({"type": "http.response.start", "status": 303, "headers": [(b"location", b"/sign-in")]})
            await send({"type": "http.response.body", "body": b""})
            return
        error = BoardError("LD-909")
        await _tell(send, error.status, error)


async def _whole(receive: Receive, headers: dict[str, str]) -> Receive:
    length = headers.get("content-length", "0")
    if not length.isdecimal() or int(length) > LIMIT:
        raise BoardError("LD-906", f"{LIMIT} B")
    body = b""
    try:
        async with asyncio.timeout(PATIENCE):
            while True:
                message = await receive()
                body += message.get("body", b"")
                if len(body) > LIMIT:
                    raise BoardError("LD-906", f"{LIMIT} B")
                if not message.get("more_body", False):
                    break
    except TimeoutError as error:
        raise BoardError("LD-906", f"{PATIENCE:g} s") from error
    waiting = [{"type": "http.request", "body": body, "more_body": False}]

    async def again() -> Message:
        return waiting.pop() if waiting else await receive()

    return again


def _dressed(send: Send, new: str | None) -> Send:
    async def dressed(message: Message) -> None:
        if message["type"] == "http.response.start":
            known = {name.lower() for name, _ in message.get("headers", [])}
            more = [(name.lower().encode(), value.encode()) for name, value in HEADERS.items()]
            more += [] if b"cache-control" in known else [(b"cache-control", b"no-store")]
            more += [] if new is None else [(b"set-cookie", cookie(CLIENT_COOKIE, new).encode())]
            message = {**message, "headers": [*message.get("headers", []), *more]}
        await send(message)

    return dressed


def cookie(name: str, value: str) -> str:
    """Return a cookie that scripts cannot read and other sites cannot send."""
    return f"{name}={value}; Path=/; HttpOnly; SameSite=Strict; Max-Age={MONTH}"


async def _tell(send: Send, status: int, error: BadInputError) -> None:
    body = problems_json(error)
    head = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": head})
    await send({"type": "http.response.body", "body": body})


def problems_json(error: BadInputError) -> bytes:
    """Return the problems of an error as the page reads them."""
    told = {"problems": [one.model_dump(mode="json") for one in error.problems]}
    return json.dumps(told, ensure_ascii=False).encode()


def _cookies(header: str) -> dict[str, str]:
    try:
        return {name: morsel.value for name, morsel in SimpleCookie(header).items()}
    except CookieError:
        return {}
