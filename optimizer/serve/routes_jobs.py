"""Requests for work: re-solve, dossier, conflict; their progress as server-sent events; cancel."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from time import monotonic

from fastapi import APIRouter, Request
from fastapi.responses import StreamingResponse

from models import Outcome
from optimizer.explain.dossier_record import Dossier
from optimizer.scenario import Member
from optimizer.serve.asked import PlanBody
from optimizer.serve.at_once import AtOnce, at_once_told
from optimizer.serve.board import BASE, Board
from optimizer.serve.codes import BoardError
from optimizer.serve.dossiers import dossier_errand
from optimizer.serve.draft import Draft
from optimizer.serve.errands import Diagnosis, Result, diagnosed
from optimizer.serve.queue import OPEN, Job, nothing
from optimizer.serve.routes_draft import client_in
from optimizer.serve.shown import Shown
from optimizer.serve.telling import Plain
from optimizer.serve.told_dossier import diagnosis_told, dossier_told

TICK = 0.05


def job_routes(board: Board) -> APIRouter:
    """Return the routes of work."""
    router = APIRouter(prefix="/api")

    @router.post("/solve")
    def solve(request: Request) -> Plain:
        client = client_in(request)
        draft = board.vault.draft(client)
        return job_told(board, _solve(board, client, Draft(steps=draft.in_force, at=draft.at)))

    @router.post("/conflict")
    def conflict(request: Request) -> Plain:
        client = client_in(request)
        draft = board.vault.draft(client)
        errand = board.errand("conflict", draft)
        if board.known_conflict is not None and board.key(draft) == BASE:
            known = diagnosed(board.case, *board.known_conflict)
            return job_told(board, board.queue.settled(client, errand, known))
        return job_told(board, board.queue.submit(client, errand, nothing))

    @router.post("/first")
    def first(request: Request) -> Plain:
        client = client_in(request)
        draft = board.vault.draft(client)
        hand = board.in_hand(draft)
        if board.quick is None or hand is None:
            raise BoardError("LD-911", board.key(draft))
        return job_told(board, board.quick.submit(client, board.errand("first", draft, hand), nothing))

    @router.post("/sites/{site}/dossier")
    def dossier(request: Request, site: str, body: PlanBody) -> Plain:
        shown = board.shown(body.plan)
        if site not in shown.case.site or shown.outcome.plan is None:
            raise BoardError("LD-907", site)
        known = board.dossier(body.plan, site)
        if known is not None:
            return {"state": "done", "dossier": dossier_told(shown.case, known)}
        errand, keep = dossier_errand(board, shown, site)
        return job_told(board, board.queue.submit(client_in(request), errand, keep))

    @router.get("/dossiers")
    def dossiers(plan: str = BASE) -> list[Plain]:
        case = board.shown(plan).case
        return [dossier_told(case, one) for one in board.dossiers(plan)]

    @router.get("/jobs/{job}")
    def job(request: Request, job: str) -> Plain:
        return job_told(board, board.job(job, client_in(request)))

    @router.post("/jobs/{job}/cancel")
    def cancel(request: Request, job: str) -> Plain:
        return job_told(board, board.queue.cancel(job, client_in(request)))

    @router.get("/jobs/{job}/events")
    async def events(request: Request, job: str) -> StreamingResponse:
        found = board.job(job, client_in(request))
        return StreamingResponse(_events(board, found), media_type="text/event-stream")

    return router


def _solve(board: Board, client: str, draft: Draft) -> Job:
    def keep(result: Result) -> None:
        if isinstance(result, Outcome) and (result.plan is not None or result.verdict.value == "impossible"):
            board.keep(draft, result)

    return board.queue.submit(client, board.errand("solve", draft, board.in_hand(draft)), keep)


async def _events(board: Board, job: Job) -> AsyncIterator[str]:
    last = ""
    while True:
        told = json.dumps(job_told(board, job), ensure_ascii=False)
        if told != last:
            last = told
            yield f"data: {told}\n\n"
        if job.state not in OPEN:
            return
        await asyncio.sleep(TICK)


def job_told(board: Board, job: Job) -> Plain:
    """Return a job as the page reads it: state, place in the queue, progress, and what came of it."""
    told: Plain = {"job": job.id, "kind": job.errand.kind, "state": job.state, "error": job.error}
    if job.state == "waiting":
        return told | {"ahead": board.queue.ahead(job)}
    if job.state == "working":
        found = job.progress
        known = {} if found is None else {"stage": found.stage, "best": found.incumbent, "bound": found.bound}
        return told | known | {"spent": round(monotonic() - job.asked, 1)}
    return told | _result_told(board, job)


def _first_plan(board: Board, hand: Shown) -> Member:
    """The plan that the board was opened with, else the one in hand."""
    return Member(hand.key, hand.case, hand.outcome) if board.base is None else Member(BASE, board.case, board.base)


def _result_told(board: Board, job: Job) -> Plain:
    of, hand = job.errand.case, job.errand.hand
    match job.result:
        case Outcome() as found:
            return {"verdict": found.verdict.value, "plan": found.plan is not None}
        case AtOnce() as found if hand is not None:
            return {"first": at_once_told(found, of, hand.outcome, _first_plan(board, hand))}
        case Dossier() as found:
            return {"dossier": dossier_told(of, found)}
        case Diagnosis() as found:
            return {"diagnosis": diagnosis_told(found)}
    return {}
