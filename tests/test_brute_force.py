"""500 random small cases: enumeration judged by the audit alone finds the same best tier values as the solver.

What is enumerated is said in `enumeration`, why the best plan lies on the grid in `random_cases`. A case with more than
MOST plans to judge is left to the long run, which also goes on to further seeds.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

import pytest
from enumeration import TooMany, best
from random_cases import random_case

from models import Case, Verdict
from optimizer.audit import audit, terms_of, tier_values
from optimizer.facts import printed
from optimizer.solve import solve

MOST = 400
EVERYDAY = [range(start, start + 50) for start in range(0, 600, 50)]  # of 50 seeds, 43 or more are small enough
LONG = [range(start, start + 100) for start in range(600, 3000, 100)]
CLOSE = Fraction(1, 500_000)  # values are printed in 6 decimals, and the solver may stop 1e-6 from the best


def near(one: Fraction, other: Fraction) -> bool:
    return abs(one - other) <= CLOSE * max(1, abs(other))


def differences(case: Case, most: int) -> Iterator[str]:
    """Say how solver and enumeration differ on a case. Raises TooMany."""
    found = best(case, most)
    outcome = solve(case).outcome
    if found.plan is None or found.values is None:
        if outcome.verdict != Verdict.IMPOSSIBLE or outcome.plan is not None or not outcome.conflict:
            yield f"no plan passes, yet the solver says {outcome.verdict}, conflict {outcome.conflict}"
        return
    whole = audit(case, found.plan)
    if not whole.passed or tier_values(whole.facts, terms_of(whole.facts, whole.findings)) != found.values:
        yield f"enumeration misjudged its own plan: {whole.broken}"
    want, have = [float(value) for value in found.values], [float(tier.value) for tier in outcome.tiers]
    if outcome.verdict != Verdict.PROVEN_BEST or outcome.plan is None:
        yield f"the best is {want}, the solver says {outcome.verdict} {have} {outcome.remarks}"
        return
    if not all(near(Fraction(t.value), v) for t, v in zip(outcome.tiers, found.values, strict=True)):
        yield f"the best is {want}, the solver has {have}"
    judged = audit(case, outcome.plan)
    again = [printed(v) for v in tier_values(judged.facts, terms_of(judged.facts, judged.findings))]
    if not judged.passed or again != [tier.value for tier in outcome.tiers]:
        yield f"published {have}, but the plan is worth {again}"
    if any(tier.bound is None or tier.bound > tier.value for tier in outcome.tiers):
        yield f"a bound is missing or above its value: {outcome.tiers}"


def compare(seeds: range, most: int) -> int:
    """Compare on these seeds and return how many were compared; fail with every seed that differs."""
    compared, faults = 0, {}
    for seed in seeds:
        try:
            told = list(differences(random_case(seed), most))
        except TooMany:
            continue
        compared += 1
        faults |= {seed: told} if told else {}
    assert not faults, "\n".join(f"seed {seed}: {told}" for seed, told in faults.items())
    return compared


@pytest.mark.parametrize("seeds", EVERYDAY, ids=lambda seeds: f"{seeds.start}-{seeds.stop - 1}")
def test_enumeration_and_solver_agree(seeds):
    assert compare(seeds, MOST) >= 43  # 12 groups of 43: at least 516 cases


@pytest.mark.long
@pytest.mark.parametrize("seeds", LONG, ids=lambda seeds: f"{seeds.start}-{seeds.stop - 1}")
def test_enumeration_and_solver_agree_on_many_more(seeds):
    assert compare(seeds, 5000) >= 90


def test_the_cases_are_of_all_kinds():
    """Every clause, kind of site and mode turns up, and a fair part of the cases is impossible."""
    cases = [random_case(seed) for seed in range(600)]
    clauses = set().union(*(case.policy.model_fields_set for case in cases))
    missing = set(type(cases[0].policy).model_fields) - clauses
    assert not missing
    assert all(any(getattr(case, kind) for case in cases) for kind in ("blocks", "mines", "mergers", "explorations"))
    assert all(
        sum(bool(getattr(case, kind)) for case in cases) > 20 for kind in ("locks", "imports", "areas", "layers")
    )
    modes = {
        (name, getattr(case.policy, name).mode.value)
        for case in cases
        for name in case.policy.model_fields_set - {"objective", "round_figures", "demand"}
    }
    names = {name for name, _ in modes}
    assert all((name, mode) in modes for name in names for mode in ("hard", "soft"))
    assert {len(case.periods) for case in cases} == {1, 2, 3}
