"""Findings, decisions and periods as the page reads them: plain data, every text in both languages.

Figures are JSON numbers in the units of the outcome. A finding names its site where its subject begins with one.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Any

from models import Case, Finding, Outcome, Text
from models.base import number
from models.units import unit
from optimizer.reporting.subjects import subject
from optimizer.reporting.tables.conformity import clause_of
from optimizer.reporting.tables.derived import source_line
from optimizer.reporting.tables.mines import action_text

Plain = dict[str, Any]


def plain(text: Text) -> list[str]:
    """Return a text as [Chinese, English], or the one word where both are the same."""
    return [text.zh] if text.zh == text.en else [text.zh, text.en]


def findings_told(case: Case, findings: Iterable[Finding]) -> list[Plain]:
    """Return findings in the planner's words."""
    told = subject(case)
    return [_finding(case, one, told) for one in findings]


def _finding(case: Case, one: Finding, told: Callable[[str], Text]) -> Plain:
    head = one.subject.split(" ", 1)[0]
    row: Plain = {
        "clause": one.clause,
        "about": plain(told(one.subject)),
        "period": one.period,
        "relation": one.relation,
        "required": None if one.required is None else number(one.required),
        "found": None if one.found is None else number(one.found),
        "slack": number(one.slack),
        "unit": plain(unit(one.unit)) if one.unit else None,
        "verdict": one.verdict.value,
        "mode": one.mode.value,
        "site": head if head in case.site else None,
        "note": None if one.note is None else plain(one.note),
    }
    return {key: value for key, value in row.items() if value is not None}


def packed(rows: list[Plain]) -> Plain:
    """Return findings as one column a field, texts by their place in a list in which each stands once.

    A case of a thousand blocks has ten thousand findings; so they are a third as long.
    """
    texts: dict[str, int] = {}
    fields = ("clause", "about", "period", "relation", "unit", "verdict", "mode", "site", "note")
    columns: Plain = {name: [_place(row.get(name), texts) for row in rows] for name in fields}
    columns |= {name: [row.get(name) for row in rows] for name in ("required", "found", "slack")}
    return columns | {"texts": [json.loads(text) for text in texts]}


def _place(value: Any, texts: dict[str, int]) -> int:
    return -1 if value is None else texts.setdefault(json.dumps(value, ensure_ascii=False), len(texts))


def clauses_told(case: Case, findings: Iterable[Finding]) -> dict[str, Plain]:
    """Return title, words of the plan and source of every clause that is judged."""
    found = {}
    for name in dict.fromkeys(one.clause for one in findings):
        clause = clause_of(name)
        line = plain(source_line(case, name))
        found[name] = {"title": plain(clause.title), "heading": clause.heading, "line": line}
    return found


def outcome_told(case: Case, outcome: Outcome) -> Plain:
    """Return an outcome as the page reads it: verdict, tiers, decisions, periods, findings with their clauses."""
    decisions = () if outcome.plan is None else outcome.plan.decisions
    whole: Plain = outcome.model_dump(
        mode="json", include={"verdict", "objective", "bound", "gap", "scenario", "remarks"}
    )
    return whole | {
        "tiers": [one.model_dump(mode="json", include={"name", "value", "bound", "gap", "proven"})
                  for one in outcome.tiers],
        "decisions": {one.site: _decision(case, one) for one in decisions},
        "periods": [line.model_dump(mode="json") for line in outcome.periods],
        "findings": packed(findings_told(case, outcome.findings)),
        "clauses": clauses_told(case, outcome.findings),
        "conflict": [plain(clause_of(name).title) for name in outcome.conflict],
    }  # fmt: skip


def _decision(case: Case, one: Any) -> Plain:
    told: Plain = one.model_dump(mode="json", exclude={"site", "kind"}, exclude_none=True)
    return told | {"text": plain(action_text(case, one))}
