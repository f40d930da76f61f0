"""Solving a case again with something changed: locks added, a clause or a figure of its data replaced.

A changed case is built anew from its fields, never by copying, because a copy would keep the tables that the old case
has looked up (site, mineral, period by id). The answer is that of `optimizer.solve`: published, audited, told.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar

from models.base import Record
from models.case import Case, Lock
from models.plan import Decision
from models.words import Action, Kind
from optimizer.explain.cache import Cache
from optimizer.solve import Settings, Solved, solve
from optimizer.solve.floors import Floor
from optimizer.solve.settings import Watch

R = TypeVar("R", bound=Record)
IDLE = {
    Kind.BLOCK: Action.NOT_LICENSED,
    Kind.MINE: Action.KEEP,
    Kind.MERGER: Action.NOT_FORMED,
    Kind.EXPLORATION: Action.NOT_GRANTED,
}


def revised(record: R, **fields: Any) -> R:
    """Return ``record`` with some fields replaced, validated anew; raises ValidationError when they do not fit."""
    known = {name: getattr(record, name) for name in type(record).model_fields}
    return type(record).model_validate(known | fields)


def with_locks(case: Case, locks: Iterable[Lock]) -> Case:
    """Return ``case`` with locks added."""
    return revised(case, locks=(*case.locks, *locks))


def with_clause(case: Case, clause: str, **fields: Any) -> Case:
    """Return ``case`` with fields of one clause of its policy replaced."""
    setting = revised(getattr(case.policy, clause), **fields)
    return revised(case, policy=revised(case.policy, **{clause: setting}))


def with_site(case: Case, site: str, **fields: Any) -> Case:
    """Return ``case`` with fields of one site replaced."""
    kinds = {Kind.BLOCK: "blocks", Kind.MINE: "mines", Kind.MERGER: "mergers", Kind.EXPLORATION: "explorations"}
    table = kinds[case.site[site].kind]
    sites = tuple(revised(one, **fields) if one.id == site else one for one in getattr(case, table))
    return revised(case, **{table: sites})


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
