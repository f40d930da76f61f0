"""Requests that read: the scene, plans and what differs between them, agreement across many, and the minutes."""

from __future__ import annotations

from collections import Counter

from fastapi import APIRouter, Request
from fastapi.responses import Response

from models import Outcome
from optimizer.reporting.csv import csv_bytes
from optimizer.serve.board import BASE, Board
from optimizer.serve.difference import difference
from optimizer.serve.minutes import Remark
from optimizer.serve.minutes_table import minutes_table
from optimizer.serve.routes_draft import client_in
from optimizer.serve.telling import Plain, outcome_told

MANY = 100


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
            told["difference"] = difference(shown.case, board.base, shown.outcome)
        return told

    @router.get("/compare")
    def compare(first: str = BASE, second: str = BASE) -> Plain:
        one, other = board.shown(first), board.shown(second)
        return {
            "first": outcome_told(one.case, one.outcome),
            "second": outcome_told(other.case, other.outcome),
            "difference": difference(other.case, one.outcome, other.outcome),
        }

    @router.get("/agreement")
    def agreement() -> Plain:
        return agreement_of(board)

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


def agreement_of(board: Board) -> Plain:
    """Return how many of the plans at hand decide each site in each way, the latest MANY answers and the first plan."""
    outcomes: list[Outcome] = [] if board.base is None else [board.base]
    outcomes += [one.outcome for one in board.vault.answers(MANY)]
    known = set(board.case.site)
    plans = [one.plan for one in outcomes if one.plan is not None and known <= one.plan.decision.keys()]
    sites = {name: Counter(plan.decision[name].action.value for plan in plans) for name in board.case.site}
    return {"plans": len(plans), "sites": sites}
