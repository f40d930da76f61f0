"""Solving a case again with something changed: locks added, a clause or a figure of its data replaced.

The answer is that of `optimizer.solve`: published, audited, told.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from models.case import Case, Lock
from models.plan import Decision
from models.words import Action, Kind
from optimizer.explain.cache import Cache
from optimizer.solve import Settings, Solved, solve
from optimizer.solve.edits import revised, with_clause, with_locks, with_site
from optimizer.solve.floors import Floor
from optimizer.solve.settings import Watch

__all__ = ["IDLE", "opposite", "resolve", "revised", "with_clause", "with_locks", "with_site", "without"]

IDLE = {
    Kind.BLOCK: Action.NOT_LICENSED,
    Kind.MINE: Action.KEEP,
    Kind.MERGER: Action.NOT_FORMED,
    Kind.EXPLORATION: Action.NOT_GRANTED,
}


def opposite(decision: Decision) -> Lock:
    """Return the lock that forces the site the other way: what it does is forbidden, what it does not is wanted.

    Idle sites must act (a block is licensed or joins, a mine does not stay as it is); others must stay idle.
    """
    idle = IDLE[decision.kind]
    acting = decision.action != idle
    return Lock(site=decision.site, action=idle, forbid=not acting)


def without(decision: Decision) -> Lock:
    """Return the lock that forbids a site the action that it takes."""
    return Lock(site=decision.site, action=decision.action, forbid=True)


def resolve(
    case: Case,
    *,
    locks: Iterable[Lock] = (),
    settings: Settings | None = None,
    watch: Watch | None = None,
    cache: Cache | None = None,
    scenario: str = "",
    floors: tuple[Floor, ...] = (),
    **fields: Any,
) -> Solved:
    """Solve ``case`` with locks added and fields of the case (policy, demands, blocks …) replaced.

    ``floors`` may be given where locks alone are added: those of the outcome without them.
    Raises LookupError for an unknown back end and ValidationError for fields that do not fit.
    """
    changed = with_locks(revised(case, **fields) if fields else case, locks)
    chosen = settings or Settings()
    if cache is None:
        return solve(changed, chosen, watch, scenario, floors)
    return cache.solved(changed, chosen, lambda: solve(changed, chosen, watch, scenario, floors))
