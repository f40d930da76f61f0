"""Requests that read: the scene, plans and what differs from the first, and the minutes."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import Response

from optimizer.reporting.csv import csv_bytes
from optimizer.scenario import Member
from optimizer.serve.board import BASE, Board
from optimizer.serve.difference import difference
from optimizer.serve.minutes import Remark
from optimizer.serve.minutes_table import minutes_table
from optimizer.serve.routes_draft import client_in
from optimizer.serve.telling import Plain, outcome_told


def plan_routes(board: Board, scene: tuple[bytes, bytes]) -> APIRouter:
    """Return the routes that read; ``scene`` is the page's data as JSON, plain and gzipped."""
    router = APIRouter(prefix="/api")

    @router.get("/scene")
    def scene_(request: Request) -> Response:
        packed = "gzip" in request.headers.get("accept-encoding", "")
        head = {"content-encoding": "gzip", "vary": "accept-encoding"} if packed else {}
        return Response(scene[packed], media_type="application/json", headers=head)

    @router.get("/plans/{key}")
    def plan(key: str) -> Plain:
        shown = board.shown(key)
        told: Plain = {"key": key, "outcome": outcome_told(shown.case, shown.outcome)}
        if board.base is not None:
            first = Member(BASE, board.case, board.base)
            told["difference"] = difference(first, Member(key, shown.case, shown.outcome))
        return told

    @router.get("/minutes")
    def minutes() -> list[Plain]:
        return [line.model_dump(mode="json", exclude={"before"}) for line in board.vault.minutes]

    @router.post("/minutes")
    def say(request: Request, body: Remark) -> list[Plain]:
        board.vault.add_remark(body, board.key(board.vault.draft(client_in(request))))
        return minutes()

    @router.get("/minutes.csv")
    def export() -> Response:
        head = {"content-disposition": 'attachment; filename="minutes.csv"'}
        return Response(
            csv_bytes(minutes_table(board.case, board.vault.minutes)),
            media_type="text/csv; charset=utf-8",
            headers=head,
        )

    return router
