"""Counts in place of interchangeable blocks: exact where a group is admissible, and no group where they are not."""

from __future__ import annotations

from functools import reduce

import builders as b
import numpy as np
import pytest
from aggregated import aggregated, counted, group_of, groups, spread
from alike import chains, without_surcharge
from copies import copied
from random_cases import random_case
from variants import ordered

from models import Adjacency
from optimizer.backends import Limits, Status, highs
from optimizer.formulation import compile_case

PROOF = Limits(1e-10, 1e-9)


def posed(case):
    """The compiled case and its programme, each tier ten times as dear as the next, without the surcharge."""
    compiled = compile_case(case)
    whole = reduce(lambda cost, tier: 10 * cost + compiled.cost(tier), compiled.tiers, 0.0)
    return compiled, without_surcharge(compiled, compiled.program.with_cost(whole))


def alike(count, geography=None, policy=None, **fields):
    """A case of so many blocks with the same fields; demand 6 in 2021 and 12 in 2022."""
    names = [f"B{number + 1}" for number in range(count)]
    blocks = tuple(b.block(name, **fields) for name in names)
    demands = (b.demand("2021", "6"), b.demand("2022", "12"))
    there = b.hauls(*((name, "town") for name in names)).model_copy(update=geography or {})
    return b.case(blocks=blocks, demands=demands, geography=there, policy=b.policy(**(policy or {})))


def crowded(seed, copies):
    """A random case with so many of its first block or two, and as many times the demand."""
    case = copied(random_case(seed), 1 + seed % 2, copies - 1)
    wanted = tuple(line.model_copy(update={"quantity": line.quantity * copies}) for line in case.demands)
    return case.model_copy(update={"demands": wanted})


@pytest.mark.parametrize("copies", [2, 3, 4])
def test_counts_and_order_keep_the_optimum_and_counts_spread_to_a_plan_of_blocks(copies):
    solved, together = 0, 0
    for seed in range(150):
        compiled, program = posed(crowded(seed, copies))
        found = groups(compiled, program)
        if not found:
            continue
        wanted, answer = (highs.solve(one, PROOF) for one in (program, counted(compiled, program, found)))
        assert answer.status == wanted.status, seed
        if wanted.status == Status.OPTIMAL:
            assert answer.objective == pytest.approx(wanted.objective, rel=1e-8, abs=1e-7), seed
            x = spread(compiled, program, found, answer.x)
            assert program.violation(x).acceptable(1e-7), seed
            assert program.objective(x) == pytest.approx(wanted.objective, rel=1e-8, abs=1e-7), seed
            inorder = highs.solve(ordered(compiled, program), PROOF)
            assert inorder.objective == pytest.approx(wanted.objective, rel=1e-8, abs=1e-7), seed
            solved, together = solved + 1, together + _together(compiled, found, x)
    assert solved >= 25
    assert together >= 4


def _together(compiled, found, x):
    """Whether two blocks of a group are licensed on the same course."""
    courses = [group.columns[:, : (group.columns[0] < len(compiled.decisions.courses)).sum()] for group in found]
    return any(x[columns][:, 1:].sum(axis=0).max(initial=0) > 1.5 for columns in courses)


def test_reserves_stay_with_the_blocks_that_hold_them():
    # Reserves 10 each, capacity at most 6, one licence a year: the first block can give 6 + 4, the second nothing
    # and then 6. Demand 6 and 12: 2 remain short. Reserves pooled (20) would allow 6 and 12, short of nothing.
    batches = [{"periods": (period,), "at_most": 1} for period in ("2021", "2022")]
    case = alike(2, most_capacity="6", recoverable="10", policy={"phasing": {"batches": batches}})
    compiled, program = posed(case)
    found = groups(compiled, program)
    fewer = counted(compiled, program, found)
    assert [group.sites for group in found] == [(0, 1)]
    short = compiled.program.terms["shortage"]
    answer = highs.solve(fewer, PROOF)
    x = spread(compiled, program, found, answer.x)
    price = float(case.demands[0].shortage_price)
    assert short @ x == pytest.approx(2 * price)
    assert answer.objective == pytest.approx(highs.solve(program, PROOF).objective)


def test_counts_would_lose_steps_of_capacity_so_that_such_blocks_make_no_group():
    # Capacities 2 or 4 (steps of 2), reserves 6, demand 6 in both years, 1 a unit of capacity, shortage dear. Two
    # blocks of 4 each give 3 and 3: cost 8. As counts a capacity of 6 in all would do (3 each, no step): cost 6, but
    # blocks of 2 and 4 give no more than min(2 + 2, 6) + min(4 + 4, 6) = 10 < 12 over the years.
    blocks = tuple(b.block(name, most_capacity="4", recoverable="6", capacity_cost="1") for name in ("B1", "B2"))
    demands = tuple(b.demand(period, "6", shortage_price="100") for period in ("2021", "2022"))
    rule = {"steps": [("stone", 2)]}
    compiled, program = posed(b.case(blocks=blocks, demands=demands, policy=b.policy(round_figures=rule)))
    assert chains(compiled, program) == [[0, 1]]
    assert groups(compiled, program) == []
    relaxed = counted(compiled, program, [group_of(compiled, program, (0, 1))])
    assert highs.solve(program, PROOF).objective == pytest.approx(8)
    assert highs.solve(relaxed, PROOF).objective == pytest.approx(6)


def test_a_clique_of_the_whole_group_counts_one_of_a_part_does_not():
    pairs = (b.overlap("B1", "B2"), b.overlap("B1", "B3"), b.overlap("B2", "B3"))
    found = groups(*posed(alike(3, {"overlaps": pairs})))
    assert [group.sites for group in found] == [(0, 1, 2)]
    soft = {"overlap": {"mode": "soft", "price": 3}}  # pair by pair, each with a slack
    assert groups(*posed(alike(3, {"overlaps": pairs}, soft))) == []


NEIGHBOURS = {"adjacencies": (Adjacency(first="B1", second="B2", shared_m=7),)}
COMPACT = {"objective": {"tiers": [{"name": "all", "weights": [("shortage", 1), ("compactness", 1)]}]}}


@pytest.mark.parametrize(
    "case",
    [
        alike(2).model_copy(update={"locks": (b.locked("B1", "licensed"),)}),
        alike(2, policy={"adjustment": {"reference": [{"site": "B1", "action": "licensed"}], "at_most": 0}}),
        alike(2).model_copy(update={"mergers": (b.merger("G1", ("B1", "B2")),)}),
        alike(2, NEIGHBOURS, COMPACT),
        alike(2, recoverable="10", policy={"reserve_fit": {"shortest_life": 2, "mode": "soft", "price": 1}}),
    ],
    ids=["lock", "approved plan", "merger", "compactness", "soft clause block by block"],
)
def test_blocks_that_a_row_names_by_themselves_make_no_group(case):
    compiled, program = posed(case)
    assert groups(compiled, program) == []
    assert aggregated(compiled, program) is program


def test_counts_have_a_column_a_course_and_fewer_rows():
    compiled, program = posed(alike(3))
    fewer = aggregated(compiled, program)
    whole = fewer.upper[fewer.integer]
    assert np.array_equal(whole, np.full(whole.size, 3.0))
    assert whole.size * 3 == program.integer.sum()
    assert fewer.shape[0] < program.shape[0]
    assert fewer.shape[1] < program.shape[1]
