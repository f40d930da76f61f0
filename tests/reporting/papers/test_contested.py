"""Which sites are contested, and that the paper says by which rule."""

from __future__ import annotations

from dataclasses import replace

import pytest
from reporting import sample
from reporting.papers import made

from models import Outcome
from models.limits import Reference
from models.words import Action
from optimizer.reporting.papers.compose import paper_of
from optimizer.reporting.papers.contested import MOST, contested, rule
from optimizer.reporting.papers.explained import explained
from optimizer.reporting.papers.parts import Grid, Words


def test_without_an_approved_plan_it_is_what_the_printed_plan_loses() -> None:
    # B2 is not licensed, M1 and M2 join, M4 closes; B1, M3, G1 and K1 are as printed
    found = contested(sample.case(), sample.outcome())
    assert list(found) == ["B2", "M1", "M2", "M4"]
    assert found["M4"].zh == "规划所列，本方案：关闭"


def test_with_an_approved_plan_it_is_what_differs_from_it() -> None:
    base = sample.case()
    approved = (
        Reference(site="B1", action=Action.LICENSED, start="2022"),  # here in 2021
        Reference(site="B2", action=Action.NOT_LICENSED),  # the same
        Reference(site="M4", action=Action.KEEP),  # here closed
    )
    adjustment = base.policy.adjustment.model_copy(update={"reference": approved})
    case = base.model_copy(update={"policy": base.policy.model_copy(update={"adjustment": adjustment})})
    found = contested(case, sample.outcome())
    assert list(found) == ["B1", "M4"]
    assert found["B1"].en == "approved: licensed 2022; here: licensed 2021"


def test_a_site_named_by_a_broken_clause_is_contested() -> None:
    outcome = sample.outcome()
    broken = outcome.findings[0].model_copy(update={"subject": "M3 recoverable"})  # verdict: adjustment
    found = contested(sample.case(), outcome.model_copy(update={"findings": (broken,)}))
    assert found["M3"].zh == "涉及未满足的条款"


def test_without_a_plan_nothing_is_contested() -> None:
    assert contested(sample.case(), sample.outcome(with_plan=False)) == {}
    assert explained(made.small(with_plan=False).run, (), None, None) == ()


def test_the_rule_tells_what_was_left_out() -> None:
    assert f"前 {MOST} 个，其余 3 个" in rule(reference=False, named=False, left_out=3).zh
    assert "named by the planner" in rule(reference=False, named=True, left_out=0).en


def test_without_dossiers_there_is_no_section_of_them() -> None:
    base = made.small()
    bare: Outcome = base.run.outcome.model_copy(update={"findings": ()})
    titles = [section.title for section in paper_of(replace(base, run=replace(base.run, outcome=bare)), "en").sections]
    assert not any("Dossiers" in title for title in titles)
    assert titles[0] == "1. Summary"


def test_what_is_too_much_to_print_is_counted_and_said(monkeypatch: pytest.MonkeyPatch) -> None:
    base = made.small()
    monkeypatch.setattr("optimizer.reporting.papers.clauses.MOST", 3)  # of four findings one conforms
    monkeypatch.setattr("optimizer.reporting.papers.grids.RECORDS", 1)  # and two adjustments
    sections = {section.title[2:]: section.blocks for section in paper_of(base, "zh").sections}
    told = [block for block in sections["规划符合性审查"] if isinstance(block, Words)]
    assert "共 4 项" in told[0].text
    grids = [block for block in sections["规划符合性审查"] if isinstance(block, Grid)]
    assert sum(len(grid.rows) for grid in grids[1:]) == 3
    assert [len(block.rows) for block in sections["规划调整论证"] if isinstance(block, Grid)] == [2]
