"""Dossiers and diagnoses as the page reads them: sentences with their figures, and the text of each clause named."""

from __future__ import annotations

from collections.abc import Iterable

from models import Case, Text
from optimizer.explain.dossier_record import Dossier
from optimizer.explain.keys import key_told
from optimizer.reporting.tables.conformity import clause_of
from optimizer.reporting.tables.derived import source_line
from optimizer.serve.errands import Diagnosis
from optimizer.serve.telling import Plain, plain

SHOWN = 6


def dossier_told(case: Case, one: Dossier) -> Plain:
    """Return why a site is decided as it is, and what the opposite would cost."""
    named = [screen.clause for screen in one.screened] + list(one.conflict)
    named += [bound.clause for bound in (*one.begins, *one.ceases)]
    return {
        "site": one.site,
        "standing": one.standing.value,
        "opposite": plain(one.opposite),
        "sentences": [plain(sentence.text) for sentence in one.sentences],
        "tiers": [tier.model_dump(mode="json") for tier in one.tiers],
        "moves": [move.site for move in one.moves],
        "clauses": [clause_told(case, name) for name in dict.fromkeys(named)],
        "seconds": one.seconds,
    }


def clause_told(case: Case, name: str) -> Plain:
    """Return a clause with the words of the plan and where they stand."""
    clause = clause_of(name)
    return {"id": name, "title": plain(clause.title), "heading": clause.heading, "line": plain(source_line(case, name))}


def diagnosis_told(found: Diagnosis) -> Plain:
    """Return why a case is impossible and what would mend it."""
    conflict = found.conflict
    return {
        "state": conflict.state.value,
        "figures": [plain(one.sentence) for one in conflict.shortfalls],
        "members": [
            {"title": plain(one.title), "heading": one.heading, "keys": _keys(one.keys[:SHOWN]),
             "more": max(0, len(one.keys) - SHOWN), "needed": one.needed}
            for one in conflict.members
        ],
        "repairs": [] if found.menu is None else [
            {"kind": one.kind, "text": plain(one.sentence()), "steps": [plain(step.sentence) for step in one.steps],
             "weight": one.weight, "confirmed": one.confirmed, "verdict": one.verdict.value}
            for one in found.menu.repairs
        ],
    }  # fmt: skip


def _keys(keys: Iterable[str]) -> list[list[str]]:
    return [plain(Text(zh=key_told(key), en=key)) for key in keys]
