"""Halving: what it returns is impossible, each member is needed, and the number of questions stays small."""

from __future__ import annotations

from decimal import Decimal
from math import ceil, log2
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from optimizer.explain.conflict import conflict_of
from optimizer.explain.conflict_filter import PATIENCE
from optimizer.explain.conflict_halving import halved
from optimizer.explain.conflict_record import State
from optimizer.instance import load_case

COUNTY = Path(__file__).parents[2] / "instances" / "fangcheng"
SETS = st.lists(st.frozensets(st.integers(0, 19), min_size=1, max_size=6), min_size=1, max_size=8)


@given(SETS)
def test_a_smallest_part_of_random_conflicts_is_found(conflicts: list[frozenset[int]]) -> None:
    def impossible(held: frozenset[int]) -> bool:
        return any(one <= held for one in conflicts)

    found = halved(impossible, range(20))
    assert impossible(found)
    assert not any(impossible(found - {one}) for one in found)


@given(st.frozensets(st.integers(0, 255), min_size=1, max_size=8))
def test_the_questions_grow_with_the_logarithm_of_the_groups(conflict: frozenset[int]) -> None:
    asked: list[frozenset[int]] = []

    def impossible(held: frozenset[int]) -> bool:
        asked.append(held)
        return conflict <= held

    assert halved(impossible, range(256)) == conflict
    # k members of 256: each costs at most two questions a level of halving below the top one.
    assert len(asked) <= 2 * len(conflict) * (1 + ceil(log2(256)))


def test_any_few_of_many_mines_are_told_apart() -> None:
    """At most 5 mines, and 23 that may not close without a reason: as many conflicts as choices of six of them.

    Meeting correction sets saw 1,970 of them in 200 s and came to no end.
    """
    case = load_case(COUNTY).case
    limits = (case.policy.mine_count.limits[0].model_copy(update={"at_most": Decimal(6)}),)
    rule = case.policy.mine_count.model_copy(update={"limits": limits})
    few = case.model_copy(update={"policy": case.policy.model_copy(update={"mine_count": rule})})
    found = conflict_of(few, plans=False)
    assert found.state == State.IMPOSSIBLE and not found.remark
    assert len(found.members) > 2
    assert found.solves < 4 * PATIENCE
