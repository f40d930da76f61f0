"""The web application: page, assets, sign-in, and the routes of the API behind the gate."""

from __future__ import annotations

import asyncio
import gzip
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.resources import files
from urllib.parse import parse_qs

from fastapi import FastAPI, HTTPException, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from models import BadInputError
from optimizer.serve.board import Board
from optimizer.serve.codes import BoardError
from optimizer.serve.draft import Draft
from optimizer.serve.gate import PASS_COOKIE, Gate, cookie, problems_json
from optimizer.serve.guard import Guard
from optimizer.serve.page import board_page, render
from optimizer.serve.routes_compare import compare_routes
from optimizer.serve.routes_draft import draft_routes
from optimizer.serve.routes_jobs import job_routes
from optimizer.serve.routes_plans import plan_routes
from optimizer.serve.scene import scene_of

WRONG = 1.0
"""Seconds that a wrong token waits for its answer."""
ASSETS = {"board.js": "text/javascript", "board.css": "text/css", "LICENCES.txt": "text/plain"}


def application(board: Board, guard: Guard, language: str = "zh") -> FastAPI:
    """Return the application of one board."""

    @asynccontextmanager
    async def life(_: FastAPI) -> AsyncIterator[None]:
        board.get_ready(Draft())
        yield
        board.close()

    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None, lifespan=life)
    app.add_middleware(Gate, guard=guard)
    app.add_exception_handler(BadInputError, _told)
    app.add_exception_handler(RequestValidationError, _unfit)
    data = json.dumps(scene_of(board.case, board.base, board.layers), ensure_ascii=False).encode()
    _pages(app, board, guard, language)
    app.include_router(plan_routes(board, (data, gzip.compress(data, 6))))
    app.include_router(compare_routes(board))
    app.include_router(draft_routes(board))
    app.include_router(job_routes(board))
    return app


def _pages(app: FastAPI, board: Board, guard: Guard, language: str) -> None:
    contents = {name: (files("optimizer.serve") / "static" / name).read_bytes() for name in ASSETS}

    @app.get("/")
    def page(request: Request) -> HTMLResponse:
        csrf = guard.csrf(request.state.client)
        return HTMLResponse(board_page(board.case.frame.title.of(language), csrf, language))

    @app.get("/static/{name}")
    def static(name: str) -> Response:
        if name not in ASSETS:
            raise HTTPException(404)
        return Response(
            contents[name], media_type=f"{ASSETS[name]}; charset=utf-8", headers={"cache-control": "no-cache"}
        )

    @app.get("/sign-in")
    def asked() -> HTMLResponse:
        return HTMLResponse(render("sign_in.html", wrong=False))

    @app.post("/sign-in")
    async def given(request: Request) -> Response:
        token = parse_qs((await request.body()).decode("utf-8", "replace")).get("token", [""])[0]
        if not guard.token_fits(token):
            await asyncio.sleep(WRONG)
            return HTMLResponse(render("sign_in.html", wrong=True), status_code=401)
        found = RedirectResponse("/", status_code=303)
        found.headers.append("set-cookie", cookie(PASS_COOKIE, guard.pass_of(request.state.client)))
        return found


def _told(_: Request, error: Exception) -> Response:
    assert isinstance(error, BadInputError)
    status = error.status if isinstance(error, BoardError) else 422
    return Response(problems_json(error), status_code=status, media_type="application/json")


def _unfit(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    first = error.errors()[0]
    where = ".".join(str(part) for part in first["loc"])
    return _told(request, BoardError("LD-903", f"{where}: {first['msg']}"))
