"""Requests about the what-if of a client: its edits, undo and redo, snapshots, and what they do to the plan in hand."""

from __future__ import annotations

from datetime import UTC, datetime
from time import perf_counter
from typing import Literal

from fastapi import APIRouter, Request

from optimizer.serve.asked import EditBody, SnapshotBody
from optimizer.serve.board import Board
from optimizer.serve.codes import BoardError
from optimizer.serve.draft import Draft, locks_of, moved, pushed
from optimizer.serve.editing import edit_of, lock_words
from optimizer.serve.figures import costs_of, movables
from optimizer.serve.judging import Judged, judged
from optimizer.serve.scene import figure_told
from optimizer.serve.telling import Plain, clauses_told, findings_told, plain
from optimizer.serve.vault import Snapshot

MOST = 500


def client_in(request: Request) -> str:
    """Return who asks."""
    return str(request.state.client)


def draft_routes(board: Board) -> APIRouter:
    """Return the routes of what-ifs."""
    router = APIRouter(prefix="/api")

    @router.get("/draft")
    def draft(request: Request) -> Plain:
        return draft_told(board, board.vault.draft(client_in(request)))

    @router.post("/draft/edit")
    def edit(request: Request, body: EditBody) -> Plain:
        client = client_in(request)
        known = board.vault.draft(client)
        if known.at >= MOST:
            raise BoardError("LD-906", MOST)
        return _kept(board, client, pushed(known, edit_of(board, known, body.edit, client)))

    @router.post("/draft/{way}")
    def step(request: Request, way: Literal["undo", "redo", "reset"]) -> Plain:
        client = client_in(request)
        known = board.vault.draft(client)
        by = {"undo": -1, "redo": 1, "reset": -known.at}[way]
        return _kept(board, client, moved(known, by))

    @router.get("/sites/{site}/costs")
    def costs(request: Request, site: str) -> list[Plain]:
        case = board.case_of(board.vault.draft(client_in(request)))
        if site not in case.site:
            raise BoardError("LD-907", site)
        return [figure_told(one) for one in costs_of(case, site)]

    @router.get("/snapshots")
    def snapshots() -> list[Plain]:
        return [_snapshot(board, one) for one in board.vault.snapshots()]

    @router.post("/snapshots")
    def keep(request: Request, body: SnapshotBody) -> list[Plain]:
        known = board.vault.draft(client_in(request))
        now = datetime.now(UTC).isoformat(timespec="seconds")
        short = Draft(steps=known.in_force, at=known.at)
        board.vault.keep_snapshot(Snapshot(name=body.name, by=body.by, time=now, draft=short, key=board.key(known)))
        return snapshots()

    @router.post("/snapshots/open")
    def open_(request: Request, body: SnapshotBody) -> Plain:
        found = next((one for one in board.vault.snapshots() if one.name == body.name), None)
        if found is None:
            raise BoardError("LD-907", body.name)
        return _kept(board, client_in(request), found.draft)

    @router.get("/scenarios")
    def scenarios() -> list[Plain]:
        return [{"id": name, "text": plain(one.steps[0].text)} for name, one in board.scenarios.items()]

    return router


def _kept(board: Board, client: str, draft: Draft) -> Plain:
    """Judge first: what cannot be applied is not kept."""
    board.queue.drop(client)
    told = draft_told(board, draft)
    board.vault.keep_draft(client, draft)
    return told


def draft_told(board: Board, draft: Draft) -> Plain:
    """Return a what-if as the page reads it, with the clauses that the plan in hand would break under it."""
    started = perf_counter()
    case, hand, key = board.case_of(draft), board.in_hand(draft), board.key(draft)
    told: Plain = {
        "key": key,
        "at": draft.at,
        "steps": [plain(edit.text) for edit in draft.steps],
        "answered": board.answered(key),
        "hand": None if hand is None else hand.key,
        "at_once": board.quick is not None and hand is not None and not board.answered(key),
        "locks": {lock.site: plain(lock_words(case, lock)) for lock in locks_of(draft, board.case.locks)},
        "figures": [figure_told(one) for one in movables(case)],
    }
    if hand is not None and hand.outcome.plan is not None:
        same = Judged((), ())
        found = same if hand.key == key else judged(case, hand.outcome.plan, hand.outcome.findings)
        told["broken"], told["mended"] = findings_told(case, found.broken), findings_told(case, found.mended)
        told["clauses"] = clauses_told(case, (*found.broken, *found.mended))
    return told | {"seconds": round(perf_counter() - started, 4)}


def _snapshot(board: Board, one: Snapshot) -> Plain:
    head = one.model_dump(mode="json", include={"name", "by", "time", "key"})
    return head | {"steps": [plain(edit.text) for edit in one.draft.in_force], "answered": board.answered(one.key)}
