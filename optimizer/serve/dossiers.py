"""Dossiers for the board: one asked for, or all of the first plan's in the queue's spare time."""

from __future__ import annotations

from collections import deque

from optimizer.explain.dossier_record import Dossier
from optimizer.explain.importance import Standing
from optimizer.serve.board import BASE, Board
from optimizer.serve.errands import Errand, Result
from optimizer.serve.queue import Then
from optimizer.serve.shown import Shown

TRIES = 3
"""How often a dossier is begun in spare time before it is left to whoever asks."""


def dossier_errand(board: Board, shown: Shown, site: str) -> tuple[Errand, Then]:
    """Return the errand of a dossier and what keeps it; one that was not settled is not kept and can be asked again."""

    def keep(result: Result) -> None:
        if isinstance(result, Dossier) and result.standing != Standing.OPEN:
            board.keep_dossier(shown.key, result)

    return Errand("dossier", shown.case, shown, site, board.seconds, board.backend), keep


def prepare(board: Board) -> None:
    """Let the queue write the dossiers of the plan that the board was opened with in its spare time."""
    left = deque((site.id, TRIES) for site in board.case.sites)

    def spare() -> tuple[Errand, Then] | None:
        if board.base is None or board.base.plan is None:
            return None
        while left:
            site, tries = left.popleft()
            if board.dossier(BASE, site) is None:
                if tries > 1:
                    left.append((site, tries - 1))
                return dossier_errand(board, board.shown(BASE), site)
        return None

    board.queue.spare = spare
    board.queue.wake()
