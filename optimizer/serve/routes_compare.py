"""Requests that compare: the runs there are, two plans side by side, agreement across many, and all of it as files."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, Literal

from fastapi import APIRouter, Query
from fastapi.responses import Response

from optimizer.scenario import Member
from optimizer.serve.agreement import agreement_told
from optimizer.serve.board import BASE, Board
from optimizer.serve.comparing import FIRST, MOST, TRIED, exported, members_of
from optimizer.serve.shelf import Kept
from optimizer.serve.sides import compared_told
from optimizer.serve.telling import Plain, plain

MANY = 100
Keys = Annotated[list[str], Query()]


def compare_routes(board: Board) -> APIRouter:
    """Return the routes of comparison."""
    router = APIRouter(prefix="/api")

    @router.get("/runs")
    def runs() -> Plain:
        return {"most": MOST, "case": board.case.frame.id, "runs": [_run(one) for one in board.shelf.listed()]}

    @router.get("/runs/{key}/standing")
    def standing(key: str) -> Plain:
        found = board.shelf.standing(key)
        return {"state": found.state, "inputs": list(found.inputs)}

    @router.get("/compare")
    def compare(first: str = BASE, second: str = BASE) -> Plain:
        one, other = members_of(board, (first, second), 2)
        return compared_told(board.case, board.layers, replace(one, label="A"), replace(other, label="B"))

    @router.get("/agreement")
    def agreement(plan: Keys = []) -> Plain:  # noqa: B006 - FastAPI reads the default once
        return agreement_told(members_of(board, plan, 2) if plan else at_hand(board))

    @router.get("/comparison.zip")
    def export(plan: Keys, language: Literal["zh", "en"] = "zh") -> Response:
        found = exported(board, members_of(board, plan, 2, language), language)
        head = {"content-disposition": 'attachment; filename="comparison.zip"'}
        return Response(found, media_type="application/zip", headers=head)

    return router


def at_hand(board: Board) -> tuple[Member, ...]:
    """Return the plans of the board itself: the first and the latest MANY answers, which have the same sites."""
    first = () if board.base is None else (Member(FIRST.zh, board.case, board.base),)
    tried = [Member(TRIED.zh, board.case, one.outcome) for one in board.vault.answers(MANY)]
    known = set(board.case.site)
    return tuple(
        one for one in (*first, *tried) if one.outcome.plan is not None and known <= one.outcome.plan.decision.keys()
    )


def _run(one: Kept) -> Plain:
    entry = one.entry
    return {
        "key": one.key, "name": entry.folder, "case": entry.case, "scenario": entry.scenario,
        "titles": [plain(title) for title in one.titles], "verdict": entry.verdict, "objective": entry.objective,
        "backend": entry.backend, "seed": entry.seed, "created": entry.created, "own": one.own,
        "broken": bool(entry.fault),
    }  # fmt: skip
