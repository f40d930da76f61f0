"""Dossiers, importance and conflicts that a run keeps (verbs ``why`` and ``conflict``), while they hold.

Taken is what is whole against its own manifest, speaks of this very run and of the plan in it, and was settled; the
latest answer about a site counts. All else is passed over as if it were not there, so that it is solved anew.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from models.base import Text
from models.outcome import Outcome
from optimizer.explain.conflict_record import Conflict, State
from optimizer.explain.dossier_record import Dossier
from optimizer.explain.frequency import Frequency
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


@dataclass(frozen=True, slots=True, eq=False)
class KeptImportance:
    """Dossiers with the frequencies of all sites, by site, and what these were counted over."""

    dossiers: tuple[Dossier, ...]
    often: Mapping[str, Frequency]
    told: tuple[Text, ...]


def kept_importance(run: Path, outcome: Outcome) -> KeptImportance | None:
    """Return the latest importance of the plan of ``outcome`` that the run folder ``run`` keeps, None for none."""
    for folder in kept_answers(run, "why"):
        try:
            data = _read(folder / ANSWER)
            told = dossiers_of(data, outcome)
            names = tuple(Frequency.model_fields)
            often = [Frequency.model_validate({name: row[name] for name in names}) for row in data["frequencies"]]
            said = tuple(Text.model_validate(line) for line in data["sentences"])
        except (OSError, ValueError, KeyError, TypeError, ValidationError):
            continue
        if told:
            return KeptImportance(told, {one.site: one for one in often}, said)
    return None


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
