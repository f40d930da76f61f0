"""What if, warm: first answers hold the best plan between bound and plan, exact ones are those of a cold solve."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import builders as b
import pytest
from enumeration import TooMany, best
from hypothesis import given, settings
from hypothesis import strategies as st
from random_cases import random_case
from random_edits import random_edit

from models import Case, Lock
from models.outcome import Outcome
from models.words import Verdict
from optimizer.audit import audit, terms_of, tier_values
from optimizer.instance import load_case
from optimizer.solve import solve
from optimizer.solve.edits import revised, with_clause, with_locks, with_row
from optimizer.solve.warm import First, Warm

CLOSE = Fraction(1, 10**6)
POSSIBLE = {Verdict.PROVEN_BEST, Verdict.WITHIN_GAP}


def near(one: Fraction, other: Fraction) -> bool:
    return abs(one - other) <= CLOSE * max(1, abs(other))


def no_better(values: list[Fraction], known: list[Fraction]) -> bool:
    """Whether ``values`` is not before ``known`` in the order of the tiers, but for noise."""
    for value, other in zip(values, known, strict=True):
        if not near(value, other):
            return value > other
    return True


def judge_first(case: Case, first: First, known: list[Fraction] | None, name: str) -> None:
    """Hold a first answer against the best values of a case (None: it is impossible)."""
    if known is None:
        assert first.plan is None, name
        return
    assert not first.impossible, name
    for span, value in zip(first.spans, known, strict=True):
        assert span.bound is None or Fraction(span.bound) <= value + CLOSE * max(1, abs(value)), name
    if first.plan is None:
        return
    judged = audit(case, first.plan)
    assert judged.passed, name
    values = tier_values(judged.facts, terms_of(judged.facts, judged.findings))
    assert all(near(Fraction(span.value), value) for span, value in zip(first.spans, values, strict=True)), name
    assert no_better(list(values), known), name


def told_values(outcome: Outcome) -> list[Fraction] | None:
    return [Fraction(tier.value) for tier in outcome.tiers] if outcome.verdict in POSSIBLE else None


def judge_edit(warm: Warm, name: str, case: Case) -> None:
    """Hold the first and the exact answer of a change against a cold solve."""
    cold = solve(case).outcome
    assert cold.verdict in {*POSSIBLE, Verdict.IMPOSSIBLE}, name
    judge_first(case, warm.first(case), told_values(cold), name)
    exact = warm.exact(case).outcome
    assert exact.verdict == cold.verdict, name
    pairs = zip(exact.tiers, cold.tiers, strict=True)
    assert all(near(Fraction(one.value), Fraction(other.value)) for one, other in pairs), name
    assert exact.plan is None or audit(case, exact.plan).passed, name


def quarries() -> Case:
    """Two blocks of 4 (opening for 10 and 20) and a mine of 3 for a demand of 6 in one period; shortage costs 100."""
    return b.case(
        periods=b.periods(1),
        blocks=tuple(b.block(f"B{n}", most_capacity="4", opening_cost=10 * n) for n in (1, 2)),
        mines=(b.mine("M1", capacity="3"),),
        demands=(b.demand("2021", "6", shortage_price="100"),),
    )  # fmt: skip


def test_a_block_locked_in_is_in_the_first_plan_and_costs_what_it_costs() -> None:
    # Best: M1 3 + B1 3, cost 10. B2 in: M1 3 + B2 3 costs 20, and nothing is short.
    warm = Warm(quarries())
    changed = with_locks(quarries(), (Lock(site="B2", action="licensed"),))
    first = warm.first(changed)
    assert first.in_place and first.narrower and first.plan is not None
    assert first.plan.decision["B2"].action == "licensed"
    cost = warm.exact(changed).outcome.tiers[-1]
    assert float(cost.value) == pytest.approx(20, abs=0.5)
    assert first.spans[-1].bound is not None and 10 <= first.spans[-1].bound <= cost.value


def test_a_lock_on_what_is_done_already_is_answered_by_the_known_plan() -> None:
    warm = Warm(quarries())
    changed = with_locks(quarries(), (Lock(site="B1", action="licensed"),))
    solved = warm.exact(changed)
    assert set(solved.seconds) == {"audit"}
    assert solved.outcome.plan == warm.known.outcome.plan
    assert told_values(solved.outcome) == told_values(solve(changed).outcome)
    assert solved.outcome.verdict == Verdict.PROVEN_BEST


def test_what_nothing_can_keep_is_said_at_once() -> None:
    # Both blocks out and shortage forbidden: 3 of 6 can be met.
    warm = Warm(with_clause(quarries(), "demand", mode="hard"))
    locks = [Lock(site=site, action="licensed", forbid=True) for site in ("B1", "B2")]
    changed = with_locks(warm.known.compiled.case, locks)
    first = warm.first(changed)
    assert first.impossible and first.plan is None
    assert warm.exact(changed).outcome.verdict == Verdict.IMPOSSIBLE


def test_other_columns_are_a_new_model_and_it_is_said() -> None:
    warm = Warm(quarries())
    case = quarries()
    wider = revised(case, blocks=(*case.blocks, b.block("B3", most_capacity="4")),
                    geography=b.hauls(*((site, "town") for site in ("B1", "B2", "B3", "M1"))))  # fmt: skip
    first = warm.first(wider)
    assert not first.in_place and not first.narrower
    judge_first(wider, first, told_values(solve(wider).outcome), "B3 added")
    assert warm.first(quarries()).in_place is False  # back to the old columns: a new model again
    assert warm.first(with_row(case, "demands", 0, quantity=5)).in_place


def test_a_moved_demand_is_no_narrower_case() -> None:
    # 3 wanted: the mine alone does, nothing opens. What was known of 6 says nothing about it.
    warm = Warm(quarries())
    changed = with_row(quarries(), "demands", 0, quantity=3)
    first = warm.first(changed)
    assert first.in_place and not first.narrower
    assert [float(tier.value) for tier in warm.exact(changed).outcome.tiers] == pytest.approx([0, 0, 0], abs=0.5)
    assert first.spans[-1].bound is not None and first.spans[-1].bound <= Fraction(1, 2)


def test_an_adopted_answer_is_what_later_changes_are_changes_of() -> None:
    warm = Warm(quarries())
    without = with_locks(quarries(), (Lock(site="B1", action="licensed", forbid=True),))
    warm.adopt(warm.exact(without))
    judge_edit(warm, "B2 out as well", with_locks(without, (Lock(site="B2", action="licensed", forbid=True),)))
    judge_edit(warm, "B1 back", quarries())


@given(case=st.integers(0, 60), edits=st.lists(st.integers(0, 10**6), min_size=1, max_size=2))
@settings(max_examples=25, deadline=None)
def test_random_changes_of_small_cases_against_every_plan_there_is(case: int, edits: list[int]) -> None:
    warm = Warm(random_case(case))
    for seed in edits:
        name, changed = random_edit(seed, warm.known.compiled.decisions)
        judge_edit(warm, name, changed)
        try:
            found = best(changed, most=20_000).values
        except TooMany:
            continue
        judge_first(changed, warm.first(changed), None if found is None else list(found), name)


@pytest.mark.long
def test_two_hundred_random_changes_of_the_county() -> None:
    warm = Warm(load_case(Path(__file__).parents[2] / "instances/fangcheng").case)
    for seed in range(200):
        judge_edit(warm, *random_edit(seed, warm.known.compiled.decisions))


@pytest.mark.parametrize("point", ["none", "the plan before the change"])
def test_a_repair_that_fails_is_told_and_not_shown(point: str, monkeypatch: pytest.MonkeyPatch) -> None:
    # B2 must be licensed; the plan before licenses B1 alone and breaks the lock, so that no way onto the grid passes.
    known = Warm(quarries())
    before = known.known.answers[-1].x
    monkeypatch.setattr("optimizer.solve.warm.repaired", lambda *_: None if point == "none" else before)
    changed = with_locks(quarries(), (Lock(site="B2", action="licensed"),))
    first = known.first(changed)
    assert first.plan is None and not first.impossible
    assert all(span.value is None for span in first.spans)
    assert first.spans[0].bound is not None and all(span.bound is None for span in first.spans[1:])


def test_known_bounds_are_left_alone_where_an_earlier_tier_got_worse() -> None:
    # B1 and B2 out: 3 of 6 are short (300), and nothing is opened: the cost of 10 that was best before is no bound now.
    warm = Warm(quarries())
    locks = [Lock(site=site, action="licensed", forbid=True) for site in ("B1", "B2")]
    first = warm.first(with_locks(quarries(), locks))
    assert first.narrower and first.spans[1].value == 300
    assert first.spans[2].bound is not None and first.spans[2].bound <= 1
