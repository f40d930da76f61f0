"""The formulation variants that the benchmark compares keep the optimum, case by case."""

from __future__ import annotations

import builders as b
import pytest
from alike import interchangeable, without_surcharge
from random_cases import random_case
from variants import VARIANTS, packings

from optimizer.backends import Limits, highs
from optimizer.formulation import compile_case

SEEDS = range(40)


def best(program):
    answer = highs.solve(program, Limits(1e-10, 1e-9))
    return answer.status, answer.objective


@pytest.mark.parametrize("name", VARIANTS)
def test_every_variant_keeps_the_optimum_of_random_cases(name):
    for seed in SEEDS:
        compiled = compile_case(random_case(seed))
        whole = compiled.program.with_cost(sum(compiled.cost(tier) for tier in compiled.tiers))
        program = without_surcharge(compiled, whole) if name in {"ordered", "aggregated"} else whole
        other = VARIANTS[name](compiled, program)
        (status, value), (found, reached) = best(program), best(other)
        assert found == status, seed
        assert reached is None if value is None else reached == pytest.approx(value, rel=1e-8, abs=1e-7), seed


def three(**fields):
    """Three blocks of 10 on the same ground, a demand of 12: one may be licensed, 2 remain short."""
    blocks = tuple(b.block(name, opening_cost=cost) for name, cost in (("B1", 1), ("B2", 2), ("B3", 3)))
    pairs = (b.overlap("B1", "B2"), b.overlap("B1", "B3"), b.overlap("B2", "B3"))
    geography = b.hauls(*((block.id, "town") for block in blocks)).model_copy(update={"overlaps": pairs})
    return compile_case(b.case(blocks=blocks, demands=(b.demand("2021", "12"),), geography=geography, **fields))


def sites_of(compiled, rows):
    return sorted(len(set(compiled.decisions.courses.site[row].tolist())) for _, row in rows)


def test_cliques_pair_by_pair_and_back():
    compiled = three()  # one clique of three sites in each of two periods
    assert sites_of(compiled, packings(compiled, compiled.program)) == [3, 3]
    pairs = VARIANTS["pairwise"](compiled, compiled.program)
    assert sites_of(compiled, packings(compiled, pairs)) == [2] * 6
    again = VARIANTS["maximal"](compiled, pairs)  # every pair grows to the clique that it is part of
    assert sites_of(compiled, packings(compiled, again)) == [3] * 6


def test_only_blocks_that_can_be_exchanged_are_ordered():
    blocks = (b.block("B1"), b.block("B2"), b.block("B3", opening_cost=1))
    compiled = compile_case(b.case(blocks=blocks, demands=(b.demand("2021", "5"),)))
    bare = without_surcharge(compiled, compiled.program)
    assert list(interchangeable(compiled, bare)) == [(0, 1)]
    assert VARIANTS["ordered"](compiled, bare).shape[0] == bare.shape[0] + 1
    assert list(interchangeable(compiled, compiled.program)) == []  # the surcharge tells them apart
