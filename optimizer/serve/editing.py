"""From what a page asks to an edit with its words: locks, figures, repairs, scenarios."""

from __future__ import annotations

from models import Action, Case, Kind, Lock, Text
from models.labels import ACTIONS
from models.units import measured, moved
from optimizer.reporting.words import SIZES, words
from optimizer.serve.asked import EditAsked, FigureAsked, FreeAsked, LockAsked, RepairAsked
from optimizer.serve.board import Board
from optimizer.serve.codes import BoardError
from optimizer.serve.draft import Draft, Edit
from optimizer.serve.errands import Diagnosis
from optimizer.serve.figures import changes_to, movable_at

CAN: dict[Kind, frozenset[Action]] = {
    Kind.BLOCK: frozenset({Action.LICENSED, Action.NOT_LICENSED, Action.JOIN}),
    Kind.MINE: frozenset({Action.KEEP, Action.EXPAND, Action.CLOSE, Action.RECTIFY, Action.JOIN}),
    Kind.MERGER: frozenset({Action.FORMED, Action.NOT_FORMED}),
    Kind.EXPLORATION: frozenset({Action.GRANTED, Action.NOT_GRANTED}),
}


def edit_of(board: Board, draft: Draft, asked: EditAsked, client: str) -> Edit:
    """Return the edit asked for. Raises BoardError (LD-903, LD-907)."""
    if isinstance(asked, LockAsked):
        return _lock(board.case, asked)
    if isinstance(asked, FreeAsked):
        name = _site(board.case, asked.site)
        return Edit(text=Text(zh=f"{name.zh}：解除指定", en=f"{name.en}: free again"), frees=(asked.site,))
    if isinstance(asked, FigureAsked):
        return _figure(board.case_of(draft), asked)
    if isinstance(asked, RepairAsked):
        return _repair(board, asked, client)
    found = board.scenarios.get(asked.scenario)
    if found is None:
        raise BoardError("LD-907", asked.scenario)
    return found.steps[0]


def lock_words(case: Case, lock: Lock) -> Text:
    """Return a lock in words."""
    name, done = _site(case, lock.site), words(ACTIONS, lock.action)
    zh, en = [f"{'不得' if lock.forbid else ''}{done.zh}"], [f"{'must not: ' if lock.forbid else ''}{done.en}"]
    if lock.start is not None:
        zh, en = [*zh, lock.start], [*en, f"in {lock.start}"]
    if lock.production_class is not None:
        size = words(SIZES, lock.production_class)
        zh, en = [*zh, size.zh], [*en, size.en]
    if lock.capacity is not None:
        size = measured(f"{lock.capacity:f}", f"{case.mineral[case.site[lock.site].mineral].capacity_unit}/a")
        zh, en = [*zh, size.zh], [*en, size.en]
    return Text(zh=f"{name.zh}：{' '.join(zh)}", en=f"{name.en}: {' '.join(en)}")


def _site(case: Case, site: str) -> Text:
    if site not in case.site:
        raise BoardError("LD-907", site)
    return case.site[site].name


def _lock(case: Case, asked: LockAsked) -> Edit:
    name = _site(case, asked.site)
    if asked.action not in CAN[case.site[asked.site].kind]:
        raise BoardError("LD-903", f"{name.zh} {asked.action.value}")
    if asked.start is not None and asked.start not in case.period_index:
        raise BoardError("LD-907", asked.start)
    lock = Lock.model_validate(asked.model_dump(exclude={"kind"}))
    return Edit(text=lock_words(case, lock), locks=(lock,))


def _figure(case: Case, asked: FigureAsked) -> Edit:
    figure = movable_at(case, asked.path)
    if figure is None:
        raise BoardError("LD-907", asked.path)
    try:
        changes = changes_to(figure, asked.value)
    except ValueError as error:
        raise BoardError("LD-903", figure.name.zh) from error
    told = moved(f"{figure.value:f}", f"{asked.value:f}", figure.unit)
    return Edit(text=Text(zh=f"{figure.name.zh}：{told.zh}", en=f"{figure.name.en}: {told.en}"), changes=changes)


def _repair(board: Board, asked: RepairAsked, client: str) -> Edit:
    found = board.queue.job(asked.job, client).result
    if not isinstance(found, Diagnosis) or asked.number >= len(found.cures):
        raise BoardError("LD-907", asked.job)
    return found.cures[asked.number]
