"""One board: a case with its plan and ground, what is kept beside it, and the queue that solves for it.

A what-if is known by what it changes, whatever the way there: key = SHA-256(case, changes, locks). The plan in hand is
that of the longest beginning of the what-if that has an answer, else the plan that the board was opened with.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from models import Case, Outcome
from optimizer.explain.conflict_record import Conflict
from optimizer.explain.dossier_record import Dossier
from optimizer.explain.repair_record import Menu
from optimizer.reporting.frames import Layers
from optimizer.serve.codes import BoardError
from optimizer.serve.draft import Draft, locks_of
from optimizer.serve.edited import Flaw, edited, flaws
from optimizer.serve.errands import Errand, Kind
from optimizer.serve.queue import Job, Queue, nothing
from optimizer.serve.shelf import Shelf
from optimizer.serve.shown import Shown
from optimizer.serve.vault import Answer, Vault
from optimizer.store import digest

BASE = "base"
KEPT = 32


@dataclass(eq=False)
class Board:
    """What all requests share; `seconds` bounds each solve [s]; `quick` has a worker for first answers alone.

    `kept` and `known_conflict` are the explanations that the run holds of the plan that the board was opened with.
    """

    case: Case
    base: Outcome | None
    layers: Layers
    vault: Vault
    queue: Queue
    seconds: float = 120.0
    backend: str = "highs"
    scenarios: dict[str, Draft] = field(default_factory=dict)
    shelf: Shelf = field(default_factory=Shelf)
    quick: Queue | None = None
    kept: Mapping[str, Dossier] = field(default_factory=dict)
    known_conflict: tuple[Conflict, Menu | None] | None = None

    def __post_init__(self) -> None:
        self.edited = lru_cache(KEPT)(self._edited)

    @cached_property
    def fingerprint(self) -> str:
        """What the case is known by."""
        return digest(self.case)

    @cached_property
    def flaws(self) -> frozenset[Flaw]:
        """What is fatally wrong with the case itself: no edit is blamed for it."""
        return flaws(self.case)

    def key(self, draft: Draft) -> str:
        """Return the key of a what-if, `BASE` for one without edits."""
        changes = [change for edit in draft.in_force for change in edit.changes]
        locks = locks_of(draft, self.case.locks)
        if not changes and locks == self.case.locks:
            return BASE
        return digest({"case": self.fingerprint, "changes": changes, "locks": locks})[:32]

    def case_of(self, draft: Draft) -> Case:
        """Return the case under a what-if. Raises BoardError (LD-903)."""
        return self.edited(Draft(steps=draft.in_force, at=draft.at).model_dump_json())

    def shown(self, key: str) -> Shown:
        """Return the plan kept under ``key``. Raises BoardError (LD-907 unknown, LD-911 no plan yet)."""
        if key == BASE and self.base is not None:
            return Shown(BASE, self.case, self.base)
        answer = self.vault.answer(self._slot(key))
        if answer is None:
            raise BoardError("LD-911" if key == BASE else "LD-907", key)
        return Shown(key, self.case_of(answer.draft), answer.outcome)

    def keep(self, draft: Draft, outcome: Outcome) -> None:
        """Keep the outcome of a what-if; that of the case itself is the first plan of a board that had none."""
        self.vault.keep_answer(self._slot(self.key(draft)), Answer(draft=draft, outcome=outcome))
        if self.base is None and self.key(draft) == BASE:
            self.base = outcome
        self.get_ready(draft)

    def get_ready(self, draft: Draft) -> None:
        """Let the worker of first answers take up the plan in hand before an edit is made."""
        hand = self.in_hand(draft)
        if self.quick is not None and hand is not None:
            with suppress(BoardError):  # too much to do: then the first edit waits for it
                self.quick.submit("", self.errand("ready", draft, hand), nothing)

    def errand(self, kind: Kind, draft: Draft, hand: Shown | None = None) -> Errand:
        """Return an errand about the case under a what-if, from the plan in ``hand``."""
        return Errand(kind, self.case_of(draft), hand=hand, seconds=self.seconds, backend=self.backend)

    def job(self, name: str, client: str) -> Job:
        """Return a job of a client, whichever queue has it. Raises BoardError (LD-907)."""
        queues = (self.queue, self.quick)
        found = next((one for queue in queues if queue is not None for one in queue.of(client) if one.id == name), None)
        if found is None:
            raise BoardError("LD-907", name)
        return found

    def close(self) -> None:
        """End all workers."""
        for queue in filter(None, (self.queue, self.quick)):
            queue.close()

    def answered(self, key: str) -> bool:
        """Return whether there is an outcome under ``key``."""
        return (key == BASE and self.base is not None) or self.vault.has_answer(self._slot(key))

    def dossier(self, key: str, site: str) -> Dossier | None:
        """Return the dossier kept for a site of a plan, beside the run or in it."""
        return self.vault.dossier(f"{self.fingerprint} {key} {site}") or (self.kept.get(site) if key == BASE else None)

    def keep_dossier(self, key: str, dossier: Dossier) -> None:
        """Keep a dossier of a plan."""
        self.vault.keep_dossier(f"{self.fingerprint} {key} {dossier.site}", dossier)

    def dossiers(self, key: str) -> tuple[Dossier, ...]:
        """Return all dossiers kept for a plan, in the case's order."""
        return tuple(one for one in (self.dossier(key, site.id) for site in self.case.sites) if one is not None)

    def in_hand(self, draft: Draft) -> Shown | None:
        """Return the plan to judge edits on: the latest one on the way to ``draft`` that has one."""
        for at in range(draft.at, -1, -1):
            key = self.key(Draft(steps=draft.steps, at=at))
            if self.answered(key):
                found = self.shown(key)
                if found.outcome.plan is not None:
                    return found
        return None

    def _slot(self, key: str) -> str:
        return f"{self.fingerprint} {key}"

    def _edited(self, draft: str) -> Case:
        return edited(self.case, Draft.model_validate_json(draft), self.flaws)
