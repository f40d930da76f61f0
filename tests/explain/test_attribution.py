"""Shapley values against their definition by orders, on plans found by enumeration, and against a known game."""

from __future__ import annotations

from fractions import Fraction
from itertools import permutations

import builders as b
import pytest
from explain.alternatives_enumeration import best, quarries

from models.scenario import Change
from optimizer.explain.alternatives_pattern import HOLDING
from optimizer.explain.attribution import Edit, attribution
from optimizer.explain.attribution_shapley import exact_values, sampled_values
from optimizer.explain.attribution_words import attribution_told
from optimizer.explain.breakpoint_vary import edited

SMALL = {"blocks": (b.block("B1", most_capacity="3", opening_cost="7", operating_cost="1"),
                    b.block("B2", most_capacity="3", opening_cost="3", operating_cost="2")),
         "mines": (), "geography": b.case(blocks=(b.block("B1"), b.block("B2"))).geography}  # fmt: skip
EDITS = (
    Edit("demand", (Change(path="demands[mineral=stone].quantity", value="5"),)),
    Edit("B2 dearer", (Change(path="blocks[B2].opening_cost", op="scale", factor="4"),)),
    Edit("B1 cheaper", (Change(path="blocks[B1].opening_cost", value="1"),)),
)


def measures(subset: frozenset[int]) -> dict[str, Fraction]:
    changes = [change for number in sorted(subset) for change in EDITS[number].changes]
    case = quarries("3", **SMALL)
    known = best(edited(case, changes) if changes else case)
    assert known is not None
    found = {"tier cost": known.tiers[2], "tier shortage": known.tiers[1]}
    for decision in known.plan.decisions:
        found[f"licensed {decision.site}"] = Fraction(decision.action in HOLDING)
        found[f"capacity {decision.site}"] = Fraction(decision.capacity)
    return found


def test_shares_equal_the_mean_over_all_orders_of_enumerated_plans() -> None:
    found = attribution(quarries("3", **SMALL), EDITS)
    worth = {frozenset(s): measures(frozenset(s)) for s in subsets()}
    expected: dict[tuple[str, str], Fraction] = {}
    for order in permutations(range(3)):
        for place, edit in enumerate(order):
            before, after = worth[frozenset(order[:place])], worth[frozenset(order[: place + 1])]
            for measure in before:
                key = EDITS[edit].name, measure
                expected[key] = expected.get(key, Fraction(0)) + (after[measure] - before[measure]) / 6
    assert {(one.edit, one.measure): one.value for one in found.shares} == {k: v for k, v in expected.items() if v}
    assert found.exact
    assert found.complete
    assert found.solves <= 8
    total = sum(one.value for one in found.shares if one.measure == "tier cost")
    assert total == found.after["tier cost"] - found.before["tier cost"]
    assert len(attribution_told(found)) == len(found.shares) + 1


def subsets() -> list[tuple[int, ...]]:
    return [(), (0,), (1,), (2,), (0, 1), (0, 2), (1, 2), (0, 1, 2)]


def test_sets_without_a_plan_are_named_and_only_existence_is_attributed() -> None:
    case = quarries("3", **SMALL, policy=b.policy(demand={"mode": "hard"}))
    edits = (Edit("more", (Change(path="demands[mineral=stone].quantity", value="8"),)),
             Edit("room", (Change(path="blocks[B1].most_capacity", value="9"),)))  # fmt: skip
    found = attribution(case, edits)
    assert found.impossible == (("more",),)
    assert {(one.edit, one.measure, one.value) for one in found.shares} == {
        ("more", "possible", Fraction(-1, 2)), ("room", "possible", Fraction(1, 2)),
    }  # fmt: skip


def glove(subset: frozenset[int]) -> dict[str, Fraction]:
    """Two left gloves, one right: values 1/6, 1/6, 2/3 (Shapley 1953)."""
    return {"pair": Fraction(int(2 in subset and len(subset) > 1))}


def test_known_game_exact_and_sampled_within_its_error() -> None:
    exact = exact_values(3, glove)
    assert [exact[player, "pair"].value for player in range(3)] == [Fraction(1, 6), Fraction(1, 6), Fraction(2, 3)]
    last = list(sampled_values(3, glove, 250, 7))[-1]
    for player in range(3):
        estimate = last[player, "pair"]
        assert abs(float(estimate.value - exact[player, "pair"].value)) <= 4 * estimate.error
        assert 0 < estimate.error < 0.06


def test_more_than_eight_edits_are_sampled_with_an_error() -> None:
    edits = [Edit(f"cost {n}", (Change(path="blocks[B1].opening_cost", op="scale", factor="1.1"),)) for n in range(9)]
    found = attribution(quarries("3", **SMALL), edits, orders=3)
    assert not found.exact
    assert found.orders == 3
    assert found.solves <= 10  # equal cases are solved once
    total = sum(one.value for one in found.shares if one.measure == "tier cost")
    assert total == found.after["tier cost"] - found.before["tier cost"]


def test_a_stop_is_told() -> None:
    found = attribution(quarries("3", **SMALL), EDITS, watch=lambda progress: "edits 3" not in progress.stage)
    assert not found.complete
    assert found.shares == ()
    assert "Not finished" in attribution_told(found)[-1].en


@pytest.mark.parametrize("wrong", ["blocks[B9].opening_cost", "policy.nothing"])
def test_an_edit_that_does_not_fit_is_bad_input(wrong: str) -> None:
    with pytest.raises(Exception, match="LD-503"):
        attribution(quarries("3", **SMALL), (Edit("wrong", (Change(path=wrong, value="1"),)),))
