"""Clauses are told by their titles, in both languages, wherever a conflict is."""

from __future__ import annotations

from optimizer.rules import CLAUSES, RULES, clauses_told


def test_every_clause_is_known_by_its_id() -> None:
    assert tuple(CLAUSES) == tuple(rule.CLAUSE.id for rule in RULES)


def test_titles_are_joined_and_unknown_names_stand() -> None:
    told = clauses_told(("mine_count", "elsewhere"))
    assert told.zh == "固体矿山总数、elsewhere" and told.en == "number of solid mines; elsewhere"
    assert clauses_told(()).zh == "—"
