"""Dossiers and conflicts that a run keeps (``lodeplan why RUN all``, ``lodeplan conflict RUN``), while they hold.

Taken is what is whole against its own manifest, speaks of this very run and of the plan in it, and was settled; the
latest answer about a site counts. All else is passed over as if it were not there, so that it is solved anew.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from models.outcome import Outcome
from optimizer.explain.conflict_record import Conflict, State
from optimizer.explain.dossier_record import Dossier
from optimizer.explain.importance import Standing
from optimizer.explain.repair_record import Menu
from optimizer.store import kept_answers

ANSWER = "answer.json"


def kept_dossiers(run: Path, outcome: Outcome) -> dict[str, Dossier]:
    """Return the settled dossiers of the plan of ``outcome`` that the run folder ``run`` keeps, by site."""
    found: dict[str, Dossier] = {}
    for folder in reversed(kept_answers(run, "why")):
        try:
            told = dossiers_of(_read(folder / ANSWER), outcome)
        except (OSError, ValueError, KeyError, TypeError, ValidationError):
            continue
        found |= {one.site: one for one in told if one.standing != Standing.OPEN}
    return found


def kept_conflict(run: Path) -> tuple[Conflict, Menu | None] | None:
    """Return the latest conflict that the run folder ``run`` keeps, with its repairs; None where none was settled."""
    for folder in kept_answers(run, "conflict"):
        try:
            data = _read(folder / ANSWER)
            conflict = Conflict.model_validate(data["conflict"])
            menu = None if data["repairs"] is None else Menu.model_validate(data["repairs"])
        except (OSError, ValueError, KeyError, TypeError, ValidationError):
            continue
        if conflict.state == State.IMPOSSIBLE:
            return conflict, menu
    return None


def dossiers_of(data: Any, outcome: Outcome) -> tuple[Dossier, ...]:
    """Return the dossiers in the answer of ``why``, none when one of them is of another plan than that of ``outcome``.

    Raises ValueError, KeyError, TypeError or ValidationError for what is no such answer.
    """
    found = tuple(Dossier.model_validate(one) for one in data["dossiers"])
    same = data["case"] == outcome.case and all(_of(outcome, one) for one in found)
    return found if same else ()


def _of(outcome: Outcome, one: Dossier) -> bool:
    values = {tier.name: tier.value for tier in outcome.tiers}
    decided = None if outcome.plan is None else outcome.plan.decision.get(one.site)
    return decided == one.decision and all(values.get(tier.name) == tier.before for tier in one.tiers)


def _read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))
