"""Publishing: figures off the grid are found anew in whole numbers; the floor rule stands in, and the audit judges."""

# ruff: noqa: ARG005 - back ends that are played here have the signature of all back ends
from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from types import SimpleNamespace

import builders as b
import numpy as np
import pytest
from random_cases import random_case

from models import Verdict
from models.geography import Geography, Haul
from optimizer import backends
from optimizer.audit import audit
from optimizer.backends import Answer, Status, Stop, cp_sat
from optimizer.decisions import decode
from optimizer.formulation import compile_case
from optimizer.solve import Settings, solve
from optimizer.solve.publish import publish
from optimizer.solve.tiers import solve_tiers


def thirds(resolution="1", demand="10", **policy):
    """One block with the ramp 0.3333, 1: capacity 10 gives 3.333 in its first year, 10 in its second."""
    return b.case(
        minerals=(b.mineral(resolution=resolution),),
        blocks=(b.block("B1", ramp=("0.3333", "1"), opening_cost="3", capacity_cost="1"),),
        demands=(b.demand("2021", demand, shortage_price="9"), b.demand("2022", demand, shortage_price="9")),
        policy=b.policy(objective={"surcharge": "0"}, **policy),
    )


def on_grid(plan, step) -> bool:
    figures = [d.capacity for d in plan.decisions] + [o.quantity for o in (*plan.outputs, *plan.shipments)]
    return all(Fraction(figure) % Fraction(step) == 0 for figure in figures)


@pytest.mark.parametrize("step", ["1", "0.5", "0.01", "3"])
def test_a_vertex_off_the_grid_is_published_on_it(step):
    case = thirds(step)
    solved = solve(case)
    outcome = solved.outcome
    assert outcome.plan is not None
    assert audit(case, outcome.plan).passed
    assert on_grid(outcome.plan, step)
    # first year: at most 0.3333 · capacity, rounded down to the step; capacity 10, or 9 in steps of 3
    capacity = Decimal("9") if step == "3" else Decimal("10")
    first = Fraction("0.3333") * Fraction(capacity) // Fraction(step) * Fraction(step)
    assert [Fraction(o.quantity) for o in outcome.plan.outputs if o.period == "2021"] == ([first] if first else [])
    shortage = next(tier for tier in outcome.tiers if tier.name == "shortage")
    assert Fraction(shortage.value) == 9 * (10 - first) + 9 * (10 - Fraction(capacity))
    # 0.3333 · 10 lies off every grid but 0.001's, so the solver's value is better by what the grid costs
    assert shortage.solver_value is not None and shortage.solver_value <= shortage.value


def test_the_gap_of_the_grid_is_told_and_not_hidden():
    # 3.333 against 3 in the first year: 9 · 0.333 = 2.997 of shortage that only the grid makes
    outcome = solve(thirds("1")).outcome
    shortage = outcome.tiers[1]
    assert (shortage.value, shortage.solver_value) == (63, Decimal("60.003"))
    assert outcome.verdict == Verdict.WITHIN_GAP
    # on a grid of 0.001 nothing is lost: 10 - 3.333 in the first year, none in the second
    assert solve(thirds("0.001")).outcome.verdict == Verdict.PROVEN_BEST


def refuse(monkeypatch, answer=None):
    """CP-SAT refuses, or answers as told; every other back end stays."""
    quiet = SimpleNamespace(
        NAME="cp_sat",
        available=lambda: None,
        refuses=lambda program: None if answer else "not today",
        solve=lambda program, limits, start=None, watch=None: answer,
    )
    others = tuple(backend for backend in backends.BACKENDS if backend.NAME != "cp_sat")
    monkeypatch.setattr(backends, "BACKENDS", (*others, quiet))


NOTHING = Answer(Status.NOTHING, Stop.TIME, None, None, None, 0.0, "cp_sat", "1")


@pytest.mark.parametrize("answer", [None, NOTHING], ids=["refused", "out of time"])
def test_floor_rule_stands_in_and_passes_the_audit(monkeypatch, answer):
    refuse(monkeypatch, answer)
    case = thirds("1")
    outcome = solve(case).outcome
    assert outcome.plan is not None and audit(case, outcome.plan).passed
    assert on_grid(outcome.plan, "1")
    # capacity 10 stays, 3.333 goes down to 3: here the floor rule is best
    assert [o.quantity for o in outcome.plan.outputs] == [3, 10]
    assert any("floor rule" in remark for remark in outcome.remarks)


def test_floor_rule_that_breaks_a_clause_is_failed_and_no_plan_is_handed_on(monkeypatch):
    """An account asks for 3.2 a year at least: 3.333 keeps it, 3 does not, and no other grid figure is tried."""
    refuse(monkeypatch)
    asked = {"id": "least", "title": b.text("least"), "unit": "万t", "periods": ("2021",), "at_least": "3.2",
             "contributions": ({"measure": "output"},)}  # fmt: skip
    case = thirds("1", account={"accounts": (asked,)})
    outcome = solve(case).outcome
    assert (outcome.verdict, outcome.plan) == (Verdict.FAILED, None)
    assert "account: least 2021 3 ≥ 3.2" in outcome.remarks


def test_floor_rule_ships_no_more_than_is_won_where_surplus_is_allowed(monkeypatch):
    refuse(monkeypatch)
    case = thirds("1").model_copy(update={"policy": b.policy(demand={"surplus": True})})
    outcome = solve(case).outcome
    assert outcome.plan is not None and audit(case, outcome.plan).passed


def test_a_point_on_the_grid_is_left_as_it_is():
    case = thirds("0.001")
    compiled = compile_case(case)
    answers = solve_tiers(compiled, Settings(), None, 0.0)
    x = answers[-1].x
    assert x is not None
    published = publish(compiled, x, 5.0)
    assert (published.solved, published.floored, published.exact) == (0, 0, True)
    assert np.allclose(published.x, x, atol=1e-9)


def test_courses_are_never_changed_by_publishing():
    case = thirds("3")
    compiled = compile_case(case)
    x = solve_tiers(compiled, Settings(), None, 0.0)[-1].x
    assert x is not None
    before = decode(compiled.decisions, x).decisions
    after = decode(compiled.decisions, publish(compiled, x, 5.0).x).decisions
    assert [(d.site, d.action, d.start) for d in before] == [(d.site, d.action, d.start) for d in after]


def test_independent_parts_are_published_apart(monkeypatch):
    """Two towns with a block each: two components, and CP-SAT is asked for each alone."""
    asked = []

    def noting(program, limits, start=None, watch=None):
        asked.append(program.shape[1])
        return cp_sat.solve(program, limits, start, watch)

    backend = SimpleNamespace(NAME="cp_sat", available=lambda: None, refuses=lambda program: None, solve=noting)
    others = tuple(other for other in backends.BACKENDS if other.NAME != "cp_sat")
    monkeypatch.setattr(backends, "BACKENDS", (*others, backend))
    case = b.case(
        blocks=tuple(b.block(f"B{n}", ramp=("0.3333", "1")) for n in range(2)),
        places=tuple(b.place(f"P{n}") for n in range(2)),
        demands=tuple(b.demand("2021", "10", place=f"P{n}") for n in range(2)),
        geography=Geography(hauls=tuple(Haul(site=f"B{n}", place=f"P{n}", cost=0) for n in range(2))),
    )
    compiled = compile_case(case)
    x = solve_tiers(compiled, Settings(), None, 0.0)[-1].x
    assert x is not None
    asked.clear()
    assert publish(compiled, x, 5.0).solved == 2
    # two tiers have a cost for these courses: shortage, and the last, which carries the surcharge
    assert len(asked) == 4
    assert sum(asked[::2]) < compiled.program.shape[1]


def test_what_an_earlier_tier_tolerated_is_not_asked_of_a_later_one():
    """Held at 39.99999875, reached by spending 1e-6 of the first tier, 40 was cut off: 60.13, not 55.10."""
    outcome = solve(random_case(3446)).outcome
    assert [float(tier.value) for tier in outcome.tiers] == pytest.approx([5, 40, 55.0985646], abs=2e-6)


def test_settings_can_forbid_time_for_publishing():
    case = thirds("1")
    outcome = solve(case, replace(Settings(), publish_seconds=0.0)).outcome
    assert outcome.plan is not None and audit(case, outcome.plan).passed
