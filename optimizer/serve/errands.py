"""What a worker process does for the board: solve a case, write a dossier, find a conflict with its repairs.

Everything here is the library's own path, so that what the board shows is published and audited like any run.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from math import inf
from typing import Any, Literal

from models import Case, Change, Outcome
from optimizer.explain.conflict import conflict_of
from optimizer.explain.conflict_record import Conflict, State
from optimizer.explain.dossier import dossier
from optimizer.explain.dossier_record import Dossier
from optimizer.explain.repair import repairs_of
from optimizer.explain.repair_levers import levers_of
from optimizer.explain.repair_record import Menu, Repair
from optimizer.formulation import compile_case
from optimizer.serve.at_once import AtOnce, at_once
from optimizer.serve.desk import Desk
from optimizer.serve.draft import Edit
from optimizer.serve.shown import Shown
from optimizer.solve import Settings, solve
from optimizer.solve.settings import Watch
from optimizer.solve.warm import Warm

REPAIRS = 3
Kind = Literal["ready", "solve", "first", "dossier", "conflict"]


@dataclass(frozen=True, slots=True, eq=False)
class Errand:
    """One piece of work: `hand` is the plan it begins from, `site` is for a dossier; `seconds` bounds each search."""

    kind: Kind
    case: Case
    hand: Shown | None = None
    site: str = ""
    seconds: float = inf
    backend: str = "highs"


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """Why a case is impossible, what would mend it, and each repair as an edit."""

    conflict: Conflict
    menu: Menu | None
    cures: tuple[Edit, ...]


Result = Outcome | AtOnce | Dossier | Diagnosis


def done(errand: Errand, watch: Watch, desk: Desk) -> Result:
    """Return what comes of an errand, with the plans that ``desk`` keeps warm. Raises what the library raises."""
    settings = Settings(backend=errand.backend, seconds=errand.seconds)
    if errand.kind == "conflict":
        return _diagnosis(errand, settings, watch)
    if errand.kind == "dossier":
        return dossier(errand.case, _hand(errand).outcome, errand.site, settings, watch, turns=False)
    warm = None if errand.hand is None else desk.warm(errand.hand, settings)
    if errand.kind == "ready":
        return _hand(errand).outcome
    if errand.kind == "first":
        return at_once(warm or Warm(_hand(errand).case, settings), errand.case)
    return solve(errand.case, settings, watch).outcome if warm is None else warm.exact(errand.case, watch=watch).outcome


def _hand(errand: Errand) -> Shown:
    if errand.hand is None:
        raise ValueError(f"a {errand.kind} needs a plan")
    return errand.hand


def diagnosed(case: Case, conflict: Conflict, menu: Menu | None) -> Diagnosis:
    """Return a conflict and its repairs with each repair as an edit."""
    return Diagnosis(conflict, menu, () if menu is None else tuple(cure_of(case, one) for one in menu.repairs))


def _diagnosis(errand: Errand, settings: Settings, watch: Watch) -> Diagnosis:
    found = conflict_of(errand.case, errand.backend, errand.seconds, watch, plans=False)
    if found.state == State.POSSIBLE:
        return diagnosed(errand.case, found, None)
    return diagnosed(errand.case, found, repairs_of(errand.case, REPAIRS, settings, None, errand.seconds, watch))


def cure_of(case: Case, repair: Repair) -> Edit:
    """Return a repair as an edit, read off its confirmed plan where a lever reads the plan."""
    levers = {lever.id: lever for lever in levers_of(compile_case(case))}
    changed = case
    for step in repair.steps:
        amount = Fraction(step.amount).limit_denominator(10**9)
        changed = levers[step.lever].change(changed, amount, repair.plan)[0]
    frees = tuple(dict.fromkeys(lock.site for lock in case.locks if lock not in changed.locks))
    changes = differing(case.model_dump(mode="json", exclude={"locks"}),
                        changed.model_dump(mode="json", exclude={"locks"}))  # fmt: skip
    return Edit(text=repair.sentence(), changes=tuple(changes), frees=frees)


def differing(old: Any, new: Any, path: str = "") -> Iterator[Change]:
    """Yield the changes that turn one tree of plain data into another; lists of ids are entered, others set whole."""
    if old == new:
        return
    if isinstance(old, dict) and isinstance(new, dict) and old.keys() == new.keys():
        for key in old:
            yield from differing(old[key], new[key], f"{path}.{key}" if path else str(key))
    elif _named(old) and _named(new) and [one["id"] for one in old] == [one["id"] for one in new]:
        for first, second in zip(old, new, strict=True):
            yield from differing(first, second, f"{path}[{first['id']}]")
    else:
        yield Change(path=path, value=new)


def _named(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(one, dict) and "id" in one for one in value)
